"""From an engine's solution to a plan: times, stops, breaks, totals, reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import (
    LeftOut,
    Leg,
    Plan,
    Route,
    RouteBreak,
    SearchRecord,
    Stop,
    Totals,
)
from routeplan.model.worth import days_late, worth_seconds
from routeplan.planning.at_doors import seconds_at_doors
from routeplan.planning.left_out_reasons import Reason, reasons
from routeplan.planning.reserve_stops import reserve_stops
from routeplan.planning.station_stays import station_stays
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import piece_of
from routeplan.problem.schedule import TimedStop, timed
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import makers_by_visit, places_of


def assemble(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    travel: TravelTables,
    problem: Problem,
    solution: Solution,
    search: SearchRecord,
    *,
    why: Mapping[int, Reason] | None = None,
    spare: Collection[int] = (),
) -> Plan:
    """The whole plan; the legs' street lines are drawn later.

    ``why`` tells the reason of each visit index left out, where the problem alone does not;
    ``spare`` are the visits made only because their shifts have time.
    """
    booking = _Booking(inputs, times, travel, problem, solution)
    routes = [_route(booking, s) for s in range(problem.shifts)]
    routes = [_marked(route, {inputs.visits[v].id for v in spare}) for route in routes]
    reserves = reserve_stops(inputs, times, problem, routes)
    routes = [replace(r, reserve=reserve) for r, reserve in zip(routes, reserves, strict=True)]
    why = reasons(inputs, times, travel, problem, solution) if why is None else why
    left_out = _left_out(inputs, problem, why)
    return Plan(
        station=inputs.station.name,
        first_day=inputs.calendar.first_day,
        days=inputs.calendar.days,
        timezone=inputs.calendar.zone.key,
        travel_source=travel.source,
        straight_line=travel.estimate,
        routes=tuple(routes),
        left_out=left_out,
        totals=_totals(inputs, problem, routes, left_out),
        search=search,
        log_entry=inputs.learned.entry if inputs.learned else inputs.log_entry,
        learned=inputs.learned is not None,
    )


def _marked(route: Route, spare: Collection[str]) -> Route:
    """The route with its calls of spare time marked."""
    stops = [replace(stop, spare=stop.visit in spare) for stop in route.stops]
    return replace(route, stops=tuple(stops))


@dataclass(frozen=True)
class _Booking:
    """A solution beside what its routes are booked from."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    travel: TravelTables
    problem: Problem
    solution: Solution

    @cached_property
    def makers(self) -> Mapping[int, Sequence[int]]:
        """By visit: the shifts that make it."""
        return makers_by_visit(self.solution.choices)


def _route(booking: _Booking, s: int) -> Route:
    inputs, problem = booking.inputs, booking.problem
    shift, choice = inputs.shifts[s], booking.solution.choices[s]
    schedule = timed(problem, s, choice)
    legs = _legs(booking.travel, problem, s, choice)
    stops = tuple(
        _stop(booking, s, v, at, leg)
        for v, at, leg in zip(choice.visits, schedule.stops, legs[:-1], strict=True)
    )
    pause = None
    if schedule.pause and choice.break_leg is not None:
        pause = RouteBreak(*schedule.pause, after=choice.break_leg)
    stays = station_stays(problem, s, choice.visits, stops, pause)
    stops = tuple(replace(stop, stay=stay) for stop, stay in zip(stops, stays, strict=True))
    route = Route(
        shift=shift.id,
        officers=shift.officers,
        day=shift.day,
        mode=shift.mode,
        begin=shift.begin,
        end=shift.end,
        leave=schedule.leave,
        back=schedule.back,
        stops=stops,
        way_back=legs[-1],
        pause=pause,
        reserve=(),
        expected_met=round(sum((stop.chance for stop in stops), 0.0), 6),
        expected_busy=0,
    )
    return replace(route, expected_busy=_expected_busy(route, inputs.policy.shut_door_seconds))


