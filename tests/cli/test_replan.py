"""``routeplan replan``, ``lock`` and ``unlock`` on the small station's two days.

Tests ``cli/commands/lock.py``, ``cli/commands/replan.py``, ``cli/commands/unlock.py``,
``cli/options/locks.py``, ``cli/tables/decisions.py``, ``cli/tables/replan.py``,
``station/use_cases/plan_in_use/lock_stops.py``, ``station/use_cases/plan_in_use/replan_plan.py``
and ``station/use_cases/plan_in_use/replan_records.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Plan
from tests.cli.workspaces import HOSTILE_NAME, MONDAY, TUESDAY, run

QUICK = ("--iterations", "300", "--quiet")


def plan_file(folder: Path) -> Path:
    return folder / "maps" / MONDAY / "plan.json"


def replanned(folder: Path, *arguments: str) -> Result:
    return run("replan", folder, *arguments, *QUICK)


def content(result: Result) -> dict[str, Any]:
    assert result.exit_code in (0, 6), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def calls(plan: Plan, officer: str, day: int = 0) -> list[str]:
    return [
        stop.visit
        for route in plan.routes
        if route.day == day and officer in route.officers
        for stop in route.stops
    ]


def test_nothing_is_written_without_write(station: Path) -> None:
    before = {path: path.read_bytes() for path in station.rglob("*") if path.is_file()}
    result = replanned(station, "--ill", "O2")
    assert result.exit_code in (0, 6), result.output
    assert "Nothing was written." in result.output
    after = {path: path.read_bytes() for path in station.rglob("*") if path.is_file()}
    made = {p: b for p, b in after.items() if ".routeplan" not in p.parts}
    (proposal,) = made.keys() - before.keys()
    assert proposal.name.startswith("proposal.")
    assert made == before | {proposal: made[proposal]}


def test_an_officer_who_is_ill_makes_no_visit_and_his_sheet_says_so(station: Path) -> None:
    before = read_plan(plan_file(station))
    told = content(replanned(station, "--ill", "O2", "--day", MONDAY, "--write", "--json"))
    after = read_plan(plan_file(station))
    assert calls(before, "O2")
    assert calls(after, "O2") == []
    assert calls(after, "O2", day=1) == calls(after, "O1", day=1)  # Tuesday's crew is whole
    sheets = {(change["officer"], change["date"]): change for change in told["changes"]}
    gone = sheets["O2", MONDAY]["removed"]
    assert {stop["visit"] for stop in gone} == {*calls(before, "O2")}


def test_the_plan_before_and_the_decisions_are_kept_for_their_owner_only(station: Path) -> None:
    old = plan_file(station).read_bytes()
    told = content(replanned(station, "--cancel", "H5", "--write", "--json"))
    folder = plan_file(station).parent
    assert (folder / "plan.1.json").read_bytes() == old
    assert told["written"]["replaced"] == str(folder / "plan.1.json")
    assert read_decisions(plan_file(station)).changes.cancelled == ("H5",)
    for name in ("plan.json", "plan.1.json", "plan.geojson", "decisions.json", "changes.1.pdf"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name


def test_every_command_knows_afterwards_who_is_away_and_what_is_cancelled(station: Path) -> None:
    away = ("--away", "O1", "10:40-12:00", "--day", MONDAY, "--cancel", "H5")
    assert replanned(station, *away, "--write").exit_code in (0, 6)
    for command in (["balance"], ["sheets"], ["maps"], ["lock", "--list"]):
        result = run(command[0], station, *command[1:])
        assert result.exit_code == 0, result.output
        assert "warning" not in result.stderr
    shifts = [route.shift for route in read_plan(plan_file(station)).routes]
    assert f"{MONDAY} O1" in shifts
    assert f"{MONDAY} O1 12:00" in shifts
    # and the plan before is still what it was
    old = run("lock", station, "--list", "--plan", plan_file(station).with_name("plan.1.json"))
    assert old.exit_code == 0, old.output
    assert old.stdout.strip() == "No stop of this plan is locked."
    assert "warning" not in old.stderr


def test_a_second_replan_adds_to_the_first(station: Path) -> None:
    content(replanned(station, "--cancel", "H5", "--write", "--json"))
    told = content(replanned(station, "--cancel", "H1", "--write", "--json"))
    decisions = read_decisions(plan_file(station))
    assert [replan.id for replan in decisions.replans] == ["R1", "R2"]
    assert decisions.changes.cancelled == ("H5", "H1")
    assert told["written"]["replaced"].endswith("plan.2.json")
    planned = {s.visit for r in read_plan(plan_file(station)).routes for s in r.stops}
    assert not planned & {"H1", "H5"}
    again = read_decisions(plan_file(station).with_name("plan.2.json"))
    assert again.changes.cancelled == ("H5",)


def test_what_began_before_now_stays(station: Path) -> None:
    before = read_plan(plan_file(station))
    content(replanned(station, "--now", "11:00", "--cancel", "H4", "--write", "--json"))
    after = read_plan(plan_file(station))

    def done(plan: Plan) -> set[tuple[str, str, int]]:
        stops = {(r.shift, s.visit, s.begin) for r in plan.routes for s in r.stops}
        return {stop for stop in stops if stop[2] < 11 * 3600}

    assert done(before)
    assert done(after) == done(before)


def test_a_visit_is_given_for_a_reason_and_its_price_is_kept(station: Path) -> None:
    before = read_plan(plan_file(station))
    other = "O2" if "H1" in calls(before, "O1") else "O1"
    give = ("--give", "H1", other, "--reason", "[b]she[/b] trusts him")
    told = content(replanned(station, *give, "--write", "--json"))
    assert "H1" in calls(read_plan(plan_file(station)), other) + calls(
        read_plan(plan_file(station)), other, day=1
    )
    terms = ("travel", "worth_left_out", "lost_chance", "minor_costs", "moved")
    assert told["price"]["seconds"] == sum(told["price"][term] for term in terms)
    listed = run("lock", station, "--list")
    assert "[b]she[/b] trusts him" in listed.stdout
    assert json.loads(run("lock", station, "--list", "--json").stdout)["given"] == [
        {
            "id": "R1",
            "visit": "H1",
            "officer": other,
            "reason": "[b]she[/b] trusts him",
            "price": told["price"],
            "recorded": None,
        }
    ]


def test_what_came_of_a_visit_that_was_given_is_told_with_its_price(station: Path) -> None:
    other = "O2" if "H1" in calls(read_plan(plan_file(station)), "O1") else "O1"
    give = ("--give", "H1", other, "--reason", "she trusts him")
    assert replanned(station, *give, "--write").exit_code in (0, 6)
    evening = {"ROUTEPLAN_TODAY": MONDAY}
    done = run("record", MONDAY, "o", "--household", "H1", "--dir", station, **evening)
    assert done.exit_code == 0, done.output
    (given,) = json.loads(run("lock", station, "--list", "--json").stdout)["given"]
    assert given["recorded"] == f"out {MONDAY}"
    assert f"out {MONDAY}" in run("lock", station, "--list").stdout


def test_the_tables_name_everybody_and_what_it_costs(station: Path) -> None:
    result = replanned(station, "--ill", "O1", "--ill", "O2", "--day", MONDAY)
    assert HOSTILE_NAME in result.stdout
    assert "BROKEN PROMISE: H9" in result.stdout  # promised to O1 on Monday
    assert result.exit_code == 6
    assert "worth of visits left out" in result.stdout
    assert "not planned" in result.stdout
    given = replanned(station, "--give", "H1", "O1", "--reason", "so")
    assert "Of that, the cost of the visits given" in given.stdout
    nothing = replanned(station, "--now", "00:01", "--keep", "strict")
    assert "No sheets change." in nothing.stdout
    assert "Visits: " not in nothing.stdout
    assert "Visits: " in result.stdout
    assert " left out" in result.stdout.split("Visits: ")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "nothing has changed"),
        (("--cancel", "H1", "--write", "--dry-run"), "cannot be combined"),
        (("--cancel", "H1", "--seconds", "1"), "cannot be combined"),
        (("--cancel", "H1", "--day", "2026-12-24"), "is not a day of this plan"),
        (("--ill", "O9"), "change-unknown"),
    ],
)
def test_what_cannot_be_meant_is_told(station: Path, arguments: tuple[str, ...], told: str) -> None:
    result = replanned(station, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_replaced_plan_is_not_replanned(station: Path) -> None:
    assert replanned(station, "--cancel", "H5", "--write").exit_code == 0
    old = str(plan_file(station).with_name("plan.1.json"))
    result = replanned(station, "--cancel", "H1", "--write", "--plan", old)
    assert result.exit_code == 2
    assert "has already been replaced" in result.stderr


def test_a_new_plan_puts_the_decisions_away(station: Path) -> None:
    assert replanned(station, "--cancel", "H5", "--write").exit_code == 0
    result = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert result.exit_code == 0
    assert "decisions.2.json" in result.stderr
    assert plan_file(station).with_name("plan.2.json").is_file()
    assert read_decisions(plan_file(station)).replans == ()
    assert replanned(station, "--cancel", "H1").exit_code == 0


def test_a_lock_is_written_kept_and_taken_off(station: Path) -> None:
    locked = run("lock", station, "--officer", "O2", "--day", MONDAY, "--write")
    assert locked.exit_code == 0, locked.output
    assert "Written." in locked.stdout
    run("lock", station, "--officer", "O2", "--day", MONDAY, "--write")  # is there already
    assert [lock.id for lock in read_decisions(plan_file(station)).locks] == ["L1"]
    refused = replanned(station, "--ill", "O2", "--day", MONDAY)
    assert refused.exit_code == 2
    assert "change-locked" in refused.stderr
    before = calls(read_plan(plan_file(station)), "O2")
    assert replanned(station, "--ill", "O1", "--day", MONDAY, "--keep", "free", "--write")
    assert calls(read_plan(plan_file(station)), "O2") == before
    tried = run("unlock", station, "--id", "L1")
    assert "nothing was written." in tried.stdout
    assert run("unlock", station, "--id", "L1", "--write").exit_code == 0
    assert read_decisions(plan_file(station)).locks == ()


@pytest.mark.parametrize(
    "arguments", [("--all",), ("--day", TUESDAY), ("--id", "L1", "--id", "L2")]
)
def test_locks_are_taken_off_by_id_by_what_they_hold_or_all(
    station: Path, arguments: tuple[str, ...]
) -> None:
    assert run("lock", station, "--day", TUESDAY, "--write").exit_code == 0
    result = run("unlock", station, *arguments, "--write", "--json")
    assert json.loads(result.stdout) == {"locks": [], "given": []}


def test_a_lock_on_nothing_is_refused(station: Path) -> None:
    for arguments in ((), ("--list", "--officer", "O1")):
        result = run("lock", station, *arguments)
        assert result.exit_code == 2
        assert "say what to lock" in result.stderr
    result = run("lock", station, "--visit", "H11")  # left out
    assert result.exit_code == 2
    assert "no stop of this plan matches H11" in result.stderr
    result = run("unlock", station, "--id", "L7")
    assert result.exit_code == 2
    assert "locks: none" in result.stderr
