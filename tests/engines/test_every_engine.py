"""What holds of every engine: both run here, and where it is tiny enumeration has the last word.

Tests ``problem/cost.py``.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ortools import OrTools
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, Priority, ShiftBreak
from routeplan.planning.evenness.longest_day import capped, longest_busy
from routeplan.planning.make_plan import NO_LONGEST_DAY
from routeplan.problem.arrays import LATE_SECONDS, NO_CAP, Problem
from routeplan.problem.cost import valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, Engine, SearchState, ShiftChoice, Solution
from tests.engines.brute_force import optimum
from tests.engines.problems import small_problem
from tests.engines.ruin_recreate.test_search_optimum import KINDS
from tests.planning.test_make_plan import planned, small_station
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit


@dataclass(frozen=True)
class Contender:
    """An engine, and how many of its own iterations do a thing: they are not alike in length.

    One that ``sees_waiting`` searches with its price; any engine is charged it.
    """

    make: Callable[[], Engine]
    few: int
    some: int
    enough: int
    sees_waiting: bool = True

    def solve(self, problem: Problem, iterations: int, **more: object) -> Solution:
        return self.make().solve(problem, Budget(None, iterations), **more)  # type: ignore[arg-type]


CONTENDERS = {
    "ruin-recreate": Contender(lambda: RuinRecreate(threads=1), 20, 300, 3000),
    "ortools": Contender(OrTools, 300, 20_000, 100_000, sees_waiting=False),
}


@pytest.fixture(params=CONTENDERS)
def contender(request: pytest.FixtureRequest) -> Contender:
    return CONTENDERS[request.param]


def week(seed: int = 0) -> Problem:
    """Thirty visits, six shifts on three days, with everything."""
    return small_problem(
        Random(f"week {seed}"), visits=30, shifts=6, pairs=4, days=3, caps=True, siblings=True
    )


def assert_sound(problem: Problem, found: Solution) -> None:
    """It can be kept, within its caps, and costs what it says."""
    assert (found.missed, found.cost) == valued(problem, found.choices)
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(found.choices):
        times = timed(problem, s, choice)  # raises ValueError when it cannot be kept
        assert problem.load[list(choice.visits)].sum() <= problem.max_load[s]
        assert (times.pause is not None) == bool(choice.visits and problem.break_seconds[s] >= 0)
        for v, stop in zip(choice.visits, times.stops, strict=True):
            makers.setdefault(v, []).append(s)
            own = slice(problem.start_offset[v], problem.start_offset[v + 1])
            spans = zip(problem.start_first[own], problem.start_last[own], strict=True)
            assert any(first <= stop.begin <= last for first, last in spans)
    for v, shifts in makers.items():
        assert sum(problem.shift_officers[s] for s in shifts) >= problem.officers_needed[v]
    assert longest_busy(problem, found) <= problem.max_busy.max()


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_what_enumeration_finds(contender: Contender, kind: str) -> None:
    for seed in range(3):
        problem = small_problem(Random(f"both {kind} {seed}"), **KINDS[kind])
        found = contender.solve(problem, contender.enough, seed=seed)
        assert_sound(problem, found)
        if contender.sees_waiting or problem.waiting_price == 0:
            assert (found.missed, found.cost) == optimum(problem), (kind, seed)
        else:
            # the best of those that wait for free, charged for its waiting afterwards
            assert optimum(problem) <= (found.missed, found.cost)
            free = replace(problem, waiting_price=0.0)
            assert valued(free, found.choices) == optimum(free), (kind, seed)


@pytest.mark.parametrize("seed", range(3))
def test_a_week_with_everything_is_sound(contender: Contender, seed: int) -> None:
    found = contender.solve(week(seed), contender.some, seed=seed)
    assert_sound(week(seed), found)
    assert sum(len(choice.visits) for choice in found.choices) > 10


@pytest.mark.parametrize("seed", range(3))
def test_the_first_engine_takes_up_any_answer_as_it_is(contender: Contender, seed: int) -> None:
    found = contender.solve(week(seed), contender.some, seed=seed)
    again = RuinRecreate(threads=1).solve(week(seed), Budget(None, 1), start=found)
    assert (again.missed, again.cost) <= (found.missed, found.cost)


def test_a_promise_is_kept_late_rather_than_not_at_all(contender: Contender) -> None:
    # promised for Monday at the latest, at home on Tuesday and Wednesday, an hour away
    home = household(1, "Tu-We 09:00-12:00", place=30)
    inputs = inputs_of(
        [home], [visit(1, latest=MONDAY)], [shift("A", day=1), shift("A", day=2)], days=3
    )
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    found = contender.solve(problem, contender.few)
    assert [choice.visits for choice in found.choices] == [(0,), ()], "as soon after as can be"
    assert found.missed == 0
    assert found.cost > LATE_SECONDS


def test_the_same_seed_and_iterations_give_the_same_solution(contender: Contender) -> None:
    first, again = (contender.solve(week(), contender.some, seed=3) for _ in range(2))
    assert first == again
    assert first.iterations >= contender.some


def test_a_search_from_a_solution_is_never_worse(contender: Contender) -> None:
    for seed in range(3):
        start = RuinRecreate(threads=1).solve(week(seed), Budget(None, 500), seed=seed)
        found = contender.solve(week(seed), contender.few, start=start)
        assert (found.missed, found.cost) <= (start.missed, start.cost)


def test_visits_that_stay_do_not_leave_their_shifts(contender: Contender) -> None:
    problem = week(1)
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 2))
    shifts = {v: s for s, choice in enumerate(start.choices) for v in choice.visits}
    singles = [v for v in shifts if problem.officers_needed[v] == 1][:6]
    stays = np.isin(np.arange(30), singles)
    found = contender.solve(replace(problem, stays=stays), contender.some, start=start)
    assert (found.missed, found.cost) <= (start.missed, start.cost)
    assert all(v in found.choices[shifts[v]].visits for v in singles)


def test_a_start_above_a_lower_cap_is_not_kept(contender: Contender) -> None:
    problem = replace(week(), max_busy=np.full(6, NO_CAP, np.int32))
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 500))
    cap = int(longest_busy(problem, start) * 0.7)
    found = contender.solve(capped(problem, cap), contender.some, start=start)
    assert 0 < longest_busy(problem, found) <= cap


def test_a_shift_whose_break_cannot_be_taken_stays_idle(contender: Contender) -> None:
    problem = small_problem(Random(4), visits=4, shifts=1)
    late = np.array([problem.shift_end[0]], np.int32)
    length = np.array([5], np.int32)
    no_rest = replace(problem, break_earliest=late, break_latest=late, break_seconds=length)
    found = contender.solve(no_rest, contender.some)
    assert found.choices == (ShiftChoice(),)
    assert (found.missed, found.cost) == optimum(no_rest)


def test_ctrl_c_keeps_the_best_plan_and_says_so(contender: Contender) -> None:
    def press(state: SearchState) -> None:
        if state.phase == "search":
            signal.raise_signal(signal.SIGINT)

    found = contender.make().solve(week(), Budget(3600.0), watch=press)
    assert found.interrupted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert_sound(week(), found)


def test_who_watches_is_told_of_the_best_so_far(contender: Contender) -> None:
    seen: list[SearchState] = []
    contender.make().solve(week(), Budget(1.0), watch=seen.append)
    values = [(state.missed, state.cost) for state in seen if state.phase == "search"]
    assert values
    assert values == sorted(values, reverse=True)
    assert all(0 <= state.share <= 1 for state in seen)


def stations() -> dict[str, Inputs]:
    """What each names is in it; visit 3 cannot be made by one officer alone."""
    homes = [household(number) for number in range(1, 7)]
    alone = [visit(number) for number in (1, 2, 4, 5, 6)]
    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    both = [shift("A", pause=pause), shift("B", end=13 * HOUR)]
    promised = Appointment(MONDAY, 10 * HOUR, 10 * MINUTE, "B")
    return {
        "a pair": inputs_of(homes, [*alone, visit(3, officers_needed=2)], both),
        "an appointment": inputs_of(homes, [*alone, visit(3, appointment=promised)], both),
        "a must": inputs_of(homes, [*alone, visit(3, priority=Priority.MUST)], both),
        "two visits a cap": inputs_of(homes, alone, [shift("A", max_visits=2)]),
        "a skill": inputs_of(
            homes,
            [*alone, visit(3, skills=frozenset({"sign"}))],
            [shift("A"), shift("B", skills=frozenset({"sign"}))],
        ),
    }


@pytest.mark.parametrize("name", stations())
def test_the_judge_finds_no_rule_broken(contender: Contender, name: str) -> None:
    # make_plan raises JudgeError otherwise; everything fits, but for a cap of two visits
    budget = Budget(None, contender.some)
    plan = planned(stations()[name], contender.make(), budget=budget)
    stops = [stop.visit for route in plan.routes for stop in route.stops]
    assert len(set(stops)) == (2 if name == "two visits a cap" else 6)
    assert plan.totals.promises_missed == 0
    assert stops.count("v3") == {"two visits a cap": 0, "a pair": 2}.get(name, 1)


@pytest.mark.parametrize("longest_day", [NO_LONGEST_DAY, 3 * HOUR])
def test_a_plan_costs_what_its_engine_says_and_is_repeated(
    contender: Contender, longest_day: int
) -> None:
    more = {"budget": Budget(None, contender.some), "longest_day": longest_day, "seed": 2}
    plan, again = (planned(small_station(), contender.make(), **more) for _ in range(2))
    assert plan == again
    busiest = max(route.busy_seconds for route in plan.routes)
    assert busiest <= (longest_day or 24 * HOUR)


def test_a_station_without_a_visit_or_a_shift_is_planned(contender: Contender) -> None:
    idle = planned(inputs_of([], [], [shift("A")]), contender.make())
    assert (idle.totals.objective, idle.left_out) == (0, ())
    nobody = planned(replace(small_station(), shifts=()), contender.make())
    assert {entry.code for entry in nobody.left_out} == {"nobody-on-shift"}
