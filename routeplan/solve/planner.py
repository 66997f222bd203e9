"""From inputs to a judged plan: the method, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from routeplan.availability import visit_times
from routeplan.check import judge
from routeplan.errors import JudgeError
from routeplan.model import STATION_PLACE, Inputs, TravelTables
from routeplan.plan import Leg, Plan, Route, Search
from routeplan.problem import Problem, build_problem
from routeplan.solution import Budget, Engine, Watch
from routeplan.solve.assemble import assemble
from routeplan.solve.longest_day import CappedSolution, capped, solve_capped, solve_evened
from routeplan.solve.on_the_minute import on_the_minute
from routeplan.travel.source import Journey, TravelSource

LongestDay = int | None
"""A cap on busy time per shift in seconds; None finds the lowest that costs next to nothing."""
NO_LONGEST_DAY = 0
"""No cap at all."""


def make_plan(
    inputs: Inputs,
    travel: TravelTables,
    source: TravelSource,
    engine: Engine,
    *,
    budget: Budget,
    seed: int = 0,
    longest_day: LongestDay = None,
    watch: Watch | None = None,
) -> Plan:
    """Plan the visits of ``inputs``.

    Parameters
    ----------
    travel
        Tables over ``inputs.places`` by ``source``, which also draws the ways.
    budget, seed
        Under an iteration budget the same seed gives the same plan.
    longest_day
        Cap on busy time per shift in seconds; None finds one, ``NO_LONGEST_DAY`` sets none.

    Raises
    ------
    JudgeError
        When the plan breaks a rule: it must not be shown to anybody.
    """
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    found = _solve(engine, problem, budget, longest_day, seed, watch)
    if found.cap is not None:
        problem = capped(problem, found.cap)
    search = Search(
        engine=engine.name,
        seed=seed,
        iterations=found.solution.iterations,
        longest_day_seconds=found.cap,
        objective_uncapped=found.cost_uncapped,
        interrupted=found.solution.interrupted,
    )
    solution = on_the_minute(inputs, problem, found.solution)
    plan = assemble(inputs, times, travel, problem, solution, search)
    plan = draw_ways(plan, inputs, travel, source)
    violations = judge(inputs, times, travel, plan)
    if violations:
        raise JudgeError(violations)
    return plan


def _solve(
    engine: Engine,
    problem: Problem,
    budget: Budget,
    longest_day: LongestDay,
    seed: int,
    watch: Watch | None,
) -> CappedSolution:
    if longest_day is None:
        return solve_evened(engine, problem, budget, seed=seed, watch=watch)
    if longest_day == NO_LONGEST_DAY:
        return CappedSolution(engine.solve(problem, budget, seed=seed, watch=watch))
    return solve_capped(engine, problem, budget, longest_day, seed=seed, watch=watch)


def draw_ways(plan: Plan, inputs: Inputs, travel: TravelTables, source: TravelSource) -> Plan:
    """The same plan with the street line and the turns of every leg."""
    journeys = [list(_journeys(route, inputs)) for route in plan.routes]
    legs = iter(source.legs(inputs.places, [j for each in journeys for j in each], travel))
    routes = [
        _with_legs(route, [next(legs) for _ in own])
        for route, own in zip(plan.routes, journeys, strict=True)
    ]
    return replace(plan, routes=tuple(routes))


def _journeys(route: Route, inputs: Inputs) -> Iterator[Journey]:
    if route.stops:
        at = [inputs.household(stop.household).place for stop in route.stops]
        for here, there in pairwise([STATION_PLACE, *at, STATION_PLACE]):
            yield Journey(route.mode, here, there)


def _with_legs(route: Route, drawn: list[Leg]) -> Route:
    if not drawn:
        return route
    stops = [
        replace(stop, leg=replace(stop.leg, line=leg.line, turns=leg.turns))
        for stop, leg in zip(route.stops, drawn[:-1], strict=True)
    ]
    back = replace(route.way_back, line=drawn[-1].line, turns=drawn[-1].turns)
    return replace(route, stops=tuple(stops), way_back=back)
