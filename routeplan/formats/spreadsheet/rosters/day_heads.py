"""The heads of a roster's columns: dates, days of a month, with or without their weekdays."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from routeplan.formats.spreadsheet.dates import (
    day_without_year,
    likely_date,
    month_named,
    split_moment,
)
from routeplan.formats.spreadsheet.day_columns import weekday_named

FEWEST = 5
"""Days that a roster has, at least."""
WIDEST = 3
"""Columns that a day has, at the most."""
MONTHS_BACK, MONTHS_AHEAD = 2, 12
"""Months around today in which an undated roster may be."""
_DAY_OF_MONTH = re.compile(r"(?P<before>\D{0,12}?)(?P<day>\d{1,2})[.日号號일]?(?P<after>\D{0,12})")
_NUMBERED_MONTH = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?:年|년|[-/.])\s*(?P<month>\d{1,2})(?![\d./-])|"
    r"(?<![\d./-])(?P<month2>\d{1,2})\s*[-/.]\s*(?P<year2>(?:19|20)\d\d)|(?P<month3>\d{1,2})\s*[月월]"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Head(NamedTuple):
    """What the head of a column says of its day; what it does not say is None."""

    day: int
    month: int | None = None
    year: int | None = None
    of_week: int | None = None


class Month(NamedTuple):
    """A month; the year is None where nothing tells it."""

    month: int
    year: int | None


def head_of(cell: str) -> Head | None:
    """The day in the head of a column; None where it names none."""
    text = " ".join(cell.split())
    if not text or len(text) > 30 or not any(map(str.isdigit, text)):
        return None
    plain, of_week = _without_weekday(text)
    written, _ = split_moment(plain)
    if (
        not plain.isdecimal()
        and (dated := likely_date(written))
        and (on := dated.by(day_first=True))
    ):
        return Head(on.day, on.month, on.year, of_week)
    if not plain.isdecimal() and (meant := day_without_year(plain)):
        month, day = meant.day_first
        return Head(day, month, None, of_week) if 1 <= month <= 12 else None
    match = _DAY_OF_MONTH.fullmatch(text)
    if match is None or not 1 <= int(match["day"]) <= 31:
        return None
    return Head(int(match["day"]), None, None, of_week)


def _without_weekday(text: str) -> tuple[str, int | None]:
    """The text without the name of a weekday at its begin or end, and which that is."""
    words = [word for word in re.split(r"[\s,()（）]+", text) if word]
    for at in (0, -1):
        if words and (day := weekday_named(words[at].rstrip("."))) is not None:
            return " ".join(words[1:] if at == 0 else words[:-1]), day
    return text, None


def days_in_a_row(cells: Sequence[str]) -> dict[int, Head]:
    """The longest run of heads of days in a line, by their places.

    They go on from day to day; a weekend may be left out, and one month may follow another.
    """
    heads = {place: head for place, cell in enumerate(cells) if (head := head_of(cell))}
    runs: list[dict[int, Head]] = []
    for place, head in heads.items():
        if runs and _goes_on(runs[-1], place, head):
            runs[-1][place] = head
        else:
            runs.append({place: head})
    best = max(runs, key=len, default={})
    return best if len(best) >= FEWEST else {}


def _goes_on(run: Mapping[int, Head], place: int, head: Head) -> bool:
    """Whether a head is the next of a run: after its last, and as far from it as these are."""
    places = [*run][-2:]
    step = places[1] - places[0] if len(places) == 2 else place - places[0]
    return place - places[-1] == step <= WIDEST and _follows(run[places[-1]], head)


def _follows(last: Head, head: Head) -> bool:
    """Whether a day is one to four after another."""
    if (last.month is None) is not (head.month is None):
        return False
    if head.month == last.month and 1 <= head.day - last.day <= 4:
        return True
    is_next_month = head.month is None or head.month != last.month
    return is_next_month and last.day >= 26 and head.day <= 4


def months_in(texts: Iterable[str]) -> list[Month]:
    """The months that titles name, each once: ``Dezember 2026``, ``2026年12月``, ``12/2026``."""
    months: dict[Month, None] = {}
    for text in texts:
        for match in _NUMBERED_MONTH.finditer(text):
            month = int(match["month"] or match["month2"] or match["month3"])
            year = match["year"] or match["year2"]
            if 1 <= month <= 12:
                months[Month(month, int(year) if year else None)] = None
        named = [month_named(word) for word in re.findall(r"[^\W\d_]{3,}", text)]
        years = [int(year) for year in _YEAR.findall(text)]
        for month in filter(None, named):
            months[Month(month, years[0] if len(years) == 1 else None)] = None
    dated = {known.month for known in months if known.year}
    return [known for known in months if known.year or known.month not in dated]


def dates_in(heads: Sequence[Head], month: Month | None, today: date) -> list[date] | None:
    """The date of each head; None where the months or years are unknown, or no calendar has them.

    Parameters
    ----------
    month
        That of the first head, where it does not say.
    """
    first = heads[0]
    if first.year is not None:
        return _checked(_counted_on(heads, first.year, first.month or 1))
    starts: Iterator[tuple[int, int]]
    if first.month is not None:
        years = (
            [month.year] if month and month.year else [today.year - 1, today.year, today.year + 1]
        )
        starts = ((year, first.month) for year in years)
    elif month is not None:
        years = [month.year] if month.year else [today.year - 1, today.year, today.year + 1]
        starts = ((year, month.month) for year in years)
    else:
        return None
    likely = [dates for start in starts if (dates := _checked(_counted_on(heads, *start)))]
    fitting = [dates for dates in likely if _fits_weekdays(heads, dates)]
    return min(fitting, key=lambda dates: abs((dates[0] - today).days), default=None)


def likely_months(heads: Sequence[Head], today: date) -> list[Month]:
    """The months in which the days and their weekdays fit, this or the next one first."""
    months = []
    for count in (*range(MONTHS_AHEAD + 1), *range(-1, -MONTHS_BACK - 1, -1)):
        at = today.year * 12 + today.month - 1 + count
        year, month = at // 12, at % 12 + 1
        dates = _checked(_counted_on(heads, year, month))
        if dates and _fits_weekdays(heads, dates):
            months.append(Month(month, year))
    return months


def _counted_on(heads: Sequence[Head], year: int, month: int) -> Iterator[tuple[int, int, int]]:
    """Year, month and day of each head; a smaller day is of the next month."""
    yield year, month, heads[0].day
    for last, head in pairwise(heads):
        if head.day < last.day or (head.month is not None and head.month != last.month):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        yield year, month, head.day


def _checked(days: Iterable[tuple[int, int, int]]) -> list[date] | None:
    dates = []
    for year, month, day in days:
        if day > monthrange(year, month)[1]:
            return None
        dates.append(date(year, month, day))
    return dates


def _fits_weekdays(heads: Sequence[Head], dates: Sequence[date]) -> bool:
    return all(
        head.of_week is None or head.of_week == on.weekday()
        for head, on in zip(heads, dates, strict=True)
    )
