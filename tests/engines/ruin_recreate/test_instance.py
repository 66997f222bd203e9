"""The arrays that the search works on.

Tests ``engines/ruin_recreate/kernels/arrays.py``, ``engines/ruin_recreate/neighbours.py`` and
``engines/ruin_recreate/windows_by_day.py``.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NEVER, NONE, Instance
from routeplan.engines.ruin_recreate.neighbours import ADJACENT, NEAR, NEAR_AT_ONE_PLACE
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, Inputs, Policy, ShiftBreak
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from tests.engines.problems import small_problem
from tests.stations import DAY, HOUR, MINUTE, household, inputs_of, shift, street_tables, visit


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def rows(instance: Instance, v: int, day: int) -> list[tuple[int, int, int]]:
    """The windows of a visit on a day: (first, last, cost)."""
    at = v * instance.cheapest.shape[1] + day
    table = instance.window[instance.window_from[at] : instance.window_from[at + 1]]
    return [(int(first), int(last), int(cost)) for first, last, cost in table]


def two_days() -> Instance:
    """h1 is at home by the station's hours, h2 on Monday morning, h3 past Monday's midnight."""
    policy = Policy(visiting_hours=(("Mo-Tu 09:00-10:00", 0.75), ("Mo 10:00-12:00", 0.25)))
    homes = [household(1), household(2, "Mo 09:00-09:30"), household(3, "Mo 23:00-24:00")]
    late = shift("A", begin=9 * HOUR, end=26 * HOUR)
    inputs = inputs_of(
        homes, [visit(n) for n in (1, 2, 3)], [late, shift("B", day=1)], days=2, policy=policy
    )
    return build_instance(problem_of(inputs))


def test_start_windows_stand_by_visit_and_day() -> None:
    # worth 3600 s: chance 0.75 loses 900, 0.25 loses 2700; a visit takes 600 s, and a day later
    # costs 60
    instance = two_days()
    nine, ten, noon = 9 * HOUR, 10 * HOUR, 12 * HOUR
    assert rows(instance, 0, 0) == [(nine, ten - 1, 900), (ten, noon - 600, 2700)]
    assert rows(instance, 0, 1) == [(DAY + nine, DAY + ten - 600, 960)]
    assert rows(instance, 1, 0) == [(nine, nine + 1200, 540)]  # the resident's hours: 0.85
    assert rows(instance, 1, 1) == []


def test_a_window_that_two_days_shifts_can_use_stands_twice() -> None:
    homes = [household(1, "Tu 00:30-01:30")]
    night = [
        shift("A", begin=20 * HOUR, end=26 * HOUR),
        shift("B", day=1, begin=0, end=6 * HOUR),
    ]
    instance = build_instance(problem_of(inputs_of(homes, [visit(1)], night, days=2)))
    assert rows(instance, 0, 0) == rows(instance, 0, 1) != []


def test_the_cheapest_window_of_a_day_is_known_and_whether_all_cost_the_same() -> None:
    instance = two_days()
    assert instance.cheapest.tolist() == [[900, 960], [540, FAR], [540, FAR]]
    assert instance.uniform.tolist() == [[0, 1], [1, 0], [1, 0]]


def test_windows_are_also_listed_cheapest_first() -> None:
    for seed in range(20):
        instance = build_instance(small_problem(Random(seed), visits=5, shifts=3, days=3))
        for at in range(len(instance.window_from) - 1):
            own = slice(instance.window_from[at], instance.window_from[at + 1])
            costs = instance.window[instance.by_cost[own], a.COST].tolist()
            assert costs == sorted(instance.window[own, a.COST].tolist())
            assert sorted(instance.by_cost[own]) == list(range(own.start, own.stop))


def test_the_second_half_of_a_pair_is_a_client_of_its_own() -> None:
    instance = build_instance(small_problem(Random(0), visits=4, shifts=2, pairs=2))
    # visits 0 and 1 need two officers: clients 4 and 5 are their second halves
    assert instance.visit.tolist() == [0, 1, 2, 3, 0, 1]
    assert instance.twin.tolist() == [4, 5, NONE, NONE, 0, 1]
    assert instance.place[4:6].tolist() == instance.place[:2].tolist()


def test_a_shift_without_a_break_can_never_take_one() -> None:
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    shifts = [shift("A", pause=pause), shift("B")]
    instance = build_instance(problem_of(inputs_of([household(1)], [visit(1)], shifts)))
    columns = [a.BREAK_EARLIEST, a.BREAK_LATEST, a.BREAK_SECONDS]
    assert instance.shift[:, columns].tolist() == [
        [12 * HOUR, 13 * HOUR, 30 * MINUTE],
        [FAR, NEVER, 0],
    ]


def test_where_there_is_no_way_it_is_too_far_for_any_sum() -> None:
    problem = small_problem(Random(3), visits=6, shifts=1)
    travel = problem.travel.copy()
    travel[0, 1, 2] = NO_WAY
    instance = build_instance(replace(problem, travel=travel))
    there, back = instance.place[:2]
    assert instance.travel[0, there, back] == FAR
    assert (instance.travel == FAR).sum() == (travel == NO_WAY).sum()


def test_places_are_numbered_anew_and_every_way_stays_as_long() -> None:
    problem = small_problem(Random(4), visits=30, shifts=3, pairs=5)
    own = [*problem.visit_place, *problem.visit_place[problem.officers_needed == 2]]
    old = np.array([*own, *problem.shift_start_place, *problem.shift_end_place])
    travel = np.where(problem.travel == NO_WAY, FAR, problem.travel)
    instance = build_instance(problem)
    place = instance.place
    assert (place != old).any()
    for mode, ways in enumerate(travel):
        assert (instance.travel[mode][np.ix_(place, place)] == ways[np.ix_(old, old)]).all()
        assert (instance.travel_to[mode][np.ix_(place, place)] == ways[np.ix_(old, old)].T).all()


def test_two_ways_fit_into_32_bits() -> None:
    assert 2 * FAR + 10**6 < 2**31


def test_visits_to_one_household_form_a_ring() -> None:
    homes = [household(1), household(2), household(3)]
    visits = [visit(1, id="a"), visit(2), visit(1, id="b"), visit(3), visit(1, id="c")]
    instance = build_instance(problem_of(inputs_of(homes, visits, [shift("A")])))
    assert instance.sibling.tolist() == [2, 1, 4, 3, 0]


def neighbours(table: np.ndarray, v: int) -> list[int]:
    return [u for u in table[v].tolist() if u != NONE]


def test_neighbours_come_nearest_first() -> None:
    instance = build_instance(
        problem_of(
            inputs_of(
                [household(n) for n in (1, 2, 4, 8)], [visit(n) for n in (1, 2, 4, 8)], [shift("A")]
            )
        )
    )
    assert neighbours(instance.neighbour, 1) == [0, 2, 3]
    assert neighbours(instance.adjacent, 1) == [0, 2, 3]
    assert neighbours(instance.neighbour, 3) == [2, 1, 0]


def test_visits_that_share_no_day_do_not_stand_beside_each_other() -> None:
    homes = [household(1, "Mo 09:00-12:00"), household(2, "Tu 09:00-12:00"), household(3)]
    inputs = inputs_of(
        homes, [visit(n) for n in (1, 2, 3)], [shift("A"), shift("A", day=1)], days=2
    )
    instance = build_instance(problem_of(inputs))
    assert [neighbours(instance.neighbour, v) for v in range(3)] == [[2], [2], [1, 0]]
    assert [neighbours(instance.adjacent, v) for v in range(2)] == [[1, 2], [0, 2]]


def tower(flats: int, houses: int) -> Instance:
    """A tower at place 1 and a house at each place from 2 on."""
    homes = [household(n, place=1) for n in range(1, flats + 1)]
    homes += [household(flats + k, place=1 + k) for k in range(1, houses + 1)]
    visits = [visit(n) for n in range(1, flats + houses + 1)]
    return build_instance(problem_of(inputs_of(homes, visits, [shift("A")])))


def test_in_a_tower_a_visit_sees_its_surroundings_too() -> None:
    instance = tower(flats=60, houses=50)
    for v in range(60):
        near = neighbours(instance.neighbour, v)
        assert len(near) == NEAR
        flats = [u for u in near if u < 60]
        assert len(flats) == NEAR_AT_ONE_PLACE
        # the 34 nearest houses
        assert near[NEAR_AT_ONE_PLACE:] == list(range(60, 60 + NEAR - NEAR_AT_ONE_PLACE))
    from_house = neighbours(instance.neighbour, 60)
    assert sum(u < 60 for u in from_house) == NEAR_AT_ONE_PLACE


def test_in_a_tower_every_visit_is_somebodys_neighbour() -> None:
    instance = tower(flats=60, houses=10)
    seen = {u for v in range(60) for u in neighbours(instance.neighbour, v)}
    assert seen == set(range(70))


def test_strings_are_removed_among_two_hundred() -> None:
    instance = tower(flats=150, houses=100)
    for v in (0, 149, 200):
        around = neighbours(instance.adjacent, v)
        assert len(around) == ADJACENT == len(set(around))
        assert v not in around


def test_a_lone_visit_has_no_neighbours() -> None:
    instance = tower(flats=1, houses=0)
    assert instance.neighbour.tolist() == instance.adjacent.tolist() == [[NONE]]


def test_orders_name_what_makes_a_visit_hard_to_place() -> None:
    homes = [household(1), household(5, "Mo 10:00-10:30"), household(3, "Sa 09:00-12:00")]
    visits = [visit(1, 20), visit(5, 10, skills=frozenset({"signs"})), visit(3, 30)]
    instance = build_instance(problem_of(inputs_of(homes, visits, [shift("A")])))
    long, far, near, width, early, late, worthy, rate, choices = instance.order.tolist()
    assert long == [-1200, -600, -1800]
    assert far == [-2 * MINUTE, -10 * MINUTE, -6 * MINUTE]
    assert near == [-minutes for minutes in far]
    # 8:00-19:40 and 10:00-10:20, both ends included; none on this plan's day
    assert width == [11 * HOUR + 40 * MINUTE + 1, 20 * MINUTE + 1, 0]
    assert early == [8 * HOUR, 10 * HOUR, 0]
    assert late == [-(19 * HOUR + 40 * MINUTE), -(10 * HOUR + 20 * MINUTE), 0]
    assert worthy == [-3600.0] * 3
    assert rate == [-3.0, -6.0, -2.0]
    assert choices == [1, 0, 0]


def test_without_shifts_there_is_an_instance_all_the_same() -> None:
    instance = build_instance(problem_of(inputs_of([household(1)], [visit(1)], [])))
    assert instance.shift.shape == (0, a.SHIFT_COLUMNS)
    assert instance.cheapest.tolist() == [[FAR]]


@pytest.mark.parametrize("seed", range(4))
def test_one_town_asked_for_by_other_people_is_the_same_as_built_anew(seed: int) -> None:
    random = np.random.default_rng(seed)
    problem = small_problem(Random(seed), visits=8, shifts=3, days=2, pairs=2)
    n, s = problem.visits, problem.shifts
    other = replace(
        problem,
        worth=problem.worth + random.integers(1, 100, n),
        promised=~problem.promised,
        roles=np.where(random.random((n, s)) < 0.5, problem.roles, 0).astype(np.uint8),
        minor_cost=random.integers(0, 9, (n, s)).astype(np.int32),
        max_busy=random.integers(1, 9999, s).astype(np.int32),
        max_load=random.integers(1, 9, s).astype(np.int32),
        stays=random.random(n) < 0.5,
        load=problem.load + 1,
        least_days=problem.least_days + 1,
        siblings=np.zeros(n, np.int32),
        waiting_price=0.5,
    )
    earlier = problem, build_instance(problem)
    anew, from_earlier = build_instance(other), build_instance(other, earlier)
    for name, array in anew._asdict().items():
        assert (getattr(from_earlier, name) == array).all(), name
    assert from_earlier.travel is earlier[1].travel
    moved = replace(other, visit_place=problem.visit_place[::-1].copy())
    for name, array in build_instance(moved)._asdict().items():
        assert (getattr(build_instance(moved, earlier), name) == array).all(), name
