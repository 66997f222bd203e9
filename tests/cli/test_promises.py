"""A promise is held against hours and other promises as soon as it is typed, wherever that is.

Tests ``station/reading/promise_warnings.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.workspaces import MONDAY, TUESDAY, change, run, write_station

EVENING = {"ROUTEPLAN_TODAY": MONDAY}


def promise(folder: Path, home: str, when: str, *more: str) -> Result:
    """Nobody opened on Monday, and a time was promised by telephone."""
    words = (MONDAY, "o", "--household", home, "--add", f"promise {when}")
    return run("record", *words, *more, "--dir", folder, **EVENING)


def codes(done: Result) -> list[str]:
    lines = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
    return [line.rsplit("[", 1)[1].rstrip("]") for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_station(tmp_path)


def test_a_promise_on_a_day_off_is_recorded_and_told_with_other_times(folder: Path) -> None:
    """Saturday; the officers work from Monday to Friday, 08:00 to 16:00."""
    done = promise(folder, "H1", "2026-12-05 10:00")
    assert (done.exit_code, codes(done)) == (0, ["promise-day-off"])
    assert "nobody is on shift on 2026-12-05" in done.stderr
    assert "somebody could come 2026-12-07 10:00, 2026-12-08 10:00 or 2026-12-09 10:00" in (
        done.stderr
    )
    assert "1 result recorded." in done.stdout
    due = json.loads(run("due", folder, "--json", "--first-day", "2026-12-01").stdout)
    assert (
        next(standing for standing in due if standing["household"] == "H1")["promise"]["on"]
        == "2026-12-05"
    )


def test_what_was_told_once_is_not_told_again(folder: Path) -> None:
    promise(folder, "H1", "2026-12-05 10:00")
    again = promise(folder, "H1", "2026-12-05 10:00")
    assert (codes(again), again.stdout) == ([], "0 results recorded; already recorded: 1.\n")


def test_a_promise_that_can_be_kept_is_recorded_without_a_word(folder: Path) -> None:
    assert promise(folder, "H1", "2026-12-02 10:00").stderr == ""


def test_programs_get_the_warnings_too(folder: Path) -> None:
    told = json.loads(promise(folder, "H1", "2026-12-05 10:00", "--json").stdout)
    assert [warning["code"] for warning in told["warnings"]] == ["promise-day-off"]
    assert len(told["new"]) == 1


def test_two_officers_keep_two_promises_of_one_time_and_not_three(folder: Path) -> None:
    found = [codes(promise(folder, home, "2026-12-02 10:00")) for home in ("H1", "H2", "H5")]
    assert found == [[], [], ["promise-clash"]]


def test_an_appointment_of_the_table_counts_as_promised(folder: Path) -> None:
    """H9 was promised O1 at ten on Monday in a week."""
    change(folder, "households", {"H9": {"appointment": "2026-12-07 10:00"}})
    done = promise(folder, "H1", "2026-12-07 10:00", "--add", "promise_officer O1")
    assert codes(done) == ["promise-clash"]
    assert "O1 cannot be there and at H9 (2026-12-07 10:00) in time" in done.stderr


def test_hours_that_the_resident_gave_count(folder: Path) -> None:
    """H4 is at home from 12:00 to 15:00."""
    done = promise(folder, "H4", "2026-12-02 10:00")
    assert codes(done) == ["promise-closed"]
    assert "could come 2026-12-02 12:00, 2026-12-03 12:00 or 2026-12-04 12:00" in done.stderr


def test_a_promise_typed_days_later_may_be_past(folder: Path) -> None:
    words = (MONDAY, "o", "--household", "H1", "--add", "promise 2026-12-01 10:00")
    done = run("record", *words, "--dir", folder, ROUTEPLAN_TODAY="2026-12-03")
    assert (done.exit_code, codes(done)) == (0, ["promise-over"])


def test_replan_tells_of_a_new_time_and_takes_it(folder: Path) -> None:
    """On Tuesday the crew works from 09:00 to 15:00."""
    run("plan", folder, "--iterations", "200", "--quiet")
    words = ("--day", MONDAY, "--new-time", "H1", f"{TUESDAY} 15:30", "--iterations", "100")
    done = run("replan", folder, *words, "--quiet")
    assert codes(done) == ["promise-off-shift"]
    assert "officers are on shift 2026-12-01 09:00-15:00" in done.stderr
    assert done.exit_code == 6
    good = run("replan", folder, *words[:4], f"{TUESDAY} 12:00", *words[5:], "--quiet")
    assert (codes(good), good.exit_code) == ([], 0)


def test_check_tells_of_appointments_in_the_table(folder: Path) -> None:
    """Two homes on one Saturday after the plan, H3 on Tuesday after the crew's shift."""
    cells = {
        "H1": {"appointment": "2026-12-05 10:00"},
        "H2": {"appointment": "2026-12-04 12:00", "availability": "Mo 08:00-12:00"},
        "H3": {"appointment": "2026-12-01 15:30"},
    }
    none = {"appointment": "", "appointment_officer": ""}
    change(folder, "households", {"all": none} | cells)
    done = run("check", folder)
    found = [code for code in codes(done) if code.startswith("promise")]
    assert sorted(found) == ["promise-closed", "promise-day-off", "promise-off-shift"]
    assert "households.csv:2 · appointment · '2026-12-05 10:00' · nobody is on shift" in done.stderr


def test_check_does_not_tell_twice_what_reading_the_table_tells(folder: Path) -> None:
    """Within this plan 'appointment-overrides' says so already."""
    change(folder, "households", {"H4": {"appointment": "2026-11-30 09:00"}})
    done = run("check", folder)
    assert "appointment-overrides" in codes(done)
    assert "promise-closed" not in codes(done)


def test_replan_goes_on_by_a_households_hours_when_its_appointment_is_over(folder: Path) -> None:
    """H2 was promised 07:00 on Monday, before any shift: at noon it is planned like the others.

    The plan replaced it; whatever is drawn afterwards fits it.
    """
    change(folder, "households", {"H2": {"appointment": "2026-11-30 07:00"}})
    assert run("plan", folder, "--iterations", "200", "--quiet").exit_code == 6
    words = ("--day", MONDAY, "--now", "12:00", "--iterations", "300", "--quiet", "--write")
    done = run("replan", folder, *words)
    assert done.exit_code == 0, done.output
    assert "H2: the appointment on 2026-11-30 is over" in done.stderr
    plan = json.loads((folder / "maps" / MONDAY / "plan.json").read_text())
    (stop,) = [s for r in plan["routes"] for s in r["stops"] if s["visit"] == "H2"]
    assert stop["promised"] is False
    assert stop["begin"] >= 12 * 3600
    again = run("replan", folder, "--day", MONDAY, "--now", "12:30", "--iterations", "50")
    assert again.exit_code == 0, again.output
    assert "is over" not in again.stderr  # it is told once
    # a time agreed on since, and written into the table, is promised
    change(folder, "households", {"H2": {"appointment": f"{TUESDAY} 11:00"}})
    promised = run("replan", folder, *words)
    assert promised.exit_code == 0, promised.output
    plan = json.loads((folder / "maps" / MONDAY / "plan.json").read_text())
    (stop,) = [s for r in plan["routes"] for s in r["stops"] if s["visit"] == "H2"]
    assert stop["promised"] is True
    # a day and eleven hours, give or take ten minutes
    assert abs(stop["begin"] - 35 * 3600) <= 600
