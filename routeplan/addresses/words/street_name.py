"""The street in an address, without a map: for people who are counted or spoken of by street."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from routeplan.addresses.words.house import NO_NUMBER, without_flat
from routeplan.addresses.words.names import longer_spellings, spelled

_COMMAS = re.compile(r"[,;，；、\n]")
_ENDS = " \t,;:/#-–"
_WORD_OF_A_NUMBER = (
    r"(?:д|дом|буд|будинок|no|nr|num|numero|número|nummer|number|house|č\.?\s?p|čp|n|nº|n°|№|#)"
)
_FURTHER = r"(?:\s?[/–-]\s?\d+[^\W\d_]?|\s?(?:bis|ter|1/2|½)(?!\w)|\s?(?:с|стр|к|корп)\.?\s?\d+)*"
_NUMBER = rf"(?:{_WORD_OF_A_NUMBER}\.?\s*:?\s*)?(?P<number>\d+)(?:[^\W\d_](?!\w))?{_FURTHER}"
"""A house number: ``12``, ``76 bis``, ``1355/4``, ``34-12``, ``5a``, ``д. 25``, ``25с2``."""
_IN_FRONT = re.compile(rf"{_NUMBER}\s+(?P<street>(?=\w)(?=.*[^\W\d_]{{2}}).+)", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?P<street>.*[^\W\d_].*?)[\s:–-]+{_NUMBER}(?:\s[^\W\d_])?\W*", re.IGNORECASE
)
_ALONE = re.compile(rf"\W*{_NUMBER}(?:\s[^\W\d_])?(?:\s[-–]\s.*|\W*)", re.IGNORECASE)
_CHINESE = re.compile(r"(?:.*[市區区县縣])?(?P<street>[一-鿿ぁ-ヿ][^\d]*)(?P<number>\d).*")
_PARTS = re.compile(r"\W*(?:стр|корп|к|с|вл|лит)[\w.]*\s*\d*\w?\W*", re.IGNORECASE)
NO_STREET = -1
_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def street_name(address: str) -> str:
    """The name of the street as it stands in an address; empty where none can be told.

    ``West 4th Street`` of ``259 West 4th Street, Apt 2``, ``Rua 31 de Janeiro`` of
    ``Rua 31 de Janeiro 12``, ``中山路`` of ``中山路12号3单元``. Without a house number
    it is what stands before the first comma.
    """
    text = unicodedata.normalize("NFKC", NO_NUMBER.sub("", without_flat(address)))
    parts = [part for part in map(str.strip, _COMMAS.split(text)) if part]
    numbered = [pair for part in parts if (pair := _numbered(part))]
    for at, part in enumerate(parts):
        if _ALONE.fullmatch(part) or (at and _PARTS.fullmatch(part)):
            beside = parts[at - 1] if at else "".join(parts[1:2])
            if any(map(str.isalpha, beside)):
                return beside.strip(_ENDS)
    if numbered:  # a postcode and its town may look so too: their number is the longer one
        return min(numbered, key=lambda pair: len(pair[0]))[1]
    first = parts[0] if parts else ""
    return first if any(map(str.isalpha, first)) and not first[:1].isdigit() else ""


def street_groups(names: Sequence[str]) -> list[int]:
    """Which names of :func:`street_name` are of one street, however spelled: a number for each.

    ``W 4th St`` and ``West 4th Street`` are of one. ``NO_STREET`` stands for an empty name.
    """
    group_of: dict[frozenset[str], int] = {}
    joined: list[int] = []
    """For each group the one that it was found to be a part of, or itself."""
    groups = []
    for name in names:
        spellings = _spellings(name)
        known = {
            _root(joined, group_of[spelling]) for spelling in spellings if spelling in group_of
        }
        if spellings and not known:
            joined.append(len(joined))
            known = {len(joined) - 1}
        group = min(known, default=NO_STREET)
        for root in known:
            joined[root] = group
        group_of |= dict.fromkeys(spellings, group)
        groups.append(group)
    return [_root(joined, group) if group != NO_STREET else NO_STREET for group in groups]


def _root(joined: Sequence[int], group: int) -> int:
    while joined[group] != group:
        group = joined[group]
    return group


@cache
def _spellings(name: str) -> list[frozenset[str]]:
    """The words of a name in every way in which its abbreviations may be meant."""
    spellings = []
    for words in (spelled(name), *longer_spellings(name)):
        points = _POINTS.get(words[0], words[0]) if words[1:] and words[1].isdigit() else ""
        spellings.append(frozenset([points, *words[1:]] if points else words))
    return [spelling for spelling in spellings if spelling]


def _numbered(part: str) -> tuple[str, str] | None:
    """The number and the street of a part that has both."""
    for shape in (_CHINESE, _IN_FRONT, _BEHIND):
        if match := shape.fullmatch(part):
            return match["number"], match["street"].strip(_ENDS)
    return None
