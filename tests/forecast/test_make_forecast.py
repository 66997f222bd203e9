"""When everybody will have been met: closed forms, and weeks worked out by hand.

Tests ``compiled_function.py``, ``forecast/week_arrays.py``, ``forecast/travel_fit.py``,
``forecast/week_kernel.py``, ``forecast/out_of_reach.py``, ``forecast/pool.py`` and
``forecast/simulated_weeks.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import comb, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.forecast.forecast_records import forecast_content
from routeplan.forecast.make_forecast import (
    FEWEST_RUNS,
    MOST_PAGE_RUNS,
    fitted,
    forecast,
    met_in_runs,
    page_runs,
    round_days,
)
from routeplan.forecast.travel_fit import Pace, paces
from routeplan.forecast.what_if import Staffing
from routeplan.model.inputs import (
    Appointment,
    Inputs,
    Mode,
    Policy,
    Priority,
    Shift,
    ShiftBreak,
    Visit,
)
from routeplan.model.plan import Plan
from routeplan.problem.solution import ShiftChoice
from tests.balance.plans import IDLE, planned
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

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


@pytest.mark.slow
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


def test_one_visit_a_day_meets_five_a_week() -> None:
    """Twenty homes that always open, one visit a day allowed: 5, 10, 15, 20."""
    inputs = building(20, SURE)
    shifts = tuple(shift("A", day=day, max_visits=1) for day in range(5))
    inputs = replace(inputs, shifts=shifts, calendar=replace(inputs.calendar, days=5))
    rounds = [ShiftChoice((day,), (at_work(day),)) for day in range(5)]
    found = forecast(inputs, planned(inputs, *rounds), runs=20)
    assert [(b.low, b.middle, b.high) for b in found.bands] == [(n, n, n) for n in (5, 10, 15, 20)]
    assert (found.rounds, found.ever) == ((4, 4, 4), 1.0)


def at_work(day: int) -> tuple[int, int]:
    """Nine to five on a day."""
    return 24 * HOUR * day + 9 * HOUR, 24 * HOUR * day + 17 * HOUR


def test_a_cap_on_busy_time_bounds_every_week() -> None:
    """Ways of 2 minutes and visits of 10, a minute from door to door: 49 minutes hold four visits.

    2 + 10 + 1 + 10 + 1 + 10 + 1 + 10 + 2 = 47, and eleven more for a fifth.
    """
    inputs = building(9, SURE)
    inputs = replace(inputs, shifts=(shift("A", max_busy_seconds=49 * MINUTE),))
    found = forecast(inputs, calling(inputs, 4), runs=20)
    assert [band.middle for band in found.bands] == [4, 8, 9]


def test_hours_bound_every_week() -> None:
    """From nine to twelve there is room for 16 visits of 11 minutes, but for the longer ways.

    2 + 16 * 10 + 15 * 1 + 2 = 179 minutes of 180. The plan made three.
    """
    inputs = replace(building(40, SURE), shifts=(shift("A", end=12 * HOUR),))
    inputs = replace(
        inputs, visits=tuple(replace(v, priority=Priority.HIGH) for v in inputs.visits)
    )
    found = forecast(inputs, calling(inputs, 16), runs=20)
    assert [band.middle for band in found.bands] == [16, 32, 40]


def test_the_worthiest_come_first() -> None:
    """One visit a day: h3 is worth more than h2 and always opens, so all have met two by week 2."""
    homes = [household(1, place=1), household(2, "Mo 09:00-17:00", place=1), household(3, place=1)]
    visits = [visit(1), visit(2), visit(3, priority=Priority.HIGH)]
    policy = replace(SURE, chance_given=0.5)
    inputs = inputs_of(homes, visits, [shift("A", max_visits=1)], policy=policy)
    plan = planned(inputs, ShiftChoice((0,), (at_work(0),)))
    found = met_in_runs(inputs, plan, staffing=Staffing(), runs=20, rounds=2)
    assert found[1].tolist() == [2] * 20


def test_whoever_is_not_worth_the_way_is_called_on_in_spare_time() -> None:
    """Half an hour's worth at chance 1/2; place 15 is an hour there and back, and A is idle."""
    homes = [household(1, place=1), household(2, place=15)]
    visits = [visit(1), visit(2, priority=Priority.LOW)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=HALF)
    found = forecast(inputs, planned(inputs, ShiftChoice((0,), (at_work(0),))))
    assert found.ever == 1.0
    # 1 - 2 ** -(w - 1) and 1 - 2 ** -w: both met by week 5 in 0.94 * 0.97 = 0.91 of the runs
    assert found.rounds[2] == 5


