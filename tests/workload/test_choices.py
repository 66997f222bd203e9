"""Which plans are worth a thought."""

from __future__ import annotations

from dataclasses import replace

from routeplan.plan import Plan
from routeplan.workload.choices import frontier
from tests.stations import MINUTE, household, inputs_of, officer, shift, visit
from tests.workload.plans import IDLE, at, calls, planned

OFFICERS = (officer("A"), officer("B", share=0.5))
STATION = inputs_of(
    [household(1), household(2)],
    [visit(1, 20), visit(2, 20)],
    [shift("A"), shift("B")],
    officers=OFFICERS,
)
BOTH = planned(STATION, calls((1, at(9, 30)), (2, at(10))), IDLE)
SPLIT = planned(STATION, calls((2, at(10))), calls((1, at(10))))
ONE = planned(STATION, calls((1, at(10))), IDLE)


def costing(plan: Plan, more: int, **totals: int) -> Plan:
    """The same rounds at another price."""
    travel = plan.totals.travel + more
    return replace(plan, totals=replace(plan.totals, travel=travel, **totals))


def test_a_choice_tells_its_weeks_by_share_its_days_and_its_price() -> None:
    now, split = frontier(STATION, BOTH, [("week", SPLIT)])
    # A: 2 + 2 + 4 minutes of way and 40 of visits
    assert (now.number, now.kind, now.weeks, now.days) == (0, "as-is", (2880, 0), (2880, 0))
    # A: 8 + 20; B: 4 + 20, which weigh double; the mean is 52 / 1.5
    assert (split.number, split.weeks) == (1, (48 * MINUTE, 28 * MINUTE))
    assert (split.longest_week, split.longest_day) == (48 * MINUTE, 28 * MINUTE)
    assert split.mean == 2080
    # 12 minutes of way instead of 8; what is lost to shut doors stays
    assert (split.price.travel, split.price.worth, split.price.objective) == (240, 0, 240)


def test_what_is_neither_evener_nor_cheaper_is_left_away() -> None:
    choices = frontier(STATION, SPLIT, [("week", costing(SPLIT, 60)), ("day", costing(SPLIT, 1))])
    assert [each.kind for each in choices] == ["as-is"]


def test_of_two_alike_one_is_told() -> None:
    found = frontier(STATION, BOTH, [("week", SPLIT), ("day", SPLIT)])
    assert [each.kind for each in found] == ["as-is", "week"]


def test_a_choice_that_breaks_more_promises_is_none() -> None:
    broken = costing(SPLIT, -1000, promises_missed=1)
    assert len(frontier(STATION, BOTH, [("week", broken)])) == 1
    assert len(frontier(STATION, costing(BOTH, 0, promises_missed=1), [("week", SPLIT)])) == 2


def test_swapping_whole_rounds_is_always_told_and_first() -> None:
    kinds = [each.kind for each in frontier(STATION, SPLIT, [("day", ONE), ("swap", SPLIT)])]
    assert kinds == ["as-is", "swap", "day"]


def test_choices_come_cheapest_first_and_are_numbered() -> None:
    dear, cheap = costing(ONE, 9000), SPLIT
    found = frontier(STATION, BOTH, [("day", dear), ("week", cheap)])
    assert [(each.number, each.kind) for each in found] == [(0, "as-is"), (1, "week"), (2, "day")]


def test_without_shifts_there_is_nothing_to_even() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [])
    (now,) = frontier(inputs, planned(inputs), [])
    assert (now.longest_week, now.longest_day, now.mean) == (0, 0, 0)
