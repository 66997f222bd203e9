"""When a station is cut into regions, and into how many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.planning.regions.limits import USUAL, Limits, parts_of, table_bytes
from tests.planning.regions.towns import town

INPUTS = town(1, homes=90, officers=6, days=3, plain=True)  # 46 places, 18 shifts


@pytest.mark.parametrize(
    ("limits", "parts"),
    [
        pytest.param(USUAL, 1, id="a usual station"),
        pytest.param(Limits(visits=90), 1, id="just small enough"),
        pytest.param(Limits(visits=89, region_visits=89, region_officers=1), 2, id="one too many"),
        pytest.param(Limits(visits=0, region_visits=30, region_officers=1), 3, id="by visits"),
        pytest.param(Limits(visits=0, region_visits=1, region_officers=1), 6, id="by officers"),
        pytest.param(Limits(visits=0, region_visits=1, region_officers=4), 1, id="few officers"),
        pytest.param(
            Limits(table_bytes=31_507, region_visits=45, region_officers=1),
            2,
            id="tables too large",
        ),
        pytest.param(
            Limits(table_bytes=31_508 // 16, region_officers=1), 5, id="tables far too large"
        ),
        pytest.param(
            Limits(table_bytes=31_508, region_visits=45, region_officers=1), 1, id="they fit"
        ),
    ],
)
def test_parts_follow_from_visits_officers_and_tables(limits: Limits, parts: int) -> None:
    assert parts_of(INPUTS, limits) == parts


def test_tables_are_of_places_by_places_and_visits_by_shifts() -> None:
    # one mode, 46 x 46 places at 8 bytes = 16,928; 90 visits x 18 shifts at 9 = 14,580
    assert table_bytes(INPUTS) == 16_928 + 14_580
    assert table_bytes(replace(INPUTS, shifts=())) == 0
