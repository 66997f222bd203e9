"""Rounds with two-officer visits, and rounds of which something is decided already.

On the tests' street it is two minutes on foot from place to place; a home without hours of its own
opens with chance 0.5, and ``high`` is worth 180 minutes, ``normal`` 60.

Tests ``planning/explain/plan_case.py`` and ``planning/explain/part.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.inputs import Appointment, Inputs, Priority
from routeplan.model.locks import Lock
from routeplan.planning.explain.every_rule_kept import is_sound
from routeplan.planning.explain.explanation import explain_household, explain_visit
from routeplan.planning.explain.other_ways import ask, forced
from routeplan.planning.explain.part import part_of
from routeplan.planning.explain.plan_case import Decided, PlanCase, open_case
from routeplan.planning.insertion.placing import makers_of
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.problem.solution import Budget
from tests.planning.explain.cases import case_of, explained, plan_of
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

SIGNS = frozenset({"signs"})


def pair() -> Inputs:
    """Both have 80 minutes: enough for v1, which needs two, or for v2, which needs A's skill."""
    visits = [
        visit(1, 40, officers_needed=2, priority=Priority.HIGH),
        visit(2, 40, skills=SIGNS),
    ]
    until = 10 * HOUR + 20 * MINUTE
    shifts = [shift("A", end=until, skills=SIGNS), shift("B", end=until)]
    return inputs_of([household(1), household(2)], visits, shifts)


def test_what_takes_one_of_two_officers_pushes_their_visit_out() -> None:
    found = explained(pair(), "v2", [0], [0])
    assert found.longer_search is None
    way = next(option for option in found.options if option.officers == ("A",))
    assert way.pushed_out == ("v1",)
    assert way.price is not None
    # two ways of 4 minutes less, one of 8 more; half of 180 saved, half of 60 lost; 180 - 60 out
    assert (way.price.travel, way.price.lost_chance) == (0, -60 * MINUTE)
    assert way.price.worth_left_out == 120 * MINUTE
    assert way.price.total == 60 * MINUTE


def test_a_part_holds_both_halves_of_a_visit_or_neither() -> None:
    case = case_of(pair(), [0], [0])
    part = part_of(case, case.setting, case.solution, (0,), 1)
    found = case.search(forced(part.problem, part.v), part.solution)
    whole = part.whole(found, case.solution)
    assert is_sound(case.problem, whole)
    assert makers_of(whole, 0) == (0, 1)  # nobody lets B wait there alone


def test_a_pinned_half_keeps_its_second() -> None:
    case = case_of(pair(), [0], [0])
    part = part_of(case, case.setting, case.solution, (1,), 1)
    problem = part.problem
    assert problem.stays is not None
    assert problem.stays.tolist() == [True, False]
    second = case.solution.choices[1].starts[0][0]
    assert (problem.start_first[0], problem.start_last[0]) == (second, second)
    assert problem.officers_needed[0] == 1


def test_visits_outside_of_a_part_keep_their_days_to_those_inside() -> None:
    visits = [visit(1, id="a", least_days_between=2), visit(1, id="b", least_days_between=1)]
    shifts = [shift("A"), shift("A", day=1), shift("A", day=2)]
    case = case_of(inputs_of([household(1)], visits, shifts, days=3), [0], [], [])
    part = part_of(case, case.setting, case.solution, (1, 2), 1)
    # two days after Monday's visit: not on Tuesday, but on Wednesday
    assert part.problem.roles[0].astype(bool).tolist() == [False, True]


def decided_case(inputs: Inputs, *rounds: list[int], **decided: object) -> PlanCase:
    plan = plan_of(inputs, *rounds)
    return open_case(
        plan,
        inputs,
        street_tables(inputs),
        RuinRecreate(threads=1),
        Budget(None, 200),
        decided=Decided(inputs, **decided),  # type: ignore[arg-type]
    )


