"""A table whose columns nobody has named, or in a language that nobody here knows.

What they mean is proposed by what stands in them; a person confirms it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from routeplan.formats.spreadsheet.guesses.value_kinds import (
    MANY,
    MOST,
    Column,
    is_door,
    is_id,
    is_name,
    is_postcode,
    is_precise,
    is_text,
    is_words,
    kind_of,
)
from routeplan.formats.spreadsheet.header_rows import SIGN, has_headings, joined_names
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.lines_to_skip import NO_ROW
from routeplan.formats.spreadsheet.words.vocabulary import PLACES, Kind, Vocabulary

LOOKED_AT = 200
"""Rows by which a column is known."""
HALF = 0.5
"""Of the cells of a column of notes so many are different ones."""
_POINTS = frozenset((Field.COORDINATES, Field.LATITUDE, Field.LONGITUDE, Field.X, Field.Y))
_INSTEAD: Mapping[Kind, Mapping[Field, Field]] = {
    Kind.HOUSEHOLDS: {},
    Kind.OFFICERS: {Field.AVAILABILITY: Field.HOURS},
    Kind.CALENDAR: {Field.DUE: Field.DATE, Field.NAME: Field.OFFICER},
}


class Nameless(NamedTuple):
    """Where such a table begins, how many rows of names it has, and what its columns mean."""

    at: int
    depth: int
    names: tuple[str, ...]
    fields: Mapping[str, str]


def columns_by_values(sheet: Sheet, vocabulary: Vocabulary) -> Nameless | None:
    """What the columns of a sheet likely mean; None where it has no such table.

    A table of households has places, one of officers names and hours, one of days off dates and
    names.
    """
    lines = [
        (k, cells)
        for k, (_, cells) in enumerate(sheet.lines)
        if _count(cells) > 1 and not NO_ROW.match(next(filter(None, map(str.strip, cells))))
    ]
    if not lines:
        return None
    width = Counter(_width(cells) for _, cells in lines[-LOOKED_AT:]).most_common(1)[0][0]
    at, first = next(
        ((k, cells) for k, cells in lines if 2 * _count(cells) > width or k == lines[-1][0])
    )
    rows = [cells for k, cells in lines if k >= at][: LOOKED_AT + 1]
    has_names = len(rows) > 1 and not any(any(map(str.isdigit, cell)) for cell in first)
    guess = _Guess.of(rows[has_names:], max(width, _width(first)))
    if has_names and guess.fits(first):
        has_names, guess = False, _Guess.of(rows, max(width, _width(first)))
    depth = int(has_names)
    if has_names and len(rows) > 2 and _has_second_row(rows[:2]):
        first, depth = joined_names(rows[:2]), 2
        guess = _Guess.of(rows[2:], max(width, _width(first)))
    fields = guess.fields()
    meant = {place: _INSTEAD[vocabulary.kind].get(one, one) for place, one in fields.items()}
    meant = {place: one for place, one in meant.items() if one in vocabulary.fields}
    if not all(group & {*meant.values()} for group in vocabulary.needed):
        return None
    names = tuple(
        first[k].strip() if has_names and k < len(first) and first[k].strip() else f"{SIGN}{k + 1}"
        for k in range(guess.width)
    )
    return Nameless(at, depth, names, {names[k]: one.value for k, one in meant.items()})


def places_by_values(
    rows: Sequence[Sequence[str]], known: Mapping[int, Field | None], vocabulary: Vocabulary
) -> dict[int, Field]:
    """What columns likely mean whose names nobody knows, as far as that lacks in a table.

    Coordinates are proposed beside addresses, too: they are surer.

    Parameters
    ----------
    known
        The fields of the columns whose names are known, by their places.
    """
    there = {*filter(None, known.values())}
    lacking = [group for group in vocabulary.needed if not group & there]
    if rows and not lacking and vocabulary.kind is Kind.HOUSEHOLDS and not _POINTS & there:
        return _points_beside(rows, known)
    if not (lacking and rows):
        return {}
    guess = _Guess.of(rows[:LOOKED_AT], max(map(len, rows), default=0))
    guess.taken.update({place: one for place, one in known.items() if one})
    beside = {Field.LONGITUDE, Field.Y, Field.HOUSE_NUMBER, Field.POSTCODE, Field.TOWN} - there
    wanted = beside.union(*lacking)
    likely = guess.fields().items()
    meant = {place: _INSTEAD[vocabulary.kind].get(one, one) for place, one in likely}
    return {place: one for place, one in meant.items() if one in wanted and not known.get(place)}


def _points_beside(
    rows: Sequence[Sequence[str]], known: Mapping[int, Field | None]
) -> dict[int, Field]:
    """The coordinates of a table that has addresses: both in one cell, or in two neighbours."""
    guess = _Guess.of(rows[:LOOKED_AT], max(map(len, rows), default=0))
    unknown = [place for place in range(guess.width) if not known.get(place)]
    for place in unknown:
        if guess.kinds[place] == "pair":
            return {place: Field.COORDINATES}
    for place in unknown:
        both = (place, place + 1)
        if place + 1 in unknown and all(
            guess.kinds[k] == "degrees" and guess.columns[k].share(is_precise) >= MOST for k in both
        ):
            return dict(zip(both, (Field.LATITUDE, Field.LONGITUDE), strict=True))
    return {}


def _has_second_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether names stand in two rows: below a heading of several columns, and without digits."""
    has_digits = any(any(map(str.isdigit, cell)) for cell in rows[1])
    return not has_digits and has_headings(rows)


