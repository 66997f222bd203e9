"""Where the table in a file is: its sheet, its header, its rows; what stands around is passed over.

Above a header people write a title, between rows the name of a village, below them the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.column_words import Field
from routeplan.formats.spreadsheet.columns import header_key, matched, proposed_columns
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.tables.header import clean
from routeplan.phrases import joined, phrase

LOOKED_AT = 60
"""Filled rows of a sheet that may be its header."""
_TOTALS = re.compile(
    r"(?:sub|grand )?(?:total|totals|totais|totales|totaux|sum|soma|suma|somme|summe|gesamt"
    r"|gesamtsumme|insgesamt|yhteensä|summa|итого|всего|合计|总计|小计|共计|合計|小計|計)"
    r"(?![^\W\d_]{4,})",
    re.IGNORECASE,
)
_WHERE = (Field.ADDRESS, Field.LATITUDE, Field.COORDINATES, Field.X)


class PassedOver(StrEnum):
    """Why a line of the sheet is no household."""

    TITLE = "title"
    SECTION = "section"
    TOTAL = "total"
    HEADER = "header"


class SourceRow(NamedTuple):
    """One household's row as the source has it; ``number`` counts as the user's editor does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedLine:
    """A line that is no household: its row, why, and what stands in it."""

    number: int
    why: PassedOver
    text: str


