"""A sheet's map read back: every street with a stop is named, and no number hides another or it.

Tests ``render/map/home_street_names.py``.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import hypot
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from shapely import Polygon, affinity, box

from routeplan.render.map.basemap import BaseMap, DrawnWay, read_base_map
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.screen_map import ScreenMap, label_levels
from routeplan.render.map.sheet_map import route_svg
from routeplan.render.paper.missing_glyphs import sign_widths
from routeplan.render.projection import Point
from routeplan.render.round_view import Look, Marker, Resident, ShownRound, ShownStop
from routeplan.render.rounds import make_rounds
from tests.check.sound import sound_plan, station

DATA = Path(__file__).parents[3] / "data"
SVG = "{http://www.w3.org/2000/svg}"
STATION = (60.1709, 24.9436)
METRE = 1 / 111_319.49


class HomeAt(NamedTuple):
    """A home of the demonstration."""

    address: str
    at: Point


class Drawn(NamedTuple):
    """A panel as read: boxes of the numbers by their text, and of the names of homes' streets."""

    signs: list[tuple[str, Polygon]]
    names: list[tuple[str, Polygon]]
    scale: str


@cache
def homes() -> tuple[HomeAt, ...]:
    with (DATA / "households.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["address"], row["latitude"], row["longitude"]) for row in csv.DictReader(file)]
    return tuple(HomeAt(address, (float(y), float(x))) for address, y, x in rows if x and y)


@cache
def town() -> BaseMap:
    return read_base_map(DATA / "area.osm.pbf")


@cache
def terrain() -> Terrain:
    return Terrain(town())


def shown(stops: Sequence[HomeAt], at: Point = STATION) -> ShownRound:
    """A round that calls on these homes in order; homes at one point share a marker."""
    (any_round, *_) = make_rounds(sound_plan(), station(), Look())
    rows = [
        ShownStop(k, False, "", "", "", "", "", "", Resident(f"R{k}", stop.address, ()), ())
        for k, stop in enumerate(stops, start=1)
    ]
    places: dict[Point, list[str]] = {}
    for k, stop in enumerate(stops, start=1):
        places.setdefault(stop.at, []).append(str(k))
    markers = [
        Marker(", ".join(numbers), "morning", where, tuple(numbers))
        for where, numbers in places.items()
    ]
    ways = tuple((one, other) for one, other in zip([at, *places], [*places, at], strict=True))
    return replace(
        any_round,
        rows=tuple(rows),
        reserve=(),
        markers=(Marker("", "station", at), *markers),
        ways=ways,
    )


def drawn(
    round_shown: ShownRound, ground: Terrain | None = None, height: float = 120.0
) -> list[Drawn]:
    """The panels of the picture as a reader finds them."""
    picture = route_svg(round_shown, ground or terrain(), width_mm=186.0, height_mm=height)
    return [_panel(panel) for panel in ET.fromstring(picture.svg).findall(f"{SVG}svg")]


def _panel(panel: ET.Element) -> Drawn:
    signs = [
        (sign.findtext(f"{SVG}text") or "", _shape(sign[0]))
        for sign in panel.iter(f"{SVG}g")
        if sign.get("class") == "sign"
    ]
    names = [
        (label.text or "", _name_box(label, float(group.get("font-size", ""))))
        for group in panel.iter(f"{SVG}g")
        if group.get("class") == "home"
        for label in group
        if label.get("stroke") is None
    ]
    scale = next(
        label.text or "" for label in panel.iter(f"{SVG}text") if (label.text or "")[:2] == "1:"
    )
    return Drawn(signs, names, scale)


def _shape(shape: ET.Element) -> Polygon:
    """The box around a disc or square, or the rhombus itself."""
    if shape.tag == f"{SVG}rect":
        x, y, width, height = (float(shape.get(key, "")) for key in ("x", "y", "width", "height"))
        return box(x, y, x + width, y + height)
    points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", shape.get("d") or "")
    return Polygon([(float(x), float(y)) for x, y in points])


def _name_box(text: ET.Element, letters: float) -> Polygon:
    """What the letters cover, by their widths in the font; bold ones are a little wider."""
    found = re.match(r"translate\((\S+) (\S+)\) rotate\((\S+)\)", text.get("transform", ""))
    assert found
    x, y, angle = map(float, found.groups())
    width = 1.06 * letters * sum(sign_widths()[ord(sign)] for sign in text.text or "")
    height = 0.8 * letters
    level = box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return affinity.rotate(level, angle, origin=(x, y))


def street_of(address: str) -> str:
    """``Unioninkatu`` of ``Unioninkatu 20 as. 17``."""
    return re.split(r"\s\d", address)[0]


def assert_reads_well(panels: Sequence[Drawn], stops: Sequence[HomeAt]) -> None:
    named = {name for panel in panels for name, _ in panel.names}
    assert {street_of(stop.address) for stop in stops} <= named
    numbers = [
        number
        for panel in panels
        for text, _ in panel.signs
        for number in text.split(", ")
        if number
    ]
    assert sorted(numbers, key=int) == [str(k) for k in range(1, len(stops) + 1)]
    for panel in panels:
        for (one, a), (other, b) in combinations(panel.signs, 2):
            assert a.intersection(b).area < 0.5, (one, other)
        for name, letters in panel.names:
            for sign, covered in panel.signs:
                assert letters.intersection(covered).area < 1.0, (name, sign)
        for (one, a), (other, b) in combinations(panel.names, 2):
            assert a.intersection(b).area < 1.0, (one, other)


def chosen(seed: int, *, together: bool) -> list[HomeAt]:
    """Homes at random: all over town, or the nearest to one of them."""
    known = {way.name for way in town().ways}
    on_streets = [home for home in homes() if street_of(home.address) in known]
    assert len(on_streets) > 300
    dice = Random(seed)
    if not together:
        return dice.sample(on_streets, 22)
    (south, west) = dice.choice(on_streets).at
    near = sorted(on_streets, key=lambda home: hypot(home.at[0] - south, (home.at[1] - west) / 2))
    return dice.sample(near[:60], 25)


@pytest.mark.parametrize("height", [62.0, 150.0])
@pytest.mark.parametrize("together", [False, True], ids=["all over town", "close together"])
@pytest.mark.parametrize("seed", range(12))
def test_every_street_with_a_stop_is_named_and_nothing_hides_another(
    seed: int, together: bool, height: float
) -> None:
    stops = chosen(seed, together=together)
    assert_reads_well(drawn(shown(stops), height=height), stops)


def test_a_street_that_the_map_lacks_is_named_by_the_nearest() -> None:
    lane = DrawnWay("street", ((0.0, -0.001), (0.0, 0.004)), "Mill Lane")
    stops = [HomeAt("Elsewhere 4", (20 * METRE, 100 * METRE))]
    (panel,) = drawn(shown(stops, (0.0, 0.0)), Terrain(BaseMap(ways=(lane,))))
    assert [name for name, _ in panel.names] == ["Mill Lane"]


def test_a_street_is_not_named_for_a_longer_one_that_begins_like_it() -> None:
    ways = [
        DrawnWay("street", ((north * METRE, -0.001), (north * METRE, 0.004)), name)
        for north, name in ((0, "Mill"), (60, "Mill Lane"), (120, "人民路"))
    ]
    stops = [
        HomeAt("Mill Lane 4", (10 * METRE, 100 * METRE)),
        HomeAt("人民路12号", (70 * METRE, 300 * METRE)),
    ]
    (panel,) = drawn(shown(stops, (0.0, 0.0)), Terrain(BaseMap(ways=tuple(ways))))
    assert sorted(name for name, _ in panel.names) == ["Mill Lane", "人民路"]


def test_a_lane_shorter_than_its_name_is_named_and_not_hidden() -> None:
    """The lane is 10 m long: 2 mm at 1:5,000, where its name takes 20 mm."""
    road = DrawnWay("street", ((0.0, -0.004), (0.0, 0.008)), "Long Road")
    lane = DrawnWay("street", ((0.0, 300 * METRE), (10 * METRE, 300 * METRE)), "Little Bakers Lane")
    stops = [
        HomeAt("Little Bakers Lane 1", (10 * METRE, 300 * METRE)),
        HomeAt("Long Road 9", (0.0, 800 * METRE)),
    ]
    (panel,) = drawn(shown(stops, (0.0, 0.0)), Terrain(BaseMap(ways=(road, lane))))
    assert {"Little Bakers Lane", "Long Road"} == {name for name, _ in panel.names}
    for _, letters in panel.names:
        assert all(letters.intersection(sign).area < 1.0 for _, sign in panel.signs)


# Insets


def village(north: float, count: int = 9) -> list[HomeAt]:
    """Homes 12 m apart on a grid."""
    return [
        HomeAt(f"Mill Lane {k}", ((north + 12 * (k // 3)) * METRE, 12 * (k % 3) * METRE))
        for k in range(count)
    ]


def test_one_far_home_leaves_the_town_an_inset() -> None:
    """9 homes within 24 m and one 6 km away: at 1:75,000 the town is a dot."""
    stops = [*village(100.0), HomeAt("Far Farm 1", (6000 * METRE, 0.0))]
    main, inset = drawn(shown(stops, (0.0, 0.0)), Terrain(BaseMap()))
    assert {text for text, _ in inset.signs} >= {str(k) for k in range(1, 10)}
    assert [text for text, _ in main.signs if text] == ["10"]
    ratio = [int(panel.scale[2:].replace("\u00a0", "")) for panel in (main, inset)]
    assert ratio[1] * 10 < ratio[0]


def test_two_crowded_villages_have_an_inset_each() -> None:
    stops = [*village(100.0), *village(5000.0)]
    panels = drawn(shown(stops, (2500 * METRE, 0.0)), Terrain(BaseMap()))
    assert len(panels) == 3
    assert sorted(len(panel.signs) for panel in panels) == [1, 9, 9]


def test_homes_with_room_have_no_inset() -> None:
    stops = [HomeAt(f"Mill Lane {k}", (0.0, 200 * k * METRE)) for k in range(1, 10)]
    assert len(drawn(shown(stops, (0.0, 0.0)), Terrain(BaseMap()))) == 1


@pytest.mark.parametrize("seed", range(6))
def test_a_page_names_streets_with_stops_before_all_others(seed: int) -> None:
    stops = chosen(seed, together=True)
    at = [stop.at for stop in stops]
    streets = {street_of(stop.address) for stop in stops}
    ground = ScreenMap.around(town(), at)
    level = label_levels(at, (800, 700))[0]

    def named(**homes: dict[tuple[float, float], tuple[str, ...]]) -> set[str]:
        svg = ground.svg([level], keep_clear=at, **homes)
        return streets & set(re.findall(r"<text [^>]*>([^<]+)</text>", svg))

    with_homes = named(homes={stop.at: (stop.address,) for stop in stops})
    assert with_homes >= named()
    assert len(with_homes) >= 0.8 * len(streets)
