"""Every way in which an address may be read as street and house number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from routeplan.addresses.street_map.doors import Door
from routeplan.addresses.street_map.streets import Street, StreetIndex
from routeplan.addresses.street_map.towns import PlaceBook
from routeplan.addresses.typed.rest import AddressRest, read_rest
from routeplan.addresses.words.address_text import (
    DIGITS,
    SIGN,
    WORD,
    Token,
    composed,
    plain,
    tokens,
)
from routeplan.addresses.words.flats_and_floors import (
    SIDES_OF_A_HOUSE,
    block,
    is_glued_unit,
    stair_and_door,
    staircase,
    unit_length,
)
from routeplan.addresses.words.house_numbers import MOST_TOKENS, NumberKey, number_pieces
from routeplan.addresses.words.names import longer_spellings, spelled

_MOST_NUMBERS = 4
_BETWEEN = frozenset(",.-:°#)")
"""Signs between a street and its number that say nothing."""


_CONSCRIPTION = re.compile(r"(?<!\w)č\.\s?p\.\s*(?=\d)", re.IGNORECASE)
"""The Czech word for a building's number, of which ``čp`` is the other spelling."""


class Typed:
    """An address as somebody typed it."""

    def __init__(self, address: str) -> None:
        address = _CONSCRIPTION.sub("čp ", address)
        self.composed = composed(address)
        self.text = plain(address)
        self.cut: Sequence[Token] = tokens(self.text)

    def between(self, begin: int, end: int) -> str:
        """The text from one token up to another."""
        first = self.cut[begin].begin if begin < len(self.cut) else len(self.text)
        last = self.cut[end].begin if end < len(self.cut) else len(self.text)
        return self.text[first:last]


@dataclass(frozen=True, eq=False)
class AddressReading:
    """One way to read an address.

    Parameters
    ----------
    street_begin, street_end
        The tokens that the street's name takes up.
    begin, end
        Those that street and number take up.
    key
        The house number; empty where the street has none of those beside its name.
    doors
        With that number, in whatever town; none where the street has no such number.
    rest
        What else the address says.
    """

    street: Street
    street_begin: int
    street_end: int
    begin: int
    end: int
    key: NumberKey = ()
    doors: tuple[Door, ...] = ()
    rest: AddressRest = field(default_factory=AddressRest)

    @classmethod
    def of_name(cls, street: Street, begin: int, end: int) -> AddressReading:
        """A reading that knows the street and no number yet."""
        return cls(street, begin, end, begin, end)

    @property
    def is_whole(self) -> bool:
        """Whether it leads to doors, and nothing in it may be of another house number."""
        return bool(self.doors) and not self.rest.odd

    def takes_in(self, other: AddressReading) -> bool:
        """Whether it explains more of the address than another one, by street and number alone."""
        wider = self.begin <= other.begin and other.end <= self.end
        return wider and (self.begin, self.end) != (other.begin, other.end)


