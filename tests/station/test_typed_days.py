"""Days as people type them, in their languages, against the day on which they type."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.station.typed_days import DayTyper, reader_of, typed_day

TODAY = date(2026, 11, 30)  # a Monday
ENGLISH = DayTyper(TODAY)
AMERICAN = DayTyper(TODAY, month_first=True)
CHINESE = DayTyper(TODAY, ("zh", "en"), month_first=True, year_first=True)


@pytest.mark.parametrize(
    ("text", "languages", "day"),
    [
        ("2026-12-05", "en", "2026-12-05"),
        ("20261205", "en", "2026-12-05"),
        ("tomorrow", "en", "2026-12-01"),
        ("YESTERDAY", "en", "2026-11-29"),
        ("明天", "zh", "2026-12-01"),
        ("Amanhã", "pt", "2026-12-01"),
        ("amanha", "pt", "2026-12-01"),
        ("mon", "en", "2026-11-30"),
        ("Tuesday", "en", "2026-12-01"),
        ("sun", "en", "2026-12-06"),
        ("周二", "zh", "2026-12-01"),
        ("星期日", "zh", "2026-12-06"),
        ("礼拜三", "zh", "2026-12-02"),
        ("terça", "pt", "2026-12-01"),
        ("mié", "es", "2026-12-02"),
        ("ti", "fi", "2026-12-01"),
        ("torstaina", "fi", "2026-12-03"),
        ("Do.", "de", "2026-12-03"),
        ("пятница", "ru", "2026-12-04"),
        ("30/11", "en", "2026-11-30"),
        ("13-1", "en", "2027-01-13"),
        ("1.12.", "en", "2026-12-01"),
        ("1.12.2026", "en", "2026-12-01"),
        ("1/12/26", "en", "2026-12-01"),
        ("2026/12/1", "en", "2026-12-01"),
        ("1 Dec", "en", "2026-12-01"),
        ("Tue 1 Dec 2026", "en", "2026-12-01"),
        ("Dec 1", "en", "2026-12-01"),
        ("1 de dezembro", "pt", "2026-12-01"),
        ("12月1日", "zh", "2026-12-01"),
        ("２０２６年１２月１日", "zh", "2026-12-01"),
        ("2026-12-1", "en", "2026-12-01"),
        ("weds", "en", "2026-12-02"),
        ("tues", "en", "2026-12-01"),
        ("thurs.", "en", "2026-12-03"),
        ("next mon", "en", "2026-12-07"),  # today is one
        ("下周三", "zh", "2026-12-09"),
        ("来週の月曜日", "ja", "2026-12-07"),
        ("próxima segunda", "pt", "2026-12-07"),
        ("lundi prochain", "fr", "2026-12-07"),
    ],
)
def test_a_day_is_understood(text: str, languages: str, day: str) -> None:
    reader = DayTyper(TODAY, tuple(dict.fromkeys((languages, "en"))))
    assert typed_day(text, reader).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "t", "foo", "31/11", "0/5", "13/13", "2026-02-30", "1/2/3", "99999999", "30", "/"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|out of range"):
        typed_day(text, ENGLISH)


def test_a_next_day_that_may_be_of_this_week_is_refused_with_both() -> None:
    with pytest.raises(ValueError, match=r"'next wed' may be Wed 2 Dec or Wed 9 Dec") as refused:
        typed_day("next wed", ENGLISH)
    assert "write the date" in str(refused.value)
    assert typed_day("next wed", DayTyper(date(2026, 12, 3))).day == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("reader", "text", "day", "order"),
    [
        (ENGLISH, "3/12", "2026-12-03", "the day first"),
        (AMERICAN, "12/3", "2026-12-03", "the month first"),
        (AMERICAN, "3.12.", "2026-12-03", "the day first"),
        (CHINESE, "12/3", "2026-12-03", "the month first"),
        (CHINESE, "12.3", "2026-12-03", "the month first"),
    ],
)
def test_the_order_of_two_small_numbers_is_said(
    reader: DayTyper, text: str, day: str, order: str
) -> None:
    meant = typed_day(text, reader)
    assert meant.day == date.fromisoformat(day)
    assert str(meant.reading) == f"'{text}' is read as Thu 3 Dec 2026 ({order})."


def test_an_order_that_is_sure_is_not_said() -> None:
    assert typed_day("30/11/2026", ENGLISH).reading is None
    assert typed_day("11/30/2026", ENGLISH).reading is None
    assert typed_day("12/12/2026", ENGLISH).reading is None


def test_a_weekday_is_the_next_one_or_the_last_one() -> None:
    assert typed_day("tue", ENGLISH).day == date(2026, 12, 1)
    assert typed_day("tue", ENGLISH, back=True).day == date(2026, 11, 24)
    assert typed_day("mon", ENGLISH, back=True).day == TODAY


def test_a_weekday_of_a_plan_is_one_of_its_days() -> None:
    """On Wednesday, of the plan of this week: Monday is over, and meant all the same."""
    week = [date(2026, 11, 30) + timedelta(days=k) for k in range(5)]
    wednesday = DayTyper(date(2026, 12, 2))
    assert typed_day("mon", wednesday, among=week).day == date(2026, 11, 30)
    assert typed_day("fri", wednesday, among=week).day == date(2026, 12, 4)
    assert typed_day("sun", wednesday, among=week).day == date(2026, 12, 6)


def test_the_year_of_a_day_without_one_is_the_nearest_on_the_side_that_is_meant() -> None:
    assert typed_day("1/6", ENGLISH).day == date(2027, 6, 1)
    assert typed_day("1/6", ENGLISH, back=True).day == date(2026, 6, 1)
    assert typed_day("1/12", ENGLISH, back=True).day == date(2026, 12, 1)  # tomorrow, not last year
    assert typed_day("29/11", ENGLISH).day == date(2026, 11, 29)
    assert typed_day("29/2", ENGLISH).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("zone", "language", "month_first"),
    [
        ("Europe/Helsinki", "en", False),
        ("America/New_York", "en", True),
        ("Europe/London", "en", False),
        ("Asia/Shanghai", "zh", True),
        ("Europe/Lisbon", "pt", False),
        ("Mars", "xx", False),
    ],
)
def test_the_order_follows_from_the_stations_language_and_country(
    tmp_path: Path, zone: str, language: str, month_first: bool
) -> None:
    settings = f'timezone = "{zone}"\n[sheets]\nlanguage = "{language}"\n'
    (tmp_path / "routeplan.toml").write_text(settings, "utf-8")
    assert reader_of(tmp_path, TODAY).month_first is month_first


def test_a_folder_without_settings_has_a_reader_too(tmp_path: Path) -> None:
    assert reader_of(tmp_path, TODAY).languages == ("en",)
    (tmp_path / "routeplan.toml").write_bytes(b"\xff = [")
    assert reader_of(tmp_path, TODAY, ("fi",)).languages == ("fi", "en")


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_day_or_refused(text: str, back: bool) -> None:
    try:
        day = typed_day(text, DayTyper(TODAY, ("zh", "pt", "en")), back=back).day
    except ValueError:
        return
    assert isinstance(day, date)


@given(st.dates(date(2026, 12, 1), date(2027, 9, 30)))
def test_a_day_and_month_are_read_back(day: date) -> None:
    """Every day of the ten months ahead, without its year, as it is printed and as numbers."""
    assert typed_day(f"{day.day}.{day.month}.", ENGLISH).day == day
    assert typed_day(f"{day:%d %b}", ENGLISH).day == day
    assert typed_day(f"{day.month}/{day.day}", AMERICAN).day == day
