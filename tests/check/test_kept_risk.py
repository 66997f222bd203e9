"""Rounds that are late more often than is stated, and promises that doors put at risk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.model.inputs import Priority
from routeplan.model.round_booking import Booking
from tests.check import changes as c
from tests.check.changes import Broken, Change, Judged, assert_breaks_only_its_rule
from tests.check.sound import at, sound
from tests.stations import HOUR, MINUTE

RULE = "in-time"


def states(booking: Booking | None) -> Change:
    """The chief states a risk; the visits are booked at full length all the same."""

    def change(judged: Judged) -> Judged:
        policy = replace(judged.inputs.policy, booking=booking)
        return replace(judged, inputs=replace(judged.inputs, policy=policy))

    return change


def says(late_stops: float | None, late_day: float | None) -> Change:
    """Every round says that it is late so often."""

    def change(judged: Judged) -> Judged:
        for route in judged.plan.routes:
            judged = c.route(route.shift, late_stops=late_stops, late_day=late_day)(judged)
        return judged

    return change


BOOKED = c.all_of(states(Booking()), c.plan(booking=Booking()), says(0.0, 0.001))
"""No round of the sound plan is late: all have hours to spare."""

# v4b begins at 12:00 at the earliest and takes 10 minutes, the way back 8; one visit of four takes
# more than 12 minutes, and 0.85 of all doors open
ENDS_SOON = c.all_of(
    c.works("A/2", end=at(12, 20, 2)),
    c.route("A/2", end=at(12, 20, 2)),
)

BROKEN = [
    Broken(
        RULE,
        "another risk than the chief's",
        c.all_of(BOOKED, c.plan(booking=Booking(late_stops=0.5))),
        ("booked with another risk",),
    ),
    Broken(
        RULE, "a risk that nobody stated", c.plan(booking=Booking()), ("booked with another risk",)
    ),
    Broken(
        RULE,
        "back late too often",
        c.all_of(BOOKED, ENDS_SOON),
        ("A/2", "% days back after the shift's end, 5.0% at most"),
    ),
    Broken(
        RULE,
        "late often, and said to be less",
        c.all_of(
            BOOKED,
            ENDS_SOON,
            states(Booking(late_days=0.4)),
            c.plan(booking=Booking(late_days=0.4)),
        ),
        ("A/2", "% days back after the shift's end, the plan says 0.001"),
    ),
    Broken(
        RULE,
        "nothing said",
        c.all_of(BOOKED, c.route("A/0", late_stops=None)),
        ("A/0", "0.0% stops out of time, the plan says None"),
    ),
    Broken(
        # the door of v1 opens for 10 minutes or more on every fourth day; v2 then begins at 9:14
        RULE,
        "a span that is over too soon",
        c.all_of(
            BOOKED,
            c.stop("A/0", 1, earliest=at(9, 6), latest=at(9, 6)),
            c.asks("v1", length_spread=0.6),
        ),
        ("A/0 · v2", "after its booked time on one day of 20"),
    ),
]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_round_that_is_late_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_a_round_is_judged_alike_wherever_it_stands_in_the_plan() -> None:
    judged = c.all_of(BOOKED, ENDS_SOON)(sound())
    turned = replace(
        judged,
        inputs=replace(judged.inputs, shifts=judged.inputs.shifts[::-1]),
        plan=replace(judged.plan, routes=judged.plan.routes[::-1]),
    )
    late = [str(violation) for violation in judged.violations()]
    assert late
    assert [str(violation) for violation in turned.violations()] == late


def test_a_sound_plan_is_in_time() -> None:
    assert BOOKED(sound()).violations() == []


def test_a_stop_out_of_time_is_passed_by_and_counted() -> None:
    # v9 takes 10 minutes and is left at 11:52; the door of v4b closes two minutes after that
    late = c.all_of(BOOKED, ENDS_SOON, c.asks("v9", length_spread=1.0))
    found = [str(violation) for violation in late(sound()).violations()]
    assert any("stops out of time" in message for message in found)


def test_a_promise_is_made_whatever_the_risk() -> None:
    # both visits of A/2 are promised: nothing can go out for the risk of theirs
    promised = c.all_of(
        BOOKED,
        ENDS_SOON,
        says(0.0, 0.25),
        *(
            c.all_of(
                c.asks(name, priority=Priority.MUST),
                # 360 minutes' worth, of which what the chance leaves is lost; 30 minutes a day
                c.stop("A/2", k, lost_chance=lost * MINUTE, later_day=60 * MINUTE),
            )
            for k, (name, lost) in enumerate((("v9", 180), ("v4b", 54)))
        ),
        c.added_up,
    )
    assert [str(violation) for violation in promised(sound()).violations()] == []


def test_a_promise_that_an_open_door_would_break_is_found() -> None:
    # the crew's pair v5 is booked for a minute though it takes ten: the appointment v6 at 14:00
    # then begins behind its ten minutes of leeway, were the whole visit made
    def booked_short(judged: Judged) -> Judged:
        times = list(judged.times)
        times[5] = replace(times[5], booked=MINUTE)
        judged = replace(judged, times=tuple(times))
        begin = at(13, 57, 1)
        stops = c.all_of(
            c.stop(
                *("D+E/1", 0),
                arrive=at(9, 10, 1),
                begin=begin,
                end=begin + MINUTE,
                length=10 * MINUTE,
            ),
            c.stop("D+E/1", 1, arrive=at(14, 0, 1)),
        )
        return stops(judged)

    judged = c.all_of(BOOKED, booked_short)(sound())
    judged = replace(
        judged,
        inputs=replace(
            judged.inputs,
            visits=tuple(
                replace(visit, appointment=replace(visit.appointment, tolerance_seconds=5 * MINUTE))
                if visit.appointment
                else visit
                for visit in judged.inputs.visits
            ),
        ),
    )
    judged = c.stop("D+E/1", 1, window_begin=at(13, 55, 1), window_end=at(14, 15, 1))(judged)
    found = [str(violation) for violation in judged.violations() if violation.rule == RULE]
    assert any(
        "v6" in message and "if every door before it opened" in message for message in found
    ), found


def test_a_round_under_way_is_not_judged_by_the_risk() -> None:
    late = c.all_of(BOOKED, ENDS_SOON)(sound())
    under_way = replace(late, plan=replace(late.plan, known_until=at(9, 0, 2) + HOUR))
    assert under_way.violations() == []
