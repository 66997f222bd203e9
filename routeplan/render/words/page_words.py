"""The words of pages and sheets, and how dates and lengths are written in each language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from routeplan.phrases import Digits
from routeplan.render.words.catalogue import ENGLISH, Language, code_of, words_of

RESULTS = ("met", "entered", "out", "refused", "moved", "wrong")
NOT_ON_PAGES = ("left_out_", "off_street_", "card_", "date_")
"""Keys of sentences and patterns, and of what only cards say."""
A_MONDAY = date(2024, 1, 1)
"""Any Monday, for the names of weekdays."""


@cache
def page_words(language: Language) -> Mapping[str, str]:
    """The words that every page and sheet is given."""
    words = words_of(language)
    return MappingProxyType(
        {key: text for key, text in words.items() if not key.startswith(NOT_ON_PAGES)}
    )


def long_date(on: date, language: Language) -> str:
    """``Monday 30 November 2026``, ``2026年11月30日 星期一``."""
    return _date(on, "date_long", language)


def short_date(on: date, language: Language) -> str:
    """``Mon 30 Nov``, ``11月30日 周一``."""
    return _date(on, "date_short", language)


def span_dates(first: date, last: date, language: Language) -> tuple[str, str]:
    """A span's two days with its year where the language has it: in front, or at the end."""
    words, days = words_of(language), (short_date(first, language), short_date(last, language))
    year, month, _ = words["date_long"].partition("M")
    if not (month and year.startswith("y")):
        return days[0], f"{days[1]} {last.year}"
    years = [format_date(on, year, locale_of(language)) for on in (first, last)]
    return years[0] + days[0], (years[1] if last.year != first.year else "") + days[1]


METRES_SHOWN, TENTHS_SHOWN = 995, 9950
"""From here on a length is shown in kilometres, and from there on in whole ones."""


def month_name(on: date, language: Language) -> str:
    """``November 2026``, ``2026年11月``."""
    return _date(on, "date_month", language)


def short_weekday(weekday: int, language: Language) -> str:
    """``Mon``, ``周一``; Monday is 0."""
    return format_date(A_MONDAY + timedelta(days=weekday), "EEE", locale_of(language))


def _date(on: date, pattern: str, language: Language) -> str:
    return format_date(on, words_of(language)[pattern], locale_of(language))


@cache
def locale_of(language: Language) -> Locale:
    """How a language writes dates and numbers; as English does where nobody knows."""
    try:
        return Locale.parse(code_of(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


def length(metres: float, language: Language) -> str:
    """``420 m``, ``4.4 km``, ``44 km``."""
    words = words_of(language)
    if metres < METRES_SHOWN:
        return f"{metres:g} {words['metre']}"
    if metres < TENTHS_SHOWN:
        return f"{decimal(metres / 1000, language)} {words['kilometre']}"
    return f"{whole(round(metres / 1000), language)} {words['kilometre']}"


@cache
def digits_of(language: Language) -> Digits:
    """How a language writes numbers: pages, paper, terminal and scripts ask here alone."""
    locale = locale_of(language)
    return Digits(get_group_symbol(locale), get_decimal_symbol(locale))


def whole(number: int, language: Language) -> str:
    """``1,234``, ``1.234``, ``1 234``."""
    return digits_of(language).written(number, ",")


def decimal(number: float, language: Language) -> str:
    """``4.4``, ``4,4``: with one decimal place."""
    return digits_of(language).written(number, ",.1f")


def minutes(seconds: int, language: Language) -> str:
    """``6 min``, never less than one."""
    return f"{max(1, round(seconds / 60))} {words_of(language)['minute']}"


def hours(seconds: int) -> str:
    """``6:05``."""
    whole = round(seconds / 60)
    return f"{whole // 60}:{whole % 60:02d}"
