"""What a search charges for waiting is what the timetable of its answer waits.

Tests ``engines/ruin_recreate/kernels/waiting.py``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import NONE, Tuning
from routeplan.engines.ruin_recreate.kernels.waiting import begin_times, least_waiting
from routeplan.engines.ruin_recreate.search_state import Search, new_search
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Policy, ShiftBreak
from routeplan.planning.insertion.placing import rested
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_seconds, totals_of, valued, waiting_cost
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import TimedShift, timed
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import small_problem
from tests.engines.verifier import route_of
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

PROBLEMS = 300
PRICES = (0.0, 0.25, 0.5, 1.0)


def searched(seed: int) -> tuple[Problem, Search]:
    """A short search of a small problem with everything, at one of the prices."""
    random = Random(f"waiting {seed}")
    problem = small_problem(
        random,
        visits=8,
        shifts=3,
        pairs=2,
        days=2,
        siblings=True,
        deadlines=True,
        caps=random.random() < 0.5,
        chances=random.random() < 0.5,
        waiting_price=random.choice(PRICES),
    )
    search = new_search(build_instance(problem), Tuning(), seed, 0, None)
    search.run(seed % 7 * 20, 10.0)
    return problem, search


def cases(blocks: int, block: int) -> range:
    return range(block * PROBLEMS // blocks, (block + 1) * PROBLEMS // blocks)


@pytest.mark.parametrize("block", range(6))
def test_an_answer_costs_what_its_choices_cost(block: int) -> None:
    for seed in cases(6, block):
        problem, search = searched(seed)
        found = read_solution(search, 0, interrupted=False)
        assert (found.missed, found.cost) == valued(problem, found.choices), seed
        totals = totals_of(problem, found)
        waited = sum(waiting_cost(problem, s, c) for s, c in enumerate(found.choices))
        assert totals.waiting == waited


@pytest.mark.parametrize("block", range(6))
def test_the_timetable_is_the_one_that_the_search_reckoned_with(block: int) -> None:
    for seed in cases(6, block):
        problem, search = searched(seed)
        inst, routes = search.instance, search.routes
        for s in range(problem.shifts):
            order = route_of(search, s)
            if not order:
                continue
            idle, back, leave, at = least_waiting(inst, routes, s)
            begins = np.zeros(len(order), np.int32)
            begin_times(inst, routes, s, at, leave, begins)
            choice = choice_at(problem, search, s, order, at, begins.tolist())
            times = timed(problem, s, choice)
            assert (times.leave, times.back) == (leave, back), seed
            assert [stop.begin for stop in times.stops] == begins.tolist()
            assert times.idle_seconds(busy_seconds(problem, s, choice)) == idle


def choice_at(
    problem: Problem, search: Search, s: int, order: list[int], at: int, begins: list[int]
) -> ShiftChoice:
    """The route as a choice, each visit in the start window that holds its begin."""
    visits = tuple(int(search.instance.visit[client]) for client in order)
    starts = []
    for client, v, begin in zip(order, visits, begins, strict=True):
        own = range(problem.start_offset[v], problem.start_offset[v + 1])
        k = next(k for k in own if problem.start_first[k] <= begin <= problem.start_last[k])
        pair = search.instance.twin[client] != NONE and problem.shift_officers[s] == 1
        window = (int(problem.start_first[k]), int(problem.start_last[k]))
        starts.append((begin, begin) if pair else window)
    start = len(search.instance.visit) + s
    leg = None if at == NONE else [start, *order].index(at)
    return ShiftChoice(visits, tuple(starts), leg)


def test_the_break_is_laid_where_least_is_waited_then_home_is_reached_then_first() -> None:
    legs = Counter[int]()
    for seed in range(PROBLEMS):
        problem, search = searched(seed)
        found = read_solution(search, 0, interrupted=False)
        for s, choice in enumerate(found.choices):
            assert rested(problem, s, choice.visits, choice.starts) == choice, seed
            if choice.break_leg is not None:
                legs[choice.break_leg] += 1
                times = timed(problem, s, choice)
                mine = (waits(problem, s, choice, times), times.back, choice.break_leg)
                assert mine == min(every_break(problem, s, choice))
    assert {0, 1, 2} <= set(legs)


def waits(problem: Problem, s: int, choice: ShiftChoice, times: TimedShift) -> int:
    return times.idle_seconds(busy_seconds(problem, s, choice))


def every_break(problem: Problem, s: int, choice: ShiftChoice) -> list[tuple[int, int, int]]:
    """(seconds waited, return, leg) of the break on every leg where it can be."""
    options = []
    for leg in range(len(choice.visits) + 1):
        other = replace(choice, break_leg=leg)
        try:
            times = timed(problem, s, other)
        except ValueError:
            continue
        options.append((waits(problem, s, other, times), times.back, leg))
    return options


def test_these_searches_wait_at_some_price() -> None:
    # else the tests above would prove less than they say
    waited = Counter[float]()
    for seed in range(PROBLEMS):
        problem, search = searched(seed)
        found = read_solution(search, 0, interrupted=False)
        waited[problem.waiting_price] += totals_of(problem, found).waiting > 0
    assert waited.pop(0.0) == 0
    assert min(waited.values()) >= 5


# --- a round by hand ------------------------------------------------------------------------------


def solved(price: float, *homes: str, pause: ShiftBreak | None = None) -> tuple[Problem, Solution]:
    residents = [household(number, hours) for number, hours in enumerate(homes, 1)]
    visits = [visit(number) for number in range(1, len(homes) + 1)]
    inputs = inputs_of(
        residents, visits, [shift("A", pause=pause)], policy=Policy(waiting_price=price)
    )
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    return problem, RuinRecreate(threads=1).solve(problem, Budget(None, 300))


def test_a_minute_waited_costs_a_quarter_of_a_minute() -> None:
    # home 1 is left by 9:40, home 2 opens at noon
    problem, found = solved(0.25, "Mo 09:00-09:40", "Mo 12:00-13:00")
    (choice,) = found.choices
    assert choice.visits == (0, 1)
    times = timed(problem, 0, choice)
    # over at 9:40 and two minutes further at 9:42: 138 minutes until noon
    assert (times.stops[0].begin, times.stops[1].arrive) == (
        9 * HOUR + 30 * MINUTE,
        9 * HOUR + 42 * MINUTE,
    )
    assert totals_of(problem, found).waiting == 138 * MINUTE // 4


def test_a_break_shortens_the_wait() -> None:
    pause = ShiftBreak(9 * HOUR, 12 * HOUR, 30 * MINUTE)
    problem, found = solved(0.25, "Mo 09:00-09:40", "Mo 12:00-13:00", pause=pause)
    assert found.choices[0].break_leg == 1
    assert totals_of(problem, found).waiting == (138 - 30) * MINUTE // 4


@pytest.mark.parametrize(
    ("price", "made"),
    [
        # a call on home 2 is worth 60 minutes, 51 of them met, and takes 4 more of way
        pytest.param(0.25, 2, id="a quarter of 138 minutes is less than 47"),
        pytest.param(1.0, 1, id="138 minutes are more"),
    ],
)
def test_who_would_have_to_be_waited_for_too_long_is_left_out(price: float, made: int) -> None:
    _, found = solved(price, "Mo 09:00-09:40", "Mo 12:00-13:00")
    assert len(found.choices[0].visits) == made


def test_without_a_price_nothing_is_charged() -> None:
    problem, found = solved(0.0, "Mo 09:00-09:40", "Mo 12:00-13:00")
    assert len(found.choices[0].visits) == 2
    assert totals_of(problem, found).waiting == 0


def test_a_shift_without_a_visit_waits_for_nobody() -> None:
    problem, _ = solved(1.0, "Mo 09:00-09:40")
    assert waiting_cost(problem, 0, ShiftChoice()) == 0
