"""Availability as people write it: ``opening_hours`` text, what of it we refuse, and its meaning.

The library accepts much that nobody means at a front door: ``"by appointment"`` is open for ever,
``Mo, We 08:00-10:00`` is all of Monday, ``10:00+`` runs to midnight, a second rule silently
replaces the first. We refuse those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from routeplan.hours.impossible import impossible
from routeplan.phrases import WEEKDAYS, joined, phrase

A_MONDAY = date(2024, 1, 1)
"""Any Monday: weekday rules are read off its week."""
DAY_MINUTES = 24 * 60
QUOTED = 40
"""Characters of a text, at the most, that a message quotes."""

Span = tuple[datetime, datetime]

_COMMENT = re.compile(r'"[^"]*"')
_RULE = re.compile(r'(?:"[^"]*"|[^";])+')
_PART = re.compile(r'(?:"[^"]*"|[^",]|,(?! ))+')
"""Of a rule: behind a comma and a space the library begins a further rule, or further hours."""
_TIME_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = re.compile(rf"\b{_DAY}(?:-{_DAY})?\b", re.IGNORECASE)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATED = re.compile(rf"\b(?:{_MONTHS})\b|\b\d{{4}}\b|\bweek\s*\d|\beaster\b|\[", re.IGNORECASE)
_OFF = re.compile(r"\b(?:off|closed)\b", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c~", "-"))
"""Hyphens, dashes, the minus sign and the tilde, all of them written between two times."""


class AvailabilityLint(NamedTuple):
    """One thing refused: its code, what is wrong, and what to write instead."""

    code: str
    message: str
    fix: str


_REFUSED = (
    (
        re.compile(r"\b(?:PH|SH)\b"),
        AvailabilityLint(
            "availability-holiday",
            phrase("public and school holidays are not supported"),
            phrase("write the dates, such as '2026 Dec 06 off'"),
        ),
    ),
    (
        re.compile(r"\d:\d\d\s*\+"),
        AvailabilityLint(
            "availability-open-end",
            phrase("an open end ('+') would run to midnight"),
            phrase("write when it ends, such as 10:00-12:00"),
        ),
    ),
    (
        re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE),
        AvailabilityLint(
            "availability-sun",
            phrase("times by the sun are not supported"),
            phrase("write clock times, such as 08:00-16:00"),
        ),
    ),
    (
        re.compile(r"\|\||\bunknown\b", re.IGNORECASE),
        AvailabilityLint(
            "availability-uncertain",
            phrase("'unknown' and fallback rules say nothing about a time"),
            phrase("write only the hours when somebody is at home"),
        ),
    ),
    (
        re.compile(r"\d:\d\d\s*/\s*\d"),
        AvailabilityLint(
            "availability-interval",
            phrase("a repeated time ('/30') is not a window"),
            phrase("remove the part after the slash"),
        ),
    ),
)


def normalised(text: str) -> str:
    """The text with full-width signs and dashes made plain, and no more space than needed."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join(plain.split()).replace(" ,", ",")


@lru_cache(maxsize=4096)
def lint(text: str) -> tuple[AvailabilityLint, ...]:
    """Everything that makes the text unfit; empty when it is fine."""
    plain = normalised(text)
    try:
        OpeningHours(plain)
    except ParserError as error:
        return (_syntax(plain, error),)
    bare = _COMMENT.sub("", plain)
    refusals = [refused for pattern, refused in _REFUSED if pattern.search(bare)]
    refusals += [_midnight(span) for span in _TIME_SPAN.finditer(bare) if not _same_day(span)]
    refusals += [AvailabilityLint(*fault) for fault in impossible(_rules(plain))]
    return tuple(refusals or _without_hours(plain) or _replaced(plain))


def _rules(plain: str) -> list[str]:
    return [rule.strip() for rule in _RULE.findall(plain)]


def _syntax(plain: str, error: ParserError) -> AvailabilityLint:
    at = re.search(r"(\d+):(\d+)", str(error))
    column = int(at.group(2)) if at else 1
    rest = plain[column - 1 :][:QUOTED]
    message = (
        phrase("cannot be read from character {column} on: {rest!r}", column=column, rest=rest)
        if rest
        else phrase("cannot be read because it ends too soon")
    )
    return AvailabilityLint(
        "availability-malformed",
        message,
        phrase("write it like 'Mo-Fr 08:00-10:00,12:00-13:30; Sa 09:00-11:00'"),
    )


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    h1, m1, h2, m2 = (int(part) for part in span.groups())
    return 60 * h1 + m1, 60 * h2 + m2


def _same_day(span: re.Match[str]) -> bool:
    begin, end = _minutes(span)
    return begin < end <= DAY_MINUTES


def _midnight(span: re.Match[str]) -> AvailabilityLint:
    begin, end = _minutes(span)
    if begin == end:
        return AvailabilityLint(
            "availability-empty-window",
            phrase("{hours} would mean 24 hours", hours=span.group()),
            phrase("write when it ends, or 00:00-24:00"),
        )
    first = f"{_clock(begin)}-24:00"
    if end == 0:
        return AvailabilityLint(
            "availability-midnight",
            phrase("{hours} ends before it begins", hours=span.group()),
            phrase("write {hours}", hours=first),
        )
    over = end if end < begin else end - DAY_MINUTES
    return AvailabilityLint(
        "availability-midnight",
        phrase("{hours} runs across midnight", hours=span.group()),
        phrase(
            "write it as two windows: {first} on the first day and 00:00-{end} on the next",
            first=first,
            end=_clock(over),
        ),
    )


