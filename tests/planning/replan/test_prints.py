"""What is printed is made: it is left out only where nothing else fits, or a change strikes it.

The far home h30 is an hour's walk from the station (30 places, two minutes each): there and back
cost 120 minutes, more than its worth of 60. It is printed because its officer had time to spare.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Absence, Changes
from routeplan.model.difference import slots
from routeplan.model.inputs import Inputs, Policy, Priority
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.planning.replan.printed import printed
from tests.stations import HOUR, Street, household, inputs_of, shift, street_tables, visit

ENGINE = RuinRecreate(threads=1)
HOMES = [household(k, "Mo-Su 09:00-17:00") for k in (1, 2, 30)]
DAY = [shift("A", 0), shift("B", 0)]
INPUTS = inputs_of(HOMES, [visit(k) for k in (1, 2, 30)], DAY, policy=Policy(reserve_stops=0))


def replanned(before: Plan, request: ReplanTask, inputs: Inputs = INPUTS) -> Plan:
    tables, source = street_tables(inputs), Street(inputs)
    return replan(before, inputs, request, tables, source, ENGINE, budget=Budget(None, 500)).plan


@pytest.mark.parametrize("keep", [*Keep])
def test_a_printed_home_that_is_not_worth_its_way_stays(keep: Keep) -> None:
    before = printed(INPUTS, [0], [1, 2])
    assert slots(before)["v30"].officers == ("B",)
    ill = Changes(absences=(Absence("A", 9 * HOUR, 17 * HOUR, ill=True),))
    after = slots(replanned(before, ReplanTask(0, keep, ill)))
    assert after.keys() == {"v1", "v2", "v30"}
    cancelled = slots(replanned(before, ReplanTask(0, keep, Changes(cancelled=("v2",)))))
    assert cancelled.keys() == {"v1", "v30"}


def test_what_a_change_strikes_is_made_for_what_it_is_worth() -> None:
    # B is ill: for 120 minutes of A's way, h30 is left out again, where no time is filled
    inputs = replace(INPUTS, policy=Policy(reserve_stops=0, keep_free=1.0))
    before = printed(inputs, [0], [1, 2])
    ill = Changes(absences=(Absence("B", 9 * HOUR, 17 * HOUR, ill=True),))
    after = slots(replanned(before, ReplanTask(0, changes=ill), inputs))
    assert after.keys() == {"v1", "v2"}


def test_a_worthier_new_home_does_not_take_a_printed_ones_place() -> None:
    # A has 9:00-9:20: ten minutes for one home, four of way to h1 and back, h2 eight
    homes = HOMES[:2]
    day = [shift("A", 0, 9 * HOUR, 9 * HOUR + 1200)]
    old = inputs_of(homes, [visit(1)], day, policy=Policy(reserve_stops=0))
    before = printed(old, [0])
    new = replace(visit(2), priority=Priority.HIGH)
    inputs = replace(old, visits=(visit(1), new))
    assert slots(replanned(before, ReplanTask(0), inputs)).keys() == {"v1"}
    # not printed, the worthier one goes first
    assert slots(
        make_plan(inputs, street_tables(inputs), Street(inputs), ENGINE, budget=Budget(None, 300))
    ).keys() == {"v2"}
