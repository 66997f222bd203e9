"""A source's rows as rows of the station's households, and the values nobody knows yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import NamedTuple

from routeplan.formats.spreadsheet.column_words import Field
from routeplan.formats.spreadsheet.numbers import coordinate_pair, number
from routeplan.formats.spreadsheet.refusals import may_refuse_visits
from routeplan.formats.spreadsheet.remembered_values import Values, key_of, meaning_of
from routeplan.formats.spreadsheet.source_table import SourceRow, SourceTable
from routeplan.formats.spreadsheet.values import ASKED, Context, is_blank, read_value
from routeplan.formats.tables.rows import ERRORS_OF_FORMULAS

_Written = dict[Field, str]
_FORMULA = re.compile(r"=(?=.*(?:\b[A-Z]{1,3}\$?\d|[A-Z.]{2,}\())")
"""One that no program has computed: it names a cell or a function."""
_WORD = re.compile(r"\w+")


@dataclass
class UnknownValue:
    """A text that is not understood, or not for certain, with the rows it stands in.

    ``key`` is what its answer is kept under; ``is_note`` says that it stands in a column of notes.
    """

    field: Field
    text: str
    likely: str
    key: str
    rows: list[int] = dataclass_field(default_factory=list)
    is_note: bool = False


class HouseholdRow(NamedTuple):
    """A household's row: its number in the source, and cells by the station's columns."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class HouseholdRows:
    """Everything a source says.

    Parameters
    ----------
    columns
        The station's columns that the source has.
    unknown
        What has to be asked, in the order of the columns.
    points
        ``x`` and ``y``, by rows, of places in metres.
    failed
        Rows in which a formula failed, or was never computed.
    """

    rows: tuple[HouseholdRow, ...]
    columns: tuple[str, ...]
    unknown: tuple[UnknownValue, ...]
    points: Mapping[int, tuple[float, float]]
    failed: tuple[int, ...] = ()


def read_rows(
    table: SourceTable, fields: Mapping[int, Field | None], context: Context, known: Values
) -> HouseholdRows:
    """Every row by the meaning of its columns.

    Parameters
    ----------
    known
        What texts mean, as confirmed before.
    """
    reader = _RowReader(table, fields, context, known)
    rows = tuple(reader.household(row) for row in table.rows)
    order = list(Field)
    unknown = sorted(reader.unknown.values(), key=lambda each: order.index(each.field))
    failed = tuple(dict.fromkeys(reader.failed))
    return HouseholdRows(rows, reader.columns(), tuple(unknown), reader.points, failed)


def without_ids(rows: HouseholdRows) -> HouseholdRows:
    """The rows as of a source that gives no ids."""
    return replace(
        rows,
        rows=tuple(
            row._replace(cells={one: text for one, text in row.cells.items() if one != "id"})
            for row in rows.rows
        ),
        columns=tuple(column for column in rows.columns if column != "id"),
    )


class _Meaning(NamedTuple):
    """What a text means, whether some of it would be lost, and where the rows to ask of are."""

    text: str
    is_lost: bool
    asked_in: list[int] | None


