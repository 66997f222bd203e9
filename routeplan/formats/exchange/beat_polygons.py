"""Beats as polygons: drawn ones read from any coordinate system, made ones written."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.errors import Finding, InputError
from routeplan.formats.exchange.exported import ATTRIBUTION
from routeplan.formats.tables.cells import nearest
from routeplan.model.inputs import Household
from routeplan.phrases import phrase
from routeplan.private_files import write_private

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DEGREES = "EPSG:4326"
LAYER = "beats"
MOST_OF_ERROR = 260
"""Characters of what GDAL says, at the most, that a message quotes."""
MAX_FILE_BYTES = 200_000_000
_GEOPACKAGE = b"SQLite format 3\x00"


@dataclass
class _PolygonReader:
    """Gathers what is wrong with a file of polygons."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def find(
        self,
        code: str,
        message: str,
        fix: str,
        *,
        row: int | None = None,
        value: str = "",
        warning: bool = False,
    ) -> None:
        """Note something wrong (or odd); rows are the file's features, from 1."""
        severity: Any = "warning" if warning else "error"
        self.findings.append(
            Finding(code, message, fix, self.file, row=row, value=value[:80], severity=severity)
        )


def read_polygons(
    path: Path, officers: Sequence[str], households: Sequence[Household]
) -> tuple[dict[str, str], list[Finding]]:
    """The officer of each household that lies in a drawn polygon, by their ids, and warnings.

    Parameters
    ----------
    path
        GeoPackage or GeoJSON; each polygon names its officer's id in a property ``officer``.

    Raises
    ------
    InputError
        With everything wrong in the file.
    """
    reader = _PolygonReader(path.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of GDAL and pyproj: what matters is message by findings
        frame = _frame(path, reader)
        polygons = list(_polygons(frame, officers, reader)) if frame is not None else []
    if any(finding.severity == "error" for finding in reader.findings):
        raise InputError(reader.findings)
    officers_of = _inside(polygons, households, reader)
    return officers_of, reader.findings


def _frame(path: Path, reader: _PolygonReader) -> GeoDataFrame | None:
    """The features in degrees. GDAL opens GeoPackages only: other files could name a server."""
    if path.stat().st_size > MAX_FILE_BYTES:
        reader.find(
            "file-too-large",
            phrase("the file is larger than 200 MB"),
            phrase("simplify the polygons"),
        )
        return None
    try:
        is_package = path.read_bytes()[:16] == _GEOPACKAGE
        frame = _geopackage(path) if is_package else _geojson(path)
        if frame.crs is None:
            message, fix = (
                phrase("the file does not name its coordinate system"),
                phrase("set the layer's CRS and save it"),
            )
            reader.find("polygons-no-crs", message, fix)
            return None
        return frame.to_crs(DEGREES)
    except Exception as error:  # whatever GDAL, pyproj or shapely make of a damaged file
        message = phrase(
            "not a GeoPackage or GeoJSON of polygons: {error}",
            error=(str(error) or type(error).__name__)[:MOST_OF_ERROR],
        )
        reader.find(
            "polygons-unreadable", message, phrase("save the layer as GeoPackage or GeoJSON")
        )
        return None


def _geopackage(path: Path) -> GeoDataFrame:
    import geopandas

    return geopandas.read_file(path)


def _geojson(path: Path) -> GeoDataFrame:
    import geopandas
    from shapely.geometry import shape

    content = json.loads(path.read_text(encoding="utf-8-sig"))
    features = content["features"] if content["type"] == "FeatureCollection" else [content]
    named = (content.get("crs") or {}).get("properties", {}).get("name", DEGREES)
    shapes = [shape(feature["geometry"]) if feature["geometry"] else None for feature in features]
    rows = [dict(feature.get("properties") or {}) for feature in features]
    return geopandas.GeoDataFrame(rows, geometry=shapes, crs=named)


def _polygons(
    frame: GeoDataFrame, officers: Sequence[str], reader: _PolygonReader
) -> Iterator[tuple[str, Any]]:
    """Officer and polygon of each feature that has both."""
    column = next((c for c in frame.columns if str(c).strip().lower() == "officer"), None)
    if column is None:
        message = phrase("the features have no property 'officer'")
        reader.find(
            "polygons-no-officer", message, phrase("give each polygon the id of its officer")
        )
        return
    if frame.empty:
        reader.find(
            "polygons-empty",
            phrase("the layer has no polygons"),
            phrase("draw a polygon for each officer"),
        )
    for number, (named, shape) in enumerate(zip(frame[column], frame.geometry, strict=True), 1):
        officer = named.strip() if isinstance(named, str) else str(named)
        if officer not in officers:
            message, fix = phrase("unknown officer"), nearest(officer, officers)
            reader.find("officer-unknown", message, fix, row=number, value=officer)
        elif (polygon := _mended(shape)) is None:
            message = (
                phrase("the polygon has no area on the globe")
                if shape is not None
                else phrase("the feature has no geometry")
            )
            reader.find(
                "polygon-geometry",
                message,
                phrase("draw it as a polygon"),
                row=number,
                value=officer,
            )
        else:
            yield officer, polygon


def _mended(shape: Any) -> Any:
    """The area of a shape, lines that cross themselves set right; None when it has none."""
    from math import isfinite

    import shapely

    if shape is None or shape.is_empty or not all(map(isfinite, shape.bounds)):
        return None
    west, south, east, north = shape.bounds
    if west < -180 or south < -90 or east > 180 or north > 90:
        return None
    mended = shapely.make_valid(shapely.force_2d(shape))
    return mended if mended.area > 0 else None


def _inside(
    polygons: Sequence[tuple[str, Any]], households: Sequence[Household], reader: _PolygonReader
) -> dict[str, str]:
    """Who lies in whose polygon; of two the first in the file."""
    import shapely

    points = shapely.points([(h.coordinate.longitude, h.coordinate.latitude) for h in households])
    tree = shapely.STRtree([polygon for _, polygon in polygons])
    officer_of: dict[str, str] = {}
    twice: set[str] = set()
    hits = zip(*tree.query(points, predicate="intersects"), strict=True)
    for point, polygon in sorted((int(point), int(polygon)) for point, polygon in hits):
        household, officer = households[point].id, polygons[polygon][0]
        if officer_of.setdefault(household, officer) != officer:
            twice.add(household)
    if twice:
        message = phrase("{count} households lie in two officers' polygons", count=len(twice))
        reader.find(
            "polygons-overlap", message, phrase("the first in the file counts"), warning=True
        )
    if len(officer_of) < len(households):
        message = phrase(
            "{count} households lie in no polygon", count=len(households) - len(officer_of)
        )
        reader.find(
            "polygons-outside",
            message,
            phrase("they count as having no officer so far"),
            warning=True,
        )
    return officer_of


def write_polygons(
    folder: Path, shapes: Mapping[str, Any], figures: Mapping[str, Mapping[str, object]]
) -> list[Path]:
    """Write ``beats.gpkg`` and ``beats.geojson``, readable by their owner only, without names.

    Parameters
    ----------
    shapes
        Shapely polygons in degrees, longitude first, by officer.
    figures
        Further properties by officer.
    """
    import geopandas
    from shapely.geometry import mapping

    rows = [dict(figures[officer], officer=officer) for officer in shapes]
    frame = geopandas.GeoDataFrame(rows, geometry=list(shapes.values()), crs=DEGREES)
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(scratch) / "beats.gpkg"
        frame.to_file(package, driver="GPKG", layer=LAYER)
        written = [write_private(folder / package.name, package.read_bytes())]
    content = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "features": [
            {"type": "Feature", "properties": row, "geometry": mapping(shape)}
            for row, shape in zip(rows, shapes.values(), strict=True)
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return [*written, write_private(folder / "beats.geojson", text + "\n")]
