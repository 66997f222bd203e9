"""Every example of docs/api.md runs as it stands, in order, as a plain script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import routeplan
from tests.cli.workspaces import give_telephone, write_station

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def homes(folder: Path) -> gpd.GeoDataFrame:
    """The station's households as a GeoDataFrame in metres of Finland."""
    table = pd.read_csv(folder / "data" / "households.csv", dtype=str)
    places = gpd.points_from_xy(table.pop("longitude").astype(float), table.pop("latitude"))
    return gpd.GeoDataFrame(table, geometry=places, crs=4326).to_crs(3067)


@pytest.mark.slow
def test_the_examples_run_as_a_plain_script(tmp_path: Path) -> None:
    assert len(EXAMPLES) >= 5
    station = write_station(tmp_path / "station")
    give_telephone(station)
    homes(station).to_file(tmp_path / "homes.gpkg")
    script = tmp_path / "examples.py"
    script.write_text("\n".join(EXAMPLES), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=os.environ | {"ROUTEPLAN_TODAY": "2026-12-01", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "households:1 · id · missing column" in done.stdout
    assert (tmp_path / "round.html").stat().st_mode & 0o777 == 0o600


def test_every_name_of_the_interface_is_there_and_described() -> None:
    for name in routeplan.__all__:
        assert getattr(routeplan, name) is not None
    for name in ("open_station", "Problem", "solve", "InputError"):
        assert f"routeplan.{name}" in TEXT
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = routeplan.nothing


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, routeplan; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not {"numpy", "pandas", "click", "routeplan.model"} & set(done.stdout.split())
