"""From a problem to the arrays of the search: halves of pairs, kinds of shifts, sort orders.

What the engine calls things, and what the literature does. SISR is Christiaens & Vanden Berghe
(2020).

=================  ================================================================================
visit              SISR's customer. A *client* is one officer's part in it: the visit itself, or the
                   second half of a visit by two officers (its *twin*). A *node* is a client, or a
                   shift's start or end.
shift              vehicle. Its stops in order are a *route*, SISR's tour.
absent             SISR's absent customers: the visits on no route. Here they may stay there, for
                   what they are worth; some of them are tried again in each iteration.
removed            what the ruin of this iteration took off its routes, and the absent visits that
                   are tried with it: the list that recreate sorts and puts back.
seed               the customer a ruin begins at, SISR's seed customer.
adjacent           SISR's adjacency list: the visits nearest to one; their routes lose strings.
neighbour          granular neighbours (Vidal et al. 2013): beside whom a visit might stand.
string, preserved  consecutive stops that are removed; what a split string keeps in its middle.
blink              overlooking a position now and then.
fee                what a stop costs besides travel: lost chance and minor costs.
pin                the one start window that a stop was given, where windows differ in cost.
forced             not SISR's: an absent visit that is put in whatever it costs.
changeable,        not SISR's: the shifts and visits of the part of the problem that a search has,
movable            or all of them.
=================  ================================================================================
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NEVER, NONE, Floats, Instance, Ints
from routeplan.engines.ruin_recreate.kernels.ruin import SPELLS_FROM
from routeplan.engines.ruin_recreate.neighbours import neighbours
from routeplan.engines.ruin_recreate.windows_by_day import windows_by_day
from routeplan.problem.arrays import NO_BREAK, SUFFICES, TAKES_PART, Problem

TOWN = (
    "visit_place",
    "visit_seconds",
    "officers_needed",
    "start_offset",
    "start_first",
    "start_last",
    "start_lost",
    "start_later",
    "start_days_late",
    "shift_day",
    "shift_begin",
    "shift_end",
    "shift_start_place",
    "shift_end_place",
    "travel",
)
"""Arrays of a problem that say where and when visits and shifts are, not who may make what."""


def build_instance(problem: Problem, earlier: tuple[Problem, Instance] | None = None) -> Instance:
    """Arrays for a search; ``c`` clients are the visits and the second halves of pairs.

    Parameters
    ----------
    earlier
        A problem that may be of the same town, and its instance: what then is the same is not
        worked out again.
    """
    if earlier is not None and _of_one_town(problem, earlier[0]):
        return _with_people(problem, earlier[1])
    pairs = np.flatnonzero(problem.officers_needed == 2).astype(np.int32)
    n, s = problem.visits, problem.shifts
    visit = np.concatenate([np.arange(n, dtype=np.int32), pairs])
    twin = np.full(len(visit), NONE, np.int32)
    twin[pairs] = n + np.arange(len(pairs))
    twin[n:] = pairs
    depots = np.concatenate([problem.shift_start_place, problem.shift_end_place])
    travel = np.where(problem.travel < 0, FAR, problem.travel).astype(np.int32)
    windows = windows_by_day(problem)
    neighbour, adjacent = neighbours(problem, travel, windows)
    along = _side_by_side(travel)
    number = np.argsort(along).astype(np.int32)
    ways = np.ascontiguousarray(travel[:, along[:, None], along])
    return Instance(
        place=number[np.concatenate([problem.visit_place[visit], depots])],
        service=np.concatenate(
            [problem.visit_seconds[visit], np.zeros(2 * s, np.int32)], dtype=np.int32
        ),
        visit=visit,
        twin=twin,
        travel=ways,
        travel_to=_turned(ways),
        window=windows.window,
        window_from=windows.window_from,
        by_cost=windows.by_cost,
        cheapest=windows.cheapest,
        uniform=windows.uniform,
        neighbour=neighbour,
        adjacent=adjacent,
        changeable=np.ones(s, np.uint8),
        movable=np.ones(n, np.uint8),
        mine=_listed(number[problem.visit_place]),
        **_people(problem, visit, windows.cheapest),
    )


def _of_one_town(problem: Problem, other: Problem) -> bool:
    return all(getattr(problem, name) is getattr(other, name) for name in TOWN)


def _with_people(problem: Problem, town: Instance) -> Instance:
    """The instance of a problem whose town is that of another one."""
    return town._replace(**_people(problem, town.visit, town.cheapest))


def _people(problem: Problem, visit: Ints, cheapest: Ints) -> dict[str, Any]:
    """What an instance has of shifts, and of what visits are worth and ask for."""
    n = problem.visits
    return {
        "shift": shift_table(problem),
        "load": problem.load[visit],
        "worth": problem.worth.copy(),
        "promised": problem.promised.astype(np.uint8),
        "stays": np.zeros(n, np.uint8) if problem.stays is None else problem.stays.astype(np.uint8),
        "roles": problem.roles.copy(),
        "minor_cost": problem.minor_cost.copy(),
        "least_fee": _least_fees(problem, cheapest),
        "sibling": _sibling_rings(problem),
        "least_days": problem.least_days.copy(),
        "order": _orders(problem),
    }


def _listed(place: Ints) -> Ints:
    """``(n,)`` the visits; where they are searched in spells, along the chain of places."""
    if len(place) < SPELLS_FROM:
        return np.arange(len(place), dtype=np.int32)
    return np.argsort(place, kind="stable").astype(np.int32)


def _side_by_side(travel: Ints) -> Ints:
    """``(p,)`` the places along a chain, each followed by the nearest one that is left.

    Numbered so, the columns that an insertion reads of a large table's row stand close together,
    and most of them are in the cache.
    """
    ways = travel.min(axis=0)
    left = np.arange(len(ways), dtype=np.int32)
    chain = np.empty_like(left)
    at = 0
    for k in range(len(ways)):
        nearest = int(ways[at, left].argmin()) if k else 0
        at = chain[k] = left[nearest]
        left = np.delete(left, nearest)
    return chain


def _turned(travel: Ints) -> Ints:
    """``[mode, to, from]``, row by row in memory; the same table where all ways are symmetric."""
    turned = travel.transpose(0, 2, 1)
    return travel if (turned == travel).all() else np.ascontiguousarray(turned)


def differ_in_caps(problem: Problem, other: Problem) -> bool:
    """Whether two problems share all arrays but those of the caps."""
    return all(
        getattr(problem, field.name) is getattr(other, field.name)
        for field in fields(problem)
        if field.name not in ("max_load", "max_busy")
    )


def shift_table(problem: Problem) -> Ints:
    """``(s, SHIFT_COLUMNS)``, as the kernels read it."""
    table = np.zeros((problem.shifts, a.SHIFT_COLUMNS), np.int32)
    table[:, a.BEGIN], table[:, a.END] = problem.shift_begin, problem.shift_end
    table[:, a.DAY], table[:, a.MODE] = problem.shift_day, problem.shift_mode
    table[:, a.OFFICERS] = problem.shift_officers
    table[:, a.MAX_LOAD], table[:, a.MAX_BUSY] = problem.max_load, problem.max_busy
    without = problem.break_seconds == NO_BREAK
    table[:, a.BREAK_EARLIEST] = np.where(without, FAR, problem.break_earliest)
    table[:, a.BREAK_LATEST] = np.where(without, NEVER, problem.break_latest)
    table[:, a.BREAK_SECONDS] = np.where(without, 0, problem.break_seconds)
    table[:, a.WAITING_PRICE] = problem.waiting_permille
    tail = table[:, [a.DAY, a.MODE, a.END, a.BREAK_EARLIEST, a.BREAK_LATEST, a.BREAK_SECONDS]]
    ends = problem.shift_end_place[:, None]
    table[:, a.TAIL_LIKE] = _kinds(np.hstack([tail, ends]))
    crew, start = problem.shift_officers[:, None], problem.shift_start_place[:, None]
    traits = np.hstack(
        [table[:, : a.LIKE], ends, start, crew, problem.roles.T, problem.minor_cost.T]
    )
    table[:, a.LIKE] = _kinds(traits)
    return table


def _kinds(rows: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Ints:
    """A number for each row, the same for equal rows."""
    numbers: dict[bytes, int] = {}
    kinds = [numbers.setdefault(row.tobytes(), len(numbers)) for row in np.ascontiguousarray(rows)]
    return np.array(kinds, np.int32)


def _least_fees(problem: Problem, cheapest: Ints) -> Ints:
    """``(n, s)`` the cheapest window of the day and the minor costs; FAR where it cannot be.

    Half a two-officer visit may be where the roles of both together suffice; of its minor costs
    only the smaller of the two counts.
    """
    single = problem.officers_needed[:, None] == 1
    able = np.where(single, problem.roles == SUFFICES, problem.roles & TAKES_PART != 0)
    fee = cheapest[:, problem.shift_day] + np.where(single, problem.minor_cost, 0)
    return np.where(able, np.minimum(fee, FAR), FAR).astype(np.int32)


def _sibling_rings(problem: Problem) -> Ints:
    ring = np.arange(problem.visits, dtype=np.int32)
    for group in np.unique(problem.siblings[problem.siblings >= 0]):
        members = np.flatnonzero(problem.siblings == group)
        ring[members] = np.roll(members, -1)
    return ring


def _orders(problem: Problem) -> Floats:
    """``(orders, n)`` keys for putting visits back: long, far, rarely open, early, late, worthy."""
    station = int(problem.shift_start_place[0]) if problem.shifts else 0
    ways = problem.travel[:, station, problem.visit_place]
    far = np.where(ways < 0, FAR, ways).min(axis=0).astype(np.float64)
    length = np.maximum(problem.visit_seconds, 1).astype(np.float64)
    worth = problem.worth.astype(np.float64)
    choices = (problem.roles == SUFFICES).sum(axis=1).astype(np.float64)
    width, first, last = np.zeros((3, problem.visits))
    for v in range(problem.visits):
        starts = slice(problem.start_offset[v], problem.start_offset[v + 1])
        begins, ends = problem.start_first[starts], problem.start_last[starts]
        if len(begins):
            width[v], first[v], last[v] = (ends - begins + 1).sum(), begins[0], ends[-1]
    return np.array([-length, -far, far, width, first, -last, -worth, -worth / length, choices])
