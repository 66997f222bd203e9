"""Texts made ready for paper."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.paper.missing_glyphs import (
    BREAK_HERE,
    LONGEST_TEXT,
    WIDEST_PIECE,
    Glyphs,
    has_all,
    sign_widths,
)


def shown(text: str) -> tuple[str, set[str]]:
    """The text as printed, and the codes of what is missing."""
    glyphs = Glyphs()
    return glyphs.shown(text), glyphs.missing


def em(text: str) -> float:
    return sum(sign_widths()[ord(sign)] for sign in text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mäkelä Zoë Łukaszewski Nguyễn", id="accents"),
        pytest.param("陈伟 喆镕玥祎", id="Chinese names, also rare ones"),
        pytest.param("Дмитрий Ψάρης", id="Cyrillic and Greek"),
        pytest.param("12€ — “quoted” №5 ½", id="signs"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_the_fonts_have_is_printed_as_it_is(text: str) -> None:
    assert shown(text) == (text, set())
    assert has_all(text)


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        pytest.param("\U0001f600", "U+1F600", id="a smiling face"),
        pytest.param("م", "U+0645", id="an Arabic letter"),
        pytest.param("\u202e", "U+202E", id="reads on from right to left"),
        pytest.param("\u2066", "U+2066", id="isolates a direction"),
        pytest.param("\x00", "U+0000", id="nothing at all"),
        pytest.param("\x1b", "U+001B", id="a terminal's escape"),
        pytest.param("\u200b", "U+200B", id="a space without width"),
        pytest.param("\ufeff", "U+FEFF", id="a mark of byte order"),
        pytest.param("\ud800", "U+D800", id="half a sign"),
        pytest.param("\ue000", "U+E000", id="a private sign"),
    ],
)
def test_what_they_lack_is_printed_as_its_code_and_remembered(sign: str, code: str) -> None:
    assert shown(f"a{sign}b") == (f"a[{code}]b", {code})
    assert not has_all(f"a{sign}b")


def test_all_texts_of_a_sheet_share_one_memory() -> None:
    glyphs = Glyphs()
    glyphs.shown("\U0001f600")
    glyphs.shown("م م")
    assert glyphs.missing == {"U+1F600", "U+0645"}


def test_line_ends_and_tabs_are_spaces() -> None:
    assert shown(" Ring\r\n\ttwice \u2028 or\u00a0call ") == ("Ring twice or call", set())


def test_letters_and_accents_are_put_together() -> None:
    assert shown("Zoe\u0308") == ("Zoë", set())


def test_a_tower_of_accents_is_cut_to_two() -> None:
    # none of these three forms one letter with z
    text, missing = shown("z\u0336\u0335\u0334\u0336a\u0336")
    assert text == "z\u0336\u0335[U+0334][U+0336]a\u0336"
    assert missing == {"U+0334", "U+0336"}


def test_a_long_word_may_break_before_it_is_too_wide() -> None:
    text, _ = shown("W" * 30)
    # 0.967 em each: 11 are 10.6 em, 12 are 11.6
    assert [len(piece) for piece in text.split(BREAK_HERE)] == [11, 11, 8]
    assert text.replace(BREAK_HERE, "") == "W" * 30


def test_a_space_begins_a_new_word() -> None:
    assert shown("WWWWWWWWW WWWWWWWWW")[0] == "WWWWWWWWW WWWWWWWWW"


def test_ordinary_names_have_no_break_inside() -> None:
    # 16 letters, about 0.6 em each
    assert BREAK_HERE not in shown("Korkeavuorenkatu 39 as. 1")[0]


def test_codes_break_too() -> None:
    pieces = shown("\U0001f600" * 10)[0].split(BREAK_HERE)
    assert "".join(pieces) == "[U+1F600]" * 10
    assert all(em(piece) <= WIDEST_PIECE for piece in pieces)


def test_a_file_in_a_cell_ends_with_an_ellipsis() -> None:
    text, missing = shown("word " * 2000 + "\U0001f600")
    assert text.endswith("word…")
    assert LONGEST_TEXT - 4 < em(text) <= LONGEST_TEXT + 1
    # what is cut off is not missing on the sheet
    assert missing == set()


def test_a_text_may_be_given_less_room() -> None:
    # 1 em each
    assert Glyphs().shown("陈陈陈陈", 4) == "陈陈陈陈"
    assert Glyphs().shown("陈陈陈陈陈", 4) == "陈陈陈陈…"


def test_structures_keep_their_shape() -> None:
    value = {"a": ["\U0001f600", 1, None, True], "b": ({"c": "x\ny"},)}
    expected = {"a": ["[U+1F600]", 1, None, True], "b": [{"c": "x y"}]}
    assert Glyphs().all_shown(value) == expected


@given(st.text())
def test_any_text_can_be_printed_and_no_sign_is_lost(text: str) -> None:
    glyphs = Glyphs()
    printed = glyphs.shown(text, 1e9)
    plain = printed.replace(BREAK_HERE, "")
    assert has_all(plain)
    assert all(em(piece) <= WIDEST_PIECE for piece in re.split(f"[ {BREAK_HERE}]", printed))
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    back = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), plain)
    assert back == re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), clean)
    assert glyphs.missing <= {f"U+{ord(sign):04X}" for sign in clean}
