"""``routeplan import`` of officers and of their days off.

Tests ``formats/spreadsheet/kinds.py``, ``formats/spreadsheet/rows/calendar_rows.py``,
``formats/spreadsheet/rows/officer_rows.py``, ``formats/spreadsheet/rows/row_reader.py``,
``formats/spreadsheet/rows/staff_rows.py``, ``formats/spreadsheet/words/staff_words.py``,
``formats/station/imports/updated_staff.py``, ``formats/station/imports/updated_table.py``,
``station/use_cases/spreadsheet_import/household_draft.py``,
``station/use_cases/spreadsheet_import/import_draft.py`` and
``station/use_cases/spreadsheet_import/staff_draft.py``.
"""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.spreadsheet.kinds import kinds_of
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.vocabulary import Kind
from routeplan.formats.station.officers import (
    CALENDAR_COLUMNS,
    OFFICER_COLUMNS,
    read_calendar,
    read_officers,
)
from routeplan.formats.station.settings import read_settings
from routeplan.formats.tables.rows import Row, read_table
from tests.cli.import_station import csv_file, station_without_households
from tests.cli.workspaces import run


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station with the officers O1 Sousa Ricardo, O2 Lopes Tiago and O3 Pinto Ana; no day off."""
    root = station_without_households(tmp_path)
    (root / "data/calendar.csv").write_text("date,day,officer,hours,partner,note\n", "utf-8")
    return root


def officers(station: Path) -> dict[str, Row]:
    """The officers by name; nothing is wrong with them."""
    table = read_table(station / "data/officers.csv", OFFICER_COLUMNS, ("id",))
    assert (table.findings, read_officers(table)[1]) == ((), [])
    return {row["name"]: row for row in table.rows}


def calendar(station: Path) -> list[tuple[str, ...]]:
    """The days, each with kind, officer, hours, partner and note; nothing is wrong with them."""
    table = read_table(station / "data/calendar.csv", CALENDAR_COLUMNS, (), may_be_empty=True)
    assert (table.findings, read_calendar(table, None)[1]) == ((), [])
    columns = ("date", "day", "officer", "hours", "partner", "note")
    return sorted(tuple(row[column] for column in columns) for row in table.rows)


SHEETS = {
    "Name|Address|Mo|Tu|We|Th|Fr|Phone": Kind.HOUSEHOLDS,
    "Nome|Morada|Agente|Horário": Kind.HOUSEHOLDS,
    "Name|Wohnt wo|Erreichbar": None,  # no place by any name: nothing is taken for sure
    "Name|Shift|Break|Phone": Kind.OFFICERS,
    "Agente|Turno|Pausa": Kind.OFFICERS,
    "Name|Dienstgrad|Dienstzeit": Kind.OFFICERS,
    "民警|班次|午休|手机": Kind.OFFICERS,
    "氏名|勤務時間|休憩": Kind.OFFICERS,
    "Poliisi|Työaika|Tauko": Kind.OFFICERS,
    "Agent|Horaires|Pause": Kind.OFFICERS,
    "Сотрудник|Смена|Перерыв": Kind.OFFICERS,
    "Agente|Horario de trabajo|Descanso": Kind.OFFICERS,
    "Name|Mo|Tu|We|Th|Fr|Phone": Kind.OFFICERS,  # homes have a place
    "Name|From|To|Reason": Kind.CALENDAR,
    "Name|Von|Bis|Grund": Kind.CALENDAR,
    "Agente|Desde|Hasta|Motivo": Kind.CALENDAR,
    "Agente|Data início|Data fim|Motivo": Kind.CALENDAR,
    "Agent|Du|Au|Motif": Kind.CALENDAR,
    "民警|开始日期|结束日期|事由": Kind.CALENDAR,
    "氏名|開始日|終了日|備考": Kind.CALENDAR,
    "Poliisi|Alkaa|Päättyy|Syy": Kind.CALENDAR,
    "Сотрудник|С|По|Причина": Kind.CALENDAR,
}


@pytest.mark.parametrize(("header", "kind"), SHEETS.items())
def test_the_kind_of_a_table_shows_in_its_columns(header: str, kind: Kind | None) -> None:
    names = header.split("|")
    is_calendar = kind is Kind.CALENDAR
    cells = ["1.12.2026", "2.12.2026", "x"] if is_calendar else ["9-12"] * len(names)
    sheet = Sheet("", [(1, names), (2, ["Ana", *cells][: len(names)])])
    found = kinds_of("a.csv", [sheet], {table_kind: {} for table_kind in Kind})
    assert found == ({} if kind is None else {"": kind})


def test_times_in_from_and_to_are_hours_and_no_dates() -> None:
    sheet = Sheet("", [(1, ["Officer", "From", "To"]), (2, ["Ana", "8:00", "16:00"])])
    assert kinds_of("a.csv", [sheet], {kind: {} for kind in Kind}) == {"": Kind.OFFICERS}


def test_officers_come_with_hours_by_day_breaks_and_telephones(station: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Officers"
    for row in (
        ("Roster of the station",),
        ("Officer", "Monday", None, "Tuesday", None, "Break", "Travels by", "Language", "Phone",
         "Part time"),
        (None, "from", "to", "from", "to"),
        ("Ricardo Sousa", time(8, 0), time(16, 0), "8:30", "15", "12:00-12:30", "on foot",
         "sign language, Polish", "0171 123", "75 %"),
        ("Novak Eva", "22:00", "06:00", "off", "off", "45 min", "bike", None, "0171 124", "1/2"),
        ("Total", 2),
    ):  # fmt: skip
        book.active.append(row)
    book.save(station.parent / "staff.xlsx")
    done = run("import", station.parent / "staff.xlsx", station, "--yes")
    assert done.exit_code == 0, done.output
    assert "1 new: O4" in done.output
    now = officers(station)
    assert {**now["Novak Eva"].cells} == {
        "id": "O4",
        "name": "Novak Eva",
        "mode": "bike",
        "hours": "Mo 22:00-06:00",
        "break_minutes": "45",
        "break_window": "24:00-28:00",  # two hours from either end of the shift
        "skills": "",
        "share": "0.5",
        "telephone": "0171 124",
        "source": "staff.xlsx[Officers]:5",
    }
    known = now["Ricardo Sousa"]  # the same, in the order of the source
    assert (known["id"], known["hours"]) == ("O1", "Mo 08:00-16:00; Tu 08:30-15:00")
    assert (known["break_minutes"], known["break_window"]) == ("30", "12:00-12:30")
    assert (known["skills"], known["share"]) == ("sign-language Polish", "0.75")
    assert run("import", station.parent / "staff.xlsx", station).exit_code == 0  # none is asked
    assert run("undo", station).exit_code == 0
    assert "Novak Eva" not in officers(station)


@pytest.mark.parametrize(
    ("column", "text", "hours"),
    [
        ("Shift", "Mo-Fr 8-16", "Mo-Fr 08:00-16:00"),
        ("Schicht", "Mo-Fr 22-6 Uhr", "Mo-Fr 22:00-06:00"),
        ("Turno", "lunes a viernes de 22 a 6", "Mo-Fr 22:00-06:00"),
        ("班次", "周一至周五 22:00-6:00", "Mo-Fr 22:00-06:00"),
        ("勤務時間", "月-金 8時から17時まで", "Mo-Fr 08:00-17:00"),
        ("Työvuoro", "ma-pe klo 8-16", "Mo-Fr 08:00-16:00"),
        ("Смена", "пн-пт 8-17", "Mo-Fr 08:00-17:00"),
        ("Horaires de service", "lundi au vendredi 8h-16h", "Mo-Fr 08:00-16:00"),
        ("Turno", "segunda a sexta das 8h às 16h", "Mo-Fr 08:00-16:00"),
    ],
)
def test_shifts_are_read_as_people_write_them_also_at_night(
    station: Path, column: str, text: str, hours: str
) -> None:
    source = csv_file(station.parent, ("Name", column, "Phone"), ("Eva", text, "0171 1"))
    done = run("import", source, station, "--as", "officers", "--yes")
    assert done.exit_code == 0, done.output
    assert officers(station)["Eva"]["hours"] == hours
    assert "import-on-foot" in done.output


@pytest.mark.parametrize(
    ("hours", "pause", "read"),
    [
        ("Mo-Fr 08:00-16:00", "30 min", ("Mo-Fr 08:00-16:00", "30", "10:00-14:00")),
        ("Mo-Fr 08:00-16:00", "30", ("Mo-Fr 08:00-16:00", "30", "10:00-14:00")),
        ("Mo-Fr 08:00-16:00", "1/2 h 11-13", ("Mo-Fr 08:00-16:00", "", "")),  # asked about
        ("Mo-Fr 08:00-16:00", "30 min between 11 and 13", ("Mo-Fr 08:00-16:00", "30",
                                                           "11:00-13:00")),
        ("Mo-Fr 08:00-16:00", "12:00-12:45", ("Mo-Fr 08:00-16:00", "45", "12:00-12:45")),
        ("Mo-Fr 08:00-16:00", "11:00-13:00", ("Mo-Fr 08:00-16:00", "30", "11:00-13:00")),
        ("Mo-Fr 08:00-16:00", "none", ("Mo-Fr 08:00-16:00", "", "")),
        ("Mo-Fr 08:00-12:00,13:00-17:00", "", ("Mo-Fr 08:00-17:00", "60", "12:00-13:00")),
        ("Mo 06:00-14:00; We 14:00-22:00", "30 min", ("Mo 06:00-14:00; We 14:00-22:00", "30",
                                                      "08:00-20:00")),
    ],
)  # fmt: skip
def test_a_break_is_a_length_and_when_it_may_be(
    station: Path, hours: str, pause: str, read: tuple[str, str, str]
) -> None:
    source = csv_file(station.parent, ("Officer", "Shift", "Break"), ("Eva", hours, pause))
    assert run("import", source, station, "--yes").exit_code == 0
    row = officers(station)["Eva"]
    assert (row["hours"], row["break_minutes"], row["break_window"]) == read


def test_codes_of_shifts_are_asked_once_and_nobody_is_written_without_hours(station: Path) -> None:
    header = ("Officer", "Mo", "Tu", "We", "Th", "Fr", "Break")
    source = csv_file(station.parent, header, ("Eva", "F", "F", "S", "off", "S", "30 min"))
    refused = run("import", source, station, "--yes")
    assert refused.exit_code == 2
    assert "[hours-missing]" in refused.stderr
    assert "'Mo: F', 'Tu: F', 'We: S', 'Fr: S' is not taken over: row 2" in refused.stderr
    assert "Eva" not in officers(station)
    answers = ("--answer", "day_hours:F=6-14", "--answer", "day_hours:S=14-22")
    assert run("import", source, station, "--yes", *answers).exit_code == 0
    assert officers(station)["Eva"]["hours"] == "Mo,Tu 06:00-14:00; We,Fr 14:00-22:00"
    kept = read_settings(station / "routeplan.toml").import_
    assert set(kept.officers.values["day_hours"].values()) == {"06:00-14:00", "14:00-22:00"}
    assert (kept.columns, kept.calendar.columns) == ({}, {})


def test_officers_who_left_are_asked_about_and_kept_by_default(station: Path) -> None:
    head = ("Badge", "Officer", "Shift")
    rows = (("B7", "Eva Novak", "Mo-Fr 08:00-16:00"), ("B8", "Jan Kos", "Mo-Fr 08:00-16:00"))
    assert run("import", csv_file(station.parent, head, *rows), station, "--yes").exit_code == 0
    fewer = csv_file(station.parent, head, ("B7", "Eva Novak-Kos", "Mo-Th 08:00-16:00"))
    asked = run("import", fewer, station)
    assert asked.exit_code == 2
    assert "These officers of the last import are not in this file: B8." in asked.output
    assert run("import", fewer, station, "--yes").exit_code == 0
    assert {row["id"] for row in officers(station).values()} == {"O1", "O2", "O3", "B7", "B8"}
    assert officers(station)["Eva Novak-Kos"]["hours"] == "Mo-Th 08:00-16:00"
    assert run("import", fewer, station, "--answer", "missing=remove").exit_code == 0
    assert {row["id"] for row in officers(station).values()} == {"O1", "O2", "O3", "B7"}


def test_each_day_of_an_absence_is_a_row_of_the_calendar(station: Path) -> None:
    (station / "data/calendar.csv").write_text(
        "date,day,officer,hours,partner,note\n2026-12-02,off,O3,,,typed here\n", "utf-8"
    )
    head = ("Name", "From", "To", "Type", "Reason")
    source = csv_file(
        station.parent,
        head,
        ("Agente Sousa", "30.11.2026", "02.12.2026", "annual leave", "Wedding"),
        ("Tiago Lopes", "3.12.2026", "", "sick", ""),
        ("", "25.12.2026", "", "public holiday", ""),
        name="absences.csv",
    )
    preview = json.loads(run("import", source, station, "--yes", "--dry-run", "--json").stdout)
    done = run("import", source, station, "--yes")
    assert done.exit_code == 0, done.output
    assert (preview["kind"], len(preview["new"])) == ("calendar", 5)
    assert "everybody is off or works: row 4" in done.output
    leave = "annual leave; Wedding"
    assert calendar(station) == [
        ("2026-11-30", "off", "O1", "", "", leave),
        ("2026-12-01", "off", "O1", "", "", leave),
        ("2026-12-02", "off", "O1", "", "", leave),
        ("2026-12-02", "off", "O3", "", "", "typed here"),
        ("2026-12-03", "off", "O2", "", "", "sick"),
        ("2026-12-25", "off", "", "", "", "public holiday"),
    ]
    shorter = csv_file(
        station.parent,
        head,
        ("Agente Sousa", "30.11.2026", "01.12.2026", "annual leave", "Wedding"),
        ("Tiago Lopes", "3.12.2026", "", "training", ""),
        name="absences.csv",
    )
    done = run("import", shorter, station, "--yes")
    assert done.exit_code == 0, done.output
    assert "1 changed (note 1): 2026-12-03 O2" in done.output
    assert "1 gone from the file, and removed: 2026-12-02 O1" in done.output
    assert [(day, who) for day, _, who, *_ in calendar(station)] == [
        ("2026-11-30", "O1"),
        ("2026-12-01", "O1"),
        ("2026-12-02", "O3"),
        ("2026-12-03", "O2"),
        ("2026-12-25", ""),  # behind the last day of this file
    ]


def test_days_of_work_have_hours_and_partners(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Date", "Officer", "Type", "Hours", "Partner", "Remarks"),
        ("2026-12-05", "O1", "on duty", "9-15", "Lopes Tiago", "market"),
        ("2026-12-06", "O1", "work", "22-6", "", ""),
    )
    assert run("import", source, station, "--yes").exit_code == 0
    assert calendar(station) == [
        ("2026-12-05", "work", "O1", "09:00-15:00", "O2", "market"),
        ("2026-12-06", "work", "O1", "22:00-06:00", "", ""),
    ]


def test_an_absence_of_somebody_unknown_is_nobodys_and_asked_about_again(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("Name", "From", "To", "Reason"),
        ("Müller", "2026-12-01", "", "leave"),
        ("Pinto", "2026-12-02", "", "leave"),
    )
    done = run("import", source, station, "--yes")
    assert done.exit_code == 0, done.output
    assert "'Name: Müller' is not taken over: row 2" in done.output
    assert [(day, who) for day, _, who, *_ in calendar(station)] == [("2026-12-02", "O3")]
    again = run("import", source, station)
    assert again.exit_code == 2
    assert "What does Müller mean? (row 2)" in again.output
    assert run("import", source, station, "--answer", "officer:Müller=O2").exit_code == 0
    assert [who for _, _, who, *_ in calendar(station)] == ["O2", "O3"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("O1", "2026-12-05", "2026-12-01", "leave"), "dates-reversed"),
        (("O1", "2026-12-05", "2028-12-01", "leave"), "dates-reversed"),
        (("O1", "", "2026-12-01", "leave"), "date-malformed"),
    ],
)
def test_nothing_is_written_of_days_that_cannot_be(
    station: Path, row: tuple[str, ...], code: str
) -> None:
    good = ("O2", "2026-12-01", "2026-12-01", "leave")
    source = csv_file(station.parent, ("Officer", "From", "To", "Reason"), good, row)
    before = (station / "data/calendar.csv").read_bytes()
    refused = run("import", source, station, "--as", "calendar", "--yes")
    assert refused.exit_code == 2
    assert "list.csv:3 · " in refused.stderr
    assert f"[{code}]" in refused.stderr
    assert (station / "data/calendar.csv").read_bytes() == before


def test_other_sheets_of_a_workbook_are_named_with_the_option_that_takes_them(
    station: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Staff"
    rows: dict[str, tuple[tuple[object, ...], ...]] = {
        "Staff": (("Officer", "Shift"), ("Eva", "Mo-Fr 08:00-16:00")),
        "Homes": (("Name", "Address"), ("Ana", "Rua 1")),
        "Leave": (("Officer", "From", "To"), ("O1", date(2026, 12, 1), date(2026, 12, 1))),
    }
    for name, lines in rows.items():
        sheet = book.active if name == "Staff" else book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    path = station.parent / "all.xlsx"
    book.save(path)
    done = run("import", path, station, "--yes")
    assert done.exit_code == 0, done.output
    assert "1 household in all.xlsx[Homes]." in done.output
    assert "all.xlsx[Staff] · the sheet looks like a table of officers" in done.output
    assert "import the file once more with --as officers" in done.output
    assert "import the file once more with --as calendar" in done.output
    assert run("import", path, station, "--yes", "--as", "officers").exit_code == 0
    assert run("import", path, station, "--yes", "--sheet", "Leave").exit_code == 0
    assert "Eva" in officers(station)
    assert [(day, who) for day, _, who, *_ in calendar(station)] == [("2026-12-01", "O1")]


def test_a_table_that_is_not_of_the_kind_asked_for_is_one_line(station: Path) -> None:
    homes = csv_file(station.parent, ("Street", "Town"), ("Rua 1", "Porto"))
    for kind in ("officers", "calendar"):
        refused = run("import", homes, station, "--as", kind)
        assert refused.exit_code == 2
        assert refused.stderr.count("[header-missing]") == 1
        assert "officers" in refused.stderr or "days off" in refused.stderr


def test_dates_without_a_year_are_asked_about_every_time(station: Path) -> None:
    source = csv_file(
        station.parent,
        ("氏名", "開始日", "終了日", "種別", "理由"),
        ("O1", "令和8年12月1日", "R8.12.2", "年休", "帰省"),
        ("O2", "12/3", "12月4日", "病休", ""),
    )
    asked = run("import", source, station, "--answer", "columns=")
    assert "--answer date:12/3=2026-12-03" in asked.output  # months come first there
    assert run("import", source, station, "--yes").exit_code == 0
    assert [(on, who, note) for on, _, who, _, _, note in calendar(station)] == [
        ("2026-12-01", "O1", "年休; 帰省"),
        ("2026-12-02", "O1", "年休; 帰省"),
        ("2026-12-03", "O2", "病休"),
        ("2026-12-04", "O2", "病休"),
    ]
    assert "12/3" not in (station / "routeplan.toml").read_text("utf-8")
    assert run("import", source, station).exit_code == 2


def test_namesakes_come_again_each_as_who_he_was(station: Path) -> None:
    same = ("Virtanen Matti", "Mo-Fr 08-16", "foot"), ("Virtanen Matti", "Tu-Sa 10-18", "car")
    path = csv_file(station.parent, ("Name", "Shift", "Mode"), *same)
    (station / "data/officers.csv").write_text(",".join(OFFICER_COLUMNS) + "\n", "utf-8")
    assert run("import", path, station, "--as", "officers", "--yes").exit_code == 0
    first = (station / "data/officers.csv").read_bytes()
    again = run("import", path, station, "--as", "officers", "--yes")
    assert again.exit_code == 0, again.output
    assert "Keep or remove" not in again.output
    assert (station / "data/officers.csv").read_bytes() == first


def test_nobody_is_a_total_for_his_name(station: Path) -> None:
    people = ("Soma Anna", "Mo-Fr 08-16"), ("Sum Wai", "Mo-Fr 09-17")
    path = csv_file(station.parent, ("Name", "Shift"), *people, ("Total", "2"))
    done = run("import", path, station, "--as", "officers", "--yes")
    assert done.exit_code == 0, done.output
    assert {"Soma Anna", "Sum Wai"} <= officers(station).keys()
    assert "Total" not in officers(station)


def test_a_hidden_sheet_is_named_whatever_is_imported(station: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Shift"], ["Bly Al", "Mo-Fr 08-16"]):
        sheet.append(row)
    secret = book.create_sheet("Secret")
    secret.append(["Name", "Shift"])
    secret.sheet_state = "hidden"
    book.save(station.parent / "staff.xlsx")
    done = run("import", station.parent / "staff.xlsx", station, "--as", "officers", "--yes")
    assert done.exit_code == 0, done.output
    assert "Secret" in done.stderr
    assert "[import-sheet-hidden]" in done.stderr
