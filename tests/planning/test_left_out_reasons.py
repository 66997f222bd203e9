"""Every visit left out has its reason, in a sentence that a chief understands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import (
    NO_WAY,
    Appointment,
    Inputs,
    Mode,
    OffStreet,
    Policy,
    Priority,
    TravelTables,
)
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.left_out_reasons import reasons
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget
from routeplan.render.words.left_out_words import reason_text
from tests.planning.decided import Decided
from tests.stations import (
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

SIGNS = frozenset({"signs"})
LAW = frozenset({"law"})
TEN = Appointment(MONDAY, 10 * HOUR, 10 * MINUTE)


def reasons_of(
    inputs: Inputs,
    *rounds: list[int],
    travel: TravelTables | None = None,
    longest_day: int | None = None,
) -> dict[str, tuple[str, str]]:
    """By visit: code and sentence, where the shifts make these rounds."""
    travel = travel or street_tables(inputs)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    if longest_day is not None:
        problem = capped(problem, longest_day)
    solution = Decided(*rounds).solve(problem, Budget(None, 1))
    found = reasons(inputs, times, travel, problem, solution)
    return {inputs.visits[v].id: (why.code, reason_text(*why, "en")) for v, why in found.items()}


def cut(inputs: Inputs, place: int, *modes: Mode, why: OffStreet | None = None) -> TravelTables:
    """The street without a way to a place by these modes."""
    tables = street_tables(inputs)
    seconds = tables.seconds.copy()
    for mode in modes:
        seconds[tables.modes.index(mode), :, place] = NO_WAY
    off_street = {(mode, place): why for mode in modes if why}
    return replace(tables, seconds=seconds, off_street=off_street)


@pytest.mark.parametrize(
    ("availability", "minutes", "code", "sentence"),
    [
        pytest.param(
            "Sa 10:00-11:00",
            10,
            "no-window",
            "its hours fall on no day of this plan",
            id="the plan has no Saturday",
        ),
        pytest.param(
            "Mo 12:00-12:20",
            30,
            "no-window",
            "a visit of 30 minutes is too long for Mon 12:00-12:20",
            id="hours shorter than the visit",
        ),
        pytest.param(
            "Mo 16:55-19:00",
            10,
            "nobody-on-shift",
            "nobody is on shift inside Mon 16:55-19:00",
            id="five minutes of the shift are too few",
        ),
        pytest.param(
            "Mo 06:00-07:00,07:30-08:00,17:00-18:00,19:00-20:00,20:30-21:30",
            10,
            "nobody-on-shift",
            "nobody is on shift inside Mon 06:00-07:00, 07:30-08:00, 17:00-18:00, 19:00-20:00"
            " and 1 more",
            id="four windows are named",
        ),
        pytest.param(
            "Mo 09:00-17:00",
            477,
            "no-room",
            # there and back it is 4 minutes, and the shift has 480
            "no shift has room for its 477 minutes inside Mon 09:00-17:00",
            id="a visit of most of a shift",
        ),
    ],
)
def test_hours_that_no_shift_meets(
    availability: str, minutes: int, code: str, sentence: str
) -> None:
    inputs = inputs_of([household(1, availability)], [visit(1, minutes)], [shift("A")])
    assert reasons_of(inputs, []) == {"v1": (code, sentence)}


def test_a_home_off_the_street_says_what_the_streets_said() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    travel = cut(inputs, 1, Mode.FOOT, why=OffStreet("no-way-near", 100))
    found = reasons_of(inputs, [], travel=travel)
    assert found == {"v1": ("unreachable", "no street within 100 m (on foot)")}


def test_a_home_that_no_mode_reaches_names_the_modes_tried() -> None:
    shifts = [shift("A"), shift("B", mode=Mode.BIKE)]
    inputs = inputs_of([household(1)], [visit(1)], shifts)
    travel = cut(inputs, 1, Mode.FOOT, Mode.BIKE)
    found = reasons_of(inputs, [], [], travel=travel)
    assert found == {"v1": ("unreachable", "there is no way there (on foot, by bike)")}


BY_BIKE = {"mode": Mode.BIKE}
"""No way leads to the home by bike."""


@pytest.mark.parametrize(
    ("wanted", "shifts", "code", "sentence"),
    [
        pytest.param(
            {"appointment": replace(TEN, officer="B")},
            [shift("A"), shift("B", begin=13 * HOUR)],
            "promised-officer-off",
            "B was promised and is not on shift then",
            id="the promised officer comes later",
        ),
        pytest.param(
            {"appointment": replace(TEN, officer="B")},
            [shift("A"), shift("B", **BY_BIKE)],
            "promised-officer-off",
            "B was promised and cannot get there",
            id="the promised officer rides a bike",
        ),
        pytest.param(
            {"skills": SIGNS | LAW},
            [shift("A", skills=SIGNS), shift("B", skills=LAW)],
            "skill",
            "needs 'law', 'signs': nobody on shift then has it",
            id="nobody has both skills",
        ),
        pytest.param(
            {"skills": SIGNS},
            [shift("A"), shift("B", skills=SIGNS, **BY_BIKE)],
            "skill",
            "needs 'signs': nobody who has it can get there",
            id="the skill rides a bike",
        ),
        pytest.param(
            {"skills": SIGNS, "appointment": replace(TEN, officer="A")},
            [shift("A"), shift("B", skills=SIGNS)],
            "skill",
            "needs 'signs': A, who was promised, does not have it",
            id="the promised officer lacks the skill",
        ),
        pytest.param(
            {"officers_needed": 2},
            [shift("A"), shift("B", **BY_BIKE)],
            "no-second-officer",
            "needs two officers: no second one is on shift then",
            id="the second officer rides a bike",
        ),
        pytest.param(
            {"officers_needed": 2, "skills": SIGNS},
            [shift("AB"), shift("C", skills=SIGNS)],
            "no-second-officer",
            "needs two officers: no second one is on shift then",
            id="a crew without the skill takes no third",
        ),
    ],
)
def test_people_who_are_missing(wanted, shifts, code, sentence) -> None:  # type: ignore[no-untyped-def]
    inputs = inputs_of([household(1)], [visit(1, **wanted)], shifts)
    bikes = [Mode.BIKE] if Mode.BIKE in inputs.modes else []
    found = reasons_of(inputs, *([] for _ in shifts), travel=cut(inputs, 1, *bikes))
    assert found == {"v1": (code, sentence)}


def test_two_officers_of_different_days_are_no_pair() -> None:
    shifts = [shift("A"), shift("B", day=1)]
    inputs = inputs_of([household(1)], [visit(1, officers_needed=2)], shifts, days=2)
    assert reasons_of(inputs, [], [])["v1"][0] == "no-second-officer"


@pytest.mark.parametrize(
    ("shifts", "skills"),
    [
        ([shift("A", skills=SIGNS), shift("B", skills=LAW)], SIGNS),  # one of the two has it
        ([shift("AB", skills=SIGNS), shift("C")], SIGNS),  # a crew makes it alone
    ],
    ids=["pair", "crew"],
)
def test_two_officers_who_are_there_are_not_missing(shifts, skills) -> None:  # type: ignore[no-untyped-def]
    # a low visit 40 minutes off: 160 minutes of two officers' travel, 80 of a crew's
    wanted = visit(20, officers_needed=2, skills=skills, priority=Priority.LOW)
    inputs = inputs_of([household(20)], [wanted], shifts)
    assert reasons_of(inputs, [], [])["v20"][0] == "not-worth-it"


def test_a_way_dearer_than_the_worth_is_told_in_minutes() -> None:
    # The example of docs/objective.md: with h3, 40 minutes' walk instead of 8, and of its worth
    # of 30 a shut door takes 0.15, so 32 + 4.5 minutes; halves round to the even number
    home = "Mo 09:00-12:00"
    households = [household(1, home), household(2, home), household(3, home, place=10)]
    visits = [visit(1), visit(2), visit(3, priority=Priority.LOW)]
    inputs = inputs_of(households, visits, [shift("A")])
    found = reasons_of(inputs, [0, 1])
    sentence = "costs 36 minutes of travel and lost chance, worth 30"
    assert found == {"v3": ("not-worth-it", sentence)}


def test_a_full_shift_has_no_room() -> None:
    # 50 minutes at place 1 and the 4 of its ways leave 6 of the hour; v2 would take 10 and 4
    inputs = inputs_of(
        [household(1), household(2)], [visit(1, 50), visit(2)], [shift("A", end=10 * HOUR)]
    )
    found = reasons_of(inputs, [0])
    assert found == {
        "v2": ("no-room", "no shift has room for its 10 minutes inside Mon 08:00-20:00")
    }


def test_part_of_a_minute_counts_as_one() -> None:
    inputs = inputs_of(
        [household(1)],
        [visit(1), visit(1, id="long", seconds=3_541, least_days_between=0)],
        [shift("A", end=10 * HOUR)],
    )
    sentence = "no shift has room for its 60 minutes inside Mon 08:00-20:00"
    assert reasons_of(inputs, [0])["long"] == ("no-room", sentence)


def test_one_busy_officer_leaves_no_two_together() -> None:
    visits = [visit(1, 50), visit(2, officers_needed=2)]
    shifts = [shift("A", end=10 * HOUR), shift("B", end=10 * HOUR)]
    inputs = inputs_of([household(1), household(2)], visits, shifts)
    sentence = "no two officers have room for its 10 minutes inside Mon 08:00-20:00"
    assert reasons_of(inputs, [0], []) == {"v2": ("no-room", sentence)}


def test_the_longest_day_leaves_a_visit_out() -> None:
    # v1 takes 14 minutes with its ways; v5 as well 40
    inputs = inputs_of([household(1), household(5)], [visit(1), visit(5)], [shift("A")])
    assert reasons_of(inputs, [0], longest_day=40 * MINUTE)["v5"][0] == "room-left"
    found = reasons_of(inputs, [0], longest_day=39 * MINUTE)
    assert found == {
        "v5": ("longest-day", "it would fit with a longer day alone (longest day 0:39)")
    }


def test_the_longest_day_is_rounded_as_the_plan_s_tables_round_it() -> None:
    inputs = inputs_of([household(1), household(5)], [visit(1), visit(5)], [shift("A")])
    found = reasons_of(inputs, [0], longest_day=38 * MINUTE + 40)
    assert found["v5"][1] == "it would fit with a longer day alone (longest day 0:39)"


def test_of_several_caps_the_longest_day_is_named() -> None:
    # B's own cap is lower, C works on another day without one
    shifts = [shift("A", max_busy_seconds=75 * MINUTE), shift("B", max_busy_seconds=60 * MINUTE)]
    away = household(1, "Mo 09:00-17:00")
    inputs = inputs_of([away], [visit(1, 80)], [*shifts, shift("C", day=1)], days=2)
    sentence = "it would fit with a longer day alone (longest day 1:15)"
    assert reasons_of(inputs, [], [], []) == {"v1": ("longest-day", sentence)}


def test_a_shift_with_all_its_visits_takes_no_more() -> None:
    shifts = [shift("A", max_visits=1)]
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], shifts)
    sentence = "it would fit with more visits in one shift alone (at most 1)"
    assert reasons_of(inputs, [0]) == {"v2": ("longest-day", sentence)}


@pytest.mark.parametrize(
    ("days_between", "code"),
    [
        ((2, 1), "too-soon"),  # the stricter of the two counts
        ((1, 2), "too-soon"),
        ((1, 1), "room-left"),  # tomorrow would do
    ],
)
def test_two_visits_to_a_household_keep_their_days(
    days_between: tuple[int, int], code: str
) -> None:
    # A is full on Monday with the first visit, and could make the second on Tuesday
    first, second = days_between
    visits = [
        visit(1, 50, id="first", least_days_between=first),
        visit(1, id="second", least_days_between=second),
    ]
    shifts = [shift("A", end=10 * HOUR), shift("A", day=1, end=10 * HOUR)]
    inputs = inputs_of([household(1)], visits, shifts, days=2)
    found = reasons_of(inputs, [0], [])
    assert found["second"][0] == code
    if code == "too-soon":
        assert found["second"][1] == "too soon before or after the household's other visit"


def test_neither_room_nor_days_is_no_room() -> None:
    visits = [visit(1, 50, id="first"), visit(1, 50, id="second")]
    inputs = inputs_of([household(1)], visits, [shift("A", end=10 * HOUR)])
    assert reasons_of(inputs, [0])["second"][0] == "no-room"


def test_hours_of_another_week_are_named_by_weekday() -> None:
    policy = Policy(visiting_hours=(("Tu 10:00-11:00", 0.5),))
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")], days=2, policy=policy)
    found = reasons_of(inputs, [])
    assert found == {"v1": ("nobody-on-shift", "nobody is on shift inside Tue 10:00-11:00")}
    assert inputs.calendar.dates[1] == MONDAY + timedelta(days=1)


def test_hours_that_quiet_hours_close_are_not_said_to_fall_on_no_day() -> None:
    policy = Policy(quiet_hours="Mo-Su 20:00-24:00")
    home = household(1, availability="Mo 20:30-21:30")
    inputs = inputs_of([home], [visit(1)], [shift("A")], policy=policy)
    assert reasons_of(inputs, [])["v1"] == (
        "no-window",
        "the station's quiet hours take all of its hours on the days of this plan",
    )


@pytest.mark.parametrize(
    ("availability", "detail"),
    [
        pytest.param("Mo 21:00-22:30", "quiet", id="its hours are quiet hours"),
        pytest.param("Sa 10:00-11:00", "", id="its day is none of the plan's"),
    ],
)
def test_quiet_hours_are_the_reason_where_they_take_the_hours(
    availability: str, detail: str
) -> None:
    policy = Policy(quiet_hours="Mo-Su 20:00-24:00")
    inputs = inputs_of([household(1, availability)], [visit(1)], [shift("A")], policy=policy)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, street_tables(inputs))
    solution = Decided([]).solve(problem, Budget(None, 1))
    (why,) = reasons(inputs, times, street_tables(inputs), problem, solution).values()
    assert (why.code, why.detail) == ("no-window", detail)
