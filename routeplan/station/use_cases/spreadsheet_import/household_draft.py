"""A list of households becomes the station's table of households."""

from __future__ import annotations

from collections.abc import Mapping

from routeplan.formats.spreadsheet.rows.household_rows import HouseholdRows, read_rows, without_ids
from routeplan.formats.spreadsheet.source_table import SourceTable, find_table
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS, Kind
from routeplan.formats.station.imports.table_content import FromSource
from routeplan.formats.station.imports.updated_households import (
    UpdatedHouseholds,
    updated_households,
)
from routeplan.model.places import Coordinate
from routeplan.station.use_cases.spreadsheet_import.answers import (
    KEEP,
    REMOVE,
    Answers,
    Question,
)
from routeplan.station.use_cases.spreadsheet_import.context import context_of
from routeplan.station.use_cases.spreadsheet_import.homes_in_degrees import located
from routeplan.station.use_cases.spreadsheet_import.import_draft import (
    ImportDraft,
    choices_of,
    files_of,
)
from routeplan.station.use_cases.spreadsheet_import.open_questions import (
    are_many,
    column_question,
    encoding_question,
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
    oddities,
    refuse_cut_numbers,
    refuse_doubled_ids,
    refuse_garbled,
    refuse_shortened_ids,
    refuse_side_by_side,
    refuse_without_places,
)


def draft_households(source: ImportSource, answers: Answers, sheet: str) -> ImportDraft:
    """What becomes of the table of households, from one sheet or (empty) the likeliest.

    Raises
    ------
    InputError
        When the file has no table of households, or one that cannot be used.
    """
    kept = answers.of(Kind.HOUSEHOLDS)
    source.target(Kind.HOUSEHOLDS)
    table = find_table(source.file, source.sheets, kept.columns, HOUSEHOLDS, sheet=sheet)
    refuse_side_by_side(table, HOUSEHOLDS)
    fields, counting = fields_of(table, {**table.guessed, **kept.columns}, HOUSEHOLDS)
    refuse_cut_numbers(table, fields)
    choices = choices_of(table, fields, counting)
    mapping = column_question(kept, choices, Kind.HOUSEHOLDS)
    if not mapping:
        refuse_without_places(table, fields)
    context, dates = context_of(source, answers, table, fields, HOUSEHOLDS)
    read = read_rows(table, fields, context, kept.values)
    station = source.settings.station
    here = Coordinate(station.latitude, station.longitude)
    rows, places = located(read, answers, table, here)
    _refuse_unusable(table, rows)
    update, ids = _known_update(source, table, fields, rows, answers)
    questions = (
        *encoding_question(source, answers.remembered),
        *sheet_question(table, kept, Kind.HOUSEHOLDS),
        *mapping,
        *dates,
        *places,
        *value_questions(table, fields, rows.unknown),
        *ids,
        *missing_question(update, answers),
    )
    return ImportDraft(
        Kind.HOUSEHOLDS,
        source,
        answers,
        context,
        table,
        fields,
        questions,
        choices,
        update,
        files_of(source, answers, Kind.HOUSEHOLDS, update),
        tuple(oddities(table, rows)),
    )


def _refuse_unusable(table: SourceTable, rows: HouseholdRows) -> None:
    refuse_garbled(table)
    refuse_shortened_ids(table, rows)
    refuse_doubled_ids(table, rows)


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
    where = source.name_of(table.sheet)
    cells = [FromSource(f"{where}:{row.number}", row.cells) for row in rows.rows]

    def keeps(missing: int, still_there: int) -> bool:
        return answers.missing != REMOVE and (
            answers.missing == KEEP or are_many(missing, still_there)
        )

    return updated_households(
        source.tables[Kind.HOUSEHOLDS].table, rows.columns, cells, keeps_missing=keeps
    )
