"""A round that no change touches keeps the minutes that stand on its sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Changes
from routeplan.model.difference import slots
from routeplan.model.inputs import Policy
from routeplan.model.plan import Plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.planning.replan.printed import printed
from tests.stations import Street, household, inputs_of, shift, street_tables, visit

HOMES = [household(k, "Mo-Su 09:00-17:00") for k in (1, 2, 3, 4)]
DAY = [shift("A", 0), shift("B", 0)]
INPUTS = inputs_of(HOMES, [visit(k) for k in (1, 2, 3, 4)], DAY, policy=Policy(reserve_stops=0))
LATER = 240
"""Four minutes: no move."""


def four_minutes_later(plan: Plan) -> Plan:
    """The plan as it was printed: A leaves later than has to be, and so does all that follows."""
    route = plan.routes[0]
    stops = (replace(s, begin=s.begin + LATER, end=s.end + LATER) for s in route.stops)
    moved = replace(route, leave=route.leave + LATER, back=route.back + LATER, stops=tuple(stops))
    return replace(plan, routes=(moved, *plan.routes[1:]))


def replanned(before: Plan, keep: Keep, *cancelled: str) -> Plan:
    request = ReplanTask(0, keep, Changes(cancelled=cancelled))
    tables, source = street_tables(INPUTS), Street(INPUTS)
    engine, budget = RuinRecreate(threads=1), Budget(None, 300)
    return replan(before, INPUTS, request, tables, source, engine, budget=budget).plan


@pytest.mark.parametrize("keep", [Keep.BALANCED, Keep.STRICT])
def test_a_round_that_no_change_touches_keeps_its_minutes(keep: Keep) -> None:
    before = four_minutes_later(printed(INPUTS, [0, 1], [2, 3]))
    after = replanned(before, keep, "v4")
    assert slots(after).keys() == {"v1", "v2", "v3"}
    assert {v: slots(after)[v].begin for v in ("v1", "v2")} == {
        v: slots(before)[v].begin for v in ("v1", "v2")
    }


def test_a_round_that_lost_a_stop_is_timed_anew() -> None:
    before = four_minutes_later(printed(INPUTS, [0, 1], [2, 3]))
    after = replanned(before, Keep.BALANCED, "v2")
    assert slots(after)["v1"].begin < slots(before)["v1"].begin
