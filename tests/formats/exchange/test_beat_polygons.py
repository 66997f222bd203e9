"""Drawn beats from any coordinate system, hostile files, and made beats read back."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from routeplan.errors import InputError
from routeplan.formats.exchange.beat_polygons import DEGREES, read_polygons, write_polygons
from routeplan.model.inputs import Coordinate, Household

OFFICERS = ["O1", "O2"]
HOMES = [
    Household("H1", "", "", Coordinate(60.171, 24.941), 1),
    Household("H2", "", "", Coordinate(60.171, 24.951), 2),
    Household("H3", "", "", Coordinate(60.171, 24.971), 3),
]
WEST, EAST = (24.94, 60.17, 24.945, 60.18), (24.945, 60.17, 24.96, 60.18)
GEOJSONHINT = Path(__file__).parents[4] / "shared" / "data" / "corpora" / "geojsonhint" / "test"


def frame(*rows: tuple[Any, Any], crs: str | None = DEGREES) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"Officer": [row[0] for row in rows]}, geometry=[row[1] for row in rows], crs=crs
    )


def drawn(path: Path, *rows: tuple[Any, Any], crs: str = DEGREES) -> Path:
    """Polygons in degrees, saved in another coordinate system; the file's end says as what."""
    driver = "GPKG" if path.suffix == ".gpkg" else "GeoJSON"
    frame(*rows).to_crs(crs).to_file(path, driver=driver)
    return path


def codes(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as refused:
        read_polygons(path, OFFICERS, HOMES)
    return [(finding.code, finding.row) for finding in refused.value.findings]


@pytest.mark.parametrize("name", ["drawn.gpkg", "drawn.geojson"])
@pytest.mark.parametrize("crs", [DEGREES, "EPSG:3067", "EPSG:3857"])
def test_polygons_may_be_in_any_coordinate_system(tmp_path: Path, name: str, crs: str) -> None:
    rows = ("O1", shapely.box(*WEST)), ("O2", shapely.box(*EAST))
    found, warnings = read_polygons(drawn(tmp_path / name, *rows, crs=crs), OFFICERS, HOMES)
    assert found == {"H1": "O1", "H2": "O2"}
    assert [(w.code, w.severity) for w in warnings] == [("polygons-outside", "warning")]


def test_of_two_officers_polygons_the_first_counts(tmp_path: Path) -> None:
    both = (24.93, 60.16, 24.98, 60.19)
    path = drawn(tmp_path / "d.gpkg", ("O2", shapely.box(*WEST)), ("O1", shapely.box(*both)))
    found, warnings = read_polygons(path, OFFICERS, HOMES)
    assert found == {"H1": "O2", "H2": "O1", "H3": "O1"}
    assert [w.code for w in warnings] == ["polygons-overlap"]


def test_a_line_that_crosses_itself_is_set_right(tmp_path: Path) -> None:
    bow = shapely.Polygon([(24.94, 60.17), (24.96, 60.18), (24.96, 60.17), (24.94, 60.18)])
    found, _ = read_polygons(drawn(tmp_path / "d.geojson", ("O1", bow)), OFFICERS, HOMES)
    assert set(found) <= {"H1", "H2"}


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = (
        ("O9", shapely.box(*WEST)),
        ("O1", shapely.Point(24.94, 60.17)),
        ("O1", None),
        ("O2", shapely.box(0, 0, 500, 60)),
    )
    path = tmp_path / "d.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"officer": who},
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
        }
        for who, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert codes(path) == [
        ("officer-unknown", 1),
        ("polygon-geometry", 2),
        ("polygon-geometry", 3),
        ("polygon-geometry", 4),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "polygons-unreadable"),
        ("[" * 100_000, "polygons-unreadable"),
        ("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "polygons-unreadable"),
        ("SQLite format 3\x00 and no more", "polygons-unreadable"),
        ('{"type": "FeatureCollection", "features": []}', "polygons-no-officer"),
        (
            '{"type": "Feature", "properties": {"name": "x"}, '
            '"geometry": {"type": "Point", "coordinates": [1, 2]}}',
            "polygons-no-officer",
        ),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "Mars"}}, '
            '"features": []}',
            "polygons-unreadable",
        ),
    ],
)
def test_a_file_that_holds_no_beats_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "drawn.gpkg"
    path.write_text(content)
    assert codes(path) == [(code, None)]


def test_an_empty_layer_and_one_without_a_coordinate_system_are_refused(tmp_path: Path) -> None:
    empty, nowhere = tmp_path / "e.gpkg", tmp_path / "n.gpkg"
    frame(("O1", shapely.box(*WEST))).iloc[:0].to_file(empty, driver="GPKG")
    with pytest.warns(UserWarning, match="crs"):
        frame(("O1", shapely.box(*WEST)), crs=None).to_file(nowhere, driver="GPKG")
    assert codes(empty) == [("polygons-empty", None)]
    assert codes(nowhere) == [("polygons-no-crs", None)]


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.geojson"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    assert codes(path) == [("file-too-large", None)]


def test_what_is_written_reads_back_and_is_its_owners_only(tmp_path: Path) -> None:
    shapes = {"O1": shapely.box(*WEST), "O2": shapely.box(*EAST)}
    figures = {"O1": {"households": 1}, "O2": {"households": 1}}
    written = write_polygons(tmp_path, shapes, figures)
    assert [path.name for path in written] == ["beats.gpkg", "beats.geojson"]
    for path in written:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found, _ = read_polygons(path, OFFICERS, HOMES)
        assert found == {"H1": "O1", "H2": "O2"}
    content = json.loads(written[1].read_text())
    assert "OpenStreetMap" in content["attribution"]
    assert content["features"][0]["properties"] == {"households": 1, "officer": "O1"}


@pytest.mark.shared
@pytest.mark.skipif(not GEOJSONHINT.is_dir(), reason="needs the corpora in shared/")
def test_no_geojson_of_the_corpus_is_taken_for_beats_or_stops_the_program() -> None:
    files = sorted(GEOJSONHINT.rglob("*.geojson"))
    assert len(files) == 62
    for path in files:
        with pytest.raises(InputError) as refused:
            read_polygons(path, OFFICERS, HOMES)
        for finding in refused.value.findings:
            assert finding.code in (
                "polygons-unreadable",
                "polygons-no-officer",
                "polygon-geometry",
                "officer-unknown",
            )
            assert finding.fix
