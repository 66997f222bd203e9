"""Columns that are named after weekdays: ``Mo``, ``Monday from``, ``周一 › 开始``.

Short names are words of other languages, too: ``To`` is a Thursday in Finnish, ``Di`` a Tuesday in
German and a Sunday in French. Which language it is shows only in several of them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from routeplan.formats.spreadsheet.header_rows import BELOW, header_key
from routeplan.hours.people_tokens import is_east_asian
from routeplan.hours.people_words import LANGUAGES, lexicon

LONGEST = 60
"""Characters of a column's name, at the most; what is longer is a sentence."""
SEVERAL = 3
"""Different days from which on short names are those of days."""
LONG, LONG_EAST_ASIAN = 5, 2
"""Letters of a name that is a day's also when it stands alone."""
_ALSO = {"zh": dict(zip("一二三四五六日", range(7), strict=True))}
"""What stands below a heading "week"."""


class DayName(NamedTuple):
    """The weekday in a column's name, from 0, Monday, on.

    ``rest`` is what else stands there, which is a heading where ``is_below``.
    """

    of_week: int
    rest: str
    language: str
    is_below: bool


def days_of(header: Sequence[str]) -> dict[int, DayName]:
    """The weekdays in the names of columns, by their places; in one and the same language."""
    best: dict[int, DayName] = {}
    names = [_days_in(cell) if len(cell) <= LONGEST else {} for cell in header]
    for language in LANGUAGES:
        named = {place: days[language] for place, days in enumerate(names) if language in days}
        if named and _rank(named, header) > _rank(best, header):
            best = named
    return best


def weekday_named(word: str) -> int | None:
    """The weekday, from 0, Monday, on, that a word means in every language that knows it as one."""
    days = {*_words().get(header_key(word), {}).values()}
    return days.pop() if len(days) == 1 else None


def weekdays_named(words: Sequence[str]) -> list[int] | None:
    """The weekdays of a row, in the language in which all are names of one; else None."""
    known = [_words().get(header_key(word), {}) for word in words]
    for language in LANGUAGES:
        if known and all(language in days for days in known):
            return [days[language] for days in known]
    return None


def _rank(named: Mapping[int, DayName], header: Sequence[str]) -> tuple[int, int]:
    """How well the names fit: different days, and columns that only repeat one count against it."""
    different = {(day.of_week, day.rest) for day in named.values()}
    days = {day.of_week for day in named.values()}
    sure = {day.of_week for place, day in named.items() if _is_long(header[place], day)}
    if len(days) < SEVERAL and days != sure:
        return 0, 0
    return len(days), len(different) - len(named)


def _is_long(cell: str, day: DayName) -> bool:
    """Whether the name of the day is no abbreviation."""
    key = header_key(cell)
    return any(
        word in key and len(word) >= (LONG_EAST_ASIAN if is_east_asian(word[0]) else LONG)
        for word, days in _words().items()
        if days.get(day.language) == day.of_week
    )


@lru_cache(maxsize=8192)
def _days_in(cell: str) -> dict[str, DayName]:
    """What a name means by the words of each language that knows a weekday in it."""
    days: dict[str, DayName] = {}
    for whole, rest, is_below in _cuts(cell):
        for language, day in _words().get(header_key(whole), {}).items():
            days.setdefault(language, DayName(day, rest, language, is_below))
    return days


def _cuts(cell: str) -> Iterator[tuple[str, str, bool]]:
    """The parts of a name that may be a day, with all else, and whether that is a heading."""
    *headings, name = cell.split(BELOW)
    for at in range(len(headings) - 1, -1, -1):
        yield headings[at], BELOW.join([*headings[at + 1 :], name]), False
    if headings:
        yield name, BELOW.join(headings), True
        return
    yield cell, "", False
    words = cell.replace("/", " ").replace(":", " ").split()
    if len(words) > 1:
        yield words[0], " ".join(words[1:]), False
        yield words[-1], " ".join(words[:-1]), False
    elif cell and is_east_asian(cell[0]):
        for at in range(len(cell) - 1, 0, -1):
            yield cell[:at], cell[at:], False


@cache
def _words() -> dict[str, dict[str, int]]:
    """Names of weekdays by their keys: which day that is in each language."""
    words: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        of_week = _ALSO.get(language, {}) | {
            header_key(word): next(iter(meaning))
            for word, meaning in lexicon(language).words.items()
            if isinstance(meaning, frozenset) and len(meaning) == 1
        }
        for key, day in of_week.items():
            words.setdefault(key, {})[language] = day
    return words
