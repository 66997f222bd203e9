"""Markers on the map: every number readable, on its place or tied to it.

Tests ``render/round_view.py``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.render.map.markers import Placed, place_markers
from routeplan.render.projection import Bounds, Frame, Point
from routeplan.render.round_view import Marker, MarkerKind

FRAME = Frame(Bounds(0.0, 0.0, 0.003, 0.007), width=700, height=300, units_per_metre=0.9)
"""On the equator: x = 100,000 * longitude, y = 300 - 100,000 * latitude."""
SIZE, GAP = 20.0, 2.0


def marker(text: str, x: float, y: float, kind: MarkerKind = "morning") -> Marker:
    return Marker(text, kind, ((300 - y) / 100_000, x / 100_000))


def placed(*markers: Marker) -> list[Placed]:
    return place_markers(markers, FRAME, size=SIZE, gap=GAP)


def apart(one: Placed, other: Placed) -> bool:
    """Whether the gap is kept between two boxes, across or down."""
    across = abs(one.middle[0] - other.middle[0]) - one.half_width - other.half_width
    down = abs(one.middle[1] - other.middle[1]) - one.half_height - other.half_height
    return max(across, down) >= GAP - 0.001


def inside(one: Placed) -> bool:
    (x, y), half_x, half_y = one.middle, one.half_width, one.half_height
    return half_x <= x <= FRAME.width - half_x and half_y <= y <= FRAME.height - half_y


def test_a_marker_alone_stands_on_its_place() -> None:
    (only,) = placed(marker("1", 300, 150))
    assert only.place == pytest.approx((300, 150))
    assert only.middle == pytest.approx((300, 150), abs=0.02)
    assert (only.half_width, only.half_height) == (10, 10)
    assert not only.moved


def test_long_texts_make_a_marker_wider() -> None:
    # 8 letters of 0.56 * 12.4 are 55.6, and 4 to either side
    (wide,) = placed(marker("4-11, 19", 300, 150))
    assert wide.half_width == pytest.approx(31.8, abs=0.05)
    assert wide.half_height == 10


def test_a_rhombus_is_wider_than_its_letters() -> None:
    one, many = placed(marker("A", 100, 150, "reserve"), marker("A-C, F", 300, 150, "reserve"))
    assert (one.half_width, one.half_height) == (10, 10)
    # 6 letters are 41.7, half of it 20.8, a third more because of the slopes, and 5 for the tip
    assert many.half_width == pytest.approx(32.1, abs=0.05)


def test_two_at_one_place_part_and_the_pushed_ones_need_leaders() -> None:
    one, other = placed(marker("1", 300, 150), marker("A", 300, 150, "reserve"))
    assert apart(one, other)
    # 22 units of room are needed, each gives 11: more than 0.6 of half its size
    assert abs(one.middle[0] - one.place[0]) + abs(one.middle[1] - one.place[1]) >= 11
    assert one.moved
    assert other.moved


def test_a_slight_push_needs_no_leader() -> None:
    one, other = placed(marker("1", 300, 150), marker("2", 318, 150))
    # 4 units are lacking, each gives 2
    assert one.middle[0] == pytest.approx(298, abs=0.1)
    assert other.middle[0] == pytest.approx(320, abs=0.1)
    assert not one.moved
    assert not other.moved


def test_boxes_part_the_shorter_way() -> None:
    one, other = placed(marker("1", 300, 150), marker("2", 303, 168))
    assert one.middle[0] == pytest.approx(300, abs=0.1)
    assert other.middle[1] - one.middle[1] == pytest.approx(22, abs=0.01)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param(0, 0, id="in the corner"),
        pytest.param(700, 300, id="in the other corner"),
        pytest.param(-500, 150, id="outside, as when no scale fits"),
    ],
)
def test_a_marker_at_the_edge_comes_inside(x: float, y: float) -> None:
    (only,) = placed(marker("4-11", x, y))
    assert inside(only)
    assert only.moved


def test_two_at_the_edge_part_inside() -> None:
    # their places are apart, yet the edge moves them onto each other
    one, other = placed(marker("1", 5, -40), marker("2", 8, 3))
    assert apart(one, other)
    assert inside(one)
    assert inside(other)


def test_a_crowd_in_a_corner_parts() -> None:
    crowd = placed(*(marker(str(k), 690, 290) for k in range(40)))
    assert all(apart(one, other) for one, other in combinations(crowd, 2))
    assert all(map(inside, crowd))


def test_more_than_the_picture_holds_stay_inside() -> None:
    # 22 units each: 4 in a row and 2 rows in 100 x 50, not 9
    small = replace(FRAME, width=100, height=50)
    crowd = place_markers([marker(str(k), 0, 0) for k in range(9)], small, size=SIZE, gap=GAP)
    for drawn_marker in crowd:
        assert 10 <= drawn_marker.middle[0] <= 90
        assert 10 <= drawn_marker.middle[1] <= 40


def test_the_same_markers_are_placed_alike() -> None:
    crowd = [marker(str(k), 350 + k % 3, 150) for k in range(20)]
    assert placed(*crowd) == placed(*crowd)


def test_a_spine_runs_through_a_wide_marker() -> None:
    (wide,) = placed(marker("4-11, 19", 300, 150))
    xs = [x for x, _ in wide.spine]
    # 31.8 to either side, less 10 for the round ends
    assert (xs[0], xs[-1]) == pytest.approx((278.2, 321.8), abs=0.1)
    assert max(b - a for a, b in pairwise(xs)) <= 20
    (narrow,) = placed(marker("1", 300, 150))
    assert {x for x, _ in narrow.spine} == {narrow.middle[0]}


def test_no_markers_are_no_trouble() -> None:
    assert placed() == []


spot: st.SearchStrategy[Point] = st.tuples(st.integers(-50, 750), st.integers(-50, 350))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "23", "4-11", "3, 5", "1, 3, 5, 7 … 19"]),
            st.sampled_from(get_args(MarkerKind)),
            st.one_of(spot, st.just((120, 80))),
        ),
        max_size=30,
    )
)
def test_markers_never_overlap_and_stay_inside(
    drawn: list[tuple[str, MarkerKind, Point]],
) -> None:
    result = placed(*(marker(text, *at, kind) for text, kind, at in drawn))
    assert [drawn_marker.marker.text for drawn_marker in result] == [text for text, _, _ in drawn]
    assert all(map(inside, result))
    assert all(apart(one, other) for one, other in combinations(result, 2))
