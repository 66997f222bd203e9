"""Cells of a source understood as the station's tables write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from routeplan.formats.spreadsheet.dates import (
    clock,
    likely_date,
    next_such_day,
    split_moment,
    with_year,
)
from routeplan.formats.spreadsheet.numbers import (
    LENGTH_AMONG_WORDS,
    coordinate,
    minutes,
    number,
    plain_text,
)
from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.rows.no_visits_wanted import says_never
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.value_words import (
    BLANK_SIGNS,
    BLANKS,
    CLOSED,
    MODES,
    NO_WORDS,
    NUMBERS,
    OFF,
    OFF_DAYS,
    PRIORITIES,
    WORK_DAYS,
    YES_WORDS,
    likely_priority,
    word_key,
)
from routeplan.formats.spreadsheet.words.vocabulary import HOUSEHOLDS, Kind, Vocabulary
from routeplan.hours.people_hours import USUAL_DAY, day_times, people_hours, times_text
from routeplan.hours.people_times import Day

LONGEST_BREAK, LONGEST_WHOLE = 240, 60
"""Minutes of a break; and of a time that is the break itself, and not when it may be."""
USUAL_BREAK = 30
FUTURE = 100
"""Years from today from which on a date is not that of a visit."""
BUDDHIST = 543
"""Years that the calendar of Thailand is ahead."""
PAST = 180
"""Days before today from which on a day without a year is rather that of the next year."""
_CLOCK_LENGTH = re.compile(r"0?[0-3]:[0-5]\d(?::00)?")
"""A break of ``0:30``, which is no time of day."""


class Reading(NamedTuple):
    """What a cell likely means (empty: nothing is known), and whether nothing else can be meant.

    ``complete`` tells that no word of it was passed over, ``known`` that each is one of those that
    the program or the station has, and so no resident's name.
    """

    text: str
    certain: bool
    complete: bool = True
    known: bool = True


@dataclass(frozen=True)
class Context:
    """What cells are read against.

    Parameters
    ----------
    officers
        The station's.
    skills
        Those that some officer has.
    day
        When visits begin and end where a text does not say so.
    languages
        Those the source is likely written in.
    day_first
        Whether 03/04 is in April.
    year
        Of dates that are written without one; None where nobody knows.
    vocabulary
        What kind of table it is.
    today
        Where nobody knows the year, a date without one is the next such day from then on.
    duties
        Of a duty roster: what its codes likely mean, hours or ``off``; None of any other table.
    o_is
        ``E`` or ``W``: what the letter O means in a longitude.
    country
        The station's, as an ISO code; empty where nobody knows it.
    """

    officers: PeopleNames = field(default_factory=lambda: PeopleNames({}))
    skills: frozenset[str] = frozenset()
    day: Day = USUAL_DAY
    languages: tuple[str, ...] = ()
    day_first: bool = True
    year: int | None = None
    vocabulary: Vocabulary = HOUSEHOLDS
    today: date | None = None
    duties: Mapping[str, str] | None = None
    o_is: str = ""
    country: str = ""


NOTHING = Reading("", certain=False)
EMPTY = Reading("", certain=True)


def read_value(what: Field, text: str, context: Context) -> Reading:
    """What a cell of a column means.

    ``text`` of the answer is as the station's tables write it. It is empty where the cell says
    nothing, or nothing that can be understood.
    """
    if what not in ASKED:
        return Reading(text, certain=True)
    if is_blank(text):
        return EMPTY
    if what in _PLAIN_READERS:
        return _PLAIN_READERS[what](text)
    return _READERS[what](text, context)


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return not text or set(text) <= BLANK_SIGNS or word_key(text) in BLANKS


def is_understood(what: Field, text: str, context: Context) -> str | None:
    """An answer as the station's tables write it; None where it cannot be used either."""
    if is_blank(text):
        return ""
    read = read_value(what, text.strip(), context)
    return read.text if read.certain and read.text else None


def _hours(text: str, context: Context) -> Reading:
    read = people_hours(text, context.day, context.languages)
    if read is not None:
        return Reading(read.text, read.certain, read.complete)
    # Whether nobody may call there is asked, and not when.
    is_asked = context.vocabulary.kind is Kind.HOUSEHOLDS and says_never(text)
    return Reading("", certain=True, complete=False) if is_asked else NOTHING


