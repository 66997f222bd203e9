"""Files of every kind read into sheets, and one line for each that cannot be.

Tests ``formats/spreadsheet/delimited.py``, ``formats/spreadsheet/gis_layers.py``,
``formats/spreadsheet/sheet.py`` and ``formats/tables/refused.py``.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import geopandas
import openpyxl
import pandas
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.errors import InputError
from routeplan.formats.spreadsheet import sheets
from routeplan.formats.spreadsheet.delimited import csv_lines
from routeplan.formats.spreadsheet.gis_layers import gis_layers
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.sheets import read_sheets
from routeplan.formats.tables.refused import RefusedTableError

LISBON = 3763
"""ETRS89 / PT-TM06: metres from the middle of Portugal."""


def book_of(*rows: list[object], hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.create_sheet("shown")
        book.active.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def finding_of(path: Path) -> tuple[str, str]:
    """Code and message of the one line that a file is refused with."""
    with pytest.raises(InputError) as refused:
        read_sheets(path)
    (finding,) = refused.value.findings
    assert "\n" not in str(finding)
    return finding.code, finding.message


def test_a_workbook_is_read_with_its_row_numbers_and_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book_of([], ["id", "at"], [], [1.0, 0.5], hidden=True))
    hidden, shown = read_sheets(path)
    assert hidden == Sheet("Sheet", [(2, ["id", "at"]), (4, ["1", "0.5"])], is_hidden=True)
    assert shown == Sheet("shown", [])


def test_an_ods_table_is_read(tmp_path: Path) -> None:
    frame = pandas.DataFrame({"id": ["A"], "name": ["José"]})
    pyogrio.write_dataframe(frame, tmp_path / "a.ods", driver="ODS")
    (sheet,) = read_sheets(tmp_path / "a.ods")
    assert sheet.lines == [(1, ["id", "name"]), (2, ["A", "José"])]


def test_a_row_that_an_ods_table_does_not_show_is_read_and_known(tmp_path: Path) -> None:
    frame = pandas.DataFrame({"id": ["A", "B"], "name": ["José", "Ana"]})
    pyogrio.write_dataframe(frame, tmp_path / "a.ods", driver="ODS")
    with zipfile.ZipFile(tmp_path / "a.ods") as shown:
        parts = {name: shown.read(name) for name in shown.namelist()}
    before, row, behind = parts["content.xml"].rpartition(b"<table:table-row")
    parts["content.xml"] = before + row + b' table:visibility="filter"' + behind
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as hidden:
        for name, part in parts.items():
            hidden.writestr(name, part)
    (sheet,) = read_sheets(tmp_path / "b.ods")
    assert sheet.lines == [(1, ["id", "name"]), (2, ["A", "José"]), (3, ["B", "Ana"])]
    assert sheet.hidden_rows == (3,)


def test_a_failed_formula_and_one_never_computed_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book_of(["id", "name", "note"], ["A", "=B1", "#N/A"]))
    (sheet,) = read_sheets(path)
    assert sheet.lines[1] == (2, ["A", "=B1", "#N/A"])


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "parquet"])
def test_places_come_in_degrees_whatever_their_coordinate_system(
    tmp_path: Path, suffix: str
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    frame = geopandas.GeoDataFrame(
        {"id": ["A", "B"], "visits": [1, 2]},
        geometry=[shapely.Point(-8.63, 41.158), shapely.Point(-8.62, 41.15).buffer(0.001)],
        crs=4326,
    )
    if suffix == "shp":
        frame = frame.iloc[:1]  # a shapefile has one kind of shape
    frame = frame if suffix == "geojson" else frame.to_crs(LISBON)
    path = tmp_path / f"homes.{suffix}"
    frame.to_parquet(path) if suffix == "parquet" else frame.to_file(path)
    (sheet,) = read_sheets(path)
    assert sheet.is_located
    assert sheet.lines[0][1] == ["id", "visits", "latitude", "longitude"]
    number, (name, visits, latitude, longitude) = sheet.lines[1]
    assert (number, name, visits) == (2, "A", "1")
    assert float(latitude) == pytest.approx(41.158, abs=1e-6)
    assert float(longitude) == pytest.approx(-8.63, abs=1e-6)


def test_a_shapefile_without_its_coordinate_system_wants_it_named(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"id": ["A"]}, geometry=[shapely.Point(-8.63, 41.1)], crs=4326)
    frame.to_crs(LISBON).to_file(tmp_path / "homes.shp")
    (tmp_path / "homes.prj").unlink()
    assert finding_of(tmp_path / "homes.shp")[0] == "crs-missing"
    (sheet,) = read_sheets(tmp_path / "homes.shp", crs=f"EPSG:{LISBON}")
    assert float(sheet.lines[1][1][1]) == pytest.approx(41.1, abs=1e-6)


def bomb() -> bytes:
    """A workbook whose sheet is 400 MB of blanks: 0.4 MB packed."""
    content = io.BytesIO(book_of(["id"]))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(40):
            part.write(b" " * 10_000_000)
    return content.getvalue()


def far_cell() -> bytes:
    """A workbook whose second cell is the last that there can be."""
    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "far"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "file-empty", id="empty"),
        pytest.param(b"%PDF-1.7 ...", "file-type", id="PDF"),
        pytest.param(b"\x89PNG\r\n", "file-type", id="picture"),
        pytest.param(b"<!DOCTYPE html>", "file-type", id="web page"),
        pytest.param(b"id,name\n\x00\x01", "file-type", id="binary"),
        pytest.param(b'id,name\n"A,B\n', "csv-malformed", id="quotation mark"),
        pytest.param(book_of(["id"])[:900], "xlsx-malformed", id="cut short"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 50, "xlsx-malformed", id="no archive"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "xlsx-malformed", id="no XLS"),
        pytest.param(b"SQLite format 3\x00" + b"\x01" * 300, "file-damaged", id="no GeoPackage"),
        pytest.param(b'{"type": "FeatureColl', "file-damaged", id="no GeoJSON"),
        pytest.param(b"\x00\x00\x27\x0a" + b"\x00" * 200, "file-damaged", id="no Shapefile"),
        pytest.param(bomb(), "zip-bomb", id="bomb"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert finding_of(path)[0] == code


def test_a_cell_at_the_end_of_the_sheet_does_not_take_all_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(far_cell())
    assert finding_of(path)[0] == "sheet-too-large"


def test_a_pipe_a_folder_a_device_and_nothing_at_all_are_one_line_each(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    codes = {
        name: finding_of(tmp_path / name)[0]
        for name in ("pipe", "..", "gone", "../\0", "/dev/zero")
    }
    assert codes == {
        "pipe": "file-unreadable",
        "..": "file-unreadable",
        "gone": "file-missing",
        "../\0": "file-missing",
        "/dev/zero": "file-unreadable",
    }


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_FILE_BYTES", 9)
    (tmp_path / "a.csv").write_bytes(b"id,name\nA,B\n")
    assert finding_of(tmp_path / "a.csv")[0] == "file-too-large"


def _crash(_: bytes, **__: object) -> None:
    os.kill(os.getpid(), 11)


def test_a_library_that_crashes_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("routeplan.formats.tables.xlsx._sheets", _crash)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book_of(["id"]))
    assert finding_of(path)[0] == "xlsx-malformed"
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Lista, de casas\nid;name\nA;1,5\nB;2,5\n", ["A", "1,5"]),
        ("id\tname\nA\tx,y\n", ["A", "x,y"]),
        ('id,name\nA,"x;y\nz"\nB,b\n', ["A", "x;y\nz"]),
        ("id|name\nA|x\n", ["A", "x"]),
    ],
)
def test_the_delimiter_is_found_below_titles_too(text: str, cells: list[str]) -> None:
    assert cells in [found for _, found in csv_lines(text.encode())]


def test_lines_of_a_csv_file_are_numbered_as_the_editor_does() -> None:
    lines = csv_lines(b'id,name\n\nA,"x\ny"\nB,b\n')
    assert [number for number, cells in lines if cells] == [1, 3, 5]


@given(st.binary(max_size=400))
def test_any_bytes_are_lines_or_refused(data: bytes) -> None:
    try:
        lines = csv_lines(data)
    except RefusedTableError:
        return
    assert all(isinstance(cell, str) for _, cells in lines for cell in cells)


FEATURES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=25)
@given(FEATURES, st.lists(st.floats(-200, 200), min_size=2, max_size=2))
def test_any_features_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, properties: object, at: list[float]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.geojson"
    feature = {"type": "Feature", "properties": properties,
               "geometry": {"type": "Point", "coordinates": at}}  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    try:
        found = gis_layers(path, "")
    except RefusedTableError:
        return
    assert all(
        isinstance(cell, str) for sheet in found for _, cells in sheet.lines for cell in cells
    )
