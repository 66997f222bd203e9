"""Where on the streets a place stands, and why it stands nowhere.

Tests ``travel/out_of_reach_by_mode.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routeplan.model.inputs import NO_WAY, Mode, Place
from routeplan.travel import open_source
from routeplan.travel.out_of_reach_by_mode import MapWay, nearest_on_map
from routeplan.travel.source import Journey
from tests.travel.drawn import Drawing, travel
from tests.travel.reasons import codes_of, texts_of
from tests.travel.streets import coordinate_at, place_at


def yard(x: float, y: float, drawing: Drawing) -> None:
    """A yard full of short paths around a point, joined to nothing outside."""
    spokes = [(x + 5 * dx, y + 5 * dy) for dx in range(-3, 4) for dy in range(-3, 4)]
    for spoke in spokes:
        drawing.way((x, y), spoke, highway="footway")


def test_a_home_in_a_yard_full_of_paths_is_reached_from_the_street(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), (800, 0), name="Main Street")
    yard(400.5, 70.5, drawing)  # 49 paths, all nearer than the street
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 0), (400, 70))
    assert there.metres[1] == pytest.approx(400 + 70, abs=1)
    assert there.codes == {}


BARS = {
    "a river": ({"waterway": "river"}, False),
    "a railway": ({"railway": "rail"}, False),
    "the bank of a lake": ({"natural": "water"}, False),
    "a river in a pipe": ({"waterway": "river", "tunnel": "culvert"}, True),
    "a fence": ({"barrier": "fence"}, True),  # yards have fences, and gates that no map knows
}


@pytest.mark.parametrize(("tags", "reached"), BARS.values(), ids=BARS)
def test_from_a_yard_nobody_walks_over(tags: dict[str, str], reached: bool, tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), (800, 0), name="Main Street")
    yard(400.5, 70.5, drawing)
    drawing.line((-100, 30), (900, 30), **tags)
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 0), (400, 70))
    assert there.codes == ({} if reached else {1: "not-joined"})


def test_a_lake_of_several_pieces_is_not_walked_over(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), (800, 0), name="Main Street")
    yard(400.5, 70.5, drawing)
    pieces = [
        drawing.line((-100, 40), (-100, 30), (900, 30)),
        drawing.line((900, 30), (900, 40), (-100, 40)),
    ]
    members = [(piece, "outer") for piece in pieces]
    drawing.relations.append((members, {"type": "multipolygon", "natural": "water"}))
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 0), (400, 70))
    assert there.codes == {1: "not-joined"}


def test_a_station_in_a_yard_joined_to_nothing_is_put_on_the_street(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), (800, 0), name="Main Street")
    yard(0.5, 60.5, drawing)
    homes = [(400.0, 5.0), (800.0, 5.0), (4.0, 64.0)]
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 60), *homes)
    # 60 m to the street, and 5 m from it; the last one, in the yard itself, 64 m.
    assert there.metres[1:] == pytest.approx([465, 865, 4 + 60 + 64], abs=2)


def test_a_door_is_on_the_street_that_its_address_names(tmp_path: Path) -> None:
    # Back Lane is 10 m from the door, Front Street 20 m, and they meet 300 m to the east only.
    drawing = Drawing()
    drawing.way((0, 0), (300, 0), name="Front Street")
    drawing.way((0, 30), (300, 30), (300, 0), name="Back Lane")
    door = coordinate_at(50, 20)
    labels = {"Front Street 7": 50 + 20, "Back Lane 3": 300 + 30 + 250 + 10, "": 590}
    places = [Place(door, label) for label in labels]
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 0), *places)
    assert there.metres[1:] == pytest.approx(list(labels.values()), abs=2)


def test_a_named_street_much_farther_away_is_not_taken(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (300, 0), name="Front Street")
    drawing.way((0, 60), (300, 60), (300, 0), name="Back Lane")
    places = [Place(coordinate_at(50, 50), "Front Street 7")]
    there = travel(tmp_path, drawing, Mode.FOOT, (0, 0), *places)
    assert there.metres[1] == pytest.approx(300 + 60 + 250 + 10, abs=2)


def test_one_way_streets_cut_off_by_the_extract_s_edge_are_told(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), (800, 0), name="Main Street")
    drawing.way((400, 0), (400, 300), name="Out Street", oneway="yes")
    drawing.way((800, 300), (800, 0), name="In Street", oneway="yes")
    doors = [(0.0, 0.0), (405.0, 250.0), (805.0, 250.0), (200.0, 5.0)]
    by_car = travel(tmp_path, drawing, Mode.CAR, *doors)
    # Out Street can be driven up: 400 + 250 + 5 m.
    assert by_car.metres[1:] == [pytest.approx(655, abs=2), NO_WAY, pytest.approx(205, abs=2)]
    assert by_car.codes == {1: "one-way-at-edge", 2: "one-way-at-edge"}
    assert travel(tmp_path, drawing, Mode.FOOT, *doors).codes == {}


def test_a_mode_without_a_way_to_the_station_says_so(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), highway="footway")
    drawing.way((400, 0), (800, 0), name="Main Street")
    area = drawing.write(tmp_path / "drawn.osm.pbf")
    source = open_source("streets", area=area, cache=tmp_path / "cache")
    tables = source.tables([place_at(0, 0), place_at(600, 5)], [Mode.FOOT, Mode.CAR])
    source.close()
    assert codes_of(tables) == {
        (Mode.CAR, 0): "no-way-open-near",
        (Mode.CAR, 1): "station-off-street",
    }


@pytest.mark.parametrize(
    ("north", "text"),
    [
        (-140, "no street within 100 m, the nearest is 140 m away"),
        (-44_000, "no street within 100 m, the nearest is 44 km away"),
    ],
)
def test_how_far_off_a_place_is_is_told(north: float, text: str, tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0))
    off = travel(tmp_path, drawing, Mode.FOOT, (0, 0), (200, north))
    assert (off.codes, off.texts) == ({1: "no-way-near"}, {1: text})


def test_what_the_map_has_nearest_is_named_with_its_distance(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0), highway="motorway", name="A 5")
    drawing.way((0, 90), (400, 90))
    drawing.line((0, 20), (400, 20), waterway="river")
    area = drawing.write(tmp_path / "drawn.osm.pbf")
    near, far = nearest_on_map(area, [coordinate_at(200, 30), coordinate_at(430, 90)])
    assert near == MapWay("motorway", "A 5", pytest.approx(30, abs=0.2))
    assert far == MapWay("residential", "", pytest.approx(30, abs=0.2))


def test_a_map_without_highways_names_nothing(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.line((0, 20), (400, 20), waterway="river")
    area = drawing.write(tmp_path / "drawn.osm.pbf")
    assert nearest_on_map(area, [coordinate_at(200, 30)]) == [None]


def test_a_large_extract_is_not_read_once_more_for_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Drawing()
    drawing.way((0, 0), (400, 0))
    area = drawing.write(tmp_path / "drawn.osm.pbf")
    monkeypatch.setattr("routeplan.travel.out_of_reach_by_mode.LARGEST_BYTES", 10)
    assert nearest_on_map(area, [coordinate_at(200, 30)]) == [None]


# One route: its table, its line, its turns.

SHARED = Path(__file__).parents[3] / "shared" / "data" / "osm"
EXTRACTS = ("heidelberg", "liechtenstein", "moscow", "munchen", "nyc")


def addresses(area: Path, count: int) -> Iterator[Place]:
    """House numbers of an extract, spread over it."""
    import osmium

    found = [
        (item.lat, item.lon)
        for item in osmium.FileProcessor(str(area), osmium.osm.NODE).with_filter(
            osmium.filter.KeyFilter("addr:housenumber")
        )
        if isinstance(item, osmium.osm.Node)
    ]
    if not found:  # New York draws its numbers on buildings
        for way in (
            osmium.FileProcessor(str(area))
            .with_locations()
            .with_filter(osmium.filter.KeyFilter("addr:housenumber"))
        ):
            if isinstance(way, osmium.osm.Way) and way.nodes[0].location.valid():
                found.append((way.nodes[0].lat, way.nodes[0].lon))
    from routeplan.model.inputs import Coordinate

    for latitude, longitude in sorted(found)[:: max(1, len(found) // count)]:
        yield Place(Coordinate(latitude, longitude), "")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("name", EXTRACTS)
def test_table_line_and_turns_of_a_leg_are_one_route(name: str, mode: Mode, tmp_path: Path) -> None:
    from routeplan.model.inputs import Coordinate
    from routeplan.model.places import great_circle_metres_between

    if not SHARED.is_dir():
        pytest.skip("no folder shared/ beside the checkout")
    (area,) = SHARED.glob(f"{name}*.osm.pbf")
    places = list(addresses(area, 40))
    source = open_source("streets", area=area, cache=tmp_path)
    tables = source.tables(places, [mode])
    reached = [p for p in range(len(places)) if (mode, p) not in texts_of(tables)]
    assert len(reached) > 30
    journeys = [Journey(mode, here, there) for here in reached for there in reached[::3]]
    legs = source.legs(places, journeys, tables)
    source.close()
    for journey, leg in zip(journeys, legs, strict=True):
        if journey.from_place == journey.to_place:
            continue
        ends = [places[journey.from_place].coordinate, places[journey.to_place].coordinate]
        assert [leg.line[0], leg.line[-1]] == [
            (round(end.latitude, 6), round(end.longitude, 6)) for end in ends
        ]
        points = [Coordinate(*point) for point in leg.line]
        length = sum(map(great_circle_metres_between, points, points[1:]))
        assert leg.metres == pytest.approx(length, rel=0.01, abs=3)
        # The first and last piece of the line lead from door to street.
        walks = sum(great_circle_metres_between(*pair) for pair in (points[:2], points[-2:]))
        along = sum(turn.metres for turn in leg.turns)
        assert leg.metres == pytest.approx(along + walks, rel=0.01, abs=5 + len(leg.turns))
