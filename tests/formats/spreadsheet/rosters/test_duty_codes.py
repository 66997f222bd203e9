"""Codes of shifts mean what the roster says, else what is customary where such codes are used."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.rosters.duty_codes import likely_duties

EARLY, LATE, NIGHT, DAY = "06:00-14:00", "14:00-22:00", "22:00-06:00", "08:00-16:00"


@pytest.mark.parametrize(
    ("codes", "likely"),
    [
        ("F S N U frei", {"F": EARLY, "S": LATE, "N": NIGHT, "U": "off", "frei": "off"}),
        ("E L N RD AL", {"E": EARLY, "L": LATE, "N": NIGHT, "RD": "off", "AL": "off"}),
        ("M T N F", {"M": EARLY, "T": LATE, "N": NIGHT, "F": "off"}),  # folga
        ("A I Y V", {"A": EARLY, "I": LATE, "Y": NIGHT, "V": "off"}),  # aamu, ilta, yö, vapaa
        ("早班 中班 夜班 年假", {"早班": EARLY, "中班": LATE, "夜班": NIGHT, "年假": "off"}),
        ("日勤 夜勤 公休", {"日勤": DAY, "夜勤": NIGHT, "公休": "off"}),
        ("주간 야간 휴무", {"주간": DAY, "야간": NIGHT, "휴무": "off"}),
        ("Д Н В О", {"Д": DAY, "Н": NIGHT, "В": "off", "О": "off"}),
        ("0800-1600 Q", {"0800-1600": DAY}),
    ],
)
def test_customs_of_a_language_are_known(codes: str, likely: dict[str, str]) -> None:
    assert likely_duties(codes.split(), {}) == likely


def test_what_the_roster_says_comes_first() -> None:
    legend = {"F": "Frühdienst 05:30-13:00", "X": "Urlaub", "Z": "see the chief"}
    assert likely_duties(["F", "X", "Z"], legend) == {"F": "05:30-13:00", "X": "off"}


def test_custom_is_no_guide_where_the_roster_says_something_else() -> None:
    legend = {"D": "as agreed with the chief", "F": "folga"}
    assert likely_duties(["D", "F", "N"], legend) == {"F": "off", "N": NIGHT}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("07h00 às 19h00", "07:00-19:00"),
        ("19h às 07h", "19:00-06:00"),
        ("Administrativo 8h-17h", "08:00-17:00"),
        ("7 am - 3 pm", "07:00-15:00"),
        ("0600 hrs to 1400 hrs", "06:00-14:00"),
        ("de 7 a 15 h", "07:00-15:00"),
        ("7h à 15h", "07:00-15:00"),
        ("09:00~18:00", "09:00-18:00"),
        ("geteilt 8-12/14-18", "08:00-12:00,14:00-18:00"),
        ("8-12 u. 14-18", "08:00-12:00,14:00-18:00"),
        ("08h00-12h00 e 14h00-18h00", "08:00-12:00,14:00-18:00"),
        ("0800-1200 + 1400-1800", "08:00-12:00,14:00-18:00"),
        ("8:00-12:00、14:00-18:00", "08:00-12:00,14:00-18:00"),
        ("06-14 (Sa 07-13)", "06:00-14:00"),  # those of another day
        ("1. 6-14, 2. 14-22", "06:00-14:00"),
    ],
)
def test_hours_in_a_legend_are_read_as_people_write_them(text: str, hours: str) -> None:
    assert likely_duties(["Q"], {"Q": text}) == {"Q": hours}


@pytest.mark.parametrize("text", ["Off duty", "day off", "dia de folga", "Leave", "curso"])
def test_a_day_off_is_one_whatever_stands_beside(text: str) -> None:
    assert likely_duties(["O"], {"O": text}) == {"O": "off"}
