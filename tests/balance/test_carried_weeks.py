"""Loads by share over the weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from routeplan.balance.carried_weeks import carried_before, mean_by_share, weeks
from routeplan.model.plan import Plan
from tests.balance.plans import IDLE, at, calls, planned
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, officer, shift, visit

OFFICERS = (officer("A"), officer("B", share=0.5), officer("C"))
STATION = inputs_of(
    [household(n) for n in (1, 2, 3)],
    [visit(1, 20), visit(2, 10), visit(3, 30, officers_needed=2)],
    [shift("A"), shift("B"), shift("AB", day=1), shift("A", day=2, begin=13 * HOUR, end=20 * HOUR)],
    days=3,
    officers=OFFICERS,
)
PLAN = planned(
    STATION, calls((1, at(10))), IDLE, calls((3, at(10, day=1))), calls((2, at(18, day=2)))
)
# A: 4 + 20 minutes on Monday, 12 + 30 on Tuesday with B, 8 + 10 on Wednesday
A_BUSY, B_BUSY = (24 + 42 + 18) * MINUTE, 42 * MINUTE


def moved(plan: Plan, days: int) -> Plan:
    """The same plan so many days later."""
    return replace(plan, first_day=plan.first_day + timedelta(days=days))


def test_busy_time_is_compared_by_share() -> None:
    found = weeks(OFFICERS, [PLAN])
    assert (found.officers["A"].busy, found.officers["B"].busy) == (A_BUSY, B_BUSY)
    # half a share: 42 minutes are as much as 84 for a full one, and so the mean is 126 / 1.5
    assert (found.by_share("A"), found.by_share("B")) == (84 * MINUTE, 84 * MINUTE)
    assert found.mean_by_share == 84 * MINUTE
    assert (found.above_mean("A"), found.part("B")) == (0, 42 * MINUTE)


def test_visits_by_two_and_evening_rounds_are_counted() -> None:
    found = weeks(OFFICERS, [PLAN]).officers
    assert (found["A"].together, found["A"].evenings) == (1, 1)
    assert (found["B"].together, found["B"].evenings) == (1, 0)


def test_an_officer_without_a_shift_is_not_compared() -> None:
    assert list(weeks(OFFICERS, [PLAN]).officers) == ["A", "B"]


def test_of_officers_who_have_left_nothing_is_told() -> None:
    assert list(weeks(OFFICERS[1:], [PLAN]).officers) == ["B"]


def test_weeks_begin_on_monday_and_add_up() -> None:
    found = weeks(OFFICERS, [moved(PLAN, -7), PLAN])
    assert found.mondays == (date(2026, 11, 23), MONDAY)
    assert found.cells["A", MONDAY].busy == A_BUSY
    assert found.officers["A"].busy == 2 * A_BUSY


def test_a_day_belongs_to_the_plan_that_begins_last() -> None:
    """Made anew on Tuesday: Monday stays, Tuesday and Wednesday are the new plan's first days."""
    found = weeks(OFFICERS, [moved(PLAN, 1), PLAN])
    # Monday's 24; then the whole plan once more, from Tuesday on
    assert found.officers["A"].busy == 24 * MINUTE + A_BUSY


def test_officers_paid_for_less_than_their_part_are_named() -> None:
    inputs = replace(STATION, shifts=(*STATION.shifts[:1], shift("C", end=9 * HOUR + 10 * MINUTE)))
    plan = planned(inputs, calls((1, at(10))), IDLE)
    # A is busy for 24 minutes: 12 would be C's part, who is paid for 10
    assert weeks(OFFICERS, [plan]).short_of_hours == ("C",)


def test_nobody_has_no_mean() -> None:
    assert mean_by_share({}, {}) == 0
    empty = weeks(OFFICERS, [])
    assert (empty.mondays, empty.officers, empty.mean_by_share) == ((), {}, 0)


def test_an_idle_plan_is_nowhere_above_its_mean() -> None:
    idle = planned(STATION, IDLE, IDLE, IDLE, IDLE)
    assert weeks(OFFICERS, [idle]).above_mean("A") == 0


def test_what_was_carried_on_other_days_counts_and_days_taken_over_do_not() -> None:
    first = PLAN.first_day
    # from the day after on, for two days: of the plan before only Monday is left
    assert carried_before(OFFICERS, [PLAN], first + timedelta(days=1), 2) == {
        "A": 24 * MINUTE,
        "B": 0,
    }
    week_later = carried_before(OFFICERS, [PLAN], first + timedelta(days=7), 3)
    assert week_later == {"A": A_BUSY, "B": B_BUSY}
    assert carried_before(OFFICERS, [PLAN], first, 3) == {}
    assert carried_before(OFFICERS[1:], [PLAN], first + timedelta(days=7), 3) == {"B": B_BUSY}
