"""Street names on the map do not get in each other's way, nor in the route's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import atan2, cos, degrees, hypot, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from routeplan.render.map.basemap import DrawnWay
from routeplan.render.map.street_labels import (
    APART,
    Label,
    labels_along,
    named_streets,
    place_labels,
    text_width,
)
from routeplan.render.projection import Bounds, Frame
from routeplan.render.projection import Point as XY

FRAME = Frame(Bounds(0.0, 0.0, 0.006, 0.008), width=800, height=600, units_per_metre=0.9)
"""On the equator: x = 100,000 * longitude, y = 600 - 100,000 * latitude."""
HEIGHT = 10.0


def way(name: str, *line: XY, kind: str = "street") -> DrawnWay:
    """A way through (x, y) points of the picture."""
    return DrawnWay(kind, tuple(((600 - y) / 100_000, x / 100_000) for x, y in line), name)


def labels(
    ways: Iterable[DrawnWay], clear: Iterable[XY] = (), lines: Iterable[Sequence[XY]] = ()
) -> list[Label]:
    candidates = labels_along(named_streets(ways, FRAME), height=HEIGHT)
    return place_labels(candidates, FRAME, height=HEIGHT, keep_clear=clear, lines=lines)


def box(label: Label, high: float = HEIGHT) -> Polygon:
    """The paper a label takes; its letters are 0.7 of their height where they have no tail."""
    turn, half = radians(label.angle), text_width(label.text, HEIGHT) / 2
    along, across = (cos(turn), sin(turn)), (-sin(turn), cos(turn))
    corners = ((-half, -high / 2), (half, -high / 2), (half, high / 2), (-half, high / 2))
    return Polygon(
        [
            (label.x + a * along[0] + b * across[0], label.y + a * along[1] + b * across[1])
            for a, b in corners
        ]
    )


def test_a_name_lies_in_the_middle_of_its_street() -> None:
    (label,) = labels([way("Mill Lane", (100, 300), (500, 300))])
    assert label.text == "Mill Lane"
    assert (label.x, label.y, label.angle) == pytest.approx((300, 300, 0), abs=1e-6)


@pytest.mark.parametrize(
    ("end", "angle"),
    [
        pytest.param((700, 300), 0, id="to the east"),
        pytest.param((100, 300), 0, id="to the west it reads from the left all the same"),
        pytest.param((600, 500), 45, id="downwards to the right"),
        pytest.param((200, 500), -45, id="downwards to the left: upwards to the right"),
        pytest.param((400, 550), 90, id="straight down"),
        pytest.param((400, 50), 90, id="straight up"),
    ],
)
def test_no_name_is_upside_down(end: XY, angle: float) -> None:
    (label,) = labels([way("Mill Lane", (400, 300), end)])
    assert label.angle == pytest.approx(angle, abs=0.01)


def test_a_name_longer_than_its_street_is_left_out() -> None:
    # 9 letters of 5.6 units are 50.4
    assert text_width("Mill Lane", HEIGHT) == pytest.approx(50.4)
    assert labels([way("Mill Lane", (300, 300), (350, 300))]) == []
    assert len(labels([way("Mill Lane", (300, 300), (351, 300))])) == 1


def test_chinese_letters_are_square() -> None:
    assert text_width("中山路 A", HEIGHT) == pytest.approx(3 * 10 + 2 * 5.6)


def test_blocks_of_a_street_are_one_line() -> None:
    # neither block alone is long enough
    blocks = [way("Mill Lane", (300, 300), (330, 300)), way("Mill Lane", (330, 300), (360, 300))]
    (label,) = labels(blocks)
    assert label.x == pytest.approx(330)


def test_a_name_needs_a_straight_stretch() -> None:
    stairs = [(300 + 30 * ((k + 1) // 2), 200 + 30 * (k // 2)) for k in range(20)]
    assert labels([way("Mill Lane", *stairs)]) == []


def test_a_bend_splits_a_street_and_the_longer_part_gets_the_name() -> None:
    (label,) = labels([way("Mill Lane", (200, 200), (260, 200), (260, 300))])
    assert (label.x, label.y) == pytest.approx((260, 250), abs=0.01)


def test_a_name_comes_again_only_far_away() -> None:
    near = [way("Mill Lane", (50, 300), (150, 300)), way("Mill Lane", (160, 310), (260, 310))]
    assert len(labels(near)) == 1
    # 250 is the least distance
    assert APART * HEIGHT == 250
    far = [way("Mill Lane", (50, 300), (150, 300)), way("Mill Lane", (310, 310), (410, 310))]
    assert len(labels(far)) == 2


def test_the_main_road_is_named_before_the_path_upon_it() -> None:
    path = way("Long Path", (100, 300), (700, 300), kind="path")
    road = way("Main Road", (300, 300), (400, 300), kind="major")
    first, second = labels([path, road])
    assert (first.text, first.y) == ("Main Road", pytest.approx(300))
    # 1.35 heights beside its line
    assert (second.text, second.y) == ("Long Path", pytest.approx(286.5))


@pytest.mark.parametrize(
    "street",
    [
        pytest.param(DrawnWay("rail", ((0.001, 0.001), (0.001, 0.007)), "Rail"), id="a railway"),
        pytest.param(DrawnWay("street", ((0.001, 0.001), (0.001, 0.007))), id="a nameless street"),
        pytest.param(
            DrawnWay("street", ((0.1, 0.1), (0.1, 0.107)), "Far"), id="outside the picture"
        ),
    ],
)
def test_what_has_no_name_to_show_gets_none(street: DrawnWay) -> None:
    assert labels([street]) == []


def test_a_street_that_leaves_the_picture_is_named_inside() -> None:
    (label,) = labels([way("Mill Lane", (-2000, 300), (200, 300))])
    assert label.x == pytest.approx(100)


def test_a_name_that_would_touch_the_edge_is_left_out() -> None:
    assert labels([way("Mill Lane", (100, 5), (300, 5))]) != []  # below the street there is room
    assert labels([way("Mill Lane", (0, 300), (55, 300))]) == []


def test_a_name_goes_beside_the_line_drawn_on_its_street() -> None:
    (label,) = labels([way("Mill Lane", (100, 300), (500, 300))], lines=[[(0, 300), (800, 300)]])
    assert abs(label.y - 300) == pytest.approx(13.5)


def test_a_name_with_no_room_on_either_side_is_left_out() -> None:
    lines = [[(0, y), (800, y)] for y in (286, 300, 314)]
    assert labels([way("Mill Lane", (100, 300), (500, 300))], lines=lines) == []


def test_a_name_goes_to_the_other_side_of_a_stops_number() -> None:
    (label,) = labels([way("Mill Lane", (200, 300), (400, 300))], clear=[(300, 288)])
    assert label.y == pytest.approx(313.5)


def test_a_stops_number_on_the_street_leaves_no_room_beside_it() -> None:
    # a number reaches 12 units to either side, letters 5 more: 17 > 13.5
    assert labels([way("Mill Lane", (200, 300), (400, 300))], clear=[(300, 300)]) == []


spots = st.tuples(st.integers(0, 800), st.integers(0, 600))
streets = st.builds(
    lambda name, kind, ends: way(name, *ends, kind=kind),
    st.sampled_from(["Mill Lane", "Long Market Street", "中山路", "Elm"]),
    st.sampled_from(["major", "street", "service", "path"]),
    st.lists(spots, min_size=2, max_size=4),
)


@settings(max_examples=60)
@given(st.lists(streets, max_size=25), st.lists(spots, max_size=8), st.lists(spots, max_size=6))
def test_names_lie_neither_on_each_other_nor_on_numbers_nor_on_the_route(
    ways: list[DrawnWay], clear: list[XY], route: list[XY]
) -> None:
    lines = [route] if len(route) > 1 else []
    placed = labels(ways, clear, lines)
    for one, other in combinations(placed, 2):
        assert not box(one, 0.7 * HEIGHT).intersects(box(other, 0.7 * HEIGHT))
        if one.text == other.text:
            # at most moved beside the street by 1.35 heights, each
            assert hypot(one.x - other.x, one.y - other.y) >= (APART - 2.7) * HEIGHT
    for label in placed:
        assert -90 < label.angle <= 90
        assert box(label, 0.0).within(Polygon([(0, 0), (800, 0), (800, 600), (0, 600)]))
        assert all(box(label).distance(Point(x, y)) > HEIGHT / 2 for x, y in clear)
        assert all(box(label, 0.7 * HEIGHT).distance(LineString(line)) > 0 for line in lines)


@settings(max_examples=40)
@given(st.lists(streets, max_size=10))
def test_a_name_lies_along_a_street_of_that_name(ways: list[DrawnWay]) -> None:
    for label in labels(ways):
        named = [
            LineString([FRAME.xy(point) for point in way.line])
            for way in ways
            if way.name == label.text
        ]
        # moved beside it by 1.35 heights, and no more than half the name off where that bends
        away = min(line.distance(Point(label.x, label.y)) for line in named)
        assert away <= 1.36 * HEIGHT + text_width(label.text, HEIGHT) / 2


def test_on_a_long_street_that_bends_slowly_the_name_lies_on_the_street() -> None:
    # Chord and line differ by 2.9 %, yet the chord's middle is 80 units from the street. The
    # corner is at 340 of 706 units, under a name of 50 around 353; around 282 it is straight.
    bent = [(0, 0), (230, 250), (576, 371)]
    (label,) = labels([way("Mill Lane", *bent)])
    street = LineString([FRAME.xy(point) for point in way("Mill Lane", *bent).line])
    assert street.distance(Point(label.x, label.y)) < 0.01


def test_the_turn_of_a_name_is_the_turn_of_its_street() -> None:
    (label,) = labels([way("Mill Lane", (100, 100), (400, 250))])
    assert label.angle == pytest.approx(degrees(atan2(150, 300)), abs=0.01)