def test_time_that_is_kept_free_is_not_filled_with_calls_of_little_worth() -> None:
    """A shift of 2 hours: 108 minutes without the part kept free.

    The plan has no way to tell the pace from: usual is a second a metre, and 27 places are 2,986
    metres. 2 * 2,986 + 600 seconds are 110 minutes; from 26 places away they are 106.
    """
    homes = [household(1, place=27)]
    visits = [visit(1, priority=Priority.LOW)]
    inputs = inputs_of(homes, visits, [shift("A", end=11 * HOUR)], policy=HALF)
    assert forecast(inputs, planned(inputs, IDLE), runs=50, rounds=5).ever == 0.0
    near = inputs_of([household(1, place=26)], visits, inputs.shifts, policy=HALF)
    assert forecast(near, planned(near, IDLE), runs=50, rounds=20).ever == 1.0


def test_who_waited_longest_is_called_on_first_in_spare_time() -> None:
    """Two far homes, one call a day: whoever was called on in vain waits for the other.

    So after four weeks each has been called on twice; both are met in (3/4) ** 2 of the runs.
    """
    homes = [household(1, place=18), household(2, place=19)]
    visits = [visit(n, priority=Priority.LOW) for n in (1, 2)]
    inputs = inputs_of(homes, visits, [shift("A", max_visits=1)], policy=HALF)
    found = forecast(inputs, planned(inputs, ShiftChoice((0,), (at_work(0),))), runs=4000, rounds=4)
    # each call meets with 1/2, and the first who is met frees a call for the other:
    # of four tosses at least two are heads in 11 of 16 runs
    assert abs(found.ever - 11 / 16) <= 4 * sqrt(11 / 16 * 5 / 16 / 4000)


def test_homes_that_no_shift_meets_are_named_and_never_counted() -> None:
    homes = [household(1), household(2, "Tu 09:00-12:00"), household(3, "Mo 06:00-08:00")]
    homes += [household(4), household(5), household(6, place=300)]
    visits = [visit(1), visit(2), visit(3), visit(4, skills=frozenset({"signs"}))]
    visits += [visit(5, officers_needed=2), visit(6)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=SURE)
    found = forecast(inputs, planned(inputs, ShiftChoice((0,), (at_work(0),))), runs=20)
    assert (found.households, found.never, found.within_reach) == (6, 5, 1)
    # a plan of Monday has no hours on Tuesday; nobody is on shift before nine
    assert found.out_of_reach == {
        **{"no-hours": 1, "nobody-on-shift": 1, "not-suited": 2, "too-far": 1},
    }
    assert (found.bands[-1].high, found.rounds) == (1, (1, 1, 1))
    content = forecast_content(found)
    assert (content["ever"], content["ever_within_reach"]) == (0.0, 1.0)
    assert content["rounds"] == {"low": None, "middle": None, "high": None}
    assert content["weeks"][-1]["done"] == 0.0


def test_homes_open_on_saturday_only_are_never_met_from_monday_to_friday() -> None:
    homes = [household(n, place=1) for n in (1, 2)]
    homes += [household(n, "Sa 09:00-15:00", place=1) for n in (3, 4, 5)]
    shifts = [shift("A", day=day) for day in range(5)]
    inputs = inputs_of(homes, [visit(n) for n in range(1, 6)], shifts, days=7, policy=SURE)
    rounds = [ShiftChoice((0, 1), (at_work(0),) * 2), *[IDLE] * 4]
    found = forecast(inputs, planned(inputs, *rounds), runs=20)
    assert (found.within_reach, found.out_of_reach) == (2, {"nobody-on-shift": 3})
    assert forecast_content(found)["ever"] == 0.0


def test_two_officers_meet_at_one_time() -> None:
    """B is on shift from eleven to noon: one visit by both fits, an hour with its ways each."""
    homes = [household(n, place=5) for n in (1, 2, 3)]
    visits = [visit(n, 35, officers_needed=2) for n in (1, 2, 3)]
    shifts = [shift("A"), shift("B", begin=11 * HOUR, end=12 * HOUR)]
    inputs = inputs_of(homes, visits, shifts, policy=SURE)
    found = forecast(inputs, planned(inputs, IDLE, IDLE), runs=20)
    assert [band.middle for band in found.bands] == [0, 1, 2, 3]


