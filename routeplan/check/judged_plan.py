"""What the rules look at: the plan beside everything it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from routeplan.check import wording
from routeplan.errors import Violation
from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Shift, Visit
from routeplan.model.plan import Leg, Plan, Route, Stop
from routeplan.model.travel_tables import KnownWays


@dataclass(frozen=True)
class JudgedPlan:
    """A plan and its inputs."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    travel: KnownWays
    plan: Plan

    @cached_property
    def times_of(self) -> dict[str, VisitTimes]:
        """Windows and chances by visit."""
        pairs = zip(self.inputs.visits, self.times, strict=True)
        return {visit.id: times for visit, times in pairs}

    @cached_property
    def stops_of(self) -> dict[str, list[tuple[Route, Stop]]]:
        """Where each visit stands in the plan."""
        stops: dict[str, list[tuple[Route, Stop]]] = {}
        for route in self.plan.routes:
            for stop in route.stops:
                stops.setdefault(stop.visit, []).append((route, stop))
        return stops

    @cached_property
    def days_of(self) -> dict[str, dict[str, int]]:
        """By household: on which day each of its visits is planned."""
        days: dict[str, dict[str, int]] = {}
        for visit_id, stops in self.stops_of.items():
            household = self.visit(visit_id).household
            days.setdefault(household, {})[visit_id] = stops[0][0].day
        return days

    @cached_property
    def refused(self) -> frozenset[str]:
        """The visits to households that asked not to be called on, unless made before that."""
        return frozenset(
            visit.id
            for visit in self.inputs.visits_by_id.values()
            if self.inputs.household(visit.household).do_not_call and visit.done is None
        ) | {visit.id for visit in self.inputs.refused_visits}

    def least_days(self, one: str, other: str) -> int:
        """The least days between two visits to one household: the longer of their two."""
        return max(self.visit(one).least_days_between, self.visit(other).least_days_between)

    def visit_name(self, visit_id: str) -> str:
        """``H7/2 (Maria Costa)``."""
        return wording.visit_name(self.inputs, visit_id)

    def route_name(self, route: Route) -> str:
        """``Officer O2 (Ricardo Sousa) on Mon 30 Nov``, as the tables have the shift."""
        return wording.shift_name(self.inputs, self.shift(route))

    def visit(self, visit_id: str) -> Visit:
        """The visit of that id; KeyError when there is none."""
        return self.inputs.visits_by_id[visit_id]

    def shift(self, route: Route) -> Shift:
        """The shift whose route this is; KeyError when there is none."""
        return self.inputs.shifts_by_id[route.shift]

    def place(self, stop: Stop) -> int:
        """Index of the place where the stop's household lives."""
        return self.inputs.household(stop.household).place

    def way(self, route: Route, here: int, there: int) -> int:
        """Seconds from place to place by the route's mode; ``NO_WAY`` when there is none.

        From door to door never less than inside a building.
        """
        next_door = self.inputs.policy.same_building_seconds
        if here == there:
            return 0 if here == STATION_PLACE else next_door
        way, _ = self.travel.between(route.mode, here, there)
        between_doors = STATION_PLACE not in (here, there)
        return max(way, next_door) if between_doors and way != NO_WAY else way

    def metres(self, route: Route, here: int, there: int) -> int:
        """Metres from place to place; ``NO_WAY`` when there is no way."""
        return 0 if here == there else self.travel.between(route.mode, here, there)[1]

    def legs(self, route: Route) -> Iterator[tuple[Leg, int, int]]:
        """Each leg with its places, the way back too."""
        places = [STATION_PLACE, *(self.place(stop) for stop in route.stops), STATION_PLACE]
        drawn = [*(stop.leg for stop in route.stops), route.way_back]
        for leg, (here, there) in zip(drawn, pairwise(places), strict=True):
            yield leg, here, there


def broken(
    rule: str, message: str, route: Route | None = None, stop: Stop | None = None
) -> Violation:
    """A violation at a route or stop."""
    return Violation(rule, message, route.shift if route else "", stop.visit if stop else "")
