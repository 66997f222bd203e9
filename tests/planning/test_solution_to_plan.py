"""From an engine's choice to a whole plan, every figure by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, Mode, Policy, Priority, ShiftBreak
from routeplan.model.plan import Leg, Plan, RouteBreak, SearchRecord, Totals
from routeplan.planning.solution_to_plan import assemble
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, ShiftChoice
from tests.planning.decided import Decided
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    ZONE,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

SEARCH = SearchRecord("decided", seed=0, iterations=1)


def assembled(inputs: Inputs, *rounds: list[int] | ShiftChoice) -> Plan:
    travel = street_tables(inputs, {Mode.BIKE: 1})
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    solution = Decided(*rounds).solve(problem, Budget(None, 1))
    return assemble(inputs, times, travel, problem, solution, SEARCH)


def test_the_worked_example_of_the_objective() -> None:
    # docs/objective.md: h1 2 minutes away, h2 4, h3 20; all at home 9-12
    home = "Mo 09:00-12:00"
    homes = [household(1, home), household(2, home), household(3, home, place=10)]
    visits = [
        visit(1),
        visit(2, priority=Priority.HIGH, due=MONDAY - timedelta(days=30)),
        visit(3, priority=Priority.LOW),
    ]
    plan = assembled(inputs_of(homes, visits, [shift("A")]), [0, 1])
    assert plan.totals == Totals(
        promises_missed=0,
        travel=8 * MINUTE,
        worth_left_out=30 * MINUTE,
        lost_chance=63 * MINUTE,
        minor_costs=0,
    )
    assert plan.totals.objective == 101 * MINUTE
    without = assembled(inputs_of(homes, visits, [shift("A")]), [0, 1, 2])
    assert without.totals.objective == 107.5 * MINUTE


def test_a_plan_says_what_it_is_a_plan_of() -> None:
    plan = assembled(inputs_of([household(1)], [visit(1)], [shift("A")], days=3), [0])
    assert (plan.station, plan.first_day, plan.days) == ("Street Station", MONDAY, 3)
    assert (plan.timezone, plan.travel_source, plan.straight_line) == (ZONE.key, "streets", False)
    assert plan.search == SEARCH


def test_a_stop_has_its_way_its_times_its_window_and_its_chance() -> None:
    policy = Policy(visiting_hours=(("Mo 09:30-11:00", 0.25), ("Mo 11:00-12:00", 0.75)))
    inputs = inputs_of([household(3)], [visit(3, 20)], [shift("A")], policy=policy)
    plan = assembled(inputs, ShiftChoice((0,), ((11 * HOUR, 12 * HOUR - 20 * MINUTE),)))
    (route,) = plan.routes
    (stop,) = route.stops
    assert stop.leg == route.way_back == Leg(6 * MINUTE, 480)
    assert (stop.arrive, stop.begin, stop.end) == (11 * HOUR, 11 * HOUR, 11 * HOUR + 20 * MINUTE)
    assert (route.leave, route.back) == (11 * HOUR - 6 * MINUTE, 11 * HOUR + 26 * MINUTE)
    # the windows are the whole time at home, whatever the chance
    assert (stop.window_begin, stop.window_end) == (9 * HOUR + 30 * MINUTE, 12 * HOUR)
    assert (stop.chance, stop.lost_chance) == (0.75, 15 * MINUTE)
    assert not stop.promised


def test_a_stop_carries_the_window_that_it_lies_in() -> None:
    inputs = inputs_of([household(1, "Mo 09:00-10:00,12:00-14:00")], [visit(1)], [shift("A")])
    at_noon = ShiftChoice((0,), ((12 * HOUR, 13 * HOUR + 50 * MINUTE),))
    ((stop,),) = (route.stops for route in assembled(inputs, at_noon).routes)
    assert (stop.window_begin, stop.window_end) == (12 * HOUR, 14 * HOUR)


def test_the_way_between_two_homes_at_one_place_is_a_minute_and_no_metre() -> None:
    homes = [household(1), household(2, place=1)]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")])
    first, second = assembled(inputs, [0, 1]).routes[0].stops
    assert (first.leg, second.leg) == (Leg(2 * MINUTE, 160), Leg(MINUTE, 0))


def test_each_shift_goes_by_its_own_mode() -> None:
    shifts = [shift("A"), shift("B", mode=Mode.BIKE)]
    inputs = inputs_of([household(5), household(6)], [visit(5), visit(6)], shifts)
    walk, ride = assembled(inputs, [0], [1]).routes
    assert (walk.mode, walk.travel_seconds) == (Mode.FOOT, 20 * MINUTE)
    assert (ride.mode, ride.travel_seconds) == (Mode.BIKE, 12 * MINUTE)


def test_expected_figures_weigh_each_stop_by_its_chance() -> None:
    # v1 at the resident's hours 0.85, v2 at the station's 0.5; a shut door takes 2 minutes, and a
    # visit of one minute takes one
    homes = [household(1, "Mo 09:00-12:00"), household(2), household(3)]
    inputs = inputs_of(homes, [visit(1, 20), visit(2), visit(3, 1)], [shift("A")])
    (route,) = assembled(inputs, [0, 1, 2]).routes
    assert route.expected_met == 0.85 + 0.5 + 0.5
    at_doors = 0.85 * 20 + 0.15 * 2 + 0.5 * 10 + 0.5 * 2 + 1
    assert route.expected_busy == round(60 * (12 + at_doors))


def test_a_pair_is_charged_once_and_names_its_partners() -> None:
    # met with 0.5: 30 of 60 minutes lost. C is preferred, who comes: no other officer to pay for
    wanted = visit(1, officers_needed=2, preferred_officer="C")
    inputs = inputs_of([household(1)], [wanted], [shift("A"), shift("B"), shift("C")])
    ten = ShiftChoice((0,), ((10 * HOUR, 10 * HOUR),))
    _, b, c = assembled(inputs, [], ten, ten).routes
    (first,), (second,) = b.stops, c.stops
    assert (first.begin, second.begin) == (10 * HOUR, 10 * HOUR)
    assert (first.partners, second.partners) == (("C",), ("B",))
    assert (first.lost_chance, second.lost_chance) == (30 * MINUTE, 0)
    assert (first.minor_cost, second.minor_cost) == (0, 0)


def test_a_pair_without_the_preferred_officer_pays_for_it_once() -> None:
    wanted = visit(1, officers_needed=2, preferred_officer="C")
    inputs = inputs_of([household(1)], [wanted], [shift("A"), shift("B"), shift("C")])
    ten = ShiftChoice((0,), ((10 * HOUR, 10 * HOUR),))
    plan = assembled(inputs, ten, ten, [])
    assert [stop.minor_cost for route in plan.routes for stop in route.stops] == [15 * MINUTE, 0]
    assert plan.totals.minor_costs == 15 * MINUTE


def test_a_crew_has_no_partners() -> None:
    inputs = inputs_of([household(1)], [visit(1, officers_needed=2)], [shift("AB")])
    ((stop,),) = (route.stops for route in assembled(inputs, [0]).routes)
    assert stop.partners == ()
    assert stop.lost_chance == 30 * MINUTE


def test_the_break_stands_behind_the_stops_made_before_it() -> None:
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    inputs = inputs_of(
        [household(1), household(2)], [visit(1), visit(2)], [shift("A", pause=pause)]
    )
    any_time = (9 * HOUR, 17 * HOUR)
    (route,) = assembled(inputs, ShiftChoice((0, 1), (any_time,) * 2, break_leg=1)).routes
    assert route.pause == RouteBreak(12 * HOUR, 12 * HOUR + 30 * MINUTE, after=1)
    assert [stop.begin for stop in route.stops] == [
        # it leaves as late as lets it rest at noon at the next door, 2 minutes away
        12 * HOUR - 12 * MINUTE,
        12 * HOUR + 30 * MINUTE,
    ]


def test_an_idle_shift_stays_at_the_station() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A"), shift("B", day=1)], days=2)
    _, idle = assembled(inputs, [0], []).routes
    assert (idle.leave, idle.back, idle.stops, idle.way_back) == (
        DAY + 9 * HOUR,
        DAY + 9 * HOUR,
        (),
        Leg(0, 0),
    )
    assert (idle.pause, idle.reserve, idle.expected_met, idle.expected_busy) == (None, (), 0, 0)


def test_an_appointment_is_marked() -> None:
    appointment = Appointment(MONDAY, 10 * HOUR, 10 * MINUTE)
    inputs = inputs_of([household(1)], [visit(1, appointment=appointment)], [shift("A")])
    ten = ShiftChoice((0,), ((10 * HOUR, 10 * HOUR),))
    ((stop,),) = (route.stops for route in assembled(inputs, ten).routes)
    assert stop.promised
    assert (stop.chance, stop.window_begin) == (0.95, 10 * HOUR - 10 * MINUTE)
    # from 9:50 to 10:10 and the visit's 10 minutes
    assert stop.window_end == 10 * HOUR + 20 * MINUTE


def test_left_out_broken_promises_come_first_then_the_worthiest() -> None:
    homes = [household(number) for number in range(1, 7)]
    visits = [
        visit(1, priority=Priority.LOW),
        visit(2, priority=Priority.HIGH),
        visit(3),
        visit(4, priority=Priority.MUST),
        visit(5, latest=MONDAY),  # its last day is the plan's
        visit(6),
    ]
    plan = assembled(inputs_of(homes, visits, [shift("A")]), [])
    entries = [(entry.visit, entry.broken_promise, entry.worth) for entry in plan.left_out]
    assert entries == [
        ("v4", True, 360 * MINUTE),
        ("v5", True, 60 * MINUTE),
        ("v2", False, 180 * MINUTE),
        ("v3", False, 60 * MINUTE),
        ("v6", False, 60 * MINUTE),
        ("v1", False, 30 * MINUTE),
    ]
    assert plan.totals.promises_missed == 2
    assert plan.totals.worth_left_out == (360 + 60 + 180 + 60 + 60 + 30) * MINUTE


def test_who_asked_not_to_be_called_on_stands_last_and_costs_nothing() -> None:
    homes = [household(1), household(2, do_not_call=True)]
    must = visit(2, priority=Priority.MUST)
    inputs = inputs_of(homes, [visit(1)], [shift("A")], refused=[must])
    plan = assembled(inputs, [])
    assert [entry.visit for entry in plan.left_out] == ["v1", "v2"]
    refused = plan.left_out[-1]
    assert (refused.code, refused.broken_promise) == ("do-not-call", False)
    assert (refused.detail, refused.facts) == ("", {})
    assert (plan.totals.worth_left_out, plan.totals.promises_missed) == (60 * MINUTE, 0)


def test_an_engine_that_calls_outside_the_windows_is_found_out() -> None:
    inputs = inputs_of([household(1, "Mo 12:00-13:00")], [visit(1)], [shift("A")])
    at_nine = ShiftChoice((0,), ((9 * HOUR, 10 * HOUR),))
    with pytest.raises(ValueError, match="v1 begins at 32520, outside its windows"):
        assembled(inputs, at_nine)  # 9:00 and 2 minutes' walk
