"""Travel on the town's streets, in numbers measured with a ruler (see ``streets.py``).

On foot a metre takes 0.72 s, by car on these streets (25 km/h) 0.144 s, by bike (15 km/h) 0.24 s.
Between door and street a metre takes 1 / 1.2 s whatever the mode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import NO_WAY, Coordinate, Mode, Place, TravelTables
from routeplan.model.places import great_circle_metres_between
from routeplan.model.plan import Leg, Turn
from routeplan.travel import open_source
from routeplan.travel.osrm_embedded import EmbeddedRouter
from routeplan.travel.osrm_router import Spot, TableRows, Way
from routeplan.travel.osrm_source import OsrmSource, SnapLimits
from routeplan.travel.source import Journey, TravelSource
from tests.travel.reasons import codes_of, texts_of
from tests.travel.streets import (
    SECONDS_PER_METRE,
    WALK_SPEED,
    coordinate_at,
    crossing,
    place_at,
    write_city,
)

A, B, C, D, E, F, G, H, NEAR_DOOR, FAR_DOOR = range(10)
PLACES = [*map(crossing, "ABCDEFGH"), place_at(100, -12), place_at(300, -24)]
"""The crossings, a door 12 m and one 24 m beside Market Street; A is the station."""
ISLAND = (G, H)
TOO_FAR = "no street within 100 m, the nearest is 101 m away"


@pytest.fixture(scope="module")
def tables(streets: TravelSource) -> TravelTables:
    """All modes over all places of the town."""
    return streets.tables(PLACES, list(Mode))


def between(tables: TravelTables, mode: Mode, here: int, there: int) -> tuple[int, int]:
    """Seconds and metres from place to place."""
    table = tables.modes.index(mode)
    return int(tables.seconds[table, here, there]), int(tables.metres[table, here, there])


@pytest.mark.parametrize(
    ("here", "there", "along", "beside"),
    [
        pytest.param(A, B, 200, 0, id="one block of Market Street"),
        pytest.param(A, C, 400, 0, id="two blocks"),
        pytest.param(A, F, 700, 0, id="across the town: 400 m east, 300 m north"),
        pytest.param(B, E, 300, 0, id="up Church Lane"),
        pytest.param(E, B, 300, 0, id="down Church Lane, one-way for wheels only"),
        pytest.param(A, NEAR_DOOR, 100, 12, id="half a block and 12 m to the door"),
        pytest.param(NEAR_DOOR, FAR_DOOR, 200, 36, id="from door to door: both walks count"),
    ],
)
def test_on_foot_it_is_5_km_an_hour_and_the_walk_to_the_door(
    tables: TravelTables, here: int, there: int, along: float, beside: float
) -> None:
    seconds, metres = between(tables, Mode.FOOT, here, there)
    assert seconds == pytest.approx(SECONDS_PER_METRE * along + beside / WALK_SPEED, abs=1)
    assert metres == pytest.approx(along + beside, abs=1)


@pytest.mark.parametrize(
    ("mode", "seconds_per_metre"),
    [
        pytest.param(Mode.BIKE, 0.24, id="15 km/h"),
        pytest.param(Mode.CAR, 0.144, id="25 km/h"),
    ],
)
def test_a_one_way_street_makes_wheels_go_round(
    tables: TravelTables, mode: Mode, seconds_per_metre: float
) -> None:
    with_it, against_it = between(tables, mode, B, E), between(tables, mode, E, B)
    assert with_it == pytest.approx((seconds_per_metre * 300, 300), abs=1)
    # Round one of the two blocks: 200 + 300 + 200 m, and a few seconds for turning.
    assert against_it[1] == pytest.approx(700, abs=1)
    assert seconds_per_metre * 700 <= against_it[0] <= seconds_per_metre * 700 + 20


def test_the_walk_to_a_door_is_a_walk_whatever_the_mode(tables: TravelTables) -> None:
    # 100 m by car: 14.4 s; 12 m on foot: 10 s.
    assert between(tables, Mode.CAR, A, NEAR_DOOR) == pytest.approx((24.4, 112), abs=1)


def test_seconds_and_metres_are_whole_and_never_less_than_the_way(tables: TravelTables) -> None:
    assert tables.seconds.dtype == tables.metres.dtype == np.int32
    on_foot = tables.of(Mode.FOOT)
    # 24 m / 1.2 m/s = 20 s at the door, 72 s along the street.
    assert on_foot[FAR_DOOR, C] in (92, 93)


def test_tables_come_in_the_order_of_modes_asked_for(streets: TravelSource) -> None:
    tables = streets.tables(PLACES[:2], [Mode.CAR, Mode.FOOT])
    assert tables.modes == (Mode.CAR, Mode.FOOT)
    assert tables.seconds[0, A, B] < tables.seconds[1, A, B]


def test_tables_of_streets_say_so_and_are_no_estimate(tables: TravelTables) -> None:
    assert (tables.source, tables.estimate) == ("streets", False)


@pytest.mark.parametrize("mode", list(Mode))
def test_an_island_has_no_way_to_it_and_is_named(tables: TravelTables, mode: Mode) -> None:
    table = tables.of(mode)
    for there in ISLAND:
        mainland = [place for place in range(len(PLACES)) if place not in ISLAND]
        assert set(table[mainland, there]) == set(table[there, mainland]) == {NO_WAY}
        assert codes_of(tables)[mode, there] == "not-joined"
    assert {place for told, place in texts_of(tables) if told == mode} == set(ISLAND)


def test_on_the_island_itself_there_are_ways(tables: TravelTables) -> None:
    assert between(tables, Mode.FOOT, G, H) == pytest.approx((216, 300), abs=1)


# Snap limits.

AT_METRES = (0, 49, 51, 99, 101)


@pytest.fixture(scope="module")
def doors() -> list[Place]:
    """Doors so many metres south of the middle of Market Street's first block."""
    return [place_at(100, -metres) for metres in AT_METRES]


