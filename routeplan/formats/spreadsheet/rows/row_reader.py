"""Cells of a source by the meaning of their columns; what nobody knows yet is gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from routeplan.formats.spreadsheet.remembered_values import Values, key_of, meaning_of
from routeplan.formats.spreadsheet.source_table import SourceRow, SourceTable
from routeplan.formats.spreadsheet.values import ASKED, Context, is_blank, read_value
from routeplan.formats.spreadsheet.words.fields import WEEK, Field
from routeplan.formats.spreadsheet.words.value_words import OFF
from routeplan.hours.people_hours import day_times, week_text


@dataclass
class UnknownValue:
    """A text that is not understood, or not for certain, with the rows it stands in.

    ``key`` is what its answer is kept under; ``is_note`` says that it stands in a column of notes.
    """

    column: Field
    text: str
    likely: str
    key: str
    rows: list[int] = field(default_factory=list)
    is_note: bool = False


class StationRow(NamedTuple):
    """A row of the station's: its number in the source, and cells by the station's columns."""

    number: int
    cells: Mapping[str, str]


class Meaning(NamedTuple):
    """What a text means, whether some of it would be lost, and where the rows to ask of are."""

    text: str
    is_lost: bool
    asked_in: list[int] | None


class RowReader:
    """Reads each distinct text once.

    Parameters
    ----------
    known
        What texts mean, as confirmed before.
    """

    def __init__(
        self,
        table: SourceTable,
        fields: Mapping[int, Field | None],
        context: Context,
        known: Values,
    ) -> None:
        self.header = table.header
        self.places: dict[Field, list[int]] = {}
        for place, one in fields.items():
            if one:
                self.places.setdefault(one, []).append(place)
        self.read: dict[Field, dict[str, Meaning]] = {one: {} for one in ASKED}
        self.unknown: dict[tuple[Field, str], UnknownValue] = {}
        self._context = context
        self._known = known
        self._days = [
            (day, [place for one in fields_of_day for place in self.places.get(one, ())])
            for day, fields_of_day in enumerate(WEEK)
        ]

    def meaning(self, one: Field, text: str, row: int) -> Meaning:
        """What a text in a row means; it is asked about where that is not certain."""
        meaning = self.read[one].get(text) or self.look_up(one, text)
        if meaning.asked_in is not None:
            meaning.asked_in.append(row)
        return meaning

    def look_up(self, one: Field, text: str) -> Meaning:
        """What a text means that was not read before."""
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
        read = self.read[one][text] = Meaning(meaning, is_lost, asked_in)
        return read

    def unknown_in_order(self) -> tuple[UnknownValue, ...]:
        """What has to be asked, in the order of the columns."""
        places = {one: at for at, one in enumerate(Field)}
        return tuple(
            sorted(self.unknown.values(), key=lambda unknown_value: places[unknown_value.column])
        )

    def cell(self, row: SourceRow, one: Field) -> str:
        """What stands in the first column of a meaning."""
        places = self.places.get(one)
        return row.cells[places[0]] if places else ""

    def name_of(self, *fields: Field) -> str:
        """What the source calls the first of some columns that it has."""
        for one in fields:
            if one in self.places:
                return self.header[self.places[one][0]]
        return fields[0].value

    def week(self, row: SourceRow) -> tuple[str, list[str]]:
        """Hours from the columns of weekdays, and what of these nobody understands."""
        days: list[tuple[tuple[int, int], ...]] = [()] * len(WEEK)
        lost: list[str] = []
        for day, places in self._days:
            if not any(row.cells[place] for place in places):
                continue
            for name, text in self._texts_of_day(row, day):
                meaning = self.meaning(Field.DAY_HOURS, text, row.number)
                if meaning.is_lost:
                    lost.append(f"{name}: {text}")
                if meaning.text and meaning.text != OFF:
                    days[day] = (*days[day], *day_times(meaning.text))
        return week_text(days), lost

    def _texts_of_day(self, row: SourceRow, day: int) -> Iterable[tuple[str, str]]:
        """Each text of a weekday with its column's name: ``9-12``, of from and to ``9:00-12:00``.

        There may be several columns: before noon and after it.
        """
        whole, begin, end = (self.places.get(one, []) for one in WEEK[day])
        for place in whole:
            if not is_blank(row.cells[place]):
                yield self.header[place], row.cells[place]
        for k in range(max(len(begin), len(end))):
            first, last = (
                "" if k >= len(places) or is_blank(row.cells[places[k]]) else row.cells[places[k]]
                for places in (begin, end)
            )
            if text := from_to(first, last):
                yield self.header[(begin[k:] or end[k:])[0]], text


def from_to(begin: str, end: str) -> str:
    """``9:00-12:00`` of two cells; of one alone what people write."""
    if begin and end and begin != end:
        return f"{begin}-{end}"
    if begin == end:
        return begin  # "closed" in both
    return f"after {begin}" if begin else f"until {end}"
