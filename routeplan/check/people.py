"""Who: skills, promised officers, partners, caps, and households called on more than once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import (
    at,
    clocks,
    day_name,
    days_apart,
    lengths,
    officer_name,
    officers_name,
)
from routeplan.errors import Violation
from routeplan.model.inputs import Shift
from routeplan.model.plan import Route, Stop
from routeplan.phrases import counted, joined, listed, phrase

OFFICERS_NAMED = 3


def skills(case: JudgedPlan) -> Iterator[Violation]:
    """Somebody on one of the visit's shifts has every skill it needs."""
    for visit_id, stops in case.stops_of.items():
        needed = case.visit(visit_id).skills
        if not any(needed <= case.shift(route).skills for route, _ in stops):
            able = [officer.id for officer in case.inputs.officers if needed <= officer.skills]
            message = phrase(
                "{visit} needs {skills}, not known of {officers}; {others}",
                visit=case.visit_name(visit_id),
                skills=_skills(needed),
                officers=_makers(case, stops),
                others=_who_can(case, able),
            )
            yield broken("skills", message, *stops[0])


def _skills(needed: frozenset[str]) -> str:
    names = listed(sorted(needed))
    if len(needed) > 1:
        return phrase("the skills {skills}", skills=names)
    return phrase("the skill {skill}", skill=names)


def _who_can(case: JudgedPlan, able: Sequence[str]) -> str:
    """Who has the skills, a few of many."""
    names = [officer_name(case.inputs, officer) for officer in able[:OFFICERS_NAMED]]
    if len(able) > OFFICERS_NAMED:
        names.append(phrase("{count} more", count=len(able) - OFFICERS_NAMED))
    if not names:
        return phrase("nobody has it")
    return phrase("{officers} could come", officers=listed(names))


def _makers(case: JudgedPlan, stops: Sequence[tuple[Route, Stop]]) -> str:
    """The officers who come for a visit."""
    return officers_name(case.inputs, [officer for route, _ in stops for officer in route.officers])


def promised_officer(case: JudgedPlan) -> Iterator[Violation]:
    """The officer promised with an appointment comes."""
    for visit_id, stops in case.stops_of.items():
        appointment = case.visit(visit_id).appointment
        promised = appointment.officer if appointment else None
        if promised and not any(promised in route.officers for route, _ in stops):
            message = phrase(
                "{visit} was promised {officer}, not {others}",
                visit=case.visit_name(visit_id),
                officer=officer_name(case.inputs, promised),
                others=_makers(case, stops),
            )
            yield broken("promised-officer", message, *stops[0])


def given_officer(case: JudgedPlan) -> Iterator[Violation]:
    """The officer to whom the chief has given a visit comes."""
    for visit_id, stops in case.stops_of.items():
        given = case.visit(visit_id).given_to
        if given and not any(given in route.officers for route, _ in stops):
            message = phrase(
                "the chief gave {visit} to {officer}, not to {others}",
                visit=case.visit_name(visit_id),
                officer=officer_name(case.inputs, given),
                others=_makers(case, stops),
            )
            yield broken("given-officer", message, *stops[0])


def partners(case: JudgedPlan) -> Iterator[Violation]:
    """Two officers where needed: one crew, or two shifts at one time that name each other."""
    for visit_id, stops in case.stops_of.items():
        name = case.visit_name(visit_id)
        if len(stops) > 1 and case.visit(visit_id).officers_needed == 1:
            message = phrase(
                "{visit} needs one officer, but is in {count} rounds: {rounds}",
                visit=name,
                count=len(stops),
                rounds=_rounds(case, stops),
            )
            yield broken("partners", message, *stops[0])
            continue
        for fault in _pair_faults(case, visit_id, stops):
            yield broken("partners", fault, *stops[0])
        for route, stop in stops:
            others = [other.officers for other, _ in stops if other.shift != route.shift]
            right = others[0] if others else ()
            if stop.partners != right:
                due, named = (
                    officers_name(case.inputs, officers) for officers in (right, stop.partners)
                )
                message = phrase(
                    "who comes to {visit} with {round}: {right}, not {wrong}",
                    visit=name,
                    round=case.route_name(route),
                    right=due or phrase("nobody"),
                    wrong=named or phrase("nobody"),
                )
                yield broken("partners", message, route, stop)


def _rounds(case: JudgedPlan, stops: Sequence[tuple[Route, Stop]]) -> str:
    return joined("; ", [case.route_name(route) for route, _ in stops])


