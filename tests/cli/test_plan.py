"""``routeplan plan``: a plan from a station's folder, and every way that can end.

Tests ``cli/commands/plan.py``, ``cli/options/search_budget.py`` and
``station/use_cases/plan_week.py``.
"""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from routeplan.cli.terminal.progress import ProgressLine
from routeplan.errors import UsageError, Violation
from routeplan.formats.plans.plan_json import read_plan
from routeplan.planning import make_plan as planner
from routeplan.problem.solution import SearchState
from tests.cli.workspaces import (
    HOMES,
    MONDAY,
    TUESDAY,
    bare_environment,
    change,
    process,
    run,
    write_station,
)

SEARCH = ("--iterations", "60")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small station, not planned."""
    return write_station(tmp_path / "station")


def written(folder: Path, day: str = MONDAY) -> Path:
    return folder / "maps" / day / "plan.json"


def plan(folder: Path, *options: str | Path, **environment: str) -> Any:
    """Run ``routeplan plan`` with few iterations."""
    return run("plan", folder, *SEARCH, *options, **environment)


def test_a_plan_is_written_for_its_owner_only_and_told(folder: Path) -> None:
    done = plan(folder)
    assert done.exit_code == 0
    files = [written(folder), written(folder).with_suffix(".geojson")]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert stat.S_IMODE(written(folder).parent.stat().st_mode) == 0o700
    lines = done.stdout.splitlines()
    assert lines[0] == "STRAIGHT-LINE ESTIMATE: real routes are longer."
    assert lines[2] == "Plan from 2026-11-30, 2 days"
    assert lines[-2:] == ["", f"Written to {written(folder)} and plan.geojson next to it."]
    assert [line.split(" · ")[1] for line in done.stderr.splitlines()] == ["floor"]


def test_the_plan_begins_tomorrow_or_on_the_day_asked_for(folder: Path) -> None:
    assert plan(folder, "--first-day", TUESDAY, "--days", "1").exit_code == 0
    found = read_plan(written(folder, TUESDAY))
    assert (str(found.first_day), found.days) == (TUESDAY, 1)
    assert not written(folder).exists()


def test_quiet_leaves_progress_and_warnings_away_but_not_results(folder: Path) -> None:
    done = plan(folder, "--quiet")
    assert done.stderr == ""
    assert "Plan from 2026-11-30, 2 days" in done.stdout


def test_json_on_stdout_is_the_plan_itself(folder: Path) -> None:
    done = plan(folder, "--json")
    assert done.stdout == written(folder).read_text(encoding="utf-8")
    assert json.loads(done.stdout)["format"] == "routeplan-plan"
    assert done.stderr.startswith("warning: ")


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        pytest.param(
            {"H9": {"appointment": "2026-11-30 21:00"}},
            "BROKEN PROMISE: H9 Virtanen Aino: nobody is on shift inside ",
            id="an appointment when nobody is on shift",
        ),
        pytest.param(
            {"H3": {"skills": "sign-language"}, "H9": {"officers_needed": "1"}},
            "BROKEN PROMISE: H3 Dvořák Liisa: needs 'sign-language': nobody on shift then has it",
            id="a must visit that nobody on shift is able to make",
        ),
    ],
)
def test_a_promise_that_cannot_be_kept_is_the_first_line_and_status_6(
    folder: Path, changes: Mapping[str, Mapping[str, str]], first: str
) -> None:
    change(folder, "officers", {"O2": {"skills": "sign-language"}})
    off = "date,day,officer\n2026-11-30,off,O2\n2026-12-01,off,O2\n"
    (folder / "data" / "calendar.csv").write_text(off)
    change(folder, "households", changes)
    done = plan(folder)
    assert done.exit_code == 6
    assert done.stdout.startswith(first)
    assert len(read_plan(written(folder)).broken_promises) == 1


def test_a_broken_promise_ends_with_status_6_in_json_too(folder: Path) -> None:
    change(folder, "households", {"H9": {"appointment": "2026-11-30 21:00"}})
    done = plan(folder, "--json", "--quiet")
    assert (done.exit_code, done.stderr) == (6, "")
    broken = [
        entry["visit"] for entry in json.loads(done.stdout)["left_out"] if entry["broken_promise"]
    ]
    assert broken == ["H9"]


def test_a_plan_that_fails_the_judge_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Violation("window", "begins before it opens", "O1/0", "H1"),
        Violation("break", "none"),
    ]
    monkeypatch.setattr("routeplan.planning.judged.judge", lambda *_: found)
    done = plan(folder, "--quiet")
    assert (done.exit_code, done.stdout) == (5, "")
    assert done.stderr == (
        "The plan failed the judge and was not written:\n"
        "  window: O1/0 · H1: begins before it opens\n"
        "  break: none\n"
    )
    assert not (folder / "maps").exists()


def test_without_streets_the_status_is_3(folder: Path) -> None:
    done = plan(folder, "--travel", "streets", "--quiet")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "area.osm.pbf; 'On a closed network' in the README" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(
            ["--longest-day", "6h"],
            "--longest-day 6h: write 'auto', 'none', or hours and minutes such as '6:30'",
            id="a length that is none",
        ),
        pytest.param(["--seconds", "5"], "cannot be combined", id="two budgets"),
        pytest.param(["--days", "32"], "1<=x<=31", id="more than a month"),
        pytest.param(
            ["--first-day", "someday"], "'someday' is not a date; write it like", id="no date"
        ),
        pytest.param(["--travel", "car"], "'straight-line'", id="no such source"),
    ],
)
def test_wrong_usage_ends_with_status_2(folder: Path, options: list[str], told: str) -> None:
    done = plan(folder, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (folder / "maps").exists()


def test_a_folder_that_may_not_be_written_is_told_in_one_line(folder: Path) -> None:
    (folder / "maps").write_text("a file, where a folder should be")
    done = plan(folder, "--quiet")
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("routeplan: ")
    assert str(folder / "maps") in line


def interrupted(watch: ProgressLine, state: SearchState) -> None:
    """In the place of the progress line: Ctrl-C as soon as the search has begun."""
    if state.phase == "search":
        raise KeyboardInterrupt


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["tables", "json"])
def test_ctrl_c_during_the_search_keeps_the_best_plan(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """An hour's search, ended at the first word of it."""
    monkeypatch.setattr(ProgressLine, "__call__", interrupted)
    done = run("plan", folder, "--seconds", "3600", "--quiet", *options)
    assert done.exit_code == 0
    assert read_plan(written(folder)).search.interrupted
    told = done.stderr if options else done.stdout
    assert told.startswith("The search was interrupted; this is the best plan found so far.\n")
    assert not options or json.loads(done.stdout)["search"]["interrupted"]


