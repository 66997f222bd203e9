"""Calls in the time that a change frees, as a plan makes them in time that nobody else wants.

Nothing that is made moves for them. What the plan has left out before goes onto sheets that change
anyway; what has lost its officer, or is new in the tables, may go onto any. A door that stayed shut
is called on again by whoever has not left the station yet, or is given a new sheet anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from routeplan.model.difference import slots, stop_changes
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.replan.constrained_problem import held_near
from routeplan.planning.spare_time import FilledSolution
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Solution
from routeplan.problem.tour import makers_by_visit

Fill = Callable[[Problem, Solution], FilledSolution]
"""Fills a problem's spare time, begun from a solution of it."""


@dataclass(frozen=True, slots=True)
class FreedTime:
    """What a replan has made of a printed plan.

    Parameters
    ----------
    printed, made
        The plan on the officers' sheets, and the new one.
    affected
        Shifts whose sheets change anyway, by id, whether or not a stop of theirs moves.
    struck
        Visits that a change names, or leaves without their shift.
    again
        Calls once more at doors that stayed shut.
    now
        Shifts that began before it are under way.
    """

    printed: Plan
    made: Plan
    affected: frozenset[str]
    struck: frozenset[str]
    again: frozenset[str] = frozenset()
    now: int = 0

    def filled(
        self, inputs: Inputs, problem: Problem, solution: Solution, fill: Fill
    ) -> FilledSolution:
        """The solution with calls in its freed time, its costs in terms of ``problem``."""
        held, start = self._held(inputs, problem, solution)
        return fill(self._only_changed_sheets(inputs, held), start)

    def _held(
        self, inputs: Inputs, problem: Problem, solution: Solution
    ) -> tuple[Problem, Solution]:
        """What is made keeps its shift and, to five minutes, its time; and the same, begun so."""
        printed, made = slots(self.printed), slots(self.made)
        names = {v: visit.id for v, visit in enumerate(inputs.visits) if visit.id in made}
        begins = {v: made[name].begin for v, name in names.items()}
        was = {v: printed[name].begin for v, name in names.items() if name in printed}
        held = held_near(problem, makers_by_visit(solution.choices), begins, was)
        return held, reopen(self.made, inputs, held)

    def _only_changed_sheets(self, inputs: Inputs, problem: Problem) -> Problem:
        """The problem in which neither what was left out nor who is out changes a sheet."""
        changed = {
            (slot.day, officer)
            for change in stop_changes(self.printed, self.made)
            for slot in (change.before, change.after)
            if slot is not None
            for officer in slot.officers
        }
        same = [
            s
            for s, shift in enumerate(inputs.shifts)
            if shift.id not in self.affected
            and not any((shift.day, officer) in changed for officer in shift.officers)
        ]
        out = [s for s in same if inputs.shifts[s].begin < self.now]
        left_out = {entry.visit for entry in self.printed.left_out} - self.struck
        kept_out = [v for v, visit in enumerate(inputs.visits) if visit.id in left_out]
        again = [v for v, visit in enumerate(inputs.visits) if visit.id in self.again]
        roles = problem.roles.copy()
        roles[np.ix_(kept_out, same)] = 0
        roles[np.ix_(again, out)] = 0
        return replace(problem, roles=roles)
