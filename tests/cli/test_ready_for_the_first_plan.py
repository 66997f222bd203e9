"""What comes before the first plan lets the search be compiled meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.engines import choose
from tests.cli.test_init import options
from tests.cli.workspaces import run, write_station


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each time that the engine was told to get ready."""
    times: list[str] = []
    monkeypatch.setattr(choose, "prepare_in_background", lambda: times.append("ready"))
    return times


def test_init_check_and_import_get_the_engine_ready(tmp_path: Path, prepared: list[str]) -> None:
    assert run("init", tmp_path / "north", *options()).exit_code == 0
    assert len(prepared) == 1
    folder = write_station(tmp_path / "station")
    assert run("check", folder).exit_code == 0
    assert len(prepared) == 2
    homes = folder / "data" / "households.csv"
    run("import", homes, folder, "--dry-run")
    assert len(prepared) == 3


def test_a_folder_with_errors_is_mended_while_the_engine_gets_ready(
    tmp_path: Path, prepared: list[str]
) -> None:
    folder = write_station(tmp_path / "station")
    (folder / "data" / "officers.csv").write_text("id\n", encoding="utf-8")
    assert run("check", folder).exit_code == 2
    assert len(prepared) == 1


def test_what_plans_nothing_does_not(tmp_path: Path, prepared: list[str]) -> None:
    folder = write_station(tmp_path / "station")
    run("check", folder, "--orders", tmp_path / "orders.csv")
    run("due", folder)
    assert prepared == []
