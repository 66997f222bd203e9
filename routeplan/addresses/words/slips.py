"""Whether a street's name is another one mistyped, or simply another one."""

from __future__ import annotations

from routeplan.addresses.words.address_text import listed
from routeplan.addresses.words.names import comparable

_LEAST_FOR_A_LETTER = 7
"""A word as long may have a letter wrong, too many or missing: ``Berg`` and ``Burg`` are two."""
_LEAST_FOR_A_SWAP = 4
"""A word as long may have two neighbouring letters swapped."""
_KINDS = listed(
    "strasse platz gasse allee ring weg street avenue road lane drive place boulevard court square "
    "katu tie kuja gatan vagen rua avenida travessa praca largo estrada rue chemin impasse calle "
    "carrer plaza paseo via viale piazza corso straat laan улица переулок проспект проезд "
    "бульвар площадь набережная шоссе"
)
"""Words for kinds of streets: a slip in one of these changes no name."""
_KIND_WORDS = frozenset(word for kind in _KINDS for word in comparable(kind).split())
_COMPOUND_KINDS = ("katu", "tie", "kuja", "gatan", "vagen", "straat", "laan", "utca", "vej")


def is_slip(typed: str, name: str) -> bool:
    """Whether ``typed`` is ``name`` with one slip that makes no other name likely.

    One word may differ, by two neighbouring letters swapped, or by one letter in a long word or in
    that for the kind of street; never by a digit, a first letter or a Chinese character.
    """
    from rapidfuzz.distance import OSA

    typed_words, words = comparable(typed).split(), comparable(name).split()
    if len(typed_words) != len(words):
        joined, whole = "".join(typed_words), "".join(words)
        return joined == whole and not any(map(str.isdigit, whole))
    differing = [(a, b) for a, b in zip(typed_words, words, strict=True) if a != b]
    if len(differing) != 1:
        return not differing
    a, b = differing[0]
    if OSA.distance(a, b) != 1 or a[0] != b[0] or not a.isalpha() or max(a + b) > "\u2e80":
        return False
    if sorted(a) == sorted(b):
        return len(b) >= _LEAST_FOR_A_SWAP
    stem = _stem(b)
    in_kind = b in _KIND_WORDS or (stem != b and a.startswith(stem))
    return in_kind or len(stem) >= _LEAST_FOR_A_LETTER


def _stem(word: str) -> str:
    """A compound without its end, where that tells the kind of street."""
    for kind in _COMPOUND_KINDS:
        if word.endswith(kind) and len(word) > len(kind) + 2:
            return word.removesuffix(kind)
    return word
