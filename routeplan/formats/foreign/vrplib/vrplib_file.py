"""A VRPLIB or Solomon file from reading to the judged answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from routeplan.errors import InputError, Violation
from routeplan.formats.foreign.foreign_problem import Answer, answer_by, route_lines, routes_of
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vrplib.instance import UNLIMITED, Instance
from routeplan.formats.foreign.vrplib.judge import judge_vrplib
from routeplan.formats.foreign.vrplib.problem import build_problem
from routeplan.formats.foreign.vrplib.rows import LARGEST, Line
from routeplan.formats.foreign.vrplib.sections import read_sections
from routeplan.formats.foreign.vrplib.solomon import is_solomon, read_solomon
from routeplan.phrases import phrase
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Searcher, Solution

TOO_LARGE = phrase("not below {most:,.0f}", most=LARGEST)


@dataclass(frozen=True)
class VrplibGiven:
    """The instance, and the problem read from it."""

    instance: Instance
    problem: Problem

    def answer(self, solution: Solution) -> Answer:
        """The routes and the cost as VRPLIB writes them, and a line for people."""
        routes = routes_of(solution)
        served = {row for route in routes for row in route}
        left = [row for row in range(1, len(self.instance.spots)) if row not in served]
        missing = tuple(str(row) for row in left if self.instance.required[row])
        tenths = self._cost(solution, [row for row in left if self.instance.required[row]])
        cost = str(tenths) if self.instance.prize else f"{tenths // 10}.{tenths % 10}"
        text = "\n".join([*route_lines(routes), f"Cost: {cost}"]) + "\n"
        content = {"routes": routes, "cost": float(cost), "left_out": left}
        headline = phrase(
            "{served} of {customers} customers, cost {cost}",
            served=len(served),
            customers=len(served) + len(left),
            cost=cost,
        )
        return Answer(text, content, headline, missing)

    def solve(self, searcher: Searcher, budget: Budget) -> Answer:
        """The answer of whichever engine it is."""
        return answer_by(self, searcher, budget)

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """Every rule that the text of the answer breaks, by the instance alone."""
        return judge_vrplib(self.instance, answer.text)

    def _cost(self, solution: Solution, missing: Sequence[int]) -> int:
        """What the engine says, without what it charges itself for those who must be served."""
        return solution.cost - sum(int(self.problem.worth[row - 1]) for row in missing)


def read_vrplib(lines: Sequence[Line], report: Mistakes) -> VrplibGiven:
    """Read and check a file; one that has no sections, but a table of customers, is Solomon's.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the engine does not do.
    """
    if any(line.head == "DIMENSION" or line.head.endswith("_SECTION") for line in lines):
        instance = read_sections(lines, report)
    elif is_solomon(lines):
        instance = read_solomon(lines, report)
    else:
        report.tell(
            "problem-unreadable",
            phrase("not VROOM's JSON, a VRPLIB file, one of Solomon's or one of team orienteering"),
            phrase("check that it is the right file"),
        )
        raise InputError(report.findings)
    _check(instance, report)
    return VrplibGiven(instance, build_problem(instance))


def _check(given: Instance, report: Mistakes) -> None:
    for row, (first, last) in enumerate(given.window):
        if not 0 <= first <= last:
            message = phrase("negative, or ends before it begins")
            report.malformed(f"time window {row}", f"{first:g} {last:g}", message)
        if first >= LARGEST:
            report.malformed(f"time window {row}", f"{first:g} {last:g}", TOO_LARGE)
    for row, service in enumerate(given.service):
        if service < 0:
            report.malformed(f"service time {row}", service, phrase("it is negative"))
        if service >= LARGEST:
            report.malformed(f"service time {row}", service, TOO_LARGE)
    if max(map(abs, chain(*given.spots))) >= LARGEST:
        report.malformed("coordinates", None, phrase("one of them is {message}", message=TOO_LARGE))
    if sum(given.demand) >= UNLIMITED:
        report.malformed(
            "demands", sum(given.demand), phrase("the numbers are too large to add up")
        )
    if given.prize and min(given.prize) < 0:
        report.malformed("PRIZE_SECTION", min(given.prize), phrase("a prize is negative"))
    if given.vehicles < 1 or given.window[0][1] <= given.window[0][0]:
        report.malformed("vehicles", given.vehicles, phrase("there is no vehicle with hours"))
    report.stop_if_wrong()
