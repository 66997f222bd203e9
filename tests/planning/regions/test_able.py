"""Which regions could make a visit, held against trying all shifts."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from routeplan.hours.windows import visit_times
from routeplan.planning.left_out_reasons import two_possible
from routeplan.planning.regions.able import Able
from routeplan.problem.arrays import SUFFICES
from routeplan.problem.numbering import build_problem
from routeplan.travel.straight_line import StraightLine
from tests.planning.regions.towns import town


@pytest.mark.parametrize("seed", range(6))
def test_a_region_can_make_what_one_of_its_shifts_or_two_of_a_day_can(seed: int) -> None:
    inputs = town(seed, officers=5)
    times = visit_times(inputs)
    region = np.array([Random(seed + s).randrange(4) for s in range(len(inputs.shifts))])
    able = Able(inputs, times, region, 4)
    tables = StraightLine().tables(inputs.places, inputs.modes)
    problem = build_problem(inputs, times, tables)
    seen = set()
    for v, visit in enumerate(inputs.visits):
        for k in range(4):
            shifts = np.flatnonzero(region == k).tolist()
            if visit.officers_needed == 2:
                possible = two_possible(problem, v, shifts)
            else:
                possible = bool((problem.roles[v, shifts] == SUFFICES).any())
            assert able.regions(v)[k] == possible
            seen.add((visit.officers_needed, possible))
    assert len(seen) == 4  # both kinds of visit, and either can be and cannot
