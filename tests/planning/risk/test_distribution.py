"""How late a round may be, against days that are drawn, and against what can be counted.

Tests ``planning/risk/lateness_kernel.py``.
"""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from routeplan.model.round_booking import Booking, DoorTimes
from routeplan.planning.risk.distribution import round_risk
from routeplan.planning.risk.walked_round import NEVER_PASSED, WalkedRound, WalkedStop

WAY, LENGTH, SHUT = 120, 900, 120
DOOR = DoorTimes(0.5, SHUT, LENGTH, 0.0)


def walked(doors: list[DoorTimes], end: int, *, last: int | None = None) -> WalkedRound:
    """Doors two minutes apart, and from the station; each expected as its mean has it."""
    stops, free = [], 0.0
    for k, door in enumerate(doors):
        expected = round(free) + WAY
        until = end - WAY - door.length if last is None else last
        stops.append(
            WalkedStop(k, door, door.length, expected, 0, expected, until, WAY, firm=False)
        )
        free = expected + door.mean
    pairs = pairwise(stops)
    gaps = tuple(after.expected - before.expected - WAY for before, after in pairs)
    return WalkedRound(tuple(stops), gaps, end)


def counted(doors: int, end: int) -> tuple[float, float]:
    """(part of the stops out of time, part of the days late), by every way the doors can be."""
    out, late = 0, 0
    for opens in product((True, False), repeat=doors):
        now, passed = 0, 0
        for is_open in opens:
            if now + WAY + LENGTH + WAY > end:
                passed, now = passed + 1, now + WAY  # the officer walks on past the door
                continue
            now += WAY + (LENGTH if is_open else SHUT)
        out += passed
        late += now + WAY > end and not passed
    return out / (doors * 2**doors), late / 2**doors


@pytest.mark.parametrize("end", [5400, 6600, 7800])
def test_every_way_the_doors_can_be_is_counted(end: int) -> None:
    # ways and lengths are whole steps, so nothing is rounded
    risk = round_risk(walked([DOOR] * 10, end))
    out, late = counted(10, end)
    assert out > 0
    assert risk.late_stops == pytest.approx(out, abs=1e-9)
    assert risk.late_day == pytest.approx(late, abs=1e-9)


def test_lengths_that_vary_are_as_drawn() -> None:
    door = DoorTimes(0.6, SHUT, LENGTH, 0.3)
    random, days, end = np.random.default_rng(7), 60_000, 7200
    now, late = np.zeros(days), np.zeros(days, bool)
    passed = np.zeros(days)
    for _ in range(9):
        out = now + WAY + LENGTH + WAY > end
        taken = LENGTH * np.exp(0.3 * random.standard_normal(days) - 0.3**2 / 2)
        there = np.where(random.random(days) < 0.6, taken, SHUT)
        now = np.where(out, now, now + WAY + there)
        late |= now + WAY > end
        passed += out
    risk = round_risk(walked([door] * 9, end))
    assert risk.late_day == pytest.approx(late.mean(), abs=0.005)
    assert risk.late_stops == pytest.approx(passed.mean() / 9, abs=0.01)


def test_a_door_is_reached_by_its_latest_time_on_19_days_of_20() -> None:
    risk = round_risk(walked([DOOR] * 10, 20_000))
    # after nine doors: binomial(9, 1/2) is at most 7 on 98 % of days, at most 6 on 91 %
    assert risk.latest[9] == 10 * WAY + 7 * LENGTH + 2 * SHUT
    assert risk.latest[0] == WAY


def test_what_has_begun_is_known() -> None:
    whole = walked([DOOR] * 10, 6000)
    known = [
        WalkedStop(
            stop.visit,
            stop.door,
            stop.length,
            stop.expected,
            stop.opens,
            stop.booked,
            NEVER_PASSED,
            stop.home,
            firm=False,
            known=True,
        )
        for stop in whole.stops[:6]
    ]
    rest = WalkedRound((*known, *whole.stops[6:]), whole.gaps, whole.end)
    assert round_risk(rest).latest[6] < round_risk(whole).latest[6]
    assert round_risk(rest).out[:6] == (0.0,) * 6


def test_reserve_stops_are_tried_only_while_there_is_time_for_them() -> None:
    whole = walked([DOOR] * 10, 20_000)
    with_reserve = WalkedRound(whole.stops, whole.gaps, whole.end, DOOR, 120)
    later, plain = round_risk(with_reserve), round_risk(whole)
    assert all(a <= b for a, b in zip(plain.latest, later.latest, strict=True))
    # whoever tries one is at the next stop by its booked time: that is when each is expected here
    assert later.latest[9] < plain.latest[9] + LENGTH


def test_a_risk_holds_up_to_what_is_stated() -> None:
    risk = round_risk(walked([DOOR] * 10, 6600))
    assert not risk.holds(Booking())
    assert risk.excess(Booking()) > 0
    roomy = Booking(risk.late_stops, 0.99)
    assert risk.holds(roomy)
    assert risk.excess(roomy) == 0
