"""A table without a header: its first row is one of the rows already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

ALIKE = 0.8
"""How like a known column's a name is at least, from 0 to 1."""
LOOKED_AT = 20
"""Rows below the first by which it is known."""
MOST = 0.8
_VALUE = re.compile(r"(?=.*\d)[\d\s.,:;/°'\"()+NSEW-]+", re.IGNORECASE)
"""A number, a date, a time, an angle, or a telephone number."""


def is_row_already(names: Sequence[str], below: Sequence[Sequence[str]], known: set[str]) -> bool:
    """Whether the first row of a table has no names of columns in it, but what stands below.

    Parameters
    ----------
    names
        Its cells as names of columns are compared.
    below
        The rows that follow.
    known
        Every name that a column may have.
    """
    filled = [name for name in names if name]
    if len(filled) < 2 or any(_is_name(name, known) for name in filled):
        return False
    if any(map(_VALUE.fullmatch, filled)):
        return True
    alike = sum(_has_digit(name) and _have_digits(place, below) for place, name in enumerate(names))
    return alike > 1 or (alike == 1 and len(filled) == 2)


def _is_name(name: str, known: set[str]) -> bool:
    if name in known:
        return True
    has_digit = _has_digit(name.rstrip("0123456789_"))
    return not has_digit and bool(get_close_matches(name, known, 1, ALIKE))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _have_digits(place: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all cells of a column have digits."""
    cells = [row[place] for row in rows[:LOOKED_AT] if place < len(row) and row[place].strip()]
    return bool(cells) and sum(map(_has_digit, cells)) >= MOST * len(cells)