def test_a_door_above_100_m_from_a_street_is_refused(
    streets: TravelSource, doors: list[Place]
) -> None:
    tables = streets.tables(doors, [Mode.FOOT])
    assert texts_of(tables) == {(Mode.FOOT, 4): "no street within 100 m, the nearest is 101 m away"}
    assert codes_of(tables) == {(Mode.FOOT, 4): "no-way-near"}
    assert tables.of(Mode.FOOT)[4].tolist() == [NO_WAY] * 4 + [0]
    assert tables.of(Mode.FOOT)[:, 4].tolist() == [NO_WAY] * 4 + [0]
    # The others stand on one spot of the street: only the walks count, 99 m / 1.2 m/s = 82.5 s.
    assert tables.of(Mode.FOOT)[0, 3] == pytest.approx(83, abs=1)


def test_a_door_above_50_m_from_a_street_is_worth_a_warning(
    streets: TravelSource, doors: list[Place]
) -> None:
    told = streets.far_from_streets(doors, [Mode.FOOT, Mode.CAR])
    assert [(place, mode) for place, mode, _ in told] == [
        (place, mode) for mode in (Mode.FOOT, Mode.CAR) for place in (2, 3, 4)
    ]
    assert [metres for *_, metres in told] == pytest.approx([51, 99, 101] * 2, abs=0.3)


def test_the_settings_limits_and_walking_speed_apply(town: Path, doors: list[Place]) -> None:
    source = open_source(
        "streets",
        area=town,
        cache=town.parent / "cache",
        snap_warn_metres=20,
        snap_refuse_metres=50.5,
        walking_metres_per_second=0.5,
    )
    tables = source.tables(doors, [Mode.FOOT])
    assert set(texts_of(tables).values()) == {
        f"no street within 50.5 m, the nearest is {metres} m away" for metres in (51, 99, 101)
    }
    assert {place for _, place in texts_of(tables)} == {2, 3, 4}
    assert tables.of(Mode.FOOT)[0, 1] == pytest.approx(49 / 0.5, abs=1)
    assert [place for place, *_ in source.far_from_streets(doors, [Mode.FOOT])] == [1, 2, 3, 4]
    source.close()


def test_a_station_without_a_street_by_any_mode_is_told(streets: TravelSource) -> None:
    far = [place_at(100, -500), crossing("A"), crossing("B")]
    with pytest.raises(StreetNetworkError, match=r"^the station, at .* within 100 m: correct"):
        streets.tables(far, [Mode.FOOT, Mode.BIKE])


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TravelSource]:
    """A network so large that OSRM takes doors off tiny islands, to any street however far."""
    folder = tmp_path_factory.mktemp("city")
    area = write_city(folder / "city.osm.pbf", blocks=20)
    source = open_source("streets", area=area, cache=folder / "cache")
    yield source
    source.close()


def test_a_door_on_an_island_is_not_walked_to_over_the_water(city: TravelSource) -> None:
    # The chessboard ends 1,000 m east, Island Road lies at 1,300 m. Its doors are 10 m from a
    # street, but OSRM's table begins their ways 290 m away, on the mainland.
    places = [place_at(0, 0), place_at(1290, 60), place_at(1290, 140)]
    tables = city.tables(places, [Mode.FOOT])
    for table in (tables.seconds[0], tables.metres[0]):
        assert set(table[0, 1:]) == set(table[1:, 0]) == {NO_WAY}
    assert tables.metres[0, 1, 2] == pytest.approx(80 + 10 + 10, abs=1)  # along Island Road
    assert texts_of(tables) == {
        (Mode.FOOT, 1): "the ways within 100 m are not joined to the station's",
        (Mode.FOOT, 2): "the ways within 100 m are not joined to the station's",
    }