class AddressReader:
    """Reads addresses by the streets and places of an extract."""

    def __init__(self, streets: StreetIndex, places: PlaceBook) -> None:
        self._streets, self._places = streets, places

    def readings(self, typed: Typed) -> list[AddressReading]:
        """All readings by streets that stand in the address."""
        return [
            reading
            for begin in range(len(typed.cut))
            if typed.cut[begin].kind != SIGN
            for end, streets in self._streets.matches(typed.cut, begin).items()
            for street in _meant(streets, typed.composed)
            for reading in self.of_street(typed, street, begin, end)
        ]

    def of_street(
        self, typed: Typed, street: Street, begin: int, end: int
    ) -> Iterator[AddressReading]:
        """The readings by a street whose name takes up some tokens: number behind, and before."""
        name = AddressReading.of_name(street, begin, end)
        behind, before = _behind(typed.cut, end, street), _before(typed.cut, begin, street)
        if before and behind and _is_of_a_unit(typed, end, behind.end):
            behind = None
        for side in (behind, before):
            if side is not None:
                reading = self._numbered(typed, name, side, is_first=side is before)
                if behind and before:  # either may be the flat
                    reading.rest.odd.append("".join((before if side is behind else behind).key))
                yield reading
        if behind is None and before is None:
            yield replace(name, rest=self._rest(typed, begin, end, loose=True))

    def _numbered(
        self, typed: Typed, name: AddressReading, side: _Side, *, is_first: bool
    ) -> AddressReading:
        street, key = name.street, side.key
        begin, end = min(side.begin, name.begin), max(side.end, name.end)
        if not is_first:
            end = _behind_stair_and_door(typed, street, end)
        is_chinese = typed.cut[end - 1].text > "\u2e80"
        loose = is_first or is_chinese or (len(key[-1]) == 1 and key[-1].isalpha())
        rest = self._rest(typed, begin, end, loose=loose)
        if end == max(side.end, name.end) and _is_glued(typed, side.end):
            rest.odd.append(typed.cut[side.end].text)
        behind = typed.between(end, len(typed.cut))
        letter = block(behind) or ("" if is_first else staircase(behind))
        if not any(SIDES_OF_A_HOUSE & {*other} for other in street.numbers):
            rest.odd[:] = [text for text in rest.odd if text not in SIDES_OF_A_HOUSE]
        if letter and _has_letters(street, key, letter):
            rest.odd.append(letter)
        doors = tuple(street.numbers[key])
        return replace(name, begin=begin, end=end, key=key, doors=doors, rest=rest)

    def _rest(self, typed: Typed, begin: int, end: int, *, loose: bool) -> AddressRest:
        """What stands before and behind the tokens of street and number."""
        before, behind = typed.between(0, begin), typed.between(end, len(typed.cut))
        return read_rest(before, behind, self._places, self._is_street, loose=loose)

    def _is_street(self, cut: Sequence[Token], begin: int) -> bool:
        """Whether the name of a street begins at a token."""
        return bool(self._streets.matches(cut, begin))


class _Side(NamedTuple):
    """A number beside a street, and the tokens it takes up."""

    key: NumberKey
    begin: int
    end: int


def _meant(streets: Sequence[Street], written: str) -> Sequence[Street]:
    """Of streets that a text may name, those it names to the letter, else those in addresses.

    A street that the map also writes short (``Zollstr.``) is meant with it.
    """
    if len(streets) < 2:
        return streets
    literal = [street for street in streets if composed(street.name) in written]
    longest = max((len(street.name) for street in literal), default=0)
    exact = [street for street in literal if len(street.name) == longest]
    if exact:
        longer = {spelling for street in exact for spelling in longer_spellings(street.name)}
        exact += [s for s in streets if s not in exact and spelled(s.name) in longer]
    usual = [street for street in exact or streets if not (street.is_other or street.now)]
    return usual or exact or streets


def _behind(cut: Sequence[Token], end: int, street: Street) -> _Side | None:
    """The longest number of the street right behind its name."""
    first = end
    while first < len(cut) and cut[first].text in _BETWEEN:
        first += 1
    pieces = number_pieces(cut, first)
    words = tuple(piece for piece, _ in pieces)
    for count in range(len(pieces), 0, -1):
        if words[:count] in street.numbers:
            return _Side(words[:count], first, pieces[count - 1][1])
    return None


def _is_of_a_unit(typed: Typed, street_end: int, number_end: int) -> bool:
    """Whether what stands right behind a street is a floor or a flat: ``2nd fl``, ``#3B``.

    That has more to it than a number which the street has.
    """
    first = street_end
    while first < number_end and typed.cut[first].text in ",;.-":
        first += 1
    text = typed.between(first, len(typed.cut))
    ends = (typed.cut[first].begin if first < len(typed.cut) else 0) + unit_length(text)
    return text.startswith("#") or ends > typed.cut[number_end - 1].end


