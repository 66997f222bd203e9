"""A shift that an absence cuts in two keeps its limits, and what stands on it.

Tests ``planning/replan/constrained_problem.py``, ``planning/replan/request.py`` and
``planning/replan/shifts.py``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Absence, Changes
from routeplan.model.difference import slots
from routeplan.model.inputs import Policy, Shift, ShiftBreak, Visit
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.stations import HOUR, MINUTE, Street, household, inputs_of, shift, street_tables, visit

ENGINE = RuinRecreate(threads=1)
BUDGET = Budget(None, 300)
ONE_CALL = shift("A", max_visits=1)


def away(asked: Visit, shifts: list[Shift], keep: Keep) -> tuple[Plan, Plan]:
    """The plan before, and after A has said that he is away from 11:00 to 12:00."""
    homes = [household(1, "Mo-Su 09:00-10:00")]
    inputs = replace(inputs_of(homes, [asked], shifts), policy=Policy(reserve_stops=0))
    tables, source = street_tables(inputs), Street(inputs)
    before = make_plan(inputs, tables, source, ENGINE, budget=BUDGET, longest_day=NO_LONGEST_DAY)
    assert slots(before).keys() == {"v1"}
    request = ReplanTask(0, keep, Changes(absences=(Absence("A", 11 * HOUR, 12 * HOUR),)))
    return before, replan(before, inputs, request, tables, source, ENGINE, budget=BUDGET).plan


@pytest.mark.parametrize("keep", Keep)
def test_the_only_call_that_a_shift_may_make_is_not_lost_between_its_parts(keep: Keep) -> None:
    _, after = away(visit(1), [ONE_CALL], keep)
    assert slots(after).keys() == {"v1"}


def test_a_printed_call_of_two_officers_stays_on_the_part_that_it_stands_on() -> None:
    # 9:00 to 11:00, the shorter part, holds the call
    before, after = away(visit(1, officers_needed=2), [ONE_CALL, shift("B")], Keep.STRICT)
    assert slots(after) == slots(before)


def test_who_is_called_away_during_a_break_that_has_begun_takes_it_to_its_end() -> None:
    # a break from 12:00 to 13:00 at the station, after the only visit; called away at 12:30
    lunch = ShiftBreak(12 * HOUR, 12 * HOUR, HOUR)
    homes = [household(1, "Mo-Su 09:00-10:00")]
    inputs = replace(
        inputs_of(homes, [visit(1)], [shift("A", pause=lunch)]), policy=Policy(reserve_stops=0)
    )
    tables, source = street_tables(inputs), Street(inputs)
    before = make_plan(inputs, tables, source, ENGINE, budget=BUDGET, longest_day=NO_LONGEST_DAY)
    now = 12 * HOUR + 30 * MINUTE
    request = ReplanTask(now, Keep.STRICT, Changes(absences=(Absence("A", now, 15 * HOUR),)))
    made = replan(before, inputs, request, tables, source, ENGINE, budget=BUDGET)
    assert slots(made.plan) == slots(before)
    assert made.changes.absences == (Absence("A", 13 * HOUR, 15 * HOUR),)
    assert [(route.begin, route.end) for route in made.plan.routes] == [
        (9 * HOUR, 13 * HOUR),
        (15 * HOUR, 17 * HOUR),
    ]
