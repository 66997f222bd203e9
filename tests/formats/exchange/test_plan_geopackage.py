"""GeoPackages, read back by GDAL and as the SQLite files they are; styles for QGIS.

Tests ``formats/exchange/qgis_styles.py``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, fromstring

import pandas as pd
import pyogrio
import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import lists

from routeplan.formats.exchange.exported import COLOURS, ExportedPlan
from routeplan.formats.exchange.plan_geopackage import geopackage_bytes
from routeplan.formats.exchange.plan_layers import GEOMETRIES, plan_layers
from routeplan.formats.exchange.qgis_styles import qgis_style
from tests.formats.exchange.exports import HOSTILE, NASTY, check_layer, exported, street, with_texts


def written(folder: Path | str, plan: ExportedPlan) -> Path:
    path = Path(folder) / "plan.gpkg"
    path.write_bytes(geopackage_bytes(plan))
    return path


@settings(max_examples=5)
@given(lists(HOSTILE, min_size=1, max_size=12))
@example(list(NASTY))
def test_every_layer_comes_back_whatever_the_texts(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    with TemporaryDirectory() as folder:
        path = written(folder, plan)
        for layer in plan_layers(plan):
            check_layer(layer, pyogrio.read_dataframe(path, layer=layer.name))


def test_layers_are_there_also_where_they_have_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path, exported(whole=False))
    kinds = dict(pyogrio.list_layers(path).tolist())
    assert kinds == {**GEOMETRIES, "layer_styles": None}
    empty = pyogrio.read_dataframe(path, layer="left_out")
    assert empty.empty
    assert "reason" in empty.columns


def test_the_same_plan_gives_the_same_bytes_and_the_clock_is_the_export_s() -> None:
    plan = exported()
    assert geopackage_bytes(plan) == geopackage_bytes(plan)
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_it_is_a_geopackage_in_wgs_84(tmp_path: Path) -> None:
    path = written(tmp_path, exported())
    with sqlite3.connect(path) as store:
        rows = store.execute(
            "SELECT c.table_name, c.data_type, c.last_change, g.srs_id, g.column_name "
            "FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g USING (table_name)"
        ).fetchall()
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close()
    layers = [(name, "features", "2026-11-29T12:30:00Z", 4326, "geom") for name in GEOMETRIES]
    assert rows == [
        *layers,
        ("layer_styles", "attributes", "2026-11-29T12:30:00Z", None, None),
    ]


def test_each_layer_has_one_style_that_qgis_takes_by_itself(tmp_path: Path) -> None:
    """QGIS looks in layer_styles by table and geometry column, the default one first."""
    path = written(tmp_path, exported())
    styles = pyogrio.read_dataframe(path, layer="layer_styles", read_geometry=False)
    assert list(styles["f_table_name"]) == list(GEOMETRIES)
    assert set(styles["f_geometry_column"]) == {"geom"}
    assert set(styles["f_table_schema"]) == set(styles["f_table_catalog"]) == {""}
    assert all(styles["useAsDefault"])
    assert set(styles["update_time"]) == {pd.Timestamp("2026-11-29T12:30:00Z")}
    for _, row in styles.iterrows():
        assert fromstring(row["styleQML"]).tag == "qgis"


def categories(style: Element) -> Iterator[tuple[str, str]]:
    """Value of each category, and the colour that its symbol has."""
    colours = {
        symbol.attrib["name"]: option.attrib["value"]
        for symbol in style.iterfind(".//symbol")
        for option in symbol.iterfind(".//Option[@name]")
        if option.attrib["name"] in ("color", "line_color")
    }
    for category in style.iterfind(".//category"):
        yield category.attrib["value"], colours[category.attrib["symbol"]]


@pytest.mark.parametrize("layer", ["routes", "stops", "beats"])
def test_every_row_has_a_category_and_an_officer_the_same_colour_in_all_layers(layer: str) -> None:
    plan = exported()
    crew = replace(plan.rounds[1], officers=("A", "B"), names=("a", "b"))
    plan = replace(plan, rounds=(plan.rounds[0], crew, plan.rounds[2]))
    style = fromstring(qgis_style(layer, plan.crews))
    attribute = style.find("renderer-v2").attrib["attr"]  # type: ignore[union-attr]
    rows = {layer.name: layer for layer in plan_layers(plan)}[layer].rows
    shown = dict(categories(style))
    assert {row[attribute] for row in rows} <= set(shown) == {"A", "A+B", "B"}
    rgb = [",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) for colour in COLOURS]
    assert [value.rpartition(",")[0] for value in shown.values()] == rgb[:3]


def test_officers_ids_are_values_and_never_markup_or_expressions() -> None:
    plan = exported()
    hostile = '\'"/><evil attr="1'
    first = replace(plan.rounds[0], officers=(hostile,))
    style = fromstring(qgis_style("stops", replace(plan, rounds=(first,)).crews))
    assert hostile in dict(categories(style))
    assert style.find(".//evil") is None
    assert style.find(".//text-style").attrib["isExpression"] == "0"  # type: ignore[union-attr]


def test_many_officers_share_the_colours_in_turn() -> None:
    everybody = [f"O{k}" for k in range(2 * len(COLOURS))]
    shown = [colour for _, colour in categories(fromstring(qgis_style("stops", everybody)))]
    assert shown[: len(COLOURS)] == shown[len(COLOURS) :]
    assert len(set(shown)) == len(COLOURS)
