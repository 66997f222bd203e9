"""From inputs to a judged plan: the method, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import STATION_PLACE, Inputs, TravelTables
from routeplan.model.plan import Leg, Plan, Route, SearchRecord
from routeplan.planning.evenness.even_shares import Loads, even_shares, loads_of, parts_of_day
from routeplan.planning.evenness.longest_day import Evened, capped, even_days
from routeplan.planning.evenness.week_cap import even_weeks, longest_week, officer_weeks
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.judged import judged
from routeplan.planning.plan_to_solution import reopen, without_visits
from routeplan.planning.risk.stated_risk import with_risk
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.planning.solution_to_plan import assemble
from routeplan.planning.spare_time import (
    FilledSolution,
    fill_spare_time,
    has_spare_calls,
    keeping_free,
    spare_visits,
    still_spare,
    weeks_waiting,
)
from routeplan.planning.undecided_times import meeting_early
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_by_shift
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Engine, Searcher, SearchState, Solution, Watch
from routeplan.travel.source import Journey, TravelSource

LongestDay = int | None
"""The chief's cap on busy time per shift in seconds; None evens days out instead."""
NO_LONGEST_DAY = 0
"""No cap, and days are not evened out."""
SEARCH_SHARE, EVEN_SHARE, WEEKS_SHARE = 0.5, 0.4, 0.25
"""Parts of the budget for the search itself and for evening out, most of that among officers; what
is left fills spare time, or goes to the search where there is none to fill."""
WEEK_LEEWAY = 1.02
"""Days are not evened out where the longest week grows by more than this."""


