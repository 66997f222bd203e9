"""The second engine's first steps: two-officer visits get a place, and what ties shifts waits.

Tests ``engines/ortools/nodes.py``.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from routeplan.engines.ortools import OrTools
from routeplan.engines.ortools.nodes import Node, VisitPart, nodes_of
from routeplan.engines.ortools.untied import settle_pairs, without_ties
from routeplan.problem.arrays import SUFFICES
from routeplan.problem.solution import Budget
from tests.engines.problems import small_problem


def problem(visits: int = 6, pairs: int = 0, shifts: int = 3):  # type: ignore[no-untyped-def]
    """Everybody can do everything, nobody is promised, and visits are worth 100, 110, 120 ..."""
    drawn = small_problem(Random(5), visits=visits, shifts=shifts, pairs=pairs)
    return replace(
        drawn,
        roles=np.full((visits, shifts), SUFFICES, np.uint8),
        shift_officers=np.ones(shifts, np.uint8),
        promised=np.zeros(visits, bool),
        worth=np.arange(100, 100 + 10 * visits, 10),
        visit_seconds=np.full(visits, 5, np.int32),
    )


def test_of_a_household_s_visits_that_keep_days_the_worthiest_is_planned_first() -> None:
    least = np.array([2, 0, 0, 0, 0, 0], np.int32)
    groups = np.array([0, 0, 1, 1, -1, -1], np.int32)
    tied = replace(problem(), siblings=groups, least_days=least)
    # 0 keeps two days from 1, which is worth more; 2 and 3 may be made on one day
    free = without_ties(tied, nodes_of(tied), {}, most=100)
    assert {node.visit for node in free} == {1, 2, 3, 4, 5}


def test_where_there_are_many_nodes_a_visit_has_its_best_hours_only() -> None:
    whole = nodes_of(problem())
    assert len(whole) > 6, "some visits have windows of several costs"
    assert without_ties(problem(), whole, {}, most=len(whole)) == whole
    few = without_ties(problem(), whole, {}, most=6)
    best = {v: min(node.lost for node in whole if node.visit == v) for v in range(6)}
    assert [(node.visit, node.lost) for node in few] == list(best.items())


def test_a_two_officer_visit_that_has_a_place_is_two_halves_at_one_second() -> None:
    pairs = problem(pairs=1)
    pin = 0, 2, int(pairs.start_first[0])
    free = without_ties(pairs, nodes_of(pairs), {0: pin}, most=100)
    halves = [(node.part, node.shifts, node.windows) for node in free if node.visit == 0]
    second = (pin[2], pin[2])
    assert halves == [
        (VisitPart.SETTLED, (0,), (second,)),
        (VisitPart.SETTLED_OTHER, (2,), (second,)),
    ]
    assert {node.part for node in free if node.visit != 0} == {VisitPart.WHOLE}


def test_two_officer_visits_are_tried_by_worth_on_every_two_shifts() -> None:
    pairs = problem(pairs=3)
    asked: list[list[tuple[int, tuple[int, ...]]]] = []

    def never(nodes: list[Node]) -> None:
        asked.append([(node.visit, node.shifts) for node in nodes])

    assert settle_pairs(pairs, nodes_of(pairs), never) == {}  # type: ignore[arg-type]
    # 2 is worth 120 and 0 is worth 100; 1 is at home before anybody's shift begins
    assert list(dict.fromkeys(visit for question in asked for visit, _ in question)) == [2, 0]
    # the first half goes to one shift, the other to any else
    assert [(2, (0,)), (2, (1, 2))] in asked
    assert [(0, (1,)), (0, (0, 2))] in asked


def test_two_officer_visits_are_made_where_there_is_time_for_them() -> None:
    pairs = problem(visits=30, pairs=6, shifts=6)
    open_all_day = replace(pairs, worth=np.full(30, 10_000))
    found = OrTools().solve(open_all_day, Budget(None, 20_000), seed=1)
    made = [v for choice in found.choices for v in choice.visits]
    # the first engine makes three of them as well
    assert sum(made.count(v) == 2 for v in range(6)) >= 2
