"""What a column is by what stands in it: dates, hours, angles, house numbers, names of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from routeplan.formats.spreadsheet.dates import likely_date, split_moment
from routeplan.formats.spreadsheet.numbers import coordinate, coordinate_pair, minutes, number
from routeplan.formats.spreadsheet.words.value_words import (
    PRIORITIES,
    likely_priority,
    word_key,
)
from routeplan.hours.people_hours import people_hours
from routeplan.hours.people_tokens import is_east_asian

MOST, MANY = 0.8, 0.6
"""Shares of a column's cells that make it what they are."""
LONGEST_NAME, MOST_WORDS = 40, 5
LONGEST_HAN_NAME = 6
_TELEPHONE = re.compile(r"(?:tel\.?:?\s*)?[+0(][\d\s()/.-]{6,}", re.IGNORECASE)
_POSTCODE = re.compile(r"\d{4,6}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{3} \d{2}")
_DOOR = re.compile(r"\d{1,4}\s?[a-z]?(?:\s?[/-]\s?\d{1,4}[a-z]?)?", re.IGNORECASE)
_ID = re.compile(r"#?[^\W\d_]{0,4}[-./ ]?\d{1,8}")
_GRID = re.compile(r"[+-]?\d{5,8}(?:[.,]\d+)?")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
LONGEST_DATE = 25
_FRACTION = re.compile(r"\d[.,]\d{3}|[°'′NSEWOLnsewol]")
_FINE = re.compile(r"\d[.,]\d{4}|[°'′]")
_PLACE = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).{4,}")


@dataclass(frozen=True)
class Column:
    """The filled cells of a column, in a sample of the rows, and how many rows that are."""

    cells: Sequence[str]
    rows: int

    @cached_property
    def distinct(self) -> float:
        """The share of different cells."""
        return len({*self.cells}) / len(self.cells) if self.cells else 0.0

    def share(self, is_one: Callable[[str], object]) -> float:
        """The share of the cells that are of a kind."""
        return sum(map(bool, map(is_one, self.cells))) / len(self.cells) if self.cells else 0.0


def is_degrees(cell: str) -> bool:
    """Whether it is a latitude or longitude with some precision."""
    return bool(_FRACTION.search(cell)) and coordinate(cell, "W") is not None


def is_precise(cell: str) -> bool:
    """Whether an angle is given so finely that it is no amount of thousands: ``1.250``."""
    return bool(_FINE.search(cell))


def is_degree_pair(cell: str) -> bool:
    """Whether it is both."""
    return bool(_FRACTION.search(cell)) and coordinate_pair(cell, "W") is not None


def is_grid_number(cell: str) -> bool:
    """Whether it may be metres of a map grid."""
    return bool(_GRID.fullmatch(cell)) and not cell.startswith("0")


def is_telephone(cell: str) -> bool:
    """Whether it is a telephone number."""
    return bool(_TELEPHONE.fullmatch(cell)) and sum(map(str.isdigit, cell)) > 6


def is_postcode(cell: str) -> bool:
    """Whether it is like the postcode of some country."""
    return bool(_POSTCODE.fullmatch(cell))


def is_door(cell: str) -> bool:
    """Whether it may be the number of a house."""
    return bool(_DOOR.fullmatch(cell))


def is_id(cell: str) -> bool:
    """Whether it may be an id: a number with some letters before it."""
    return bool(_ID.fullmatch(cell))


def is_date(cell: str) -> bool:
    """Whether it is a date with a year, perhaps with a word beside it."""
    if cell.isdecimal():
        return False
    among = _DATE.search(cell) if len(cell) <= LONGEST_DATE else None
    return bool(among) or likely_date(split_moment(cell)[0]) is not None


def is_priority(cell: str) -> bool:
    """Whether it is a word for how much matters."""
    key = word_key(cell)
    return not key.isdecimal() and (key in PRIORITIES or likely_priority(cell) is not None)


def is_hours(cell: str) -> bool:
    """Whether it says when somebody is at home or on duty, and is no number alone."""
    if number(cell) is not None or is_telephone(cell):
        return False
    read = people_hours(cell)
    return read is not None and read.complete and bool(read.text)


def is_minutes(cell: str) -> bool:
    """Whether it is the length of a visit as people round it."""
    read = None if cell.startswith("0") else minutes(cell)
    return read is not None and 5 <= float(read[0]) <= 120 and float(read[0]) % 5 == 0


def is_place(cell: str) -> bool:
    """Whether it has both letters and a number, as addresses have."""
    return bool(_PLACE.fullmatch(cell))


def is_words(cell: str) -> bool:
    """Whether it has letters and no digits."""
    return any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))


def is_text(cell: str) -> bool:
    """Whether it has letters, and so may say something to a person."""
    return sum(map(str.isalpha, cell)) > 1


def is_name(cell: str) -> bool:
    """Whether it is as short as a name, of a few words without digits."""
    if not is_words(cell) or len(cell) > LONGEST_NAME or not cell[:1].strip():
        return False
    if is_east_asian(cell[0]):
        return len(cell) <= LONGEST_HAN_NAME
    return len(cell.split()) <= MOST_WORDS and not cell[:1].islower()


KINDS: Mapping[str, Callable[[str], bool]] = {
    "degrees": is_degrees,
    "pair": is_degree_pair,
    "telephone": is_telephone,
    "date": is_date,
    "priority": is_priority,
    "hours": is_hours,
    "place": is_place,
    "minutes": is_minutes,
    "grid": is_grid_number,
}
"""What a cell may be, the clearest first."""


def kind_of(column: Column) -> str:
    """What most of a column's cells are; empty where that is none of the clear kinds."""
    if not column.cells:
        return ""
    for kind, is_one in KINDS.items():
        if column.share(is_one) >= (MANY if kind in ("hours", "place") else MOST):
            return kind
    return ""
