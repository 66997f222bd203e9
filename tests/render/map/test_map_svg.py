"""The base map as SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from routeplan.render.map.basemap import Area, BaseMap, DrawnWay
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.map_svg import COLOUR, GREY, STREET_ORDER, Scheme, names_svg, path
from routeplan.render.map.street_labels import labels_along, place_labels
from routeplan.render.projection import Bounds, Frame

FRAME = Frame(Bounds(0.0, 0.0, 0.006, 0.008), width=800, height=600, units_per_metre=0.9)
"""On the equator: x = 100,000 * longitude, y = 600 - 100,000 * latitude."""
SVG = "{http://www.w3.org/2000/svg}"
RING = ((0.001, 0.001), (0.001, 0.002), (0.002, 0.002))
HOLE = ((0.0012, 0.0015), (0.0012, 0.0016), (0.0013, 0.0016))
TOWN = BaseMap(
    ways=(
        DrawnWay("street", ((0.003, 0.001), (0.003, 0.007)), 'Smith & <Sons> "Lane"'),
        DrawnWay("major", ((0.001, 0.002), (0.005, 0.002)), "Main Road"),
        DrawnWay("tram", ((0.001, 0.005), (0.005, 0.005))),
        DrawnWay("street", ((1.0, 1.0), (1.0, 1.1)), "Elsewhere"),
    ),
    areas=(Area("building", (RING, HOLE)), Area("water", (HOLE,))),
)


def base_map_svg(base: BaseMap, frame: Frame, scheme: Scheme, *, unit: float, **more: Any) -> str:
    """The ground and its names as sheets draw them."""
    terrain, height = Terrain(base), 11.0 * unit
    candidates = labels_along(terrain.streets(frame), height=height)
    labels = place_labels(candidates, frame, height=height, **more)
    return "\n".join([*terrain.svg(frame, scheme, unit=unit), *names_svg(labels, height, scheme)])


def drawn(base: BaseMap = TOWN, scheme: Scheme = COLOUR, unit: float = 1.0) -> ET.Element:
    """The map in an ``<svg>`` that is well-formed, or this fails."""
    content = base_map_svg(base, FRAME, scheme, unit=unit)
    return ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>')


def laid(tree: ET.Element) -> list[float]:
    """The ground is drawn at a scale of its own: its factors and shifts in the picture, x and y."""
    (ground,) = (group for group in tree.iter(f"{SVG}g") if group.get("transform"))
    across, _, _, down, x, y = map(float, ground.get("transform", "")[7:-1].split())
    return [across, down, x, y]


def strokes(tree: ET.Element) -> list[tuple[str, float]]:
    """Colour and width in the picture of every line drawn, in order."""
    lines = (
        path_element
        for path_element in tree.iter(f"{SVG}path")
        if path_element.get("fill") == "none"
    )
    return [
        (line.get("stroke", ""), float(line.get("stroke-width", 0)) * laid(tree)[0])
        for line in lines
    ]


def walked_corners(ring: str, laid: list[float]) -> list[tuple[float, float]]:
    """The corners in the picture of ``x y l dx dy dx dy ...``."""
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", ring)]
    across, down, left, top = laid
    x = y = 0.0
    corners = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        corners.append((left + across * x, top + down * y))
    return corners


def test_a_path_walks_in_tenths_of_a_unit() -> None:
    # (100, 300), (100.04, 300): the same tenth, (150.56, 320)
    line = ((0.003, 0.001), (0.003, 0.0010004), (0.0028, 0.0015056))
    assert path(line, FRAME) == "M100 300l50.6 20"


def test_hostile_street_names_stay_text() -> None:
    texts = {label.text for label in drawn().iter(f"{SVG}text")}
    assert texts == {'Smith & <Sons> "Lane"', "Main Road"}


def test_every_name_is_written_upon_its_own_halo() -> None:
    first, second, *_ = drawn().iter(f"{SVG}text")
    assert first.text == second.text
    assert (first.get("stroke"), second.get("stroke")) == (COLOUR.halo, None)
    assert first.get("transform") == second.get("transform")


def test_what_lies_elsewhere_is_not_drawn() -> None:
    assert "Elsewhere" not in ET.tostring(drawn(), encoding="unicode")


def test_casings_come_before_all_fillings_so_that_junctions_are_open() -> None:
    widths = [width for _, width in strokes(drawn())]
    # service, street, major cased; then steps to major; then tram and rail
    usual = [4.4, 7.6, 11.0, 2.6, 1.1, 3.0, 6.0, 9.0, 0.8, 1.6]
    assert widths == pytest.approx(usual, abs=0.01)
    assert len(STREET_ORDER) == 5


def test_areas_lie_below_streets_and_buildings_above_water() -> None:
    fills = [path_element.get("fill") for path_element in drawn().iter(f"{SVG}path")]
    areas = COLOUR.areas
    assert fills[:4] == [areas["green"], areas["square"], areas["water"], areas["building"]]
    assert set(fills[4:]) == {"none"}


def test_a_hole_is_cut_out_of_its_building() -> None:
    building = list(drawn().iter(f"{SVG}path"))[3]
    assert building.get("fill-rule") == "evenodd"
    rings = [ring.strip("MZ") for ring in building.get("d", "").split("Z") if ring]
    corners = [walked_corners(ring, laid(drawn())) for ring in rings]
    outer, hole = [(100, 500), (200, 500), (200, 400)], [(150, 480), (160, 480), (160, 470)]
    assert corners == [
        [pytest.approx(corner, abs=0.11) for corner in ring] for ring in (outer, hole)
    ]


def test_widths_and_letters_follow_the_unit() -> None:
    tree = drawn(unit=2.0)
    assert ("#ffffff", pytest.approx(18.0, abs=0.01)) in strokes(tree)
    (letters,) = (group for group in tree.iter(f"{SVG}g") if group.get("font-size"))
    assert letters.get("font-size") == "22.00"


def test_names_keep_clear_of_stops_and_ways() -> None:
    alone = BaseMap(ways=TOWN.ways[1:2])
    route = [(200.0, 0.0), (200.0, 600.0)]
    beside = base_map_svg(alone, FRAME, GREY, unit=1.0, lines=[route])
    (x,) = set(re.findall(r"translate\(([0-9.]+) 300\.0\)", beside))
    # 1.35 letters of 11 units beside the middle of the road
    assert abs(float(x) - 200) == pytest.approx(14.85, abs=0.1)
    covered = [(float(x), float(y)) for x in range(180, 221, 10) for y in range(100, 501, 10)]
    assert "<text" not in base_map_svg(alone, FRAME, GREY, unit=1.0, keep_clear=covered)


def test_grey_is_grey() -> None:
    colours = re.findall(r"#([0-9a-f]{6})", base_map_svg(TOWN, FRAME, GREY, unit=1.0))
    assert colours
    assert all(code[:2] == code[2:4] == code[4:] for code in colours)


@pytest.mark.parametrize("scheme", [COLOUR, GREY])
def test_no_map_is_plain_ground(scheme: Scheme) -> None:
    tree = drawn(BaseMap(), scheme)
    (ground,) = tree.iter(f"{SVG}rect")
    assert (ground.get("fill"), ground.get("width"), ground.get("height")) == (
        scheme.ground,
        "800.0",
        "600.0",
    )
    assert all(not path_element.get("d") for path_element in tree.iter(f"{SVG}path"))