def three_days() -> Inputs:
    """A has an hour a day, v1 takes Monday's; v2 can only be on Tuesday."""
    homes = [household(1), household(2, "Tu 09:00-10:00")]
    visits = [visit(1, 50), visit(2, 50)]
    shifts = [shift("A", day=day, end=10 * HOUR) for day in range(3)]
    return inputs_of(homes, visits, shifts, days=3)


def test_days_that_are_over_are_not_offered() -> None:
    # Tuesday is over by now: Wednesday alone is left
    case = decided_case(three_days(), [0], [], [], now=DAY + 12 * HOUR)
    found = explain_visit(case, 1)
    closed = {option.day: option.why_not for option in found.options if option.why_not}
    assert closed == {0: "over or locked", 1: "over or locked", 2: "not on shift in its hours"}
    assert {change.where.day for change in found.changes} == {2}
    assert "on Wed 2 Dec" in found.sentence


def test_a_locked_round_takes_nothing_in() -> None:
    inputs = three_days()
    tuesday = MONDAY + timedelta(days=1)
    free = explain_visit(decided_case(inputs, [0], [], []), 1)
    assert free.longer_search is not None
    case = decided_case(inputs, [0], [], [], locks=(Lock("L1", on=tuesday),))
    found = explain_visit(case, 1)
    assert found.longer_search is None
    assert all(option.price is None for option in found.options if option.day == 1)


def test_what_a_strict_replan_keeps_is_not_moved() -> None:
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift("A"), shift("B")])
    free = explain_visit(decided_case(inputs, [0, 1], []), 0)
    assert any(option.officers == ("B",) for option in free.options)
    found = explain_visit(decided_case(inputs, [0, 1], [], keep=Keep.STRICT), 0)
    assert all(option.price is None for option in found.options)
    assert found.sentence.endswith("and stays: it is done, locked or printed.")


def test_a_visit_that_is_done_stays() -> None:
    case = decided_case(three_days(), [0], [1], [], now=12 * HOUR)
    done, tomorrow = (explain_visit(case, v) for v in (0, 1))
    assert done.sentence.endswith("and stays: it is done, locked or printed.")
    assert ask(case, 1).stays is False
    assert "stays" not in tomorrow.sentence


@pytest.mark.parametrize(
    ("later", "standing", "told"),
    [
        (
            {"appointment": Appointment(MONDAY + timedelta(days=12), 10 * HOUR, 600)},
            "promised",
            "its appointment is on Sat 12 Dec 2026.",
        ),
        ({"earliest": MONDAY + timedelta(days=60)}, "met", "it is not due before Fri 29 Jan 2027."),
        ({}, "moved away", "the visit log says: moved away."),
    ],
)
def test_households_that_this_plan_is_not_for_have_an_answer(
    later: dict[str, object], standing: str, told: str
) -> None:
    inputs = replace(three_days(), later_visits=(visit(1, id="later", **later),), visits=())
    (found,) = explain_household(case_of(inputs, [], [], []), "h1", standing=standing)
    assert found.sentence == f"later Resident 1 is not in this plan: {told}"
    assert (found.code, found.changes) == ("not-now", ())


def test_a_household_that_nobody_asks_a_visit_for_has_an_answer() -> None:
    inputs = three_days()
    gone = replace(inputs, visits=inputs.visits[:1])
    (found,) = explain_household(case_of(gone, [0], [], []), "h2")
    assert found.sentence == "h2 Resident 2 is not in this plan: no visit is asked for."


def test_a_visit_that_was_named_is_explained_alone() -> None:
    inputs = three_days()
    twice = (*inputs.visits, replace(inputs.visits[0], id="again"))
    case = case_of(replace(inputs, visits=twice), [0], [], [])
    both = explain_household(case, inputs.visits[0].household)
    assert [explanation.visit for explanation in both] == [inputs.visits[0].id, "again"]
    (named,) = explain_household(case, inputs.visits[0].household, visit="again")
    assert named.visit == "again"
