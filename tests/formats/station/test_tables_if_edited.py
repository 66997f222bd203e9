"""Tables as they would be with some cells edited: the row that is meant, or a new last one."""

from __future__ import annotations

from routeplan.formats.station.tables_if_edited import with_edits
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.changes import Edit

TABLE = Table(
    file="officers.csv",
    sheet="",
    columns=("id", "hours"),
    rows=(Row(2, {"id": "O1", "hours": "Mo 09:00-17:00"}), Row(5, {"id": "O2", "hours": ""})),
    findings=(),
)


def cells(table: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, dict(row.cells)) for row in table.rows]


def test_a_cell_of_the_row_that_is_meant_changes_and_nothing_else() -> None:
    edited = with_edits(TABLE, "officers", [Edit("officers", {"id": "o2 "}, {"hours": "Tu off"})])
    assert cells(edited) == [
        (2, {"id": "O1", "hours": "Mo 09:00-17:00"}),
        (5, {"id": "O2", "hours": "Tu off"}),
    ]
    assert edited.columns == TABLE.columns


def test_a_column_that_is_not_there_is_added_and_other_rows_lack_it() -> None:
    edited = with_edits(TABLE, "officers", [Edit("officers", {"id": "O1"}, {"max_visits": "9"})])
    assert edited.columns == ("id", "hours", "max_visits")
    assert [row["max_visits"] for row in edited.rows] == ["9", ""]


def test_a_row_that_is_not_there_comes_last() -> None:
    edited = with_edits(TABLE, "officers", [Edit("officers", {"id": "O3"}, {"hours": "24/7"})])
    assert cells(edited)[2:] == [(6, {"id": "O3", "hours": "24/7"})]
    empty = Table(file="x", sheet="", columns=("id",), rows=(), findings=())
    assert cells(with_edits(empty, "officers", [Edit("officers", {"id": "O3"}, {})])) == [
        (2, {"id": "O3"})  # below the header
    ]


def test_edits_of_other_tables_are_left_to_them_and_each_sees_those_before() -> None:
    edits = [
        Edit("households", {"id": "O1"}, {"hours": "never"}),
        Edit("officers", {"id": "O1"}, {"hours": "first"}),
        Edit("officers", {"hours": "first"}, {"id": "O9"}),
    ]
    assert cells(with_edits(TABLE, "officers", edits))[0] == (2, {"id": "O9", "hours": "first"})
    assert cells(TABLE)[0] == (2, {"id": "O1", "hours": "Mo 09:00-17:00"})
