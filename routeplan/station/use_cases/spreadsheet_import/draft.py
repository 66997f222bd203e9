"""The station's own spreadsheet becomes one of its tables.

:func:`draft_import` says what would be written and what has to be asked first; every answer makes a
new draft, and :func:`write_import` writes one as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from routeplan.errors import Finding
from routeplan.formats.spreadsheet.header_rows import header_key
from routeplan.formats.spreadsheet.kinds import kinds_of
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.words.vocabulary import Kind
from routeplan.formats.tables.paused_collector import many_objects
from routeplan.phrases import joined, phrase
from routeplan.private_files import write_together
from routeplan.station.use_cases.spreadsheet_import.answers import Answers, answered
from routeplan.station.use_cases.spreadsheet_import.household_draft import draft_households
from routeplan.station.use_cases.spreadsheet_import.import_draft import ImportDraft, files_of
from routeplan.station.use_cases.spreadsheet_import.rosters import as_kind, rosters_in
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource
from routeplan.station.use_cases.spreadsheet_import.staff_draft import draft_staff
from routeplan.station.use_cases.spreadsheet_import.usable_rows import (
    refuse_without_places,
    rows_named,
)
from routeplan.station.use_cases.undo.note_write import noted_write


@many_objects
def draft_import(
    source: ImportSource, answers: Answers, *, sheet: str = "", kind: Kind | None = None
) -> ImportDraft:
    """What would be written by these answers, and by the likely ones to what is still open.

    Parameters
    ----------
    sheet
        The sheet that is meant, whatever was answered before.
    kind
        What the rows are; None for what they look like.

    Raises
    ------
    InputError
        When the file has no such table, or one that cannot be used.
    """
    source = source.read_as(answers.remembered.encoding)
    visible = [source_sheet for source_sheet in source.sheets if not source_sheet.is_hidden]
    named = [
        source_sheet
        for source_sheet in source.sheets
        if header_key(source_sheet.name) == header_key(sheet)
    ]
    remembered = {table_kind: answers.of(table_kind).columns for table_kind in Kind}
    kinds = kinds_of(source.file, named if sheet else visible, remembered)
    drawn = rosters_in(replace(source, sheets=tuple(named if sheet else visible)), kinds)
    kinds |= dict.fromkeys(drawn, Kind.CALENDAR)
    if kind is None:
        kind = _likely_kind(set(kinds.values()))
        if kind is Kind.CALENDAR and drawn and not source.officers.rows:
            kind = Kind.OFFICERS
    if kind is Kind.OFFICERS and kind not in kinds.values():
        kinds |= dict.fromkeys(drawn, kind)
    rosters = as_kind({name: roster for name, roster in drawn.items() if kinds[name] is kind},
                      kind, answers, source)  # fmt: skip
    whole, source = source, rosters.instead(source)
    if not sheet:
        source = replace(source, sheets=_of_kind(source, kinds, kind))
    names = {source_sheet.name for source_sheet in source.sheets}
    wanted = sheet or (kept if (kept := answers.of(kind).sheet) in names else "")
    if kind is Kind.HOUSEHOLDS:
        draft = draft_households(source, answers, wanted)
    else:
        draft = draft_staff(source, answers, kind, wanted, rosters)
    beside = [*_guessed(draft), *_hidden(draft.table), *_hidden_rows(draft.table, whole.sheets)]
    if not sheet:
        beside += [*_others(source.file, kinds, kind), *_alike(draft.table)]
    draft = replace(draft, source=whole, findings=(*draft.findings, *beside))
    return draft if draft.questions else draft.answered()


def _likely_kind(present: set[Kind]) -> Kind:
    """The kind that is taken where a file has several, or none."""
    if Kind.HOUSEHOLDS in present or not present:
        return Kind.HOUSEHOLDS
    return Kind.OFFICERS if Kind.OFFICERS in present else Kind.CALENDAR


def _of_kind(source: ImportSource, kinds: dict[str, Kind], kind: Kind) -> tuple[Sheet, ...]:
    """The sheets without those of other kinds, unless no other is there."""
    of_kind = tuple(sheet for sheet in source.sheets if kinds.get(sheet.name, kind) is kind)
    return of_kind or source.sheets


def _others(file: str, kinds: dict[str, Kind], kind: Kind) -> list[Finding]:
    """Sheets of the file that are tables of another kind."""
    looks = {
        Kind.HOUSEHOLDS: phrase("the sheet looks like a table of households"),
        Kind.OFFICERS: phrase("the sheet looks like a table of officers"),
        Kind.CALENDAR: phrase("the sheet looks like a table of days off"),
    }
    return [
        Finding(
            "import-other-kind",
            phrase("{looks_like}; this import does not take it", looks_like=looks[other]),
            phrase("import the file once more with --as {kind}", kind=other.value),
            file,
            name,
            severity="warning",
        )
        for name, other in kinds.items()
        if other is not kind
    ]


def _guessed(draft: ImportDraft) -> list[Finding]:
    """That columns were told by what stands in them, until a person has confirmed it."""
    table = draft.table
    if not table.guessed or all(question.kind != "columns" for question in draft.questions):
        return []
    message = phrase(
        "the names of these columns are not known here: {names}",
        names=joined(", ", [*table.guessed]),
    )
    if not table.header_rows:
        message = phrase("no header: the first row is a row of the table already")
    fix = phrase("check the meaning of each column, which was guessed from its values")
    return [Finding("import-no-header", message, fix, table.file, table.sheet, severity="warning")]


def _hidden(table: SourceTable) -> list[Finding]:
    """Sheets that may have been forgotten."""
    message = phrase("the sheet is hidden and is not read")
    fix = phrase("show it, or name it with --sheet, if it is the right one")
    return [
        Finding("import-sheet-hidden", message, fix, table.file, name, severity="warning")
        for name in table.hidden
    ]


def _hidden_rows(table: SourceTable, sheets: Sequence[Sheet]) -> list[Finding]:
    """Rows that nobody sees who opens the file, though they are taken over."""
    hidden = {row for sheet in sheets if sheet.name == table.sheet for row in sheet.hidden_rows}
    numbers = [number for row in table.rows if (number := row.number) in hidden]
    if not numbers:
        return []
    rows = tuple(dict.fromkeys(numbers))
    message = phrase(
        "hidden or filtered out in the file, but taken over: {rows}", rows=rows_named(rows)
    )
    fix = phrase("delete these rows from the file where they are not meant")
    return [Finding("rows-hidden", message, fix, table.file, table.sheet, severity="warning")]


def _alike(table: SourceTable) -> list[Finding]:
    """Sheets with much the same columns, which are not taken."""
    return [
        Finding(
            "sheet-not-read",
            phrase("the sheet '{sheet}' looks like that one, and is not read", sheet=name),
            phrase(
                "put its rows into the sheet '{sheet}' where they belong there", sheet=table.sheet
            ),
            table.file,
            table.sheet,
            severity="warning",
        )
        for name in table.others
    ]


def accepted(draft: ImportDraft) -> ImportDraft:
    """The draft with the likely answer to everything that is open: it was made by these.

    Where nothing is likely for a cell of officers or of their days off, nothing is remembered:
    somebody may be known next time.

    Raises
    ------
    InputError
        When the table cannot be used even so.
    """
    answers = draft.answers
    is_of_households = draft.kind is Kind.HOUSEHOLDS
    for question in draft.questions:
        if is_of_households or question.likely or question.kind != "value":
            answers = answered(answers, question, "", draft.context)
    if is_of_households:
        refuse_without_places(draft.table, draft.fields)
    files = files_of(draft.source, answers, draft.kind, draft.update)
    return replace(draft, answers=answers, files=files).answered()


def write_import(draft: ImportDraft, *, command: str) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write the draft's files, all of them or none, and note it as one write.

    The files; and why this cannot be undone, where that is so.
    """
    update = draft.update
    gone = len(update.missing) if update.removes_missing else 0
    what = phrase(
        "an import of {file}: {new:,} new, {changed:,} changed, {gone:,} removed",
        file=draft.source.file,
        new=len(update.new),
        changed=len(update.changed),
        gone=gone,
    )
    with noted_write(draft.source.root, what, command=command, files=[*draft.files]) as noting:
        write_together(draft.files)
    return list(draft.files), noting.findings
