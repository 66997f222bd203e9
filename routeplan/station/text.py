"""Text that cannot play with a terminal."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """Text on one line, control and direction signs spelled out: it cannot play with a terminal."""
    return "".join(sign if _harmless(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _harmless(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
