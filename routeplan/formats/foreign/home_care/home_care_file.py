"""A home care file from reading to the judged answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routeplan.engines.soft_windows import SoftProblem, solve_soft
from routeplan.errors import Violation
from routeplan.formats.foreign.foreign_problem import Answer
from routeplan.formats.foreign.home_care.answer import home_care_answer
from routeplan.formats.foreign.home_care.instance import Instance, read_instance
from routeplan.formats.foreign.home_care.judge import judge_home_care
from routeplan.formats.foreign.home_care.problem import build_problem, decimals_of
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import counted, phrase
from routeplan.problem.solution import Budget, Searcher


@dataclass(frozen=True)
class HomeCareGiven:
    """The document as it was written, the instance, and the problem read from it."""

    document: dict[str, Any]
    instance: Instance
    decimals: int
    problem: SoftProblem

    def solve(self, searcher: Searcher, budget: Budget) -> Answer:
        """By the search for soft windows, whichever engine is asked: none of them has such."""
        solved = solve_soft(self.problem, budget, seed=searcher.seed, watch=searcher.watch)
        content = home_care_answer(self.instance, self.decimals, solved)
        used = sum(1 for route in solved.routes if route)
        headline = phrase(
            "{patients}, {caregivers}, cost {cost:.3f}: {distance:g} of travel, {late:g} late, "
            "{largest:g} at most",
            patients=counted(len(self.instance.patients), "patient"),
            caregivers=counted(used, "caregiver"),
            cost=content["costs"]["total_cost"],
            distance=content["costs"]["distance_traveled"],
            late=content["costs"]["total_tardiness"],
            largest=content["costs"]["max_tardiness"],
        )
        return Answer(json.dumps(content, indent=2) + "\n", content, headline)

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """Every rule that the text of the answer breaks, by the document alone."""
        return judge_home_care(self.document, json.loads(answer.text))


def is_home_care(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document has patients, which no other kind has."""
    return "patients" in document


def read_home_care(document: dict[str, Any], report: Mistakes) -> HomeCareGiven:
    """Check a document.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the search does not do.
    """
    instance = read_instance(document, report)
    decimals = decimals_of(instance, report)
    return HomeCareGiven(document, instance, decimals, build_problem(instance, decimals))
