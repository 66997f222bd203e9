"""Of what kind the tables in a file are: households, officers, or their days off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from routeplan.formats.spreadsheet.columns import proposed_columns
from routeplan.formats.spreadsheet.dates import day_without_year, likely_date, split_moment
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.source_table import find_table, fitness
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import VOCABULARIES, Kind, Vocabulary

LOOKED_AT = 50
"""Rows in which a column of dates shows that it is one."""
MOST_LINES = 1_000
"""Of a sheet, by which its kind is told."""
BY_NAME, BY_PLACES = 1.0, 1.0
"""What the name of a sheet counts, and addresses, in columns."""


def kinds_of(
    file: str, sheets: Sequence[Sheet], remembered: Mapping[Kind, Mapping[str, str]]
) -> dict[str, Kind]:
    """The kind of each sheet that has a table, by its name.

    Parameters
    ----------
    remembered
        Columns as confirmed before, by kind and name.
    """
    kinds = {}
    for whole in sheets:
        sheet = replace(whole, lines=whole.lines[:MOST_LINES])
        rated = {
            kind: _rated(file, sheet, remembered[kind], vocabulary)
            for kind, vocabulary in VOCABULARIES.items()
        }
        for kind in sorted(rated, key=lambda kind: -rated[kind]):
            if rated[kind] and _is_sure(file, sheet, remembered[kind], kind):
                kinds[sheet.name] = kind
                break
    return kinds


def _rated(file: str, sheet: Sheet, remembered: Mapping[str, str], vocabulary: Vocabulary) -> float:
    """How well a sheet's columns fit a kind; 0 where they do not."""
    score = fitness(sheet, remembered, vocabulary)
    has_places = vocabulary.kind is Kind.HOUSEHOLDS
    is_called_so = _is_called_so(file, sheet, vocabulary)
    return score + BY_NAME * is_called_so + BY_PLACES * has_places if score else 0.0


def _is_called_so(file: str, sheet: Sheet, vocabulary: Vocabulary) -> bool:
    return bool(re.search(vocabulary.names, f"{sheet.name} {file}", re.IGNORECASE))


def _is_sure(file: str, sheet: Sheet, remembered: Mapping[str, str], kind: Kind) -> bool:
    """Whether the rows do not speak against it."""
    if kind is Kind.CALENDAR:
        return _has_dates(sheet, remembered)
    if kind is Kind.OFFICERS and not _is_called_so(file, sheet, VOCABULARIES[kind]):
        return _is_of_officers(sheet, remembered)
    return True


def _has_dates(sheet: Sheet, remembered: Mapping[str, str]) -> bool:
    """Whether there are dates in the column that is called so, and not times or names."""
    vocabulary = VOCABULARIES[Kind.CALENDAR]
    table = find_table("", [sheet], remembered, vocabulary, sheet=sheet.name)
    fields = proposed_columns(table.header, remembered, vocabulary)
    place = next(place for place, one in fields.items() if one is Field.DATE)
    texts = table.column(place)[:LOOKED_AT]
    days = [split_moment(text)[0] for text in texts]
    dates = sum(bool(likely_date(day) or day_without_year(day)) for day in days)
    return 2 * dates > len(texts)


def _is_of_officers(sheet: Sheet, remembered: Mapping[str, str]) -> bool:
    """Whether some column is one of officers only, or there is none that nobody knows.

    Names, hours and telephones alone are also those of households whose address has a name of its
    own.
    """
    vocabulary = VOCABULARIES[Kind.OFFICERS]
    table = find_table("", [sheet], remembered, vocabulary, sheet=sheet.name)
    fields = proposed_columns(table.header, remembered, vocabulary)
    filled = {place: one for place, one in fields.items() if table.column(place)}
    of_homes = proposed_columns(table.header, {}, VOCABULARIES[Kind.HOUSEHOLDS])
    is_shown = any(
        one not in (None, Field.TELEPHONE, Field.ID)
        and of_homes.get(place) in (None, Field.OFFICER)
        for place, one in filled.items()
    )
    return is_shown or None not in filled.values()