class _RowReader:
    """Reads each distinct text once."""

    def __init__(
        self,
        table: SourceTable,
        fields: Mapping[int, Field | None],
        context: Context,
        known: Values,
    ) -> None:
        self._header = table.header
        self._places: dict[Field, list[int]] = {}
        for place, one in fields.items():
            if one:
                self._places.setdefault(one, []).append(place)
        if table.is_located:
            width = len(table.header)
            self._places[Field.LATITUDE] = [width - 2]
            self._places[Field.LONGITUDE] = [width - 1]
        self._context = context
        self._known = known
        self._read: dict[Field, dict[str, _Meaning]] = {one: {} for one in ASKED}
        self.unknown: dict[tuple[Field, str], UnknownValue] = {}
        self.failed: list[int] = []
        self.points: dict[int, tuple[float, float]] = {}
        self._single = [
            (one, places[0])
            for one, places in self._places.items()
            if one.value in _STATION_COLUMNS and len(places) == 1
        ]
        self._joined = [
            (one, places)
            for one, places in self._places.items()
            if one.value in _STATION_COLUMNS and len(places) > 1
        ]
        self._composed = [
            compose for parts, compose in self._composers() if parts & {*self._places}
        ]

    def _composers(self) -> list[tuple[set[Field], Callable[[SourceRow, _Written], None]]]:
        """What puts parts together, and the parts."""
        return [
            ({*_WHOLES[Field.NAME]}, self._name),
            ({Field.HOUSE_NUMBER, Field.UNIT, Field.POSTCODE, Field.TOWN}, self._address),
            ({*_WHOLES[Field.AVAILABILITY]}, self._hours),
            ({*_WHOLES[Field.APPOINTMENT]}, self._time),
            ({Field.COORDINATES}, self._pair),
            ({Field.X}, self._point),
        ]

    def columns(self) -> tuple[str, ...]:
        """The station's columns that the source has something to say for."""
        given = set(self._places)
        for whole, parts in _WHOLES.items():
            if given & set(parts):
                given.add(whole)
        if given & {Field.COORDINATES, Field.X}:
            given |= {Field.LATITUDE, Field.LONGITUDE}
        return tuple(column for column in _STATION_COLUMNS if Field(column) in given)

    def household(self, row: SourceRow) -> HouseholdRow:
        """The cells by the station's columns; what would be lost goes into the note."""
        cells: dict[str, str] = {}
        leftover: list[str] = []
        texts = row.cells
        written = {one: texts[place] for one, place in self._single}
        for one, places in self._joined:
            written[one] = "; ".join(filter(None, (texts[place] for place in places)))
        for compose in self._composed:
            compose(row, written)
        for one, text in written.items():
            if not text:
                continue
            if text in ERRORS_OF_FORMULAS or (text[0] == "=" and _FORMULA.match(text)):
                self.failed.append(row.number)
            elif one not in ASKED:
                cells[_NAMES[one]] = text
            else:
                meaning = self._read[one].get(text) or self._look_up(one, text)
                cells[_NAMES[one]] = meaning.text
                if meaning.asked_in is not None:
                    meaning.asked_in.append(row.number)
                if meaning.is_lost:
                    leftover.append(f"{self._name_of(one)}: {text}")
        self._refusal(row, cells, written)
        if leftover:
            cells["note"] = "; ".join(filter(None, (cells.get("note", ""), *leftover)))
        return HouseholdRow(row.number, cells)

    def _refusal(self, row: SourceRow, cells: dict[str, str], written: _Written) -> None:
        """A note that somebody wants no visits, as it was answered."""
        for one in _NOTES:
            text = written.get(one, "")
            if cells.get("do_not_call") == "yes" or not may_refuse_visits(text):
                continue
            known = self._read[Field.DO_NOT_CALL].get(text)
            meaning = known or self._look_up(Field.DO_NOT_CALL, text)
            if meaning.asked_in is not None:
                meaning.asked_in.append(row.number)
                self.unknown[Field.DO_NOT_CALL, text].is_note = True
            if meaning.text == "yes":
                cells["do_not_call"] = "yes"

    def _look_up(self, one: Field, text: str) -> _Meaning:
        reading = read_value(one, text, self._context)
        meaning = meaning_of(self._known, one.value, text)
        asked_in = None
        if meaning is None:
            meaning = reading.text
            if not reading.certain:
                key = key_of(one.value, text, reading)
                unknown = self.unknown[one, text] = UnknownValue(one, text, meaning, key)
                asked_in = unknown.rows
        is_lost = not is_blank(text) and not (meaning and reading.complete)
        read = self._read[one][text] = _Meaning(meaning, is_lost, asked_in)
        return read

    def _cell(self, row: SourceRow, one: Field) -> str:
        places = self._places.get(one)
        return row.cells[places[0]] if places else ""

    def _name_of(self, one: Field) -> str:
        """What the source calls a column."""
        for part in (one, *_WHOLES.get(one, ())):
            if part in self._places:
                return self._header[self._places[part][0]]
        return one.value

    def _name(self, row: SourceRow, written: _Written) -> None:
        parts = (self._cell(row, Field.SURNAME), self._cell(row, Field.FIRST_NAME))
        written[Field.NAME] = written.get(Field.NAME) or " ".join(filter(None, parts))

    def _address(self, row: SourceRow, written: _Written) -> None:
        """``Rua Chã 11, 2.º Esq., 4000-101 Porto``; what is there already is not said twice."""
        street = written.get(Field.ADDRESS, "")
        if not street:
            return
        door = self._cell(row, Field.HOUSE_NUMBER)
        is_there = door in street and door in _WORD.findall(street)
        if door and not is_there:
            street = f"{street} {door}"
        town = [self._cell(row, Field.POSTCODE), self._cell(row, Field.TOWN)]
        missing = " ".join(part for part in town if part and part not in street)
        parts = (street, self._cell(row, Field.UNIT), missing)
        written[Field.ADDRESS] = ", ".join(filter(None, parts))

    def _hours(self, row: SourceRow, written: _Written) -> None:
        """The hours of several columns as one text: ``Seg,Qua 9h-12h``."""
        if written.get(Field.AVAILABILITY):
            return
        begin, end = self._cell(row, Field.FROM), self._cell(row, Field.TO)
        begin, end = ("" if is_blank(text) else text for text in (begin, end))
        hours = f"{begin}-{end}" if begin and end else ""
        if not hours and (begin or end):
            hours = f"after {begin}" if begin else f"until {end}"
        written[Field.AVAILABILITY] = f"{self._cell(row, Field.DAYS)} {hours}".strip()

    def _time(self, row: SourceRow, written: _Written) -> None:
        if time := self._cell(row, Field.APPOINTMENT_TIME):
            day = written.get(Field.APPOINTMENT, "")
            written[Field.APPOINTMENT] = f"{day} {time}".strip()

    def _pair(self, row: SourceRow, written: _Written) -> None:
        """Latitude and longitude of one cell."""
        if pair := coordinate_pair(self._cell(row, Field.COORDINATES)):
            written[Field.LATITUDE], written[Field.LONGITUDE] = pair

    def _point(self, row: SourceRow, written: _Written) -> None:
        """Latitude and longitude of y and x where they are degrees."""
        x, y = (number(self._cell(row, one)) for one in (Field.X, Field.Y))
        if x is None or y is None:
            return
        if abs(float(x)) <= 180 and abs(float(y)) <= 90:
            written[Field.LATITUDE], written[Field.LONGITUDE] = y, x
        else:
            self.points[row.number] = float(x), float(y)


_NOTES = (Field.NOTE, Field.TASK, Field.AVAILABILITY)
_NAMES = {one: one.value for one in Field}
"""Plain texts, by which a dictionary finds faster than by members."""
_STATION_COLUMNS = tuple(one.value for one in Field)[: list(Field).index(Field.FIRST_NAME)]
_WHOLES: Mapping[Field, tuple[Field, ...]] = {
    Field.NAME: (Field.SURNAME, Field.FIRST_NAME),
    Field.AVAILABILITY: (Field.DAYS, Field.FROM, Field.TO),
    Field.APPOINTMENT: (Field.APPOINTMENT_TIME,),
}
