"""House numbers as they are compared: ``6 с23``, ``д. 6, стр. 23`` and ``6C23`` are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from routeplan.addresses.words.address_text import DIGITS, SIGN, WORD, Token, listed, plain, tokens

NumberKey = tuple[str, ...]

MOST_TOKENS = 14
"""A house number has no more pieces than this."""
_IN_PART = 0.5
_PART_OF = {
    plain(word): part
    for part, words in {
        "c": "с стр строение строен",
        "k": "к кор корп корпус",
        "вл": "вл влад владение",
        "лит": "лит литер литера",
        "bis": "bis",
        "ter": "ter",
    }.items()
    for word in words.split()
}
PARTS = frozenset(_PART_OF)
"""Words that name a further building of a number: these may follow a comma."""
_BEFORE = listed("д дом буд будинок no nr n num numero nummer number house cp ch p αρ αριθ")
"""Words before a number that belong to it and say nothing."""
_AFTER = frozenset({"号", "번지", "번"})
_ALIKE = str.maketrans("асекорху", "acekopxy")
"""Cyrillic letters that look like Latin ones; only for single letters."""
_LIST = re.compile(r"[;,、，；]")
_SIMPLE = re.compile(r"\d+\s*[^\W\d_]?")


def number_pieces(cut: Sequence[Token], begin: int = 0) -> list[tuple[str, int]]:
    """The compared pieces of a number that begins at a token, each with the token it ends before.

    What stands before the first digits and says nothing (``д.``, ``Nr.``) is passed over; where
    the number ends is for the caller to know: any leading pieces may be one.
    """
    pieces: list[tuple[str, int]] = []
    for at in range(begin, min(len(cut), begin + MOST_TOKENS)):
        token = cut[at]
        if _is_silent(cut, at, bool(pieces)):
            if pieces:
                pieces[-1] = (pieces[-1][0], at + 1)
        elif token.kind == DIGITS:
            pieces.append((token.text.lstrip("0") or "0", at + 1))
        elif token.kind == WORD:
            alone = token.text.translate(_ALIKE) if len(token.text) == 1 else token.text
            pieces.append((_PART_OF.get(token.text, alone), at + 1))
        else:
            pieces.append((token.text, at + 1))
    return pieces


def number_key(text: str) -> NumberKey:
    """All of a text as one house number."""
    return tuple(piece for piece, _ in number_pieces(tokens(plain(text))))


def keys_of(number: str) -> tuple[NumberKey, ...]:
    """What a number on the map is found by: itself first, then each of several (``20;22``)."""
    keys = [number_key(number)]
    is_list = not {",", ";"}.isdisjoint(keys[0])
    parts = [part for part in _LIST.split(number) if part.strip()] if is_list else []
    if len(parts) > 1 and all(_SIMPLE.fullmatch(part.strip()) for part in parts):
        keys += [number_key(part) for part in parts]
    elif len(parts) > 1 and _SIMPLE.fullmatch(parts[0].strip()):
        keys.append(number_key(parts[0]))  # "2, 2nd floor"
    return tuple(dict.fromkeys(key for key in keys if key))


def value(key: NumberKey) -> int:
    """The first whole number in it, to tell which numbers are near; 0 without one."""
    return next((int(piece) for piece in key if piece.isdigit()), 0)


def alike(one: NumberKey, other: NumberKey) -> float:
    """How many leading pieces two numbers share; less than one where they share others."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return same or _IN_PART * bool({*one} & {*other} & {p for p in one if p.isdigit()})


def _is_silent(cut: Sequence[Token], at: int, begun: bool) -> bool:
    """Whether a token belongs to a number and says nothing."""
    token = cut[at]
    after = cut[at + 1] if at + 1 < len(cut) else None
    if token.kind == SIGN:
        if token.text in ".°" or (not begun and token.text in ":,#"):
            return True
        if after is None or after.kind != WORD:
            return False
        if token.text == ",":
            return after.text in PARTS
        return token.text in "-/" and len(after.text) == 1 and at > 0 and cut[at - 1].kind == DIGITS
    if not begun:
        return token.text in _BEFORE
    return token.text in _AFTER
