"""A new plan of days that another plan has: what was said and done there is not passed over.

Tests ``station/reading/other_plans.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_replan import replanned
from tests.cli.workspaces import MONDAY, TUESDAY, run

ILL = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY, "--write")
SUNDAY = {"ROUTEPLAN_TODAY": "2026-11-29"}


def planned(folder: Path, first_day: str) -> Result:
    done = run("plan", folder, "--first-day", first_day, "--iterations", "50", **SUNDAY)
    assert done.exit_code in (0, 6), done.output
    return done


@pytest.mark.parametrize(
    ("first_day", "days"), [(TUESDAY, "Tue 1 Dec"), (MONDAY, "Mon 30 Nov to Tue 1 Dec")]
)
def test_who_is_ill_in_another_plan_is_named(station: Path, first_day: str, days: str) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    told = planned(station, first_day).stderr
    assert f"says Dahl Emma is ill or away on {days}, but" in told
    assert "'routeplan replan --ill O2'" in told
    assert told.count("[absence-in-other-plan]") == 1


def test_nothing_is_said_once_the_calendar_has_it(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    rows = [
        {"date": TUESDAY, "day": "off", "officer": "O2"},
        {"date": TUESDAY, "day": "work", "officer": "O1", "hours": "09:00-15:00"},
    ]
    columns = ("date", "day", "officer", "hours")
    table = "\n".join(
        ",".join(row.get(each, "") for each in columns) for row in ({c: c for c in columns}, *rows)
    )
    (station / "data" / "calendar.csv").write_text(table + "\n", encoding="utf-8")
    assert "absence-in-other-plan" not in planned(station, TUESDAY).stderr


def test_nothing_is_said_of_who_is_back(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    assert replanned(station, "--back", "O2", "--day", TUESDAY, "--write").exit_code in (0, 6)
    assert "absence-in-other-plan" not in planned(station, TUESDAY).stderr


def test_days_whose_sheets_are_printed_are_named(station: Path) -> None:
    assert "plans-overlap" not in planned(station, TUESDAY).stderr
    (station / "maps" / TUESDAY / "plan.json").unlink()
    assert run("sheets", station).exit_code == 0
    told = planned(station, TUESDAY).stderr
    assert "sheets of the plan of Mon 30 Nov to Tue 1 Dec 2026 are printed for Tue 1 Dec too" in (
        told
    )
    assert "plans-overlap" not in planned(station, MONDAY).stderr  # it takes its place
    assert "plans-overlap" not in planned(station, "2026-12-02").stderr
