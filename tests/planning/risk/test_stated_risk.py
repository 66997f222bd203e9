"""A plan says what may come of its rounds, and the judge finds the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.check import judge
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.formats.plans.plan_json import as_read
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, ShiftBreak
from routeplan.model.plan import Plan
from routeplan.model.round_booking import Booking
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget
from tests.planning.risk.rounds import station
from tests.stations import HOUR, MINUTE, MONDAY, Street, officer, shift, street_tables


def busy_station() -> Inputs:
    """More visits than two officers have time for, a break, and an appointment among them."""
    inputs = station(46, hours=5, first_meeting=1.0)
    visits = list(inputs.visits)
    visits[4] = replace(visits[4], appointment=Appointment(MONDAY, 11 * HOUR, 10 * MINUTE))
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    other = shift("B", begin=10 * HOUR, end=14 * HOUR)
    shifts = (replace(inputs.shifts[0], pause=pause), other)
    return replace(
        inputs, visits=tuple(visits), shifts=shifts, officers=(officer("A"), officer("B"))
    )


def planned(inputs: Inputs, seed: int = 0) -> Plan:
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        RuinRecreate(),
        budget=Budget(None, 600),
        seed=seed,
        longest_day=NO_LONGEST_DAY,
    )


@pytest.mark.parametrize("seed", range(3))
def test_rounds_keep_to_the_stated_risk_and_hold_more(seed: int) -> None:
    inputs = busy_station()
    plan = planned(inputs, seed)  # judged: it raises else
    full = planned(replace(inputs, policy=replace(inputs.policy, booking=None)), seed)
    assert len(plan.visits_made) > len(full.visits_made)
    assert "v5" in plan.visits_made
    assert plan.booking == Booking()
    for route in plan.routes:
        assert route.late_stops is not None
        assert route.late_day is not None
        assert 0 < route.late_stops <= 0.02
        assert 0 < route.late_day <= 0.05
        for stop in route.stops:
            if stop.visit == "v5":
                assert stop.span is None
                assert stop.length is None
                continue
            assert stop.whole_seconds == 15 * MINUTE > stop.end - stop.begin
            assert stop.earliest is not None
            assert stop.latest is not None
            assert stop.window_begin <= stop.earliest <= stop.begin
            assert stop.latest >= stop.earliest
    spans = [s.span for r in plan.routes for s in r.stops if s.visit != "v5"]
    assert spans[0] is None, "nothing is left to doors at the first"
    assert sum(span is not None for span in spans) >= len(spans) - 4


def test_the_judge_holds_the_risk_whatever_the_plan_says() -> None:
    inputs = busy_station()
    plan = planned(inputs)
    strict = Booking(0.001, 0.001, inputs.policy.booking.round_seconds)  # type: ignore[union-attr]
    stricter = replace(inputs, policy=replace(inputs.policy, booking=strict))
    times = visit_times(inputs)
    claimed = replace(
        plan,
        booking=strict,
        routes=tuple(replace(r, late_stops=0.0005, late_day=0.0005) for r in plan.routes),
    )
    found = judge(stricter, times, street_tables(inputs), claimed)
    assert {violation.rule for violation in found} == {"in-time"}
    assert judge(inputs, times, street_tables(inputs), plan) == []


def test_the_same_seed_gives_the_same_plan_and_the_file_keeps_it() -> None:
    inputs = busy_station()
    plan = planned(inputs)
    assert planned(inputs) == plan
    assert as_read(plan) == plan


def test_without_a_stated_risk_a_plan_says_nothing_of_it() -> None:
    inputs = busy_station()
    plan = planned(replace(inputs, policy=replace(inputs.policy, booking=None)))
    assert plan.booking is None
    assert all(route.late_stops is None for route in plan.routes)
    assert all(stop.length is None for route in plan.routes for stop in route.stops)
