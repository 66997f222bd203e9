"""A plan as layers of a map: GeoDataFrames in WGS-84, and GeoJSON and GeoParquet of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from routeplan.errors import UsageError
from routeplan.formats.exchange.exported import ATTRIBUTION, ExportedPlan, ExportedStop, Span
from routeplan.formats.exchange.plan_tables import (
    COLUMNS,
    LEFT_OUT,
    RESERVE,
    ROUNDS,
    STOPS,
    plan_tables,
)
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

WGS84 = 4326
ROUTES, BEATS = "routes", "beats"
GEOMETRIES = {
    ROUTES: "LineString",
    STOPS: "Point",
    RESERVE: "Point",
    LEFT_OUT: "Point",
    BEATS: "MultiPolygon",
}
"""The layers, in the order in which a map puts one over the other, from the bottom up: reversed."""
INSTANTS = ("begin_at", "end_at")
_BEATS_COLUMNS = ("officer", "name", "households")
_KINDS = {
    **dict.fromkeys(("number", "visits", "metres", "households"), "int64"),
    **dict.fromkeys(("expected_met", "chance", "worth_minutes"), "float64"),
    **dict.fromkeys(("travel_minutes", "busy_minutes", "idle_minutes"), "float64"),
    "broken_promise": "bool",
}
"""Columns that hold something else than text and instants."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. Dates are ISO texts, instants aware and local; a shape may be None."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shapes: tuple[Any, ...]

    def frame(self) -> GeoDataFrame:
        """The layer with its instants in UTC, and with every column where it has no rows."""
        import geopandas as gpd
        import pandas as pd

        made = gpd.GeoDataFrame(
            list(self.rows), columns=list(self.columns), geometry=list(self.shapes), crs=WGS84
        )
        for column in self.columns:
            if column in INSTANTS:
                instants = pd.to_datetime(made[column], utc=True)
                made[column] = instants.astype("datetime64[ms, UTC]")
            else:
                made[column] = made[column].astype(_KINDS.get(column, "object"))
        return made


def plan_layers(plan: ExportedPlan) -> tuple[Layer, ...]:
    """Every layer, also those without rows."""
    import shapely

    tables = {table.name: table for table in plan_tables(plan)}
    lines = [
        shapely.LineString(exported.line) if len(exported.line) > 1 else None
        for exported in plan.rounds
    ]
    routes = [
        _texts(row) | _instants(exported.away)
        for row, exported in zip(tables[ROUNDS].rows, plan.rounds, strict=True)
    ]
    points = {
        STOPS: [stop for exported in plan.rounds for stop in exported.stops],
        RESERVE: [stop for exported in plan.rounds for stop in exported.reserve],
    }
    left_out = [_texts(row) for row in tables[LEFT_OUT].rows]
    at = [shapely.Point(e.home.longitude, e.home.latitude) for e in plan.left_out]
    beats: list[Row] = [
        {"officer": beat.officer, "name": beat.name, "households": beat.households}
        for beat in plan.beats
    ]
    areas = [shapely.multipolygons([*shapely.get_parts(beat.shape)]) for beat in plan.beats]
    return (
        Layer(ROUTES, (*COLUMNS[ROUNDS], *INSTANTS), tuple(routes), tuple(lines)),
        *(_stops(name, tables[name].rows, stops) for name, stops in points.items()),
        Layer(LEFT_OUT, _columns(LEFT_OUT), tuple(left_out), tuple(at)),
        Layer(BEATS, _BEATS_COLUMNS, tuple(beats), tuple(areas)),
    )


def _stops(name: str, rows: tuple[Row, ...], stops: list[ExportedStop]) -> Layer:
    import shapely

    return Layer(
        name,
        (*_columns(name), *INSTANTS),
        tuple(_texts(row) | _instants(stop.span) for row, stop in zip(rows, stops, strict=True)),
        tuple(shapely.Point(stop.home.longitude, stop.home.latitude) for stop in stops),
    )


def _columns(table: str) -> tuple[str, ...]:
    return tuple(column for column in COLUMNS[table] if column not in ("latitude", "longitude"))


def _texts(row: Mapping[str, object]) -> Row:
    """A table's row without its place, its date as text: not every GIS keeps bare dates."""
    return {
        column: str(value) if isinstance(value, date) else value
        for column, value in row.items()
        if column not in ("latitude", "longitude")
    }


def _instants(span: Span) -> Row:
    return {"begin_at": span.begin, "end_at": span.end}


def geojson_files(plan: ExportedPlan) -> dict[str, bytes]:
    """Each layer with rows, as GeoJSON (RFC 7946), by the layer's name."""
    return {layer.name: _geojson(plan, layer) for layer in plan_layers(plan) if layer.rows}


def _geojson(plan: ExportedPlan, layer: Layer) -> bytes:
    content = {
        "type": "FeatureCollection",
        "name": layer.name,
        "title": plan.title,
        "warnings": list(plan.warnings),
        "attribution": ATTRIBUTION,
        "features": list(_features(layer)),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _features(layer: Layer) -> Iterator[dict[str, Any]]:
    from shapely import orient_polygons
    from shapely.geometry import mapping

    for row, shape in zip(layer.rows, layer.shapes, strict=True):
        yield {
            "type": "Feature",
            "properties": {
                column: value.isoformat() if isinstance(value, datetime) else value
                for column, value in row.items()
            },
            "geometry": None if shape is None else mapping(orient_polygons(shape)),
        }


def parquet_files(plan: ExportedPlan) -> dict[str, bytes]:
    """Each layer as GeoParquet, by the layer's name.

    Raises
    ------
    UsageError
        When pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401 - geopandas would ask for it in the middle
    except ImportError as error:
        raise UsageError(
            phrase(
                "GeoParquet needs the package pyarrow: "
                "install it with pip install 'routeplan[geoparquet]'"
            )
        ) from error
    return {layer.name: _parquet(layer) for layer in plan_layers(plan)}


def _parquet(layer: Layer) -> bytes:
    content = BytesIO()
    layer.frame().to_parquet(content, index=False)
    return content.getvalue()


def utc_text(at: datetime) -> str:
    """An instant as GDAL's options take it: ``2026-11-30T08:00:00Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