def _pair_faults(
    case: JudgedPlan, visit_id: str, stops: Sequence[tuple[Route, Stop]]
) -> Iterator[str]:
    """What is wrong with the shifts that make a visit, apart from whom they name as partners."""
    name, needed = case.visit_name(visit_id), case.visit(visit_id).officers_needed
    crew = len(stops) == 1 and len(stops[0][0].officers) == 2
    two = len(stops) == 2 and all(len(route.officers) == 1 for route, _ in stops)
    if needed == 2 and not crew and not two:
        rounds = _rounds(case, stops)
        yield (
            phrase(
                "{visit} needs two officers, but only one comes: {round}", visit=name, round=rounds
            )
            if len(stops) == 1
            else phrase(
                "{visit} needs two officers, but more come: {rounds}", visit=name, rounds=rounds
            )
        )
    if not two:
        return
    first, second = (officers_name(case.inputs, route.officers) for route, _ in stops)
    begins = [stop.begin for _, stop in stops]
    if begins[0] != begins[1]:
        one, other = clocks(case.inputs.calendar, *begins)
        yield phrase(
            "the two officers of {visit} begin at different times: {officer} at {time}, "
            "{other} at {other_time}",
            visit=name,
            officer=first,
            time=one,
            other=second,
            other_time=other,
        )
    if first == second:
        yield phrase("{officer} cannot be both officers of {visit}", officer=first, visit=name)


def one_place_at_a_time(case: JudgedPlan) -> Iterator[Violation]:
    """No officer is on two shifts at the same time."""
    hours: dict[str, list[tuple[int, int, str]]] = {}
    for route in case.plan.routes:
        for officer in route.officers:
            hours.setdefault(officer, []).append((route.begin, route.end, route.shift))
    calendar = case.inputs.calendar
    for officer, shifts in hours.items():
        for (_, end, other), (begin, _, shift) in combinations(sorted(shifts), 2):
            if begin < end:
                message = phrase(
                    "{officer} begins the shift {shift} at {begin}, and is on the shift {other} "
                    "until {end}",
                    officer=officer_name(case.inputs, officer),
                    shift=shift,
                    begin=at(calendar, begin),
                    other=other,
                    end=at(calendar, end),
                )
                yield Violation("one-place-at-a-time", message, shift)


def stop_caps(case: JudgedPlan) -> Iterator[Violation]:
    """No more stops and no longer busy than the shift allows, nor than the plan's longest day.

    A shift that is cut in parts, because its officers are called away, has its limits as a whole.
    """
    days: dict[tuple[int, tuple[str, ...]], list[Route]] = {}
    for route in case.plan.routes:
        days.setdefault((route.day, route.officers), []).append(route)
    for routes in days.values():
        shift = case.shift(routes[0])
        stops = sum(len(route.stops) for route in routes)
        if shift.max_visits is not None and stops > shift.max_visits:
            message = phrase(
                "{officers} would make {visits} on {day}, {over} over the {most} that max_visits "
                "allows; to allow this, set it in the table of officers to {needed}",
                officers=officers_name(case.inputs, shift.officers),
                visits=counted(stops, "visit"),
                day=day_name(case.inputs.calendar, shift.day),
                over=stops - shift.max_visits,
                most=shift.max_visits,
                needed=stops,
            )
            yield broken("stop-caps", message, routes[0])
        busy = sum(_busy(case, route) for route in routes)
        for fault in _busy_faults(case, shift, busy):
            yield broken("stop-caps", fault, routes[0])


def _busy_faults(case: JudgedPlan, shift: Shift, busy: int) -> Iterator[str]:
    """Each cap on busy time that a day is over, by how much, and how the chief lifts it."""
    minutes = -(-busy // 60)
    limits = (
        (
            shift.max_busy_seconds,
            phrase("that max_busy_minutes allows"),
            phrase("set it in the table of officers to {needed}", needed=minutes),
        ),
        (
            case.plan.search.longest_day_seconds,
            phrase("of the longest day"),
            phrase("give --longest-day {time}", time=f"{minutes // 60}:{minutes % 60:02d}"),
        ),
    )
    for cap, limit, fix in limits:
        if cap is not None and busy > cap:
            time, most = lengths(busy, cap)
            yield phrase(
                "{officers} would be busy for {time} on {day}, {over} over the {most} {limit}; "
                "to allow this, {fix}",
                officers=officers_name(case.inputs, shift.officers),
                time=time,
                day=day_name(case.inputs.calendar, shift.day),
                over=lengths(busy - cap)[0],
                most=most,
                limit=limit,
                fix=fix,
            )


def _busy(case: JudgedPlan, route: Route) -> int:
    travel = sum(case.way(route, here, there) for _, here, there in case.legs(route))
    return travel + sum(stop.end - stop.begin for stop in route.stops)


def least_days_between(case: JudgedPlan) -> Iterator[Violation]:
    """Visits to one household keep the least days between them."""
    for days in case.days_of.values():
        for (one, day), (other, other_day) in combinations(days.items(), 2):
            least, apart = case.least_days(one, other), abs(day - other_day)
            if apart < least:
                message = phrase(
                    "{visit} is on {day} and {other} on {other_day}, {apart}; they have to be "
                    "{least} at least",
                    visit=case.visit_name(one),
                    day=day_name(case.inputs.calendar, day),
                    other=other,
                    other_day=day_name(case.inputs.calendar, other_day),
                    apart=days_apart(apart),
                    least=days_apart(least),
                )
                yield Violation("least-days-between", message, visit=one)
