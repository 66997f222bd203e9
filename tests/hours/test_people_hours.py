"""Hours as people write them, in nine languages.

Tests ``hours/people_clauses.py``, ``hours/people_days.py``, ``hours/people_words.py``,
``hours/people_times.py``, ``hours/people_tokens.py`` and ``hours/people_remarks.py``.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routeplan.hours.people_hours import LONGEST, people_hours
from routeplan.hours.people_times import Day
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
        ("9h-12h 14h-18h", "Mo-Su 09:00-12:00,14:00-18:00"),  # no 12:14
        ("9-12h 14-18h", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("9 – 12 Uhr 14 – 18 Uhr", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("9点-12点 14点-18点", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("9時-12時 14時-18時", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("9ч-12ч 14ч-18ч", "Mo-Su 09:00-12:00,14:00-18:00"),
        ("9h 30-11h", "Mo-Su 09:30-11:00"),
        ("9-12h 30", "Mo-Su 09:00-12:30"),
        ("9 h 30 - 11 h 15", "Mo-Su 09:30-11:15"),
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
        ("M-Th 9-12", "Mo-Th 09:00-12:00"),
        ("M, W, F 10-12", "Mo,We,Fr 10:00-12:00"),
        ("M T W T F 9-12", "Mo-Fr 09:00-12:00"),
        ("L-V 9-14", "Mo-Fr 09:00-14:00"),
        ("L,M,X 9-12", "Mo-We 09:00-12:00"),
        ("L/X/V 9-12", "Mo,We,Fr 09:00-12:00"),
        ("L a V de 9 a 14", "Mo-Fr 09:00-14:00"),
        ("2.ª a 6.ª 9-12", "Mo-Fr 09:00-12:00"),
        ("2as e 4as feiras 9-12", "Mo,We 09:00-12:00"),
        ("周一三五 9-12", "Mo,We,Fr 09:00-12:00"),
        ("周一、三、五 9-12", "Mo,We,Fr 09:00-12:00"),
        ("周1-周5 9-12", "Mo-Fr 09:00-12:00"),
        ("星期一至五 9:00—12:00", "Mo-Fr 09:00-12:00"),
        ("九点到十二点", "Mo-Su 09:00-12:00"),
        ("毎週火曜 10:00-12:00", "Tu 10:00-12:00"),
        ("9a-5:30p", "Mo-Su 09:00-17:30"),
        ("Mo-Th 9-12; Fr 9-11; Sa,Su closed", "Mo-Th 09:00-12:00; Fr 09:00-11:00"),
        ("月曜から金曜まで9時から12時", "Mo-Fr 09:00-12:00"),
        ("Di u. Do 9-12", "Tu,Th 09:00-12:00"),
        ("noon-2pm", "Mo-Su 12:00-14:00"),
        ("9am - noon", "Mo-Su 09:00-12:00"),
        ("9pm-midnight", "Mo-Su 21:00-24:00"),
        ("9h à midi", "Mo-Su 09:00-12:00"),
        ("с 9 до полудня", "Mo-Su 09:00-12:00"),
        ("9-12 (Mon), 13-15 (Tue)", "Mo 09:00-12:00; Tu 13:00-15:00"),
        ("Mo-Fr 9-12, not Wed", "Mo,Tu,Th,Fr 09:00-12:00"),
        ("日曜以外 9-12", "Mo-Sa 09:00-12:00"),
        ("周日除外 9-12", "Mo-Sa 09:00-12:00"),
        ("٩-١٢", "Mo-Su 09:00-12:00"),  # Arabic-Indic
        ("Mo-Fr ९-१२", "Mo-Fr 09:00-12:00"),  # Devanagari
        ("Mo 0.375-0.5", "Mo 09:00-12:00"),  # of a day, as a spreadsheet stores times
        ("seg 05:00-06:00", "Mo 05:00-06:00"),
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
        ("9 to 5", "Mo-Su 09:00-17:00"),
        ("2-6", "Mo-Su 14:00-18:00"),
        ("9-12, Sat 10-11", "Mo-Fr,Su 09:00-12:00; Sa 10:00-11:00"),
        ("except mondays 9-12", "Tu-Su 09:00-12:00"),
        ("not Sunday", "Mo-Sa 07:30-21:00"),
        ("не в вс", "Mo-Sa 07:30-21:00"),
        ("any day but Sunday", "Mo-Sa 07:30-21:00"),
        ("12点10分以后 周四", "Th 12:10-21:00"),
        ("14時55分まで 火曜〜土", "Tu-Sa 07:30-14:55"),
        ("tardes excepto viernes", "Mo-Th,Sa,Su 14:00-18:00"),
        ("кроме выходных", "Mo-Fr 07:30-21:00"),
        ("manhãs de segunda a quarta", "Mo-We 08:00-12:00"),
        ("não antes das 10h", "Mo-Su 10:00-21:00"),
        ("antes do meio-dia", "Mo-Su 07:30-12:00"),
        ("pas avant 10h", "Mo-Su 10:00-21:00"),
        ("中午以前", "Mo-Su 07:30-12:00"),
        ("9-12, Sat", "Sa 09:00-12:00"),
        ("24/7", "Mo-Su 07:30-21:00"),
        ("before noon", "Mo-Su 07:30-12:00"),
        ("Weekdays before 9 or after 5", "Mo-Fr 07:30-09:00,17:00-21:00"),
        ("after 9 and before 12", "Mo-Su 09:00-12:00"),
        ("M-F 9-5", "Mo-Fr 09:00-17:00"),
        ("MWF 10-12", "Mo,We,Fr 10:00-12:00"),
        ("TTh 10-12", "Tu,Th 10:00-12:00"),
        ("8-10pm", "Mo-Su 20:00-22:00"),  # or from the morning on
        ("7-9", "Mo-Su 07:00-09:00"),  # or in the evening
        ("6-8", "Mo-Su 18:00-20:00"),
        ("2:00-6:00", "Mo-Su 14:00-18:00"),
        ("周一三点到五点", "Mo 15:00-17:00"),
    ],
)
def test_of_vague_hours_a_likely_reading_is_offered(written: str, likely: str) -> None:
    read = people_hours(written, Day(begin=7 * 60 + 30, end=21 * 60))
    assert read is not None
    assert (read.text, read.certain, read.complete) == (likely, False, True)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ligar antes",
        "9/12",
        "22:00-02:00",
        "25-26",
        "x" * 300,
        "closed",
        "nunca",
        # A time alone, and numbers that are none.
        "18h",
        "Mon 9",
        "9-12-15",
        "1st Mon 10-12",
        "am 1.12. 10-12",
        "Dec 9-12",
        "12月9日",
        "212-555-0100",
        "Apt 4",
        "Apt 9-12",
        "two to four",
        "9-12 am",
        # Days that may be others.
        "Wednes 9-12",
        "M-W-F 9-12",
        "T 9-12",
        "MF 9-5",
        "L-M 9-12",
        "S 9-12",
        "Mo-Fr, Sun closed",
        "after 18h and Saturdays",
        "Sat not Sun 9-12",
        "Mo-Fr 9-12, Sat",
        "Mon; Tue 9-12",
        "9-12, Mon 13-15, Tue",
        "weekdays 9-12, Wed 14-16",
        "every other Mon 9:00-12:00",
        "隔周一 9-12",
        "土日祝 9-12",
        # Hours when somebody is not there, or may be.
        "not on mondays 9-12",
        "not mornings",
        "closed 12-14",
        "Mo-Fr not 9-12",
        "works 9-5",
        "trabalha 9h-17h",
        "9:00-12:00, works",
        "9-12?",
        "mornings, 9-12",
        "9-11 afternoon",
        "before lunch",
    ],
)
def test_what_tells_no_hours_is_not_understood(written: str) -> None:
    assert people_hours(written) is None


def test_words_that_were_passed_over_are_told() -> None:
    read = people_hours("manhãs (cão bravo)")
    assert read is not None
    assert (read.text, read.complete) == ("Mo-Su 08:00-12:00", False)


@pytest.mark.parametrize(
    ("written", "language", "meant"),
    [
        ("Mar 09:00-12:00", "es", "Tu 09:00-12:00"),  # March in opening_hours
        ("ma 9-12", "fi", "Mo 09:00-12:00"),  # maanantai
        ("ma 9-12", "fr", "Tu 09:00-12:00"),  # mardi
        ("do 9-12", "de", "Th 09:00-12:00"),  # Donnerstag
        ("do 9-12", "es", "Su 09:00-12:00"),  # domingo
        ("di 9-12", "de", "Tu 09:00-12:00"),  # Dienstag
        ("di 9-12", "fr", "Su 09:00-12:00"),  # dimanche
    ],
)
def test_letters_that_are_two_days_are_read_only_in_a_known_language(
    written: str, language: str, meant: str
) -> None:
    assert people_hours(written) is None
    sure = people_hours(written, languages=(language,))
    assert sure is not None
    assert (sure.text, sure.certain) == (meant, True)


def test_a_word_of_another_language_than_the_sheet_is_only_likely() -> None:
    assert people_hours("WE 10:00-12:00", languages=("de",)) is None  # Wochenende
    read = people_hours("ke 9-12", languages=("en",))
    assert read is not None
    assert (read.text, read.certain) == ("We 09:00-12:00", False)


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
