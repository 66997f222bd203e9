"""How each language writes dates and lengths, and the words that pages are given."""

from __future__ import annotations

from datetime import date

import pytest

from routeplan.model.inputs import Mode
from routeplan.render.paper.missing_glyphs import has_all
from routeplan.render.words.catalogue import Language, shipped
from routeplan.render.words.page_words import (
    RESULTS,
    hours,
    length,
    long_date,
    minutes,
    month_name,
    page_words,
    short_date,
    span_dates,
)

LANGUAGES = shipped()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_dates_and_lengths_is_in_the_fonts(language: Language) -> None:
    days = [date(2026, 11, 30 - k) for k in range(7)]
    months = [date(2026, month, 1) for month in range(1, 13)]
    ways = (long_date, short_date, month_name)
    dates = [write(on, language) for write in ways for on in days + months]
    lengths = [length(5, language), length(5000, language), minutes(60, language)]
    for text in [*dates, *lengths]:
        assert text.strip()
        assert has_all(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_and_mode_has_a_word(language: Language) -> None:
    words = page_words(language)
    assert len({words[result] for result in RESULTS}) == 6
    assert all(words[mode.value] for mode in Mode)


def test_words_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        page_words("en")["demo"] = ""  # type: ignore[index]


def test_pages_carry_no_sentences_that_are_made_before_them() -> None:
    assert not any(key.startswith(("left_out_", "card_")) for key in page_words("zh"))


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Monday 30 November 2026", "Mon 30 Nov"),
        ("zh", "2026年11月30日 星期一", "11月30日 周一"),
        ("ja", "2026年11月30日 月曜日", "11月30日(月)"),
    ],
)
def test_dates_are_written_as_the_language_does(language: Language, long: str, short: str) -> None:
    on = date(2026, 11, 30)
    assert (long_date(on, language), short_date(on, language)) == (long, short)


@pytest.mark.parametrize(
    ("language", "last", "begin", "end"),
    [
        ("en", date(2026, 12, 4), "Mon 30 Nov", "Fri 4 Dec 2026"),
        ("zh", date(2026, 12, 4), "2026年11月30日 周一", "12月4日 周五"),
        ("ja", date(2026, 12, 4), "2026年11月30日(月)", "12月4日(金)"),
        ("ja", date(2027, 1, 1), "2026年11月30日(月)", "2027年1月1日(金)"),
    ],
)
def test_a_span_has_its_year_where_the_language_has_it(
    language: Language, last: date, begin: str, end: str
) -> None:
    assert span_dates(date(2026, 11, 30), last, language) == (begin, end)


@pytest.mark.parametrize(
    ("metres", "english", "chinese"),
    [
        pytest.param(0, "0 m", "0 米", id="next door"),
        pytest.param(994, "994 m", "994 米", id="the last in metres"),
        pytest.param(995, "1.0 km", "1.0 公里", id="rounds to a kilometre"),
        pytest.param(4449, "4.4 km", "4.4 公里", id="tenths of a kilometre"),
    ],
)
def test_lengths(metres: int, english: str, chinese: str) -> None:
    assert (length(metres, "en"), length(metres, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        pytest.param(0, "1 min", id="no way takes no time"),
        pytest.param(89, "1 min", id="nearest minute"),
        pytest.param(91, "2 min", id="the next one"),
    ],
)
def test_minutes(seconds: int, told: str) -> None:
    assert minutes(seconds, "en") == told
    assert minutes(seconds, "zh") == told.replace("min", "分")


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0:00"), (21_900, "6:05"), (3_599, "1:00"), (90_000, "25:00")]
)
def test_hours(seconds: int, told: str) -> None:
    assert hours(seconds) == told
