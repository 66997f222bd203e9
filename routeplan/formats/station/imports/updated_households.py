"""The households' table with what a source says: who is new, who has changed, who is gone."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import is_not

from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.imports.table_content import (
    PLACE,
    SOURCE,
    FromSource,
    cell_of,
    content_of,
    differing,
    highest_number,
)
from routeplan.formats.station.imports.updated_table import UpdatedTable
from routeplan.formats.station.officer_column import table_for_people
from routeplan.formats.tables.cells import plain
from routeplan.formats.tables.inert import as_it_was
from routeplan.formats.tables.rows import Row, Table

_FIRST_ZEROS = re.compile(r"(?<= )0+(?=[1-9]\d\d)")
KEPT_WHEN_EMPTY = ("officer",)
"""Columns that the station fills itself: an empty cell of the source leaves them."""
REMEMBERED = (
    "visit_minutes",
    "priority",
    "visits",
    "days_between",
    "due",
    "latest",
    "officers_needed",
    "do_not_call",
)
"""Columns of one word each, whose last value in the source stands behind its row: a cell that the
station has changed since stays until the source changes it too."""
_BEHIND = " | "
_PARTED = re.compile(r"[\s|]")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class UpdatedHouseholds(UpdatedTable):
    """The new table of households, and what has become of the old one.

    Parameters
    ----------
    replaced
        Those known by their ids whose name and address are both others than before.
    elsewhere
        Of these: who they were has another id now, or who they are had one before.
    """

    replaced: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many households were there before."""
        return len(self.changed) + self.unchanged


def updated_households(
    table: Table,
    given: Sequence[str],
    rows: Sequence[FromSource],
    *,
    keeps_missing: Callable[[int, int], bool],
) -> UpdatedHouseholds:
    """The table with the source's rows in it.

    A household is known by its id; where the source gives none, by its name and address. What the
    source says of its columns counts, the station's other columns stay.

    Parameters
    ----------
    given
        The columns that the source has.
    keeps_missing
        Of how many imported households the source has no more, and has still: whether those stay.
    """
    known = _Known(table.rows)
    cells_of: dict[int, Mapping[str, str]] = {}
    new: list[dict[str, str]] = []
    changed: dict[str, tuple[str, ...]] = {}
    kept_cells: dict[str, tuple[str, ...]] = {}
    for given_row in _with_last_values(rows, given):
        old = known.take(given_row.cells)
        if old is None:
            new.append({**given_row.cells, SOURCE: given_row.source})
            continue
        if _says_the_same(old.cells, given, given_row.cells):
            is_moved = old[SOURCE] != given_row.source
            cells_of[old.number] = (
                {**old.cells, SOURCE: given_row.source} if is_moved else old.cells
            )
            continue
        kept_here = _changed_here(old.cells, given, given_row.cells)
        now = _updated(old.cells, given, given_row, kept_here)
        if kept_here:
            kept_cells[old["id"]] = kept_here
        if others := differing(old, now):
            changed[old["id"]] = others
        cells_of[old.number] = old.cells if now == old.cells else now
    missing = [row for row in table.rows if row.number not in cells_of and row[SOURCE]]
    keeps = not missing or keeps_missing(len(missing), len(cells_of))
    dropped = set() if keeps else {row.number for row in missing}
    kept = [cells_of.get(row.number, row.cells) for row in table.rows if row.number not in dropped]
    is_same = not (new or dropped or any(map(is_not, kept, (row.cells for row in table.rows))))
    _number_new(new, (row["id"] for row in table.rows))
    replaced = _replaced(table.rows, cells_of)
    return UpdatedHouseholds(
        table=None if is_same else content_of(table, COLUMNS, [*kept, *new]),
        new=tuple(cells["id"] for cells in new),
        changed=changed,
        unchanged=len(cells_of) - len(changed),
        missing=tuple(row["id"] for row in missing),
        removes_missing=not keeps,
        replaced=tuple(old["id"] for old, _ in replaced),
        kept=kept_cells,
        elsewhere=_elsewhere(replaced, known, rows),
    )


