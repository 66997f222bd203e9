"""Dates promised, and calls made because a shift has time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.model.inputs import Appointment, Priority
from tests.check import changes as c
from tests.check.changes import Broken, Change, Judged, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, sound
from tests.stations import HOUR, MINUTE, MONDAY

SUNDAY = MONDAY - timedelta(days=1)


def late(days: int, *changes: Change) -> Change:
    """Changes, with v9 said to be so many days late, and the totals that follow."""
    return c.all_of(*changes, c.stop("A/2", 0, days_late=days), c.added_up)


LATE = "deadlines"
DEADLINES = [
    Broken(
        LATE,
        "late, but not said",
        c.asks("v9", latest=MONDAY),
        ("A/2 · v9", "2 days behind its latest date, not 0"),
    ),
    Broken(
        LATE,
        "in time, but called late",
        late(1, c.asks("v9", latest=MONDAY + timedelta(days=2))),
        ("A/2 · v9", "0 days behind its latest date, not 1"),
    ),
    Broken(
        LATE,
        "no date promised",
        late(1),
        ("A/2 · v9", "0 days behind its latest date, not 1"),
    ),
    Broken(
        LATE,
        "a day too few",
        late(1, c.asks("v9", latest=MONDAY)),
        ("A/2 · v9", "2 days behind its latest date, not 1"),
    ),
]


def keeps_free(share: float) -> Change:
    """The chief keeps that part of each shift free of calls of spare time."""

    def change(judged: Judged) -> Judged:
        policy = replace(judged.inputs.policy, keep_free=share)
        return replace(judged, inputs=replace(judged.inputs, policy=policy))

    return change


SPARE = "spare-calls"
SPARE_CALLS = [
    Broken(
        SPARE,
        "a must visit",
        c.all_of(
            c.asks("v9", priority=Priority.MUST),
            # 360 minutes' worth, half of it lost; 30 minutes for each of two days
            c.stop("A/2", 0, spare=True, lost_chance=180 * MINUTE, later_day=60 * MINUTE),
            c.added_up,
        ),
        ("A/2 · v9", "it is a promise, not a call in spare time"),
    ),
    Broken(
        SPARE,
        "an appointment",
        c.stop("D+E/1", 1, spare=True),
        ("D+E/1 · v6", "it is a promise, not a call in spare time"),
    ),
    Broken(
        # A/2 is busy for 36 of the 480 minutes of its shift
        SPARE,
        "fuller than may be",
        c.all_of(keeps_free(0.926), c.stop("A/2", 0, spare=True)),
        ("A/2", "fill more than all but 93 % of the shift"),
    ),
]

BROKEN = [*DEADLINES, *SPARE_CALLS]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_wrong_date_or_call_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


@pytest.mark.parametrize(
    ("latest", "days"),
    [(MONDAY, 2), (TUESDAY, 1), (MONDAY + timedelta(days=2), 0), (MONDAY + timedelta(days=9), 0)],
)
def test_a_visit_made_behind_its_latest_date_is_a_promise_missed(latest, days: int) -> None:
    # v9 is made on Wednesday, the third day
    judged = late(days, c.asks("v9", latest=latest))(sound())
    assert judged.violations() == []
    assert judged.plan.totals.promises_missed == 2 + (days > 0)


def test_a_latest_date_before_the_plan_was_missed_before_it_but_is_urgent() -> None:
    # each later day costs 120 minutes then; v9 is two days later
    judged = c.asks("v9", latest=SUNDAY)(sound())
    urgent = c.all_of(c.stop("A/2", 0, later_day=240 * MINUTE), c.added_up)
    assert urgent(judged).violations() == []
    assert {violation.rule for violation in judged.violations()} == {"later-days"}


def test_an_appointment_behind_a_latest_date_is_no_promise_missed() -> None:
    appointment = Appointment(TUESDAY, 14 * HOUR, 10 * MINUTE, officer="D")
    judged = c.asks("v6", appointment=appointment, latest=MONDAY)(sound())
    assert judged.violations() == []


@pytest.mark.parametrize(
    ("change", "share"),
    [
        pytest.param(c.stop("A/2", 0, spare=True), 0.9249, id="36 of 480 minutes are 7.5 %"),
        # 30 of the 480 minutes are the break; 56 of 450 are spent on ways and visits
        pytest.param(c.stop("A/0", 0, spare=True), 0.8755, id="56 of 450 minutes beside a break"),
        pytest.param(lambda judged: judged, 1.0, id="no calls of spare time at all"),
    ],
)
def test_calls_of_spare_time_leave_free_what_is_kept_free(change: Change, share: float) -> None:
    assert c.all_of(keeps_free(share), change)(sound()).violations() == []


def test_a_break_takes_from_the_time_that_may_be_filled() -> None:
    # 56 of 450 minutes are 12.44 %; of 480 they would be 11.67 %
    fuller = c.all_of(keeps_free(0.88), c.stop("A/0", 0, spare=True))
    assert {violation.rule for violation in fuller(sound()).violations()} == {"spare-calls"}
