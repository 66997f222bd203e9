"""The proposal beside every way to hand rounds over, on small random plans."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routeplan.balance.swap import TOLERANCE, even_out
from routeplan.balance.workloads import workload
from routeplan.model.plan import Plan, paid_seconds
from tests.balance.plans import violations
from tests.balance.random_plans import handed_over, random_plan, shares
from tests.stations import HOUR

SEEDS = range(50)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_way_to_hand_rounds_over_is_more_even_or_moves_fewer(seed: int) -> None:
    inputs, plan = random_plan(seed)
    found = even_out(inputs, plan, tolerance=0)
    assert violations(inputs, found.plan) == []
    assert found.plan.totals.objective <= plan.totals.objective
    assert found.proven
    best = min(
        (shares(inputs, changed), sum(r != s for r, s in taken.items()))
        for taken, changed in handed_over(inputs, plan)
    )
    assert (shares(inputs, found.plan), len(found.moves)) == best


@pytest.mark.parametrize("seed", SEEDS)
def test_with_earlier_plans_no_way_is_more_even_by_what_all_have_carried(seed: int) -> None:
    inputs, plan = random_plan(seed)
    rng = Random(seed)
    parts = {officer.id: rng.choice((0.5, 1.0)) for officer in inputs.officers}
    officers = tuple(replace(officer, share=parts[officer.id]) for officer in inputs.officers)
    inputs = replace(inputs, officers=officers)
    before = {who: rng.randint(0, 3) * HOUR for who in parts}
    before[officers[0].id] = HOUR
    found = even_out(inputs, plan, tolerance=0, before=before)
    assert violations(inputs, found.plan) == []
    assert found.plan.totals.objective <= plan.totals.objective
    on_shift = {who for shift in inputs.shifts for who in shift.officers}

    def by_share(changed: Plan) -> list[float]:
        """Seconds for each full share, the highest first."""
        busy = {who: float(before[who]) for who in on_shift}
        for route in changed.routes:
            for who in route.officers:
                busy[who] += route.busy_seconds
        return sorted((busy[who] / parts[who] for who in on_shift), reverse=True)

    # a thousandth of the paid hours for a full share: what the search tells apart
    paid = sum(paid_seconds(shift) * len(shift.officers) for shift in inputs.shifts)
    least = paid / sum(parts[who] for who in on_shift) / 1000 + 1
    best = min(by_share(changed) for _, changed in handed_over(inputs, plan))
    assert found.proven
    assert max(by_share(found.plan)) <= best[0] + least


@pytest.mark.parametrize("seed", SEEDS)
def test_within_the_tolerance_the_highest_share_never_rises_and_fewer_rounds_move(
    seed: int,
) -> None:
    inputs, plan = random_plan(seed)
    exact, found = even_out(inputs, plan, tolerance=0), even_out(inputs, plan)
    assert violations(inputs, found.plan) == []
    assert len(found.moves) <= len(exact.moves)
    highest = [
        workload(inputs, variant).share_range[1] for variant in (plan, found.plan, exact.plan)
    ]
    assert highest[1] <= min(highest[0], highest[2] + TOLERANCE)


def test_the_random_plans_try_what_they_should() -> None:
    plans = [random_plan(seed) for seed in SEEDS]
    stops = [stop for _, plan in plans for route in plan.routes for stop in route.stops]
    ways = [even_out(inputs, plan, tolerance=0).moves for inputs, plan in plans]
    assert sum(bool(moves) for moves in ways) >= 15
    assert sum(not moves for moves in ways) >= 5
    assert sum(bool(stop.partners) for stop in stops) >= 20
    assert sum(stop.promised for stop in stops) >= 5
    assert sum(stop.minor_cost > 0 for stop in stops) >= 20
