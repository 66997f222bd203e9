"""Reserve stops: whom to try when doors stay shut."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routeplan.model.inputs import NO_WAY, Appointment, Inputs, Mode, Policy, Priority, TravelTables
from routeplan.model.plan import Plan, ReserveStop
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget, ShiftChoice
from tests.planning.decided import Decided
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    Street,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

ALL_DAY = (8 * HOUR, 20 * HOUR)
"""The station's visiting hours."""


def planned(
    inputs: Inputs, *rounds: list[int] | ShiftChoice, travel: TravelTables | None = None
) -> Plan:
    return make_plan(
        inputs,
        travel or street_tables(inputs),
        Street(inputs),
        Decided(*rounds),
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )


def out_and_back(*more: Any, availability: str = "", policy: Policy | None = None) -> Inputs:
    """A calls on h5, which takes an hour; whatever else there is stays out."""
    homes = [household(number, availability) for number in range(1, 13)]
    homes[4] = household(5)
    return inputs_of(homes, [visit(5, 60), *more], [shift("A")], policy=policy)


def test_a_home_on_the_way_back_costs_no_detour() -> None:
    # A leaves h5 at 10:10 and passes h3 on the way home
    plan = planned(out_and_back(visit(3)), [0])
    assert plan.routes[0].reserve == (ReserveStop("v3", "h3", 1, *ALL_DAY, 0, None),)


@pytest.mark.parametrize(
    ("place", "tried"),
    [
        (7, True),  # 2 x 2 places beyond h5: 8 minutes of detour
        (8, False),  # 12 minutes are more than 10
    ],
)
def test_a_reserve_stop_is_near(place: int, tried: bool) -> None:
    plan = planned(out_and_back(visit(place)), [0])
    assert [stop.detour_seconds for stop in plan.routes[0].reserve] == [8 * MINUTE] * tried


@pytest.mark.parametrize(
    ("availability", "tried"),
    [
        # A is at h5 10 minutes from 9:00 on and stays till 10:10; h4 is 2 minutes on, at 10:12
        ("Mo 09:00-10:22", True),
        ("Mo 09:00-10:21", False),  # the visit would end at 10:22
        ("Mo 10:42-11:00", True),  # opens half an hour later
        ("Mo 10:43-11:00", False),
        ("Mo 09:00-10:00,10:30-11:00", True),
    ],
)
def test_its_window_is_open_about_then(availability: str, tried: bool) -> None:
    # h5 is asked for at 9:10 sharp
    inputs = out_and_back(visit(4), availability=availability)
    sharp = ShiftChoice((0,), ((9 * HOUR + 10 * MINUTE,) * 2,))
    plan = planned(inputs, sharp)
    assert plan.routes[0].stops[0].end == 10 * HOUR + 10 * MINUTE
    assert [stop.visit for stop in plan.routes[0].reserve] == ["v4"] * tried


def test_the_window_named_is_the_one_that_is_open_then() -> None:
    inputs = out_and_back(visit(4), availability="Mo 09:00-10:00,10:30-11:00")
    (stop,) = planned(inputs, [0]).routes[0].reserve
    assert (stop.window_begin, stop.window_end) == (10 * HOUR + 30 * MINUTE, 11 * HOUR)


def test_it_is_over_before_the_shift_is() -> None:
    # from h5 at 10:10 to h4 at 10:12 and 10 minutes there
    for end, tried in ((10 * HOUR + 22 * MINUTE, True), (10 * HOUR + 21 * MINUTE, False)):
        inputs = replace(out_and_back(visit(4)), shifts=(shift("A", end=end),))
        assert bool(planned(inputs, [0]).routes[0].reserve) is tried


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"officers_needed": 2}, id="needs two officers"),
        pytest.param({"skills": frozenset({"signs"})}, id="needs a skill"),
        pytest.param({"appointment": Appointment(MONDAY, 11 * HOUR, 600)}, id="is an appointment"),
    ],
)
def test_what_the_officer_cannot_do_by_the_way_is_no_reserve_stop(wanted: dict[str, Any]) -> None:
    assert planned(out_and_back(visit(4, **wanted)), [0]).routes[0].reserve == ()


