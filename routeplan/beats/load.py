"""How much work households make: visits due, and the travel to be expected for them."""

from __future__ import annotations

from collections import Counter

import numpy as np

from routeplan.beats.town import Floats, Ints
from routeplan.model.inputs import Inputs
from routeplan.model.plan import paid_seconds

ROUND_LEG = 0.7124 / 0.5
"""A leg of the shortest round over the way to the nearest neighbour, for many points spread at
random: 0.7124 (Beardwood, Halton & Hammersley 1959; the constant of Johnson & McGeoch 1996) and
0.5 times the square root of the area for each."""
USUAL_STOPS = 12.0
"""Stops of a round where nobody is on shift in this plan."""


def visits_due(inputs: Inputs) -> Ints:
    """``(h,)`` visits of each household in this plan."""
    due = Counter(visit.household for visit in inputs.visits)
    return np.array([due[household.id] for household in inputs.households], np.int64)


def work_at_doors(inputs: Inputs, legs: Floats) -> Floats:
    """``(h,)`` seconds of visits, and of the ways from place to place and from door to door.

    Households of a place share the leg that leads there.
    """
    due = visits_due(inputs)
    seconds = dict.fromkeys((household.id for household in inputs.households), 0)
    for visit in inputs.visits:
        seconds[visit.household] += visit.seconds
    place = np.array([household.place for household in inputs.households], np.int64)
    together = np.bincount(place[due > 0], minlength=len(inputs.places))[place]
    doors = np.maximum(together, 1)
    way = 60 * ROUND_LEG * legs[place] + (doors - 1) * inputs.policy.same_building_seconds
    visits = np.array([seconds[household.id] for household in inputs.households], np.float64)
    work: Floats = visits + due * way / doors
    return work


def stops_a_round(inputs: Inputs, work: Floats) -> float:
    """How many visits fill a shift, at the mean."""
    due = visits_due(inputs).sum()
    if not inputs.shifts or not due or not work.sum():
        return USUAL_STOPS
    paid = [paid_seconds(shift) for shift in inputs.shifts]
    return max(1.0, float(np.mean(paid) / (work.sum() / due)))
