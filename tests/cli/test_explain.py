"""``routeplan explain``: one sentence first, the numbers below.

Tests ``cli/commands/explain.py``, ``cli/tables/explain.py`` and
``station/use_cases/plan_in_use/explain_plan.py``.
"""

from __future__ import annotations

import json

import pytest

from tests.cli.workspaces import MONDAY, OF_THE_PLAN, change, run

FEW = ("--iterations", "100")


def test_a_visited_household_is_told_who_when_and_what_else_would_cost(station):
    before = sorted(path.read_bytes() for path in (station / "maps").rglob("*") if path.is_file())
    done = run("explain", "H7", station, *FEW)
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert done.stdout.startswith("H7 Kowalski Zoë is visited by ")
    assert "Alternatives, in minutes compared with the present plan" in done.stdout
    assert "as planned" in done.stdout
    assert "leave it out" in done.stdout
    after = sorted(path.read_bytes() for path in (station / "maps").rglob("*") if path.is_file())
    assert before == after


def test_a_household_left_out_is_told_what_would_bring_it_in(station):
    done = run("explain", "H11", station, *FEW)
    assert done.exit_code == 0
    assert done.stdout.startswith("H11 Saarinen Veera is left out: ")
    content = json.loads(run("explain", "H11", station, "--json", *FEW).stdout)
    (found,) = content
    assert found["here"] is None
    assert found["sentence"].startswith("H11 Saarinen Veera is left out: ")
    assert "priority" in found["tried"]
    for remedy in found["changes"]:
        assert remedy["told"] in done.stdout.replace("\n", " ")


def test_a_promise_and_a_refusal_are_named(station):
    assert "as promised" in run("explain", "H9", station, *FEW).stdout
    assert "asked not to be called on" in run("explain", "H12", station, *FEW).stdout


def test_who_cannot_come_is_listed_by_the_reason(station):
    told = run("explain", "H9", station, *FEW).stdout
    assert "Not possible, another officer was promised: O2 Mon 30 Nov." in told
    assert "Not possible, not on shift in its hours: O1+O2 Tue 1 Dec." in told


def test_a_day_that_is_over_helps_nobody(station):
    """On Tuesday Monday's rounds have been made: what helps is of Tuesday."""
    tuesday = {"ROUTEPLAN_TODAY": "2026-12-01"}
    (found,) = json.loads(run("explain", "H11", station, "--json", *FEW, **tuesday).stdout)
    assert all(change["where"]["day"] == 1 for change in found["changes"])
    told = run("explain", "H7", station, *FEW, **tuesday).stdout
    assert "and stays: it is done" in told
    later = {"ROUTEPLAN_TODAY": "2027-03-01"}  # looked back on as it was
    assert "and stays" not in run("explain", "H7", station, *FEW, **later).stdout


@pytest.mark.parametrize(
    ("code", "came_of_it"), [("o", "nobody opened"), ("r", "the household refused")]
)
def test_what_came_of_a_call_is_said(station, code, came_of_it):
    monday = {"ROUTEPLAN_TODAY": MONDAY}
    before = run("explain", "H7", station, *FEW, **monday).stdout
    call = ("--household", "H7", "--officer", "O1", "--dir", station)
    assert run("record", MONDAY, code, *call, **monday).exit_code == 0
    told = run("explain", "H7", station, *FEW, **monday).stdout
    assert "By the visit log" not in before
    assert f"By the visit log, {came_of_it} on Mon 30 Nov." in told


