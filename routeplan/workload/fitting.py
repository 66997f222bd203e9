"""Whether a whole round could be another shift's of the same day.

Every visit keeps its time and every leg its length, so a round that fits costs no travel and no
chance, and nobody at home notices. All shifts leave from and come back to the one station. Only
the break is laid anew, for each shift has its own, and with it leaving and coming back: as a plan
is timed, the officer leaves as late as the first visit allows and comes back as early as can be.

The plan's longest day needs no look: it caps every shift alike, and a round stays as long as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from routeplan.model import Inputs, Pause, Shift
from routeplan.plan import Route, RoutePause, Stop

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


RULES: tuple[Rule, ...] = (
    _same_day_and_mode,
    _as_many_officers,
    _skills,
    _promised_officers,
    _caps,
)


def _with_break(route: Route, shift: Shift) -> Route | None:
    """The round inside the shift's hours with the shift's break; None when there is no room.

    It is taken where least is waited, then where the station is reached first, and of equal legs
    on the one where it was.
    """
    if shift.pause is None:
        return _laid(route, shift, None)
    own = route.pause.after if route.pause else 0
    laid = [(leg, _laid(route, shift, leg)) for leg in range(len(route.stops) + 1)]
    options = [
        (one.idle_seconds, one.back, leg != own, leg, one) for leg, one in laid if one is not None
    ]
    return min(options, key=lambda option: option[:4])[4] if options else None


def _laid(route: Route, shift: Shift, break_leg: int | None) -> Route | None:
    """The round with the break on one leg, as early as may be; None when it does not fit."""
    before = _rest_before(route, shift) if break_leg == 0 else None
    on_leg = break_leg if before is None else None
    leave = _latest_leave(route, shift, on_leg)
    if leave < shift.begin:
        return None
    arrivals, pause = [], before
    for leg, (free, way, latest) in enumerate(_legs(route, shift, leave)):
        arrive = free + way
        if shift.pause and leg == on_leg:
            pause, arrive = _rest_on(shift.pause, leg, free, way, at_last=leg == len(route.stops))
            if pause.begin > shift.pause.latest or pause.end > latest:
                return None
        if arrive > latest:
            return None
        arrivals.append(arrive)
    *doors, back = arrivals
    stops = [replace(stop, arrive=at) for stop, at in zip(route.stops, doors, strict=True)]
    return replace(route, leave=leave, back=back, stops=tuple(stops), pause=pause)


def _rest_before(route: Route, shift: Shift) -> RoutePause | None:
    """The break at the station, over when the officer leaves for the first visit; or None."""
    rest, leave = shift.pause, _latest_leave(route, shift, None)
    if rest is None:
        return None
    begin = max(shift.begin, rest.earliest)
    if begin > rest.latest or begin + rest.seconds > leave:
        return None
    return RoutePause(begin, begin + rest.seconds, 0)


def _latest_leave(route: Route, shift: Shift, break_leg: int | None) -> int:
    """The latest departure in time for the first visit, and for a break on the way to it."""
    first = route.stops[0]
    leave = first.begin - first.leg.seconds
    if break_leg == 0 and shift.pause:
        return min(shift.pause.latest, leave - shift.pause.seconds)
    return leave


def _rest_on(
    rest: Pause, leg: int, free: int, way: int, *, at_last: bool
) -> tuple[RoutePause, int]:
    """The break on a leg left at ``free``, and when that leg ends.

    Behind the last visit it is taken at the station, where the officer is back in time for that.
    """
    if at_last and free + way <= rest.latest:
        begin, arrive = max(free + way, rest.earliest), free + way
    else:
        begin = max(free, rest.earliest)
        arrive = max(free + way, rest.earliest) + rest.seconds
    return RoutePause(begin, begin + rest.seconds, leg), arrive


def _legs(route: Route, shift: Shift, leave: int) -> Iterator[tuple[int, int, int]]:
    """When each leg may begin, how long it takes, and when it must have ended."""
    free = leave
    for stop in route.stops:
        yield free, stop.leg.seconds, stop.begin
        free = stop.end
    yield free, route.way_back.seconds, shift.end
