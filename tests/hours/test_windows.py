"""Windows and chances in elapsed time: when a visit may be, and whom it would meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.hours.windows import (
    StartWindow,
    VisitTimes,
    intervals,
    longest_window,
    merged,
    start_windows,
    station_curve,
    visit_times,
    without,
)
from routeplan.model.inputs import Appointment, Inputs, PlanCalendar, Policy
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    ZONE,
    household,
    inputs_of,
    shift,
    visit,
)

EIGHT_TO_TEN = (8 * HOUR, 10 * HOUR)
SPRING_SATURDAY, AUTUMN_SATURDAY = date(2026, 3, 28), date(2026, 10, 24)


def week(days: int = 1, first_day: date = MONDAY) -> PlanCalendar:
    return PlanCalendar(first_day, days, ZONE)


def one_visit(availability: str, policy: Policy | None = None, minutes: int = 10, **more) -> Inputs:
    """A station with one household and one visit, on Monday."""
    return inputs_of(
        [household(1, availability)], [visit(1, minutes, **more)], [shift()], policy=policy
    )


def times_of(inputs: Inputs) -> VisitTimes:
    (times,) = visit_times(inputs)
    return times


# --- intervals ------------------------------------------------------------------------------------


def test_windows_are_elapsed_seconds_by_weekday():
    assert intervals("Mo 08:00-10:00; Tu 12:00-13:30", week(2)) == (
        EIGHT_TO_TEN,
        (DAY + 12 * HOUR, DAY + 13 * HOUR + 30 * MINUTE),
    )


def test_windows_on_no_day_of_the_plan_are_none():
    assert intervals("Tu 08:00-10:00", week(1)) == ()


def test_a_window_across_the_border_of_two_days_is_one():
    assert intervals("Mo 20:00-24:00; Tu 00:00-02:00", week(2)) == ((20 * HOUR, 26 * HOUR),)


def test_windows_that_touch_are_one_whatever_their_comments():
    text = 'Mo 08:00-09:00 "ring", Mo 09:00-10:00 "knock"'
    assert intervals(text, week(1)) == (EIGHT_TO_TEN,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Tu 00:00-05:00", ((24 * HOUR, 29 * HOUR),), id="the night behind the plan"),
        pytest.param("Tu 04:00-09:00", ((28 * HOUR, 30 * HOUR),), id="cut at 30:00"),
        pytest.param("Tu 06:00-09:00", (), id="begins at 30:00"),
        pytest.param("Mo-Su 00:00-24:00", ((0, 30 * HOUR),), id="day and night"),
    ],
)
def test_a_plan_reaches_six_hours_past_its_last_day(text, found):
    assert intervals(text, week(1)) == found


@pytest.mark.parametrize(
    ("saturday", "text", "hours"),
    [
        pytest.param(SPRING_SATURDAY, "Su 08:00-10:00", (31, 33), id="an hour earlier"),
        pytest.param(SPRING_SATURDAY, "Su 02:00-05:00", (26, 28), id="an hour shorter"),
        pytest.param(SPRING_SATURDAY, "Mo 08:00-10:00", (55, 57), id="the day after too"),
        pytest.param(AUTUMN_SATURDAY, "Su 08:00-10:00", (33, 35), id="an hour later"),
        pytest.param(AUTUMN_SATURDAY, "Su 02:00-05:00", (26, 30), id="an hour longer"),
        pytest.param(AUTUMN_SATURDAY, "Su 03:00-04:00", (27, 29), id="both of the doubled hour"),
        pytest.param(AUTUMN_SATURDAY, "Su 03:15-03:45", (27.25, 27.75), id="the first of two"),
    ],
)
def test_windows_pass_the_clock_change(saturday, text, hours):
    begin, end = hours
    assert intervals(text, week(3, saturday)) == ((begin * HOUR, end * HOUR),)


def test_six_hours_past_the_last_day_are_six_on_the_wall():
    # On Sunday 2026-10-25, 06:00 comes 31 hours after Saturday's midnight.
    assert intervals("Su 04:30-08:00", week(1, AUTUMN_SATURDAY)) == (
        (29 * HOUR + 30 * MINUTE, 31 * HOUR),
    )


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("Su 01:00-03:30", [(25, 27)], id="ends at the jump"),
        pytest.param("Su 03:30-05:00", [(27, 28)], id="begins at the jump"),
        pytest.param("Su 03:10-03:50", [], id="nothing is left of it"),
        pytest.param("Su 01:00-03:10,03:50-05:00", [(25, 28)], id="two that meet at the jump"),
    ],
)
def test_a_window_at_a_time_the_clock_skips_ends_or_begins_at_the_jump(text, hours):
    # 03:00 on Sunday, 27 hours after Saturday's midnight, is 04:00.
    found = tuple((begin * HOUR, end * HOUR) for begin, end in hours)
    assert intervals(text, week(3, SPRING_SATURDAY)) == found


def test_a_window_may_end_at_a_midnight_the_clock_skips():
    # In Cairo, Friday 2026-04-24 begins at 01:00, the moment when Thursday ends.
    cairo = PlanCalendar(date(2026, 4, 23), 2, ZoneInfo("Africa/Cairo"))
    assert intervals("Th 20:00-24:00; Fr 08:00-10:00", cairo) == (
        (20 * HOUR, 24 * HOUR),
        (31 * HOUR, 33 * HOUR),
    )


# --- the algebra of intervals ---------------------------------------------------------------------

MINUTES = st.integers(0, 60)
INTERVALS = st.lists(st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] < pair[1]), max_size=6)
checked = settings(max_examples=150)


def as_set(found) -> set[int]:
    return {minute for begin, end in found for minute in range(begin, end)}


def assert_canonical(found) -> None:
    """Sorted, none empty, none touching the next."""
    borders = [border for pair in found for border in pair]
    assert borders == sorted(set(borders))


@checked
@given(INTERVALS)
def test_merged_covers_the_same_minutes_once(found):
    assert as_set(merged(found)) == as_set(found)
    assert_canonical(merged(found))


@checked
@given(INTERVALS, INTERVALS)
def test_without_leaves_the_minutes_not_taken(found, taken):
    left = without(merged(found), taken)
    assert as_set(left) == as_set(found) - as_set(taken)
    assert_canonical(left)


@pytest.mark.parametrize(
    ("windows", "seconds"), [((), 0), (((5, 8),), 3), (((5, 8), (10, 20), (30, 31)), 10)]
)
def test_the_longest_window(windows, seconds):
    assert longest_window(windows) == seconds


# --- start windows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("windows", "pieces", "seconds", "starts"),
    [
        pytest.param(
            [(0, 100)], [(0, 100, 0.5)], 30, [(0, 70, 0.5)], id="shortened by the visit's length"
        ),
        pytest.param(
            [(0, 30)], [(0, 30, 0.5)], 30, [(0, 0, 0.5)], id="a window just long enough, one start"
        ),
        pytest.param([(0, 29)], [(0, 29, 0.5)], 30, [], id="a window too short has none"),
        pytest.param(
            [(0, 100)],
            [(0, 50, 0.2), (50, 100, 0.6)],
            30,
            [(0, 49, 0.2), (50, 70, 0.6)],
            id="cut where the chance steps, and a visit may run across the step",
        ),
        pytest.param(
            [(0, 100)],
            [(50, 100, 0.2), (0, 50, 0.2)],
            30,
            [(0, 70, 0.2)],
            id="neighbours of equal chance are one",
        ),
        pytest.param(
            [(0, 100)],
            [(0, 80, 0.2), (80, 100, 0.6)],
            30,
            [(0, 70, 0.2)],
            id="a piece too late to start in falls away",
        ),
        pytest.param(
            [(0, 40), (60, 100)],
            [(0, 100, 0.2)],
            30,
            [(0, 10, 0.2), (60, 70, 0.2)],
            id="two windows in one piece stay two",
        ),
        pytest.param(
            [(0, 100)],
            [(0, 20, 0.2), (30, 100, 0.2)],
            30,
            [(0, 19, 0.2), (30, 70, 0.2)],
            id="a gap between pieces stays one",
        ),
    ],
)
def test_windows_are_cut_into_start_windows(windows, pieces, seconds, starts):
    assert start_windows(windows, pieces, seconds) == tuple(StartWindow(*start) for start in starts)


@st.composite
def disjoint_pieces(draw):
    """Pieces between cuts of an hour, some left away, with one of two chances."""
    cuts = sorted(draw(st.sets(MINUTES, min_size=2, max_size=8)))
    chances = draw(st.lists(st.sampled_from([None, 0.3, 0.7]), min_size=8, max_size=8))
    spans = zip(cuts, cuts[1:], chances, strict=False)
    return [(begin, end, chance) for begin, end, chance in spans if chance is not None]


@checked
@given(disjoint_pieces(), INTERVALS, st.integers(1, 15))
def test_start_windows_are_those_of_a_look_at_every_second(pieces, quiet, seconds):
    windows = without(merged((begin, end) for begin, end, _ in pieces), quiet)
    open_seconds = as_set(windows)
    expected = []
    for second in range(61):
        inside = all(moment in open_seconds for moment in range(second, second + seconds))
        chance = next((c for begin, end, c in pieces if begin <= second < end), None)
        if not inside or chance is None:
            continue
        if expected and expected[-1].last == second - 1 and expected[-1].chance == chance:
            expected[-1] = replace(expected[-1], last=second)
        else:
            expected.append(StartWindow(second, second, chance))
    assert start_windows(windows, pieces, seconds) == tuple(expected)


# --- visit times ----------------------------------------------------------------------------------


def test_hours_the_resident_gave_have_their_own_chance():
    times = times_of(one_visit("Mo 08:00-10:00", minutes=20))
    last = 10 * HOUR - 20 * MINUTE
    assert times == VisitTimes((EIGHT_TO_TEN,), (StartWindow(8 * HOUR, last, 0.85),))


@pytest.mark.parametrize(
    ("earliest", "days_left"),
    [(-5, (0, 1, 2)), (0, (0, 1, 2)), (1, (1, 2)), (2, (2,)), (3, ())],
)
def test_a_visit_has_no_window_before_its_earliest_day(earliest, days_left):
    inputs = one_visit("Mo-We 08:00-10:00", earliest=MONDAY + timedelta(days=earliest))
    times = times_of(replace(inputs, calendar=week(3)))
    assert times.windows == tuple(
        (day * DAY + 8 * HOUR, day * DAY + 10 * HOUR) for day in days_left
    )
    assert len(times.starts) == len(days_left)


def test_the_earliest_day_cuts_the_stations_hours_at_midnight():
    inputs = one_visit("", Policy(visiting_hours=(("00:00-24:00", 0.5),)))
    later = replace(inputs.visits[0], earliest=MONDAY + timedelta(days=1))
    times = times_of(replace(inputs, calendar=week(2), visits=(later,)))
    assert times.windows[0][0] == DAY


def test_a_household_that_gave_no_hours_has_the_stations():
    hours = (("Mo-Fr 08:00-09:00", 0.4), ("Mo-Fr 09:00-10:00", 0.6))
    times = times_of(one_visit("", Policy(visiting_hours=hours), minutes=30))
    assert times.windows == (EIGHT_TO_TEN,)  # the chance cuts no window
    assert times.starts == (
        StartWindow(8 * HOUR, 9 * HOUR - 1, 0.4),
        StartWindow(9 * HOUR, 9 * HOUR + 30 * MINUTE, 0.6),
    )


def test_a_visit_may_run_across_a_step_of_the_chance():
    # 08:50 + 30 min ends at 09:20: the start alone decides the chance.
    hours = (("Mo 08:00-09:00", 0.4), ("Mo 09:00-10:00", 0.6))
    first, _ = times_of(one_visit("", Policy(visiting_hours=hours), minutes=30)).starts
    assert first.last == 9 * HOUR - 1


def test_quiet_hours_cut_windows():
    policy = Policy(quiet_hours="Mo-Su 00:00-09:00,12:00-13:00")
    times = times_of(one_visit("Mo 08:00-14:00", policy, minutes=30))
    assert times.windows == ((9 * HOUR, 12 * HOUR), (13 * HOUR, 14 * HOUR))
    assert times.starts == (
        StartWindow(9 * HOUR, 12 * HOUR - 30 * MINUTE, 0.85),
        StartWindow(13 * HOUR, 14 * HOUR - 30 * MINUTE, 0.85),
    )


def test_quiet_hours_may_leave_nothing():
    times = times_of(one_visit("Mo 08:00-10:00", Policy(quiet_hours="00:00-24:00")))
    assert times == VisitTimes((), ())


def test_a_window_that_quiet_hours_make_too_short_has_no_start():
    policy = Policy(quiet_hours="Mo 00:00-09:50")
    times = times_of(one_visit("Mo 08:00-10:00", policy, minutes=11))
    assert times == VisitTimes(((9 * HOUR + 50 * MINUTE, 10 * HOUR),), ())


def appointment(at: int, minutes: int = 10, on: date = MONDAY) -> Appointment:
    return Appointment(on, at, minutes * MINUTE)


def test_an_appointment_overrides_windows_and_quiet_hours():
    policy = Policy(quiet_hours="18:00-24:00")
    inputs = one_visit("Mo 08:00-10:00", policy, minutes=30, appointment=appointment(19 * HOUR))
    first, last = 19 * HOUR - 10 * MINUTE, 19 * HOUR + 10 * MINUTE
    assert times_of(inputs) == VisitTimes(
        ((first, last + 30 * MINUTE),), (StartWindow(first, last, 0.95),)
    )


def test_an_appointment_without_tolerance_begins_at_its_second():
    (start,) = times_of(one_visit("", appointment=appointment(9 * HOUR, 0))).starts
    assert (start.first, start.last) == (9 * HOUR, 9 * HOUR)


def test_an_appointment_keeps_to_its_date():
    # 00:05 less 10 minutes would be the evening before.
    (start,) = times_of(one_visit("", appointment=appointment(5 * MINUTE))).starts
    assert (start.first, start.last) == (0, 15 * MINUTE)


@pytest.mark.parametrize(
    ("saturday", "at", "elapsed"),
    [(SPRING_SATURDAY, 8 * HOUR, 31 * HOUR), (AUTUMN_SATURDAY, 8 * HOUR, 33 * HOUR)],
    ids=["spring", "autumn"],
)
def test_an_appointment_is_kept_by_the_wall_clock(saturday, at, elapsed):
    promise = appointment(at, 0, on=date(saturday.year, saturday.month, saturday.day + 1))
    inputs = replace(one_visit("", appointment=promise), calendar=week(2, saturday))
    assert times_of(inputs).starts[0].first == elapsed


def test_an_appointment_may_be_on_a_day_whose_midnight_is_skipped():
    cairo = PlanCalendar(date(2026, 4, 23), 2, ZoneInfo("Africa/Cairo"))
    promise = appointment(HOUR + 5 * MINUTE, 10, on=date(2026, 4, 24))
    (start,) = times_of(replace(one_visit("", appointment=promise), calendar=cairo)).starts
    # Friday begins at 01:00, 24 hours after Thursday; 01:05 less 10 minutes is cut there.
    assert (start.first, start.last) == (24 * HOUR, 24 * HOUR + 15 * MINUTE)


def test_times_stand_in_the_order_of_the_visits():
    inputs = inputs_of(
        [household(1, "Mo 08:00-10:00"), household(2, "Mo 12:00-13:00")],
        [visit(2), visit(1, 30), visit(1)],
        [shift()],
    )
    assert [times.starts[0].last for times in visit_times(inputs)] == [
        13 * HOUR - 10 * MINUTE,
        10 * HOUR - 30 * MINUTE,
        10 * HOUR - 10 * MINUTE,
    ]


# --- the station's curve --------------------------------------------------------------------------


def test_of_the_stations_hours_the_earlier_entry_wins():
    policy = Policy(visiting_hours=(("Mo 12:00-13:00", 0.6), ("Mo 10:00-14:00", 0.3)))
    assert station_curve(policy, week(1)) == (
        (10 * HOUR, 12 * HOUR, 0.3),
        (12 * HOUR, 13 * HOUR, 0.6),
        (13 * HOUR, 14 * HOUR, 0.3),
    )


def test_an_entry_covered_by_earlier_ones_says_nothing():
    policy = Policy(visiting_hours=(("Mo 10:00-14:00", 0.3), ("Mo 12:00-13:00", 0.6)))
    assert station_curve(policy, week(1)) == ((10 * HOUR, 14 * HOUR, 0.3),)


HOURS = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1])


@settings(max_examples=60)
@given(st.lists(HOURS, max_size=5))
def test_every_hour_has_the_chance_of_the_first_entry_that_names_it(entries):
    hours = tuple(
        (f"Mo {begin:02d}:00-{end:02d}:00", 0.1 * k) for k, (begin, end) in enumerate(entries)
    )
    pieces = station_curve(Policy(visiting_hours=hours), week(1))
    assert list(pieces) == sorted(pieces)
    for hour in range(24):
        found = [chance for begin, end, chance in pieces if begin <= hour * HOUR < end]
        named = [0.1 * k for k, (begin, end) in enumerate(entries) if begin <= hour < end]
        assert found == named[:1]
