"""GeoJSON, GeoPackage, Shapefile and GeoParquet as sheets of text, places in WGS-84.

Runs in a process of its own, without GDAL's drivers that would ask a server.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.formats.spreadsheet.sheet import PARQUET, Sheet
from routeplan.formats.tables.files import Lines
from routeplan.formats.tables.frames import DECIMALS, WGS84
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.xlsx import cell_text
from routeplan.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd

LATITUDE, LONGITUDE = "latitude", "longitude"
_ASKING_OTHERS = "HTTP WFS OAPIF OGR_VRT GMLAS NGW EEDA CSW Carto AmigoCloud Elasticsearch PLSCENES"


def gis_layers(path: Path, crs: str) -> tuple[Sheet, ...]:
    """Every layer: its columns, then latitude and longitude of each row in degrees.

    Parameters
    ----------
    path
        Absolute.
    crs
        The coordinate system where the file names none.

    Raises
    ------
    RefusedTableError
        When the file cannot be read, or where its places lie cannot be told.
    """
    os.environ["GDAL_SKIP"] = _ASKING_OTHERS
    os.environ["PROJ_NETWORK"] = "OFF"
    warnings.simplefilter("ignore")
    with path.open("rb") as file:
        is_parquet = file.read(4) == PARQUET
    frames = _parquet(path) if is_parquet else _layers(path)
    return tuple(_sheet(name, frame, crs) for name, frame in frames)


def _parquet(path: Path) -> Iterator[tuple[str, Any]]:
    import geopandas

    try:
        yield "", geopandas.read_parquet(path)
    except ImportError as error:
        message = phrase("GeoParquet is read by the package pyarrow, which is not installed")
        fix = phrase("install pyarrow, or save the file as GeoPackage")
        raise RefusedTableError("library-missing", message, fix) from error
    except Exception as error:
        raise _unreadable(error) from error


def _layers(path: Path) -> Iterator[tuple[str, Any]]:
    import pyogrio

    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        for layer in layers:
            name = layer if len(layers) > 1 else ""
            yield name, pyogrio.read_dataframe(path, layer=layer)
    except Exception as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> RefusedTableError:
    message = phrase("the file is damaged: {why}", why=" ".join(str(error).split())[:100])
    fix = phrase("open it in the program that made it and save it again")
    return RefusedTableError("file-damaged", message, fix)


def _sheet(name: str, frame: pd.DataFrame, crs: str) -> Sheet:
    places = _places(frame, crs)
    plain = frame if places is None else frame.drop(columns=frame.geometry.name)
    lines: Lines = [(1, [str(column) for column in plain.columns])]
    for number, row in enumerate(plain.itertuples(index=False, name=None), start=2):
        lines.append((number, [_value_text(value) for value in row]))
    if places is not None:
        for (_, cells), at in zip(lines, [(LATITUDE, LONGITUDE), *places], strict=True):
            cells.extend(at)
    return Sheet(name, lines, is_located=places is not None)


def _value_text(value: Any) -> str:
    """A value as a person would type it; nothing for what is missing."""
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    if hasattr(value, "to_pydatetime"):
        return cell_text(value.to_pydatetime())
    return cell_text(value.item() if hasattr(value, "item") else value)


def _places(frame: Any, crs: str) -> list[tuple[str, str]] | None:
    """Latitude and longitude of each row; of a building's outline those of a point inside."""
    if not hasattr(frame, "geometry") or getattr(frame, "_geometry_column_name", None) is None:
        return None
    geometry = frame.geometry
    if geometry.crs is None:
        if not crs:
            message = phrase("the file does not say in which coordinate system its places are")
            fix = phrase("name it, such as --crs EPSG:4326 for degrees")
            raise RefusedTableError("crs-missing", message, fix)
        geometry = geometry.set_crs(crs)
    points = geometry.to_crs(WGS84).representative_point()
    return [
        ("", "") if point is None or point.is_empty else _degrees(point.y, point.x)
        for point in points
    ]


def _degrees(latitude: float, longitude: float) -> tuple[str, str]:
    return f"{latitude:.{DECIMALS}f}", f"{longitude:.{DECIMALS}f}"
