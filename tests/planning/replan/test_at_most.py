"""No more printed stops move than may, whatever happens; and what must move is named."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.errors import InputError
from routeplan.model.changes import Absence, Changes, changed_inputs
from routeplan.model.difference import moved
from routeplan.model.inputs import Inputs, Policy
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import Replanned, replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.stations import HOUR, MINUTE, Street, household, inputs_of, shift, street_tables, visit

ENGINE = RuinRecreate(threads=1)
SEEDS = [0, 1, 2, *(pytest.param(k, marks=pytest.mark.slow) for k in range(3, 30))]


def station(seed: int) -> Inputs:
    """Twelve homes along the street for A and B on two days; there is time for most of them."""
    random = Random(seed)
    homes = [household(k, "Mo-Su 08:00-20:00") for k in range(1, 13)]
    visits = [visit(k, random.choice([15, 20, 30])) for k in range(1, 13)]
    shifts = [
        shift(letter, day, 9 * HOUR, (11 + random.randrange(2)) * HOUR)
        for day in (0, 1)
        for letter in "AB"
    ]
    return inputs_of(homes, visits, shifts, days=2, policy=Policy(reserve_stops=0))


def planned(inputs: Inputs) -> Plan:
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        ENGINE,
        budget=Budget(None, 500),
        longest_day=NO_LONGEST_DAY,
    )


def something(seed: int, inputs: Inputs, plan: Plan) -> tuple[Inputs, ReplanTask]:
    """A is ill on the first day, or a new home asks for a visit, or a home gets longer visits."""
    random = Random(seed)
    request = ReplanTask(now=0, keep=random.choice([*Keep]), price=MINUTE)
    if seed % 3 == 0:
        absence = Absence("A", 9 * HOUR, 13 * HOUR, ill=True)
        return inputs, replace(request, changes=Changes(absences=(absence,)))
    if seed % 3 == 1:
        new = replace(inputs.visits[0], id="new", household="h5", seconds=20 * MINUTE)
        return replace(inputs, visits=(*inputs.visits, replace(new, least_days_between=0))), request
    longer = next(stop.visit for route in plan.routes for stop in route.stops)
    visits = [replace(v, seconds=v.seconds * 2) if v.id == longer else v for v in inputs.visits]
    return replace(inputs, visits=tuple(visits)), replace(request, struck=frozenset({longer}))


def replanned(before: Plan, inputs: Inputs, request: ReplanTask) -> Replanned:
    tables, source = street_tables(inputs), Street(inputs)
    return replan(before, inputs, request, tables, source, ENGINE, budget=Budget(None, 400))


def count(before: Plan, made: Replanned) -> int:
    asked = {visit.id for visit in made.inputs.visits}
    return sum(stop_change.visit in asked for stop_change in moved(before, made.plan))


def must_move(before: Plan, inputs: Inputs, request: ReplanTask) -> int:
    """Stops that nobody of theirs can make on that day any more: the least there can be."""
    after = changed_inputs(inputs, request.changes)
    there = {(s.day, officer) for s in after.shifts for officer in s.officers}
    return sum(
        (route.day, route.officers[0]) not in there for route in before.routes for _ in route.stops
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_no_more_stops_move_than_may(seed: int) -> None:
    old = station(seed)
    before = planned(old)
    inputs, request = something(seed, old, before)
    least = must_move(before, inputs, request)
    free = count(before, replanned(before, inputs, replace(request, keep=Keep.FREE)))
    found = []
    for limit in sorted({*range(least, least + 4), free}):
        try:
            made = replanned(before, inputs, replace(request, at_most=limit))
        except InputError as error:
            (finding,) = error.findings
            assert finding.code == "change-at-most"
            assert not found, "a smaller number was kept already"
            continue
        assert count(before, made) <= limit
        found.append(limit)
    assert found  # some number of these is enough
    if seed % 3 == 0:
        assert found[0] == least  # what A had goes to others or out, all else can stay
    if seed % 3 == 1:
        assert found[0] == 0  # a new home moves nobody, if need be by being left out


def test_fewer_than_must_move_are_refused_with_the_reason() -> None:
    inputs = station(0)
    before = planned(inputs)
    absence = Absence("A", 9 * HOUR, 13 * HOUR, ill=True)
    request = ReplanTask(now=0, changes=Changes(absences=(absence,)))
    hers = [
        stop.visit for r in before.routes if (r.day, r.officers) == (0, ("A",)) for stop in r.stops
    ]
    assert must_move(before, inputs, request) == len(hers) > 0
    with pytest.raises(InputError) as caught:
        replanned(before, inputs, replace(request, at_most=len(hers) - 1))
    (finding,) = caught.value.findings
    assert all(f"{change} has lost its officer" in finding.message for change in hers)
    assert finding.fix == f"give --at-most {len(hers)} or more"


def test_a_new_home_has_room_made_for_it_within_the_number() -> None:
    """A's day 9:00-11:00 holds v1 (to 9:02, 30 min) and v2 (from 9:34 on); v3 must be at 9:05.

    v3's ten minutes fit before v1 only if that moves; nothing may move, and it is left out; one
    may, and it is made.
    """
    homes = [
        household(1, "Mo 09:00-11:00"),
        household(2, "Mo 09:00-11:00"),
        household(3, "Mo 09:00-09:20"),
    ]
    visits = [visit(1, 30), visit(2, 30)]
    shifts = [shift("A", 0, 9 * HOUR, 11 * HOUR)]
    old = inputs_of(homes, visits, shifts, policy=Policy(reserve_stops=0))
    before = planned(old)
    inputs = replace(old, visits=(*visits, visit(3, 10)))
    made = {
        limit: {
            stop.visit
            for route in replanned(before, inputs, ReplanTask(0, at_most=limit)).plan.routes
            for stop in route.stops
        }
        for limit in (0, 2)
    }
    assert made == {0: {"v1", "v2"}, 2: {"v1", "v2", "v3"}}
