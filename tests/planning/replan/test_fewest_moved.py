"""A replan changes as little as can be: compared with every way to change less.

Tests ``model/difference.py``, ``planning/replan/changed_problem.py``,
``planning/replan/replan.py`` and ``planning/replan/replan_searches.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.changes import Absence, Changes, NewTime, changed_inputs
from routeplan.model.difference import TOLERATED_SECONDS, Slot, moved, slots
from routeplan.model.inputs import Inputs, Policy
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

VISITS = 10
PRICE = 120 * MINUTE
"""More than all the ways along the street: the fewest changes are the cheapest plan."""
ENGINE = RuinRecreate(threads=1)


@dataclass(frozen=True)
class Spot:
    """A visit on one officer's round: where, how long, and when it may begin."""

    place: int
    seconds: int
    starts: Sequence[tuple[int, int]]


def station(seed: int) -> Inputs:
    """Ten homes along the street, at home all day; A and B have time for them, no more."""
    random = Random(seed)
    homes = [household(k, "Mo-Su 08:00-20:00") for k in range(1, VISITS + 1)]
    visits = [visit(k, random.choice([15, 20, 30])) for k in range(1, VISITS + 1)]
    shifts = [shift(letter, 0, 9 * HOUR, 13 * HOUR) for letter in "AB"]
    return inputs_of(homes, visits, shifts, policy=Policy(reserve_stops=0))


def planned(inputs: Inputs) -> Plan:
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        ENGINE,
        budget=Budget(None, 1000),
        longest_day=NO_LONGEST_DAY,
    )


def what_happens(seed: int, plan: Plan) -> Changes:
    """Somebody calls in with another time, or B is called away for half an hour."""
    random = Random(seed)
    if seed % 2:
        begin = (9 * HOUR) + random.randrange(4, 9) * 15 * MINUTE
        return Changes(absences=(Absence("B", begin, begin + 30 * MINUTE),))
    which = random.choice([stop.visit for route in plan.routes for stop in route.stops])
    at = 9 * HOUR + random.randrange(1, 11) * 15 * MINUTE
    return Changes(new_times=(NewTime(which, MONDAY, at, 5 * MINUTE),))


def changes_between(before: Plan, after: Plan) -> int:
    """Another officer is one change, another time is one; leaving out is both."""
    old, new = slots(before), slots(after)
    return sum(changes_of(was, new.get(visit)) for visit, was in old.items())


def changes_of(was: Slot, now: Slot | None) -> int:
    if now is None:
        return 2
    return (now.officers != was.officers) + (abs(now.begin - was.begin) > TOLERATED_SECONDS)


