"""Where the table in a file is: its sheet, its header, its rows; what stands around is passed over.

Above a header people write a title, between rows the name of a village, below them the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.columns import matched, proposed_columns
from routeplan.formats.spreadsheet.guesses.columns_by_values import (
    columns_by_values,
    places_by_values,
)
from routeplan.formats.spreadsheet.header_rows import (
    BELOW,
    MOST_ROWS,
    has_headings,
    header_key,
    joined_names,
    with_numbers,
)
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.lines_to_skip import (
    NO_ROW,
    PassedOver,
    begins_another,
    why_no_row,
)
from routeplan.formats.spreadsheet.words.vocabulary import (
    HOUSEHOLDS,
    PLACES,
    Kind,
    Vocabulary,
)
from routeplan.formats.tables.header import clean
from routeplan.phrases import joined, phrase

BESIDE_PLACES = 0.5
"""What the names of officers' columns count beside an address: it is rather homes that have one."""
LOOKED_AT = 60
"""Filled rows of a sheet that may be its header."""


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
    header_rows
        Its number, or the numbers of all rows in which the names stand.
    others
        Further sheets that look like a table of households.
    hidden
        Hidden sheets, which are not read.
    guessed
        What columns likely mean by what stands in them, where nobody knows their names.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    header_rows: tuple[int, ...]
    rows: tuple[SourceRow, ...]
    passed_over: tuple[PassedLine, ...] = ()
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    is_located: bool = False
    guessed: Mapping[str, str] = field(default_factory=dict)

    @property
    def header_row(self) -> int | None:
        """The last row of the header; None where there is none."""
        return self.header_rows[-1] if self.header_rows else None

    def column(self, place: int) -> list[str]:
        """The cells of a column that are filled."""
        return [cell for row in self.rows if (cell := row.cells[place])]


class _Header(NamedTuple):
    """A likely header: how many columns it names, its first line, and how many lines it has.

    ``names`` are those of a table that has no such line.
    """

    score: float
    at: int
    depth: int
    names: tuple[str, ...] = ()


