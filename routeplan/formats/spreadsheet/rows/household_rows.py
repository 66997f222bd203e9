"""A source's rows as rows of the station's households, and the values nobody knows yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter

from routeplan.formats.spreadsheet.numbers import coordinate, coordinate_pair, number
from routeplan.formats.spreadsheet.remembered_values import Values
from routeplan.formats.spreadsheet.rows.house_of_parts import (
    is_spreadsheets_date,
    with_buildings,
    with_suffix,
)
from routeplan.formats.spreadsheet.rows.no_visits_wanted import may_refuse_visits
from routeplan.formats.spreadsheet.rows.postcodes import postcodes_of
from routeplan.formats.spreadsheet.rows.row_reader import (
    RowReader,
    StationRow,
    UnknownValue,
    from_to,
)
from routeplan.formats.spreadsheet.source_table import SourceRow, SourceTable
from routeplan.formats.spreadsheet.values import Context, is_blank
from routeplan.formats.spreadsheet.words.fields import WEEK, Field
from routeplan.formats.spreadsheet.words.length_units import length_unit
from routeplan.formats.tables.rows import ERRORS_OF_FORMULAS

_Written = dict[Field, str]
_FORMULA = re.compile(r"=(?=.*(?:\b[A-Z]{1,3}\$?\d|[A-Z.]{2,}\())")
"""One that no program has computed: it names a cell or a function."""
_LIKE_A_PLACE = re.compile(
    r"[(\[]?[+-]?\d{1,2}[.,]\d{3,}\s*°?[\sNS,;]|[NS]?\s*\d{1,2}\s*°|geo:|point|srid|https?:",
    re.IGNORECASE,
)
"""How a latitude, or a link to a map, begins."""
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:[.,]0*)?")
_WORD = re.compile(r"\w+")
_THOUSAND = re.compile(r"^(\d{1,2})\.(\d{3})$")
"""Of the number of a house, as a spreadsheet shows it."""
METRES = 4
"""Digits before the point from which on a number is no degrees."""
_METRES_OF_A_GRID = r"([+-]?\d{4,8}(?:[.,]\d+)?)"
_PAIR_OF_METRES = re.compile(
    rf"(?:(?:utm\s*)?\d{{1,2}}\s?[c-x]?\s+)?{_METRES_OF_A_GRID}(?:\s*[;/|,]\s+|\s*[;/|]\s*|\s+){_METRES_OF_A_GRID}",
    re.IGNORECASE,
)
"""East and north, perhaps behind the zone of the grid: ``32U 691800 5334700``."""


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
    unplaced
        Rows with coordinates that nobody can read.
    dated
        Rows in which the number of the house has become a date.
    whole
        Rows whose place is in whole degrees, and is left out.
    shortened
        Rows whose postcode has fewer digits than the others, and stays so.
    """

    rows: tuple[StationRow, ...]
    columns: tuple[str, ...]
    unknown: tuple[UnknownValue, ...]
    points: Mapping[int, tuple[float, float]]
    failed: tuple[int, ...] = ()
    unplaced: tuple[int, ...] = ()
    dated: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    shortened: tuple[int, ...] = ()


def read_rows(
    table: SourceTable, fields: Mapping[int, Field | None], context: Context, known: Values
) -> HouseholdRows:
    """Every row by the meaning of its columns.

    Parameters
    ----------
    known
        What texts mean, as confirmed before.
    """
    reader = _HouseholdReader(table, fields, context, known)
    rows = tuple(reader.household(row) for row in table.rows)
    unknown = reader.unknown_in_order()
    return HouseholdRows(
        rows,
        reader.columns(),
        unknown,
        reader.points,
        failed=tuple(dict.fromkeys(reader.failed)),
        unplaced=tuple(dict.fromkeys(reader.unplaced)),
        dated=tuple(reader.dated),
        whole=tuple(reader.whole),
        shortened=tuple(reader.shortened),
    )


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


