"""What is asked of a replan, and what of the plan that leaves alone, moves or strikes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from routeplan.hours.windows import visit_times
from routeplan.model.changes import NO_CHANGES, Absence, Changes, Further, changed_inputs
from routeplan.model.difference import slots
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.locks import Lock, as_made, begun, locked_visits, under_way
from routeplan.model.plan import Plan, Route
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.cut_shifts import after_settled, onto_shifts


@dataclass(frozen=True, slots=True)
class ReplanTask:
    """What has changed, and how much of the plan is to be kept.

    Parameters
    ----------
    earlier, changes
        Changes that ``plan`` was made with, and the new ones.
    now
        What began before it is done, in elapsed seconds.
    done
        Further visits that are done.
    price
        Seconds that ``balanced`` pays for a printed visit's other officer, or other time.
    longest_day
        Cap on busy time per shift in seconds, None for none.
    struck
        Visits whose rows in the tables have changed since the plan was made.
    at_most
        How many printed stops may go to another officer or time, or out; None for no limit.
    again
        Calls at doors that have stayed shut, to be made once more where there is time.
    """

    now: int
    keep: Keep = Keep.BALANCED
    changes: Changes = NO_CHANGES
    earlier: Changes = NO_CHANGES
    done: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    price: int = 1200
    longest_day: int | None = None
    struck: frozenset[str] = frozenset()
    at_most: int | None = None
    again: tuple[Further, ...] = ()


def settled_visits(plan: Plan, request: ReplanTask) -> frozenset[str]:
    """Done, under way or locked."""
    changes = request.changes
    changed = {*changes.cancelled, *_set_anew(plan, request)}
    on_way = under_way(plan, request.now, absences=changes.absences, changed=changed)
    done = begun(plan, request.now) | request.done
    return frozenset(done | on_way | locked_visits(plan, request.locks))


def _set_anew(plan: Plan, request: ReplanTask) -> set[str]:
    """Visits with a new row, time, officer or hours."""
    changes = request.changes
    times = {new.visit for new in changes.new_times}
    given = {given_visit.visit for given_visit in changes.given}
    return times | given | request.struck | with_new_hours(plan, changes)


def with_new_hours(plan: Plan, changes: Changes) -> set[str]:
    """Stops of households that say other hours suit; what was made stays as it was."""
    households = {hours.household for hours in changes.hours}
    made = {held_shift.visit for held_shift in changes.held}
    return {
        stop.visit
        for route in plan.routes
        for stop in route.stops
        if stop.household in households and stop.visit not in made
    }


def changes_after_settled(
    plan: Plan,
    tables: Inputs,
    request: ReplanTask,
    settled: frozenset[str],
    travel: TravelTables,
) -> Changes:
    """The changes, each absence begun once what is settled is made and the officer is back.

    What was made stays booked as it was, though the tables or the visit log give another length by
    now: else the doors after it would no longer fit where they were.
    """
    absences = tuple(
        after_settled(absence, plan, settled, tables, travel, now=request.now)
        for absence in request.changes.absences
    )
    changes = replace(request.changes, absences=absences)
    made = tuple(_booked_otherwise(plan, tables, request, changes))
    return replace(changes, held=(*changes.held, *as_made(plan, made)))


def _booked_otherwise(
    plan: Plan, tables: Inputs, request: ReplanTask, changes: Changes
) -> Iterator[str]:
    """Visits that were made, and would be booked for another length by now."""
    if tables.policy.booking is None:
        return
    done, at = begun(plan, request.now) | request.done, slots(plan)
    inputs = changed_inputs(tables, request.earlier + changes)
    for visit, times in zip(inputs.visits, visit_times(inputs), strict=True):
        if visit.id not in done or visit.id not in at or visit.done is not None:
            continue
        if times.seconds_of(visit) != at[visit.id].end - at[visit.id].begin:
            yield visit.id


def without_lost_shifts(
    plan: Plan, tables: Inputs, request: ReplanTask, changes: Changes
) -> Changes:
    """What was made on a shift that the tables no longer have is not made once more."""
    inputs = changed_inputs(tables, request.earlier + changes)
    made = begun(plan, request.now) & {visit.id for visit in inputs.visits}
    lost = made - slots(onto_shifts(plan, inputs)).keys()
    return replace(changes, cancelled=(*changes.cancelled, *sorted(lost)))


def struck_visits(plan: Plan, tables: Inputs, request: ReplanTask) -> frozenset[str]:
    """Visits with a new row, time or officer, and those whose shift is gone."""
    changes = request.changes
    inputs = changed_inputs(tables, request.earlier + changes)
    anew = _set_anew(plan, request)
    return frozenset(anew | (slots(plan).keys() - slots(onto_shifts(plan, inputs)).keys()))


def visits_of_the_ill(
    plan: Plan, tables: Inputs, request: ReplanTask, settled: frozenset[str]
) -> dict[str, frozenset[str]]:
    """By visit that somebody who is ill was to make: her shifts from then on."""
    changes = request.changes
    shifts = changed_inputs(tables, request.earlier + changes).shifts
    given = {given_visit.visit for given_visit in changes.given}
    by_officer: dict[str, frozenset[str]] = {}
    for absence in changes.absences:
        later = frozenset(
            shift.id
            for shift in shifts
            if absence.officer in shift.officers and shift.begin >= absence.begin
        )
        for route in plan.routes if absence.ill and later else ():
            for stop in route.stops if absence.officer in route.officers else ():
                meets = stop.begin < absence.end and absence.begin < stop.end
                if meets and stop.visit not in settled | given:
                    by_officer[stop.visit] = by_officer.get(stop.visit, frozenset()) | later
    return by_officer


def affected_rounds(plan: Plan, inputs: Inputs, request: ReplanTask) -> set[tuple[int, str]]:
    """Day and officer of every round that the changes name.

    Of those who are away or back, of those whose hours have changed, of those who had the visit,
    all of those who are given one, and of those who are promised on that day.
    """
    changes = request.changes
    named = {*changes.cancelled, *_set_anew(plan, request)}
    stood = [slot for visit, slot in slots(plan).items() if visit in named]
    given_to = {given.officer for given in changes.given}
    promised = {(new.on, new.officer) for new in changes.new_times}
    touched = {
        (route.day, officer)
        for route in plan.routes
        for officer in route.officers
        if officer in given_to
        or (plan.first_day + timedelta(days=route.day), officer) in promised
        or any(slot.day == route.day and officer in slot.officers for slot in stood)
        or any(_meets(absence, route) for absence in changes.absences)
    }
    hours = {(route.day, route.officers, route.begin, route.end) for route in plan.routes}
    now = {(shift.day, shift.officers, shift.begin, shift.end) for shift in inputs.shifts}
    return touched | {(day, who) for day, officers, *_ in hours ^ now for who in officers}


def _meets(absence: Absence, route: Route) -> bool:
    there = absence.officer in route.officers
    return there and absence.begin < route.end and route.begin < absence.end
