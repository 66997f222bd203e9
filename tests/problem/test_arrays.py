"""Visits x shifts x travel as numbers: what an engine is told, and what it is never told.

Tests ``problem/numbering.py``.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import (
    NO_WAY,
    Appointment,
    Inputs,
    Mode,
    Policy,
    Priority,
    ShiftBreak,
    TravelTables,
    Visit,
)
from routeplan.model.worth import worth_seconds
from routeplan.problem.arrays import (
    HAS_SKILLS,
    IS_PROMISED,
    NO_BREAK,
    NO_CAP,
    SUFFICES,
    TAKES_PART,
    Problem,
)
from routeplan.problem.numbering import build_problem
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MINUTES_APART,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

TODAY = MONDAY.toordinal()


def problem_of(inputs: Inputs, travel: TravelTables | None = None) -> Problem:
    return build_problem(inputs, visit_times(inputs), travel or street_tables(inputs))


def days(number: int) -> date:
    """A date so many days after the plan's first."""
    return MONDAY + timedelta(days=number)


# --- worth and promises ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        pytest.param({"priority": Priority.LOW}, 30, id="low"),
        pytest.param({}, 60, id="normal"),
        pytest.param({"priority": Priority.HIGH}, 180, id="high"),
        pytest.param({"priority": Priority.MUST}, 360, id="must"),
        pytest.param({"due": days(5)}, 60, id="not due yet"),
        pytest.param({"due": days(0)}, 60, id="due today"),
        pytest.param({"due": days(-30)}, 120, id="doubled after 30 days"),
        pytest.param({"due": days(-60)}, 240, id="and again"),
        pytest.param({"due": days(-15)}, 60 * 2**0.5, id="smoothly"),
        pytest.param({"due": days(-180)}, 60 * 64, id="six times"),
        pytest.param({"due": days(-2000)}, 60 * 64, id="and no more"),
        pytest.param({"priority": Priority.LOW, "due": days(-30)}, 60, id="low grows to normal"),
        pytest.param({"first_meeting": True}, 90, id="nobody was ever met"),
        pytest.param({"first_meeting": True, "due": days(-30)}, 180, id="nor since it was due"),
    ],
)
def test_worth_doubles_past_the_due_date(more, minutes):
    assert worth_seconds(visit(1, **more), Policy(), TODAY) == round(60 * minutes)


@pytest.mark.parametrize(
    ("waits", "seconds"),
    [(-3, 0), (0, 0), (6, 0), (7, 1), (20, 2), (413, 59), (2000, 59)],
)
def test_each_whole_week_unmet_adds_a_second_of_worth_and_never_a_minute(waits, seconds):
    """59 weeks are 413 days."""
    waiting = visit(1, unmet_since=days(-waits))
    assert worth_seconds(waiting, Policy(), TODAY) == 3600 + seconds


def test_worth_and_doubling_are_the_chiefs_to_settle():
    policy = Policy(worth_minutes={Priority.NORMAL: 7.5}, double_after_days=0.5)
    assert worth_seconds(visit(1), policy, TODAY) == 450
    assert worth_seconds(visit(1, due=days(-1)), policy, TODAY) == 1800
    assert worth_seconds(visit(1, first_meeting=True), Policy(first_meeting=2), TODAY) == 7200


@pytest.mark.parametrize(
    ("more", "promised"),
    [
        pytest.param({}, False, id="an ordinary visit"),
        pytest.param({"priority": Priority.HIGH, "due": days(-90)}, False, id="overdue and high"),
        pytest.param({"priority": Priority.MUST}, True, id="must"),
        pytest.param({"appointment": Appointment(MONDAY, 9 * HOUR, 0)}, True, id="appointment"),
        pytest.param({"latest": days(-1)}, True, id="past its latest date"),
        pytest.param({"latest": days(6)}, True, id="its latest date is the plan's last"),
        pytest.param({"latest": days(7)}, False, id="a later plan can still make it"),
    ],
)
def test_a_visit_is_promised_once_it_cannot_wait(more, promised):
    assert visit(1, **more).is_promised_by(date.fromordinal(TODAY + 6)) is promised


# --- numbers of visits ----------------------------------------------------------------------------


