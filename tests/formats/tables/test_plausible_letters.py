"""Letters of a text: which language writes them, and whether its words are ones."""

from __future__ import annotations

import pytest

from routeplan.formats.tables.plausible_letters import (
    BALTIC,
    CENTRAL,
    WESTERN,
    explained,
    soundness,
)


def test_english_needs_no_explanation() -> None:
    assert explained("Main Street 5 - 25 %", WESTERN) == 1.0


@pytest.mark.parametrize(
    ("text", "languages", "share"),
    [
        ("Hämeentie, Töölö", WESTERN, 1.0),
        # á and ř are Czech; no Western language has ř, and é of it none is missing
        ("Dlouhá, Příčná", CENTRAL, 1.0),
        # of ū, š and ä Lithuanian has two
        ("Rūta Meiliūnė, Šilutė", BALTIC, 1.0),
        # a word of Greek and Latin letters together counts for nothing
        ("Ηelsinki", WESTERN, 0.0),
        # of the four foreign letters ä ö ж ж two are Finnish
        ("pää tö жж", {"fi": "äö"}, 0.6),
    ],
)
def test_the_likeliest_language_explains_a_share(
    text: str, languages: dict[str, str], share: float
) -> None:
    assert explained(text, languages) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("Main Street", 0.0),
        ("Töölö", 1.0),
        # a capital behind a small letter, as the wrong code page makes it
        ("TöÖlö Töölö", 0.5),
        ("ŠKODA", 1.0),
        ("東京タワーのひと", 1.0),
        ("Пryвет", 0.0),
    ],
)
def test_a_sound_word_is_of_one_script_and_one_case(text: str, share: float) -> None:
    assert soundness(text) == share


def test_a_foreign_sign_between_two_letters_is_part_of_the_text() -> None:
    """``§`` stands in any language; right between two letters it was a letter once."""
    assert explained("Ring § 5", {"fi": "äö"}) == 1.0
    assert explained("M§ki", {"fi": "äö"}) == 0.0