def test_a_door_in_a_closed_yard_near_a_street_is_reached_from_that_street(
    city: TravelSource,
) -> None:
    # Yard Lane at 1,060 m is joined to nothing; the door at 1,052 m is walked to from 1,000 m:
    # 1,100 m along streets (792 s) and 52 m beside them (43.3 s).
    tables = city.tables([place_at(0, 0), place_at(1052, 100)], [Mode.FOOT])
    assert between(tables, Mode.FOOT, 0, 1) == pytest.approx((835.3, 1152), abs=2)
    assert texts_of(tables) == {}


# Progress and chunks.


def test_a_table_computed_in_chunks_is_the_same_and_tells_how_far_it_is(
    town: Path, tables: TravelTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedRouter, "rows_at_once", 4)
    told: list[tuple[int, int, str]] = []
    source = open_source("streets", area=town, cache=town.parent / "cache")
    chunked = source.tables(PLACES, list(Mode), lambda *now: told.append(now))
    source.close()
    assert np.array_equal(chunked.seconds, tables.seconds)
    assert np.array_equal(chunked.metres, tables.metres)
    # Ten places in chunks of four, the first word before anything is built or asked.
    expected = [(done, 10, f"ways by {mode}") for mode in Mode for done in (0, 0, 4, 8, 10)]
    assert told == expected


class NotedRouter:
    """A street along which points stand; it notes what it is asked. Longitude 0.01 is 10 s."""

    mode = Mode.FOOT
    rows_at_once = 2

    def __init__(self, snaps: Sequence[float]) -> None:
        self.all_snaps = snaps
        self.asked_tables: list[tuple[int, int]] = []
        self.asked_ways: list[tuple[Coordinate, Coordinate]] = []
        self.closed = 0

    def near(self, points: Sequence[Coordinate], number: int) -> list[list[Spot]]:
        numbers = [round(point.longitude * 100) for point in points]
        return [
            [Spot(point, self.all_snaps[k], (k,))] for k, point in zip(numbers, points, strict=True)
        ]

    def table(self, sources: Sequence[Coordinate], targets: Sequence[Coordinate]) -> TableRows:
        self.asked_tables.append((len(sources), len(targets)))
        here, there = ([p.longitude for p in points] for points in (sources, targets))
        apart = 1000 * np.abs(np.subtract.outer(here, there))
        return TableRows(apart, apart.copy())

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        self.asked_ways += ends
        return [Way(((9.0, 9.0),), (Turn("start", "Street", 7),)) for _ in ends]

    def close(self) -> None:
        self.closed += 1


Opened = dict[Mode, NotedRouter]


@pytest.fixture
def noted() -> tuple[OsrmSource, Opened]:
    """A source over noted routers; the third of five places is too far from a street."""
    opened: Opened = {}

    def open_router(mode: Mode) -> NotedRouter:
        assert mode not in opened, "opened once a mode"
        opened[mode] = NotedRouter([0, 0, 101, 0, 100])
        return opened[mode]

    return OsrmSource("streets", open_router, SnapLimits()), opened


FIVE = [Place(Coordinate(0, k / 100), "") for k in range(5)]


def test_rows_are_asked_in_chunks_without_the_refused_place(
    noted: tuple[OsrmSource, Opened],
) -> None:
    source, opened = noted
    table = source.tables(FIVE, [Mode.FOOT]).of(Mode.FOOT)
    # First whether the station leads to the other three and back, then two rows at once.
    assert opened[Mode.FOOT].asked_tables == [(1, 3), (3, 1), (2, 4), (2, 4)]
    # 10 s between neighbours along the street, and 100 m to the last door: 83.3 s.
    assert table.tolist() == [
        [0, 10, NO_WAY, 30, 124],
        [10, 0, NO_WAY, 20, 114],
        [NO_WAY, NO_WAY, 0, NO_WAY, NO_WAY],
        [30, 20, NO_WAY, 0, 94],
        [124, 114, NO_WAY, 94, 0],
    ]


def test_a_door_at_exactly_the_limit_is_kept(noted: tuple[OsrmSource, Opened]) -> None:
    tables = noted[0].tables(FIVE, [Mode.FOOT])
    assert texts_of(tables) == {(Mode.FOOT, 2): "no street within 100 m, the nearest is 101 m away"}


def test_one_router_a_mode_is_opened_and_closed(noted: tuple[OsrmSource, Opened]) -> None:
    source, opened = noted
    source.tables(FIVE, [Mode.FOOT, Mode.BIKE])
    source.far_from_streets(FIVE, [Mode.FOOT])
    source.close()
    assert {mode: router.closed for mode, router in opened.items()} == {Mode.FOOT: 1, Mode.BIKE: 1}


