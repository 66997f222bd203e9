"""Which column of a source means what: by its name in any of the languages, or as confirmed before.

A name may be written in two languages at once (``Nome / 姓名``), with a slip, and below a heading
that it shares with its neighbours (``Address › No``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from routeplan.formats.spreadsheet.day_columns import LONGEST, DayName, days_of
from routeplan.formats.spreadsheet.header_rows import BELOW, header_key
from routeplan.formats.spreadsheet.words.fields import LANGUAGES, WEEK, Field
from routeplan.formats.spreadsheet.words.length_units import without_unit
from routeplan.formats.spreadsheet.words.vocabulary import (
    INHERITED,
    NUMBER,
    ONE_OF_A_GROUP,
    RUNNING,
    STREETS,
    Vocabulary,
)

ALIKE = 88
"""Per cent of likeness from which on a name is taken for another one with a slip."""
_PARTS = re.compile(r"\s*[/|\n()\[\]]\s*|\s+-\s+")
_JOINTS = frozenset(("of", "the", "de", "da", "do", "das", "dos", "del", "du", "des", "der", "von"))
_AXES = frozenset((("n", "e"), ("h", "r"), ("p", "i")))
"""One letter for north and east: English, Hochwert and Rechtswert, pohjoinen and itä."""
_WINDOW = {Field.LATEST: Field.TO, Field.DUE: Field.FROM}
"""``até`` beside a column ``das``: hours and no dates."""


class Match(NamedTuple):
    """A field, how sure it is (1: by name, less: alike), and the languages that call it so."""

    field: Field
    sureness: float
    languages: frozenset[str]


@lru_cache(maxsize=8192)
def matched(cell: str, vocabulary: Vocabulary) -> Match | None:
    """What a column of that name means, None when no language knows it."""
    if not cell.strip() or len(cell) > LONGEST:
        return None
    *above, name = cell.split(BELOW)
    if above:
        return _below(matched(name, vocabulary), matched(BELOW.join(above), vocabulary))
    whole = _by_name(header_key(cell), vocabulary)
    whole = whole or _by_name(header_key(without_unit(cell)), vocabulary)
    if whole:
        return whole
    parts = [part for part in _PARTS.split(cell) if part.strip() and not _is_initial(part)]
    known = [match for part in parts if (match := _by_name(header_key(part), vocabulary))]
    if known and len({match.field for match in known}) == 1:
        languages = frozenset().union(*(match.languages for match in known))
        return Match(known[0].field, 0.95, languages)
    if known and len(parts) > 1:  # the first that is known
        return known[0]._replace(sureness=0.8)
    key = header_key(cell)
    return _counted(key, vocabulary) or _of_two(key, vocabulary) or _alike(key, vocabulary)


def _below(name: Match | None, heading: Match | None) -> Match | None:
    """What a name means below a heading."""
    if heading is None:
        return name
    if name is None:
        return heading._replace(sureness=0.6) if heading.field in INHERITED else None
    meant = ONE_OF_A_GROUP.get((heading.field, name.field), name.field)
    return Match(meant, name.sureness, name.languages | heading.languages)


@lru_cache(maxsize=8192)
def is_number(cell: str) -> bool:
    """Whether a column is called "number": an id, or that of a house."""
    return not _keys(cell).isdisjoint(_numbers())


def may_count_rows(cell: str) -> bool:
    """Whether a column's name is one that people give to numbers which only count the rows."""
    return not _keys(cell).isdisjoint(_numbers() | _running())


def _keys(cell: str) -> set[str]:
    name = cell.rpartition(BELOW)[2]
    parts = (part for part in _PARTS.split(name) if not _is_initial(part))
    return {header_key(part) for part in (name, *parts)}


def _is_initial(part: str) -> bool:
    """Whether a part is but a letter, as of ``Vulnerable (Y/N)``: no number, and no axis."""
    return len(part.strip()) == 1 and part.strip().isascii()


def proposed_columns(
    header: Sequence[str], remembered: Mapping[str, str], vocabulary: Vocabulary
) -> dict[int, Field | None]:
    """The field of each named column by its place; None where it is not taken over.

    Parameters
    ----------
    remembered
        Fields of columns by their names, as confirmed; an empty one is not taken over.
    """
    fields: dict[int, Field | None] = {}
    sure: dict[int, float] = {}
    days = days_of(header) if vocabulary.has_days else {}
    for place, cell in enumerate(header):
        if not cell.strip():
            continue
        if cell.strip() in remembered:
            written = remembered[cell.strip()]
            fields[place] = Field(written) if written in vocabulary.fields else None
            sure[place] = 2.0
            continue
        match = matched(cell, vocabulary)
        if day := days.get(place):
            match = _of_day(day, matched(day.rest, vocabulary)) or match
        fields[place] = match.field if match else None
        sure[place] = match.sureness if match else 0.0
    _settle_numbers(header, fields, sure, vocabulary)
    _settle_windows(fields, sure)
    _settle_axes(header, fields, sure, vocabulary)
    _once_each(fields, sure, vocabulary)
    return fields


def _of_day(day: DayName, rest: Match | None) -> Match | None:
    """What the name of a weekday means with what else stands there: ``Monday from``."""
    whole, begin, end = WEEK[day.of_week]
    if rest is None:
        return Match(whole, 0.9, frozenset()) if day.is_below or not day.rest else None
    meant = {
        Field.AVAILABILITY: whole,
        Field.HOURS: whole,
        Field.FROM: begin,
        Field.DUE: begin,
        Field.TO: end,
        Field.LATEST: end,
    }.get(rest.field)
    return Match(meant, 0.9, rest.languages) if meant else None


