"""Where a wait before a visit leaves time for the way to the station and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routeplan.model.inputs import NO_WAY, STATION_PLACE
from routeplan.model.plan import LONG_WAIT_SECONDS, RouteBreak, StationStay, Stop
from routeplan.problem.arrays import Problem
from routeplan.problem.tour import places_of

LEAST_STAY = 15 * 60
"""Seconds at the station for which nobody would go there in vain."""


def station_stays(
    problem: Problem,
    s: int,
    visits: Sequence[int],
    stops: Sequence[Stop],
    pause: RouteBreak | None,
) -> Iterator[StationStay | None]:
    """For each stop of a shift's round the stay that its wait allows.

    There is none before the first stop, for rounds leave as late as they can, nor where the break
    is taken on the way: it is the wait then, or a part of it.
    """
    places = places_of(problem, s, visits)
    for k, stop in enumerate(stops):
        on_break = pause is not None and pause.after == k
        if k == 0 or on_break or stop.begin - stop.arrive < LONG_WAIT_SECONDS:
            yield None
        else:
            way = problem.travel[problem.shift_mode[s]]
            there, back = int(way[places[k], STATION_PLACE]), int(way[STATION_PLACE, places[k + 1]])
            stay = StationStay(stops[k - 1].end + there, stop.begin - back)
            is_long = stay.leave - stay.there >= LEAST_STAY
            yield stay if NO_WAY not in (there, back) and is_long else None
