"""The questions a worker process answers, asked here directly."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.model.plan import Turn
from routeplan.travel import osrm_worker
from tests.travel.streets import coordinate_at


def point_at(east: float, north: float) -> osrm_worker.Point:
    """As OSRM wants it: longitude first."""
    where = coordinate_at(east, north)
    return where.longitude, where.latitude


def test_a_point_is_put_on_the_nearest_street_however_far(foot_network: Path) -> None:
    points = [point_at(100, 0), point_at(100, -12), point_at(100, -20_000)]
    near = osrm_worker.near(str(foot_network), points, 1)
    metres = [spots[0].metres for spots in near]
    assert metres == pytest.approx([0, 12, 20_000], abs=0.2, rel=0.001)
    assert {spots[0].name for spots in near} == {"Market Street"}
    # All three are on the street from A to B, at the same spot.
    assert len({(spots[0].at, spots[0].piece) for spots in near}) == 1


def test_spots_come_nearest_first_and_each_piece_of_a_way_once(foot_network: Path) -> None:
    (spots,) = osrm_worker.near(str(foot_network), [point_at(199, -10)], 6)
    metres = [spot.metres for spot in spots]
    assert metres == sorted(metres)
    assert len({spot.piece for spot in spots}) == len(spots) > 2


def test_a_table_is_between_spots_on_streets(foot_network: Path) -> None:
    # A, B and C are 200 m apart: 144 s at 5 km/h.
    points = [point_at(0, 0), point_at(200, 0), point_at(400, 0)]
    rows = osrm_worker.table(str(foot_network), points[1:], points)
    assert rows.seconds.ravel() == pytest.approx([144, 0, 144, 288, 144, 0], abs=0.2)
    assert rows.metres.ravel() == pytest.approx([200, 0, 200, 400, 200, 0], abs=0.2)


def test_a_spot_that_is_on_no_street_is_refused_and_never_moved(foot_network: Path) -> None:
    here, beside = point_at(100, 0), point_at(100, -12)
    with pytest.raises(RuntimeError, match="NoSegment"):
        osrm_worker.table(str(foot_network), [here], [beside])
    with pytest.raises(RuntimeError, match="NoSegment"):
        osrm_worker.ways(str(foot_network), [(here, beside)])


def test_a_way_names_its_streets(foot_network: Path) -> None:
    pair = point_at(100, 0), point_at(200, 100)
    (way,) = osrm_worker.ways(str(foot_network), [pair])
    assert way.turns == (Turn("start", "Market Street", 100), Turn("left", "Church Lane", 100))
    assert [list(end) for end in way.line] == [
        pytest.approx([where.latitude, where.longitude], abs=2e-6)
        for where in (coordinate_at(100, 0), coordinate_at(200, 0), coordinate_at(200, 100))
    ]
