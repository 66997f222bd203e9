"""The engine as a whole: seeds, budgets, Ctrl-C, starts, and what it must not miss."""

from __future__ import annotations

import signal
import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate import engine as ruin_recreate
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import Search
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Priority
from routeplan.planning.evenness.longest_day import capped, longest_busy
from routeplan.planning.insertion.insertion_arrays import cheapest, gaps_of
from routeplan.planning.insertion.one_more_visit import all_route_times
from routeplan.problem.arrays import NO_CAP, Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, SearchState, ShiftChoice
from tests.engines.problems import small_problem
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

LONG = Budget(3600.0)


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def week(seed: int = 0) -> Problem:
    """Thirty visits, six shifts on three days, with everything."""
    return small_problem(
        Random(f"week {seed}"), visits=30, shifts=6, pairs=4, days=3, caps=True, siblings=True
    )


def test_the_same_seed_and_iterations_give_the_same_solution() -> None:
    first, again = (
        RuinRecreate(threads=2).solve(week(), Budget(None, 500), seed=7) for _ in range(2)
    )
    assert first == again
    assert first.iterations == 2 * 500


def test_another_seed_searches_otherwise() -> None:
    few = Budget(None, 3)
    found = {RuinRecreate(threads=1).solve(week(), few, seed=seed).choices for seed in range(5)}
    assert len(found) > 1


def test_two_threads_do_not_search_alike() -> None:
    instance = build_instance(week())
    searches = [ruin_recreate.new_search(instance, Tuning(), 1, k, None) for k in range(2)]
    for search in searches:
        search.run(20, 1e9)
    assert searches[0].routes.next.tolist() != searches[1].routes.next.tolist()


def test_the_better_of_the_threads_is_the_answer() -> None:
    for seed in range(10):
        one, two = (
            RuinRecreate(threads=threads).solve(week(seed), Budget(None, 20), seed=seed)
            for threads in (1, 2)
        )
        # the first of two threads searches as the only one does
        assert (two.missed, two.cost) <= (one.missed, one.cost)


def test_a_far_village_is_visited_though_no_home_there_is_worth_the_way() -> None:
    # 40 minutes' walk there and back each. A home met with chance 0.5 is worth 30 minutes, one
    # alone does not pay for 80; six do, at a minute from door to door: 80 + 5 + 6 x 30 lost
    homes = [household(number, place=20) for number in range(1, 7)]
    inputs = inputs_of(homes, [visit(number) for number in range(1, 7)], [shift("A")])
    solution = RuinRecreate(threads=1).solve(problem_of(inputs), Budget(None, 500))
    assert sorted(solution.choices[0].visits) == list(range(6))
    assert solution.cost == (80 + 5 + 6 * 30) * MINUTE


def test_a_far_home_stays_out_when_it_is_not_worth_the_way() -> None:
    # two homes there save 60 minutes of worth and take 81
    homes = [household(number, place=20) for number in (1, 2)]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")])
    solution = RuinRecreate(threads=1).solve(problem_of(inputs), Budget(None, 500))
    assert (solution.choices[0].visits, solution.cost) == ((), 2 * 60 * MINUTE)


def test_of_seventy_homes_in_one_tower_none_is_forgotten() -> None:
    # neighbours are counted by places: 35 are at home in the morning and 35 at noon, next door
    # one more; two shifts hold 36 visits of 5 minutes and the minutes between them each
    homes = [
        household(n, "Mo 09:00-12:30" if n % 2 else "Mo 12:00-16:00", place=1) for n in range(1, 71)
    ]
    visits = [visit(n, 5) for n in range(1, 71)] + [visit(71, 5)]
    inputs = inputs_of([*homes, household(71, place=2)], visits, [shift("A"), shift("B")])
    solution = RuinRecreate(threads=1).solve(problem_of(inputs), Budget(None, 2000))
    assert sum(len(choice.visits) for choice in solution.choices) == 71


def test_promises_come_before_any_number_of_minutes() -> None:
    # the must visit 40 minutes off and the six near homes exclude each other: A works two hours
    homes = [household(number) for number in range(1, 7)] + [household(20)]
    near = [visit(number, priority=Priority.HIGH) for number in range(1, 7)]
    must = visit(20, 40, priority=Priority.MUST)
    inputs = inputs_of(homes, [*near, must], [shift("A", end=11 * HOUR)])
    solution = RuinRecreate(threads=1).solve(problem_of(inputs), Budget(None, 300))
    assert solution.choices[0].visits == (6,)
    assert solution.missed == 0


def test_time_ends_the_search() -> None:
    RuinRecreate(threads=1).solve(week(), Budget(None, 1))  # compiled before the clock starts
    began = time.monotonic()
    solution = RuinRecreate(threads=2).solve(week(), Budget(0.3))
    assert time.monotonic() - began < 10
    assert solution.iterations > 2, "both threads searched beyond their first routes"


