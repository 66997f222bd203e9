"""``routeplan due``: who is asked for by the name of a state, in any language of the terminal.

Tests ``cli/commands/due.py``, ``cli/tables/followup/due.py``, ``render/words/terminal_phrases.py``,
``station/use_cases/visit_log/draw_coverage.py`` and ``station/use_cases/visit_log/show_due.py``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copyfile

import pytest

from routeplan.render.words import terminal_phrases
from tests.cli.workspaces import run

AREA = Path(__file__).parents[2] / "data" / "area.osm.pbf"
CHINESE = {"never called on": "从未走访", "unknown state '{state}'; use one of: {known}": "{known}"}


@pytest.fixture
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_phrases, "phrases_of", lambda _: CHINESE)


@pytest.mark.usefixtures("_in_chinese")
@pytest.mark.parametrize("state", ["从未走访", "never called on"])
def test_a_state_is_named_as_the_table_names_it_or_as_the_data_do(
    station: Path, state: str
) -> None:
    done = run("--lang", "zh", "due", station, "--state", state, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    assert {standing["state"] for standing in found} == {"never called on"}


@pytest.mark.usefixtures("_in_chinese")
def test_the_states_there_are_are_named_in_the_language_that_is_read(station: Path) -> None:
    done = run("--lang", "zh", "due", station, "--state", "走访")
    assert done.exit_code == 2
    assert "从未走访" in done.stderr


@pytest.mark.parametrize("width", ["80", "200"])
@pytest.mark.parametrize("language", ["en", "zh", "pt", "es", "fr", "fi", "ja"])
def test_coverage_is_a_bar_that_fits_the_terminal_in_every_language(
    station: Path, width: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    done = run("--lang", language, "due", station)
    assert done.exit_code == 0, done.stderr
    (bar,) = (line for line in done.stdout.splitlines() if set(line) == {"░"})
    assert len(bar) == 60  # nobody was met yet, and no bar is longer
    assert re.search(r"[(（]100 %[)）]", done.stdout)


def test_the_map_for_the_wall_is_written_and_noted(station: Path) -> None:
    none = run("due", station, "--map")
    assert none.exit_code == 2
    assert "needs households and a street map" in none.stderr
    copyfile(AREA, station / "data" / "area.osm.pbf")
    done = run("due", station, "--map")
    assert done.exit_code == 0, done.stderr
    (path,) = (station / "maps" / "reports").glob("coverage_*.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0
    assert "coverage" in run("prints", station).stdout
