"""The judge as a whole: nothing against a sound plan, and no rule that has never been seen.

Tests ``check/judged_plan.py``.
"""

from dataclasses import replace

from routeplan.check import RULES, judge
from tests.check import (
    test_claimed_cost,
    test_completeness,
    test_kept_risk,
    test_people,
    test_promised_dates,
    test_reserve,
    test_stays,
    test_stop_times,
)
from tests.check.changes import all_of, route, stop
from tests.check.sound import sound
from tests.stations import MINUTE

TABLES = (
    *(test_completeness, test_stop_times, test_people, test_claimed_cost),
    *(test_promised_dates, test_kept_risk, test_reserve, test_stays),
)


def test_nothing_is_wrong_with_a_sound_plan() -> None:
    assert sound().violations() == []


def test_every_rule_is_seen_failing_alone() -> None:
    seen = {case.rule for table in TABLES for case in table.BROKEN}
    assert seen == {rule.__name__.replace("_", "-") for rule in RULES}


def test_all_that_is_wrong_comes_at_once() -> None:
    # a second less waited for still costs 30 s, halves rounded up
    judged = all_of(stop("A/0", 0, chance=0.6), route("A/2", back=sound().plan.routes[4].back - 1))
    found = {violation.rule for violation in judged(sound()).violations()}
    assert found == {"chances", "expectations", "travel-times"}


def test_moving_inside_a_building_takes_its_own_time() -> None:
    # v9 lives where v1 does; walking 60 s between their doors, told as 0 s
    judged = sound()
    slow = replace(judged.inputs.policy, same_building_seconds=2 * MINUTE)
    judged = replace(judged, inputs=replace(judged.inputs, policy=slow))
    # the reserve stop v9 then is 120 + 120 - 120 s away
    (found,) = judged.violations()
    assert str(found) == (
        "reserve-stops: A/0 · v9: v9 (Resident 9) cannot be a reserve stop of "
        "Officer A (Officer A) on Mon 30 Nov: its detour is 2 minutes, not 1 minute"
    )


def test_a_plan_of_nothing_is_sound_for_a_station_of_nothing() -> None:
    empty = sound()
    inputs = replace(empty.inputs, visits=(), shifts=(), refused_visits=())
    totals = replace(
        empty.plan.totals,
        promises_missed=0,
        travel=0,
        worth_left_out=0,
        lost_chance=0,
        minor_costs=0,
        later_days=0,
        waiting=0,
    )
    plan = replace(empty.plan, routes=(), left_out=(), totals=totals)
    assert judge(inputs, (), empty.travel, plan) == []
