"""What a plan is expected to bring: different households met, promises, and worth that is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from routeplan.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Expected:
    """What plans are compared by.

    Parameters
    ----------
    households
        Different ones, by the chances of the plan's stops; one with several visits is met once.
    worth_lost
        Seconds: the worth of visits left out, and worth x the chance that nobody opens.
    """

    households: float
    promises_missed: int
    worth_lost: int


def expected_of(plan: Plan) -> Expected:
    """A visit by two officers counts once, though it stands in the rounds of both."""
    chances = {
        stop.visit: (stop.household, stop.chance) for route in plan.routes for stop in route.stops
    }
    shut: dict[str, float] = defaultdict(lambda: 1.0)
    for household, chance in chances.values():
        shut[household] *= 1 - chance
    totals = plan.totals
    return Expected(
        sum(1 - shut_chance for shut_chance in shut.values()),
        totals.promises_missed,
        totals.worth_left_out + totals.lost_chance,
    )
