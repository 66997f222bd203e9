"""Tables as they would be with some cells edited; no file is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routeplan.formats.tables.cells import plain
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.changes import Edit


def with_edits(table: Table, name: str, edits: Sequence[Edit]) -> Table:
    """The table with the edits to it; a row that is not there comes last.

    Parameters
    ----------
    name
        What edits call the table: ``households``, ``officers`` or ``calendar``.
    """
    for edit in edits:
        if edit.table == name:
            table = _edited(table, edit)
    return table


def _edited(table: Table, edit: Edit) -> Table:
    cells = dict(edit.cells)
    named = dict(edit.row) | cells
    columns = (*table.columns, *(column for column in named if column not in table.columns))
    meant = [row for row in table.rows if _is_meant(row, edit)]
    if meant:
        rows = [
            replace(row, cells=row.cells | cells) if row in meant else row for row in table.rows
        ]
    else:
        number = max((row.number for row in table.rows), default=1) + 1
        rows = [*table.rows, Row(number, named)]
    return replace(table, columns=columns, rows=tuple(rows))


def _is_meant(row: Row, edit: Edit) -> bool:
    return all(plain(row[column]) == plain(value) for column, value in edit.row.items())
