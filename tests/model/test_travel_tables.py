"""One way asked of the tables at a time, as a judge does."""

from __future__ import annotations

import numpy as np

from routeplan.model.travel_tables import NO_WAY, KnownWays, Mode, TravelTables


def test_a_way_is_asked_by_mode_in_its_direction() -> None:
    seconds = np.full((2, 2, 2), NO_WAY, np.int32)
    metres = seconds.copy()
    seconds[1, 0, 1], metres[1, 0, 1] = 90, 600
    tables: KnownWays = TravelTables((Mode.FOOT, Mode.CAR), seconds, metres, "streets")
    assert tables.between(Mode.CAR, 0, 1) == (90, 600)
    assert tables.between(Mode.CAR, 1, 0) == (NO_WAY, NO_WAY)
    assert tables.between(Mode.FOOT, 0, 1) == (NO_WAY, NO_WAY)
    assert (tables.source, tables.estimate) == ("streets", False)
