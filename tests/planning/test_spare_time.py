"""Calls in time that nobody else wants: longest unmet first, and some time kept free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Priority, ShiftBreak
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.spare_time import (
    MOST_WEEKS,
    NEVER_CALLED_WEEKS,
    FilledSolution,
    fill_spare_time,
    filling_problem,
    has_spare_calls,
    open_seconds,
    still_spare,
    weeks_waiting,
)
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_by_shift, valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, Searcher, ShiftChoice, Solution
from tests.engines.problems import small_problem
from tests.planning.decided import Answering
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit

FAR_AWAY = 60
"""Two hours on foot: a way that no ordinary visit is worth."""


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def nothing_made(problem: Problem) -> Solution:
    choices = (ShiftChoice(),) * problem.shifts
    return Solution(choices, *valued(problem, choices), 1)


def made_of(solution: Solution) -> set[int]:
    return {v for choice in solution.choices for v in choice.visits}


def filled(
    problem: Problem,
    found: Solution,
    weeks: Sequence[int] | None = None,
    keep_free: float = 0.1,
    iterations: int = 300,
) -> FilledSolution:
    engine = RuinRecreate(threads=1)
    weeks = [0] * problem.visits if weeks is None else weeks
    return fill_spare_time(
        Searcher(engine), problem, found, weeks, keep_free, Budget(None, iterations)
    )


# --- how long a household has waited --------------------------------------------------------------


@pytest.mark.parametrize(
    ("called", "unmet", "weeks"),
    [
        pytest.param(0, None, 0, id="today"),
        pytest.param(6, None, 0, id="not a week ago"),
        pytest.param(7, 400, 1, id="a week ago, though nobody was met for a year"),
        pytest.param(70, None, 10, id="ten weeks ago"),
        pytest.param(-3, None, 0, id="later in this week"),
        pytest.param(5000, None, MOST_WEEKS, id="years ago: two years count"),
        pytest.param(None, None, NEVER_CALLED_WEEKS, id="never, since today"),
        pytest.param(None, 70, NEVER_CALLED_WEEKS + 10, id="never, known for ten weeks"),
        pytest.param(None, 5000, MOST_WEEKS, id="never, known for years"),
    ],
)
def test_a_household_waits_since_it_was_called_on(
    called: int | None, unmet: int | None, weeks: int
) -> None:
    def ago(days: int | None) -> object:
        return None if days is None else MONDAY - timedelta(days=days)

    waiting = visit(1, called_on=ago(called), unmet_since=ago(unmet))
    assert weeks_waiting(waiting, MONDAY) == weeks


# --- what may be filled ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keep_free", "minutes"),
    [(0.0, [480, 450]), (0.1, [432, 405]), (0.5, [240, 225]), (1.0, [0, 0])],
)
def test_a_part_of_each_shift_is_kept_free_its_break_aside(
    keep_free: float, minutes: list[int]
) -> None:
    # 9:00-17:00, one with a break of half an hour
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    problem = problem_of(
        inputs_of([household(1)], [visit(1)], [shift("A"), shift("B", pause=pause)])
    )
    assert open_seconds(problem, keep_free).tolist() == [MINUTE * minute for minute in minutes]


def test_a_shift_that_is_full_already_takes_no_more_and_loses_nothing() -> None:
    # A: 2 + 300 + 2 = 304 minutes, B: 8; half of 480 is kept free
    homes = [household(number) for number in range(1, 4)]
    visits = [visit(1, 300), visit(2), visit(3)]
    problem = problem_of(inputs_of(homes, visits, [shift("A"), shift("B")]))
    day = (9 * HOUR, 17 * HOUR)
    choices = (ShiftChoice((0,), ((8 * HOUR, 15 * HOUR),)), ShiftChoice((1,), (day,)))
    filling = filling_problem(problem, Solution(choices, 0, 0, 1), 0.5)
    assert filling.max_busy.tolist() == [304 * MINUTE, 240 * MINUTE]
    assert filling.roles[2].tolist() == [0, problem.roles[2, 1]]
    assert (filling.roles[:2] == problem.roles[:2]).all(), "what is made may change places"


def test_the_chiefs_own_cap_still_holds() -> None:
    capped = shift("A", max_busy_seconds=HOUR)
    problem = problem_of(inputs_of([household(1)], [visit(1)], [capped]))
    assert filling_problem(problem, nothing_made(problem), 0.1).max_busy.tolist() == [HOUR]


def test_what_was_a_spare_call_is_so_while_nothing_is_promised_and_its_shift_has_time() -> None:
    # A: 304 minutes and B: 8 minutes busy; of 480 half are kept free
    homes = [household(number) for number in range(1, 5)]
    visits = [visit(1, 300), visit(2), visit(3, priority=Priority.MUST), visit(4)]
    problem = problem_of(inputs_of(homes, visits, [shift("A"), shift("B")]))
    day = (9 * HOUR, 17 * HOUR)
    choices = (
        ShiftChoice((0,), ((8 * HOUR, 15 * HOUR),)),
        ShiftChoice((1, 2), (day, day)),
    )
    found = Solution(choices, 0, 0, 1)
    # 0 is on the full shift, 2 is promised, 3 is not made at all
    assert still_spare(problem, found, (0, 1, 2, 3), 0.5) == (1,)
    assert still_spare(problem, found, (0, 1, 2, 3), 0.1) == (0, 1)
    assert still_spare(problem, found, (), 0.1) == ()


# --- filling --------------------------------------------------------------------------------------


def test_an_idle_shift_calls_on_whoever_is_left_out_whatever_the_way() -> None:
    inputs = inputs_of([household(1, place=FAR_AWAY)], [visit(1)], [shift("A")])
    problem = problem_of(inputs)
    # the search itself is right to leave it out: 240 minutes of way for a worth of 60
    found = RuinRecreate(threads=1).solve(problem, Budget(None, 50))
    assert made_of(found) == set()
    assert has_spare_calls(problem, found, 0.1)
    again = filled(problem, found)
    assert again.spare == (0,)
    assert made_of(again.solution) == {0}
    assert (again.solution.missed, again.solution.cost) == valued(problem, again.solution.choices)
    assert not has_spare_calls(problem, again.solution, 0.1)


@pytest.mark.parametrize(
    ("minutes", "calls"),
    [
        # two hours there and back are 240; 432 of the 480 may be filled
        pytest.param(192, True, id="to the minute"),
        pytest.param(193, False, id="a minute too long"),
    ],
)
def test_the_part_kept_free_stays_free(minutes: int, calls: bool) -> None:
    inputs = inputs_of([household(1, place=FAR_AWAY)], [visit(1, minutes)], [shift("A")])
    problem = problem_of(inputs)
    assert has_spare_calls(problem, nothing_made(problem), 0.1) is calls
    assert filled(problem, nothing_made(problem)).spare == ((0,) if calls else ())


def test_whoever_has_waited_longest_comes_first() -> None:
    # room for one of two, each two hours away in a direction of its own
    homes = [household(1, place=FAR_AWAY), household(2, place=FAR_AWAY)]
    inputs = inputs_of(homes, [visit(1, 150), visit(2, 150)], [shift("A")])
    problem = problem_of(inputs)
    assert filled(problem, nothing_made(problem), [3, 4]).spare == (1,)
    assert filled(problem, nothing_made(problem), [4, 3]).spare == (0,)


def test_a_week_more_of_waiting_outweighs_any_worth_and_any_way() -> None:
    homes = [household(1), household(2, place=FAR_AWAY)]
    high = visit(1, 380, priority=Priority.HIGH, due=MONDAY - timedelta(days=90))
    problem = problem_of(inputs_of(homes, [high, visit(2, 150)], [shift("A")]))
    assert filled(problem, nothing_made(problem), [3, 4]).spare == (1,)


def test_nothing_that_is_made_gives_way() -> None:
    # v1 takes 380 minutes; v2 has waited for two years, and there is no time for both
    homes = [household(1), household(2)]
    problem = problem_of(inputs_of(homes, [visit(1, 380), visit(2, 60)], [shift("A")]))
    found = RuinRecreate(threads=1).solve(
        replace(problem, roles=problem.roles * np.array([[1], [0]], np.uint8)), Budget(None, 50)
    )
    assert made_of(found) == {0}
    again = filled(problem, found, [0, MOST_WEEKS])
    assert (made_of(again.solution), again.spare) == ({0}, ())


def test_a_promise_that_fits_at_last_is_no_spare_call() -> None:
    inputs = inputs_of([household(1)], [visit(1, priority=Priority.MUST)], [shift("A")])
    problem = problem_of(inputs)
    again = filled(problem, nothing_made(problem))
    assert (made_of(again.solution), again.spare) == ({0}, ())


def test_where_nothing_fits_nothing_is_searched() -> None:
    inputs = inputs_of([household(1, "Tu 09:00-12:00")], [visit(1)], [shift("A")])
    problem = problem_of(inputs)
    found = nothing_made(problem)

    class Never:
        name = "never"

        def solve(self, *arguments: object, **more: object) -> Solution:
            pytest.fail("no search is needed")

    assert fill_spare_time(
        Searcher(Never()), problem, found, [0], 0.1, Budget(None, 10)
    ) == FilledSolution(found)


def test_an_engine_that_drops_what_was_made_is_not_followed() -> None:
    homes = [household(1), household(2)]
    problem = problem_of(inputs_of(homes, [visit(1), visit(2)], [shift("A")]))
    day = ((9 * HOUR, 17 * HOUR),)
    first = (ShiftChoice((0,), day),)
    found = Solution(first, *valued(problem, first), 1)

    again = fill_spare_time(
        Searcher(Answering(ShiftChoice((1,), day))), problem, found, [0, 9], 0.1, Budget(None, 10)
    )
    assert again == FilledSolution(found)


def test_a_pair_calls_together_where_both_have_time() -> None:
    inputs = inputs_of(
        [household(1, place=FAR_AWAY)], [visit(1, officers_needed=2)], [shift("A"), shift("B")]
    )
    problem = problem_of(inputs)
    again = filled(problem, nothing_made(problem))
    assert again.spare == (0,)
    assert [choice.visits for choice in again.solution.choices] == [(0,), (0,)]


@pytest.mark.parametrize("seed", range(60))
def test_afterwards_nobody_left_out_fits_into_time_that_is_to_be_filled(seed: int) -> None:
    random = Random(f"spare {seed}")
    options = random.choice([{"pairs": 1}, {"caps": True}, {"siblings": True, "days": 2}])
    problem = small_problem(random, visits=8, shifts=3, waiting_price=0.5, **options)
    found = RuinRecreate(threads=1).solve(problem, Budget(None, 300), seed=seed)
    keep_free = random.choice([0.0, 0.1, 0.4])
    weeks = [random.randrange(MOST_WEEKS) for _ in range(8)]
    again = filled(problem, found, weeks, keep_free)
    solution = again.solution
    assert not has_spare_calls(problem, solution, keep_free)
    assert made_of(found) <= made_of(solution)
    assert with_worthwhile_visits(problem, solution) is solution
    assert {*again.spare} <= made_of(solution) - made_of(found)
    assert (solution.missed, solution.cost) == valued(problem, solution.choices)
    hours = open_seconds(problem, keep_free)
    for s, busy in enumerate(busy_by_shift(problem, solution)):
        if {*again.spare} & {*solution.choices[s].visits}:
            assert busy <= hours[s]
        timed(problem, s, solution.choices[s])  # raises ValueError when it cannot be kept


def test_some_of_these_shifts_are_filled() -> None:
    problem = small_problem(Random("spare"), visits=8, shifts=3)
    far = replace(problem, worth=np.zeros_like(problem.worth))
    assert len(filled(far, nothing_made(far)).spare) > 2


def test_a_visit_worth_its_way_comes_before_a_call_of_spare_time() -> None:
    # A has 80 minutes and keeps 20 free: 60. The way to the far home and the call take 48 + 10, the
    # near home on that way 10 more, which leaves 12 free: the call goes, for both take 68
    homes = [household(1, place=12), household(2, place=1)]
    hours = shift(end=9 * HOUR + 80 * MINUTE)
    problem = problem_of(inputs_of(homes, [visit(1), visit(2)], [hours]))
    problem = replace(problem, worth=np.array([60, 60 * MINUTE], np.int64))
    all_day = (9 * HOUR, 9 * HOUR + 80 * MINUTE)

    nothing = nothing_made(problem)
    again = fill_spare_time(
        Searcher(Answering(ShiftChoice((0,), (all_day,)))),
        problem,
        nothing,
        [9, 0],
        0.25,
        Budget(None, 1),
    )
    assert made_of(again.solution) == {1}
    assert again.spare == ()