def find_table(
    file: str,
    sheets: Sequence[Sheet],
    remembered: Mapping[str, str],
    vocabulary: Vocabulary = HOUSEHOLDS,
    *,
    sheet: str = "",
) -> SourceTable:
    """The table of a kind in a file's sheets.

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
    meant = [tab for tab in sheets if header_key(tab.name) == header_key(sheet)] if sheet else []
    if sheet and not meant:
        raise InputError([_no_such_sheet(file, sheet, sheets)])
    visible = meant or [tab for tab in sheets if not tab.is_hidden]
    names = _Names(remembered, vocabulary)
    ranked = sorted(
        ((names.best_header(tab), tab) for tab in visible),
        key=lambda rated: (-rated[0].score, -len(rated[1].lines)),
    )
    if not ranked or ranked[0][0].score <= 0:
        if (by_values := _by_values(file, visible, names)) is None:
            raise InputError([_no_table(file, sheets, names)])
        return by_values
    header, best = ranked[0]
    others = [
        other.name for rated, other in ranked[1:] if 2 * rated.score > header.score and not meant
    ]
    hidden = [tab.name for tab in sheets if tab.is_hidden and tab.lines and not meant]
    table = _table(file, best, header, names, (tuple(others), tuple(hidden)))
    fields = names.fields(table.header)
    lacking = places_by_values([row.cells for row in table.rows], fields, vocabulary)
    there = {*lacking.values(), *filter(None, fields.values())}
    is_whole = best.is_located or all(group & there for group in vocabulary.needed)
    if not is_whole and (by_values := _by_values(file, [best], names)):
        return by_values
    named = {table.header[place].strip(): one.value for place, one in lacking.items()}
    return replace(table, guessed=named)


def _by_values(file: str, sheets: Sequence[Sheet], names: _Names) -> SourceTable | None:
    """The first table of the kind whose columns are known by what stands in them."""
    for sheet in sheets:
        if guess := columns_by_values(sheet, names.vocabulary):
            known = _Names({**guess.fields, **names.remembered}, names.vocabulary)
            header = _Header(0.0, guess.at, guess.depth, guess.names)
            return replace(_table(file, sheet, header, known, ((), ())), guessed=guess.fields)
    return None


def fitness(sheet: Sheet, remembered: Mapping[str, str], vocabulary: Vocabulary) -> float:
    """How many columns of a kind of tables a sheet's best header names; 0 where it is none.

    One whose columns are called so, but that lacks what every such table has, is none.
    """
    names = _Names(remembered, vocabulary)
    likely = names.best_header(sheet)
    if not likely.score:
        return 0.0
    lines = sheet.lines[likely.at : likely.at + likely.depth]
    header = joined_names([cells for _, cells in lines])
    fields = {place: field for place, field in names.fields(header).items() if field}
    if not all(group & {*fields.values()} for group in vocabulary.needed):
        return 1.0 if sheet.is_located and vocabulary.kind is Kind.HOUSEHOLDS else 0.0
    return likely.score


@dataclass(frozen=True)
class _Names:
    """What columns are called: as confirmed before, and by the words of a kind of table."""

    remembered: Mapping[str, str]
    vocabulary: Vocabulary

    def fields(self, header: Sequence[str]) -> dict[int, Field | None]:
        """What the columns of a header mean."""
        return proposed_columns(header, self.remembered, self.vocabulary)

    def best_header(self, sheet: Sheet) -> _Header:
        """The best header among the first lines, which may be several lines itself."""
        best = _Header(0.0, 0, 1)
        for at in range(min(LOOKED_AT, len(sheet.lines))):
            for depth in range(1, MOST_ROWS + 1):
                rows = [cells for _, cells in sheet.lines[at : at + depth]]
                if len(rows) < depth or (depth > 1 and not has_headings(rows)):
                    break
                score = self.score(joined_names(rows), is_located=sheet.is_located)
                if depth > 1:
                    score = self._with_headings(rows, score, is_located=sheet.is_located)
                if score > best.score:
                    best = _Header(score, at, depth)
        if best.score and best.at + best.depth >= len(sheet.lines):
            return _Header(0.0, 0, 1)  # no rows below it
        return best

    def score(self, cells: Sequence[str], *, is_located: bool) -> float:
        """How many fields the cells name: two at least, or none."""
        known = sum(2.0 for cell in cells if cell.strip() in self.remembered)
        fields = proposed_columns(cells, {}, self.vocabulary)
        sure = {
            field: match.sureness if (match := matched(cells[place], self.vocabulary)) else 0.8
            for place, field in fields.items()
            if field and cells[place].strip() not in self.remembered
        }
        known += sum(sure.values())
        if known < (1.0 if is_located else 1.7):
            return 0.0
        return known * BESIDE_PLACES if self._has_places(cells) else known

    def _has_places(self, cells: Sequence[str]) -> bool:
        """Whether a header of other things than homes has places, so that it is rather of homes."""
        if self.vocabulary.kind is Kind.HOUSEHOLDS:
            return False
        homes = (matched(cell, HOUSEHOLDS) for cell in cells)
        return any(match and match.field in PLACES for match in homes)

    def _with_headings(
        self, rows: Sequence[Sequence[str]], score: float, *, is_located: bool
    ) -> float:
        """The score of several rows as one header; nothing where the first is only a title.

        Where the upper rows alone name as many columns, names in the last one decide.
        """
        without = joined_names(rows[1:])
        below = self.score(without, is_located=is_located)
        if score < below or (score == below and not self._change(joined_names(rows), without)):
            return 0.0
        if self._is_row(rows[-2], rows[-1]):
            return 0.0
        names = [cell for cell in rows[-1] if cell.strip()]
        known = sum(matched(name, self.vocabulary) is not None for name in names)
        return score + 0.1 * (2 * known > len(names))

    def _is_row(self, heads: Sequence[str], below: Sequence[str]) -> bool:
        """Whether a line is the first row of a table, and no line of names below headings.

        Below a name that is a column's own, and no heading of several, stands a cell that nobody
        knows as a name.
        """
        return any(
            head.strip()
            and cell.strip()
            and "".join(heads[place + 1 : place + 2]).strip()
            and matched(head, self.vocabulary)
            and not matched(f"{head}{BELOW}{cell}", self.vocabulary)
            for place, (head, cell) in enumerate(zip(heads, below, strict=False))
        )

    def _change(self, names: Sequence[str], without: Sequence[str]) -> bool:
        """Whether headings make another thing of what stands below them."""
        alone = proposed_columns(without, {}, self.vocabulary)
        both = proposed_columns(names, {}, self.vocabulary)
        return any(both.get(place) is not field for place, field in alone.items() if field)


def _table(
    file: str,
    sheet: Sheet,
    likely: _Header,
    names: _Names,
    beside: tuple[tuple[str, ...], tuple[str, ...]],
) -> SourceTable:
    above, below = sheet.lines[: likely.at], sheet.lines[likely.at + likely.depth :]
    lines = sheet.lines[likely.at : likely.at + likely.depth]
    width = max(len(cells) for _, cells in (*lines, *below))
    heads = [_padded(_cleaned_row(cells), width) for _, cells in lines]
    heads = heads or [_padded(list(likely.names), width)]
    header = _padded(joined_names(heads), width)
    fields = names.fields(header)
    passed = [_passed(n, PassedOver.TITLE, cells) for n, cells in above if any(cells)]
    if below and _says_the_same(below[0][1], fields, names):
        passed.append(_passed(below[0][0], PassedOver.HEADER, below[0][1]))
        below = below[1:]
    rows: list[SourceRow] = []
    ids = next((place for place, field in fields.items() if field is Field.ID), None)
    where = [place for place, field in fields.items() if field in PLACES]
    firsts = {head[0] for head in heads}
    where_behind = [place for place in where if place]
    header_cells = {cell for head in heads for cell in head}
    other = next(
        (k for k, (_, cells) in enumerate(below) if begins_another(cells, header_cells)), None
    )
    if other is not None:
        passed.append(_passed(below[other][0], PassedOver.TABLE, below[other][1]))
        below = below[:other]
    for line, written in below:
        cells = _padded(_cleaned_row(written), width)
        is_filled = (first := cells[0]) and (first.isdecimal() or not NO_ROW.match(first))
        if is_filled and first not in firsts and any([cells[place] for place in where_behind]):
            rows.append(SourceRow(line, cells))
            continue
        if not any(cells):
            continue
        why = None if sheet.is_located else why_no_row(cells, heads, ids, where)
        if why:
            passed.append(_passed(line, why, cells))
        else:
            rows.append(SourceRow(line, cells))
    return SourceTable(
        file,
        sheet.name,
        with_numbers(header, (row.cells for row in rows)),
        tuple(number for number, _ in lines),
        tuple(rows),
        tuple(passed),
        *beside,
        sheet.is_located,
    )


def _says_the_same(cells: Sequence[str], fields: Mapping[int, Field | None], names: _Names) -> bool:
    """Whether a line below the header only says it once more, in another language."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    if len(filled) < 2:
        return False
    again = proposed_columns(cells, {}, names.vocabulary)
    return all(again.get(place) and again[place] is fields.get(place) for place in filled)


