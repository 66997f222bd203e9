"""``routeplan week``: plan, sheets and maps in one.

Tests ``cli/commands/week.py`` and ``station/use_cases/plan_in_use/draw_week.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.workspaces import MONDAY, change, run, write_station

SEARCH = ("--first-day", MONDAY, "--iterations", "300", "--quiet")


def test_a_week_is_the_plan_its_sheets_and_its_pages(tmp_path: Path, station: Path) -> None:
    """The plan is byte for byte that of ``plan``, the pages are those of ``maps``."""
    folder = write_station(tmp_path / "new")
    done = run("week", folder, *SEARCH, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    made = folder / "maps" / MONDAY
    assert (told["plan"], told["sheets"]) == (str(made / "plan.json"), str(made / "sheets.pdf"))
    assert told["pages"][0] == str(made / "index.html")
    assert all(Path(page).is_file() for page in (*told["pages"], told["sheets"]))
    assert told["rounds"] == 3
    assert (made / "plan.json").read_bytes() == (
        station / "maps" / MONDAY / "plan.json"
    ).read_bytes()
    run("maps", station)
    pages = {path.name for path in (station / "maps" / MONDAY).glob("*.html")}
    assert {Path(page).name for page in told["pages"]} == pages


def test_what_was_printed_is_noted(tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    assert run("week", folder, *SEARCH).exit_code == 0
    noted = json.loads(run("prints", folder, "--json").stdout)
    assert {(printout["command"], printout["what"]) for printout in noted} == {
        ("week", "GeoJSON"),
        ("week", "pages and sheets"),
    }


def test_a_missed_promise_is_told_after_everything_is_written(tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    change(folder, "households", {"H6": {"priority": "must", "availability": "Sa 09:00-15:00"}})
    done = run("week", folder, *SEARCH)
    assert done.exit_code == 6
    assert (folder / "maps" / MONDAY / "sheets.pdf").is_file()
    assert "H6" in done.stdout


def test_a_station_where_nobody_is_on_shift_gets_its_overview(tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    change(folder, "officers", {"all": {"hours": "Su 09:00-15:00"}})
    (folder / "data" / "calendar.csv").write_text("date,day,officer,hours,partner\n", "utf-8")
    done = run("week", folder, *SEARCH)
    assert done.exit_code in (0, 6), done.output
    assert "There is no round to print" in done.stdout
    assert (folder / "maps" / MONDAY / "index.html").is_file()
    assert not (folder / "maps" / MONDAY / "sheets.pdf").exists()


def test_redacted_sheets_and_pages_go_where_they_belong(tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    told = json.loads(run("week", folder, *SEARCH, "--redact", "--json").stdout)
    assert Path(told["pages"][0]).parent.name == "redacted"
    assert all("Aalto" not in Path(page).read_text("utf-8") for page in told["pages"])
