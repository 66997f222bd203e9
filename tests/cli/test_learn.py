"""``routeplan learn``, and what later commands make of a plan that learned.

Tests ``cli/commands/learn.py``, ``cli/tables/learn.py``, ``learning/as_set.py`` and
``station/use_cases/visit_log/show_learned.py``.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Plan
from tests.cli.workspaces import HOMES, MONDAY, change, run
from tests.formats.folders import write_folder
from tests.visitlog.logs import call, record

FIRST_DAY = date.fromisoformat(MONDAY)


def taught(station: Path) -> int:
    """Six shut doors at nine in the week before, one home met for half an hour; entries in all."""
    days = [FIRST_DAY - timedelta(days=k) for k in (7, 6, 5, 4, 3)]
    shut = [
        call("out", household=home, visit=home, day=days[2], called_at=9 * 3600, round=home)
        for home in ("H1", "H2", "H4", "H5", "H7", "H8")
    ]
    met = call("met", household="H12", visit="H12", day=days[3], seconds=1800, called_at=36_000)
    record(station / "data" / "visits.db", *shut, met)
    return 7


def planned(station: Path, *options: str) -> Plan:
    done = run("plan", station, "--first-day", MONDAY, "--iterations", "100", "--quiet", *options)
    assert done.exit_code == 0, done.output
    return read_plan(station / "maps" / MONDAY / "plan.json")


def test_without_calls_it_says_that_all_is_as_set(station: Path) -> None:
    done = run("learn", station, "--show")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "The visit log holds no calls to learn from: chances and lengths are as set."
    )


def test_in_short_it_tells_from_how_many_results(station: Path) -> None:
    """The usual median is 13.6: (10 x 13.6 + 30) / 11 = 15.1, of which 16.6 is the mean."""
    taught(station)
    assert run("learn", station).stdout.splitlines() == [
        "Learned from 7 of 7 calls at doors, refusals and moves apart. "
        "A visit takes 16.6 minutes, 15 as set (from 1).",
        "Add --show for the details.",
    ]


def test_all_of_it_is_hours_kinds_and_streets(station: Path) -> None:
    """Nine: 0.5 - 6 x 0.5 / 36 = 0.417. H4 gave other hours, so that its call counts there."""
    taught(station)
    done = run("learn", station, "--show")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["Mo-Fr", "09-10", "6", "0%", "50%", "42%"] in lines
    assert any(line[:3] == ["normal", "10", "7"] for line in lines)
    assert any(line[:3] == ["Vilhonkatu", "12", "7"] for line in lines)


def test_only_the_streets_with_most_calls_are_printed_unless_as_json(station: Path) -> None:
    """Sixteen streets of three homes, one call in the first; fifteen are printed."""
    homes = [
        {"id": f"{street}{k}", "address": f"{street}-street {k}", "latitude": f"60.1{k}"}
        for street in "ABCDEFGHIJKLMNOP"
        for k in (1, 2, 3)
    ]
    root = write_folder(station.parent / "many", households=homes)
    last = FIRST_DAY - timedelta(days=3)
    record(root / "data" / "visits.db", call("out", household="A1", visit="A1", day=last))
    done = run("learn", root, "--show")
    assert done.stdout.splitlines()[0] == (
        "Learned from 1 of 1 call at doors, refusals and moves apart; "
        "no visit lengths were recorded, so they are as set."
    )
    assert "... and 1 more; --json has them" in done.stdout
    groups = json.loads(run("learn", root, "--json").stdout)["groups"]
    assert [group["what"] for group in groups].count("street") == 16


def test_programs_get_it_as_json(station: Path) -> None:
    taught(station)
    told = json.loads(run("learn", station, "--json").stdout)
    assert (told["entry"], told["calls"], told["counted"], told["lengths"]) == (7, 7, 7, 1)
    assert {group["what"] for group in told["groups"]} == {"kind", "street"}


def taught_for_two_weeks(station: Path) -> None:
    """Three homes at nine, two weeks after each other: nobody opened, then one of three."""
    week = [FIRST_DAY - timedelta(days=k) for k in (14, 7)]
    homes = ("H1", "H2", "H5")
    calls = [
        call(
            "met" if (day, home) == (week[1], "H1") else "out",
            **{"household": home, "visit": home, "day": day, "called_at": 9 * 3600},
            round=f"{home}/{day}",
        )
        for day in week
        for home in homes
    ]
    record(station / "data" / "visits.db", *calls)


def test_chances_are_held_against_what_came_where_everything_is_shown(station: Path) -> None:
    """0.5 is set at nine; three shut doors there made it less for each of them."""
    taught_for_two_weeks(station)
    shown = run("learn", station, "--show").stdout
    assert "Are the chances true?" in shown
    assert (
        "3 calls of the last weeks, each with chances learned from the weeks before it: 1 met "
        "somebody, 1 were to be expected."
    ) in " ".join(shown.split())
    assert "true?" not in run("learn", station).stdout
    found = json.loads(run("learn", station, "--json").stdout)["calibration"]
    assert (found["calls"], found["met"]) == (3, 1)
    assert found["set"]["brier"] == 0.25
    (band,) = found["bands"]
    assert (band["calls"], band["met"]) == (3, 1)
    assert band["chance"] < 0.5
    assert found["expected"] == pytest.approx(3 * band["chance"], abs=0.05)


def test_a_log_of_one_week_is_held_against_nothing(station: Path) -> None:
    taught(station)
    assert "true?" not in run("learn", station, "--show").stdout
    assert json.loads(run("learn", station, "--json").stdout)["calibration"] is None


def test_a_kind_of_ones_own_is_told_as_harmless_text(station: Path) -> None:
    taught(station)
    change(station, "households", {name: {"type": "[/b]\u202e=cmd"} for name in HOMES})
    with (station / "routeplan.toml").open("a", encoding="utf-8") as file:
        file.write('[learning]\nkind = "type"\n')
    done = run("learn", station, "--show")
    assert done.exit_code == 0
    assert "[/b]\\u202e=cmd" in done.stdout


def test_a_column_that_no_household_has_is_told_with_the_nearest(station: Path) -> None:
    done = run("check", station, ROUTEPLAN_LEARNING_KIND="priorty")
    assert "learning.kind · 'priorty'" in done.stderr
    assert "did you mean 'priority'?" in done.stderr


def test_a_plan_keeps_what_it_learned_from_and_doing_without_too(station: Path) -> None:
    entry = taught(station)
    assert planned(station).log_entry == entry
    assert planned(station).learned
    as_set = planned(station, "--no-learning")
    assert (as_set.log_entry, as_set.learned) == (entry, False)


def test_a_plan_that_learned_avoids_the_hour_at_which_nobody_opened(station: Path) -> None:
    taught(station)
    plan = planned(station)
    shut = {"H1", "H2", "H5", "H7", "H8"}
    begins = [
        (stop.begin % 86_400) // 3600
        for route in plan.routes
        for stop in route.stops
        if stop.household in shut
    ]
    assert begins
    assert 9 not in begins


@pytest.mark.parametrize("options", [(), ("--no-learning",)])
def test_later_commands_value_a_plan_as_it_was_made_whatever_is_recorded_since(
    station: Path, options: tuple[str, ...]
) -> None:
    """The judge would refuse other chances than those that the plan has."""
    taught(station)
    before = planned(station, *options)
    late = FIRST_DAY - timedelta(days=1)
    homes = ("H1", "H2", "H5")
    record(
        station / "data" / "visits.db",
        *(call("out", household=h, visit=h, day=late, called_at=43_200, round=h) for h in homes),
    )
    orders = station / "orders.csv"
    assert run("check", station, "--orders", orders).exit_code == 0
    done = run("check", station, "--plan", orders, "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)["totals"]
    assert told["after"] == told["before"]
    again = run("balance", station, "--iterations", "50", "--json", "--quiet")
    assert again.exit_code == 0, again.stderr
    after = run("replan", station, "--cancel", "H7", "--write", "--iterations", "50")
    assert after.exit_code in (0, 6), after.output
    replanned = read_plan(station / "maps" / MONDAY / "plan.json")
    assert replanned.log_entry == before.log_entry
