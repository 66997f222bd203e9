"""Walkers cross small streets anywhere, and squares; nobody walks through a wall for that.

Long Street runs 400 m east with a pavement 6 m to its north and one 6 m to its south, joined to it
at its west end only. Two doors face each other at its east end: across the street it is 24 m,
along the pavements and round the west end 800 m.

Tests ``travel/extract.py`` and ``travel/town_squares.py``.
"""

from __future__ import annotations

from pathlib import Path

import osmium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.model.inputs import Mode
from routeplan.travel import open_source
from routeplan.travel.extract import Streets, read_streets
from routeplan.travel.osrm_build import network
from routeplan.travel.source import Journey
from routeplan.travel.street_crossings import add_crossings
from routeplan.travel.town_squares import keep_open_squares
from tests.travel.drawn import Drawing, Point, travel
from tests.travel.streets import place_at

NORTH, SOUTH = (390.0, 12.0), (390.0, -12.0)
ROUND = 380.0 + 400
"""Metres at least, on pavements alone."""


def long_street(
    street: dict[str, str] | None = None, pavement: dict[str, str] | None = None, beside: float = 6
) -> Drawing:
    """The drawing, with tags of the street and of its northern pavement."""
    drawing = Drawing()
    drawing.way((-50, 0), (0, 0), name="Station Road")
    drawing.way(
        (0, 0), (400, 0), **({"highway": "residential", "name": "Long Street"} | (street or {}))
    )
    for north, tags in ((beside, pavement or {}), (-6, {})):
        kind = {"highway": "footway", "footway": "sidewalk"} | tags
        drawing.way((0, 0), (0, north), (400, north), **kind)
    return drawing


def across(folder: Path, drawing: Drawing) -> int:
    """Metres from door to door."""
    return travel(folder, drawing, Mode.FOOT, NORTH, SOUTH).metres[1]


@pytest.mark.parametrize(
    "highway",
    ["residential", "living_street", "service", "unclassified", "tertiary", "pedestrian"],
)
def test_a_small_street_is_crossed_straight(highway: str, tmp_path: Path) -> None:
    # 24 m across, and at most 10 m along the pavement to the next link and 10 m back.
    metres = across(tmp_path, long_street({"highway": highway, "sidewalk": "separate"}))
    assert 24 <= metres <= 24 + 20 + 2


def test_a_footway_close_beside_the_street_is_a_pavement_too(tmp_path: Path) -> None:
    assert across(tmp_path, long_street(pavement={"footway": "no"})) <= 46


@pytest.mark.parametrize(
    ("street", "pavement", "beside"),
    [
        pytest.param({"highway": "primary", "sidewalk": "separate"}, {}, 6, id="a big road"),
        pytest.param({"lanes": "4"}, {}, 6, id="four lanes"),
        pytest.param({"highway": "tertiary", "maxspeed": "70"}, {}, 6, id="cars go fast"),
        pytest.param({"maxspeed": "40 mph"}, {}, 6, id="miles an hour"),
        pytest.param({"bridge": "yes", "layer": "1"}, {}, 6, id="a bridge"),
        pytest.param({"tunnel": "yes"}, {}, 6, id="a tunnel"),
        pytest.param({}, {"layer": "1"}, 6, id="a pavement overhead"),
        pytest.param({}, {}, 20, id="a pavement far away"),
        pytest.param({}, {"footway": "no"}, 12, id="a path behind the gardens"),
    ],
)
def test_what_is_no_small_street_with_pavements_gets_no_links(
    street: dict[str, str], pavement: dict[str, str], beside: float, tmp_path: Path
) -> None:
    streets = drawn(tmp_path, long_street(street, pavement, beside))
    add_crossings(streets)
    north = [spot for ends in links(streets) for spot in ends if spot[1] > 60.17002]
    assert north == []


def drawn(folder: Path, drawing: Drawing) -> Streets:
    return read_streets(drawing.write(folder / "drawn.osm.pbf"))


