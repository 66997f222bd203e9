"""What comes of two answers: nobody twice, pairs whole, days kept, and the donor's routes in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.recombine import Choices, recombined
from routeplan.engines.ruin_recreate.search_state import new_search
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import small_problem
from tests.engines.verifier import verify


def week(seed: int) -> Problem:
    return small_problem(
        Random(f"recombine {seed}"),
        visits=30,
        shifts=8,
        pairs=5,
        days=3,
        siblings=True,
        caps=seed % 2 == 0,
    )


def answers(problem: Problem, *seeds: int) -> list[Solution]:
    engine = RuinRecreate(threads=1)
    return [engine.solve(problem, Budget(None, 60), seed=seed) for seed in seeds]


def made_by(choices: Choices) -> Counter[int]:
    return Counter(v for choice in choices for v in choice.visits)


def days_between_are_kept(problem: Problem, choices: Choices) -> bool:
    day = {v: problem.shift_day[s] for s, choice in enumerate(choices) for v in choice.visits}
    return all(
        abs(day[v] - day[u]) >= max(problem.least_days[v], problem.least_days[u])
        for v in day
        for u in day
        if v < u and problem.siblings[v] == problem.siblings[u] >= 0
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_comes_of_two_answers_can_be_started_from(seed: int) -> None:
    problem = week(seed)
    parent, donor = answers(problem, 1, 2)
    instance = build_instance(problem)
    random = np.random.default_rng(seed)
    for _ in range(20):
        child = recombined(instance, parent, donor, random)
        kept = made_by(child)
        for v, shifts in kept.items():  # both halves of a pair, or neither
            assert shifts in (made_by(parent.choices)[v], made_by(donor.choices)[v])
        assert days_between_are_kept(problem, child)
        search = new_search(instance, Tuning(), seed, 0, child)
        verify(search)
        routed = set(np.flatnonzero(search.routes.shift_of[: problem.visits] >= 0).tolist())
        assert set(kept) <= routed  # nothing had to leave to make the start sound


def test_some_shifts_are_the_donors_and_the_others_lose_no_more_than_those_bring() -> None:
    problem = small_problem(Random("alone"), visits=40, shifts=8, pairs=0, days=1)
    parent, donor = answers(problem, 1, 2)
    instance = build_instance(problem)
    handed_over = 0
    for seed in range(20):
        child = recombined(instance, parent, donor, np.random.default_rng(seed))
        theirs = {choice.visits for choice in donor.choices if choice.visits}
        given = [choice for choice in child if choice.visits in theirs]
        arrived = {v for choice in given for v in choice.visits}
        handed_over += len(given)
        for choice, before in zip(child, parent.choices, strict=True):
            if choice not in given:
                assert choice.visits == tuple(v for v in before.visits if v not in arrived)
    assert handed_over >= 20


def test_a_shift_gives_its_stops_to_one_as_good_as_itself() -> None:
    problem = week(0)
    parent, donor = answers(problem, 1, 2)
    instance = build_instance(problem)
    like = instance.shift[:, a.LIKE]
    for seed in range(20):
        child = recombined(instance, parent, donor, np.random.default_rng(seed))
        for s, choice in enumerate(child):
            stops = set(choice.visits)
            givers = [
                t
                for t, shift_choice in enumerate(donor.choices)
                if stops <= set(shift_choice.visits)
            ]
            ours = stops <= set(parent.choices[s].visits)
            assert ours or any(like[t] == like[s] for t in givers)


def test_an_answer_that_meets_itself_stays_what_it_is() -> None:
    problem = small_problem(Random("alone"), visits=40, shifts=8, pairs=0, days=1)
    (answer,) = answers(problem, 1)
    child = recombined(build_instance(problem), answer, answer, np.random.default_rng(0))
    assert [choice.visits for choice in child] == [choice.visits for choice in answer.choices]


def test_an_empty_answer_gives_nothing() -> None:
    problem = small_problem(Random("alone"), visits=40, shifts=8, pairs=0, days=1)
    (answer,) = answers(problem, 1)
    nothing = replace(answer, choices=(ShiftChoice(),) * problem.shifts)
    child = recombined(build_instance(problem), answer, nothing, np.random.default_rng(0))
    assert [choice.visits for choice in child] == [choice.visits for choice in answer.choices]
