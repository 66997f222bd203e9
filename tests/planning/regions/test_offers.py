"""Who is left out in one region is offered to another one, nearest first, while there is time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Priority
from routeplan.model.plan import LeftOut, Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.regions.able import Able
from routeplan.planning.regions.divide import Division
from routeplan.planning.regions.offers import Offers
from routeplan.problem.solution import Budget
from routeplan.travel.straight_line import StraightLine
from tests.planning.regions.towns import at, town

OFFICERS = 3


def row_of_regions(inputs: Inputs) -> Division:
    """A region for each officer; homes in a row from west to east, a third in each."""
    count = len(inputs.households)
    region = {home.id: OFFICERS * h // count for h, home in enumerate(inputs.households)}
    homes = tuple(
        replace(home, coordinate=at(100.0 * h, 0)) for h, home in enumerate(inputs.households)
    )
    inputs = replace(inputs, households=homes)
    shift = np.array(["ABC".index(shift.officers[0]) for shift in inputs.shifts])
    able = Able(inputs, visit_times(inputs), shift, OFFICERS)
    return Division(inputs, OFFICERS, region, shift, able)


def plain_row(*, homes: int = 30, minutes: int = 10) -> Division:
    return row_of_regions(
        town(1, homes=homes, officers=OFFICERS, days=1, minutes=minutes, plain=True)
    )


def plans_of(division: Division) -> list[Plan]:
    source = StraightLine()
    return [
        make_plan(
            region.inputs,
            source.tables(region.inputs.places, region.inputs.modes),
            source,
            RuinRecreate(threads=1),
            budget=Budget(None, 100),
            longest_day=NO_LONGEST_DAY,
        )
        for region in division.regions()
    ]


def leaving_out(plan: Plan, *numbers: int, code: str = "no-room", broken: bool = False) -> Plan:
    """The plan without some visits, which it leaves out."""
    ids = {f"v{number}" for number in numbers}
    routes = tuple(
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit not in ids))
        for route in plan.routes
    )
    out = tuple(
        LeftOut(f"v{n}", f"h{n}", code, broken_promise=broken, worth=100 * n) for n in numbers
    )
    return replace(plan, routes=routes, left_out=(*plan.left_out, *out))


def test_where_nobody_is_left_out_nobody_moves() -> None:
    division = plain_row()
    plans = plans_of(division)
    assert all(plan.left_out == () for plan in plans)
    assert Offers(division).of(division, plans) == {}


def test_a_home_goes_to_the_nearest_region_and_never_twice_to_one() -> None:
    division = plain_row()
    first, second, third = plans_of(division)
    plans = [leaving_out(first, 2), second, third]
    offers = Offers(division)
    assert offers.of(division, plans) == {"h2": 1}
    moved = division.with_homes({"h2": 1})
    assert moved.home["h2"] == 1
    assert moved.home["h3"] == division.home["h3"] == 0
    assert offers.of(moved, plans) == {"h2": 2}
    assert offers.of(moved, plans) == {}


def test_the_worthiest_come_first_while_there_is_time_and_promises_without_any() -> None:
    # an hour or two for each visit: two officers who have twenty short ones have no time for all
    division = plain_row(homes=30, minutes=60)
    out = (3, 4, 5, 6, 7, 8, 9)
    plans = [leaving_out(plans_of(plain_row())[0], *out)]
    plans += plans_of(plain_row())[1:]
    open_to_others = [shift for shift in division.inputs.shifts if shift.officers != ("A",)]
    routes = {route.shift: route for plan in plans for route in plan.routes}
    free = sum(
        0.9 * (other.end - other.begin - 1800) - routes[other.id].busy_seconds
        for other in open_to_others
    )
    lengths = {visit.household: visit.seconds + 240 for visit in division.inputs.visits}
    moves = Offers(division).of(division, plans)
    taken = sum(lengths[household] for household in moves)
    assert 0 < taken <= free
    assert len(moves) < len(out)
    assert "h9" in moves
    promised = [leaving_out(plans[0], 2, code="no-room", broken=True), *plans[1:]]
    assert "h2" in Offers(division).of(division, promised)


def test_nobody_is_offered_what_holds_everywhere_or_who_is_called_on_anyway() -> None:
    division = plain_row()
    first, second, third = plans_of(division)
    plans = [leaving_out(first, 2, code="do-not-call"), second, third]
    assert Offers(division).of(division, plans) == {}
    asleep = tuple(
        replace(home, availability="Mo-Su 02:00-05:00" if home.id == "h2" else home.availability)
        for home in division.inputs.households
    )
    by_day = row_of_regions(replace(division.inputs, households=asleep))
    plans = [leaving_out(first, 2, code="nobody-on-shift"), second, third]
    assert Offers(by_day).of(by_day, plans) == {}
    again = replace(division.inputs.visits[2], id="again")
    inputs = replace(division.inputs, visits=(*division.inputs.visits, again))
    division = row_of_regions(inputs)
    entry = LeftOut("again", "h2", "too-soon", worth=9)
    plans = [replace(first, left_out=(entry,)), second, third]
    assert Offers(division).of(division, plans) == {}


def test_a_home_goes_only_where_somebody_may_come() -> None:
    inputs = town(1, homes=30, officers=OFFICERS, days=1, plain=True)
    plain = row_of_regions(inputs)
    plans = plans_of(plain)
    plans[1] = leaving_out(plans[1], 15)
    given = replace(inputs.visits[15], given_to="C", priority=Priority.MUST)
    visits = (*inputs.visits[:15], given, *inputs.visits[16:])
    division = row_of_regions(replace(inputs, visits=visits))
    assert Offers(division).of(division, plans) == {"h15": 2}
    signed = replace(inputs.visits[15], skills=frozenset({"nobody's"}))
    visits = (*inputs.visits[:15], signed, *inputs.visits[16:])
    division = row_of_regions(replace(inputs, visits=visits))
    assert Offers(division).of(division, plans) == {}


def test_a_promise_goes_where_it_can_be_kept_though_the_homes_other_visit_cannot_be_made() -> None:
    inputs = plain_row().inputs
    promised = replace(inputs.visits[2], given_to="C", priority=Priority.MUST)
    other = replace(inputs.visits[2], id="again", given_to="A")
    visits = (*inputs.visits[:2], promised, *inputs.visits[3:], other)
    division = row_of_regions(replace(inputs, visits=visits))
    first, second, third = plans_of(plain_row())
    first = leaving_out(first, 2, code="nobody-on-shift", broken=True)
    first = replace(first, left_out=(*first.left_out, LeftOut("again", "h2", "no-room", worth=9)))
    assert Offers(division).of(division, [first, second, third]) == {"h2": 2}
