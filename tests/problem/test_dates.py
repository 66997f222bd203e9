"""What later days, dates promised and waiting cost in the numbers that an engine sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, Policy, Priority
from routeplan.model.worth import days_late, later_day_seconds
from routeplan.problem.arrays import LATE_DAY_SECONDS, LATE_SECONDS, Problem
from routeplan.problem.numbering import build_problem
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

TODAY = MONDAY.toordinal()


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def days(number: int) -> date:
    """A date so many days after the plan's first."""
    return MONDAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        pytest.param({"priority": Priority.MUST}, 30, id="must"),
        pytest.param({"priority": Priority.HIGH}, 15, id="high"),
        pytest.param({}, 1, id="normal"),
        pytest.param({"priority": Priority.LOW}, 0.5, id="low"),
        pytest.param({"latest": days(0)}, 1, id="its latest date is in the plan"),
        pytest.param({"latest": days(-1)}, 120, id="its latest date is over: urgent"),
        pytest.param({"latest": days(-1), "priority": Priority.MUST}, 120, id="must and over"),
        pytest.param({"appointment": Appointment(MONDAY, 9 * HOUR, 0)}, 0, id="its time is set"),
    ],
)
def test_each_later_day_has_a_price_by_priority(more, minutes):
    assert later_day_seconds(visit(1, **more), Policy(), TODAY) == round(60 * minutes)


def test_a_dearer_later_day_stays_where_a_latest_date_is_over():
    dear = Policy(later_day_minutes={Priority.NORMAL: 200.0})
    assert later_day_seconds(visit(1, latest=days(-1)), dear, TODAY) == 200 * MINUTE


def test_a_start_costs_its_lost_chance_and_each_day_that_it_comes_later():
    # Open in the morning of all three days; at 0.85 of 3600 s, 540 are lost each day.
    inputs = inputs_of([household(1, "08:00-10:00")], [visit(1)], [shift()], days=3)
    problem = problem_of(inputs)
    assert problem.start_lost.tolist() == [540] * 3
    assert problem.start_later.tolist() == [0, 60, 120]
    assert problem.start_days_late.tolist() == [0, 0, 0]
    assert problem.start_cost.tolist() == [540, 600, 660]


def test_a_start_behind_the_latest_date_costs_more_than_any_promise_kept_in_time():
    visits = [visit(1, latest=days(0)), visit(2, latest=days(-1)), visit(3, latest=days(2))]
    homes = [household(number, "08:00-10:00") for number in (1, 2, 3)]
    problem = problem_of(inputs_of(homes, visits, [shift()], days=3))
    # v2's date was missed before the plan, v3's is the plan's last day
    assert problem.start_days_late.tolist() == [0, 1, 2, 0, 0, 0, 0, 0, 0]
    lost_and_later = [540 + 60 * day for day in range(3)]
    late = [0, LATE_SECONDS + LATE_DAY_SECONDS, LATE_SECONDS + 2 * LATE_DAY_SECONDS]
    first = [cost + penalty for cost, penalty in zip(lost_and_later, late, strict=True)]
    assert problem.start_cost.tolist()[:3] == first
    # nothing else that a visit costs comes near: 64 times 180 minutes' worth, 30 days of 120
    assert LATE_DAY_SECONDS > 30 * 120 * MINUTE
    assert LATE_SECONDS > 64 * 180 * MINUTE + 30 * 120 * MINUTE


def test_an_appointment_has_no_latest_date_to_be_late_for():
    appointment = Appointment(days(1), 9 * HOUR, 10 * MINUTE)
    inputs = inputs_of(
        [household(1)], [visit(1, appointment=appointment, latest=days(0))], [shift()], days=2
    )
    problem = problem_of(inputs)
    assert (problem.start_later.tolist(), problem.start_days_late.tolist()) == ([0], [0])


def test_a_window_is_cut_where_a_visit_begins_to_end_on_the_next_day():
    # Open all night; a visit of 10 minutes begun at 23:50 is over at midnight, the day before.
    inputs = inputs_of(
        [household(1, "Mo 22:00-26:00")], [visit(1, latest=MONDAY)], [shift()], days=2
    )
    problem = problem_of(inputs)
    assert problem.start_first.tolist() == [22 * HOUR, 23 * HOUR + 50 * MINUTE + 1]
    assert problem.start_last.tolist() == [23 * HOUR + 50 * MINUTE, 25 * HOUR + 50 * MINUTE]
    assert problem.start_later.tolist() == [0, 60]
    assert problem.start_days_late.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("end", "more", "late"),
    [
        pytest.param(DAY, {"latest": days(0)}, 0, id="over at midnight of its latest date"),
        pytest.param(DAY + 1, {"latest": days(0)}, 1, id="a second behind it"),
        pytest.param(4 * DAY, {"latest": days(0)}, 3, id="three days behind it"),
        pytest.param(4 * DAY, {"latest": days(-1)}, 0, id="missed before the plan"),
        pytest.param(4 * DAY, {}, 0, id="no date promised"),
        pytest.param(
            4 * DAY,
            {"latest": days(0), "appointment": Appointment(days(3), 9 * HOUR, 0)},
            0,
            id="its time is promised instead",
        ),
    ],
)
def test_days_late_count_from_the_latest_date(end, more, late):
    inputs = inputs_of([household(1)], [visit(1, **more)], [shift()], days=5)
    assert days_late(inputs.visits[0], end, inputs.calendar) == late


def test_waiting_has_the_price_that_the_chief_settles():
    inputs = inputs_of([household(1)], [visit(1)], [shift()])
    assert problem_of(inputs).waiting_price == 0.25
    patient = replace(inputs, policy=Policy(waiting_price=0.0))
    assert problem_of(patient).waiting_price == 0.0