def test_ctrl_c_after_the_search_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("routeplan.planning.judged.judge", interrupt)
    done = plan(folder, "--quiet")
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "routeplan: stopped by Ctrl-C\n"
    assert not (folder / "maps").exists()


def test_when_all_were_refused_the_plan_is_empty_and_says_why(folder: Path) -> None:
    refused = {"do_not_call": "yes", "appointment": "", "appointment_officer": ""}
    change(folder, "households", {"all": refused})
    done = plan(folder, "--longest-day", "auto")
    assert done.exit_code == 0
    assert "Left out: 12 visits" in done.stdout
    assert done.stdout.count("the household asked not to be called on\n") == 12
    assert [len(route.stops) for route in read_plan(written(folder)).routes] == [0, 0, 0]


def test_without_a_visit_in_these_days_the_plan_is_empty(folder: Path) -> None:
    """Everybody is at home on Saturdays only, and nothing was promised."""
    saturday = {"availability": "Sa 10:00-12:00", "priority": "normal"}
    no_promise = {"appointment": "", "appointment_officer": ""}
    change(folder, "households", {"all": saturday | no_promise, "H12": {"do_not_call": "no"}})
    done = plan(folder)
    assert done.exit_code == 0
    assert done.stdout.count("its hours fall on no day of this plan\n") == 12


def test_without_a_shift_everything_is_left_out(folder: Path) -> None:
    """The must visit H3 and the appointment of H9 are promises that nobody can keep."""
    off = "date,day,officer\n2026-11-30,off,\n2026-12-01,off,\n"
    (folder / "data" / "calendar.csv").write_text(off)
    done = plan(folder, "--longest-day", "auto")
    assert done.exit_code == 6
    assert [line.split(":")[0] for line in done.stdout.splitlines()[:2]] == ["BROKEN PROMISE"] * 2
    assert "all  0 shifts" in done.stdout
    # Eleven and the two promises once more at the top; H12 asked not to be called on.
    assert done.stdout.count("nobody is on shift inside ") == 13


