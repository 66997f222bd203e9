"""``routeplan outreach`` and ``experience``: noted, counted apart, searched, taken back, purged.

Tests ``cli/commands/experience.py``, ``cli/commands/outreach.py``, ``cli/options/month.py``,
``cli/tables/followup/notes.py``, ``report/outreach.py`` and
``station/use_cases/visit_log/keep_notes.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import MONDAY, TUESDAY, run

TODAY = {"ROUTEPLAN_TODAY": TUESDAY}
HOSTILE = "'; DROP TABLE outreach; \x1b[2J <b>会议</b>"


def listed(station: Path, command: str, *options: str) -> list[dict[str, Any]]:
    done = run(command, station, "--json", *options, **TODAY)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def meet(station: Path, *more: str) -> None:
    options = ("--add", "meeting", "--persons", "30", "--about", HOSTILE, *more)
    done = run("outreach", station, *options, **TODAY)
    assert (done.exit_code, done.stdout) == (0, "Noted in the visit log.\n"), done.output


def numbers(station: Path, *options: str) -> dict[str, int]:
    done = run("report", station, "--from", MONDAY, "--json", *options, **TODAY)
    return {number["name"]: number["value"] for number in json.loads(done.stdout)["numbers"]}


def test_a_meeting_is_noted_and_listed(station: Path) -> None:
    meet(station, "--officer", "chen wei", "--officer", "O2", "--day", MONDAY)
    (noted,) = listed(station, "outreach")
    assert noted == {
        "number": 1,
        "on": MONDAY,
        "kind": "meeting",
        "officers": ["O1", "O2"],
        "persons": 30,
        "text": HOSTILE,
    }
    assert listed(station, "outreach", "--from", TUESDAY) == []
    shown = run("outreach", station, **TODAY)
    assert "\x1b" not in shown.stdout
    assert "<b>会议</b>" in shown.stdout
    assert "People reached: 30." in shown.stdout


def test_the_report_counts_it_apart_from_doors_and_names_it(station: Path) -> None:
    meet(station, "--officer", "O1")
    run("outreach", station, *["--add", "letter", "--persons", "400", "--about", "x"], **TODAY)
    found = numbers(station)
    assert (found["outreach"], found["outreach-persons"]) == (2, 430)
    assert (found["outreach:meeting"], found["outreach:letter"]) == (1, 1)
    assert (found["outreach/O1"], found["outreach-persons/O1"], found["outreach/O2"]) == (1, 30, 0)
    assert (found["called"], found["persons"], found["met"]) == (0, 0, 0)
    assert numbers(station, "--officer", "O1")["outreach/O1"] == 1
    shown = run("report", station, "--from", MONDAY, **TODAY).stdout
    assert "Meetings, letters and calls" in shown
    traced = run("report", station, "--from", MONDAY, "--trace", "outreach-persons", **TODAY)
    assert "letter, 400 people" in traced.stdout
    due = json.loads(run("due", station, "--json", **TODAY).stdout)
    assert {standing["calls"] for standing in due} == {0}


def test_a_note_is_taken_back_and_put_back(station: Path) -> None:
    meet(station)
    taken = run("undo", station, **TODAY)
    assert f"a note of {TUESDAY} (meeting)" in taken.output
    assert listed(station, "outreach") == []
    assert numbers(station)["outreach"] == 0
    assert run("undo", station, "--redo", **TODAY).exit_code == 0
    assert len(listed(station, "outreach")) == 1


EXPERIENCE = "Ring at the caretaker's, Élodie opens; 人民路的狗很凶"


@pytest.fixture
def noted(station: Path) -> Path:
    for text, officer in ((EXPERIENCE, "O1"), ("H1 is Aalto Eino's, he is deaf", "O2")):
        done = run("experience", station, "--add", text, "--officer", officer, **TODAY)
        assert done.exit_code == 0, done.output
    return station


@pytest.mark.parametrize(
    "words", ["caretaker", "ELODIE ring", "狗", "chen 人民路", "O1", "Ｒｉｎｇ", "陈伟"]
)
def test_a_note_of_experience_is_found_by_its_words_and_officer(noted: Path, words: str) -> None:
    assert [note["text"] for note in listed(noted, "experience", "--search", words)] == [EXPERIENCE]


def test_the_last_note_comes_first_and_all_words_have_to_be_there(noted: Path) -> None:
    assert [note["officers"] for note in listed(noted, "experience")] == [["O2"], ["O1"]]
    assert listed(noted, "experience", "--search", "caretaker deaf") == []
    assert "No such note" in run("experience", noted, "--search", "xyz").stdout
    assert "caretaker" in run("experience", noted, **TODAY).stdout


def test_a_note_that_names_a_household_is_shown_to_it_and_to_no_other(noted: Path) -> None:
    for home, count in (("H1", 1), ("H2", 0)):
        done = run("export-household", home, noted, "--json", **TODAY)
        assert len(json.loads(done.stdout)["notes"]) == count


def test_a_purge_takes_the_texts_of_old_notes_and_leaves_the_counts(noted: Path) -> None:
    meet(noted)
    late = {"ROUTEPLAN_TODAY": "2027-12-01"}
    done = run("purge", noted, "--older-than", "30d", "--write", **late)
    assert done.exit_code == 0, done.output
    data = (noted / "data" / "visits.db").read_bytes()
    assert b"caretaker" not in data
    assert "会议".encode() not in data
    assert numbers(noted)["outreach-persons"] == 30


@pytest.mark.parametrize(
    ("command", "options", "message"),
    [
        ("outreach", "--add meeting --persons 3", "--add needs --persons and --about"),
        ("outreach", "--persons 3", "need --add"),
        ("outreach", "--add party --persons 3 --about x", "party"),
        ("outreach", "--add telephone --persons 0 --about x", "--persons"),
        ("outreach", "--add telephone --persons 9999999 --about x", "not between 1 and 1,000,000"),
        ("outreach", f"--add telephone --persons 3 --about x --day {TUESDAY}", "in the future"),
        ("outreach", "--add telephone --persons 3 --about x --day 2011-01-01", "check the year"),
        ("outreach", "--add telephone --persons 3 --about x --officer O9", "O1"),
        ("experience", "--officer O1", "need --add"),
        ("experience", "--add x --officer O9", "O1"),
    ],
)
def test_what_cannot_be_is_a_usage_error(
    station: Path, command: str, options: str, message: str
) -> None:
    done = run(command, station, *options.split(), ROUTEPLAN_TODAY=MONDAY)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_an_empty_text_is_no_note(station: Path) -> None:
    done = run("experience", station, "--add", "  ", **TODAY)
    assert (done.exit_code, "the text is empty" in done.stderr) == (2, True)
