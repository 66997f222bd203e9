"""A start for the search: officers to parts of the town, centres, and units shared by transport."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from random import Random

import numpy as np

from routeplan.beats.town import Town, units_of
from routeplan.beats.unit_neighbours import pieces

CHOICES = 8
"""Officers a unit may be given to: those whose centres are nearest, and the one it has."""
COST_UNITS = 1e6
"""Costs of the transport are whole numbers of such parts of a minute."""
NOBODY = -1
HALF = 0.5


def allotted(town: Town) -> list[int]:
    """The part of the town (index of its piece) each officer works in.

    Parts without a way between them cannot share an officer: each gets one, and further ones go
    where there is most work for each; officers stay where they have households now.
    """
    parts = pieces(town.neighbours, range(town.units))
    load = np.array([town.load[part].sum() for part in parts])
    now = np.array([town.had[part].sum(axis=0) for part in parts])
    given = np.zeros(len(parts))
    part_of = [NOBODY] * town.officers
    for _ in range(town.officers):
        with np.errstate(divide="ignore"):
            busiest = int(np.argmax(np.where(given > 0, load / given, np.inf) + load * 1e-9))
        free = [officer for officer in range(town.officers) if part_of[officer] == NOBODY]
        officers = np.argmax(now[:, free], axis=0)
        best = max(
            range(len(free)),
            key=lambda k: (
                officers[k] == busiest and now[busiest, free[k]] > 0,
                now[busiest, free[k]],
                now[:, free[k]].sum() == 0,
                town.shares[free[k]],
            ),
        )
        part_of[free[best]] = busiest
        given[busiest] += town.shares[free[best]]
    return part_of


def first_centres(town: Town, part_of: Sequence[int], random: Random | None) -> list[int]:
    """A centre for each officer: the middle of what he has, or where nobody else is near.

    With ``random``, half of those who have something start anew too, and chance has a say in where.
    """
    parts = pieces(town.neighbours, range(town.units))
    centres = [NOBODY] * town.officers
    for officer, part in enumerate(part_of):
        theirs = [unit for unit in parts[part] if town.had[unit, officer] > 0]
        if theirs and (random is None or random.random() < HALF):
            centres[officer] = town.centre(theirs)
    for officer, part in enumerate(part_of):
        if centres[officer] == NOBODY:
            taken = [c for c, p in zip(centres, part_of, strict=True) if c != NOBODY and p == part]
            centres[officer] = _farthest(town, parts[part], taken, random)
    return centres


def _farthest(town: Town, part: list[int], taken: list[int], random: Random | None) -> int:
    """The unit farthest from all centres, or one drawn by the square of that (k-means++)."""
    if not taken:
        return town.centre(part) if random is None else random.choice(part)
    far = town.minutes[np.ix_(taken, part)].min(axis=0) * np.sqrt(town.homes[part] + 1)
    if random is None or not far.any():
        return part[int(far.argmax())]
    return random.choices(part, (far**2).tolist())[0]


def transported(town: Town, part_of: Sequence[int], centres: Sequence[int]) -> list[int]:
    """Units to officers by transport: even loads at the fewest minutes to given centres.

    A minimum cost flow from units to officers, who take their even load, then the tolerance, then
    more at a price (Hess et al. 1965); the few units it divides go to whom most of them goes.
    """
    from ortools.graph.python import min_cost_flow

    load = np.maximum(np.round(town.load), 60).astype(np.int64)
    unit, officer, cost = _arcs(town, load, centres)
    sink, dear = town.units + town.officers, 4 * max(1, int(cost.max(initial=1)))
    low, high = _bounds(town, part_of, load)
    everybody = np.arange(town.officers) + town.units
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(unit, town.units + officer, load[unit], cost)
    steps = ((low, -dear), (high - low, 0), (np.full_like(low, load.sum()), dear))
    for capacity, price in steps:
        flow.add_arcs_with_capacity_and_unit_cost(
            everybody, np.full_like(everybody, sink), capacity, np.full_like(everybody, price)
        )
    flow.set_nodes_supplies(np.append(np.arange(town.units), sink), np.append(load, -load.sum()))
    flow.solve()
    sent = np.zeros((town.units, town.officers))
    sent[unit, officer] = flow.flows(np.arange(len(unit)))
    owners: list[int] = sent.argmax(axis=1).tolist()
    return owners


def _arcs(
    town: Town, load: np.ndarray[tuple[int], np.dtype[np.int64]], centres: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which unit may go to which officer, and what a second of its load costs there.

    A second costs the same wherever the way is as long, whoever lives there: with that, a beat
    reaches along the shortest ways from its centre, and so hardly ever falls apart.
    """
    homes = town.homes.sum() / load.sum()
    costs = homes * town.minutes[list(centres)].T + town.price * town.changed / load[:, None]
    ranked = np.argsort(costs, axis=1, kind="stable")[:, :CHOICES]
    may = np.zeros(costs.shape, bool)
    np.put_along_axis(may, ranked, True, axis=1)
    unit, officer = np.nonzero((may | (town.had > 0)) & np.isfinite(costs))
    whole = np.round(COST_UNITS * costs[unit, officer]).astype(np.int64)
    return unit, officer, whole


