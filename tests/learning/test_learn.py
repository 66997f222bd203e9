"""What a plan gets from the log: chances, failed hours, lengths.

Tests ``learning/learned_figures.py``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from routeplan.hours.windows import visit_times
from routeplan.learning.evidence import Evidence
from routeplan.learning.learn import Learning, learn, with_learned
from routeplan.learning.learned_figures import GroupTold, HourTold, told_of
from routeplan.model.inputs import Inputs, Policy, Visit
from routeplan.model.learned import PARTS, cell_of
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift

POLICY = Policy(visiting_hours=(("Mo-Fr 08:00-10:00", 0.5), ("Mo-Fr 10:00-16:00", 0.3)))
LAST_MONDAY = MONDAY - timedelta(days=7)
NINE = cell_of(0, 9)


def station(*availability: str, policy: Policy = POLICY, given: bool = False) -> Inputs:
    """A household for each text, in a street of its own; visits of 15 minutes."""
    homes = [
        household(number, hours, address=f"{'ABCDEFG'[number]}-street 1")
        for number, hours in enumerate(availability, start=1)
    ]
    visits = [Visit(home.id, home.id, 15 * MINUTE, seconds_given=given) for home in homes]
    return inputs_of(homes, visits, [shift()], policy=policy)


def call(household: int, at: float | None, result: str = "out", **more: Any) -> tuple:
    """A row of the log: at that hour of the Monday before, unless ``days`` later."""
    day = LAST_MONDAY + timedelta(days=more.get("days", 0))
    seconds = None if at is None else round(HOUR * at)
    minutes = more.get("minutes")
    lasted = None if minutes is None else minutes * MINUTE
    return f"h{household}", str(day), seconds, result, lasted, int(more.get("promised", False))


def learned(inputs: Inputs, *rows: tuple, kinds: dict[str, str] | None = None) -> Learning:
    return learn(inputs, Evidence(len(rows), rows), kinds or {}, usual=15 * MINUTE)


def test_without_results_nothing_changes_but_that_it_was_asked_for():
    inputs = station("", "Mo 09:00-12:00")
    found = with_learned(learned(inputs))
    assert found.learned is not None
    assert (found.learned.entry, dict(found.learned.shifts), dict(found.learned.failed)) == (
        0,
        {},
        {},
    )
    assert found.visits == inputs.visits
    assert visit_times(found) == visit_times(inputs)


def test_one_shut_door_lowers_its_own_hour_most_and_its_street_not_at_all():
    """h1 was out at nine, where 0.5 is set. Station, 30 calls: 0.5 - 0.5 / 31 = 0.4839.

    Own: strength 4, no pairs; 0.4839 - 0.4839 / 5 = 0.3871, so the shift is -0.1129. h2 shares the
    station's -0.0161 only: in another street, building and without a kind.
    """
    shifts = with_learned(learned(station("", ""), call(1, 9))).learned.shifts
    assert shifts["h1"][NINE] == pytest.approx(-0.1129)
    assert shifts["h2"][NINE] == pytest.approx(-0.0161)
    assert shifts["h1"][cell_of(0, 12)] == pytest.approx(-0.4839 * 0.5 / 4.5, abs=1e-4)
    assert shifts["h2"][cell_of(0, 12)] == 0


def test_neighbours_of_a_kind_learn_from_each_other():
    """h2 is of h1's kind, h3 of none: the kind, 50 calls, gives -0.4839 / 51 on top at nine."""
    kinds = {"h1": "family", "h2": "family"}
    shifts = with_learned(learned(station("", "", ""), call(1, 9), kinds=kinds)).learned.shifts
    assert shifts["h2"][NINE] - shifts["h3"][NINE] == pytest.approx(-0.4839 / 51, abs=1e-4)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(call(1, None), id="nobody knows when"),
        pytest.param(call(1, 9, promised=True), id="promised: whoever waits opens"),
        pytest.param(call(1, 19), id="outside the visiting hours"),
        pytest.param(call(1, 9, "moved"), id="moved away"),
    ],
)
def test_what_says_nothing_of_the_hour_is_not_counted(told):
    found = learned(station(""), told)
    assert not found.counted.any()
    assert not with_learned(found).learned.shifts


def test_hours_given_are_learned_apart_from_the_stations():
    """h1 gave 9 to 10 and was out then: 0.85 is set. h2 gave none and hears nothing of it."""
    found = learned(station("Mo-Fr 09:00-10:00", ""), call(1, 9.5))
    shifts = with_learned(found).learned.shifts
    assert found.as_set.tolist() == [0.85]
    assert shifts["h1"][NINE] < -0.15
    assert "h2" not in shifts


def test_a_call_outside_the_hours_given_since_speaks_of_the_stations_hours():
    found = learned(station("Mo-Fr 14:00-15:00"), call(1, 9))
    assert found.as_set.tolist() == [0.5]
    assert "h1" not in with_learned(found).learned.shifts


