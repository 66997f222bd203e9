"""Reserve stops: whom to try when doors stay shut."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routeplan.check import judge
from routeplan.hours.windows import visit_times
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
    assert plan.routes[0].reserve == (ReserveStop("v3", "h3", 1, *ALL_DAY, 0, None, 0.5),)


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


def test_it_stands_behind_the_stop_that_the_way_is_shortest_from() -> None:
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


def test_the_worthiest_for_their_time_fill_the_few_places() -> None:
    # half of the doors open: a visit of 10 minutes takes 0.5 x 600 + 0.5 x 120 = 360 s at the door.
    # 0.5 x worth per second of detour and door: v6 high 5,400 / 600 = 9; v4 normal 1,800 / 360 = 5;
    # v3 low 900 / 360 = 2.5; v7 normal 1,800 / 840 = 2.1
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


def test_who_is_likelier_at_home_comes_first() -> None:
    # both on the way home; 0.85 x 3,600 / 528 = 5.8 where hours are given, else 5
    homes = [household(3, "Mo 10:00-12:00"), household(4), household(5)]
    visits = [visit(5, 60), visit(4), visit(3)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=Policy(reserve_stops=1))
    (stop,) = planned(inputs, [0]).routes[0].reserve
    assert (stop.visit, stop.chance) == ("v3", 0.85)


def test_it_stands_where_the_officer_passes_at_the_better_hour() -> None:
    # past h3 at 9:16 on the way out and at 10:24 on the way home, without a detour either way
    hours = (("Mo 08:00-10:00", 0.2), ("Mo 10:00-20:00", 0.6))
    homes = [household(2), household(3), household(5)]
    visits = [visit(2), visit(5, 60), visit(3)]
    inputs = inputs_of(homes, visits, [shift("A")], policy=Policy(visiting_hours=hours))
    begins = (9 * HOUR + 4 * MINUTE, 9 * HOUR + 20 * MINUTE)
    sharp = ShiftChoice((0, 1), ((begins[0],) * 2, (begins[1],) * 2))
    (stop,) = planned(inputs, sharp).routes[0].reserve
    assert (stop.after, stop.detour_seconds, stop.chance) == (2, 0, 0.6)


@pytest.mark.parametrize(
    ("end", "count"),
    [
        # h5, sure to open, is left at 10:10; 20 minutes are on the way. Each reserve stop takes 6
        (10 * HOUR + 50 * MINUTE, 6),  # 110 - 20 - 60 = 30 minutes: 5 would do, but 6 always stand
        (11 * HOUR + 2 * MINUTE, 7),  # 42 minutes
        (11 * HOUR + 3 * MINUTE, 8),  # 43 minutes
        (17 * HOUR, 10),  # no more than the settings allow
    ],
)
def test_there_are_as_many_as_fill_the_time_that_is_left(end: int, count: int) -> None:
    assert len(planned(neighbours(end), [0]).routes[0].reserve) == count


def neighbours(end: int, at_home: str = "Mo 09:00-17:00") -> Inputs:
    """A visits h5 for an hour and passes twelve others, three at each place, on the way home."""
    homes = [household(number, place=1 + number % 4) for number in range(11, 23)]
    visits = [visit(5, 60), *(visit(number) for number in range(11, 23))]
    policy = Policy(reserve_stops=10, chance_given=1.0)
    h5 = household(5, at_home)
    return inputs_of([h5, *homes], visits, [shift("A", end=end)], policy=policy)


def test_doors_that_vary_ask_for_more() -> None:
    # h5 opens in one day of two: 30 minutes become 30 + 29 = 59 and 1.645 x 0.5 x 58 = 48 more
    inputs = neighbours(10 * HOUR + 50 * MINUTE, at_home="")
    assert len(planned(inputs, [0]).routes[0].reserve) == 10


def test_more_than_fill_the_time_are_refused_by_the_judge() -> None:
    crowded = planned(neighbours(11 * HOUR + 3 * MINUTE), [0]).routes[0]
    inputs = neighbours(10 * HOUR + 50 * MINUTE)
    plan = planned(inputs, [0])
    plan = replace(plan, routes=(replace(plan.routes[0], reserve=crowded.reserve),))
    found = judge(inputs, visit_times(inputs), street_tables(inputs), plan)
    # 7 x 6 minutes without one of them, and 30 are free
    assert [violation.rule for violation in found] == ["reserve-stops"]
    assert "take 42 minutes" in found[0].message
    assert "leave 30 minutes" in found[0].message


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
