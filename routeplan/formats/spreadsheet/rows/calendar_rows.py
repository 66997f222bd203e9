"""A source's rows as rows of the calendar: each day of an absence is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from routeplan.errors import Finding
from routeplan.formats.spreadsheet.remembered_values import Values
from routeplan.formats.spreadsheet.rosters.as_tables import BLANK
from routeplan.formats.spreadsheet.rows.row_reader import RowReader, StationRow
from routeplan.formats.spreadsheet.rows.staff_rows import StaffReader, StaffRows
from routeplan.formats.spreadsheet.source_table import SourceRow, SourceTable
from routeplan.formats.spreadsheet.values import Context
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.value_words import PLAIN_DAYS, word_key
from routeplan.phrases import phrase

MOST_DAYS = 366
"""Of one absence."""
_PARTS: Mapping[str, tuple[Field, ...]] = {
    "officer": (Field.OFFICER, Field.SURNAME),
    "hours": (Field.DAY_HOURS,),
    "partner": (Field.PARTNER,),
    "note": (Field.NOTE, Field.DAY),
}
OFF, WORK = "off", "work"


def read_calendar_rows(
    table: SourceTable, fields: Mapping[int, Field | None], context: Context, known: Values
) -> StaffRows:
    """Every day by the meaning of the columns.

    Parameters
    ----------
    known
        What texts mean, as confirmed before.
    """
    reader = _CalendarReader(
        table, RowReader(table, fields, context, known), is_roster=context.duties is not None
    )
    rows: dict[tuple[str, str, str], StationRow] = {}
    for row in table.rows:
        for day in reader.days(row):
            cells = day.cells
            rows.setdefault((cells["date"], cells["officer"], cells["day"]), day)
    unknown = reader.cells.reader.unknown_in_order()
    columns = ("date", "day", *reader.cells.given(_PARTS))
    return StaffRows(
        tuple(rows.values()), columns, unknown, reader.cells.lost, tuple(reader.refused)
    )


class _CalendarReader:
    """Reads one row after the other, and keeps what is wrong."""

    def __init__(self, table: SourceTable, reader: RowReader, *, is_roster: bool) -> None:
        self.cells = StaffReader(reader)
        self.refused: list[Finding] = []
        self._table = table
        self._is_roster = is_roster

    def days(self, row: SourceRow) -> Iterator[StationRow]:
        """Each day from the first to the last."""
        first = self.cells.cell(row, Field.DATE)
        last = self.cells.cell(row, Field.LAST_DATE) or first
        dates = self._dates(row, first, last)
        name = self.cells.name(row, Field.OFFICER)
        officer = self.cells.cell(row, Field.OFFICER, name)
        if name and not officer:  # somebody whom the station does not know
            return
        kind = self._kind(row)
        hours = self.cells.cell(row, Field.DAY_HOURS)
        if self._is_roster and not hours:  # nobody knows the code, or it says nothing
            return
        if hours == OFF:
            kind, hours = OFF, self._off_code(row)
        elif self._is_roster:
            kind = WORK
        cells = {
            "officer": officer,
            "day": kind,
            "hours": hours if kind == WORK else "",
            "partner": self.cells.cell(row, Field.PARTNER) if kind == WORK else "",
            "note": self._note(row, hours if kind == OFF else ""),
        }
        for on in dates:
            yield StationRow(row.number, {"date": on.isoformat(), **cells})

    def _dates(self, row: SourceRow, first: str, last: str) -> list[date]:
        if not first:
            if not self.cells.reader.cell(row, Field.DATE):
                self._refuse(row, "date-malformed", phrase("no date given"),
                             phrase("write it like 2026-11-24"))  # fmt: skip
            return []
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        days = (end - begin).days + 1
        if 1 <= days <= MOST_DAYS:
            return [begin + timedelta(days=k) for k in range(days)]
        message = phrase(
            "the last day, {last}, is before the first, {first}", last=end, first=begin
        )
        if days > MOST_DAYS:
            message = phrase("from {first} to {last} is more than a year", last=end, first=begin)
        self._refuse(row, "dates-reversed", message, phrase("correct one of the two dates"))
        return []

    def _refuse(self, row: SourceRow, code: str, message: str, fix: str) -> None:
        name = self.cells.reader.name_of(Field.LAST_DATE, Field.DATE)
        value = self.cells.reader.cell(row, Field.LAST_DATE)
        where = self._table.file, self._table.sheet, row.number
        self.refused.append(Finding(code, message, fix, *where, name, value))

    def _kind(self, row: SourceRow) -> str:
        """Off, unless the row says that it is a day of work."""
        return self.cells.cell(row, Field.DAY) or OFF

    def _off_code(self, row: SourceRow) -> str:
        """The code or word for a day off in a roster, unless it is plain."""
        code = self.cells.reader.cell(row, Field.DAY_HOURS) if self._is_roster else ""
        return "" if code == BLANK or word_key(code) in PLAIN_DAYS else code

    def _note(self, row: SourceRow, hours: str) -> str:
        """The reason, and what kind of absence it is, unless that is plain."""
        kind = self.cells.reader.cell(row, Field.DAY)
        parts = ("" if word_key(kind) in PLAIN_DAYS else kind, self.cells.cell(row, Field.NOTE))
        return "; ".join(filter(None, dict.fromkeys((*parts, hours))))
