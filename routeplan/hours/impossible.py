"""What the library accepts though nobody can mean it: days no calendar has, hours taken back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from routeplan.phrases import phrase

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    rf"(?:\b(\d{{4}})\s+)?\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?![\d:])"
    r"(?:\s*-\s*(\d{1,2})(?![\d:]))?",
    re.IGNORECASE,
)
_LEAP_YEAR = 2024
_ONLY_OFF = re.compile(r'(?:off|closed)\s*(?:"[^"]*")?', re.IGNORECASE)


class Impossible(NamedTuple):
    """One thing refused, for an ``AvailabilityLint``: its code, what is wrong and the mend."""

    code: str
    message: str
    fix: str


def impossible(rules: list[str]) -> Iterator[Impossible]:
    """Everything of this kind in the rules of a text, in their order."""
    for k, rule in enumerate(rules):
        for date in _dates(rule):
            message = phrase("no calendar has the day {date}", date=date)
            yield Impossible(
                "availability-no-such-day", message, phrase("write the day that is meant")
            )
        if k and _ONLY_OFF.fullmatch(rule):
            message = phrase("'{rule}' without days takes back all hours before it", rule=rule)
            fix = phrase("write when nobody is at home, such as 'Su off'")
            yield Impossible("availability-no-hours", message, fix)


def _dates(rule: str) -> Iterator[str]:
    """The dates of a rule that do not exist; a year holds for those behind it."""
    year = ""
    for match in _DATE.finditer(rule):
        year = match[1] or year
        month = _MONTHS.index(match[2].lower()) + 1
        last = calendar.monthrange(int(year or _LEAP_YEAR), month)[1] if year != "0000" else 31
        for day in filter(None, match.group(3, 4)):
            if not 1 <= int(day) <= last:
                yield f"{year} {match[2].capitalize()} {day}".strip()
