"""What the plan says it costs and expects, recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import at
from routeplan.errors import Violation
from routeplan.hours.windows import StartWindow
from routeplan.model.inputs import NO_WAY
from routeplan.model.plan import Route, Stop, Totals
from routeplan.phrases import phrase

MOST_DOUBLINGS = 6
OVERDUE_MINUTES = 120.0
LONGEST_WAIT_WEEKS = 59


def worth(case: JudgedPlan, visit_id: str) -> int:
    """Worth of a visit in seconds, at the plan's first day."""
    visit, policy = case.visit(visit_id), case.inputs.policy
    minutes = policy.worth_minutes[visit.priority] * (
        policy.first_meeting if visit.first_meeting else 1
    )
    if visit.due is not None:
        overdue = (case.inputs.calendar.first_day - visit.due).days
        doublings = min(max(overdue, 0) / policy.double_after_days, MOST_DOUBLINGS)
        minutes = minutes * 2**doublings
    today = case.inputs.calendar.first_day
    weeks = (today - (visit.unmet_since or today)).days // 7
    return round(60 * minutes) + min(max(weeks, 0), LONGEST_WAIT_WEEKS)


def chances(case: JudgedPlan) -> Iterator[Violation]:
    """A stop's chance is that of its start; one stop of a visit carries the lost chance."""
    for visit_id, stops in case.stops_of.items():
        starts = [_start_of(case, stop) for _, stop in stops]
        for (route, stop), start in zip(stops, starts, strict=True):
            if start is None:
                time = at(case.inputs.calendar, stop.begin)
                message = phrase("it may not start at {time}", time=time)
                yield broken("chances", message, route, stop)
            elif stop.chance != start.chance:
                message = phrase(
                    "its chance is {right}, not {wrong}", right=start.chance, wrong=stop.chance
                )
                yield broken("chances", message, route, stop)
        if starts[0] is not None:
            lost = round(worth(case, visit_id) * (1 - starts[0].chance))
            parts = [stop.lost_chance for _, stop in stops]
            if sum(parts) != lost or any(part not in (0, lost) for part in parts):
                message = phrase(
                    "its lost chance is {right} s, not {wrong}", right=lost, wrong=parts
                )
                yield broken("chances", message, *stops[0])


def _start_of(case: JudgedPlan, stop: Stop) -> StartWindow | None:
    starts = case.times_of[stop.visit].starts
    return next((start for start in starts if start.first <= stop.begin <= start.last), None)


def minor_costs(case: JudgedPlan) -> Iterator[Violation]:
    """Another officer than the preferred one costs once."""
    price = round(60 * case.inputs.policy.other_officer_minutes)
    for visit_id, stops in case.stops_of.items():
        preferred = case.visit(visit_id).preferred_officer
        there = {officer for route, _ in stops for officer in route.officers}
        due = price if preferred is not None and preferred not in there else 0
        parts = [stop.minor_cost for _, stop in stops]
        if sum(parts) != due or any(part not in (0, due) for part in parts):
            message = phrase("its small costs are {right} s, not {wrong}", right=due, wrong=parts)
            yield broken("minor-costs", message, *stops[0])


def later_days(case: JudgedPlan) -> Iterator[Violation]:
    """A visit made on a later day of the plan costs its price for each day, once."""
    for visit_id, stops in case.stops_of.items():
        due = _later_day(case, visit_id, stops[0][1].end)
        parts = [stop.later_day for _, stop in stops]
        if sum(parts) != due or any(part not in (0, due) for part in parts):
            message = phrase("its later day costs {right} s, not {wrong}", right=due, wrong=parts)
            yield broken("later-days", message, *stops[0])


def _later_day(case: JudgedPlan, visit_id: str, end: int) -> int:
    """Price of the day on which a visit is over, in seconds."""
    visit, calendar = case.visit(visit_id), case.inputs.calendar
    if visit.appointment:
        return 0
    minutes = case.inputs.policy.later_day_minutes[visit.priority]
    if visit.latest is not None and visit.latest < calendar.first_day:
        minutes = max(minutes, OVERDUE_MINUTES)
    days = (calendar.local(end - 1).date() - calendar.first_day).days
    return round(60 * minutes) * max(days, 0)


def expectations(case: JudgedPlan) -> Iterator[Violation]:
    """Expected to meet, and expected busy time with doors that stay shut."""
    shut = case.inputs.policy.shut_door_seconds
    for route in case.plan.routes:
        met = sum(stop.chance for stop in route.stops)
        busy: float = sum(max(way, 0) for way in _ways(case, route))
        for stop in route.stops:
            length = case.visit(stop.visit).seconds
            busy += stop.chance * length + (1 - stop.chance) * min(shut, length)
        # asked this way round, a figure that is not a number is wrong too
        right = abs(route.expected_met - met) <= 1e-6 and abs(route.expected_busy - busy) <= 0.501
        if not right:
            message = phrase(
                "expected are {met:.2f} met, {busy:.0f} s busy, not {wrong_met} met, "
                "{wrong_busy} s busy",
                met=met,
                busy=busy,
                wrong_met=route.expected_met,
                wrong_busy=route.expected_busy,
            )
            yield broken("expectations", message, route)


def _ways(case: JudgedPlan, route: Route) -> Iterator[int]:
    for _, here, there in case.legs(route):
        yield case.way(route, here, there)


def _waited(case: JudgedPlan, route: Route) -> int:
    """Seconds outside that are neither way, nor visit, nor break."""
    outside = route.back - route.leave - sum(max(way, 0) for way in _ways(case, route))
    outside -= sum(stop.end - stop.begin for stop in route.stops)
    if route.pause:
        begin, end = max(route.pause.begin, route.leave), min(route.pause.end, route.back)
        outside -= max(0, end - begin)
    return outside


def totals(case: JudgedPlan) -> Iterator[Violation]:
    """The objective's terms add up from the routes and what is left out."""
    plan = case.plan
    out = [entry for entry in plan.left_out if entry.visit not in case.refused]
    ways = [way for route in plan.routes for way in _ways(case, route) if way != NO_WAY]
    stops = [stop for route in plan.routes for stop in route.stops]
    late = {stop.visit for stop in stops if stop.days_late > 0}
    price = round(1000 * case.inputs.policy.waiting_price)
    right = Totals(
        promises_missed=sum(entry.broken_promise for entry in out) + len(late),
        travel=sum(ways),
        worth_left_out=sum(worth(case, entry.visit) for entry in out),
        lost_chance=sum(stop.lost_chance for stop in stops),
        minor_costs=sum(stop.minor_cost for stop in stops),
        later_days=sum(stop.later_day for stop in stops),
        waiting=sum((price * _waited(case, route) + 500) // 1000 for route in plan.routes),
    )
    if plan.totals != right:
        message = phrase("the totals are {right}, not {wrong}", right=right, wrong=plan.totals)
        yield Violation("totals", message)
    for entry in plan.left_out:
        due = worth(case, entry.visit)
        if entry.worth != due:
            message = phrase("its worth is {right} s, not {wrong} s", right=due, wrong=entry.worth)
            yield Violation("totals", message, "", entry.visit)
