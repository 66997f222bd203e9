"""``routeplan replan`` takes in what was recorded since the plan's first day.

On Monday evening H1, called on that day, was out but is promised Tuesday 13:00, and H6, to be
called on on Tuesday, has moved away.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Stop
from tests.cli.test_replan import calls, content, plan_file
from tests.cli.workspaces import MONDAY, TUESDAY, fill_spare_time, run

NEXT_DAY = {"ROUTEPLAN_TODAY": TUESDAY}
ONE_O_CLOCK = (24 + 13) * 3600


def recorded(station: Path, *words: str) -> None:
    done = run("record", MONDAY, *words, "--dir", station, **NEXT_DAY)
    assert done.exit_code == 0, done.output


@pytest.fixture
def monday_over(station: Path) -> Path:
    recorded(station, "o", "--household", "H1", "--add", f"promise {TUESDAY} 13:00")
    recorded(station, "v", "--household", "H6")
    return station


def replanned(folder: Path, *arguments: str) -> Result:
    return run("replan", folder, *arguments, "--iterations", "300", "--quiet", **NEXT_DAY)


def stops(folder: Path) -> dict[str, Stop]:
    plan = read_plan(plan_file(folder))
    return {stop.visit: stop for route in plan.routes for stop in route.stops}


@pytest.mark.parametrize("keep", ["strict", "balanced", "free"])
def test_mondays_promise_is_kept_on_tuesday(monday_over: Path, keep: str) -> None:
    before = stops(monday_over)
    assert "H1" in before
    assert "H6" in before
    done = replanned(monday_over, "--write", "--keep", keep)
    assert done.exit_code == 0, done.output
    after = stops(monday_over)
    kept = after["H1/2"]
    assert kept.promised
    assert abs(kept.begin - ONE_O_CLOCK) <= 600
    assert after.keys() == (before.keys() | {"H1/2"}) - {"H6"}
    assert after["H1"].begin == before["H1"].begin


def test_what_was_taken_is_told_a_line_each(monday_over: Path) -> None:
    lines = replanned(monday_over).stdout.splitlines()
    assert lines[:2] == [
        "From the visit log: H1/2 Aalto Eino: has an appointment (2026-12-01 13:00)",
        "From the visit log: H6 Petrov Tapani: will not be made (moved 2026-11-30)",
    ]
    told = content(replanned(monday_over, "--json"))
    promised = {"household": "H1", "visit": "H1/2", "what": "promised", "why": f"{TUESDAY} 13:00"}
    gone = {"household": "H6", "visit": "H6", "what": "cancelled", "why": f"moved {MONDAY}"}
    assert told["from_log"] == [promised, gone]


def test_the_log_is_left_out_when_asked_and_taken_in_once(monday_over: Path) -> None:
    nothing = replanned(monday_over, "--no-log")
    assert nothing.exit_code == 2
    assert "nothing has changed" in nothing.stderr
    without = content(replanned(monday_over, "--no-log", "--cancel", "H6", "--write", "--json"))
    assert without["from_log"] == []
    taken = content(replanned(monday_over, "--write", "--json"))
    assert [entry["visit"] for entry in taken["from_log"]] == ["H1/2"]
    decisions = read_decisions(plan_file(monday_over))
    assert [replan.log_entry for replan in decisions.replans] == [0, 2]
    assert replanned(monday_over).exit_code == 2  # nothing more has changed


@pytest.mark.slow
def test_every_command_knows_the_promise_afterwards(monday_over: Path) -> None:
    assert replanned(monday_over, "--write").exit_code == 0
    for command in ("balance", "sheets", "maps", "lock --list"):
        result = run(*command.split()[:1], monday_over, *command.split()[1:], **NEXT_DAY)
        assert result.exit_code == 0, result.output
        assert "warning" not in result.stderr
    day = "2026-11-30"  # planned again from tomorrow on, as on Monday evening
    due = json.loads(run("due", monday_over, "--json", ROUTEPLAN_TODAY=day).stdout)
    (promised,) = [home for home in due if home["household"] == "H1"]
    assert promised["state"] == "promised"
    assert promised["visits"] == ["H1"]
    evening = run("record", TUESDAY, "m", "--household", "H1", "--dir", monday_over, **NEXT_DAY)
    assert evening.exit_code == 0, evening.output


def test_results_of_the_day_are_done_visits(station: Path) -> None:
    before = stops(station)["H1"]
    recorded(station, "m", "--household", "H1")
    free = ("--day", MONDAY, "--keep", "free", "--write", "--json")
    told = content(replanned(station, *free))
    assert [(entry["visit"], entry["what"]) for entry in told["from_log"]] == [("H1", "done")]
    assert stops(station)["H1"].begin == before.begin
    assert read_decisions(plan_file(station)).done == {"H1"}


def test_a_promise_that_nobody_can_keep_comes_first(station: Path) -> None:
    """Tuesday's shift ends at 15:00."""
    recorded(station, "o", "--household", "H1", "--add", f"promise {TUESDAY} 19:00")
    result = replanned(station)
    assert result.exit_code == 6
    assert "BROKEN PROMISE: H1/2" in result.stdout