EARLY, MORNING, NOON, AFTERNOON, LATER = (
    frozenset(range(first, until)) for first, until in PARTS
)  # of weekdays, whose cells are the hours


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        pytest.param([call(1, 9)], EARLY, id="the last call failed"),
        pytest.param([call(1, 11), call(1, 9, days=1)], EARLY, id="the last of two"),
        pytest.param([call(1, 9), call(1, 11, "met", days=1)], None, id="somebody was met since"),
        pytest.param([call(1, 9), call(1, None, days=1)], None, id="the last at a time unknown"),
        pytest.param([call(1, 9, promised=True)], EARLY, id="also at a promised time"),
        pytest.param([call(1, 9), call(1, 9, "moved", days=1)], None, id="others live there now"),
        # the third call in vain: every part that was tried is left out for those that were not
        pytest.param(
            [call(1, 12), call(1, 9, days=1), call(1, 12, days=2)],
            EARLY | NOON,
            id="those tried after three calls",
        ),
        # all five were tried, noon twice; early was the last
        pytest.param(
            [
                *(call(1, hour, days=day) for day, hour in enumerate((12, 10, 15))),
                *(call(1, hour, days=7 + day) for day, hour in enumerate((18, 12, 9))),
            ],
            EARLY | NOON,
            id="the one tried most, and the last",
        ),
    ],
)
def test_the_part_of_the_day_is_known_in_which_nobody_opened(rows, failed):
    assert with_learned(learned(station(""), *rows)).learned.failed.get("h1") == failed


def test_where_no_other_part_of_the_day_can_be_had_only_the_last_one_is_avoided():
    """Home from 9 to 12 only, early and in the morning: both were tried, the morning last."""
    rows = [call(1, 9), call(1, 11, days=1), call(1, 9, days=2), call(1, 11, days=3)]
    home = station("Mo-Fr 09:00-12:00")
    assert with_learned(learned(home, *rows)).learned.failed.get("h1") == MORNING


def lengths_of(inputs: Inputs, *rows: tuple) -> list[float]:
    return [visit.seconds / MINUTE for visit in with_learned(learned(inputs, *rows)).visits]


THIRTY = [call(1, 9, "entered", minutes=30, days=day) for day in range(6)]
"""The usual 15 minutes are a mean, their median is 13.6. Station: (10 x 13.6 + 6 x 30) / 16 = 19.8;
no kinds; h1 itself: (3 x 19.8 + 180) / 9 = 26.6. Means are 1.08 times as long."""


def test_visits_last_as_long_as_they_did():
    assert lengths_of(station("", ""), *THIRTY) == [29, 21]


def test_a_length_in_the_tables_wins():
    assert lengths_of(station("", given=True), *THIRTY) == [15]


@pytest.mark.parametrize(
    ("hours", "quiet", "minutes"),
    [
        pytest.param("Mo 09:00-09:24", "", 24, id="the longest window given"),
        pytest.param("Mo 09:00-09:10", "", 15, id="as set, where not even that fits"),
        pytest.param("Mo 09:00-10:00", "Mo-Su 09:22-20:00", 22, id="down to the quiet hours"),
    ],
)
def test_a_visit_never_outgrows_the_hours_given(hours, quiet, minutes):
    policy = Policy(visiting_hours=POLICY.visiting_hours, quiet_hours=quiet)
    assert lengths_of(station(hours, policy=policy), *THIRTY) == [minutes]


def test_shorter_visits_are_planned_shorter():
    """Median (10 x 13.6 + 1) / 11 = 12.5; (3 x 12.5 + 1) / 4 = 9.6; and such lengths vary: 11.9."""
    rows = [call(1, 9, "met", minutes=1)]
    assert lengths_of(station("Mo 09:00-09:10"), *rows) == [12]


def test_the_station_is_told_by_hour_and_hours_given_in_one():
    """Nine: met 1 of 2, 0.5 set, learned 0.5; ten: out, 0.3 - 0.3 / 31 = 0.29; given: 0.85 is set,
    out, 0.85 - 0.85 / 31 = 0.823."""
    rows = [call(1, 9), call(2, 9, "met"), call(1, 10), call(3, 9)]
    told = told_of(learned(station("", "", "Mo 09:00-12:00"), *rows))
    assert (told.entry, told.calls, told.counted) == (4, 4, 4)
    assert [(hour.days, hour.hour) for hour in told.hours] == [
        *(("Mo-Fr", hour) for hour in range(8, 16)),
        ("as given", None),
    ]
    assert told.hours[1] == HourTold("Mo-Fr", 9, 2, 1, 0.5, pytest.approx(0.5))
    assert told.hours[2] == HourTold("Mo-Fr", 10, 1, 0, pytest.approx(0.3), pytest.approx(9 / 31))
    assert told.hours[8] == HourTold("as given", None, 1, 0, 0.85, pytest.approx(0.85 * 30 / 31))


def test_groups_of_three_households_are_told_and_smaller_ones_are_not():
    """Three families: 2 hours at 0.5 and 6 at 0.3 are 0.35 at the mean. One lives alone.

    The sixth of the six is a Saturday, for which no visiting hours are set.
    """
    kinds = {"h1": "family", "h2": "family", "h3": "family", "h4": "alone"}
    found = learned(station(*[""] * 4), *THIRTY, call(2, 9), call(4, 9), kinds=kinds)
    (told,) = told_of(found).groups
    assert told == GroupTold(
        "kind", "family", 3, 6, 5, pytest.approx(0.35), told.chance_learned, told.minutes, 6
    )
    assert told.chance_learned > 0.35
    # Station 19.8 minutes, then (10 x 19.8 + 6 x 30) / 16 = 23.6, of which the mean is 25.4.
    assert told.minutes == 25.4


def test_streets_and_buildings_are_told_too():
    homes = [household(k, address=f"Mill Lane 1 as. {k}", place=1) for k in (1, 2, 3)]
    inputs = inputs_of(homes, [Visit(home.id, home.id, 900) for home in homes], [shift()])
    told = told_of(learned(inputs, call(1, 9)))
    assert [(group.what, group.name) for group in told.groups] == [
        ("street", "Mill Lane"),
        ("building", "Mill Lane 1"),
    ]
    assert told.strengths.keys() == {"station", "kind", "street", "building", "household"}
