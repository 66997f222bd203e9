"""Availability as people write it: ``opening_hours`` text, what of it we refuse, and its meaning.

The library accepts much that nobody means at a front door (FINDINGS): ``"by appointment"`` is open
for ever, ``10:00+`` runs to midnight, a second rule silently replaces the first. We refuse those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
A_MONDAY = date(2024, 1, 1)
"""Any Monday: weekday rules are read off its week."""

Span = tuple[datetime, datetime]

_COMMENT = re.compile(r'"[^"]*"')
_TIME_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATED = re.compile(rf"\b({_MONTHS})\b|\b\d{{4}}\b|\bweek\b|\beaster\b|\[")
_OFF = re.compile(r"\b(off|closed)\b")


class AvailabilityLint(NamedTuple):
    """One thing refused: its code, what is wrong, and what to write instead."""

    code: str
    message: str
    fix: str


_REFUSED = (
    (
        re.compile(r"\b(PH|SH)\b"),
        AvailabilityLint(
            "availability-holiday",
            "public and school holidays are not known here",
            "write the dates, such as '2026 Dec 06 off'",
        ),
    ),
    (
        re.compile(r"\d\s*\+"),
        AvailabilityLint(
            "availability-open-end",
            "an open end ('+') would run to midnight",
            "write when it ends, such as 10:00-12:00",
        ),
    ),
    (
        re.compile(r"\b(sunrise|sunset|dawn|dusk)\b"),
        AvailabilityLint(
            "availability-sun",
            "times by the sun are not known here",
            "write clock times, such as 08:00-16:00",
        ),
    ),
    (
        re.compile(r"\|\||\bunknown\b"),
        AvailabilityLint(
            "availability-uncertain",
            "'unknown' and fallback rules say nothing about a time",
            "write only the hours when somebody is at home",
        ),
    ),
    (
        re.compile(r"\d:\d\d\s*/\s*\d"),
        AvailabilityLint(
            "availability-interval",
            "a repeated time ('/30') is no window",
            "leave the part behind the stroke away",
        ),
    ),
)


def normalised(text: str) -> str:
    """The text with full-width digits and signs made plain, and no space around."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain.replace("\N{EN DASH}", "-").replace("\N{EM DASH}", "-")


@lru_cache(maxsize=4096)
def lint(text: str) -> tuple[AvailabilityLint, ...]:
    """Everything that makes the text unfit, in reading order; empty when it is fine."""
    plain = normalised(text)
    try:
        OpeningHours(plain)
    except ParserError as error:
        return (_syntax(plain, error),)
    bare = _COMMENT.sub("", plain)
    found = [refused for pattern, refused in _REFUSED if pattern.search(bare)]
    spans = list(_TIME_SPAN.finditer(bare))
    if not spans and not found:
        found.append(
            AvailabilityLint(
                "availability-no-hours",
                "it gives no hours, which would mean day and night",
                "write hours such as 'Mo-Fr 08:00-10:00', or leave the cell empty",
            )
        )
    found += [_midnight(span) for span in spans if _minutes(span)[1] <= _minutes(span)[0]]
    found += [_midnight(span) for span in spans if _minutes(span)[1] > 24 * 60]
    return tuple(found or _replaced(bare))


def _syntax(plain: str, error: ParserError) -> AvailabilityLint:
    at = re.search(r"(\d+):(\d+)", str(error))
    column = int(at.group(2)) if at else 1
    return AvailabilityLint(
        "availability-malformed",
        f"it cannot be read from its character {column} on: {plain[column - 1 : column + 19]!r}",
        "write it like 'Mo-Fr 08:00-10:00,12:00-13:30; Sa 09:00-11:00'",
    )


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    h1, m1, h2, m2 = (int(part) for part in span.groups())
    return 60 * h1 + m1, 60 * h2 + m2


def _midnight(span: re.Match[str]) -> AvailabilityLint:
    begin, end = _minutes(span)
    if begin == end:
        return AvailabilityLint(
            "availability-empty-window",
            f"{span.group()} would mean 24 hours",
            "write when it ends, or 00:00-24:00",
        )
    end %= 24 * 60
    after = f"00:00-{end // 60:02d}:{end % 60:02d}"
    return AvailabilityLint(
        "availability-midnight",
        f"{span.group()} runs across midnight",
        f"write it as two windows: {begin // 60:02d}:{begin % 60:02d}-24:00 on the first day and "
        f"{after} on the next",
    )


def _replaced(bare: str) -> Iterator[AvailabilityLint]:
    """A later rule replaces an earlier one on the days they share; hardly anybody means that."""
    open_before: set[int] = set()
    for rule in (part.strip() for part in bare.split(";")):
        if not rule or _DATED.search(rule) or _OFF.search(rule):
            continue
        days = {begin.weekday() for begin, _ in spans(rule, A_MONDAY, 7)}
        if shared := sorted(open_before & days):
            yield AvailabilityLint(
                "availability-replaced",
                f"'{rule}' replaces what was said before for {WEEKDAYS[shared[0]]}",
                "put all hours of a day into one rule: 'Mo 10:00-12:00,14:00-16:00'",
            )
        open_before |= days


@lru_cache(maxsize=4096)
def spans(text: str, first_day: date, days: int) -> tuple[Span, ...]:
    """When the text says open, as naive local (begin, end), from 00:00 of ``first_day`` on."""
    begin = datetime.combine(first_day, time())
    found = _opening_hours(normalised(text)).intervals(begin, begin + timedelta(days=days))
    return tuple((a, b) for a, b, state, _ in found if state == State.OPEN)


@lru_cache(maxsize=4096)
def _opening_hours(text: str) -> OpeningHours:
    return OpeningHours(text)


@lru_cache(maxsize=4096)
def understood(text: str) -> str:
    """What the text means, week by week: ``Mon-Fri 08:00-10:00, 12:00-13:30; Sat 09:00-11:00``."""
    rules = normalised(text).split(";")
    weekly = ";".join(rule for rule in rules if not _DATED.search(_COMMENT.sub("", rule)))
    dated = "; ".join(rule.strip() for rule in rules if _DATED.search(_COMMENT.sub("", rule)))
    per_day: list[list[str]] = [[] for _ in WEEKDAYS]
    for begin, end in spans(weekly, A_MONDAY, 7) if weekly.strip() else ():
        for day, hours in _by_day(begin, end):
            per_day[day].append(hours)
    parts = [
        f"{name} {', '.join(per_day[first])}" for first, name in _grouped(per_day) if per_day[first]
    ]
    return "; ".join(parts + ([f"and as written: {dated}"] if dated else []))


def _by_day(begin: datetime, end: datetime) -> Iterator[tuple[int, str]]:
    while begin < end:
        midnight = datetime.combine(begin.date() + timedelta(days=1), time())
        until = min(end, midnight)
        last = "24:00" if until == midnight else f"{until:%H:%M}"
        yield (begin.date() - A_MONDAY).days, f"{begin:%H:%M}-{last}"
        begin = until


def _grouped(per_day: list[list[str]]) -> Iterator[tuple[int, str]]:
    """(first day, ``Mon-Fri``) for runs of days with the same hours."""
    first = 0
    for day in range(1, len(per_day) + 1):
        if day == len(per_day) or per_day[day] != per_day[first]:
            run = WEEKDAYS[first] if day - first == 1 else f"{WEEKDAYS[first]}-{WEEKDAYS[day - 1]}"
            yield first, run
            first = day
