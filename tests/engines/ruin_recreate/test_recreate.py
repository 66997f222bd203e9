"""Putting visits back: where they are looked for.

Tests ``engines/ruin_recreate/kernels/insertion.py``,
``engines/ruin_recreate/kernels/pair_insertion.py`` and
``engines/ruin_recreate/kernels/recreate.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import NONE, Tuning
from routeplan.engines.ruin_recreate.kernels.recreate import add_absent
from routeplan.engines.ruin_recreate.search_state import bare_search, new_search
from routeplan.hours.windows import visit_times
from routeplan.problem.arrays import SUFFICES, Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import ShiftChoice
from tests.engines.verifier import verify
from tests.stations import household, inputs_of, shift, street_tables, visit

PROMISED, FAR_OFF = 20, 59
ONLY_NEARBY = Tuning(full_scan=0.0, blink=0.0)


def street(promised: bool) -> Problem:
    """Sixty homes a minute apart. B makes the one in question and the last one, A all others."""
    homes = [household(number, place=number) for number in range(1, FAR_OFF + 2)]
    visits = [visit(number, minutes=1) for number in range(1, FAR_OFF + 2)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    roles = np.full_like(problem.roles, SUFFICES)
    roles[:, 1] = 0
    roles[[PROMISED, FAR_OFF]] = [0, SUFFICES]
    kept = np.zeros(problem.visits, bool)
    kept[PROMISED] = promised
    return replace(problem, roles=roles, promised=kept)


def rest_of_it(problem: Problem) -> list[ShiftChoice]:
    """A plan of all visits but the one in question."""

    def made(visits: Sequence[int]) -> ShiftChoice:
        window = [problem.start_offset[v] for v in visits]
        starts = zip(problem.start_first[window], problem.start_last[window], strict=True)
        return ShiftChoice(tuple(visits), tuple((int(first), int(last)) for first, last in starts))

    return [made([v for v in range(FAR_OFF) if v != PROMISED]), made([FAR_OFF])]


def left_out(problem: Problem) -> list[int]:
    """What a search leaves out that starts from there and looks beside neighbours only."""
    instance = build_instance(problem)
    assert FAR_OFF not in instance.neighbour[PROMISED]
    search = new_search(instance, ONLY_NEARBY, 0, 0, rest_of_it(problem))
    verify(search)
    return search.routes.absent[: search.routes.tally[a.ABSENT]].tolist()


def test_a_promise_is_looked_for_everywhere_before_it_is_given_up() -> None:
    assert left_out(street(promised=True)) == []


def test_any_other_visit_only_beside_its_neighbours_and_in_empty_shifts() -> None:
    assert left_out(street(promised=False)) == [PROMISED]


def test_an_opener_comes_with_all_its_neighbours_that_are_left_out() -> None:
    search = bare_search(build_instance(street(promised=False)), Tuning(), 0, 0)
    inst, work = search.instance, search.work
    search.routes.tally[a.ITERATION] += 1
    size = add_absent(search.arrays, PROMISED, PROMISED, 0)
    assert {PROMISED, *inst.neighbour[PROMISED].tolist()} <= set(work.removed[:size].tolist())
    search.routes.tally[a.ITERATION] += 1
    fewer = add_absent(search.arrays, PROMISED, NONE, 0)
    assert fewer <= search.tuning.absent_tried < size