def links(streets: Streets) -> list[list[tuple[float, float]]]:
    """The ends of each link, (longitude, latitude)."""
    return [
        [streets.points[ref] for ref in way.nodes]
        for way in streets.ways
        if way.tags.get("footway") == "crossing"
    ]


WALLS = {
    "a fence": {"barrier": "fence"},
    "a wall": {"barrier": "wall"},
    "a stream": {"waterway": "stream"},
    "rails": {"railway": "rail"},
}


@pytest.mark.parametrize("wall", WALLS)
def test_nobody_crosses(wall: str, tmp_path: Path) -> None:
    drawing = long_street()
    drawing.line((-40, 3), (420, 3), **WALLS[wall])
    assert across(tmp_path, drawing) >= ROUND


@pytest.mark.parametrize("tags", [{"barrier": "kerb"}, {"railway": "tram"}, {"building": "roof"}])
def test_a_kerb_or_tram_stops_nobody(tags: dict[str, str], tmp_path: Path) -> None:
    drawing = long_street()
    drawing.line((-40, 3), (420, 3), **tags)
    assert across(tmp_path, drawing) <= 46


def test_a_building_of_several_pieces_stops_everybody(tmp_path: Path) -> None:
    drawing = long_street()
    outline = [(1.0, 2.0), (410.0, 2.0), (410.0, 4.0), (1.0, 4.0)]
    one = drawing.line(*outline[:3])
    other = drawing.line(*outline[2:], outline[0])
    drawing.relations.append(
        ([(one, "outer"), (other, "outer")], {"type": "multipolygon", "building": "yes"})
    )
    assert across(tmp_path, drawing) >= ROUND


def test_directions_name_a_pavement_after_its_street(tmp_path: Path) -> None:
    source = open_source(
        "streets", area=long_street().write(tmp_path / "a.osm.pbf"), cache=tmp_path / "cache"
    )
    places = [place_at(-50, 0), place_at(*NORTH)]
    tables = source.tables(places, [Mode.FOOT])
    (leg,) = source.legs(places, [Journey(Mode.FOOT, 0, 1)], tables)
    source.close()
    assert [turn.street for turn in leg.turns] == ["Station Road", "Long Street"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(-300, 300)), min_size=2, max_size=6,
                unique=True), st.integers(2, 14))  # fmt: skip
def test_links_keep_every_way_s_line_and_join_both_ways(
    tmp_path_factory: pytest.TempPathFactory, corners: list[tuple[int, int]], beside: int
) -> None:
    drawing = Drawing()
    drawing.way(*corners, name="Crooked Lane")
    drawing.way(*[(x, y + beside) for x, y in corners], highway="footway", footway="sidewalk")
    streets = drawn(tmp_path_factory.mktemp("drawn"), drawing)
    before = [[streets.points[ref] for ref in way.nodes] for way in streets.ways]
    count = add_crossings(streets)
    for line, way in zip(before, streets.ways, strict=False):
        kept = [streets.points[ref] for ref in way.nodes]
        assert [point for point in kept if point in line] == line
    on_lane, on_pavement = (set(streets.ways[k].nodes) for k in (0, 1))
    crossings = [way for way in streets.ways if way.tags.get("footway") == "crossing"]
    assert len(crossings) <= count
    assert all(way.nodes[0] in on_lane and way.nodes[1] in on_pavement for way in crossings)


# Squares.


SQUARE: list[Point] = [(0, 0), (100, 0), (100, 100), (0, 100)]


