"""Days as they are typed, and the day that ``ROUTEPLAN_TODAY`` sets."""

from __future__ import annotations

import os
import pwd
from datetime import date, datetime

import pytest

from routeplan.errors import UsageError
from routeplan.model.inputs import PLAN_YEARS
from routeplan.station.clock import at_present, clerk, now, plan_date, today


def test_a_day_is_read_as_it_is_written_everywhere_else() -> None:
    assert plan_date("2026-11-30") == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "example"),
    [("1.2.2027", "2027-02-01"), ("30.11.2026", "2026-11-30"), ("tomorrow", "2026-11-30")],
)
def test_another_way_to_write_it_is_shown_in_ours(text: str, example: str) -> None:
    with pytest.raises(ValueError, match=f"is not a date; write it like {example}"):
        plan_date(text)


def test_the_first_and_the_last_year_of_plans_are_in_and_their_neighbours_out() -> None:
    first, last = PLAN_YEARS.start, PLAN_YEARS.stop - 1
    assert plan_date(f"{first}-01-01").year == first
    assert plan_date(f"{last}-12-31").year == last
    for year in (first - 1, last + 1):
        with pytest.raises(ValueError, match=f"for the years {first} to {last}"):
            plan_date(f"{year:04}-06-01")


def test_a_day_that_is_set_has_just_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-11-30")
    assert today() == date(2026, 11, 30)
    assert at_present() == (date(2026, 11, 30), 0)


def test_a_day_that_is_set_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "someday")
    with pytest.raises(UsageError, match="ROUTEPLAN_TODAY: 'someday' is not a date"):
        today()


def test_the_moment_says_how_far_it_is_from_utc() -> None:
    at = datetime.fromisoformat(now())
    assert at.utcoffset() == datetime.now().astimezone().utcoffset()
    assert at.microsecond == 0


def test_a_user_without_a_name_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clerk() == pwd.getpwuid(os.getuid()).pw_name

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert clerk() == str(os.getuid())
