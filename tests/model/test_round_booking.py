"""The risk of a booking, and how long a door takes."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.model.round_booking import Booking, DoorTimes


def test_a_door_without_spread_is_one_of_two_lengths() -> None:
    door = DoorTimes(0.25, 120, 900, 0.0)
    assert door.mean == pytest.approx(0.25 * 900 + 0.75 * 120)
    assert door.variance == pytest.approx(0.25 * 0.75 * 780**2)


def test_mean_and_variance_are_those_of_the_distribution() -> None:
    random, door = np.random.default_rng(1), DoorTimes(0.6, 120, 900, 0.4)
    taken = 900 * np.exp(0.4 * random.standard_normal(400_000) - 0.4**2 / 2)
    drawn = np.where(random.random(400_000) < 0.6, taken, 120)
    assert door.mean == pytest.approx(drawn.mean(), rel=0.005)
    assert door.variance == pytest.approx(drawn.var(), rel=0.01)


@pytest.mark.parametrize("wrong", [(0.0, 0.05), (0.02, 1.0), (-0.1, 0.05)])
def test_a_risk_is_a_share(wrong: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Booking(*wrong)
    with pytest.raises(ValueError, match="takes time"):
        Booking(round_seconds=0)
