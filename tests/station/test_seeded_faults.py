"""Every kind of fault, seeded into good tables, is named once, with its rows, and nothing else is.

The tables are drawn at random; each fault is put into three rows of them, or into the file.

Tests ``station/findings_by_cause.py``, ``formats/tables/as_typed/no_header.py`` and
``formats/tables/as_typed/decimal_commas.py``.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from routeplan.errors import InputError
from routeplan.station.findings_by_cause import Cause, by_cause
from routeplan.station.reading.travel_warnings import addresses_at_one_point
from tests.formats.folders import read_folder, write_folder

HOMES = 40
STREETS = ("Kaivokatu", "Mikonkatu", "Yrjönkatu", "Fredrikinkatu", "Töölönkatu")
NAMES = ("Aalto Eino", "Mäkinen Päivi", "Öhman Åke", "O’Brien Kate", "Иванов Пётр", "王小明")
HOURS = ("", "Mo-Fr 09:00-12:00", "Mo-Fr 16:00-20:00", "Mo,We 08:00-18:00; 2026 Dec 24 off")
OFFICERS = (
    {"id": "O1", "skills": "swedish"},
    {"id": "O2", "name": "Berg Nils", "mode": "bike", "hours": "Mo-Fr 08:00-20:00"},
)

Row = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """Its code, and what it does to each of some rows."""

    code: str
    seed: Callable[[Row, int], None]
    severity: str = "error"


def cells(**values: str) -> Callable[[Row, int], None]:
    """These cells, with the row's turn in the place of ``{}``."""

    def put(row: Row, turn: int) -> None:
        row.update({name: value.format(turn) for name, value in values.items()})

    return put


def swap(row: Row, _: int) -> None:
    row["latitude"], row["longitude"] = row["longitude"], row["latitude"]


def with_commas(row: Row, _: int) -> None:
    for column in ("latitude", "longitude"):
        row[column] = row[column].replace(".", ",")


def encode_twice(row: Row, _: int) -> None:
    row["name"] = "Mäkinen Päivi".encode().decode("cp1252")


def hash_id(row: Row, turn: int) -> None:
    row["id"] = f"#{turn}-11"


