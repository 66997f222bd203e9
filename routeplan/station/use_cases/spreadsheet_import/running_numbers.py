"""Numbers that count the rows of a sheet are nobody's id: sorted anew, they are other people's."""

from __future__ import annotations

from collections.abc import Mapping

from routeplan.formats.spreadsheet.columns import may_count_rows, proposed_columns
from routeplan.formats.spreadsheet.numbers import number
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import Vocabulary

_WHO = {Field.NAME, Field.SURNAME, Field.ADDRESS}
"""By one of these a household is known where it has no id."""


def fields_of(
    table: SourceTable, remembered: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[dict[int, Field | None], frozenset[str]]:
    """The fields of a table's columns, and the columns left out because they count the rows.

    Parameters
    ----------
    remembered
        Fields of columns by their names, as confirmed: one that was confirmed as id stays one.
    """
    counting: dict[str, str] = {}
    while True:
        fields = proposed_columns(table.header, {**remembered, **counting}, vocabulary)
        place = id_place(fields)
        name = table.header[place].strip() if place is not None else ""
        if place is None or name in remembered or _WHO.isdisjoint(filter(None, fields.values())):
            return fields, frozenset(counting)
        if not counts_rows(table, place):
            return fields, frozenset(counting)
        counting[name] = ""


def id_place(fields: Mapping[int, Field | None]) -> int | None:
    """Where the column of ids is."""
    return next((place for place, one in fields.items() if one is Field.ID), None)


def counts_rows(table: SourceTable, place: int) -> bool:
    """Whether a column may count the rows by its name, and does: 1, 2, 3 down the sheet."""
    if not may_count_rows(table.header[place]):
        return False
    for count, row in enumerate(table.rows, start=1):
        text = row.cells[place].rstrip(" .)")
        if text != str(count) and ((read := number(text)) is None or float(read) != count):
            return False
    return bool(table.rows)
