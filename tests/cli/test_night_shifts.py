"""A station that works at night: plan, replan, record and report beyond midnight, and the clock."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Stop
from routeplan.model.sheet_codes import sheet_codes
from routeplan.visitlog.reading import entries
from routeplan.visitlog.store import reading
from tests.cli.workspaces import MONDAY, TUESDAY, change, run
from tests.formats.folders import SETTINGS, write_folder

HOUR = 3600
MORE = '[plan]\nlongest_day = "none"\n[travel]\nsource = "straight-line"\n'
NIGHT = "Mo-Su 00:00-04:00,20:00-24:00"
TODAY = {"ROUTEPLAN_TODAY": MONDAY}


@pytest.fixture(scope="session")
def _planned_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten homes that are open at night, half an hour each; two officers, one of them by night.

    H1 is promised for one in the morning of the only night.
    """
    homes = [
        {"id": f"H{k}", "latitude": f"{60.17 + 0.0003 * k:.4f}", "visit_minutes": "30"}
        | {"availability": NIGHT, "appointment": "2026-12-01 01:00" if k == 1 else ""}
        for k in range(1, 11)
    ]
    officers = [{"hours": "Mo-Fr 20:00-04:00"}, {"id": "O2", "hours": "Mo-Fr 20:00-04:00"}]
    root = tmp_path_factory.mktemp("night")
    folder = write_folder(root, households=homes, officers=officers, settings=SETTINGS + MORE)
    words = ("--first-day", MONDAY, "--days", "1", "--iterations", "300", "--quiet")
    done = run("plan", folder, *words)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def night(_planned_night: Path, tmp_path: Path) -> Path:
    return copytree(_planned_night, tmp_path / "station")


def stops(folder: Path) -> dict[str, Stop]:
    plan = read_plan(folder / "maps" / MONDAY / "plan.json")
    return {stop.visit: stop for route in plan.routes for stop in route.stops}


def test_an_appointment_after_midnight_of_the_last_night_is_kept(night: Path) -> None:
    at = stops(night)["H1"]
    assert at.promised
    assert abs(at.begin - 25 * HOUR) <= 600


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--day", MONDAY, "--now", "01:30"), id="as the wall shows it"),
        pytest.param(("--day", MONDAY, "--now", "25:30"), id="counted on"),
        pytest.param(("--day", TUESDAY, "--now", "01:30"), id="by the date on the wall"),
        pytest.param(("--now", "01:30"), id="by today's date"),
        pytest.param(("--now", "25:30"), id="counted on, by today's date"),
    ],
)
def test_it_is_half_past_one_however_that_is_written(night: Path, words: tuple[str, ...]) -> None:
    """Who calls on H1 is ill from then on; what began before 25:30 stays as it was."""
    before = stops(night)
    plan = read_plan(night / "maps" / MONDAY / "plan.json")
    her_round = next(r for r in plan.routes if "H1" in {stop.visit for stop in r.stops})
    (officer,) = her_round.officers
    asked = ("replan", night, *words, "--ill", officer, "--write", "--json")
    done = run(*asked, "--iterations", "200", ROUTEPLAN_TODAY=TUESDAY)
    assert done.exit_code in (0, 6), done.output
    assert "It is 01:30 of 2026-12-01, in the night of 2026-11-30." in done.stderr
    after = stops(night)
    begun = {visit for visit, stop in before.items() if stop.begin < 25.5 * HOUR}
    assert begun
    assert {visit: after[visit].begin for visit in begun} == {
        visit: before[visit].begin for visit in begun
    }
    decisions = json.loads((night / "maps" / MONDAY / "decisions.json").read_text())
    (made,) = decisions["replans"]
    assert made["now"] == 25.5 * HOUR
    (absence,) = made["changes"]["absences"]
    # she makes what she has begun, and goes back to the station first
    last = her_round.stops[-1]  # H1, promised for 25:00
    assert last.begin < 25.5 * HOUR
    assert absence["begin"] == max(25.5 * HOUR, last.end + her_round.way_back.seconds)
    assert absence["end"] == 28 * HOUR


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        pytest.param(("--now", "01:30"), "Mon 30 Nov", id="the last night is still on"),
        pytest.param(("--now", "25:30"), "Mon 30 Nov", id="counted on"),
        pytest.param(("--day", TUESDAY, "--now", "01:30"), "Mon 30 Nov", id="by its date"),
        pytest.param(("--day", MONDAY, "--now", "01:30"), "Mon 30 Nov", id="by the shift's day"),
        pytest.param(("--now", "04:01"), "Thu 3 Dec", id="the night is over"),
        pytest.param(("--day", "2026-12-03", "--now", "21:00"), "Thu 3 Dec", id="the day named"),
        pytest.param((), "Thu 3 Dec", id="no time is said"),
    ],
)
def test_a_plan_holds_its_last_night_though_the_next_one_is_made(
    night: Path, words: tuple[str, ...], plan: str
) -> None:
    later = ("--first-day", "2026-12-03", "--days", "1", "--iterations", "100", "--quiet")
    assert run("plan", night, *later, **TODAY).exit_code == 0
    asked = ("replan", night, *words, "--cancel", "H9", "--iterations", "50")
    done = run(*asked, ROUTEPLAN_TODAY=TUESDAY)
    assert f"Plan of {plan} 2026\n" in done.stderr


@pytest.mark.parametrize("hours", ["23:30-00:30", "23:30-24:30"])
def test_an_absence_may_run_across_midnight(night: Path, hours: str) -> None:
    asked = ("replan", night, "--day", MONDAY, "--now", "22:00", "--away", "O1", hours, "--write")
    done = run(*asked, "--iterations", "200", "--quiet", **TODAY)
    assert done.exit_code in (0, 6), done.output
    (made,) = json.loads((night / "maps" / MONDAY / "decisions.json").read_text())["replans"]
    (absence,) = made["changes"]["absences"]
    assert (absence["begin"], absence["end"]) == (23.5 * HOUR, 24.5 * HOUR)


