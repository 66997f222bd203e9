"""Whole rounds exchanged between officers of a day, so that each carries a fair share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Mode, Shift, ShiftBreak
from routeplan.planning.evenness.even_shares import (
    LEAST_PART,
    NOTICED_SECONDS,
    Loads,
    even_shares,
    loads_of,
    parts_of_day,
)
from routeplan.problem.arrays import SUFFICES, Problem
from routeplan.problem.cost import busy_by_shift, valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import DAY, ints, small_problem
from tests.stations import (
    HOUR,
    MINUTE,
    household,
    inputs_of,
    officer,
    shift,
    street_tables,
    visit,
)

WEEK = [shift(who, day=day) for day in range(4) for who in "AB"]


def station(
    shifts: Sequence[Shift], *rounds: Sequence[int], more: dict[int, dict[str, Any]] | None = None
) -> tuple[Inputs, Problem, Solution]:
    """Homes 1 to 4, one visit each of 20, 40, 60 and 80 minutes, made in these rounds."""
    homes = [household(number) for number in range(1, 5)]
    visits = [visit(n, 20 * n, **(more or {}).get(n, {})) for n in range(1, 5)]
    inputs = inputs_of(homes, visits, shifts, days=4)
    travel = street_tables(inputs, {Mode.BIKE: 3})
    problem = build_problem(inputs, visit_times(inputs), travel)
    choices = tuple(choice_of(problem, s, own) for s, own in enumerate(rounds))
    missed, cost = valued(problem, choices)
    return inputs, problem, Solution(choices, missed, cost, 1)


def choice_of(problem: Problem, s: int, visits: Sequence[int]) -> ShiftChoice:
    """Each visit in its start window of the shift's day."""
    starts = []
    for v in visits:
        own = range(problem.start_offset[v], problem.start_offset[v + 1])
        k = next(k for k in own if problem.start_last[k] > problem.shift_begin[s])
        starts.append((int(problem.start_first[k]), int(problem.start_last[k])))
    leg = 0 if visits and problem.break_seconds[s] > 0 else None
    return ShiftChoice(tuple(visits), tuple(starts), leg)


def rounds_of(solution: Solution) -> list[tuple[int, ...]]:
    return [choice.visits for choice in solution.choices]


def evened(
    inputs: Inputs, problem: Problem, found: Solution, before: dict[str, int] | None = None
) -> Solution:
    return even_shares(inputs, problem, found, loads_of(inputs, before or {}))


# --- exchanging rounds ----------------------------------------------------------------------------


def test_who_has_carried_less_in_this_plan_takes_the_longer_round() -> None:
    # A walks and visits for 96 minutes on the first day and 24 on the second, B for 48: 120 and 48
    inputs, problem, found = station(WEEK, [3], [1], [0], [], [], [], [], [])
    assert busy_by_shift(problem, found)[:3] == [96 * MINUTE, 48 * MINUTE, 24 * MINUTE]
    # with the first day's rounds exchanged 72 and 96; to give the 24 away, too, would be worse
    assert rounds_of(evened(inputs, problem, found))[:4] == [(1,), (3,), (0,), ()]


def test_weeks_before_count() -> None:
    # 96 and 48 minutes on one day: the longer round goes to who carried an hour less
    shifts = WEEK[:2]
    inputs, problem, found = station(shifts, [3], [1])
    assert rounds_of(evened(inputs, problem, found)) == [(3,), (1,)]
    assert rounds_of(evened(inputs, problem, found, {"A": HOUR})) == [(1,), (3,)]
    assert rounds_of(evened(inputs, problem, found, {"B": HOUR})) == [(3,), (1,)]


def test_a_part_time_officer_carries_a_part() -> None:
    # A works half: her 96 minutes weigh 192, B's 48 weigh 48; the other way round 96 and 96
    inputs, problem, found = station(WEEK[:2], [3], [1])
    half = replace(inputs, officers=(officer("A", share=0.5), officer("B")))
    assert rounds_of(evened(half, problem, found)) == [(1,), (3,)]


@pytest.mark.parametrize(
    ("carried", "exchanged"),
    [
        # 96 + x for A and 48 for B become 48 + x and 96: the higher falls by x, at most
        pytest.param(NOTICED_SECONDS, True, id="five minutes less are a reason"),
        pytest.param(NOTICED_SECONDS - 1, False, id="a second below that is none"),
    ],
)
def test_a_difference_that_nobody_notices_moves_no_round(carried: int, exchanged: bool) -> None:
    inputs, problem, found = station(WEEK[:2], [3], [1])
    again = evened(inputs, problem, found, {"A": carried})
    assert rounds_of(again) == ([(1,), (3,)] if exchanged else [(3,), (1,)])


