"""Layers: GeoDataFrames, GeoJSON and GeoParquet, read back by GDAL and by pyarrow."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import lists

from routeplan.errors import UsageError
from routeplan.formats.exchange.exported import ExportedPlan
from routeplan.formats.exchange.plan_layers import (
    GEOMETRIES,
    INSTANTS,
    Layer,
    geojson_files,
    parquet_files,
    plan_layers,
)
from tests.formats.exchange.exports import (
    HOSTILE,
    NASTY,
    check_layer,
    exported,
    night,
    street,
    with_texts,
)

TEXTS = lists(HOSTILE, min_size=1, max_size=12)


def layer_of(plan: ExportedPlan, name: str) -> Layer:
    return {layer.name: layer for layer in plan_layers(plan)}[name]


def test_every_layer_is_there_with_what_it_is_made_of() -> None:
    layers = {layer.name: layer for layer in plan_layers(exported())}
    assert list(layers) == list(GEOMETRIES) == ["routes", "stops", "reserve", "left_out", "beats"]
    assert [len(layer.rows) for layer in layers.values()] == [3, 5, 1, 3, 2]
    assert layers["stops"].rows[0]["address"] == "Street 1"
    assert layers["left_out"].rows[0]["reason"]
    assert {row["officer"]: row["households"] for row in layers["beats"].rows} == {"A": 3, "B": 1}


def test_everybody_of_a_beat_lies_in_its_polygon_and_in_no_other() -> None:
    beats = layer_of(exported(), "beats")
    shapes = {
        str(row["officer"]): shape for row, shape in zip(beats.rows, beats.shapes, strict=True)
    }
    stops = layer_of(exported(), "stops")
    for row, point in zip(stops.rows, stops.shapes, strict=True):
        inside = [officer for officer, shape in shapes.items() if shape.contains(point)]
        # As exports.OFFICERS has it; h5 is in no beat.
        assert inside == {"h1": ["A"], "h2": ["A"], "h3": ["B"], "h4": ["A"]}.get(
            str(row["household"]), []
        )


@settings(max_examples=25)
@given(TEXTS)
@example(list(NASTY))
def test_geojson_comes_back_whatever_the_texts(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    for name, data in geojson_files(plan).items():
        content = json.loads(data)
        assert content["attribution"] == "(c) OpenStreetMap contributors, ODbL 1.0"
        layer = layer_of(plan, name)
        for feature, row in zip(content["features"], layer.rows, strict=True):
            times = {k: value.isoformat() for k, value in row.items() if k in INSTANTS}
            assert feature["properties"] == row | times
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.geojson"
            path.write_bytes(data)
            # GDAL takes texts that look like dates for dates unless it is told not to.
            frame = pyogrio.read_dataframe(path, DATE_AS_STRING="YES")
            for column in {*INSTANTS} & {*frame.columns}:
                frame[column] = pd.to_datetime(frame[column], format="ISO8601", utc=True)
            check_layer(layer, frame)


@settings(max_examples=8)
@given(TEXTS)
@example(list(NASTY))
@pytest.mark.slow
def test_geoparquet_comes_back_whatever_the_texts(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    for name, data in parquet_files(plan).items():
        layer = layer_of(plan, name)
        check_layer(layer, gpd.read_parquet(io.BytesIO(data)))
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
        columns = [column for column in layer.columns if column not in INSTANTS]
        assert [{column: row[column] for column in columns} for row in rows] == [
            {column: row[column] for column in columns} for row in layer.rows
        ]


def test_instants_are_those_of_the_plan_across_a_clock_change() -> None:
    plan = night("Europe/Helsinki", date(2026, 10, 24))
    expected = [stop.span.begin.astimezone(UTC) for stop in plan.rounds[0].stops]
    frame = gpd.read_parquet(io.BytesIO(parquet_files(plan)["stops"]))
    assert list(frame["begin_at"]) == expected
    assert len(set(expected)) == 16
    features = json.loads(geojson_files(plan)["stops"])["features"]
    assert [feature["properties"]["begin_at"] for feature in features[10:14]] == [
        "2026-10-25T03:00:00+03:00",
        "2026-10-25T03:30:00+03:00",
        "2026-10-25T03:00:00+02:00",
        "2026-10-25T03:30:00+02:00",
    ]


def test_layers_without_rows_keep_their_columns() -> None:
    plan = exported(whole=False)
    frame = gpd.read_parquet(io.BytesIO(parquet_files(plan)["left_out"]))
    assert frame.empty
    assert [*frame.columns][:-1] == list(layer_of(plan, "left_out").columns)
    assert set(geojson_files(plan)) == {"routes", "stops", "reserve"}


def test_a_round_without_a_drawn_way_has_a_row_without_a_line() -> None:
    plan = exported()
    plan = replace(plan, rounds=(replace(plan.rounds[0], line=()), *plan.rounds[1:]))
    layer = layer_of(plan, "routes")
    assert layer.shapes[0] is None
    check_layer(layer, gpd.read_parquet(io.BytesIO(parquet_files(plan)["routes"])))


def test_without_pyarrow_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'routeplan\[geoparquet\]'"):
        parquet_files(exported())