def test_a_month_may_be_planned_at_once(folder: Path) -> None:
    """Monday 30 November to Wednesday 30 December: 23 weekdays, two shifts on each but one."""
    done = plan(folder, "--days", "31", "--quiet")
    assert done.exit_code == 0
    found = read_plan(written(folder))
    assert (found.days, len(found.routes)) == (31, 23 * 2 - 1)
    assert "Plan from 2026-11-30, 31 days" in done.stdout
    assert "Wed 30 Dec" in done.stdout


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the search was asked for; nothing is searched."""
    told: dict[str, Any] = {}

    def make_plan(inputs: Any, tables: Any, *_: Any, **options: Any) -> None:
        budget = options["budget"]
        told.update(
            days=inputs.calendar.days,
            seconds=budget.seconds,
            iterations=budget.iterations,
            seed=options["seed"],
            longest_day=options["longest_day"],
            travel=tables.source,
        )
        raise UsageError("enough")

    monkeypatch.setattr(planner, "make_plan", make_plan)
    return told


LINE = "straight-line estimate"


@pytest.mark.parametrize(
    ("key", "name", "from_file", "variable", "option", "expected"),
    [
        pytest.param("days", "PLAN_DAYS", "3", "4", ["--days", "5"], (3, 4, 5), id="days"),
        pytest.param(
            "seconds", "PLAN_SECONDS", "3", "4", ["--seconds", "5"], (3, 4, 5), id="seconds"
        ),
        pytest.param("seed", "PLAN_SEED", "3", "4", ["--seed", "0"], (3, 4, 0), id="seed"),
        pytest.param(
            "longest_day",
            "PLAN_LONGEST_DAY",
            '"6:30"',
            "none",
            ["--longest-day", "auto"],
            (23_400, 0, None),
            id="longest day",
        ),
    ],
)
def test_options_go_before_variables_and_these_before_the_file(
    folder: Path,
    asked: dict[str, Any],
    key: str,
    name: str,
    from_file: str,
    variable: str,
    option: list[str],
    expected: tuple[Any, ...],
) -> None:
    settings = folder / "routeplan.toml"
    lines = settings.read_text().splitlines()
    kept = [line for line in lines if not line.startswith(f"{key} =")]
    kept.insert(kept.index("[plan]") + 1, f"{key} = {from_file}")
    settings.write_text("\n".join(kept))
    found = []
    for options, environment in (
        ([], {}),
        ([], {f"ROUTEPLAN_{name}": variable}),
        (option, {f"ROUTEPLAN_{name}": variable}),
    ):
        assert run("plan", folder, *options, **environment).exit_code == 2
        found.append(asked[key])
    assert tuple(found) == expected


def test_travel_by_option_goes_before_the_variable_and_that_before_the_file(
    folder: Path, asked: dict[str, Any]
) -> None:
    """The file says straight lines. Streets are missing, and no server is named."""
    assert plan(folder).stderr.endswith("enough\n")
    assert asked["travel"] == LINE
    server = {"ROUTEPLAN_TRAVEL_SOURCE": "server"}
    assert "no street server is named" in plan(folder, **server).stderr
    assert "no street extract" in plan(folder, "--travel", "streets", **server).stderr


def test_iterations_take_the_place_of_seconds(folder: Path, asked: dict[str, Any]) -> None:
    plan(folder)
    assert (asked["iterations"], asked["seconds"]) == (60, None)


def test_a_variable_that_cannot_be_used_is_named(folder: Path) -> None:
    done = plan(folder, ROUTEPLAN_PLAN_DAYS="many")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ROUTEPLAN_PLAN_DAYS · plan.days · 'many' · ")


@pytest.mark.slow
def test_the_same_iterations_give_the_same_plan_byte_for_byte(folder: Path) -> None:
    """In another process, from another working directory, with other hashes, auto longest day."""
    options = ("--first-day", MONDAY, "--iterations", "400", "--longest-day", "auto", "--quiet")
    found = []
    for place, where, seed in ((folder, Path.cwd(), "1"), (Path("station"), folder.parent, "2")):
        done = process("plan", place, *options, cwd=where, PYTHONHASHSEED=seed)
        assert (done.returncode, done.stderr) == (0, "")
        geojson = written(folder).with_suffix(".geojson")
        found.append((written(folder).read_bytes(), geojson.read_bytes()))
        written(folder).unlink()
    assert found[0] == found[1]
    assert len(found[0][0]) > 1000


def test_each_thread_searches_as_long_as_asked(folder: Path) -> None:
    for threads in ("1", "3"):
        plan(folder, "--threads", threads, "--longest-day", "none")
        assert read_plan(written(folder)).search.iterations == 60 * int(threads)


def test_another_seed_gives_another_search(folder: Path) -> None:
    plan(folder, "--seed", "1")
    one = read_plan(written(folder))
    plan(folder, "--seed", "2")
    assert (one.search.seed, read_plan(written(folder)).search.seed) == (1, 2)


@pytest.mark.slow
def test_ctrl_c_on_a_terminal_keeps_the_best_plan(folder: Path) -> None:
    """A long search in a real terminal, told to stop when it says that it searches."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "routeplan", "plan", str(folder), "--seconds", "90"],
        env=bare_environment(TERM="xterm", COLUMNS="80"),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as searching:
        os.close(theirs)
        told = b""
        with suppress(OSError):  # the terminal's other end is closed
            while part := os.read(ours, 4096):
                if b"searching: " in part and b"searching: " not in told:
                    searching.send_signal(signal.SIGINT)
                told += part
        os.close(ours)
        assert searching.wait(60) == 0
    text = told.decode()
    assert "\rsearching: " in text
    assert "The search was interrupted; this is the best plan found so far." in text
    assert "Traceback" not in text
    assert read_plan(written(folder)).search.interrupted


