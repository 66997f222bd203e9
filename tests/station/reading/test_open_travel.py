"""The travel source ends with its block, whatever happens inside.

Tests ``cli/terminal/travelling.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from routeplan.cli.terminal.travelling import travel
from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import Mode, Place, TravelTables
from routeplan.station.reading import open_travel as travelling
from routeplan.station.reading.open_station import Workspace
from routeplan.travel.source import Progress
from routeplan.travel.straight_line import StraightLine
from tests.cli.workspaces import write_station
from tests.formats.folders import read_folder


@dataclass
class Opened(StraightLine):
    """Straight lines that pass for streets, and remember what happened to them."""

    fails: BaseException | None = None
    happened: list[str] = field(default_factory=list)
    estimate = False

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        if self.fails:
            raise self.fails
        for done in (0, 5, len(places)):
            if progress:
                progress(done, len(places), "ways by foot")
        return super().tables(places, modes)

    def close(self) -> None:
        self.happened.append("closed")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small station, with an extract that nobody reads."""
    folder = write_station(tmp_path)
    (folder / "data" / "area.osm.pbf").write_bytes(b"streets")
    return read_folder(folder)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The source that is opened whatever is asked for; what was asked stands in ``happened``."""
    source = Opened()

    def open_source(kind: str, **_: Any) -> Opened:
        source.happened.append(kind)
        return source

    monkeypatch.setattr(travelling, "open_source", open_source)
    return source


def test_the_source_is_open_inside_the_block_and_closed_behind_it(
    workspace: Workspace, opened: Opened
) -> None:
    with travel(workspace) as (source, tables):
        assert source is opened
        assert tables.seconds.shape == (2, 13, 13)  # foot and bike; 12 homes and the station
        assert opened.happened == ["straight-line"]
    assert opened.happened == ["straight-line", "closed"]


def test_a_kind_asked_for_goes_before_the_settings(workspace: Workspace, opened: Opened) -> None:
    with travel(workspace, kind="server"):
        pass
    assert opened.happened == ["server", "closed"]


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()], ids=["error", "Ctrl-C"])
def test_what_happens_inside_the_block_closes_the_source(
    workspace: Workspace, opened: Opened, error: BaseException
) -> None:
    with pytest.raises(type(error)), travel(workspace):
        raise error
    assert opened.happened == ["straight-line", "closed"]


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()], ids=["error", "Ctrl-C"])
def test_tables_that_are_not_finished_close_the_source(
    workspace: Workspace, opened: Opened, error: BaseException
) -> None:
    opened.fails = error
    with pytest.raises(type(error)), travel(workspace):
        pytest.fail("there are no tables")
    assert opened.happened == ["straight-line", "closed"]


def test_streets_without_an_extract_are_not_opened(workspace: Workspace, opened: Opened) -> None:
    workspace.area.unlink()
    with pytest.raises(StreetNetworkError, match=r"no street extract .*area\.osm\.pbf"):
        travel(workspace, kind="streets").__enter__()
    assert opened.happened == []


def test_on_a_terminal_a_line_is_rewritten_and_stays_when_it_is_full(
    workspace: Workspace,
    opened: Opened,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with travel(workspace, kind="streets"):
        pass
    assert capsys.readouterr() == (
        "",
        "\rways by foot: preparing the streets ...\033[K"
        "\rways by foot: 5/13\033[K"
        "\rways by foot: 13/13\033[K\n",
    )


@pytest.mark.parametrize(
    ("terminal", "quiet", "estimate"),
    [
        pytest.param(False, False, False, id="no terminal"),
        pytest.param(True, True, False, id="quiet"),
        pytest.param(True, False, True, id="straight lines take no time"),
    ],
)
def test_otherwise_nothing_is_told(
    workspace: Workspace,
    opened: Opened,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    quiet: bool,
    estimate: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(opened, "estimate", estimate, raising=False)
    with travel(workspace, quiet=quiet):
        pass
    assert capsys.readouterr() == ("", "")
