"""Cells understood as the station writes them.

Tests ``formats/spreadsheet/dates.py`` and ``formats/spreadsheet/numbers.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.spreadsheet.dates import clock, days_come_first, likely_date, split_moment
from routeplan.formats.spreadsheet.numbers import coordinate, coordinate_pair, minutes, number
from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.rows.no_visits_wanted import may_refuse_visits
from routeplan.formats.spreadsheet.values import Context, is_understood, read_value
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.hours.syntax import lint
from tests.porto_spreadsheet import OFFICERS

CONTEXT = Context(
    PeopleNames(OFFICERS), frozenset(("swedish", "sign-language")), today=date(2026, 11, 30)
)
US_CONTEXT = replace(CONTEXT, day_first=False)


ROUGHLY_30 = (
    "ca. 30|ca 30|~30|about 30|约30|大约30分钟|approx. 30 min|30分钟左右|cerca de 30 min|unos 30"
    "|environ 30 min|etwa 30|noin 30 min|около 30 минут|約30分|20-30|20 - 30 min|ca. 20-30 min"
    "|20 to 30 minutes|20 bis 30|20~30分|30 or so"
)


@pytest.mark.parametrize("written", ROUGHLY_30.split("|"))
def test_a_length_that_is_roughly_known_is_proposed(written: str) -> None:
    read = read_value(Field.VISIT_MINUTES, written, CONTEXT)
    assert (read.text, read.certain) == ("30", False)


DENIED = (
    "not urgent|Not so urgent|nicht dringend|nicht sehr dringend|não urgente|Não é urgente"
    "|no urgente|no es urgente|pas urgent|pas très urgent|non urgent|ei kiireellinen|не срочно|不急"
    "|不紧急|不重要|緊急ではない|sem pressa|keine Eile|not important"
)


@pytest.mark.parametrize("written", DENIED.split("|"))
def test_a_priority_that_is_denied_is_likely_a_low_one(written: str) -> None:
    read = read_value(Field.PRIORITY, written, CONTEXT)
    assert (read.text, read.certain, read.known) == ("low", False, True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("not mandatory", "normal"),
        ("nicht zwingend", "normal"),
        ("不必须", "normal"),
        ("not low", ""),  # who knows
        ("não 1", ""),
        ("no", ""),
        ("nicht wichtig, aber dringend", ""),
        ("urgent", "high"),
    ],
)
def test_what_else_is_denied_is_no_lower_than_it_says(written: str, meant: str) -> None:
    read = read_value(Field.PRIORITY, written, CONTEXT)
    assert (read.text, read.certain) == (meant, False)


@pytest.mark.parametrize("written", ["30-20", "ca.", "about noon", "30-", "3-4-5"])
def test_what_is_no_length_is_not_proposed(written: str) -> None:
    assert read_value(Field.VISIT_MINUTES, written, CONTEXT).text == ""


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        (Field.LATITUDE, "41,146081", "41.146081"),
        (Field.LATITUDE, "41°08'45.9\"N", "41.1460833"),  # 41 + 8/60 + 45.9/3600
        (Field.LONGITUDE, "8,63º W", "-8.6300000"),
        (Field.VISIT_MINUTES, "20m", "20"),
        (Field.VISIT_MINUTES, "30 min", "30"),
        (Field.VISIT_MINUTES, "15'", "15"),
        (Field.VISIT_MINUTES, "00:20", "20"),
        (Field.VISIT_MINUTES, "1h30", "90"),
        (Field.VISIT_MINUTES, "0,5 h", "30"),
        (Field.VISIT_MINUTES, "meia hora", "30"),
        (Field.VISIT_MINUTES, "1/3 h", "20"),
        (Field.VISIT_MINUTES, "⅓ Std", "20"),
        (Field.VISIT_MINUTES, "1½ h", "90"),
        (Field.VISIT_MINUTES, "3/4 d'heure", "45"),
        (Field.VISIT_MINUTES, "½ h", "30"),
        (Field.VISIT_MINUTES, "1:30 h", "90"),
        (Field.BREAK, "0:30", "30"),
        (Field.VISIT_MINUTES, "20分钟", "20"),
        (Field.PRIORITY, "Alta", "high"),
        (Field.PRIORITY, "média", "normal"),
        (Field.PRIORITY, "低", "low"),
        (Field.PRIORITY, "обязательно", "must"),
        (Field.DUE, "15/12/2026", "2026-12-15"),
        (Field.DUE, "15.12.26", "2026-12-15"),
        (Field.DUE, "20261215", "2026-12-15"),
        (Field.DUE, "2026年12月15日", "2026-12-15"),
        (Field.DUE, "15 de dezembro de 2026", "2026-12-15"),
        (Field.DUE, "15. Dezember 2026", "2026-12-15"),
        (Field.DUE, "Dec 15, 2026", "2026-12-15"),
        (Field.DUE, "15 декабря 2026 г.", "2026-12-15"),
        (Field.DUE, "46371", "2026-12-15"),  # 46,371 days after 1899-12-30
        (Field.DUE, "seg 15/12/2026", "2026-12-15"),
        (Field.APPOINTMENT, "01/12/2026 10:30", "2026-12-01 10:30"),
        (Field.APPOINTMENT, "01/12/2026 10h30", "2026-12-01 10:30"),
        (Field.APPOINTMENT, "1.12.2026 klo 10.30", "2026-12-01 10:30"),
        (Field.APPOINTMENT, "46357.4375", "2026-12-01 10:30"),
        (Field.APPOINTMENT, "2026-12-01T10:30", "2026-12-01 10:30"),
        (Field.OFFICER, "o1", "O1"),
        (Field.OFFICER, "Sousa Ricardo", "O1"),
        (Field.OFFICER, "ricardo sousa", "O1"),
        (Field.OFFICER, "Agente Sousa", "O1"),
        (Field.SKILLS, "Swedish, sign-language", "swedish sign-language"),
        (Field.OFFICERS_NEEDED, "2", "2"),
        (Field.OFFICERS_NEEDED, "não", "1"),
        (Field.VISITS, "2.0", "2"),
        (Field.DO_NOT_CALL, "sim", "yes"),
        (Field.DO_NOT_CALL, "não", "no"),
        (Field.DO_NOT_CALL, "да", "yes"),
        (Field.DO_NOT_CALL, "否", "no"),
        (Field.DO_NOT_CALL, "Kyllä", "yes"),
        (Field.DUE, "-", ""),
        (Field.AVAILABILITY, "n/a", ""),
        (Field.NAME, "=Costa", "=Costa"),
        (Field.VISIT_MINUTES, "120 sec", "2"),
        (Field.VISIT_MINUTES, "90 segundos", "1.5"),
        (Field.OFFICER, "Off. Sousa", "O1"),
        (Field.OFFICER, "Sgt. SOUSA", "O1"),
        (Field.OFFICER, "Polizeimeister Sousa", "O1"),
        (Field.OFFICER, "сержант Sousa", "O1"),
    ],
)
def test_what_can_mean_one_thing_is_understood_unasked(
    field: Field, written: str, meant: str
) -> None:
    read = read_value(field, written, CONTEXT)
    assert (read.text, read.certain) == (meant, True)


@pytest.mark.parametrize(
    ("field", "written", "likely"),
    [
        (Field.AVAILABILITY, "manhãs", "Mo-Su 08:00-12:00"),
        (Field.AVAILABILITY, "falar com a filha", ""),
        (Field.PRIORITY, "Urgente", "high"),
        (Field.PRIORITY, "vermelho", ""),
        (Field.LONGITUDE, "8,63 O", ""),  # west in Portuguese, east in German
        (Field.VISIT_MINUTES, "0.0138888", "20"),  # of a day, as a spreadsheet stores 00:20
        (Field.VISIT_MINUTES, "1.234", ""),  # a thousand, or one and a bit
        (Field.VISIT_MINUTES, "0", ""),
        (Field.VISIT_MINUTES, "0.5", ""),  # half an hour, or of a day
        (Field.VISIT_MINUTES, "0,25", ""),
        (Field.VISIT_MINUTES, "20 mins approx", "20"),
        (Field.VISIT_MINUTES, "20 min aprox.", "20"),
        (Field.VISIT_MINUTES, "30 sec", ""),
        (Field.DUE, "5 Dec", "2026-12-05"),
        (Field.DUE, "Dec 24", "2026-12-24"),
        (Field.DUE, "24/12", "2026-12-24"),
        (Field.DUE, "12/24", "2026-12-24"),
        (Field.DUE, "03/04", "2027-04-03"),
        (Field.DUE, "24.12.", "2026-12-24"),
        (Field.DUE, "12月24日", "2026-12-24"),
        (Field.DUE, "24 de dezembro", "2026-12-24"),
        (Field.DUE, "30/11", "2026-11-30"),  # today
        (Field.DUE, "29 Nov", "2027-11-29"),
        (Field.DUE, "29/02", "2028-02-29"),
        (Field.DUE, "31/11", ""),
        (Field.VISITS, "two", "2"),
        (Field.VISITS, "duas vezes", "2"),
        (Field.OFFICERS_NEEDED, "两人", "2"),
        (Field.DUE, "31/02/2026", ""),
        (Field.DUE, "2026 Nov 31", ""),
        (Field.DUE, "12/15/2026", "2026-12-15"),  # though days come first elsewhere
        (Field.APPOINTMENT, "01/12/2026", ""),  # no time
        (Field.OFFICER, "Soussa", "O1"),
        (Field.OFFICER, "Marques", ""),
        (Field.VISITS, "2x", "2"),
        (Field.OFFICERS_NEEDED, "sim", "2"),
        (Field.DO_NOT_CALL, "recusou", "yes"),
        (Field.SKILLS, "swedish golf", "swedish"),
    ],
)
def test_of_the_rest_the_likeliest_is_offered(field: Field, written: str, likely: str) -> None:
    read = read_value(field, written, CONTEXT)
    assert (read.text, read.certain) == (likely, False)


@pytest.mark.parametrize("never", ["closed", "Never", "nunca", "geschlossen", "不在", "закрыто"])
def test_hours_that_are_none_are_asked_about_as_a_refusal(never: str) -> None:
    read = read_value(Field.AVAILABILITY, never, CONTEXT)
    assert (read.text, read.certain, read.complete) == ("", True, False)
    assert may_refuse_visits(never)
    assert read_value(Field.DO_NOT_CALL, never, CONTEXT)[:2] == ("yes", False)


def test_days_and_points_are_of_one_order_among_dates_with_months_first() -> None:
    assert read_value(Field.DUE, "31.12.2026", US_CONTEXT)[:2] == ("2026-12-31", True)
    assert days_come_first(["12/31/2026", "31.12.2026"]) is False
    assert read_value(Field.DUE, "03/04", US_CONTEXT).text == "2027-03-04"


@given(st.dates(date(2026, 11, 30), date(2027, 11, 29)))
def test_a_day_without_a_year_is_the_next_such_day(day: date) -> None:
    for form in ("%d %B", "%B %d", "%d.%m.", "%m月%d日", "%d/%m"):
        read = read_value(Field.DUE, f"{day:{form}}", CONTEXT)
        assert (read.text, read.certain) == (str(day), False)


def test_two_officers_of_one_name_are_not_told_apart_by_it() -> None:
    two = PeopleNames({"O1": "Sousa Ana", "O2": "Sousa Rui"})
    assert two.meant("Agente Sousa")[1] is False
    assert two.meant("Sousa Rui") == ("O2", True)


def test_dates_tell_whether_the_day_comes_first() -> None:
    assert days_come_first(["03/04/2026", "15/12/2026"]) is True
    assert days_come_first(["03/04/2026", "12/15/2026"]) is False
    assert days_come_first(["03/04/2026", "2026-12-15"]) is None
    month_first = Context(day_first=False)
    assert read_value(Field.DUE, "03/04/2026", month_first).text == "2026-03-04"
    assert read_value(Field.DUE, "03/04/2026", CONTEXT).text == "2026-04-03"


@pytest.mark.parametrize("written", ["30/3 13:00", "Tue 30 March 1pm", "30.3., 13:00"])
def test_a_time_on_a_day_without_a_year_is_likely_the_next_such_day(written: str) -> None:
    context = Context(today=date(2027, 3, 22))
    meant = read_value(Field.APPOINTMENT, written, context)
    assert (meant.text, meant.certain) == ("2027-03-30 13:00", False)


def test_both_coordinates_in_one_cell_are_taken_apart() -> None:
    for written in ("41.15828, -8.63010", "41,15828; -8,63010", "41,15828, -8,63010"):
        assert coordinate_pair(written) == ("41.15828", "-8.63010")
    assert coordinate_pair("8.63010 W, 41.15828 N") == ("41.1582800", "-8.6301000")


def test_an_answer_is_taken_as_the_station_writes_it() -> None:
    assert is_understood(Field.AVAILABILITY, "9-12", CONTEXT) == "Mo-Su 09:00-12:00"
    assert is_understood(Field.AVAILABILITY, "mornings", CONTEXT) is None
    assert is_understood(Field.PRIORITY, "-", CONTEXT) == ""


@given(st.sampled_from(list(Field)), st.text(max_size=60))
def test_any_text_is_understood_as_something_usable_or_as_nothing(field: Field, text: str) -> None:
    read = read_value(field, text, CONTEXT)
    if field is Field.AVAILABILITY and read.text:
        assert not lint(read.text)
    if field in (Field.DUE, Field.LATEST) and read.text:
        date.fromisoformat(read.text)


FIGURES = st.text("0123456789.,-+'hH:/ °NSWEm年月日点", max_size=20)


@given(FIGURES)
def test_any_figures_are_read_or_not(text: str) -> None:
    for written in (number(text), coordinate(text)):
        assert written is None or float(written) == float(written)
    length = minutes(text)
    assert length is None or 0 < float(length[0]) <= 1440
    likely_date(text)
    split_moment(text)
    assert clock(text) is None or clock(text)[2] == ":"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_back_from_every_way_of_writing_it(day: date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%Y年%m月%d日", "%d %B %Y"):
        assert read_value(Field.DUE, f"{day:{form}}", CONTEXT)[:3] == (str(day), True, True)


@pytest.mark.parametrize(("written", "meant"), [("3.1.", "2027-01-03"), ("28.12.", "2026-12-28")])
def test_a_day_without_a_year_goes_across_the_end_of_the_others_year(
    written: str, meant: str
) -> None:
    read = read_value(Field.DUE, written, replace(CONTEXT, year=2026))
    assert (read.text, read.certain) == (meant, False)


@pytest.mark.parametrize(
    ("written", "meant"), [("5/12/2569", "2026-12-05"), ("5/12/3026", ""), ("29.2.2570", "")]
)
def test_a_year_centuries_from_now_is_asked_about(written: str, meant: str) -> None:
    read = read_value(Field.DUE, written, CONTEXT)
    assert (read.text, read.certain) == (meant, False)