@pytest.mark.parametrize("time", ["2026-12-01 02:00", "2026-11-30 26:00"])
def test_a_new_time_may_be_after_midnight_of_the_last_night(night: Path, time: str) -> None:
    asked = ("replan", night, "--day", MONDAY, "--new-time", "H5", time, "--write", "--quiet")
    done = run(*asked, "--iterations", "200", **TODAY)
    assert done.exit_code == 0, done.output
    assert abs(stops(night)["H5"].begin - 26 * HOUR) <= 600


@pytest.mark.parametrize("time", ["00:50", "24:50"])
@pytest.mark.parametrize("promise", ["2026-12-02 00:50", "2026-12-01 24:50"])
def test_a_night_is_recorded_and_reported_as_one(night: Path, time: str, promise: str) -> None:
    """H1 was promised for 25:00 and called on at 24:50: kept, on Tuesday from midnight to one."""
    plan = read_plan(night / "maps" / MONDAY / "plan.json")
    route = next(r for r in plan.routes if any(stop.visit == "H1" for stop in r.stops))
    number = [stop.visit for stop in route.stops].index("H1") + 1
    added = (f"{number} time {time}", f"{number} promise {promise}")
    done = run(
        *("record", MONDAY, sheet_codes(plan)[route.shift], f"{number}o", "--dir", night),
        *(word for addition in added for word in ("--add", addition)),
        ROUTEPLAN_TODAY=TUESDAY,
    )
    assert done.exit_code == 0, done.output
    with reading(night / "data" / "visits.db") as log:
        (entry,) = (call.entry for call in entries(log))
    assert entry.called_at == 24 * HOUR + 50 * 60
    assert entry.promise is not None
    assert (str(entry.promise.on), entry.promise.at_seconds) == (TUESDAY, 24 * HOUR + 50 * 60)
    words = ("report", night, "--from", MONDAY, "--to", MONDAY, "--json")
    report = json.loads(run(*words, ROUTEPLAN_TODAY=TUESDAY).stdout)
    numbers = {figure["name"]: figure["value"] for figure in report["numbers"]}
    assert (numbers["promises"], numbers["promises-kept"]) == (1, 1)
    assert numbers["called@Tu-00"] == 1
    due = json.loads(run("due", night, "--json", "--first-day", TUESDAY, **TODAY).stdout)
    assert next(home for home in due if home["household"] == "H1")["tried"] == [["Tu 00", 1]]


def test_the_next_plan_holds_what_was_promised_for_its_last_night(night: Path) -> None:
    said = ("--household", "H3", "--officer", "O1", "--add", "promise 2026-12-02 01:00")
    done = run("record", MONDAY, "o", *said, "--dir", night, ROUTEPLAN_TODAY=TUESDAY)
    assert done.exit_code == 0, done.output
    words = ("--first-day", TUESDAY, "--days", "1", "--iterations", "200", "--quiet")
    assert run("plan", night, *words, ROUTEPLAN_TODAY=TUESDAY).exit_code == 0
    plan = read_plan(night / "maps" / TUESDAY / "plan.json")
    (stop,) = (stop for route in plan.routes for stop in route.stops if stop.promised)
    assert (stop.visit, abs(stop.begin - 25 * HOUR) <= 600) == ("H3", True)


@pytest.mark.parametrize(
    ("zone", "sunday", "hours", "ends"),
    [
        # The night before the jump is shorter by the hour (or half hour) that is skipped.
        pytest.param("Europe/Berlin", "2027-03-28", "18:00-02:00", 26, id="ends at the jump"),
        pytest.param("Europe/Berlin", "2027-03-28", "18:00-02:30", 26, id="ends inside it"),
        pytest.param("America/New_York", "2027-03-14", "18:00-02:30", 26, id="New York"),
        pytest.param("Africa/Cairo", "2026-04-24", "16:00-00:30", 24, id="midnight is skipped"),
        pytest.param("Asia/Beirut", "2027-03-28", "16:00-24:00", 24, id="ends at midnight"),
        pytest.param("Australia/Lord_Howe", "2026-10-04", "18:00-02:15", 26, id="half an hour"),
    ],
)
def test_the_week_in_which_the_clock_jumps_can_be_planned(
    tmp_path: Path, zone: str, sunday: str, hours: str, ends: float
) -> None:
    folder = write_folder(
        tmp_path,
        households=[{"availability": "Mo-Su 19:00-20:00"}],
        officers=[{"hours": f"Mo-Su {hours}"}],
        settings=SETTINGS.replace("Europe/Helsinki", zone) + MORE,
    )
    first_day = str(date.fromisoformat(sunday) - timedelta(days=1))
    words = ("--first-day", first_day, "--days", "2", "--iterations", "50", "--quiet")
    done = run("plan", folder, *words, ROUTEPLAN_TODAY=first_day)
    assert done.exit_code == 0, done.output
    route = read_plan(folder / "maps" / first_day / "plan.json").routes[0]
    assert route.end == ends * HOUR


def test_a_late_officer_may_call_after_his_shift_has_ended_at_midnight(night: Path) -> None:
    change(night, "officers", {"O1": {"hours": "Mo-Fr 16:00-24:00"}})
    said = ("--household", "H3", "--officer", "O1", "--add", "time 00:10")
    assert run("record", MONDAY, "m", *said, "--dir", night, **TODAY).exit_code == 0
    with reading(night / "data" / "visits.db") as log:
        (entry,) = (call.entry for call in entries(log))
    assert entry.called_at == 24 * HOUR + 10 * 60
