"""A small station that has been planned, saved, drawn and recorded on its first day."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

import routeplan
from tests.cli.workspaces import MONDAY, SUNDAY, give_telephone, write_station


@pytest.fixture(scope="session")
def _saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_station(tmp_path_factory.mktemp("saved"))
    give_telephone(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SUNDAY.items():
            patch.setenv(name, value)
        station = routeplan.open_station(folder)
        station.save(station.plan(MONDAY, iterations=200))
    return folder


@pytest.fixture
def station(_saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> routeplan.OpenStation:
    for name, value in SUNDAY.items():
        monkeypatch.setenv(name, value)
    return routeplan.open_station(copytree(_saved, tmp_path / "station"))


@pytest.fixture
def plan(station: routeplan.OpenStation) -> routeplan.StationPlan:
    return station.open_plan(on=MONDAY)
