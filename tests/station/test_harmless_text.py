"""Text that a terminal and any file can take."""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis.strategies import characters, text

from routeplan.station.harmless_text import portable

ANY = text(characters(codec=None))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain 张伟 é 😀", "plain 张伟 é 😀"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a\tb"),
        ("\x07\x1b[31m", "\\u0007\\u001b[31m"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\ud800 \ufffe \ufdd0 \U0001ffff", "\\ud800 \\ufffe \\ufdd0 \\u1ffff"),
        ("joined\u200dsoft\xad", "joined\u200dsoft\xad"),
    ],
)
def test_control_signs_are_spelled_out_and_all_else_stays(written: str, kept: str) -> None:
    assert portable(written) == kept


@given(ANY)
def test_xml_and_utf_8_hold_it_and_lines_are_lines(written: str) -> None:
    kept = portable(written)
    assert kept == portable(kept)
    assert kept.encode().decode() == kept
    element = Element("text")
    element.text = kept
    assert (fromstring(tostring(element, encoding="utf-8")).text or "") == kept
    assert kept.splitlines() == kept.removesuffix("\n").split("\n")[: len(kept.splitlines())]
    control = {sign for sign in kept if unicodedata.category(sign) == "Cc"}
    assert control <= {"\n", "\t"}
