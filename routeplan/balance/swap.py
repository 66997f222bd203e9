"""Evening out by swapping whole rounds between shifts of the same day (OR-Tools CP-SAT).

What is evened is each officer's busy time over the plan *as a share of paid hours*: by hours alone
a part-timer would seem idle and be given a full-timer's work. Where there are earlier plans it is
what each has carried over all weeks for a full share: whoever was away then has it to make up for,
so paid hours say nothing. The highest share is made as low as can be, then the next highest, and so
on (lexicographic min-max; range, deviation and Gini would praise making some work more while nobody
works less). Shares are compared in thousandths, as they are printed. Of plans equally even, to
within a small tolerance, the one that moves the fewest rounds is taken; the highest share never
rises.

The objective never gets worse: travel, times and chances stay, promises are kept, and what other
officers than the preferred ones and waiting cost may not rise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from routeplan.balance.round_assignment import Assignment
from routeplan.balance.swapped_plan import changed_plan
from routeplan.balance.takeover_rules import fitted
from routeplan.balance.workloads import WHOLE
from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Plan, Route

TOLERANCE = WHOLE // 50
"""Differences of 2 % of paid hours are no reason to hand a round to somebody else."""

WORK_LIMIT = 20.0
"""Of the whole search, in the solver's own deterministic unit: about seconds."""


@dataclass(frozen=True, slots=True)
class RoundMove:
    """The round of one shift goes to another of that day; both by their ids."""

    day: int
    from_shift: str
    to_shift: str


@dataclass(frozen=True, slots=True)
class SwapProposal:
    """A plan at least as even. ``proven`` tells that none is more even; no moves, no change."""

    plan: Plan
    moves: tuple[RoundMove, ...] = ()
    proven: bool = True


def even_out(
    inputs: Inputs,
    plan: Plan,
    *,
    tolerance: int = TOLERANCE,
    work_limit: float = WORK_LIMIT,
    locked: Collection[str] = (),
    before: Mapping[str, int] | None = None,
) -> SwapProposal:
    """Swap whole rounds so that the most loaded officers carry less.

    Parameters
    ----------
    plan
        Made from ``inputs``.
    tolerance
        Thousandths of paid hours by which each of the highest shares may miss the best there is,
        to move fewer rounds.
    work_limit
        How long to search, in the solver's deterministic unit: the same plan on every machine.
    locked
        Visits that keep their officers, and so does the rest of their rounds.
    before
        Busy seconds by officer in earlier plans.
    """
    options = [_options(inputs, route, locked) for route in plan.routes]
    if all(len(option) <= 1 for option in options):
        return SwapProposal(plan)
    takers, proven = Assignment(inputs, plan, options, before).solve(
        tolerance=tolerance, work_limit=work_limit
    )
    moves = tuple(
        RoundMove(plan.routes[r].day, plan.routes[r].shift, plan.routes[s].shift)
        for r, s in sorted(takers.items())
        if r != s
    )
    if not moves:
        return SwapProposal(plan, proven=proven)
    rounds = {s: options[r][s] for r, s in takers.items()}
    return SwapProposal(changed_plan(inputs, plan, rounds), moves, proven)


def chains(moves: Iterable[RoundMove]) -> list[tuple[str, ...]]:
    """The moves as chains of shifts, each giving its round to the next.

    A chain that ends where it begins is an exchange; another ends at a shift that had no round.
    """
    gives_to = {move.from_shift: move.to_shift for move in moves}
    given = set(gives_to.values())
    longer = []
    for first in sorted(gives_to, key=lambda shift: shift in given):
        chain = [first]
        while chain[-1] in gives_to:
            chain.append(gives_to.pop(chain[-1]))
        if len(chain) > 1:
            longer.append(tuple(chain))
    return longer


def _options(inputs: Inputs, route: Route, locked: Collection[str]) -> dict[int, Route]:
    if not route.stops:
        return {}
    stays = any(stop.visit in locked for stop in route.stops)
    return {
        s: taken
        for s, shift in enumerate(inputs.shifts)
        if (taken := _taken_by(inputs, route, shift, stays))
    }


def _taken_by(inputs: Inputs, route: Route, shift: Shift, stays: bool) -> Route | None:
    if shift.id == route.shift:
        return route
    return None if stays else fitted(inputs, route, shift)
