"""Time at the station within a round: on Tuesday the crew has from 9:20 to 14:00 for 22 minutes."""

from __future__ import annotations

import pytest

from routeplan.model.plan import StationStay
from tests.check import changes as c
from tests.check.changes import Broken, assert_breaks_only_its_rule
from tests.check.sound import at, sound

STAYS = "station-stays"


def stay(there: int, leave: int, *, of: str = "D+E/1", stop: int = 1) -> c.Change:
    return c.stop(of, stop, stay=StationStay(there, leave))


BROKEN = [
    Broken(
        STAYS,
        "ten minutes from h5, not nine",
        stay(at(9, 29, 1), at(13, 48, 1)),
        ("D+E/1 · v6", "from 09:29 to 13:48 nobody can be at the station before v6"),
    ),
    Broken(STAYS, "too late for h6", stay(at(9, 30, 1), at(13, 49, 1)), ("D+E/1 · v6", "13:49")),
    Broken(STAYS, "no time", stay(at(12, 0, 1), at(12, 0, 1)), ("D+E/1 · v6",)),
    Broken(STAYS, "back before", stay(at(13, 0, 1), at(12, 0, 1)), ("D+E/1 · v6",)),
    Broken(
        STAYS,
        "before the first stop",
        stay(at(9, 0, 1) - 60, at(9, 0, 1), stop=0),
        ("D+E/1 · v5",),
    ),
    Broken(
        STAYS,
        "on the break",
        stay(at(9, 40), at(12, 20), of="A/0", stop=2),
        ("A/0 · v4a", "from 09:40 to 12:20 nobody can be at the station"),
    ),
]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_wrong_stay_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_a_stay_within_both_ways_is_true() -> None:
    assert stay(at(9, 30, 1), at(13, 48, 1))(sound()).violations() == []
    assert stay(at(10, 0, 1), at(11, 0, 1))(sound()).violations() == []
