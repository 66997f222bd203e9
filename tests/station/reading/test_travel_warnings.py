"""What only travel shows about a household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routeplan.model.inputs import NO_WAY, Mode, OffStreet, TravelTables
from routeplan.render.words.left_out_words import off_street_text
from routeplan.station.findings_by_cause import by_cause
from routeplan.station.reading.open_station import Workspace
from routeplan.station.reading.travel_warnings import (
    FIXES,
    addresses_at_one_point,
    off_street_message,
    travel_warnings,
)
from routeplan.travel.straight_line import StraightLine
from tests.formats.folders import SETTINGS, read_folder, write_folder

BIKE = {"id": "O2", "mode": "bike"}


class Streets(StraightLine):
    """Straight lines, and homes as far from a street as one says."""

    def __init__(self, metres: Mapping[tuple[int, Mode], float]) -> None:
        super().__init__()
        self.metres = metres

    def far_from_streets(self, places: object, modes: object) -> list[tuple[int, Mode, float]]:
        return [(place, mode, far) for (place, mode), far in self.metres.items()]


def folder(tmp_path: Path, **cells: str) -> Workspace:
    """Three households at three places, a bike and a pair of feet; the second has the cells."""
    households = [
        {},
        {"id": "H2", "longitude": "24.944"} | cells,
        {"id": "H3", "longitude": "24.946"},
    ]
    return read_folder(
        write_folder(tmp_path, households=households, officers=[{}, BIKE], settings=SETTINGS)
    )


def tables(workspace: Workspace, seconds: int, back: int | None = None) -> TravelTables:
    """From the station to H2 it takes so long, elsewhere a minute; by bike there is no way."""
    foot = np.full((4, 4), 60, np.int32)
    foot[0, 2], foot[2, 0] = seconds, seconds if back is None else back
    both = np.array([foot, np.full((4, 4), NO_WAY, np.int32)])
    return TravelTables((Mode.FOOT, Mode.BIKE), both, both.copy(), "streets")


def test_nothing_to_tell_of_homes_beside_streets(tmp_path: Path) -> None:
    workspace = folder(tmp_path)
    assert list(travel_warnings(workspace, Streets({}), tables(workspace, 60))) == []


@pytest.mark.parametrize(("metres", "told"), [(70.4, True), (100.0, True), (100.1, False)])
def test_a_home_farther_from_a_street_than_usual_is_told(
    tmp_path: Path, metres: float, told: bool
) -> None:
    # Beyond 100 m it cannot be reached at all, and its table says so with the reason.
    workspace = folder(tmp_path)
    source = Streets({(2, Mode.FOOT): metres})
    found = list(travel_warnings(workspace, source, tables(workspace, 60)))
    assert [(f.code, f.file, f.row, f.column, f.value) for f in found] == (
        [("place-far-from-street", "households.csv", 3, "id", "H2")] if told else []
    )
    assert all(f"on foot is {metres:.0f} m away" in f.message for f in found)


def test_a_home_out_of_reach_is_told_with_every_cause(tmp_path: Path) -> None:
    workspace = folder(tmp_path)
    why = {
        (Mode.FOOT, 2): OffStreet("no-way-near", 100),
        (Mode.BIKE, 2): OffStreet("not-joined", 100),
    }
    travel = replace(tables(workspace, 60), off_street=why)
    on_foot, by_bike = travel_warnings(workspace, Streets({(2, Mode.FOOT): 70}), travel)
    assert (on_foot.code, on_foot.value, on_foot.severity) == ("no-way-near", "H2", "warning")
    assert on_foot.message == "no street within 100 m (on foot)"
    assert by_bike.code == "not-joined"
    assert by_bike.message == "the ways within 100 m are not joined to the station's (by bike)"


def test_one_cause_is_told_once_with_all_its_rows(tmp_path: Path) -> None:
    workspace = folder(tmp_path)
    out = [(mode, place) for mode in (Mode.FOOT, Mode.BIKE) for place in (1, 2, 3)]
    travel = replace(
        tables(workspace, 60),
        off_street=dict.fromkeys(out, OffStreet("one-way-at-edge", 100)),
    )
    (found,) = by_cause(travel_warnings(workspace, Streets({}), travel))
    assert (found.code, found.rows, found.values) == (
        "one-way-at-edge",
        (2, 3, 4),
        ("H1", "H2", "H3"),
    )
    assert found.message == (
        "one-way streets lead there or back, but not both, in this extract (on foot, by bike)"
    )
    assert found.fix == "the extract is cut off there; use a larger one"


@pytest.mark.parametrize("code", [*FIXES])
def test_no_cause_on_the_map_is_blamed_on_the_coordinates(tmp_path: Path, code: str) -> None:
    workspace = folder(tmp_path)
    where = (Mode.FOOT, 2)
    travel = replace(tables(workspace, 60), off_street={where: OffStreet(code, 100)})
    (found,) = travel_warnings(workspace, Streets({}), travel)
    assert found.code == code
    no_map = ("no-way-near", "outside-area", "coordinates-mirrored", "place-off-street")
    assert ("correct its coordinates" in found.fix) == (code in no_map)


@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        (("1 First Street", "94 Second Avenue", "612 Third Road"), [2, 3, 4]),
        (("Kaivokatu 3", "Kaivokatu 5", "Kaivokatu 3 B 12"), [2, 3]),
        (("人民路12号", "人民路14号", "人民路12号3室"), [2, 3]),
        (("Kaivokatu 3 A 1", "Kaivokatu 3 B 2", "kaivokatu 3, 4. floor"), []),
        (("Flat 2, 10 High Street", "Flat 3, 10 High Street", "10 High Street"), []),
        (("", "Kaivokatu 3", ""), []),
        (("Villa Aalto", "Villa Aalto, gate", "the old mill"), []),  # no number: nothing to compare
    ],
)
def test_addresses_of_different_houses_at_one_point_are_told(
    tmp_path: Path, addresses: tuple[str, str, str], told: list[int]
) -> None:
    households = [{"id": f"H{k}", "address": address} for k, address in enumerate(addresses, 1)]
    workspace = read_folder(
        write_folder(tmp_path, households=households, officers=[{}, BIKE], settings=SETTINGS)
    )
    found = list(addresses_at_one_point(workspace))
    assert [finding.row for finding in found] == told
    assert len({finding.message for finding in found}) == bool(told)
    assert all(f.code == "addresses-at-one-point" for f in found)


@pytest.mark.parametrize(
    ("priority", "there", "back", "told"),
    [
        ("normal", 1800, 1800, False),  # an hour's way, worth an hour
        ("normal", 1801, 1800, True),
        ("normal", 3600, NO_WAY, False),  # no way at all is told elsewhere
        ("low", 901, 900, True),  # worth half an hour
        ("high", 5400, 5400, False),  # worth three hours
    ],
)
def test_a_visit_that_is_never_worth_its_way_is_told(
    tmp_path: Path, priority: str, there: int, back: int, told: bool
) -> None:
    workspace = folder(tmp_path, priority=priority)
    found = list(travel_warnings(workspace, Streets({}), tables(workspace, there, back)))
    assert [(f.code, f.value) for f in found] == ([("never-worth-it", "H2")] if told else [])
    assert all(f.fix and f.severity == "warning" for f in found)


@pytest.mark.parametrize(
    "cause",
    [
        OffStreet(),
        OffStreet("station-off-street", within=100),
        OffStreet("not-joined", within=100),
        OffStreet("one-way-at-edge", within=100),
        OffStreet("no-way-near", within=100),
        OffStreet("no-way-near", within=50.5, metres=140),
        OffStreet("no-way-near", within=100, metres=4_440),
        OffStreet("no-way-near", within=100, metres=44_040),
        OffStreet("no-way-open-near", within=1000, metres=40, kind="footway"),
        OffStreet("no-way-open-near", within=100, metres=40, kind="footway", name="Kaari"),
    ],
)
def test_the_terminal_says_of_a_place_out_of_reach_what_the_pages_say(cause: OffStreet) -> None:
    assert off_street_message(cause) == off_street_text(cause, "en")
