"""Ways to break the sound plan: each changes one thing of what the judge is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from routeplan.hours.windows import StartWindow
from routeplan.model.inputs import NO_WAY, Mode, TravelTables
from routeplan.model.plan import Route, Totals
from tests.check.sound import Judged, sound

Change = Callable[[Judged], Judged]


@dataclass(frozen=True)
class Broken:
    """A change that breaks one rule, and what the judge must name."""

    rule: str
    reason: str
    change: Change
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


def assert_breaks_only_its_rule(case: Broken) -> None:
    """The judge finds that rule broken and no other, and names who and how much."""
    found = case.change(sound()).violations()
    assert {violation.rule for violation in found} == {case.rule}, [
        str(violation) for violation in found
    ]
    told = "\n".join(str(violation) for violation in found)
    for name in case.names:
        assert name in told


def plan(**fields: Any) -> Change:
    """Change fields of the plan."""
    return lambda judged: replace(judged, plan=replace(judged.plan, **fields))


def totals(**fields: Any) -> Change:
    """Change fields of the totals."""
    return lambda judged: plan(totals=replace(judged.plan.totals, **fields))(judged)


def route(name: str, **fields: Any) -> Change:
    """Change fields of a route."""
    return lambda judged: _with_route(judged, replace(judged.plan.route(name), **fields))


def stop(name: str, k: int, **fields: Any) -> Change:
    """Change fields of a route's stop number ``k``."""

    def change(judged: Judged) -> Judged:
        stops = list(judged.plan.route(name).stops)
        stops[k] = replace(stops[k], **fields)
        return route(name, stops=tuple(stops))(judged)

    return change


def pause(name: str, **fields: Any) -> Change:
    """Change fields of a route's break."""

    def change(judged: Judged) -> Judged:
        taken = judged.plan.route(name).pause
        assert taken is not None
        return route(name, pause=replace(taken, **fields))(judged)

    return change


def reserve(k: int, **fields: Any) -> Change:
    """Change fields of A/0's reserve stop number ``k``."""

    def change(judged: Judged) -> Judged:
        stops = list(judged.plan.route("A/0").reserve)
        stops[k] = replace(stops[k], **fields)
        return route("A/0", reserve=tuple(stops))(judged)

    return change


def left_out(name: str, **fields: Any) -> Change:
    """Change fields of a visit left out."""

    def change(judged: Judged) -> Judged:
        entries = judged.plan.left_out
        changed = [
            replace(left_out, **fields) if left_out.visit == name else left_out
            for left_out in entries
        ]
        return plan(left_out=tuple(changed))(judged)

    return change


def asks(name: str, **fields: Any) -> Change:
    """Change what a visit asks for."""

    def change(judged: Judged) -> Judged:
        visits = judged.inputs.visits
        changed = [replace(visit, **fields) if visit.id == name else visit for visit in visits]
        return replace(judged, inputs=replace(judged.inputs, visits=tuple(changed)))

    return change


def works(name: str, **fields: Any) -> Change:
    """Change what a shift allows."""

    def change(judged: Judged) -> Judged:
        shifts = judged.inputs.shifts
        changed = [replace(shift, **fields) if shift.id == name else shift for shift in shifts]
        return replace(judged, inputs=replace(judged.inputs, shifts=tuple(changed)))

    return change


def lives(name: str, **fields: Any) -> Change:
    """Change a household."""

    def change(judged: Judged) -> Judged:
        homes = judged.inputs.households
        changed = [
            replace(household, **fields) if household.id == name else household
            for household in homes
        ]
        return replace(judged, inputs=replace(judged.inputs, households=tuple(changed)))

    return change


def opens(name: str, *windows: tuple[int, int]) -> Change:
    """Change a visit's windows; its chances stay."""
    return _times(name, windows=windows)


def starts(name: str, *windows: StartWindow) -> Change:
    """Change when a visit may start, and with which chance; its windows stay."""
    return _times(name, starts=windows)


def _times(name: str, **fields: Any) -> Change:
    def change(judged: Judged) -> Judged:
        times = [
            replace(own, **fields) if visit.id == name else own
            for visit, own in zip(judged.inputs.visits, judged.times, strict=True)
        ]
        return replace(judged, times=tuple(times))

    return change


def all_of(*changes: Change) -> Change:
    """One change after the other."""

    def change(judged: Judged) -> Judged:
        for edit in changes:
            judged = edit(judged)
        return judged

    return change


def added_up(judged: Judged) -> Judged:
    """Expected figures and totals that follow from the stops as they now stand."""
    policy, now = judged.inputs.policy, judged.plan
    for planned_route in now.routes:
        ways = [*(one.leg.seconds for one in planned_route.stops), planned_route.way_back.seconds]
        doors = [
            one.chance * (one.end - one.begin) + (1 - one.chance) * policy.shut_door_seconds
            for one in planned_route.stops
        ]
        figures = {
            "expected_met": sum(one.chance for one in planned_route.stops),
            "expected_busy": round(sum(ways) + sum(doors)),
        }
        judged = route(planned_route.shift, **figures)(judged)
    stops = [one for planned_route in now.routes for one in planned_route.stops]
    late = {one.visit for one in stops if one.days_late}
    refused = {refused_visit.id for refused_visit in judged.inputs.refused_visits}
    out = [left_out for left_out in now.left_out if left_out.visit not in refused]
    right = Totals(
        promises_missed=sum(left_out.broken_promise for left_out in out) + len(late),
        travel=sum(planned_route.travel_seconds for planned_route in now.routes),
        worth_left_out=sum(left_out.worth for left_out in out),
        lost_chance=sum(one.lost_chance for one in stops),
        minor_costs=sum(one.minor_cost for one in stops),
        later_days=sum(one.later_day for one in stops),
        waiting=sum(_quarter(_idle(planned_route)) for planned_route in now.routes),
    )
    return plan(totals=right)(judged)


def waiting(*changes: Change) -> Change:
    """Changes, with what is waited for then in the totals."""

    def change(judged: Judged) -> Judged:
        judged = all_of(*changes)(judged)
        waited = sum(_quarter(_idle(route)) for route in judged.plan.routes)
        return totals(waiting=waited)(judged)

    return change


def _idle(route: Route) -> int:
    """Seconds outside without a way, a visit or the break."""
    busy = [(one.begin, one.end) for one in route.stops]
    if route.pause:
        busy.append((max(route.pause.begin, route.leave), min(route.pause.end, route.back)))
    ways = sum(one.leg.seconds for one in route.stops) + route.way_back.seconds
    return route.back - route.leave - ways - sum(max(0, end - begin) for begin, end in busy)


def _quarter(seconds: int) -> int:
    """What that much waiting costs at 0.25, halves rounded up."""
    return (seconds + 2) // 4


def _with_route(judged: Judged, changed: Route) -> Judged:
    routes = [changed if route.shift == changed.shift else route for route in judged.plan.routes]
    return plan(routes=tuple(routes))(judged)


def no_way(mode: Mode, here: int, there: int) -> Change:
    """Cut the way from one place to another."""

    def change(judged: Judged) -> Judged:
        old = judged.travel
        seconds, metres = old.seconds.copy(), old.metres.copy()
        for table in (seconds, metres):
            table[old.modes.index(mode), here, there] = NO_WAY
        return replace(judged, travel=TravelTables(old.modes, seconds, metres, old.source))

    return change