def _legs(travel: TravelTables, problem: Problem, s: int, choice: ShiftChoice) -> list[Leg]:
    if not choice.visits:
        return [Leg(0, 0)]
    mode = problem.shift_mode[s]
    places = places_of(problem, s, choice.visits)
    return [
        Leg(
            int(problem.travel[mode, here, there]),
            0 if here == there else int(travel.metres[mode, here, there]),
        )
        for here, there in pairwise(places)
    ]


def _stop(booking: _Booking, s: int, v: int, at: TimedStop, leg: Leg) -> Stop:
    inputs, problem, makers = booking.inputs, booking.problem, booking.makers[v]
    visit, times = inputs.visits[v], booking.times[v]
    ends = at.begin + visit.seconds
    window = next((w for w in times.windows if w[0] <= at.begin and ends <= w[1]), None)
    start = next((w for w in times.starts if w.first <= at.begin <= w.last), None)
    if window is None or start is None:
        raise ValueError(f"{visit.id} begins at {at.begin}, outside its windows: an engine's bug")
    others = [t for t in makers if t != s]
    charged = s == makers[0]
    piece = piece_of(problem, v, at.begin)
    later, late = problem.start_later, days_late(visit, at.end, inputs.calendar)
    return Stop(
        visit=visit.id,
        household=visit.household,
        leg=leg,
        arrive=at.arrive,
        begin=at.begin,
        end=at.end,
        window_begin=window[0],
        window_end=window[1],
        chance=start.chance,
        promised=visit.appointment is not None,
        partners=inputs.shifts[others[0]].officers if others else (),
        lost_chance=int(problem.start_lost[piece]) if charged else 0,
        minor_cost=min(int(problem.minor_cost[v, t]) for t in makers) if charged else 0,
        later_day=int(later[piece]) if charged and later is not None else 0,
        days_late=late,
        length=None if at.end - at.begin == visit.seconds else visit.seconds,
    )


def _expected_busy(route: Route, shut_door_seconds: int) -> int:
    """Travel and what is expected at doors, in seconds."""
    return round(route.travel_seconds + seconds_at_doors(route.stops, shut_door_seconds))


def _left_out(inputs: Inputs, problem: Problem, why: Mapping[int, Reason]) -> tuple[LeftOut, ...]:
    """Broken promises first, then by falling worth; households not to be called on last."""
    first, last = inputs.calendar.dates[0].toordinal(), inputs.calendar.dates[-1]
    entries = [
        LeftOut(
            visit=(visit := inputs.visits[v]).id,
            household=visit.household,
            code=reason.code,
            detail=reason.detail,
            facts=reason.facts,
            broken_promise=visit.is_promised_by(last),
            worth=int(problem.worth[v]),
        )
        for v, reason in why.items()
    ]
    entries.sort(key=lambda entry: (not entry.broken_promise, -entry.worth, entry.visit))
    refused = [
        LeftOut(
            visit.id,
            visit.household,
            "do-not-call",
            worth=worth_seconds(visit, inputs.policy, first),
        )
        for visit in inputs.refused_visits
    ]
    return (*entries, *refused)


def _totals(
    inputs: Inputs, problem: Problem, routes: Sequence[Route], left_out: Sequence[LeftOut]
) -> Totals:
    refused = {visit.id for visit in inputs.refused_visits}
    out = [entry for entry in left_out if entry.visit not in refused]
    stops = [stop for route in routes for stop in route.stops]
    late = {stop.visit for stop in stops if stop.days_late > 0}
    return Totals(
        promises_missed=sum(entry.broken_promise for entry in out) + len(late),
        travel=sum(route.travel_seconds for route in routes),
        worth_left_out=sum(entry.worth for entry in out),
        lost_chance=sum(stop.lost_chance for stop in stops),
        minor_costs=sum(stop.minor_cost for stop in stops),
        later_days=sum(stop.later_day for stop in stops),
        waiting=sum(problem.waiting_seconds(route.idle_seconds) for route in routes),
    )