def _before(cut: Sequence[Token], begin: int, street: Street) -> _Side | None:
    """The longest number of the street right before its name."""
    last = begin
    while last > 0 and cut[last - 1].text in ",":
        last -= 1
    longest = None
    for first in range(last - 1, max(-1, last - MOST_TOKENS), -1):
        key = tuple(piece for piece, _ in number_pieces(cut[first:last]))
        if key in street.numbers:
            longest = _Side(key, first, last)
    return longest


def _behind_stair_and_door(typed: Typed, street: Street, end: int) -> int:
    """Where ``12/3/7`` ends, in a street whose own numbers have no strokes; else the same place."""
    if any("/" in key for key in street.numbers):
        return end
    position = typed.cut[end - 1].end
    length = stair_and_door(typed.text[position:])
    return next(
        (k for k in range(end, len(typed.cut) + 1) if typed.cut[k - 1].end == position + length),
        end,
    )


def _is_glued(typed: Typed, end: int) -> bool:
    """Whether letters or a dash and more stand right behind a number, without a space between.

    What can only be a flat or a staircase is none of it.
    """
    cut = typed.cut
    if not 0 < end < len(cut) or cut[end - 1].end != cut[end].begin:
        return False
    token = cut[end]
    if is_glued_unit(typed.text[token.begin :]):
        return False
    if token.kind == DIGITS:
        return cut[end - 1].text < "\u2e80"
    if token.kind == SIGN:
        follows = cut[end + 1] if end + 1 < len(cut) else None
        return token.text in "-/+&" and follows is not None and follows.kind != SIGN
    return cut[end - 1].kind == DIGITS and token.text < "\u2e80"


def _has_letters(street: Street, key: NumberKey, letter: str) -> bool:
    """Whether the map tells a number's parts by letters, so that a letter names another door."""
    if letter in "ck" and max(street.name) > "\u0400" and min(street.name.strip()) < "\u0530":
        return True
    size = len(key)
    return any(
        len(other) > size
        and other[:size] == key
        and len(other[size]) == 1
        and other[size].isalpha()
        for other in street.numbers
    )


def number_beside(typed: Typed, reading: AddressReading) -> NumberKey:
    """The house number as it was typed, whether or not the street has it."""
    is_in_front = reading.begin < reading.street_begin
    if reading.is_whole or (reading.doors and is_in_front):
        return reading.key
    cut, first = typed.cut, reading.street_end
    while first < len(cut) and cut[first].text in _BETWEEN:
        first += 1
    pieces = number_pieces(cut, first)
    begin = reading.street_begin
    firsts = [k for k in range(max(0, begin - MOST_TOKENS), begin) if cut[k].kind == DIGITS]
    if (
        not pieces
        or not pieces[0][0].isdigit()
        or (firsts and _is_of_a_unit(typed, reading.street_end, pieces[0][1]))
    ):
        pieces = number_pieces(cut[firsts[0] : begin]) if firsts else []
    end = next((k for k, (piece, _) in enumerate(pieces) if piece in ",;"), len(pieces))
    return tuple(piece for piece, _ in pieces[:end])


def likely_streets(typed: Typed) -> Iterator[tuple[int, int]]:
    """Tokens that may be the name of a street: up to a number, or from one to the next comma."""
    cut = typed.cut
    commas = [k for k, token in enumerate(cut) if token.text in ",;"]
    spans: dict[tuple[int, int], None] = {}
    for begin, end in zip([0, *(k + 1 for k in commas)], [*commas, len(cut)], strict=True):
        digits = [k for k in range(begin, end) if cut[k].kind == DIGITS][:_MOST_NUMBERS]
        ends = [*(k for k in digits if k > begin), end]
        begins = [begin, *(k + 1 for k in digits if k + 1 < end)]
        spans |= dict.fromkeys((a, b) for a in begins for b in ends if a < b)
    return (span for span in spans if any(cut[k].kind == WORD for k in range(*span)))
