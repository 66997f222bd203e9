"""A new plan of days that another plan has: what was said and done there is not passed over.

Tests ``station/reading/other_plans.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.plan_json import read_plan
from tests.cli.test_replan import replanned
from tests.cli.workspaces import MONDAY, TUESDAY, run

ILL = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY, "--write")
SUNDAY = {"ROUTEPLAN_TODAY": "2026-11-29"}


def planned(folder: Path, first_day: str) -> Result:
    done = run("plan", folder, "--first-day", first_day, "--iterations", "50", **SUNDAY)
    assert done.exit_code in (0, 6), done.output
    return done


def officers_by_day(folder: Path, first_day: str) -> dict[int, set[str]]:
    plan = read_plan(folder / "maps" / first_day / "plan.json")
    days: dict[int, set[str]] = {}
    for route in plan.routes:
        days.setdefault(route.day, set()).update(route.officers)
    return days


@pytest.mark.parametrize(
    ("first_day", "days", "there"),
    [
        (TUESDAY, "Tue 1 Dec", {0: {"O1"}, 1: {"O1", "O2"}}),
        (MONDAY, "Mon 30 Nov to Tue 1 Dec", {0: {"O1"}, 1: {"O1"}}),
    ],
)
def test_who_is_ill_in_another_plan_is_ill_in_the_new_one(
    station: Path, first_day: str, days: str, there: dict[int, set[str]]
) -> None:
    """The plan of Tuesday has Wednesday too, on which nobody said that O2 is ill."""
    assert replanned(station, *ILL).exit_code in (0, 6)
    told = planned(station, first_day).stderr
    assert f"Dahl Emma is ill or away on {days}, as a replan of another plan says" in told
    assert f"'routeplan replan --back O2 --day {first_day}'" in told
    assert told.count("[absence-taken-over]") == 1
    assert officers_by_day(station, first_day) == there


@pytest.mark.slow
def test_every_later_command_knows_it(station: Path) -> None:
    """The judge would refuse rounds of shifts that the tables have otherwise."""
    assert replanned(station, *ILL).exit_code in (0, 6)
    planned(station, TUESDAY)
    file = station / "maps" / TUESDAY / "plan.json"
    for words in (
        ("check", station, "--plan", file),
        ("maps", station, "--plan", file),
        ("sheets", station, "--plan", file),
        ("forecast", station, "--plan", file, "--runs", "10"),
        ("balance", station, "--plan", file, "--iterations", "0"),
        ("explain", "H1", station, "--plan", file, "--iterations", "10"),
    ):
        done = run(*words, **SUNDAY)
        assert done.exit_code in (0, 6), (words, done.output)
        assert "plan-outdated" not in done.stderr
    cancelled = ("--plan", file, "--day", TUESDAY, "--cancel", "H6", "--write")
    done = run("replan", station, *cancelled, "--iterations", "50", **SUNDAY)
    assert done.exit_code in (0, 6), done.output
    assert officers_by_day(station, TUESDAY)[0] == {"O1"}


def test_who_is_back_in_the_new_plan_is_back_there_and_in_the_next(station: Path) -> None:
    """The first plan still says that O2 is ill on Tuesday: who begins later knows better."""
    assert replanned(station, *ILL).exit_code in (0, 6)
    planned(station, TUESDAY)
    file = station / "maps" / TUESDAY / "plan.json"
    back = ("--plan", file, "--back", "O2", "--day", TUESDAY, "--write", "--iterations", "50")
    done = run("replan", station, *back, **SUNDAY)
    assert done.exit_code in (0, 6), done.output
    assert officers_by_day(station, TUESDAY)[0] == {"O1", "O2"}
    assert "absence-taken-over" not in planned(station, TUESDAY).stderr
    assert officers_by_day(station, TUESDAY)[0] == {"O1", "O2"}


def test_who_is_away_for_hours_has_the_rest_of_the_shift(station: Path) -> None:
    away = ("--away", "O1", "09:00-11:00", "--day", MONDAY, "--write")
    assert replanned(station, *away).exit_code in (0, 6)
    told = planned(station, MONDAY).stderr
    assert "Chen Wei 陈伟 is ill or away on Mon 30 Nov" in told
    plan = read_plan(station / "maps" / MONDAY / "plan.json")
    spans = [(r.begin, r.end) for r in plan.routes if r.officers == ("O1",) and r.day == 0]
    assert all(end <= 9 * 3600 or begin >= 11 * 3600 for begin, end in spans)
    assert spans


def test_undo_takes_the_new_plan_back_with_what_it_took_over(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    decisions = station / "maps" / MONDAY / "decisions.json"
    before = decisions.read_bytes()
    planned(station, MONDAY)
    assert read_decisions(decisions.with_name("plan.json")).replans == ()
    assert read_decisions(decisions.with_name("plan.json")).absences
    assert run("undo", station, "--write", **SUNDAY).exit_code == 0
    assert decisions.read_bytes() == before


def test_nothing_is_said_once_the_calendar_has_it(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    rows = [
        {"date": TUESDAY, "day": "off", "officer": "O2"},
        {"date": TUESDAY, "day": "work", "officer": "O1", "hours": "09:00-15:00"},
    ]
    columns = ("date", "day", "officer", "hours")
    table = "\n".join(
        ",".join(row.get(column, "") for column in columns)
        for row in ({c: c for c in columns}, *rows)
    )
    (station / "data" / "calendar.csv").write_text(table + "\n", encoding="utf-8")
    assert "absence-taken-over" not in planned(station, TUESDAY).stderr
    assert not (station / "maps" / TUESDAY / "decisions.json").exists()


def test_nothing_is_said_of_who_is_back(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    assert replanned(station, "--back", "O2", "--day", TUESDAY, "--write").exit_code in (0, 6)
    assert "absence-taken-over" not in planned(station, TUESDAY).stderr


def test_decisions_that_cannot_be_read_are_named(station: Path) -> None:
    assert replanned(station, *ILL).exit_code in (0, 6)
    (station / "maps" / MONDAY / "decisions.json").write_text("{", encoding="utf-8")
    told = planned(station, TUESDAY).stderr
    assert f"{MONDAY}/decisions.json" in told
    assert "[decisions-damaged]" in told


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
