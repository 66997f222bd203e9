"""Where a table's header is, and which rows below it are rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from routeplan.formats.tables.as_typed.no_header import is_row_already
from routeplan.formats.tables.files import Lines
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import joined, phrase

COMMENT = "#"
MOST_COLUMNS = 1_000
DEEPEST = 30
"""Filled rows at the top of a table among which its header is looked for."""
_ID_LIKE = re.compile(r"#[^\s#]")
"""A comment has a space behind its sign, or nothing."""


class OddRow(NamedTuple):
    """A row that is not what it seems."""

    code: str
    row: int
    message: str
    fix: str
    value: str = ""
    severity: Literal["error", "warning"] = "error"


@dataclass
class Header:
    """A table's header: its row, columns and cells with the blank ones behind, and what follows.

    Blank rows and comments are left out of ``rows``.
    """

    row: int
    columns: list[str]
    width: int
    rows: Lines
    odd: list[OddRow] = field(default_factory=list)


def find_header(lines: Lines, known: Sequence[str], needed: Sequence[str]) -> Header:
    """The first filled row, else one near it that has the needed columns; that is an error.

    Raises
    ------
    RefusedTableError
        When there is no row at all, none that names columns, or it has too many columns.
    """
    filled = [(number, cells) for number, cells in lines if any(map(str.strip, cells))]
    first = next((k for k, (_, cells) in enumerate(filled) if not is_comment(cells)), None)
    at, odd = first, None
    if first is None or not is_header(filled[first][1], known, needed):
        meant = next(
            (
                k
                for k, (_, cells) in enumerate(filled[:DEEPEST])
                if is_header(_bare(cells), known, needed)
            ),
            None,
        )
        if meant is not None and (first is None or needed):
            at, odd = meant, _misplaced(*filled[meant])
        elif first is not None:
            _refuse_without_names(filled[first:], known)
    if at is None:
        raise RefusedTableError(
            "file-empty", phrase("the table has no header"), phrase("give it a header")
        )
    row, cells = filled[at]
    columns = [column_name(cell) for cell in (_bare(cells) if is_comment(cells) else cells)]
    while columns and not columns[-1]:
        columns.pop()
    refuse_too_wide(len(columns), row)
    header = Header(row, columns, len(cells), [], [odd] if odd else [])
    header.rows = list(_rows(header, filled[at + 1 :]))
    return header


def _refuse_without_names(filled: Lines, known: Sequence[str]) -> None:
    """Refuse a table whose first row has no names of columns, but is one of its rows.

    Raises
    ------
    RefusedTableError
        Where that is so.
    """
    row, cells = filled[0]
    below = [cells for _, cells in filled[1:]]
    if not is_row_already([column_name(cell) for cell in cells], below, {*known}):
        return
    raise RefusedTableError(
        "header-missing",
        phrase("no header: row {row} is a row of the table already", row=row),
        phrase(
            "write the names of the columns, such as {names}, into a row above it",
            names=joined(", ", known[:3]),
        ),
        row,
    )


def refuse_too_wide(columns: int, row: int) -> None:
    """Refuse a table with far more columns than anybody gives a table of households.

    Raises
    ------
    RefusedTableError
        When there are more than ``MOST_COLUMNS``.
    """
    if columns > MOST_COLUMNS:
        message = phrase("the table has {count:,} columns", count=columns)
        fix = phrase("delete the columns that do not belong to it")
        raise RefusedTableError("sheet-too-large", message, fix, row)


def is_header(cells: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> bool:
    """Whether a row names the needed columns, and another known one where there are others."""
    names = {column_name(cell) for cell in cells}
    return bool(needed) and names >= {*needed} and len(names & {*known}) >= min(2, len(known))


def is_comment(cells: Sequence[str]) -> bool:
    """Whether a row is not for this program."""
    return cells[0].startswith(COMMENT)


def _bare(cells: Sequence[str]) -> list[str]:
    return [cells[0].lstrip("# "), *cells[1:]]


def _misplaced(row: int, cells: Sequence[str]) -> OddRow:
    if is_comment(cells):
        message = phrase("the header begins with '#', so it counts as a comment")
        return OddRow("header-commented", row, message, phrase("remove the '#'"), cells[0])
    message = phrase("row {row} looks like the header, but is not the first row", row=row)
    fix = phrase("delete the rows above it")
    return OddRow("header-below", row, message, fix)


def _rows(header: Header, filled: Lines) -> Iterator[tuple[int, list[str]]]:
    for number, cells in filled:
        if is_comment(cells):
            if _ID_LIKE.match(cells[0]) and _is_row(header, cells):
                message = phrase("a row that begins with '#' is a comment and is not read")
                fix = phrase("write the id without '#', or a space behind '#' for a comment")
                odd = OddRow("row-commented", number, message, fix, cells[0], "warning")
                header.odd.append(odd)
        elif _is_same(header, cells):
            message = phrase("the header comes again in the middle of the table")
            header.odd.append(OddRow("header-again", number, message, phrase("delete this row")))
        else:
            yield number, cells


def _is_same(header: Header, cells: Sequence[str]) -> bool:
    """Whether a row is the header once more."""
    if len(header.columns) < 2 or column_name(cells[0]) != header.columns[0]:
        return False
    return [column_name(cell) for cell in cells[: len(header.columns)]] == header.columns


def _is_row(header: Header, cells: Sequence[str]) -> bool:
    """Whether a comment has the cells of a row."""
    return len(cells) >= min(len(header.columns), 2) and sum(map(bool, map(str.strip, cells))) > 1


def column_name(text: str) -> str:
    """Header cells are compared without case, and with ``_`` for spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", clean(text)).lower()
    return plain.replace(" ", "_").replace("-", "_")


def clean(cell: str) -> str:
    """A cell without space around and without invisible control signs (line breaks stay)."""
    text = cell.strip()
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
