"""The town's streets, built once for all tests that travel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routeplan.model.inputs import Mode
from routeplan.travel import open_source
from routeplan.travel.osrm_build import network
from routeplan.travel.source import TravelSource
from tests.travel.streets import write_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's extract, with the cache of its networks beside it."""
    return write_town(tmp_path_factory.mktemp("town") / "town.osm.pbf")


@pytest.fixture(scope="session")
def foot_network(town: Path) -> Path:
    """The town built for feet."""
    return network(town, Mode.FOOT, town.parent / "cache")


@pytest.fixture(scope="session")
def streets(town: Path) -> Iterator[TravelSource]:
    """Travel in the town, by any mode."""
    source = open_source("streets", area=town, cache=town.parent / "cache")
    yield source
    source.close()
