"""``routeplan opinions``: what people said, of nobody unless asked, and what was answered.

Tests ``cli/commands/opinions.py``, ``cli/tables/followup/opinions.py`` and
``station/use_cases/visit_log/gather_opinions.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import HOSTILE_NAME, MONDAY, TUESDAY, change, run

TODAY = {"ROUTEPLAN_TODAY": TUESDAY}


def say(station: Path, home: str, *added: str) -> None:
    more = [part for addition in added for part in ("--add", addition)]
    done = run("record", MONDAY, "m", "--household", home, *more, "--dir", station, **TODAY)
    assert done.exit_code == 0, done.output


@pytest.fixture
def spoken(station: Path) -> Path:
    """Three opinions of H1 (Aalto Eino), H2 (张伟) and H5, all in Vilhonkatu."""
    loud = "opinions lamps: Eino says 张伟 is loud \x1b[2J<b>"
    say(station, "H1", loud, "suggestions noise: ban")
    say(station, "H2", "opinions lamps: 太暗了，张伟 says")
    return station


def listed(station: Path, *options: str) -> list[dict[str, Any]]:
    done = run("opinions", station, "--json", *options, **TODAY)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_nobody_is_named_unless_it_is_asked_for(spoken: Path) -> None:
    first, second, third = listed(spoken)
    assert first["text"].startswith("[name] says [name] is loud")
    assert third["text"] == "太暗了，[name] says"
    assert first["street"] == "Vilhonkatu"
    assert second["is_suggestion"] is True
    for opinion in (first, second, third):
        assert (opinion["household"], opinion["name"], opinion["address"]) == (None, None, None)
    named = listed(spoken, "--names")
    assert named[2]["text"] == "太暗了，张伟 says"
    assert (named[0]["household"], named[0]["name"]) == ("H1", "Aalto Eino")


def test_a_street_in_which_few_live_is_not_told(spoken: Path) -> None:
    change(spoken, "households", {"H1": {"address": "Kaisaniemenkatu 2"}})
    assert [opinion["street"] for opinion in listed(spoken)] == ["", "", "Vilhonkatu"]
    assert listed(spoken, "--names")[0]["street"] == "Kaisaniemenkatu"


def test_it_is_chosen_by_category_street_and_day(spoken: Path) -> None:
    assert len(listed(spoken, "--category", "Lamps")) == 2
    assert len(listed(spoken, "--street", "vilhon")) == 3
    assert listed(spoken, "--street", "nowhere") == []
    assert len(listed(spoken, "--from", MONDAY, "--to", MONDAY)) == 3
    assert listed(spoken, "--from", TUESDAY) == []
    assert len(listed(spoken, "--month", "2026-11")) == 3
    assert listed(spoken, "--month", "2026-10") == []


def test_an_answer_is_noted_counted_taken_back_and_exported(spoken: Path) -> None:
    done = run("opinions", spoken, "--answer", "1", "--text", "  the lamp is ordered ", **TODAY)
    assert (done.exit_code, done.stdout) == (0, "Opinion 1 is answered.\n"), done.output
    (answered,) = listed(spoken, "--answered")
    assert (answered["answer"], answered["answered_on"]) == ("the lamp is ordered", TUESDAY)
    assert [opinion["number"] for opinion in listed(spoken, "--unanswered")] == [2, 3]
    report = json.loads(run("report", spoken, "--from", MONDAY, "--json", **TODAY).stdout)
    numbers = {number["name"]: (number["value"], number["of"]) for number in report["numbers"]}
    assert numbers["opinions-answered"] == (1, "opinions")
    assert numbers["suggestions-answered"] == (0, "suggestions")
    held, other = (
        json.loads(run("export-household", home, spoken, "--json", **TODAY).stdout)
        for home in ("H1", "H2")
    )
    assert held["answers"][0]["answer"] == "the lamp is ordered"
    assert other["answers"] == []
    taken = run("undo", spoken, **TODAY)
    assert "an answer to opinion 1" in taken.output
    assert listed(spoken, "--answered") == []
    assert run("undo", spoken, "--redo", **TODAY).exit_code == 0
    assert listed(spoken, "--answered")[0]["answer"] == "the lamp is ordered"


def test_a_purge_takes_the_answer_s_text_and_leaves_that_there_was_one(spoken: Path) -> None:
    run("opinions", spoken, "--answer", "1", "--text", "secret word", **TODAY)
    late = {"ROUTEPLAN_TODAY": "2027-12-01"}
    done = run("purge", spoken, "--older-than", "30d", "--write", **late)
    assert done.exit_code == 0, done.output
    assert b"secret word" not in (spoken / "data" / "visits.db").read_bytes()
    assert listed(spoken, "--answered")[0]["answer"] == "[purged]"


def test_the_table_shows_texts_as_they_are_and_nothing_of_them_runs(spoken: Path) -> None:
    change(spoken, "households", {"H1": {"name": HOSTILE_NAME}})
    done = run("opinions", spoken, "--names", **TODAY)
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.stdout
    assert "<b>" in done.stdout
    assert "3 opinions, 0 of them answered." in done.stdout
    assert "noise (suggestion)" in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--answer", "99", "--text", "x"], "there is no opinion 99"),
        (["--answer", "1", "--text", "  "], "the text is empty"),
        (["--answer", "1"], "must be given together"),
        (["--month", "2026-11", "--from", MONDAY], "--month cannot be combined"),
        (["--from", MONDAY, "--to", "2026-11-02"], "is before"),
    ],
)
def test_what_cannot_be_is_a_usage_error(spoken: Path, options: list[str], message: str) -> None:
    done = run("opinions", spoken, *options, **TODAY)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_before_anything_was_recorded_there_is_nothing_to_list(station: Path) -> None:
    done = run("opinions", station)
    assert (done.exit_code, "record a round first" in done.stderr) == (2, True)
