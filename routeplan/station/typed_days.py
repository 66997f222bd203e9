"""Days as people type them: ``tomorrow``, ``mon``, ``30/11``, ``30 Nov``, ``11月30日``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from routeplan.phrases import Phrase, phrase, short_date
from routeplan.station.clock import plan_date

_YESTERDAY = ("yesterday", "ontem", "ayer", "hier", "eilen", "gestern", "вчера", "昨天", "昨日")
_TODAY = ("today", "hoje", "hoy", "aujourd'hui", "tänään", "heute", "сегодня", "今天", "今日")
_TOMORROW = (
    "tomorrow",
    "amanhã",
    "mañana",
    "demain",
    "huomenna",
    "morgen",
    "завтра",
    "明天",
    "明日",
)
CENTURY = 2000
DAYS_IN_WEEK = 7
MONTHS, LONGEST_YEAR = 12, 366
SLACK_DAYS = 60
"""A day without a year that lies so near is meant, though it is on the other side of today."""
SHORTEST = 2
"""Letters that name a weekday; a month takes one more."""
_NUMBERS = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})(?:[/.\-](\d{4}|\d{1,2})?)?")
_SIGNS = re.compile(r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_DAY_MONTH = re.compile(
    r"(?:(?P<weekday>[^\W\d]+)[.,]*\s+)?(?P<day>\d{1,2})\.?\s*(?:de\s+)?"
    r"(?P<month>[^\W\d]+)\.?(?:\s+(?:de\s+)?(?P<year>\d{4}))?"
)
_MONTH_DAY = re.compile(r"(?P<month>[^\W\d]+)\.?\s*(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?")
_ISO = re.compile(r"\d{4}-.*|\d{8}")
_SHORT_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NEXT_BEFORE = r"next|pr[oó]xim[oa]|ensi|n[aä]chste[nr]?|следующ(?:ий|ая|ее|ую)"
_NEXT_BEHIND = r"prochain|pr[oó]xim[oa]|que\s+vem|que\s+viene"
_NEXT = re.compile(rf"(?:{_NEXT_BEFORE})\s+(.+)|(.+?)\s+(?:{_NEXT_BEHIND})")
"""The next such day; in a week's middle it may be of this week or of the next."""
_OF_NEXT_WEEK = re.compile(r"(?:下(?=周|週|星期|礼拜)|来週の?)(.+)")


@dataclass(frozen=True)
class DayTyper:
    """Who types a day, and when.

    Parameters
    ----------
    languages
        Codes of those whose names of days are understood.
    month_first
        Whether ``3/4`` is the 4th of March.
    year_first
        Whether dates begin with the year, so that ``3.4`` has the month first, too.
    """

    today: date
    languages: tuple[str, ...] = ("en",)
    month_first: bool = False
    year_first: bool = False


@dataclass(frozen=True)
class TypedDay:
    """A day, and how it was understood where that could have been otherwise."""

    day: date
    reading: Phrase | None = None


