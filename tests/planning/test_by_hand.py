"""Orders written by hand: timed as a plan is, and every rule they break is found by the judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from routeplan.check import judge
from routeplan.errors import Violation
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, Appointment, Inputs, Mode, ShiftBreak, TravelTables
from routeplan.model.plan import Plan
from routeplan.planning.by_hand import own_cap, plan_by_hand
from tests.planning.explain.cases import plan_of
from tests.planning.test_plan_to_solution import week
from tests.stations import (
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

Orders = dict[str, Sequence[str]]


def made(
    inputs: Inputs,
    orders: Orders,
    source: Plan | None = None,
    travel: TravelTables | None = None,
    longest_day: int | None = None,
) -> tuple[Plan, list[Violation]]:
    """The plan of these orders, and what the judge says."""
    travel = travel or street_tables(inputs)
    times = visit_times(inputs)
    source = source or plan_of(inputs, *([] for _ in inputs.shifts), travel=travel)
    plan = plan_by_hand(inputs, times, travel, orders, source, longest_day=longest_day)
    return plan, judge(inputs, times, travel, plan)


def orders_of(plan: Plan) -> Orders:
    return {route.shift: [stop.visit for stop in route.stops] for route in plan.routes}


def test_orders_as_they_were_give_the_plan_as_it_was() -> None:
    inputs, plan = week()
    again, violations = made(inputs, orders_of(plan), plan)
    assert violations == []
    assert again.totals == plan.totals
    for route, old in zip(again.routes, plan.routes, strict=True):
        assert [stop.begin for stop in route.stops] == [stop.begin for stop in old.stops]
        assert route.pause == old.pause


def test_an_order_turned_round_is_timed_and_costs_what_it_costs() -> None:
    # 1, 2, 3 and back are 12 minutes, 3, 1, 2 and back 6 + 4 + 2 + 4 = 16
    homes = [household(k) for k in (1, 2, 3)]
    inputs = inputs_of(homes, [visit(k) for k in (1, 2, 3)], [shift("A")])
    before = plan_of(inputs, [0, 1, 2])
    plan, violations = made(inputs, {"A/0": ["v3", "v1", "v2"]}, before)
    assert violations == []
    assert [stop.begin - 9 * HOUR for stop in plan.routes[0].stops] == [
        6 * MINUTE,
        20 * MINUTE,
        32 * MINUTE,
    ]
    assert plan.totals.travel - before.totals.travel == 4 * MINUTE
    assert plan.search.engine == "by hand"


def test_what_stands_in_no_order_is_left_out_with_a_reason() -> None:
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift("A")])
    plan, violations = made(inputs, {"A/0": ["v2"]})
    assert violations == []
    assert [(entry.visit, entry.code) for entry in plan.left_out] == [("v1", "room-left")]


def test_two_officers_meet_at_the_first_time_that_both_reach() -> None:
    # A has been at place 3 (6 + 10 minutes, and 4 on), B comes straight
    homes = [household(1), household(3)]
    visits = [visit(1, officers_needed=2), visit(3)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")])
    plan, violations = made(inputs, {"A/0": ["v3", "v1"], "B/0": ["v1"]})
    assert violations == []
    begins = {route.officers: route.stops[-1].begin for route in plan.routes}
    assert begins == {("A",): 9 * HOUR + 20 * MINUTE, ("B",): 9 * HOUR + 20 * MINUTE}


def test_a_partner_whose_round_stays_is_followed() -> None:
    inputs, plan = week()
    pair = [route for route in plan.routes if any(stop.partners for stop in route.stops)]
    longest = max(pair, key=lambda route: len(route.stops))
    meeting = next(stop for stop in longest.stops if stop.partners)
    orders = orders_of(plan) | {longest.shift: [meeting.visit]}
    again, violations = made(inputs, orders, plan)
    assert violations == []
    assert again.route(longest.shift).stops[0].begin == meeting.begin


def test_a_call_of_spare_time_stays_one_where_its_round_stays() -> None:
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift("A"), shift("B")])
    before = plan_of(inputs, [0], [1])
    routes = tuple(
        replace(route, stops=tuple(replace(stop, spare=True) for stop in route.stops))
        for route in before.routes
    )
    plan, violations = made(inputs, {"A/0": ["v1"], "B/0": []}, replace(before, routes=routes))
    assert violations == []
    assert [stop.spare for stop in plan.routes[0].stops] == [True]
    plan, violations = made(inputs, {"A/0": ["v1", "v2"]}, replace(before, routes=routes))
    assert violations == []
    assert [stop.spare for stop in plan.routes[0].stops] == [False, False]


@pytest.mark.parametrize(
    ("homes", "visits", "shifts", "orders", "rules"),
    [
        pytest.param(
            [household(1, "Mo 09:00-09:30"), household(2)],
            [visit(1), visit(2, 30)],
            [shift("A")],
            {"A/0": ["v2", "v1"]},
            {"visit-windows", "chances"},
            id="nobody is at home any more",
        ),
        pytest.param(
            [household(1), household(2)],
            [visit(1, 50), visit(2)],
            [shift("A", end=10 * HOUR)],
            {"A/0": ["v1", "v2"]},
            {"shift-hours"},
            id="back too late",
        ),
        pytest.param(
            [household(1)],
            [visit(1, 170)],
            [shift("A", end=13 * HOUR, pause=ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE))],
            {"A/0": ["v1"]},
            {"breaks"},
            id="no break on any way",
        ),
        pytest.param(
            [household(1)],
            [visit(1, skills=frozenset({"law"}))],
            [shift("A")],
            {"A/0": ["v1"]},
            {"skills"},
            id="a skill is missing",
        ),
        pytest.param(
            [household(1)],
            [visit(1, appointment=Appointment(MONDAY, 10 * HOUR, 600, officer="B"))],
            [shift("A"), shift("B")],
            {"A/0": ["v1"]},
            {"promised-officer"},
            id="another officer was promised",
        ),
        pytest.param(
            [household(1)],
            [visit(1, officers_needed=2)],
            [shift("A"), shift("B")],
            {"A/0": ["v1"]},
            {"partners"},
            id="one officer for two",
        ),
        pytest.param(
            [household(1)],
            [visit(1)],
            [shift("A"), shift("B")],
            {"A/0": ["v1"], "B/0": ["v1"]},
            {"partners"},
            id="two officers for one",
        ),
        pytest.param(
            [household(1), household(2)],
            [visit(1), visit(2)],
            [shift("A", max_visits=1)],
            {"A/0": ["v1", "v2"]},
            {"stop-caps"},
            id="too many visits",
        ),
        pytest.param(
            [household(1)],
            [visit(1, id="one"), visit(1, id="two")],
            [shift("A")],
            {"A/0": ["one", "two"]},
            {"least-days-between"},
            id="twice in a day",
        ),
        pytest.param(
            [household(1, "Mo 09:00-09:30"), household(2)],
            [visit(1, officers_needed=2), visit(2, 50)],
            [shift("A", end=10 * HOUR), shift("B")],
            {"A/0": ["v2", "v1"], "B/0": ["v1"]},
            {"visit-windows", "chances", "shift-hours", "partners"},
            id="several at once",
        ),
    ],
)
def test_every_rule_that_is_broken_is_listed(
    homes: Any, visits: Any, shifts: Any, orders: Orders, rules: set[str]
) -> None:
    _, violations = made(inputs_of(homes, visits, shifts), orders)
    assert {violation.rule for violation in violations} == rules


def test_a_door_without_a_way_is_listed_too() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    tables = street_tables(inputs)
    seconds = tables.seconds.copy()
    seconds[tables.modes.index(Mode.FOOT), 0, 1] = NO_WAY
    _, violations = made(inputs, {"A/0": ["v1"]}, travel=replace(tables, seconds=seconds))
    told = {violation.message for violation in violations if violation.rule == "travel-times"}
    who = "Officer A (Officer A) on Mon 30 Nov"
    assert f"{who}: there is no way on foot from the station to v1 (Resident 1)" in told


def two_homes() -> Inputs:
    """v1 alone takes 2 + 10 + 2 minutes, v1 and v5 2 + 10 + 8 + 10 + 10 = 40."""
    return inputs_of([household(1), household(5)], [visit(1), visit(5)], [shift("A")])


def test_a_longest_day_of_the_chief_s_own_binds_him_and_says_how_to_lift_it() -> None:
    plan, violations = made(two_homes(), {"A/0": ["v1", "v5"]}, longest_day=39 * MINUTE)
    (found,) = violations
    assert found.rule == "stop-caps"
    assert found.message == (
        "Officer A (Officer A) would be busy for 40 minutes on Mon 30 Nov, 1 minute over the "
        "39 minutes of the longest day; to allow this, give --longest-day 0:40"
    )
    assert plan.search.longest_day_seconds == 39 * MINUTE


def test_a_longest_day_that_the_chief_set_no_more_binds_nobody() -> None:
    source = plan_of(two_homes(), [0], longest_day=14 * MINUTE)
    plan, violations = made(two_homes(), {"A/0": ["v1", "v5"]}, source)
    assert violations == []
    assert plan.search.longest_day_seconds is None


@pytest.mark.parametrize(
    ("kept", "setting", "binds"),
    [
        pytest.param(None, None, None, id="none set, or days evened out"),
        pytest.param(14, None, 14, id="--longest-day of the plan"),
        pytest.param(None, 20, 20, id="the settings'"),
        pytest.param(14, 20, 20, id="raised in the settings since"),
        pytest.param(30, 20, 30, id="raised for this plan"),
        pytest.param(14, 0, None, id="none by now"),
    ],
)
def test_only_what_the_chief_set_himself_is_his_cap(
    kept: int | None, setting: int | None, binds: int | None
) -> None:
    plan = plan_of(two_homes(), [0])
    search = replace(plan.search, longest_day_seconds=kept)
    assert own_cap(replace(plan, search=search), setting) == binds


def test_a_round_that_is_over_a_cap_is_timed_as_any_other() -> None:
    # the caps do not make it late: v1 at 9:02, v5 8 minutes after 9:12
    inputs = two_homes()
    (long,) = inputs.shifts
    inputs = replace(inputs, shifts=(replace(long, max_visits=1, max_busy_seconds=60),))
    plan, violations = made(inputs, {"A/0": ["v1", "v5"]})
    assert {violation.rule for violation in violations} == {"stop-caps"}
    begins = [stop.begin - 9 * HOUR for stop in plan.routes[0].stops]
    assert begins == [2 * MINUTE, 20 * MINUTE]


def test_an_officer_whose_round_breaks_a_rule_still_meets_the_other_one() -> None:
    # B is at place 1 from 13:00 on; A comes from there to h2, which closed at 9:30
    homes = [household(1, "Mo 13:00-15:00"), household(2, "Mo 09:00-09:30")]
    inputs = inputs_of(homes, [visit(1, officers_needed=2), visit(2)], [shift("A"), shift("B")])
    plan, violations = made(inputs, {"A/0": ["v1", "v2"], "B/0": ["v1"]})
    assert {(violation.rule, violation.visit) for violation in violations} == {
        ("visit-windows", "v2"),
        ("chances", "v2"),
    }
    assert {plan.routes[s].stops[0].begin for s in (0, 1)} == {13 * HOUR}


def test_an_officer_who_waits_takes_the_break_while_waiting() -> None:
    # at h1 at 9:02, which opens at 13:00; the break may begin from 10 to 11. h2 is closed by then
    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    homes = [household(1, "Mo 13:00-15:00"), household(2, "Mo 09:00-09:30")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A", pause=pause)])
    plan, violations = made(inputs, {"A/0": ["v1", "v2"]})
    assert {violation.rule for violation in violations} == {"visit-windows", "chances"}
    taken = plan.routes[0].pause
    assert taken is not None
    assert taken.after == 0


def test_a_round_that_is_too_long_still_takes_its_break_when_it_may() -> None:
    # the way from place 1 to 2 is left at 10:02; the break may begin from 10 on
    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    homes = [household(1), household(2)]
    inputs = inputs_of(
        homes, [visit(1, 60), visit(2, 120)], [shift("A", end=11 * HOUR, pause=pause)]
    )
    plan, violations = made(inputs, {"A/0": ["v1", "v2"]})
    assert {violation.rule for violation in violations} == {"shift-hours"}
    taken = plan.routes[0].pause
    assert taken is not None
    assert (taken.begin, taken.after) == (10 * HOUR + 2 * MINUTE, 1)


def test_a_break_may_be_all_that_is_left_once_back() -> None:
    # back at 9:14; the break may begin at 10:00, when the shift ends
    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    inputs = inputs_of([household(1)], [visit(1)], [shift("A", end=10 * HOUR, pause=pause)])
    plan, violations = made(inputs, {"A/0": ["v1"]})
    (found,) = violations
    assert found.rule == "breaks"
    assert "ends at 10:30, but the shift ends at 10:00" in found.message
    assert plan.routes[0].pause is not None


def test_one_visit_in_two_rounds_that_both_come_too_late_is_told_once_for_each() -> None:
    home = household(1, "Mo 08:00-09:01")
    inputs = inputs_of([home], [visit(1)], [shift("A"), shift("B")])
    _, violations = made(inputs, {"A/0": ["v1"], "B/0": ["v1"]})
    wrong = [violation.shift for violation in violations if violation.rule == "visit-windows"]
    assert set(wrong) == {"A/0", "B/0"}
    assert "partners" in {violation.rule for violation in violations}
