"""A list of officers becomes the officers' table, one of absences the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from routeplan.errors import Finding
from routeplan.formats.spreadsheet.remembered_values import Values
from routeplan.formats.spreadsheet.rows.calendar_rows import read_calendar_rows
from routeplan.formats.spreadsheet.rows.officer_rows import read_officer_rows
from routeplan.formats.spreadsheet.rows.staff_rows import StaffRows
from routeplan.formats.spreadsheet.source_table import SourceTable, find_table
from routeplan.formats.spreadsheet.values import Context
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import VOCABULARIES, Kind
from routeplan.formats.station.imports.table_content import FromSource
from routeplan.formats.station.imports.updated_staff import (
    UpdatedStaff,
    updated_calendar,
    updated_officers,
)
from routeplan.formats.station.officers import (
    CALENDAR_COLUMNS,
    OFFICER_COLUMNS,
    read_calendar,
    read_officers,
)
from routeplan.formats.tables.rows import Row, Table
from routeplan.phrases import phrase
from routeplan.station.use_cases.spreadsheet_import.answers import REMOVE, Answers
from routeplan.station.use_cases.spreadsheet_import.context import context_of
from routeplan.station.use_cases.spreadsheet_import.import_draft import (
    ImportDraft,
    choices_of,
    files_of,
)
from routeplan.station.use_cases.spreadsheet_import.open_questions import (
    column_question,
    encoding_question,
    missing_officers_question,
    sheet_question,
    value_questions,
)
from routeplan.station.use_cases.spreadsheet_import.rosters import Rosters
from routeplan.station.use_cases.spreadsheet_import.running_numbers import fields_of
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource
from routeplan.station.use_cases.spreadsheet_import.usable_rows import (
    refuse_garbled,
    refuse_side_by_side,
    rows_named,
    warning,
)

_PEOPLE = (Field.OFFICER, Field.SURNAME, Field.PARTNER)
"""Columns of a calendar that name officers."""
SHOWN = 80
"""Characters of a text that is named."""


def draft_staff(
    source: ImportSource, answers: Answers, kind: Kind, sheet: str, rosters: Rosters
) -> ImportDraft:
    """What becomes of the table of officers, or of the calendar.

    Parameters
    ----------
    sheet
        The one that is meant; empty for the likeliest.
    rosters
        What is known of the file's duty rosters, which are tables of that kind by now.

    Raises
    ------
    InputError
        When the file has no such table, or one that cannot be used.
    """
    kept, vocabulary = answers.of(kind), VOCABULARIES[kind]
    source.target(kind)
    table = find_table(source.file, source.sheets, kept.columns, vocabulary, sheet=sheet)
    refuse_side_by_side(table, vocabulary)
    is_roster = table.sheet in rosters.sheets
    if is_roster:
        kept = kept.model_copy(update={"columns": {**rosters.columns, **kept.columns}})
    fields, counting = fields_of(table, {**table.guessed, **kept.columns}, vocabulary)
    choices = choices_of(table, fields, counting)
    context, dates = context_of(source, answers, table, fields, vocabulary)
    context = replace(context, duties=rosters.duties) if is_roster else context
    refuse_garbled(table)
    rows = _rows(source, kind, table, fields, context, kept.values)
    update = _update(source, answers, kind, table, rows)
    missing = update.missing if kind is Kind.OFFICERS else ()
    questions = (
        *encoding_question(source, answers.remembered),
        *sheet_question(table, kept, kind),
        *(rosters.questions if is_roster else ()),
        *column_question(kept, choices, kind),
        *dates,
        *value_questions(table, fields, rows.unknown),
        *missing_officers_question(missing, answers),
    )
    return ImportDraft(
        kind,
        source,
        answers,
        context,
        table,
        fields,
        questions,
        choices,
        update,
        files_of(source, answers, kind, update),
        (
            *_oddities(table, fields, rows, update),
            *_rotating(rosters.rotating.get(table.sheet, ()), table),
        ),
        tuple(_lost(table, rows)),
        (*rows.refused, *_faults(source, kind, table, rows, update)),
    )


def _rows(
    source: ImportSource,
    kind: Kind,
    table: SourceTable,
    fields: Mapping[int, Field | None],
    context: Context,
    known: Values,
) -> StaffRows:
    """Every row by the meaning of its columns.

    Days of officers before the station has any are refused, and nothing is asked of them: no name
    could be answered for.
    """
    if kind is Kind.OFFICERS:
        return read_officer_rows(table, fields, context, known)
    rows = read_calendar_rows(table, fields, context, known)
    if source.officers.rows:
        return rows
    if not any(one in _PEOPLE and table.column(place) for place, one in fields.items()):
        return rows
    message = phrase("the station has no officers yet, so their days cannot be entered")
    if context.duties is not None:
        fix = phrase(
            "import the file with --as officers first, which enters them, then with --as calendar"
        )
    else:
        path = source.tables[Kind.OFFICERS].path.name
        fix = phrase("enter the officers in {file}, or import a list of them, first", file=path)
    finding = Finding("import-no-officers", message, fix, table.file, table.sheet)
    return replace(rows, unknown=(), lost={}, refused=(finding, *rows.refused))


def _update(
    source: ImportSource, answers: Answers, kind: Kind, table: SourceTable, rows: StaffRows
) -> UpdatedStaff:
    where = source.name_of(table.sheet)
    cells = [FromSource(f"{where}:{row.number}", row.cells) for row in rows.rows]
    table_now = source.tables[kind].table
    if kind is Kind.CALENDAR:
        return updated_calendar(table_now, rows.columns, cells)
    keeps = answers.missing != REMOVE
    return updated_officers(table_now, rows.columns, cells, keeps_missing=keeps)


def _faults(
    source: ImportSource, kind: Kind, table: SourceTable, rows: StaffRows, update: UpdatedStaff
) -> list[Finding]:
    """What the station could not plan with, by the rows of the source."""
    columns = OFFICER_COLUMNS if kind is Kind.OFFICERS else CALENDAR_COLUMNS
    numbered = tuple(
        Row(row.number, dict(cells)) for row, cells in zip(rows.rows, update.rows, strict=True)
    )
    made = Table(source.file, table.sheet, columns, numbered)
    if kind is Kind.OFFICERS:
        findings = read_officers(made)[1]
    else:
        officers = frozenset(row["id"] for row in source.officers.rows)
        findings = read_calendar(made, officers)[1]
    return [finding for finding in findings if finding.severity == "error"]


def _lost(table: SourceTable, rows: StaffRows) -> Iterator[Finding]:
    """Texts that nobody understands, and for which the station's table has no room."""
    for text, where in rows.lost.items():
        message = phrase(
            "'{text}' is not taken over: {rows}",
            text=text[:SHOWN],
            rows=rows_named([*dict.fromkeys(where)]),
        )
        fix = phrase("write it in other words, or answer what it means")
        yield warning("import-text-lost", message, fix, table)


