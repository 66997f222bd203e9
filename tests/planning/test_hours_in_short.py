"""Windows in few words: weekdays together that have the same hours, dates where weeks differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from routeplan.hours.windows import intervals
from routeplan.model.inputs import PlanCalendar
from routeplan.planning.hours_in_short import hours_in_short
from routeplan.render.words.left_out_words import hours_in_words
from tests.stations import DAY, HOUR, MONDAY, ZONE


def hours_in_english(calendar: PlanCalendar, windows: Sequence[tuple[int, int]]) -> str:
    return hours_in_words(hours_in_short(calendar, windows), "en")


@pytest.mark.parametrize(
    ("hours", "days", "told"),
    [
        pytest.param("Mo-Fr 11:00-14:00", 5, "Mon-Fri 11:00-14:00", id="all days alike"),
        pytest.param("Mo-Fr 11:00-14:00", 1, "Mon 11:00-14:00", id="one day"),
        pytest.param("Mo-Fr 11:00-14:00", 31, "Mon-Fri 11:00-14:00", id="all weeks alike"),
        pytest.param(
            "Mo,We,Fr 09:00-12:00; Tu,Th 13:00-17:00",
            5,
            "Mon, Wed, Fri 09:00-12:00; Tue, Thu 13:00-17:00",
            id="by turns",
        ),
        pytest.param(
            "Mo-Tu 08:00-10:00,15:00-18:00; We-Fr 12:00-15:00",
            7,
            "Mon-Tue 08:00-10:00, 15:00-18:00; Wed-Fri 12:00-15:00",
            id="two windows a day",
        ),
        pytest.param(
            "Mo-We,Fr 12:00-15:00; Su 10:00-11:00",
            7,
            "Mon-Wed, Fri 12:00-15:00; Sun 10:00-11:00",
            id="a run and a single day",
        ),
        pytest.param("Mo 20:00-24:00", 1, "Mon 20:00-24:00", id="until midnight"),
        pytest.param(
            "Mo 06:00-07:00,08:00-09:00,10:00-11:00; Tu 12:00-13:00,14:00-15:00; We 09:00-10:00",
            5,
            "Mon 06:00-07:00, 08:00-09:00, 10:00-11:00; Tue 12:00-13:00 and 2 more",
            id="four spans are named",
        ),
        pytest.param("Mo 10:00-11:00", 15, "Mon 10:00-11:00", id="three Mondays"),
        pytest.param(
            "2026 Dec 08 10:00-11:00", 14, "Tue 8 Dec 10:00-11:00", id="one date of two weeks"
        ),
        pytest.param(
            "2026 Dec 01 10:00-11:00; 2026 Dec 08 12:00-13:00; 2026 Dec 09 09:00-10:00",
            14,
            "Tue 1 Dec 10:00-11:00; Tue 8 Dec 12:00-13:00; Wed 9 Dec 09:00-10:00",
            id="weeks that differ",
        ),
    ],
)
def test_windows_in_few_words(hours: str, days: int, told: str) -> None:
    calendar = PlanCalendar(MONDAY, days, ZONE)
    assert hours_in_english(calendar, intervals(hours, calendar)) == told


def test_a_plan_that_begins_in_midweek_tells_its_days_in_the_week_s_order() -> None:
    """Friday to Tuesday."""
    calendar = PlanCalendar(MONDAY + timedelta(days=4), 5, ZONE)
    text = hours_in_english(calendar, intervals("Mo-Su 10:00-11:00", calendar))
    assert text == "Mon-Tue, Fri-Sun 10:00-11:00"


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    windows: Sequence[tuple[int, int]] = [(22 * HOUR, DAY + 2 * HOUR)]
    assert hours_in_english(PlanCalendar(MONDAY, 2, ZONE), windows) == "Mon 22:00-26:00"


def test_hours_are_those_of_the_wall_on_the_day_the_clock_changes() -> None:
    """Sunday 2026-10-25 has 25 hours in Helsinki: 10:00 is 11 hours after midnight."""
    calendar = PlanCalendar(date(2026, 10, 25), 1, ZoneInfo("Europe/Helsinki"))
    assert hours_in_english(calendar, [(11 * HOUR, 12 * HOUR)]) == "Sun 10:00-11:00"
