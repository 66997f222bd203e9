"""A duty roster as people draw it: officers down, days across, a code of a shift in each cell.

Or the other way round. Above stands the month, beside it totals, below it often what the codes
mean::

    Dienstplan Dezember 2026
    Name  | 1  | 2  | 3  | 4  | ...
          | Di | Mi | Do | Fr |
    Kranz | F  | F  | S  |    |
    F = 06:00-14:00, S = 14:00-22:00
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from routeplan.formats.spreadsheet.columns import matched
from routeplan.formats.spreadsheet.day_columns import weekdays_named
from routeplan.formats.spreadsheet.people_names import is_rank
from routeplan.formats.spreadsheet.rosters.day_heads import Head, days_in_a_row
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.lines_to_skip import NO_ROW
from routeplan.formats.spreadsheet.words.vocabulary import OFFICERS
from routeplan.formats.tables.header import clean

LOOKED_AT, LOOKED_ACROSS = 40, 4
"""Lines, and columns, of a sheet in which the days of a roster may stand."""
MOST_LINES = 500
LONGEST_CODE, LONGEST_NAME = 30, 60
MOST_CODES, MOST_NUMBERS = 60, 5
"""Different codes of a roster, at the most; and of these that are but numbers."""
MOST_OF = 0.75
_WHO = (Field.NAME, Field.SURNAME, Field.FIRST_NAME)
_MEANING = re.compile(r"(?P<code>[^\s=:]{1,6})\s*(?:=|:|–|—|\s-\s)\s*(?P<text>\S.{1,60})")
_NEXT = re.compile(r"[;,/|\n]\s*(?=[^\s=:]{1,6}(?:\s*[=:]\s*|\s+[-–—]\s+)\S)")
_TITLE = re.compile(r"[^\W\d_][^\d=:]{1,20}[:：]\s*(?=[^\s=:]{1,6}\s*[-=:–—])")
"""Before the first code: ``Key: D - day shift``."""


class Duty(NamedTuple):
    """A cell: its line in the sheet, the officer, which of the days, and what stands there.

    ``place`` is the officer's line or column, by which namesakes are two.
    """

    line: int
    place: int
    officer: str
    day: int
    code: str


@dataclass(frozen=True)
class RosterMatrix:
    """A roster that was found in a sheet.

    Parameters
    ----------
    heads
        Its days.
    line
        That of its days.
    duties
        Every cell of every officer, also blank ones.
    titles
        What stands around it.
    legend
        What codes mean, by the code, as it is written below the table or beside it.
    """

    heads: tuple[Head, ...]
    line: int
    duties: tuple[Duty, ...]
    titles: tuple[str, ...] = ()
    legend: Mapping[str, str] = field(default_factory=dict)


def roster_in(sheet: Sheet) -> RosterMatrix | None:
    """The roster of a sheet; None where it has none."""
    if sheet.is_located or not sheet.lines or len(sheet.lines) > MOST_LINES:
        return None
    numbers = [number for number, _ in sheet.lines]
    width = max(len(cells) for _, cells in sheet.lines)
    grid = [[clean(cell) for cell in (*cells, *[""] * (width - len(cells)))]
            for _, cells in sheet.lines]  # fmt: skip
    if across := _in_grid(grid, LOOKED_AT):
        roster, _ = across
        duties = (duty._replace(line=numbers[duty.line]) for duty in roster.duties)
        return replace(roster, duties=tuple(duties), line=numbers[roster.line])
    down = _in_grid([list(column) for column in zip(*grid, strict=True)], LOOKED_ACROSS)
    if down is None or down[0].heads[0].month is None:  # numbers that count the rows
        return None
    roster, places = down
    duties = (duty._replace(line=numbers[places[duty.day]]) for duty in roster.duties)
    return replace(roster, duties=tuple(duties), line=numbers[max(places[0] - 1, 0)])


def _in_grid(
    grid: Sequence[Sequence[str]], looked_at: int
) -> tuple[RosterMatrix, Sequence[int]] | None:
    """A roster with its days across, in one of the first lines, and where these days are.

    Lines count from 0.
    """
    likely = ((k, days_in_a_row(row)) for k, row in enumerate(grid[:looked_at]))
    at, days = max(likely, key=lambda row: len(row[1]), default=(0, {}))
    if not days:
        return None
    places = [*days]
    heads = [*days.values()]
    skipped = {at}
    for beside in (at - 1, at + 1):
        words = [grid[beside][place] for place in places] if 0 <= beside < len(grid) else []
        if words and (named := weekdays_named(words)):
            heads = [head._replace(of_week=day) for head, day in zip(heads, named, strict=True)]
            skipped.add(beside)
    duties = [
        Duty(k, k, name, day, grid[k][place])
        for k, name in _officers(grid, at, places, skipped)
        for day, place in enumerate(places)
    ]
    if not _are_duties(duties):
        return None
    of_officers = {duty.line for duty in duties}
    others = [row for k, row in enumerate(grid) if k not in of_officers | skipped]
    codes = {duty.code for duty in duties if duty.code}
    legend = dict(_legend(others, codes))
    titles = tuple(cell for row in others for cell in row if cell)
    return RosterMatrix(tuple(heads), at, tuple(duties), titles, legend), places


def _officers(
    grid: Sequence[Sequence[str]], at: int, places: Sequence[int], skipped: set[int]
) -> Iterator[tuple[int, str]]:
    """The lines below the days that are an officer's, with the name."""
    lines = [k for k in range(at + 1, len(grid)) if k not in skipped]
    columns = _name_columns(grid, at, lines, places[0])
    for k in lines:
        name = " ".join(filter(None, (grid[k][place] for place in columns)))
        is_name = any(map(str.isalpha, name)) and len(name) <= LONGEST_NAME
        has_duties = any(grid[k][place] for place in places)
        if is_name and has_duties and not NO_ROW.match(name):
            yield k, name


