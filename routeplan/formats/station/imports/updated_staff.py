"""The officers' table, or the calendar, with what a source says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from routeplan.formats.station.imports.table_content import (
    SOURCE,
    FromSource,
    content_of,
    differing,
    highest_number,
)
from routeplan.formats.station.imports.updated_table import UpdatedTable
from routeplan.formats.station.officers import CALENDAR_COLUMNS, OFFICER_COLUMNS
from routeplan.formats.tables.cells import plain
from routeplan.formats.tables.inert import as_it_was
from routeplan.formats.tables.rows import Row, Table
from routeplan.model.inputs import Mode

_WORD = re.compile(r"\w+")
_FILLED = ("id", "name", "mode", "hours")
"""Columns of officers that an empty cell of the source leaves as they are."""
Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class UpdatedStaff(UpdatedTable):
    """The new table of officers, or calendar.

    Parameters
    ----------
    rows
        What each row of the source has become, in the order of the source.
    on_foot
        Ids of new officers that nobody says a mode of.
    """

    rows: tuple[Cells, ...] = ()
    on_foot: tuple[str, ...] = ()


def updated_officers(
    table: Table, given: Sequence[str], rows: Sequence[FromSource], *, keeps_missing: bool
) -> UpdatedStaff:
    """The officers' table with the source's officers, who are known by id, or else by name."""
    known = _KnownOfficers(table.rows)
    taken = {row["id"] for row in table.rows} | {
        source_row.cells.get("id", "") for source_row in rows
    }
    number = highest_number("O", taken)
    pairs: list[tuple[FromSource, Row | None]] = []
    on_foot: list[str] = []
    for source_row in rows:
        cells, old = dict(source_row.cells), known.take(source_row.cells)
        if old is None and not cells.get("id"):
            number += 1
            cells["id"] = f"O{number}"
        if old is None and not cells.get("mode"):
            cells["mode"] = Mode.FOOT.value
            on_foot.append(cells["id"])
        pairs.append((FromSource(source_row.source, cells), old))
    missing = _Missing(is_looked_for=lambda _: True, keeps=keeps_missing)
    columns = tuple(dict.fromkeys(("id", *given, "mode")))
    update = _Update(table, OFFICER_COLUMNS, columns, missing)
    return update.of(pairs, lambda cells: cells["id"], on_foot=tuple(on_foot))


class _KnownOfficers:
    """The table's officers by id, or else by name; of several of one name each is taken once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._by_id = {plain(row["id"]): row for row in reversed(rows)}
        self._by_name: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            self._by_name.setdefault(_name(row.cells), []).append(row)
        self._taken: set[int] = set()

    def take(self, cells: Cells) -> Row | None:
        """The officer that is meant, if he is there and nobody has taken him."""
        row = self._by_id.get(plain(cells.get("id", "")))
        namesakes = self._by_name.get(_name(cells), [])
        row = row or next((one for one in namesakes if one.number not in self._taken), None)
        if row is None or row.number in self._taken:
            return None
        self._taken.add(row.number)
        return row


def updated_calendar(
    table: Table, given: Sequence[str], rows: Sequence[FromSource]
) -> UpdatedStaff:
    """The calendar with the source's days, each known by its date and officer.

    Gone is a day that an import had brought, from the source's first to its last, that it no longer
    has.
    """
    by_day = {_day(row.cells): row for row in reversed(table.rows)}
    dates = sorted(source_row.cells["date"] for source_row in rows)

    def is_covered(row: Row) -> bool:
        return bool(dates) and dates[0] <= row["date"] <= dates[-1]

    missing = _Missing(is_looked_for=is_covered, keeps=False)
    update = _Update(table, CALENDAR_COLUMNS, given, missing)
    pairs = [(source_row, by_day.get(_day(source_row.cells))) for source_row in rows]
    return update.of(pairs, lambda cells: " ".join(filter(None, _day(cells))))


@dataclass(frozen=True)
class _Missing:
    """Rows that are looked for in the source, and whether those it lacks stay."""

    is_looked_for: Callable[[Row], bool]
    keeps: bool


@dataclass(frozen=True)
class _Update:
    """A table, which of its columns a source gives, and what is looked for there."""

    table: Table
    columns: Sequence[str]
    given: Sequence[str]
    missing: _Missing

    def of(
        self,
        rows: Iterable[tuple[FromSource, Row | None]],
        named: Callable[[Cells], str],
        *,
        on_foot: tuple[str, ...] = (),
    ) -> UpdatedStaff:
        """What rows make of the table, each beside the one that is known of it."""
        new: list[Cells] = []
        now_of: dict[int, Cells] = {}
        became: list[Cells] = []
        for source_row, old in rows:
            if old is None:
                new.append({**source_row.cells, SOURCE: source_row.source})
                became.append(new[-1])
                continue
            now_of[old.number] = self._updated(old, source_row)
            became.append(now_of[old.number])
        before = {row.number: row for row in self.table.rows}
        changed = {
            named(before[number].cells): columns
            for number, now in now_of.items()
            if (columns := differing(before[number], now))
        }
        gone = [
            row
            for row in self.table.rows
            if row.number not in now_of and row[SOURCE] and self.missing.is_looked_for(row)
        ]
        dropped = set() if self.missing.keeps else {row.number for row in gone}
        kept = [now_of.get(row.number, row.cells) for row in self.table.rows
                if row.number not in dropped]  # fmt: skip
        is_same = not (new or dropped) and kept == [row.cells for row in self.table.rows]
        return UpdatedStaff(
            table=None if is_same else content_of(self.table, self.columns, [*kept, *new]),
            new=tuple(map(named, new)),
            changed=changed,
            unchanged=len(now_of) - len(changed),
            missing=tuple(named(row.cells) for row in gone),
            removes_missing=not self.missing.keeps,
            rows=tuple(became),
            on_foot=on_foot,
        )

    def _updated(self, old: Row, source_row: FromSource) -> dict[str, str]:
        now = dict(old.cells)
        for column in self.given:
            value = source_row.cells.get(column, "")
            is_other = as_it_was(value) != old[column]
            if is_other and (value or column not in _FILLED) and column != "id":
                now[column] = value
        return now | {SOURCE: source_row.source}


def _name(cells: Cells) -> tuple[str, ...]:
    """The words of a name, in whatever order; nobody is known by none."""
    return tuple(sorted(_WORD.findall(plain(cells.get("name", ""))))) or ("", cells.get("id", ""))


def _day(cells: Cells) -> tuple[str, str]:
    return cells.get("date", ""), cells.get("officer", "")