@dataclass(frozen=True)
class SourceTable:
    """The table in a file.

    Parameters
    ----------
    sheet
        Empty where the file has only one.
    header
        The names as written, of as many columns as the widest row has.
    header_row
        Its number.
    others
        Further sheets that look like a table of households.
    hidden
        Hidden sheets, which are not read.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[SourceRow, ...]
    passed_over: tuple[PassedLine, ...] = ()
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    is_located: bool = False

    def column(self, place: int) -> list[str]:
        """The cells of a column that are filled."""
        return [cell for row in self.rows if (cell := row.cells[place])]


def find_table(
    file: str, sheets: Sequence[Sheet], remembered: Mapping[str, str], *, sheet: str = ""
) -> SourceTable:
    """The table of households in a file's sheets.

    Parameters
    ----------
    remembered
        Columns as confirmed before, by their names.
    sheet
        The one that is meant; else that with most known columns, and of these the longest.

    Raises
    ------
    InputError
        When no sheet has one, or the one that is meant does not exist.
    """
    meant = [each for each in sheets if header_key(each.name) == header_key(sheet)] if sheet else []
    if sheet and not meant:
        raise InputError([_no_such_sheet(file, sheet, sheets)])
    visible = meant or [each for each in sheets if not each.is_hidden]
    ranked = sorted(
        ((*_best_header(each, remembered), each) for each in visible),
        key=lambda rated: (-rated[0], -len(rated[2].lines)),
    )
    if not ranked or ranked[0][0] <= 0:
        raise InputError([_no_table(file, sheets, remembered)])
    score, at, best = ranked[0]
    others = [other.name for rated, _, other in ranked[1:] if 2 * rated > score and not meant]
    hidden = [each.name for each in sheets if each.is_hidden and each.lines and not meant]
    return _table(file, best, at, remembered, (tuple(others), tuple(hidden)))


def _best_header(sheet: Sheet, remembered: Mapping[str, str]) -> tuple[float, int]:
    """How well the best of the first lines serves as a header, and its place."""
    best, place = 0.0, 0
    for at, (_, cells) in enumerate(sheet.lines[:LOOKED_AT]):
        if (score := _as_header(cells, remembered, located=sheet.is_located)) > best:
            best, place = score, at
    if best and place + 1 >= len(sheet.lines):
        return 0.0, 0  # no rows below it
    return best, place


def _as_header(cells: Sequence[str], remembered: Mapping[str, str], *, located: bool) -> float:
    """How many fields the cells name: two at least, or none."""
    known = sum(2.0 for cell in cells if cell.strip() in remembered)
    fields = proposed_columns(cells, {})
    sure = {
        field: match.sureness if (match := matched(cells[place])) else 0.8
        for place, field in fields.items()
        if field and cells[place].strip() not in remembered
    }
    known += sum(sure.values())
    return known if known >= (1.0 if located else 1.7) else 0.0


def _table(
    file: str,
    sheet: Sheet,
    at: int,
    remembered: Mapping[str, str],
    beside: tuple[tuple[str, ...], tuple[str, ...]],
) -> SourceTable:
    number, names = sheet.lines[at]
    width = max(len(cells) for _, cells in sheet.lines[at:])
    header = _padded([_cleaned(name) for name in names], width)
    fields = proposed_columns(header, remembered)
    passed = [_passed(n, PassedOver.TITLE, cells) for n, cells in sheet.lines[:at] if any(cells)]
    rows: list[SourceRow] = []
    ids = next((place for place, field in fields.items() if field is Field.ID), None)
    where = [place for place, field in fields.items() if field in _WHERE]
    for line, written in sheet.lines[at + 1 :]:
        cells = _padded(_cleaned_row(written), width)
        is_filled = cells[0] and cells[0] != header[0] and not _TOTALS.match(cells[0])
        if is_filled and any(cells[place] for place in where if place):
            rows.append(SourceRow(line, cells))
            continue
        if not any(cells):
            continue
        why = _why_no_household(cells, header, ids, where)
        if why:
            passed.append(_passed(line, why, cells))
        else:
            rows.append(SourceRow(line, cells))
    return SourceTable(
        file,
        sheet.name,
        header,
        number,
        tuple(rows),
        tuple(passed),
        *beside,
        sheet.is_located,
    )


def _cleaned_row(cells: Sequence[str]) -> list[str]:
    """The cells without space around; sign by sign only where one of them cannot be printed."""
    if "".join(cells).isprintable():
        return [cell.strip() for cell in cells]
    return [_cleaned(cell) for cell in cells]


def _cleaned(cell: str) -> str:
    return cell.strip() if cell.isprintable() else clean(cell)


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells))) if len(cells) < width else tuple(cells)


def _why_no_household(
    cells: Sequence[str], header: Sequence[str], ids: int | None, where: Sequence[int]
) -> PassedOver | None:
    """Why a line that has something in it is no household; None where it is one."""
    filled = [place for place, cell in enumerate(cells) if cell]
    first = filled[0]
    several = len(filled) > 1
    if several and cells[first] == header[first]:
        if all(cells[place] == header[place] for place in filled):
            return PassedOver.HEADER
    elif several and any(cells[place] for place in where):
        is_sum = _TOTALS.match(cells[first]) and all(_is_sum(cells[k]) for k in filled[1:])
        return PassedOver.TOTAL if is_sum else None
    if any(_TOTALS.match(cells[place]) for place in filled[:2]):
        return PassedOver.TOTAL
    is_id = first == ids and bool(re.search(r"\d", cells[first]))
    if not several and not is_id and sum(map(bool, header)) > 2:
        return PassedOver.SECTION
    return None


def _is_sum(cell: str) -> bool:
    return re.fullmatch(r"[\d.,\s]*", cell) is not None


def _passed(number: int, why: PassedOver, cells: Iterable[str]) -> PassedLine:
    return PassedLine(number, why, " ".join(cell.strip() for cell in cells if cell.strip())[:80])


def _no_such_sheet(file: str, sheet: str, sheets: Sequence[Sheet]) -> Finding:
    names = joined(", ", [each.name for each in sheets])
    fix = phrase("use one of: {names}", names=names)
    return Finding("import-sheet-unknown", phrase("the file has no such sheet"), fix, file, sheet)


def _no_table(file: str, sheets: Sequence[Sheet], remembered: Mapping[str, str]) -> Finding:
    """What to do where no sheet that can be seen has a table."""
    for each in sheets:
        if each.is_hidden and _best_header(each, remembered)[0] > 0:
            message = phrase("the only table is on a hidden sheet")
            fix = phrase("show the sheet, or name it with --sheet if it is the right one")
            return Finding("import-sheet-hidden", message, fix, file, each.name)
    for each in sheets:
        filled = [(number, cells) for number, cells in each.lines if any(map(str.strip, cells))]
        if filled and _as_header(filled[-1][1], remembered, located=each.is_located):
            message = phrase("there are no rows below the header")
            row = filled[-1][0]
            return Finding("file-empty", message, phrase("add rows"), file, each.name, row)
    message = phrase("no row looks like the header of a table of households")
    fix = phrase("name the columns, such as Name and Address, in a row above the households")
    return Finding("header-missing", message, fix, file)
