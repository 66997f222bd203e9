"""Texts collected to break programs, put into every free-text field, and dialects of CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.tables.header import column_name
from routeplan.formats.tables.rows import read_table
from tests.formats.folders import findings_of, read_folder, write_folder

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that no XML may hold: the spreadsheet programs do not write them."""
CORPORA = Path(__file__).parents[3] / "shared" / "data" / "corpora"
FREE_TEXT = ("name", "address", "task", "note", "floor")
HOSTILE = [
    "{{ 7*7 }}",
    "{% bad",
    "<script>alert(1)</script>",
    "`${x}`",
    "[/]",
    "'; DROP TABLE households; --",
    "\u202etxt.exe",
    "+358 40 123",
    "-1",
    "@SUM(1)",
    'a "quoted" b',
    "two\nlines",
    "a;b,c\td",
    "田中さんにあげて下さい",
    "🚓",
    "%s%n",
    "../../etc/passwd",
    "NULL",
]

shared = pytest.mark.shared


def naughty() -> list[str]:
    path = CORPORA / "blns" / "blns.json"
    if not path.is_file():
        pytest.skip("there is no folder shared/ beside the checkout")
    texts: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def kept(text: str) -> str:
    """What a cell keeps: no space around, no invisible control signs."""
    signs = (s for s in text.strip() if s in "\n\t" or unicodedata.category(s) != "Cc")
    return "".join(signs)


def assert_read_back(tmp_path: Path, texts: list[str]) -> None:
    """Every text stands in every free-text field as it was written."""
    rows = [{"id": f"H{k}"} | dict.fromkeys(FREE_TEXT, text) for k, text in enumerate(texts)]
    folder = write_folder(tmp_path, households=rows)
    workspace = read_folder(folder)
    for text, household in zip(texts, workspace.inputs.households, strict=True):
        read = (household.name, household.address, household.task, household.note)
        assert set(read) == {kept(text)}
        assert household.extra.get("floor", "") == kept(text)


def test_hostile_texts_are_read_as_they_are(tmp_path: Path) -> None:
    assert_read_back(tmp_path, HOSTILE)


@shared
def test_every_naughty_string_is_read_as_it_is(tmp_path: Path) -> None:
    texts = [text for text in naughty() if not text.strip().startswith("=")]
    assert len(texts) > 500
    assert_read_back(tmp_path, texts)


@shared
def test_naughty_strings_survive_xlsx(tmp_path: Path) -> None:
    texts = [text for text in naughty() if kept(text) == text and not NO_XML.search(text)]
    book = openpyxl.Workbook()
    book.active.append(["id", "note"])
    for number, text in enumerate(texts, start=2):
        book.active.append([f"H{number}", None])
        cell = book.active.cell(number, 2)
        cell.value, cell.data_type = text, "s"
    book.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx", ("id", "note"), ())
    assert len(table.rows) == len(texts) > 400
    assert [row["note"] for row in table.rows] == [t.replace("\r\n", "\n") for t in texts]


@shared
def test_a_naughty_string_anywhere_else_is_told_or_harmless(tmp_path: Path) -> None:
    """In columns with a meaning: never a traceback, and never a row that vanishes."""
    texts = [text for text in naughty() if kept(text)]
    columns = ("availability", "visit_minutes", "due", "appointment", "priority", "skills")
    for column in (*columns, "latitude", "visits", "officer", "do_not_call"):
        rows = [{"id": f"H{k}", column: text} for k, text in enumerate(texts)]
        found = findings_of(write_folder(tmp_path, households=rows))
        told = {finding.row for finding in found if finding.column == column}
        assert len(told) > 0.9 * len(texts), column


@shared
def test_a_naughty_string_as_an_id_is_an_id(tmp_path: Path) -> None:
    texts = [text for text in naughty() if kept(text) and not kept(text).startswith(("=", "#"))]
    found = findings_of(write_folder(tmp_path, households=[{"id": text} for text in texts]))
    assert {finding.code for finding in found} <= {"duplicate-id", "id-missing"}  # invisible
    assert len(found) < 60


@shared
@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes",
        "empty",
        "empty_crlf",
        "escaped_quotes",
        "json",
        "location_coordinates",
        "newlines",
        "newlines_crlf",
        "quotes_and_newlines",
        "simple",
        "simple_crlf",
        "utf8",
    ],
)
def test_every_dialect_of_the_spectrum_is_read(name: str) -> None:
    folder = CORPORA / "csv-spectrum"
    if not folder.is_dir():
        pytest.skip("there is no folder shared/ beside the checkout")
    expected = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))
    expected = expected if isinstance(expected, list) else [expected]
    columns = [column_name(column) for column in expected[0]]
    table = read_table(folder / "csvs" / f"{name}.csv", columns, ())
    lost = ["text-garbled"] if name == "location_coordinates" else []  # its degrees are U+FFFD
    assert [finding.code for finding in table.findings] == lost
    rows = [row.cells for row in table.rows]
    assert len(rows) == len(expected)
    for read, row in zip(rows, expected, strict=True):
        row.pop("Contact Phone Number", None)  # the corpus itself has two different ones
        wanted = {column_name(key): value.replace("\r\n", "\n") for key, value in row.items()}
        assert {column: read[column] for column in wanted} == wanted


def test_the_row_of_a_cell_with_many_lines_is_where_it_begins(tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["id", "latitude"], ["H1\nx\ny", "60"], ["H2", "x"]])
    folder = write_folder(tmp_path)
    (folder / "data" / "households.csv").write_text(text.getvalue())
    assert {f.row for f in findings_of(folder) if f.severity == "error"} == {2, 5}
