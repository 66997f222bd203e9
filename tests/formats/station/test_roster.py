"""Officers' hours and the calendar's exceptions become shifts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from routeplan.model.inputs import Mode, Shift, ShiftBreak
from tests.formats.folders import SETTINGS, Rows, findings_of, read_folder, write_folder

HOUR, DAY = 3600, 86_400
QUIET = SETTINGS + '[availability]\nquiet_hours = "{hours}"\n'


def shifts_of(
    tmp_path: Path, officers: Rows, calendar: Rows = ({},), *, first_day: date | None = None
) -> tuple[Shift, ...]:
    folder = write_folder(tmp_path, officers=officers, calendar=calendar)
    return read_folder(folder, first_day=first_day).inputs.shifts


def hours_of(shifts: tuple[Shift, ...]) -> list[tuple[str, float, float]]:
    """Id, begin and end in hours of the shift's own day."""
    return [(s.id, (s.begin - s.day * DAY) / HOUR, (s.end - s.day * DAY) / HOUR) for s in shifts]


def test_usual_hours_make_a_shift_a_day(tmp_path: Path) -> None:
    shifts = shifts_of(tmp_path, [{"hours": "Mo,We 08:00-16:00; Fr 12:30-18:00"}])
    assert hours_of(shifts) == [
        ("2026-11-30 O1", 8, 16),
        ("2026-12-02 O1", 8, 16),
        ("2026-12-04 O1", 12.5, 18),
    ]
    assert [shift.day for shift in shifts] == [0, 2, 4]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09 1234567", "09 1234567"),
        ("  +358  9\t1234 ", "+358 9 1234"),
        ("０９１２３４", "０９１２３４"),
        ("110", "110"),
        ("<b>09 12</b>", "<b>09 12</b>"),
        ("", ""),
    ],
)
def test_a_telephone_is_kept_as_it_is_printed(tmp_path: Path, typed: str, read: str) -> None:
    folder = write_folder(tmp_path, officers=[{"telephone": typed}])
    assert read_folder(folder).inputs.officers[0].telephone == read


def test_hours_that_touch_are_one_stretch(tmp_path: Path) -> None:
    shifts = shifts_of(tmp_path, [{"hours": "Mo 08:00-12:00,12:00-16:00"}])
    assert hours_of(shifts) == [("2026-11-30 O1", 8, 16)]


@pytest.mark.parametrize(
    "hours",
    [
        "Su-We 20:00-04:00",
        "Su-We 20:00-28:00",
        "Mo-We 00:00-04:00,20:00-24:00; Su 20:00-24:00; Th 00:00-04:00",
    ],
)
def test_a_night_is_one_shift_of_the_day_it_begins_on(tmp_path: Path, hours: str) -> None:
    # The end of Sunday's night, on the plan's first morning, is not this plan's.
    shifts = shifts_of(tmp_path, [{"hours": hours}])
    assert hours_of(shifts) == [
        ("2026-11-30 O1", 20, 28),
        ("2026-12-01 O1", 20, 28),
        ("2026-12-02 O1", 20, 28),
    ]


@pytest.mark.parametrize(
    ("hours", "shifts"),
    [
        ("Mo 22:00-06:00; Tu 06:30-13:00", [("11-30", 22, 30), ("12-01", 6.5, 13)]),
        ("Tu 22:00-06:00; We 14:00-22:00", [("12-01", 22, 30), ("12-02", 14, 22)]),
        ("Mo,Tu 22:00-06:00; 2026 Dec 01 off", [("11-30", 22, 30)]),
        ("Mo-We 22:00-06:00; Tu off", [("11-30", 22, 30), ("12-02", 22, 30)]),
        ("Su 22:00-06:00; Mo off; Th 08:00-16:00", [("12-03", 8, 16)]),
    ],
)
def test_what_is_said_of_a_day_leaves_the_night_before_whole(
    tmp_path: Path, hours: str, shifts: list[tuple[str, float, float]]
) -> None:
    expected = [(f"2026-{day} O1", begin, end) for day, begin, end in shifts]
    assert hours_of(shifts_of(tmp_path, [{"hours": hours}])) == expected


WORK = {"date": "2026-12-01", "day": "work"}
NIGHTS = {"hours": "Mo-Fr 22:00-06:00"}


