"""When everybody will have been met: closed forms, and rounds worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import comb, sqrt

import pytest

from routeplan.model import Inputs, Policy, Priority
from routeplan.plan import Plan
from routeplan.solution import ShiftChoice
from routeplan.workload.fit import fitted, ways_alone
from routeplan.workload.forecast import (
    FEWEST_RUNS,
    RUNS,
    _Simulation,
    forecast,
    forecast_content,
    page_runs,
    round_days,
)
from routeplan.workload.pool import pool
from routeplan.workload.staffing import Staffing
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit
from tests.workload.plans import IDLE, planned

HALF = Policy()
SURE = Policy(visiting_hours=(("Mo-Su 08:00-20:00", 1.0),))


def building(homes: int, policy: Policy = HALF, **more: object) -> Inputs:
    """Homes behind one door, two minutes from the station; one officer on Monday."""
    return inputs_of(
        [household(n, place=1) for n in range(1, homes + 1)],
        [visit(n, 10, **more) for n in range(1, homes + 1)],
        [shift("A")],
        policy=policy,
    )


def calling(inputs: Inputs, homes: int) -> Plan:
    """The plan that calls on the first homes, one after the other."""
    any_time = ((9 * HOUR, 17 * HOUR),) * homes
    return planned(inputs, ShiftChoice(tuple(range(homes)), any_time))


def quantile(n: int, p: float, part: float) -> int:
    """The smallest number of successes that so large a part of n draws does not exceed."""
    below = 0.0
    for k in range(n + 1):
        below += comb(n, k) * p**k * (1 - p) ** (n - k)
        if below >= part:
            return k
    return n


def test_doors_that_open_independently_follow_the_closed_form() -> None:
    """Everybody is called on every week and opens with 1/2: met by week w with 1 - 2 ** -w."""
    inputs, homes, runs = building(30), 30, 4000
    told = forecast(inputs, calling(inputs, homes), runs=runs)
    for week, band in enumerate(told.bands, start=1):
        met = 1 - 0.5**week
        for found, part in ((band.low, 0.1), (band.middle, 0.5), (band.high, 0.9)):
            assert abs(found - quantile(homes, met, part)) <= 1
        everybody = met**homes
        assert abs(band.done - everybody) <= 4 * sqrt(everybody * (1 - everybody) / runs) + 1e-9
    # (1 - 2 ** -w) ** 30 passes 0.1 at w = 4 (0.144), 0.5 at 6 (0.624) and 0.9 at 9 (0.943)
    assert told.rounds == (4, 6, 9)
    assert told.ever == 1.0


def test_the_first_round_is_the_plan_itself() -> None:
    inputs = building(30, SURE)
    told = forecast(inputs, calling(inputs, 12))
    assert (told.bands[0].low, told.bands[0].high) == (12, 12)


def test_a_round_calls_on_as_many_as_its_hours_hold_and_fewer_lie_farther_apart() -> None:
    """Ten of twenty are met in the first week: 2 + 9 + 2 minutes of way, 78 seconds to each.

    A day holds 10 * (600 + 78) seconds. Ten are left: the way to each is sqrt(2) as long, 110
    seconds, so nine are called on (6,392 of 6,780 seconds), and the last one in the third week.
    """
    inputs = building(20, SURE)
    told = forecast(inputs, calling(inputs, 10))
    assert [band.middle for band in told.bands] == [10, 19, 20]
    assert told.rounds == (3, 3, 3)
    assert [band.begin for band in told.bands] == [MONDAY + timedelta(days=7 * k) for k in range(3)]


@pytest.mark.parametrize("planned_homes", [4, 10, 25])
def test_looking_only_at_those_within_reach_changes_nothing(planned_homes, monkeypatch) -> None:
    """Doors that always open: nothing is drawn, so the runs with and without it are the same."""
    later = range(25, 60)
    homes = [household(n, place=1) for n in range(25)]
    homes += [household(n, "Mo 09:00-13:00" if n % 3 else "", place=n % 7 + 1) for n in later]
    visits = [visit(n, 10) for n in range(25)]
    visits += [visit(n, 10 + n % 4 * 5, due=MONDAY if n % 5 else None) for n in later]
    policy = Policy(chance_given=1.0, visiting_hours=(("Mo-Su 08:00-20:00", 1.0),))
    inputs = inputs_of(homes, visits, [shift("A"), shift("A", day=1)], days=2, policy=policy)
    window = ((9 * HOUR, 17 * HOUR),) * planned_homes
    rounds = ShiftChoice(tuple(range(planned_homes)), window), IDLE
    plan = planned(inputs, *rounds)
    quick = forecast(inputs, plan, runs=3)
    monkeypatch.setattr(_Simulation, "_reach", lambda _self, _left, some, *_: len(some))
    assert quick.bands == forecast(inputs, plan, runs=3).bands
    assert quick.ever == 1.0


def test_the_worthiest_for_their_time_come_first() -> None:
    """h20 alone is worth more, and h1 is met in the first week: h20 comes in the second."""
    inputs = building(20, SURE)
    visits = [*inputs.visits[:-1], replace(inputs.visits[-1], priority=Priority.HIGH)]
    inputs = replace(inputs, visits=tuple(visits))
    found = forecast(replace(inputs, visits=(visits[0], *visits[15:])), calling(inputs, 1))
    # one visit of 600 + 240 seconds fits a day; the plan made one, five are left
    assert [band.middle for band in found.bands] == [1, 2, 3, 4, 5, 6]


def test_who_is_not_worth_the_way_waits() -> None:
    """An hour's worth at chance 1/2 is 30 minutes; place 10 is 40 minutes there and back."""
    homes = [household(1, place=1), household(2, place=10)]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")], policy=HALF)
    told = forecast(inputs, planned(inputs, ShiftChoice((0,), ((9 * HOUR, 17 * HOUR),))))
    assert told.not_alone == 1
    assert told.rounds[2] is None
    assert told.ever < 1