class _Known:
    """The table's rows by id, and by name and address; each is taken once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._taken: set[int] = set()
        self._by_id: dict[str, Row] = {}
        for row in rows:
            self._by_id.setdefault(plain(row.cells["id"]), row)

    def take(self, cells: Mapping[str, str]) -> Row | None:
        """The household that is meant, if it is there and nobody has taken it."""
        if not self._rows:
            return None
        if one := cells.get("id"):
            row = self._by_id.get(plain(one))
        else:
            waiting = self._by_person.get(_person(cells), [])
            row = next(
                (candidate for candidate in waiting if candidate.number not in self._taken), None
            )
        if row is None or row.number in self._taken:
            return None
        self._taken.add(row.number)
        return row

    def has_person(self, cells: Mapping[str, str]) -> bool:
        """Whether some household had that name and address."""
        return _person(cells) in self._by_person

    @cached_property
    def _by_person(self) -> dict[tuple[str, str], list[Row]]:
        people: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self._rows:
            people[_person(row.cells)].append(row)
        return people


def _replaced(
    rows: Sequence[Row], cells_of: Mapping[int, Mapping[str, str]]
) -> list[tuple[Row, Mapping[str, str]]]:
    """Rows with another name and address now, and what they say now."""
    return [
        (row, now)
        for row in rows
        if (now := cells_of.get(row.number)) and _is_somebody_else(row.cells, now)
    ]


def _elsewhere(
    replaced: Sequence[tuple[Row, Mapping[str, str]]], known: _Known, rows: Sequence[FromSource]
) -> tuple[str, ...]:
    """Ids whose former household has another id now, or whose present one had one before."""
    if not replaced:
        return ()
    people = {_person(source_row.cells) for source_row in rows}
    return tuple(
        old["id"] for old, now in replaced if known.has_person(now) or _person(old.cells) in people
    )


def _person(cells: Mapping[str, str]) -> tuple[str, str]:
    """By what a household without an id is known; a postcode's first zeros come and go."""
    name, address = (" ".join(plain(cells.get(k, "")).split()) for k in ("name", "address"))
    return name, _FIRST_ZEROS.sub("", address) if " 0" in address else address


def _is_somebody_else(old: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether name and address are others, and not only written in another order or style."""
    if old is now or old.get("name") == now.get("name"):
        return False
    before, after = _person(old), _person(now)
    return all(
        one and other and sorted(_WORDS.findall(one)) != sorted(_WORDS.findall(other))
        for one, other in zip(before, after, strict=True)
    )


def _says_the_same(old: Mapping[str, str], given: Sequence[str], cells: Mapping[str, str]) -> bool:
    """Whether nothing in the row is to be looked at: as of nearly all rows, month after month."""
    if not cells.items() <= old.items():
        return False
    return not [column for column in given if column not in cells and old.get(column)]


def _with_last_values(rows: Iterable[FromSource], given: Sequence[str]) -> Iterator[FromSource]:
    """Rows, each with what it says in columns of one word: ``list.xlsx:7 | priority=low``."""
    columns = tuple(column for column in REMEMBERED if column in given)
    written: dict[tuple[str | None, ...], str] = {}
    for row in rows:
        values = tuple(map(row.cells.get, columns))
        if values not in written:
            written[values] = _last_values(columns, values)
        yield FromSource(row.source + written[values], row.cells)


def _last_values(columns: tuple[str, ...], values: tuple[str | None, ...]) -> str:
    words = (
        f"{column}={value}"
        for column, value in zip(columns, values, strict=True)
        if value and not _PARTED.search(value)
    )
    return f"{_BEHIND}{' '.join(words)}".rstrip() if columns else ""


def _changed_here(
    old: Mapping[str, str], given: Sequence[str], cells: Mapping[str, str]
) -> tuple[str, ...]:
    """Columns that the station has changed since the last import, and the source has not."""
    _, sign, behind = f"{old.get(SOURCE, '')} ".rpartition(_BEHIND)
    if not sign:  # imported before values were remembered: the source counts
        return ()
    last = dict(part.split("=", 1) for part in behind.split() if "=" in part)
    return tuple(
        one
        for one in REMEMBERED
        if one in given
        and cells.get(one, "") == last.get(one, "")
        and old.get(one, "") != cells.get(one, "")
    )


def _updated(
    old: Mapping[str, str], given: Sequence[str], source_row: FromSource, kept: Sequence[str]
) -> dict[str, str]:
    now = dict(old)
    for column in given:
        if column in kept:
            continue
        value = source_row.cells.get(column, "")
        if value != old.get(column, "") and (value or column not in KEPT_WHEN_EMPTY):
            now[column] = _as_read(column, value)
    now["id"] = old["id"]
    if "note" not in given and source_row.cells.get("note"):
        now["note"] = source_row.cells["note"]
    if "do_not_call" not in given and source_row.cells.get("do_not_call"):
        now["do_not_call"] = source_row.cells["do_not_call"]  # a note says so
    before, after = old.get("address", ""), now.get("address", "")
    if before != after and _person(now)[1] != _person(old)[1] and PLACE[0] not in given:
        now |= dict.fromkeys(PLACE, "")  # they are those of the old address
    now[SOURCE] = source_row.source
    return now


def _number_new(new: Sequence[dict[str, str]], ids: Iterable[str]) -> None:
    """Ids for those that have none: the next after the highest."""
    if all(cells.get("id") for cells in new):
        return
    last = highest_number("H", (*ids, *(cells.get("id", "") for cells in new)))
    for cells in new:
        if not cells.get("id"):
            last += 1
            cells["id"] = f"H{last:03d}"


@lru_cache(maxsize=4096)
def _as_read(column: str, value: str) -> str:
    """The cell once it is written and read again, so that what is the same compares as the same."""
    if not value or (column not in PLACE and value[0].isalnum()):
        return value
    written = table_for_people((column,), [(cell_of(column, value),)]).decode("utf-8-sig")
    _, (cell,) = csv.reader(io.StringIO(written, newline=""))
    return as_it_was(cell)