@pytest.mark.parametrize(
    ("officers", "calendar", "where"),
    [
        pytest.param(
            [{"hours": "Mo 22:00-06:00; Tu 05:00-13:00"}],
            [{}],
            ("officers.csv", 2, "Mo 22:00-06:00; Tu 05:00-13:00"),
            id="his own hours",
        ),
        pytest.param(
            [NIGHTS],
            [WORK | {"officer": "O1", "hours": "05:00-13:00"}],
            ("calendar.csv", 2, "05:00-13:00"),
            id="his row",
        ),
        pytest.param(
            [NIGHTS], [WORK | {"hours": "05:00-13:00"}], ("calendar.csv", 2, "05:00-13:00"),
            id="everybody's row",
        ),
        pytest.param(
            [{"hours": "Tu 05:00-13:00"}],
            [WORK | {"date": "2026-11-30", "officer": "O1", "hours": "20:00-30:00"}],
            ("calendar.csv", 2, "20:00-30:00"),
            id="the evening before",
        ),
        pytest.param(
            [NIGHTS, {"id": "O2", "hours": "Mo-Fr 05:00-13:00"}],
            [WORK | {"officer": "O2", "partner": "O1"}],
            ("calendar.csv", 2, ""),
            id="as a partner",
        ),
    ],
)  # fmt: skip
def test_nobody_begins_a_shift_before_his_last_one_is_over(
    tmp_path: Path, officers: Rows, calendar: Rows, where: tuple[str, int, str]
) -> None:
    found = findings_of(write_folder(tmp_path, officers=officers, calendar=calendar))
    assert [(f.code, f.file, f.row, f.value) for f in found] == [("shifts-overlap", *where)]
    assert found[0].message == (
        "O1 would begin a shift on 2026-12-01 before the shift of 2026-11-30 ends at 06:00"
    )


def test_a_shift_may_begin_as_the_last_one_ends(tmp_path: Path) -> None:
    calendar = [WORK | {"officer": "O1", "hours": "06:00-10:00"}]
    folder = write_folder(tmp_path, officers=[NIGHTS], calendar=calendar)
    assert findings_of(folder) == []


def test_the_last_nights_shift_runs_past_the_plan(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, officers=[{"hours": "Mo 20:00-24:00; Tu 00:00-06:00"}])
    shifts = read_folder(folder, days=1).inputs.shifts
    assert hours_of(shifts) == [("2026-11-30 O1", 20, 30)]


def test_hours_are_those_of_the_wall_clock_on_the_day_it_changes(tmp_path: Path) -> None:
    # On Sunday 2027-03-28 08:00 comes seven elapsed hours after midnight, for 03:00 is 04:00.
    shifts = shifts_of(tmp_path, [{"hours": "Su 08:00-16:00"}], first_day=date(2027, 3, 28))
    assert hours_of(shifts)[0] == ("2027-03-28 O1", 7, 15)


def test_a_day_off_is_one_officers_or_everybodys(tmp_path: Path) -> None:
    officers = [{"hours": "Mo-Tu 08:00-16:00"}, {"id": "O2", "hours": "Mo-Tu 09:00-17:00"}]
    calendar = [{"date": "2026-11-30"}, {"date": "2026-12-01", "officer": "O2"}]
    assert hours_of(shifts_of(tmp_path, officers, calendar)) == [("2026-12-01 O1", 8, 16)]


@pytest.mark.parametrize("everybody_first", [True, False])
def test_an_officers_own_row_goes_before_everybodys(tmp_path: Path, everybody_first: bool) -> None:
    rows = [
        {"date": "2026-11-30", "day": "off"},
        {"date": "2026-11-30", "day": "WORK", "officer": "O2", "hours": "10:00-12:00"},
    ]
    calendar = rows if everybody_first else rows[::-1]
    officers = [{"hours": "Mo 08:00-16:00"}, {"id": "O2", "hours": "Tu 08:00-16:00"}]
    assert hours_of(shifts_of(tmp_path, officers, calendar)) == [
        ("2026-11-30 O2", 10, 12),
        ("2026-12-01 O2", 8, 16),
    ]


def test_work_without_hours_means_the_usual_ones(tmp_path: Path) -> None:
    calendar = [{"date": "2026-11-30"}, {"date": "2026-11-30", "day": "work", "officer": "O1"}]
    shifts = shifts_of(tmp_path, [{"hours": "Mo 08:00-16:00"}], calendar)
    assert hours_of(shifts) == [("2026-11-30 O1", 8, 16)]


def test_work_in_the_evening_may_end_after_midnight(tmp_path: Path) -> None:
    calendar = [{"date": "2026-12-01", "day": "work", "officer": "O1", "hours": "18:00-26:00"}]
    shifts = shifts_of(tmp_path, [{"hours": "Mo 08:00-16:00"}], calendar)
    assert hours_of(shifts) == [("2026-11-30 O1", 8, 16), ("2026-12-01 O1", 18, 26)]


