"""The station's own spreadsheet becomes its table of households.

:func:`draft_import` says what would be written and what has to be asked first; every answer makes a
new draft, and :func:`write_import` writes one as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from routeplan.errors import Finding
from routeplan.formats.spreadsheet.rows.household_rows import HouseholdRows, read_rows, without_ids
from routeplan.formats.spreadsheet.source_table import SourceTable, find_table
from routeplan.formats.spreadsheet.values import Context
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS
from routeplan.formats.station.remembered_import import with_import
from routeplan.formats.station.settings import FILE, ImportSection
from routeplan.formats.station.updated_households import (
    FromSource,
    UpdatedHouseholds,
    updated_households,
)
from routeplan.formats.tables.many_objects import many_objects
from routeplan.phrases import phrase
from routeplan.private_files import write_together
from routeplan.station.use_cases.spreadsheet_import.answers import (
    KEEP,
    REMOVE,
    Answers,
    ColumnChoice,
    Question,
    answered,
)
from routeplan.station.use_cases.spreadsheet_import.context import context_of
from routeplan.station.use_cases.spreadsheet_import.open_questions import (
    are_many,
    column_question,
    ids_question,
    missing_question,
    sheet_question,
    value_questions,
)
from routeplan.station.use_cases.spreadsheet_import.running_numbers import (
    counts_rows,
    fields_of,
    id_place,
)
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource
from routeplan.station.use_cases.spreadsheet_import.usable_rows import (
    located,
    oddities,
    refuse_doubled_ids,
    refuse_garbled,
    refuse_shortened_ids,
    refuse_without_places,
)
from routeplan.station.use_cases.undo.note_write import noted_write

EXAMPLES = 3


@dataclass(frozen=True)
class ImportDraft:
    """What an import comes to, as far as it is answered.

    Parameters
    ----------
    table, fields
        What was found in the file, and how its columns are read, by their places.
    questions
        What is still to be asked, first things first; ``files`` takes the likely answers.
    columns
        Every column of the source with its meaning.
    update
        What becomes of the station's table.
    files
        Everything that would be written: what differs from what is there.
    findings
        What is odd.
    """

    source: ImportSource
    answers: Answers
    context: Context
    table: SourceTable
    fields: Mapping[int, Field | None]
    questions: tuple[Question, ...]
    columns: tuple[ColumnChoice, ...]
    update: UpdatedHouseholds
    files: Mapping[Path, str | bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def digests(self) -> dict[Path, str]:
        """SHA-256 of what would be written, so that anybody can see that it is what is written."""
        return {
            path: sha256(content.encode() if isinstance(content, str) else content).hexdigest()
            for path, content in self.files.items()
        }


@many_objects
def draft_import(source: ImportSource, answers: Answers, *, sheet: str = "") -> ImportDraft:
    """What would be written by these answers, and by the likely ones to what is still open.

    Parameters
    ----------
    sheet
        The sheet that is meant, whatever was answered before.

    Raises
    ------
    InputError
        When the file has no table of households, or one that cannot be used.
    """
    kept = answers.remembered
    names = {each.name for each in source.sheets}
    wanted = sheet or (kept.sheet if kept.sheet in names else "")
    table = find_table(source.file, source.sheets, kept.columns, sheet=wanted)
    fields, counting = fields_of(table, kept.columns, HOUSEHOLDS)
    choices = _choices(table, fields, counting)
    mapping = column_question(kept, choices)
    if not mapping:
        refuse_without_places(table, fields)
    context, dates = context_of(source, answers, table, fields, HOUSEHOLDS)
    rows = located(read_rows(table, fields, context, kept.values), kept.crs, table)
    refuse_garbled(table)
    refuse_shortened_ids(table, rows)
    refuse_doubled_ids(table, rows)
    update, ids = _known_update(source, table, fields, rows, answers)
    questions = [
        *sheet_question(table, kept),
        *mapping,
        *dates,
        *value_questions(table, fields, rows),
        *ids,
        *missing_question(update, answers),
    ]
    return ImportDraft(
        source,
        answers,
        context,
        table,
        fields,
        tuple(questions),
        choices,
        update,
        _files(source, kept, update),
        tuple(oddities(table, rows)),
    )


def accepted(draft: ImportDraft) -> ImportDraft:
    """The draft with the likely answer to everything that is open: it was made by these.

    Raises
    ------
    InputError
        When the table says nowhere where the homes are.
    """
    answers = draft.answers
    for question in draft.questions:
        answers = answered(answers, question, "", draft.context)
    refuse_without_places(draft.table, draft.fields)
    files = _files(draft.source, answers.remembered, draft.update)
    return replace(draft, answers=answers, questions=(), files=files)


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


def _choices(
    table: SourceTable, fields: Mapping[int, Field | None], counting: frozenset[str]
) -> tuple[ColumnChoice, ...]:
    """Each named column with its meaning and three different examples."""
    choices = []
    for place, meaning in fields.items():
        distinct: dict[str, None] = {}
        for row in table.rows:
            if cell := row.cells[place]:
                distinct.setdefault(cell)
                if len(distinct) == EXAMPLES:
                    break
        name = table.header[place]
        meant = meaning.value if meaning else ""
        choices.append(ColumnChoice(name, meant, tuple(distinct), name.strip() in counting))
    return tuple(choices)


def _known_update(
    source: ImportSource,
    table: SourceTable,
    fields: Mapping[int, Field | None],
    rows: HouseholdRows,
    answers: Answers,
) -> tuple[UpdatedHouseholds, list[Question]]:
    """What becomes of the table, and whether its ids are those of other homes now.

    While that is open, households are known by name and address.
    """
    update = _update(source, table, rows, answers)
    place = id_place(fields)
    if place is None:
        return update, []
    counts = counts_rows(table, place)
    questions = ids_question(update, answers, table.header[place], counts_rows=counts)
    if questions:
        update = _update(source, table, without_ids(rows), answers)
    return update, questions


def _update(
    source: ImportSource, table: SourceTable, rows: HouseholdRows, answers: Answers
) -> UpdatedHouseholds:
    where = f"{source.file}[{table.sheet}]" if table.sheet else source.file
    cells = [FromSource(f"{where}:{row.number}", row.cells) for row in rows.rows]

    def keeps(missing: int, still_there: int) -> bool:
        return answers.missing != REMOVE and (
            answers.missing == KEEP or are_many(missing, still_there)
        )

    return updated_households(source.table, rows.columns, cells, keeps_missing=keeps)


def _files(
    source: ImportSource, kept: ImportSection, update: UpdatedHouseholds
) -> dict[Path, str | bytes]:
    files: dict[Path, str | bytes] = {}
    if update.table is not None and update.table != source.table_bytes:
        files[source.target] = update.table
    if kept != source.settings.import_:
        files[source.root / FILE] = with_import(source.settings_text, kept)
    return files
