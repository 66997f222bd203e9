"""Signs that turn the direction of the text around them, spelled out: nobody's name turns a page.

Hebrew and Arabic need none of them. Paper reports them as signs without a font.
"""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u(202[a-e]|206[6-9])")


def without_direction_signs(text: str) -> str:
    r"""JSON in ASCII whose texts show ``\u202e`` where that sign was."""
    return _ESCAPED.sub(r"\1\\\\u\2", text) if r"\u20" in text else text
