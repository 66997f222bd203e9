"""``routeplan import``: where homes are, however a file writes it.

Tests ``formats/spreadsheet/map_grids.py`` and
``station/use_cases/spreadsheet_import/homes_in_degrees.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyproj import Transformer

from routeplan.formats.spreadsheet.map_grids import in_degrees, likely_grids
from routeplan.formats.station.settings import read_settings
from routeplan.model.places import Coordinate
from tests.cli.import_station import csv_file, households
from tests.cli.workspaces import run
from tests.formats.folders import write_folder

HELSINKI = Coordinate(60.17, 24.94)
HOMES = ((60.1688, 24.9433), (60.1691, 24.9491), (60.1702, 24.9384))


@pytest.fixture
def station(tmp_path: Path) -> Path:
    root = write_folder(tmp_path / "station")
    (root / "data/households.csv").unlink()
    return root


def metres(crs: str, homes: tuple[tuple[float, float], ...] = HOMES) -> list[tuple[float, float]]:
    there = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return [there.transform(longitude, latitude) for latitude, longitude in homes]


def places(station: Path) -> list[tuple[float, float]]:
    return [(float(row["latitude"]), float(row["longitude"])) for row in households(station)]


def assert_home(station: Path) -> None:
    assert len(places(station)) == len(HOMES)
    for read, home in zip(places(station), HOMES, strict=True):
        assert read == pytest.approx(home, abs=2e-5)  # two metres


# Cities and the grids that people there use.
@pytest.mark.parametrize(
    ("city", "crs"),
    [
        ((60.17, 24.94), "EPSG:3067"),
        ((60.17, 24.94), "EPSG:3879"),  # GK25
        ((60.17, 24.94), "EPSG:3857"),
        ((41.15, -8.61), "EPSG:3763"),
        ((48.13, 11.57), "EPSG:31468"),  # Gauss-Krüger, zone 4
        ((52.23, 21.01), "EPSG:2180"),
        ((37.56, 126.97), "EPSG:5179"),
        ((-23.55, -46.63), "EPSG:31983"),
        ((51.5, -0.12), "EPSG:27700"),
        ((35.68, 139.76), "EPSG:6677"),
        ((31.23, 121.47), "EPSG:32651"),
    ],
)
@pytest.mark.parametrize("is_north_first", [False, True])
def test_the_likeliest_grid_is_the_one_that_people_use(
    city: tuple[float, float], crs: str, is_north_first: bool
) -> None:
    homes = tuple((city[0] + k / 500, city[1] - k / 300) for k in range(4))
    if is_north_first and crs == "EPSG:6677":
        pytest.skip("near its origin both orders are around the station")
    points = [(y, x) if is_north_first else (x, y) for x, y in metres(crs, homes)]
    near = Coordinate(*city)
    likely = likely_grids(points, near)[0].code
    for read, home in zip(in_degrees(points, likely, near), homes, strict=True):
        assert tuple(map(float, read)) == pytest.approx(home, abs=5e-5)  # five metres


def test_no_grid_puts_homes_of_another_country_near_the_station() -> None:
    assert likely_grids(metres("EPSG:3763", ((41.15, -8.61),)), HELSINKI) == ()


@pytest.mark.parametrize(
    "names",
    [("x", "y"), ("E", "N"), ("latitude", "longitude"), ("Rechtswert", "Hochwert"), ("lon", "lat")],
)
def test_metres_are_asked_about_once_and_then_known(
    station: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    points = metres("EPSG:3067")
    rows = [(f"H{k}", f"{x:.2f}", f"{y:.2f}".replace(".", ",")) for k, (x, y) in enumerate(points)]
    source = csv_file(tmp_path, ("Id", *names), *rows)
    first = run("import", source, station)
    assert "EPSG:3067 (EUREF-FIN / TM35FIN(E,N)) puts row 2 at 60.16880, 24.94330" in first.output
    assert "--answer crs=EPSG:3067" in first.output
    assert run("import", source, station, "--yes").exit_code == 0
    assert_home(station)
    assert read_settings(station / "routeplan.toml").import_.crs == "EPSG:3067"
    again = run("import", source, station)
    assert (again.exit_code, "3 unchanged" in again.output) == (0, True)


def test_another_grid_may_be_answered(station: Path, tmp_path: Path) -> None:
    rows = [(f"H{k}", f"{x:.1f}", f"{y:.1f}") for k, (x, y) in enumerate(metres("EPSG:23035"))]
    source = csv_file(tmp_path, ("Id", "x", "y"), *rows)
    wrong = run("import", source, station, "--answer", "crs=EPSG:1", "--yes")
    assert "there is no coordinate system EPSG:1" in wrong.output
    assert run("import", source, station, "--answer", "crs=23035", "--yes").exit_code == 0
    assert_home(station)


def test_both_metres_in_one_cell_are_read_and_what_is_no_place_is_kept(
    station: Path, tmp_path: Path
) -> None:
    (x, y), *_ = metres("EPSG:3067")
    rows = (("H1", f"{y:.0f}, {x:.0f}"), ("H2", "behind the church"))
    source = csv_file(tmp_path, ("Id", "Coordinates"), *rows)
    assert run("import", source, station, "--yes").exit_code == 0
    first, second = households(station)
    assert float(first["latitude"]) == pytest.approx(HOMES[0][0], abs=2e-5)
    assert second["note"] == "Coordinates: behind the church"


@pytest.mark.parametrize("names", [("latitude", "longitude"), ("y", "x")])
def test_swapped_coordinates_are_asked_about_once(
    station: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    rows = [(f"H{k}", str(lon), str(lat)) for k, (lat, lon) in enumerate(HOMES)]
    source = csv_file(tmp_path, ("Id", *names), *rows)
    listed = run("import", source, station)
    assert "Only with latitude and longitude swapped are the homes near" in listed.output
    assert run("import", source, station, "--yes").exit_code == 0
    assert_home(station)
    assert read_settings(station / "routeplan.toml").import_.axes == "swap"
    assert "3 unchanged" in run("import", source, station).output


def test_swapped_coordinates_may_be_kept(station: Path, tmp_path: Path) -> None:
    rows = [(f"H{k}", str(lon), str(lat)) for k, (lat, lon) in enumerate(HOMES)]
    source = csv_file(tmp_path, ("Id", "latitude", "longitude"), *rows)
    assert run("import", source, station, "--answer", "axes=keep", "--yes").exit_code == 0
    assert places(station) == [pytest.approx(home[::-1]) for home in HOMES]


def test_minutes_and_seconds_of_arc_are_read(station: Path, tmp_path: Path) -> None:
    rows = (
        ("H1", "60°10'12\"N", "24°56'15\"E"),
        ("H2", "N60 10.2", "E24 56.25"),
        ("H3", "6010.20N", "02456.25E"),
    )
    assert run("import", csv_file(tmp_path, ("Id", "N", "E"), *rows), station, "--yes")
    # 10 min 12 s are 0.17 degrees, 56 min 15 s are 0.9375.
    assert places(station) == [pytest.approx((60.17, 24.9375))] * 3


def test_cut_decimal_commas_are_refused_with_their_rows(station: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    rows = [f"H{k},{lat:.4f},{lon:.4f}".replace(".", ",") for k, (lat, lon) in enumerate(HOMES)]
    source.write_text("\n".join(["id,latitude,longitude", *rows]), encoding="utf-8")
    done = run("import", source, station, "--yes")
    assert done.exit_code == 2
    assert "list.csv:2-4 · '60,1688', '60,1691', '60,1702' · decimal commas" in done.output
    assert not (station / "data/households.csv").exists()


def test_a_table_without_a_header_goes_in_with_one_answer_and_then_with_none(
    station: Path, tmp_path: Path
) -> None:
    homes = (
        ("H1", "Virtanen Liisa", "Kaivokatu 1", "60,1699", "24,9384", "9-12"),
        ("H2", "Mäki Pekka", "Mikonkatu 4", "60,1702", "24,9441", ""),
    )
    source = csv_file(tmp_path, *homes)
    listed = run("import", source, station)
    assert listed.exit_code == 2
    assert "no header: the first row is a row of the table already" in listed.output
    done = run("import", source, station, "--answer", "columns=3=address")
    assert done.exit_code == 0, done.output
    assert [row["name"] for row in households(station)] == ["Virtanen Liisa", "Mäki Pekka"]
    assert places(station) == [(60.1699, 24.9384), (60.1702, 24.9441)]
    more = csv_file(tmp_path, *homes, ("H3", "Aho Ann", "Mikonkatu 6", "60,1703", "24,944", ""))
    again = run("import", more, station)
    assert again.exit_code == 0, again.output
    assert "1 new: H3" in again.output
    assert "no header" not in again.output


def test_a_column_of_places_with_an_unknown_name_is_proposed(station: Path, tmp_path: Path) -> None:
    rows = (("Ann Lee", "Kaivokatu 1", "dog"), ("Bo Day", "Mikonkatu 4", ""))
    source = csv_file(tmp_path, ("Name", "Where they stay", "Notes"), *rows)
    done = run("import", source, station, "--yes")
    assert "the names of these columns are not known here: Where they stay" in done.output
    assert [row["address"] for row in households(station)] == ["Kaivokatu 1", "Mikonkatu 4"]


def test_o_is_what_it_is_around_the_station(station: Path, tmp_path: Path) -> None:
    rows = (("H1", "60°10'12\"N 24°56'15\"O"), ("H2", "60°10'12\"N, 24°56'15\"O"))
    done = run("import", csv_file(tmp_path, ("Id", "GPS"), *rows), station, "--yes")
    assert done.exit_code == 0, done.output
    assert places(station) == [pytest.approx((60.17, 24.9375))] * 2  # German Ost


def test_o_is_read_alike_where_the_address_should_stand(station: Path, tmp_path: Path) -> None:
    row = ("Ann", "60°10'12\"N 24°56'15\"O")
    done = run("import", csv_file(tmp_path, ("Name", "Address"), row), station, "--yes")
    assert done.exit_code == 0, done.output
    assert places(station) == [pytest.approx((60.17, 24.9375))]


def test_coordinates_that_nobody_can_read_are_named(station: Path, tmp_path: Path) -> None:
    rows = (("H1", "Mikonkatu 4", "by the mill"), ("H2", "Mikonkatu 6", "60.17, 24.94"))
    source = csv_file(tmp_path, ("Id", "Address", "GPS"), *rows)
    done = run("import", source, station, "--yes")
    assert "cannot be read go into the note: row 2 ·" in done.output
    assert "[place-unread]" in done.output
    assert [row["note"] for row in households(station)] == ["GPS: by the mill", ""]


def test_a_plot_and_its_village_are_an_address_where_there_are_no_streets(
    station: Path, tmp_path: Path
) -> None:
    header = ("Head of household", "Village", "Plot No.", "GPS")
    rows = (
        ("Ann Lee", "Kiandutu", "LR 720/4", "60.17, 24.94"),
        ("Bo Day", "Kiandutu", "", "60.171, 24.94"),
    )
    done = run("import", csv_file(tmp_path, header, *rows), station, "--yes")
    assert done.exit_code == 0, done.output
    assert [row["address"] for row in households(station)] == ["LR 720/4, Kiandutu", "Kiandutu"]


def test_a_village_alone_is_the_address_of_a_home_that_has_a_place(
    station: Path, tmp_path: Path
) -> None:
    header = ("Household head", "Village", "GPS", "When home")
    row = ("Epeli", "Waiyevo", "60.17, 24.94", "Mo-Fr 08:00-10:00")
    done = run("import", csv_file(tmp_path, header, row), station, "--yes")
    assert done.exit_code == 0, done.output
    (household,) = households(station)
    assert household["address"] == "Waiyevo"
    assert household["availability"] == "Mo-Fr 08:00-10:00"


def test_house_and_village_are_kept_where_the_street_is_blank(
    station: Path, tmp_path: Path
) -> None:
    header = ("Name", "Street", "No", "Town", "Lat", "Lon")
    rows = (
        ("Ann", "Mikonkatu", "4", "Helsinki", "60.17", "24.94"),
        ("Bo", "", "14", "Saari", "60.171", "24.941"),
    )
    done = run("import", csv_file(tmp_path, header, *rows), station, "--yes")
    assert done.exit_code == 0, done.output
    assert [row["address"] for row in households(station)] == [
        "Mikonkatu 4, Helsinki",
        "14, Saari",
    ]


def test_links_to_maps_and_points_are_read_also_where_the_address_should_stand(
    station: Path, tmp_path: Path
) -> None:
    written = (
        "POINT(24.9375 60.17)",
        "SRID=4326;POINT Z (24.9375 60.17 12)",
        "geo:60.17,24.9375;u=20",
        "https://www.google.com/maps/place/X/@60.2,24.8,17z/data=!3d60.17!4d24.9375",
        "https://www.openstreetmap.org/?mlat=60.17&mlon=24.9375#map=17/60.2/24.8",
        "https://www.google.com/maps?q=60.17,24.9375",
        "60.1700, 24.9375",
    )
    for name in ("GPS", "Location", "Standort"):
        rows = [(f"Ann {letter}", text) for letter, text in zip("ABCDEFG", written, strict=True)]
        source = csv_file(tmp_path, ("Name", name), *rows)
        done = run("import", source, station, "--yes")
        assert done.exit_code == 0, done.output
        assert places(station) == [pytest.approx((60.17, 24.9375))] * len(written)
        assert {row["address"] for row in households(station)} == {""}
        (station / "data/households.csv").unlink()


def test_coordinates_of_an_unknown_name_are_proposed_beside_addresses(
    station: Path, tmp_path: Path
) -> None:
    rows = [
        (f"Ann {k}", f"Tie {k}", f"{latitude}, {longitude}")
        for k, (latitude, longitude) in enumerate(HOMES)
    ]
    source = csv_file(tmp_path, ("Name", "Address", "Onde fica"), *rows)
    asked = run("import", source, station)
    assert asked.exit_code == 2
    assert "columns are not known here: Onde fica" in asked.output
    assert run("import", source, station, "--yes").exit_code == 0
    assert_home(station)
    assert [row["address"] for row in households(station)] == ["Tie 0", "Tie 1", "Tie 2"]
    # Who says that it is something else is not contradicted, this time or the next.
    (station / "data/households.csv").unlink()
    other = csv_file(tmp_path, ("Name", "Address", "Gdzie"), *rows)
    for answers in (("--answer", "columns=Gdzie=-"), ()):
        done = run("import", other, station, *answers)
        assert done.exit_code == 0, done.output
        assert "columns not taken over: Gdzie" in done.output
    assert {row["latitude"] for row in households(station)} == {""}


def test_postcodes_get_the_zero_back_that_a_spreadsheet_has_lost(
    station: Path, tmp_path: Path
) -> None:
    # The station is in Finland: Helsinki is 00100 to 00990, and none begins with 000.
    header = ("Nimi", "Osoite", "Postinumero", "Postitoimipaikka")
    homes = (("Salo", "100"), ("Mäki", "00170"), ("Koski", "2600"), ("Ranta", "7"))
    rows = [(name, "Tie 1", code, "Helsinki") for name, code in homes]
    done = run("import", csv_file(tmp_path, header, *rows), station, "--yes")
    assert [row["address"] for row in households(station)] == [
        f"Tie 1, {code} Helsinki" for code in ("00100", "00170", "02600", "7")
    ]
    assert "the postcode has fewer digits than the others: row 5 ·" in done.output
    assert done.output.count("postcode-short") == 1


def test_a_household_is_known_again_when_its_postcode_gets_the_zero_back(
    station: Path, tmp_path: Path
) -> None:
    header = ("Name", "Osoite", "Postinumero", "Postitoimipaikka")
    source = csv_file(tmp_path, header, ("Salo", "Tie 1", "100", "Helsinki"))
    assert run("import", source, station, "--yes").exit_code == 0
    table = station / "data/households.csv"  # as an older program had read it
    table.write_text(table.read_text("utf-8-sig").replace("00100", "100"), encoding="utf-8")
    done = run("import", source, station)
    assert "1 changed (address 1): H001" in done.output
    assert [(row["id"], row["address"]) for row in households(station)] == [
        ("H001", "Tie 1, 00100 Helsinki")
    ]


def test_numbers_of_houses_in_several_columns_and_as_dates(station: Path, tmp_path: Path) -> None:
    header = ("Name", "Straße", "Nr", "Zusatz", "Ort")
    rows = (
        ("Abt", "Tal", "12", "a", "Au"),
        ("Bär", "Tal", "14", "Hinterhaus", "Au"),
        ("Ciz", "Tal", "2026-05-03", "", "Au"),
    )
    done = run("import", csv_file(tmp_path, header, *rows), station, "--yes")
    assert [row["address"] for row in households(station)] == [
        *("Tal 12a, Au", "Tal 14, Hinterhaus, Au", "Tal, Au"),
    ]
    assert "a spreadsheet has made a date of the house number: row 4" in done.output
    assert [row["note"] for row in households(station)][2] == "Nr: 2026-05-03"
    russian = ("Имя", "Улица", "Дом", "Корпус", "Строение", "Квартира")
    source = csv_file(tmp_path, russian, ("Ильин", "улица Мира", "12", "2", "1", "кв. 5"))
    (station / "data/households.csv").unlink()
    done = run("import", source, station, "--yes")
    assert done.exit_code == 0, done.output
    assert households(station)[-1]["address"] == "улица Мира 12 к2 с1, кв. 5"


def test_homes_of_a_layer_without_a_place_are_named_and_not_passed_over(
    station: Path, tmp_path: Path
) -> None:
    points = ({"type": "Point", "coordinates": [24.9375, 60.17]}, None)
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": point}
        for name, point in zip(("Ann", "Bo"), points, strict=True)
    ]
    source = tmp_path / "homes.geojson"
    collection = {"type": "FeatureCollection", "features": features}
    source.write_text(json.dumps(collection), encoding="utf-8")
    done = run("import", source, station, "--yes")
    assert [row["name"] for row in households(station)] == ["Ann", "Bo"]
    assert "no address and no coordinates: row 3" in done.output


def test_a_place_in_whole_degrees_is_none(station: Path, tmp_path: Path) -> None:
    rows = (
        ("Ann", "Tal 1", "0", "0"),
        ("Bo", "Tal 2", "60", "24,0"),
        ("Cy", "Tal 3", "60,17", "24,9"),
    )
    source = csv_file(tmp_path, ("Name", "Address", "Lat", "Lon"), *rows)
    done = run("import", source, station, "--yes")
    assert [row["latitude"] for row in households(station)] == ["", "", "60.17"]
    assert "the place has no parts of a degree, and is left out: rows 2, 3" in done.output
    degrees = ("Name", "Lat deg", "Lat min", "Lon deg", "Lon min")
    source = csv_file(tmp_path, degrees, ("Ann", "60", "10.2", "24", "56.25"))
    listed = run(
        "import", source, station, "--answer", "columns=2=latitude,4=longitude", "--dry-run"
    )
    assert "the place has no parts of a degree" in listed.output
    assert "place-missing" not in listed.output  # one message for one cause


def test_metres_behind_the_zone_of_their_grid_are_read(station: Path, tmp_path: Path) -> None:
    rows = [(f"Ann {x:.0f}", f"35V {x:.0f} {y:.0f}") for x, y in metres("EPSG:3067")]
    run("import", csv_file(tmp_path, ("Name", "UTM"), *rows), station, "--yes")
    assert_home(station)


@pytest.mark.parametrize(
    ("name", "written", "minutes"),
    [("Duration (h)", "0,5", "30"), ("Dauer in Stunden", "1", "60"), ("Dauer (s)", "1200", "20")],
)
def test_the_length_of_a_visit_is_in_the_unit_of_its_column(
    station: Path, tmp_path: Path, name: str, written: str, minutes: str
) -> None:
    source = csv_file(tmp_path, ("Name", "Address", name), ("Ann", "Tal 1", written))
    assert run("import", source, station, "--yes").exit_code == 0
    assert [row["visit_minutes"] for row in households(station)] == [minutes]
