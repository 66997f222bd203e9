"""Who is ill, for how long, who makes the visits meanwhile, and what the sheets say.

Tests ``formats/decisions/day_absences.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeplan.formats.plans.plan_json import read_plan
from tests.cli.test_replan import calls, content, plan_file, replanned
from tests.cli.workspaces import MONDAY, TUESDAY, run
from tests.formats.folders import SETTINGS, write_folder

WEDNESDAY = "2026-12-02"


def alone(folder: Path, officers: int = 1, homes: int = 4) -> Path:
    """A station of few officers with three days and little to do, planned."""
    settings = SETTINGS + '[plan]\ndays = 3\n[travel]\nsource = "straight-line"\n'
    rows = [
        {"id": f"H{k}", "name": f"Home {k}", "longitude": f"{24.941 + 0.001 * k:.3f}"}
        for k in range(1, homes + 1)
    ]
    people = [{"id": f"O{k}", "name": f"Officer {k}"} for k in range(1, officers + 1)]
    write_folder(folder, households=rows, officers=people, settings=settings)
    planned = run("plan", folder, "--first-day", MONDAY, "--iterations", "300", "--quiet")
    assert planned.exit_code == 0, planned.output
    return folder


def test_without_an_end_it_is_that_day_and_the_first_line_says_so(station: Path) -> None:
    result = replanned(station, "--ill", "O2", "--day", MONDAY)
    first = result.stdout.splitlines()[0]
    assert first == ("Dahl Emma is ill on Mon 30 Nov only. If it lasts longer, add --until DATE.")


def test_every_day_of_the_span_is_struck_and_a_crew_goes_on_alone(station: Path) -> None:
    assert calls(read_plan(plan_file(station)), "O2", day=1)  # Tuesday's crew has work
    span = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY)
    result = replanned(station, *span, "--write")
    assert result.stdout.splitlines()[0] == "Dahl Emma is ill from Mon 30 Nov to Tue 1 Dec."
    after = read_plan(plan_file(station))
    assert calls(after, "O2") + calls(after, "O2", day=1) == []
    assert calls(after, "O1", day=1)
    assert "add --until" not in result.stdout


def test_an_illness_is_made_longer_by_saying_it_again(station: Path) -> None:
    assert replanned(station, "--ill", "O2", "--day", MONDAY, "--write").exit_code in (0, 6)
    assert calls(read_plan(plan_file(station)), "O2", day=1)
    longer = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY, "--write")
    assert replanned(station, *longer).exit_code in (0, 6)
    after = read_plan(plan_file(station))
    assert calls(after, "O2") + calls(after, "O2", day=1) == []


def test_on_the_last_day_and_past_the_end_of_the_plan(station: Path) -> None:
    result = replanned(station, "--ill", "O2", "--day", TUESDAY, "--until", "2026-12-11", "--write")
    assert result.exit_code in (0, 6), result.output
    assert "This plan ends on Tue 1 Dec; enter later days in the calendar table" in result.stdout
    after = read_plan(plan_file(station))
    assert calls(after, "O2", day=1) == []
    assert calls(after, "O2") == calls(read_plan(plan_file(station).with_name("plan.1.json")), "O2")


def test_who_comes_back_early_has_the_rest_of_the_shifts_again(station: Path) -> None:
    span = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY, "--write")
    assert replanned(station, *span).exit_code in (0, 6)
    back = replanned(station, "--back", "O2", "--day", TUESDAY, "--write", "--keep", "free")
    assert back.exit_code in (0, 6), back.output
    assert back.stdout.splitlines()[0] == "Dahl Emma is back from Tue 1 Dec 00:00."
    shifts = {r.shift: r.officers for r in read_plan(plan_file(station)).routes}
    # Monday's shift is gone, Tuesday's crew is whole
    assert [officers for officers in shifts.values() if "O2" in officers] == [("O1", "O2")]


def test_others_are_asked_first_and_what_only_she_can_make_is_named(tmp_path: Path) -> None:
    folder = alone(tmp_path)
    before = read_plan(plan_file(folder))
    day, own = next((r.day, calls(before, "O1", r.day)) for r in before.routes if r.stops)
    assert day == 0 or day == 1, "a day must follow"
    on = (MONDAY, TUESDAY)[day]
    told = content(replanned(folder, "--ill", "O1", "--day", on, "--json"))
    # nobody else is there: she makes them on a later day, and each is named
    assert {entry["visit"] for entry in told["only_the_ill_officer"]} == {*own}
    assert {entry["day"] > day for entry in told["only_the_ill_officer"]} == {True}
    text = replanned(folder, "--ill", "O1", "--day", on).stdout
    assert text.count("stays with Officer 1, on ") == len(own)


def test_where_somebody_else_has_time_nothing_comes_back_to_who_is_ill(tmp_path: Path) -> None:
    # two officers for eight hours a day and four homes: one of them can do it all
    folder = alone(tmp_path, officers=2)
    before = read_plan(plan_file(folder))
    who, day = next((r.officers[0], r.day) for r in before.routes if r.stops)
    on = (MONDAY, TUESDAY, WEDNESDAY)[day]
    told = content(replanned(folder, "--ill", who, "--day", on, "--write", "--json"))
    assert told["only_the_ill_officer"] == []
    after = read_plan(plan_file(folder))
    assert {s.visit for r in after.routes for s in r.stops} == {"H1", "H2", "H3", "H4"}
    assert not {s.visit for r in after.routes if who in r.officers for s in r.stops} & {
        *calls(before, who, day)
    }


def test_who_is_away_at_the_same_hours_on_several_days(station: Path) -> None:
    away = ("--away", "O1", "12:00-14:00", "--day", MONDAY, "--until", TUESDAY, "--write", "--json")
    content(replanned(station, *away))
    shifts = [r.shift for r in read_plan(plan_file(station)).routes if "O1" in r.officers]
    # on both days O1's hours are cut in two; of Tuesday's crew O2 goes on between
    assert f"{MONDAY} O1 14:00" in shifts
    assert f"{TUESDAY} O1+O2 14:00" in shifts
    for route in read_plan(plan_file(station)).routes:
        midday = 12 * 3600 + 86_400 * route.day
        if "O1" in route.officers and route.stops:
            assert route.back <= midday or route.leave >= midday + 7200


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--until", TUESDAY, "--cancel", "H1"), "nobody is ill or away"),
        (("--ill", "O2", "--day", TUESDAY, "--until", MONDAY), "earlier than 2026-12-01"),
        (("--back", "O2"), "no replan of this plan is the officer away"),
        (("--back", "O2", "--ill", "O2"), "cannot be both back and away in one command"),
        (("--back", "O9"), "unknown officer"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    station: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = replanned(station, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_an_illness_is_kept_with_its_span(station: Path) -> None:
    span = ("--ill", "O2", "--day", MONDAY, "--until", TUESDAY, "--write")
    assert replanned(station, *span).exit_code in (0, 6)
    kept = json.loads(plan_file(station).with_name("decisions.json").read_text())
    (absence,) = kept["replans"][0]["changes"]["absences"]
    assert absence["ill"] is True
    assert absence["end"] > 86_400


def test_who_is_on_the_way_to_a_door_for_two_turns_back_when_the_other_is_ill(
    station: Path,
) -> None:
    plan = read_plan(plan_file(station))
    route = next(r for r in plan.routes if r.day == 0 and any(s.partners for s in r.stops))
    number = next(k for k, stop in enumerate(route.stops) if stop.partners)
    shared = route.stops[number]
    leaves = route.stops[number - 1].end if number else route.leave
    assert leaves < shared.begin
    now = shared.begin - (shared.begin - leaves) // 2
    clock = f"{now // 3600:02}:{now % 3600 // 60:02}"
    for officer in (*route.officers, *shared.partners):
        result = replanned(station, "--ill", officer, "--day", MONDAY, "--now", clock)
        assert result.exit_code in (0, 6), result.output
