"""What an address says beside street and house number: every word of it has to be understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from routeplan.addresses.street_map.towns import TIERS, PlaceBook, countries, postcode_key
from routeplan.addresses.words.abbreviations import DROPPED
from routeplan.addresses.words.address_text import DIGITS, SIGN, Token, tokens
from routeplan.addresses.words.flats_and_floors import OPENING, without_units
from routeplan.addresses.words.house_numbers import PARTS

_POSTCODE = re.compile(
    r"(?<![^\W_])(?:[a-z]{1,2}-?)?"
    r"(?:\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}-\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[a-z]{2}|\d{4,7}"
    r"|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d)(?![^\W_])"
)
"""Postcodes of the world as people write them, in plain text."""
_LONG_POSTCODE = re.compile(r"(\d{5})-\d{4}")
"""An American postcode with its second half, which maps seldom have."""
_NUMBERISH = PARTS | {"rear", "front", "half", "quater", "quinquies", "弄", "巷", "号", "之"}
"""Words that would make another house number."""
_LONG_REGIONS = frozenset({"nsw", "vic", "qld", "tas", "act"})
_MOST_WORDS_OF_A_COUNTRY = 5
_MOST_PIECES_OF_A_POSTCODE = 4
_MOST_WORDS_OF_AN_ENTRANCE = 4

IsStreet = Callable[[Sequence[Token], int], bool]
"""Whether the name of a street begins at a token."""


@dataclass(slots=True)
class AddressRest:
    """What was understood of it.

    Parameters
    ----------
    places
        Each place named, by the keys that it may mean.
    postcodes
        As they are compared.
    words
        Not understood: a town that the map does not have, or anything else.
    odd
        Digits and letters that may belong to another house number.
    bare
        Whether a number was taken for that of a flat because of where it stands.
    """

    places: list[frozenset[str]] = field(default_factory=list)
    postcodes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    bare: bool = False


def read_rest(
    before: str, behind: str, book: PlaceBook, is_street: IsStreet, *, loose: bool
) -> AddressRest:
    """Read what stands before and behind street and number, in plain text.

    Parameters
    ----------
    loose
        Whether a number right behind may be that of a flat without a comma between.
    """
    rest = AddressRest()
    for text in (before, behind):
        if text.strip(" ,.;"):
            _RestReader(text, book, rest, is_street, loose=loose and text is behind).read()
    return rest


def _with_country(cut: Sequence[Token], at: int) -> int:
    """Where a postcode begins, with the country's letters in front: ``D-80331``, ``FL-9490``."""
    if at >= 2 and cut[at - 1].text == "-" and len(cut[at - 2].text) <= 2:
        return cut[at - 2].begin
    return cut[at].begin


