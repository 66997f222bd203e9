"""The break on a leg, against every second it may begin at, and who makes a visit."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import ShiftBreak
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import (
    BreakRule,
    after_coming_back,
    before_leaving,
    break_rule,
    makers_by_visit,
    makers_of,
    on_the_way,
    places_of,
    rested_arrival,
    rested_arrivals,
    rested_leaving,
    rested_leavings,
    tour_of,
    ways_of,
)
from tests.stations import HOUR, household, inputs_of, shift, street_tables, visit

RULE = BreakRule(earliest=4, latest=7, seconds=3)
TIMES = range(14)
WAYS = (0, 2, 5)


def two_shifts() -> Problem:
    """A visit, and two shifts of which the first has a break."""
    lunch = ShiftBreak(4 * HOUR, 6 * HOUR, HOUR // 2)
    inputs = inputs_of([household(1)], [visit(1)], [shift("A", pause=lunch), shift("B")])
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def arrivals(free: int, way: int) -> list[int]:
    """When a leg left at ``free`` ends, for each second at which the break may begin."""
    begins = range(max(free, RULE.earliest), RULE.latest + 1)
    return [max(free + way, begin) + RULE.seconds for begin in begins]


@pytest.mark.parametrize("way", WAYS)
def test_the_earliest_arrival_is_that_of_the_best_second_for_the_break(way: int) -> None:
    for free in TIMES:
        assert rested_arrival(RULE, free, way) == min(arrivals(free, way), default=None)


@pytest.mark.parametrize("way", WAYS)
def test_the_latest_leaving_is_the_last_from_which_the_end_is_reached(way: int) -> None:
    for due in range(25):
        in_time = [free for free in range(-30, 25) if min(arrivals(free, way), default=99) <= due]
        assert rested_leaving(RULE, due, way) == max(in_time, default=None)


def test_without_a_break_none_is_taken() -> None:
    assert rested_arrival(None, 0, 1) is None
    assert rested_leaving(None, 99, 1) is None


def test_at_the_station_the_break_needs_its_time_before_or_behind_the_round() -> None:
    assert before_leaving(RULE, 0, 7) == (4, 7)
    assert before_leaving(RULE, 0, 6) is None
    assert before_leaving(RULE, 6, 9) == (6, 9)
    assert before_leaving(RULE, 8, 20) is None  # may not begin so late
    assert after_coming_back(RULE, 2) == (4, 7)
    assert after_coming_back(RULE, 7) == (7, 10)
    assert after_coming_back(RULE, 8) is None
    assert on_the_way(RULE, 5) == (5, 8)
    assert on_the_way(RULE, 8) is None


def test_many_legs_are_as_each_of_them() -> None:
    problem = two_shifts()
    legs = [
        (s, t, way) for s, t, way in product(range(problem.shifts), range(0, 40_000, 977), WAYS)
    ]
    shift, time, way = np.array(legs, np.int64).T
    for many, one in ((rested_arrivals, rested_arrival), (rested_leavings, rested_leaving)):
        ends, can = many(problem, shift, time, way)
        steps = [one(break_rule(problem, s), t, w) for s, t, w in legs]
        assert [int(end) if held else None for end, held in zip(ends, can, strict=True)] == steps


def test_a_tour_begins_and_ends_where_its_shift_does() -> None:
    problem = two_shifts()
    places = places_of(problem, 0, [0])
    assert places == [0, int(problem.visit_place[0]), 0]
    travel = problem.travel[problem.shift_mode[0]]
    assert ways_of(problem, 0, [0]) == [travel[0, places[1]], travel[places[1], 0]]


def test_a_tour_has_all_that_is_asked_of_it_at_once() -> None:
    problem = two_shifts()
    for s, visits in ((0, [0]), (1, []), (1, [0])):
        tour = tour_of(problem, s, visits)
        assert (tour.places, tour.ways) == (
            places_of(problem, s, visits),
            ways_of(problem, s, visits),
        )
        assert tour.seconds == [int(problem.visit_seconds[v]) for v in visits]
        assert tour.hours == (problem.shift_begin[s], problem.shift_end[s])
        assert tour.rule == break_rule(problem, s)


def test_a_visit_of_two_officers_has_two_makers() -> None:
    at = (0, 9)
    choices = (ShiftChoice((2, 0), (at, at)), ShiftChoice(), ShiftChoice((2,), (at,)))
    assert makers_by_visit(choices) == {2: [0, 2], 0: [0]}
    assert makers_of(Solution(choices, 0, 0, 0), 2) == (0, 2)
    assert makers_of(Solution(choices, 0, 0, 0), 1) == ()
