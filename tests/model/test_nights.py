"""Times after midnight: one rule, and every reader of times goes by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routeplan.formats.decisions.day_changes import Understood, understood
from routeplan.formats.decisions.typed_changes import TypedChanges
from routeplan.formats.results.entries import RESULT_COLUMNS, read_results
from routeplan.formats.results.result_fields import ResultContext
from routeplan.formats.station.settings import Settings
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.inputs import Appointment
from routeplan.model.nights import NOBODY_ON_SHIFT, Nights, ShiftHours, Span, of_day, span_of_day
from routeplan.visitlog.log_records import Entry, Promise
from tests.formats.folders import read_folder, write_folder
from tests.render.planned import street_inputs, street_plan
from tests.stations import DAY, HOUR, MINUTE, MONDAY

TUESDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY - timedelta(days=1)
NIGHT: Span = (20 * HOUR, 28 * HOUR)
LATE: Span = (16 * HOUR, 24 * HOUR)
DAYTIME: Span = (8 * HOUR, 16 * HOUR)
EARLY: Span = (0, 8 * HOUR)


def at(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    return HOUR * hour + MINUTE * minute


def text_of(seconds: int) -> str:
    return f"{seconds // HOUR:02d}:{seconds % HOUR // MINUTE:02d}"


def nights_of(hours: Iterable[Span], *days: date) -> Nights:
    every = [(day, span) for day in days for span in hours]
    return Nights(tuple(ShiftHours(day, ("A",), *span) for day, span in every))


@pytest.mark.parametrize(
    ("written", "shifts", "meant"),
    [
        pytest.param("01:30", [NIGHT], "25:30", id="in the night"),
        pytest.param("25:30", [NIGHT], "25:30", id="counted on already"),
        pytest.param("00:00", [NIGHT], "24:00", id="midnight"),
        pytest.param("04:00", [NIGHT], "28:00", id="as the night ends"),
        pytest.param("04:01", [NIGHT], "04:01", id="when it is over"),
        pytest.param("19:00", [NIGHT], "19:00", id="before it begins"),
        pytest.param("23:00", [NIGHT], "23:00", id="before midnight"),
        pytest.param("07:30", [DAYTIME], "07:30", id="before a shift by day"),
        pytest.param("00:00", [LATE], "00:00", id="a shift until midnight is no night"),
        pytest.param("01:30", [DAYTIME, NIGHT], "25:30", id="somebody is on at night"),
        pytest.param("07:30", [DAYTIME, NIGHT], "07:30", id="nobody is on as yet"),
        pytest.param("01:30", [EARLY, NIGHT], "01:30", id="on in the morning of that very day"),
        pytest.param("01:30", [], "01:30", id="nobody is on shift"),
    ],
)
def test_a_time_before_the_shift_is_of_the_night_that_follows_while_that_lasts(
    written: str, shifts: list[Span], meant: str
) -> None:
    assert text_of(of_day(at(written), shifts)) == meant


@pytest.mark.parametrize(
    ("written", "shift", "meant"),
    [
        pytest.param("23:30-00:30", NIGHT, "23:30-24:30", id="across midnight"),
        pytest.param("00:30-02:00", NIGHT, "24:30-26:00", id="behind midnight"),
        pytest.param("01:30-04:00", NIGHT, "25:30-28:00", id="to the end"),
        pytest.param("03:00-05:00", NIGHT, "27:00-29:00", id="beyond the end"),
        pytest.param("24:30-01:30", NIGHT, "24:30-25:30", id="one of them counted on"),
        pytest.param("21:00-22:00", NIGHT, "21:00-22:00", id="in the evening"),
        pytest.param("23:00-00:00", LATE, "23:00-24:00", id="until a shift's end at midnight"),
        pytest.param("10:40-12:00", DAYTIME, "10:40-12:00", id="by day"),
        pytest.param("12:00-10:40", DAYTIME, "12:00-10:40", id="by day there is no such time"),
    ],
)
def test_two_times_of_a_night_are_in_order(written: str, shift: Span, meant: str) -> None:
    begin, end = map(at, written.split("-"))
    assert "-".join(map(text_of, span_of_day((begin, end), [shift]))) == meant


@pytest.mark.parametrize(
    ("on", "written", "nights", "meant"),
    [
        pytest.param(
            TUESDAY, "01:00", nights_of([NIGHT], MONDAY), (MONDAY, "25:00"), id="the night before"
        ),
        pytest.param(
            TUESDAY,
            "01:00",
            nights_of([NIGHT], MONDAY, TUESDAY),
            (MONDAY, "25:00"),
            id="though another night follows",
        ),
        pytest.param(
            TUESDAY,
            "01:00",
            nights_of([NIGHT], TUESDAY),
            (TUESDAY, "25:00"),
            id="the night that follows where nobody is on before",
        ),
        pytest.param(
            MONDAY, "25:00", nights_of([NIGHT], MONDAY), (MONDAY, "25:00"), id="counted on"
        ),
        pytest.param(
            TUESDAY,
            "01:00",
            nights_of([EARLY, NIGHT], MONDAY, TUESDAY),
            (TUESDAY, "01:00"),
            id="whoever is on in the morning of that date goes before",
        ),
        pytest.param(TUESDAY, "10:00", nights_of([NIGHT], MONDAY), (TUESDAY, "10:00"), id="by day"),
        pytest.param(TUESDAY, "01:00", NOBODY_ON_SHIFT, (TUESDAY, "01:00"), id="nobody"),
        pytest.param(date.min, "01:00", NOBODY_ON_SHIFT, (date.min, "01:00"), id="begin of time"),
    ],
)
def test_a_date_and_time_belong_to_the_shift_that_is_on_then(
    on: date, written: str, nights: Nights, meant: tuple[date, str]
) -> None:
    day, seconds = nights.of_date(on, at(written))
    assert (day, text_of(seconds)) == meant


def test_hours_are_theirs_of_whom_one_asks() -> None:
    both = Nights(
        (ShiftHours(MONDAY, ("A", "B"), *NIGHT), ShiftHours(MONDAY, ("C",), *DAYTIME)),
    )
    assert both.on(MONDAY) == [NIGHT, DAYTIME]
    assert both.of(["B"]).on(MONDAY) == [NIGHT]
    assert both.of(["C"]).on(MONDAY) == [DAYTIME]
    assert both.of([]).on(MONDAY) == []


# --- every reader ---------------------------------------------------------------------------------

INPUTS = street_inputs()
PLAN = street_plan(INPUTS)


def replanned(nights: Nights, **words: Any) -> Understood:
    return understood(TypedChanges(MONDAY, **words), PLAN, replace(INPUTS, nights=nights))


def recorded(nights: Nights, **cells: str) -> Entry:
    station = {"name": "S", "latitude": 60.17, "longitude": 24.94}
    known = Settings.model_validate({"timezone": "Europe/Helsinki", "station": station})
    reading = ResultContext(INPUTS, known, TUESDAY, lambda *_: [], {}, lambda _: nights)
    common = {"date": str(MONDAY), "household": "h1", "officers": "A", "result": "o"}
    row = Row(2, common | cells)
    read = read_results(Table("results.csv", "", RESULT_COLUMNS, (row,)), reading)
    assert read.findings == ()
    return read.entries[0]


nights = st.tuples(st.integers(8 * 60, 24 * 60 - 1), st.integers(24 * 60 + 1, 30 * 60))


@settings(max_examples=60)
@given(data=st.data(), shift=nights, every_day=st.booleans())
@pytest.mark.slow
def test_every_reader_takes_a_time_after_midnight_either_way(data, shift, every_day) -> None:
    hours = (MINUTE * shift[0], MINUTE * shift[1])
    seconds = MINUTE * data.draw(st.integers(24 * 60, shift[1]), label="minute of the night")
    days = [SUNDAY, MONDAY, TUESDAY] if every_day else [MONDAY]
    known = nights_of([hours], *days)
    on, after = text_of(seconds), text_of(seconds - DAY)
    for written in (on, after):
        assert replanned(known, now=written).now == seconds
        assert recorded(known, time=written).called_at == seconds
        changes = replanned(known, away=(("A", f"{text_of(hours[0])}-{written}"),)).changes
        (absence,) = changes.absences
        assert (absence.begin, absence.end) == (hours[0], seconds)
    for written in (f"{MONDAY} {on}", f"{TUESDAY} {after}"):
        assert recorded(known, promise=written).promise == Promise(MONDAY, seconds)
        (new,) = replanned(known, new_time=(("h2", written),)).changes.new_times
        assert INPUTS.calendar.elapsed(new.on, new.at_seconds) == seconds
    assert recorded(known, promise=f"{MONDAY} {after}").promise == Promise(MONDAY, seconds)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), shift=nights)
def test_an_appointment_of_the_last_night_is_in_the_plan_either_way(
    tmp_path: Path, data, shift
) -> None:
    minute = data.draw(st.integers(24 * 60, shift[1]), label="minute of the night")
    texts = [f"{MONDAY} {text_of(MINUTE * minute)}", f"{TUESDAY} {text_of(MINUTE * minute - DAY)}"]
    folder = write_folder(
        tmp_path,
        households=[{"id": f"H{k}", "appointment": text} for k, text in enumerate(texts)],
        officers=[{"hours": f"Mo {text_of(MINUTE * shift[0])}-{text_of(MINUTE * shift[1])}"}],
    )
    read = read_folder(folder, days=1)
    expected = Appointment(MONDAY, MINUTE * minute, 600)
    assert [visit.appointment for visit in read.inputs.visits] == [expected] * 2
    assert [finding.code for finding in read.warnings if finding.column == "appointment"] == []


@pytest.mark.parametrize(
    ("appointment", "first_day", "codes"),
    [
        pytest.param("2026-12-01 01:00", MONDAY, [], id="in the plan of its night"),
        pytest.param("2026-12-01 01:00", TUESDAY, ["appointment-over"], id="not in the next"),
        pytest.param("2026-11-30 01:00", MONDAY, ["appointment-next-night"], id="nobody on Sunday"),
        pytest.param("2026-12-01 05:00", MONDAY, ["appointment-elsewhere"], id="after the night"),
    ],
)
def test_an_appointment_is_in_one_plan_only(
    tmp_path: Path, appointment: str, first_day: date, codes: list[str]
) -> None:
    folder = write_folder(
        tmp_path, households=[{"appointment": appointment}], officers=[{"hours": "Mo 20:00-04:00"}]
    )
    read = read_folder(folder, first_day=first_day, days=1)
    found = [finding for finding in read.warnings if finding.column == "appointment"]
    assert [finding.code for finding in found] == codes
    kept = {"appointment-elsewhere": [], "appointment-over": [None]}
    expected = [Appointment(MONDAY, 25 * HOUR, 600)]
    for code in codes:
        expected = kept.get(code, expected)
    assert [visit.appointment for visit in read.inputs.visits] == expected


def test_a_break_after_midnight_is_in_the_night(tmp_path: Path) -> None:
    officers = [
        {"hours": "Mo 20:00-04:00", "break_minutes": "30", "break_window": window}
        | {"id": f"O{number}"}
        for number, window in enumerate(("00:30-02:00", "24:30-26:00", "23:30-00:30"))
    ]
    shifts = read_folder(write_folder(tmp_path, officers=officers), days=1).inputs.shifts
    breaks = [(shift.pause.earliest, shift.pause.latest) for shift in shifts if shift.pause]
    half = 30 * MINUTE
    assert breaks == [
        (24 * HOUR + half, 26 * HOUR),
        (24 * HOUR + half, 26 * HOUR),
        (23 * HOUR + half, 24 * HOUR + half),
    ]


def test_the_calendars_hours_may_run_across_midnight_as_officers_hours_do(tmp_path: Path) -> None:
    calendar = [{"date": "2026-11-30", "day": "work", "hours": "22:00-06:00"}]
    folder = write_folder(tmp_path, calendar=calendar)
    (shift,) = read_folder(folder, days=1).inputs.shifts
    assert (shift.begin, shift.end) == (22 * HOUR, 30 * HOUR)