AT_HOME = "Mo-Fr 09:00-12:00"
FAULTS = {
    "a word that is none": Fault("word-unknown", cells(priority="urgent{}")),
    "an officer who is not there": Fault("officer-unknown", cells(officer="O{}9")),
    "a skill nobody has": Fault("skill-unknown", cells(skills="flying{}")),
    "decimal commas": Fault("number-malformed", with_commas),
    "words for numbers": Fault("number-malformed", cells(visit_minutes="{} quarter")),
    "swapped coordinates": Fault("coordinate-swapped", swap),
    "another town": Fault("coordinate-far", cells(latitude="6{}.5")),
    "no coordinates at all": Fault("coordinate-zero", cells(latitude="0", longitude="0")),
    "metres of a map grid": Fault(
        "coordinate-projected", cells(latitude="667198{}", longitude="38588{}.5")
    ),
    "half a coordinate": Fault("coordinate-half", cells(longitude="")),
    "no place": Fault("place-missing", cells(latitude="", longitude="", address="")),
    "no id": Fault("id-missing", cells(id="")),
    "hours in words": Fault("availability-malformed", cells(availability="mornings")),
    "days without hours": Fault("availability-no-hours", cells(availability="Mo-Fr")),
    "everything off": Fault("availability-no-hours", cells(availability=f"{AT_HOME}; off")),
    "across midnight": Fault("availability-midnight", cells(availability="22:00-02:00")),
    "no time at all": Fault("availability-empty-window", cells(availability="08:00-08:00")),
    "holidays": Fault("availability-holiday", cells(availability=f"{AT_HOME}; PH off")),
    "an open end": Fault("availability-open-end", cells(availability="Mo 10:00+")),
    "the sun": Fault("availability-sun", cells(availability="sunrise-12:00")),
    "perhaps": Fault("availability-uncertain", cells(availability=f"{AT_HOME} unknown")),
    "a repeated time": Fault("availability-interval", cells(availability="10:00-12:00/30")),
    "hours replaced": Fault(
        "availability-replaced", cells(availability=f"{AT_HOME}; Mo 14:00-16:00")
    ),
    "a day no calendar has, in hours": Fault(
        "availability-no-such-day", cells(availability=f"{AT_HOME}; 2026 Nov 31 off")
    ),
    "closed on all days": Fault(
        "availability-no-day", cells(availability="Sa 09:00-12:00"), "warning"
    ),
    "too short a window": Fault("window-too-short", cells(availability="Mo-Fr 09:00-09:0{}")),
    "seconds for minutes": Fault("number-out-of-range", cells(visit_minutes="0.25")),
    "half a visit": Fault("number-not-whole", cells(visits="1.5")),
    "three officers": Fault("number-out-of-range", cells(officers_needed="3")),
    "too many visits": Fault("visits-too-many", cells(visits="2{}"), "warning"),
    "a date as people write it": Fault("date-malformed", cells(due="{}.12.2026")),
    "a date no calendar has": Fault("date-malformed", cells(due="2026-02-30")),
    "a date as a count of days": Fault("date-malformed", cells(due="4635{}")),
    "dates the wrong way round": Fault(
        "latest-before-due", cells(due="2026-12-10", latest="2026-12-0{}")
    ),
    "an appointment without a time": Fault("time-malformed", cells(appointment="2026-12-01")),
    "an appointment in another year": Fault(
        "appointment-elsewhere", cells(appointment="2027-12-01 1{}:00"), "warning"
    ),
    "an appointment when nobody is in": Fault(
        "appointment-overrides",
        cells(appointment="2026-12-01 1{}:00", availability="Mo 09:00-10:00"),
        "warning",
    ),
    "an officer promised, but no time": Fault(
        "appointment-no-time", cells(appointment_officer="O1")
    ),
    "neither yes nor no": Fault("yes-no-malformed", cells(do_not_call="maybe{}")),
    "a formula that failed": Fault("cell-error", cells(task="#REF!")),
    "a formula": Fault("cell-formula", cells(task="=A{}")),
    "letters encoded twice": Fault("text-garbled", encode_twice),
    "letters lost": Fault("text-garbled", cells(name="M\ufffdkinen {}")),
    "a novel": Fault("cell-too-long", cells(note="x" * 10_001)),
    "an id that is a comment": Fault("row-commented", hash_id, "warning"),
}


def good_rows(seed: int) -> list[Row]:
    """Homes of which nothing can be said."""
    draw = random.Random(seed)
    return [
        {
            "id": f"H{k}",
            "name": draw.choice(NAMES),
            "address": f"{draw.choice(STREETS)} {k}",
            "latitude": f"{60.16 + k / 2000:.5f}",
            "longitude": f"{24.93 + draw.random() / 50:.5f}",
            "availability": draw.choice(HOURS),
            "visit_minutes": draw.choice(("", "15", "20")),
            "priority": draw.choice(("", "high", "normal", "low", "must")),
            "visits": "1",
            "due": draw.choice(("", "2026-12-01")),
            "latest": draw.choice(("", "2026-12-31")),
            "appointment": "",
            "appointment_officer": "",
            "officers_needed": draw.choice(("", "1", "2")),
            "skills": draw.choice(("", "swedish")),
            "officer": draw.choice(("", "O1", "O2")),
            "task": draw.choice(("", "Check on well-being", "核对住户信息")),
            "note": draw.choice(("", "Ring twice; dog, in the flat")),
            "do_not_call": draw.choice(("", "no")),
        }
        for k in range(1, HOMES + 1)
    ]


