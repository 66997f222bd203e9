"""Dates and times of day as people and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale

from routeplan.formats.spreadsheet.numbers import plain_text
from routeplan.formats.spreadsheet.words.fields import LANGUAGES

MONTHS = 12
EXCEL_DAY_ZERO = date(1899, 12, 30)
LEAP_YEARS_APART = 9
"""Years of which one has a 29 February, at the latest."""
LONGEST = 40
"""Characters of a date, at the most."""
SERIALS = range(36526, 73051)
"""Of 2000 to 2099: as such a number a spreadsheet shows a date in a cell that is no date cell."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RUN_TOGETHER = re.compile(r"(20\d\d)([01]\d)([0-3]\d)")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_LOCAL = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})\.?")
_DAY_AND_MONTH = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|º|er)?\.?\s*(?:de |of |-)?\s*(?P<month>[^\W\d_]{3,12})\.?"
    r"|(?P<month2>[^\W\d_]{3,12})\.?\s*(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?)"
)
_NAMED = re.compile(_DAY_AND_MONTH + r"\s*(?:de |del |-)?\s*(?P<year>\d{4})(?:\s*г\.?)?")
_NAMED_DAY = re.compile(_DAY_AND_MONTH)
_LOCAL_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\.?")
_CHINESE_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
_ERA = re.compile(r"(令和|平成|r|h)\s*(\d{1,2}|元)(?:年|[./-])(?=\d)")
_BEFORE_ERA = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
"""The year before a Japanese era's first."""
_TIME = re.compile(
    r"(?:klo |às |as |a las |à |um |um die |在|上午|下午|в )?\s*"
    r"(\d{1,2})(?:\s*(?:[:.h]|点|時|时|ч)\s*([0-5]\d)(?::[0-5]\d)?|\s*(?:h|uhr|点|時|时|ч|horas?))"
    r"\s*(?:h|uhr|分|min|m)?\s*(am|pm|a\.m\.|p\.m\.)?|(\d{1,2})\s*(am|pm)"
)
_BETWEEN = re.compile(
    r"(?:t|,?\s+)(?:at |às |as |um |klo |a las |à |в )?"
    r"(?=\d{1,2}\s*(?:[:h]|pm|am|uhr|点|時|时|ч)|\d{1,2}\.\d\d$)"
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,14}\.?,?\s+(?=\d)")


class LikelyDate(NamedTuple):
    """A date; ``month_first`` is another one that the same text may mean."""

    day_first: date | None
    month_first: date | None

    def by(self, *, day_first: bool) -> date | None:
        """The one that is meant where days, or months, come first."""
        return self.day_first if day_first else self.month_first


def likely_date(text: str) -> LikelyDate | None:
    """The date, or both that the text may mean; None where it is none."""
    plain = _ERA.sub(_year_of_era, plain_text(text).strip("'").replace("年 ", "年"), count=1)
    if match := _ISO.fullmatch(plain) or _CHINESE.fullmatch(plain):
        return _sure(_date(*map(int, match.groups())))
    if len(plain) > LONGEST:
        return None
    if (match := _NAMED.fullmatch(plain)) and (
        month := month_named(match["month"] or match["month2"])
    ):
        return _sure(_date(int(match["year"]), month, int(match["day"] or match["day2"])))
    if match := _RUN_TOGETHER.fullmatch(plain):
        return _sure(_date(*map(int, match.groups())))
    plain = _WEEKDAY.sub("", plain)
    if match := _LOCAL.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 * (year < 100)
        if match[2] == "." and first > MONTHS:
            return _sure(_date(year, second, first))
        both = LikelyDate(_date(year, second, first), _date(year, first, second))
        return both if any(both) else None
    if re.fullmatch(r"\d{5}(\.0+)?", plain) and int(plain[:5]) in SERIALS:
        return _sure(EXCEL_DAY_ZERO + timedelta(days=int(plain[:5])))
    return None


class DayOfYear(NamedTuple):
    """Month and day without a year; ``month_first`` is what the same text may mean otherwise."""

    day_first: tuple[int, int]
    month_first: tuple[int, int]

    def in_year(self, year: int) -> LikelyDate | None:
        """The date, or both, in that year; None where no calendar has it."""
        both = LikelyDate(_date(year, *self.day_first), _date(year, *self.month_first))
        return both if any(both) else None


