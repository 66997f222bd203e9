"""How long officers are at doors, some of which stay shut: what is expected, and what may come."""

from __future__ import annotations

from collections.abc import Iterable
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
    variance = sum(
        stop.chance * (1 - stop.chance) * max(stop.whole_seconds - shut_door_seconds, 0) ** 2
        for stop in route.stops
    )
    return free_expected + NINETEEN_OF_TWENTY * sqrt(variance)
