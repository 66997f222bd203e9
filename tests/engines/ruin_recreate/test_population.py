"""When a population is raised, that it leads further, and that it keeps to the budget.

Tests ``engines/ruin_recreate/parallel_search.py``.
"""

from __future__ import annotations

from random import Random

import pytest

from routeplan.engines.ruin_recreate import population
from routeplan.engines.ruin_recreate.annealing import Cooling
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.parallel_search import Setup
from routeplan.engines.ruin_recreate.population import Population
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, SearchState, Solution
from tests.engines.problems import small_problem

LONG = 6_000
"""Iterations that let a population be raised on the town, and not on more visits."""


def town(seed: int = 0) -> Problem:
    """One day on which the order is nearly all that there is to decide."""
    return small_problem(Random(f"town {seed}"), visits=20, shifts=3, pairs=1, days=1)


def setup(problem: Problem, threads: int = 1) -> Setup:
    return Setup(build_instance(problem), Tuning(), 3, threads, None)


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[Solution]:
    """The best answer after each round of offspring."""
    after: list[Solution] = []
    raise_offspring = Population.raise_offspring

    def noted(self: Population, since: float, until: float) -> None:
        raise_offspring(self, since, until)
        after.append(self.best())

    monkeypatch.setattr(Population, "raise_offspring", noted)
    return after


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.slow
def test_answers_that_are_alike_have_offspring_and_no_iteration_is_lost(
    raised: list[Solution], monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr(population, "ALIKE", 0.0)
    found = RuinRecreate(threads=threads).solve(town(), Budget(None, LONG * 20), seed=1)
    assert len(raised) > 10
    assert found.iterations == threads * LONG * 20
    values = [(solution.missed, solution.cost) for solution in raised]
    assert values == sorted(values, reverse=True)
    assert (found.missed, found.cost) <= values[-1]


def test_answers_that_are_not_alike_have_none(
    raised: list[Solution], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "ALIKE", 1.1)
    found = RuinRecreate(threads=1).solve(town(), Budget(None, LONG * 20), seed=1)
    assert not raised
    assert found.iterations == LONG * 20


def test_a_small_budget_or_a_start_is_for_one_search(raised: list[Solution]) -> None:
    engine, problem = RuinRecreate(threads=1), town()
    first = engine.solve(problem, Budget(None, 20 * 100), seed=1)
    again = engine.solve(problem, Budget(None, LONG * 20), seed=1, start=first)
    assert not raised
    assert (again.missed, again.cost) <= (first.missed, first.cost)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.slow
def test_a_population_is_the_same_each_time(threads: int) -> None:
    first, again = (
        RuinRecreate(threads=threads).solve(town(), Budget(None, LONG * 20), seed=5)
        for _ in range(2)
    )
    assert first == again


def test_likeness_is_the_share_of_neighbours_in_common() -> None:
    alike = Population(setup(town()), Cooling(Budget(None, 400)), None)
    alike.add_founders(0.0, 0.5).add_founders(0.5, 1.0)
    one, other = alike._solutions
    neighbours = [
        {
            tuple(sorted(pair))
            for choice in answer.choices
            for pair in zip(choice.visits, choice.visits[1:], strict=False)
        }
        for answer in (one, other)
    ]
    both = len(neighbours[0] & neighbours[1])
    assert alike.likeness() == both / min(map(len, neighbours))
    alike._solutions[1] = one
    assert alike.likeness() == 1.0


def test_ctrl_c_between_two_searches_keeps_what_there_is() -> None:
    cooling = Cooling(Budget(None, 400))
    stopped = Population(setup(town()), cooling, None)
    stopped.add_founders(0.0, 0.5)
    best = stopped.best()
    cooling.stop.set()
    stopped.forget()
    stopped.add_founders(0.5, 0.7)
    stopped.raise_offspring(0.7, 1.0)
    assert stopped.best() == best


def test_who_watches_hears_of_the_best_of_all() -> None:
    heard: list[SearchState] = []
    problem = town()
    found = RuinRecreate(threads=2).solve(
        problem, Budget(None, LONG * 20), seed=2, watch=heard.append
    )
    assert all((state.missed, state.cost) >= (found.missed, found.cost) for state in heard)
    shares = [state.share for state in heard]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


@pytest.mark.slow
def test_seconds_are_kept_to_whatever_the_extent() -> None:
    problem = town()
    found = RuinRecreate(threads=1).solve(problem, Budget(1.5), seed=1)
    assert found.iterations > 1000
    assert (found.missed, found.cost) < (problem.promised.sum(), problem.worth.sum())


@pytest.mark.parametrize("budget", [Budget(None, 100_000), Budget(60.0)])
def test_every_answer_found_is_cooled_from_its_own_heat(budget: Budget) -> None:
    cooling = Cooling(budget)
    alone = cooling.sample(setup(town()).search(0))
    later = setup(town()).search(0)
    later.routes.tally[a.ITERATION] += 5_000
    assert cooling.sample(later) == alone