def _cleaned_row(cells: Sequence[str]) -> list[str]:
    """The cells without space around; sign by sign only where one of them cannot be printed."""
    if "".join(cells).isprintable():
        return [cell.strip() for cell in cells]
    return [_cleaned(cell) for cell in cells]


def _cleaned(cell: str) -> str:
    return cell.strip() if cell.isprintable() else clean(cell)


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells))) if len(cells) < width else tuple(cells)


def _passed(number: int, why: PassedOver, cells: Iterable[str]) -> PassedLine:
    return PassedLine(number, why, " ".join(cell.strip() for cell in cells if cell.strip())[:80])


def _no_such_sheet(file: str, sheet: str, sheets: Sequence[Sheet]) -> Finding:
    names = joined(", ", [tab.name for tab in sheets])
    fix = phrase("use one of: {names}", names=names)
    return Finding("import-sheet-unknown", phrase("the file has no such sheet"), fix, file, sheet)


def _no_table(file: str, sheets: Sequence[Sheet], names: _Names) -> Finding:
    """What to do where no sheet that can be seen has a table."""
    for sheet in sheets:
        if sheet.is_hidden and names.best_header(sheet).score > 0:
            message = phrase("the only table is on a hidden sheet")
            fix = phrase("show the sheet, or name it with --sheet if it is the right one")
            return Finding("import-sheet-hidden", message, fix, file, sheet.name)
    for sheet in sheets:
        filled = [(number, cells) for number, cells in sheet.lines if any(map(str.strip, cells))]
        if filled and names.score(filled[-1][1], is_located=sheet.is_located):
            message = phrase("there are no rows below the header")
            row = filled[-1][0]
            return Finding("file-empty", message, phrase("add rows"), file, sheet.name, row)
    message, fix = {
        Kind.HOUSEHOLDS: (
            phrase("no row looks like the header of a table of households"),
            phrase("name the columns, such as Name and Address, in a row above the households"),
        ),
        Kind.OFFICERS: (
            phrase("no row looks like the header of a table of officers"),
            phrase("name the columns, such as Name and Hours, in a row above the officers"),
        ),
        Kind.CALENDAR: (
            phrase("no row looks like the header of a table of days off"),
            phrase("name the columns, such as Officer, From and To, in a row above the days"),
        ),
    }[names.vocabulary.kind]
    return Finding("header-missing", message, fix, file)