def _count(cells: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _width(cells: Sequence[str]) -> int:
    return next((k for k in range(len(cells), 0, -1) if cells[k - 1].strip()), 0)


@dataclass
class _Guess:
    """The columns of some rows, and what they mean."""

    columns: Sequence[Column]
    kinds: Sequence[str]
    taken: dict[int, Field] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], width: int) -> _Guess:
        """The guess about rows of cells."""
        texts = [[row[k].strip() for row in rows if k < len(row)] for k in range(width)]
        columns = [
            Column([cell for cell in cells if any(map(str.isalnum, cell))], len(rows))
            for cells in texts
        ]
        return cls(columns, [kind_of(column) for column in columns])

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether the first row is of the same kinds as those below it, so it has no names."""
        for place, kind in enumerate(self.kinds):
            cell = cells[place].strip() if place < len(cells) else ""
            if cell and kind and kind_of(Column([cell], 1)) == kind:
                return True
        repeated = (cell.strip() in self.columns[k].cells for k, cell in enumerate(cells) if cell)
        return any(repeated)

    def fields(self) -> dict[int, Field]:
        """What each column means, as far as that shows."""
        self._places()
        self._addresses()
        for kind, one in (
            ("date", Field.DUE),
            ("priority", Field.PRIORITY),
            ("hours", Field.AVAILABILITY),
            ("minutes", Field.VISIT_MINUTES),
        ):
            self._first(kind, one)
        self._ids()
        self._people()
        for place in self._free():
            may_be_note = (
                self.kinds[place] in ("", "place") and self.columns[place].share(is_text) >= MANY
            )
            if may_be_note and self.columns[place].distinct >= HALF:
                self.taken[place] = Field.NOTE
        return self.taken

    def _free(self, kind: str | None = None) -> list[int]:
        return [
            place
            for place, one in enumerate(self.kinds)
            if place not in self.taken and (kind is None or one == kind)
        ]

    def _first(self, kind: str, one: Field) -> None:
        for place in self._free(kind)[:1]:
            self.taken[place] = one

    def _places(self) -> None:
        """Latitude and longitude, or metres of a map grid, in two neighbours; or in one cell."""
        self._first("pair", Field.COORDINATES)
        for kind, first, second in (
            ("degrees", Field.LATITUDE, Field.LONGITUDE),
            ("grid", Field.X, Field.Y),
        ):
            for place in self._free(kind):
                is_one = place + 1 in self._free(kind) and not PLACES & {*self.taken.values()}
                if is_one and (kind == "degrees" or self._is_grid(place)):
                    self.taken |= {place: first, place + 1: second}

    def _is_grid(self, place: int) -> bool:
        """Whether the numbers of two columns lie near each other, as homes do and ids do not."""
        for column in self.columns[place : place + 2]:
            numbers = [float(cell.replace(",", ".")) for cell in column.cells if cell[-1].isdigit()]
            if not numbers or max(numbers) - min(numbers) > 100_000:
                return False
        return True

    def _addresses(self) -> None:
        """Streets with the numbers of houses in them, or in the next column; postcodes, towns."""
        streets = self._free("place")
        if streets:
            best = max(streets, key=lambda place: (self.columns[place].distinct, -place))
            self.taken[best] = Field.ADDRESS
        elif sum(column.share(is_words) >= MOST for column in self.columns) > 1:
            for place in self._free(""):
                doors = self.columns[place + 1] if place + 1 in self._free() else Column((), 0)
                is_street = self.columns[place].share(is_words) >= MOST
                if is_street and doors.share(is_door) >= MOST:
                    self.taken |= {place: Field.ADDRESS, place + 1: Field.HOUSE_NUMBER}
                    break
        street = next((k for k, one in self.taken.items() if one is Field.ADDRESS), None)
        for place in self._free():
            is_code = self.columns[place].share(is_postcode) >= MOST
            beside = place + 1 in self._free() and self.columns[place + 1].share(is_words) >= MOST
            if street is not None and is_code and beside:
                self.taken |= {place: Field.POSTCODE, place + 1: Field.TOWN}
                return

    def _ids(self) -> None:
        """Ids that all differ, in the first column; numbers that only count the rows are none."""
        column = self.columns[0]
        numbers = [cell.rstrip(".") for cell in column.cells if cell.rstrip(".").isdecimal()]
        is_one = 0 in self._free() and column.share(is_id) >= MOST and column.distinct == 1
        is_counting = bool(numbers) and numbers == [str(k) for k in range(1, len(numbers) + 1)]
        if is_one and not is_counting and len(column.cells) >= MOST * column.rows:
            self.taken[0] = Field.ID

    def _people(self) -> None:
        """Names of people, which hardly ever repeat; a surname may have a first name beside it."""
        likely = [
            place
            for place in self._free("")
            if self.columns[place].share(is_name) >= MOST and self.columns[place].distinct >= MANY
        ]
        if not likely:
            return
        first = likely[0]
        self.taken[first] = Field.NAME
        short = [_is_one_word(self.columns[place]) for place in (first, first + 1)
                 if place in likely]  # fmt: skip
        if len(short) == 2 and all(short):
            self.taken |= {first: Field.SURNAME, first + 1: Field.FIRST_NAME}


def _is_one_word(column: Column) -> bool:
    return column.share(lambda cell: len(cell.split()) == 1) >= MOST
