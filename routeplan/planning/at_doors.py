"""How long officers are at doors, some of which stay shut: what is expected, and what may come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from routeplan.model.plan import Route, Stop

NINETEEN_OF_TWENTY = 1.645
"""So many standard deviations above its mean a sum of many doors stays on 19 days of 20."""


def seconds_at_door(chance: float, length: int, shut_door_seconds: int) -> float:
    """Chance x length + (1 - chance) x the short time that a shut door takes."""
    return chance * length + (1 - chance) * min(shut_door_seconds, length)


def seconds_at_doors(stops: Iterable[Stop], shut_door_seconds: int) -> float:
    """What is expected at all of them."""
    return sum(
        (seconds_at_door(stop.chance, stop.whole_seconds, shut_door_seconds) for stop in stops),
        0.0,
    )


def seconds_to_fill(route: Route, shut_door_seconds: int) -> float:
    """Time of a shift that its stops leave free on 19 days of 20, at the most.

    What is left of the shift beside its break, ways and doors as expected, and more where doors
    vary much: each opens or stays shut by itself, so variances add up.
    """
    rest = route.pause.end - route.pause.begin if route.pause else 0
    free = route.end - route.begin - rest - route.travel_seconds
    free_expected = free - seconds_at_doors(route.stops, shut_door_seconds)
    variance = sum(_variance(stop, shut_door_seconds) for stop in route.stops)
    return free_expected + NINETEEN_OF_TWENTY * sqrt(variance)


@dataclass(frozen=True, slots=True)
class Wait:
    """An officer whose doors stay shut may be too early for the stop behind number ``after``.

    ``seconds`` are free before its booked time on 19 days of 20, at the most.
    """

    after: int
    seconds: float


def waits_of(route: Route, shut_door_seconds: int) -> list[Wait]:
    """Where an officer may have to wait for a time promised, or for hours to begin.

    From one such stop to the next doors are added up as in :func:`seconds_to_fill`.
    """
    waits: list[Wait] = []
    if not route.stops:
        return waits
    at, variance = float(route.stops[0].begin), 0.0
    for k, (before, stop) in enumerate(pairwise(route.stops), start=1):
        rest = route.pause.end - route.pause.begin if route.pause and route.pause.after == k else 0
        at += seconds_at_doors([before], shut_door_seconds) + rest + stop.leg.seconds
        variance += _variance(before, shut_door_seconds)
        earlier = NINETEEN_OF_TWENTY * sqrt(variance)
        opens = stop.begin if stop.promised else stop.window_begin
        if opens > at - earlier:
            waits.append(Wait(k, stop.begin - at + earlier))
            at, variance = max(at, opens), 0.0
    return waits


def _variance(stop: Stop, shut_door_seconds: int) -> float:
    longer = max(stop.whole_seconds - shut_door_seconds, 0)
    return stop.chance * (1 - stop.chance) * longer**2
