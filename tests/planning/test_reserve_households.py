"""A household is not troubled twice: what reserve stops keep apart."""

import pytest

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget
from tests.planning.decided import Decided
from tests.stations import Street, household, inputs_of, shift, street_tables, visit


def planned(inputs: Inputs, engine: Decided) -> Plan:
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        engine,
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )


def named(plan: Plan) -> dict[str, list[str]]:
    """The reserve visits of each shift."""
    return {route.shift: [stop.visit for stop in route.reserve] for route in plan.routes}


@pytest.mark.parametrize(
    ("least_days", "reserve"),
    [
        (0, ["v2b"]),
        (1, []),  # A calls there on the same day
    ],
)
def test_a_reserve_stop_keeps_its_days_from_the_households_other_visit(
    least_days: int, reserve: list[str]
) -> None:
    # A visits h2, B its neighbour h3; h2's second visit is left out
    visits = [
        visit(2, id="v2a", least_days_between=least_days),
        visit(2, id="v2b", least_days_between=least_days),
        visit(3),
    ]
    inputs = inputs_of([household(2), household(3)], visits, [shift("A"), shift("B")])
    plan = planned(inputs, Decided([0], [2]))
    assert named(plan) == {"A/0": [], "B/0": reserve}


def test_two_officers_do_not_try_one_household_on_the_same_day() -> None:
    # h4 is left out; B passes it on the way home from place 5, A turns round at place 3
    homes = [household(3), household(4), household(5)]
    visits = [visit(3), visit(4), visit(5)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")])
    plan = planned(inputs, Decided([0], [2]))
    assert named(plan) == {"A/0": [], "B/0": ["v4"]}


def test_a_household_may_be_tried_again_on_the_next_day() -> None:
    homes = [household(3), household(4), household(5)]
    visits = [visit(3), visit(4), visit(5)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B", day=1)], days=2)
    plan = planned(inputs, Decided([0], [2]))
    # v5 is planned tomorrow, and may be made today
    assert named(plan) == {"A/0": ["v4", "v5"], "B/1": ["v4"]}
