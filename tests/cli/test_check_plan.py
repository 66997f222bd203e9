"""``routeplan check --plan``: orders edited by hand are timed, judged, priced, and written.

Tests ``cli/commands/check_plan.py``, ``cli/commands/check_plan_shown.py`` and
``station/use_cases/write_plan.py``.
"""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from routeplan.formats.plans.plan_json import read_plan
from tests.cli.workspaces import MONDAY, OF_THE_PLAN, run


@pytest.fixture
def orders(station: Path) -> Path:
    """The plan's orders, written."""
    path = station / "orders.csv"
    done = run("check", station, "--orders", path)
    assert done.exit_code == 0
    assert f"routeplan check {station} --plan {path}" in done.stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path


def plan_file(station: Path) -> Path:
    return station / "maps" / MONDAY / "plan.json"


def without(orders: Path, visit: str) -> None:
    rows = orders.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[3] != visit]
    assert len(kept) < len(rows)
    orders.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_orders_as_written_cost_what_the_plan_costs(station, orders):
    before = plan_file(station).read_bytes()
    done = run("check", station, "--plan", orders)
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert done.stdout.startswith("No rule is broken.\n")
    assert "Nothing was written. Add --write to make it the plan." in done.stdout
    content = json.loads(run("check", station, "--plan", orders, "--json").stdout)
    assert content["violations"] == []
    assert content["totals"]["before"] == content["totals"]["after"]
    assert content["written"] is None
    assert plan_file(station).read_bytes() == before


def test_orders_as_written_make_the_same_rounds_again(station, orders):
    old = read_plan(plan_file(station))
    assert run("check", station, "--plan", orders, "--write").exit_code == 0
    assert read_plan(plan_file(station)).routes == old.routes


def test_a_visit_taken_out_is_priced_and_written(station, orders):
    without(orders, "H5")
    old = read_plan(plan_file(station))
    done = run("check", station, "--plan", orders, "--write")
    assert done.exit_code == 0
    assert f"Written to {plan_file(station)}" in done.stdout
    new = read_plan(plan_file(station))
    assert "H5" in {entry.visit for entry in new.left_out}
    assert new.totals.worth_left_out == old.totals.worth_left_out + 3600
    assert all(leg.leg.line for route in new.routes for leg in route.stops)
    # the pages and sheets of it can be made
    assert run("sheets", station).exit_code == 0


def test_every_broken_rule_is_told_and_nothing_written(station, orders):
    text = orders.read_text(encoding="utf-8")
    (row,) = [row for row in text.splitlines() if row.split(",")[3] == "H6"]
    orders.write_text(text.replace(row, f"{MONDAY},O2,90,H6,,,"), encoding="utf-8")
    before = plan_file(station).read_bytes()
    done = run("check", station, "--plan", orders, "--write")
    assert done.exit_code == 5
    row = text.splitlines().index(row) + 1
    assert f"orders.csv:{row} · H6 (Petrov Tapani) begins at " in done.stderr
    # H6 is open on Tuesday only
    assert "it has no hours that day, but on Tue 1 Dec 09:00-15:00 [visit-windows]" in done.stderr
    assert "Officer O2 (Dahl Emma) on Mon 30 Nov leaves " in done.stderr
    assert " H6, back " in done.stderr
    assert plan_file(station).read_bytes() == before
    told = run("check", station, "--plan", orders, "--json")
    content = json.loads(told.stdout)
    assert told.exit_code == 5
    # whoever comes behind it there may be too late as well
    assert ("H6", row) in {
        (violation["visit"], violation["row"]) for violation in content["violations"]
    }
    assert (content["totals"], content["written"]) == (None, None)


def test_an_edited_plan_is_compared_with_what_it_says_itself(station):
    content = json.loads(plan_file(station).read_text(encoding="utf-8"))
    route = next(candidate for candidate in content["routes"] if len(candidate["stops"]) > 2)
    gone = next(s for s in route["stops"] if not s["promised"] and not s["partners"])
    route["stops"].remove(gone)
    edited = station / "edited.json"
    edited.write_text(json.dumps(content), encoding="utf-8")
    told = json.loads(run("check", station, "--plan", edited, "--json").stdout)
    totals = told["totals"]
    assert totals["before"]["worth_left_out"] < totals["after"]["worth_left_out"]
    done = run("check", station, "--plan", edited, "--write")
    assert done.exit_code in (0, 6)
    assert gone["visit"] in {entry.visit for entry in read_plan(plan_file(station)).left_out}


def test_a_promise_left_out_by_hand_ends_with_its_own_status(station, orders):
    without(orders, "H9")
    looked = run("check", station, "--plan", orders)
    assert looked.exit_code == 0
    assert (
        "BROKEN PROMISE: H9 (Virtanen Aino), promised for 10:00 on Mon 30 Nov, is in the plan, "
        "but no longer in the orders"
    ) in looked.stdout
    assert run("check", station, "--plan", orders, "--write").exit_code == 6


