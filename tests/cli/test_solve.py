"""``routeplan solve``: the answer, where it goes, and how it ends.

Tests ``cli/commands/solve.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.errors import Violation
from routeplan.formats.foreign.vroom.vroom_file import VroomGiven
from tests.cli.workspaces import run
from tests.formats.foreign.documents import SOLOMON, VRPLIB, document, job

FEW = ("--iterations", "50", "--quiet")


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    """One job 10 minutes from the vehicle's place."""
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(document([job(1)])), encoding="utf-8")
    return path


def test_the_answer_is_printed_as_vroom_would(problem: Path) -> None:
    done = run("solve", problem, *FEW)
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["code"], answer["summary"]["cost"]) == (0, 1200)
    assert run("solve", problem, *FEW).stdout == done.stdout
    assert json.loads(run("solve", problem, *FEW, "--json").stdout) == answer


def test_the_answer_goes_into_a_file_that_only_its_owner_can_read(
    problem: Path, tmp_path: Path
) -> None:
    output = tmp_path / "routes.json"
    done = run("solve", problem, "--output", output, *FEW)
    assert done.stdout == (f"1 of 1 job in 1 route, 1200 s of travel. Written to {output}.\n")
    assert json.loads(output.read_text(encoding="utf-8"))["code"] == 0
    assert output.stat().st_mode & 0o777 == 0o600


def test_a_file_of_vrplibs_is_answered_with_a_solution_or_json(tmp_path: Path) -> None:
    path = tmp_path / "tiny.vrp"
    path.write_text(VRPLIB, encoding="utf-8")
    assert run("solve", path, *FEW).stdout == "Cost: 220\n"
    shown = json.loads(run("solve", path, *FEW, "--json").stdout)
    assert shown == {"routes": [], "cost": 220.0, "left_out": [1, 2, 3]}


def test_who_must_be_served_and_is_not_ends_with_its_own_status(tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    path.write_text(SOLOMON.replace("6       0          50", "6       0           9"), "utf-8")
    done = run("solve", path, *FEW)
    assert done.exit_code == 6
    assert done.stderr == "Required but not served: 2\n"
    assert done.stdout.endswith("Cost: 19.4\n")


def test_what_the_engine_does_not_do_is_refused_and_nothing_written(
    problem: Path, tmp_path: Path
) -> None:
    problem.write_text(json.dumps(document([job(0, setup=5)], shipments=[{}])), encoding="utf-8")
    output = tmp_path / "routes.json"
    done = run("solve", problem, "--output", output, *FEW)
    assert (done.exit_code, done.stdout, output.exists()) == (2, "", False)
    assert done.stderr.count("[problem-asks-more]") == 2
    assert "2 errors; nothing was written." in done.stderr


def test_an_answer_that_fails_its_judge_is_not_shown(
    problem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VroomGiven, "judge", lambda *_: [Violation("windows", "too late")])
    done = run("solve", problem, *FEW)
    assert (done.exit_code, done.stdout) == (5, "")
    assert "windows: too late" in done.stderr


def test_a_file_that_is_not_there_is_wrong_input(tmp_path: Path) -> None:
    done = run("solve", tmp_path / "none.json", *FEW)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No such file" in done.stderr


def test_seconds_and_iterations_exclude_each_other(problem: Path) -> None:
    done = run("solve", problem, "--seconds", "1", "--iterations", "5")
    assert (done.exit_code, done.stdout) == (2, "")


def test_progress_counts_visits_and_no_costs(problem: Path) -> None:
    from routeplan.cli.commands.solve import _visits_in
    from routeplan.problem.solution import SearchState

    assert _visits_in(SearchState(0, 7200, 3, 0.5, 1.0)) == "searching: 3 visits in"
    assert run("solve", problem, "--seconds", "0.3").exit_code == 0
