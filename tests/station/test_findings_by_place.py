"""Findings in the order of the tables, each cause once."""

from __future__ import annotations

from routeplan.errors import Finding
from routeplan.formats.tables.rows import Table
from routeplan.station.findings_by_place import by_place


def finding(file: str, row: int, code: str = "word-unknown") -> Finding:
    return Finding(code, "it is wrong", "mend it", file=file, row=row)


def test_settings_come_first_then_tables_then_rows() -> None:
    tables = [Table("officers.csv"), Table("households.csv")]
    placed = [
        finding("routeplan.toml", 3),
        finding("officers.csv", 9),
        finding("households.csv", 2),
    ]
    assert by_place(reversed(placed), tables) == placed


def test_what_moved_cells_seem_to_say_is_not_told() -> None:
    """But a formula is one in any column."""
    ragged, formula = finding("h.csv", 2, "row-ragged"), finding("h.csv", 2, "cell-formula")
    tables = [Table("h.csv", findings=(ragged, formula))]
    moved, below, elsewhere = finding("h.csv", 2), finding("h.csv", 3), finding("o.csv", 2)
    placed = by_place([*tables[0].findings, moved, below, elsewhere], tables)
    assert placed == [elsewhere, ragged, formula, below]
