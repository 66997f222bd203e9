"""The least cost of one more visit, tried between all stops of all routes at once.

The same test as :func:`~routeplan.planning.insertion.one_more_visit.fits`, over arrays: thousands
of visits that are left out are tried between the stops of hundreds of routes. A gap is a pair of
stops in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import NO_WAY
from routeplan.planning.insertion.days_apart import shifts_apart
from routeplan.planning.insertion.one_more_visit import EARLIER, LATER, RouteTimes
from routeplan.problem.arrays import SUFFICES, TAKES_PART, Int64, Problem
from routeplan.problem.solution import Solution
from routeplan.problem.tour import rested_arrivals, rested_leavings

Bools = npt.NDArray[np.bool_]


class Gaps(NamedTuple):
    """``(g,)`` each: a gap's shift, the places and the way between, and its route's sums.

    The stop before can be left from ``ahead`` on with the break still ahead, from ``behind`` on
    with it behind; the stop after must begin by ``due_ahead`` or ``due_behind``.
    """

    shift: Int64
    here: Int64
    there: Int64
    way: Int64
    ahead: Int64
    behind: Int64
    due_ahead: Int64
    due_behind: Int64
    busy: Int64
    load: Int64

    def where(self, kept: Bools) -> Gaps:
        """Some of them."""
        return Gaps(*(column[kept] for column in self))


class Reach(NamedTuple):
    """Gaps where a visit fits in between: ``(g,)`` shift and the travel it adds.

    ``first`` and ``last`` are ``(2, g)``: it may start within, before the break or behind it.
    """

    shift: Int64
    detour: Int64
    first: Int64
    last: Int64

    def where(self, kept: Bools) -> Reach:
        """Some of them."""
        return Reach(*(column[..., kept] for column in self))


def gaps_of(routes: Iterable[RouteTimes]) -> Gaps:
    """Every gap of some routes."""
    rows = [row for route in routes for row in _rows(route)]
    return Gaps(*np.array(rows, np.int64).reshape(-1, len(Gaps._fields)).T)


def gaps_apart(problem: Problem, solution: Solution, gaps: Gaps, visit: int) -> Gaps:
    """Gaps where a visit keeps the least days to the household's other visits.

    The same object where it keeps them everywhere.
    """
    shifts = shifts_apart(problem, solution, visit, range(problem.shifts))
    return gaps if len(shifts) == problem.shifts else gaps.where(np.isin(gaps.shift, shifts))


def _rows(route: RouteTimes) -> Iterator[tuple[int, ...]]:
    for k, way in enumerate(route.ways):
        left = (time + route.service[k] for time in route.early[k])
        places = route.places[k : k + 2]
        yield route.shift, *places, way, *left, *route.late[k + 1], route.busy, route.load


def cheapest(problem: Problem, gaps: Gaps, visit: int) -> int | None:
    """The least cost in seconds (travel, lost chance, small costs) of adding a visit, or None.

    The least days to other visits of the household are not looked at: see :func:`gaps_apart`.
    """
    reach = _reach(problem, gaps, visit)
    costs = [_alone(problem, reach, visit)]
    if problem.officers_needed[visit] == 2:
        singles = reach.where(problem.shift_officers[reach.shift] == 1)
        days = problem.shift_day[singles.shift]
        costs += [_together(problem, singles.where(days == day), visit) for day in np.unique(days)]
    least = min(costs)
    return None if least == LATER else least


def _reach(problem: Problem, gaps: Gaps, visit: int) -> Reach:
    """Where it fits by travel, caps and the neighbours' times."""
    able = (problem.roles[visit] & TAKES_PART).astype(bool)[gaps.shift]
    gaps = gaps.where(able & (gaps.load + problem.load[visit] <= problem.max_load[gaps.shift]))
    mode, place = problem.shift_mode[gaps.shift], problem.visit_place[visit]
    to = problem.travel[mode, gaps.here, place].astype(np.int64)
    onward = problem.travel[mode, place, gaps.there].astype(np.int64)
    detour, length = to + onward - gaps.way, int(problem.visit_seconds[visit])
    first = _arrivals(problem, gaps, to)
    last = _leavings(problem, gaps, onward) - length
    fits = (to != NO_WAY) & (onward != NO_WAY) & (first <= last).any(axis=0)
    fits &= gaps.busy + detour + length <= problem.max_busy[gaps.shift]
    return Reach(gaps.shift, detour, first, last).where(fits)


def _arrivals(problem: Problem, gaps: Gaps, to: Int64) -> Int64:
    rested, rests = rested_arrivals(problem, gaps.shift, gaps.ahead, to)
    behind = np.minimum(gaps.behind + to, np.where(rests, rested, LATER))
    return np.stack([gaps.ahead + to, behind])


def _leavings(problem: Problem, gaps: Gaps, onward: Int64) -> Int64:
    rested, rests = rested_leavings(problem, gaps.shift, gaps.due_behind, onward)
    ahead = np.maximum(gaps.due_ahead - onward, np.where(rests, rested, EARLIER))
    return np.stack([ahead, gaps.due_behind - onward])


def _alone(problem: Problem, reach: Reach, visit: int) -> int:
    """The least cost with one shift, ``LATER`` when none can."""
    enough = problem.roles[visit, reach.shift] == SUFFICES
    enough &= problem.officers_needed[visit] <= problem.shift_officers[reach.shift]
    reach = reach.where(enough)
    small = problem.minor_cost[visit, reach.shift]
    return min(
        _least(reach.detour + small, first, last, problem, visit)
        for first, last in zip(reach.first, reach.last, strict=True)
    )


def _together(problem: Problem, reach: Reach, visit: int) -> int:
    """The least cost with two shifts, all of one day, that begin at once."""
    roles, minor = problem.roles[visit, reach.shift], problem.minor_cost[visit, reach.shift]
    enough = np.bitwise_or.outer(roles, roles) == SUFFICES
    enough &= np.not_equal.outer(reach.shift, reach.shift)
    one, other = np.nonzero(np.triu(enough))
    price = reach.detour[one] + reach.detour[other] + np.minimum(minor[one], minor[other])
    return min(
        _least(
            price,
            np.maximum(reach.first[a, one], reach.first[b, other]),
            np.minimum(reach.last[a, one], reach.last[b, other]),
            problem,
            visit,
        )
        for a in (0, 1)
        for b in (0, 1)
    )


def _least(price: Int64, first: Int64, last: Int64, problem: Problem, visit: int) -> int:
    """The least of prices and what is lost by starting within [first, last], where one can."""
    windows = slice(problem.start_offset[visit], problem.start_offset[visit + 1])
    lost = problem.start_cost[windows]
    price, first, last = (column[first <= last] for column in (price, first, last))
    window = np.searchsorted(problem.start_last[windows], first)
    beyond = np.searchsorted(problem.start_first[windows], last, side="right")
    least = LATER
    while (meets := window < beyond).any():
        price, window, beyond = price[meets], window[meets], beyond[meets]
        least = min(least, int((price + lost[window]).min()))
        window = window + 1
    return least
