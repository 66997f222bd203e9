"""How long officers are at doors, and how much time doors that stay shut may leave."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.model.inputs import Mode
from routeplan.model.plan import Leg, Route, RouteBreak, Stop
from routeplan.planning.at_doors import seconds_at_door, seconds_at_doors, seconds_to_fill

SHUT = 120
SHIFT = 8 * 3600


def route(doors: list[tuple[float, int]], **more: Any) -> Route:
    """A shift of eight hours with stops of some chance and length; 100 seconds lead to each."""
    stops = tuple(
        Stop(f"v{k}", f"h{k}", Leg(100, 80), 0, 0, seconds, 0, SHIFT, chance)
        for k, (chance, seconds) in enumerate(doors)
    )
    fields: dict[str, Any] = {"pause": None, "way_back": Leg(100, 80), "reserve": ()} | more
    hours = {"begin": 0, "end": SHIFT, "leave": 0, "back": SHIFT}
    return Route(
        "A/0", ("A",), 0, Mode.FOOT, **hours, stops=stops, expected_met=0, expected_busy=0, **fields
    )


def test_a_door_takes_the_visit_or_the_short_time_that_a_shut_one_takes() -> None:
    assert seconds_at_door(0.25, 900, SHUT) == pytest.approx(0.25 * 900 + 0.75 * 120)
    assert seconds_at_door(0.25, 60, SHUT) == 60, "no longer than the visit itself"
    doors = [(0.5, 900), (1.0, 600)]
    assert seconds_at_doors(route(doors).stops, SHUT) == 0.5 * 900 + 0.5 * 120 + 600


def test_sure_doors_leave_what_they_leave() -> None:
    rest = RouteBreak(12 * 3600, 12 * 3600 + 1800, after=1)
    assert seconds_to_fill(route([(1.0, 900), (0.0, 900)]), SHUT) == SHIFT - 300 - 900 - SHUT
    assert seconds_to_fill(route([(1.0, 900)], pause=rest), SHUT) == SHIFT - 200 - 900 - 1800


def leaves_more(doors: list[tuple[float, int]]) -> float:
    """How likely the doors leave more time than is to be filled: their exact distribution."""
    at_doors: dict[int, float] = {0: 1.0}
    for chance, seconds in doors:
        then: dict[int, float] = defaultdict(float)
        for sofar, likely in at_doors.items():
            then[sofar + seconds] += likely * chance
            then[sofar + SHUT] += likely * (1 - chance)
        at_doors = then
    to_fill = seconds_to_fill(route(doors), SHUT)
    free = SHIFT - 100 * (len(doors) + 1)
    return sum(likely for sofar, likely in at_doors.items() if free - sofar > to_fill)


def test_one_day_in_twenty_leaves_more() -> None:
    # 15 doors of one in two: fewer than 7.5 - 1.645 x 1.94 = 4.3 open on 5.9 % of all days
    assert leaves_more([(0.5, 900)] * 15) == pytest.approx(0.0592, abs=0.0001)


CHANCE, LENGTH = st.floats(0.2, 0.8), st.sampled_from((600, 900, 1200))


@given(st.lists(st.tuples(CHANCE, LENGTH), min_size=10, max_size=18))
def test_few_days_leave_more_whatever_the_doors(doors: list[tuple[float, int]]) -> None:
    assert leaves_more(doors) < 0.1