def _name_columns(
    grid: Sequence[Sequence[str]], at: int, lines: Sequence[int], first: int
) -> list[int]:
    """Where names stand: by the heads of the columns before the days, else by their letters.

    A rank has letters, too, and so has what stands below the roster; neither counts.
    """
    known = {}
    for place in range(first):
        heads = (grid[k][place] for k in range(max(at - 1, 0), min(at + 2, len(grid))))
        match = next(filter(None, (matched(head, OFFICERS) for head in heads)), None)
        known[place] = match.field if match else None
    named = [place for place, one in known.items() if one in _WHO]
    if named:
        return sorted(named, key=lambda place: (_WHO.index(known[place] or Field.NAME), place))

    on_duty = [k for k in lines if any(grid[k][first:])]

    def names(place: int) -> tuple[int, int]:
        texts = [grid[k][place] for k in on_duty]
        letters = sum(sum(map(str.isalpha, text)) for text in texts)
        return sum(any(map(str.isalpha, text)) and not is_rank(text) for text in texts), letters

    return [max(range(first), key=lambda place: (*names(place), -place))] if first else []


def _are_duties(duties: Sequence[Duty]) -> bool:
    """Whether few different short texts stand there, again and again, as codes of shifts do.

    Many different numbers are those of something else.
    """
    codes = [duty.code for duty in duties if duty.code]
    different = {*codes}
    if not codes or any(len(code) > LONGEST_CODE for code in codes):
        return False
    if len(different) > MOST_NUMBERS and MOST_OF * len(different) < sum(
        map(str.isdecimal, different)
    ):
        return False
    return len(different) <= MOST_CODES and len(different) <= MOST_OF * len(codes) + 5


def _legend(rows: Sequence[Sequence[str]], codes: set[str]) -> Iterator[tuple[str, str]]:
    """What codes mean: ``F = 6-14`` in one cell, or the code and its meaning in neighbours."""
    for row in rows:
        filled = [cell for cell in row if cell]
        for cell in filled:
            for part in _NEXT.split(_TITLE.sub("", cell, count=1)):
                match = _MEANING.fullmatch(part.strip(" ,;"))
                if match and match["code"] in codes:
                    yield match["code"], match["text"].strip(" =,;")
        for cell, beside in pairwise(filled):
            if cell.rstrip(" =:") in codes and beside not in codes:
                yield cell.rstrip(" =:"), beside.lstrip(" =:")
