"""``routeplan plan --suggest-hours`` and ``forecast --compare``: as a chief reads them.

Tests ``cli/tables/moved_shifts.py``, ``cli/tables/staffing_options.py`` and
``station/use_cases/moved_shifts/compare_staffing.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.formats.plans.plan_json import read_plan
from tests.cli.workspaces import MONDAY, run
from tests.station.use_cases.moved_shifts.stations import DAYTIME, EVENING, write_station

TWO = ({"hours": "Mo-Fr 09:00-17:00"}, {"id": "O2", "name": "Dahl Emma", "hours": "Mo 09:00-12:00"})


@pytest.fixture(scope="module")
def evenings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three homes by day and nine in the evening; two officers, who go home at 17:00 and noon."""
    folder = write_station(
        tmp_path_factory.mktemp("evenings"), [DAYTIME] * 3 + [EVENING] * 9, officers=TWO
    )
    assert planned(folder).exit_code == 0
    return folder


def planned(folder: Path, *more: str):
    return run("plan", folder, "--first-day", MONDAY, "--iterations", "100", *more)


def test_the_plan_is_written_and_what_helps_follows_it(evenings: Path) -> None:
    before = read_plan(evenings / "maps" / MONDAY / "plan.json")
    done = planned(evenings, "--suggest-hours")
    assert done.exit_code == 0, done.output
    assert read_plan(evenings / "maps" / MONDAY / "plan.json") == before
    plan, _, told = done.stdout.partition("One shift at other hours")
    assert "Plan from 2026-11-30" in plan
    text = " ".join(told.split())
    assert "Dahl Emma Mon 30 Nov 09:00-12:00 Mon 30 Nov 17:00-20:00" in text
    assert f"calendar {MONDAY} O2: day = work, hours = 17:00-20:00" in text
    assert "(2.5 to 2.5 households)" in text  # 3 x 0.85 = 2.55, as a computer rounds it
    assert "Planning again: Dahl Emma on Mon 30 Nov, 17:00-20:00 ..." in done.stderr
    assert "Planning again: the shifts as they are ..." in done.stderr


def test_no_table_is_changed(evenings: Path) -> None:
    before = {path: path.read_bytes() for path in (evenings / "data").glob("*.csv")}
    planned(evenings, "--suggest-hours", "--quiet")
    assert {path: path.read_bytes() for path in before} == before


def test_json_is_the_suggestions_and_all_of_stdout(evenings: Path) -> None:
    done = planned(evenings, "--suggest-hours", "--json", "--quiet")
    content = json.loads(done.stdout)
    assert content["met"] == [2.55, 2.55, 2.55]
    best = content["tried"][0]
    assert (best["verdict"], best["kind"], best["gain"]) == ("helps", "evening", 7.65)
    assert best["edits"] == [
        {
            "table": "calendar",
            "row": {"date": MONDAY, "officer": best["officers"][0]},
            "cells": {"day": "work", "hours": best["instead_hours"]},
        }
    ]
    assert done.stdout == planned(evenings, "--suggest-hours", "--json", "--quiet").stdout


def test_where_nothing_helps_it_says_so(tmp_path: Path) -> None:
    folder = write_station(tmp_path, [DAYTIME] * 6)
    told = " ".join(planned(folder, "--suggest-hours", "--quiet").stdout.split())
    assert (
        "No shift at other hours promises more households than the shifts as they are "
        "(4 changes were looked at in a simulated week)." in told
    )
    off = write_station(tmp_path / "off", [DAYTIME], calendar=[{"date": MONDAY}])
    told = " ".join(planned(off, "--suggest-hours", "--quiet").stdout.split())
    assert "Nobody is on shift in this plan." in told
    quiet = write_station(tmp_path / "q", [DAYTIME], quiet="Mo-Su 00:00-09:00,17:00-24:00")
    told = " ".join(planned(quiet, "--suggest-hours", "--quiet").stdout.split())
    assert "No shift can be at other hours: the rest between shifts, the quiet hours" in told


def test_what_was_tried_in_vain_is_named_with_the_reason(tmp_path: Path) -> None:
    folder = write_station(
        tmp_path,
        [DAYTIME] * 3 + [EVENING] * 9,
        more={1: {"appointment": f"{MONDAY} 09:05"}},
    )
    told = " ".join(planned(folder, "--suggest-hours", "--quiet").stdout.split())
    assert "No shift at other hours is sure to meet more households." in told
    assert (
        "Planned again, a promise would be missed: Aalto Riikka, Mon 30 Nov 09:00-17:00 -> "
        "Mon 30 Nov 12:00-20:00." in told
    )


def test_moved_shifts_stand_beside_one_officer_more(evenings: Path) -> None:
    told = " ".join(run("forecast", evenings, "--compare").stdout.split())
    assert "Households met after so many rounds of the plan: 4 (40 runs)" in told
    assert "as now 11.0 3.0" in told  # eight hours and three; three homes are met in four weeks
    assert "Mon 30 Nov 09:00-12:00 -> Mon 30 Nov 17:00-20:00" in told
    assert "one officer more" in told
    assert f"in this week calendar {MONDAY} O2: day = work, hours = 17:00-20:00" in told


def test_options_as_json(evenings: Path) -> None:
    content = json.loads(run("forecast", evenings, "--compare", "--rounds", "2", "--json").stdout)
    now, *others = content["options"]
    assert (content["rounds"], now["hours"], now["more"], now["moves"]) == (2, 11.0, 0.0, [])
    assert any(option["more"] > 5 and option["hours"] == 11.0 for option in others)
    assert others[-1]["officers"] == 1
    assert others[-1]["hours"] > 11


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--compare", "--pair"), "--compare cannot be combined with --officers"),
        (("--rounds", "3"), "--rounds goes with --compare only"),
    ],
)
def test_what_does_not_go_together_is_refused(
    evenings: Path, options: tuple[str, ...], message: str
) -> None:
    done = run("forecast", evenings, *options)
    assert done.exit_code == 2
    assert message in done.stderr