def _day_hours(text: str, context: Context) -> Reading:
    """The hours in the column of a weekday; a mark alone likely means the whole day."""
    key = word_key(text)
    is_code = len(key) == 1 and key.isalpha() and key != "x"
    is_code = is_code and context.vocabulary.kind is not Kind.HOUSEHOLDS  # of a shift
    if key in NO_WORDS | CLOSED and not is_code:
        return Reading(OFF, certain=True)
    if key in YES_WORDS and not is_code and text not in (context.duties or ()):
        return Reading(times_text(((context.day.begin, context.day.end),)), certain=False)
    read = people_hours(text, context.day, context.languages)
    spans = day_times(read.text) if read else ()
    is_code_of_roster = context.duties is not None and not (spans and read and read.certain)
    if is_code_of_roster and (duty := _duty(text, context)).text:
        return duty
    if read is None or not spans:
        return NOTHING
    return Reading(times_text(spans), read.certain, read.complete)


def _duty(text: str, context: Context) -> Reading:
    """What a code of a duty roster likely means; a word for a day off is one."""
    if len(text) > 1 and word_key(text) in OFF_DAYS:
        return Reading(OFF, certain=True)
    return Reading((context.duties or {}).get(text, ""), certain=False)


def _minutes(text: str) -> Reading:
    read = minutes(text)
    return Reading(*read) if read and float(read[0]) >= 1 else NOTHING


def _degrees(text: str, context: Context) -> Reading:
    read = coordinate(text, context.o_is)
    return Reading(read, certain=True) if read else NOTHING


def _priority(text: str) -> Reading:
    key = word_key(text)
    if key in PRIORITIES:
        return Reading(PRIORITIES[key].value, certain=True)
    likely = likely_priority(text)
    return Reading(likely.value, certain=False) if likely else NOTHING


def _count(text: str) -> Reading:
    read = number(text)
    if read and float(read).is_integer():
        return Reading(str(int(float(read))), certain=True)
    if word_key(text) in NUMBERS:
        return Reading(str(NUMBERS[word_key(text)]), certain=False)
    first = re.fullmatch(r"(\d{1,3})\s*(x|×|[^\W\d_]{1,12}\.?)", word_key(text))
    if not first:
        return NOTHING
    return Reading(first[1], certain=False, known=first[2] in ("x", "×"))


def _officers_needed(text: str) -> Reading:
    key = word_key(text)
    if key in YES_WORDS - {"1"}:
        return Reading("2", certain=False)
    if key in NO_WORDS - {"0"}:
        return Reading("1", certain=True)
    return _count(text)


def _date(text: str, context: Context) -> Reading:
    day, time = split_moment(text)
    both = likely_date(day)
    if both is None:
        return _without_year(day, context)
    meant = both.by(day_first=context.day_first)
    if meant is None:  # written the other way round than the rest
        return Reading(str(both.by(day_first=not context.day_first)), certain=False)
    if context.today and meant.year - context.today.year > FUTURE:
        return _of_another_era(meant)
    return Reading(str(meant), certain=not time or time == "00:00")


def _of_another_era(on: date) -> Reading:
    """The likely meaning of a date centuries from now: of a Buddhist year, or none."""
    year = on.year - BUDDHIST
    if year < 2000 or year > 2100:
        return NOTHING
    try:
        return Reading(str(on.replace(year=year)), certain=False)
    except ValueError:  # a leap day
        return NOTHING


def _without_year(text: str, context: Context) -> Reading:
    """A day without a year, in that of the other dates or else the next such day."""
    day_first = context.day_first and not {*context.languages[:1]} & {"ja", "zh"}
    dated = with_year(text, context.year) if context.year else None
    likely = dated.by(day_first=day_first) if dated else None
    if likely and context.today and (context.today - likely).days > PAST:  # across a year's end
        likely = next_such_day(text, context.today, day_first=day_first) or likely
    if likely is None and dated is None and context.today:
        likely = next_such_day(text, context.today, day_first=day_first)
    return Reading(str(likely), certain=False) if likely else NOTHING


def _moment(text: str, context: Context) -> Reading:
    day, time = split_moment(text)
    read, at = _date(day, context), clock(time)
    return Reading(f"{read.text} {at}", read.certain) if read.text and at else NOTHING


