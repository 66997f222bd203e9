"""A finished plan laid open, to ask what would be if something were different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from routeplan.hours.windows import visit_times
from routeplan.model.changes import NO_CHANGES, Changes, Edit
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.locks import Lock, begun, locked_rounds, locked_visits
from routeplan.model.plan import Plan
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.explain.edited_inputs import Setting
from routeplan.planning.explain.every_rule_kept import is_sound
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.replan.constrained_problem import Keep, Rules, constrained
from routeplan.planning.replan.cut_shifts import onto_shifts
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Engine, ShiftChoice, Solution

ITERATIONS = 400
"""Of each search around the plan."""

Reread = Callable[[Sequence[Edit]], Inputs | None]
"""The inputs as the tables would say with these cells; None where they would be refused."""


@dataclass(frozen=True)
class Decided:
    """What was decided about a plan since it was made: what may not change any more.

    Parameters
    ----------
    tables
        The inputs as the tables say, without ``changes``.
    now
        What began before it is done, in elapsed seconds.
    keep
        How the last replan kept the printed plan; None before the first.
    changes, done, locks
        As in :class:`routeplan.planning.replan.request.ReplanTask`.
    price
        Seconds that a balanced replan pays for a printed visit's other officer, or other time.
    """

    tables: Inputs
    now: int = 0
    keep: Keep | None = None
    changes: Changes = NO_CHANGES
    done: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    price: int = 1200

    def settled(self, plan: Plan) -> frozenset[str]:
        """Visits that keep their second and their officers."""
        return frozenset(begun(plan, self.now) | self.done | locked_visits(plan, self.locks))

    def closed(self, plan: Plan, inputs: Inputs) -> frozenset[str]:
        """Shifts that take no further visit: over, or locked."""
        locked = locked_rounds(plan, self.locks)
        return frozenset(s.id for s in inputs.shifts if s.id in locked or s.end <= self.now)


@dataclass(frozen=True)
class PlanCase:
    """A plan and everything it was made from.

    Parameters
    ----------
    decided
        None where the plan stands as it was made, and may be made anew.
    reread
        Reads the tables with edits in them; None takes the edits to the inputs alone.
    """

    plan: Plan
    setting: Setting
    travel: TravelTables
    engine: Engine
    budget: Budget
    decided: Decided | None = None
    reread: Reread | None = field(default=None, compare=False)

    @property
    def inputs(self) -> Inputs:
        """The inputs as they are now, with every change since the plan was made."""
        return self.setting.inputs

    @property
    def as_planned(self) -> Setting:
        """What planning again begins with: the tables, without what was changed since."""
        tables = self.decided.tables if self.decided else self.inputs
        return replace(self.setting, inputs=tables)

    @cached_property
    def problem(self) -> Problem:
        """The plan's own problem, within what is decided."""
        return self.numbers(self.setting)

    @cached_property
    def solution(self) -> Solution:
        """The plan as it stands, without what the tables no longer allow."""
        laid = self.plan if self.decided is None else onto_shifts(self.plan, self.inputs)
        reopened = reopen(laid, self.inputs, self.problem)
        if is_sound(self.problem, reopened):
            return reopened
        return self.engine.solve(self.problem, Budget(None, 1), start=reopened)

    @cached_property
    def risk(self) -> RiskCase:
        """What the risk of the plan's rounds is worked out from."""
        return self.risk_of(self.inputs, self.problem)

    def risk_of(self, inputs: Inputs, problem: Problem) -> RiskCase:
        """The same for a problem of other inputs."""
        return RiskCase(inputs, visit_times(inputs), problem, self.now)

    def numbers(self, setting: Setting) -> Problem:
        """The problem of a setting, or of some of its shifts and visits, within what is decided."""
        inputs = setting.inputs
        problem = build_problem(inputs, visit_times(inputs), self.travel_of(inputs))
        if setting.longest_day is not None:
            problem = capped(problem, setting.longest_day)
        if self.decided is None:
            return problem
        laid = onto_shifts(self.plan, inputs)
        return constrained(problem, inputs, self.plan, laid, self._rules(inputs))[0]

    def travel_of(self, inputs: Inputs) -> TravelTables:
        """The tables over the places of these inputs, which may be some of the case's own."""
        if len(inputs.places) == len(self.inputs.places):
            return self.travel
        number = {place: k for k, place in enumerate(self.inputs.places)}
        among = [number[place] for place in inputs.places]
        seconds, metres = (
            table[:, among][:, :, among] for table in (self.travel.seconds, self.travel.metres)
        )
        return replace(self.travel, seconds=seconds, metres=metres)

    def _rules(self, inputs: Inputs) -> Rules:
        """Without a price for what moves or goes out: an explanation tells that for itself."""
        decided = self.decided
        assert decided is not None
        return Rules(
            now=decided.now,
            settled=decided.settled(self.plan),
            closed=decided.closed(self.plan, inputs),
            affected=frozenset(),
            forced=frozenset(),
            keep=Keep.STRICT if decided.keep is Keep.STRICT else Keep.FREE,
            price=0,
            prints=False,
        )

    @cached_property
    def closed(self) -> frozenset[str]:
        """Shifts that take no further visit."""
        return self.decided.closed(self.plan, self.inputs) if self.decided else frozenset()

    @property
    def now(self) -> int:
        """What began before it is done, in elapsed seconds; 0 where nothing is decided."""
        return self.decided.now if self.decided else 0

    def search(self, problem: Problem, start: Solution) -> Solution:
        """Search on from a solution; shifts that it does not know have no stop yet."""
        empty = (ShiftChoice(),) * (problem.shifts - len(start.choices))
        begun = replace(start, choices=(*start.choices, *empty))
        return self.engine.solve(problem, self.budget, start=begun)


def open_case(
    plan: Plan,
    inputs: Inputs,
    travel: TravelTables,
    engine: Engine,
    budget: Budget | None = None,
    *,
    decided: Decided | None = None,
    reread: Reread | None = None,
) -> PlanCase:
    """Lay a plan open. Under a budget of iterations every answer is repeatable."""
    setting = Setting(inputs, plan.search.longest_day_seconds)
    return PlanCase(
        plan, setting, travel, engine, budget or Budget(None, ITERATIONS), decided, reread
    )


def is_evened(plan: Plan) -> bool:
    """Whether the planner was free to even days out by itself."""
    return plan.search.objective_uneven is not None