def test_orders_as_json_say_where_they_are(station):
    path = station / "orders.csv"
    content = json.loads(run("check", station, "--orders", path, "--json").stdout)
    assert content["orders"] == str(path)
    assert content["stops"] == len(path.read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--write"], "--write needs --plan"),
        (["--longest-day", "6:30"], "--longest-day needs --plan"),
        (["--plan", "nowhere.csv"], "there is no plan at nowhere.csv"),
    ],
)
def test_wrong_usage_is_told(station, options, told):
    done = run("check", station, *options)
    assert done.exit_code == 2
    assert told in done.stderr


def test_rows_that_name_what_there_is_not_are_told(station, orders):
    with orders.open("a", encoding="utf-8") as file:
        file.write(f"{MONDAY},O1,99,H99,\n")
    done = run("check", station, "--plan", orders)
    assert done.exit_code == 2
    assert "[order-visit-unknown]" in done.stderr


def test_the_reason_of_rounds_by_hand_is_kept_with_the_price_and_the_plan_before(station, orders):
    without(orders, "H5")
    old = plan_file(station).read_bytes()
    why = "=they [b]know[/b] each other"
    done = run("check", station, "--plan", orders, "--write", "--reason", why)
    assert done.exit_code == 0
    assert plan_file(station).with_name("plan.1.json").read_bytes() == old
    (kept,) = json.loads(run("lock", station, "--list", "--json").stdout)["given"]
    assert (kept["id"], kept["visit"], kept["officer"], kept["reason"]) == ("R1", None, None, why)
    # H5 is worth an hour and was met with chance 0.5; what the way was is given back
    assert kept["price"]["worth_left_out"] == 3600
    assert why in run("lock", station, "--list").stdout


@pytest.mark.parametrize("more", [[], ["--plan", "orders.csv"]])
def test_a_reason_without_writing_is_refused(station, more):
    done = run("check", station, "--reason", "because", *more)
    assert done.exit_code == 2
    assert "--reason" in done.stderr


def set_longest_day(station: Path, text: str) -> None:
    settings = station / "routeplan.toml"
    written = settings.read_text(encoding="utf-8")
    assert 'longest_day = "none"' in written
    settings.write_text(
        written.replace('longest_day = "none"', f'longest_day = "{text}"'), encoding="utf-8"
    )


def test_a_cap_that_the_planner_found_does_not_refuse_a_hand_edit(station, orders):
    # as `auto` leaves it: a cap of 10 minutes, and what the plan would have cost without it
    set_longest_day(station, "auto")
    content = json.loads(plan_file(station).read_text(encoding="utf-8"))
    content["search"] |= {"longest_day_seconds": 600, "objective_uncapped": 1}
    plan_file(station).write_text(json.dumps(content), encoding="utf-8")
    done = run("check", station, "--plan", orders, "--write")
    assert done.exit_code == 0
    assert "Longest round: " in done.stdout
    assert read_plan(plan_file(station)).search.longest_day_seconds is None


def test_a_longest_day_in_the_settings_binds_a_hand_edit_and_the_option_lifts_it(station, orders):
    set_longest_day(station, "0:30")
    done = run("check", station, "--plan", orders)
    assert done.exit_code == 5
    assert " over the 30 minutes of the longest day; to allow this, give --longest-day " in (
        done.stderr
    )
    longest = max(route.busy_seconds for route in read_plan(plan_file(station)).routes)
    minutes = -(-longest // 60)
    lifted = f"{minutes // 60}:{minutes % 60:02d}"
    assert f"give --longest-day {lifted} [stop-caps]" in done.stderr
    for text in (lifted, "none"):
        assert run("check", station, "--plan", orders, "--longest-day", text).exit_code == 0
    wrong = run("check", station, "--plan", orders, "--longest-day", "long")
    assert wrong.exit_code == 2
    assert "--longest-day long: write 'auto', 'none', or hours" in wrong.stderr


def test_messages_name_people_days_and_clock_times_never_seconds(station, orders):
    rows = orders.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[3] not in ("H4", "H9")]
    # promised for 10:00 on Monday to O1, put at the end of O2's round behind H4, who opens at 12:00
    text = "\n".join([*kept, f"{MONDAY},O2,89,H4,,,", f"{MONDAY},O2,90,H9,,,\n"])
    orders.write_text(text, encoding="utf-8")
    done = run("check", station, "--plan", orders)
    assert done.exit_code == 5
    causes = [line for line in done.stderr.splitlines() if line.startswith("  ")]
    assert sum("H9 (Virtanen Aino) begins at " in line for line in causes) == 1
    assert any("its appointment is at 10:00 on Mon 30 Nov" in line for line in causes)
    assert any("was promised Officer O1 (Chen Wei 陈伟), not Officer O2" in line for line in causes)
    assert not re.search(r"\d{4,} s\b|\b\d{5,}\b", done.stderr)
