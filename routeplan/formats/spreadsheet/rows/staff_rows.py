"""Rows of a source as rows of the officers' table, or of the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from routeplan.errors import Finding
from routeplan.formats.spreadsheet.rows.row_reader import RowReader, StationRow, UnknownValue
from routeplan.formats.spreadsheet.source_table import SourceRow
from routeplan.formats.spreadsheet.values import ASKED
from routeplan.formats.spreadsheet.words.fields import Field


@dataclass(frozen=True)
class StaffRows:
    """Everything a source says.

    Parameters
    ----------
    columns
        The station's columns that the source has.
    unknown
        What has to be asked.
    lost
        Texts that go nowhere, each with its column, and the rows in which they stand.
    refused
        What is wrong with the source.
    """

    rows: tuple[StationRow, ...]
    columns: tuple[str, ...]
    unknown: tuple[UnknownValue, ...]
    lost: Mapping[str, list[int]]
    refused: tuple[Finding, ...] = ()


@dataclass
class StaffReader:
    """Cells of the station's columns, and the texts that would be lost, by rows."""

    reader: RowReader
    lost: dict[str, list[int]] = field(default_factory=dict)

    def cell(self, row: SourceRow, one: Field, text: str | None = None) -> str:
        """What the cell of a column means, or a text in its place."""
        text = self.reader.cell(row, one) if text is None else text
        if not text or one not in ASKED:
            return text
        meaning = self.reader.meaning(one, text, row.number)
        if meaning.is_lost:
            self.lose(f"{self.reader.name_of(one)}: {text}", row.number)
        return meaning.text

    def lose(self, text: str, row: int) -> None:
        """Note a text that goes nowhere."""
        self.lost.setdefault(text, []).append(row)

    def name(self, row: SourceRow, whole: Field) -> str:
        """A name of one column, or of surname and first name."""
        name, first = self.reader.cell(row, whole), self.reader.cell(row, Field.FIRST_NAME)
        surname = self.reader.cell(row, Field.SURNAME)
        if surname and not name:
            return " ".join(filter(None, (surname, first)))
        return f"{name} {first}".strip() if first not in name else name

    def given(self, parts: Mapping[str, Sequence[Field]]) -> tuple[str, ...]:
        """The station's columns of which the source has some part."""
        return tuple(
            column
            for column, fields in parts.items()
            if any(one in self.reader.places for one in fields)
        )
