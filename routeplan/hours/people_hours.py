"""Hours as people write them, understood as ``opening_hours`` text.

``Mo-Fr 09h-12h``, ``9-12``, ``segunda a sexta das 9h às 12h``, ``周一至周五 9:00-12:00`` mean one
thing; ``manhãs`` and ``after 18h`` do not say when they begin or end, so of these only a likely
reading is offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache, lru_cache

from routeplan.hours.people_clauses import (
    Break,
    Clock,
    Day,
    Spans,
    Token,
    Unknown,
    Week,
    read_clauses,
)
from routeplan.hours.people_words import LANGUAGES, Joint, Meaning, lexicon
from routeplan.hours.syntax import A_MONDAY, DAY_MINUTES, lint, normalised, spans_by_day

LONGEST = 200
"""Characters: a longer text is a story, and no hours."""
LATEST_END = 30 * 60
"""Of hours past midnight, in minutes after 00:00 of the day on which they begin."""
MIDNIGHT = "availability-midnight"
_DAY_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_TIME = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<compact>[01]\d[0-5]\d|2[0-4][0-5]\d)(?=\s*-\s*\d{4}(?!\d)|(?!\d)(?<=-\d{4}))"
    r"|(?P<hour>[01]?\d|2[0-4])(?:"
    r"\s*(?P<sign>[:.]|h(?:rs?)?\.?|点钟?|點|时|時|ч\.?|uhr)\s?(?P<minute>[0-5]\d)(?!\d)"
    r"(?:\s*(?:分|m(?:in)?(?![^\W\d_])|h(?![^\W\d_])|uhr))?"
    r"|\s*(?P<half>[点點时時])半"
    r"|\s*(?:h(?:rs?|oras?)?\.?(?![^\W\d_])|点钟?|點|时|時|ч(?:ас(?:ов|а)?)?\.?(?![^\W\d_])|uhr"
    r"|heures?)?"
    r")(?:\s*(?P<meridiem>[ap])\.?\s?m\b\.?)?"
    r")(?!\d)"
)
_DATE = re.compile(r"(?<![-\d:])\d{1,2}/\d{1,2}(?!\d*\s*[-h:])")
"""Or a fraction: ``9/12`` may be either, and is no hours."""
_BREAKS = frozenset(";\n；|")


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
    if not _refused(text, day):
        return PeopleHours(normalised(text), certain=True)
    plain = plain_letters(text)
    if _DATE.search(plain):
        return None
    tokens = {name: _tokens(plain, name) for name in dict.fromkeys((*languages, *LANGUAGES))}
    weeks = {name: _week(words, day) for name, words in tokens.items()}
    read = [week for week in weeks.values() if week is not None]
    if not read:
        return None
    best = min(read, key=lambda week: (week.unknown, not week.certain))
    if best.unknown and any(Joint.NOT in words for words in tokens.values()):
        return None  # what one language does not know is a "not" of another
    others = [weeks[name] for name in languages or LANGUAGES]
    hours = week_text(best.days)
    agreed = all(
        week_text(week.days) == hours for week in others if week is not None and week.certain
    )
    if not hours or _refused(hours, day):
        return None
    return PeopleHours(hours, best.certain and agreed, complete=not best.unknown)


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


def plain_letters(text: str) -> str:
    """The text in small letters without accents, full-width signs and fancy dashes."""
    folded = unicodedata.normalize("NFKD", normalised(text.replace("\n", " ; ")).casefold())
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).replace("’", "'").replace("ß", "ss")


def _refused(text: str, day: Day) -> bool:
    """Whether it is no ``opening_hours`` text, or one past midnight where that cannot be."""
    return any(not day.past_midnight or each.code != MIDNIGHT for each in lint(text))


def _week(tokens: Sequence[Token], day: Day) -> Week | None:
    """The hours of each day, by the words of one language."""
    week = read_clauses(tokens, day)
    if week is None or not any(week.days):
        return None
    windows = [_merged(spans) for spans in week.days]
    last = LATEST_END if day.past_midnight else DAY_MINUTES
    if any(not 0 <= begin < end <= last for spans in windows for begin, end in spans):
        return None
    return replace(week, days=tuple(windows))


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in their order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def week_text(days: Sequence[Spans]) -> str:
    """``Mo-Fr 09:00-12:00; Sa 10:00-11:00``.

    Parameters
    ----------
    days
        The hours of each day from Monday on, in minutes after 00:00.
    """
    rules = []
    days = [_merged(spans) for spans in days]
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


def _tokens(plain: str, language: str) -> list[Token]:
    """Times, days, parts of the day and joints, in the order of the text."""
    pattern, meanings = _pattern(language)
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        sign = plain[at]
        if sign.isspace():
            at += 1
        elif sign in _BREAKS:
            tokens.append(Break())
            at += 1
        elif (word := pattern.match(plain, at)) and word.group():
            if meanings[word.group()] is not Joint.FILLER:
                tokens.append(meanings[word.group()])
            at = word.end()
        elif time := _TIME.match(plain, at):
            tokens.append(_time(time))
            at = time.end()
        else:
            rest = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL).match(plain, at)
            assert rest is not None
            tokens.append(Unknown(rest.group()))
            at = rest.end()
    return tokens


def _time(match: re.Match[str]) -> Clock:
    if compact := match["compact"]:
        return Clock(60 * int(compact[:2]) + int(compact[2:]), marked=True)
    minutes = 60 * int(match["hour"]) + int(match["minute"] or 0) + 30 * bool(match["half"])
    if half := match["meridiem"]:
        hour = int(match["hour"]) % 12 if int(match["hour"]) <= 12 else int(match["hour"])
        minutes = 60 * (hour + 12 * (half == "p" and hour < 12)) + minutes % 60
    return Clock(minutes, marked=bool(half))


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, Meaning]]:
    """The words of a language, longest first, each on its own where letters have borders."""
    meanings = {plain_letters(word): what for word, what in lexicon(language).words.items()}
    whole = sorted(meanings, key=len, reverse=True)
    parts = []
    for word in whole:
        bordered = word[-1].isalpha() and not is_east_asian(word[-1])
        ending = r"(?![^\W\d_])\.?" if bordered else ""
        beginning = r"(?<![^\W\d_])" if bordered else ""
        parts.append(f"{beginning}{re.escape(word)}{ending}")
    listed = "|".join(parts)
    return re.compile(listed), _with_points(meanings)


def _with_points(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Also the words with the point of an abbreviation."""
    return {f"{word}.": what for word, what in meanings.items()} | meanings


def is_east_asian(sign: str) -> bool:
    """Whether words of such letters have no space between them."""
    return unicodedata.east_asian_width(sign) in "WF"
