"""Whether a plan still fits the tables: each change told by its own code."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from routeplan.formats.plan_match import match_plan
from routeplan.model import Inputs, PlanCalendar
from tests.formats.plans import small_inputs, small_plan
from tests.stations import HOUR, MONDAY, coordinate_of, shift, visit

INPUTS = small_inputs()
A, B = INPUTS.shifts


def told(inputs: Inputs) -> list[tuple[str, str]]:
    found = match_plan(small_plan(), inputs, file="plan.json")
    assert all(f.file == "plan.json" and f.fix for f in found)
    return [(f.code, f.severity) for f in found]


def test_a_plan_fits_the_tables_it_was_made_from() -> None:
    assert told(INPUTS) == []


CHANGES: list[tuple[Inputs, str, str, str]] = [
    (
        replace(INPUTS, calendar=PlanCalendar(MONDAY, 1, ZoneInfo("Asia/Shanghai"))),
        "plan-timezone",
        "error",
        "another time zone",
    ),
    (
        replace(INPUTS, visits=INPUTS.visits[1:], refused_visits=INPUTS.visits[:1]),
        "plan-calls-refused",
        "error",
        "a stop's household asks not to be called on",
    ),
    (
        replace(INPUTS, visits=INPUTS.visits[:1], refused_visits=INPUTS.visits[1:]),
        "plan-calls-refused",
        "error",
        "a reserve stop's household asks so",
    ),
    (
        replace(INPUTS, visits=(*INPUTS.visits, visit(3))),
        "plan-lacks-visits",
        "warning",
        "a new visit",
    ),
    (replace(INPUTS, shifts=(A,)), "plan-other-shifts", "warning", "a shift less"),
    (
        replace(INPUTS, shifts=(A, B, shift("C"))),
        "plan-other-shifts",
        "warning",
        "a shift more",
    ),
    (
        replace(INPUTS, shifts=(A, replace(B, end=15 * HOUR))),
        "plan-other-shifts",
        "warning",
        "another end",
    ),
    (
        replace(
            INPUTS,
            households=(
                replace(INPUTS.households[0], coordinate=coordinate_of(5)),
                *INPUTS.households[1:],
            ),
        ),
        "plan-other-places",
        "warning",
        "the stop's household moved",
    ),
]


@pytest.mark.parametrize(
    ("inputs", "code", "severity", "reason"), CHANGES, ids=[reason for *_, reason in CHANGES]
)
def test_a_change_of_the_tables_is_told(
    inputs: Inputs, code: str, severity: str, reason: str
) -> None:
    assert told(inputs) == [(code, severity)], reason


def test_a_household_that_is_not_called_on_may_move() -> None:
    first, second = INPUTS.households
    moved = replace(INPUTS, households=(first, replace(second, coordinate=coordinate_of(9))))
    assert told(moved) == []


def test_a_way_without_a_line_tells_of_no_move() -> None:
    plan = small_plan()
    stop = plan.routes[0].stops[0]
    bare = replace(stop, leg=replace(stop.leg, line=()))
    routes = (replace(plan.routes[0], stops=(bare,)), plan.routes[1])
    assert match_plan(replace(plan, routes=routes), INPUTS, file="plan.json") == []


def test_many_ids_are_counted_and_the_first_ones_named() -> None:
    new = tuple(visit(k) for k in range(3, 9))
    (found,) = match_plan(
        small_plan(), replace(INPUTS, visits=INPUTS.visits + new), file="plan.json"
    )
    assert found.message == "it knows nothing of 6 visits (v3, v4, v5, v6, v7, ...)"
