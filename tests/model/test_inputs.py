"""What a station has, and the one clock: elapsed seconds, also across a clock change.

Tests ``model/calendar.py``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from routeplan.model.inputs import (
    Coordinate,
    Mode,
    Officer,
    PlanCalendar,
    Shift,
    ShiftBreak,
    TravelTables,
    Visit,
    places_of,
    visit_called,
)
from tests.stations import DAY, HOUR, MINUTE, MONDAY, ZONE, household, inputs_of, shift, visit

SPRING = date(2026, 3, 28)
"""The Saturday before the clock jumps from 03:00 to 04:00."""
AUTUMN = date(2026, 10, 24)
"""The Saturday before the clock falls from 04:00 back to 03:00."""


def weekend(saturday: date) -> PlanCalendar:
    return PlanCalendar(saturday, 3, ZONE)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        pytest.param(90.1, 0, id="north of the pole"),
        pytest.param(-91, 0, id="south of the pole"),
        pytest.param(0, 180.5, id="east of the date line"),
        pytest.param(0, -181, id="west of the date line"),
        pytest.param(float("nan"), 24.9, id="no number"),
        pytest.param(60.2, float("nan"), id="no number either"),
    ],
)
def test_a_coordinate_off_the_globe_is_refused(latitude, longitude):
    with pytest.raises(ValueError, match="a coordinate lies within"):
        Coordinate(latitude, longitude)


def test_a_coordinate_may_lie_on_the_edge():
    assert Coordinate(-90, 180).longitude == 180


@pytest.mark.parametrize("days", [0, -1, 32])
def test_a_plan_has_1_to_31_days(days):
    with pytest.raises(ValueError, match=f"1 to 31 days, not {days}"):
        PlanCalendar(MONDAY, days, ZONE)


def test_the_plans_dates_follow_its_first_day():
    calendar = PlanCalendar(date(2026, 12, 31), 2, ZONE)
    assert calendar.dates == (date(2026, 12, 31), date(2027, 1, 1))
    assert calendar.date_of(3) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("saturday", "days_on", "wall", "hours"),
    [
        pytest.param(SPRING, 0, 8, 8, id="the day before is an ordinary one"),
        pytest.param(SPRING, 1, 0, 24, id="Sunday begins after 24 hours"),
        pytest.param(SPRING, 1, 2.75, 26.75, id="02:45 comes before the jump"),
        pytest.param(SPRING, 1, 4, 27, id="04:00 comes where 03:00 would have been"),
        pytest.param(SPRING, 1, 8, 31, id="an hour is missing on Sunday morning"),
        pytest.param(SPRING, 2, 0, 47, id="Sunday has 23 hours"),
        pytest.param(SPRING, 0, 28, 27, id="28:00 on Saturday is 04:00 on Sunday"),
        pytest.param(AUTUMN, 1, 2.75, 26.75, id="02:45 comes before the doubled hour"),
        pytest.param(AUTUMN, 1, 3.5, 27.5, id="of 03:30 and 03:30 the first"),
        pytest.param(AUTUMN, 1, 4, 29, id="04:00 comes after both"),
        pytest.param(AUTUMN, 1, 8, 33, id="an hour more on Sunday morning"),
        pytest.param(AUTUMN, 2, 0, 49, id="Sunday has 25 hours"),
        pytest.param(AUTUMN, 0, 26, 26, id="26:00 on Saturday is 02:00 on Sunday"),
        pytest.param(AUTUMN, -1, 12, -12, id="the day before the plan counts backwards"),
    ],
)
def test_elapsed_seconds_pass_the_clock_change(saturday, days_on, wall, hours):
    calendar = weekend(saturday)
    on = saturday + timedelta(days=days_on)
    assert calendar.elapsed(on, round(wall * HOUR)) == hours * HOUR


@pytest.mark.parametrize(
    ("days_on", "seconds_of_day"),
    [
        pytest.param(1, 3 * HOUR, id="03:00 is the first that is skipped"),
        pytest.param(1, 3 * HOUR + 30 * MINUTE, id="03:30"),
        pytest.param(1, 4 * HOUR - 1, id="03:59:59 is the last"),
        pytest.param(0, 27 * HOUR, id="27:00 on Saturday is 03:00 on Sunday"),
    ],
)
def test_a_local_time_that_the_clock_skips_is_the_moment_of_the_jump(days_on, seconds_of_day):
    calendar, on = weekend(SPRING), SPRING + timedelta(days=days_on)
    assert calendar.elapsed(on, seconds_of_day) == 27 * HOUR
    assert calendar.skips(on, seconds_of_day)


@pytest.mark.parametrize("seconds_of_day", [3 * HOUR - 1, 4 * HOUR])
def test_the_clock_skips_neither_the_last_second_before_the_jump_nor_the_first_behind_it(
    seconds_of_day,
):
    assert not weekend(SPRING).skips(SPRING + timedelta(days=1), seconds_of_day)


def test_local_time_comes_back_from_elapsed_seconds():
    calendar = weekend(AUTUMN)
    assert calendar.local(8 * HOUR) == datetime(2026, 10, 24, 8, tzinfo=ZONE)
    first, second = calendar.local(27 * HOUR), calendar.local(28 * HOUR)
    assert [f"{at:%H:%M %Z}" for at in (first, second)] == ["03:00 EEST", "03:00 EET"]


@pytest.mark.parametrize(
    ("saturday", "begins"),
    [(SPRING, [0, 24, 47, 71]), (AUTUMN, [0, 24, 49, 73])],
    ids=["a day of 23 hours", "a day of 25 hours"],
)
def test_a_day_begins_at_its_own_midnight(saturday, begins):
    calendar = weekend(saturday)
    assert [calendar.day_begin(day) for day in range(4)] == [hours * HOUR for hours in begins]


def test_a_day_begins_even_where_the_clock_skips_midnight():
    # In Cairo, Friday 2026-04-24 begins at 01:00: the clock skips the hour from 00:00.
    calendar = PlanCalendar(date(2026, 4, 23), 2, ZoneInfo("Africa/Cairo"))
    assert calendar.day_begin(1) == 24 * HOUR
    assert calendar.clock(calendar.day_begin(1)) == "01:00"


@pytest.mark.parametrize(
    ("elapsed", "day", "told"),
    [
        pytest.param(8 * HOUR + 5 * MINUTE, None, "08:05", id="hours and minutes"),
        pytest.param(8 * HOUR + 59, None, "08:00", id="seconds are left away"),
        pytest.param(25 * HOUR, None, "01:00", id="the wall starts again at midnight"),
        pytest.param(25 * HOUR, 0, "25:00", id="a shift's night reads on"),
        pytest.param(25 * HOUR, 1, "01:00", id="on the next day it does not"),
        pytest.param(27 * HOUR, 0, "28:00", id="across the jump, as the wall shows"),
        pytest.param(27 * HOUR - 1, 1, "02:59", id="the last minute before the jump"),
    ],
)
def test_clock_reads_as_the_wall_does(elapsed, day, told):
    assert weekend(SPRING).clock(elapsed, day=day) == told


ZONES = ("Europe/Helsinki", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC")


@settings(max_examples=200)
@given(
    first_day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    minutes=st.integers(0, 31 * 24 * 60),
    zone=st.sampled_from(ZONES),
)
@example(first_day=AUTUMN, minutes=28 * 60 + 30, zone="Europe/Helsinki")
def test_local_and_elapsed_are_inverse_but_for_the_second_of_a_doubled_hour(
    first_day, minutes, zone
):
    calendar = PlanCalendar(first_day, 31, ZoneInfo(zone))
    elapsed = minutes * MINUTE
    local = calendar.local(elapsed)
    again = calendar.elapsed(local.date(), HOUR * local.hour + MINUTE * local.minute)
    if local.fold:
        assert again in (elapsed - HOUR, elapsed - HOUR // 2)  # Lord Howe doubles half an hour
    else:
        assert again == elapsed


JUMPS = (
    ("Europe/Berlin", date(2027, 3, 28), "02:00", "03:00"),
    ("America/New_York", date(2027, 3, 14), "02:00", "03:00"),
    ("Africa/Cairo", date(2026, 4, 24), "00:00", "01:00"),
    ("Asia/Beirut", date(2027, 3, 28), "00:00", "01:00"),
    ("America/Santiago", date(2026, 9, 6), "00:00", "01:00"),
    ("Australia/Lord_Howe", date(2026, 10, 4), "02:00", "02:30"),
    ("Pacific/Apia", date(2011, 12, 30), "00:00", "00:00"),  # a whole day, across the date line
)
"""Zone, date, the first time that the clock skips, and what it shows then."""


@pytest.mark.parametrize(("zone", "on", "skipped", "shown"), JUMPS)
def test_the_moment_of_the_jump_is_found_in_every_zone(zone, on, skipped, shown):
    calendar = PlanCalendar(on - timedelta(days=1), 3, ZoneInfo(zone))
    hour, minute = map(int, skipped.split(":"))
    first = HOUR * hour + MINUTE * minute
    jump = calendar.elapsed(on, first)
    assert jump == DAY + first  # all clocks ran on as usual up to there
    assert [calendar.elapsed(on, first + offset) for offset in (1, MINUTE, 29 * MINUTE)] == [
        jump
    ] * 3
    assert calendar.clock(jump) == shown


@pytest.mark.parametrize(
    ("zone", "year"),
    [*((zone, on.year) for zone, on, *_ in JUMPS), ("America/Asuncion", 2024)],
)
def test_every_day_of_a_year_can_be_planned_whatever_the_clock_does(zone, year):
    """The wall's times never run back, and come back from elapsed seconds wherever they exist."""
    for month in range(1, 13):
        calendar = PlanCalendar(date(year, month, 1), 31, ZoneInfo(zone))
        before = 0
        for k in range(31 * 48):
            # 15 and 45 minutes past each hour: inside every jump, also that of half an hour.
            on, seconds = calendar.date_of(k // 48), (2 * (k % 48) + 1) * 15 * MINUTE
            elapsed = calendar.elapsed(on, seconds)
            assert elapsed >= before
            local = calendar.local(elapsed)
            back = (local.date(), HOUR * local.hour + MINUTE * local.minute)
            assert (back == (on, seconds)) is not calendar.skips(on, seconds)
            before = elapsed
        begins = [calendar.day_begin(day) for day in range(32)]
        assert begins == sorted(begins)


walls = st.tuples(st.integers(0, 30), st.integers(0, 30 * HOUR))


@given(
    first_day=st.dates(date(1970, 1, 1), date(2999, 1, 1)),
    one=walls,
    other=walls,
    zone=st.sampled_from(sorted(available_timezones())),
)
@settings(max_examples=300)
@example(date(2011, 12, 29), (0, 25 * HOUR), (1, 1), "Pacific/Apia")
def test_elapsed_seconds_never_run_back_as_the_wall_goes_on(first_day, one, other, zone):
    calendar = PlanCalendar(first_day, 31, ZoneInfo(zone))
    (day, seconds), (later_day, later_seconds) = sorted(
        (one, other), key=lambda wall: DAY * wall[0] + wall[1]
    )
    early = calendar.elapsed(calendar.date_of(day), seconds)
    late = calendar.elapsed(calendar.date_of(later_day), later_seconds)
    assert early <= late
    if not calendar.skips(calendar.date_of(day), seconds):
        shown = calendar.local(early).replace(tzinfo=None)
        midnight = datetime.combine(calendar.date_of(day), datetime.min.time())
        assert shown == midnight + timedelta(seconds=seconds)


@pytest.mark.parametrize("seconds", [0, -60])
def test_a_visit_takes_time(seconds):
    with pytest.raises(ValueError, match=f"a visit takes time: v1 has {seconds} s"):
        Visit("v1", "h1", seconds)


@pytest.mark.parametrize("officers", [0, 3])
def test_a_visit_needs_one_or_two_officers(officers):
    with pytest.raises(ValueError, match=f"1 or 2 officers: v1 has {officers}"):
        Visit("v1", "h1", 600, officers_needed=officers)


@pytest.mark.parametrize(
    ("earliest", "latest", "seconds"),
    [(12 * HOUR, 11 * HOUR, 1800), (11 * HOUR, 12 * HOUR, 0), (11 * HOUR, 12 * HOUR, -60)],
    ids=["ends before it begins", "takes no time", "takes less than none"],
)
def test_a_break_that_cannot_be_is_refused(earliest, latest, seconds):
    with pytest.raises(ValueError, match="a break begins within a window and lasts"):
        ShiftBreak(earliest, latest, seconds)


def test_a_break_may_have_to_begin_at_one_second():
    assert ShiftBreak(11 * HOUR, 11 * HOUR, 1800).latest == 11 * HOUR


def test_a_shift_ends_after_it_begins():
    with pytest.raises(ValueError, match="a shift ends after it begins: A/0"):
        shift("A", begin=9 * HOUR, end=9 * HOUR)


@pytest.mark.parametrize("officers", [(), ("A", "B", "C")], ids=["nobody", "three"])
def test_a_shift_is_one_officer_or_a_crew_of_two(officers):
    with pytest.raises(ValueError, match="one officer or a crew of two: s"):
        Shift("s", officers, 0, Mode.FOOT, 0, HOUR)


def test_inputs_find_everything_by_its_id():
    refused = visit(2)
    inputs = inputs_of(
        [household(1), household(2, do_not_call=True)], [visit(1)], [shift("AB")], refused=[refused]
    )
    assert inputs.household("h2").do_not_call
    assert inputs.officers_by_id["B"].name == "Officer B"
    assert inputs.shifts_by_id["A+B/0"].officers == ("A", "B")
    assert inputs.visits_by_id["v2"] is refused
    with pytest.raises(KeyError):
        inputs.household("h3")


def test_modes_are_those_of_the_shifts_in_one_order():
    shifts = [shift("A", mode=Mode.CAR), shift("B"), shift("C", mode=Mode.CAR)]
    assert inputs_of([], [], shifts).modes == (Mode.FOOT, Mode.CAR)
    assert inputs_of([], [], []).modes == ()


def square(modes: int, places: int, other: int | None = None) -> np.ndarray:
    return np.zeros((modes, places, places if other is None else other), np.int32)


@pytest.mark.parametrize(
    ("seconds", "metres"),
    [
        pytest.param(square(1, 3), square(1, 3), id="one table for two modes"),
        pytest.param(square(2, 3, 4), square(2, 3, 4), id="not square"),
        pytest.param(square(2, 3), square(2, 4), id="metres for other places"),
        pytest.param(square(2, 3)[0], square(2, 3)[0], id="no axis for modes"),
    ],
)
def test_travel_tables_of_another_shape_are_refused(seconds, metres):
    with pytest.raises(ValueError, match=r"travel tables are \(modes, places, places\)"):
        TravelTables((Mode.FOOT, Mode.CAR), seconds, metres, "streets")


def test_travel_tables_are_read_only_and_looked_up_by_mode():
    seconds = square(2, 2)
    seconds[1, 0, 1] = 90
    tables = TravelTables((Mode.FOOT, Mode.CAR), seconds, square(2, 2), "streets")
    assert tables.of(Mode.CAR)[0, 1] == 90
    assert tables.of(Mode.FOOT)[0, 1] == 0
    with pytest.raises(ValueError, match="read-only"):
        tables.seconds[0, 0, 1] = 1
    with pytest.raises(ValueError, match="read-only"):
        tables.metres[0, 0, 1] = 1


def test_households_at_one_door_are_one_place():
    # 0.000004 degrees are less than half a metre, 0.00002 are two.
    door, same, next_door = (Coordinate(60.17, 24.94 + d) for d in (0, 0.000004, 0.00002))
    assert places_of([door, next_door, same, door]) == [1, 2, 1, 1]
    assert places_of([]) == []


@pytest.mark.parametrize("share", [0.0, -0.5, 1.01])
def test_an_officers_share_is_a_part_of_the_whole(share: float) -> None:
    with pytest.raises(ValueError, match=r"over 0 to 1: O1 has"):
        Officer("O1", "", Mode.FOOT, share=share)


@pytest.mark.parametrize(
    ("visit", "name", "called"),
    [
        ("H7/2", "Maria Costa", "H7/2 Maria Costa"),
        ("H7", "", "H7"),  # gone from the tables
        ("H7", "H7", "H7"),
        ("H7/2", "H7", "H7/2"),
        ("H71", "H7", "H71 H7"),  # another household may well be called so
    ],
)
def test_a_visit_is_named_once(visit: str, name: str, called: str) -> None:
    assert visit_called(visit, name) == called