def test_where_nothing_else_is_possible_there_is_no_empty_table(station):
    change(station, "households", {"H6": {"availability": "Su 09:00-11:00"}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "100", "--quiet")
    assert planned.exit_code == 0
    told = run("explain", "H6", station, *FEW).stdout
    assert "Not possible, not on shift in its hours: " in told
    assert "Alternatives" not in told


def test_two_officers_are_explained_day_by_day(station):
    (found,) = json.loads(run("explain", "H10", station, "--json", *FEW).stdout)
    assert found["visit"] == "H10"
    assert {option["day"] for option in found["options"]} <= {0, 1}


@pytest.mark.slow
def test_the_same_question_has_the_same_answer(station):
    first = run("explain", "H11", station, "--json", *FEW).stdout
    assert run("explain", "H11", station, "--json", *FEW).stdout == first


@pytest.mark.slow
def test_the_list_of_those_left_out_takes_the_folder_alone(station):
    done = run("explain", "--all-left-out", station, COLUMNS="80")
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert "H11" in done.stdout
    assert "Do not call" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    content = json.loads(run("explain", "--all-left-out", station, "--json").stdout)
    assert {"H11", "H12"} <= {entry["household"] for entry in content}


def test_hostile_names_stay_on_their_line(station):
    change(station, "households", {"H11": {"name": "[red]Eve[/] \u202e"}})
    done = run("explain", "H11", station, *FEW)
    assert done.stdout.startswith("H11 [red]Eve[/]")
    assert "\u202e" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["H111"], "there is no household 'H111'; did you mean H11 ("),
        ([], "missing household"),
        (["--all-left-out", "H1"], "--all-left-out takes no household"),
    ],
)
def test_wrong_usage_is_told(station, monkeypatch, arguments, told):
    monkeypatch.chdir(station)
    done = run("explain", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_visit_may_be_named_in_the_place_of_its_household(station):
    change(station, "households", {"H11": {"visits": "2"}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0
    told = run("explain", "H11/2", station, *FEW).stdout
    assert "H11/1 Saarinen Veera" not in told
    assert "H11/2 Saarinen Veera is left out" in told
    both = run("explain", "H11", station, *FEW).stdout
    assert "H11/1 Saarinen Veera is left out" in both
    assert "H11/2 Saarinen Veera is left out" in both


def test_nobody_left_out_is_said_so(station):
    change(station, "households", {"H11": {"latitude": "60.171"}, "H12": {"do_not_call": ""}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0
    assert "No visit is left out.\n" in run("explain", "--all-left-out", station).stdout


def test_a_visit_that_the_plan_knows_nothing_of_is_told_so(station):
    change(station, "households", {"H6": {"availability": "Tu 15:30-16:00"}})
    done = run("explain", "H6", station, *FEW)
    assert "the tables have changed since the plan was made" in done.stdout


def test_a_cancelled_visit_has_an_answer(station):
    done = run("replan", station, "--cancel", "H5", "--write", "--iterations", "50", "--quiet")
    assert done.exit_code == 0
    told = run("explain", "H5", station, *FEW).stdout
    assert told.startswith("H5 Okafor Sirkka is not in this plan: its visit was cancelled.")


def test_a_household_with_an_appointment_in_another_week_has_an_answer(station):
    change(station, "households", {"H12": {"do_not_call": "", "appointment": "2026-12-12 10:00"}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0
    told = run("explain", "H12", station, *FEW).stdout
    assert told.startswith("H12 Haddad Urho is not in this plan: its appointment is on ")


def test_a_locked_visit_is_told_to_stay(station):
    assert run("lock", station, "--visit", "H7", "--write").exit_code == 0
    told = run("explain", "H7", station, *FEW).stdout
    assert "and stays: it is done, locked or printed." in told
    assert "leave it out" not in told


def test_a_strict_replan_leaves_nothing_of_the_printed_plan_to_be_moved(station):
    quick = ("--iterations", "50", "--quiet", "--write")
    done = run("replan", station, "--cancel", "H5", "--keep", "strict", *quick)
    assert done.exit_code == 0
    (found,) = json.loads(run("explain", "H7", station, "--json", *FEW).stdout)
    assert all(option["price"] is None for option in found["options"])


@pytest.mark.slow
def test_a_change_names_the_cells_that_make_it(station):
    change(station, "households", {"H4": {"availability": "Mo 07:00-08:00"}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0
    (found,) = json.loads(run("explain", "H4", station, "--json", *FEW).stdout)
    assert found["code"] == "nobody-on-shift"
    (wider,) = [remedy for remedy in found["changes"] if remedy["kind"] == "wider-window"]
    (edit,) = wider["edits"]
    assert (edit["table"], edit["row"]) == ("households", {"id": "H4"})
    change(station, "households", {"H4": edit["cells"]})
    again = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--json", "--quiet")
    stops = [stop for route in json.loads(again.stdout)["routes"] for stop in route["stops"]]
    assert "H4" in {stop["visit"] for stop in stops}


def test_the_named_terms_of_an_alternative_add_up_to_its_total(station):
    """To a minute a term, for each is rounded by itself."""
    lines = run("explain", "H1", station).stdout.splitlines()
    rows = [line for line in lines if " Dec " in line or " Nov " in line]
    sums = 0
    for line in rows:
        numbers = [int(word.replace(",", "")) for word in line.split()[-6:] if _is_number(word)]
        if len(numbers) == 6:
            *terms, total = numbers
            assert abs(sum(terms) - total) <= 3, line
            sums += 1
    assert sums


def _is_number(word: str) -> bool:
    return word.replace(",", "").lstrip("+-").isdigit()
