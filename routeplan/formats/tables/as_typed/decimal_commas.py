"""Decimal commas that cut a number in two, because commas stand between the cells, too.

``60,1699`` without quotation marks becomes ``60`` in one cell and ``1699`` in the next, and every
cell behind it is one column too far to the right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

_WHOLE = re.compile(r"[+-]?\d{1,8}", re.ASCII)
_FRACTION = re.compile(r"\d{1,15}", re.ASCII)
LONG = 3
"""Digits of a fraction that is no whole number of its own."""


class Joined(NamedTuple):
    """A row whose numbers are whole again, and the first of them as it was typed."""

    cells: list[str]
    typed: str


def joined_numbers(
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: int,
    degrees: Collection[int],
    others: Collection[int] = (),
) -> dict[int, Joined]:
    """The rows in which numbers are cut, by their numbers, with these numbers whole.

    Parameters
    ----------
    columns
        How many the header names.
    degrees
        Places of latitudes and longitudes.
    others
        Places of other numbers that may have fractions; they are believed to be cut where most
        rows have too many cells.
    """
    ragged = sum(len(cells) > columns and _last(cells) > columns for _, cells in rows)
    places = {*degrees, *(others if 2 * ragged > len(rows) else ())}
    cut = ((number, _joined(cells, columns, places)) for number, cells in rows if places)
    return {number: joined for number, joined in cut if joined}


def _joined(cells: Sequence[str], columns: int, places: Collection[int]) -> Joined | None:
    """The cells with each number of these places in one; None where none is cut."""
    extra = _last(cells) - columns if len(cells) > columns else 0
    if extra <= 0 and not _may_be_cut(cells, places):
        return None
    whole: list[str] = []
    typed: list[str] = []
    at = 0
    while at < len(cells):
        pair = [cell.strip() for cell in cells[at : at + 2]]
        if len(whole) in places and len(pair) == 2 and _is_cut(*pair, is_ragged=extra > 0):
            typed.append(",".join(pair))
            whole.append(".".join(pair))
            at += 2
            continue
        whole.append(cells[at])
        at += 1
    return Joined(whole, typed[0]) if typed and len(typed) >= extra else None


def _may_be_cut(cells: Sequence[str], places: Iterable[int]) -> bool:
    """Whether some place has a whole number; most coordinates have points."""
    return any(place < len(cells) and "." not in cells[place] and cells[place] for place in places)


def _is_cut(whole: str, fraction: str, *, is_ragged: bool) -> bool:
    """Whether two cells are one number; short fractions only where cells are too many."""
    if not (_WHOLE.fullmatch(whole) and _FRACTION.fullmatch(fraction)):
        return False
    is_short = len(whole.lstrip("+-")) <= LONG
    if is_ragged:
        return is_short or len(fraction) <= LONG  # two numbers of metres are not one
    return is_short and len(fraction) >= LONG


def _last(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is filled."""
    if cells and cells[-1].strip():
        return len(cells)
    return next((k for k in range(len(cells), 0, -1) if cells[k - 1].strip()), 0)
