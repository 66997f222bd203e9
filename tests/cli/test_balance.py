"""``routeplan balance``: who carries how much, and rounds handed over.

O1 has the long visits of both days (60 minutes), O2 the short ones (10). Handing Tuesday's rounds
over gives each 70: nothing is more even, and no fewer rounds can move.

Tests ``balance/balance_data.py``, ``cli/commands/balance.py``, ``cli/tables/balance/options.py``,
``cli/tables/balance/workload.py``, ``station/use_cases/balance_plan.py`` and
``station/use_cases/work_out_tabs.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.balance import swap
from routeplan.balance.swap import even_out
from routeplan.formats.decisions.balance_json import read_options
from routeplan.formats.exchange.plan_geojson import geojson_text
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.private_files import write_private
from routeplan.problem.solution import Budget
from routeplan.travel.straight_line import StraightLine
from tests.balance.plans import IDLE, at, calls
from tests.cli.workspaces import OF_THE_PLAN, TUESDAY, run
from tests.formats.folders import SETTINGS, Rows, read_folder, write_folder
from tests.formats.plans.plans import put_plan
from tests.planning.decided import Decided

STRAIGHT = 'longest_day = "none"\n[travel]\nsource = "straight-line"\n'
WEEK_BEFORE = date(2026, 11, 23)
MINUTES = {"H1": 60, "H2": 60, "H3": 10, "H4": 10}
HOMES = [
    {"id": name, "longitude": f"{24.94 + 0.001 * k:.3f}", "visit_minutes": str(minutes)}
    | {"name": f"Resident {name}", "task": f"Task {name}", "availability": "Mo-Fr 08:00-18:00"}
    for k, (name, minutes) in enumerate(MINUTES.items(), start=1)
]
OFFICERS = [{"id": "O1", "name": "Aalto [b]Riikka"}, {"id": "O2", "name": "Ek Bo"}]
UNEVEN = (
    calls((1, at(10))),
    calls((3, at(10))),
    calls((2, at(10, day=1))),
    calls((4, at(10, day=1))),
)


def planned(folder: Path, *rounds: object, officers: Rows = OFFICERS) -> tuple[Inputs, Plan]:
    """The plan in which O1 and O2 make these rounds on Monday and Tuesday, written."""
    settings = SETTINGS + "[plan]\ndays = 2\n" + STRAIGHT
    write_folder(folder, households=HOMES, officers=officers, settings=settings)
    inputs = read_folder(folder, days=2).inputs
    source = StraightLine()
    tables = source.tables(inputs.places, inputs.modes)
    engine = Decided(*(rounds or UNEVEN))
    budget = Budget(None, 1)
    plan = make_plan(inputs, tables, source, engine, budget=budget, longest_day=NO_LONGEST_DAY)
    put_plan(plan_file(folder), plan)
    write_private(plan_file(folder).with_suffix(".geojson"), geojson_text(plan, inputs))
    return inputs, plan


def plan_file(folder: Path) -> Path:
    return folder / "maps" / "2026-11-30" / "plan.json"


@pytest.fixture
def balance(tmp_path: Path) -> Callable[..., Result]:
    return lambda *options, **more: run("balance", tmp_path, *options, **more)


def busy(content: dict[str, list[dict[str, object]]]) -> list[object]:
    return [load["busy"] for load in content["officers"]]


def test_it_tells_who_carries_how_much_and_what_to_hand_over(tmp_path, balance):
    planned(tmp_path)
    before = plan_file(tmp_path).read_bytes()
    done = balance(COLUMNS="80")
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert "O1 Aalto [b]Riikka" in done.stdout
    assert "More even: hand over 2 rounds." in done.stdout
    assert "O1 <-> O2" in done.stdout
    assert "Nothing was written. To apply an option, such as the first:\n" in done.stdout
    take = f"routeplan balance {tmp_path} --plan {plan_file(tmp_path)} --option 1 --write"
    assert take in done.stdout
    assert max(map(len, done.stdout.split("Nothing was written")[0].splitlines())) <= 80
    assert plan_file(tmp_path).read_bytes() == before


def test_rounds_that_have_begun_stay_as_they_are(tmp_path, balance):
    """All of O1's work is Monday's: on Sunday O2 could take some of it, on Tuesday it is made."""
    planned(tmp_path, calls((1, at(9)), (2, at(11))), IDLE, IDLE, calls((3, at(9, day=1))))
    sunday = json.loads(balance("--json").stdout)["options"]
    tuesday = balance("--json", ROUTEPLAN_TODAY="2026-12-01")
    assert len(sunday) > 1
    assert [option["kind"] for option in json.loads(tuesday.stdout)["options"]] == ["as-is"]
    stay = "Rounds that have begun or are over stay as they are: 2 of 4."
    assert stay in balance(ROUTEPLAN_TODAY="2026-12-01").stdout
    assert "have begun" not in balance().stdout


def test_full_shifts_are_not_called_the_highest_workload(tmp_path, balance):
    """Who was ill most of a week may have the fullest shifts, and carry least by her share."""
    planned(tmp_path)
    told = balance("--iterations", "0").stdout
    assert re.search(r"^Fullest shifts: O1 .*% of paid hours", told, re.MULTILINE)
    assert re.search(r"^Emptiest shifts: O2 .*% of paid hours", told, re.MULTILINE)
    assert "ighest workload:" not in told


def test_writing_makes_the_handed_over_plan_and_its_geojson(tmp_path, balance):
    _, plan = planned(tmp_path)
    geojson = plan_file(tmp_path).with_suffix(".geojson")
    before = geojson.read_bytes()
    done = balance("--write")
    assert done.exit_code == 0
    assert f"routeplan sheets {tmp_path}" in done.stdout
    written = read_plan(plan_file(tmp_path))
    assert geojson.read_bytes() != before
    assert written.totals == plan.totals
    minutes = {
        officer: sum(
            (stop.end - stop.begin) // 60
            for route in written.routes
            if officer in route.officers
            for stop in route.stops
        )
        for officer in ("O1", "O2")
    }
    assert minutes == {"O1": 70, "O2": 70}
    assert balance().stdout.count("Nothing to even out: no swap") == 1


def test_json_is_all_of_stdout_and_says_what_was_written(tmp_path, balance):
    planned(tmp_path)
    content = json.loads(balance("--json").stdout)
    assert [(move["from"], move["to"]) for move in content["moves"]] == [
        (["O1"], ["O2"]),
        (["O2"], ["O1"]),
    ]
    assert len({move["date"] for move in content["moves"]}) == 1
    assert content["written"] is None
    first, second = busy(content["now"])
    assert first - second > 5500  # 100 minutes of visits, less some metres of way
    first, second = busy(content["after"])
    assert abs(first - second) < 500
    assert json.loads(balance("--json", "--write").stdout)["written"] == str(plan_file(tmp_path))


def test_a_round_for_an_officer_who_had_none_is_told_so(tmp_path, balance):
    planned(tmp_path, calls((1, at(10))), IDLE, calls((2, at(10, day=1))), IDLE)
    assert "O1 -> O2 (who had none)" in balance().stdout


def test_a_plan_that_is_even_is_left_alone(tmp_path, balance):
    planned(tmp_path, UNEVEN[0], UNEVEN[1], calls((4, at(10, day=1))), calls((2, at(10, day=1))))
    before = plan_file(tmp_path).read_bytes()
    done = balance("--write")
    assert done.exit_code == 0
    assert "Nothing to even out" in done.stdout
    assert plan_file(tmp_path).read_bytes() == before


def test_a_search_that_ran_out_of_time_says_so(tmp_path, balance, monkeypatch):
    inputs, plan = planned(tmp_path)
    best = even_out(inputs, plan)
    monkeypatch.setattr(
        swap, "even_out", lambda *_, **__: swap.SwapProposal(best.plan, best.moves, False)
    )
    assert "there may be a better one" in balance().stdout
    monkeypatch.setattr(swap, "even_out", lambda *_, **__: swap.SwapProposal(plan, (), False))
    assert "Nothing found in the time" in balance().stdout


def test_a_plan_that_the_judge_refuses_is_not_written(tmp_path, balance, monkeypatch):
    inputs, plan = planned(tmp_path)
    best = even_out(inputs, plan)
    wrong = swap.SwapProposal(replace(best.plan, station="Other"), best.moves)
    monkeypatch.setattr(swap, "even_out", lambda *_, **__: wrong)
    before = plan_file(tmp_path).read_bytes()
    done = balance("--write")
    assert done.exit_code == 5
    assert "the plan's station is Other, it should be " in done.stderr
    assert plan_file(tmp_path).read_bytes() == before


def test_other_hours_than_the_plan_was_made_with_are_refused(tmp_path, balance):
    planned(tmp_path)
    hours = [officer | {"hours": "Mo-Fr 09:00-12:00"} for officer in OFFICERS]
    settings = SETTINGS + "[plan]\ndays = 2\n" + STRAIGHT
    write_folder(tmp_path, households=HOMES, officers=hours, settings=settings)
    done = balance()
    assert done.exit_code == 2
    assert "officers or their hours have changed since the plan was made" in done.stderr


def test_a_crew_counts_for_both(station):
    """Tuesday of the small station is a crew's: its shift is in both officers' figures."""
    done = run("balance", station)
    assert done.exit_code == 0
    assert "A crew's shift counts for both of its officers." in " ".join(done.stdout.split())
    cells = json.loads(run("balance", station, "--json").stdout)["now"]["officer_days"]
    assert [cell["shifts"] for cell in cells if cell["date"] == TUESDAY] == [1, 1]


def test_without_shifts_nobody_carries_anything(station):
    """A calendar of days off, and a plan made with it."""
    off = "date,day,officer\n2026-11-30,off,\n2026-12-01,off,\n"
    (station / "data" / "calendar.csv").write_text(off)
    run("plan", station, "--first-day", "2026-11-30", "--iterations", "10", "--quiet")
    done = run("balance", station)
    assert done.exit_code == 0
    assert "Nobody is on shift in this plan.\n" in done.stdout


def test_options_have_their_price_and_the_swap_comes_first(tmp_path, balance):
    planned(tmp_path)
    options = json.loads(balance("--json", "--iterations", "200").stdout)["options"]
    assert [option["option"] for option in options] == list(range(len(options)))
    assert [option["kind"] for option in options[:2]] == ["as-is", "swap"]
    assert set(options[1]["price"].values()) == {0}
    assert [option["chosen"] for option in options] == [True] + [False] * (len(options) - 1)
    # 120 minutes of visits and some of way were O1's; after the swap nobody has more than 70
    assert options[0]["longest_week_by_share"] > 7200 > options[1]["longest_week_by_share"]


def test_the_same_options_are_found_again(tmp_path, balance):
    planned(tmp_path)
    assert balance("--json").stdout == balance("--json").stdout


ALL_BY_O1 = (calls((1, at(9)), (2, at(10, 30)), (3, at(12)), (4, at(13))), IDLE, IDLE, IDLE)
ALL_BY_O2 = (IDLE, ALL_BY_O1[0], IDLE, IDLE)


def test_an_option_is_solved_again_judged_and_written(tmp_path, balance):
    _, plan = planned(tmp_path, *ALL_BY_O1)
    options = json.loads(balance("--json").stdout)["options"]
    week = next(option for option in options if option["kind"] == "week")
    done = balance("--option", str(week["option"]), "--write")
    assert done.exit_code == 0
    assert f"Option {week['option']}, even weeks:" in done.stdout
    written = read_plan(plan_file(tmp_path))
    assert written.totals.travel == plan.totals.travel + week["price"]["travel"]
    assert all(stop.leg.line for route in written.routes for stop in route.stops)
    kept = json.loads((plan_file(tmp_path).parent / "balance.json").read_text())
    assert [option["option"] for option in kept["options"] if option["chosen"]] == [week["option"]]
    price = week["price"]
    terms = ("travel", "worth", "minor", "later_days", "waiting")
    now = plan.totals.objective
    assert now + sum(price[term] for term in terms) == written.totals.objective


@pytest.mark.parametrize(
    ("rounds", "kind"),
    [pytest.param(UNEVEN, "swap", id="swapped"), pytest.param(ALL_BY_O1, "week", id="idle shifts")],
)
def test_the_overview_shows_the_options_of_the_plan_just_written(tmp_path, balance, rounds, kind):
    """Two shifts without a visit: what nobody expects to meet there is 0.0 in the file."""
    planned(tmp_path, *rounds)
    options = json.loads(balance("--json").stdout)["options"]
    number = next(option["option"] for option in options if option["kind"] == kind)
    assert balance("--option", str(number), "--write").exit_code == 0
    assert read_options(plan_file(tmp_path).parent, read_plan(plan_file(tmp_path)))
    assert run("maps", tmp_path, "--quiet").exit_code == 0
    page = (plan_file(tmp_path).parent / "index.html").read_text()
    assert '"options":[{"option":0,' in page


def test_an_option_without_write_is_only_shown(tmp_path, balance):
    planned(tmp_path)
    before = plan_file(tmp_path).read_bytes()
    done = balance("--option", "1", "--iterations", "0")
    assert "Option 1, swap rounds:" in done.stdout
    assert "--option 1 --write" in done.stdout
    assert plan_file(tmp_path).read_bytes() == before
    assert not (plan_file(tmp_path).parent / "balance.json").exists()


@pytest.mark.parametrize("iterations", ["0", "50"])
def test_an_option_that_is_none_is_refused(tmp_path, balance, iterations):
    planned(tmp_path)
    done = balance("--option", "99", "--iterations", iterations)
    assert done.exit_code == 2
    assert "there is no option 99; options: 1 to " in done.stderr


def test_where_nothing_is_more_even_there_are_no_options(tmp_path, balance):
    planned(tmp_path, UNEVEN[0], UNEVEN[1], calls((4, at(10, day=1))), calls((2, at(10, day=1))))
    done = balance("--option", "1", "--iterations", "0")
    assert "there is no option 1; options: none" in done.stderr
    assert (
        "Found no option that is more even than this plan." in balance("--iterations", "0").stdout
    )


def test_the_weeks_before_are_counted_too(tmp_path, balance):
    _, plan = planned(tmp_path)
    before = replace(plan, first_day=date(2026, 11, 23))
    put_plan(tmp_path / "maps" / "2026-11-23" / "plan.json", before)
    planned(tmp_path)  # the newest file
    told = json.loads(balance("--json", "--iterations", "0").stdout)
    assert told["weeks"]["mondays"] == ["2026-11-23", "2026-11-30"]
    first, _ = told["weeks"]["officers"]
    assert first["busy"] == 2 * told["now"]["officers"][0]["busy"]
    assert "Busy time by week" in balance("--iterations", "0").stdout
    alone = json.loads(balance("--json", "--iterations", "0", "--weeks", "0").stdout)
    assert alone["weeks"]["mondays"] == ["2026-11-30"]


def test_options_do_not_take_work_from_who_carried_less_in_the_weeks_before(tmp_path, balance):
    """Last week O1 made everything, for O2 was away: that O2 makes it this week is fair."""
    _, plan = planned(tmp_path, *ALL_BY_O1)
    before = replace(plan, first_day=date(2026, 11, 23))
    put_plan(tmp_path / "maps" / "2026-11-23" / "plan.json", before)
    planned(tmp_path, *ALL_BY_O2)
    content = json.loads(balance("--json").stdout)
    assert content["moves"] == []
    by_share = [load["by_share"] for load in content["weeks"]["officers"]]
    assert abs(by_share[0] - by_share[1]) < 60
    now, *others = content["options"]
    assert (now["longest_week_by_share"], now["mean_week_by_share"]) == (
        max(by_share),
        content["weeks"]["mean_by_share"],
    )
    # a shorter day is still worth a thought, but not one that gives O1 more
    assert {option["kind"] for option in others} <= {"day"}
    assert all(option["longest_week_by_share"] <= max(by_share) + 60 for option in others)
    # of this week alone O2 carries all, and both could carry half
    alone = json.loads(balance("--json", "--weeks", "0").stdout)["options"]
    assert "week" in {option["kind"] for option in alone}
    assert not alone[0]["with_earlier_weeks"]


def test_a_swap_evens_out_what_was_carried_over_all_weeks(tmp_path, balance):
    """Both carry as much this week, but O1 carried two hours of visits before, O2 20 minutes."""
    planned(tmp_path)
    folder = tmp_path / "maps" / "2026-11-23"
    put_plan(folder / "plan.json", replace(read_plan(plan_file(tmp_path)), first_day=WEEK_BEFORE))
    even = (UNEVEN[0], UNEVEN[1], calls((4, at(10, day=1))), calls((2, at(10, day=1))))
    planned(tmp_path, *even)
    content = json.loads(balance("--json", "--iterations", "0").stdout)
    # visits of O1 120 + 70 minutes, of O2 20 + 70: with Monday's rounds handed over 140 each
    assert [(move["date"], move["from"]) for move in content["moves"]] == [
        ("2026-11-30", ["O1"]),
        ("2026-11-30", ["O2"]),
    ]
    assert "More even: hand over 2 rounds." in balance("--iterations", "0").stdout
    told = " ".join(balance("--iterations", "0").stdout.split())
    assert "full: highest workload of an officer on shift over the weeks above" in told


def test_days_that_a_plan_takes_over_from_an_earlier_one_count_once(tmp_path, balance):
    _, plan = planned(tmp_path)
    longer = replace(plan, first_day=date(2026, 11, 29), days=3)
    put_plan(tmp_path / "maps" / "2026-11-29" / "plan.json", longer)
    planned(tmp_path)
    this = ("--plan", str(plan_file(tmp_path)), "--iterations", "0")
    content = json.loads(balance("--json", *this).stdout)
    # of the longer plan only the 29th is left: its other days belong to this plan now
    assert content["weeks"]["officers"][0]["shifts"] == 3
    by_share = [load["by_share"] for load in content["weeks"]["officers"]]
    assert content["options"][0]["longest_week_by_share"] == max(by_share)


def test_an_earlier_plan_that_cannot_be_read_is_told_and_passed_over(tmp_path, balance):
    earlier = tmp_path / "maps" / "2026-11-23" / "plan.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}")
    planned(tmp_path)
    done = balance("--iterations", "0")
    assert done.exit_code == 0
    assert "warning: 2026-11-23/plan.json" in done.stderr


def test_hours_that_do_not_hold_a_share_are_told(tmp_path, balance):
    """O2 is on shift for half an hour a day, O1 works for two."""
    officers = [OFFICERS[0], OFFICERS[1] | {"hours": "Mo-Fr 10:00-10:30"}]
    planned(tmp_path, UNEVEN[0], IDLE, UNEVEN[2], IDLE, officers=officers)
    done = balance("--iterations", "0")
    assert "Paid hours below the part due by share: O2 Ek Bo (1:00 of 1:" in done.stdout