def test_a_crew_may_try_what_needs_two() -> None:
    inputs = replace(out_and_back(visit(4, officers_needed=2)), shifts=(shift("AB"),))
    assert [stop.visit for stop in planned(inputs, [0]).routes[0].reserve] == ["v4"]


@pytest.mark.parametrize("way", [(5, 4), (4, 0)], ids=["there", "away"])
def test_there_is_a_way_there_and_on(way: tuple[int, int]) -> None:
    inputs = out_and_back(visit(4))
    seconds = street_tables(inputs).seconds.copy()
    seconds[0][way] = NO_WAY
    travel = replace(street_tables(inputs), seconds=seconds)
    # the station reaches h4 and h4 the station, or it could not take part at all
    assert planned(inputs, [0], travel=travel).routes[0].reserve == ()


def test_nobody_is_tried_on_a_shift_without_a_stop() -> None:
    assert planned(out_and_back(visit(3)), []).routes[0].reserve == ()


def test_it_stands_behind_the_stop_that_it_is_nearest_to() -> None:
    # out to h2 and h5, home past h1. v3 lies on the way to h5 as well as on the way back, and v6 is
    # 4 minutes of detour from either side of h5: the first counts. v1 lies on the way home
    homes = [household(number) for number in range(1, 7)]
    visits = [visit(number) for number in (2, 5, 1, 3, 6)]
    inputs = inputs_of(homes, visits, [shift("A")])
    reserve = planned(inputs, [0, 1]).routes[0].reserve
    assert [(stop.visit, stop.after, stop.detour_seconds) for stop in reserve] == [
        ("v3", 1, 0),
        ("v6", 1, 4 * MINUTE),
        ("v1", 2, 0),
    ]


def test_the_worthiest_for_their_detour_fill_the_few_places() -> None:
    # worth per second of detour + 300: v6 high 10,800 / 540 = 20; v4 normal 3,600 / 300 = 12;
    # v3 low 1,800 / 300 = 6; v7 normal 3,600 / 780 = 4.6
    more = [
        visit(3, priority=Priority.LOW),
        visit(4),
        visit(6, priority=Priority.HIGH),
        visit(7),
    ]
    for places, tried in ((0, []), (1, ["v6"]), (2, ["v4", "v6"]), (3, ["v3", "v4", "v6"])):
        inputs = out_and_back(*more, policy=Policy(reserve_stops=places))
        reserve = planned(inputs, [0]).routes[0].reserve
        assert sorted(stop.visit for stop in reserve) == tried


def test_of_a_household_with_several_visits_left_out_one_is_tried() -> None:
    more = [
        visit(4, id="normal", least_days_between=0),
        visit(4, id="high", priority=Priority.HIGH, least_days_between=0),
    ]
    reserve = planned(out_and_back(*more), [0]).routes[0].reserve
    assert [stop.visit for stop in reserve] == ["high"]


def test_a_visit_planned_later_names_its_day_and_one_planned_before_is_done() -> None:
    homes = [household(number) for number in (3, 4, 5)]
    shifts = [shift("A"), shift("A", day=1), shift("A", day=2)]
    visits = [visit(3), visit(4), visit(5)]
    inputs = inputs_of(homes, visits, shifts, days=3)
    monday, tuesday, wednesday = planned(inputs, [0], [2], [1]).routes
    # on Monday, behind h3, h4 and h5 are 4 and 8 minutes of detour
    assert [(stop.visit, stop.planned) for stop in monday.reserve] == [("v4", 2), ("v5", 1)]
    assert [(stop.visit, stop.planned) for stop in tuesday.reserve] == [("v4", 2)]
    assert wednesday.reserve == ()
    opening = tuesday.reserve[0].window_begin
    assert opening == DAY + 8 * HOUR, "the window of that day"


def test_a_bike_passes_where_its_own_ways_lead() -> None:
    # a bike is twice as fast: 4 places beyond h5 are 8 minutes of detour
    inputs = replace(out_and_back(visit(9)), shifts=(shift("A", mode=Mode.BIKE),))
    travel = street_tables(inputs, {Mode.BIKE: 1})
    (stop,) = planned(inputs, [0], travel=travel).routes[0].reserve
    assert stop.detour_seconds == 8 * MINUTE
