"""A time promised in the middle of the week, against sheets that are printed already.

A calls on h1 from 9:02 and on h2 from 9:14, ten minutes each. h3, two doors on, is promised 9:10,
two minutes either way. Four minutes lie between h1 and h3: who has been at h1 until 9:12 is there
at 9:16, too late. With h3 first (9:08 to 9:18 or later), h1 moves by more than five minutes.
"""

from __future__ import annotations

from dataclasses import replace

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Changes, Further, NewTime
from routeplan.model.difference import slots
from routeplan.model.inputs import Policy
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.stations import (
    HOUR,
    MINUTE,
    MONDAY,
    Street,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

HOMES = [household(k, "Mo-Su 09:00-10:00") for k in (1, 2, 3)]
INPUTS = replace(
    inputs_of(HOMES, [visit(1), visit(2)], [shift("A", 0, 9 * HOUR, 10 * HOUR)]),
    policy=Policy(reserve_stops=0),
    later_visits=(visit(3),),
)
AT = 9 * HOUR + 10 * MINUTE
ENGINE = RuinRecreate(threads=1)
BUDGET = Budget(None, 500)


def promised(officer: str | None) -> tuple[Plan, Plan]:
    """The plan before, and with the promise of a further visit, sheets kept strictly."""
    tables, source = street_tables(INPUTS), Street(INPUTS)
    before = make_plan(INPUTS, tables, source, ENGINE, budget=BUDGET, longest_day=NO_LONGEST_DAY)
    changes = Changes(
        new_times=(NewTime("h3/2", MONDAY, AT, 2 * MINUTE, officer),),
        further=(Further("h3/2", "h3"),),
    )
    request = ReplanTask(0, Keep.STRICT, changes)
    made = replan(before, INPUTS, request, tables, source, ENGINE, budget=BUDGET)
    return before, made.plan


def test_who_is_promised_keeps_it_before_what_is_printed_on_his_sheet() -> None:
    before, after = promised("A")
    assert slots(before).keys() == {"v1", "v2"}
    assert abs(slots(after)["h3/2"].begin - AT) <= 2 * MINUTE
    assert slots(after).keys() == {"v1", "v2", "h3/2"}
    assert not after.broken_promises


def test_where_nobody_is_named_strict_keeps_the_sheets_and_tells_the_promise_broken() -> None:
    before, after = promised(None)
    assert slots(after) == slots(before)
    assert [entry.visit for entry in after.broken_promises] == ["h3/2"]