def test_a_break_takes_its_part_of_the_day() -> None:
    """Nine to eleven hold seven visits of 15 minutes with ways of 1 and 2; a break of 30, five."""
    inputs = building(14, SURE)
    visits = tuple(replace(visit, seconds=15 * MINUTE) for visit in inputs.visits)
    inputs = replace(inputs, visits=visits, shifts=(shift("A", end=11 * HOUR),))
    rest = ShiftBreak(10 * HOUR, 10 * HOUR + 30 * MINUTE, 30 * MINUTE)
    rested = replace(inputs, shifts=(shift("A", end=11 * HOUR, pause=rest),))
    # 2 + 7 * 15 + 6 + 2 = 115 of 120 minutes; 2 + 5 * 15 + 4 + 2 = 83 of 90
    for station, first in ((inputs, 7), (rested, 5)):
        found = forecast(station, calling(inputs, first), runs=10)
        assert [band.middle for band in found.bands][:2] == [first, 2 * first]


def test_a_household_with_two_visits_a_week_has_two_chances() -> None:
    """Met with 3/4 a week: after two weeks 15/16."""
    visits = [visit(1), replace(visit(1), id="v1b")]
    inputs = inputs_of(
        [household(1, place=1)], visits, [shift("A"), shift("A", day=1)], days=2, policy=HALF
    )
    plan = planned(inputs, *(ShiftChoice((k,), (at_work(k),)) for k in (0, 1)))
    found = met_in_runs(inputs, plan, staffing=Staffing(), runs=4000, rounds=2)
    for week, part in enumerate((3 / 4, 15 / 16)):
        assert abs(found[week].mean() - part) <= 4 * sqrt(part * (1 - part) / 4000)


def test_an_appointment_that_fails_goes_back_to_usual_hours() -> None:
    """The plan meets it with 0.95 at the promised time, later weeks with 1/2 at any."""
    promised = visit(1, appointment=Appointment(MONDAY, 10 * HOUR, 600))
    inputs = inputs_of([household(1, place=1)], [promised], [shift("A")], policy=HALF)
    plan = planned(inputs, ShiftChoice((0,), ((10 * HOUR, 10 * HOUR),)))
    found = met_in_runs(inputs, plan, staffing=Staffing(), runs=4000, rounds=2)
    for week, part in enumerate((0.95, 0.975)):
        assert abs(found[week].mean() - part) <= 4 * sqrt(part * (1 - part) / 4000)


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    inputs = building(20)
    plan = calling(inputs, 20)
    bands = forecast(inputs, plan, runs=50).bands
    assert bands == forecast(inputs, plan, runs=50).bands
    assert bands != forecast(inputs, plan, runs=50, seed=1).bands


def test_more_officers_meet_everybody_sooner() -> None:
    """One visit a day and two officers: the plan's one visit, and another one by the second."""
    inputs = replace(building(20, SURE), shifts=(shift("A", max_visits=2),))
    plan = calling(inputs, 2)
    two = forecast(inputs, plan, staffing=Staffing(officers=1))
    assert [band.middle for band in two.bands] == [4, 8, 12, 16, 20]
    none = forecast(inputs, plan, staffing=Staffing(officers=-1))
    assert (none.bands[-1].high, none.rounds) == (0, (None, None, None))


def test_officers_in_pairs_make_half_the_rounds() -> None:
    """Two officers with a round each make one round together: of five visits instead of ten."""
    homes = [household(n, place=1) for n in range(1, 21)]
    shifts = [shift("A", max_visits=5), shift("B", max_visits=5)]
    inputs = inputs_of(homes, [visit(n) for n in range(1, 21)], shifts, policy=SURE)
    halves = [ShiftChoice(tuple(range(k, 10, 2)), (at_work(0),) * 5) for k in (0, 1)]
    plan = planned(inputs, *halves)
    assert [band.middle for band in forecast(inputs, plan).bands] == [10, 20]
    assert forecast(inputs, plan, staffing=Staffing(pair=True)).bands[0].middle == 5


HOURS = ("", "Mo 09:00-11:00", "Tu 10:00-12:00", "Mo-Tu 14:00-16:00", "We 09:00-10:00")


