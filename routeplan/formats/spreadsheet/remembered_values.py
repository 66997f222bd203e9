"""Answers about cells: words of a station's list are kept as they are, all else by a mark only.

``mornings`` or ``urgent`` is said of many and names nobody. ``ask Rosa next door`` is a resident's
business: its meaning is kept for next month, but nobody can read from the settings what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from routeplan.formats.spreadsheet.values import Context, Reading, read_value
from routeplan.formats.spreadsheet.words.fields import Field

SIGN = "~"
DIGITS = 20
Values = Mapping[str, Mapping[str, str]]
"""By column and by what the source writes, or its mark: what it means."""


def mark_of(column: str, text: str) -> str:
    """By which a text of a column is known again, without saying what it is."""
    return SIGN + sha256(f"{column}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def is_mark(key: str) -> bool:
    """Whether it is a mark, and no text."""
    return key.startswith(SIGN) and len(key) == len(SIGN) + DIGITS


def is_of_a_list(reading: Reading) -> bool:
    """Whether every word of a text is one that the program knows: of hours, priorities, officers.

    What it passed over, or did not understand at all, may be a name.
    """
    return bool(reading.text) and reading.complete and reading.known


def key_of(column: str, text: str, reading: Reading) -> str:
    """Under what an answer about a text is kept."""
    return text if is_of_a_list(reading) else mark_of(column, text)


def meaning_of(values: Values, column: str, text: str) -> str | None:
    """What was answered about a text; None where nothing was."""
    known = values.get(column, {})
    meaning = known.get(text)
    return known.get(mark_of(column, text)) if meaning is None else meaning


def texts_to_mark(values: Values, context: Context) -> dict[str, dict[str, str]]:
    """By column: the texts that are kept as they are, and may name somebody, with their marks."""
    marks = {
        column: {
            text: mark_of(column, text)
            for text in meanings
            if not is_mark(text) and not is_of_a_list(read_value(Field(column), text, context))
        }
        for column, meanings in values.items()
        if column in set(Field)
    }
    return {column: texts for column, texts in marks.items() if texts}