def typed_day(
    text: str, reader: DayTyper, *, back: bool = False, among: Collection[date] = ()
) -> TypedDay:
    """The day that somebody types.

    Parameters
    ----------
    back
        Whether a day that is over is meant where the text leaves it open, such as ``mon``; else one
        that is to come. Today is both.
    among
        Days of which one is meant, if any fits.

    Raises
    ------
    ValueError
        When it is no day.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").strip()
    if short := _SHORT_ISO.fullmatch(plain):
        plain = f"{short[1]}-{short[2]:>02}-{short[3]:>02}"
    if _ISO.fullmatch(plain):
        return TypedDay(plan_date(plain))
    if (days := _relative().get(_bare(plain))) is not None:
        return TypedDay(reader.today + timedelta(days=days))
    weekday = _weekday(plain, reader.languages)
    if weekday is not None:
        fits = (day for day in _around(reader.today) if day.weekday() == weekday)
        day = _meant(fits, reader.today, back=back, among=among, slack=0)
        return TypedDay(day, _read_as(text, day))
    if (following := _next_weekday(text, plain, reader)) is not None:
        return TypedDay(following, _read_as(text, following))
    parts = _parts(plain, reader)
    if parts is None:
        raise ValueError(
            phrase(
                "{text!r} is not a date; write it like 2026-11-30, tomorrow, mon or 30/11",
                text=text,
            )
        )
    return _dated(text, parts, reader, back=back, among=among)


@dataclass(frozen=True)
class _Parts:
    """A day of a month, perhaps of a year; ``order`` says how it was read if it is unsure."""

    day: int
    month: int
    year: int | None = None
    order: Phrase | None = None


def _dated(
    text: str, parts: _Parts, reader: DayTyper, *, back: bool, among: Collection[date]
) -> TypedDay:
    today = reader.today
    years = (parts.year,) if parts.year else range(today.year - 4, today.year + 5)
    fits = [day for year in years if (day := _date(year, parts)) is not None]
    if not fits:
        raise ValueError(
            phrase(
                "{text!r} is not a date: no month {month} has a day {day}",
                text=text,
                month=parts.month,
                day=parts.day,
            )
        )
    day = _meant(fits, today, back=back, among=among, slack=SLACK_DAYS)
    plan_date(day.isoformat())
    if parts.order:
        return TypedDay(day, _read_as(text, day, parts.order))
    return TypedDay(day, None if parts.year else _read_as(text, day))


def _read_as(text: str, day: date, order: Phrase | None = None) -> Phrase:
    if order is None:
        return phrase("'{text}' is {date} {year}.", text=text, date=short_date(day), year=day.year)
    return phrase(
        "'{text}' is read as {date} {year} ({order}).",
        text=text,
        date=short_date(day),
        year=day.year,
        order=order,
    )


def _date(year: int, parts: _Parts) -> date | None:
    try:
        return date(year, parts.month, parts.day)
    except ValueError:
        return None


def _around(today: date) -> list[date]:
    """Every day of the year before and after."""
    return [today + timedelta(days=days) for days in range(-LONGEST_YEAR, LONGEST_YEAR + 1)]


def _meant(
    days: Iterator[date] | list[date],
    today: date,
    *,
    back: bool,
    among: Collection[date],
    slack: int,
) -> date:
    """Of days one of those that are wanted, else the nearest on the side that is meant."""
    every = sorted(days)
    wanted = [day for day in every if day in among]
    ahead = [day for day in wanted if day >= today]
    if wanted:
        return ahead[0] if ahead else wanted[-1]
    edge = timedelta(days=slack)
    if back:
        return max((day for day in every if day <= today + edge), default=every[0])
    return min((day for day in every if day >= today - edge), default=every[-1])


def _bare(word: str) -> str:
    """Without accents and stops."""
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(letter for letter in letters if not unicodedata.combining(letter))
    ).strip(".,' ")


@cache
def _relative() -> dict[str, int]:
    words = {-1: _YESTERDAY, 0: _TODAY, 1: _TOMORROW}
    return {_bare(word): days for days, spellings in words.items() for word in spellings}


def _weekday(plain: str, languages: tuple[str, ...]) -> int | None:
    """0 for Monday; None where the text names none, or more than one."""
    return _named(_bare(plain), _weekdays(languages), SHORTEST)


def _named(word: str, names: Mapping[str, frozenset[int]], shortest: int) -> int | None:
    """What a word names, whole or by its first letters."""
    if word in names:
        return min(names[word]) if len(names[word]) == 1 else None
    if len(word) < shortest:
        return None
    begun = {number for name, meant in names.items() if name.startswith(word) for number in meant}
    return min(begun) if len(begun) == 1 else None


def _next_weekday(text: str, plain: str, reader: DayTyper) -> date | None:
    """The day of ``next mon`` or ``下周一``; None where the text is of another kind.

    Raises
    ------
    ValueError
        When it may be a day of this week or of the next.
    """
    later, next_week = _NEXT.fullmatch(plain), _OF_NEXT_WEEK.fullmatch(plain)
    match = later or next_week
    name = next(filter(None, match.groups()), "") if match else ""
    weekday = _weekday(name, reader.languages)
    if weekday is None:
        return None
    monday = reader.today - timedelta(days=reader.today.weekday())
    this, following = (monday + timedelta(days=days + weekday) for days in (0, DAYS_IN_WEEK))
    if next_week is None and this > reader.today:
        raise ValueError(
            phrase(
                "{text!r} may be {first} or {second}: write the date",
                text=text,
                first=short_date(this),
                second=short_date(following),
            )
        )
    return following


@cache
def _weekdays(languages: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """By name, of every language, long and short; Sunday is 6."""
    names: dict[str, set[int]] = {}
    for code in languages:
        for days in _tables(code, "days"):
            for number, name in days.items():
                names.setdefault(_bare(name.casefold()), set()).add(number)
        if code == "zh":
            for number, sign in enumerate("一二三四五六日"):
                for name in (f"礼拜{sign}", f"周{sign}", f"星期{sign}"):
                    names.setdefault(name, set()).add(number)
            for name in ("周天", "星期天", "礼拜天"):
                names.setdefault(name, set()).add(6)
        for name, number in _short_weekdays(code):
            names.setdefault(_bare(name), set()).add(number)
    return {name: frozenset(meant) for name, meant in names.items()}


def _short_weekdays(code: str) -> Iterator[tuple[str, int]]:
    """Further names, such as ``weds`` and ``tues``, of which no two days share one."""
    from routeplan.hours.people_words import LANGUAGES, day_names

    if code in LANGUAGES:
        for name, number in day_names(code).items():
            if len(name) > SHORTEST:
                yield name, number


@cache
def _months(languages: tuple[str, ...]) -> dict[str, frozenset[int]]:
    names: dict[str, set[int]] = {}
    for code in languages:
        for months in _tables(code, "months"):
            for number, name in months.items():
                names.setdefault(_bare(name.casefold()), set()).add(number)
    return {name: frozenset(meant) for name, meant in names.items()}


def _tables(code: str, kind: str) -> Iterator[Mapping[int, str]]:
    """A language's names by their numbers, long and short, alone and within a date."""
    from babel import Locale, UnknownLocaleError

    try:
        names = getattr(Locale.parse(code), kind)
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield names[context][width]


