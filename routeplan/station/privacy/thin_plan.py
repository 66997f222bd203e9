"""A plan of the past without what it tells of anybody: its counts and times stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from routeplan.formats.decisions.decisions import Decisions, Replan
from routeplan.model.changes import Changes
from routeplan.model.plan import LeftOut, Leg, Plan, ReserveStop, Route, Stop
from routeplan.visitlog.purging import GONE, renamed_visit


def households_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Visit and household of every stop, of every reserve stop, and of all that is left out."""
    for route in plan.routes:
        yield from ((stop.visit, stop.household) for stop in route.stops)
        yield from ((stop.visit, stop.household) for stop in route.reserve)
    yield from ((entry.visit, entry.household) for entry in plan.left_out)


def thin_plan(plan: Plan, nameless: Mapping[str, str]) -> Plan:
    """Without ways to doors, hours of residents and reasons; some households under other names."""
    return replace(
        plan,
        routes=tuple(_route(route, nameless) for route in plan.routes),
        left_out=tuple(replace(_named(left_out, nameless), facts={}) for left_out in plan.left_out),
    )


def _route(route: Route, nameless: Mapping[str, str]) -> Route:
    return replace(
        route,
        stops=tuple(_stop(stop, nameless) for stop in route.stops),
        way_back=_leg(route.way_back),
        reserve=tuple(_reserve(stop, nameless) for stop in route.reserve),
    )


def _stop(stop: Stop, nameless: Mapping[str, str]) -> Stop:
    return replace(
        _named(stop, nameless),
        leg=_leg(stop.leg),
        window_begin=stop.begin,
        window_end=stop.end,
    )


def _reserve(stop: ReserveStop, nameless: Mapping[str, str]) -> ReserveStop:
    return replace(_named(stop, nameless), window_begin=0, window_end=0)


def _leg(leg: Leg) -> Leg:
    """It ends at somebody's door."""
    return replace(leg, line=(), turns=())


def _named[E: (Stop, ReserveStop, LeftOut)](entry: E, nameless: Mapping[str, str]) -> E:
    new = nameless.get(entry.household, entry.household)
    visit = renamed_visit(nameless, entry.visit, entry.household)
    return replace(entry, household=new, visit=visit)


def thin_decisions(decisions: Decisions, plan: Plan, nameless: Mapping[str, str]) -> Decisions:
    """Without the reasons that were given."""
    names = _new_names(decisions, plan, nameless)
    return Decisions(
        locks=tuple(
            replace(lock, visit=names.get(lock.visit, lock.visit)) if lock.visit else lock
            for lock in decisions.locks
        ),
        replans=tuple(_replan(replan, names, nameless) for replan in decisions.replans),
        absences=decisions.absences,
    )


def _new_names(decisions: Decisions, plan: Plan, nameless: Mapping[str, str]) -> Mapping[str, str]:
    """Of the plan's visits, and of those cancelled since: called after their households."""
    households = dict(households_of(plan))
    for replan in decisions.replans:
        for visit in replan.changes.cancelled:
            name = visit if visit in nameless else visit.rpartition("/")[0]
            households.setdefault(visit, name)
    return {visit: renamed_visit(nameless, visit, name) for visit, name in households.items()}


def _replan(replan: Replan, names: Mapping[str, str], nameless: Mapping[str, str]) -> Replan:
    return replace(
        replan,
        done=tuple(names.get(visit, visit) for visit in replan.done),
        changes=_changes(replan.changes, names, nameless),
        reason=GONE if replan.reason else "",
    )


def _changes(changes: Changes, names: Mapping[str, str], nameless: Mapping[str, str]) -> Changes:
    return replace(
        changes,
        cancelled=tuple(names.get(visit, visit) for visit in changes.cancelled),
        new_times=tuple(
            replace(new_time, visit=names.get(new_time.visit, new_time.visit))
            for new_time in changes.new_times
        ),
        given=tuple(
            replace(given_visit, visit=names.get(given_visit.visit, given_visit.visit), reason=GONE)
            for given_visit in changes.given
        ),
        further=tuple(
            replace(
                further_visit,
                visit=renamed_visit(nameless, further_visit.visit, further_visit.household),
                household=nameless.get(further_visit.household, further_visit.household),
            )
            for further_visit in changes.further
        ),
        lapsed=tuple(
            replace(lapsed_visit, visit=names.get(lapsed_visit.visit, lapsed_visit.visit))
            for lapsed_visit in changes.lapsed
        ),
        held=tuple(
            replace(held_shift, visit=names.get(held_shift.visit, held_shift.visit))
            for held_shift in changes.held
        ),
        hours=(),
    )