def test_start_windows_stand_visit_by_visit_with_what_each_loses():
    policy = Policy(visiting_hours=(("Mo 08:00-09:00", 0.4), ("Mo 09:00-10:00", 0.75)))
    inputs = inputs_of(
        [household(1), household(2, "Tu 08:00-10:00"), household(3, "Mo 08:00-10:00")],
        [visit(1, 30), visit(2), visit(3, 20, priority=Priority.HIGH)],
        [shift()],
        policy=policy,
    )
    problem = problem_of(inputs)
    assert problem.start_offset.tolist() == [0, 2, 2, 3]  # h2 is at home on no day of the plan
    assert problem.start_first.tolist() == [8 * HOUR, 9 * HOUR, 8 * HOUR]
    assert problem.start_last.tolist() == [
        9 * HOUR - 1,
        10 * HOUR - 30 * MINUTE,
        10 * HOUR - 20 * MINUTE,
    ]
    # worth x (1 - chance): 3600 x 0.6, 3600 x 0.25, 10,800 x 0.15
    assert problem.start_lost.tolist() == [2160, 900, 1620]


def test_visits_keep_their_order_and_lengths():
    inputs = inputs_of(
        [household(1), household(2)],
        [visit(2, 15, least_days_between=3), visit(1, 5, officers_needed=2, latest=MONDAY)],
        [shift()],
    )
    problem = problem_of(inputs)
    assert problem.visit_place.tolist() == [2, 1]
    assert problem.visit_seconds.tolist() == [15 * MINUTE, 5 * MINUTE]
    assert problem.officers_needed.tolist() == [1, 2]
    assert problem.least_days.tolist() == [3, 1]
    assert problem.promised.tolist() == [False, True]
    assert (problem.visits, problem.shifts, problem.places) == (2, 1, 3)


def test_only_visits_that_share_a_household_are_siblings():
    visits = [
        visit(1, id="v1/1"),
        visit(2),
        visit(3, id="v3/1"),
        visit(1, id="v1/2"),
        visit(3, id="v3/2"),
        visit(3, id="v3/3"),
    ]
    inputs = inputs_of([household(1), household(2), household(3)], visits, [shift()])
    assert problem_of(inputs).siblings.tolist() == [0, -1, 1, 0, 1, 1]


# --- numbers of shifts ----------------------------------------------------------------------------


def test_shifts_are_told_with_hours_breaks_caps_and_crews():
    pause = ShiftBreak(DAY + 11 * HOUR, DAY + 12 * HOUR, 30 * MINUTE)
    shifts = [
        shift("A", begin=9 * HOUR, end=26 * HOUR),
        shift("BC", day=1, pause=pause, max_visits=12, max_busy_seconds=6 * HOUR, mode=Mode.CAR),
    ]
    problem = problem_of(inputs_of([household(1)], [visit(1)], shifts, days=2))
    assert problem.shift_day.tolist() == [0, 1]
    assert problem.shift_mode.tolist() == [0, 1]
    assert problem.modes == (Mode.FOOT, Mode.CAR)
    assert problem.shift_begin.tolist() == [9 * HOUR, DAY + 9 * HOUR]
    assert problem.shift_end.tolist() == [26 * HOUR, DAY + 17 * HOUR]
    assert problem.shift_officers.tolist() == [1, 2]
    assert problem.shift_start_place.tolist() == problem.shift_end_place.tolist() == [0, 0]
    assert problem.break_earliest.tolist() == [NO_BREAK, DAY + 11 * HOUR]
    assert problem.break_latest.tolist() == [NO_BREAK, DAY + 12 * HOUR]
    assert problem.break_seconds.tolist() == [NO_BREAK, 30 * MINUTE]
    assert problem.max_load.tolist() == [NO_CAP, 12]
    assert problem.load.tolist() == [1], "each visit counts once towards a cap on visits"
    assert problem.max_busy.tolist() == [NO_CAP, 6 * HOUR]


