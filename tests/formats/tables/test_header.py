"""Where a header is found, and what is said when it is not where it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.formats.tables.rows import Table, read_table

KNOWN = ("id", "name", "latitude", "longitude", "latest")


def read(tmp_path: Path, text: str) -> Table:
    (tmp_path / "h.csv").write_text(text, encoding="utf-8")
    return read_table(tmp_path / "h.csv", KNOWN, ("id",))


def ids(table: Table) -> list[str]:
    return [row["id"] for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_title_above_the_header_is_one_error_and_the_rows_are_read(
    tmp_path: Path, delimiter: str
) -> None:
    lines = ["Homes of beat 3, May", "", "", "id,name", "H1,Aino", "H2,Mai"]
    table = read(tmp_path, "\n".join([lines[0], *(x.replace(",", delimiter) for x in lines[1:])]))
    (found,) = table.findings
    assert (found.code, found.row, found.severity) == ("header-below", 4, "error")
    assert found.message == "row 4 looks like the header, but is not the first row"
    assert ids(table) == ["H1", "H2"]


def test_a_header_that_is_a_comment_is_one_error(tmp_path: Path) -> None:
    table = read(tmp_path, "#id,name\nH1,Aino\n")
    assert [(f.code, f.row) for f in table.findings] == [("header-commented", 1)]
    assert ids(table) == ["H1"]


def test_comments_above_a_header_are_fine(tmp_path: Path) -> None:
    table = read(tmp_path, "# id, name: as you like\n#\nid,name\nH1,Aino\n")
    assert table.findings == ()
    assert ids(table) == ["H1"]


def test_ids_that_begin_with_the_sign_of_comments_are_named(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\n#02-11,Tan\nH1,Aino\n#02-12,Lim\n# H9,gone\n#\n")
    assert [(f.code, f.row, f.value, f.severity) for f in table.findings] == [
        ("row-commented", 2, "#02-11", "warning"),
        ("row-commented", 4, "#02-12", "warning"),
    ]
    assert ids(table) == ["H1"]


def test_a_header_that_comes_again_is_named_and_is_no_row(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\nH1,Aino\nID,Name\nH2,Mai\n")
    assert [(f.code, f.row) for f in table.findings] == [("header-again", 3)]
    assert ids(table) == ["H1", "H2"]


def test_without_a_header_anywhere_the_first_row_is_blamed(tmp_path: Path) -> None:
    table = read(tmp_path, "H1,Aino\nH2,Mai\n")
    assert [(f.code, f.row) for f in table.findings] == [("header-missing", 1)]


@pytest.mark.parametrize(
    ("column", "meant"),
    [("lat", "latitude"), ("lng", "longitude"), ("x", "longitude"), ("nme", "name")],
)
def test_what_others_call_a_column_is_offered(tmp_path: Path, column: str, meant: str) -> None:
    (found,) = read(tmp_path, f"id,{column}\nH1,5\n").findings
    assert found.fix == f"did you mean '{meant}'?"


def test_a_column_that_is_there_already_is_not_offered(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "id,latitude,lat\nH1,5,6\n").findings
    assert "did you mean" not in found.fix
