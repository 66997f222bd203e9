"""A source's rows as rows of the officers' table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from routeplan.formats.spreadsheet.remembered_values import Values
from routeplan.formats.spreadsheet.rows.row_reader import RowReader, StationRow, from_to
from routeplan.formats.spreadsheet.rows.staff_rows import StaffReader, StaffRows
from routeplan.formats.spreadsheet.source_table import SourceRow, SourceTable
from routeplan.formats.spreadsheet.values import Context, is_blank
from routeplan.formats.spreadsheet.words.fields import WEEK, Field
from routeplan.hours.people_hours import times_text, week_spans, week_text

_PARTS: Mapping[str, tuple[Field, ...]] = {
    "id": (Field.ID,),
    "name": (Field.NAME, Field.SURNAME, Field.FIRST_NAME),
    "mode": (Field.MODE,),
    "hours": (Field.HOURS, Field.DAYS, Field.FROM, Field.TO, *(one for day in WEEK for one in day)),
    "break_minutes": (_BREAKS := (Field.BREAK, Field.BREAK_MINUTES, Field.BREAK_WINDOW,
                                  Field.BREAK_FROM, Field.BREAK_TO)),
    "break_window": _BREAKS,
    "skills": (Field.SKILLS,),
    "max_visits": (Field.MAX_VISITS,),
    "max_busy_minutes": (Field.MAX_BUSY_MINUTES,),
    "share": (Field.SHARE,),
    "telephone": (Field.TELEPHONE,),
}  # fmt: skip
"""By the station's columns: what of a source becomes one."""
_AS_THEY_ARE = ("id", "mode", "max_visits", "max_busy_minutes", "share", "telephone")
HOURS_APART = 120
"""Minutes from the begin of a shift to a break, and from there to the end, where none are given."""
LONGEST_GAP = 120
"""Minutes between two stretches of a day that are a break, and no free afternoon."""


def read_officer_rows(
    table: SourceTable, fields: Mapping[int, Field | None], context: Context, known: Values
) -> StaffRows:
    """Every officer by the meaning of the columns.

    Parameters
    ----------
    known
        What texts mean, as confirmed before.
    """
    reader = StaffReader(RowReader(table, fields, context, known))
    rows = tuple(StationRow(row.number, _officer(reader, row)) for row in table.rows)
    columns = reader.given(_PARTS)
    if any(row.cells["break_window"] for row in rows):
        columns = tuple(dict.fromkeys((*columns, *("break_minutes", "break_window"))))
    unknown = reader.reader.unknown_in_order()
    return StaffRows(rows, columns, unknown, reader.lost)


def _officer(reader: StaffReader, row: SourceRow) -> dict[str, str]:
    cells = {column: reader.cell(row, Field(column)) for column in _AS_THEY_ARE}
    cells["name"] = reader.name(row, Field.NAME)
    cells["skills"] = _skills(reader.reader.cell(row, Field.SKILLS))
    cells["hours"] = _hours(reader, row)
    length, _, window = reader.cell(row, Field.BREAK, _break(reader, row)).partition(" ")
    if length and not window:
        length, window = _break_of_any_time(length, cells["hours"])
    elif not length:
        cells["hours"], length, window = _gap_as_break(cells["hours"])
    return cells | {"break_minutes": length, "break_window": window}


def _hours(reader: StaffReader, row: SourceRow) -> str:
    """The hours of one column, of those of the weekdays, or of days, from and to."""
    hours, lost = reader.reader.week(row)
    for text in lost:
        reader.lose(text, row.number)
    if hours:
        return hours
    text = reader.reader.cell(row, Field.HOURS)
    if is_blank(text):
        begin, end = (reader.reader.cell(row, one) for one in (Field.FROM, Field.TO))
        begin, end = ("" if is_blank(time) else time for time in (begin, end))
        text = f"{reader.reader.cell(row, Field.DAYS)} {from_to(begin, end)}".strip()
    return reader.cell(row, Field.HOURS, text)


def _skills(text: str) -> str:
    """Words with space between; one of several words becomes one: ``sign-language``."""
    listed = [] if is_blank(text) else re.split(r"\s*[,;|/，；、]\s*", text)
    return " ".join("-".join(skill.split()) for skill in listed if skill)


def _break(reader: StaffReader, row: SourceRow) -> str:
    """The length of the break and when it may be, as one text."""
    length, window, begin, end = (
        "" if is_blank(text := reader.reader.cell(row, one)) else text
        for one in (Field.BREAK_MINUTES, Field.BREAK_WINDOW, Field.BREAK_FROM, Field.BREAK_TO)
    )
    length = f"{length} min" if length.isdecimal() else length
    parts = (reader.reader.cell(row, Field.BREAK), length, window, from_to(begin, end))
    return " ".join(filter(None, parts))


def _break_of_any_time(length: str, hours: str) -> tuple[str, str]:
    """A break that may be at any time of a shift, but for its first and last hours."""
    spans = [span for day in week_spans(hours) for span in day] if hours else []
    if not spans:
        return "", ""
    begin, end = min(begin for begin, _ in spans), max(end for _, end in spans)
    apart = HOURS_APART if end - begin > 2 * HOURS_APART + float(length) else 0
    first, last = (
        f"{minute // 60:02d}:{minute % 60:02d}" for minute in (begin + apart, end - apart)
    )
    return length, f"{first}-{last}"


def _gap_as_break(hours: str) -> tuple[str, str, str]:
    """Hours such as ``08:00-12:00,13:00-17:00`` as one shift with a break; else as they are."""
    days = week_spans(hours) if hours else ()
    gaps = {(first[1], second[0]) for first, second in (day for day in days if len(day) == 2)}
    if len(gaps) != 1 or any(len(day) > 2 for day in days):
        return hours, "", ""
    ((begin, end),) = gaps
    if end - begin > LONGEST_GAP:
        return hours, "", ""
    whole = week_text([((day[0][0], day[-1][1]),) if day else () for day in days])
    return whole, str(end - begin), times_text(((begin, end),))
