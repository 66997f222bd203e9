"""Appointments begin when they were promised, and pairs meet early, wherever that is free."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, Policy, ShiftBreak
from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.planning.insertion.placing import makers_of, rested
from routeplan.planning.undecided_times import meeting_early, on_the_minute
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_seconds, valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import small_problem
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit


def station(
    promised: int, tolerance: int = 10 * MINUTE, policy: Policy | None = None, **more: Any
) -> tuple[Inputs, Problem]:
    """Home 1 is promised, two minutes away; home 2, two minutes on, is at home 10:20-12:00."""
    promise = Appointment(MONDAY, promised, tolerance)
    homes = [household(1), household(2, "Mo 10:20-12:00")]
    visits = [visit(1, 10, appointment=promise, **more), visit(2, 10)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")], policy=policy)
    return inputs, build_problem(inputs, visit_times(inputs), street_tables(inputs))


def solution_of(problem: Problem, *rounds: tuple[int, ...]) -> Solution:
    """Shifts that make these visits in order, each within its first start window."""

    def starts(v: int) -> tuple[int, int]:
        k = problem.start_offset[v]
        return int(problem.start_first[k]), int(problem.start_last[k])

    choices = [ShiftChoice(visits, tuple(map(starts, visits))) for visits in rounds]
    return Solution(tuple(choices), 0, 0, 0)


def begins(inputs: Inputs, problem: Problem, solution: Solution) -> list[list[float]]:
    """Begins of the stops of each shift, in minutes past ten."""
    return minutes(problem, on_the_minute(inputs, problem, solution))


def minutes(problem: Problem, solution: Solution) -> list[list[float]]:
    """Begins of the stops of each shift, in minutes past ten, to the second."""
    return [
        [(stop.begin - 10 * HOUR) / MINUTE for stop in timed(problem, s, choice).stops]
        for s, choice in enumerate(solution.choices)
    ]


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        # begun at 10:08, it is over in time for home 2; begun at ten, one would wait there
        pytest.param(10 * HOUR, [8, 20], id="no earlier than costs nothing"),
        pytest.param(10 * HOUR + 8 * MINUTE, [8, 20], id="where it is anyway"),
        # home 2 waits for nobody: it is called on later
        pytest.param(10 * HOUR + 12 * MINUTE, [12, 24], id="the promised minute"),
        # home 2 has to be begun by 11:50, twelve minutes after home 1
        pytest.param(11 * HOUR + 45 * MINUTE, [98, 110], id="as near as another's hours allow"),
    ],
)
def test_an_appointment_moves_towards_its_minute(promised: int, found: list[int]) -> None:
    inputs, problem = station(promised)
    assert begins(inputs, problem, solution_of(problem, (0, 1), ())) == [found, []]


def test_where_waiting_costs_nothing_an_appointment_is_kept_to_the_minute() -> None:
    inputs, problem = station(10 * HOUR, policy=Policy(waiting_price=0.0))
    assert begins(inputs, problem, solution_of(problem, (0, 1), ())) == [[0, 20], []]


def test_the_last_visit_moves_as_far_as_the_shift_allows() -> None:
    inputs, problem = station(10 * HOUR)
    assert begins(inputs, problem, solution_of(problem, (0,), ())) == [[0], []]
    # from 16:48 on he would not be back by 17:00: ten minutes of visit and two of way
    inputs, problem = station(16 * HOUR + 50 * MINUTE)
    assert begins(inputs, problem, solution_of(problem, (0,), ())) == [[408], []]


def test_an_appointment_that_comes_late_is_not_moved() -> None:
    # home 2 first, from 10:20 to 10:30: home 1 at 10:32, two minutes past its promised time
    inputs, problem = station(10 * HOUR + 30 * MINUTE)
    assert begins(inputs, problem, solution_of(problem, (1, 0), ())) == [[20, 32], []]


def pair_at(minute: int, second_home: tuple[int, int]) -> Solution:
    """A and B are at home 1 so many minutes past ten, and A then at home 2 within those."""
    both = (10 * HOUR + minute * MINUTE,) * 2
    last = (10 * HOUR + second_home[0] * MINUTE, 10 * HOUR + second_home[1] * MINUTE)
    return Solution((ShiftChoice((0, 1), (both, last)), ShiftChoice((0,), (both,))), 0, 0, 0)


def test_two_officers_move_together() -> None:
    # pinned to 9:50, A waits 18 minutes at home 2; from 10:08 on nobody waits
    inputs, problem = station(10 * HOUR + 10 * MINUTE, officers_needed=2)
    assert begins(inputs, problem, pair_at(0, (20, 60))) == [[10, 22], [10]]


def test_two_officers_stay_where_one_of_them_has_no_time() -> None:
    inputs, problem = station(10 * HOUR + 12 * MINUTE, officers_needed=2)
    assert begins(inputs, problem, pair_at(8, (20, 20))) == [[8, 20], [8]]


def test_other_visits_are_left_alone() -> None:
    homes = [household(1, "Mo 09:00-12:00"), household(2, "Mo 10:20-12:00")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    solution = solution_of(problem, (0, 1))
    assert on_the_minute(inputs, problem, solution) is solution


# --- two officers meet ----------------------------------------------------------------------------


def street(*homes: str, policy: Policy | None = None) -> Problem:
    """Home 1 needs A and B; further homes, two minutes apart, keep these hours."""
    residents = [household(number, hours) for number, hours in enumerate(homes, 1)]
    visits = [visit(1, officers_needed=2), *(visit(n) for n in range(2, len(homes) + 1))]
    inputs = inputs_of(residents, visits, [shift("A"), shift("B")], policy=policy)
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def meeting(problem: Problem, at: int, *before: int, after: tuple[int, ...] = ()) -> Solution:
    """A makes some visits before the pair's and some after; B only that one, at that second."""

    def starts(v: int) -> tuple[int, int]:
        k = problem.start_offset[v]
        return (at, at) if v == 0 else (int(problem.start_first[k]), int(problem.start_last[k]))

    order = (*before, 0, *after)
    first = ShiftChoice(order, tuple(map(starts, order)))
    return Solution((first, ShiftChoice((0,), ((at, at),))), 0, 0, 0)


