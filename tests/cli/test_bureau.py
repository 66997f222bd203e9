"""``routeplan bureau``: what it prints, what it writes, and how it ends.

Tests ``bureau/summary/write_overview.py``, ``cli/commands/bureau.py``, ``cli/options/bureau.py``,
``cli/tables/bureau/run.py`` and ``cli/tables/bureau/summary.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from routeplan.bureau.ledger import Ledger, StationInputs, StationState
from routeplan.bureau.station_requests import StationRequest
from tests.bureau.clusters import one_local_cluster, write_bureau
from tests.cli.workspaces import MONDAY, run
from tests.render.planned import data_of

ONE = ("--workers", "1", "--quiet")
PLAN = ("--first-day", MONDAY, "--days", "2", "--iterations", "50")


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Of one worker, for all runs."""
    with one_local_cluster():
        yield


def content(*words: str | Path) -> Any:
    done = run("bureau", *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_a_bureau_from_the_plan_to_the_overview(tmp_path: Path) -> None:
    first, second, third = write_bureau(tmp_path, 3)
    table = third / "data" / "households.csv"
    table.write_text(table.read_text().replace("60.17", "\x1b[31mx60.17", 1))

    done = run("bureau", "plan", tmp_path, *PLAN, *ONE)
    assert done.exit_code == 2, done.output
    assert "plan: 2 done, 1 failed" in done.stdout
    assert "\x1b[31m" not in done.stdout
    assert "district2/s002:" in done.stdout
    in_chinese = run("--lang", "zh", "bureau", "status", tmp_path).stdout
    assert "不是" in in_chinese.partition("district2/s002:")[2]  # what is wrong with the latitude
    assert run("--lang", "zh", "bureau", "overview", tmp_path).exit_code == 0
    (failed,) = [
        station["failed"] for station in data_of(tmp_path / "overview.html")["stations"][2:]
    ]
    assert "不是" in failed

    table.write_text(table.read_text().replace("\x1b[31mx60.17", "60.17"))
    done = run("bureau", "plan", tmp_path, *PLAN, *ONE, ROUTEPLAN_TODAY=MONDAY)
    assert done.exit_code == 0, done.output
    assert "1 done" in done.stdout
    assert "2 unchanged" in done.stdout  # another day, the same plan

    found = content("due", tmp_path, *ONE)
    for station in found["stations"]:
        assert sum(station["figures"]["all"].values()) == 12
    assert content("status", tmp_path)["command"] == "due"

    assert run("bureau", "sheets", tmp_path, "--day", MONDAY, *ONE).exit_code == 0
    typed = run("record", MONDAY, "O1", "1m", "--dir", first, ROUTEPLAN_TODAY="2026-12-01")
    assert typed.exit_code == 0, typed.output
    days = ("--from", MONDAY, "--to", MONDAY)
    told = run("bureau", "report", tmp_path, *days, *ONE, ROUTEPLAN_TODAY="2026-12-02")
    assert told.exit_code == 0, told.output
    (met,) = [line.split() for line in told.stdout.splitlines() if line.split()[-4:-3] == ["met"]]
    assert met[-3:] == ["1", "1", "100"]  # one of one called on
    traced = run(
        "bureau", "report", tmp_path, *days, *ONE, "--trace", "met", ROUTEPLAN_TODAY="2026-12-02"
    )
    assert "district0/s000" in traced.stdout.partition("met")[2]
    unknown = run(
        "bureau", "report", tmp_path, *days, *ONE, "--trace", "mett", ROUTEPLAN_TODAY="2026-12-02"
    )
    assert unknown.exit_code == 2
    assert "the report has no number mett; did you mean met" in unknown.stderr
    as_json = ("--trace", "mett", "--json")
    same = run("bureau", "report", tmp_path, *days, *ONE, *as_json, ROUTEPLAN_TODAY="2026-12-02")
    assert (same.exit_code, same.stdout) == (2, "")
    assert run("bureau", "status", tmp_path).exit_code == 0  # it shows what was done

    found = content("forecast", tmp_path, *ONE, "--rounds", "2", "--lend", "1")
    gains = found["stations"][0]["figures"]["met"]
    assert set(gains) == {"-1", "+0", "+1"}
    assert gains["-1"] <= gains["+0"] <= gains["+1"]
    # three equal stations: what one gains another loses, and more
    assert content("lend", tmp_path)["loans"] == []
    assert "No loan brings more than it costs." in run("bureau", "lend", tmp_path).stdout

    done = run("bureau", "overview", tmp_path, "--language", "zh")
    assert done.exit_code == 0, done.output
    page = tmp_path / "overview.html"
    assert page.stat().st_mode & 0o777 == 0o600
    shown = data_of(page)["stations"]
    assert [shown_station["folder"] for shown_station in shown] == [
        "district0/s000",
        "district1/s001",
        "district2/s002",
    ]
    for shown_station in shown:
        assert shown_station["page"] == f"./{shown_station['folder']}/maps/{MONDAY}/index.html"
        assert (tmp_path / shown_station["page"]).is_file()
    assert second.is_dir()


def test_what_needs_a_run_says_which_comes_first(tmp_path: Path) -> None:
    assert "no run has begun" in run("bureau", "status", tmp_path).stderr
    for name, before in (("overview", "plan"), ("lend", "forecast")):
        done = run("bureau", name, tmp_path)
        assert done.exit_code == 2
        assert f"'routeplan bureau {before} {tmp_path}' comes first" in done.stderr
    assert not (tmp_path / ".routeplan").exists()  # asking makes nothing


def test_loans_are_planned_of_a_whole_forecast_only(tmp_path: Path) -> None:
    request = StationRequest("forecast", date(2026, 11, 29), {"rounds": 2, "lend": 1})
    with Ledger(tmp_path) as ledger:
        number = ledger.begin(request, {"a": StationInputs("sum")}, "now", again=False)
        done = run("bureau", "lend", tmp_path)
        assert done.exit_code == 2
        assert "has not ended: --resume goes on" in done.stderr
        ledger.set(number, "a", StationState.WRONG, status=2, findings=["its folder is gone"])
        ledger.end(number, "2026-11-29T18:00:00+02:00")
    done = run("bureau", "lend", tmp_path)
    assert done.exit_code == 2
    assert "no station has a forecast" in done.stderr
    shown = run("bureau", "status", tmp_path).stdout
    assert "its folder is gone" in shown
    assert "ended 2026-11-29 18:00" in shown


def test_an_unknown_language_is_named(tmp_path: Path) -> None:
    done = run("bureau", "overview", tmp_path, "--language", "xx")
    assert done.exit_code == 2
    assert "use one of: en" in done.stderr
