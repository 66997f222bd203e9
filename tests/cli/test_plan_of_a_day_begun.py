"""A plan whose first day has begun knows what was recorded of that day.

Tests ``followup/knowledge.py`` and ``followup/apply.py``, as plan and replan use them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Plan
from tests.cli.workspaces import MONDAY, TUESDAY, run, write_station

TODAY = {"ROUTEPLAN_TODAY": MONDAY}


def recorded(folder: Path, home: str, code: str, *more: str) -> None:
    said = [word for addition in more for word in ("--add", addition)]
    done = run("record", MONDAY, code, "--household", home, *said, "--dir", folder, **TODAY)
    assert done.exit_code == 0, done.output


def planned(folder: Path, *more: str) -> Plan:
    words = ("--first-day", MONDAY, "--iterations", "200", *more)
    done = run("plan", folder, *words, **TODAY)
    assert done.exit_code == 0, done.output
    return read_plan(folder / "maps" / MONDAY / "plan.json")


def days_of(plan: Plan) -> dict[str, int]:
    return {stop.household: route.day for route in plan.routes for stop in route.stops}


def checked(folder: Path) -> Result:
    return run("check", folder, "--plan", folder / "maps" / MONDAY / "plan.json", **TODAY)


def test_who_was_called_on_today_is_not_called_on_again_and_promises_hold(tmp_path: Path) -> None:
    folder = write_station(tmp_path)
    before = days_of(planned(folder))
    assert before["H9"] == 0
    assert {"H1", "H2", "H3", "H5", "H7"} <= before.keys()
    recorded(folder, "H9", "m")  # the tables promised this morning
    recorded(folder, "H1", "m")
    recorded(folder, "H2", "r")
    recorded(folder, "H7", "v")
    recorded(folder, "H5", "o")
    recorded(folder, "H3", "o", f"promise {TUESDAY} 11:00")
    plan = planned(folder)
    days = days_of(plan)
    assert not {"H9", "H1", "H2", "H7"} & days.keys()
    assert days.get("H5") != 0
    assert days["H3"] == 1
    kept = next(s for r in plan.routes for s in r.stops if s.household == "H3")
    assert abs(kept.begin - (86_400 + 11 * 3600)) <= 15 * 60
    assert plan.totals.promises_missed == 0


def test_a_promise_of_the_first_day_holds_whether_or_not_chances_are_learned(
    tmp_path: Path,
) -> None:
    """H4 is at home from 12 to 15; at 11:00 it is only because that was promised this morning."""
    folder = write_station(tmp_path)
    recorded(folder, "H4", "o", f"promise {MONDAY} 11:00")
    recorded(folder, "H1", "m")
    plans = [planned(folder), planned(folder, "--no-learning")]
    assert [plan.learned for plan in plans] == [True, False]
    for plan in plans:
        kept = next(s for r in plan.routes for s in r.stops if s.household == "H4")
        assert kept.promised
        assert abs(kept.begin - 11 * 3600) <= 15 * 60
        assert "H1" not in days_of(plan)  # met today


@pytest.mark.parametrize("options", [(), ("--no-learning",)])
@pytest.mark.slow
def test_the_plan_stays_as_it_is_while_its_day_goes_on(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = write_station(tmp_path)
    recorded(folder, "H1", "m")
    planned(folder, *options)
    assert checked(folder).exit_code == 0
    recorded(folder, "H2", "m")
    recorded(folder, "H4", "o", f"promise {TUESDAY} 13:00")
    assert checked(folder).exit_code == 0
    at = ("--day", MONDAY, "--now", "08:00", "--json")
    told = run("replan", folder, *at, "--cancel", "H6", **TODAY)
    assert told.exit_code == 0, told.output
    taken = json.dumps(json.loads(told.stdout))
    assert '"H1"' not in taken  # the plan was made with it
    assert '"H4"' in taken
