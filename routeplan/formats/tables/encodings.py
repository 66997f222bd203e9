"""The text of a file whose encoding nobody wrote down."""

from __future__ import annotations

from collections import Counter

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"
_HANZI = range(0xB0, 0xD8)
_SIGNS = range(0xA1, 0xAA)
"""Lead bytes of everyday Chinese characters and signs (GB2312, first level)."""


def decoded(data: bytes) -> str | None:
    """By its BOM, else strict UTF-8, GB18030 when that makes everyday Chinese, and cp1252.

    None when it is none of these.
    """
    encoding = encoding_of(data)
    return None if encoding is None else decoded_as(data, encoding)


def decoded_as(data: bytes, encoding: str) -> str:
    """The text of a file in an encoding that :func:`encoding_of` has found."""
    text = data.decode(encoding, errors="replace" if encoding == "utf-16" else "strict")
    return text.removeprefix("\ufeff")  # some programs write it twice


def encoding_of(data: bytes) -> str | None:
    """The name of the encoding that :func:`decoded` finds."""
    if data.startswith(UTF_16):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_everyday_chinese(text):
            return encoding
    return None


def encoded_like(text: str, data: bytes) -> bytes:
    """The text in the encoding of ``data``, with its BOM if that has one.

    Raises
    ------
    UnicodeEncodeError
        When that encoding lacks a character.
    """
    encoding = encoding_of(data)
    if encoding == "utf-16":
        order = "utf-16-le" if data.startswith(UTF_16[0]) else "utf-16-be"
        return data[:2] + text.encode(order)
    if encoding == "utf-8-sig" and not data.startswith(BOM):
        encoding = "utf-8"
    return text.encode(encoding or "utf-8")


def _is_everyday_chinese(text: str) -> bool:
    """Whether the text is GB18030 by more than chance.

    Western text in cp1252 nearly always decodes as GB18030 too, an accented letter and its
    neighbour making one character ('Mäki' would be 'M鋕i'). But these are rare ones, while real
    Chinese is mostly everyday characters, and signs of four bytes hardly come about by chance.
    """
    everyday = 0
    for sign, count in Counter(text).items():
        code = sign.encode("gb18030")
        if len(code) == 2:
            lead, trail = code
            likely = trail >= 0xA1 and (lead in _HANZI or lead in _SIGNS)
            everyday += count if likely else -count
        elif len(code) == 4:
            everyday += count
    return everyday >= 0
