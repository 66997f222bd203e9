"""Cells of a CSV table that no spreadsheet takes for a formula (CWE-1236)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGNS = "=+\\-@＝＋－＠"
_FORMULA = rf"[^\S\t\r\n]*[{_SIGNS}]"
_BEGINS = re.compile(rf"(^|[;\t\r\n])(?={_FORMULA})|^(?=[\t\r\n])")
_PARTING = frozenset(";\t\r\n")
_BETWEEN_CELLS = "\x00"
_ANY_BEGINS = re.compile(rf"[;\t\r\n{_BETWEEN_CELLS}](?:{_FORMULA}|(?<={_BETWEEN_CELLS})[\t\r\n])")
"""Whether any of some cells begins so, each with that sign before it."""
_MAY_BE_KEPT = re.compile(rf"'(?:{_FORMULA}|[\t\r\n])")
_KEPT = re.compile(rf"(^|[;\t\r\n])'(?={_FORMULA})|^'(?=[\t\r\n])")


def inert(cell: object) -> object:
    """The cell, where it is text with an apostrophe before what would be a formula.

    A table with commas may be opened where semicolons part the cells, so whatever follows a
    semicolon, a tab or a line break inside a cell counts as a beginning too.
    """
    return inert_text(cell) if isinstance(cell, str) else cell


def inert_row(cells: Sequence[object]) -> Sequence[object]:
    """A row's cells as :func:`inert` makes them; nearly every row is harmless as it is."""
    texts = ["", *[cell for cell in cells if isinstance(cell, str)]]  # quicker than one by one
    if _ANY_BEGINS.search(_BETWEEN_CELLS.join(texts)):
        return [inert(cell) for cell in cells]
    return cells


def inert_text(text: str) -> str:
    """The text with an apostrophe before what would be a formula."""
    if not text or (text[0].isalnum() and _PARTING.isdisjoint(text)):
        return text  # as nearly every one
    return _BEGINS.sub(r"\1'", text)


def may_be_inert(text: str) -> bool:
    """Whether :func:`inert` may have put an apostrophe into one of several texts, joined."""
    return _MAY_BE_KEPT.search(text) is not None


def as_it_was(text: str) -> str:
    """The text without the apostrophes that :func:`inert` puts in."""
    return _KEPT.sub(lambda match: match[1] or "", text) if "'" in text else text
