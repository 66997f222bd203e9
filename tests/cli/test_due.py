"""``routeplan due``: who is asked for by the name of a state, in any language of the terminal.

Tests ``cli/commands/due.py`` and ``station/use_cases/visit_log/show_due.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.render.words import phrases
from tests.cli.workspaces import run

CHINESE = {"never called on": "从未走访", "unknown state '{state}'; use one of: {known}": "{known}"}


@pytest.fixture
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "phrases_of", lambda _: CHINESE)


@pytest.mark.usefixtures("_in_chinese")
@pytest.mark.parametrize("state", ["从未走访", "never called on"])
def test_a_state_is_named_as_the_table_names_it_or_as_the_data_do(
    station: Path, state: str
) -> None:
    done = run("--lang", "zh", "due", station, "--state", state, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    assert {each["state"] for each in found} == {"never called on"}


@pytest.mark.usefixtures("_in_chinese")
def test_the_states_there_are_are_named_in_the_language_that_is_read(station: Path) -> None:
    done = run("--lang", "zh", "due", station, "--state", "走访")
    assert done.exit_code == 2
    assert "从未走访" in done.stderr
