"""Whether a whole round could be another shift's of the same day.

Every visit keeps its time and every leg its length, so a round that fits costs no travel and no
chance, and nobody at home notices. All shifts leave from and come back to the one station. Only
the break is laid anew, for each shift has its own; what is waited for that has its price.

The plan's longest day needs no look: it caps every shift alike, and a round stays as long as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from routeplan.model.inputs import Inputs, Shift, ShiftBreak
from routeplan.model.plan import Route, RouteBreak, Stop, paid_seconds
from routeplan.problem.tour import (
    BreakRule,
    after_coming_back,
    arrival_after,
    before_leaving,
    leaving_before,
    on_the_way,
)

Rule = Callable[[Inputs, Route, Shift], bool]


def fitted(inputs: Inputs, route: Route, shift: Shift) -> Route | None:
    """The round as ``shift`` would make it; None when it cannot.

    Visits made together with another shift are judged by neither: what the two need of each other
    (a skill, the promised officer) depends on where both rounds go. Partners and small costs are
    left as they were; reserve stops are left out, for they are chosen per shift.
    """
    if not all(rule(inputs, route, shift) for rule in RULES):
        return None
    laid = _with_break(route, shift)
    if laid is None:
        return None
    return replace(
        laid, shift=shift.id, officers=shift.officers, begin=shift.begin, end=shift.end, reserve=()
    )


def can_make(inputs: Inputs, stop: Stop, shift: Shift) -> bool:
    """Whether somebody on the shift has every skill the visit needs."""
    return inputs.visits_by_id[stop.visit].skills <= shift.skills


def keeps_promise(inputs: Inputs, stop: Stop, shift: Shift) -> bool:
    """Whether the officer promised, or given it by the chief, is on the shift, or none was."""
    only = inputs.visits_by_id[stop.visit].only_officer
    return only is None or only in shift.officers


def _same_day_and_mode(_inputs: Inputs, route: Route, shift: Shift) -> bool:
    return route.day == shift.day and route.mode == shift.mode


def _as_many_officers(_inputs: Inputs, route: Route, shift: Shift) -> bool:
    """Crews only take over from crews: two-officer visits need one, and it was put together so."""
    return len(route.officers) == len(shift.officers)


def _skills(inputs: Inputs, route: Route, shift: Shift) -> bool:
    return all(can_make(inputs, stop, shift) for stop in route.stops if not stop.partners)


def _promised_officers(inputs: Inputs, route: Route, shift: Shift) -> bool:
    return all(keeps_promise(inputs, stop, shift) for stop in route.stops if not stop.partners)


def _caps(_inputs: Inputs, route: Route, shift: Shift) -> bool:
    few = shift.max_visits is None or len(route.stops) <= shift.max_visits
    return few and (shift.max_busy_seconds is None or route.busy_seconds <= shift.max_busy_seconds)


def _spare_calls(inputs: Inputs, route: Route, shift: Shift) -> bool:
    """A round with calls of spare time leaves free what every shift keeps free of them."""
    if not any(stop.spare for stop in route.stops):
        return True
    return route.busy_seconds <= int((1 - inputs.policy.keep_free) * paid_seconds(shift))


def _as_much_time(inputs: Inputs, route: Route, shift: Shift) -> bool:
    """A round booked by what is expected at its doors needs as much time behind its last one."""
    if route.late_day is None:
        return True
    before = inputs.shifts_by_id.get(route.shift)
    same_break = before is not None and _break_of(before) == _break_of(shift)
    return same_break and shift.end >= route.end


def _break_of(shift: Shift) -> BreakRule | None:
    return _rule(shift.pause) if shift.pause else None


RULES: tuple[Rule, ...] = (
    _same_day_and_mode,
    _as_many_officers,
    _skills,
    _promised_officers,
    _caps,
    _spare_calls,
    _as_much_time,
)


def _with_break(route: Route, shift: Shift) -> Route | None:
    """The round inside the shift's hours with the shift's break; None when there is no room.

    The break is where least is waited, if possible where it was.
    """
    if shift.pause is None:
        return _laid(route, shift, None)
    usual = route.pause.after if route.pause else 0
    legs = sorted(range(len(route.stops) + 1), key=lambda leg: (leg != usual, leg))
    laid = filter(None, (_laid(route, shift, leg) for leg in legs))
    return min(laid, key=lambda candidate: candidate.idle_seconds, default=None)


def _laid(route: Route, shift: Shift, break_leg: int | None) -> Route | None:
    """The round with the break on one leg, as early as may be; None when it does not fit.

    Before the first leg and behind the last one the break is at the station, where that leaves
    time for it.
    """
    rule = _rule(shift.pause) if shift.pause and break_leg is not None else None
    leave, taken = route.stops[0].begin - route.stops[0].leg.seconds, None
    if rule and break_leg == 0:
        taken = before_leaving(rule, shift.begin, leave)
        leave = leave if taken else leaving_before(rule, leave, 0)
    if leave < shift.begin:
        return None
    arrivals = []
    for leg, (free, way, due) in enumerate(_legs(route, shift, leave)):
        arrive = free + way
        if rule and leg == break_leg and taken is None:
            taken = after_coming_back(rule, arrive) if leg == len(route.stops) else None
            if taken is None:
                taken, arrive = on_the_way(rule, free), arrival_after(rule, free, way)
            if taken is None or taken[1] > shift.end:
                return None
        if arrive > due:
            return None
        arrivals.append(arrive)
    *doors, back_at = arrivals
    pause = RouteBreak(*taken, break_leg or 0) if taken else None
    resting = pause.after if pause else None  # whoever is on break does not go to the station
    stops = [
        replace(stop, arrive=at, stay=None if k == resting else stop.stay)
        for k, (stop, at) in enumerate(zip(route.stops, doors, strict=True))
    ]
    return replace(route, leave=leave, back=back_at, stops=tuple(stops), pause=pause)


def _rule(pause: ShiftBreak) -> BreakRule:
    return BreakRule(pause.earliest, pause.latest, pause.seconds)


def _legs(route: Route, shift: Shift, leave: int) -> Iterator[tuple[int, int, int]]:
    """When each leg may begin, how long it takes, and when it must have ended."""
    free = leave
    for stop in route.stops:
        yield free, stop.leg.seconds, stop.begin
        free = stop.end
    yield free, route.way_back.seconds, shift.end
