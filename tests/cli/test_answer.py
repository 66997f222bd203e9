"""``routeplan answer``: a card comes back, and the plan of the same week knows.

Tests ``cli/commands/answer.py`` and ``station/use_cases/visit_log/note_answer.py``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.formats.plans.plan_json import read_plan
from routeplan.visitlog.log_records import Entry, Promise
from tests.cli.test_record import logged, record, round_of
from tests.cli.workspaces import MONDAY, TUESDAY, run

HOURS = "Tu 13:00-15:00"


def answer(station: Path, *words: str, **environment: str) -> Result:
    environment = {"ROUTEPLAN_TODAY": TUESDAY} | environment
    return run("answer", *words, "--dir", station, **environment)


@pytest.fixture
def evening(station: Path) -> str:
    """Monday's round of O2 is recorded: nobody opened at its first stop. Its code."""
    _, code = round_of(station)
    words = (MONDAY, code, "1o!", "--add", "1 remarks dog", "--add", "1 matter lamp in the yard")
    assert record(station, *words).exit_code == 0
    return code


def the_entry(station: Path) -> Entry:
    (entry,) = logged(station)
    return entry


def test_what_is_answered_is_added_and_all_else_stays(station: Path, evening: str) -> None:
    before = the_entry(station)
    done = answer(station, MONDAY, evening.lower(), "1", "--hours", HOURS)
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith("To use it in the plan under way: routeplan replan\n")
    after = the_entry(station)
    assert (after.hours, after.remarks, after.result) == (HOURS, "dog", before.result)
    assert after.matter == before.matter
    assert (after.called_at, after.officers) == (before.called_at, before.officers)
    # a time that is agreed on later leaves the hours
    at_two = answer(station, MONDAY, evening, "1", "--time", f"{TUESDAY} 14:00", "--officer", "O1")
    assert at_two.exit_code == 0, at_two.output
    assert the_entry(station).hours == HOURS
    assert the_entry(station).promise == Promise(date.fromisoformat(TUESDAY), 14 * 3600, "O1")


def test_letters_ticked_on_the_card_are_the_hours_they_stand_for(
    station: Path, evening: str
) -> None:
    assert answer(station, MONDAY, evening, "1", "--hours", "b").exit_code == 0
    assert the_entry(station).hours.startswith("Mo-Fr 11:00-")
    refused = answer(station, MONDAY, evening, "1", "--hours", "b99")
    assert refused.exit_code == 2


def test_a_household_that_calls_is_named_and_its_last_call_is_meant(
    station: Path, evening: str
) -> None:
    home = the_entry(station).household
    done = answer(station, "--household", home, "--hours", HOURS, "--json")
    assert done.exit_code == 0, done.output
    assert len(json.loads(done.stdout)["new"]) == 1
    assert the_entry(station).hours == HOURS
    assert the_entry(station).remarks == "dog"
    again = answer(station, "--household", home, "--hours", HOURS)
    assert "already recorded: 1" in again.stdout


def test_the_same_week_s_plan_uses_it_and_it_can_be_undone(station: Path, evening: str) -> None:
    home = the_entry(station).household
    assert answer(station, MONDAY, evening, "1", "--hours", HOURS).exit_code == 0
    words = ("replan", station, "--iterations", "300", "--quiet", "--write")
    done = run(*words, ROUTEPLAN_TODAY=TUESDAY)
    assert done.exit_code == 0, done.output
    plan = read_plan(station / "maps" / MONDAY / "plan.json")
    theirs = [s for route in plan.routes for s in route.stops if s.household == home]
    assert [stop.begin >= (24 + 13) * 3600 for stop in theirs] == [False, True]
    undone = run("undo", station, "--name", "answer", ROUTEPLAN_TODAY=TUESDAY)
    assert undone.exit_code == 0, undone.output
    assert the_entry(station).hours == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("{code}", "1"), "nothing is answered"),
        (("{code}", "1", "--hours", "b", "--officer", "O1"), "--officer goes with --time only"),
        (("{code}", "1", "--household", "H1", "--hours", "b"), "give the card's number"),
        (("{code}", "--hours", "b"), "give the card's number"),
        (("{code}", "2", "--hours", "b"), "nothing is recorded of stop 2 on sheet"),
        (("{code}", "99", "--hours", "b"), "has no such stop"),
        (("Z9", "1", "--hours", "b"), "Z9"),
        (("{code}", "1", "--hours", "sometimes"), "sometimes"),
        (("{code}", "1", "--time", "soon"), "soon"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    station: Path, evening: str, words: tuple[str, ...], told: str
) -> None:
    before = logged(station)
    refused = answer(station, MONDAY, *(word.format(code=evening) for word in words))
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert logged(station) == before


def test_who_was_never_called_on_has_nothing_to_answer(station: Path) -> None:
    refused = answer(station, "--household", "H2", "--hours", HOURS)
    assert refused.exit_code == 2
    assert "no call on H2 is recorded" in refused.stderr
