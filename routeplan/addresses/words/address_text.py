"""Address text made plain: one spelling of letters and signs, cut into words, digits and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD, DIGITS, SIGN = "word", "digits", "sign"

_LETTERS = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "號": "号",
    "ヶ": "ケ",
    "ノ": "の",
}
_DASHES = "‐‑‒–—―−﹣－〜～"
_QUOTES = "’‘ʼ´`′"
_COMMAS = "，、،﹐"
_SIGNS = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, "'"),
    **dict.fromkeys(_COMMAS, ","),
    **dict.fromkeys("ºª˚", "°"),
    "；": ";",
    "⁄": "/",
}
_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W\d_])+|\d+|[^\w\s]|_")
_SPACES = re.compile(r"\s+")
_KANJI_NUMBER = re.compile(r"[一二三四五六七八九十]+(?=丁目|番|号)")
_BLOCK_BEFORE = re.compile(r"(?<=\d)\s*(?:丁目|番地の?|番)\s*(?=\d)")
_BLOCK_LAST = re.compile(r"(?<=\d)\s*(?:丁目|番地?)")
_KANJI = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}


class Token(NamedTuple):
    """A piece of plain text: ``kind`` is WORD, DIGITS or SIGN; it stands at ``[begin, end)``."""

    text: str
    kind: str
    begin: int
    end: int


class _Folded(dict[int, str]):
    """Letters of Latin, Greek and Cyrillic without their accents; made as they come."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = _LETTERS.get(sign, sign)
        if code < 0x590 or 0x1E00 <= code < 0x2000:
            parts = unicodedata.normalize("NFD", folded)
            folded = "".join(part for part in parts if not unicodedata.combining(part)) or ""
        elif unicodedata.category(sign) in ("Mn", "Cf") and not 0x3000 <= code < 0x3100:
            folded = ""
        self[code] = folded
        return folded


_FOLDED = _Folded()
_SIGN_TABLE = str.maketrans(_SIGNS)


@lru_cache(maxsize=65536)
def composed(text: str) -> str:
    """The text with one code for each sign, in small letters, its accents kept."""
    if not text.isascii():
        text = "".join(_fraction(sign) for sign in text.translate(_SIGN_TABLE))
        text = unicodedata.normalize("NFKC", text).translate(_SIGN_TABLE)
    return _SPACES.sub(" ", text.casefold()).strip()


def plain(text: str) -> str:
    """The text as it is compared: small letters without accents, numbers in plain digits."""
    text = composed(text)
    if text.isascii():
        return text
    text = text.translate(_FOLDED)
    text = _KANJI_NUMBER.sub(_kanji_value, text)
    return _BLOCK_LAST.sub("", _BLOCK_BEFORE.sub("-", text))


def tokens(text: str) -> list[Token]:
    """Cut plain text into words, digits and signs; each Chinese character is a word."""
    return [
        Token(match[0], _kind(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def listed(words: str) -> frozenset[str]:
    """The words of a list, each made plain."""
    return frozenset(plain(word) for word in words.split())


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words and digits of any text, made plain."""
    return tuple(token.text for token in tokens(plain(text)) if token.kind != SIGN)


def _kind(text: str) -> str:
    if text.isdigit():
        return DIGITS
    return WORD if text[0].isalpha() else SIGN


def _fraction(sign: str) -> str:
    """``½`` is `` 1/2``, so that 131½ never becomes 1311/2."""
    if unicodedata.decomposition(sign).startswith("<fraction>"):
        return " " + unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
    return sign


def _kanji_value(match: re.Match[str]) -> str:
    text = match[0]
    if "十" not in text:
        return "".join(str(_KANJI[sign]) for sign in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str(10 * _KANJI.get(tens, 1) + _KANJI.get(ones, 0))
