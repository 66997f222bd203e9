from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.words.bidi_signs import without_direction_signs

SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(st.sampled_from(f'\\u202e"aé王🏠ش\n{SIGNS}')) | st.text()


@given(TEXTS)
def test_signs_are_spelled_out_and_all_else_stays(text: str) -> None:
    made = without_direction_signs(json.dumps({"name": text}))
    spelled = "".join(f"\\u{ord(sign):04x}" if sign in SIGNS else sign for sign in text)
    assert json.loads(made) == {"name": spelled}