@st.composite
def stations(draw: st.DrawFn) -> Inputs:
    """Up to a dozen homes along the street and up to three officers on two days."""
    count = draw(st.integers(1, 12))
    visits: list[Visit] = [
        visit(
            n,
            draw(st.sampled_from((10, 25, 40))),
            priority=draw(st.sampled_from((Priority.LOW, Priority.NORMAL, Priority.HIGH))),
            officers_needed=draw(st.sampled_from((1, 1, 2))),
        )
        for n in range(1, count + 1)
    ]
    homes = [
        household(n, draw(st.sampled_from(HOURS)), place=draw(st.integers(1, 12)))
        for n in range(1, count + 1)
    ]
    shifts: list[Shift] = []
    for who in draw(st.sampled_from(("A", "B", "AB", "ABC"))):
        for day in range(2):
            begin = draw(st.integers(8, 13)) * HOUR
            shifts.append(
                shift(
                    who,
                    day=day,
                    begin=begin,
                    end=begin + draw(st.integers(1, 4)) * HOUR,
                    max_visits=draw(st.sampled_from((None, 1, 2))),
                )
            )
    return inputs_of(homes, visits, shifts, days=2, policy=HALF)


@settings(max_examples=25, deadline=None)
@given(stations(), st.integers(0, 9))
def test_more_officers_have_never_met_fewer_in_any_week_of_any_run(
    inputs: Inputs, seed: int
) -> None:
    plan = planned(inputs, *[IDLE] * len(inputs.shifts))
    before = None
    for officers in range(-2, 4):
        met = met_in_runs(inputs, plan, staffing=Staffing(officers), runs=3, rounds=6, seed=seed)
        assert before is None or (met >= before).all()
        before = met


def test_ways_are_told_from_the_plan() -> None:
    """One stop, two minutes on foot there and back; the street has 111.0 metres between places.

    0.002 degrees of longitude at 60.17 degrees north are 0.002 * 111195 * cos(60.17) = 110.6.
    """
    inputs = building(20)
    pace = paces(inputs, calling(inputs, 10))[Mode.FOOT]
    assert pace.a_way == 0.0
    assert pace.a_metre == pytest.approx(120 / 110.6, rel=1e-3)


def test_another_mode_is_as_much_slower_than_usual_as_those_known() -> None:
    found = paces(building(2), calling(building(2), 2))
    slower = found[Mode.FOOT].a_metre / 1.0
    assert found[Mode.BIKE] == Pace(0.0, pytest.approx(0.35 * slower))


def test_travel_is_fitted_to_the_plan() -> None:
    """The plan's own travel, simulated as it is: one way there and back, nine next doors."""
    inputs = building(10)
    assert fitted(inputs, calling(inputs, 10)).travel == pytest.approx(1.0, abs=0.01)


def test_after_a_plan_without_a_visit_weeks_are_planned_all_the_same() -> None:
    """Nobody was called on in the first week, who knows why; later there is time."""
    inputs = building(3, SURE)
    found = forecast(inputs, calling(inputs, 0), rounds=3)
    assert [band.middle for band in found.bands] == [0, 3]


def test_without_households_everybody_has_been_met() -> None:
    inputs = inputs_of([], [], [shift("A")])
    told = forecast(inputs, planned(inputs, ShiftChoice()))
    assert (told.households, told.ever) == (0, 1.0)


def test_rounds_are_whole_weeks_apart() -> None:
    plan = calling(building(1), 1)
    assert [round_days(replace(plan, days=days)) for days in (1, 7, 8, 31)] == [7, 7, 14, 35]


def test_a_page_of_a_large_town_is_drawn_from_fewer_runs() -> None:
    inputs = building(2)
    assert page_runs(inputs) == MOST_PAGE_RUNS
    assert page_runs(replace(inputs, visits=inputs.visits * 50_000)) == FEWEST_RUNS


def test_programs_are_told_dates_and_numbers() -> None:
    inputs = replace(building(20, SURE), shifts=(shift("A", max_visits=10),))
    content = forecast_content(forecast(inputs, calling(inputs, 10), runs=20))
    assert content["rounds"] == {"low": 2, "middle": 2, "high": 2}
    assert content["weeks"][0] == {
        "begin": str(date(2026, 11, 30)),
        **{"low": 10, "middle": 10, "high": 10, "done": 0.0, "done_within_reach": 0.0},
    }
    assert content["fit"]["modes"]["foot"]["a_metre"] == pytest.approx(120 / 110.6, rel=1e-2)
