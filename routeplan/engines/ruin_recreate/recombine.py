"""A new start from two solutions: one keeps its shifts but for some that it takes over.

Selective route exchange (Nagata & Kobayashi 2010): routes are handed over whole, so that what is
good about them survives. Here a shift is handed over to the shift it most resembles among those
that are as good as itself, because a week's shifts are not interchangeable as trucks are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Instance
from routeplan.problem.solution import ShiftChoice, Solution

Choices = tuple[ShiftChoice, ...]
"""What each shift makes."""
LARGEST_SHARE = 0.5
"""So much of the used shifts is handed over at most."""


def recombined(
    inst: Instance, parent: Solution, donor: Solution, random: np.random.Generator
) -> Choices:
    """The parent's shifts, some replaced by neighbouring ones of the donor.

    No visit stands there twice, pairs are whole, and a household's visits are all the parent's or
    all the donor's, so that the days between them are kept. Visits that fall between the two
    solutions are left out, to be inserted by whoever starts from here.
    """
    given = _neighbouring_shifts(inst, donor, random)
    source = dict(zip(_most_alike(inst, parent, donor, given), given, strict=True))
    arriving = _whole(donor, set(given))
    staying = _whole(parent, set(range(len(parent.choices))) - set(source))
    staying -= arriving | _their_households(inst, arriving)
    return tuple(
        _only(donor.choices[source[s]], arriving) if s in source else _only(choice, staying)
        for s, choice in enumerate(parent.choices)
    )


def _neighbouring_shifts(inst: Instance, donor: Solution, random: np.random.Generator) -> list[int]:
    """A random number of shifts that stand nearest to a random visit."""
    shift_of = {v: s for s, choice in enumerate(donor.choices) for v in choice.visits}
    if not shift_of:
        return []
    used = len(set(shift_of.values()))
    wanted = int(random.integers(1, max(1, int(used * LARGEST_SHARE)) + 1))
    seed = int(random.choice(list(shift_of)))
    near = (v for v in chain([seed], inst.adjacent[seed].tolist()) if v in shift_of)
    return list(dict.fromkeys(shift_of[v] for v in near))[:wanted]


def _most_alike(
    inst: Instance, parent: Solution, donor: Solution, given: Iterable[int]
) -> list[int]:
    """For each shift of the donor one of the parent: as good, with most visits in common.

    Every one finds its own, since it is as good as itself.
    """
    like = inst.shift[:, a.LIKE]
    free = set(range(len(like)))
    matches = []
    for s in given:
        visits = set(donor.choices[s].visits)

        def likeness(t: int, visits: Collection[int] = visits) -> tuple[int, int, int]:
            kept = parent.choices[t].visits
            common = sum(v in visits for v in kept)
            return common, common - len(kept), -t

        best = max((t for t in free if like[t] == like[s]), key=likeness)
        free.remove(best)
        matches.append(best)
    return matches


def _whole(solution: Solution, shifts: Collection[int]) -> set[int]:
    """The visits of these shifts that no other shift takes part in."""
    inside = {v for s in shifts for v in solution.choices[s].visits}
    others = (choice for s, choice in enumerate(solution.choices) if s not in shifts)
    return inside - {v for choice in others for v in choice.visits}


def _their_households(inst: Instance, visits: Iterable[int]) -> set[int]:
    """The other visits to the households of these."""
    others = set()
    for v in visits:
        u = int(inst.sibling[v])
        while u != v:
            others.add(u)
            u = int(inst.sibling[u])
    return others


def _only(choice: ShiftChoice, visits: Collection[int]) -> ShiftChoice:
    """The shift without the other visits."""
    kept = [pair for pair in zip(choice.visits, choice.starts, strict=True) if pair[0] in visits]
    return ShiftChoice(tuple(v for v, _ in kept), tuple(span for _, span in kept))
