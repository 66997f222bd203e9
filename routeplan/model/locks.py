"""What of a plan is settled: done, on the way, or locked by the chief."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routeplan.model.changes import Absence, Held
from routeplan.model.difference import slots
from routeplan.model.plan import Plan, Route, Stop


@dataclass(frozen=True, slots=True)
class Lock:
    """Stops that must stay: those of an officer, of a day, of a visit, or of all that is given.

    Without a visit it locks whole rounds: nothing leaves them and nothing comes in.
    """

    id: str
    officer: str | None = None
    on: date | None = None
    visit: str | None = None


def locked_rounds(plan: Plan, locks: Sequence[Lock]) -> set[str]:
    """Shifts whose whole round is locked."""
    whole = [lock for lock in locks if lock.visit is None]
    return {
        route.shift for route in plan.routes if any(_holds(lock, plan, route) for lock in whole)
    }


def locked_visits(plan: Plan, locks: Sequence[Lock]) -> set[str]:
    """Visits that keep their time and their officers: by themselves, or with their round."""
    return {visit for lock in locks for visit in visits_of(plan, lock)}


def visits_of(plan: Plan, lock: Lock) -> list[str]:
    """The planned visits that one lock holds."""
    return [
        stop.visit
        for route in plan.routes
        if _holds(lock, plan, route)
        for stop in route.stops
        if lock.visit in (None, stop.visit)
    ]


def _holds(lock: Lock, plan: Plan, route: Route) -> bool:
    on = plan.first_day + timedelta(days=route.day)
    return lock.officer in (None, *route.officers) and lock.on in (None, on)


def as_made(plan: Plan, visits: Collection[str]) -> tuple[Held, ...]:
    """Visits of a plan that stay as they were made, whatever the tables ask for by now."""
    at = slots(plan)
    stops = {stop.visit: stop for route in plan.routes for stop in route.stops}
    return tuple(
        Held(
            visit,
            at[visit].begin,
            at[visit].end,
            min(len(at[visit].officers), 2),
            stops[visit].chance,
            stops[visit].promised,
        )
        for visit in visits
        if visit in at
    )


def begun(plan: Plan, now: int) -> set[str]:
    """Visits that began before ``now`` (elapsed seconds)."""
    return {stop.visit for route in plan.routes for stop in route.stops if stop.begin < now}


def begun_rounds(plan: Plan, now: int) -> tuple[Lock, ...]:
    """Locks on the rounds that began before ``now`` (elapsed seconds): under way, or over.

    The parts of a shift that an absence cut are one round here.
    """
    left = {
        (route.officers[0], plan.first_day + timedelta(days=route.day)): None
        for route in plan.routes
        if route.leave < now
    }
    return tuple(Lock("", officer, on) for officer, on in left)


def under_way(
    plan: Plan, now: int, *, absences: Sequence[Absence] = (), changed: Collection[str] = ()
) -> set[str]:
    """Visits to which an officer is on his way at ``now``.

    Not those that are cancelled or otherwise ``changed``, nor where he is called away before he
    would be done.
    """
    return {
        stop.visit
        for route in plan.routes
        for left, stop in _departures(route)
        if left < now <= stop.begin
        and stop.visit not in changed
        and not any(_calls_off(absence, route, now, stop) for absence in absences)
    }


def _departures(route: Route) -> Iterator[tuple[int, Stop]]:
    """When the officer sets out for each stop."""
    left = route.leave
    for stop in route.stops:
        yield left, stop
        left = stop.end


def _calls_off(absence: Absence, route: Route, now: int, stop: Stop) -> bool:
    """Whether one of those who are to make the call, at a door for two either, is away by then."""
    theirs = {*route.officers, *stop.partners}
    return absence.officer in theirs and absence.begin < stop.end and now < absence.end
