"""The map of a sheet.

Tests ``render/map/panels.py``, ``render/map/route_lines.py`` and ``render/map/signs.py``.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, radians, sin

import pytest

from routeplan.render.map.basemap import BaseMap, DrawnWay
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.panels import MARGIN, PAPER_SCALES
from routeplan.render.map.route_lines import ARROWS_APART, KEEP_RIGHT, arrows
from routeplan.render.map.sheet_map import route_svg
from routeplan.render.map.signs import ATTRIBUTION_HIGH, ATTRIBUTION_WIDE, scale_bar
from routeplan.render.projection import Bounds, Frame, Point
from routeplan.render.round_view import Look, Marker, MarkerKind, ShownRound
from routeplan.render.rounds import make_rounds
from tests.check.sound import sound_plan, station

SVG = "{http://www.w3.org/2000/svg}"
METRE = 1 / 111_319.49
"""Degrees of a metre along the equator."""
STATION = Marker("", "station", (0.0, 0.0))


def point(east: float, north: float) -> Point:
    """So many metres from the station, which stands on the equator."""
    return north * METRE, east * METRE


def shown(*markers: Marker, ways: Sequence[Sequence[Point]] = ()) -> ShownRound:
    """A round with these markers and ways."""
    (any_round, *_) = make_rounds(sound_plan(), station(), Look())
    return replace(any_round, markers=(STATION, *markers), ways=tuple(map(tuple, ways)))


def drawn(round_shown: ShownRound, base: BaseMap | None = None, height: float = 84.0) -> ET.Element:
    """The picture, which is well-formed, or this fails."""
    terrain = Terrain(base or BaseMap())
    return ET.fromstring(route_svg(round_shown, terrain, width_mm=186.0, height_mm=height).svg)


@pytest.mark.parametrize(("kind", "panels"), [("reserve", 1), ("morning", 2)])
def test_reserve_stops_alone_have_no_inset(kind: MarkerKind, panels: int) -> None:
    """Nine homes 12 m apart, 6 km from a visit."""
    crowd = [Marker(f"A{k}", kind, point(12 * (k // 3), 6000 + 12 * (k % 3))) for k in range(9)]
    picture = drawn(shown(Marker("1", "morning", point(3000, 0)), *crowd))
    assert len(picture.findall(f"{SVG}svg")) == panels


def texts(tree: ET.Element) -> list[str]:
    return [label.text or "" for label in tree.iter(f"{SVG}text")]


def line_of(tree: ET.Element, width: str) -> list[list[Point]]:
    """The lines drawn with a width."""
    (path,) = [path for path in tree.iter(f"{SVG}path") if path.get("stroke-width") == width]
    parts = (path.get("d") or "").split("M")[1:]
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", part)]
        for part in parts
    ]


def arrow_heads(tree: ET.Element) -> list[tuple[float, float, float]]:
    """(x, y, degrees)."""
    pattern = r"translate\((\S+) (\S+)\) rotate\((\S+)\)"
    turned = (path.get("transform", "") for path in tree.iter(f"{SVG}path"))
    found = (re.fullmatch(pattern, transform) for transform in turned)
    return [(float(arrow[1]), float(arrow[2]), float(arrow[3])) for arrow in found if arrow]


# Scale and size


def test_the_picture_is_as_wide_as_the_paper_in_quarter_millimetres() -> None:
    tree = drawn(shown())
    assert tree.get("viewBox") == "0 0 744 336"
    assert (tree.get("width"), tree.get("height")) == ("186.0mm", "84.0mm")


@pytest.mark.parametrize(
    ("metres", "bar", "ratio"),
    [
        # 684 units lie between the margins; 4 units a metre at 1:1,000
        pytest.param(0, "20 m", "1:1\u00a0000", id="a round to one place"),
        pytest.param(170, "20 m", "1:1\u00a0000", id="680 units"),
        pytest.param(172, "20 m", "1:1\u00a0250", id="688 units are too many"),
        pytest.param(1_700, "250 m", "1:10\u00a0000", id="a walk"),
        pytest.param(17_000, "2 km", "1:100\u00a0000", id="a drive"),
        pytest.param(400_000, "10 km", "1:500\u00a0000", id="farther than any scale"),
    ],
)
def test_the_first_scale_that_fits_is_drawn_and_told(metres: float, bar: str, ratio: str) -> None:
    tree = drawn(shown(Marker("1", "morning", point(metres, 0))))
    assert {bar, ratio} <= set(texts(tree))


def test_scales_fall() -> None:
    assert list(PAPER_SCALES) == sorted(set(PAPER_SCALES))


def test_the_bar_is_as_long_as_it_says() -> None:
    tree = drawn(shown(Marker("1", "morning", point(1_700, 0))))
    (bar,) = [
        path.get("d") or "" for path in tree.iter(f"{SVG}path") if "v5h" in (path.get("d") or "")
    ]
    # 250 m at 0.4 units a metre
    assert "v5h100.0v-5" in bar


# The way


def test_going_and_coming_back_are_beside_each_other() -> None:
    there, back = [point(0, 0), point(600, 0)], [point(600, 0), point(0, 0)]
    tree = drawn(shown(ways=[there, back]))
    first, second = line_of(tree, "2.8")
    # right of the way to the east is below, of the way back above
    assert first[0][1] - second[0][1] == pytest.approx(2 * KEEP_RIGHT, abs=0.11)


def test_a_way_is_cased_in_white() -> None:
    tree = drawn(shown(ways=[[point(0, 0), point(600, 0)]]))
    assert line_of(tree, "6.4") == line_of(tree, "2.8")


def test_doors_are_tied_to_the_street_by_dots() -> None:
    way = [point(0, 0), point(0, 20), point(600, 20), point(600, 0)]
    tree = drawn(shown(ways=[way]))
    assert [len(line) for line in line_of(tree, "1.6")] == [2, 2]
    (street,) = line_of(tree, "2.8")
    assert len(street) == 2
    assert line_of(tree, "1.6")[0][1] == pytest.approx(
        (street[0][0], street[0][1] - KEEP_RIGHT), abs=0.11
    )


def test_from_door_to_door_across_one_corner_there_is_no_street() -> None:
    tree = drawn(shown(ways=[[point(0, 0), point(0, 20), point(20, 20)]]))
    assert line_of(tree, "2.8") == []
    assert len(line_of(tree, "1.6")) == 2


def test_a_way_of_no_length_is_drawn_as_it_is() -> None:
    (street,) = line_of(drawn(shown(ways=[[point(5, 5), point(5, 5)]])), "2.8")
    assert street[0] == street[1]


def test_a_street_that_turns_back_on_itself_is_drawn() -> None:
    spur = [point(0, 0), point(300, 0), point(300, 3), point(300, 0), point(0, 0)]
    door = point(0, 10)
    tree = drawn(shown(ways=[[door, *spur, door]]))
    assert len(line_of(tree, "2.8")) == 1


# Arrow heads


@pytest.mark.parametrize(
    ("end", "angle"),
    [((100, 0), 0), ((0, 100), 90), ((-100, 0), 180), ((0, -100), -90), ((100, 100), 45)],
)
def test_arrow_heads_point_along_the_way(end: Point, angle: float) -> None:
    heads = list(arrows([(0, 0), end]))
    assert [turn for _, _, turn in heads] == pytest.approx([angle] * len(heads))
    assert heads


@pytest.mark.parametrize(
    ("length", "heads"),
    [
        pytest.param(0, [], id="no way"),
        pytest.param(17, [], id="less than a quarter of their distance"),
        pytest.param(18, [9], id="a short way has one in its middle"),
        pytest.param(100, [50], id="nearer to one than to two"),
        pytest.param(140, [35, 105], id="two"),
        pytest.param(210, [35, 105, 175], id="three"),
    ],
)
def test_arrow_heads_are_evenly_apart(length: float, heads: list[float]) -> None:
    assert ARROWS_APART == 70
    assert [x for x, _, _ in arrows([(0, 0), (length, 0)])] == pytest.approx(heads)


def test_arrow_heads_lie_on_a_bent_way_with_points_that_fall_together() -> None:
    line: list[Point] = [(0, 0), (70, 0), (70, 0), (70, 70)]
    assert list(arrows(line)) == [
        pytest.approx((35, 0, 0)),
        pytest.approx((70, 35, 90)),
    ]


def test_arrow_heads_of_a_round_lead_from_the_station_and_back() -> None:
    there, back = [point(0, 0), point(0, 300)], [point(0, 300), point(0, 0)]
    heads = arrow_heads(drawn(shown(ways=[there, back])))
    # at 1:5,000 300 m are 240 units: 3 heads up, 3 down
    assert [turn for _, _, turn in heads] == [-90, -90, -90, 90, 90, 90]


def test_every_arrow_head_is_on_its_line() -> None:
    bends = [point(100 * k, 60 * (k % 3)) for k in range(8)]
    door = point(0, -20)
    tree = drawn(shown(ways=[[door, *bends, point(720, 90)]]))
    (street,) = line_of(tree, "2.8")
    for x, y, turn in arrow_heads(tree):
        assert any(_on(x, y, turn, a, b) for a, b in pairwise(street))


def _on(x: float, y: float, turn: float, a: Point, b: Point) -> bool:
    """Whether (x, y) lies between a and b, and the turn leads from a to b."""
    length = hypot(b[0] - a[0], b[1] - a[1])
    along = hypot(x - a[0], y - a[1])
    reached = (a[0] + along * cos(radians(turn)), a[1] + along * sin(radians(turn)))
    return along <= length + 1 and hypot(reached[0] - x, reached[1] - y) < 2


# Signs


def test_every_marker_is_written_and_the_station_is_a_star() -> None:
    markers = [
        Marker("1-3", "morning", point(0, 100)),
        Marker("4, 9", "afternoon", point(200, 100)),
        Marker("A-C", "reserve", point(400, 100)),
    ]
    tree = drawn(shown(*markers))
    assert {"1-3", "4, 9", "A-C"} <= set(texts(tree))
    star = [path for path in tree.iter(f"{SVG}path") if (path.get("d") or "").count("L") == 9]
    assert [path.get("fill") for path in star] == ["#ffffff"]


def test_morning_is_white_on_black_and_afternoon_black_on_white() -> None:
    tree = drawn(
        shown(
            Marker("1", "morning", point(0, 100)),
            Marker("2", "afternoon", point(200, 100)),
            Marker("A", "reserve", point(400, 100)),
        )
    )
    ink = {label.text: label.get("fill") for label in tree.iter(f"{SVG}text")}
    assert (ink["1"], ink["2"], ink["A"]) == ("#ffffff", "#000000", "#000000")
    # station and disc black; ground, the bar's, and the square white
    boxes = [(rect.get("fill"), rect.get("rx")) for rect in tree.iter(f"{SVG}rect")]
    assert boxes.count(("#000000", "9.5")) == 1
    assert boxes.count(("#ffffff", "2")) == 1


def test_a_pushed_marker_is_tied_to_its_place() -> None:
    together = [Marker(str(k), "morning", point(0, 100)) for k in range(1, 6)]
    crowded, alone = drawn(shown(*together)), drawn(shown(together[0]))
    assert len(list(crowded.iter(f"{SVG}circle"))) >= 4
    places = {(circle.get("cx"), circle.get("cy")) for circle in crowded.iter(f"{SVG}circle")}
    assert len(places) == 1
    assert list(alone.iter(f"{SVG}circle")) == []


def test_a_marker_and_the_way_are_drawn_above_the_map_and_the_frame_last() -> None:
    streets = BaseMap(ways=(DrawnWay("street", (point(-50, 50), point(350, 50)), "Mill Lane"),))
    tree = drawn(shown(Marker("1", "morning", point(300, 100))), streets)
    order = [rect.get("fill") or "" for rect in tree.iter(f"{SVG}rect")]
    assert order[0] == "#ffffff"  # the ground
    assert tree[-1].tag == f"{SVG}rect"
    assert (tree[-1].get("fill"), tree[-1].get("stroke")) == ("none", "#000000")
    names = texts(tree)
    assert names.index("Mill Lane") < names.index("1")


@pytest.mark.parametrize(
    ("others", "left", "below"),
    [
        # 684 x 276 units fit at 1:5,000 into 855 x 345 m; the station is one corner
        pytest.param([(-840, -340)], True, False, id="above left, one stop is below left"),
        pytest.param([(840, 340)], True, False, id="above left, the station is below left"),
        pytest.param([(-840, 0), (0, -340)], True, True, id="below left, where nothing is"),
        pytest.param([(0, 340), (840, 0)], False, False, id="above right, the last one free"),
    ],
)
def test_the_scale_bar_makes_room_for_markers(others: list[Point], left: bool, below: bool) -> None:
    tree = drawn(shown(*(Marker("1", "morning", point(*other)) for other in others)))
    (bar,) = [group for group in tree.iter(f"{SVG}g") if group.get("font-size") == "8"]
    x, y = re.findall(r"[\d.]+", bar.get("transform", ""))
    assert (float(x) < 372, float(y) > 168) == (left, below)


@pytest.mark.parametrize("width", [170.0, 230.0, 400.0])
def test_the_scale_bar_is_not_under_the_attribution(width: float) -> None:
    frame = Frame(Bounds.around([point(0, 0), point(300, 300)]), width, 300.0, 1.2)
    bar = scale_bar(frame, [])
    ends = max(x for x, _ in bar.points)
    low = max(y for _, y in bar.points) + 11.0  # half as high as the bar's white ground
    assert ends <= width - ATTRIBUTION_WIDE or low <= 300.0 - ATTRIBUTION_HIGH


def test_no_street_name_lies_under_a_marker_or_on_the_way() -> None:
    lane = DrawnWay("street", (point(-100, 50), point(700, 50)), "Mill Lane")
    free = drawn(shown(Marker("1", "morning", point(600, 100))), BaseMap(ways=(lane,)))
    assert "Mill Lane" in texts(free)
    # one wide marker after the other along the lane
    crowd = [Marker("10-19", "morning", point(50 + 110 * k, 50)) for k in range(6)]
    full = drawn(shown(*crowd, ways=[[point(-100, 50), point(700, 50)]]), BaseMap(ways=(lane,)))
    assert "Mill Lane" not in texts(full)


def test_a_hostile_name_stays_text() -> None:
    lane = DrawnWay("street", (point(-100, 60), point(500, 60)), '"><script>&')
    tree = drawn(shown(Marker("1", "morning", point(400, 0))), BaseMap(ways=(lane,)))
    assert '"><script>&' in texts(tree)


def test_all_that_is_drawn_of_a_round_is_inside_the_margins() -> None:
    ways = [[point(0, 0), point(500, 250)], [point(500, 250), point(-100, -40)]]
    for line in line_of(drawn(shown(ways=ways)), "2.8"):
        for x, y in line:
            assert MARGIN - KEEP_RIGHT <= x <= 744 - MARGIN + KEEP_RIGHT
            assert MARGIN - KEEP_RIGHT <= y <= 336 - MARGIN + KEEP_RIGHT
