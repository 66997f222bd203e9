"""From inputs to a judged plan."""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import Any

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.errors import JudgeError
from routeplan.formats.plans.plan_json import plan_text
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Policy, ShiftBreak
from routeplan.model.plan import Plan
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.spare_time import has_spare_calls
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Engine, SearchState
from routeplan.travel.straight_line import StraightLine
from tests.planning.decided import Decided
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    Street,
    coordinate_of,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)


def small_station() -> Inputs:
    """Twenty homes, two days, three shifts with breaks, a pair, hours and chances."""
    hours = ("", "Mo-Tu 09:00-12:00", "Tu 12:00-16:00", "")
    homes = [household(n, hours[n % 4], place=1 + n % 9) for n in range(1, 21)]
    visits = [
        visit(n, 10 + n % 3 * 10, officers_needed=2 if n == 7 else 1, preferred_officer="B")
        for n in range(1, 21)
    ]
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    tomorrow = ShiftBreak(DAY + 12 * HOUR, DAY + 13 * HOUR, 30 * MINUTE)
    shifts = [
        shift("A", pause=pause),
        shift("B", end=13 * HOUR),
        shift("A", day=1, pause=tomorrow),
    ]
    policy = Policy(visiting_hours=(("Mo-Tu 08:00-12:00", 0.4), ("Mo-Tu 12:00-18:00", 0.6)))
    return inputs_of(homes, visits, shifts, days=2, policy=policy)


def planned(inputs: Inputs, engine: Engine, **more: Any) -> Plan:
    options: dict[str, Any] = {"budget": Budget(None, 200), "longest_day": NO_LONGEST_DAY} | more
    return make_plan(inputs, street_tables(inputs), Street(inputs), engine, **options)


@pytest.mark.parametrize("longest_day", [None, NO_LONGEST_DAY, 3 * HOUR])
def test_the_same_seed_and_iterations_write_the_same_bytes(longest_day: int | None) -> None:
    first, again = (
        plan_text(
            planned(small_station(), RuinRecreate(threads=2), seed=3, longest_day=longest_day)
        )
        for _ in range(2)
    )
    assert first == again


def test_another_seed_may_plan_otherwise() -> None:
    plans = [
        planned(small_station(), RuinRecreate(threads=1), seed=seed, budget=Budget(None, 5))
        for seed in range(5)
    ]
    assert [plan.search.seed for plan in plans] == list(range(5))
    assert len({tuple(route.stops for route in plan.routes) for plan in plans}) > 1


def test_a_plan_that_breaks_a_rule_is_shown_to_nobody() -> None:
    inputs = inputs_of([household(1)], [visit(1), visit(1, id="again")], [shift("A")])
    with pytest.raises(JudgeError) as caught:
        planned(inputs, Decided([0, 1]))  # both on one day
    assert {violation.rule for violation in caught.value.violations} == {"least-days-between"}


def test_without_a_longest_day_none_is_told() -> None:
    search = planned(small_station(), RuinRecreate(threads=1)).search
    assert (search.longest_day_seconds, search.objective_uneven) == (None, None)
    assert (search.engine, search.seed) == ("ruin-recreate", 0)


def test_the_whole_budget_is_spent_and_counted() -> None:
    # 180 iterations of 200 where days are not evened out; the last 20 fill spare time, or are the
    # search's where there is none to fill
    for inputs in (small_station(), everything_fits()):
        search = planned(inputs, RuinRecreate(threads=1)).search
        assert search.iterations == 200


def everything_fits() -> Inputs:
    """Two homes, one shift: nothing is left out, nothing can be evened out."""
    homes = [household(1), household(2)]
    return inputs_of(homes, [visit(1), visit(2)], [shift("A")])


def test_a_longest_day_of_the_chief_s_is_kept_and_told() -> None:
    plan = planned(small_station(), RuinRecreate(threads=1), longest_day=2 * HOUR)
    assert plan.search.longest_day_seconds == 2 * HOUR
    assert plan.search.objective_uneven is None
    assert max(route.busy_seconds for route in plan.routes) <= 2 * HOUR
    assert "longest-day" in {entry.code for entry in plan.left_out}
    assert "2:00" in {entry.facts.get("limit") for entry in plan.left_out}


def test_days_evened_out_are_told_with_their_price_and_bind_nobody() -> None:
    plan = planned(small_station(), RuinRecreate(threads=1), longest_day=None)
    assert plan.search.longest_day_seconds is None
    uneven = plan.search.objective_uneven
    assert uneven is not None
    # evenness 0.05 of the time on rounds; calls of spare time come on top
    busy = sum(route.busy_seconds for route in plan.routes)
    assert uneven <= plan.totals.objective <= uneven + 0.05 * busy
    assert not any(stop.spare for route in plan.routes for stop in route.stops)


