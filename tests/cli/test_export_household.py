"""``routeplan export-household``: all that is held on one household, and nobody else in it.

Tests ``cli/commands/export_household.py``, ``station/privacy/held_text.py``,
``station/privacy/household_held.py``, ``station/privacy/household_plans.py`` and
``station/privacy/household_in_journal.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.sheet_codes import sheet_codes
from tests.cli.workspaces import HOMES, HOSTILE_NOTE, MONDAY, TUESDAY, change, run


def export(station: Path, household: str) -> dict[str, Any]:
    done = run("export-household", household, station, "--json", ROUTEPLAN_TODAY=TUESDAY)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def record(station: Path, *added: str) -> str:
    """Results of the first round; the household of its first stop."""
    route = read_plan(station / "maps" / MONDAY / "plan.json").routes[0]
    code = sheet_codes(read_plan(station / "maps" / MONDAY / "plan.json"))[route.shift]
    more = [part for addition in added for part in ("--add", addition)]
    for line in ("1o 2m", "1m!"):
        done = run(
            *("record", MONDAY, code, line, *(more if "!" in line else ()), "--correct"),
            *("--dir", station),
            ROUTEPLAN_TODAY=TUESDAY,
        )
        assert done.exit_code == 0, done.output
    return route.stops[0].household


def test_it_holds_table_calls_with_corrections_matters_plans_sheets_and_prints(
    station: Path,
) -> None:
    run("sheets", station)
    own = record(
        *(station, "1 matter Lamp in the yard", "1 promise 2026-12-03 10:00", "1 opinions dogs: no")
    )
    run("lock", station, "--visit", own, "--write")
    held = export(station, own)
    assert held["household"] == own
    assert held["table"][0]["name"] == HOMES[own]["name"]
    first, second = held["calls"]
    assert (first["result"], first["corrected_later"]) == ("out", True)
    assert (second["result"], second["corrects"]) == ("met", first["number"])
    assert second["opinions"] == [{"category": "dogs", "text": "no", "is_suggestion": False}]
    (matter,) = held["matters"]
    assert (matter["id"], matter["subject"]) == ("M1", "Lamp in the yard")
    (promise,) = held["promises"]
    assert (promise["on"], promise["at_seconds"]) == ("2026-12-03", "10:00")
    assert held["sheets"][0]["stop"] == "1"
    assert held["standing"][0]["state"] == "promised"
    in_plan = {plan["file"]: plan for plan in held["plans"]}
    assert in_plan[f"{MONDAY}/plan.json"]["stops"][0]["officers"] == ["O1"]
    assert in_plan[f"{MONDAY}/decisions.json"]["locks"][0]["visit"] == own
    assert [printout["what"] for printout in held["prints"]] == ["sheets"]
    assert [printout["what"] for printout in export(station, own)["prints"]][
        -1
    ] == "everything held"


@pytest.mark.slow
def test_why_it_was_left_out_and_by_whom_it_was_given(station: Path) -> None:
    (left,) = export(station, "H11")["plans"][0]["left_out"]
    assert left["reason"]
    run("replan", station, *("--give", "H1", "O2", "--reason", "she trusts him", "--write"))
    decided = {plan["file"]: plan for plan in export(station, "H1")["plans"]}
    assert f"{MONDAY}/plan.1.json" in decided
    (given,) = decided[f"{MONDAY}/decisions.json"]["given"]
    assert (given["officer"], given["reason"]) == ("O2", "she trusts him")


def test_nobody_else_is_in_it(station: Path) -> None:
    """Neither from their own rows, nor from what was said of them at this door."""
    said = "Okafor and Nieminen Oona shout; see H5; 张伟家的狗; Chen Wei came, O1 will again"
    change(station, "households", {"H1": {"note": said}})
    own = record(station, f"1 remarks {said}", "1 matter of Dvořák")
    text = run("export-household", own, station).stdout + json.dumps(
        [export(station, "H1"), export(station, own)], ensure_ascii=False
    )
    for home, cells in HOMES.items():
        if home not in ("H1", own):
            assert cells["name"] not in text
    for name in ("Okafor", "Nieminen", "张伟", "Dvořák", "H5;", "Chen", "Dahl"):
        assert name not in text
    assert "[someone else] and [someone else] [someone else] shout" in text
    assert "O1 will again" in text  # officers stand under their ids


def test_its_own_name_is_never_masked(station: Path) -> None:
    """Also where somebody else is called the same."""
    change(station, "households", {"H2": {"name": "Aalto Anna"}, "H1": {"note": "Aalto, Anna"}})
    (row,) = export(station, "H1")["table"]
    assert (row["name"], row["note"]) == ("Aalto Eino", "Aalto, [someone else]")


def test_hours_are_no_names(station: Path) -> None:
    hours = "Jan 01-Dec 31 Mo-Fr 10:00-12:00"
    change(station, "households", {"H2": {"name": "Dec Jan"}, "H1": {"availability": hours}})
    assert export(station, "H1")["table"][0]["availability"] == hours


def test_as_text_every_section_has_its_heading(station: Path) -> None:
    told = run("export-household", "H8", station).stdout
    assert told.startswith("Everything held on household H8, on 2026-11-29\n")
    assert "Calls, including those that were corrected\n" in told
    assert HOSTILE_NOTE in told
    assert "nothing\n" in told


def test_written_it_is_its_owners_only_and_noted_with_its_file(station: Path) -> None:
    told = run("export-household", "H1", station, "--write").stdout
    path = Path(told.removeprefix("Written to ").strip())
    assert path.parent == station / "maps" / "exports"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").startswith("Everything held on household H1")
    noted = json.loads(run("prints", station, "--household", "H1", "--json").stdout)[-1]
    assert noted["files"] == [f"maps/exports/{path.name}"]


def test_a_plan_that_cannot_be_read_is_told(station: Path) -> None:
    (station / "maps" / MONDAY / "plan.7.json").write_text("{", encoding="utf-8")
    plans = {plan["file"]: plan for plan in export(station, "H1")["plans"]}
    assert "not a plan" in plans[f"{MONDAY}/plan.7.json"]["unreadable"]


@pytest.mark.parametrize("unknown", ["H99", "", "h99"])
def test_a_household_of_which_nothing_is_held_is_wrong_usage(station: Path, unknown: str) -> None:
    done = run("export-household", unknown, station)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nothing is held" in done.stderr


def test_copies_that_undo_keeps_and_remembered_answers_are_in_it(station: Path) -> None:
    assert run("lock", station, "--visit", "H2", "--write").exit_code == 0
    assert run("beats", station, "--write", "--quiet").exit_code == 0
    change(station, "households", {"H2": {"name": "Rosa Lima"}})
    settings = station / "routeplan.toml"
    answers = '\n[import.values.availability]\n"ask rosa" = "Mo-Fr 09:00-12:00"\n"Tom" = ""\n'
    settings.write_text(settings.read_text("utf-8") + answers, encoding="utf-8")
    held = export(station, "H2")
    copies = [copy for copy in held["replaced"] if copy["file"] == "data/households.csv"]
    assert [row["id"] for copy in copies for row in copy["rows"]] == ["H2"]
    assert copies[0]["rows"][0]["name"] == HOMES["H2"]["name"]  # as it was then
    assert held["remembered"] == [
        {"column": "availability", "text": "ask rosa", "meaning": "Mo-Fr 09:00-12:00"}
    ]
    assert export(station, "H4")["remembered"] == []
    text = run("export-household", "H2", station, ROUTEPLAN_TODAY=TUESDAY).stdout
    assert "In what 'routeplan undo' can bring back" in text
