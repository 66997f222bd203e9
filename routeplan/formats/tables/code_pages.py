"""Code pages that a file may be in, though this program does not read them: named, not guessed.

Latin letters are told apart by what the languages write with them, for which the detector needs
more text than a table has. All other scripts are the detector's, and its answer is taken where
the letters make words of one script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from routeplan.formats.tables.plausible_letters import (
    BALTIC,
    CENTRAL,
    TURKISH,
    WESTERN,
    explained,
    soundness,
)

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_LATIN = {
    "iso8859_15": ("ISO 8859-15", WESTERN),
    "mac_roman": ("Mac Roman", WESTERN),
    "cp850": ("DOS 850", WESTERN),
    "cp437": ("DOS 437", WESTERN),
    "cp1250": ("Windows-1250", CENTRAL),
    "iso8859_2": ("ISO 8859-2", CENTRAL),
    "cp852": ("DOS 852", CENTRAL),
    "cp1257": ("Windows-1257", BALTIC),
    "cp1254": ("Windows-1254", TURKISH),
}
_OTHERS = {
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "iso8859_5": "ISO 8859-5",
    "cp866": "DOS 866",
    "mac_cyrillic": "Mac Cyrillic",
    "cp1253": "Windows-1253",
    "iso8859_7": "ISO 8859-7",
    "cp1255": "Windows-1255",
    "iso8859_8": "ISO 8859-8",
    "cp1256": "Windows-1256",
    "iso8859_6": "ISO 8859-6",
    "cp874": "Windows-874",
    "cp949": "EUC-KR",
    "big5": "Big5",
    "big5hkscs": "Big5",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
}
_ENOUGH, _CLEARLY = 0.85, 0.06
"""Of its letters a language explains so much, and so much more than another one."""
_SOUND = 0.8
_LESS_CHAOS = 0.1
"""By the detector's measure, from 0 to 1."""
_KOREAN = 8
_MOST_BYTES = 100_000
_RUN = re.compile(r"[^\x00-\x7f]+")
_EAST_ASIAN = re.compile("[\u2e80-\ud7ff]")
"""No code page of the West has any of these."""
_ONCE = ("cp1252", "latin-1", "cp1251", "mac_roman")
"""What UTF-8 is mistaken for before it is encoded once more."""
_LEADING, _FOLLOWING = range(0xC2, 0xF5), range(0x80, 0xC0)
"""Bytes that a letter of UTF-8 begins with, and goes on with."""


def _letters(numbers: range) -> str:
    """What bytes are read as; one without a letter is read as a control sign."""
    letters = {chr(number) for number in numbers if number < 0xA0}
    for name in _ONCE:
        letters.update(bytes(numbers).decode(name, errors="ignore"))
    return re.escape("".join(sorted(letters)))


TWICE_FIRST, TWICE_NEXT = _letters(_LEADING), _letters(_FOLLOWING)
"""Every text encoded twice has a letter of these, and one of those behind it; few others do."""
_TWICE = re.compile(f"[{TWICE_FIRST}][{TWICE_NEXT}]")


class CodePageReading(NamedTuple):
    """A code page by the name that people know, and a word as it reads there."""

    name: str
    example: str


def foreign(data: bytes, encoding: str | None) -> CodePageReading | None:
    """The code page that the letters speak for more clearly than for ``encoding``.

    Parameters
    ----------
    encoding
        What the data would be read as: ``gb18030``, ``cp1252``, or None where it is neither.
    """
    data = _telling(data)
    if encoding == "gb18030":
        name = _instead_of_chinese(data)
        return _reading(data, name) if name else None
    western = 0.0
    if encoding is not None:
        western = explained(data.decode(encoding, errors="replace"), WESTERN)
    if western >= 1 - _CLEARLY:
        return None
    scores = {name: explained(text, _LATIN[name][1]) for name, text in _decodings(data)}
    best = max(scores, key=lambda name: scores[name], default="")
    if best and scores[best] >= max(_ENOUGH, western + _CLEARLY):
        return _reading(data, best)
    if western >= _ENOUGH:
        return None
    name = _detected(data)
    return _reading(data, name) if name else None


@lru_cache(maxsize=4096)
def once_encoded(text: str) -> str | None:
    """A text whose letters were encoded as UTF-8 twice, as it was before; None for any other."""
    if text.isascii() or not _TWICE.search(text) or _EAST_ASIAN.search(text):
        return None
    for encoding in _ONCE:
        try:
            once = _RUN.sub(partial(_decoded, encoding), text)
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        if once != text and soundness(once) >= _SOUND:
            return once
    return None


def _decoded(encoding: str, run: re.Match[str]) -> str:
    """What UTF-8 makes of the bytes a text was read from.

    A byte without a letter was read as a control sign.
    """
    return b"".join(
        sign.encode("latin-1") if "\x80" <= sign <= "\x9f" else sign.encode(encoding)
        for sign in run[0]
    ).decode()


def _telling(data: bytes) -> bytes:
    """The lines that have foreign letters, no more of them than a detector needs."""
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size > _MOST_BYTES:
            break
    return b"".join(lines)


def _decodings(data: bytes) -> Iterator[tuple[str, str]]:
    for name in _LATIN:
        try:
            yield name, data.decode(name)
        except UnicodeDecodeError:
            continue


def _detected(data: bytes) -> str | None:
    """The likeliest code page of another script."""
    sound = (match for match in _matches(data) if soundness(str(match)) >= _SOUND)
    return next((match.encoding for match in sound), None)


def _instead_of_chinese(data: bytes) -> str | None:
    """Another code page for what would be everyday Chinese, were it GB18030.

    Korean is all Hangul then, of which by chance a few names are, too, but no longer text.
    """
    matches = _matches(data)
    chaos = next((match.chaos for match in matches if match.encoding == "gb18030"), 1.0)
    for match in matches:
        text = str(match)
        is_clear = chaos - match.chaos > _LESS_CHAOS
        if match.encoding == "cp949":
            letters = [sign for sign in text if not sign.isascii() and sign.isalpha()]
            is_clear |= len(letters) >= _KOREAN and all("가" <= sign <= "힣" for sign in letters)
        if is_clear and soundness(text) >= _SOUND:
            return match.encoding
    return None


def _matches(data: bytes) -> list[CharsetMatch]:
    from charset_normalizer import from_bytes

    return [
        match for match in from_bytes(data, cp_isolation=[*_OTHERS]) if match.encoding in _OTHERS
    ]


def _reading(data: bytes, encoding: str) -> CodePageReading:
    text = data.decode(encoding, errors="replace")
    words = re.findall(r"[^\W\d_]+", text)
    example = max((word for word in words[:200] if not word.isascii()), key=len, default="")
    return CodePageReading(_OTHERS.get(encoding) or _LATIN[encoding][0], example[:40])
