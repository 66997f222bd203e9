"""Promise to users: nobody is given up, and nobody stands idle beside a household left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from tests.stations import Street, street_tables
from tests.year import FIRST_MONDAY, WEEK, Village, lived, village

LONGEST_WAIT_WEEKS = 30
"""As docs/objective.md says: `revisit_days` (26 weeks) and four weeks."""
STRUCTURAL = {"no-window", "nobody-on-shift", "unreachable", "no-room", "longest-day", "kept-free"}
"""Reasons that hold however little the officers have to do."""
LIMITS = {"longer-day", "more-visits"}
"""Details of reasons that a cap on each shift takes part in."""


def can_be_called_on(place: Village, home: str) -> bool:
    """Whether the household is in the plan when it is the only one."""
    alone = tuple(visit for visit in place.inputs.visits if visit.household == home)
    inputs = replace(place.inputs, visits=alone)
    inputs = replace(inputs, calendar=replace(inputs.calendar, first_day=FIRST_MONDAY))
    plan = make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        RuinRecreate(threads=1),
        budget=Budget(None, 50),
    )
    return not plan.left_out


def unexplained(plan: Plan) -> list[str]:
    """Households left out although nothing but the way speaks against a call."""
    return [
        entry.visit
        for entry in plan.left_out
        if entry.code not in STRUCTURAL and entry.detail not in LIMITS
    ]


def check_year(seed: int, weeks: int) -> None:
    place = village(seed)
    year = lived(place, weeks)
    end = FIRST_MONDAY + weeks * WEEK
    for home in place.inputs.households:
        wait = year.longest_wait(home.id, end)
        if wait > 2:  # less is no wait
            assert wait <= LONGEST_WAIT_WEEKS or not can_be_called_on(place, home.id), home.id
    assert [unexplained(plan) for plan in year.plans] == [[]] * weeks


@pytest.mark.parametrize("seed", range(4))
def test_for_a_quarter_nobody_is_given_up(seed: int) -> None:
    check_year(seed, 13)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50))
def test_for_a_year_nobody_is_given_up(seed: int) -> None:
    check_year(seed, 52)


def test_the_longest_wait_runs_from_call_to_call_until_somebody_is_met() -> None:
    """Called on in weeks 2 and 5 and met in week 5: three weeks between the calls."""
    year = lived(village(0), 0)
    days = [FIRST_MONDAY + timedelta(weeks=week) for week in (2, 5, 9)]
    year.calls["h1"], year.met["h1"] = days, days[1]
    assert year.longest_wait("h1", FIRST_MONDAY + 20 * WEEK) == 3
    assert year.longest_wait("h2", FIRST_MONDAY + 20 * WEEK) == 20, "never called on"
