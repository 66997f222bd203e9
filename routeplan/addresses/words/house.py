"""A house's address without what stands behind its door: what may hang on the front door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from routeplan.addresses.words.address_text import plain
from routeplan.addresses.words.flats_and_floors import without_units

MOST_ADDRESSES = 3
"""Of a house at a corner: more are not told."""
NO_NUMBER = re.compile(
    r"(?:[\s,]+|^)(?:s\s?/\s?n|s\.\s?n\.|no number|sin n|sem n|sans n|ohne (?:nr|hausn)|б/н)"
    r"[\w.º°]*",
    re.IGNORECASE,
)
"""What stands in the place of a house's number where it has none: ``s/nº``."""
_COMMAS = re.compile(r"[,;，；、\n]")
_ENDS = " \t,.;:/#-–，、"
_CHINESE_HOUSE = re.compile(
    r"(?:[\dA-Za-z一二三四五六七八九十]+\s*(?:号楼|號樓|栋|棟|幢|座|单元|單元)\s*)+"
)
"""Parts of an estate that everybody sees from outside."""


def house_of(addresses: Iterable[str]) -> str:
    """The address of the house in which all of these homes are; empty where none can be told.

    A flat, a floor or a door is never in it. A house at a corner has several addresses.
    """
    houses = list(dict.fromkeys(filter(None, map(without_flat, addresses))))
    if len(houses) < 2:
        return "".join(houses)
    shared = _shared(houses)
    return shared or " / ".join(houses[:MOST_ADDRESSES])


def without_flat(address: str) -> str:
    """``Vilhonkatu 4 B`` of ``Vilhonkatu 4 B as. 12``, ``人民路12号3栋`` of ``人民路12号3栋501室``.

    Empty where nothing but a flat is said.
    """
    kept: list[str] = []
    for part in map(str.strip, _COMMAS.split(address)):
        # Behind the house number, whatever begins with a flat belongs to it.
        if not (_is_unit(part) or (_has_digit(", ".join(kept)) and _begins_with_unit(part))):
            kept.append(_cut(part))
    return ", ".join(filter(None, kept))


def _is_unit(text: str) -> bool:
    """Whether a text says a flat, floor or staircase and nothing else."""
    return not without_units(plain(text)).strip(";" + _ENDS)


def _begins_with_unit(text: str) -> bool:
    return without_units(plain(text)).lstrip().startswith(";")


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _cut(part: str) -> str:
    """Cut what ends with a flat, behind the house number."""
    for at in _boundaries(part):
        before = part[:at]
        if _has_digit(before) and _is_unit(part[at:]):
            match = _CHINESE_HOUSE.match(part, at)
            return part[: match.end() if match else at].strip(_ENDS)
    return part.strip(_ENDS)


def _boundaries(text: str) -> Iterator[int]:
    """Where a word of it begins, or a Chinese, Japanese or Korean sign."""
    for at in range(1, len(text)):
        if text[at - 1] in " .#/-" or text[at - 1] > "\u2e80" or text[at] > "\u2e80":
            yield at


def _shared(houses: list[str]) -> str:
    """What all of them begin with, in whole words; empty where that is no house."""
    signs = takewhile(lambda some: len(set(some)) == 1, zip(*houses, strict=False))
    prefix = "".join(some[0] for some in signs)
    at = max((k for k in [*_boundaries(prefix), len(prefix)] if _ends_a_word(houses, k)), default=0)
    shared = prefix[:at].strip(_ENDS)
    return shared if _has_digit(shared) else ""


def _ends_a_word(houses: list[str], at: int) -> bool:
    """Whether no house's word or number is cut there."""
    return not any(
        0 < at < len(house)
        and house[at - 1].isalnum()
        and house[at].isalnum()
        and not (house[at - 1] > "\u2e80")
        for house in houses
    )
