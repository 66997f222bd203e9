"""Whether a plan still fits the tables it was made from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.formats.plans.plan_match import match_plan
from routeplan.model.inputs import Appointment, Inputs
from routeplan.model.plan import Plan, Stop
from tests.render.planned import HOMES, plan_of, route_of, street_inputs, street_plan
from tests.stations import HOUR, MINUTE, MONDAY, coordinate_of, household, shift, visit


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
    kept = tuple(visit for visit in inputs.visits if visit.id not in ids)
    gone = tuple(visit for visit in inputs.visits if visit.id in ids)
    return replace(inputs, visits=kept, refused_visits=gone)


def test_a_plan_fits_the_tables_it_was_made_from(plan, inputs):
    assert told(plan, inputs) == []


@pytest.mark.parametrize("number", [1, 6], ids=["a stop", "a reserve stop"])
def test_a_home_that_has_refused_since_is_an_error(plan, inputs, number):
    expected = f"the plan calls on 1 visit (v{number}) marked do_not_call"
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
    expected = "the plan lacks 7 visits (v10, v11, v12, v13, v14, ...)"
    assert told(plan, grown) == [("warning", "plan-lacks-visits", expected)]


def test_other_hours_and_other_shifts_are_told(plan, inputs):
    longer = replace(inputs.shifts[0], end=inputs.shifts[0].end + 3600)
    changed = replace(inputs, shifts=(longer, *inputs.shifts[2:], shift("D")))
    expected = "3 shifts (A/0, B/0, D/0) changed since the plan was made"
    assert told(plan, changed) == [("warning", "plan-other-shifts", expected)]


def test_a_home_that_moved_is_told(plan, inputs):
    moved = replace(inputs.households[0], coordinate=coordinate_of(7))
    changed = replace(inputs, households=(moved, *inputs.households[1:]))
    expected = "1 household (h1) moved since the plan was made"
    assert told(plan, changed) == [("warning", "plan-other-places", expected)]


def test_a_way_without_a_line_tells_nothing_of_moving(inputs):
    route = route_of(inputs, inputs.shifts[0], ["h1"])
    stop = route.stops[0]
    route = replace(route, stops=(replace(stop, leg=replace(stop.leg, line=())),))
    rest = [route_of(inputs, shift, []) for shift in inputs.shifts[1:]]
    moved = replace(inputs.households[0], coordinate=coordinate_of(7))
    changed = replace(inputs, households=(moved, *inputs.households[1:]))
    assert told(plan_of(inputs, [route, *rest]), changed) == []


def test_another_time_zone_is_an_error(plan, inputs):
    (found,) = told(replace(plan, timezone="Asia/Shanghai"), inputs)
    assert found[:2] == ("error", "plan-timezone")


def with_visit(inputs: Inputs, number: int, **changes) -> Inputs:
    """The tables with something else said of visit ``v<number>``."""
    name = f"v{number}"
    visits = (replace(v, **changes) if v.id == name else v for v in inputs.visits)
    return replace(inputs, visits=tuple(visits))


def with_hours(inputs: Inputs, number: int, hours: str) -> Inputs:
    name = f"h{number}"
    homes = (replace(h, availability=hours) if h.id == name else h for h in inputs.households)
    return replace(inputs, households=tuple(homes))


def at(clock: int, tolerance: int = 10 * MINUTE) -> Appointment:
    return Appointment(MONDAY, clock, tolerance)


def promised(plan: Plan, number: int) -> Plan:
    """The plan with its stop at ``h<number>`` marked as promised."""

    def marked(stop: Stop) -> Stop:
        return replace(stop, promised=True) if stop.visit == f"v{number}" else stop

    routes = (replace(r, stops=tuple(map(marked, r.stops))) for r in plan.routes)
    return replace(plan, routes=tuple(routes))


OTHER_PROMISE = [
    (
        "error",
        "plan-other-promise",
        "the plan has a different promised time, or none, for 1 visit (v1)",
    )
]


def test_an_appointment_made_moved_or_cancelled_since_is_an_error(plan, inputs):
    # A begins at h1 at 9:02
    made = with_visit(inputs, 1, appointment=at(9 * HOUR))
    assert told(plan, made) == OTHER_PROMISE
    assert told(promised(plan, 1), made) == []
    moved = with_visit(inputs, 1, appointment=at(9 * HOUR + 13 * MINUTE))
    assert told(promised(plan, 1), moved) == OTHER_PROMISE
    assert told(promised(plan, 1), inputs) == OTHER_PROMISE


def test_an_appointment_of_a_visit_left_out_changes_no_sheet(plan, inputs):
    assert told(plan, with_visit(inputs, 7, appointment=at(9 * HOUR))) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda inputs: with_hours(inputs, 1, "Mo 09:10-12:00"), id="other hours"),
        pytest.param(lambda inputs: with_visit(inputs, 1, seconds=11 * MINUTE), id="other length"),
        pytest.param(lambda inputs: with_visit(inputs, 1, officers_needed=2), id="second officer"),
    ],
)
def test_visits_that_could_not_be_made_any_more_are_told(plan, inputs, change):
    expected = "hours, length or officers of 1 visit (v1) changed since the plan was made"
    assert told(plan, change(inputs)) == [("warning", "plan-other-visits", expected)]


def test_hours_that_still_hold_the_visit_are_no_matter(plan, inputs):
    assert told(plan, with_hours(inputs, 1, "Mo 09:00-12:00")) == []
