"""Where a wait leaves time for the station, on a street where each door is two minutes further."""

from __future__ import annotations

import pytest

from routeplan.model.inputs import Inputs, ShiftBreak
from routeplan.model.plan import Plan, StationStay
from routeplan.problem.solution import ShiftChoice
from tests.planning.test_solution_to_plan import assembled
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, visit


def waiting(until: int, *, place: int = 10, pause: ShiftBreak | None = None) -> Inputs:
    """h1 until 09:30, then h2, who is at home from so many minutes past nine on."""
    opens = f"{9 + until // 60:02d}:{until % 60:02d}"
    homes = [
        household(1, "Mo 09:20-09:30", place=place),
        household(2, f"Mo {opens}-16:00", place=place + 1),
    ]
    return inputs_of(homes, [visit(1), visit(2)], [shift("A", pause=pause)])


def waited(until: int, *, place: int = 10, pause: ShiftBreak | None = None) -> Plan:
    """The plan in which h1 is called on at 9:20, and h2 as soon as may be."""
    starts = ((at(20), at(20)), (at(until), at(until)))
    choice = ShiftChoice((0, 1), starts, break_leg=1 if pause else None)
    return assembled(waiting(until, place=place, pause=pause), choice)


def stays(plan: Plan) -> list[StationStay | None]:
    return [stop.stay for stop in plan.routes[0].stops]


def at(minutes: int) -> int:
    """So many minutes past nine."""
    return 9 * HOUR + MINUTE * minutes


def test_a_long_wait_allows_the_way_to_the_station_and_back() -> None:
    """h1 from 9:20 to 9:30; 20 minutes home, 22 out again: from 9:50 until 10:38 for 11:00."""
    plan = waited(120)
    assert stays(plan) == [None, StationStay(at(50), at(98))]
    first, second = plan.routes[0].stops
    assert (first.end, second.arrive, second.begin) == (at(30), at(32), at(120))
    assert plan.routes[0].travel_seconds == (20 + 2 + 22) * MINUTE  # an offer costs no way


@pytest.mark.parametrize(
    ("until", "place", "stay"),
    [
        # ways of 20 and 22 minutes: a quarter of an hour is left from 9:30 + 57 on
        (87, 10, StationStay(at(50), at(65))),
        (86, 10, None),
        # next door to the station, at 9:34: half an hour of waiting
        (64, 1, StationStay(at(32), at(60))),
        (61, 1, None),
    ],
)
def test_a_quarter_of_an_hour_is_left_at_the_station_and_half_an_hour_at_the_door(
    until: int, place: int, stay: StationStay | None
) -> None:
    assert stays(waited(until, place=place))[1] == stay


def test_a_break_in_the_wait_takes_its_place() -> None:
    noon = ShiftBreak(at(40), at(60), 30 * MINUTE)
    plan = waited(120, pause=noon)
    assert plan.routes[0].pause is not None
    assert stays(plan) == [None, None]
