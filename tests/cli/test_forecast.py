"""``routeplan forecast``: on a station of a dozen homes.

Tests ``cli/commands/forecast.py``, ``cli/tables/forecast.py``, ``forecast/forecast_records.py`` and
``station/use_cases/plan_in_use/forecast_plan.py``.
"""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from routeplan.cli.tables.forecast import bar, shown
from routeplan.forecast.forecast_records import MetBand
from tests.cli.workspaces import OF_THE_PLAN, change, fill_spare_time, run, write_station


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = write_station(tmp_path_factory.mktemp("forecast"))
    fill_spare_time(folder)
    assert run("plan", folder, "--first-day", "2026-11-30", "--iterations", "200").exit_code == 0
    return folder


def band(low: int, middle: int, high: int) -> MetBand:
    return MetBand(date(2026, 11, 30), low, middle, high, 0.0)


@pytest.mark.parametrize("columns", ["80", "200"])
def test_weeks_are_told_with_their_bars_and_what_is_assumed(planned, columns):
    done = run("forecast", planned, COLUMNS=columns)
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    # eleven homes, for H12 is not to be called on
    assert "Households met, staffed as now: 11 in total, 200 runs" in done.stdout
    assert "2026-11-30" in done.stdout
    assert "█" in done.stdout
    assert "Assumptions: weeks like this one" in done.stdout
    first = next(line for line in done.stdout.splitlines() if "2026-11-30" in line)
    assert first.count(" %") == 4  # of the households in three columns, of the runs in the last
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_far_homes_of_little_worth_are_met_too(planned):
    """H11 is low and 14 km away: an officer with time to spare goes there in the end."""
    told = " ".join(run("forecast", planned).stdout.split())
    assert "Everybody has been met by round" in told
    assert "in 9 of 10." in told


def test_a_what_if_stands_beside_the_present(planned):
    done = run("forecast", planned, "--officers", "+2", "--evenings", "tue, Monday", "--pair")
    assert "Households met, +2 officers and evenings on Mon, Tue and in pairs:" in done.stdout
    assert "Present staffing, and +2 officers" in done.stdout
    assert "50 % met by round 1, and " in done.stdout
    content = json.loads(run("forecast", planned, "--pair", "--json").stdout)
    assert content["now"]["staffing"] == {"officers": 0, "evenings": [], "pair": False}
    assert content["what_if"]["staffing"]["pair"] is True


def test_json_is_all_of_stdout_and_the_same_each_time(planned):
    first = run("forecast", planned, "--json", "--runs", "50")
    content = json.loads(first.stdout)
    assert (content["now"]["households"], content["what_if"]) == (11, None)
    assert content["now"]["runs"] == 50
    assert first.stdout == run("forecast", planned, "--json", "--runs", "50").stdout
    assert first.stdout != run("forecast", planned, "--json", "--runs", "50", "--seed", "1").stdout


def test_an_estimated_way_is_told(planned):
    assert "STRAIGHT-LINE ESTIMATE" in run("forecast", planned).stdout


def test_days_that_are_none_are_refused(planned):
    done = run("forecast", planned, "--evenings", "tue,noday")
    assert done.exit_code == 2
    assert "'noday' is not a weekday; use mon, tue" in done.stderr


def test_somebody_must_be_left(planned):
    done = run("forecast", planned, "--officers", "-2")
    assert done.exit_code == 2
    assert "only 2 on shift, so nobody would be left" in done.stderr


def test_homes_out_of_reach_are_told(tmp_path):
    folder = write_station(tmp_path)
    fill_spare_time(folder)
    change(folder, "households", {"H6": {"availability": "Su 09:00-15:00"}})
    run("plan", folder, "--first-day", "2026-11-30", "--iterations", "50")
    told = " ".join(run("forecast", folder).stdout.split())
    assert (
        "1 household cannot be met on any shift: 1 whose hours fall on none of these days, or are "
        "too short for the visit." in told
    )
    assert "All 10 who can be met have been met by round " in told
    assert "Everybody" not in told
    content = json.loads(run("forecast", folder, "--json").stdout)
    assert (content["now"]["ever"], content["now"]["ever_within_reach"]) == (0.0, 1.0)


def test_without_households_there_is_nobody_to_meet(tmp_path):
    folder = write_station(tmp_path)
    change(folder, "households", {"all": {"do_not_call": "yes"}})
    run("plan", folder, "--first-day", "2026-11-30", "--iterations", "10")
    assert "There are no households to meet." in run("forecast", folder).stdout


def test_a_bar_is_dark_where_nearly_all_runs_are_and_light_where_few_are():
    assert bar(band(4, 6, 7), 10, 20) == "█" * 8 + "▓" * 4 + "░" * 2
    assert bar(band(10, 10, 10), 10, 16) == "█" * 16


def test_of_very_many_weeks_some_are_shown_with_the_first_and_the_last():
    weeks = [band(k, k, k) for k in range(104)]
    some = shown(weeks)
    # every fourth of 104, and the last
    assert [band.low for band in some] == [*range(0, 104, 4), 103]
    assert shown(weeks[:30]) == weeks[:30]


def test_everybody_met_for_sure_is_told_by_round():
    from routeplan.cli.tables.forecast import _until_all
    from tests.forecast.test_make_forecast import SURE, building, calling, forecast

    inputs = building(20, SURE)
    told = _until_all(forecast(inputs, calling(inputs, 10), runs=20))
    assert told == (
        "Everybody has been met by round 2 in 1 of 10 runs, by round 2 in half of them, "
        "by round 2 in 9 of 10."
    )
    assert Console(file=StringIO()).render_str(told).plain == told
