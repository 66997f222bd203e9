"""Both languages of the cards say the same, and every sign of it can be printed."""

from __future__ import annotations

from string import Formatter

import pytest

from routeplan.render.paper.glyphs import has_all
from routeplan.render.words.card_words import CARD_WORDS, days_text


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", CARD_WORDS["en"])
def test_both_languages_say_it_and_fill_in_the_same(key: str) -> None:
    english, chinese = CARD_WORDS["en"][key], CARD_WORDS["zh"][key]
    assert english.strip()
    assert chinese.strip()
    assert has_all(english + chinese)
    assert fields(english) == fields(chinese)


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ((0, 1, 2, 3, 4), "Mon–Fri", "周一至周五"),
        ((6,), "Sun", "周日"),
        ((0, 2, 3, 5), "Mon, Wed–Thu, Sat", "周一、周三至周四、周六"),
    ],
)
def test_days_are_told_in_runs(days: tuple[int, ...], english: str, chinese: str) -> None:
    assert days_text(days, "en") == english
    assert days_text(days, "zh") == chinese
