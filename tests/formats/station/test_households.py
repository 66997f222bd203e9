"""A household's row as it is understood when all is well.

Tests ``formats/station/appointments.py``.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from routeplan.formats.station.shifted_coordinates import wgs84_to_bd09, wgs84_to_gcj02
from routeplan.model.inputs import Appointment, Coordinate, Household, Inputs, Priority, Visit
from tests.formats.folders import SETTINGS, Rows, findings_of, read_folder, write_folder

DEMO = Path(__file__).parents[3] / "data" / "area.osm.pbf"


def read(tmp_path: Path, rows: Rows, settings: str = SETTINGS) -> Inputs:
    officers = [{"skills": "swedish"}, {"id": "O2"}]
    folder = write_folder(tmp_path, households=rows, officers=officers, settings=settings)
    return read_folder(folder).inputs


def test_a_row_with_everything(tmp_path: Path) -> None:
    row = {
        "id": "H7",
        "name": "Korhonen Aino",
        "address": "Mikonkatu 5",
        "latitude": "60.169176",
        "longitude": "24.945752",
        "availability": "Mo-Fr 08:00-10:00,12:00-13:30",
        "visit_minutes": "20",
        "priority": "high",
        "due": "2026-12-01",
        "latest": "2026-12-31",
        "appointment": "2026-12-02 12:00",
        "tolerance_minutes": "5",
        "appointment_officer": "O2",
        "officers_needed": "2",
        "skills": "swedish",
        "officer": "O1",
        "task": "Check on well-being",
        "note": "Ring twice",
        "floor": "3",
        "lift": "",
    }
    inputs = read(tmp_path, [row])
    assert inputs.households == (
        Household(
            id="H7",
            name="Korhonen Aino",
            address="Mikonkatu 5",
            coordinate=Coordinate(60.169176, 24.945752),
            place=1,
            availability="Mo-Fr 08:00-10:00,12:00-13:30",
            task="Check on well-being",
            note="Ring twice",
            row=2,
            extra=inputs.households[0].extra,
        ),
    )
    assert inputs.households[0].extra == {"floor": "3"}
    assert inputs.visits == (
        Visit(
            id="H7",
            household="H7",
            seconds=1200,
            priority=Priority.HIGH,
            due=date(2026, 12, 1),
            latest=date(2026, 12, 31),
            appointment=Appointment(date(2026, 12, 2), 43_200, 300, "O2"),
            officers_needed=2,
            skills=frozenset({"swedish"}),
            preferred_officer="O1",
        ),
    )


def test_empty_cells_take_the_settings_defaults(tmp_path: Path) -> None:
    settings = SETTINGS + "[visits]\nminutes = 12.5\ntolerance_minutes = 20\n"
    rows = [{}, {"id": "H2", "appointment": "2026-12-01 10:00"}]
    plain, promised = read(tmp_path, rows, settings).visits
    assert plain == Visit(id="H1", household="H1", seconds=750, seconds_given=False)
    assert promised.appointment == Appointment(date(2026, 12, 1), 36_000, 1200)


def test_several_visits_have_ids_of_their_own(tmp_path: Path) -> None:
    visits = read(tmp_path, [{"visits": "3", "days_between": "0"}]).visits
    assert [visit.id for visit in visits] == ["H1/1", "H1/2", "H1/3"]
    assert {visit.household for visit in visits} == {"H1"}
    assert {visit.least_days_between for visit in visits} == {0}


def test_of_several_visits_the_first_has_the_appointment(tmp_path: Path) -> None:
    row = {"visits": "2", "appointment": "2026-12-01 10:00"}
    first, second = read(tmp_path, [row]).visits
    assert first.appointment is not None
    assert second.appointment is None


@pytest.mark.parametrize(("visits", "left"), [("1", []), ("3", ["H1/2", "H1/3"])])
def test_an_appointment_outside_the_plan_takes_its_visit_away(
    tmp_path: Path, visits: str, left: list[str]
) -> None:
    row = {"visits": visits, "appointment": "2026-12-24 10:00"}
    inputs = read(tmp_path, [row])
    assert [visit.id for visit in inputs.visits] == left
    assert len(inputs.households) == 1


def test_windows_matter_to_the_further_visits_of_a_household_with_an_appointment(
    tmp_path: Path,
) -> None:
    cells = {"appointment": "2026-12-01 10:00", "availability": "Mo 08:00-08:05"}
    (once,) = findings_of(write_folder(tmp_path, households=[cells]))
    assert once.code == "appointment-overrides"
    twice = findings_of(write_folder(tmp_path, households=[cells | {"visits": "2"}]))
    assert {finding.code for finding in twice} == {"appointment-overrides", "window-too-short"}


def test_who_must_not_be_called_on_has_no_visit_to_plan(tmp_path: Path) -> None:
    inputs = read(tmp_path, [{"do_not_call": "x"}, {"id": "H2", "do_not_call": "no"}])
    assert [household.do_not_call for household in inputs.households] == [True, False]
    assert [visit.id for visit in inputs.visits] == ["H2"]
    assert [visit.id for visit in inputs.refused_visits] == ["H1"]


def test_households_at_one_door_are_one_place_and_the_station_is_none_of_them(
    tmp_path: Path,
) -> None:
    rows = [
        {"id": "H1", "address": "Street 1"},
        {"id": "H2", "longitude": "24.95", "address": "Street 2"},
        {"id": "H3", "longitude": "24.942001", "address": "Street 1 B"},  # six centimetres off
        {"id": "H4", "longitude": "24.94"},  # at the station's own door
    ]
    inputs = read(tmp_path, rows)
    assert [household.place for household in inputs.households] == [1, 2, 1, 3]
    assert [place.label for place in inputs.places] == [
        "Street Station",
        "Street 1",
        "Street 2",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("是", True), ("Ei", False), ("", False)]
)
def test_yes_and_no_may_be_written_in_several_languages(
    tmp_path: Path, text: str, value: bool
) -> None:
    assert read(tmp_path, [{"do_not_call": text}]).households[0].do_not_call is value


@pytest.mark.parametrize(("system", "shift"), [("gcj02", wgs84_to_gcj02), ("bd09", wgs84_to_bd09)])
def test_chinese_map_coordinates_are_turned_back_for_station_and_homes(
    tmp_path: Path, system: str, shift: object
) -> None:
    station, home = Coordinate(30.6586, 104.0647), Coordinate(30.66, 104.07)
    assert callable(shift)
    shown, told = shift(station), shift(home)
    settings = (
        f'timezone = "Asia/Shanghai"\ncoordinates = "{system}"\n[station]\nname = "S"\n'
        f"latitude = {shown.latitude!r}\nlongitude = {shown.longitude!r}\n"
    )
    row = {"latitude": repr(told.latitude), "longitude": repr(told.longitude)}
    inputs = read(tmp_path, [row], settings)
    for found, meant in (
        (inputs.station.coordinate, station),
        (inputs.households[0].coordinate, home),
    ):
        assert found.latitude == pytest.approx(meant.latitude, abs=1e-10)
        assert found.longitude == pytest.approx(meant.longitude, abs=1e-10)


def test_a_thousand_rows_with_as_many_errors_are_all_told(tmp_path: Path) -> None:
    rows = [{"id": f"H{k}", "officer": "O9", "due": "soon"} for k in range(1000)]
    found = findings_of(write_folder(tmp_path, households=rows))
    assert len(found) == 2000
    assert [finding.row for finding in found[::2]] == list(range(2, 1002))


def homes_at(*coordinates: tuple[float, float]) -> list[dict[str, str]]:
    return [
        {"id": f"H{k}", "latitude": str(latitude), "longitude": str(longitude)}
        for k, (latitude, longitude) in enumerate(coordinates)
    ]


def test_a_station_written_the_wrong_way_round_is_blamed_once(tmp_path: Path) -> None:
    # Helsinki is 60.17, 24.94; the third home is wrong by itself
    settings = SETTINGS.replace("latitude = 60.17", "latitude = 24.94", 1)
    settings = settings.replace("longitude = 24.94", "longitude = 60.17", 1)
    homes = homes_at((60.17, 24.94), (60.18, 24.95), (0, 0), (60.17, 24.95))
    found = findings_of(write_folder(tmp_path, households=homes, settings=settings))
    assert [(f.code, f.file, f.column) for f in found] == [
        ("station-swapped", "routeplan.toml", "station"),
        ("coordinate-zero", "households.csv", "latitude"),
    ]
    assert found[0].message.startswith("3 of 4 homes are near it only if")


def test_a_station_in_another_country_is_blamed_once(tmp_path: Path) -> None:
    settings = SETTINGS.replace("latitude = 60.17", "latitude = 48.1", 1)
    homes = homes_at((60.17, 24.94), (60.18, 24.95), (60.17, 24.95))
    (found,) = findings_of(write_folder(tmp_path, households=homes, settings=settings))
    assert (found.code, found.message) == (
        "station-far",
        "3 of 3 homes are more than 100 km away from it",
    )


def test_some_swapped_homes_are_told_one_by_one(tmp_path: Path) -> None:
    right, swapped = (60.17, 24.94), (24.94, 60.17)
    homes = homes_at(swapped, swapped, swapped, right, right, right)
    found = findings_of(write_folder(tmp_path, households=homes))
    assert [f.code for f in found] == ["coordinate-swapped"] * 3


def test_an_address_read_otherwise_is_told(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path, households=[{"latitude": "", "longitude": "", "address": "Mikonkato 5 A 12"}]
    )
    shutil.copy(DEMO, folder / "data" / "area.osm.pbf")
    (found,) = findings_of(folder)
    assert (found.code, found.severity) == ("address-read-as", "warning")
    assert found.message == "read as Mikonkatu 5"
