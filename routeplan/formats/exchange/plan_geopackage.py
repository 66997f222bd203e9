"""A plan as a GeoPackage: its layers, and for QGIS how to draw them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from routeplan.formats.exchange.exported import ExportedPlan
from routeplan.formats.exchange.plan_layers import GEOMETRIES, plan_layers, utc_text
from routeplan.formats.exchange.qgis_styles import qgis_style

DRIVER = "GPKG"
GEOMETRY = "geom"
STYLES = "layer_styles"
"""Where QGIS looks for the styles of a GeoPackage's layers."""


def geopackage_bytes(plan: ExportedPlan) -> bytes:
    """The file, whose layers are there also where they have no rows."""
    import pyogrio

    with tempfile.TemporaryDirectory() as scratch, _made_at(utc_text(plan.made)):
        path = Path(scratch) / "plan.gpkg"
        for layer in plan_layers(plan):
            pyogrio.write_dataframe(
                layer.frame(),
                path,
                driver=DRIVER,
                layer=layer.name,
                geometry_type=GEOMETRIES[layer.name],
                append=path.exists(),
                layer_options={"GEOMETRY_NAME": GEOMETRY},
            )
        pyogrio.write_dataframe(
            _styles(plan),
            path,
            driver=DRIVER,
            layer=STYLES,
            append=True,
            layer_options={"FID": "id"},
        )
        return path.read_bytes()


@contextmanager
def _made_at(now: str) -> Iterator[None]:
    """GDAL notes this as the time of each change."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": now})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _styles(plan: ExportedPlan) -> Any:
    import pandas as pd

    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": GEOMETRY,
            "styleName": "routeplan",
            "styleQML": qgis_style(layer, plan.crews),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "",
            "owner": "routeplan",
            "ui": "",
            "update_time": pd.Timestamp(plan.made).tz_convert("UTC"),
        }
        for layer in GEOMETRIES
    ]
    made = pd.DataFrame(rows)
    made["update_time"] = made["update_time"].astype("datetime64[ms, UTC]")
    return made
