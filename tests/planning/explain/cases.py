"""Plans whose every stop is known, laid open."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan, SearchRecord
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.explain.explanation import explain_visit
from routeplan.planning.explain.explanation_records import Explanation, HelpfulChange
from routeplan.planning.explain.plan_case import PlanCase, open_case
from routeplan.planning.insertion.order_times import best_times
from routeplan.planning.solution_to_plan import assemble
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Solution
from routeplan.render.words.left_out_words import explanation_text
from tests.stations import street_tables


def plan_of(
    inputs: Inputs,
    *rounds: list[int],
    travel: TravelTables | None = None,
    longest_day: int | None = None,
) -> Plan:
    """The plan in which the shifts make these rounds, at the earliest times."""
    travel = travel or street_tables(inputs)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    problem = problem if longest_day is None else capped(problem, longest_day)
    choices = [best_times(problem, s, own) for s, own in enumerate(rounds)]
    assert None not in choices
    solution = Solution(tuple(choice for choice in choices if choice), 0, 0, 1)
    search = SearchRecord("decided", seed=0, iterations=1, longest_day_seconds=longest_day)
    return assemble(inputs, times, travel, problem, solution, search)


def case_of(
    inputs: Inputs,
    *rounds: list[int],
    travel: TravelTables | None = None,
    longest_day: int | None = None,
) -> PlanCase:
    travel = travel or street_tables(inputs)
    plan = plan_of(inputs, *rounds, travel=travel, longest_day=longest_day)
    return open_case(plan, inputs, travel, RuinRecreate(threads=1), Budget(None, 200))


def explained(inputs: Inputs, name: str, *rounds: list[int], **more: int) -> Explanation:
    """What is told of a visit."""
    case = case_of(inputs, *rounds, **more)
    return explain_visit(case, [visit.id for visit in inputs.visits].index(name))


def change_of(explanation: Explanation, kind: str) -> HelpfulChange:
    (found,) = [change for change in explanation.changes if change.kind == kind]
    return found


def whole_sentence(explanation: Explanation, inputs: Inputs) -> str:
    """What the command says first."""
    return explanation_text(explanation, inputs.household(explanation.household).name, "en")
