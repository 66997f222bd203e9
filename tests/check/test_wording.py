"""How the judge speaks: clock times, dates and names."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from routeplan.check.wording import (
    at,
    clocks,
    exact_hours,
    hours_on,
    lengths,
    officers_name,
    span,
    visit_name,
)
from routeplan.model.inputs import PlanCalendar
from tests.stations import DAY, HOUR, MINUTE, household, inputs_of, officer, shift, visit

AUTUMN = PlanCalendar(date(2026, 10, 25), 1, ZoneInfo("Europe/Helsinki"))
"""At 04:00 the clock goes back to 03:00."""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ((13889, 9000), ("3:51", "2:30")),  # 3 x 3600 + 51 x 60 + 29
        ((1200,), ("20 minutes",)),
        ((60, 0), ("1 minute", "0 minutes")),
        ((20,), ("less than a minute",)),
        ((3570,), ("1:00",)),  # 59 and a half minutes are rounded up
        ((612, 600), ("10 minutes 12 seconds", "10 minutes")),
        ((3601, 3600), ("1:00:01", "1:00")),
    ],
)
def test_lengths_are_exact_only_where_they_would_read_the_same(seconds, words):
    assert lengths(*seconds) == words


def test_two_moments_of_one_minute_show_their_seconds():
    calendar = inputs_of([household(1)], [visit(1)], [shift("A")]).calendar
    assert clocks(calendar, 9 * HOUR, 10 * HOUR) == ("09:00", "10:00")
    assert clocks(calendar, 9 * HOUR, 9 * HOUR + 5) == ("09:00:00", "09:00:05")
    assert at(calendar, 9 * HOUR + 5, beside=[9 * HOUR]) == "09:00:05 on Mon 30 Nov"


def test_moments_of_two_days_show_their_dates():
    calendar = inputs_of([household(1)], [visit(1)], [shift("A")], days=2).calendar
    # half past one in the night that follows Monday
    night = DAY + HOUR + 30 * MINUTE
    assert at(calendar, night) == "01:30 on Tue 1 Dec"
    assert clocks(calendar, 23 * HOUR, night) == ("23:00 on Mon 30 Nov", "01:30 on Tue 1 Dec")


def test_an_hour_that_comes_twice_shows_which_it_is():
    assert clocks(AUTUMN, 3 * HOUR, 4 * HOUR) == ("03:00:00 EEST", "03:00:00 EET")


def test_an_end_at_midnight_belongs_to_the_day():
    calendar = inputs_of([household(1)], [visit(1)], [shift("A")]).calendar
    assert span(calendar, 20 * HOUR, DAY) == "20:00-24:00"
    assert span(calendar, 22 * HOUR, DAY + 2 * HOUR) == "22:00-02:00"


def test_hours_of_other_days_are_named_where_the_day_has_none():
    inputs = inputs_of([household(1)], [visit(1)], [shift("A"), shift("A", day=1)], days=4)
    windows = [(DAY * k + 9 * HOUR, DAY * k + 10 * HOUR) for k in (1, 2, 3)]
    today, tomorrow = inputs.shifts
    assert hours_on(inputs, windows, tomorrow) == "its hours that day are 09:00-10:00"
    assert hours_on(inputs, windows, today) == (
        "it has no hours that day, but on Tue 1 Dec 09:00-10:00, Wed 2 Dec 09:00-10:00, "
        "Thu 3 Dec 09:00-10:00"
    )
    assert hours_on(inputs, [], today) == "it has no hours in this plan"


def test_a_night_shift_has_the_hours_of_its_night():
    night = shift("A", begin=22 * HOUR, end=30 * HOUR)
    inputs = inputs_of([household(1)], [visit(1)], [night], days=2)
    windows = [(DAY + HOUR, DAY + 2 * HOUR), (DAY + 9 * HOUR, DAY + 10 * HOUR)]
    assert hours_on(inputs, windows, night) == "its hours that day are 01:00-02:00"


def test_people_are_named_by_id_and_name_if_they_have_one():
    homes = [household(1, name="Maria <b>Costa</b>"), household(2, name=" ")]
    officers = [officer("A", name="Ricardo Sousa"), officer("B", name="B")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("AB")], officers=officers)
    assert visit_name(inputs, "v1") == "v1 (Maria <b>Costa</b>)"
    assert visit_name(inputs, "v2") == "v2"
    assert visit_name(inputs, "gone") == "gone"
    assert officers_name(inputs, ("A", "B")) == "Officer A (Ricardo Sousa) and Officer B"


def test_figures_to_be_added_up_are_exact():
    assert [exact_hours(seconds) for seconds in (1234, 36_005, -61)] == [
        "0:20:34",
        "10:00:05",
        "-0:01:01",
    ]
