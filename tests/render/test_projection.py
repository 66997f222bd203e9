"""Degrees to pictures, and the scale of a picture."""

from __future__ import annotations

from math import log, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.projection import Bounds, Frame

DEGREE = 111_319.49
"""Metres of a degree along the equator: 6,378,137 * pi / 180."""
SCALES = (4.0, 2.0, 1.0, 0.5)


def test_bounds_hold_all_points() -> None:
    assert Bounds.around([(1, 5), (3, 4), (2, 6)]) == Bounds(south=1, west=4, north=3, east=6)


def test_no_points_have_no_bounds() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        Bounds.around([])


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        pytest.param(Bounds(1, 1, 3, 3), True, id="they share a corner's square"),
        pytest.param(Bounds(2, 2, 3, 3), True, id="they touch in one point"),
        pytest.param(Bounds(0.5, 0.5, 1, 1), True, id="one lies in the other"),
        pytest.param(Bounds(2.1, 0, 3, 2), False, id="to the north"),
        pytest.param(Bounds(-1, 0, -0.1, 2), False, id="to the south"),
        pytest.param(Bounds(0, 2.1, 2, 3), False, id="to the east"),
        pytest.param(Bounds(0, -1, 2, -0.1), False, id="to the west"),
    ],
)
def test_boxes_meet_when_they_share_a_point(other: Bounds, meets: bool) -> None:
    box = Bounds(0, 0, 2, 2)
    assert box.meets(other) is meets
    assert other.meets(box) is meets


def test_a_box_on_the_equator_grows_by_metres() -> None:
    grown = Bounds(-0.01, 10, 0.01, 10.02).grown(across_metres=DEGREE, down_metres=DEGREE / 100)
    assert grown.west == pytest.approx(9, abs=1e-6)
    assert grown.east == pytest.approx(11.02, abs=1e-6)
    # a hundredth of a degree more to either side; near the equator Mercator does not stretch
    assert grown.south == pytest.approx(-0.02, abs=1e-6)
    assert grown.north == pytest.approx(0.02, abs=1e-6)


def test_a_metre_east_is_more_degrees_in_the_north() -> None:
    # at 60 degrees a degree of longitude is half as long
    grown = Bounds(59.999, 25, 60.001, 25).grown(DEGREE / 2, 0)
    assert grown.east == pytest.approx(26, abs=1e-4)


def test_a_frame_has_the_size_of_its_box_on_the_ground() -> None:
    frame = Frame.of_box(Bounds(-0.005, 0, 0.005, 0.02), units_per_metre=0.5)
    # 0.02 and 0.01 degrees at the equator, half a unit a metre
    assert frame.width == pytest.approx(0.02 * DEGREE / 2, rel=1e-6)
    assert frame.height == pytest.approx(0.01 * DEGREE / 2, rel=1e-6)


def test_corners_of_the_box_are_corners_of_the_picture() -> None:
    frame = Frame.of_box(Bounds(60.0, 24.9, 60.1, 25.0), units_per_metre=0.01)
    assert frame.xy((60.1, 24.9)) == pytest.approx((0, 0), abs=1e-9)
    assert frame.xy((60.0, 25.0)) == pytest.approx((frame.width, frame.height))


def test_north_of_the_equator_mercator_stretches_the_upper_half() -> None:
    frame = Frame.of_box(Bounds(0, 0, 60, 60), units_per_metre=1e-4)
    _, y = frame.xy((30, 0))
    # y is log(tan(45 + latitude / 2)): 1.3170 at 60 degrees and 0.5493 at 30
    assert 1 - y / frame.height == pytest.approx(log(3**0.5) / log(2 + 3**0.5))
    assert log(tan(1.3089969)) == pytest.approx(1.3170, abs=1e-4)


@pytest.mark.parametrize(
    ("metres", "scale"),
    [
        pytest.param(0, 4.0, id="one point takes the largest scale"),
        pytest.param(20, 4.0, id="20 m are 80 units, as many as the margins leave"),
        pytest.param(21, 2.0, id="84 units are too many"),
        pytest.param(79, 1.0, id="79 m at a unit a metre"),
        pytest.param(159, 0.5, id="the smallest scale"),
        pytest.param(5000, 0.5, id="nothing fits: the smallest"),
    ],
)
def test_the_first_scale_that_fits_is_taken(metres: float, scale: float) -> None:
    points = [(0.0, 0.0), (0.0, 0.9999 * metres / DEGREE)]
    frame = Frame.fitting(points, 100, 100, margin=10, scales=SCALES)
    assert frame.units_per_metre == scale
    assert (frame.width, frame.height) == (100, 100)


def test_height_counts_as_width_does() -> None:
    points = [(0.0, 0.0), (50 / DEGREE, 0.0)]
    assert Frame.fitting(points, 400, 100, margin=10, scales=SCALES).units_per_metre == 1.0


def test_what_is_fitted_lies_in_the_middle() -> None:
    frame = Frame.fitting([(60.17, 24.94), (60.1701, 24.9404)], 200, 100, margin=5, scales=SCALES)
    ends = [frame.xy((60.17, 24.94)), frame.xy((60.1701, 24.9404))]
    assert sum(x for x, _ in ends) / 2 == pytest.approx(100)
    assert sum(y for _, y in ends) / 2 == pytest.approx(50)
    # 0.0004 degrees at 60.17 north are 22.2 m, at 4 units a metre 88.6
    assert ends[1][0] - ends[0][0] == pytest.approx(88.6, abs=0.1)


@given(st.lists(st.tuples(st.floats(59.9, 60.1), st.floats(24.9, 25.1)), min_size=1, max_size=8))
def test_every_point_is_inside_the_margins_when_a_scale_fits(
    points: list[tuple[float, float]],
) -> None:
    # 0.2 degrees are at most 22.3 km: 446 units at 0.02 a metre
    frame = Frame.fitting(points, 700, 500, margin=20, scales=(1, 0.1, 0.02))
    for point in points:
        x, y = frame.xy(point)
        assert 20 - 1e-6 <= x <= 680 + 1e-6
        assert 20 - 1e-6 <= y <= 480 + 1e-6