def day_without_year(text: str) -> DayOfYear | None:
    """The month and day of ``5 Dec``, ``Dec 24``, ``24/12``, ``3.12.`` or ``12月3日``."""
    plain = plain_text(text).strip("'")
    if len(plain) > LONGEST:
        return None
    return _day_of_year(plain) or _day_of_year(_WEEKDAY.sub("", plain))


def _day_of_year(plain: str) -> DayOfYear | None:
    if match := _NAMED_DAY.fullmatch(plain) or _NAMED_DAY.fullmatch(plain.rstrip(".")):
        month = month_named(match["month"] or match["month2"])
        named = month or 0, int(match["day"] or match["day2"])
        return DayOfYear(named, named) if month else None
    if match := _CHINESE_DAY.fullmatch(plain):
        named = int(match[1]), int(match[2])
        return DayOfYear(named, named)
    if not (match := _LOCAL_DAY.fullmatch(plain)):
        return None
    first, second = int(match[1]), int(match[3])
    other = (second, first) if match[2] == "." else (first, second)
    return DayOfYear((second, first), other)


def next_such_day(text: str, today: date, *, day_first: bool) -> date | None:
    """The next day of that month and day from today on, without a year in the text.

    None where the text is no such day, or no calendar has it.
    """
    meant = day_without_year(text)
    if meant is None:
        return None
    for month, day in meant if day_first else reversed(meant):
        for year in range(today.year, today.year + LEAP_YEARS_APART):
            on = _date(year, month, day)
            if on is not None and on >= today:
                return on
    return None


def with_year(text: str, year: int) -> LikelyDate | None:
    """The date, or both, of a text without a year, in that year."""
    meant = day_without_year(text)
    return meant.in_year(year) if meant else None


def days_come_first(texts: Iterable[str]) -> bool | None:
    """Whether days come before months in all of these; None where nothing tells."""
    votes = set()
    for text in texts:
        both = likely_date(split_moment(text)[0])
        if both and both.day_first != both.month_first:
            if both.month_first is None:
                votes.add(True)
            elif both.day_first is None:
                votes.add(False)
    return votes.pop() if len(votes) == 1 else None


def is_ambiguous(text: str) -> bool:
    """Whether a date may be two."""
    both = likely_date(split_moment(text)[0])
    return both is not None and None not in both and both.day_first != both.month_first


def split_moment(text: str) -> tuple[str, str]:
    """The date and the time of ``01/12/2026 10:30``; the time is empty where there is none."""
    plain = plain_text(text)
    if re.fullmatch(r"\d{5}\.\d+", plain) and int(plain[:5]) in SERIALS:
        seconds = round(float(f"0{plain[5:]}") * 86400)
        return plain[:5], f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}" if seconds else ""
    for match in _BETWEEN.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        if (likely_date(before) or day_without_year(before)) and clock(after):
            return before, after
    return plain, ""


def clock(text: str) -> str | None:
    """``10:30`` of ``10h30``, ``10.30``, ``10 Uhr``, ``9:05 pm`` or 0.4375 of a day."""
    plain = plain_text(text)
    if re.fullmatch(r"0?\.\d+", plain):
        total = round(float(f"0{plain.lstrip('0')}") * 1440)
        return f"{total // 60:02d}:{total % 60:02d}"
    match = _TIME.fullmatch(plain)
    if not match:
        return None
    hour, minute = int(match[1] or match[4]), int(match[2] or 0)
    half = (match[3] or match[5] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    elif plain.startswith("下午") and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour <= 30 else None


def _year_of_era(match: re.Match[str]) -> str:
    """``2025-`` of ``令和7年`` and ``R7.``, the rest of the date as it is."""
    year = _BEFORE_ERA[match[1]] + (1 if match[2] == "元" else int(match[2]))
    return f"{year}{match[0][-1]}"


def _sure(on: date | None) -> LikelyDate | None:
    return LikelyDate(on, on) if on else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_named(word: str) -> int | None:
    """The month that a word means in one of the languages, also cut short."""
    return _months().get(_letters(word))


@cache
def _months() -> dict[str, int]:
    """Names of months, also cut short, in all the languages."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[use][width].items():
                    names.setdefault(_letters(name), number)
    return names


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in folded if sign.isalpha())