def test_each_way_is_asked_once_and_legs_come_in_the_order_asked(
    noted: tuple[OsrmSource, Opened],
) -> None:
    source, opened = noted
    tables = source.tables(FIVE, [Mode.FOOT, Mode.BIKE])
    there, back = Journey(Mode.FOOT, 1, 0), Journey(Mode.FOOT, 0, 1)
    inside, by_bike = Journey(Mode.FOOT, 1, 1), Journey(Mode.BIKE, 0, 4)
    legs = source.legs(FIVE, [there, inside, by_bike, there, back], tables)
    assert [leg.seconds for leg in legs] == [10, 0, 124, 10, 10]
    assert legs[1] == Leg(0, 0)
    assert legs[0] == legs[3]
    assert len(opened[Mode.FOOT].asked_ways) == 2
    assert len(opened[Mode.BIKE].asked_ways) == 1


def test_no_journey_asks_for_nothing(noted: tuple[OsrmSource, Opened]) -> None:
    source, opened = noted
    tables = source.tables(FIVE, [Mode.FOOT])
    assert source.legs(FIVE, [], tables) == []
    assert source.legs(FIVE, [Journey(Mode.FOOT, 1, 1)], tables) == [Leg(0, 0)]
    assert opened[Mode.FOOT].asked_ways == []


class Trap(NotedRouter):
    """The last place can be driven to, but not left: a one-way street into a yard."""

    def table(self, sources: Sequence[Coordinate], targets: Sequence[Coordinate]) -> TableRows:
        rows = super().table(sources, targets)
        for k, point in enumerate(sources):
            if point == FIVE[2].coordinate:
                rows.seconds[k] = rows.metres[k] = np.nan
        return rows


def test_a_place_that_cannot_be_left_is_told_from_one_that_is_joined_to_nothing() -> None:
    source = OsrmSource("streets", lambda mode: Trap([0, 0, 0]), SnapLimits())
    tables = source.tables(FIVE[:3], [Mode.CAR])
    assert tables.of(Mode.CAR).tolist() == [[0, 10, 20], [10, 0, 10], [NO_WAY, NO_WAY, 0]]
    assert codes_of(tables) == {(Mode.CAR, 2): "one-way-at-edge"}


# Legs on real streets.


def test_a_leg_runs_along_the_streets_from_door_to_door(
    streets: TravelSource, tables: TravelTables
) -> None:
    (leg,) = streets.legs(PLACES, [Journey(Mode.FOOT, NEAR_DOOR, E)], tables)
    corners = [(100, -12), (100, 0), (200, 0), (200, 300), (200, 300)]
    expected = [coordinate_at(*corner) for corner in corners]
    assert leg.line[0] == (expected[0].latitude, expected[0].longitude)
    assert leg.line[-1] == (expected[-1].latitude, expected[-1].longitude)
    for point, corner in zip(leg.line, expected, strict=True):
        assert point == pytest.approx((corner.latitude, corner.longitude), abs=2e-6)
    assert leg.turns == (Turn("start", "Market Street", 100), Turn("left", "Church Lane", 300))


@pytest.mark.parametrize("mode", list(Mode))
def test_a_leg_has_the_table_s_seconds_and_metres(
    streets: TravelSource, tables: TravelTables, mode: Mode
) -> None:
    mainland = [place for place in range(len(PLACES)) if place not in ISLAND]
    journeys = [Journey(mode, here, there) for here in mainland for there in mainland]
    legs = streets.legs(PLACES, journeys, tables)
    for journey, leg in zip(journeys, legs, strict=True):
        expected = between(tables, mode, journey.from_place, journey.to_place)
        assert (leg.seconds, leg.metres) == expected
        assert bool(leg.line) == (journey.from_place != journey.to_place)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_leg_s_line_is_as_long_as_its_metres(
    streets: TravelSource, tables: TravelTables, mode: Mode
) -> None:
    mainland = [place for place in range(len(PLACES)) if place not in ISLAND]
    journeys = [Journey(mode, here, there) for here in mainland for there in mainland]
    for leg in streets.legs(PLACES, journeys, tables):
        points = [Coordinate(*point) for point in leg.line]
        length = sum(map(great_circle_metres_between, points, points[1:]))
        # A sphere instead of the ellipsoid is 0.3 % off; metres are rounded up.
        assert leg.metres == pytest.approx(length, rel=0.005, abs=2)


def test_turns_add_up_to_the_way_along_the_streets(
    streets: TravelSource, tables: TravelTables
) -> None:
    (leg,) = streets.legs(PLACES, [Journey(Mode.CAR, E, B)], tables)
    assert [turn.metres for turn in leg.turns] == pytest.approx([200, 300, 200], abs=1)
    assert leg.turns[1].street in ("School Street", "Harbour Street")
    assert leg.turns[2].street == "Market Street"
