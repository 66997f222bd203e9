"""Which column of a source means what: by its name in any of the languages, or as confirmed before.

A name may be written in two languages at once (``Nome / 姓名``), and with a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from routeplan.formats.spreadsheet.column_words import (
    LANGUAGES,
    NUMBER,
    RUNNING,
    SEVERAL,
    WORDS,
    Field,
)

LONGEST = 60
"""Characters of a column's name, at the most; what is longer is a sentence."""
ALIKE = 88
"""Per cent of likeness from which on a name is taken for another one with a slip."""
_PARTS = re.compile(r"\s*[/|\n()\[\]]\s*|\s+-\s+")
_WINDOW = {Field.LATEST: Field.TO, Field.DUE: Field.FROM}
"""``até`` beside a column ``das``: hours and no dates."""


class Match(NamedTuple):
    """A field, how sure it is (1: by name, less: alike), and the languages that call it so."""

    field: Field
    sureness: float
    languages: frozenset[str]


def header_key(cell: str) -> str:
    """A column's name for comparing: without case, accents, and space or signs around."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", cell).casefold())
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    bare = unicodedata.normalize("NFC", bare).replace("_", " ").replace("-", " ")
    return " ".join(bare.split()).strip(" :*?.").replace(".", "")


@lru_cache(maxsize=4096)
def matched(cell: str) -> Match | None:
    """What a column of that name means, None when no language knows it."""
    if not cell.strip() or len(cell) > LONGEST:
        return None
    whole = _by_name(header_key(cell))
    if whole:
        return whole
    parts = [part for part in _PARTS.split(cell) if part.strip()]
    known = [match for part in parts if (match := _by_name(header_key(part)))]
    if known and len({match.field for match in known}) == 1:
        languages = frozenset().union(*(match.languages for match in known))
        return Match(known[0].field, 0.95, languages)
    if known and len(parts) > 1:  # the first that is known
        return known[0]._replace(sureness=0.8)
    return _counted(header_key(cell)) or _alike(header_key(cell))


def is_number(cell: str) -> bool:
    """Whether a column is called "number": an id, or that of a house."""
    return not _keys(cell).isdisjoint(_numbers())


def may_count_rows(cell: str) -> bool:
    """Whether a column's name is one that people give to numbers which only count the rows."""
    return not _keys(cell).isdisjoint(_numbers() | _running())


def _keys(cell: str) -> set[str]:
    return {header_key(part) for part in (cell, *_PARTS.split(cell))}


def proposed_columns(
    header: Sequence[str], remembered: Mapping[str, str]
) -> dict[int, Field | None]:
    """The field of each named column by its place; None where it is not taken over.

    Parameters
    ----------
    remembered
        Fields of columns by their names, as confirmed; an empty one is not taken over.
    """
    fields: dict[int, Field | None] = {}
    sure: dict[int, float] = {}
    for place, cell in enumerate(header):
        if not cell.strip():
            continue
        if cell.strip() in remembered:
            written = remembered[cell.strip()]
            fields[place] = Field(written) if written in set(Field) else None
            sure[place] = 2.0
            continue
        match = matched(cell)
        fields[place] = match.field if match else None
        sure[place] = match.sureness if match else 0.0
    _settle_numbers(header, fields, sure)
    _settle_windows(fields, sure)
    _once_each(fields, sure)
    return fields


def _settle_numbers(
    header: Sequence[str], fields: dict[int, Field | None], sure: dict[int, float]
) -> None:
    """A number behind the street is the house's, any other is the household's own."""
    for place in fields:
        if sure[place] > 1 or not is_number(header[place]):
            continue
        before = next((fields[k] for k in range(place - 1, -1, -1) if k in fields), None)
        fields[place] = Field.HOUSE_NUMBER if before is Field.ADDRESS else Field.ID
        sure[place] = 0.9


def _settle_windows(fields: dict[int, Field | None], sure: dict[int, float]) -> None:
    """Where one of two neighbours is the begin of a window, the other is its end."""
    for place, field in list(fields.items()):
        other = place + 1 if field is Field.FROM else place - 1
        wanted = {Field.FROM: Field.TO, Field.TO: Field.FROM}.get(field) if field else None
        there = fields.get(other)
        if wanted and there and _WINDOW.get(there) is wanted and sure[other] <= 1:
            fields[other] = wanted


def _once_each(fields: dict[int, Field | None], sure: dict[int, float]) -> None:
    """Of columns that mean the same the surest one is taken, of equals the first."""
    counts = Counter(field for field in fields.values() if field)
    for field, count in counts.items():
        if count > 1 and field not in SEVERAL:
            places = [place for place, one in fields.items() if one is field]
            best = max(places, key=lambda place: (sure[place], -place))
            for place in places:
                if place != best:
                    fields[place] = None


def languages_of(header: Sequence[str]) -> tuple[str, ...]:
    """The languages that a header is likely written in, likeliest first."""
    counts: Counter[str] = Counter()
    for cell in header:
        if match := matched(cell):
            counts.update({language: 1 for language in match.languages})
    most = max(counts.values(), default=0)
    likely = [language for language in counts if 2 * counts[language] > most]
    return tuple(sorted(likely, key=lambda language: -counts[language]))


def _by_name(key: str) -> Match | None:
    return _names().get(key) if key else None


def _counted(key: str) -> Match | None:
    """The field of ``N.º porta``: its name behind the word for a number."""
    first, _, rest = key.partition(" ")
    match = _by_name(rest) if first in _numbers() else None
    return match._replace(sureness=0.9) if match else None


def _alike(key: str) -> Match | None:
    """The field of a name with a slip; short ones are too much alike all over."""
    if len(key) < 5:
        return None
    near = process.extractOne(key, _names().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if near is None:
        return None
    match = _names()[near[0]]
    return match._replace(sureness=near[1] / 125)


@cache
def _names() -> dict[str, Match]:
    """Every name with its field; a name of several fields is that of the first."""
    names: dict[str, Match] = {}
    for field, listed in WORDS.items():
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
def _running() -> frozenset[str]:
    return frozenset(header_key(word) for word in RUNNING.split("|")) - {""}