def _oddities(
    table: SourceTable,
    fields: Mapping[int, Field | None],
    rows: StaffRows,
    update: UpdatedStaff,
) -> list[Finding]:
    """What somebody may miss, or did not mean."""
    findings = []
    if update.on_foot:
        message = phrase(
            "no column says how officers get around, so new ones go on foot: {officers}",
            officers=", ".join(update.on_foot),
        )
        fix = phrase("write bike or car into the column 'mode' of the officers' table, if need be")
        findings.append(warning("import-on-foot", message, fix, table))
    if everybody := _everybodys(fields, rows):
        message = phrase(
            "no officer is named, so everybody is off or works: {rows}", rows=rows_named(everybody)
        )
        findings.append(warning("import-everybody", message, phrase("name the officer"), table))
    return findings


def _rotating(officers: Sequence[str], table: SourceTable) -> Iterator[Finding]:
    """Whose weekly hours say too much: the roster alone knows on which days they work."""
    if officers:
        message = phrase(
            "the days of these officers change from week to week, so their usual hours are those "
            "of any day on which they work: {officers}",
            officers=", ".join(officers),
        )
        fix = phrase("import the roster once more with --as calendar, and so every month")
        yield warning("import-rotation", message, fix, table)


def _everybodys(fields: Mapping[int, Field | None], rows: StaffRows) -> Sequence[int]:
    """Rows of the calendar that name nobody, though others may."""
    if not {Field.OFFICER, Field.SURNAME} & {*fields.values()}:
        return ()
    without = (row.number for row in rows.rows if row.cells.get("officer", "-") == "")
    return tuple(dict.fromkeys(without))