def _officer(text: str, context: Context) -> Reading:
    officer, certain = context.officers.meant(text)
    return Reading(officer, certain, known=certain)


def _skills(text: str, context: Context) -> Reading:
    known = {word_key(skill): skill for skill in context.skills}
    words = list(filter(None, re.split(r"[\s,;|，；、]+", text)))
    meant = [known.get(word_key(word), "") for word in words]
    return Reading(" ".join(filter(None, meant)), all(meant), known=all(meant))


def _yes(text: str) -> Reading:
    key = word_key(text)
    if key in YES_WORDS | NO_WORDS:
        return Reading("yes" if key in YES_WORDS else "no", certain=True)
    return Reading("yes", certain=False, known=False)


def _mode(text: str) -> Reading:
    mode = MODES.get(word_key(text))
    return Reading(mode.value, certain=True) if mode else NOTHING


def _share(text: str) -> Reading:
    """A part of full time: ``75 %``, ``0,75``, ``1/2``."""
    plain = plain_text(text)
    if parts := re.fullmatch(r"(\d)\s*/\s*([1-9])", plain):
        share = int(parts[1]) / int(parts[2])
    else:
        read = number(plain.rstrip("% "))
        share = float(read) if read else 0.0
        share /= 100 if share > 1 or "%" in plain else 1
    return Reading(f"{share:.4g}", certain=True) if 0 < share <= 1 else NOTHING


def _break(text: str, context: Context) -> Reading:
    """``30 11:00-13:00``: a length in minutes and, unless it may be at any time, when."""
    if word_key(text) in NO_WORDS:
        return EMPTY
    length, rest = None, text
    if number(text) is not None or _CLOCK_LENGTH.fullmatch(text.strip()):
        length, rest = minutes(text), ""
    elif measure := LENGTH_AMONG_WORDS.search(text):
        length, rest = (
            minutes(measure[0]),
            f"{text[: measure.start()]} {text[measure.end() :]}".strip(),
        )
    if length and not 0 < float(length[0]) <= LONGEST_BREAK:
        return NOTHING
    read = people_hours(rest.strip(" ,;()/"), context.day, context.languages) if rest else None
    spans = day_times(read.text) if read else ()
    if len(spans) == 1 and read:
        window, (begin, end) = times_text(spans), spans[0]
        if length:
            return Reading(f"{length[0]} {window}", read.certain and length[1])
        is_length = end - begin <= LONGEST_WHOLE
        taken = end - begin if is_length else USUAL_BREAK
        return Reading(f"{taken} {window}", read.certain and is_length)
    if length and not rest.strip(" ,;()/"):
        return Reading(length[0], certain=length[1])
    return NOTHING


def _day_kind(text: str) -> Reading:
    """Whether a day is off or one of work."""
    key = word_key(text)
    if key in WORK_DAYS:
        return Reading("work", certain=True)
    return Reading(OFF, certain=key in OFF_DAYS)


_PLAIN_READERS: dict[Field, Callable[[str], Reading]] = {
    Field.VISIT_MINUTES: _minutes,
    Field.TOLERANCE_MINUTES: _minutes,
    Field.PRIORITY: _priority,
    Field.VISITS: _count,
    Field.DAYS_BETWEEN: _count,
    Field.OFFICERS_NEEDED: _officers_needed,
    Field.DO_NOT_CALL: _yes,
    Field.MODE: _mode,
    Field.SHARE: _share,
    Field.MAX_VISITS: _count,
    Field.MAX_BUSY_MINUTES: _minutes,
    Field.DAY: _day_kind,
}
_READERS: dict[Field, Callable[[str, Context], Reading]] = {
    Field.LATITUDE: _degrees,
    Field.LONGITUDE: _degrees,
    Field.AVAILABILITY: _hours,
    Field.DAY_HOURS: _day_hours,
    Field.DUE: _date,
    Field.LATEST: _date,
    Field.APPOINTMENT: _moment,
    Field.OFFICER: _officer,
    Field.APPOINTMENT_OFFICER: _officer,
    Field.SKILLS: _skills,
    Field.HOURS: _hours,
    Field.BREAK: _break,
    Field.DATE: _date,
    Field.LAST_DATE: _date,
    Field.PARTNER: _officer,
}
ASKED = frozenset((*_PLAIN_READERS, *_READERS))
"""Fields whose cells are understood, where others are taken over as they are."""
