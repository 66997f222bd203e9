"""``routeplan purge``: names and texts go from log, plans, pages and exports, counts stay.

Tests ``cli/commands/purge.py``, ``cli/tables/purge.py`` and
``station/use_cases/visit_log/purge_records.py``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.formats.station.settings import read_settings
from routeplan.model.plan import Route
from routeplan.model.sheet_codes import sheet_codes
from tests.cli.workspaces import MONDAY, TUESDAY, run

LATER = {"ROUTEPLAN_TODAY": "2027-08-01"}
SECRET = "afraid of dogs since her fall"


def longest(station: Path) -> tuple[str, Route]:
    """Of Monday's rounds the one with most stops, and its code."""
    plan = read_plan(station / "maps" / MONDAY / "plan.json")
    found = max((r for r in plan.routes if r.day == 0), key=lambda route: len(route.stops))
    return sheet_codes(plan)[found.shift], found


def record(station: Path, *added: str, line: str = "1e+2 2o 3m!") -> None:
    sheet, _ = longest(station)
    more = [part for addition in added for part in ("--add", addition)]
    done = run(
        "record", MONDAY, sheet, line, *more, "--correct", "--dir", station, ROUTEPLAN_TODAY=TUESDAY
    )
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def _used(_planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    station = copytree(_planned, tmp_path_factory.mktemp("used") / "station")
    for command in ("sheets", "maps"):
        assert run(command, station).exit_code == 0
    record(
        station,
        f"1 remarks {SECRET}",
        f"1 opinions lamps: {SECRET}",
        f"3 matter {SECRET}",
    )
    run("matters", station, "--matter", "M1", "--close", SECRET, ROUTEPLAN_TODAY=TUESDAY)
    assert run("export-household", "H1", station, "--write").exit_code == 0
    return station


@pytest.fixture
def used(_used: Path, tmp_path: Path) -> Path:
    """A copy of a station after its week: printed, drawn, recorded, with a matter closed."""
    return copytree(_used, tmp_path / "used")


def files(station: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(station)): path.read_bytes()
        for path in sorted(station.rglob("*"))
        if path.is_file()
    }


def purge(station: Path, *more: str) -> dict[str, Any]:
    done = run("purge", station, "--older-than", "180d", "--json", *more, **LATER)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_by_default_it_only_tells_what_would_go(used: Path) -> None:
    before = files(used)
    told = purge(used)
    assert files(used) == before
    assert told["written"] is False
    assert told["before"] == "2027-02-02"  # 180 days before 1 August
    assert told["texts"]["results.remarks"] == 1
    assert told["texts"]["matter_steps.text"] == 2
    assert told["thinned"] == [f"maps/{MONDAY}/plan.json"]
    assert f"maps/{MONDAY}/sheets.pdf" in told["removed"]
    assert f"maps/{MONDAY}/plan.geojson" in told["removed"]
    assert "maps/exports/2026-11-29_H1_" in "".join(told["removed"])


def test_with_write_nothing_that_was_said_is_left_in_any_file(used: Path) -> None:
    assert any(SECRET.encode() in content for content in files(used).values())
    told = purge(used, "--write")
    left = files(used)
    assert told["written"] is True
    assert not any(SECRET.encode() in content for content in left.values())
    assert [name for name in left if name.startswith("maps/")] == [
        f"maps/{MONDAY}/plan.json",
        "maps/undo/purged.json",
    ]
    again = purge(used, "--write")
    assert (again["texts"], again["thinned"], again["removed"]) == ({}, [], [])
    assert [earlier_purge["before"] for earlier_purge in again["earlier"]] == ["2027-02-02"]


def counts(station: Path) -> list[Any]:
    """What the commands count, over all that happened."""
    due = json.loads(run("due", station, "--json", **LATER).stdout)
    told = json.loads(run("matters", station, "--json", **LATER).stdout)
    balance = run("balance", station, "--iterations", "0", "--json", **LATER)
    weeks = json.loads(balance.stdout)["weeks"]
    shown = ("household", "state", "calls", "tried", "last_call", "times_met", "last_met")
    return [[home[name] for name in shown] for home in due] + [
        *(len(told["open"]), [promise["call"] for promise in told["promises"]], weeks),
    ]


def test_what_the_commands_count_is_the_same_afterwards(used: Path) -> None:
    before = counts(used)
    purge(used, "--write")
    assert counts(used) == before


@pytest.mark.slow
def test_commands_go_on_with_a_purged_plan(used: Path) -> None:
    run("lock", used, "--visit", "H9", "--write")
    run("replan", used, "--ill", "O2", "--day", MONDAY, "--write")
    purge(used, "--write")
    for typed in (("lock", "--list"), ("prints",), ("due",), ("matters",), ("explain", "H9")):
        where = (typed[0], used, *typed[1:]) if typed[0] != "explain" else (*typed, used)
        done = run(*where, **LATER)
        assert done.exit_code == 0, done.output
    assert "L1" in run("lock", used, "--list", **LATER).stdout


def first_home_leaves(station: Path) -> tuple[str, str]:
    """Take the household of the first stop out of the tables; its id, and the shift."""
    _, route = longest(station)
    gone = route.stops[0].household
    table = station / "data" / "households.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0] != gone]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return gone, route.shift


