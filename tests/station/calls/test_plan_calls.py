"""What is asked and decided of a plan from Python is what the commands ask and decide.

Tests ``station/calls/replanned_plan.py`` and ``station/calls/station_tables.py``.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

import routeplan
from routeplan.errors import InputError, UsageError
from routeplan.formats.plans.plan_json import plan_text, read_plan
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.store import reading
from tests.cli.workspaces import MONDAY, TUESDAY, change, run

CANCELLED: dict[str, Any] = {"day": TUESDAY, "cancel": ["H6"], "iterations": 200}


def test_a_replan_is_the_one_that_the_command_shows(
    station: routeplan.OpenStation, plan: routeplan.StationPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.path.read_bytes()
    found = station.replan(plan, **CANCELLED)
    assert capsys.readouterr() == ("", "")
    assert plan.path.read_bytes() == before
    assert found.written is None
    assert not found.as_shown_before
    options = ["--day", TUESDAY, "--cancel", "H6", "--iterations", "200", "--json", "--quiet"]
    shown = json.loads(run("replan", station.folder, *options).stdout)
    assert shown["as_shown_before"]  # the same request: what was proposed from Python
    assert shown["cost"]["seconds"] == found.price.seconds
    assert [change["officer"] for change in shown["changes"]] == [c.officer for c in found.changes]


def test_what_was_proposed_is_written_and_the_plan_before_kept(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    proposed = station.replan(plan, **CANCELLED)
    made = station.replan(plan, **CANCELLED, write=True)
    assert made.as_shown_before
    assert plan_text(read_plan(plan.path)) == plan_text(proposed.plan.plan)
    assert made.written
    assert read_plan(made.written.replaced) == plan.plan
    assert made.written.change_sheets
    again = station.open_plan()
    assert again.plan == made.plan.plan
    assert "H6" not in {stop.visit for route in again.plan.routes for stop in route.stops}


def test_rows_that_changed_are_taken_in(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    change(station.folder, "households", {"H5": {"priority": "must"}})
    found = station.replan(plan, iterations=100)
    assert [(row.id, row.what) for row in found.from_tables] == [("H5", "changed")]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "nothing has changed"),
        ({"ill": "O1"}, "ill is a list, such as ['O1']"),
        ({"ill": ["O1"], "keep": "loose"}, "keep is one of strict, balanced, free, not 'loose'"),
        ({"ill": ["O1"], "day": "2027-01-01"}, "2027-01-01 is not a day of this plan"),
        ({"ill": ["O1"], "seconds": 1, "iterations": 1}, "give seconds or iterations, not both"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    station: routeplan.OpenStation,
    plan: routeplan.StationPlan,
    wrong: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(UsageError) as error:
        station.replan(plan, **wrong)
    assert message in str(error.value)


def test_unknown_people_are_named_all_at_once(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    with pytest.raises(InputError) as error:
        station.replan(plan, ill=["O9"], cancel=["H99"])
    assert {finding.value for finding in error.value.findings} == {"O9", "H99"}


def test_a_plan_that_is_not_saved_is_not_replanned_or_locked(
    station: routeplan.OpenStation,
) -> None:
    other = station.plan(MONDAY, iterations=1, seed=5)
    with pytest.raises(UsageError, match="save it first"):
        station.replan(other, cancel=["H6"])
    with pytest.raises(UsageError, match="save it first"):
        station.lock(other, visits=["H3"], write=True)


def test_explanations_are_those_of_the_command(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    (found,) = station.explain(plan, "H9", iterations=50)
    command = ("explain", "H9", station.folder, "--iterations", "50", "--json", "--quiet")
    (shown,) = json.loads(run(*command).stdout)
    assert found.sentence == shown["sentence"]
    assert "as promised" in found.sentence
    with pytest.raises(UsageError, match="there is no household 'H99'"):
        station.explain(plan, "H99")


def test_explanations_speak_the_language_of_the_settings(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    settings = station.folder / "routeplan.toml"
    settings.write_text(settings.read_text("utf-8") + '[sheets]\nlanguage = "zh"\n', "utf-8")
    in_chinese = routeplan.open_station(station.folder)
    (found,) = in_chinese.explain(in_chinese.open_plan(on=MONDAY), "H12")
    assert "住户谢绝走访" in found.sentence  # as zh.po words the reason do-not-call
    (english,) = station.explain(plan, "H12")
    assert "the household asked not to be called on" in english.sentence


def test_a_forecast_has_the_what_if_beside_the_present(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    now = station.forecast(plan, runs=20)
    assert now.what_if is None
    both = station.forecast(plan, officers=1, evenings=["tue"], runs=20)
    assert both.now == now.now
    assert both.what_if
    assert both.what_if.staffing.evenings == (1,)
    with pytest.raises(UsageError, match="'soon' is not a weekday"):
        station.forecast(plan, evenings=["soon"])
    with pytest.raises(UsageError, match="nobody would be left"):
        station.forecast(plan, officers=-2)
    with pytest.raises(UsageError, match="runs must be a number above 0, not 0"):
        station.forecast(plan, runs=0)


def test_staffing_is_compared_with_one_officer_more(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    options = station.compare_staffing(plan, rounds=2, runs=10)
    assert (options.rounds, options.runs, options.now.more) == (2, 10, 0)
    assert options.others[-1].officers == 1
    with pytest.raises(UsageError, match="rounds must be a number above 0, not 0"):
        station.compare_staffing(plan, rounds=0)


def test_hours_are_suggested_as_the_command_does(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    made = station.suggest_hours(plan, iterations=100)
    options = ["--first-day", MONDAY, "--iterations", "100", "--suggest-hours", "--json", "--quiet"]
    told = json.loads(run("plan", station.folder, *options).stdout)
    assert told["possible"] == made.possible
    assert [tried_move["gain"] for tried_move in told["tried"]] == [
        round(t.gain, 2) for t in made.tried
    ]
    replanned = station.replan(station.open_plan(), **CANCELLED, write=True).plan
    with pytest.raises(UsageError, match="plans that nobody has replanned"):
        station.suggest_hours(replanned, iterations=100)


def test_locks_are_kept_beside_the_plan_when_they_are_written(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    tried = station.lock(plan, visits=["H3"])
    assert not tried.written
    assert station.lock(plan).decisions.locks == ()
    station.lock(plan, officers=["O1", "O2"], days=[MONDAY], write=True)
    listed = station.lock(plan).decisions.locks
    assert [(lock.id, lock.officer, str(lock.on)) for lock in listed] == [
        ("L1", "O1", MONDAY),
        ("L2", "O2", MONDAY),
    ]
    assert station.unlock(plan, ["L1"], write=True).decisions.locks == listed[1:]
    station.unlock(plan, officers=["O2"], days=[MONDAY], write=True)
    assert station.lock(plan).decisions.locks == ()
    with pytest.raises(UsageError, match="no lock of this plan matches"):
        station.unlock(plan, everything=True)
    with pytest.raises(UsageError, match="there is no officer 'O7'"):
        station.lock(plan, officers=["O7"])
    with pytest.raises(UsageError, match="officers is a list"):
        station.lock(plan, officers="O1")


def test_cards_are_printed_and_noted(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    stops = sum(
        len(route.stops) + len(route.reserve)
        for route in plan.plan.routes
        if route.officers == ("O1",)
    )
    made = station.cards(plan, officer="O1", day=MONDAY)
    assert made.count == stops
    assert made.path
    assert made.path.read_bytes().startswith(b"%PDF")
    assert station.cards(contact=True, officer="O2").count == 10
    with reading(station.workspace.visit_log) as log:
        assert ("python", "cards") in {(handout.command, handout.what) for handout in handouts(log)}


def test_notices_are_printed_for_houses(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    made = station.notices(plan, with_alone=True, size="a4")
    assert made.path
    assert (made.path.name[:11], made.count > 3, made.alone) == ("notices_a4_", True, 0)
    with pytest.raises(routeplan.UsageError, match="a5 or a4"):
        station.notices(plan, size="a3")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "cards are printed for a plan"),
        ({"contact": True, "day": MONDAY}, "contact cards are of an officer"),
        ({"contact": True, "officer": "O9"}, "there is no officer 'O9'"),
    ],
)
def test_cards_that_cannot_be_are_refused(
    station: routeplan.OpenStation, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        station.cards(**wrong)
