"""No sign is lost on paper: what the sheets' fonts lack is printed as its code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FONTS = Path(__file__).parents[1] / "fonts"
WIDEST_PIECE = 11.5
"""In em; a longer run without a space may break here: the narrowest cell is a little wider."""
LONGEST_TEXT = 200.0
"""In em; longer texts end with an ellipsis: a sheet is not a file."""
MARKS_UPON_A_LETTER = 2
"""More accents than this upon one letter would be drawn over the lines above and below."""
BREAK_HERE = "\u200b"


@cache
def sign_widths() -> Mapping[int, float]:
    """The widths in em of all signs that some font of the sheets can draw, by code point."""
    from fontTools.ttLib import TTFont

    widths: dict[int, float] = {}
    for path in (*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")):
        with TTFont(path, lazy=True) as font:
            em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                if unicodedata.category(chr(code)) not in ("Cc", "Cf", "Zl", "Zp"):
                    widths[code] = max(widths.get(code, 0.0), advances[glyph][0] / em)
    return MappingProxyType(widths)


def has_all(text: str) -> bool:
    """Whether every sign of a text can be drawn."""
    return all(ord(sign) in sign_widths() for sign in text)


@dataclass
class Glyphs:
    """Prepares texts for print and remembers the codes of the signs it could not show."""

    missing: set[str] = field(default_factory=set)

    def shown(self, text: str, longest: float = LONGEST_TEXT) -> str:
        """The text with spaces for line ends, codes for signs no font has, breaks in long words.

        What is wider than ``longest`` em is cut.
        """
        printed: list[str] = []
        whole, piece = 0.0, 0.0
        for sign in self._spelled(" ".join(unicodedata.normalize("NFC", text).split())):
            width = sign_widths()[ord(sign)]
            whole, piece = whole + width, 0.0 if sign == " " else piece + width
            if whole > longest:
                return "".join(printed).rstrip() + "…"
            if piece > WIDEST_PIECE:
                printed.append(BREAK_HERE)
                piece = width
            printed.append(sign)
        return "".join(printed)

    def all_shown(self, value: Any) -> Any:
        """The same structure of dictionaries and lists, with every text prepared."""
        if isinstance(value, str):
            return self.shown(value)
        if isinstance(value, dict):
            return {key: self.all_shown(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.all_shown(inner) for inner in value]
        return value

    def _spelled(self, text: str) -> Iterator[str]:
        """The signs of a text one by one, those that cannot be drawn as ``[U+XXXX]``."""
        marks = 0
        for sign in text:
            marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
            if ord(sign) in sign_widths() and marks <= MARKS_UPON_A_LETTER:
                yield sign
            else:
                code = f"U+{ord(sign):04X}"
                self.missing.add(code)
                yield from f"[{code}]"
