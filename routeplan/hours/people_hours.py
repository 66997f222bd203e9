"""Hours as people write them, understood as ``opening_hours`` text.

``Mo-Fr 09h-12h``, ``9-12``, ``segunda a sexta das 9h às 12h``, ``周一至周五 9:00-12:00`` mean one
thing; ``manhãs`` and ``after 18h`` do not say when they begin or end, so of these only a likely
reading is offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache

from routeplan.hours.people_clauses import Spans, WeekWindows, read_clauses
from routeplan.hours.people_remarks import months
from routeplan.hours.people_times import Day
from routeplan.hours.people_tokens import Token, tokens, with_plain_numbers
from routeplan.hours.people_words import (
    LANGUAGES,
    Joiner,
    lexicon,
    plain_letters,
    with_plain_digits,
)
from routeplan.hours.syntax import A_MONDAY, DAY_MINUTES, lint, normalised, spans_by_day
from routeplan.model.calendar import merged

LONGEST = 200
"""Characters: a longer text is a story, and no hours."""
MIDNIGHT = "availability-midnight"
_DAY_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DATE = re.compile(
    r"(?<![-\d:])\d{1,2}/\d{1,2}(?!\d*\s*[-h:])"
    r"|(?<![\d.:-])\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.(?=\s*[^\s.])|\d\s*[月日号號](?![曜一二三四五六日天])"
)
"""Or a fraction: ``9/12`` may be either, and is no hours."""
_ANY_TIME = re.compile(r"(?<!\d)24\s*[/x]\s*7(?!\d)|24h/24(?!\d)")
_DOUBTED = re.compile(
    r"(?<![\d:])[1-6]:\d\d|^\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b(?!\s+\d\d?(?!\d|:))"
)
"""Of what ``opening_hours`` takes: hours of the night, or of the afternoon; and bare months."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PeopleHours:
    """What a text likely means.

    Parameters
    ----------
    text
        In ``opening_hours``, which :func:`~routeplan.hours.syntax.lint` has nothing against.
    certain
        Whether nothing else can be meant.
    complete
        Whether no word was passed over.
    """

    text: str
    certain: bool
    complete: bool = True


USUAL_DAY = Day()


@lru_cache(maxsize=8192)
def people_hours(
    text: str, day: Day = USUAL_DAY, languages: tuple[str, ...] = ()
) -> PeopleHours | None:
    """What the text likely means; None where it tells no hours.

    Parameters
    ----------
    day
        What "after 18h" ends with, and "until noon" begins with; whether 22-6 is a night.
    languages
        Those the text is likely written in, likeliest first; any, when there are none.
    """
    if not text.strip() or len(text) > LONGEST:
        return None
    text = with_plain_digits(text)
    plain = plain_letters(text)
    if "de" in languages and {"WE", "we"} & {*_WORD.findall(text)}:
        return None  # Wochenende; the station's own tables have "We"
    if not _refused(text, day) and not _DOUBTED.search(plain):
        return PeopleHours(normalised(text), certain=True)
    if _DATE.search(_ANY_TIME.sub("", plain)) or _names_month(plain, languages):
        return None
    plain = with_plain_numbers(plain)
    readings = [_Reading.of(plain, name, day) for name in languages]
    is_known = any(reading.week and not reading.week.unknown for reading in readings)
    if not is_known:
        others = [name for name in LANGUAGES if name not in languages]
        readings += [_Reading.of(plain, name, day) for name in others]
    best = _agreed(readings)
    if best is None:
        return None
    hours = week_text(best.days)
    if not hours or _refused(hours, day):
        return None
    is_sure = is_known or not languages or _is_plain_elsewhere(plain)
    return PeopleHours(hours, best.certain and is_sure, complete=not best.unknown)


def day_times(text: str) -> Spans:
    """The hours of a text that are the same every day, in minutes; none where they are not."""
    days = set(week_spans(text))
    return days.pop() if len(days) == 1 else ()


