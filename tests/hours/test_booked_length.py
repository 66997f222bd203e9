"""How much of a shift a visit is booked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from routeplan.hours.booked_length import (
    ENOUGH_ENTRIES,
    WAY_SECONDS,
    margin_seconds,
    with_round_length,
)
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import (
    Appointment,
    Done,
    Inputs,
    Policy,
    Priority,
    ShiftBreak,
)
from routeplan.model.learned import CELLS, Learned
from routeplan.model.round_booking import USUAL_SPREAD, Booking, DoorTimes
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

ALL_DAY = (("Mo-Su 08:00-20:00", 0.5),)


def station(availability: str = "", *, booking: Booking | None = None, **more: Any) -> Inputs:
    """One visit of 15 minutes; somebody opens half the time."""
    policy = Policy(visiting_hours=ALL_DAY, booking=booking or Booking(), chance_given=0.5)
    homes = [household(1, availability)]
    return inputs_of(homes, [visit(1, 15, **more)], [shift("A")], policy=policy)


def learned(inputs: Inputs, entry: int = ENOUGH_ENTRIES) -> Inputs:
    """With something learned about the household, though nothing of weight."""
    return replace(inputs, learned=Learned(entry, {"h1": (0.0,) * (CELLS - 1) + (0.01,)}))


def booked(inputs: Inputs) -> int | None:
    return visit_times(inputs)[0].booked


def test_what_is_expected_and_a_margin() -> None:
    door = DoorTimes(0.5, 120, 900, USUAL_SPREAD)
    margin = margin_seconds(door, Booking())
    assert 60 < margin < 150
    length = booked(station("Mo-Su 08:00-20:00"))
    assert length is not None
    assert door.mean + margin <= length < door.mean + margin + 1


def test_the_chance_is_the_mean_of_the_hours() -> None:
    # half an hour of starts at 0.9, an hour and a half at 0.1: 0.3 on the mean
    policy = Policy(
        visiting_hours=(("Mo-Su 10:00-10:30", 0.9), ("Mo-Su 10:30-12:15", 0.1)), booking=Booking()
    )
    inputs = replace(station(), policy=policy)
    door = DoorTimes(0.3, 120, 900, USUAL_SPREAD)
    expected = door.mean + margin_seconds(door, Booking())
    assert booked(learned(inputs)) == pytest.approx(expected, abs=1.5)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"priority": Priority.MUST}, id="a must"),
        pytest.param({"latest": MONDAY}, id="its latest date comes"),
        pytest.param({"officers_needed": 2}, id="two officers"),
        pytest.param({"appointment": Appointment(MONDAY, 10 * HOUR, 600)}, id="an appointment"),
        pytest.param({"done": Done(10 * HOUR, 0.5)}, id="made already"),
    ],
)
def test_promises_and_pairs_have_their_full_length(more: dict[str, Any]) -> None:
    assert booked(station("Mo-Su 08:00-20:00", **more)) is None


def test_a_date_behind_the_plan_is_no_promise_of_it() -> None:
    later = MONDAY + timedelta(days=1)
    assert booked(station("Mo-Su 08:00-20:00", latest=later)) is not None


def test_chances_that_nobody_has_seen_book_nothing() -> None:
    assert booked(station()) is None, "as set for everybody, and no log"
    assert booked(learned(station(), ENOUGH_ENTRIES - 1)) is None, "too short a log"
    assert booked(learned(station())) is not None
    elsewhere = replace(station(), learned=Learned(ENOUGH_ENTRIES))
    assert booked(elsewhere) is None, "nothing learned of this home"


def test_without_a_booking_everything_has_its_full_length() -> None:
    inputs = station("Mo-Su 08:00-20:00")
    full = replace(inputs, policy=replace(inputs.policy, booking=None))
    assert booked(full) is None


def test_a_door_that_nearly_always_opens_is_booked_in_full() -> None:
    inputs = station("Mo-Su 08:00-20:00")
    assert booked(replace(inputs, policy=replace(inputs.policy, chance_given=0.95))) is None


def test_less_risk_and_shorter_rounds_ask_for_more() -> None:
    door = DoorTimes(0.5, 120, 900, USUAL_SPREAD)
    usual = margin_seconds(door, Booking())
    assert margin_seconds(door, Booking(late_stops=0.005)) > 1.3 * usual
    assert margin_seconds(door, Booking(round_seconds=2 * HOUR)) > usual
    assert margin_seconds(DoorTimes(1.0, 120, 900, 0.0), Booking()) == 0, "a sure door"


def test_a_margin_leaves_about_the_risk() -> None:
    # what is beyond the margins of a whole round of doors is worth 2 % of its stops
    door, booking = DoorTimes(0.5, 120, 900, 0.0), Booking()
    doors = round(booking.round_seconds / (door.mean + WAY_SECONDS))
    drawn = np.random.default_rng(3).random((100_000, doors)) < 0.5
    taken = np.where(drawn, 900, 120).sum(axis=1)
    beyond = taken - doors * (door.mean + margin_seconds(door, booking))
    late = np.maximum(beyond, 0).mean() / (door.mean + WAY_SECONDS) / doors
    assert late == pytest.approx(0.02, rel=0.1)


def test_a_round_is_as_long_as_the_stations_shifts() -> None:
    shifts = [
        shift("A", end=13 * HOUR),
        shift("B", pause=ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)),
    ]
    inputs = replace(station(), shifts=tuple(shifts))
    booking = with_round_length(inputs).policy.booking
    assert booking is not None
    assert booking.round_seconds == (4 * HOUR + 7.5 * HOUR) / 2
    assert with_round_length(replace(inputs, shifts=())) == replace(inputs, shifts=())
