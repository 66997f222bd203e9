"""The words of the cards, and days in runs."""

from __future__ import annotations

import pytest

from routeplan.render.words.card_words import card_words, days_text


def test_cards_are_given_their_words_and_no_others() -> None:
    words = card_words("en")
    assert words["called"] == "We called on you"
    assert "overview" not in words
    assert words.keys() == card_words("zh").keys()


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


def test_japanese_days_are_told_with_one_sign_each() -> None:
    assert days_text((0, 2, 3, 5), "ja") == "月・水～木・土"
