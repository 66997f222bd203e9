"""What an import has to ask, first things first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routeplan.formats.spreadsheet.rows.row_reader import UnknownValue
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import DAYS, Kind
from routeplan.formats.station.imports.import_settings import ImportedTable, ImportSection
from routeplan.formats.station.imports.updated_households import UpdatedHouseholds
from routeplan.phrases import joined, phrase
from routeplan.station.use_cases.spreadsheet_import.answers import (
    KEEP,
    OTHER_HOMES,
    Answers,
    ColumnChoice,
    Question,
)
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource

MOST_READINGS = 5
MANY_MISSING = 3
MANY_REPLACED, SHARE_REPLACED = 3, 3
"""Ids that are other homes' from which on it is asked: so many, and one in so many."""


def encoding_question(source: ImportSource, kept: ImportSection) -> list[Question]:
    """How the letters are to be read, where there are too few of them to tell."""
    codecs = tuple(reading.codec for reading in source.letters)
    if not codecs or kept.encoding in codecs:
        return []
    named = [
        phrase("'{word}' ({codec})", word=reading.example, codec=reading.codec)
        for reading in source.letters[:MOST_READINGS]
    ]
    text = phrase("Which of these is a word of the file: {words}?", words=joined(", ", named))
    return [Question("encoding", "encoding", text, codecs[0], choices=codecs)]


def sheet_question(table: SourceTable, kept: ImportedTable, kind: Kind) -> list[Question]:
    """Which of several sheets that look alike is meant."""
    if not table.others or kept.sheet:
        return []
    names = joined(", ", [table.sheet, *table.others])
    text = {
        Kind.HOUSEHOLDS: phrase("Which sheet has the households: {names}?", names=names),
        Kind.OFFICERS: phrase("Which sheet has the officers: {names}?", names=names),
        Kind.CALENDAR: phrase("Which sheet has the days off: {names}?", names=names),
    }[kind]
    return [Question("sheet", "sheet", text, table.sheet)]


def column_question(
    kept: ImportedTable, choices: tuple[ColumnChoice, ...], kind: Kind
) -> list[Question]:
    """The whole mapping at once, unless every column that has anything in it was confirmed."""
    if all(choice.name in kept.columns for choice in choices if choice.examples):
        return []
    text = {
        Kind.HOUSEHOLDS: phrase("Are these columns right?"),
        Kind.OFFICERS: phrase("This is read as a table of officers. Are these columns right?"),
        Kind.CALENDAR: phrase("This is read as a table of days off. Are these columns right?"),
    }[kind]
    return [Question("columns", "columns", text, "", columns=choices)]


def value_questions(
    table: SourceTable, fields: Mapping[int, Field | None], unknown: Sequence[UnknownValue]
) -> list[Question]:
    """Every text, once, that is not understood for certain."""
    headers: dict[Field, str] = {}
    for place, one in fields.items():
        if one:
            headers.setdefault(Field.DAY_HOURS if one in DAYS else one, table.header[place])
    return [
        Question(
            f"{unknown_value.column.value}:{unknown_value.text}",
            "value",
            phrase("Does {value} mean that nobody may call there?", value=unknown_value.text)
            if unknown_value.is_note
            else phrase("What does {value} mean?", value=unknown_value.text),
            unknown_value.likely,
            column=headers.get(unknown_value.column, unknown_value.column.value),
            written=unknown_value.text,
            rows=tuple(dict.fromkeys(unknown_value.rows)),
            kept_as=unknown_value.key,
        )
        for unknown_value in unknown
    ]


def are_many(missing: int, still_there: int) -> bool:
    """Whether so many households are gone that the file may have only a part of them."""
    return missing > MANY_MISSING and missing > still_there


def missing_question(update: UpdatedHouseholds, answers: Answers) -> list[Question]:
    """Whether very many households are gone, or the file has only a part of them."""
    count = len(update.missing)
    if answers.missing or not are_many(count, update.unchanged + len(update.changed)):
        return []
    text = phrase(
        "{count:,} households of the last import are not in this file. Keep or remove them?",
        count=count,
    )
    return [Question("missing", "missing", text, KEEP)]


def missing_officers_question(missing: Sequence[str], answers: Answers) -> list[Question]:
    """Whether officers whom an import had brought, and the file has no more, have left."""
    if answers.missing or not missing:
        return []
    text = phrase(
        "These officers of the last import are not in this file: {names}. Keep or remove them?",
        names=joined(", ", missing),
    )
    return [Question("missing", "missing", text, KEEP)]


def ids_question(
    update: UpdatedHouseholds, answers: Answers, column: str, *, counts_rows: bool
) -> list[Question]:
    """Whether ids are those of other homes now, where many have another name and address.

    Parameters
    ----------
    column
        What the source calls the column of ids.
    counts_rows
        Whether its numbers are 1, 2, 3 down the sheet: then one that was another's is enough.
    """
    count = len(update.replaced)
    is_many = count >= MANY_REPLACED and count * SHARE_REPLACED >= update.known
    if answers.ids or not (is_many or (counts_rows and update.elsewhere)):
        return []
    examples = (*update.elsewhere, *(one for one in update.replaced if one not in update.elsewhere))
    text = phrase(
        "Both the name and the address of {count:,} known ids in {column} have changed, such as "
        "{examples}. Do these ids now belong to other homes? Then households are known by name "
        "and address, and the program gives the ids.",
        count=count,
        column=column,
        examples=joined(", ", examples[:3]),
    )
    return [Question("ids", "ids", text, OTHER_HOMES, column=column)]
