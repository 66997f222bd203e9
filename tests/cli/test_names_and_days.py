"""Officers and households by name, and days as people say them, on every command that takes one.

Tests ``cli/options/common.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.workspaces import MONDAY, OF_THE_PLAN, change, run


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("lock", "--officer", "CHEN wei", "--json"), ("lock", "--officer", "O1", "--json")),
        (("lock", "--visit", "dvorak", "--json"), ("lock", "--visit", "H3", "--json")),
        (("report", "--officer", "emma", "--json"), ("report", "--officer", "O2", "--json")),
        (("report", "--beat", "dahl", "--json"), ("report", "--beat", "O2", "--json")),
        (("lock", "--day", "mon", "--json"), ("lock", "--day", MONDAY, "--json")),
        (("lock", "--day", "1 Dec", "--json"), ("lock", "--day", "2026-12-01", "--json")),
        (("sheets", "--officer", "dahl"), ("sheets", "--officer", "O2")),
        (("maps", "--officer", "陈伟", "--json"), ("maps", "--officer", "O1", "--json")),
    ],
)
def test_a_name_or_a_day_is_as_good_as_the_id_or_the_date(
    station: Path, words: tuple[str, ...], same: tuple[str, ...]
) -> None:
    run("record", "yesterday", "o", "--household", "aalto", "--officer", "emma", "--dir", station)
    outputs = []
    for name, *options in (words, same):
        done = run(name, station, *options)
        assert done.exit_code == 0, done.output
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]


def test_a_replan_takes_names_and_days(station: Path) -> None:
    """Named or by ids it is one request: the second look shows the proposal of the first."""
    short = ("--quiet", "--iterations", "50", "--json")
    ids = ("--ill", "O2", "--cancel", "H5", "--new-time", "H1", "2026-12-01 10:30", "--day", MONDAY)
    names = (
        "--ill",
        "dahl",
        "--cancel",
        "okafor",
        "--new-time",
        "aalto",
        "tue 10:30",
        "--day",
        "mon",
    )
    assert json.loads(run("replan", station, *ids, *short).stdout)["as_shown_before"] is False
    assert json.loads(run("replan", station, *names, *short).stdout)["as_shown_before"] is True


def test_an_explanation_is_asked_for_by_name(station: Path) -> None:
    done = run("explain", "makela", station, "--iterations", "20")
    assert done.exit_code == 0
    assert done.stdout.startswith("\nH10 Mäkelä Raimo") or "H10 Mäkelä Raimo" in done.stdout


def test_results_are_recorded_by_names_and_days(station: Path) -> None:
    typed = ("--household", "dvorak liisa", "--officer", "DAHL", "--dir", station)
    done = run("record", "sun", "m+2", *typed, "--add", "promise tomorrow 10:00", "--json")
    assert done.exit_code == 0, done.output
    held = json.loads(run("export-household", "Dvořák", station, "--json").stdout)
    assert held["household"] == "H3"
    (call,) = held["calls"]
    assert (call["day"], call["officers"]) == ("2026-11-29", ["O2"])
    assert MONDAY in json.dumps(held["promises"])


def test_candidates_are_named_where_several_may_be_meant(station: Path) -> None:
    change(station, "households", {"H5": {"name": "Aalto Aino"}})
    done = run("explain", "aal", station)
    assert done.exit_code == 2
    assert "'aal' may be any of 2 households: H1 (Aalto Eino, Vilhonkatu 1 B as." in done.stderr
    done = run("cards", station, "--contact", "--officer", "dal")
    assert "O1" not in done.stderr
    message = "routeplan: there is no officer 'chan wei'; did you mean O1 (Chen Wei 陈伟)?\n"
    assert run("maps", station, "--officer", "chan wei").stderr == OF_THE_PLAN + message


def test_how_a_day_was_read_is_said_on_stderr_unless_quiet(station: Path) -> None:
    told = run("maps", station, "--day", "1/12").stderr
    assert told.startswith("'1/12' is read as Tue 1 Dec 2026 (the day first).\n")
    assert run("maps", station, "--day", "1/12", "--quiet").stderr == ""
    assert run("maps", station, "--day", "2026-12-01", "--quiet").stderr == ""


def test_a_purge_takes_days_too(station: Path) -> None:
    assert run("purge", station, "--older-than", "30/11/2025").exit_code == 0
    done = run("purge", station, "--older-than", "whenever")
    assert done.exit_code == 2
    assert "or a number of days like 180d" in done.output