def test_a_crew_is_one_shift_by_the_first_officers_hours_and_mode(tmp_path: Path) -> None:
    officers = [
        {"mode": "bike", "skills": "swedish", "max_visits": "9", "max_busy_minutes": "300"},
        {"id": "O2", "mode": "foot", "skills": "sign|dogs", "hours": "Mo-Fr 06:00-10:00"},
    ]
    calendar = [{"date": "2026-12-01", "day": "work", "officer": "O1", "partner": "O2"}]
    shifts = shifts_of(tmp_path, officers, calendar)
    tuesday = [shift for shift in shifts if shift.day == 1]
    (crew,) = tuesday
    assert crew.id == "2026-12-01 O1+O2"
    assert crew.officers == ("O1", "O2")
    assert crew.mode is Mode.BIKE
    assert crew.skills == {"swedish", "sign", "dogs"}
    assert (crew.max_visits, crew.max_busy_seconds) == (9, 18_000)
    assert len(shifts) == 9  # both on the four other days


@pytest.mark.parametrize(
    ("hours", "whole", "gap"),
    [
        ("08:00-12:00,14:00-18:00", (8, 18), (12, 14)),
        ("08:00-12:00, 14:30-18:00", (8, 18), (12, 14.5)),
        ("18:00-22:00,23:30-02:00", (18, 26), (22, 23.5)),
        ("20:00-23:00,01:00-05:00", (20, 29), (23, 25)),
    ],
)
def test_a_split_shift_of_the_calendar_has_its_gap_for_a_break(
    tmp_path: Path, hours: str, whole: tuple[float, float], gap: tuple[float, float]
) -> None:
    usual = {"hours": "Mo 06:00-14:00", "break_minutes": "30", "break_window": "08:00-12:00"}
    calendar = [WORK | {"date": "2026-11-30", "officer": "O1", "hours": hours}]
    shifts = shifts_of(tmp_path, [usual], calendar)
    assert hours_of(shifts) == [("2026-11-30 O1", *whole)]
    begin, end = (round(at * HOUR) for at in gap)
    assert shifts[0].pause == ShiftBreak(begin, begin, end - begin)