def test_what_is_locked_is_not_moved_by_the_log(monday_over: Path) -> None:
    assert run("lock", monday_over, "--visit", "H6", "--write").exit_code == 0
    refused = replanned(monday_over)
    assert refused.exit_code == 2
    assert "the visit is locked; the visit log says: cancelled, moved 2026-11-30" in refused.stderr
    assert replanned(monday_over, "--no-log", "--cancel", "H11").exit_code == 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("m", "the household was met on Mon 30 Nov."),
        ("r", "the household refused on Mon 30 Nov."),
        ("v", "the household was found to have moved away on Mon 30 Nov."),
        ("w", "the address was found to be wrong on Mon 30 Nov."),
    ],
)
def test_explain_says_what_became_of_who_was_called_on(station: Path, code: str, told: str) -> None:
    recorded(station, code, "--household", "H6")  # it was to be called on on Tuesday
    assert replanned(station, "--write").exit_code == 0
    done = run("explain", "H6", station, **NEXT_DAY)
    assert done.stdout.strip() == f"H6 Petrov Tapani is not in this plan: {told}"


def test_explain_of_a_cancelled_visit_says_so(station: Path) -> None:
    assert replanned(station, "--cancel", "H6", "--write").exit_code == 0
    assert "its visit was cancelled." in run("explain", "H6", station, **NEXT_DAY).stdout


def test_explain_of_a_promised_second_visit_is_of_that_visit(monday_over: Path) -> None:
    assert replanned(monday_over, "--write").exit_code == 0
    asked = ("--iterations", "50", "--json")
    of_visit = json.loads(run("explain", "H1/2", monday_over, *asked, **NEXT_DAY).stdout)
    assert [explanation["visit"] for explanation in of_visit] == ["H1/2"]
    of_home = json.loads(run("explain", "H1", monday_over, *asked, **NEXT_DAY).stdout)
    assert [explanation["visit"] for explanation in of_home] == ["H1", "H1/2"]


@pytest.mark.parametrize(("day", "officer"), [(MONDAY, "O1"), (TUESDAY, "O2")])  # alone, of a crew
def test_who_made_calls_today_fell_ill_after_them(station: Path, day: str, officer: str) -> None:
    plan = read_plan(plan_file(station))
    number = (date.fromisoformat(day) - plan.first_day).days
    first = calls(plan, officer, day=number)[0]
    made = run("record", day, officer, "1m", "--dir", station, **NEXT_DAY)
    assert made.exit_code == 0, made.output
    result = replanned(station, "--ill", officer, "--day", day, "--write")  # without --now
    assert result.exit_code in (0, 6), result.output
    assert calls(read_plan(plan_file(station)), officer, day=number) == [first]


