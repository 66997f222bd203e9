"""A cap on each officer's week, cut into caps of its shifts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.planning.evenness.week_cap import (
    OfficerWeek,
    busy_by_shift,
    cut,
    evenest_week,
    longest_week,
    officer_weeks,
    solve_week_capped,
)
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Searcher
from tests.stations import HOUR, MINUTE, household, inputs_of, officer, shift, street_tables, visit

SHORT = {"begin": 9 * HOUR, "end": 11 * HOUR}


def station(visits: int = 8, days: int = 3):  # type: ignore[no-untyped-def]
    random = Random(3)
    homes = [household(n) for n in range(1, visits + 1)]
    calls = [visit(n, random.randint(5, 25)) for n in range(1, visits + 1)]
    shifts = [shift(who, day=day, **SHORT) for day in range(days) for who in "AB"]
    officers = [officer("A"), officer("B", share=0.5)]
    return inputs_of(homes, calls, shifts, days=days, officers=officers)


def problem_of(inputs):  # type: ignore[no-untyped-def]
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def test_a_week_runs_from_monday_and_a_crew_is_in_both_weeks() -> None:
    # days 6 and 7 are Sunday and Monday
    shifts = [
        shift("A", day=6),
        shift("AB", day=7),
        shift("B", day=7, begin=18 * HOUR, end=20 * HOUR),
    ]
    officers = [officer("A"), officer("B", share=0.5)]
    inputs = inputs_of([household(1)], [visit(1)], shifts, days=8, officers=officers)
    assert officer_weeks(inputs) == (
        OfficerWeek((0,), 1.0),
        OfficerWeek((1,), 1.0),
        OfficerWeek((1, 2), 0.5),
    )


def test_longest_and_evenest_are_by_share() -> None:
    weeks = (OfficerWeek((0, 1), 1.0), OfficerWeek((2,), 0.5))
    assert longest_week(weeks, [100, 50, 90]) == 180
    assert evenest_week(weeks, [100, 50, 90]) == 160
    assert evenest_week(weeks, [0, 0, 0]) == 0
    assert (longest_week((), []), evenest_week((), [])) == (0, 0)


def test_with_earlier_plans_all_shifts_are_one_week_and_what_was_carried_counts() -> None:
    # day 7 is a Monday again
    shifts = [shift("A", day=6), shift("A", day=7), shift("B", day=7)]
    officers = [officer("A"), officer("B", share=0.5)]
    inputs = inputs_of([household(1)], [visit(1)], shifts, days=8, officers=officers)
    weeks = officer_weeks(inputs, {"A": 60, "X": 1000})
    assert weeks == (OfficerWeek((0, 1), 1.0, 60), OfficerWeek((2,), 0.5, 0))
    # A carries 60 + 100 + 50, B 90 for half a share
    assert longest_week(weeks, [100, 50, 90]) == 210
    assert evenest_week(weeks, [100, 50, 90]) == 200
    assert officer_weeks(inputs, {}) == officer_weeks(inputs)


def test_whoever_carried_more_than_all_will_carry_counts_no_more_in_the_evenest() -> None:
    weeks = (OfficerWeek((0,), 1.0, 1000), OfficerWeek((1,), 1.0, 100), OfficerWeek((2,), 1.0))
    # 60 of work: all of it goes to the third, who is behind the second even so
    assert evenest_week(weeks, [20, 20, 20]) == 60
    # 300: the second and the third share 400
    assert evenest_week(weeks, [100, 100, 100]) == 200


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1000), st.integers(0, 5000), st.sampled_from([0.25, 0.5, 1.0])),
        min_size=1,
        max_size=6,
    )
)
def test_the_evenest_week_holds_all_the_work_and_no_less(
    loads: list[tuple[int, int, float]],
) -> None:
    weeks = [OfficerWeek((s,), share, before) for s, (_, before, share) in enumerate(loads)]
    busy = [own for own, _, _ in loads]
    level = evenest_week(weeks, busy)
    holds = sum(max(level * week.share - week.before, 0) for week in weeks)
    assert holds == pytest.approx(sum(busy))
    assert level <= longest_week(weeks, busy) + 1e-6


def test_a_week_is_cut_by_what_was_carried_before_but_a_quarter_is_left() -> None:
    problem = problem_of(station(days=1))
    weeks = (OfficerWeek((0,), 1.0, 20 * MINUTE), OfficerWeek((1,), 1.0, 90 * MINUTE))
    # A may carry 60 - 20; B nothing, but a quarter of (40 + 40) / 2 is left
    caps = cut(problem, weeks, 60 * MINUTE, [40 * MINUTE, 40 * MINUTE])
    assert caps.tolist() == [40 * MINUTE, 10 * MINUTE]


def test_a_week_too_long_gives_up_in_proportion() -> None:
    problem = problem_of(station(days=2))
    weeks = (OfficerWeek((0, 2), 1.0), OfficerWeek((1, 3), 0.5))
    # A carries 60 + 30 minutes and may 60: two thirds, 20 + 10 less; B has 20 of 60 * 0.5, and 10
    # to spare, which go to the two days as A gives up there
    busy = [60 * MINUTE, 20 * MINUTE, 30 * MINUTE, 0]
    caps = cut(problem, weeks, 60 * MINUTE, busy)
    assert caps.tolist() == [2400, 1200 + 400, 1200, 200]


def test_what_nobody_gives_up_goes_where_there_are_hours() -> None:
    problem = problem_of(station(days=2))
    weeks = (OfficerWeek((0, 2), 1.0), OfficerWeek((1, 3), 1.0))
    # both may carry 60 minutes; B has 40 to spare, and 100 and 120 minutes of room
    caps = cut(problem, weeks, 60 * MINUTE, [60 * MINUTE, 20 * MINUTE, 0, 0])
    assert caps.tolist() == [3600, 1200 + 1090, 0, 1309]


def test_a_cap_that_no_hours_reach_takes_nothing_away() -> None:
    problem = problem_of(station(days=1))
    weeks = (OfficerWeek((0,), 1.0), OfficerWeek((1,), 0.5))
    assert cut(problem, weeks, 100 * HOUR, [0, 0]).tolist() == [2 * HOUR, 2 * HOUR]


def test_of_a_crew_the_tighter_week_holds() -> None:
    problem = problem_of(inputs_of([household(1)], [visit(1)], [shift("AB", **SHORT)]))
    weeks = (OfficerWeek((0,), 1.0), OfficerWeek((0,), 0.5))
    assert cut(problem, weeks, HOUR, [HOUR]).tolist() == [30 * MINUTE]


@pytest.mark.parametrize("part", [1.0, 0.8, 0.5])
def test_no_week_is_longer_than_its_cap(part: float) -> None:
    inputs = station()
    problem, weeks = problem_of(inputs), officer_weeks(inputs)
    engine = RuinRecreate(threads=1)
    start = engine.solve(problem, Budget(None, 200))
    busy = busy_by_shift(problem, start)
    cap = part * evenest_week(weeks, busy)
    found = solve_week_capped(Searcher(engine), problem, weeks, cap, Budget(None, 400), start)
    assert longest_week(weeks, busy_by_shift(problem, found)) <= cap
