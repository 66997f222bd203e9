"""The worked example of docs/objective.md is what the program computes."""

import re
from datetime import date
from pathlib import Path

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.inputs import Inputs, Policy, Priority
from routeplan.model.plan import Plan
from routeplan.model.worth import OVERDUE_MINUTES, worth_seconds
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget
from routeplan.render.words.left_out_words import left_out_text
from tests.stations import MINUTE, Street, household, inputs_of, shift, street_tables, visit

TEXT = (Path(__file__).parents[1] / "docs" / "objective.md").read_text(encoding="utf-8")
TERMS = {
    "promises missed": lambda totals: totals.promises_missed,
    "travel": lambda totals: totals.travel / MINUTE,
    "worth of visits left out": lambda totals: totals.worth_left_out / MINUTE,
    "worth × chance that nobody opens": lambda totals: totals.lost_chance / MINUTE,
    "not the preferred officer": lambda totals: totals.minor_costs / MINUTE,
    "later days": lambda totals: totals.later_days / MINUTE,
    "waiting outside": lambda totals: totals.waiting / MINUTE,
    "objective": lambda totals: totals.objective / MINUTE,
}


def the_street(policy: Policy | None = None) -> Inputs:
    # Places stand 2 minutes apart: places 1, 2 and 10 are 2, 4 and 20 minutes from the station.
    hours = "Mo-Su 09:00-12:00"
    return inputs_of(
        [household(1, hours), household(2, hours), household(3, hours, place=10)],
        [
            visit(1, priority=Priority.NORMAL),
            visit(2, priority=Priority.HIGH, due=date(2026, 10, 31)),
            visit(3, priority=Priority.LOW),
        ],
        [shift()],
        policy=policy,
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(the_street())


def planned(inputs: Inputs) -> Plan:
    tables = street_tables(inputs)
    return make_plan(
        inputs,
        tables,
        Street(inputs),
        RuinRecreate(threads=1),
        budget=Budget(None, 200),
        longest_day=NO_LONGEST_DAY,
    )


@pytest.mark.parametrize("term", TERMS)
def test_the_example_states_every_term_as_the_plan_has_it(plan: Plan, term: str) -> None:
    stated = re.findall(rf"^\| {re.escape(term)} \| ([\d.]+) \|$", TEXT, re.MULTILINE)
    assert [float(number) for number in stated] == [TERMS[term](plan.totals)]


def test_the_examples_far_home_is_called_on_in_spare_time(plan: Plan) -> None:
    assert plan.left_out == ()
    (route,) = plan.routes
    assert [stop.visit for stop in route.stops if stop.spare] == ["v3"]


def test_without_spare_calls_the_example_leaves_the_far_home_out_for_its_price() -> None:
    plan = planned(the_street(Policy(keep_free=1.0)))
    (entry,) = plan.left_out
    price = "costs 36 minutes of travel and lost chance, worth 30"
    assert left_out_text(entry, "en").startswith(price)
    assert f'a call on `h3` "{price}"' in TEXT
    # travel 8, h3's worth, and 63 by chance
    assert plan.totals.objective == (8 + 30 + 63) * MINUTE
    assert "8 + 30 + 63 = 101" in TEXT


def test_the_stated_prices_of_later_days_and_waiting_are_the_defaults() -> None:
    policy = Policy()
    days = {str(who): f"{minutes:g}" for who, minutes in policy.later_day_minutes.items()}
    assert (
        f"{days['must']} for a `must`, {days['high']} for `high`, {days['normal']} for `normal`, "
        f"{days['low']} for `low`"
    ) in TEXT
    for key, value in {
        "waiting": policy.waiting_price,
        "keep_free": policy.keep_free,
        "evenness": policy.evenness,
    }.items():
        assert f"`{key}` ({value:g})" in TEXT, key
    assert f"at least {OVERDUE_MINUTES:g} minutes" in TEXT


@pytest.mark.parametrize(("days_late", "factor"), [(15, "1.41"), (30, "2"), (60, "4")])
def test_the_stated_growth_of_worth_is_the_programs(days_late: int, factor: str) -> None:
    due = date.fromordinal(date(2026, 11, 30).toordinal() - days_late)
    late = worth_seconds(visit(1, due=due), Policy(), date(2026, 11, 30).toordinal())
    assert late / worth_seconds(visit(1), Policy(), 0) == pytest.approx(float(factor), rel=0.004)
    assert re.search(rf"{days_late} days (late is )?× {factor}\b", TEXT)


def test_the_stated_worths_are_the_defaults() -> None:
    for priority, minutes in Policy().worth_minutes.items():
        assert re.search(rf"^\| `{priority}` \| {minutes:g}\b", TEXT, re.MULTILINE), priority
