"""Whole plans of stations cut into regions, held against the same stations planned as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from routeplan.check import judge
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.errors import JudgeError
from routeplan.formats.plans.plan_json import plan_text
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.model.round_booking import Booking
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.regions import plan_in_regions as in_regions_module
from routeplan.planning.regions.divide import divide
from routeplan.planning.regions.limits import Limits, parts_of
from routeplan.planning.regions.plan_in_regions import SearchWish, plan_in_regions
from routeplan.planning.regions.whole import together
from routeplan.problem.solution import Budget, Engine, SearchState, Solution
from routeplan.travel.straight_line import StraightLine
from tests.planning.regions.towns import SMALL, town

ITERATIONS = 3000


def in_regions(
    inputs: Inputs, limits: Limits = SMALL, engine: Engine | None = None, **more: Any
) -> Plan:
    wish: dict[str, Any] = {
        "engine": engine or RuinRecreate(threads=1),
        "budget": Budget(None, ITERATIONS),
        "longest_day": NO_LONGEST_DAY,
    }
    return plan_in_regions(inputs, StraightLine(), SearchWish(**(wish | more)), limits)


def as_one(inputs: Inputs) -> Plan:
    source = StraightLine()
    return make_plan(
        inputs,
        source.tables(inputs.places, inputs.modes),
        source,
        RuinRecreate(threads=1),
        budget=Budget(None, ITERATIONS),
        longest_day=NO_LONGEST_DAY,
    )


def judged_by_whole_tables(inputs: Inputs, plan: Plan) -> list[Any]:
    """By tables of all places, which no region had."""
    tables = StraightLine().tables(inputs.places, inputs.modes)
    return judge(inputs, visit_times(inputs), tables, plan)


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_in_regions_is_whole_and_breaks_no_rule(seed: int) -> None:
    inputs = town(seed)
    assert parts_of(inputs, SMALL) == 3
    plan = in_regions(inputs)
    assert judged_by_whole_tables(inputs, plan) == []
    left_out = [entry.visit for entry in plan.left_out]
    assert len(left_out) == len(set(left_out))
    assert {*left_out, *plan.visits_made} == set(inputs.visits_by_id)
    assert not {*left_out} & plan.visits_made
    assert [route.shift for route in plan.routes] == [shift.id for shift in inputs.shifts]
    assert 0.8 * ITERATIONS <= plan.search.iterations <= 1.1 * ITERATIONS


@pytest.mark.parametrize("seed", range(4))
def test_what_promises_and_pairs_need_is_made_as_it_is_as_one(seed: int) -> None:
    inputs = town(seed)
    plan, whole = in_regions(inputs), as_one(inputs)
    assert plan.totals.promises_missed <= whole.totals.promises_missed
    pairs = {visit.id for visit in inputs.visits if visit.officers_needed == 2}
    given = {visit.id for visit in inputs.visits if visit.given_to}
    assert pairs
    assert given
    for these in (pairs, given):
        assert len(plan.visits_made & these) >= len(whole.visits_made & these)


def test_where_everything_fits_nobody_is_left_out_and_ways_are_hardly_longer() -> None:
    inputs = town(5, plain=True)
    plan, whole = in_regions(inputs), as_one(inputs)
    assert whole.left_out == ()
    assert plan.left_out == ()
    assert plan.totals.objective <= 1.1 * whole.totals.objective


def test_where_hours_are_few_what_is_lost_is_hardly_more_than_as_one() -> None:
    inputs = town(6, minutes=60, officers=4)
    plan, whole = in_regions(inputs), as_one(inputs)
    assert len(whole.left_out) > 20
    assert judged_by_whole_tables(inputs, plan) == []
    assert plan.totals.objective <= 1.15 * whole.totals.objective


def crowded_corner(random: Random) -> tuple[float, float]:
    return random.uniform(800, 1000), random.uniform(800, 1000)


def one_house(_: Random) -> tuple[float, float]:
    return 500.0, 500.0


def an_island(random: Random) -> tuple[float, float]:
    """One place in eight lies two hours away by bike."""
    if random.randrange(8):
        return random.uniform(-500, 500), random.uniform(-500, 500)
    return 29_000 + random.uniform(0, 300), random.uniform(0, 300)


@pytest.mark.parametrize(
    ("spot", "more"),
    [
        pytest.param(crowded_corner, {}, id="all homes in one corner"),
        pytest.param(one_house, {}, id="all homes in one house"),
        pytest.param(an_island, {"officers": 8}, id="an island far away"),
        pytest.param(one_house, {"officers": 1, "homes": 60}, id="one officer"),
        pytest.param(crowded_corner, {"officers": 1, "homes": 1}, id="one home"),
        pytest.param(crowded_corner, {"homes": 0}, id="no home"),
        pytest.param(crowded_corner, {"officers": 0}, id="no officer"),
    ],
)
def test_unlike_stations_are_planned_too(spot: Any, more: dict[str, int]) -> None:
    inputs = town(7, spot=spot, plain=True, **more)
    plan, whole = in_regions(inputs), as_one(inputs)
    assert judged_by_whole_tables(inputs, plan) == []
    assert len(plan.visits_made) >= 0.95 * len(whole.visits_made)


def test_the_same_iterations_give_the_same_plan() -> None:
    inputs = town(8)
    once, again = (plan_text(in_regions(inputs, seed=3)) for _ in range(2))
    assert once == again


def test_days_are_evened_out_in_regions_too() -> None:
    inputs = town(9, homes=60)
    plan = in_regions(inputs, longest_day=None, budget=Budget(None, 500))
    assert plan.search.objective_uneven is not None
    assert judged_by_whole_tables(inputs, plan) == []


@pytest.mark.parametrize("seed", [80, 87, 89, 90])
def test_rounds_booked_at_doors_keep_to_the_risk(seed: int) -> None:
    # Breaks before the first door, and pairs at the end that are late by themselves now and then:
    # two visits before such a pair have to go, and neither alone makes it less late.
    inputs = town(seed, minutes=45)
    inputs = replace(inputs, policy=replace(inputs.policy, booking=Booking()))
    plan = in_regions(inputs, budget=Budget(None, 600))
    assert judged_by_whole_tables(inputs, plan) == []
    assert len(plan.visits_made) >= 0.6 * len(inputs.visits)


def test_whoever_is_left_out_is_offered_to_a_region_that_has_time() -> None:
    # A beat of one officer with far more homes than she has hours for, beside idle officers: the
    # homes would rather have her, and go with her; what she has no time for is made by others.
    inputs = town(10, plain=True, minutes=25)
    hers = tuple(replace(visit, preferred_officer="A") for visit in inputs.visits[:70])
    inputs = replace(inputs, visits=(*hers, *inputs.visits[70:]))
    division = divide(inputs, visit_times(inputs), 3)
    sizes = [len(region.inputs.visits) for region in division.regions()]
    assert max(sizes) > 60
    plan, whole = in_regions(inputs), as_one(inputs)
    assert judged_by_whole_tables(inputs, plan) == []
    assert len(plan.visits_made) >= 0.95 * len(whole.visits_made)


class StopsOnce(RuinRecreate):
    """As if Ctrl-C was pressed while the second search ran, outside of the engine."""

    def __init__(self) -> None:
        super().__init__(threads=1)
        self.budgets: list[Budget] = []

    def solve(self, problem: Any, budget: Budget, **more: Any) -> Solution:
        self.budgets.append(budget)
        if len(self.budgets) == 2:
            raise KeyboardInterrupt
        return super().solve(problem, budget, **more)


def test_ctrl_c_keeps_what_is_found_and_plans_the_rest_with_hardly_any_search() -> None:
    inputs, engine = town(11), StopsOnce()
    plan = in_regions(inputs, engine=engine)
    assert plan.search.interrupted
    assert judged_by_whole_tables(inputs, plan) == []
    assert {budget.iterations for budget in engine.budgets[2:]} == {1}


class InterruptedTables(StraightLine):
    """As if Ctrl-C was pressed while these tables were made, counted from 1."""

    def __init__(self, *numbers: int) -> None:
        self.numbers, self.made = numbers, 0

    def tables(self, *given: Any) -> Any:
        self.made += 1
        if self.made in self.numbers:
            raise KeyboardInterrupt
        return super().tables(*given)


def planned_with(source: StraightLine, inputs: Inputs) -> Plan:
    budget = Budget(None, ITERATIONS)
    wish = SearchWish(RuinRecreate(threads=1), budget, longest_day=NO_LONGEST_DAY)
    return plan_in_regions(inputs, source, wish, SMALL)


def test_ctrl_c_while_ways_are_worked_out_keeps_what_is_planned() -> None:
    inputs = town(11)
    plan = planned_with(InterruptedTables(2), inputs)
    assert plan.search.interrupted
    assert judged_by_whole_tables(inputs, plan) == []


@pytest.mark.parametrize("numbers", [(1,), (2, 3)], ids=["before any plan", "twice"])
def test_ctrl_c_ends_it_all_before_there_is_a_plan_or_pressed_again(
    numbers: tuple[int, ...],
) -> None:
    with pytest.raises(KeyboardInterrupt):
        planned_with(InterruptedTables(*numbers), town(11))


def test_whoever_watches_sees_the_whole() -> None:
    states: list[SearchState] = []
    inputs = town(12)
    plan = in_regions(inputs, watch=states.append)
    made = len(plan.visits_made)
    assert max(state.visits_in for state in states) >= made - 1
    assert all(0 <= state.share <= 1 for state in states)
    assert states[-1].share > 0.8


def test_the_whole_is_judged_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = town(13, homes=60)

    def forgetful(inputs: Inputs, plans: Sequence[Plan]) -> Plan:
        plan = together(inputs, plans)
        first = next(k for k, route in enumerate(plan.routes) if route.stops)
        emptied = replace(plan.routes[first], stops=plan.routes[first].stops[1:])
        return replace(plan, routes=(*plan.routes[:first], emptied, *plan.routes[first + 1 :]))

    monkeypatch.setattr(in_regions_module, "together", forgetful)
    with pytest.raises(JudgeError):
        in_regions(inputs)
