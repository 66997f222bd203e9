"""Which plans are worth a thought."""

from __future__ import annotations

from dataclasses import replace

from routeplan.balance.frontier import frontier
from routeplan.model.plan import Plan
from tests.balance.plans import IDLE, at, calls, planned
from tests.stations import MINUTE, household, inputs_of, officer, shift, visit

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
    # 12 minutes of way instead of 8; what is lost to shut doors stays. A waited 8 minutes between
    # the two doors, at a quarter of a minute each
    price = split.price
    assert (price.travel, price.worth, price.waiting, price.objective) == (240, 0, -120, 120)


def test_what_is_neither_evener_nor_cheaper_is_left_away() -> None:
    choices = frontier(STATION, SPLIT, [("week", costing(SPLIT, 60)), ("day", costing(SPLIT, 1))])
    assert [choice.kind for choice in choices] == ["as-is"]


def test_of_two_alike_one_is_told() -> None:
    found = frontier(STATION, BOTH, [("week", SPLIT), ("day", SPLIT)])
    assert [choice.kind for choice in found] == ["as-is", "week"]


def test_a_choice_that_breaks_more_promises_is_none() -> None:
    broken = costing(SPLIT, -1000, promises_missed=1)
    assert len(frontier(STATION, BOTH, [("week", broken)])) == 1
    assert len(frontier(STATION, costing(BOTH, 0, promises_missed=1), [("week", SPLIT)])) == 2


def test_swapping_whole_rounds_is_always_told_and_first() -> None:
    kinds = [choice.kind for choice in frontier(STATION, SPLIT, [("day", ONE), ("swap", SPLIT)])]
    assert kinds == ["as-is", "swap", "day"]


def test_the_price_is_the_difference_of_the_objectives_term_by_term() -> None:
    later = replace(SPLIT.totals, later_days=60, waiting=30, minor_costs=900)
    _, split = frontier(STATION, BOTH, [("week", replace(SPLIT, totals=later))])
    price = split.price
    # the plan as it is waits for 120
    assert (price.later_days, price.waiting, price.minor) == (60, 30 - 120, 900)
    assert price.objective == later.objective - BOTH.totals.objective


def test_with_earlier_plans_it_is_even_over_all_weeks() -> None:
    # A makes 48 minutes and carried none before, B carried 40 minutes, which weigh double
    before = {"B": 40 * MINUTE, "C": 7}
    now, split = frontier(STATION, BOTH, [("week", SPLIT)], before)
    assert now.weeks == (80 * MINUTE, 48 * MINUTE)
    # C is in no table any more
    assert now.earlier
    # B would carry 40 + 24: less even, dearer, but with a shorter longest day
    assert split.weeks == (128 * MINUTE, 28 * MINUTE)
    # what is less even in this plan alone is more even over all weeks
    alone, over_all = (frontier(STATION, SPLIT, [("week", BOTH)], b) for b in ({}, before))
    assert len(alone) == len(over_all) == 2
    assert [choice.longest_week for choice in alone] == [48 * MINUTE, 48 * MINUTE]
    assert [choice.longest_week for choice in over_all] == [128 * MINUTE, 80 * MINUTE]


def test_the_mean_over_all_weeks_counts_who_is_not_on_shift() -> None:
    officers = (*OFFICERS, officer("C"))
    inputs = replace(STATION, officers=officers)
    (now,) = frontier(inputs, BOTH, [], {"A": 52 * MINUTE, "C": 100 * MINUTE})
    # A 52 + 48, B none, C 100; shares 1 + 0.5 + 1. C has no shift: no option changes what C has
    assert (now.weeks, now.mean) == ((100 * MINUTE, 0), 80 * MINUTE)


def test_choices_come_cheapest_first_and_are_numbered() -> None:
    dear, cheap = costing(ONE, 9000), SPLIT
    found = frontier(STATION, BOTH, [("day", dear), ("week", cheap)])
    assert [(choice.number, choice.kind) for choice in found] == [
        (0, "as-is"),
        (1, "week"),
        (2, "day"),
    ]


def test_without_shifts_there_is_nothing_to_even() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [])
    (now,) = frontier(inputs, planned(inputs), [])
    assert (now.longest_week, now.longest_day, now.mean) == (0, 0, 0)
