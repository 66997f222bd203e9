"""What an import comes to, as far as it is answered: of households, of officers, of days off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.values import Context
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import Kind
from routeplan.formats.station.imports.remembered_import import with_import
from routeplan.formats.station.imports.updated_table import UpdatedTable
from routeplan.formats.station.settings import FILE
from routeplan.station.use_cases.spreadsheet_import.answers import (
    Answers,
    ColumnChoice,
    Question,
    to_remember,
)
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource

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
    lost
        What nobody understands and the station's table has no room for, once all is answered.
    refused
        Why it cannot be written, once all is answered.
    """

    kind: Kind

    source: ImportSource
    answers: Answers
    context: Context
    table: SourceTable
    fields: Mapping[int, Field | None]
    questions: tuple[Question, ...]
    columns: tuple[ColumnChoice, ...]
    update: UpdatedTable
    files: Mapping[Path, str | bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()

    def answered(self) -> ImportDraft:
        """The draft once nothing is to be asked any more.

        Raises
        ------
        InputError
            When it cannot be written.
        """
        if self.refused:
            raise InputError([*self.refused, *self.lost])
        return replace(self, questions=(), findings=(*self.findings, *self.lost), lost=())

    @property
    def digests(self) -> dict[Path, str]:
        """SHA-256 of what would be written, so that anybody can see that it is what is written."""
        return {
            path: sha256(content.encode() if isinstance(content, str) else content).hexdigest()
            for path, content in self.files.items()
        }


def choices_of(
    table: SourceTable, fields: Mapping[int, Field | None], counting: frozenset[str]
) -> tuple[ColumnChoice, ...]:
    """Each named column with its meaning and three different examples."""
    choices = []
    for place, meaning in fields.items():
        distinct: dict[str, None] = {}
        for row in table.rows:
            if (cell := row.cells[place]) and cell not in distinct:
                distinct[cell] = None
                if len(distinct) == EXAMPLES:
                    break
        name = table.header[place]
        meant = meaning.value if meaning else ""
        choices.append(ColumnChoice(name, meant, tuple(distinct), name.strip() in counting))
    return tuple(choices)


def files_of(
    source: ImportSource, answers: Answers, kind: Kind, update: UpdatedTable
) -> dict[Path, str | bytes]:
    """What would be written: the table and the settings, as far as they change."""
    files: dict[Path, str | bytes] = {}
    target = source.tables[kind]
    if update.table is not None and update.table != target.content:
        files[target.path] = update.table
    remembered = to_remember(answers.remembered)
    if remembered != source.settings.import_:
        files[source.root / FILE] = with_import(source.settings_text, remembered)
    return files
