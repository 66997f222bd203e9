"""Plans of regions put together, and their ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from routeplan.check import judge
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, Mode
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.regions.divide import divide
from routeplan.planning.regions.whole import (
    PlannedRegion,
    WaysOfRegions,
    after_leaving,
    kept_on_disk,
    together,
)
from routeplan.problem.solution import Budget
from routeplan.travel.straight_line import StraightLine
from tests.planning.regions.towns import town

INPUTS = town(1, homes=60, officers=4, minutes=60)
SOURCE = StraightLine()


def planned() -> list[PlannedRegion]:
    found = []
    for region in divide(INPUTS, visit_times(INPUTS), 2).regions():
        tables = SOURCE.tables(region.inputs.places, region.inputs.modes)
        plan = make_plan(
            region.inputs,
            tables,
            SOURCE,
            RuinRecreate(threads=1),
            budget=Budget(None, 200),
            longest_day=NO_LONGEST_DAY,
        )
        found.append(PlannedRegion(region, tables, plan))
    return found


def test_ways_are_those_of_the_whole_within_a_region_and_none_between_two() -> None:
    regions = planned()
    ways, tables = WaysOfRegions(regions), SOURCE.tables(INPUTS.places, INPUTS.modes)
    assert (ways.source, ways.estimate) == (tables.source, tables.estimate)
    for region in regions:
        for here in region.region.places:
            for there in region.region.places:
                assert ways.between(Mode.BIKE, here, there) == tables.between(
                    Mode.BIKE, here, there
                )
    one, other = (set(region.region.places) for region in regions)
    apart = (next(iter(one - other)), next(iter(other - one)))
    assert ways.between(Mode.BIKE, *apart) == (NO_WAY, NO_WAY)
    assert ways.between(Mode.CAR, 0, 1) == (NO_WAY, NO_WAY)


def test_tables_on_disk_are_the_same_and_cannot_be_written(tmp_path: Path) -> None:
    tables = SOURCE.tables(INPUTS.places, INPUTS.modes)
    kept = kept_on_disk(tables, tmp_path, "0")
    assert isinstance(kept.seconds, np.memmap)
    assert not kept.seconds.flags.writeable
    assert (kept.seconds == tables.seconds).all()
    assert (kept.metres == tables.metres).all()


def test_a_plan_put_together_has_all_routes_in_order_and_sums_of_all_terms() -> None:
    plans = [region.plan for region in planned()]
    assert all(plan.left_out for plan in plans)
    whole = together(INPUTS, plans)
    assert [route.shift for route in whole.routes] == [shift.id for shift in INPUTS.shifts]
    assert whole.totals.travel == sum(plan.totals.travel for plan in plans)
    assert whole.totals.objective == sum(plan.totals.objective for plan in plans)
    assert whole.search.iterations == sum(plan.search.iterations for plan in plans)
    assert whole.search.objective_uneven is None
    order = [(not visit.broken_promise, -visit.worth, visit.visit) for visit in whole.left_out]
    assert order == sorted(order)
    assert len(order) == sum(len(plan.left_out) for plan in plans)


def test_one_interrupted_region_makes_an_interrupted_plan() -> None:
    first, second = (region.plan for region in planned())
    stopped = replace(second, search=replace(second.search, interrupted=True, objective_uneven=7))
    known = replace(first, search=replace(first.search, objective_uneven=5))
    assert together(INPUTS, [known, stopped]).search.interrupted
    assert together(INPUTS, [known, stopped]).search.objective_uneven == 12


def test_what_goes_to_another_region_is_no_loss_and_no_reserve_stop_of_this_one() -> None:
    before = planned()[0]
    plan = before.plan
    reserve = {stop.visit for route in plan.routes for stop in route.reserve}
    gone = {entry.visit for entry in plan.left_out if entry.visit in reserve}
    assert gone
    after = after_leaving(before, gone)
    rest = after.plan
    assert rest.left_out == tuple(entry for entry in plan.left_out if entry.visit not in gone)
    lost = [entry for entry in plan.left_out if entry.visit in gone]
    worth = sum(entry.worth for entry in lost)
    assert rest.totals.worth_left_out == plan.totals.worth_left_out - worth
    missed = sum(entry.broken_promise for entry in lost)
    assert rest.totals.promises_missed == plan.totals.promises_missed - missed
    assert [route.stops for route in rest.routes] == [route.stops for route in plan.routes]
    assert any(route.reserve for route in rest.routes)
    inputs = after.region.inputs
    assert judge(inputs, visit_times(inputs), after.travel, rest) == []
    assert after_leaving(before, {"somebody else's"}) is before
