"""Short forms written out: by the word, by its ending, and by each language at once."""

from __future__ import annotations

import pytest

from routeplan.addresses.words.abbreviations import forms, is_short


def test_a_short_form_stands_for_every_word_that_it_may_mean() -> None:
    """``st`` is a street and a saint in English, Sankt in German, and may be a word itself."""
    assert {("st",), ("street",), ("saint",), ("sankt",)} <= set(forms("st", dotted=True))


@pytest.mark.parametrize(("word", "short"), [("blvd", True), ("ul", True), ("street", False)])
def test_whether_a_word_is_a_short_form(word: str, short: bool) -> None:
    assert is_short(word) is short


def test_an_ending_is_written_out_and_set_apart() -> None:
    """``Hauptstr.`` is ``Hauptstraße``, compared as ``haupt`` and ``strasse``."""
    assert ("haupt", "strasse") in forms("hauptstr", dotted=True)


def test_two_letters_for_an_umlaut_are_one() -> None:
    assert forms("mueller", dotted=False) == (("muller",),)
