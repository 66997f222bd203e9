"""Where output goes nowhere: streams that are closed or full, terminals without a width."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.workspaces import bare_environment, process, run, write_station

PLAN = ("plan", "--first-day", "2026-11-30", "--iterations", "20", "--quiet")


def through_shell(redirected: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``routeplan`` with its streams redirected as a shell does."""
    command = [sys.executable, "-m", "routeplan", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *command],
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.slow
def test_a_plan_is_written_whole_when_nobody_can_be_told(closed: str, tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    done = through_shell(closed, *PLAN, folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    written = folder / "maps" / "2026-11-30" / "plan.json"
    assert written.read_text(encoding="utf-8").endswith("\n}\n")
    assert process("maps", folder).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("asked", [("--help",), ("plan", "--help"), ("--version",)])
def test_a_full_disk_is_told_in_one_line_also_for_help(asked: tuple[str, ...]) -> None:
    done = through_shell(">/dev/full", *asked)
    assert done.returncode == 2
    assert done.stderr == "routeplan: No space left on device\n"


@pytest.mark.parametrize("columns", ["0", "", "wide"])
def test_tables_are_there_whatever_width_is_claimed(columns: str, station: Path) -> None:
    done = run(*PLAN, station, COLUMNS=columns)
    assert "Chen Wei" in done.stdout
    assert done.stdout == run(*PLAN, station).stdout