def test_a_split_shift_of_every_week_has_its_gap_for_a_break(tmp_path: Path) -> None:
    officers = [
        {
            "hours": "Mo,We 08:00-12:00,16:00-20:00; Tu 08:00-16:00; "
            "Th 22:00-24:00; Fr 02:00-06:00",
            "break_minutes": "30",
            "break_window": "11:00-13:00",
        }
    ]
    calendar = [WORK | {"date": "2026-12-02", "officer": "O1", "hours": "09:00-17:00"}]
    shifts = shifts_of(tmp_path, officers, calendar)
    assert hours_of(shifts) == [
        ("2026-11-30 O1", 8, 20),
        ("2026-12-01 O1", 8, 16),
        ("2026-12-02 O1", 9, 17),  # the calendar's: whole
        ("2026-12-03 O1", 22, 24),
        ("2026-12-04 O1", 2, 6),  # behind midnight it is the next day's
    ]
    gap, usual, *_ = (shift.pause for shift in shifts)
    assert gap == ShiftBreak(12 * HOUR, 12 * HOUR, 4 * HOUR)
    assert usual == ShiftBreak(DAY + 11 * HOUR, DAY + 13 * HOUR, HOUR // 2)


def test_a_break_begins_inside_its_window_and_ends_inside_the_shift(tmp_path: Path) -> None:
    officers = [
        {"hours": "Mo 08:00-16:00", "break_minutes": "30", "break_window": "11:00-13:00"},
        {
            "id": "O2",
            "hours": "Mo 11:30-16:00",
            "break_minutes": "30",
            "break_window": "11:00–13:00",
        },
        {
            "id": "O3",
            "hours": "Mo 08:00-13:10",
            "break_minutes": "45",
            "break_window": "12:00-13:00",
        },
        {
            "id": "O4",
            "hours": "Mo 08:00-12:45",
            "break_minutes": "45",
            "break_window": "12:00-12:30",
        },
    ]
    pauses = [shift.pause for shift in shifts_of(tmp_path, officers)]
    at = 60
    assert pauses == [
        ShiftBreak(11 * HOUR, 13 * HOUR, 30 * at),
        ShiftBreak(11 * HOUR + 30 * at, 13 * HOUR, 30 * at),  # not before the shift
        ShiftBreak(12 * HOUR, 12 * HOUR + 25 * at, 45 * at),  # over at 13:10
        ShiftBreak(12 * HOUR, 12 * HOUR, 45 * at),  # just fits
    ]


def test_a_break_that_the_shift_does_not_hold_does_not_apply_and_is_told(tmp_path: Path) -> None:
    cells = {
        "hours": "Mo 08:00-12:00; Tu 08:00-16:00; We 13:30-16:00",
        "break_minutes": "30",
        "break_window": "11:45-13:00",
    }
    folder = write_folder(tmp_path, officers=[cells])
    assert [shift.pause is None for shift in read_folder(folder).inputs.shifts] == [
        True,  # over at 12:00, the break would end at 12:15
        False,
        True,  # begins after the window
    ]
    (found,) = findings_of(folder)
    assert (found.code, found.column, found.severity) == (
        "break-outside-shift",
        "break_window",
        "warning",
    )
    assert found.message == "the break does not apply on 2026-11-30, 2026-12-02"


def test_no_break_cells_mean_no_break(tmp_path: Path) -> None:
    assert {shift.pause for shift in shifts_of(tmp_path, [{}])} == {None}


def test_an_officer_without_a_shift_in_this_plan_is_told(tmp_path: Path) -> None:
    officers = [
        {},
        {"id": "O2", "hours": "Sa 08:00-12:00"},
        {"id": "O3", "hours": "Sa 08:00-12:00"},
    ]
    calendar = [
        {
            "date": "2026-12-01",
            "day": "work",
            "officer": "O1",
            "partner": "O3",
            "hours": "09:00-12:00",
        }
    ]
    found = findings_of(write_folder(tmp_path, officers=officers, calendar=calendar))
    assert [(f.code, f.row, f.severity) for f in found] == [("officer-no-shift", 3, "warning")]


@pytest.mark.parametrize(
    ("hours", "part"),
    [
        ("Mo 20:00-02:00", "the whole shift"),
        ("Mo 00:00-08:00", "the whole shift"),
        ("Mo 18:00-02:00", "more than half of the shift"),
        ("Mo 18:00-22:00", ""),
        ("Mo 08:00-16:00", ""),
    ],
)
def test_a_shift_within_quiet_hours_is_told(tmp_path: Path, hours: str, part: str) -> None:
    quiet = QUIET.format(hours="Mo-Su 00:00-08:00,20:00-24:00")
    found = findings_of(write_folder(tmp_path, officers=[{"hours": hours}], settings=quiet))
    assert [(f.code, f.row, f.severity) for f in found] == [("shift-quiet", 2, "warning")] * bool(
        part
    )
    assert all(f.message.startswith(part) for f in found)
    assert all(f.message.endswith("(2026-11-30)") for f in found)


def test_a_quiet_shift_of_the_calendar_is_told_there(tmp_path: Path) -> None:
    """Once for a row, with its dates; the officer's usual hours are not to blame."""
    calendar = [{"date": "2026-12-01", "day": "work", "officer": "O1", "hours": "18:00-24:00"}]
    quiet = QUIET.format(hours="Mo-Su 00:00-08:00,18:00-24:00")
    folder = write_folder(tmp_path, officers=[{}], calendar=calendar, settings=quiet)
    (found,) = findings_of(folder)
    assert (found.code, found.file, found.row) == ("shift-quiet", "calendar.csv", 2)
    nights = [{"hours": "Mo-Su 18:00-02:00"}]
    folder = write_folder(tmp_path, officers=nights, settings=quiet)
    (found,) = findings_of(folder, days=7)
    assert found.file == "officers.csv"
    days = ", ".join(f"2026-{day}" for day in ("11-30", "12-01", "12-02", "12-03", "12-04"))
    assert found.message.endswith(f"({days}, ...)")


def test_without_quiet_hours_no_shift_is_quiet(tmp_path: Path) -> None:
    nights = [{"hours": "Mo 20:00-02:00"}]
    settings = QUIET.format(hours="")
    assert findings_of(write_folder(tmp_path, officers=nights, settings=settings)) == []


def test_a_calendar_that_ends_before_the_plan_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, calendar=[{"date": "2026-11-29"}])
    (found,) = findings_of(folder)
    assert (found.code, found.file, found.severity) == ("calendar-ends", "calendar.csv", "warning")
    assert findings_of(write_folder(tmp_path, calendar=[{"date": "2026-11-30"}])) == []


def test_a_calendar_may_have_no_rows(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "data" / "calendar.csv").write_text("date,day\n")
    assert findings_of(folder) == []


def test_work_that_nobody_has_usual_hours_for_matters_on_the_plans_days_only(
    tmp_path: Path,
) -> None:
    calendar = [{"date": "2026-12-05", "day": "work"}]  # a Saturday, for everybody
    folder = write_folder(tmp_path, calendar=calendar)
    assert findings_of(folder, days=5) == []
    assert [f.code for f in findings_of(folder, days=6)] == ["hours-missing"]


def test_an_officer_works_a_full_share_unless_the_table_says_less(tmp_path: Path) -> None:
    officers = [{"share": "0.5"}, {"id": "O2"}, {"id": "O3", "share": "1"}]
    read = read_folder(write_folder(tmp_path, officers=officers)).inputs.officers
    assert [officer.share for officer in read] == [0.5, 1.0, 1.0]
