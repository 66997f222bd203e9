"""The time that a change frees is filled, and nobody's sheet changes for it alone.

The far home h30 is an hour's walk from the station: no ordinary visit is worth that way, and every
shift of eight hours has the time for it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Absence, Changes
from routeplan.model.difference import moved, slots
from routeplan.model.inputs import Inputs, Policy, Shift
from routeplan.model.plan import LeftOut, Plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.planning.spare_time import spare_visits
from routeplan.problem.solution import Budget
from tests.planning.replan.printed import printed
from tests.stations import HOUR, Street, household, inputs_of, shift, street_tables, visit

ENGINE = RuinRecreate(threads=1)
HOMES = [household(k, "Mo-Su 09:00-17:00") for k in (1, 2, 3, 30)]
VISITS = [visit(1, 60), visit(2, 60), visit(3, 60), visit(30, 30)]
TWO = [shift("A", 0), shift("B", 0)]


def station(shifts: list[Shift], *, keep_free: float = 0.1) -> Inputs:
    return inputs_of(HOMES, VISITS, shifts, policy=Policy(reserve_stops=0, keep_free=keep_free))


def replanned(before: Plan, request: ReplanTask, inputs: Inputs) -> Plan:
    tables, source = street_tables(inputs), Street(inputs)
    return replan(before, inputs, request, tables, source, ENGINE, budget=Budget(None, 500)).plan


def left_out(plan: Plan) -> list[tuple[str, str]]:
    return [(entry.visit, entry.code) for entry in plan.left_out]


@pytest.mark.parametrize("keep", [*Keep])
def test_a_cancelled_visit_makes_room_for_a_call_in_spare_time(keep: Keep) -> None:
    # 192 of A's 270 minutes go to v1, v2 and v3; after v1 alone there are 208, and the call at h30
    # takes 58 there, 30 at the door and 60 back
    inputs = station([shift("A", 0, 9 * HOUR, 13 * HOUR + 1800)])
    before = printed(inputs, [0, 1, 2])
    assert left_out(before) == [("v30", "no-room")]
    request = ReplanTask(0, keep, Changes(cancelled=("v2", "v3")))
    after = replanned(before, request, inputs)
    assert slots(after).keys() == {"v1", "v30"}
    assert spare_visits(after) == {"v30"}
    assert moved(before, after) == [
        stop_change for stop_change in moved(before, after) if stop_change.after is None
    ]


def test_sheets_that_do_not_change_take_no_call() -> None:
    # the plan left v30 out though B has all day: only A's sheet changes, and A has no time
    inputs = station([shift("A", 0, 9 * HOUR, 11 * HOUR), shift("B", 0)])
    before = printed(inputs, [0], [1, 2])
    after = replanned(before, ReplanTask(0, changes=Changes(cancelled=("v1",))), inputs)
    assert slots(after).keys() == {"v2", "v3"}
    hers = replanned(before, ReplanTask(0, changes=Changes(cancelled=("v2",))), inputs)
    assert slots(hers).keys() == {"v1", "v3", "v30"}, "her sheet changes: she takes it"


def test_what_has_lost_its_officer_goes_onto_any_sheet() -> None:
    inputs = station(TWO)
    before = printed(inputs, [0, 1], [2, 3])
    ill = Changes(absences=(Absence("B", 9 * HOUR, 17 * HOUR, ill=True),))
    assert slots(replanned(before, ReplanTask(0, Keep.STRICT, ill), inputs))["v30"].officers == (
        "A",
    )


def test_a_new_row_goes_onto_any_sheet() -> None:
    inputs = station(TWO)
    old = replace(inputs, visits=inputs.visits[:3])
    before = printed(old, [0, 1], [2])
    after = replanned(before, ReplanTask(0), inputs)
    assert "v30" in spare_visits(after)
    assert moved(before, after) == []


def test_what_is_kept_free_stays_free() -> None:
    inputs = station([shift("A", 0, 9 * HOUR, 13 * HOUR + 1800)], keep_free=0.5)
    before = printed(inputs, [0, 1, 2])
    request = ReplanTask(0, changes=Changes(cancelled=("v2", "v3")))
    assert left_out(replanned(before, request, inputs)) == [("v30", "kept-free")]


def test_time_that_is_over_is_not_filled() -> None:
    # at 11:00 two and a half hours are left, and v3 is still to be made
    inputs = station([shift("A", 0, 9 * HOUR, 13 * HOUR + 1800)])
    before = printed(inputs, [0, 1, 2])
    request = ReplanTask(11 * HOUR + 1800, changes=Changes(cancelled=("v3",)))
    after = replanned(before, request, inputs)
    assert [entry for entry in after.left_out if entry.visit == "v30"] == [
        LeftOut(
            "v30",
            "h30",
            "no-room",
            facts={"minutes": 30, "hours": "Mo 09:00-17:00"},
            worth=after.left_out[0].worth,
        )
    ]
