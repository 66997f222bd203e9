"""The time that a change frees is filled, and nobody's sheet changes for it alone.

The far home h30 is an hour's walk from the station: no ordinary visit is worth that way, and every
shift of eight hours has the time for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Absence, Changes, Further
from routeplan.model.difference import moved, slots
from routeplan.model.inputs import Inputs, Policy, Shift
from routeplan.model.plan import LeftOut, Plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import Replanned, replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.planning.spare_time import spare_visits
from routeplan.problem.solution import Budget
from tests.planning.replan.printed import printed
from tests.stations import (
    DAY,
    HOUR,
    MONDAY,
    Street,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

ENGINE = RuinRecreate(threads=1)
HOMES = [household(k, "Mo-Su 09:00-17:00") for k in (1, 2, 3, 30)]
VISITS = [visit(1, 60), visit(2, 60), visit(3, 60), visit(30, 30)]
TWO = [shift("A", 0), shift("B", 0)]


def station(shifts: list[Shift], *, keep_free: float = 0.1) -> Inputs:
    policy = Policy(reserve_stops=0, keep_free=keep_free)
    days = 1 + max(shift.day for shift in shifts)
    return inputs_of(HOMES, VISITS, shifts, days=days, policy=policy)


def whole(before: Plan, request: ReplanTask, inputs: Inputs) -> Replanned:
    tables, source = street_tables(inputs), Street(inputs)
    return replan(before, inputs, request, tables, source, ENGINE, budget=Budget(None, 500))


def replanned(before: Plan, request: ReplanTask, inputs: Inputs) -> Plan:
    return whole(before, request, inputs).plan


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


AGAIN = Further("h1/2", "h1", MONDAY + timedelta(days=1))
"""v1 was made on Monday, and nobody opened."""


@pytest.mark.parametrize("keep", [*Keep])
def test_a_door_that_stayed_shut_is_called_on_again_where_a_later_day_has_time(keep: Keep) -> None:
    inputs = station([shift("A", 0), shift("A", 1)])
    before = printed(inputs, [0, 1], [2])
    made = whole(before, ReplanTask(DAY, keep, again=(AGAIN,)), inputs)
    assert slots(made.plan)["h1/2"].day == 1
    assert "h1/2" in spare_visits(made.plan)
    assert moved(before, made.plan) == [], "nobody has to move for it"
    assert made.changes.further == (AGAIN,)
    assert made.inputs.visits_by_id["h1/2"].earliest == AGAIN.earliest


def test_a_plan_stays_as_printed_where_there_is_nothing_but_a_door_to_call_on_again() -> None:
    inputs = station([shift("A", 0), shift("A", 1), shift("B", 1)])
    before = printed(inputs, [0], [2, 1], [])  # a search would turn them round
    made = whole(before, ReplanTask(DAY, Keep.STRICT, again=(AGAIN,)), inputs)
    assert "h1/2" in slots(made.plan)
    assert moved(before, made.plan) == []
    none = whole(before, ReplanTask(DAY, Keep.STRICT), inputs)
    assert slots(none.plan) == slots(before)


def test_where_no_later_day_has_time_nothing_changes_and_nobody_is_left_out() -> None:
    inputs = station([shift("A", 0), shift("A", 1, 9 * HOUR, 10 * HOUR + 1800)])
    before = printed(inputs, [0, 1], [2])
    made = whole(before, ReplanTask(DAY, again=(AGAIN, Further("h2/2", "h2", MONDAY))), inputs)
    assert slots(made.plan) == slots(before)
    assert [visit for visit, _ in left_out(made.plan)] == ["v30"]
    assert made.changes == Changes()


def test_of_two_doors_the_one_that_has_a_place_is_in_the_plan_and_the_other_is_not() -> None:
    inputs = station([shift("A", 0), shift("A", 1, 9 * HOUR, 11 * HOUR + 2400)])
    before = printed(inputs, [0, 1], [2])
    both = (AGAIN, Further("h2/2", "h2", MONDAY + timedelta(days=1)))
    made = whole(before, ReplanTask(DAY, again=both), inputs)
    (again,) = made.changes.further
    assert again in both
    assert {visit.id for visit in made.inputs.visits} - {v.id for v in inputs.visits} == {
        again.visit
    }


def test_who_is_out_already_is_given_no_further_door() -> None:
    inputs = station([shift("A", 0), shift("A", 1)])
    before = printed(inputs, [0], [1, 2])
    late = ReplanTask(DAY + 11 * HOUR + 1800, again=(AGAIN,))
    assert slots(replanned(before, late, inputs)) == slots(before)
    changed = replace(late, changes=Changes(cancelled=("v3",)))
    assert "h1/2" in slots(replanned(before, changed, inputs)), "the sheet changes anyway"
