"""Days that no calendar has, and hours that a later rule takes back."""

from __future__ import annotations

import pytest

from routeplan.hours.syntax import lint


def codes(text: str) -> list[str]:
    return [refusal.code for refusal in lint(text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mo-Fr 09:00-10:00; 2026 Nov 31 off", "2026 Nov 31"),
        ("2027 Feb 29 09:00-10:00", "2027 Feb 29"),
        ("Feb 30 09:00-10:00", "Feb 30"),
        ("Mo-Fr 09:00-10:00; Apr 29-31 off", "Apr 31"),
        ("2027 Jan 30-Feb 29 09:00-10:00", "2027 Feb 29"),
        ("jun 31 off; Mo-Fr 09:00-10:00", "Jun 31"),
    ],
)
def test_a_day_that_no_calendar_has_is_named(text: str, day: str) -> None:
    (found,) = lint(text)
    assert found.code == "availability-no-such-day"
    assert found.message == f"no calendar has the day {day}"


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-10:00; 2026 Dec 06 off",
        "2028 Feb 29 09:00-10:00",
        "Feb 29 09:00-10:00",
        "Nov 08:00-10:00",
        "Nov-Feb Mo-Fr 08:00-10:00",
        "2026 Nov 30-Dec 04 09:00-12:00",
        "Mo-Fr 09:00-10:00; Dec 24-31 off",
        "Mo-Fr 09:00-10:00; Su off",
    ],
)
def test_what_can_be_is_fine(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("rule", ["off", "closed", 'off "away"'])
def test_hours_taken_back_by_a_rule_without_days_are_named(rule: str) -> None:
    assert codes(f"Mo-Fr 09:00-10:00; {rule}") == ["availability-no-hours"]