class _HouseholdReader(RowReader):
    """Puts together what belongs together, and keeps what would be lost."""

    def __init__(
        self,
        table: SourceTable,
        fields: Mapping[int, Field | None],
        context: Context,
        known: Values,
    ) -> None:
        super().__init__(table, fields, context, known)
        if table.is_located:
            width = len(table.header)
            self.places[Field.LATITUDE] = [width - 2]
            self.places[Field.LONGITUDE] = [width - 1]
        given = {*self.places}
        has_parts = {*_PLOTS} <= given or bool(given & _PLACED and given & {*_AROUND_THE_STREET})
        self._has_plots = Field.ADDRESS not in given and has_parts
        self.failed: list[int] = []
        self.unplaced: list[int] = []
        self.dated: list[int] = []
        self.whole: list[int] = []
        self.shortened: list[int] = []
        self.has_places = False
        self.points: dict[int, tuple[float, float]] = {}
        self._single = [
            (one, places[0])
            for one, places in self.places.items()
            if one in _STATION_COLUMNS and len(places) == 1
        ]
        self._joined = [
            (one, places)
            for one, places in self.places.items()
            if one in _STATION_COLUMNS and len(places) > 1
        ]
        self._targets = {one: (one.value, self.read.get(one)) for one in Field}
        around = [self.places.get(one, [-1])[0] for one in _AROUND_THE_STREET]
        self._around_the_street = itemgetter(*around)
        (code,) = self.places.get(Field.POSTCODE, [-1])[:1]
        self._postcodes = postcodes_of(table.column(code) if code >= 0 else (), context.country)
        (length,) = self.places.get(Field.VISIT_MINUTES, [-1])[:1]
        self._unit = length_unit(table.header[length]) if length >= 0 else ""
        self._composed = [compose for parts, compose in self._composers() if parts & {*self.places}]

    def _composers(self) -> list[tuple[set[Field], Callable[[SourceRow, _Written], None]]]:
        """What puts parts together, and the parts."""
        return [
            ({*_WHOLES[Field.NAME]}, self._name),
            ({*_AROUND_THE_STREET}, self._address),
            ({Field.ADDRESS}, self._place_as_address),
            ({*_WHOLES[Field.AVAILABILITY]}, self._hours),
            ({*_WHOLES[Field.APPOINTMENT]}, self._time),
            ({Field.VISIT_MINUTES}, self._length),
            ({Field.COORDINATES}, self._pair),
            ({Field.X}, self._point),
            ({Field.LATITUDE}, self._metres),
            ({Field.LATITUDE, Field.X, Field.COORDINATES}, self._whole_degrees),
        ]

    def columns(self) -> tuple[str, ...]:
        """The station's columns that the source has something to say for."""
        given = set(self.places)
        for whole, parts in _WHOLES.items():
            if given & set(parts):
                given.add(whole)
        if self._has_plots:
            given.add(Field.ADDRESS)
        if self.has_places or given & {Field.COORDINATES, Field.X}:
            given |= {Field.LATITUDE, Field.LONGITUDE}
        return tuple(one.value for one in _STATION_COLUMNS if one in given)

    def household(self, row: SourceRow) -> StationRow:
        """The cells by the station's columns; what would be lost goes into the note."""
        cells: dict[str, str] = {}
        leftover: list[str] = []
        texts, targets = row.cells, self._targets
        written = {one: texts[place] for one, place in self._single}
        for one, places in self._joined:
            written[one] = "; ".join(filter(None, (texts[place] for place in places)))
        for compose in self._composed:
            compose(row, written)
        for one, text in written.items():
            if not text:
                continue
            if text[0] in "#=" and (text in ERRORS_OF_FORMULAS or _FORMULA.match(text)):
                self.failed.append(row.number)
                continue
            name, read = targets[one]
            if read is None:
                cells[name] = text
                continue
            cells[name], is_lost, asked_in = read.get(text) or self.look_up(one, text)
            if asked_in is not None:
                asked_in.append(row.number)
            if is_lost:
                self.unplaced += [row.number] if one in _DEGREES else []
                leftover.append(f"{self._column_of(one)}: {text}")
        self._refusal(row, cells, written)
        if leftover:
            cells["note"] = "; ".join(filter(None, (cells.get("note", ""), *leftover)))
        return StationRow(row.number, cells)

    def _refusal(self, row: SourceRow, cells: dict[str, str], written: _Written) -> None:
        """A note that somebody wants no visits, as it was answered."""
        for one in _NOTES:
            text = written.get(one, "")
            if not text or cells.get("do_not_call") == "yes" or not may_refuse_visits(text):
                continue
            known = self.read[Field.DO_NOT_CALL].get(text)
            meaning = known or self.look_up(Field.DO_NOT_CALL, text)
            if meaning.asked_in is not None:
                meaning.asked_in.append(row.number)
                self.unknown[Field.DO_NOT_CALL, text].is_note = True
            if meaning.text == "yes":
                cells["do_not_call"] = "yes"

    def _name(self, row: SourceRow, written: _Written) -> None:
        """``Abt Jo`` of ``Name`` or ``Surname`` and ``First name``."""
        name, first = written.get(Field.NAME, ""), self.cell(row, Field.FIRST_NAME)
        if Field.SURNAME in self.places:
            parts = (self.cell(row, Field.SURNAME), first)
            written[Field.NAME] = name or " ".join(filter(None, parts))
        elif first not in name:
            written[Field.NAME] = f"{name} {first}".strip()

    def _address(self, row: SourceRow, written: _Written) -> None:
        """``Rua Chã 11, 2.º Esq., 4000-101 Porto``; what is there already is not said twice.

        In villages without streets it is a plot and the village: ``LR 720/4, Kiandutu``, or
        the village alone, of a home that has a place.
        """
        street = written.get(Field.ADDRESS, "")
        if not street and not self._has_plots and not any(self.cell(row, one) for one in _PLACED):
            return
        cells = self._around_the_street((*row.cells, ""))  # "": no such column
        door, suffix, block, structure, unit, code, town = cells
        if code in self._postcodes.doubtful:
            self.shortened.append(row.number)
        code = self._postcodes.mended.get(code, code)
        if door and is_spreadsheets_date(door):
            self.dated.append(row.number)
            self._keep(f"{self._column_of(Field.HOUSE_NUMBER)}: {door}", written)
            door = ""
        door = _THOUSAND.sub(r"\1\2", door)
        is_there = door in street and door in _WORD.findall(street)
        if door and not is_there:
            street = f"{street} {door}".strip()
        if suffix:
            street, suffix = with_suffix(street, suffix)
        if block or structure:
            street = with_buildings(street, block, structure)
        missing = " ".join([part for part in (code, town) if part and part not in street])
        written[Field.ADDRESS] = ", ".join(filter(None, (street, suffix, unit, missing)))

    def _place_as_address(self, row: SourceRow, written: _Written) -> None:
        """Latitude and longitude, or a link to a map, that stand where the address should."""
        text = self.cell(row, Field.ADDRESS)
        if not _LIKE_A_PLACE.match(text) or written.get(Field.LATITUDE):
            return
        if pair := coordinate_pair(text, self._context.o_is):
            written[Field.LATITUDE], written[Field.LONGITUDE] = pair
            written[Field.ADDRESS] = written[Field.ADDRESS].replace(text, "").strip(" ,")
            self.has_places = True

    def _column_of(self, one: Field) -> str:
        """What the source calls a column, or the first part of it."""
        return self.name_of(one, *_WHOLES.get(one, ()))

    def _hours(self, row: SourceRow, written: _Written) -> None:
        """The hours of several columns as one text: ``Seg,Qua 9h-12h``; weekdays' go first."""
        of_days, lost = self.week(row)
        text = written.get(Field.AVAILABILITY, "")
        if of_days:
            lost += [f"{self._column_of(Field.AVAILABILITY)}: {text}"] if text else []
            written[Field.AVAILABILITY] = of_days
        elif not text:
            begin, end = self.cell(row, Field.FROM), self.cell(row, Field.TO)
            begin, end = ("" if is_blank(text) else text for text in (begin, end))
            hours = from_to(begin, end)
            written[Field.AVAILABILITY] = f"{self.cell(row, Field.DAYS)} {hours}".strip()
        for left_over in lost:
            self._keep(left_over, written)

    def _time(self, row: SourceRow, written: _Written) -> None:
        if time := self.cell(row, Field.APPOINTMENT_TIME):
            day = written.get(Field.APPOINTMENT, "")
            written[Field.APPOINTMENT] = f"{day} {time}".strip()

    def _length(self, row: SourceRow, written: _Written) -> None:
        """A bare number in the unit that the column's name says."""
        text = self.cell(row, Field.VISIT_MINUTES)
        if self._unit and number(text) is not None:
            written[Field.VISIT_MINUTES] = f"{text} {self._unit}"

    def _whole_degrees(self, row: SourceRow, written: _Written) -> None:
        """A place without any part of a degree, such as 0, 0: it may be a hundred km off."""
        texts = [written.get(one, "") for one in (Field.LATITUDE, Field.LONGITUDE)]
        if all(_WHOLE.fullmatch(text) for text in texts):
            self.whole.append(row.number)
            self._keep(f"{self._column_of(Field.LATITUDE)}: {', '.join(texts)}", written)
            written[Field.LATITUDE] = written[Field.LONGITUDE] = ""

    def _pair(self, row: SourceRow, written: _Written) -> None:
        """Latitude and longitude of one cell; what is neither goes into the note."""
        text = self.cell(row, Field.COORDINATES)
        if pair := coordinate_pair(text, self._context.o_is):
            written[Field.LATITUDE], written[Field.LONGITUDE] = pair
        elif metres := _PAIR_OF_METRES.fullmatch(text):
            x, y = (float(group.replace(",", ".")) for group in metres.groups())
            self.points[row.number] = x, y
        elif not is_blank(text):
            self.unplaced.append(row.number)
            self._keep(f"{self._column_of(Field.COORDINATES)}: {text}", written)

    def _point(self, row: SourceRow, written: _Written) -> None:
        """Latitude and longitude of y and x where they are degrees."""
        texts = self.cell(row, Field.X), self.cell(row, Field.Y)
        x, y = (number(text) or coordinate(text, self._context.o_is) for text in texts)
        if x is None or y is None:
            for one, text in zip((Field.X, Field.Y), texts, strict=True):
                if not is_blank(text):
                    self.unplaced.append(row.number)
                    self._keep(f"{self._column_of(one)}: {text}", written)
        elif abs(float(x)) <= 180 and abs(float(y)) <= 180:
            written[Field.LATITUDE], written[Field.LONGITUDE] = y, x
        else:
            self.points[row.number] = float(x), float(y)

    def _metres(self, row: SourceRow, written: _Written) -> None:
        """What is called latitude and longitude, and is metres of a map grid."""
        north, east = written.get(Field.LATITUDE, ""), written.get(Field.LONGITUDE, "")
        if len(north) < METRES or not {".", ","}.isdisjoint(north[:METRES]):
            return
        x, y = number(east), number(north)
        if x and y and abs(float(x)) > 180 and abs(float(y)) > 180:
            self.points[row.number] = float(x), float(y)
            written[Field.LATITUDE] = written[Field.LONGITUDE] = ""

    @staticmethod
    def _keep(text: str, written: _Written) -> None:
        """Put a text that nobody understands into the note."""
        written[Field.NOTE] = "; ".join(filter(None, (written.get(Field.NOTE, ""), text)))


_DEGREES = (Field.LATITUDE, Field.LONGITUDE)
_NOTES = (Field.NOTE, Field.TASK, Field.AVAILABILITY)
_PLOTS = (Field.HOUSE_NUMBER, Field.TOWN)
_PLACED = frozenset({Field.LATITUDE, Field.COORDINATES, Field.X})
_AROUND_THE_STREET = (
    *(Field.HOUSE_NUMBER, Field.HOUSE_SUFFIX, Field.HOUSE_BLOCK, Field.HOUSE_STRUCTURE),
    *(Field.UNIT, Field.POSTCODE, Field.TOWN),
)
_STATION_COLUMNS = tuple(Field)[: list(Field).index(Field.FIRST_NAME)]
_WHOLES: Mapping[Field, tuple[Field, ...]] = {
    Field.NAME: (Field.SURNAME, Field.FIRST_NAME),
    Field.AVAILABILITY: (Field.DAYS, Field.FROM, Field.TO, *(one for day in WEEK for one in day)),
    Field.APPOINTMENT: (Field.APPOINTMENT_TIME,),
}
