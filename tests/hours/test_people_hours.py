"""Hours as people write them, in nine languages.

Tests ``hours/people_clauses.py`` and ``hours/people_words.py``.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routeplan.hours.people_hours import LONGEST, Day, people_hours
from routeplan.hours.people_words import LANGUAGES, lexicon
from routeplan.hours.syntax import lint, understood

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9-12", "Mo-Su 09:00-12:00"),
        ("0900-1200", "Mo-Su 09:00-12:00"),
        ("９－１２", "Mo-Su 09:00-12:00"),  # full-width
        ("Mo-Fr 09h-12h", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 09.00-12.00", "Mo-Fr 09:00-12:00"),
        ("Mo - Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("Mon-Fri 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("9-12h/14-18h", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("Mo, We 08:00-10:00", "Mo,We 08:00-10:00"),  # the library takes it for all of Monday
        ("Mon/Wed/Fri 10-12", "Mo,We,Fr 10:00-12:00"),
        ("3-5pm", "Mo-Su 15:00-17:00"),
        ("9am-11am", "Mo-Su 09:00-11:00"),
        ("between 9 and 11", "Mo-Su 09:00-11:00"),
        ("Sunday closed, Mo-Fr 9-12", "Mo-Fr 09:00-12:00"),
        ("segunda a sexta das 9h às 12h", "Mo-Fr 09:00-12:00"),
        ("seg, qua e sex 9h30-12h", "Mo,We,Fr 09:30-12:00"),
        ("2ª a 6ª das 9 às 12", "Mo-Fr 09:00-12:00"),
        ("entre as 9 e as 12", "Mo-Su 09:00-12:00"),
        ("todos os dias exceto domingo 9-12", "Mo-Sa 09:00-12:00"),
        ("lunes a viernes de 9 a 13 h", "Mo-Fr 09:00-13:00"),
        ("du lundi au vendredi de 9h à 12h", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 9-12 Uhr, 14-16 Uhr", "Mo-Fr 09:00-12:00,14:00-16:00"),
        ("ma-pe klo 9-12", "Mo-Fr 09:00-12:00"),
        ("周一至周五 9:00-12:00", "Mo-Fr 09:00-12:00"),
        ("周一到周五上午9点-11点半", "Mo-Fr 09:00-11:30"),
        ("下午2点到4点", "Mo-Su 14:00-16:00"),
        ("9時から12時まで", "Mo-Su 09:00-12:00"),
        ("月-金 9:00-12:00", "Mo-Fr 09:00-12:00"),
        ("пн-пт с 9 до 12", "Mo-Fr 09:00-12:00"),
    ],
)
def test_hours_that_say_when_they_begin_and_end_are_understood(written: str, meant: str) -> None:
    read = people_hours(written)
    assert read is not None
    assert (read.text, read.certain) == (meant, True)
    assert not lint(read.text)


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("manhãs", "Mo-Su 08:00-12:00"),
        ("上午", "Mo-Su 08:00-12:00"),
        ("vormittags", "Mo-Su 08:00-12:00"),
        ("à tarde", "Mo-Su 14:00-18:00"),
        ("after 18h", "Mo-Su 18:00-21:00"),  # to the end of the day that is given
        ("depois das 18h", "Mo-Su 18:00-21:00"),
        ("平日 18時以降", "Mo-Fr 18:00-21:00"),
        ("после 18", "Mo-Su 18:00-21:00"),
        ("até às 12h", "Mo-Su 07:30-12:00"),  # from its begin
        ("sábado de manhã", "Sa 08:00-12:00"),
        ("fins de semana", "Sa,Su 07:30-21:00"),
        ("18h", "Mo-Su 18:00-19:00"),
        ("9 to 5", "Mo-Su 09:00-17:00"),
        ("2-6", "Mo-Su 14:00-18:00"),
        ("9-12, Sat 10-11", "Mo-Fr,Su 09:00-12:00; Sa 10:00-11:00"),
        ("not on mondays 9-12", "Tu-Su 09:00-12:00"),  # or all Monday but for these hours
    ],
)
def test_of_vague_hours_a_likely_reading_is_offered(written: str, likely: str) -> None:
    read = people_hours(written, Day(begin=7 * 60 + 30, end=21 * 60))
    assert read is not None
    assert (read.text, read.certain, read.complete) == (likely, False, True)


@pytest.mark.parametrize(
    "written",
    ["", "ligar antes", "9/12", "not Sunday", "não aos sábados", "22:00-02:00", "25-26", "x" * 300],
)
def test_what_tells_no_hours_is_not_understood(written: str) -> None:
    assert people_hours(written) is None


def test_words_that_were_passed_over_are_told() -> None:
    read = people_hours("manhãs (ligar antes)")
    assert read is not None
    assert (read.text, read.complete) == ("Mo-Su 08:00-12:00", False)


@pytest.mark.parametrize(
    ("written", "language", "meant"),
    [
        ("ma 9-12", "fi", "Mo 09:00-12:00"),  # maanantai
        ("ma 9-12", "fr", "Tu 09:00-12:00"),  # mardi
        ("do 9-12", "de", "Th 09:00-12:00"),  # Donnerstag
        ("do 9-12", "es", "Su 09:00-12:00"),  # domingo
        ("di 9-12", "de", "Tu 09:00-12:00"),  # Dienstag
        ("di 9-12", "fr", "Su 09:00-12:00"),  # dimanche
    ],
)
def test_letters_that_are_two_days_are_certain_only_in_a_known_language(
    written: str, language: str, meant: str
) -> None:
    unsure, sure = people_hours(written), people_hours(written, languages=(language,))
    assert unsure is not None
    assert not unsure.certain
    assert sure is not None
    assert (sure.text, sure.certain) == (meant, True)


def test_what_opening_hours_accepts_stays_as_it_is() -> None:
    text = "Mo-Fr 08:00-10:00,12:00-13:30; 2026 Dec 06 off"
    read = people_hours(text)
    assert read is not None
    assert (read.text, read.certain) == (text, True)


WINDOWS = st.lists(
    st.tuples(st.integers(7, 12), st.integers(13, 22)).map(
        lambda w: f"{w[0]:02d}:00-{w[1]:02d}:30"
    ),
    min_size=1,
    max_size=1,
)
RULES = st.lists(st.tuples(st.sampled_from(DAYS), WINDOWS), min_size=1, max_size=5)


@given(RULES)
def test_what_the_program_prints_it_reads_as_the_same(
    rules: list[tuple[str, list[str]]],
) -> None:
    text = "; ".join(f"{day} {','.join(windows)}" for day, windows in dict(rules).items())
    printed = understood(text)
    read = people_hours(printed)
    assert read is not None
    assert read.certain
    assert understood(read.text) == printed


@given(st.text(max_size=LONGEST + 20))
@example("9-12" * 50)
@example("\x00")
def test_any_text_gives_hours_that_can_be_used_or_none(text: str) -> None:
    read = people_hours(text)
    assert read is None or not lint(read.text)


WORDS = sorted({word for name in LANGUAGES for word in lexicon(name).words})


@given(st.lists(st.sampled_from([*WORDS, "9", "12h", "18:30", "-", ";"]), max_size=7))
def test_any_words_of_the_languages_give_usable_hours_or_none(words: list[str]) -> None:
    read = people_hours(" ".join(words))
    assert read is None or not lint(read.text)
