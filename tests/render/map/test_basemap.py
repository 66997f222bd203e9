"""What is drawn of an OpenStreetMap extract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from routeplan.errors import StreetNetworkError
from routeplan.render.map.basemap import Area, BaseMap, DrawnWay, read_base_map
from routeplan.render.projection import Bounds

NODES = {
    1: (60.0, 25.0),
    2: (60.0, 25.01),
    3: (60.01, 25.01),
    4: (60.01, 25.0),
    5: (60.004, 25.004),
    6: (60.004, 25.006),
    7: (60.006, 25.006),
}
RING, HOLE = (1, 2, 3, 4, 1), (5, 6, 7, 5)
Tags = Mapping[str, str]


def extract(
    folder: Path, ways: Sequence[tuple[Sequence[int], Tags]], relation: Tags | None = None
) -> Path:
    """An extract with these ways; ``relation`` makes the first two one area, the second a hole."""
    nodes = (f'<node id="{k}" lat="{lat}" lon="{lon}"/>' for k, (lat, lon) in NODES.items())
    lines = [
        f'<way id="{k}">{"".join(f"<nd ref={n!r}/>" for n in map(str, refs))}{_tags(tags)}</way>'
        for k, (refs, tags) in enumerate(ways, start=1)
    ]
    members = '<member type="way" ref="1" role="outer"/><member type="way" ref="2" role="inner"/>'
    more = f'<relation id="1">{members}{_tags(relation)}</relation>' if relation else ""
    file = folder / "area.osm"
    file.write_text(f'<osm version="0.6">{"".join(nodes)}{"".join(lines)}{more}</osm>')
    return file


def _tags(tags: Tags) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


def one_way(folder: Path, **tags: str) -> list[tuple[str, str]]:
    """Kind and name of what is drawn of a way with these tags."""
    base = read_base_map(extract(folder, [((1, 2, 3), tags)]))
    return [(way.kind, way.name) for way in base.ways]


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        pytest.param({"highway": "primary"}, "major", id="a main road"),
        pytest.param({"highway": "primary_link"}, "major", id="its slip road"),
        pytest.param({"highway": "residential"}, "street", id="a street"),
        pytest.param({"highway": "service"}, "service", id="a yard"),
        pytest.param({"highway": "footway"}, "path", id="a path"),
        pytest.param({"highway": "steps"}, "steps", id="steps"),
        pytest.param({"railway": "tram"}, "tram", id="a tram line"),
        pytest.param({"railway": "rail"}, "rail", id="a railway"),
        pytest.param({"highway": "proposed"}, "", id="not there yet"),
        pytest.param({"highway": "residential", "tunnel": "yes"}, "", id="underground"),
        pytest.param({"highway": "footway", "indoor": "yes"}, "", id="inside a building"),
        pytest.param({"highway": "footway", "area": "yes"}, "", id="a surface"),
        pytest.param({"railway": "abandoned"}, "", id="a railway of old"),
        pytest.param({"power": "line"}, "", id="no way at all"),
    ],
)
def test_ways_are_drawn_by_their_kind(tmp_path: Path, tags: Tags, kind: str) -> None:
    assert one_way(tmp_path, **tags) == ([(kind, "")] if kind else [])


def test_streets_keep_their_names_and_steps_have_none(tmp_path: Path) -> None:
    assert one_way(tmp_path, highway="residential", name="Mill Lane") == [("street", "Mill Lane")]
    assert one_way(tmp_path, highway="steps", name="Mill Steps") == [("steps", "")]


def test_a_way_is_a_line_of_latitude_and_longitude(tmp_path: Path) -> None:
    base = read_base_map(extract(tmp_path, [((1, 2), {"highway": "residential"})]))
    assert base.ways == (DrawnWay("street", ((60.0, 25.0), (60.0, 25.01))),)


def test_points_that_the_extract_lacks_are_left_out(tmp_path: Path) -> None:
    street = {"highway": "residential"}
    base = read_base_map(extract(tmp_path, [((1, 99, 2), street), ((1, 99), street)]))
    # the second way keeps one point, which is no line
    assert [way.line for way in base.ways] == [((60.0, 25.0), (60.0, 25.01))]


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        pytest.param({"building": "yes"}, "building", id="a house"),
        pytest.param({"building": "no"}, "", id="no house"),
        pytest.param({"natural": "water"}, "water", id="a lake"),
        pytest.param({"waterway": "riverbank"}, "water", id="a river"),
        pytest.param({"place": "square"}, "square", id="a square"),
        pytest.param({"highway": "pedestrian", "area": "yes"}, "square", id="a pedestrian area"),
        pytest.param({"leisure": "park"}, "green", id="a park"),
        pytest.param({"landuse": "forest"}, "green", id="a forest"),
        pytest.param({"natural": "wood"}, "green", id="a wood"),
        pytest.param({"landuse": "industrial"}, "", id="nothing drawn"),
    ],
)
def test_areas_are_drawn_by_their_kind(tmp_path: Path, tags: Tags, kind: str) -> None:
    base = read_base_map(extract(tmp_path, [(RING, tags)]))
    assert [area.kind for area in base.areas] == ([kind] if kind else [])


def test_a_yard_is_a_hole_in_its_building(tmp_path: Path) -> None:
    relation = {"type": "multipolygon", "building": "yes"}
    base = read_base_map(extract(tmp_path, [(RING, {}), (HOLE, {})], relation))
    (building,) = base.areas
    assert [len(ring) for ring in building.rings] == [5, 4]
    assert set(building.rings[1]) == {NODES[5], NODES[6], NODES[7]}
    assert building.bounds == Bounds(60.0, 25.0, 60.01, 25.01)


def test_no_extract_is_an_empty_map(tmp_path: Path) -> None:
    base = read_base_map(tmp_path / "area.osm.pbf")
    assert base == BaseMap()
    assert not base


def test_a_file_that_is_no_extract_is_told(tmp_path: Path) -> None:
    file = tmp_path / "area.osm.pbf"
    file.write_bytes(b"not an extract")
    with pytest.raises(StreetNetworkError, match=r"area\.osm\.pbf cannot be read"):
        read_base_map(file)


def test_only_what_meets_a_box_is_within_it() -> None:
    near, far = ((60.0, 25.0), (60.001, 25.001)), ((61.0, 25.0), (61.001, 25.001))
    base = BaseMap(
        ways=(DrawnWay("street", near), DrawnWay("street", far)),
        areas=(Area("water", ((*far, (61.0, 25.001)),)), Area("green", ((*near, near[0]),))),
    )
    within = base.within(Bounds(59.9, 24.9, 60.0005, 25.1))
    assert [way.line for way in within.ways] == [near]
    assert [area.kind for area in within.areas] == ["green"]
    assert within
