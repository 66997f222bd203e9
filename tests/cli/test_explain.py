"""``routeplan explain``: one sentence first, the numbers below."""

from __future__ import annotations

import json

import pytest

from tests.cli.workspaces import MONDAY, change, run

FEW = ("--iterations", "100")


def test_a_visited_household_is_told_who_when_and_what_else_would_cost(station):
    before = sorted(path.read_bytes() for path in (station / "maps").rglob("*") if path.is_file())
    done = run("explain", "H7", station, *FEW)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("H7 Kowalski Zoë is visited by ")
    assert "Other ways, in minutes against the plan as it is" in done.stdout
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
    for each in found["changes"]:
        assert each["told"] in done.stdout.replace("\n", " ")


def test_a_promise_and_a_refusal_are_named(station):
    assert "as promised" in run("explain", "H9", station, *FEW).stdout
    assert "asked not to be called on" in run("explain", "H12", station, *FEW).stdout


def test_who_cannot_come_is_listed_by_the_reason(station):
    told = run("explain", "H9", station, *FEW).stdout
    assert "Not possible, another officer was promised: O2 Mon 30 Nov." in told
    assert "Not possible, not on shift in its hours: O1+O2 Tue 1 Dec." in told


def test_two_officers_are_explained_day_by_day(station):
    (found,) = json.loads(run("explain", "H10", station, "--json", *FEW).stdout)
    assert found["visit"] == "H10"
    assert {option["day"] for option in found["options"]} <= {0, 1}


def test_the_same_question_has_the_same_answer(station):
    first = run("explain", "H11", station, "--json", *FEW).stdout
    assert run("explain", "H11", station, "--json", *FEW).stdout == first


def test_the_list_of_those_left_out_takes_the_folder_alone(station):
    done = run("explain", "--all-left-out", station, COLUMNS="80")
    assert (done.exit_code, done.stderr) == (0, "")
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
        (["H111"], "there is no household 'H111'; do you mean 'H11'?"),
        ([], "which household?"),
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
    assert "H11/1 Saarinen Veera is left out" in told
    assert "H11/2 Saarinen Veera is left out" in told


def test_nobody_left_out_is_said_so(station):
    change(station, "households", {"H11": {"latitude": "60.171"}, "H12": {"do_not_call": ""}})
    planned = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0
    assert "No visit is left out.\n" in run("explain", "--all-left-out", station).stdout


def test_a_visit_that_the_plan_knows_nothing_of_is_told_so(station):
    change(station, "households", {"H6": {"availability": "Tu 15:30-16:00"}})
    done = run("explain", "H6", station, *FEW)
    assert "the tables have changed since the plan was made" in done.stdout