@pytest.mark.parametrize("longest_day", [None, NO_LONGEST_DAY, 3 * HOUR])
def test_no_home_left_out_fits_into_time_that_is_to_be_filled(longest_day: int | None) -> None:
    inputs = small_station()
    for seed in range(3):
        plan = planned(inputs, RuinRecreate(threads=1), seed=seed, longest_day=longest_day)
        assert_every_idle_hour_has_its_reason(inputs, plan)


def assert_every_idle_hour_has_its_reason(inputs: Inputs, plan: Plan) -> None:
    """Nobody left out fits in where a shift is not yet as busy as calls may make it."""
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    if plan.search.longest_day_seconds is not None:
        problem = capped(problem, plan.search.longest_day_seconds)
    assert not has_spare_calls(problem, reopen(plan, inputs, problem), inputs.policy.keep_free)


def test_rounds_go_to_whoever_carried_less_before() -> None:
    # one home on each day, either officer could go; A carried three hours last week
    homes = [household(1, "Mo 09:00-12:00"), household(2, "Tu 09:00-12:00")]
    shifts = [shift("A"), shift("B"), shift("A", day=1), shift("B", day=1)]
    inputs = inputs_of(homes, [visit(1), visit(2)], shifts, days=2)
    for carried, maker in (({"A": 3 * HOUR}, "B"), ({"B": 3 * HOUR}, "A")):
        plan = planned(inputs, RuinRecreate(threads=1), longest_day=None, carried_before=carried)
        makers = {route.officers for route in plan.routes if route.stops}
        assert makers == {(maker,)}


def test_the_plan_costs_what_the_engine_said() -> None:
    # the engine counts as it goes, the totals are added up from the stops; what is filled in
    # afterwards is counted with another worth
    for seed in range(5):
        engine = Remembering(RuinRecreate(threads=1))
        plan = planned(small_station(), engine, seed=seed)
        if not any(stop.spare for route in plan.routes for stop in route.stops):
            assert (plan.totals.promises_missed, plan.totals.objective) == engine.value


class Remembering:
    """An engine that remembers what the last solution cost."""

    def __init__(self, engine: RuinRecreate) -> None:
        self.engine, self.name = engine, engine.name
        self.value = (0, 0)

    def solve(self, *arguments: Any, **more: Any) -> Any:
        solution = self.engine.solve(*arguments, **more)
        self.value = (solution.missed, solution.cost)
        return solution


@pytest.mark.parametrize("longest_day", [None, NO_LONGEST_DAY, 3 * HOUR])
def test_ctrl_c_leaves_a_whole_plan_that_says_so(longest_day: int | None) -> None:
    def press(state: SearchState) -> None:
        if state.phase == "search":
            signal.raise_signal(signal.SIGINT)

    engine = RuinRecreate(threads=2)
    plan = planned(
        small_station(), engine, budget=Budget(3600.0), longest_day=longest_day, watch=press
    )
    assert plan.search.interrupted
    assert any(route.stops for route in plan.routes)
    named = {stop.visit for route in plan.routes for stop in route.stops}
    named |= {entry.visit for entry in plan.left_out}
    assert named == {f"v{number}" for number in range(1, 21)}


def test_ways_are_drawn_from_door_to_door_and_home() -> None:
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift("A"), shift("B")])
    station, first, second = (
        (coordinate_of(p).latitude, round(coordinate_of(p).longitude, 6)) for p in range(3)
    )
    source = StraightLine()
    tables = source.tables(inputs.places, inputs.modes)
    plan = make_plan(
        inputs,
        tables,
        source,
        Decided([0, 1], []),
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )
    walk, idle = plan.routes
    lines = [leg.line for leg in (*(stop.leg for stop in walk.stops), walk.way_back)]
    assert lines == [(station, first), (first, second), (second, station)]
    assert plan.straight_line
    assert idle.way_back.line == ()


def test_an_empty_station_has_an_empty_plan() -> None:
    plan = planned(inputs_of([], [], [shift("A")]), RuinRecreate(), longest_day=None)
    assert plan.totals.objective == 0
    assert plan.left_out == ()
    assert plan.search.longest_day_seconds is None


def test_without_a_shift_everything_is_left_out() -> None:
    inputs = replace(small_station(), shifts=())
    plan = planned(inputs, RuinRecreate(), longest_day=None)
    assert plan.routes == ()
    assert {entry.code for entry in plan.left_out} == {"nobody-on-shift"}
    assert len(plan.left_out) == 20
