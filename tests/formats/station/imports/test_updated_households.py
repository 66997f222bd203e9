"""A source's rows in the station's table: new, changed and gone.

Tests ``formats/station/imports/table_content.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.imports.table_content import FromSource
from routeplan.formats.station.imports.updated_households import (
    UpdatedHouseholds,
    updated_households,
)
from routeplan.formats.tables.rows import Table, read_table

GIVEN = ("id", "name", "address", "availability")


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """H1 came from a source, H2 was added by hand."""
    return written(
        tmp_path,
        "id,name,address,latitude,longitude,availability,officer,floor,source\n"
        "H1,Silva,Rua Chã 1,41.1,-8.6,Mo 09:00-10:00,O1,2,a.xlsx:5\n"
        "H2,Sousa,Rua Chã 2,41.2,-8.5,,,,\n",
    )


def written(folder: Path, text: str | bytes) -> Table:
    path = folder / "households.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, COLUMNS, ("id",), may_be_empty=True)


def updated(
    table: Table, *rows: dict[str, str], given: tuple[str, ...] = GIVEN, keeps: bool = False
) -> UpdatedHouseholds:
    source = [FromSource(f"b.xlsx:{number}", cells) for number, cells in enumerate(rows, start=2)]
    return updated_households(table, given, source, keeps_missing=lambda *_: keeps)


H1 = {"id": "H1", "name": "Silva", "address": "Rua Chã 1", "availability": "Mo 09:00-10:00"}


def test_what_the_source_says_counts_and_the_stations_own_columns_stay(
    table: Table, tmp_path: Path
) -> None:
    found = updated(table, H1 | {"availability": "Tu 09:00-10:00"})
    assert (found.new, dict(found.changed), found.missing) == ((), {"H1": ("availability",)}, ())
    row = written(tmp_path, found.table).rows[0]
    assert row.cells == {
        **H1,
        "latitude": "41.1",
        "longitude": "-8.6",
        "availability": "Tu 09:00-10:00",
        "officer": "O1",
        "floor": "2",
        "source": "b.xlsx:2",
    }


def test_whoever_moves_does_not_keep_the_old_coordinates(table: Table, tmp_path: Path) -> None:
    found = updated(table, H1 | {"address": "Rua Chã 9"})
    assert set(found.changed["H1"]) == {"address", "latitude", "longitude"}
    assert written(tmp_path, found.table).rows[0]["latitude"] == ""


def test_the_officer_of_the_beats_stays_where_the_source_names_none(table: Table) -> None:
    found = updated(table, H1 | {"officer": ""}, given=(*GIVEN, "officer"))
    assert found.changed == {}


def test_only_what_an_import_brought_is_gone(table: Table, tmp_path: Path) -> None:
    new = {"id": "H3", "name": "王"}
    gone, kept = updated(table, new), updated(table, new, keeps=True)
    assert (gone.new, gone.missing, gone.removes_missing) == (("H3",), ("H1",), True)
    assert [row["id"] for row in written(tmp_path, gone.table).rows] == ["H2", "H3"]
    assert (kept.missing, kept.removes_missing) == (("H1",), False)
    assert [row["id"] for row in written(tmp_path, kept.table).rows] == ["H1", "H2", "H3"]


def test_ids_are_the_same_whatever_their_case(table: Table) -> None:
    assert updated(table, H1 | {"id": "h1"}).changed == {}


def test_without_ids_name_and_address_tell_who_it_is(table: Table, tmp_path: Path) -> None:
    same = {"name": "SILVA", "address": "rua chã  1", "availability": "Mo 09:00-10:00"}
    twin = {"name": "Silva", "address": "Rua Chã 1", "availability": ""}
    found = updated(table, same, twin, given=GIVEN[1:])
    assert found.new == ("H003",)  # the next after H2
    assert set(found.changed["H1"]) == {"name", "address"}
    assert [row["id"] for row in written(tmp_path, found.table).rows] == ["H1", "H2", "H003"]


def test_hostile_cells_are_made_inert_and_stay_as_they_are_the_next_time(
    table: Table, tmp_path: Path
) -> None:
    hostile = {"id": "H1", "name": "=HYPERLINK(1)", "address": "+1", "availability": ""}
    first = updated(table, hostile)
    again = updated(written(tmp_path, first.table), hostile)
    assert b"'=HYPERLINK" in first.table
    assert again.changed == {}
    assert again.table is None  # nothing changes


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5))
def test_the_same_source_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    rows = [
        {"id": f"N{number}", "name": name, "address": address, "note": note}
        for number, (name, address, note) in enumerate(cells)
    ]
    given_columns = ("id", "name", "address", "note")
    first = updated(Table("households.csv"), *rows, given=given_columns)
    again = updated(written(folder, first.table), *rows, given=given_columns)
    assert (again.new, again.changed, again.missing) == ((), {}, ())
    assert again.table is None  # nothing changes
