"""What all travel sources share."""

from __future__ import annotations

import numpy as np

from routeplan.model.inputs import Mode, TravelTables
from routeplan.travel.source import Journey, leg_of


def test_a_leg_has_the_figures_of_its_own_mode_and_direction() -> None:
    seconds = np.arange(8, dtype=np.int32).reshape(2, 2, 2)
    tables = TravelTables((Mode.FOOT, Mode.CAR), seconds, 10 * seconds, "streets")
    line = ((60.0, 24.0), (60.1, 24.1))
    # The second table is ((4, 5), (6, 7)); its second row, first column is 6.
    leg = leg_of(Journey(Mode.CAR, from_place=1, to_place=0), tables, line)
    assert (leg.seconds, leg.metres, leg.line) == (6, 60, line)


def test_a_leg_s_figures_are_plain_numbers_that_json_can_write() -> None:
    table = np.ones((1, 2, 2), np.int32)
    leg = leg_of(Journey(Mode.FOOT, 0, 1), TravelTables((Mode.FOOT,), table, table, "streets"))
    assert type(leg.seconds) is int
    assert type(leg.metres) is int
