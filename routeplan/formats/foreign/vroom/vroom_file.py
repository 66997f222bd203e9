"""A file of VROOM's from reading to the judged answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from routeplan.errors import Violation
from routeplan.formats.foreign.foreign_problem import Answer, answer_by
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vroom.answer import Case, vroom_answer
from routeplan.formats.foreign.vroom.job_durations import with_lengths
from routeplan.formats.foreign.vroom.judge import judge_vroom
from routeplan.formats.foreign.vroom.keys import check_keys
from routeplan.formats.foreign.vroom.loads import loads
from routeplan.formats.foreign.vroom.places import read_ways
from routeplan.formats.foreign.vroom.problem import build_problem
from routeplan.formats.foreign.vroom.records import read_jobs, read_vehicles
from routeplan.phrases import counted, phrase
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Searcher, Solution


@dataclass(frozen=True)
class VroomGiven:
    """The document as it was written, and the problem read from it."""

    document: dict[str, Any]
    case: Case

    @property
    def problem(self) -> Problem:
        """The problem as numbers, for an engine."""
        return self.case.problem

    def answer(self, solution: Solution) -> Answer:
        """The solution as VROOM's JSON, and a line for people."""
        content = vroom_answer(self.case, solution)
        summary = content["summary"]
        jobs, routes = len(self.case.jobs), summary["routes"]
        headline = phrase(
            "{made} of {jobs} in {routes}, {seconds} s of travel",
            made=jobs - summary["unassigned"],
            jobs=counted(jobs, "job"),
            routes=counted(routes, "route"),
            seconds=summary["duration"],
        )
        return Answer(json.dumps(content, indent=2) + "\n", content, headline)

    def solve(self, searcher: Searcher, budget: Budget) -> Answer:
        """The answer of whichever engine it is."""
        return answer_by(self, searcher, budget)

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """By the document alone; ways in straight lines are taken from the reader."""
        has_ways = "matrix" in self.document or self.document.get("matrices")
        return judge_vroom(self.document, json.loads(answer.text), None if has_ways else self._way)

    def _way(self, vehicle: int, here: dict[str, Any], there: dict[str, Any]) -> int:
        """Seconds of a vehicle's profile between two steps, for the judge."""
        ways, given = self.case.ways, self.case.vehicles[vehicle]
        layer = ways.layer_of(given)
        return int(ways.seconds[layer, self._place(here), self._place(there)])

    def _place(self, step: dict[str, Any]) -> int:
        point = step.get("location")
        return self._places[step.get("location_index"), (point[1], point[0]) if point else None]

    @cached_property
    def _places(self) -> dict[tuple[int | None, tuple[float, float] | None], int]:
        known = self.case.ways.place_of
        return {(spot.index, spot.coordinate): place for spot, place in known.items()}


def read_vroom(document: dict[str, Any], report: Mistakes) -> VroomGiven:
    """Check a document.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the engine does not do.
    """
    check_keys("", document, "", report)
    if isinstance(options := document.get("options", {}), dict):
        check_keys("options", options, "options", report)
    else:
        report.malformed("options", options, phrase("not an object"))
    jobs = read_jobs(document.get("jobs", []), report)
    vehicles = read_vehicles(document.get("vehicles", []), report)
    jobs = with_lengths(jobs, vehicles, report)
    if len({vehicle.per_hour for vehicle in vehicles}) > 1:
        report.not_done("vehicles.costs.per_hour", None, phrase("costs by the hour that differ"))
    amounts = loads(jobs, vehicles, report)
    ways = read_ways(document, jobs, vehicles, report)
    problem = build_problem(jobs, vehicles, ways, amounts, report)
    return VroomGiven(document, Case(jobs, vehicles, ways, problem))