def _bounds(
    town: Town, part_of: Sequence[int], load: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> tuple[np.ndarray, np.ndarray]:
    """Least and most seconds for each officer, by what his part of the town holds."""
    owners = np.asarray(part_of)
    due = np.zeros(town.officers)
    for index, part in enumerate(pieces(town.neighbours, range(town.units))):
        is_its = owners == index
        due[is_its] = load[part].sum() * town.shares[is_its] / town.shares[is_its].sum()
    low = np.floor(due * (1 - town.tolerance)).astype(np.int64)
    return low, np.ceil(due * (1 + town.tolerance)).astype(np.int64)


def connected(town: Town, owners: Sequence[int], centres: Sequence[int]) -> list[int]:
    """The same beats in one piece each: what is cut off goes to the cheapest beat next to it."""
    mended = [NOBODY] * town.units
    for officer, units in enumerate(units_of(town, owners)):
        if units:
            whole = pieces(town.neighbours, units)
            for unit in max(whole, key=lambda piece: town.load[piece].sum()):
                mended[unit] = officer
    _seed_the_empty(town, mended, centres)
    costs = np.array([town.costs(o, centre) for o, centre in enumerate(centres)])
    edge = [
        (float(costs[officer, other]), other, officer)
        for unit, officer in enumerate(mended)
        if officer != NOBODY
        for other in town.neighbours[unit]
    ]
    heapify(edge)
    while edge:
        _, unit, officer = heappop(edge)
        if mended[unit] == NOBODY:
            mended[unit] = officer
            for other in town.neighbours[unit]:
                heappush(edge, (float(costs[officer, other]), other, officer))
    return mended


def _seed_the_empty(town: Town, mended: list[int], centres: Sequence[int]) -> None:
    """An officer without any unit begins with the nearest one that the others can spare."""
    for officer, centre in enumerate(centres):
        if officer in mended:
            continue
        for unit in np.argsort(town.minutes[centre], kind="stable").tolist():
            if can_leave(town, mended, unit) and np.isfinite(town.minutes[centre, unit]):
                mended[unit] = officer
                break


def can_leave(town: Town, owners: Sequence[int], unit: int) -> bool:
    """Whether the unit's beat is still there, and in one piece, without it."""
    owner = owners[unit]
    if owner == NOBODY:
        return True
    beside = [other for other in town.neighbours[unit] if owners[other] == owner]
    if len(beside) < 2:
        return bool(beside)
    left = set(beside[1:])
    seen, edge = {unit, beside[0]}, [beside[0]]
    while edge and left:
        for other in town.neighbours[edge.pop()]:
            if owners[other] == owner and other not in seen:
                seen.add(other)
                left.discard(other)
                edge.append(other)
    return not left
