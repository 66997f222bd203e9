"""The days of a roster, however their heads are written, and the months that fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.spreadsheet.rosters.day_heads import (
    Head,
    Month,
    dates_in,
    days_in_a_row,
    head_of,
    likely_months,
    months_in,
)

TODAY = date(2026, 11, 30)
"""A Monday."""


@pytest.mark.parametrize(
    ("cell", "head"),
    [
        ("1", Head(1)),
        ("01.", Head(1)),
        ("1日", Head(1)),
        ("3号", Head(3)),
        ("Mon 7", Head(7, of_week=0)),
        ("7 (Mon)", Head(7, of_week=0)),
        ("1.12.", Head(1, 12)),
        ("24/12", Head(24, 12)),
        ("12月3日", Head(3, 12)),
        ("5 Dec", Head(5, 12)),
        ("2026-12-01", Head(1, 12, 2026)),
        ("2026-12-01 00:00:00", Head(1, 12, 2026)),
    ],
)
def test_a_head_says_its_day(cell: str, head: Head) -> None:
    assert head_of(cell) == head


@pytest.mark.parametrize("cell", ["", "Name", "32", "0", "F", "12 visits in all of the month"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert head_of(cell) is None


def test_days_in_a_row_are_found_between_names_and_totals() -> None:
    cells = ["No", "Name", "28", "29", "30", "1", "2", "3", "Sum", "7"]
    assert [*days_in_a_row(cells)] == [2, 3, 4, 5, 6, 7]
    assert days_in_a_row(["Name", "8", "3", "9", "1", "5", "2"]) == {}
    assert days_in_a_row(["1", "2", "3", "4"]) == {}


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("Dienstplan Dezember 2026", [Month(12, 2026)]),
        ("2026年12月排班表", [Month(12, 2026)]),
        ("Escala 12/2026", [Month(12, 2026)]),
        ("Roster 2026-12", [Month(12, 2026)]),
        ("joulukuu", [Month(12, None)]),
        ("as of 03.11.2026", []),
        ("Duty roster", []),
    ],
)
def test_a_title_says_the_month(title: str, months: list[Month]) -> None:
    assert months_in([title]) == months


def test_a_month_without_a_year_is_the_one_nearest_to_today() -> None:
    heads = [Head(day) for day in range(1, 8)]
    for month, first in ((12, date(2026, 12, 1)), (1, date(2027, 1, 1)), (10, date(2026, 10, 1))):
        dates = dates_in(heads, Month(month, None), TODAY)
        assert dates is not None
        assert dates[0] == first


def test_without_any_month_the_weekdays_say_which_may_be_meant() -> None:
    # 1 December 2026 is a Tuesday, and so is 1 June 2027.
    heads = [Head(k + 1, of_week=(1 + k) % 7) for k in range(14)]
    assert dates_in(heads, None, TODAY) is None
    assert likely_months(heads, TODAY)[:2] == [Month(12, 2026), Month(6, 2027)]


def test_weekdays_that_contradict_the_month_are_not_believed() -> None:
    heads = [Head(k + 1, of_week=k % 7) for k in range(7)]  # the first is a Monday
    assert dates_in(heads, Month(12, 2026), TODAY) is None


@given(st.dates(date(2026, 10, 15), date(2027, 8, 1)), st.integers(5, 31))
def test_dates_are_read_back_from_every_way_of_writing_them(first: date, count: int) -> None:
    days = [first + timedelta(days=k) for k in range(count)]
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.", "%d"):
        cells = ["Name", *(f"{day:{form}}" for day in days)]
        heads = [*days_in_a_row(cells).values()]
        assert len(heads) == count
        assert dates_in(heads, Month(first.month, first.year), TODAY) == days
