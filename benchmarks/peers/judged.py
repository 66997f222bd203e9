"""Any solver's timetable as a plan, before the judge that every ``plan.json`` comes before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.peers.checker import BrokenRuleError, Round, Score, score
from benchmarks.peers.rich import DrawnStation
from routeplan.check import judge
from routeplan.model.plan import Plan, SearchRecord
from routeplan.planning.left_out_reasons import Reason
from routeplan.planning.solution_to_plan import assemble
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import ShiftChoice, Solution

LEFT_OUT = Reason("left-out")


def plan_of(station: DrawnStation, solver: str, rounds: Sequence[Round]) -> Plan:
    """The plan in which every visit begins when the timetable says.

    Raises
    ------
    ValueError
        When it cannot be kept.
    """
    problem = station.problem
    choices = tuple(_choice(problem, own) for own in rounds)
    made = {v for choice in choices for v in choice.visits}
    why = {v: LEFT_OUT for v in range(problem.visits) if v not in made}
    # what it costs is added up from the stops: the solution's own figures are not looked at
    solution = Solution(choices, missed=0, cost=0, iterations=0)
    given = station.inputs, station.times, station.travel, problem, solution
    return assemble(*given, SearchRecord(solver, 0, 0), why=why)


def _choice(problem: Problem, own: Round) -> ShiftChoice:
    """The order, each visit pinned to its second; the break on the leg that it begins on."""
    if not own.stops:
        return ShiftChoice()
    ends = [begin + int(problem.visit_seconds[v]) for v, begin in own.stops]
    leg = None if own.pause is None else sum(end <= own.pause for end in ends)
    visits = tuple(v for v, _ in own.stops)
    return ShiftChoice(visits, tuple((begin, begin) for _, begin in own.stops), leg)


def judged(station: DrawnStation, solver: str, rounds: Sequence[Round]) -> Score:
    """What judge and checker both say that a timetable is worth.

    Raises
    ------
    BrokenRuleError
        When it breaks a rule of either, or they do not agree.
    """
    found = score(station.problem, list(rounds))
    try:
        plan = plan_of(station, solver, rounds)
    except ValueError as error:
        raise BrokenRuleError(str(error)) from error
    violations = judge(station.inputs, station.times, station.travel, plan)
    if violations:
        raise BrokenRuleError(f"the judge: {violations[0]}")
    totals = plan.totals
    if (totals.promises_missed, totals.objective) != (found.missed, found.objective):
        raise BrokenRuleError(f"the judge says {totals}, the checker {found}")
    return replace(found, judged=totals)