def test_who_left_the_tables_loses_the_id_in_log_and_plan_alike(used: Path) -> None:
    gone, shift = first_home_leaves(used)
    assert purge(used, "--write")["nameless"] == 1
    assert run("export-household", gone, used, **LATER).exit_code == 2
    plan = read_plan(used / "maps" / MONDAY / "plan.json")
    new = plan.route(shift).stops[0].household
    assert new.startswith("~")
    held = json.loads(run("export-household", new, used, "--json", **LATER).stdout)
    assert [call["result"] for call in held["calls"]] == ["entered"]


def test_what_was_done_is_told_and_when_it_was_done_last(used: Path) -> None:
    first_home_leaves(used)
    done = run("purge", used, "--older-than", "180d", "--write", **LATER).stdout
    assert "  1 household no longer in any table: the id is replaced, the counts stay\n" in done
    assert f"Plans reduced to counts and times:\n       1    maps/{MONDAY}/ (plan.json)\n" in done
    assert done.endswith("\nDone.\n")
    again = run("purge", used, "--older-than", "180d", **LATER).stdout
    assert "\nLast purged on " in again
    assert again.endswith(": before 2027-02-02.\nThere is nothing to purge.\n")


def test_open_matters_stay_and_are_told(used: Path) -> None:
    record(used, f"2 matter {SECRET}", line="2o!")
    told = run("purge", used, "--older-than", "2027-01-01", "--write", **LATER).stdout
    assert "Kept: matter M2 of " in told
    assert "is open" in told
    assert SECRET in run("matters", used, **LATER).stdout


def test_pending_promises_stay_and_are_told(used: Path) -> None:
    record(used, "2 promise 2027-09-01 10:00", "2 remarks comes back late", line="2o")
    told = purge(used, "--write")
    assert [promise["on"] for promise in told["stays"]["promises"]] == ["2027-09-01"]
    shown = run("purge", used, "--older-than", "180d", **LATER).stdout
    assert " for 2027-09-01\n" in shown


def test_the_table_tells_what_goes_and_what_is_left_to_do_by_hand(used: Path) -> None:
    run("check", used, "--orders", used / "orders.csv")
    (used / "maps" / MONDAY / "notes.txt").write_text("mine", encoding="utf-8")
    # Prints are as old as the computer's clock says, which is before that day.
    told = run("purge", used, "--older-than", "2099-01-01", ROUTEPLAN_TODAY="2099-01-02").stdout
    assert "Records from before 2099-01-01:\n  3 entries in the visit log" in told
    assert "1 x  remarks" in told
    assert (
        f"Not made by routeplan, so left alone (check them yourself):\n       1    maps/{MONDAY}/"
    ) in told
    assert (
        "Written elsewhere, so left alone (remove them yourself):\n       1    / (orders.csv)"
        in told
    )
    assert told.endswith("Dry run. Add --write to purge; this cannot be undone.\n")


def test_what_is_not_old_enough_stays(used: Path) -> None:
    before = files(used)
    done = run("purge", used, "--older-than", "0d", "--write")
    assert done.stdout.endswith("There was nothing to purge.\n")
    maps = "maps/"
    after = {name: content for name, content in files(used).items() if name.startswith(maps)}
    assert after == {name: before[name] for name in before if name.startswith(maps)}


def test_a_station_without_a_log_has_its_files_purged(station: Path) -> None:
    told = purge(station, "--write")
    gone = ("made_from.json", "plan.geojson")
    assert told["removed"] == [*(f"maps/{MONDAY}/{name}" for name in gone), "maps/undo/W1.zip"]
    assert not (station / "data" / "visits.db").exists()


@pytest.mark.parametrize(
    ("age", "told"),
    [
        ("soon", "or a number of days like 180d"),
        ("2027-08-02", "is in the future"),
        ("99999d", "or a number of days like 180d"),
    ],
)
def test_an_age_that_is_none_is_wrong_usage(station: Path, age: str, told: str) -> None:
    done = run("purge", station, "--older-than", age, **LATER)
    assert done.exit_code == 2
    assert told in done.stderr


REMEMBERED = """
[import.values.availability]
"manhãs" = "Mo-Su 08:00-12:00"   # the chief's own
"ask Rosa next door" = "Mo-Fr 09:00-12:00"
"""


def test_remembered_answers_that_may_name_somebody_lose_their_text(station: Path) -> None:
    settings = station / "routeplan.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + REMEMBERED, encoding="utf-8")
    shown = run("purge", station, "--older-than", "30d")
    assert "remembered answers of imports that may name somebody: 1;" in shown.stdout
    assert settings.read_text(encoding="utf-8") == before + REMEMBERED
    assert run("purge", station, "--older-than", "30d", "--write").exit_code == 0
    text = settings.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert '"manhãs" = "Mo-Su 08:00-12:00"   # the chief\'s own' in text
    assert "Rosa" not in text
    kept = read_settings(settings).import_.values["availability"]
    assert sorted(kept.values()) == ["Mo-Fr 09:00-12:00", "Mo-Su 08:00-12:00"]
    assert "nothing to purge" in run("purge", station, "--older-than", "30d").stdout