def test_another_officer_than_the_preferred_one_costs_15_minutes():
    visits = [visit(1, preferred_officer="A"), visit(2)]
    shifts = [shift("A"), shift("B"), shift("BA", day=1)]
    inputs = inputs_of([household(1), household(2)], visits, shifts, days=2)
    assert problem_of(inputs).minor_cost.tolist() == [[0, 900, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("availability", "minutes", "there"),
    [
        pytest.param("Mo 08:00-18:00", 10, True, id="the window holds the shift"),
        pytest.param(
            "Mo 16:30-18:00", 30, True, id="it fits before the shift's end, to the second"
        ),
        pytest.param("Mo 16:31-18:00", 30, False, id="a minute too late"),
        pytest.param("Mo 08:00-09:30", 30, True, id="it starts with the shift, to the second"),
        pytest.param("Mo 08:00-09:29", 30, False, id="a minute too early"),
        pytest.param("Tu 08:00-18:00", 10, False, id="another day"),
        pytest.param("Mo 10:00-10:05", 10, False, id="no window holds it"),
    ],
)
def test_a_shift_takes_part_where_a_start_window_meets_its_hours(availability, minutes, there):
    inputs = inputs_of([household(1, availability)], [visit(1, minutes)], [shift()])
    assert problem_of(inputs).roles.tolist() == [[SUFFICES if there else 0]]


def appointment_with(officer: str | None) -> Appointment:
    return Appointment(MONDAY, 10 * HOUR, 10 * MINUTE, officer)


@pytest.mark.parametrize(
    ("more", "roles"),
    [
        pytest.param({}, [SUFFICES] * 3, id="anybody"),
        pytest.param(
            {"skills": frozenset({"sign"})},
            [SUFFICES, TAKES_PART | IS_PROMISED, SUFFICES],
            id="a skill that A and the crew have",
        ),
        pytest.param(
            {"skills": frozenset({"sign", "swedish"})},
            [TAKES_PART | IS_PROMISED, TAKES_PART | IS_PROMISED, SUFFICES],
            id="two skills that only the crew has together",
        ),
        pytest.param(
            {"appointment": appointment_with("B")},
            [TAKES_PART | HAS_SKILLS, SUFFICES, SUFFICES],
            id="B was promised, alone or in a crew",
        ),
        pytest.param(
            {"appointment": appointment_with(None)}, [SUFFICES] * 3, id="nobody was promised"
        ),
        pytest.param(
            {"appointment": appointment_with("B"), "skills": frozenset({"sign"})},
            [TAKES_PART | HAS_SKILLS, TAKES_PART | IS_PROMISED, SUFFICES],
            id="A has the skill, B was promised: both together suffice",
        ),
    ],
)
def test_roles_tell_who_takes_part_who_has_the_skills_and_who_was_promised(more, roles):
    shifts = [
        shift("A", skills=frozenset({"sign"})),
        shift("B"),
        shift("BC", skills=frozenset({"sign", "swedish"})),
    ]
    inputs = inputs_of([household(1)], [visit(1, **more)], shifts)
    assert problem_of(inputs).roles.tolist() == [roles]


# --- travel ---------------------------------------------------------------------------------------


def test_moving_inside_a_place_takes_time_but_not_at_the_station():
    inputs = inputs_of([household(1), household(2)], [visit(1)], [shift()])
    inputs = replace(inputs, policy=Policy(same_building_seconds=45))
    travel = street_tables(inputs)
    problem = problem_of(inputs, travel)
    apart = MINUTES_APART * MINUTE
    assert problem.travel[0].tolist() == [
        [0, apart, 2 * apart],
        [apart, 45, apart],
        [2 * apart, apart, 45],
    ]
    assert np.diagonal(travel.of(Mode.FOOT)).tolist() == [0, 0, 0]  # the tables stay as they were


@pytest.mark.parametrize("missing", [(0, 1), (1, 0)], ids=["no way there", "no way back"])
def test_a_visit_out_of_reach_by_one_mode_stays_possible_for_the_other(missing):
    inputs = inputs_of([household(1)], [visit(1)], [shift("A"), shift("B", mode=Mode.CAR)])
    travel = street_tables(inputs)
    seconds = travel.seconds.copy()
    seconds[(0, *missing)] = NO_WAY
    problem = problem_of(inputs, replace(travel, seconds=seconds))
    assert problem.roles.tolist() == [[0, SUFFICES]]
    assert problem.travel[(0, *missing)] == NO_WAY  # an arc that is absent, never a big number


def test_travel_may_have_more_modes_than_the_shifts_use():
    inputs = inputs_of([household(1)], [visit(1)], [shift("A", mode=Mode.CAR)])
    tables = np.zeros((3, 2, 2), np.int32)
    tables[2, 0, 1] = tables[2, 1, 0] = 77
    travel = TravelTables((Mode.FOOT, Mode.BIKE, Mode.CAR), tables, tables.copy(), "streets")
    problem = problem_of(inputs, travel)
    assert problem.shift_mode.tolist() == [2]
    assert problem.travel[problem.shift_mode[0], 0, 1] == 77


# --- empty and contradictory problems -------------------------------------------------------------


@pytest.mark.parametrize(
    ("visits", "shifts"),
    [([], [shift()]), ([visit(1)], []), ([], [])],
    ids=["nobody to visit", "nobody on shift", "neither"],
)
def test_a_station_with_nothing_to_do_is_a_problem_too(visits: list[Visit], shifts):
    problem = problem_of(inputs_of([household(1)], visits, shifts))
    assert problem.roles.shape == (len(visits), len(shifts))
    assert problem.start_offset[-1] == len(problem.start_first)


def two_visits() -> Problem:
    """Two visits of two and one start windows, two shifts of which one has a break."""
    inputs = inputs_of(
        [household(1, "Mo 08:00-10:00,12:00-13:00"), household(2, "Mo 09:00-11:00")],
        [visit(1), visit(2)],
        [shift("A", pause=ShiftBreak(11 * HOUR, 12 * HOUR, 1800)), shift("B")],
    )
    return problem_of(inputs)


def test_arrays_are_read_only():
    problem = two_visits()
    for field in fields(problem):
        value = getattr(problem, field.name)
        assert not isinstance(value, np.ndarray) or not value.flags.writeable, field.name


def test_later_days_and_dates_are_no_part_of_a_problem_unless_given():
    problem = replace(two_visits(), start_later=None, start_days_late=None)
    assert problem.start_cost.tolist() == problem.start_lost.tolist()


def changed(name: str, index: int | tuple[int, ...], value: int) -> dict[str, np.ndarray]:
    array = getattr(two_visits(), name).copy()
    array[index] = value
    return {name: array}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param(
            changed("visit_seconds", 1, -1), "a length is not negative", id="negative length"
        ),
        pytest.param(
            changed("officers_needed", 0, 3), "a visit needs 1 or 2 officers", id="three officers"
        ),
        pytest.param(changed("worth", 0, -1), "worth is not negative", id="negative worth"),
        pytest.param(
            changed("start_offset", 0, 1), "cover the whole of start_offset", id="begins past 0"
        ),
        pytest.param(
            changed("start_offset", 2, 2), "cover the whole of start_offset", id="ends too soon"
        ),
        pytest.param(
            changed("start_offset", 1, 4), "cover the whole of start_offset", id="runs back"
        ),
        pytest.param(changed("load", 1, -1), "a load is not negative", id="a load that lightens"),
        pytest.param(
            changed("start_last", 2, 0), "a start window ends after it begins", id="turned round"
        ),
        pytest.param(
            changed("start_first", 1, 9 * HOUR), "sorted and disjoint", id="two windows overlap"
        ),
        pytest.param(changed("start_lost", 0, -1), "lost chance is not negative", id="a gain"),
        pytest.param(
            changed("start_later", 2, -1),
            "a later day and days late are not negative",
            id="a later day that pays",
        ),
        pytest.param(
            changed("start_days_late", 0, -1),
            "a later day and days late are not negative",
            id="a promise kept before its time",
        ),
        pytest.param(
            {"waiting_price": -0.25}, "the price of waiting is not negative", id="paid for waiting"
        ),
        pytest.param(
            changed("shift_end", 0, 9 * HOUR), "a shift ends after it begins", id="an empty shift"
        ),
        pytest.param(
            changed("break_latest", 0, 10 * HOUR),
            "a break begins within its window",
            id="a break window turned round",
        ),
        pytest.param(
            changed("break_seconds", 0, 0), "a break begins within its window", id="no break"
        ),
        pytest.param(changed("visit_place", 0, 3), "places exist", id="a visit nowhere"),
        pytest.param(changed("shift_end_place", 1, -1), "places exist", id="a shift ends nowhere"),
        pytest.param(changed("shift_mode", 1, 1), "modes exist", id="a shift by no mode"),
        pytest.param(
            changed("travel", (0, 0, 1), -2), "NO_WAY or not negative", id="faster than light"
        ),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(change, rule):
    with pytest.raises(ValueError, match=f"the problem contradicts itself: .*{rule}"):
        replace(two_visits(), **change)


@pytest.mark.parametrize(
    "name",
    [
        field.name
        for field in fields(Problem)
        # their lengths say how many visits, shifts, windows and modes there are
        if field.name not in ("visit_place", "shift_day", "start_first", "modes", "waiting_price")
    ],
)
def test_an_array_of_another_shape_is_refused(name):
    problem = replace(two_visits(), stays=np.zeros(2, bool))
    array = getattr(problem, name)
    with pytest.raises(ValueError, match=f"{name} is "):
        replace(problem, **{name: array[..., :-1]})


def test_windows_of_different_visits_may_overlap():
    problem = two_visits()
    assert problem.start_first[2] < problem.start_last[1]


def test_windows_of_one_visit_may_not_touch_in_one_second():
    problem = two_visits()
    last = int(problem.start_last[0])
    with pytest.raises(ValueError, match="sorted and disjoint"):
        replace(problem, **changed("start_first", 1, last))
    assert replace(problem, **changed("start_first", 1, last + 1)).visits == 2


@pytest.mark.parametrize("lost", [0, 3600], ids=["met for sure", "never met"])
def test_a_chance_may_be_certain_either_way(lost):
    assert replace(two_visits(), **changed("start_lost", 2, lost)).start_lost[2] == lost