def _settle_numbers(
    header: Sequence[str],
    fields: dict[int, Field | None],
    sure: dict[int, float],
    vocabulary: Vocabulary,
) -> None:
    """A number behind the street, or below "address", is the house's, any other the row's own."""
    for place in fields:
        if sure[place] > 1 or not is_number(header[place]):
            continue
        before = next((fields[k] for k in range(place - 1, -1, -1) if k in fields), None)
        heading = matched(header[place].rpartition(BELOW)[0], vocabulary)
        is_door = (
            before is Field.ADDRESS
            or (heading and heading.field is Field.ADDRESS)
            or (
                place > 0
                and not _keys("".join(header[place + 1 : place + 2])).isdisjoint(_streets())
            )
        )
        meant = Field.HOUSE_NUMBER if is_door else Field.ID
        fields[place] = meant if meant in vocabulary.words else None
        sure[place] = 0.9


def _settle_windows(fields: dict[int, Field | None], sure: dict[int, float]) -> None:
    """Where one of two neighbours is the begin of a window, the other is its end."""
    for place, field in list(fields.items()):
        other = place + 1 if field is Field.FROM else place - 1
        wanted = {Field.FROM: Field.TO, Field.TO: Field.FROM}.get(field) if field else None
        there = fields.get(other)
        if wanted and there and _WINDOW.get(there) is wanted and sure[other] <= 1:
            fields[other] = wanted


def _settle_axes(
    header: Sequence[str],
    fields: dict[int, Field | None],
    sure: dict[int, float],
    vocabulary: Vocabulary,
) -> None:
    """``N`` and ``E``, or ``H`` and ``R``, beside each other are the axes of a map."""
    if Field.X not in vocabulary.words:
        return
    keys = [header_key(cell) for cell in header]
    for place in fields:
        for other in (place + 1, place - 1):
            is_open = sure[place] <= 1 and sure.get(other, 2) <= 1
            if is_open and (keys[place], keys[other]) in _AXES:
                fields[place], fields[other] = Field.Y, Field.X
                sure[place] = sure[other] = 0.9


def _once_each(
    fields: dict[int, Field | None], sure: dict[int, float], vocabulary: Vocabulary
) -> None:
    """Of columns that mean the same the surest one is taken, of equals the first."""
    counts = Counter(field for field in fields.values() if field)
    for field, count in counts.items():
        if count > 1 and field not in vocabulary.several:
            places = [place for place, one in fields.items() if one is field]
            best = max(places, key=lambda place: (sure[place], -place))
            for place in places:
                if place != best:
                    fields[place] = None


def languages_of(header: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The languages that a header is likely written in, likeliest first."""
    counts: Counter[str] = Counter(day.language for day in days_of(header).values())
    for cell in header:
        if match := matched(cell, vocabulary):
            counts.update({language: 1 for language in match.languages})
    most = max(counts.values(), default=0)
    likely = [language for language in counts if 2 * counts[language] > most]
    return tuple(sorted(likely, key=lambda language: -counts[language]))


def _by_name(key: str, vocabulary: Vocabulary) -> Match | None:
    return _names(vocabulary).get(key) if key else None


def _counted(key: str, vocabulary: Vocabulary) -> Match | None:
    """The field of ``N.º porta``: its name behind the word for a number."""
    first, _, rest = key.partition(" ")
    match = _by_name(_bare(rest), vocabulary) if first in _numbers() else None
    return match._replace(sureness=0.9) if match else None


def _of_two(key: str, vocabulary: Vocabulary) -> Match | None:
    """The field of ``horário em casa``: each of two parts of the name is one of the field's."""
    words = key.split()
    for at in range(1, len(words)):
        first, second = (
            _by_name(_bare(" ".join(part)), vocabulary) for part in (words[:at], words[at:])
        )
        if first and second and first.field is second.field:
            return Match(first.field, 0.9, first.languages & second.languages)
    return None


def _bare(key: str) -> str:
    """The name without the small words that join it to another: ``da casa``."""
    first, _, rest = key.partition(" ")
    return rest if first in _JOINTS and rest else key


def _alike(key: str, vocabulary: Vocabulary) -> Match | None:
    """The field of a name with a slip; short ones are too much alike all over.

    What has digits in it is a cell of some row, and no name.
    """
    if len(key) < 5 or any(map(str.isdigit, key)):
        return None
    names = _names(vocabulary)
    near = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if near is None:
        return None
    return names[near[0]]._replace(sureness=near[1] / 125)


@cache
def _names(vocabulary: Vocabulary) -> dict[str, Match]:
    """Every name with its field; a name of several fields is that of the first."""
    names: dict[str, Match] = {}
    for field, listed in vocabulary.words.items():
        for language, words in zip(LANGUAGES, listed.split("|"), strict=True):
            for word in (*words.split(","), *((field.value,) if language == "en" else ())):
                key = header_key(word)
                known = names.get(key)
                if known is None:
                    names[key] = Match(field, 1.0, frozenset((language,)))
                elif known.field is field:
                    names[key] = known._replace(languages=known.languages | {language})
    return names


@cache
def _numbers() -> frozenset[str]:
    return frozenset(header_key(word) for word in NUMBER.split("|")) - {""}


@cache
def _streets() -> frozenset[str]:
    return frozenset(header_key(word) for word in STREETS.split("|"))


@cache
def _running() -> frozenset[str]:
    return frozenset(header_key(word) for word in RUNNING.split("|")) - {""}