def square(folder: Path, *, built_on: bool, pieces: bool) -> int:
    """Metres from corner to corner of a square of 100 m."""
    drawing = Drawing()
    drawing.way((-200, 0), (0, 0), name="West Road")
    drawing.way((100, 100), (300, 100), name="East Road")
    if pieces:
        members = [
            (drawing.line(*SQUARE[:3]), "outer"),
            (drawing.line(*SQUARE[2:], SQUARE[0]), "outer"),
        ]
        drawing.relations.append((members, {"type": "multipolygon", "highway": "pedestrian"}))
        drawing.way((0, 0), (100, 0), (100, 100))  # the way round
    else:
        drawing.way(*SQUARE, SQUARE[0], highway="pedestrian", area="yes")
    if built_on:
        drawing.line((40, 40), (60, 40), (60, 60), (40, 60), (40, 40), building="church")
    return travel(folder, drawing, Mode.FOOT, (-200, 0), (300, 100)).metres[1]


@pytest.mark.parametrize("pieces", [False, True])
def test_an_open_square_is_crossed_and_one_that_is_built_on_walked_around(
    pieces: bool, tmp_path: Path
) -> None:
    # Across: 200 + 141.4 + 200 m; round two sides: 600 m.
    for built_on, metres in ((False, 541.4), (True, 600)):
        folder = tmp_path / str(built_on)
        folder.mkdir()
        assert square(folder, built_on=built_on, pieces=pieces) == pytest.approx(metres, abs=3)


def test_a_square_whose_edge_a_building_shares_is_open(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way(*SQUARE, SQUARE[0], highway="pedestrian", area="yes")
    drawing.line((0, 100), (100, 100), (100, 120), (0, 120), (0, 100), building="yes")
    streets = drawn(tmp_path, drawing)
    keep_open_squares(streets)
    assert streets.ways[0].tags["area"] == "yes"


# Extracts drawn in an editor.


@pytest.mark.parametrize(
    ("first", "step"),
    [pytest.param(-1, -1, id="negative ids"), pytest.param(2**41, 1, id="more than 40 bits")],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_ids_that_osrm_cannot_take_are_numbered_anew(
    first: int, step: int, mode: Mode, tmp_path: Path
) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (100, 0), (200, 0))
    area = drawing.write(tmp_path / "own.osm.pbf", first, step)
    source = open_source("streets", area=area, cache=tmp_path / "cache")
    tables = source.tables([place_at(0, 0), place_at(200, 0)], [mode])
    source.close()
    assert tables.metres[0, 0, 1] == pytest.approx(200, abs=1)


def test_a_turn_that_is_forbidden_stays_so_when_it_is_numbered_anew(tmp_path: Path) -> None:
    drawing = Drawing()
    here = drawing.way((0, 0), (100, 0))
    drawing.way((100, 0), (200, 0))
    north = drawing.way((100, 0), (100, 100))
    drawing.way((200, 0), (200, 100), (100, 100))
    area = drawing.write(tmp_path / "with.osm.pbf", -1, -1)
    assert by_car(area, tmp_path / "free") == pytest.approx(200, abs=2)
    forbidden = tmp_path / "without.osm.pbf"
    with osmium.SimpleWriter(str(forbidden)) as writer:
        for item in osmium.FileProcessor(str(area)):
            writer.add(item)
        members = [("w", -here, "from"), ("n", -drawing.nodes[100, 0], "via"), ("w", -north, "to")]
        tags = {"type": "restriction", "restriction": "no_left_turn"}
        writer.add_relation(osmium.osm.mutable.Relation(id=-1, members=members, tags=tags))
    # Round by the east: 100 + 100 + 100 + 100 m.
    assert by_car(forbidden, tmp_path / "bound") == pytest.approx(400, abs=2)


def by_car(area: Path, cache: Path) -> int:
    source = open_source("streets", area=area, cache=cache)
    tables = source.tables([place_at(0, 0), place_at(100, 100)], [Mode.CAR])
    source.close()
    return int(tables.metres[0, 0, 1])


def test_a_large_extract_is_built_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routeplan.travel.osrm_build.LARGEST_BYTES", 0)
    assert across(tmp_path, long_street()) >= ROUND
    assert network(tmp_path / "drawn.osm.pbf", Mode.FOOT, tmp_path / "cache").parent.is_dir()
