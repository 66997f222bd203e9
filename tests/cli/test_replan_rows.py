"""Rows of the tables that are new, gone or changed go into a plan that is printed already.

Tests ``formats/decisions/made_from.py``, ``formats/decisions/row_changes.py`` and
``station/use_cases/plan_in_use/replan_request.py``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.difference import moved, slots
from routeplan.model.plan import Plan
from tests.cli.test_replan import content, plan_file, replanned
from tests.cli.workspaces import MONDAY, TUESDAY, change, run
from tests.formats.folders import csv_text

KEPT = pytest.mark.parametrize("kept", [True, False], ids=["kept", "by the plan alone"])


def rows(folder: Path, name: str = "households") -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put(folder: Path, table: list[dict[str, str]], name: str = "households") -> None:
    (folder / "data" / f"{name}.csv").write_text(csv_text(table), encoding="utf-8")


def add(folder: Path, like: str, name: str, **cells: str) -> None:
    table = rows(folder)
    row = next(table_row for table_row in table if table_row["id"] == like)
    put(folder, [*table, row | {"id": name, "name": f"New {name}"} | cells])


def remove(folder: Path, name: str) -> None:
    put(folder, [row for row in rows(folder) if row["id"] != name])


def forget(folder: Path, kept: bool) -> None:
    """As a plan is that an older program has made."""
    if not kept:
        plan_file(folder).with_name("made_from.json").unlink()


def told(result: Result) -> dict[str, dict[str, Any]]:
    """What the tables changed, by id."""
    return {from_table["id"]: from_table for from_table in content(result)["from_tables"]}


def plan_of(folder: Path) -> Plan:
    return read_plan(plan_file(folder))


def left_out(plan: Plan) -> set[str]:
    return {entry.visit for entry in plan.left_out}


def refused(folder: Path, command: str) -> str:
    result = run(command, folder, "--quiet")
    assert result.exit_code == 2, result.output
    return result.stderr


@KEPT
def test_a_new_row_goes_in_and_moves_next_to_nothing(station: Path, kept: bool) -> None:
    before = plan_of(station)
    forget(station, kept)
    add(station, "H5", "H50")
    assert "update the plan with 'routeplan replan'" in run("sheets", station).stderr
    assert told(replanned(station, "--write", "--json"))["H50"]["what"] == "new"
    after = plan_of(station)
    assert "H50" in slots(after)
    assert moved(before, after) == []  # there is room for it
    assert "warning" not in run("sheets", station).stderr
    again = replanned(station)
    assert again.exit_code == 2
    assert "nothing has changed" in again.stderr


@KEPT
def test_a_row_that_is_gone_leaves_the_plan(station: Path, kept: bool) -> None:
    before = plan_of(station)
    assert "H5" in slots(before)
    forget(station, kept)
    remove(station, "H5")
    assert "routeplan replan" in refused(station, "sheets")
    result = replanned(station, "--keep", "strict", "--write")
    assert result.exit_code == 0, result.output
    assert "From the tables: H5 is gone" in result.stdout
    assert "H5 H5" not in " ".join(result.stdout.replace("\u2502", " ").split())
    assert "removed" in result.stdout  # from the sheet of the officer who had it
    after = plan_of(station)
    assert "H5" not in slots(after)
    assert "H5" not in left_out(after)
    assert {stop_change.visit for stop_change in moved(before, after)} <= {"H5"} | _beside(
        before, "H5"
    )
    assert run("sheets", station).exit_code == 0


def _beside(plan: Plan, visit: str) -> set[str]:
    """All on the sheets of a visit: these change anyway."""
    at = slots(plan)
    on = (at[visit].day, at[visit].officers)
    return {other_visit for other_visit, slot in at.items() if (slot.day, slot.officers) == on}


@KEPT
def test_who_asks_not_to_be_called_on_is_called_on_no_more(station: Path, kept: bool) -> None:
    forget(station, kept)
    change(station, "households", {"H5": {"do_not_call": "yes"}})
    assert "routeplan replan" in refused(station, "sheets")
    assert told(replanned(station, "--write", "--json"))["H5"]["what"] == "removed"
    after = plan_of(station)
    assert "H5" not in slots(after)
    assert [e.refused for e in after.left_out if e.visit == "H5"] == [True]
    # and when they ask to be called on again
    change(station, "households", {"H5": {"do_not_call": ""}})
    assert told(replanned(station, "--write", "--json"))["H5"]["what"] == "new"
    assert "H5" in slots(plan_of(station))


def test_what_nobody_needs_to_make_is_not_called_left_out(station: Path) -> None:
    change(station, "households", {"H5": {"do_not_call": "yes"}})
    remove(station, "H1")
    text = replanned(station).stdout
    assert "is not to be called on any more" in text
    assert "calls do not call" not in text
    (line,) = [line for line in text.splitlines() if line.startswith("Visits: ")]
    assert "2 not needed" in line
    assert "left out" not in line


def test_every_cell_that_matters_is_told_with_what_it_was(station: Path) -> None:
    changes = {
        "H1": {"availability": "Mo-Tu 13:00-15:00"},
        "H2": {"visit_minutes": "25"},
        "H4": {"priority": "high"},
        "H5": {"appointment": f"{TUESDAY} 11:00"},
        "H7": {"officer": "O1"},
        "H8": {"latitude": "60.1740"},
        "H3": {"officers_needed": "2"},
    }
    change(station, "households", changes)
    facts = {
        visit: {fact["about"]: (fact["was"], fact["now"]) for fact in row_change["facts"]}
        for visit, row_change in told(replanned(station, "--write", "--json")).items()
    }
    assert facts["H1"] == {"hours": ("", "Mo-Tu 13:00-15:00")}
    assert facts["H2"] == {"length": ("", "25 min")}
    assert facts["H4"] == {"priority": ("normal", "high")}
    assert facts["H5"] == {"appointment": ("", f"{TUESDAY} 11:00 ±10 min")}
    assert facts["H7"] == {"officer": ("O2", "O1")}
    assert facts["H8"]["place"][1] == "60.17400 24.94900"
    assert facts["H3"] == {"officers needed": ("1", "2")}
    after = slots(plan_of(station))
    assert abs(after["H5"].begin - (86_400 + 11 * 3600)) <= 600
    assert len(after["H3"].officers) == 2
    assert after["H2"].end - after["H2"].begin == 25 * 60
    assert after["H1"].begin % 86_400 >= 13 * 3600


def test_a_note_or_another_column_changes_nothing(station: Path) -> None:
    change(station, "households", {"H1": {"note": "Ring twice", "floor": "4"}})
    result = replanned(station)
    assert result.exit_code == 2
    assert "nothing has changed" in result.stderr


def test_the_locks_stay_and_are_not_moved(station: Path) -> None:
    assert run("lock", station, "--officer", "O2", "--day", MONDAY, "--write").exit_code == 0
    before = plan_of(station)
    add(station, "H5", "H50", priority="must")
    content(replanned(station, "--keep", "free", "--write", "--json"))
    after = plan_of(station)
    assert "H50" in slots(after)
    for visit, slot in slots(before).items():
        if slot.day == 0 and slot.officers == ("O2",):
            assert slots(after)[visit] == slot
    assert [lock.id for lock in read_decisions(plan_file(station)).locks] == ["L1"]


@pytest.mark.parametrize("how", ["gone", "refuses", "other hours"])
def test_a_locked_stop_whose_row_no_longer_lets_it_be_is_named(station: Path, how: str) -> None:
    assert run("lock", station, "--visit", "H5", "--write").exit_code == 0
    if how == "gone":
        remove(station, "H5")
    else:
        cells = {"do_not_call": "yes"} if how == "refuses" else {"availability": "Mo 20:00-21:00"}
        change(station, "households", {"H5": cells})
    result = replanned(station)
    assert result.exit_code == 2
    assert "'H5'" in result.stderr
    assert "unlock it" in result.stderr


def test_what_was_made_stays_as_it_was_whatever_its_row_says_since(station: Path) -> None:
    before = slots(plan_of(station))
    done = [v for v, slot in before.items() if slot.day == 0 and v not in ("H9", "H10")]
    one, two, three = done[:3]
    cells = {
        one: {"availability": "Tu 09:00-10:00"},
        two: {"visit_minutes": "55"},
        three: {"do_not_call": "yes"},
    }
    change(station, "households", cells)
    result = replanned(station, "--day", TUESDAY, "--write")
    assert result.exit_code in (0, 6), result.output
    after = slots(plan_of(station))
    for visit in (one, two, three):
        assert after[visit] == before[visit]
    for command in ("sheets", "balance", "maps"):
        opened = run(command, station, "--quiet")
        assert opened.exit_code == 0, opened.output
        assert "warning" not in opened.stderr
    assert "nothing has changed" in replanned(station, "--day", TUESDAY).stderr
    cancel = replanned(station, "--day", TUESDAY, "--cancel", "H6", "--write")
    assert cancel.exit_code in (0, 6), cancel.output
    assert {visit: slots(plan_of(station))[visit] for visit in (one, two, three)} == {
        visit: before[visit] for visit in (one, two, three)
    }


def test_who_was_visited_and_then_taken_off_the_table_is_not_visited_again(station: Path) -> None:
    before = slots(plan_of(station))
    gone = next(v for v, slot in before.items() if slot.day == 0 and v not in ("H9", "H10"))
    remove(station, gone)
    result = replanned(station, "--day", TUESDAY, "--write")
    assert result.exit_code in (0, 6), result.output
    assert gone not in slots(plan_of(station))
    others = {v: s for v, s in before.items() if s.day == 0 and v != gone}
    assert {v: slots(plan_of(station))[v] for v in others} == others


def test_who_moved_after_the_visit_is_not_visited_again(station: Path) -> None:
    before = slots(plan_of(station))
    moving = next(v for v, slot in before.items() if slot.day == 0 and v not in ("H9", "H10"))
    change(station, "households", {moving: {"latitude": "60.1900"}})  # two kilometres away
    result = replanned(station, "--day", TUESDAY, "--write")
    assert result.exit_code in (0, 6), result.output
    after = slots(plan_of(station))
    assert after.get(moving) in (before[moving], None)
    assert all(after[v] == s for v, s in before.items() if s.day == 0 and v != moving)


def test_a_new_shift_takes_what_was_left_out(station: Path) -> None:
    table = rows(station, "calendar")
    put(
        station,
        [*table, {"date": TUESDAY, "day": "work", "officer": "O3", "hours": "09:00-15:00"}],
        "calendar",
    )
    people = rows(station, "officers")
    put(
        station,
        [
            *people,
            people[1] | {"id": "O3", "name": "New", "mode": "car", "hours": "Fr 09:00-12:00"},
        ],
        "officers",
    )
    found = told(replanned(station, "--write", "--json"))
    assert found[f"{TUESDAY} O3"]["what"] == "new"
    assert f"{TUESDAY} O3" in {route.shift for route in plan_of(station).routes}
    assert run("sheets", station).exit_code == 0


@KEPT
def test_a_shift_that_is_gone_leaves_its_visits_to_others(station: Path, kept: bool) -> None:
    before = plan_of(station)
    forget(station, kept)
    table = rows(station, "calendar")
    put(station, [*table, {"date": MONDAY, "day": "off", "officer": "O2"}], "calendar")
    result = replanned(station, "--write")
    assert result.exit_code in (0, 6), result.output
    assert f"From the tables: shift {MONDAY} O2 is gone" in result.stdout
    after = plan_of(station)
    assert all("O2" not in route.officers for route in after.routes if route.day == 0)
    hers = {v for v, slot in slots(before).items() if slot.day == 0 and "O2" in slot.officers}
    assert hers
    assert hers <= slots(after).keys() | left_out(after)


def test_a_shift_that_is_shorter_is_left_in_time(station: Path) -> None:
    table = rows(station, "calendar")
    short = {"date": MONDAY, "day": "work", "officer": "O1", "hours": "08:00-10:45"}
    put(station, [*table, short], "calendar")
    result = replanned(station, "--write")
    assert result.exit_code in (0, 6), result.output
    assert "has changed: working hours 08:00-10:45, was 08:00-16:00" in result.stdout
    (route,) = (r for r in plan_of(station).routes if r.day == 0 and "O1" in r.officers)
    assert route.back <= 10 * 3600 + 45 * 60
    assert "H9" in slots(plan_of(station))  # promised at 10:00


def test_an_officer_who_is_taken_off_the_table_leaves_the_plan(station: Path) -> None:
    put(station, [row for row in rows(station, "officers") if row["id"] != "O2"], "officers")
    put(station, [{"date": "2026-12-24", "day": "off"}], "calendar")
    change(station, "households", {"H7": {"officer": ""}})
    result = replanned(station, "--write")
    assert result.exit_code in (0, 6), result.output
    assert {o for r in plan_of(station).routes for o in r.officers} == {"O1"}
    assert run("sheets", station).exit_code == 0


def test_rows_and_what_was_typed_are_taken_at_once(station: Path) -> None:
    add(station, "H5", "H50")
    said = content(replanned(station, "--cancel", "H5", "--ill", "O2", "--write", "--json"))
    after = plan_of(station)
    assert [from_table["id"] for from_table in said["from_tables"]] == ["H50"]
    assert "H50" in slots(after)
    assert "H5" not in slots(after)
    assert not any("O2" in r.officers and r.stops for r in after.routes if r.day == 0)


def test_no_more_stops_move_than_may_and_what_must_is_named(station: Path) -> None:
    before = plan_of(station)
    hers = [v for v, s in slots(before).items() if s.day == 0 and "O2" in s.officers]
    ill = ("--ill", "O2", "--day", MONDAY)
    few = replanned(station, *ill, "--at-most", str(len(hers) - 1))
    assert few.exit_code == 2
    assert f"{len(hers)} printed stops have to move" in few.stderr
    assert all(visit in few.stderr for visit in hers)
    content(replanned(station, *ill, "--at-most", str(len(hers)), "--write", "--json"))
    assert {stop_change.visit for stop_change in moved(before, plan_of(station))} == {*hers}


def test_nothing_of_the_tables_is_kept_for_others_to_read(station: Path) -> None:
    kept = plan_file(station).with_name("made_from.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    text = json.loads(kept.read_text())
    assert "Aalto Eino" not in json.dumps(text, ensure_ascii=False)
    assert text["visits"]["H4"]["facts"]["hours"] == "Mo-Fr 12:00-15:00"