def make_plan(  # noqa: PLR0913 - the way in: each is a thing of its own, and most have a default
    inputs: Inputs,
    travel: TravelTables,
    source: TravelSource,
    engine: Engine,
    *,
    budget: Budget,
    seed: int = 0,
    longest_day: LongestDay = None,
    carried_before: Mapping[str, int] | None = None,
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
        The chief's cap on busy time per shift in seconds; None evens days out as far as
        ``Policy.evenness`` pays for, ``NO_LONGEST_DAY`` does neither.
    carried_before
        Busy seconds of officers, by id, in the weeks before: who carried more then carries less.

    Raises
    ------
    JudgeError
        When the plan breaks a rule: it must not be shown to anybody.
    """
    case = _case_of(inputs, travel, source, longest_day)
    loads = loads_of(inputs, carried_before or {})
    search = _Searching(Searcher(engine, seed, watch), case.problem, budget)
    evened = search.evened(inputs, loads, evenly=longest_day is None)
    shared = evened.solution
    if longest_day != NO_LONGEST_DAY:
        shared = even_shares(inputs, case.problem, shared, loads)
    record = SearchRecord(
        engine=engine.name,
        seed=seed,
        iterations=0,
        longest_day_seconds=longest_day or None,
        objective_uneven=evened.cost_uneven if longest_day is None else None,
    )
    return case.stated(search, shared, record)


def plan_on(
    begun: Plan,
    inputs: Inputs,
    travel: TravelTables,
    source: TravelSource,
    searcher: Searcher,
    budget: Budget,
) -> Plan:
    """Search on from a plan of the same shifts, whose visits may have become more or fewer.

    Whatever it makes because somebody has time is asked anew; days are not evened out again.

    Raises
    ------
    JudgeError
        When the plan breaks a rule.
    """
    case = _case_of(inputs, travel, source, begun.search.longest_day_seconds)
    search = _Searching(searcher, case.problem, budget)
    number = {visit.id: v for v, visit in enumerate(inputs.visits)}
    spare = [number[visit] for visit in spare_visits(begun) if visit in number]
    solution = search.on(without_visits(reopen(begun, inputs, case.problem), spare))
    return case.stated(search, solution, begun.search)


@dataclass(frozen=True)
class _NumberedInputs:
    """What a plan is made from, and the numbers it comes to."""

    inputs: Inputs
    travel: TravelTables
    source: TravelSource
    times: Sequence[VisitTimes]
    problem: Problem

    def stated(self, search: _Searching, shared: Solution, record: SearchRecord) -> Plan:
        """The plan of a solution, its spare time filled, judged.

        Raises
        ------
        JudgeError
            When it breaks a rule.
        """
        filled = search.filled(self.inputs, with_worthwhile_visits(self.problem, shared))
        risk = RiskCase(self.inputs, self.times, self.problem)
        solution = risk.settled(meeting_early(self.problem, filled.solution))
        keep_free = self.inputs.policy.keep_free
        if (fuller := risk.filled(solution)) is not solution:
            solution = risk.settled(keeping_free(self.problem, fuller, filled.spare, keep_free))
        record = replace(record, iterations=solution.iterations, interrupted=solution.interrupted)
        plan = assemble(
            self.inputs,
            self.times,
            self.travel,
            self.problem,
            solution,
            record,
            spare=still_spare(self.problem, solution, filled.spare, keep_free),
        )
        plan = with_risk(plan, risk, solution)
        plan = draw_ways(plan, self.inputs, self.travel, self.source)
        return judged(self.inputs, self.times, self.travel, plan)


def _case_of(
    inputs: Inputs, travel: TravelTables, source: TravelSource, longest_day: LongestDay
) -> _NumberedInputs:
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    if longest_day:
        problem = capped(problem, longest_day)
    return _NumberedInputs(inputs, travel, source, times, problem)


@dataclass(frozen=True)
class _Searching:
    """A search over the budget, in steps that each begin from what the one before has found."""

    searcher: Searcher
    problem: Problem
    budget: Budget

    def evened(self, inputs: Inputs, loads: Loads, *, evenly: bool) -> Evened:
        """The cheapest plan, and of those that cost little more the one with the evenest days."""
        share = SEARCH_SHARE if evenly else SEARCH_SHARE + EVEN_SHARE
        solution = self._solve(self.problem, share, None)
        keep_free = inputs.policy.keep_free
        if not has_spare_calls(self.problem, solution, keep_free) and not solution.interrupted:
            rest = 1 - SEARCH_SHARE - EVEN_SHARE
            solution = self._on(solution, rest)
        if not evenly:
            return Evened(solution, solution.cost)
        return self._evened(inputs, loads, solution)

    def on(self, begun: Solution) -> Solution:
        """Search on with all but what fills spare time; never worse than it began."""
        return self._on(begun, SEARCH_SHARE + EVEN_SHARE)

    def _evened(self, inputs: Inputs, loads: Loads, solution: Solution) -> Evened:
        """Officers first; then days, as far as that leaves officers even and the price allows."""
        weeks = officer_weeks(inputs, loads.before)
        allowance = round(inputs.policy.evenness * sum(busy_by_shift(self.problem, solution)))
        shared = even_weeks(
            self._from(solution),
            self.problem,
            solution,
            weeks,
            allowance,
            self.budget.share(WEEKS_SHARE),
        )
        most = WEEK_LEEWAY * longest_week(weeks, busy_by_shift(self.problem, shared.solution))
        spread = even_days(
            self._from(shared.solution),
            self.problem,
            shared.solution,
            parts_of_day(inputs, self.problem, shared.solution, loads),
            max(allowance - (shared.solution.cost - shared.cost_uneven), 0),
            self.budget.share(EVEN_SHARE - WEEKS_SHARE),
            may=lambda made: longest_week(weeks, busy_by_shift(self.problem, made)) <= most,
        )
        return Evened(spread.solution, min(shared.cost_uneven, spread.cost_uneven))

    def filled(self, inputs: Inputs, solution: Solution) -> FilledSolution:
        """With calls in the time that is left."""
        if solution.interrupted:
            return FilledSolution(solution)
        first_day = inputs.calendar.first_day
        return fill_spare_time(
            self._from(solution),
            self.problem,
            solution,
            [weeks_waiting(visit, first_day) for visit in inputs.visits],
            inputs.policy.keep_free,
            self.budget.share(1 - SEARCH_SHARE - EVEN_SHARE),
        )

    def _from(self, solution: Solution) -> Searcher:
        """The searcher of a step from a solution, watched with the figures of that solution.

        A step that keeps what is made, or fills time, counts worth that nobody has set.
        """
        watch = self.searcher.watch
        if watch is None:
            return self.searcher
        visits_in = len({v for choice in solution.choices for v in choice.visits})

        def step(state: SearchState) -> None:
            watch(replace(state, missed=solution.missed, cost=solution.cost, visits_in=visits_in))

        return replace(self.searcher, watch=step)

    def _on(self, solution: Solution, share: float) -> Solution:
        """Search on from a solution."""
        further = self._solve(self.problem, share, solution)
        return replace(further, iterations=solution.iterations + further.iterations)

    def _solve(self, problem: Problem, share: float, start: Solution | None) -> Solution:
        return self.searcher.solve(problem, self.budget.share(share), start)


def draw_ways(plan: Plan, inputs: Inputs, travel: TravelTables, source: TravelSource) -> Plan:
    """The same plan with the street line and the turns of every leg."""
    journeys = [list(_journeys(route, inputs)) for route in plan.routes]
    legs = iter(source.legs(inputs.places, [j for journey in journeys for j in journey], travel))
    routes = [
        _with_legs(route, [next(legs) for _ in its_journeys])
        for route, its_journeys in zip(plan.routes, journeys, strict=True)
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
