"""A file of team orienteering with time windows, from reading to the judged answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routeplan.errors import Violation
from routeplan.formats.foreign.foreign_problem import Answer, answer_by, route_lines, routes_of
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.orienteering.instance import Instance, is_orienteering, read_points
from routeplan.formats.foreign.orienteering.judge import judge_orienteering
from routeplan.formats.foreign.orienteering.problem import build_problem
from routeplan.formats.foreign.vrplib.rows import Line
from routeplan.phrases import phrase
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Searcher, Solution

__all__ = ["OrienteeringGiven", "is_orienteering", "read_orienteering"]


@dataclass(frozen=True)
class OrienteeringGiven:
    """The instance, and the problem read from it."""

    instance: Instance
    problem: Problem

    def answer(self, solution: Solution) -> Answer:
        """The routes and their score, and a line for people; nobody has to be visited."""
        routes = routes_of(solution)
        visited = {point for route in routes for point in route}
        score = sum(self.instance.score[point] for point in visited)
        left = [point for point in range(1, len(self.instance.spots)) if point not in visited]
        headline = phrase(
            "{visited} of {points} points visited, score {score:g}",
            visited=len(visited),
            points=len(visited) + len(left),
            score=score,
        )
        content = {"routes": routes, "score": score, "left_out": left}
        return Answer(
            "\n".join([*route_lines(routes), f"Score: {score:.12g}"]) + "\n", content, headline
        )

    def solve(self, searcher: Searcher, budget: Budget) -> Answer:
        """The answer of whichever engine it is."""
        return answer_by(self, searcher, budget)

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """Every rule that the text of the answer breaks, by the instance alone."""
        return judge_orienteering(self.instance, answer.text)


def read_orienteering(
    lines: Sequence[Line], vehicles: int | None, report: Mistakes
) -> OrienteeringGiven:
    """Read and check a file; without ``vehicles``, those that the file says reach every point.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    instance = read_points(lines, vehicles, report)
    return OrienteeringGiven(instance, build_problem(instance))
