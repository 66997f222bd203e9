"""``routeplan import`` of duty rosters: each code is asked about once, and then remembered.

Tests ``station/use_cases/spreadsheet_import/rosters.py``.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.station.officers import (
    CALENDAR_COLUMNS,
    OFFICER_COLUMNS,
    read_calendar,
    read_officers,
)
from routeplan.formats.station.settings import read_settings
from routeplan.formats.tables.rows import read_table
from tests.cli.import_station import csv_file
from tests.cli.workspaces import run
from tests.formats.folders import write_folder

OFFICERS = ({"id": "O1", "name": "Berg Nils"}, {"id": "O2", "name": "Kranz Eva"})
TITLE = ("Dienstplan Dezember 2026",)
DAYS = ("Name", *map(str, range(1, 8)))
WEEK = ("", "Di", "Mi", "Do", "Fr", "Sa", "So", "Mo")
BERG = ("PHK Berg", "F", "F", "S", "S", "", "", "N")
KRANZ = ("Kranz Eva", "S", "U", "U", "8-16", "", "", "frei")


@pytest.fixture
def station(tmp_path: Path) -> Path:
    root = write_folder(tmp_path / "station", officers=OFFICERS)
    (root / "data/calendar.csv").write_text("date,day\n", encoding="utf-8")
    return root


def calendar(station: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    table = read_table(station / "data/calendar.csv", CALENDAR_COLUMNS, (), may_be_empty=True)
    assert (table.findings, read_calendar(table, None)[1]) == ((), [])
    return {(r["officer"], r["date"][-2:]): (r["day"], r["hours"], r["note"]) for r in table.rows}


def test_a_roster_becomes_days_of_the_calendar(station: Path, tmp_path: Path) -> None:
    source = csv_file(tmp_path, TITLE, DAYS, WEEK, BERG, KRANZ)
    asked = run("import", source, station)
    assert asked.exit_code == 2
    assert "5 questions still open" in asked.output  # F, S, N, U and the blank cells
    assert "--answer day_hours:F=06:00-14:00" in asked.output
    answers = ("--answer", "day_hours:F=05:30-13:30", "--answer", "day_hours:(empty)=-")
    assert run("import", source, station, *answers, "--yes").exit_code == 0
    days = calendar(station)
    assert days["O1", "01"] == ("work", "05:30-13:30", "")
    assert days["O1", "07"] == ("work", "22:00-06:00", "")
    assert days["O2", "02"] == ("off", "", "U")
    assert days["O2", "04"] == ("work", "08:00-16:00", "")
    assert days["O2", "07"] == ("off", "", "")  # frei
    assert ("O1", "05") not in days


def test_split_shifts_are_days_with_both_stretches(station: Path, tmp_path: Path) -> None:
    split = ("8-12/14-18", "8-12 14-18", "8-12 + 14-18", "08:00-12:00, 14:00-18:00")
    source = csv_file(tmp_path, TITLE, DAYS, WEEK, ("Berg", *split, "", "", "8-12 u. 14-18"))
    done = run("import", source, station, "--as", "calendar", "--yes")
    assert done.exit_code == 0, done.output
    work = {
        day: hours for (_, day), (kind, hours, _) in calendar(station).items() if kind == "work"
    }
    assert work == dict.fromkeys(("01", "02", "03", "04", "07"), "08:00-12:00,14:00-18:00")
    # As weekly hours they are one shift, with the gap as its break.
    assert run("import", source, station, "--as", "officers", "--yes").exit_code == 0
    table = read_table(station / "data/officers.csv", OFFICER_COLUMNS, ("id",))
    berg = next(row for row in table.rows if row["id"] == "O1")
    assert (berg["break_minutes"], berg["break_window"]) == ("120", "12:00-14:00")


def test_the_next_month_goes_in_unasked(station: Path, tmp_path: Path) -> None:
    assert run("import", csv_file(tmp_path, TITLE, DAYS, WEEK, BERG, KRANZ), station, "--yes")
    kept = read_settings(station / "routeplan.toml").import_.calendar.values["day_hours"]
    assert kept["U"] == "off"
    # 1 January 2027 is a Friday.
    week = ("", "Fr", "Sa", "So", "Mo", "Di", "Mi", "Do")
    source = csv_file(tmp_path, ("Dienstplan Januar 2027",), DAYS, week, BERG, KRANZ)
    done = run("import", source, station)
    assert done.exit_code == 0, done.output
    assert "14 new: 2027-01-01 O1" in done.output


def test_a_workbook_with_dates_and_colours_is_read(station: Path, tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Roster"])
    sheet.merge_cells("A1:H1")
    sheet.append(["Name", *(datetime(2026, 12, day) for day in range(1, 8))])
    sheet.append(["Berg Nils", "E", "E", "L", "L", None, None, "N"])
    with (tmp_path / "duty.xlsx").open("wb") as file:
        book.save(file)
    assert run("import", tmp_path / "duty.xlsx", station, "--yes").exit_code == 0
    assert calendar(station)["O1", "03"] == ("work", "14:00-22:00", "")


def test_a_roster_without_a_month_is_asked_of_which_it_is(station: Path, tmp_path: Path) -> None:
    source = csv_file(tmp_path, DAYS, WEEK, BERG)
    listed = run("import", source, station)
    assert "Its days and weekdays fit 2026-12." in listed.output
    wrong = run("import", source, station, "--answer", "month=soon", "--yes")
    assert "soon is not understood either" in wrong.output
    assert run("import", source, station, "--answer", "month=June 2027", "--yes").exit_code == 0
    table = read_table(station / "data/calendar.csv", CALENDAR_COLUMNS, ())
    assert table.rows[0]["date"] == "2027-06-01"


def test_a_title_that_the_weekdays_contradict_is_asked_about(station: Path, tmp_path: Path) -> None:
    source = csv_file(tmp_path, ("Dienstplan November 2026",), DAYS, WEEK, BERG)
    assert "Its days and weekdays fit 2026-12." in run("import", source, station).output


def test_a_roster_may_be_the_officers_weekly_hours(station: Path, tmp_path: Path) -> None:
    new = ("Ohm Ida", "F", "F", "F", "F", "", "", "F")
    source = csv_file(tmp_path, TITLE, DAYS, WEEK, BERG, new)
    assert run("import", source, station, "--as", "officers", "--yes").exit_code == 0
    table = read_table(station / "data/officers.csv", OFFICER_COLUMNS, ("id",))
    assert read_officers(table)[1] == []
    hours = {row["name"]: row["hours"] for row in table.rows}
    assert hours["Ohm Ida"] == "Mo-Fr 06:00-14:00"
    assert hours["Berg Nils"] == "Mo 22:00-06:00; Tu,We 06:00-14:00; Th,Fr 14:00-22:00"


def test_codes_that_nobody_knows_are_named_and_left_out(station: Path, tmp_path: Path) -> None:
    source = csv_file(tmp_path, TITLE, DAYS, WEEK, ("Berg Nils", *["Q", "F"] * 3, "F"))
    done = run("import", source, station, "--yes")
    assert "'Shift: Q' is not taken over: row 4" in done.output
    assert ("O1", "01") not in calendar(station)


def test_a_roster_before_there_are_officers_says_what_to_do(station: Path, tmp_path: Path) -> None:
    (station / "data/officers.csv").write_text("id,name,mode,hours\n", encoding="utf-8")
    source = csv_file(tmp_path, TITLE, DAYS, WEEK, BERG, KRANZ)
    refused = run("import", source, station, "--as", "calendar")
    assert refused.exit_code == 2
    assert "What does PHK Berg mean?" not in refused.output
    assert refused.output.count("[import-no-officers]") == 1
    assert "the station has no officers yet" in refused.output
    # What it says to do does it.
    assert run("import", source, station, "--as", "officers", "--yes").exit_code == 0
    assert run("import", source, station, "--as", "calendar", "--yes").exit_code == 0
    assert {officer for officer, _ in calendar(station)} == {"O1", "O2"}


def test_days_off_before_there_are_officers_say_what_to_do(station: Path, tmp_path: Path) -> None:
    (station / "data/officers.csv").write_text("id,name,mode,hours\n", encoding="utf-8")
    source = csv_file(tmp_path, ("Name", "Von", "Bis"), ("Berg", "01.12.2026", "03.12.2026"))
    refused = run("import", source, station, "--as", "calendar", "--yes")
    assert refused.exit_code == 2
    assert "enter the officers in officers.csv, or import a list of them, first" in refused.output
    # Days that are everybody's need nobody.
    holiday = csv_file(tmp_path, ("Date", "Reason"), ("2026-12-24", "Christmas"))
    done = run("import", holiday, station, "--as", "calendar", "--yes")
    assert done.exit_code == 0, done.output