def fewest_changes(before: Plan, inputs: Inputs, keep: Keep, hit: tuple[str, ...]) -> int:
    """The least number of changes with which every other visit can stay, by trying them all.

    ``strict`` changes only visits of ``hit``, the officer to whom something happens.

    A visit that gets another officer *and* another time changes twice, and so does one that is left
    out, which is always possible: so it is enough to try other times with the same officer, other
    officers at the same time, and leaving out. What is promised is never left out; both change.
    """
    ids = [visit.id for visit in inputs.visits]
    old = {visit: slot for visit, slot in slots(before).items() if visit in ids}
    may = [visit for visit, slot in old.items() if keep != Keep.STRICT or slot.officers == hit]
    for total in range(2 * len(may) + 1):
        for out_count in range(total // 2 + 1):
            for out in combinations(may, out_count):
                rest = [visit for visit in may if visit not in out]
                for changed in combinations(rest, total - 2 * out_count):
                    if any(possible(inputs, old, out, swap) for swap in swaps(changed)):
                        return total
    raise AssertionError("no plan keeps the promise")


def swaps(changed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each of the changed visits gets another time, or another officer."""
    if not changed:
        yield {}
        return
    for rest in swaps(changed[1:]):
        yield {changed[0]: "time", **rest}
        yield {changed[0]: "officer", **rest}


def possible(
    inputs: Inputs, old: dict[str, Slot], out: Sequence[str], swap: dict[str, str]
) -> bool:
    """Whether both officers can make their visits, in some order of those that get another time."""
    times = dict(zip((visit.id for visit in inputs.visits), visit_times(inputs), strict=True))
    for letter in "AB":
        pinned, free = [], []
        for visit_id, was in sorted(old.items(), key=lambda item: item[1].begin):
            here = was.officers == (letter,)
            both = visit_id in out and inputs.visits_by_id[visit_id].appointment is not None
            leaves = both or swap.get(visit_id) == "officer"
            if (visit_id in out and not both) or here == leaves:
                continue
            spot = spot_of(inputs, visit_id, [(s.first, s.last) for s in times[visit_id].starts])
            if both or swap.get(visit_id) == "time":
                free.append(spot)
            else:
                pinned.append(near(spot, was.begin))
        if not any(fits(inputs, letter, order) for order in orders(pinned, free)):
            return False
    return True


def spot_of(inputs: Inputs, visit_id: str, starts: Sequence[tuple[int, int]]) -> Spot:
    it = inputs.visits_by_id[visit_id]
    return Spot(inputs.household(it.household).place, it.seconds, starts)


def near(spot: Spot, begin: int) -> Spot:
    first, last = begin - TOLERATED_SECONDS, begin + TOLERATED_SECONDS
    cut = [(max(a, first), min(b, last)) for a, b in spot.starts]
    return replace(spot, starts=[(a, b) for a, b in cut if a <= b])


def orders(pinned: list[Spot], free: list[Spot]) -> Iterator[list[Spot]]:
    if not free:
        yield pinned
        return
    for order in orders(pinned, free[1:]):
        for k in range(len(order) + 1):
            yield [*order[:k], free[0], *order[k:]]


def fits(inputs: Inputs, letter: str, order: Sequence[Spot]) -> bool:
    """Follow the officer through his shift, or its parts, going to each door as early as can be."""
    parts = [s for s in inputs.shifts if s.officers == (letter,)]
    return any(
        all(walk(part.begin, part.end, own) for part, own in zip(parts, cut, strict=True))
        for cut in cuts(list(order), len(parts))
    )


def cuts(order: list[Spot], parts: int) -> Iterator[list[list[Spot]]]:
    if parts == 1:
        yield [order]
        return
    for k in range(len(order) + 1):
        for rest in cuts(order[k:], parts - 1):
            yield [order[:k], *rest]


def walk(begin: int, end: int, order: Sequence[Spot]) -> bool:
    now, place = begin, 0
    for spot in order:
        now += 2 * MINUTE * abs(spot.place - place)
        start = next((max(now, a) for a, b in spot.starts if now <= b), None)
        if start is None:
            return False
        now, place = start + spot.seconds, spot.place
    return now + 2 * MINUTE * place <= end


@pytest.mark.parametrize("keep", [Keep.STRICT, Keep.BALANCED])
@pytest.mark.parametrize(
    "seed",
    [
        0,
        1,
        2,
        4,
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in (3, *range(5, 13))),
    ],
)
def test_a_replan_makes_the_fewest_changes_that_are_possible(seed: int, keep: Keep) -> None:
    inputs = station(seed)
    before = planned(inputs)
    request = ReplanTask(now=0, keep=keep, changes=what_happens(seed, before), price=PRICE)
    made = replan(
        before,
        inputs,
        request,
        street_tables(inputs),
        Street(inputs),
        ENGINE,
        budget=Budget(None, 10_000),
    )
    changed = changed_inputs(inputs, request.changes)
    hit = officer_hit(before, request.changes)
    assert changes_between(before, made.plan) == fewest_changes(before, changed, keep, hit)
    if keep == Keep.STRICT:
        assert {c.before.officers for c in moved(before, made.plan) if c.before} <= {hit}


def officer_hit(before: Plan, changes: Changes) -> tuple[str, ...]:
    if changes.absences:
        return (changes.absences[0].officer,)
    return slots(before)[changes.new_times[0].visit].officers
