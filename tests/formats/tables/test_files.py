"""Files that are no tables: one line each, whatever they are."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.tables.files import delimiter_of
from routeplan.formats.tables.rows import Table, read_table


def read(path: Path) -> Table:
    return read_table(path, ("id", "name"), ("id",))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "h.csv")
    (found,) = read(tmp_path / "h.csv").findings
    assert (found.code, found.message) == (
        "file-unreadable",
        "this is no file, but a pipe or a device",
    )


def test_a_device_is_not_read() -> None:
    assert [f.code for f in read(Path("/dev/zero")).findings] == ["file-unreadable"]


def test_a_file_that_vanished_behind_its_name_is_missing(tmp_path: Path) -> None:
    (tmp_path / "h.csv").symlink_to(tmp_path / "gone.csv")
    assert [f.code for f in read(tmp_path / "h.csv").findings] == ["file-missing"]


def test_a_file_that_grows_is_not_read_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routeplan.formats.tables.files.MAX_FILE_BYTES", 2_000_000)
    with (tmp_path / "h.csv").open("wb") as file:
        file.truncate(10**12)
    (found,) = read(tmp_path / "h.csv").findings
    assert (found.code, found.message) == ("file-too-large", "the file is larger than 2 MB")


def workbook(tmp_path: Path, sheets: dict[str, str]) -> Path:
    """Sheets of one home each, with their visibility."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["id", "name"])
        sheet.append([name, "Aino"])
        sheet.sheet_state = state
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "h.xlsx").write_bytes(content.getvalue())
    return tmp_path / "h.xlsx"


def test_a_hidden_first_sheet_is_named_and_the_one_people_see_is_read(tmp_path: Path) -> None:
    table = read(workbook(tmp_path, {"old": "hidden", "new": "visible"}))
    (found,) = table.findings
    assert (found.code, found.sheet, found.severity) == ("sheet-hidden", "new", "warning")
    assert found.message == "the first sheet, 'old', is hidden, so 'new' is read"
    assert [row["id"] for row in table.rows] == ["new"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_behind_the_first_are_nobodys_business(tmp_path: Path, state: str) -> None:
    table = read(workbook(tmp_path, {"new": "visible", "old": state}))
    assert table.findings == ()
    assert [row["id"] for row in table.rows] == ["new"]


def test_a_second_sheet_with_the_same_columns_is_named(tmp_path: Path) -> None:
    table = read(workbook(tmp_path, {"beat 1": "visible", "beat 2": "visible"}))
    assert [(f.code, f.message) for f in table.findings] == [
        ("sheet-not-read", "the sheet 'beat 2' is not read, only the first")
    ]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("id,name\nH1,a;b;c\n", ","),
        ("id;name;hours\nH1;Aino;Mo,Tu,We,Th,Fr\n", ";"),
        ("Homes, May 2026\nid;name\nH1;Aino\nH2;Mai\n", ";"),
        ("id\tname\nH1\tAino, Mai\n", "\t"),
        ("id\nH1\n", ","),
        ("", ","),
        ("# a, b, c\nid;name\n", ";"),
    ],
)
def test_the_delimiter_is_what_most_lines_have(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter
