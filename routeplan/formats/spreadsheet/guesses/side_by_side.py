"""Two tables side by side on a sheet: read as one, the second one's people would be lost or mixed.

A person who was named for a household, with a telephone of its own, is no second table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from routeplan.formats.spreadsheet.columns import matched, proposed_columns
from routeplan.formats.spreadsheet.header_rows import header_key
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import Vocabulary

_WHO = frozenset((Field.NAME, Field.SURNAME))
FEWEST = 2
"""Columns of a table."""


class TableBeside(NamedTuple):
    """Another table on the same lines: its first and last column, from 0, and its names."""

    first: int
    last: int
    names: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, str]:
        """The two columns as a spreadsheet calls them: ``E`` and ``G``."""
        from openpyxl.utils import get_column_letter

        return get_column_letter(self.first + 1), get_column_letter(self.last + 1)


def table_beside(header: Sequence[str], vocabulary: Vocabulary) -> TableBeside | None:
    """A second table to the right of the first one; None where there is none.

    Either it stands behind a blank column, and both say who somebody is; or its columns have the
    names that those of the first have, in their order, and say as much of somebody.

    Parameters
    ----------
    header
        Without a name only where nothing stands in a column.
    """
    last = max((place for place, name in enumerate(header) if name.strip()), default=-1)
    for first in (*_behind_a_gap(header), *_repeated(header)):
        left, right = header[:first], header[first : last + 1]
        is_apart = not header[first - 1].strip()
        if is_apart and _names_people(left, vocabulary) and _names_people(right, vocabulary):
            return _beside(header, first, last)
        if not is_apart and _is_whole(left, vocabulary) and _is_whole(right, vocabulary):
            return _beside(header, first, last)
    return None


def _beside(header: Sequence[str], first: int, last: int) -> TableBeside:
    return TableBeside(first, last, tuple(filter(None, map(str.strip, header[first : last + 1]))))


def _behind_a_gap(header: Sequence[str]) -> Iterator[int]:
    """Columns that stand behind one in which there is nothing at all."""
    for place in range(1, len(header) - 1):
        if not header[place].strip() and header[place + 1].strip():
            yield place + 1


def _repeated(header: Sequence[str]) -> Iterator[int]:
    """Columns from which on the first names of the header come again, in their order."""
    keys = [header_key(name) for name in header]
    named = [place for place, key in enumerate(keys) if key]
    start = named[:FEWEST]
    if len(start) < FEWEST:
        return
    for place in range(start[0] + FEWEST, len(keys) - 1):
        if [keys[place], keys[place + 1]] == [keys[at] for at in start]:
            yield place


def _names_people(header: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether some columns are called as those of a table that says who somebody is."""
    named = [name for name in header if name.strip()]
    matches = (matched(name, vocabulary) for name in named)
    return len(named) >= FEWEST and any(match and match.field in _WHO for match in matches)


def _is_whole(header: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether some columns are all that such a table needs."""
    there = {*proposed_columns(header, {}, vocabulary).values()}
    return all(group & there for group in vocabulary.needed) and bool(_WHO & there)