@pytest.mark.parametrize(
    ("shifts", "more"),
    [
        pytest.param([shift("A"), shift("B", mode=Mode.BIKE)], {}, id="B is slower by bike"),
        pytest.param([shift("A"), shift("B", end=10 * HOUR)], {}, id="B goes home before"),
        pytest.param([shift("A"), shift("B", max_visits=0)], {}, id="B may make no visit"),
        pytest.param(
            [shift("A"), shift("B", max_busy_seconds=95 * MINUTE)], {}, id="B may be busy for less"
        ),
        pytest.param(
            [shift("A", skills=frozenset({"law"})), shift("B")],
            {4: {"skills": frozenset({"law"})}},
            id="B does not have the skill",
        ),
        pytest.param(
            [shift("A"), shift("B")], {4: {"preferred_officer": "A"}}, id="A is preferred"
        ),
        pytest.param([shift("A"), shift("B")], {4: {"given_to": "A"}}, id="A was given it"),
        pytest.param([shift("A"), shift("B", day=1)], {}, id="B is there on another day"),
        pytest.param([shift("A"), shift("A")], {}, id="both are A's"),
        pytest.param(
            [shift("A"), shift("B", pause=ShiftBreak(9 * HOUR, 9 * HOUR, 7 * HOUR))],
            {},
            id="B has no time beside the break",
        ),
    ],
)
def test_a_round_stays_where_the_other_cannot_take_it_or_that_costs(
    shifts: list[Shift], more: dict[int, dict[str, Any]]
) -> None:
    # A would rather be rid of the 96 minutes: she carried two hours more in the weeks before
    inputs, problem, found = station(shifts, [3], [], more=more)
    assert evened(inputs, problem, found, {"A": 2 * HOUR}) == found


def test_the_other_officers_break_is_laid_anew() -> None:
    # B rests at noon; home 4 is 8 minutes away, so she is back by 10:36 and rests then
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    inputs, problem, found = station([shift("A"), shift("B", pause=pause)], [3], [])
    again = evened(inputs, problem, found, {"A": 2 * HOUR})
    assert rounds_of(again) == [(), (3,)]
    assert timed(problem, 1, again.choices[1]).pause == (12 * HOUR, 12 * HOUR + 30 * MINUTE)


def test_who_meets_a_partner_meets_at_the_same_second() -> None:
    # B and C meet at home 1 at ten; A takes B's round over and meets C then
    shifts = [shift("A"), shift("B"), shift("C")]
    inputs, problem, _ = station(shifts, [], [], [], more={1: {"officers_needed": 2}})
    ten = ShiftChoice((0,), ((10 * HOUR, 10 * HOUR),))
    choices = (ShiftChoice(), ten, ten)
    found = Solution(choices, *valued(problem, choices), 1)
    again = evened(inputs, problem, found, {"B": 2 * HOUR})
    assert again.choices == (ten, ShiftChoice(), ten)


def of_like_officers(seed: int) -> tuple[Inputs, Problem, Solution, Loads]:
    """Four shifts of two days whose officers can make each other's visits, as hours allow."""
    random = Random(f"shares {seed}")
    problem = small_problem(
        random, visits=9, shifts=4, days=2, pairs=1, caps=seed % 2 == 0, waiting_price=0.5
    )
    problem = replace(
        problem,
        roles=np.full_like(problem.roles, SUFFICES),
        minor_cost=np.zeros_like(problem.minor_cost),
        shift_mode=np.zeros_like(problem.shift_mode),
        shift_begin=ints(DAY * day for day in problem.shift_day),
        shift_end=ints(DAY * day + 80 for day in problem.shift_day),
        shift_officers=np.ones_like(problem.shift_officers),
    )
    solved = RuinRecreate(threads=1).solve(problem, Budget(None, 200), seed=seed)
    shifts = [shift("ABCD"[s], day=int(day)) for s, day in enumerate(problem.shift_day)]
    before = {who: random.randint(0, 200) for who in "ABCD"}
    loads = Loads(before, {who: random.choice([0.5, 1.0]) for who in "ABCD"})
    return inputs_of([], [], shifts, days=2), problem, solved, loads


