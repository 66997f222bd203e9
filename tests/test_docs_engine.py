"""The figure of docs/engine.md shows what the kernels compute."""

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, Tuning
from routeplan.engines.ruin_recreate.search_state import bare_search
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.problem.arrays import SUFFICES
from routeplan.problem.solution import ShiftChoice
from tests.engines.problems import ints, small_problem
from tests.stations import HOUR, MINUTE

DOCS = Path(__file__).parents[1] / "docs"


def at(text: str) -> int:
    hours, minutes = text.split(":")
    return HOUR * int(hours) + MINUTE * int(minutes)


def test_the_figure_of_the_two_layers_is_right() -> None:
    svg = (DOCS / "pictures" / "break-layers.svg").read_text(encoding="utf-8")
    shown = re.findall(r">(\d+:\d\d|–)</text>", svg)
    # pairs for each node: with the break ahead, with it behind
    drawn = [
        [FAR if text == "–" else at(text) for text in shown[k : k + 2]] for k in range(0, 10, 2)
    ]

    starts = [("8:00", "10:00"), ("9:40", "10:30"), ("12:10", "13:00"), ("11:30", "13:00")]
    problem = replace(
        small_problem(Random(0), visits=3, shifts=1, chances=False),
        visit_seconds=ints([20 * MINUTE] * 3),
        officers_needed=np.ones(3, np.uint8),
        start_offset=ints([0, 1, 3, 4]),
        start_first=ints(at(first) for first, _ in starts),
        start_last=ints(at(last) for _, last in starts),
        start_lost=np.zeros(4, np.int64),
        roles=np.full((3, 1), SUFFICES, np.uint8),
        minor_cost=np.zeros((3, 1), np.int32),
        shift_begin=ints([at("8:00")]),
        shift_end=ints([at("17:00")]),
        break_earliest=ints([at("11:30")]),
        break_latest=ints([at("12:30")]),
        break_seconds=ints([30 * MINUTE]),
        travel=np.full((2, 4, 4), 20 * MINUTE, np.int32),
    )
    search = bare_search(build_instance(problem), Tuning(), 0, 0)
    whole = tuple(
        (at(first), at(last)) for first, last in (starts[0], ("9:40", "13:00"), starts[3])
    )
    place_start(search.instance, search.routes, (ShiftChoice((0, 1, 2), whole),))
    node = search.routes.node[[3, 0, 1, 2, 4]]
    kept = node[:, [a.EARLY_AHEAD, a.EARLY_BEHIND]].tolist()
    kept[-1][0] = FAR  # a shift does not end with its break ahead: its latest start says never
    assert node[-1, a.LATE_AHEAD] == a.NEVER
    assert drawn == kept