def test_the_small_station_is_planned_as_its_table_says(station: Path) -> None:
    """Everybody but H12, who asked not to be called on, and H11, who lives too far away for what a
    call is worth; all of the shifts' spare time is kept free.
    """
    found = read_plan(written(station))
    out = {entry.visit: entry.code for entry in found.left_out}
    assert out == {"H11": "kept-free", "H12": "do-not-call"}
    stops = [stop for route in found.routes for stop in route.stops]
    assert {stop.household for stop in stops} == set(HOMES) - set(out)
    assert not any(stop.spare for stop in stops)


def test_time_to_spare_is_filled_with_a_call_on_whoever_is_left(tmp_path: Path) -> None:
    """With a tenth of each shift kept free there is time for the way to H11."""
    folder = write_station(tmp_path / "spare")
    spared = ("plan", folder, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert run(*spared, ROUTEPLAN_PLAN_KEEP_FREE="0.1").exit_code == 0
    stops = [stop for route in read_plan(written(folder)).routes for stop in route.stops]
    assert [stop.household for stop in stops if stop.spare] == ["H11"]


def test_what_was_drawn_from_the_plan_before_goes_and_this_is_told(station: Path) -> None:
    assert run("sheets", station).exit_code == 0
    assert run("maps", station).exit_code == 0
    again = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert again.stderr == ""  # the same plan, byte for byte: its pages stay
    assert (written(station).parent / "sheets.pdf").is_file()
    change(station, "households", {"H5": {"do_not_call": "yes"}})
    other = run("plan", station, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    # an overview, three rounds and their sheets: two officers on Monday, a crew on Tuesday
    assert other.stderr == (
        "5 files drawn from the previous plan removed; make new ones with 'routeplan sheets' "
        "and 'routeplan maps'\n"
    )
    left = {path.name for path in written(station).parent.iterdir()}
    assert left == {"plan.json", "plan.geojson", "made_from.json"}


def test_the_other_engine_keeps_the_same_promises_before_the_same_judge(folder: Path) -> None:
    options = ("--iterations", "4000", "--engine", "ortools", "--quiet")
    done = run("plan", folder, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    found = read_plan(written(folder))
    assert found.search.engine == "ortools"
    assert not found.broken_promises
    assert {stop.household for route in found.routes for stop in route.stops} >= {"H3", "H9"}
