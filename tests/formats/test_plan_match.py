"""Whether a plan still fits the tables it was made from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.formats.plan_match import match_plan
from routeplan.model import Inputs
from routeplan.plan import Plan
from tests.render.planned import HOMES, plan_of, route_of, street_inputs, street_plan
from tests.stations import coordinate_of, household, shift, visit


@pytest.fixture
def inputs() -> Inputs:
    return street_inputs()


@pytest.fixture
def plan(inputs: Inputs) -> Plan:
    return street_plan(inputs)


def told(plan: Plan, inputs: Inputs) -> list[tuple[str, str, str]]:
    """(severity, code, message) of what is found."""
    found = match_plan(plan, inputs, file="plan.json")
    assert all(finding.file == "plan.json" and finding.fix for finding in found)
    return [(finding.severity, finding.code, finding.message) for finding in found]


def without(inputs: Inputs, *refused: int) -> Inputs:
    """The tables once these homes have asked not to be called on."""
    ids = {f"v{number}" for number in refused}
    kept = tuple(each for each in inputs.visits if each.id not in ids)
    gone = tuple(each for each in inputs.visits if each.id in ids)
    return replace(inputs, visits=kept, refused_visits=gone)


def test_a_plan_fits_the_tables_it_was_made_from(plan, inputs):
    assert told(plan, inputs) == []


@pytest.mark.parametrize("number", [1, 6], ids=["a stop", "a reserve stop"])
def test_a_home_that_has_refused_since_is_an_error(plan, inputs, number):
    expected = f"it calls on 1 visit (v{number}) marked do_not_call"
    assert told(plan, without(inputs, number)) == [("error", "plan-calls-refused", expected)]


def test_a_home_left_out_may_refuse(plan, inputs):
    assert told(plan, without(inputs, 7)) == []


def test_new_visits_are_told(plan, inputs):
    added = [HOMES + k for k in range(1, 8)]
    grown = replace(
        inputs,
        households=(*inputs.households, *(household(k) for k in added)),
        visits=(*inputs.visits, *(visit(k) for k in added)),
    )
    # Five are named, in the order of their letters.
    expected = "it knows nothing of 7 visits (v10, v11, v12, v13, v14, ...)"
    assert told(plan, grown) == [("warning", "plan-lacks-visits", expected)]


def test_other_hours_and_other_shifts_are_told(plan, inputs):
    longer = replace(inputs.shifts[0], end=inputs.shifts[0].end + 3600)
    changed = replace(inputs, shifts=(longer, *inputs.shifts[2:], shift("D")))
    expected = "3 shifts (A/0, B/0, D/0) changed since it was made"
    assert told(plan, changed) == [("warning", "plan-other-shifts", expected)]


def test_a_home_that_moved_is_told(plan, inputs):
    moved = replace(inputs.households[0], coordinate=coordinate_of(7))
    changed = replace(inputs, households=(moved, *inputs.households[1:]))
    expected = "1 household (h1) moved since it was made"
    assert told(plan, changed) == [("warning", "plan-other-places", expected)]


def test_a_way_without_a_line_tells_nothing_of_moving(inputs):
    route = route_of(inputs, inputs.shifts[0], ["h1"])
    stop = route.stops[0]
    route = replace(route, stops=(replace(stop, leg=replace(stop.leg, line=())),))
    rest = [route_of(inputs, each, []) for each in inputs.shifts[1:]]
    moved = replace(inputs.households[0], coordinate=coordinate_of(7))
    changed = replace(inputs, households=(moved, *inputs.households[1:]))
    assert told(plan_of(inputs, [route, *rest]), changed) == []


def test_another_time_zone_is_an_error(plan, inputs):
    (found,) = told(replace(plan, timezone="Asia/Shanghai"), inputs)
    assert found[:2] == ("error", "plan-timezone")
