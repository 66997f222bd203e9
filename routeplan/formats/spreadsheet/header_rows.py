"""The names of columns, which may stand in several rows below each other.

A heading stands above the first of its columns, and the cells beside it are blank (in a workbook
they are merged into one)::

    Name | Address |    |      | Monday |    |
         | Street  | No | Town | from   | to |
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

BELOW = " › "
"""Between a heading and the name below it, as one name: ``Address › Street``."""
SIGN = "#"
"""Before the number of a column that has no name."""
MOST_ROWS = 3
"""Headings above headings, and the names."""


@lru_cache(maxsize=8192)
def header_key(cell: str) -> str:
    """A column's name for comparing: without case, accents, and space or signs around."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", cell).casefold())
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    bare = unicodedata.normalize("NFC", bare).replace("_", " ").replace("-", " ")
    return " ".join(bare.split()).strip(" :*?.").replace(".", "")


def joined_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """One name for each column, its headings before it.

    A heading holds for the columns to its right, until the next one in its row or above, or a
    column without any name below.
    """
    cells = [[cell.strip() for cell in row] for row in rows]
    width = max(map(len, cells))
    for row in cells:
        row += [""] * (width - len(row))
    labels: list[list[str]] = [[] for _ in range(width)]
    begins: set[int] = set()
    for depth, row in enumerate(cells):
        heading = ""
        for place, cell in enumerate(row):
            has_names = any(below[place] for below in cells[depth + 1 :])
            if cell or place in begins or not has_names:
                heading = cell if has_names else ""
            if (label := cell or heading) and label not in labels[place][-1:]:
                labels[place].append(label)
        begins |= {place for place, cell in enumerate(row) if cell}
    return [BELOW.join(column_labels) for column_labels in labels]


def with_numbers(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The names with a number, ``#3``, where a column has none, but something stands in it."""
    nameless = [place for place, name in enumerate(header) if not name.strip()]
    filled = set[int]()
    for cells in rows if nameless else ():
        filled.update(place for place in nameless if cells[place])
    return tuple(
        f"{SIGN}{place + 1}" if place in filled else name for place, name in enumerate(header)
    )


def has_headings(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row but the last has a heading of more than one column."""
    return all(_spans(row, rows[depth + 1]) for depth, row in enumerate(rows[:-1]))


def _spans(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a filled cell is followed by a blank one, with a name below the latter."""
    cells = [cell.strip() for cell in row]
    return any(
        name.strip() and any(cells[:place]) and not "".join(cells[place : place + 1])
        for place, name in enumerate(below)
    )
