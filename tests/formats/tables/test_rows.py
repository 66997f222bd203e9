"""A table's rows: columns, ids, comments, and what makes a row unreadable.

Tests ``formats/tables/paused_collector.py``.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from routeplan.formats.tables import files
from routeplan.formats.tables.inert import inert_text
from routeplan.formats.tables.rows import Table, read_table

KNOWN = ("id", "name", "note")


def read(tmp_path: Path, content: str | bytes, *, may_be_empty: bool = False) -> Table:
    path = tmp_path / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, KNOWN, ("id",), may_be_empty=may_be_empty)


def cells_of(table: Table) -> list[dict[str, str]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_delimiter_and_a_line_end_are_found_out(
    tmp_path: Path, delimiter: str, line_end: str
) -> None:
    lines = ["id,name,note", 'H1,Aino,"a, b; c\td"', "H2,Väinö,"]
    lines = [line if '"' in line else line.replace(",", delimiter) for line in lines]
    lines[1] = delimiter.join(["H1", "Aino", '"a, b; c\td"'])
    table = read(tmp_path, line_end.join(lines))
    assert table.findings == ()
    assert cells_of(table) == [
        {"id": "H1", "name": "Aino", "note": "a, b; c\td"},
        {"id": "H2", "name": "Väinö", "note": ""},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_give_the_same_table(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, "id,name\nH1,王小明\n".encode(encoding))
    assert cells_of(table) == [{"id": "H1", "name": "王小明"}]
    assert table.findings == ()


def test_header_words_may_differ_in_case_space_and_width(tmp_path: Path) -> None:
    table = read_table_of(tmp_path, "\ufeff ID ,Visit Minutes,days-between,ｎａｍｅ\nH1,1,2,3\n")
    assert table.columns == ("id", "visit_minutes", "days_between", "name")


def read_table_of(tmp_path: Path, text: str) -> Table:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    return read_table(tmp_path / "list.csv", KNOWN, ())


def test_rows_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    # 1 comment, 2 blank, 3 header, 4-5 a cell of two lines, 6 blank cells, 7 comment, 8 a row.
    table = read(tmp_path, '# mine\n\nid,name\nH1,"Aino\nAalto"\n,\n# H9,x\nH2,Eero\n')
    assert [(row.number, row["id"]) for row in table.rows] == [(4, "H1"), (8, "H2")]
    assert table.rows[0]["name"] == "Aino\nAalto"
    assert table.findings == ()


def test_control_signs_are_left_away_and_space_around_is_cut(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,name\n H1 ,"\x07 Ai\x1bno\r\nAalto\t "\n')
    assert cells_of(table) == [{"id": "H1", "name": " Aino\nAalto"}]


def test_blank_columns_behind_the_table_are_left_away(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,,\nH1,Aino,,\n")
    assert table.columns == ("id", "name")
    assert table.findings == ()


@pytest.mark.parametrize("name", ["PK", "sqlid", "gif"])
def test_a_first_column_may_be_called_like_another_kind_of_file(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, f"{name},id\n7,H1\n")
    assert [f.code for f in table.findings] == ["column-unknown"]
    assert table.rows[0]["id"] == "H1"


def test_an_unknown_column_is_kept_with_a_warning(tmp_path: Path) -> None:
    table = read(tmp_path, "id,nmae,floor\nH1,Aino,3\n")
    assert [(f.code, f.column, f.fix, f.severity) for f in table.findings] == [
        ("column-unknown", "nmae", "did you mean 'name'?", "warning"),
        (
            "column-unknown",
            "floor",
            "it is kept, but printed only if named in [sheets] printable",
            "warning",
        ),
    ]
    assert table.rows[0]["floor"] == "3"


def test_a_formula_in_a_column_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    table = read(tmp_path, "id,floor\nH1,=1+2\n")
    assert [f.code for f in table.findings] == ["column-unknown"]


PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


@pytest.mark.parametrize(
    ("content", "code", "row", "column", "value", "reason"),
    [
        ("", "file-empty", None, "", "", "nothing at all"),
        (" \n\n", "file-empty", None, "", "", "blank lines only"),
        (",,\n", "file-empty", None, "", "", "delimiters only"),
        ("# id\n", "file-empty", None, "", "", "a comment only"),
        ("id,name\n", "file-empty", None, "", "", "a header only"),
        ("name\nAino\n", "column-missing", 1, "id", "", "a needed column is missing"),
        ("id,name,Name\nH1,a,b\n", "column-duplicate", 1, "name", "", "a column twice"),
        ("id,,name\nH1,a,b\n", "column-unnamed", 1, "", "", "a column without a name"),
        ("id,name\nH1,a,b\n", "row-ragged", 2, "", "b", "a cell too many"),
        ("id,name\nH1\n", "row-ragged", 2, "", "", "a cell too few"),
        ("id,name,note\nH1,08:00,12:00,\n", "row-ragged", 2, "", "", "a comma, an empty cell"),
        ("id,name,\nH1,08:00,12:00,\n", "row-ragged", 2, "", "12:00", "the header padded too"),
        ("id,name,\nH1,Aino,,\n", "row-ragged", 2, "", "", "padded more than the header"),
        ('id,name\nH1,a\nH2,"b\n', "csv-malformed", 3, "", "", "an open quotation mark"),
        ('id,name\nH1,"a"b\n', "csv-malformed", 2, "", "", "a quotation mark inside a cell"),
        ("id,name\nH1,=A1+1\n", "cell-formula", 2, "name", "=A1+1", "a formula"),
        ("id,name\nH1,#REF!\n", "cell-error", 2, "name", "#REF!", "a formula that failed"),
        (
            "id,name\nH1," + 10_001 * "x" + "\n",
            "cell-too-long",
            2,
            "name",
            80 * "x",
            "ten thousand signs are enough",
        ),
        (PNG, "file-type", None, "", "", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "file-type", None, "", "", "another picture"),
        (b"%PDF-1.7", "file-type", None, "", "", "a PDF"),
        (b"<!DOCTYPE html>", "file-type", None, "", "", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file-type", None, "", "", "an old Excel file"),
        (b"SQLite format 3\x00", "file-type", None, "", "", "a database"),
        (b"id,name\nH1,\x00\n", "file-type", None, "", "", "binary data"),
        (b"id,name\nH1,\x81 \n", "file-encoding", None, "", "", "bytes of no encoding"),
        ("id\nH1\n".encode("utf-32"), "file-encoding", None, "", "", "UTF-32"),
        ("id\nH1\n".encode("utf-16")[:-1], "file-encoding", None, "", "", "UTF-16 cut short"),
    ],
)
def test_a_bad_file_is_told_with_its_place(
    tmp_path: Path,
    content: str | bytes,
    code: str,
    row: int | None,
    column: str,
    value: str,
    reason: str,
) -> None:
    (found,) = read(tmp_path, content).findings
    assert (found.code, found.row, found.column, found.value) == (code, row, column, value), reason
    assert found.file == "list.csv"
    assert found.message
    assert found.fix
    assert found.severity == "error"


def test_a_table_that_may_be_empty_may_have_a_header_only(tmp_path: Path) -> None:
    assert read(tmp_path, "id,name\n", may_be_empty=True).findings == ()


def test_everything_wrong_with_a_table_is_told_at_once(tmp_path: Path) -> None:
    table = read(tmp_path, "name,name,,x\nH1,=1\nH2,b,c,d,e\n")
    assert [(f.code, f.row) for f in table.findings] == [
        ("column-missing", 1),
        ("column-duplicate", 1),
        ("column-unnamed", 1),
        ("column-unknown", 1),
        ("row-ragged", 2),
        ("cell-formula", 2),
        ("row-ragged", 3),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.csv", "file-missing"), ("folder", "file-unreadable"), ("a\0b", "file-missing")],
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    (found,) = read_table(tmp_path / name, KNOWN, ()).findings
    assert found.code == code
    assert "routeplan.toml" in found.fix


def test_a_file_larger_than_any_table_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    assert [f.code for f in read(tmp_path, "id,name\nH1,Aino\n").findings] == ["file-too-large"]
    assert read(tmp_path, "id\nH1\n").findings == ()


@pytest.mark.parametrize("text", ["-2 Kim", "+1 Lee", "@SUM(1)", "=1+1", "a;=1", "O'Brien", "'x'"])
def test_a_text_kept_from_being_a_formula_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "households.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "name"], ["H1", inert_text(text)]])
    table = read_table(path, ("id", "name"), ("id",))
    assert (table.rows[0]["name"], table.findings) == (text, ())


def test_a_byte_order_mark_that_was_written_twice_is_none_of_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbfid,name\nH1,Eve\n")
    assert (cells_of(table), table.findings) == ([{"id": "H1", "name": "Eve"}], ())
