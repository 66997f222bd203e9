"""Who carries how much."""

from __future__ import annotations

import pytest

from routeplan.balance.workloads import Load, share, workload
from routeplan.model.inputs import ShiftBreak
from routeplan.model.plan import paid_seconds
from tests.balance.plans import IDLE, at, calls, planned
from tests.stations import HOUR, MINUTE, household, inputs_of, officer, shift, visit

STATION = inputs_of(
    [household(n) for n in (1, 2, 3, 4)],
    [visit(1, 20), visit(2, 10), visit(3, 30, officers_needed=2), visit(4, 40)],
    [
        shift("A", pause=ShiftBreak(at(12), at(13), 30 * MINUTE)),
        shift("B", end=13 * HOUR),
        shift("BC", day=1),
        shift("A", day=1),
    ],
    days=3,
    officers=[officer(letter) for letter in "ZCBA"],
)
PLAN = planned(
    STATION,
    calls((1, at(9, 2)), (2, at(9, 24)), pause_after=2),
    calls((4, at(10))),
    calls((3, at(10, day=1))),
    IDLE,
)


def test_an_officers_load_adds_up_over_the_plan() -> None:
    load = workload(STATION, PLAN).officers["A"]
    assert (load.shifts, load.visits) == (2, 2)
    # to places 1 and 2 and back it is 2 + 2 + 4 minutes; visits of 20 and 10
    assert (load.travel, load.busy) == (8 * MINUTE, 38 * MINUTE)
    # chance 0.5, a shut door takes 2 minutes: 8 + (20 + 2) / 2 + (10 + 2) / 2
    assert load.expected_met == 1.0
    assert load.expected_busy == 25 * MINUTE
    # 8 hours without the break, and 8 hours of Tuesday
    assert load.paid == 15 * HOUR + 30 * MINUTE


def test_a_crews_shift_counts_for_both_officers_and_once_for_the_day() -> None:
    found = workload(STATION, PLAN)
    # to place 3 and back 12 minutes, 30 there
    assert found.officers["C"].busy == 42 * MINUTE
    # and B on Monday: to place 4 and back 16 minutes, 40 there
    assert found.officers["B"].busy == (42 + 56) * MINUTE
    assert found.cells["B", 1].busy == found.cells["C", 1].busy == 42 * MINUTE
    assert found.days[1].busy == 42 * MINUTE
    assert found.days[1].paid == 16 * HOUR


def test_the_whole_is_the_sum_of_the_days() -> None:
    found = workload(STATION, PLAN)
    assert found.whole == found.days[0] + found.days[1]
    assert found.whole.visits == 4
    assert found.whole.busy == (38 + 56 + 42) * MINUTE


def test_a_day_without_a_shift_and_an_officer_without_one_are_not_listed() -> None:
    found = workload(STATION, PLAN)
    assert list(found.days) == [0, 1]
    assert list(found.officers) == ["C", "B", "A"]  # as in the officers' table


def test_officers_are_ranked_by_their_share_of_paid_hours_not_by_hours() -> None:
    found = workload(STATION, PLAN)
    # A 38 of 930 minutes, B 98 of 240 + 480, C 42 of 480: in thousandths, rounded up
    assert {who: load.share for who, load in found.officers.items()} == {"A": 41, "B": 137, "C": 88}
    assert found.ranked == ("B", "C", "A")
    assert found.share_range == (41, 137)
    assert found.busy_range == (38 * MINUTE, 98 * MINUTE)


def test_without_shifts_nobody_is_ranked() -> None:
    inputs = inputs_of([household(1)], [], [])
    found = workload(inputs, planned(inputs))
    assert found.ranked == ()
    assert found.share_range == found.busy_range == (0, 0)
    assert found.whole == Load()


def test_a_shift_is_paid_without_its_break() -> None:
    pause = ShiftBreak(at(12), at(13), 45 * MINUTE)
    assert paid_seconds(shift("A")) == 8 * HOUR
    assert paid_seconds(shift("A", pause=pause)) == 7 * HOUR + 15 * MINUTE


@pytest.mark.parametrize(
    ("busy", "paid", "thousandths"),
    [
        pytest.param(0, 3600, 0, id="idle"),
        pytest.param(1800, 3600, 500, id="half"),
        pytest.param(1801, 3600, 501, id="rounded up"),
        pytest.param(3600, 3600, 1000, id="full"),
        pytest.param(0, 0, 0, id="a shift that is all break"),
    ],
)
def test_shares_are_thousandths_rounded_up(busy: int, paid: int, thousandths: int) -> None:
    assert share(busy, paid) == thousandths