@pytest.mark.parametrize("keep", ["strict", "balanced", "free"])
def test_a_card_that_comes_back_is_used_in_the_same_week(station: Path, keep: str) -> None:
    """H1 was out on Monday; on its card it says that Tuesday from 13 to 15 o'clock suits."""
    recorded(station, "o", "--household", "H1")
    recorded(station, "o", "--household", "H1", "--add", "hours Tu 13:00-15:00", "--correct")
    before = stops(station)
    done = replanned(station, "--write", "--keep", keep)
    assert done.exit_code == 0, done.output
    line = "From the visit log: H1/2 Aalto Eino: goes by the hours that suit (Tu 13:00-15:00)"
    assert done.stdout.splitlines()[0] == line
    after = stops(station)
    again = after["H1/2"]
    assert again.begin >= ONE_O_CLOCK
    assert again.end <= ONE_O_CLOCK + 2 * 3600
    assert after["H1"].begin == before["H1"].begin
    plan = plan_file(station)
    for words in (
        ("check", station, "--plan", plan),
        ("sheets", station),
        ("explain", "H1", station),
    ):
        result = run(*words, **NEXT_DAY)
        assert result.exit_code == 0, (words, result.output)
    assert replanned(station).exit_code == 2  # nothing more has changed


def test_a_stop_to_come_moves_into_hours_that_were_said_since(station: Path) -> None:
    """H6 is to be called on on Tuesday; by telephone it says that the last hour suits."""
    before = stops(station)["H6"]
    recorded(station, "o", "--household", "H6", "--add", "hours Tu 14:00-15:00")
    assert replanned(station, "--write").exit_code == 0
    after = stops(station)["H6"]
    assert (before.begin, before.end) != (after.begin, after.end)
    assert after.begin >= ONE_O_CLOCK + 3600


def test_a_card_of_the_week_before_moves_its_stop_of_this_week(station: Path) -> None:
    """H6 was out on Friday, when this plan was made; on Monday its card comes back."""
    friday = "2026-11-27"
    before = ("record", friday, "o", "--household", "H6", "--dir", station)
    assert run(*before, ROUTEPLAN_TODAY=friday).exit_code == 0
    planned = run(
        *("plan", station, "--first-day", MONDAY, "--days", "2", "--iterations", "200", "--quiet"),
        ROUTEPLAN_TODAY="2026-11-29",
    )
    assert planned.exit_code == 0, planned.output
    assert stops(station)["H6"].begin < ONE_O_CLOCK
    card = (*before, "--add", "hours Tu 14:00-15:00", "--correct")
    assert run(*card, ROUTEPLAN_TODAY=MONDAY).exit_code == 0
    done = replanned(station, "--write")
    assert done.exit_code == 0, done.output
    assert stops(station)["H6"].begin >= ONE_O_CLOCK + 3600


def test_a_door_that_stayed_shut_is_called_on_again_and_named(station: Path) -> None:
    fill_spare_time(station)
    before = stops(station)
    recorded(station, "o", "--household", "H1")
    shown = replanned(station)
    assert "H1/2 Aalto Eino: nobody opened, and there is time to call again" in shown.stdout
    assert "1 added" in shown.stdout
    (again,) = content(replanned(station, "--json"))["called_again"]
    assert again == {"visit": "H1/2", "household": "H1", "earliest": TUESDAY}
    assert replanned(station, "--write").exit_code == 0
    after = stops(station)
    assert after.keys() == before.keys() | {"H1/2"}
    assert after["H1/2"].spare
    assert read_decisions(plan_file(station)).changes.further[0].earliest == date(2026, 12, 1)
    assert run("check", station, "--plan", plan_file(station), **NEXT_DAY).exit_code == 0
    assert run("sheets", station, **NEXT_DAY).exit_code == 0
    nothing = replanned(station)
    assert nothing.exit_code == 2, "its call is still to come, and nothing else has changed"
