"""The station's tables as an import writes them: rows, columns, ids, and where rows are from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from routeplan.formats.station.officer_column import table_for_people
from routeplan.formats.tables.rows import Row, Table

SOURCE = "source"
PLACE = ("latitude", "longitude")


class FromSource(NamedTuple):
    """One row as a source has it, and where it is there."""

    source: str
    cells: Mapping[str, str]


def highest_number(letter: str, ids: Iterable[str]) -> int:
    """The highest number behind a letter in some ids; 0 where there is none."""
    numbered = re.compile(rf"{letter}(\d+)")
    return max((int(match[1]) for one in ids if (match := numbered.fullmatch(one))), default=0)


def differing(old: Row, now: Mapping[str, str]) -> tuple[str, ...]:
    """Columns in which a row is another one now."""
    return tuple(
        column for column, value in now.items() if column != SOURCE and value != old[column]
    )


def content_of(table: Table, known: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The table with these rows, as it is written.

    Parameters
    ----------
    known
        The station's columns; of those that the table does not have, the filled ones are added.
    """
    filled = (
        column
        for column in known
        if column not in table.columns and any(cells.get(column) for cells in rows)
    )
    columns = [*table.columns, *filled]
    return table_for_people(columns, _lines(columns, rows))


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[list[object]]:
    """The rows as they are written."""
    lines: list[list[object]] = []
    places = [at for at, column in enumerate(columns) if column in PLACE]
    for cells in rows:
        line: list[object] = list(map(cells.get, columns))
        for at in places:
            line[at] = cell_of(columns[at], cells.get(columns[at], ""))
        lines.append(line)
    return lines


def cell_of(column: str, value: str) -> object:
    """A cell as it is written: a negative degree is a number, and no formula."""
    if column in PLACE and value:
        try:
            return float(value)
        except ValueError:
            return value
    return value
