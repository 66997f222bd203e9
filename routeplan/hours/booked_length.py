"""How much of a shift a visit is booked for, where half the doors stay shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, sqrt
from statistics import NormalDist

from routeplan.model.inputs import Inputs, Visit
from routeplan.model.plan import paid_seconds
from routeplan.model.round_booking import Booking, DoorTimes

WAY_SECONDS = 180
"""A usual way between two doors of a round."""
ENOUGH_ENTRIES = 50
"""So many rows the visit log has before chances learned from it fill rounds."""
Start = tuple[int, int, float]
_NORMAL = NormalDist()
_HALVINGS = 40


def booked_seconds(inputs: Inputs, visit: Visit, starts: Sequence[Start]) -> int | None:
    """How long a visit is booked for; None where that is its full length.

    Booked by its door is a visit whose chance is known: learned, or that of hours the resident
    gave. A promise, and whoever calls two officers to one door, has its full length.

    Parameters
    ----------
    starts
        First and last start, and the chance then: its mean over them counts, which is about what
        the visits of a round have that are made when it suits the round.
    """
    booking = inputs.policy.booking
    if booking is None or not starts or not _is_open_to_chance(inputs, visit):
        return None
    door = DoorTimes(
        _mean_chance(starts),
        min(inputs.policy.shut_door_seconds, visit.seconds),
        visit.seconds,
        visit.length_spread,
    )
    length = ceil(door.mean + margin_seconds(door, booking))
    return length if length < visit.seconds else None


def with_round_length(inputs: Inputs) -> Inputs:
    """The inputs whose booking knows how long the station's shifts are on the mean."""
    booking = inputs.policy.booking
    if booking is None or not inputs.shifts:
        return inputs
    paid = [paid_seconds(shift) for shift in inputs.shifts]
    length = max(round(sum(paid) / len(paid)), 1)
    return replace(
        inputs, policy=replace(inputs.policy, booking=replace(booking, round_seconds=length))
    )


def margin_seconds(door: DoorTimes, booking: Booking) -> float:
    """What a round of such doors needs for each beyond what is expected, to keep to its risk.

    Doors are independent, so the lateness at the end of many is about normal. What of it is beyond
    the margins is as many stops out of time as it is long. It need not be exact, for a plan is held
    to the risk itself (see ``routeplan.planning.risk``).
    """
    deviation, a_door = sqrt(door.variance), door.mean + WAY_SECONDS
    doors = max(booking.round_seconds / a_door, 1.0)
    if not deviation:
        return 0.0
    beyond = booking.late_stops * a_door * sqrt(doors) / deviation
    return _deviations(beyond) * deviation / sqrt(doors)


def _deviations(beyond: float) -> float:
    """Where a normal variable is beyond by so much on the mean, at least 0."""
    low, high = 0.0, 8.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _NORMAL.pdf(middle) - middle * (1 - _NORMAL.cdf(middle)) > beyond:
            low = middle
        else:
            high = middle
    return high if low else 0.0


def _mean_chance(starts: Sequence[Start]) -> float:
    weights = [last - first + 1 for first, last, _ in starts]
    return sum(w * chance for w, (_, _, chance) in zip(weights, starts, strict=True)) / sum(weights)


def _is_open_to_chance(inputs: Inputs, visit: Visit) -> bool:
    last = inputs.calendar.dates[-1]
    if visit.done or visit.officers_needed > 1 or visit.is_promised_by(last):
        return False
    if inputs.household(visit.household).availability:
        return True
    learned = inputs.learned
    return (
        learned is not None
        and learned.entry >= ENOUGH_ENTRIES
        and visit.household in learned.shifts
    )
