"""A population: some searches from nothing, then offspring of two solutions, cooled a little.

One search cools into one valley, and a longer one into another as good. Where good solutions have
most neighbours in common, taking some shifts of one into another leads further: a memetic search
(Nagata, Bräysy & Dullaert 2010) whose local search is ruin and recreate. Where they have little in
common, as when a visit may be made on any of five days, offspring are no better than what they come
from, and one long search is: a few short trials tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import mean

import numpy as np

from routeplan.engines.ruin_recreate.annealing import Cooling, Course, Heat
from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.parallel_search import Setup, Standing, standing, tell_watch
from routeplan.engines.ruin_recreate.recombine import Choices, recombined
from routeplan.engines.ruin_recreate.search_state import Search
from routeplan.problem.solution import Solution, Watch

TRIALS = 3
"""Of three the likeness of three couples is measured, of two that of one."""
TRIAL_SHARE = 0.01
"""Of the budget, for each trial."""
ALIKE = 0.56
"""So much of their neighbours two trials must have in common for a population to be raised."""
FOUNDING = 0.35
"""The share of the budget by which the first solutions are found."""
FOUNDER_ITERATIONS = 200
"""About so many a visit make a first solution that is worth having."""
MOST_FOUNDERS = 8
FEWEST_FOUNDERS = 3
"""With two, parents and donors would be the same couple in every round."""
OFFSPRING_ITERATIONS = 8
"""About so many a visit for each of the offspring."""
MOST_ROUNDS = 1000
"""A round begins searches and joins threads: on tiny problems that would be all that is done."""
MILD = 0.3
"""Start temperature of offspring, as a part of what a visit costs."""


def in_population(setup: Setup, cooling: Cooling, watch: Watch | None) -> Solution:
    """The best of a population, or of one long search for each thread, with all iterations."""
    population = Population(setup, cooling, watch)
    if setup.start is not None:
        return population.add_founders(0.0, 1.0).best()
    iterations = population.expected_iterations()
    founders = min(FOUNDING * iterations / FOUNDER_ITERATIONS, MOST_FOUNDERS / setup.threads)
    if int(founders) * setup.threads < FEWEST_FOUNDERS:
        return population.add_founders(0.0, 1.0).best()
    trials = -(-TRIALS // setup.threads)
    tried = trials * TRIAL_SHARE
    for since, until in _stretches(0.0, tried, trials):
        population.add_founders(since, until)
    if population.likeness() < ALIKE:
        return population.add_founders(tried, 1.0).best()
    population.forget()
    for since, until in _stretches(tried, FOUNDING, int(founders)):
        population.add_founders(since, until)
    rounds = min(int((1.0 - FOUNDING) * iterations / OFFSPRING_ITERATIONS), MOST_ROUNDS)
    for since, until in _stretches(FOUNDING, 1.0, rounds):
        population.raise_offspring(since, until)
    return population.best()


def _stretches(since: float, until: float, number: int) -> Iterable[tuple[float, float]]:
    """That share of the budget in equal pieces."""
    return pairwise(np.linspace(since, until, number + 1).tolist())


class Population:
    """Answers; each thread searches for one at a time, and counts all its iterations."""

    def __init__(self, setup: Setup, cooling: Cooling, watch: Watch | None) -> None:
        self._setup = setup
        self._cooling = cooling
        self._watch = watch
        self._random = np.random.default_rng([setup.seed, setup.threads])
        self._solutions: list[Solution] = []
        self._heats: list[Heat] = []
        self._searches_begun = 0
        self._iterations = [0] * setup.threads

    def expected_iterations(self) -> float:
        """How many iterations a visit each thread will have."""
        expected = self._cooling.expected_iterations(lambda: self._setup.search(0))
        return expected / len(self._setup.instance.worth)

    def add_founders(self, since: float, until: float) -> Population:
        """Every thread adds a solution found from nothing, between two shares of the budget."""
        if not self._cooling.stop.is_set():
            searches = self._begin([None] * self._setup.threads)
            self._heats += [self._cooling.sample(search) for search in searches]
            self._cool(searches, Course(self._setup.warm, since, until))
            self._solutions += [_solution_of(search) for search in searches]
        return self

    def raise_offspring(self, since: float, until: float) -> None:
        """Every thread cools one of the offspring; it replaces its parent where it is better."""
        if self._cooling.stop.is_set():
            return
        couples = self._couples()
        starts = [self._recombined(parent, donor) for parent, donor in couples]
        searches = self._begin(starts)
        self._cool(searches, Course(MILD, since, until))
        for (parent, _), child in zip(couples, searches, strict=True):
            # a twin of another solution would leave less to recombine
            others = {_value(solution) for solution in self._solutions}
            better = child.best_value < _value(self._solutions[parent])
            if better and child.best_value not in others:
                self._solutions[parent] = _solution_of(child)

    def likeness(self) -> float:
        """The share of neighbours on a shift that two solutions have in common, on average.

        0 with fewer than two solutions, as Ctrl-C may leave.
        """
        shares = [
            len(one & other) / max(1, min(len(one), len(other)))
            for one, other in combinations(map(_neighbours, self._solutions), 2)
        ]
        return mean(shares or [0.0])

    def forget(self) -> None:
        """Drop the solutions, unless nobody may search for others."""
        if not self._cooling.stop.is_set():
            self._solutions.clear()

    def best(self) -> Solution:
        """The best solution, with the iterations of all threads."""
        best = min(self._solutions, key=_value)
        interrupted = self._cooling.interrupted
        return replace(best, iterations=sum(self._iterations), interrupted=interrupted)

    def _couples(self) -> list[tuple[int, int]]:
        """(parent, donor) for each thread; no two threads have the same parent."""
        order = self._random.permutation(len(self._solutions)).tolist()
        return [(order[k], order[k - 1]) for k in range(self._setup.threads)]

    def _recombined(self, parent: int, donor: int) -> Choices:
        solutions = self._solutions
        return recombined(self._setup.instance, solutions[parent], solutions[donor], self._random)

    def _begin(self, starts: Sequence[Choices | None]) -> list[Search]:
        """A search for each thread, which goes on counting its iterations."""
        searches = []
        for thread, start in enumerate(starts):
            search = self._setup.search(self._searches_begun, start)
            search.routes.tally[a.ITERATION] += self._iterations[thread]
            self._searches_begun += 1
            searches.append(search)
        return searches

    def _cool(self, searches: Sequence[Search], course: Course) -> None:
        """Let searches run at once."""
        heat = Heat.median(self._heats)

        def work(search: Search) -> None:
            self._cooling.anneal(search, heat, course)

        def tell() -> None:
            best = min([*map(_standing, self._solutions), *map(standing, searches)])
            tell_watch(self._watch, self._cooling, best, searches)

        self._cooling.together(searches, work, tell)
        self._iterations = [search.iterations for search in searches]


def _solution_of(search: Search) -> Solution:
    return read_solution(search, 0, interrupted=False)


def _value(solution: Solution) -> tuple[int, int]:
    return solution.missed, solution.cost


def _standing(solution: Solution) -> Standing:
    visits = {v for choice in solution.choices for v in choice.visits}
    return solution.missed, solution.cost, len(visits)


def _neighbours(solution: Solution) -> set[frozenset[int]]:
    """The visits made one after the other, whichever comes first."""
    return {frozenset(pair) for choice in solution.choices for pair in pairwise(choice.visits)}