class _RestReader:
    """Reads one side; ``rest`` takes what it finds."""

    def __init__(
        self, text: str, book: PlaceBook, rest: AddressRest, is_street: IsStreet, *, loose: bool
    ) -> None:
        self._book, self._rest, self._loose, self._is_street = book, rest, loose, is_street
        self._text = without_units(self._without_postcodes(text))
        self._cut: Sequence[Token] = tokens(self._text)

    def _without_postcodes(self, text: str) -> str:
        """Take out the postcodes that the map knows, before a flat is seen in them."""
        cut = tokens(text)
        at, kept, end = 0, [], 0
        while at < len(cut):
            last, code = self._known_postcode(cut, at)
            if code:
                self._rest.postcodes.append(code)
                kept.append(text[end : _with_country(cut, at)])
                end = cut[last - 1].end
            at = max(last, at + 1)
        return "@".join([*kept, text[end:]])

    def _known_postcode(self, cut: Sequence[Token], at: int) -> tuple[int, str]:
        """Where the longest known postcode that begins here ends; with nothing when none does."""
        text = "".join(piece.text for piece in cut[at : at + 3])
        if (match := _LONG_POSTCODE.fullmatch(text)) and match[1] in self._book.postcodes:
            return at + 3, postcode_key(text)
        for last in range(min(len(cut), at + _MOST_PIECES_OF_A_POSTCODE), at, -1):
            pieces = cut[at:last]
            if SIGN in (pieces[0].kind, pieces[-1].kind):
                continue
            if not all(piece.text.isascii() for piece in pieces) or any(
                piece.kind == SIGN and piece.text != "-" for piece in pieces
            ):
                continue
            code = postcode_key("".join(piece.text for piece in pieces))
            if len(code) >= 3 and code in self._book.postcodes:
                return last, code
        return at, ""

    def read(self) -> None:
        at = 0
        while at < len(self._cut):
            at = self._read_from(at)

    def _read_from(self, at: int) -> int:
        """Understand what begins at a token; where the next thing begins."""
        token = self._cut[at]
        if token.kind == SIGN:
            return at + 1
        if (match := _POSTCODE.match(self._text, token.begin)) and any(map(str.isdigit, match[0])):
            self._rest.postcodes.append(postcode_key(match[0]))
            return self._after(match.end())
        end, keys = self._book.named(self._cut, at)
        if keys:
            self._rest.places.append(keys)
            return self._after_region(end)
        if token.kind == DIGITS:
            return self._read_digits(at)
        return self._read_words(at)

    def _after(self, position: int) -> int:
        """The first token at or after a position of the text."""
        return next((k for k, t in enumerate(self._cut) if t.begin >= position), len(self._cut))

    def _after_region(self, at: int) -> int:
        """Pass over the short form of a state behind a town: ``New York, NY``, ``Canoas-RS``."""
        k = at
        while k < len(self._cut) and self._cut[k].text in ",-":
            k += 1
        if k > at - 1 and k < len(self._cut) and self._is_region(k):
            return k + 1
        return at

    def _is_region(self, at: int) -> bool:
        text = self._cut[at].text
        is_short = len(text) == 2 and text.isascii() and text.isalpha()
        return is_short or text in _LONG_REGIONS

    def _read_digits(self, at: int) -> int:
        """A bare number is a flat's where nothing but a comma, or nothing, stands before it."""
        end = at + 1
        before = self._text[: self._cut[at].begin].replace(";", "").replace("@", "").strip()
        glued = end < len(self._cut) and self._cut[end].begin == self._cut[at].end
        if glued and len(self._cut[end].text) == 1 and self._cut[end].text.isalpha():
            end += 1
        text = self._text[self._cut[at].begin : self._cut[end - 1].end]
        if len(self._cut[at].text) <= 4 and (before == "," or (self._loose and before == "")):
            self._rest.bare = True
        else:
            self._rest.odd.append(text)
        return end

    def _read_words(self, at: int) -> int:
        token = self._cut[at]
        is_character = len(token.text) == 1 and token.text > "\u2e80"
        if token.text in DROPPED or token.text in TIERS:
            return at + 1
        if end := self._country(at) or self._entrance(at):
            return end
        if token.text in _NUMBERISH or (len(token.text) == 1 and not is_character):
            self._rest.odd.append(token.text)
            return at + 1
        if is_character:
            return self._read_characters(at)
        if token.text > "\uac00" and self._is_unknown_tier(token.text):
            return at + 1
        beside = [self._text[token.end :].lstrip()[:1], self._text[: token.begin].rstrip()[-1:]]
        if not (self._is_region(at) and "@" in beside):
            self._rest.words.append(token.text)
        return at + 1

    def _entrance(self, at: int) -> int:
        """Where a part such as ``Eingang über den Hof`` or ``shop Miller`` ends; 0 if it is none.

        A part with a number, or a street or place that the map knows, is none.
        """
        if self._cut[at].text not in OPENING:
            return 0
        end = at + 1
        while end < len(self._cut) and self._cut[end].text not in ",;()@":
            token = self._cut[end]
            if token.kind == DIGITS or self._country(end) or self._book.named(self._cut, end)[1]:
                return 0
            if token.kind != SIGN and self._is_street(self._cut, end):
                return 0
            end += 1
        return end if end - at - 1 <= _MOST_WORDS_OF_AN_ENTRANCE else 0

    def _country(self, at: int) -> int:
        """Where a country's name that begins here ends; 0 when none does."""
        words: list[str] = []
        longest = 0
        for k in range(at, len(self._cut)):
            if self._cut[k].kind != SIGN:
                words.append(self._cut[k].text)
            if len(words) > _MOST_WORDS_OF_A_COUNTRY:
                break
            if " ".join(words) in countries():
                longest = k + 1
        return longest

    def _is_unknown_tier(self, name: str) -> bool:
        """Whether a name tells its tier, and the map names no place of that tier."""
        tier = next((ending for ending in TIERS if name.endswith(ending) and name != ending), "")
        return bool(tier) and not self._book.has_tier(tier)

    def _read_characters(self, at: int) -> int:
        """A name in Chinese characters, up to what tells its tier.

        A tier that the map never names (districts, where it has towns only) cannot disagree.
        """
        name, k = "", at
        while k < len(self._cut) and self._cut[k].kind != SIGN and self._cut[k].text > "\u2e80":
            name += self._cut[k].text
            k += 1
            if name.endswith(TIERS) and name not in TIERS:
                if not self._is_unknown_tier(name):
                    self._rest.words.append(name)
                return k
        self._rest.words.append(name)
        return k
