"""Parts of a problem are searched apart and put together without a number going wrong."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from threading import Thread

import numpy as np
import pytest

from routeplan.engines.ruin_recreate import engine as ruin_recreate
from routeplan.engines.ruin_recreate import parallel_search
from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import NONE, Tuning
from routeplan.engines.ruin_recreate.parts import Part, cut, put_together
from routeplan.engines.ruin_recreate.search_state import Search, bare_search, new_search
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.problem.arrays import Problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, SearchState
from tests.engines.problems import small_problem
from tests.engines.verifier import verify

THREADS = 3


def town(seed: int) -> Problem:
    """Pairs, households with several visits, caps and breaks, on three days."""
    problem = small_problem(
        Random(f"parts {seed}"),
        visits=80,
        shifts=12,
        pairs=10,
        days=3,
        siblings=True,
        caps=seed % 2 == 0,
    )
    alone = np.arange(80) >= 30
    return replace(problem, siblings=np.where(alone, -1, problem.siblings).astype(np.int32))


def begun(problem: Problem, seed: int) -> tuple[Search, list[Search]]:
    instance = build_instance(problem)
    whole = new_search(instance, Tuning(), seed, 0, None)
    return whole, [bare_search(instance, Tuning(), seed, 1 + k) for k in range(THREADS)]


def test_what_the_parts_leave_is_what_recomputing_gives() -> None:
    moved = 0
    for seed in range(6):
        problem = town(seed)
        whole, threads = begun(problem, seed)
        random = np.random.default_rng(seed)
        for _ in range(8):
            before = whole.routes.next.copy()
            parts = cut(whole, threads, random)
            threads = [part.search for part in parts]
            workers = [
                Thread(target=search.run, args=(40, 15.0))
                for search in threads
                if len(search.instance.mine)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            whole = put_together(whole, parts)
            verify(whole)
            whole.run(20, 15.0)  # and the whole can be searched on
            verify(whole)
            moved += bool((before != whole.routes.next).any())
            best = read_solution(whole, 0, interrupted=False)
            again = bare_search(whole.instance, Tuning(), 0, 0)
            place_start(whole.instance, again.routes, best.choices)
            tally = again.routes.tally
            assert (tally[a.MISSED_NOW], tally[a.COST_NOW]) == whole.best_value
            assert tally[a.ROUTED] == whole.visits_in
    assert moved > 30


def test_every_shift_and_every_free_visit_belong_to_one_part() -> None:
    tied = 0
    for seed in range(10):
        whole, threads = begun(town(seed), seed)
        parts = cut(whole, threads, np.random.default_rng(seed))
        instances = [part.search.instance for part in parts]
        assert (sum(instance.changeable.astype(int) for instance in instances) == 1).all()
        free = sum(instance.movable.astype(int) for instance in instances)
        assert free.max() == 1
        tied += int((free == 0).sum())
        stops = [int(whole.routes.stops[instance.changeable == 1].sum()) for instance in instances]
        assert min(stops) > 0
        for instance in instances:
            households = {v: int(whole.instance.sibling[v]) for v in instance.mine.tolist()}
            assert set(households.values()) <= set(households), "a household is not divided"
            for v in instance.mine.tolist():
                halves = [v, int(instance.twin[v])] if instance.twin[v] != NONE else [v]
                shifts = [int(whole.routes.shift_of[half]) for half in halves]
                assert all(shift == NONE or instance.changeable[shift] for shift in shifts)
    assert tied > 20, "some pairs and households stand in two parts"


@pytest.fixture
def large_from(monkeypatch: pytest.MonkeyPatch) -> int:
    """What counts as a large problem."""
    monkeypatch.setattr(ruin_recreate, "PARTS_FROM", 80)
    return 80


@pytest.mark.usefixtures("large_from")
def test_a_large_problem_is_planned_the_same_again() -> None:
    first, again = (
        RuinRecreate(threads=2).solve(town(1), Budget(None, 1200), seed=5) for _ in range(2)
    )
    assert first == again
    assert first.iterations == 2 * 1200
    other = RuinRecreate(threads=2).solve(town(1), Budget(None, 1200), seed=6)
    assert other.choices != first.choices


@pytest.mark.usefixtures("large_from")
def test_the_best_of_what_threads_found_alone_is_searched_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_cuts: list[list[tuple[int, int]]] = []

    def watched(
        whole: Search, threads: Sequence[Search], random: np.random.Generator
    ) -> list[Part]:
        if all(len(thread.instance.mine) == len(thread.instance.movable) for thread in threads):
            assert [thread.iterations for thread in threads] == [600, 600], "half of the budget"
            first_cuts.append([thread.best_value for thread in threads])
            assert whole.best_value == min(first_cuts[-1])
        return cut(whole, threads, random)

    monkeypatch.setattr(parallel_search, "cut", watched)
    chosen = set()
    for seed in range(6):
        found = RuinRecreate(threads=2).solve(town(1), Budget(None, 1200), seed=seed)
        values = first_cuts.pop()
        assert not first_cuts, "only at first does a thread have the whole problem"
        chosen.add(values.index(min(values)))
        assert (found.missed, found.cost) <= min(values)
    assert chosen == {0, 1}, "now one thread and now the other"


@pytest.mark.usefixtures("large_from")
def test_who_watches_parts_sees_the_best_get_better() -> None:
    seen: list[SearchState] = []
    problem = town(2)
    found = RuinRecreate(threads=2).solve(problem, Budget(1.0), watch=seen.append)
    values = [(state.missed, state.cost) for state in seen if state.phase == "search"]
    assert values == sorted(values, reverse=True)
    assert (found.missed, found.cost) <= values[-1]
    assert seen[-1].share == 1.0
    for s, choice in enumerate(found.choices):
        timed(problem, s, choice)  # raises ValueError when it cannot be kept
