"""Signs that turn the direction of the text around them, spelled out: nobody's name turns a page.

Hebrew and Arabic need none of them.
"""

from __future__ import annotations

import re

_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u(202[a-e]|206[6-9])")


def without_direction_signs(text: str) -> str:
    r"""JSON whose texts show ``\u202e`` where that sign was, written as itself or escaped."""
    if not text.isascii():
        text = _SIGN.sub(lambda match: rf"\\u{ord(match[0]):04x}", text)
    return _ESCAPED.sub(r"\1\\\\u\2", text) if r"\u20" in text else text
