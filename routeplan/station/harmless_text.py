"""Text that cannot play with a terminal, nor break a file that it is written into."""

from __future__ import annotations

import re
import unicodedata

from routeplan.errors import UsageError
from routeplan.phrases import phrase

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """Text on one line, control and direction signs spelled out: it cannot play with a terminal."""
    return "".join(sign if _harmless(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _harmless(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def worded(text: str) -> str:
    """What somebody says, without space around it.

    Raises
    ------
    UsageError
        When it says nothing.
    """
    if not text.strip():
        raise UsageError(phrase("the text is empty; say it in words"))
    return text.strip()


def portable(text: str) -> str:
    """Text as any file can hold it: ``\\n`` between lines, control and direction signs spelled out.

    What is left is what XML, a spreadsheet's cell and a calendar can all write and read again.
    """
    lines = _LINE_BREAK.sub("\n", text)
    return "".join(sign if _writable(sign) else f"\\u{ord(sign):04x}" for sign in lines)


def _writable(sign: str) -> bool:
    if sign in "\n\t":
        return True
    noncharacter = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return unicodedata.category(sign) not in ("Cc", "Cs") and not (
        noncharacter or sign in _DIRECTION
    )