def test_what_is_overdue_is_worth_its_way_in_the_end() -> None:
    """Due on the first day: after 30 days the hour's worth is two, and 60 minutes pay 40.

    A day holds the 64 minutes that the plan takes for h1: enough for h2's 50.
    """
    homes = [household(1, place=1), household(2, place=10)]
    visits = [visit(1, 60), visit(2, due=MONDAY)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=HALF)
    told = forecast(inputs, planned(inputs, ShiftChoice((0,), ((9 * HOUR, 17 * HOUR),))))
    assert told.ever == 1.0


def test_homes_that_nobody_can_call_on_are_counted_apart() -> None:
    homes = [household(1), household(2, "Tu 09:00-12:00")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")], policy=SURE)
    told = forecast(inputs, planned(inputs, ShiftChoice((0,), ((9 * HOUR, 17 * HOUR),))))
    assert (told.households, told.out_of_reach, told.rounds) == (2, 1, (1, 1, 1))


def test_a_promise_comes_before_everything() -> None:
    homes = [household(1, place=1), household(2, place=10)]
    visits = [visit(1), visit(2, priority=Priority.MUST)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=HALF)
    told = forecast(inputs, planned(inputs, ShiftChoice((0, 1), ((9 * HOUR, 17 * HOUR),) * 2)))
    assert told.ever == 1.0


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    inputs = building(20)
    plan = calling(inputs, 20)
    bands = forecast(inputs, plan, runs=50).bands
    assert bands == forecast(inputs, plan, runs=50).bands
    assert bands != forecast(inputs, plan, runs=50, seed=1).bands


def test_more_officers_meet_everybody_sooner() -> None:
    inputs = building(20, SURE)
    plan = calling(inputs, 10)
    two = forecast(inputs, plan, staffing=Staffing(officers=1))
    assert [band.middle for band in two.bands] == [20]
    none = forecast(inputs, plan, staffing=Staffing(officers=-1))
    assert (none.bands[-1].high, none.rounds) == (0, (None, None, None))


def test_officers_in_pairs_make_half_the_rounds() -> None:
    """Two officers with a round each make one round together."""
    homes = [household(n, place=1) for n in range(1, 21)]
    shifts = [shift("A"), shift("B")]
    inputs = inputs_of(homes, [visit(n) for n in range(1, 21)], shifts, policy=SURE)
    window = ((9 * HOUR, 17 * HOUR),)
    halves = [ShiftChoice(tuple(range(k, 20, 2)), window * 10) for k in (0, 1)]
    plan = planned(inputs, *halves)
    assert [band.middle for band in forecast(inputs, plan).bands] == [20]
    assert forecast(inputs, plan, staffing=Staffing(pair=True)).bands[0].middle == 10


def test_the_fit_is_what_the_plan_tells() -> None:
    inputs = building(20)
    fit = fitted(inputs, calling(inputs, 10), pool(inputs, inputs.shifts))
    assert (fit.hours.tolist(), fit.travel, fit.households) == ([6780.0], 78.0, 20)
    assert fit.certainty == 1.0
    # the way to the door and back takes what the fit of the pace comes from
    assert ways_alone(inputs, pool(inputs, inputs.shifts), fit) == pytest.approx([240.0] * 20)


def test_a_plan_without_a_visit_tells_nothing() -> None:
    inputs = building(3)
    told = forecast(inputs, calling(inputs, 0), rounds=3)
    assert (told.bands[-1].high, told.ever) == (0, 0.0)


def test_without_households_everybody_has_been_met() -> None:
    inputs = inputs_of([], [], [shift("A")])
    told = forecast(inputs, planned(inputs, ShiftChoice()))
    assert (told.households, told.ever) == (0, 1.0)


def test_rounds_are_whole_weeks_apart() -> None:
    plan = calling(building(1), 1)
    assert [round_days(replace(plan, days=days)) for days in (1, 7, 8, 31)] == [7, 7, 14, 35]


def test_a_page_of_a_large_town_is_drawn_from_fewer_runs() -> None:
    inputs = building(2)
    assert page_runs(inputs) == RUNS
    assert page_runs(replace(inputs, visits=inputs.visits * 50_000)) == FEWEST_RUNS


def test_programs_are_told_dates_and_numbers() -> None:
    inputs = building(20, SURE)
    content = forecast_content(forecast(inputs, calling(inputs, 10), runs=20))
    assert content["rounds"] == {"low": 3, "middle": 3, "high": 3}
    assert content["weeks"][0] == {
        "begin": str(date(2026, 11, 30)),
        **{"low": 10, "middle": 10, "high": 10, "done": 0.0},
    }
    assert content["fit"]["seconds_by_day"] == [10 * 10 * MINUTE + 13 * MINUTE]