def text_of(rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def causes(folder: Path) -> list[Cause]:
    try:
        workspace = read_folder(folder)
    except InputError as error:
        return by_cause(error.findings)
    return by_cause([*workspace.warnings, *addresses_at_one_point(workspace)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path, officers=OFFICERS, calendar=[{"note": "Christmas"}])


def table(folder: Path) -> Path:
    return folder / "data" / "households.csv"


@pytest.mark.parametrize("seed", range(5))
def test_of_good_tables_nothing_is_said(folder: Path, seed: int) -> None:
    table(folder).write_text(text_of(good_rows(seed)), encoding="utf-8")
    assert causes(folder) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_rows_is_named_once_with_all_of_them(folder: Path, name: str) -> None:
    fault, draw = FAULTS[name], random.Random(name)
    rows = good_rows(draw.randrange(1000))
    chosen = sorted(draw.sample(range(HOMES), 3))
    for turn, k in enumerate(chosen, start=1):
        fault.seed(rows[k], turn)
    table(folder).write_text(text_of(rows), encoding="utf-8")
    (found,) = causes(folder)
    assert (found.code, found.severity) == (fault.code, fault.severity)
    assert found.rows == tuple(k + 2 for k in chosen)
    assert found.file == "households.csv"
    assert found.message
    assert found.fix


def test_ids_given_twice_are_named_once_with_the_later_rows(folder: Path) -> None:
    rows = good_rows(1)
    for k in (7, 19, 30):
        rows[k]["id"] = rows[k - 5]["id"].lower()
    table(folder).write_text(text_of(rows), encoding="utf-8")
    (found,) = causes(folder)
    assert (found.code, found.rows) == ("duplicate-id", (9, 21, 32))
    assert found.message == "also used in row 4, 16, 27"


def test_different_addresses_at_one_point_are_named_with_all_rows(folder: Path) -> None:
    rows = good_rows(2)
    for k in (11, 25):
        rows[k] |= {column: rows[3][column] for column in ("latitude", "longitude")}
    table(folder).write_text(text_of(rows), encoding="utf-8")
    (found,) = causes(folder)
    assert (found.code, found.rows) == ("addresses-at-one-point", (5, 13, 27))


def without(text: str, *columns: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return text_of([{n: v for n, v in row.items() if n not in columns} for row in rows])


def again(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:20], lines[0], *lines[20:]])


def longer(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(line + ",too,many" if k in (4, 8) else line for k, line in enumerate(lines))


def cut(text: str, *rows: int) -> str:
    """Decimal commas for the points of coordinates, and no quotation marks."""
    lines = text.splitlines()
    for row in rows:
        lines[row - 1] = re.sub(r"(\d\d)\.(\d{5})", r"\1,\2", lines[row - 1])
    return "\n".join(lines)


EVERY_ROW = tuple(range(2, HOMES + 2))
IN_TEXT: dict[str, tuple[Callable[[str], str | bytes], str, tuple[int, ...]]] = {
    "a title above the header": (lambda t: f"Homes of beat 3\n\n\n{t}", "header-below", (4,)),
    "a header that is a comment": (lambda t: f"#{t}", "header-commented", (1,)),
    "a header once more": (again, "header-again", (21,)),
    "no header": (lambda t: t.partition("\n")[2], "header-missing", (1,)),
    "no header below a comment": (
        lambda t: "# homes\n" + t.partition("\n")[2],
        "header-missing",
        (2,),
    ),
    "decimal commas not quoted": (
        lambda t: cut(t, *EVERY_ROW),
        "decimal-comma-split",
        EVERY_ROW,
    ),
    "some decimal commas not quoted": (lambda t: cut(t, 5, 9), "decimal-comma-split", (5, 9)),
    "no column of ids": (lambda t: without(t, "id"), "column-missing", (1,)),
    "no column of places": (
        lambda t: without(t, "address", "latitude", "longitude"),
        "place-missing",
        EVERY_ROW,
    ),
    "a column misspelt": (
        lambda t: t.replace("do_not_call", "do_not_cal"),
        "column-unknown",
        (1,),
    ),
    "a column twice": (lambda t: t.replace("task,note", "note,note"), "column-duplicate", (1,)),
    "a column without a name": (lambda t: t.replace("task,note", ",note"), "column-unnamed", (1,)),
    "cells beyond the header": (longer, "row-ragged", (5, 9)),
    "names with a comma, not quoted": (
        lambda t: t.replace("\nH4,", "\nH4,Aho, ").replace("\nH8,", "\nH8,Aho, "),
        "row-ragged",
        (5, 9),
    ),
    "a quotation mark not closed": (
        lambda t: t.replace("\nH9,", '\nH9,"'),
        "csv-malformed",
        (10,),
    ),
    "a foreign code page": (
        lambda t: "".join(s for s in t if s.isascii() or "а" <= s.lower() <= "я").encode("cp1251"),
        "file-encoding",
        (),
    ),
    "UTF-16 cut short": (lambda t: t.encode("utf-16")[:-1], "file-encoding", ()),
    "nothing": (lambda _: "", "file-empty", ()),
    "no rows": (lambda t: t.splitlines()[0], "file-empty", ()),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(50), "file-type", ()),
    "an archive of something else": (lambda _: b"PK\x03\x04" + bytes(50), "xlsx-malformed", ()),
}


@pytest.mark.parametrize("name", IN_TEXT)
def test_a_fault_of_a_file_is_named_once(folder: Path, name: str) -> None:
    damage, code, rows = IN_TEXT[name]
    homes = good_rows(3)
    homes[0]["name"] = "Иванов Пётр"
    damaged = damage(text_of(homes))
    table(folder).write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
    (found,) = causes(folder)
    assert (found.code, found.rows) == (code, rows)


def test_a_pipe_and_a_file_that_is_gone_are_named_once(folder: Path) -> None:
    table(folder).unlink()
    assert [cause.code for cause in causes(folder)] == ["file-missing"]
    os.mkfifo(table(folder))
    assert [cause.code for cause in causes(folder)] == ["file-unreadable"]


@pytest.mark.parametrize(
    ("states", "code"),
    [(("hidden", "visible"), "sheet-hidden"), (("visible", "visible"), "sheet-not-read")],
)
def test_sheets_that_are_not_read_are_named_once(
    folder: Path, states: tuple[str, str], code: str
) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for k, state in enumerate(states):
        sheet = book.create_sheet(f"beat {k}")
        sheet.sheet_state = state
        for row in csv.reader(text_of(good_rows(k)).splitlines()):
            sheet.append(row)
    with table(folder).open("wb") as file:
        book.save(file)
    (found,) = causes(folder)
    assert (found.code, found.severity) == (code, "warning")


@pytest.mark.parametrize("before", [1, 2])
def test_a_table_on_a_later_sheet_is_named_once(folder: Path, before: int) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for k in range(before):
        book.create_sheet(f"cover {k}").append(["North station", "as of", "2026-11-30"])
    sheet = book.create_sheet("homes")
    for row in csv.reader(text_of(good_rows(1)).splitlines()):
        sheet.append(row)
    with table(folder).open("wb") as file:
        book.save(file)
    (found,) = causes(folder)
    assert (found.code, found.severity) == ("sheet-not-first", "error")
    assert "'homes'" in found.message


@pytest.mark.parametrize(("page", "name"), [("cp1250", "Kučera"), ("cp1254", "Şahin")])
def test_letters_that_make_sense_in_several_code_pages_are_named_once(
    folder: Path, page: str, name: str
) -> None:
    rows = good_rows(2)
    for k, row in enumerate(rows):
        row |= {"name": name if k == 7 else "Aalto Eino", "address": f"Mikonkatu {k}", "task": ""}
    table(folder).write_bytes(text_of(rows).encode(page))
    (found,) = causes(folder)
    assert (found.code, found.severity) == ("encoding-unsure", "warning")
    assert f"'{name}'" in found.message


def test_at_least_forty_kinds_are_seeded() -> None:
    assert len(FAULTS) + len(IN_TEXT) >= 60