def test_iterations_end_the_search_exactly() -> None:
    for iterations in (1, 150, 201, 333):
        solution = RuinRecreate(threads=1).solve(week(), Budget(None, iterations))
        assert solution.iterations == iterations


def test_who_watches_sees_the_best_get_better() -> None:
    seen: list[SearchState] = []

    def watch(state: SearchState) -> None:
        if state.phase == "search":
            seen.append(state)
        if len(seen) == 3:
            signal.raise_signal(signal.SIGINT)  # enough: no clock decides how many are seen

    solution = RuinRecreate(threads=2).solve(week(), LONG, watch=watch)
    values = [(state.missed, state.cost) for state in seen]
    assert len(seen) >= 3
    assert values == sorted(values, reverse=True)
    assert (solution.missed, solution.cost) <= values[-1]
    assert all(0 <= state.share <= 1 for state in seen)
    lefts = [state.seconds_left for state in seen]
    assert lefts == sorted(lefts, reverse=True)
    assert lefts[0] < 3600
    assert 0 < seen[-1].visits_in <= 30


def test_iterations_tell_no_seconds() -> None:
    seen: list[SearchState] = []
    RuinRecreate(threads=1).solve(week(), Budget(None, 20_000), watch=seen.append)
    assert {state.seconds_left for state in seen} == {None}
    assert seen[-1].share == 1.0


def test_ctrl_c_keeps_the_best_plan_and_says_so() -> None:
    def press(state: SearchState) -> None:
        if state.phase == "search":
            signal.raise_signal(signal.SIGINT)

    problem = week()
    solution = RuinRecreate(threads=2).solve(problem, LONG, watch=press)
    assert solution.interrupted
    assert solution.iterations > 0
    for s, choice in enumerate(solution.choices):
        timed(problem, s, choice)  # raises ValueError when a route is not possible


def test_a_search_that_came_to_its_end_does_not_say_interrupted() -> None:
    assert not RuinRecreate(threads=2).solve(week(), Budget(None, 10)).interrupted


def test_a_failure_in_a_thread_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(search: Search, *_: object, **__: object) -> None:
        raise MemoryError("no more")

    monkeypatch.setattr(Search, "run", fail)
    with pytest.raises(MemoryError, match="no more"):
        RuinRecreate(threads=2).solve(week(), LONG)


def test_a_search_from_a_solution_is_never_worse() -> None:
    for seed in range(5):
        problem = week(seed)
        start = RuinRecreate(threads=1).solve(problem, Budget(None, 2000), seed=seed)
        found = RuinRecreate(threads=2).solve(problem, Budget(None, 1), seed=9, start=start)
        assert (found.missed, found.cost) <= (start.missed, start.cost)


def test_a_start_that_breaks_a_lower_cap_is_cut_down_to_it() -> None:
    for seed in range(5):
        problem = replace(week(seed), max_busy=np.full(6, NO_CAP, np.int32))
        start = RuinRecreate(threads=1).solve(problem, Budget(None, 2000), seed=seed)
        cap = int(longest_busy(problem, start) * 0.7)
        found = RuinRecreate(threads=1).solve(capped(problem, cap), Budget(None, 1), start=start)
        assert 0 < longest_busy(problem, found) <= cap


def test_nothing_is_left_out_that_is_worth_its_place() -> None:
    # the last look after the search is everywhere, and again after every change
    for seed in range(20):
        problem = small_problem(Random(f"worth {seed}"), visits=12, shifts=3)
        solution = RuinRecreate(threads=1).solve(problem, Budget(None, 3), seed=seed)
        gaps = gaps_of(all_route_times(problem, solution))
        made = {v for choice in solution.choices for v in choice.visits}
        for v in set(range(12)) - made:
            price = cheapest(problem, gaps, v)
            if price is not None:
                assert price >= problem.worth[v]
                assert not problem.promised[v]


@pytest.mark.parametrize(("visits", "shifts"), [(0, 2), (3, 0)], ids=["no visit", "no shift"])
def test_nothing_to_do_is_done_at_once(visits: int, shifts: int) -> None:
    problem = small_problem(Random(1), visits=visits or 1, shifts=shifts or 1)
    homes = [household(number) for number in range(1, visits + 1)]
    wanted = [visit(number) for number in range(1, visits + 1)]
    wanted[:1] = [visit(1, priority=Priority.MUST)] * min(visits, 1)
    inputs = inputs_of(homes, wanted, [shift("A", day=day) for day in range(shifts)], days=2)
    problem = problem_of(inputs)
    solution = RuinRecreate().solve(problem, LONG)
    assert solution.choices == (ShiftChoice(),) * shifts
    # a must visit is worth 360 minutes, a normal one 60
    assert (solution.missed, solution.cost) == ((1, 480 * MINUTE) if visits else (0, 0))
    assert solution.iterations == 0