def test_two_officers_with_nothing_else_to_do_meet_as_their_shifts_begin() -> None:
    # two minutes from the station: 9:02
    problem = street("")
    assert minutes(problem, meeting_early(problem, meeting(problem, 11 * HOUR))) == [[-58], [-58]]


def test_two_officers_meet_as_soon_as_the_later_one_can() -> None:
    # A is at home 2 from 10:20 to 10:30, two minutes off
    problem = street("", "Mo 10:20-12:00")
    found = meeting_early(problem, meeting(problem, 11 * HOUR, 1))
    assert minutes(problem, found) == [[20, 32], [32]]


@pytest.mark.parametrize(
    ("price", "minute"),
    [
        pytest.param(0.25, 8, id="at 10:08 nobody waits for home 2"),
        pytest.param(0.0, -58, id="waiting costs nothing: as their shifts begin"),
    ],
)
def test_two_officers_meet_when_that_costs_least(price: float, minute: int) -> None:
    # A goes on to home 2, which opens at 10:20
    problem = street("", "Mo 10:20-12:00", policy=Policy(waiting_price=price))
    for at in (9 * HOUR + 30 * MINUTE, 11 * HOUR):
        found = meeting_early(problem, meeting(problem, at, after=(1,)))
        assert [begun[0] for begun in minutes(problem, found)] == [minute, minute]


def test_a_meeting_keeps_its_chance() -> None:
    # from 10:00 on more people open: the pair was put there, and stays there
    problem = street("", policy=Policy(visiting_hours=(("Mo 08:00-10:00", 0.2), ("Mo", 0.7))))
    found = meeting_early(problem, meeting(problem, 11 * HOUR))
    assert minutes(problem, found) == [[0], [0]]


def test_a_meeting_leaves_room_for_the_break() -> None:
    # each rests at 9:00 at the station until 9:30, then it is two minutes to home 1
    pause = ShiftBreak(9 * HOUR, 9 * HOUR, 30 * MINUTE)
    shifts = [shift("A", pause=pause), shift("B", pause=pause)]
    inputs = inputs_of([household(1)], [visit(1, officers_needed=2)], shifts)
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    eleven = ShiftChoice((0,), ((11 * HOUR, 11 * HOUR),), 0)
    found = meeting_early(problem, Solution((eleven, eleven), 0, 0, 0))
    assert minutes(problem, found) == [[-28], [-28]]


def solved_pairs(seed: int) -> tuple[Problem, Solution]:
    """Three pairs among three officers, as a short search leaves them."""
    random = Random(f"meet {seed}")
    price = random.choice([0.0, 0.5])
    problem = small_problem(random, visits=7, shifts=3, pairs=3, waiting_price=price)
    return problem, RuinRecreate(threads=1).solve(problem, Budget(None, 200), seed=seed)


def test_some_of_these_pairs_meet_at_another_second() -> None:
    cases = [solved_pairs(seed) for seed in range(60)]
    pairs = [v for _, solved in cases for v in range(3) if len(makers_of(solved, v)) == 2]
    assert len(pairs) > 20
    assert sum(meeting_early(*case) != case[1] for case in cases) >= 10


@pytest.mark.parametrize("seed", range(60))
def test_no_other_second_of_its_window_is_a_better_one_to_meet(seed: int) -> None:
    problem, solved = solved_pairs(seed)
    solution = meeting_early(problem, solved)
    assert valued(problem, solution.choices) <= (solved.missed, solved.cost)
    for v in range(3):
        makers = makers_of(solution, v)
        if len(makers) == 2:
            choice = solution.choices[makers[0]]
            begin = choice.starts[choice.visits.index(v)][0]
            window = next(w for w in starts_of(problem, v) if w.first <= begin <= w.last)
            options = [
                (idle, second)
                for second in range(window.first, window.last + 1)
                if (idle := waited_when(problem, solution, v, makers, second)) is not None
            ]
            assert min(options)[1] == begin


def waited_when(
    problem: Problem, solution: Solution, v: int, makers: tuple[int, ...], second: int
) -> int | None:
    """Seconds that both wait when they meet then, all else as it is; None where they cannot."""
    total = 0
    for s in makers:
        choice = solution.choices[s]
        pins = zip(choice.visits, choice.starts, strict=True)
        starts = tuple((second, second) if u == v else start for u, start in pins)
        laid = rested(problem, s, choice.visits, starts)
        if laid is None:
            return None
        if problem.waiting_price:
            total += timed(problem, s, laid).idle_seconds(busy_seconds(problem, s, laid))
    return total
