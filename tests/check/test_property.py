"""Whatever the station: its plan passes the judge, and adds up for one who counts by himself."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY
from routeplan.model.plan import Plan, Route
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.make_plan import make_plan
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.spare_time import has_spare_calls
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget
from tests.check.random_stations import RandomStation, random_station
from tests.stations import Street

pytestmark = pytest.mark.slow

STATIONS = 60


@pytest.mark.parametrize("seed", range(STATIONS))
def test_the_plan_of_any_station_is_sound(seed: int) -> None:
    station = random_station(seed)
    plan = plan_of(station)  # raises JudgeError when a rule is broken
    assert_nobody_is_forgotten(station, plan)
    assert_pairs_and_crews_make_what_needs_two(station, plan)
    assert_rounds_are_possible(station, plan)
    assert_totals_add_up(station, plan)
    assert_every_idle_hour_has_its_reason(station, plan)


def plan_of(station: RandomStation) -> Plan:
    return make_plan(
        station.inputs,
        station.travel,
        Street(station.inputs),
        RuinRecreate(threads=1),
        budget=Budget(None, 300),
        longest_day=station.longest_day,
    )


def assert_nobody_is_forgotten(station: RandomStation, plan: Plan) -> None:
    """Every visit stands on a route or is left out; who refused is never planned."""
    planned = {stop.visit for route in plan.routes for stop in route.stops}
    out = Counter(entry.visit for entry in plan.left_out)
    refused = {visit.id for visit in station.inputs.refused_visits}
    assert all(times == 1 for times in out.values())
    assert planned.isdisjoint(out)
    assert planned | out.keys() == {visit.id for visit in station.inputs.visits} | refused
    assert refused <= out.keys()


def assert_pairs_and_crews_make_what_needs_two(station: RandomStation, plan: Plan) -> None:
    there = Counter[tuple[str, int]]()
    for route in plan.routes:
        for stop in route.stops:
            there[stop.visit, stop.begin] += len(route.officers)
    assert len(there) == len({visit for visit, _ in there}), "a visit begins twice"
    for (visit, _), officers in there.items():
        needed = station.inputs.visits_by_id[visit].officers_needed
        assert officers == 2 if needed == 2 else officers in (1, 2)


def assert_rounds_are_possible(station: RandomStation, plan: Plan) -> None:
    """Follow each officer with a watch: every way, wait, visit and break takes its time."""
    for route, shift in zip(plan.routes, station.inputs.shifts, strict=True):
        homes = [station.inputs.households_by_id[stop.household].place for stop in route.stops]
        ways = [
            60 if here == there else int(station.travel.of(route.mode)[here, there])
            for here, there in pairwise([0, *homes, 0])
            if route.stops
        ]
        assert NO_WAY not in ways
        assert route.travel_seconds == sum(ways)
        now, rested = shift.begin, 0
        for k, way in enumerate(ways):
            now += way
            if route.pause is not None and route.pause.after == k:
                rested = shift.pause.seconds if shift.pause else 0
                now = max(now, route.pause.begin) + rested
            if k < len(route.stops):
                stop = route.stops[k]
                assert now <= stop.begin
                now = stop.begin + station.inputs.visits_by_id[stop.visit].seconds
        assert now <= shift.end
        assert (rested > 0) == (shift.pause is not None and bool(route.stops))


def waited(route: Route) -> int:
    """Seconds outside in which nothing is done, counted one by one."""
    done: set[int] = set()
    for stop in route.stops:
        done |= set(range(stop.begin, stop.end))
    if route.pause is not None:
        done |= set(range(route.pause.begin, route.pause.end))
    return sum(second not in done for second in range(route.leave, route.back)) - sum(
        leg.seconds for leg in (*(stop.leg for stop in route.stops), route.way_back)
    )


def assert_totals_add_up(station: RandomStation, plan: Plan) -> None:
    stops = [stop for route in plan.routes for stop in route.stops]
    worth = sum(entry.worth for entry in plan.left_out if entry.code != "do-not-call")
    travel = sum(stop.leg.seconds for stop in stops)
    travel += sum(route.way_back.seconds for route in plan.routes)
    fees = sum(stop.lost_chance + stop.minor_cost + stop.later_day for stop in stops)
    price = Fraction(station.inputs.policy.waiting_price)
    waiting = sum(int(price * waited(route) + Fraction(1, 2)) for route in plan.routes)
    assert plan.totals.objective == worth + travel + fees + waiting
    assert plan.totals.promises_missed == len(plan.broken_promises) + len(plan.late_stops)


def assert_every_idle_hour_has_its_reason(station: RandomStation, plan: Plan) -> None:
    """Nobody left out fits in where a shift is not yet as busy as calls may make it."""
    inputs = station.inputs
    problem = build_problem(inputs, visit_times(inputs), station.travel)
    if station.longest_day:
        problem = capped(problem, station.longest_day)
    assert not has_spare_calls(problem, reopen(plan, inputs, problem), inputs.policy.keep_free)


def test_stations_have_everything_that_a_station_can_have() -> None:
    # else the test above would prove less than it says
    stations = [random_station(seed) for seed in range(STATIONS)]
    plans = [plan_of(station) for station in stations]
    stops = [stop for plan in plans for route in plan.routes for stop in route.stops]
    crews = {r.shift for p in plans for r in p.routes if len(r.officers) == 2 and r.stops}
    codes = {entry.code for plan in plans for entry in plan.left_out}
    assert crews
    assert any(stop.partners for stop in stops)
    assert any(stop.promised for stop in stops)
    assert any(stop.minor_cost for stop in stops)
    assert any(stop.later_day for stop in stops)
    assert any(stop.days_late for stop in stops)
    assert any(stop.spare for stop in stops)
    assert any(plan.totals.waiting for plan in plans)
    assert any(route.reserve for plan in plans for route in plan.routes)
    assert {"no-window", "nobody-on-shift", "skill", "unreachable", "do-not-call"} <= codes
    assert {"kept-free", "no-room", "no-second-officer", "longest-day", "too-soon"} <= codes
