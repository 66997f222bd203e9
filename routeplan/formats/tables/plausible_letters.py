"""What the letters of a text make: whether some language writes words with them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

WESTERN = {
    "ca": "àçèéíïòóúü·",
    "da": "æøåéö",
    "de": "äöüßé",
    "es": "áéíóúüñ",
    "et": "äöüõšž",
    "fi": "äöåé",
    "fr": "àâäçèéêëîïôùûüÿœæ",
    "is": "áéíóúýþðæö",
    "it": "àèéìíòóùú",
    "nl": "ëïéèöüó",
    "pt": "áâãàçéêíóôõúü",
    "sv": "åäöéü",
}
CENTRAL = {
    "cs": "áčďéěíňóřšťúůýž",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "pl": "ąćęłńóśźż",
    "ro": "ăâîşţșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
}
BALTIC = {"lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "et": "äöüõšž"}
TURKISH = {"tr": "çğıİöşüâîû"}
_NEUTRAL = frozenset("°§№–—“”„‘’‚«»…•€£©®×½¼ºª¡¿´\u00a0\u00ad\u200b\ufeff")
"""Signs that stand in texts of any language."""
_BETWEEN = frozenset("’´·ºª\u00a0\u00ad\u200b\ufeff")
"""Of these: what may stand between two letters."""
_EAST_ASIAN = dict.fromkeys(("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"), "CJK")
_WORD = re.compile(r"[^\W\d_]+")


def explained(text: str, languages: Mapping[str, str]) -> float:
    """The share of the foreign letters and signs that the likeliest of the languages writes.

    Parameters
    ----------
    languages
        By language: its small letters that are not English ones.

    Returns
    -------
    float
        From 0 to 1; 1 where everything is English.
    """
    pieces = Counter(_pieces(text))
    every = sum(sum(not sign.isascii() for sign in piece) * n for piece, n in pieces.items())
    if not every:
        return 1.0
    return (
        max(
            sum(_made_by(piece, frozenset(letters)) * n for piece, n in pieces.items())
            for letters in languages.values()
        )
        / every
    )


def soundness(text: str) -> float:
    """The share of the words with foreign letters that are of one script and in one case."""
    words = [piece for piece in _pieces(text) if piece.isalpha()]
    return sum(map(_is_sound, words)) / len(words) if words else 0.0


def _pieces(text: str) -> Iterator[str]:
    """The words that have a foreign letter, and foreign signs that are in no word."""
    last = 0
    for match in _WORD.finditer(text):
        yield from _signs(text, last, match.start())
        if not match[0].isascii():
            yield match[0]
        last = match.end()
    yield from _signs(text, last, len(text))


def _signs(text: str, begin: int, end: int) -> Iterator[str]:
    """The foreign signs of a stretch without letters; a lone one between letters is one, too."""
    for sign in text[begin:end]:
        if sign.isascii():
            continue
        is_inside = end - begin == 1 and begin > 0 and end < len(text)
        if sign not in _NEUTRAL or (is_inside and sign not in _BETWEEN):
            yield sign


def _made_by(piece: str, letters: frozenset[str]) -> int:
    """How many of the piece's foreign letters the language has; none in a word in bad case."""
    if not _is_sound(piece):
        return 0
    return sum(sign in letters or sign.lower() in letters for sign in piece if not sign.isascii())


def _is_sound(word: str) -> bool:
    """Whether a word is of one script, and in small letters behind its first, or in capitals."""
    if _scripts(word) > 1:
        return False
    rest = word[1:]
    return not any(map(str.isupper, rest)) or not any(map(str.islower, word))


def _scripts(word: str) -> int:
    """How many scripts the word's letters are of; those of Chinese and Japanese count as one."""
    return len({_EAST_ASIAN.get(s, s) for s in map(_script, word)})


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
