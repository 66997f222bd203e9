"""Signs that turn the direction of the text around them, spelled out: nobody's name turns a page.

Hebrew and Arabic need none of them.
"""

from __future__ import annotations

import re

_SIGNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SPELLED_OUT = {sign: rf"\\u{sign:04x}" for sign in _SIGNS}
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u(202[a-e]|206[6-9])")


def without_direction_signs(text: str) -> str:
    r"""JSON whose texts show ``\u202e`` where that sign was, written as itself or escaped."""
    return _ESCAPED.sub(r"\1\\\\u\2", text.translate(_SPELLED_OUT))