def _parts(plain: str, reader: DayTyper) -> _Parts | None:
    """Day, month and perhaps year of a text; None where it names none."""
    if match := _SIGNS.fullmatch(plain):
        return _Parts(int(match[3]), int(match[2]), int(match[1]) if match[1] else None)
    if match := _NUMBERS.fullmatch(plain):
        return _numbers(match, reader)
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if match := pattern.fullmatch(plain):
            month = _named(_bare(match["month"]), _months(reader.languages), SHORTEST + 1)
            if month is not None:
                year = int(match["year"]) if match["year"] else None
                return _Parts(int(match["day"]), month, year)
    return None


def _numbers(match: re.Match[str], reader: DayTyper) -> _Parts | None:
    first, sign, second, third = int(match[1]), match[2], int(match[3]), match[4]
    if len(match[1]) > SHORTEST:
        return _Parts(int(third), second, first) if third and len(third) <= SHORTEST else None
    if third is not None and len(third) == 1:
        return None
    year = None if third is None else int(third) + CENTURY * (len(third) == SHORTEST)
    month_first = reader.year_first if sign == "." else reader.month_first
    if first > MONTHS or second > MONTHS:
        month_first = second > MONTHS
        order = None
    elif first == second:
        order = None
    else:
        order = phrase("the month first") if month_first else phrase("the day first")
    day, month = (second, first) if month_first else (first, second)
    return _Parts(day, month, year, order)


def reader_of(folder: Path, today: date, languages: Collection[str] = ()) -> DayTyper:
    """Whoever types in a station's folder, as far as its settings can be read.

    Which of two numbers is the month follows from the station's language and its time zone's
    country.
    """
    try:
        settings = tomllib.loads((folder / "routeplan.toml").read_text("utf-8"))
    except (OSError, ValueError):
        settings = {}
    sheets, zone = settings.get("sheets"), settings.get("timezone")
    language = sheets.get("language") if isinstance(sheets, dict) else None
    code = language if isinstance(language, str) else "en"
    pattern = _short_pattern(code, zone if isinstance(zone, str) else "")
    month, day, year = (pattern.find(sign) for sign in "Mdy")
    known = tuple(dict.fromkeys((*languages, code, "en")))
    return DayTyper(today, known, month_first=month < day, year_first=year < month)


def _short_pattern(code: str, zone: str) -> str:
    """How a language writes short dates in the country of a time zone, such as ``dd/MM/y``."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    territory = get_global("zone_territories").get(zone, "001")
    for name in (f"{code}_{territory}", code):
        try:
            return str(Locale.parse(name).date_formats["short"].pattern)
        except (UnknownLocaleError, ValueError):
            continue
    return "d/M/y"
