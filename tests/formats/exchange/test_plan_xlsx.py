"""Workbooks, read back by calamine and, for what a cell is, as XML; CSV by the csv module.

Tests ``formats/exchange/plan_tables.py``.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import lists
from python_calamine import CalamineWorkbook

from routeplan.formats.exchange.exported import ExportedPlan
from routeplan.formats.exchange.plan_tables import (
    CLOCKS,
    COLUMNS,
    PlanTable,
    csv_files,
    plan_tables,
)
from routeplan.formats.exchange.plan_xlsx import xlsx_bytes
from routeplan.formats.tables.inert import as_it_was
from tests.formats.exchange.exports import HOSTILE, NASTY, exported, night, street, with_texts

TEXTS = lists(HOSTILE, min_size=1, max_size=12)
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def cell(column: str, value: object) -> object:
    """What a reader makes of a cell: clocks are lengths of time, an empty text is no text."""
    if column in CLOCKS:
        hours, minutes = map(int, str(value).split(":"))
        return timedelta(hours=hours, minutes=minutes)
    return value


@settings(max_examples=25)
@given(TEXTS)
@example(list(NASTY))
def test_every_cell_comes_back_whatever_the_texts(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    read = sheets(xlsx_bytes(plan))
    assert list(read) == list(COLUMNS) == ["rounds", "stops", "reserve", "left_out"]
    for table in plan_tables(plan):
        header, *rows = read[table.name]
        assert header == list(table.columns)
        assert rows == expected(table)


def expected(table: PlanTable) -> list[list[object]]:
    return [
        [cell(column, value) for column, value in zip(table.columns, row, strict=True)]
        for row in table.cells
    ]


def test_no_cell_is_a_formula_nor_becomes_one_when_it_is_edited() -> None:
    """quotePrefix is what an apostrophe that somebody types leaves behind."""
    data = xlsx_bytes(exported(with_texts(street(), NASTY)))
    with ZipFile(io.BytesIO(data)) as book:
        styles = book.read("xl/styles.xml").decode()
        cells = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])
        texts = 0
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                sheet = book.read(name).decode()
                assert "<f>" not in sheet
                assert "<f " not in sheet
                assert "<hyperlink" not in sheet
                found = re.findall(r'<c r="[A-Z]+(\d+)" s="(\d+)" t="(?:s|inlineStr)"', sheet)
                for row, style in found:
                    assert (row == "1") or 'quotePrefix="1"' in cells[int(style)]
                texts += len(found)
        assert not any("external" in name.lower() for name in book.namelist())
    assert texts > 40


def test_dates_are_dates_and_clocks_read_on_after_midnight() -> None:
    stops = sheets(xlsx_bytes(night("Europe/Helsinki", date(2026, 12, 31))))["stops"]
    header, first, *_, last = stops
    begin = header.index("begin")
    assert first[header.index("date")] == last[header.index("date")] == date(2026, 12, 31)
    assert first[begin] == timedelta(hours=22)
    assert last[begin] == timedelta(hours=29, minutes=30)


@settings(max_examples=25)
@given(TEXTS)
@example(list(NASTY))
def test_csv_comes_back_and_nothing_in_it_is_a_formula(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    files = csv_files(plan)
    for table in plan_tables(plan):
        header, *rows = read_csv(files[table.name])
        assert header == list(table.columns)
        assert [[as_it_was(value) for value in row] for row in rows] == [
            ["" if value is None else str(value) for value in row] for row in table.cells
        ]
        for row in rows:
            for value in row:
                number = re.fullmatch(r"-?[0-9.]+", value)
                pieces = re.split("[;\t\r\n]", value)
                assert number or not any(piece.lstrip().startswith(SIGNS) for piece in pieces)


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_names_and_addresses_are_in_both() -> None:
    plan = exported()
    for rows in (sheets(xlsx_bytes(plan))["stops"], read_csv(csv_files(plan)["stops"])):
        header, first, *_ = rows
        row = dict(zip(header, first, strict=True))
        assert (row["name"], row["address"]) == ("Resident 1", "Street 1")
        assert row["details"] == "Task 1\nNote 1"


@pytest.mark.parametrize("whole", [True, False])
def test_every_table_is_there_also_without_rows(whole: bool) -> None:
    plan: ExportedPlan = exported(whole=whole)
    assert len(sheets(xlsx_bytes(plan))["left_out"]) == (4 if whole else 1)
    assert set(csv_files(plan)) == set(COLUMNS)
