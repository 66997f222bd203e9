"""The second engine: it agrees with enumeration and with the first engine, and obeys its budget."""

from __future__ import annotations

import signal
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.problem import NO_CAP
from routeplan.schedule import timed
from routeplan.solution import Budget, SearchState, ShiftChoice
from routeplan.solve.engines import engine_named
from routeplan.solve.longest_day import capped, longest_busy
from routeplan.solve.ortools_engine import OrTools
from routeplan.solve.ortools_engine.value import value_of
from routeplan.solve.ruin_recreate import RuinRecreate
from tests.solve.brute_force import optimum
from tests.solve.problems import small_problem
from tests.solve.test_search_optimum import KINDS

ENOUGH = Budget(None, 200_000)


@pytest.mark.parametrize("kind", KINDS)
def test_both_engines_and_enumeration_agree(kind: str) -> None:
    for seed in range(3):
        problem = small_problem(Random(f"both {kind} {seed}"), **KINDS[kind])
        first = RuinRecreate(threads=1).solve(problem, Budget(None, 3000), seed=seed)
        second = OrTools().solve(problem, ENOUGH, seed=seed)
        best = optimum(problem)
        assert (first.missed, first.cost) == best, (kind, seed)
        assert (second.missed, second.cost) == best, (kind, seed)
        for s, choice in enumerate(second.choices):
            timed(problem, s, choice)  # raises ValueError when it cannot be kept


def week(seed: int = 0):  # type: ignore[no-untyped-def]
    return small_problem(
        Random(f"week {seed}"), visits=30, shifts=6, pairs=4, days=3, caps=True, siblings=True
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_week_with_everything_is_valid_and_valued_alike(seed: int) -> None:
    problem = week(seed)
    found = OrTools().solve(problem, Budget(None, 3000), seed=seed)
    assert (found.missed, found.cost) == value_of(problem, found.choices)
    for s, choice in enumerate(found.choices):
        timed(problem, s, choice)
    # the first engine takes up the answer as it is, and says the same of its cost
    again = RuinRecreate(threads=1).solve(problem, Budget(None, 1), start=found)
    assert (again.missed, again.cost) <= (found.missed, found.cost)


@pytest.mark.parametrize("seed", range(3))
def test_the_value_of_choices_is_what_the_first_engine_says(seed: int) -> None:
    found = RuinRecreate(threads=1).solve(week(seed), Budget(None, 300), seed=seed)
    assert value_of(week(seed), found.choices) == (found.missed, found.cost)


def test_the_same_seed_and_iterations_give_the_same_solution() -> None:
    first, again = (OrTools().solve(week(), Budget(None, 1500), seed=3) for _ in range(2))
    assert first == again
    assert first.iterations >= 1500


def test_a_search_from_a_solution_is_never_worse() -> None:
    for seed in range(3):
        start = RuinRecreate(threads=1).solve(week(seed), Budget(None, 500), seed=seed)
        found = OrTools().solve(week(seed), Budget(None, 200), start=start)
        assert (found.missed, found.cost) <= (start.missed, start.cost)


def test_visits_that_stay_do_not_leave_their_shifts() -> None:
    problem = week(1)
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 2))
    shifts = {v: s for s, choice in enumerate(start.choices) for v in choice.visits}
    singles = [v for v in shifts if problem.officers_needed[v] == 1][:6]
    stays = np.isin(np.arange(30), singles)
    found = OrTools().solve(replace(problem, stays=stays), Budget(None, 4000), start=start)
    assert (found.missed, found.cost) <= (start.missed, start.cost)
    assert all(v in found.choices[shifts[v]].visits for v in singles)


def test_a_start_above_a_lower_cap_is_not_kept() -> None:
    problem = replace(week(), max_busy=np.full(6, NO_CAP, np.int32))
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 500))
    cap = int(longest_busy(problem, start) * 0.7)
    found = OrTools().solve(capped(problem, cap), Budget(None, 2000), start=start)
    assert 0 < longest_busy(problem, found) <= cap


def test_ctrl_c_keeps_the_best_plan_and_says_so() -> None:
    def press(_: SearchState) -> None:
        signal.raise_signal(signal.SIGINT)

    found = OrTools().solve(week(), Budget(3600.0), watch=press)
    assert found.interrupted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_failure_of_who_watches_is_not_swallowed() -> None:
    def fail(_: SearchState) -> None:
        raise MemoryError("no more")

    with pytest.raises(MemoryError, match="no more"):
        OrTools().solve(week(), Budget(3600.0), watch=fail)


def test_who_watches_is_told_of_the_best_so_far() -> None:
    seen: list[SearchState] = []
    OrTools().solve(week(), Budget(1.0), watch=seen.append)
    values = [(state.missed, state.cost) for state in seen]
    assert values == sorted(values, reverse=True)
    assert all(0 <= state.share <= 1 for state in seen)


def test_a_shift_whose_break_cannot_be_taken_stays_idle() -> None:
    problem = small_problem(Random(4), visits=4, shifts=1)
    late = int(problem.shift_end[0])
    no_rest = replace(
        problem,
        break_earliest=np.array([late], np.int32),
        break_latest=np.array([late], np.int32),
        break_seconds=np.array([5], np.int32),
    )
    found = OrTools().solve(no_rest, ENOUGH)
    assert found.choices == (ShiftChoice(),)
    assert (found.missed, found.cost) == optimum(no_rest)


def test_a_problem_without_shifts_is_done_at_once() -> None:
    problem = small_problem(Random(1), visits=3, shifts=1)
    idle = replace(problem, roles=np.zeros((3, 1), np.uint8))
    found = OrTools().solve(idle, ENOUGH)
    assert (found.choices, found.cost) == ((ShiftChoice(),), int(problem.worth.sum()))


def test_engines_are_known_by_name() -> None:
    assert [engine_named(name).name for name in ("ruin-recreate", "ortools")] == [
        "ruin-recreate",
        "ortools",
    ]
    with pytest.raises(KeyError):
        engine_named("magic")
