"""Data frames as tables: their cells as a person would have typed them, with the same checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from routeplan.errors import Finding
from routeplan.formats.tables.files import Lines
from routeplan.formats.tables.rows import Table, table_of
from routeplan.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd

WGS84 = 4326
DECIMALS = 7
"""Of degrees: a centimetre."""


def frame_table(
    frame: pd.DataFrame,
    name: str,
    known: Sequence[str],
    needed: Iterable[str],
    *,
    may_be_empty: bool = False,
) -> Table:
    """A data frame as :func:`~routeplan.formats.tables.rows.read_table` would read it from a file.

    The points of a ``GeoDataFrame`` become ``latitude`` and ``longitude`` in WGS-84, where the
    table has these; of officers nobody asks for a point. Rows are counted as in a file: the first
    one is row 2.

    Parameters
    ----------
    name
        What findings call it, such as ``households``.
    """
    if may_be_empty and frame.empty:
        return Table(name)
    placed = has_geometry(frame) and "latitude" in known
    if placed and (finding := _without_place(frame, name)):
        return Table(name, findings=(finding,))
    geometry: Any = getattr(frame, "geometry", None) if placed else None
    plain = frame.drop(columns=frame.geometry.name) if has_geometry(frame) else frame
    header = [str(column) for column in plain.columns]
    cells = [[_text(value) for value in row] for row in plain.itertuples(index=False, name=None)]
    if geometry is not None:
        kept = [k for k, column in enumerate(header) if column not in ("latitude", "longitude")]
        header = [*(header[k] for k in kept), "latitude", "longitude"]
        places = _places(geometry)
        cells = [[*(row[k] for k in kept), *at] for row, at in zip(cells, places, strict=True)]
    lines: Lines = list(enumerate([header, *cells], start=1))
    return table_of(name, lines, known, needed, may_be_empty=may_be_empty)


def has_geometry(frame: pd.DataFrame | None) -> bool:
    """Whether a data frame says where its rows are."""
    return (
        frame is not None
        and hasattr(frame, "crs")
        and getattr(frame, "_geometry_column_name", None) in frame.columns
    )


def _without_place(frame: pd.DataFrame, name: str) -> Finding | None:
    """What is wrong with a geometry, as a whole."""
    geometry: Any = frame.geometry
    if geometry.crs is None:
        message = phrase("the geometry has no coordinate system")
        return Finding(
            "frame-no-crs", message, phrase("set it, for example with set_crs(4326)"), file=name
        )
    kinds = {*geometry.dropna().geom_type} - {"Point"}
    if kinds:
        message = phrase("the geometry holds {kinds}, not points", kinds=", ".join(sorted(kinds)))
        return Finding("frame-no-points", message, phrase("give each home one point"), file=name)
    return None


def _places(geometry: Any) -> Iterator[tuple[str, str]]:
    """Of each row, blank where it has no point: blank numbers make a point of no numbers."""
    points = geometry.where(~(geometry.is_empty | geometry.x.isna() | geometry.y.isna()))
    for point in points.to_crs(WGS84):
        if point is None:
            yield "", ""
        else:
            yield f"{point.y:.{DECIMALS}f}", f"{point.x:.{DECIMALS}f}"


def _text(value: Any) -> str:
    """A value as it would be typed; nothing for what is missing."""
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Real) and not isinstance(value, Integral) and float(value).is_integer():
        return str(int(float(value)))
    return str(value)
