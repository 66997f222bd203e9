"""Calls of spare time on rounds booked by what is expected at their doors."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routeplan.model.inputs import Inputs, Policy, Priority
from routeplan.model.round_booking import Booking
from tests.planning.risk.test_stated_risk import planned
from tests.stations import HOUR, household, inputs_of, officer, shift, visit

PRIORITIES = (Priority.LOW, Priority.LOW, Priority.NORMAL, Priority.HIGH)


def far_flung(random: Random) -> Inputs:
    """Two short shifts, and homes so far off that many are called on in spare time only."""
    count = random.choice((8, 12, 16, 24))
    policy = Policy(
        chance_given=random.choice((0.1, 0.3, 0.6)),
        booking=Booking(),
        keep_free=random.choice((0.1, 0.2, 0.3)),
    )
    homes = [
        household(n, "Mo-Su 08:00-20:00", place=n * random.choice((1, 10, 25)))
        for n in range(1, count + 1)
    ]
    calls = [
        replace(visit(n, random.choice((10, 20, 40))), priority=random.choice(PRIORITIES))
        for n in range(1, count + 1)
    ]
    shifts = [
        shift(name, begin=begin * HOUR, end=(begin + random.choice((2, 3, 4))) * HOUR)
        for name, begin in (("A", 9), ("B", 10))
    ]
    inputs = inputs_of(homes, calls, shifts, policy=policy)
    return replace(inputs, officers=(officer("A"), officer("B")))


@pytest.mark.parametrize("seed", range(56, 66))
def test_they_leave_a_round_that_a_visit_worth_its_way_makes_too_busy(seed: int) -> None:
    plan = planned(far_flung(Random(seed)), seed)  # judged: it raises else
    assert plan.visits_made
