"""``routeplan plan`` of a station above the limits: planned in regions, as whole as any other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from routeplan import open_station
from routeplan.formats.plans.plan_json import read_plan
from routeplan.planning.regions import limits, plan_in_regions
from routeplan.planning.regions.limits import Limits
from routeplan.travel.straight_line import StraightLine
from tests.cli.workspaces import HOMES, MONDAY, run, write_station

SEARCH = ("--iterations", "200")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small station with two officers more."""
    folder = write_station(tmp_path / "station")
    with (folder / "data" / "officers.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{name},{name},bike,Mo-Fr 08:00-16:00,,\n" for name in ("O3", "O4"))
    return folder


@pytest.fixture
def largest(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many places each table had; a station of more than five visits is large."""
    tables, sizes = StraightLine.tables, []

    def counted(self: StraightLine, places: Any, *more: Any) -> Any:
        sizes.append(len(places))
        return tables(self, places, *more)

    monkeypatch.setattr(StraightLine, "tables", counted)
    monkeypatch.setattr(limits, "USUAL", Limits(visits=5, region_visits=6, region_officers=1))
    return sizes


def test_a_large_station_is_planned_without_a_table_of_all_its_places(
    folder: Path, largest: list[int]
) -> None:
    done = run("plan", folder, *SEARCH)
    assert done.exit_code == 0, done.output
    assert len(largest) >= 2
    assert max(largest) < len(HOMES) + 1
    plan = read_plan(folder / "maps" / MONDAY / "plan.json")
    calls = {entry.household for entry in plan.left_out}
    assert calls | {s.household for r in plan.routes for s in r.stops} == set(HOMES)
    assert "H9" not in calls  # the promise
    assert "H10" not in calls  # the visit of two officers
    file = folder / "maps" / MONDAY / "plan.json"
    done = run("check", folder, "--plan", file)  # by the table of all places
    assert done.exit_code == 0, done.output


def test_the_same_iterations_write_the_same_bytes(folder: Path, largest: list[int]) -> None:
    texts = [run("plan", folder, *SEARCH, "--json", "--quiet").stdout for _ in range(2)]
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["routes"]
    assert largest


def test_python_plans_it_too(
    folder: Path, largest: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-11-29")
    planned = open_station(folder).plan(iterations=200)
    assert max(largest) < len(HOMES) + 1
    assert len(planned.plan.visits_made) >= len(HOMES) - 2


def test_a_plan_that_the_judge_refuses_is_not_written(
    folder: Path, largest: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(inputs: Any, plans: Any) -> Any:
        whole = together(inputs, plans)
        return replace(whole, left_out=())

    together = plan_in_regions.together
    monkeypatch.setattr(plan_in_regions, "together", forgetful)
    done = run("plan", folder, *SEARCH)
    assert done.exit_code == 5
    assert largest
    assert not (folder / "maps" / MONDAY / "plan.json").exists()


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("replan", "DIR", "--ill", "O2"), id="replan"),
        pytest.param(("balance", "DIR"), id="balance"),
        pytest.param(("explain", "H1", "DIR"), id="explain"),
        pytest.param(("sheets", "DIR", "--reasons"), id="sheets with reasons"),
        pytest.param(("check", "DIR", "--plan", "PLAN"), id="check of a plan"),
    ],
)
def test_what_needs_all_ways_of_a_station_too_large_for_them_says_so(
    folder: Path, largest: list[int], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    assert run("plan", folder, *SEARCH).exit_code == 0
    monkeypatch.setattr(limits, "USUAL", replace(limits.USUAL, whole_bytes=100))
    largest.clear()
    paths = {"DIR": folder, "PLAN": folder / "maps" / MONDAY / "plan.json"}
    done = run(*(paths.get(word, word) for word in command))
    assert done.exit_code == 2, done.output
    assert "13 places and" in done.stderr
    assert "too many for one table of all ways" in done.stderr
    assert largest == []


def test_check_reads_the_tables_of_a_station_too_large_for_all_its_ways(
    folder: Path, largest: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "USUAL", replace(limits.USUAL, whole_bytes=100))
    done = run("check", folder)
    assert done.exit_code == 0, done.output
    assert "[ways-unchecked]" in done.stderr
    assert "No errors" in done.stdout
    assert largest == []


def test_hours_are_not_suggested_for_a_station_that_is_not_planned_as_one(
    folder: Path, largest: list[int]
) -> None:
    done = run("plan", folder, *SEARCH, "--suggest-hours")
    assert done.exit_code == 2
    assert "--suggest-hours does not work for a station that is too large" in done.stderr
    assert largest == []
    assert not (folder / "maps").exists()