def week_spans(text: str) -> tuple[Spans, ...]:
    """The hours of each day from Monday on, in minutes after 00:00, of an ``opening_hours`` text.

    Hours past midnight are those of the day on which they begin.
    """
    days: list[Spans] = [()] * len(_DAY_NAMES)
    for begin, end in spans_by_day(text, A_MONDAY, len(_DAY_NAMES)):
        midnight = datetime.combine(begin.date(), time())
        first, last = (round((moment - midnight).total_seconds() / 60) for moment in (begin, end))
        days[begin.weekday()] = (*days[begin.weekday()], (first, last))
    return tuple(days)


def times_text(spans: Spans) -> str:
    """``09:00-12:00,14:00-16:00``."""
    return ",".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)


def _refused(text: str, day: Day) -> bool:
    """Whether it is no ``opening_hours`` text, or one past midnight where that cannot be."""
    return any(not day.past_midnight or refusal.code != MIDNIGHT for refusal in lint(text))


@dataclass(frozen=True)
class _Reading:
    """What a language makes of a text, and whether it sees a word that takes something out."""

    week: WeekWindows | None
    takes_out: bool

    @classmethod
    def of(cls, plain: str, language: str, day: Day) -> _Reading:
        read = tokens(plain, language)
        takes_out = any(token in (Joiner.EXCEPT, Joiner.APART, Joiner.NOT) for token in read)
        return cls(_week(read, day), takes_out)


def _agreed(readings: Sequence[_Reading]) -> WeekWindows | None:
    """What all languages agree on that know most of the words; None where they do not.

    A language that only sees a "not" has no hours for it, but does not agree.
    """
    weeks = [reading.week for reading in readings if reading.week is not None]
    fewest = min((week.unknown for week in weeks), default=0)
    best = [week for week in weeks if week.unknown == fewest]
    if len({week_text(week.days) for week in best}) != 1:
        return None
    takes_out = all(reading.takes_out for reading in readings if reading.week in best)
    if not takes_out and any(reading.takes_out for reading in readings):
        return None
    return min(best, key=lambda week: week.certain)


def _names_month(plain: str, languages: Sequence[str]) -> bool:
    """Whether a word is a month to those who wrote the text, and no day."""
    for language in languages or ("en",):
        listed, days = months(language), lexicon(language).words
        if any(word in listed and word not in days for word in _WORD.findall(plain)):
            return True
    return False


def _is_plain_elsewhere(plain: str) -> bool:
    """Whether words of a language that the rest is not written in are long enough to be sure."""
    return all(len(word) > 2 or not word.isascii() for word in _WORD.findall(plain))


def _week(read: Sequence[Token], day: Day) -> WeekWindows | None:
    """The hours of each day, by the words of one language."""
    week = read_clauses(read, day)
    if week is None or not any(week.days):
        return None
    return replace(week, days=tuple(map(merged, week.days)))


def week_text(days: Sequence[Spans]) -> str:
    """``Mo-Fr 09:00-12:00; Sa 10:00-11:00``.

    Parameters
    ----------
    days
        The hours of each day from Monday on, in minutes after 00:00.
    """
    rules = []
    days = [merged(spans) for spans in days]
    for spans in dict.fromkeys(days):
        if spans:
            named = _day_list([day for day, others in enumerate(days) if others == spans])
            rules.append(f"{named} {times_text(spans)}")
    return "; ".join(rules)


def _day_list(days: Sequence[int]) -> str:
    """``Mo-We,Fr``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = []
    for run in runs:
        first, last = _DAY_NAMES[run[0]], _DAY_NAMES[run[-1]]
        names.append(first if first == last else f"{first}{'-' if len(run) > 2 else ','}{last}")
    return ",".join(names)


def _clock(minutes: int) -> str:
    minutes -= DAY_MINUTES * (minutes > DAY_MINUTES)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