@pytest.fixture
def every_second_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small problems have rounds of a minute: no difference is too small to be noticed."""
    monkeypatch.setattr("routeplan.planning.evenness.even_shares.NOTICED_SECONDS", 1)


@pytest.mark.usefixtures("every_second_counts")
@pytest.mark.parametrize("seed", range(40))
def test_exchanging_costs_nothing_and_never_raises_the_highest_load(seed: int) -> None:
    inputs, problem, solved, loads = of_like_officers(seed)
    found = even_shares(inputs, problem, solved, loads)
    assert valued(problem, found.choices) == (found.missed, found.cost)
    assert (found.missed, found.cost) <= (solved.missed, solved.cost)
    made, again = ({v for c in solution.choices for v in c.visits} for solution in (solved, found))
    assert made == again
    highest = [
        max(loads.of(inputs, busy_by_shift(problem, solution)).values())
        for solution in (solved, found)
    ]
    assert highest[1] <= highest[0]
    for s, choice in enumerate(found.choices):
        timed(problem, s, choice)  # raises ValueError when it cannot be kept
        assert problem.load[list(choice.visits)].sum() <= problem.max_load[s]
    for v in {v for choice in found.choices for v in choice.visits}:
        begins = {
            choice.starts[choice.visits.index(v)]
            for choice in found.choices
            if v in choice.visits and problem.officers_needed[v] == 2
        }
        assert len(begins) <= 1, "two officers begin at one second"


@pytest.mark.usefixtures("every_second_counts")
def test_some_of_these_rounds_are_exchanged() -> None:
    cases = [of_like_officers(seed) for seed in range(40)]
    changed = sum(even_shares(*case[:3], case[3]) != case[2] for case in cases)
    assert changed >= 5


# --- parts of a day -------------------------------------------------------------------------------


def test_each_officer_has_a_part_by_share_and_by_what_was_carried() -> None:
    # four days of two; in the plan 240 minutes in all: 96 + 48 + 24 + 72
    rounds = [[3], [1], [0], [2], [], [], [], []]
    inputs, problem, found = station(WEEK, *rounds)
    even = parts_of_day(inputs, problem, found, loads_of(inputs, {}))
    assert even.tolist() == [1.0] * 8
    # A carried two hours: of 360 minutes 180 are due to each, so 60 to A and 180 to B
    parts = parts_of_day(inputs, problem, found, loads_of(inputs, {"A": 2 * HOUR}))
    assert parts.tolist() == pytest.approx([1 / 3, 1.0] * 4)


def test_a_part_time_officer_has_a_part_of_a_day() -> None:
    inputs, problem, found = station(WEEK, [3], [1], [0], [2], [], [], [], [])
    half = replace(inputs, officers=(officer("A", share=0.5), officer("B")))
    parts = parts_of_day(half, problem, found, loads_of(half, {}))
    assert parts.tolist() == pytest.approx([0.5, 1.0] * 4)


def test_fewer_days_hold_more_each() -> None:
    # A is there on one day, B on two: to carry the same, B needs half a day
    shifts = [shift("A"), shift("B"), shift("B", day=1)]
    inputs, problem, found = station(shifts, [3], [1], [])
    parts = parts_of_day(inputs, problem, found, loads_of(inputs, {}))
    assert parts.tolist() == pytest.approx([1.0, 0.5, 0.5])


def test_who_carried_far_more_still_has_a_quarter() -> None:
    inputs, problem, found = station(WEEK[:2], [3], [1])
    parts = parts_of_day(inputs, problem, found, loads_of(inputs, {"A": 100 * HOUR}))
    # B's due is half of all, of which A keeps a quarter of her own half
    assert parts.tolist() == pytest.approx([LEAST_PART, 1.0])


def test_a_crew_has_the_part_of_who_carried_more() -> None:
    shifts = [shift("AB"), shift("C")]
    inputs, problem, found = station(shifts, [3], [1])
    # 96 + 48 minutes and 60 before: 68 due to each; A has 8 left to carry, above a quarter of 68
    parts = parts_of_day(inputs, problem, found, loads_of(inputs, {"A": HOUR}))
    assert parts.tolist() == pytest.approx([17 / 68, 1.0])


def test_without_a_shift_there_is_no_part() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    parts = parts_of_day(inputs, problem, Solution((), 0, 0, 1), loads_of(inputs, {}))
    assert parts.tolist() == np.ones(0).tolist()
