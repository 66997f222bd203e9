"""Cells of a source understood as the station's tables write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from routeplan.formats.spreadsheet.column_words import Field
from routeplan.formats.spreadsheet.dates import clock, likely_date, next_such_day, split_moment
from routeplan.formats.spreadsheet.numbers import coordinate, minutes, number
from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.refusals import says_never
from routeplan.formats.spreadsheet.value_words import (
    BLANK_SIGNS,
    BLANKS,
    LIKELY_PRIORITIES,
    NO_WORDS,
    NUMBERS,
    PRIORITIES,
    YES_WORDS,
    word_key,
)
from routeplan.hours.people_hours import USUAL_DAY, Day, people_hours


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
    today
        From which on a day without a year is meant; without it there are none.
    """

    officers: PeopleNames = field(default_factory=lambda: PeopleNames({}))
    skills: frozenset[str] = frozenset()
    day: Day = USUAL_DAY
    languages: tuple[str, ...] = ()
    day_first: bool = True
    today: date | None = None


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
    return Reading("", certain=True, complete=False) if says_never(text) else NOTHING


def _minutes(text: str) -> Reading:
    read = minutes(text)
    return Reading(*read) if read and float(read[0]) >= 1 else NOTHING


def _degrees(text: str) -> Reading:
    read = coordinate(text)
    return Reading(read, certain=True) if read else NOTHING


def _priority(text: str) -> Reading:
    key = word_key(text)
    if key in PRIORITIES:
        return Reading(PRIORITIES[key].value, certain=True)
    if key in LIKELY_PRIORITIES:
        return Reading(LIKELY_PRIORITIES[key].value, certain=False)
    return NOTHING


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
    meant = both.by(day_first=context.day_first) if both else None
    if both and not meant:  # written the other way round than the rest
        return Reading(str(both.by(day_first=not context.day_first)), certain=False)
    if meant:
        return Reading(str(meant), certain=not time or time == "00:00")
    following = context.today and next_such_day(text, context.today, day_first=context.day_first)
    return Reading(str(following), certain=False) if following else NOTHING


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


_PLAIN_READERS: dict[Field, Callable[[str], Reading]] = {
    Field.VISIT_MINUTES: _minutes,
    Field.TOLERANCE_MINUTES: _minutes,
    Field.LATITUDE: _degrees,
    Field.LONGITUDE: _degrees,
    Field.PRIORITY: _priority,
    Field.VISITS: _count,
    Field.DAYS_BETWEEN: _count,
    Field.OFFICERS_NEEDED: _officers_needed,
    Field.DO_NOT_CALL: _yes,
}
_READERS: dict[Field, Callable[[str, Context], Reading]] = {
    Field.AVAILABILITY: _hours,
    Field.DUE: _date,
    Field.LATEST: _date,
    Field.APPOINTMENT: _moment,
    Field.OFFICER: _officer,
    Field.APPOINTMENT_OFFICER: _officer,
    Field.SKILLS: _skills,
}
ASKED = frozenset((*_PLAIN_READERS, *_READERS))
"""Fields whose cells are understood, where others are taken over as they are."""
