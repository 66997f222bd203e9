"""The small station, planned once for all commands."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.workspaces import MONDAY, run, write_station


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test runners pretend to a width; the commands under test see a pipe without one."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """A command that Ctrl-C ended hears no further one; the next test does."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def _planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_station(tmp_path_factory.mktemp("planned"))
    planned = run("plan", folder, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0, planned.output
    (folder / "data" / "visits.db").unlink()  # it only tells that plan.geojson was written
    return folder


@pytest.fixture
def station(_planned: Path, tmp_path: Path) -> Path:
    """A copy of the small station's folder with its plan, to do with as one likes."""
    return copytree(_planned, tmp_path / "station")