def _without_hours(plain: str) -> list[AvailabilityLint]:
    """Every rule of an accepted text gives hours, or says that nobody is at home."""
    parts = [part.strip() for rule in _rules(plain) for part in _PART.findall(rule)]
    bare = [_COMMENT.sub("", part) for part in parts]
    if all(_OFF.search(part) for part in bare):
        return [
            AvailabilityLint(
                "availability-no-hours",
                phrase("only says when nobody is at home"),
                phrase("write the hours when somebody is, such as 'Mo-Fr 08:00-10:00'"),
            )
        ]
    return [
        AvailabilityLint(
            "availability-no-hours",
            phrase("{part!r} gives no hours, which would mean day and night", part=part[:QUOTED]),
            phrase(
                "write hours such as 'Mo-Fr 08:00-10:00' (a list of days without a "
                "space: 'Mo,We 08:00-10:00'), or leave the cell empty"
            ),
        )
        for part, said in zip(parts, bare, strict=True)
        if not _TIME_SPAN.search(said) and not _OFF.search(said)
    ]


def _replaced(plain: str) -> Iterator[AvailabilityLint]:
    """Weekly hours replace what stands before them for their days; hardly anybody means that."""
    before: set[int] = set()
    for rule in _rules(plain):
        bare = _COMMENT.sub("", rule)
        days = _weekdays(bare)
        shared = sorted(before & days)
        if shared and not _DATED.search(bare) and not _OFF.search(bare):
            yield AvailabilityLint(
                "availability-replaced",
                phrase(
                    "{rule!r} replaces the earlier hours for {weekday}",
                    rule=rule[:QUOTED],
                    weekday=WEEKDAYS[shared[0]],
                ),
                phrase(
                    "put all hours of a day into one rule, such as 'Mo "
                    "10:00-12:00,14:00-16:00', with dates and 'off' after it"
                ),
            )
        before |= days


def _weekdays(bare: str) -> set[int]:
    """The weekdays a rule speaks of, whatever its dates and hours; all when it names none."""
    named = ",".join(_DAYS.findall(bare))
    return {begin.weekday() for begin, _ in spans(f"{named} 10:00-11:00", A_MONDAY, 7)}


@lru_cache(maxsize=4096)
def spans(text: str, first_day: date, days: int) -> tuple[Span, ...]:
    """When the text says open, as naive local (begin, end), from 00:00 of ``first_day`` on."""
    begin = datetime.combine(first_day, time())
    open_times = _opening_hours(normalised(text)).intervals(begin, begin + timedelta(days=days))
    return tuple((a, b) for a, b, state, _ in open_times if state == State.OPEN)


@lru_cache(maxsize=4096)
def spans_by_day(text: str, first_day: date, days: int) -> tuple[Span, ...]:
    """The same, each span whole and on the day it begins on, though it may end on the next.

    The library takes hours across midnight apart: what a rule says of a Tuesday also replaces the
    end of Monday's night. So it is asked with every clock time as its rank among the text's times,
    ends after midnight last: 22:00-06:00 beside 08:00-16:00 reads 00:03-00:04 beside 00:01-00:02.
    """
    plain = normalised(text)
    time_spans = list(_TIME_SPAN.finditer(plain))
    times = sorted({0, *(minute for span in time_spans for minute in _whole(span))})

    def ranked(span: re.Match[str]) -> str:
        return "-".join(_clock(times.index(minute)) for minute in _whole(span))

    def moment(rank: datetime) -> datetime:
        minute = times[60 * rank.hour + rank.minute]
        return datetime.combine(rank.date(), time()) + timedelta(minutes=minute)

    ranks = spans(_TIME_SPAN.sub(ranked, plain), first_day, days)
    return tuple((moment(begin), moment(end)) for begin, end in ranks)


def _whole(span: re.Match[str]) -> tuple[int, int]:
    """Begin and end in minutes after 00:00 of the day on which it begins."""
    begin, end = _minutes(span)
    return begin, end if end > begin else end + DAY_MINUTES


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@lru_cache(maxsize=4096)
def _opening_hours(text: str) -> OpeningHours:
    return OpeningHours(text)


@lru_cache(maxsize=4096)
def understood(text: str) -> str:
    """What the text means, week by week: ``Mon-Fri 08:00-10:00, 12:00-13:30; Sat 09:00-11:00``."""
    rules = _rules(normalised(text))
    dated = [rule for rule in rules if _DATED.search(_COMMENT.sub("", rule))]
    weekly = [rule for rule in rules if rule not in dated]
    per_day: list[list[str]] = [[] for _ in WEEKDAYS]
    for begin, end in spans_by_day("; ".join(weekly), A_MONDAY, 7) if weekly else ():
        last = f"{end:%H:%M}" if end.time() > time() else "24:00"
        per_day[begin.weekday()].append(f"{begin:%H:%M}-{last}")
    parts = [
        joined(" ", [name, ", ".join(per_day[first])])
        for first, name in _grouped(per_day)
        if per_day[first]
    ]
    if dated:
        parts.append(phrase("and as written: {rules}", rules="; ".join(dated)))
    return joined("; ", parts)


def _grouped(per_day: list[list[str]]) -> Iterator[tuple[int, str]]:
    """(first day, ``Mon-Fri``) for runs of days with the same hours."""
    first = 0
    for day in range(1, len(per_day) + 1):
        if day == len(per_day) or per_day[day] != per_day[first]:
            last = day - 1
            days = [WEEKDAYS[first]] if first == last else [WEEKDAYS[first], WEEKDAYS[last]]
            yield first, joined("-", days)
            first = day
