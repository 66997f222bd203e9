"""Which shift makes which round: the model behind :mod:`routeplan.balance.swap` (CP-SAT).

The highest share is minimised, then the sum of the two highest, then of the three highest, and so
on, each step keeping what the steps before reached: that is lexicographic min-max (Ogryczak's
cumulated form, which stays linear). The last step moves as few rounds as possible. A step is done
when it is within the tolerance, for each of the shares it sums, of the best there is: to the last
minute, evening out is a number puzzle that takes minutes to prove and moves nearly every round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeplan.balance.swapped_plan import other_officer_cost, stops_by_visit, waiting_cost
from routeplan.balance.takeover_rules import can_make, keeps_promise
from routeplan.balance.workloads import WHOLE, share
from routeplan.cp_sat import new_solver
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route, Stop, paid_seconds

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Options = Sequence[Mapping[int, Route]]
"""Per shift the shifts that could make its round, with the round as they would make it."""

LAST_STEP = 0.25
"""Part of the work limit kept for moving few rounds."""

STEP = 0.25
"""Part of the work then left that one step may take."""

Takers = dict[int, int]
"""Which shift takes the round of which; both by index."""


@dataclass(frozen=True, slots=True)
class DueWork:
    """What an officer's busy time is a share of.

    ``own`` are the officer's shifts, by index. ``before`` are busy seconds of earlier plans that
    count too, those aside that all have carried for their share; ``paid`` are seconds.
    """

    own: frozenset[int]
    paid: int
    before: int = 0


def dues(inputs: Inputs, before: Mapping[str, int]) -> dict[str, DueWork]:
    """By officer on shift: the paid hours, or where there are earlier plans the hours by share.

    These are as many as paid hours in all, so that a thousandth weighs as much in both.
    """
    by_officer: dict[str, list[int]] = {officer.id: [] for officer in inputs.officers}
    for s, shift in enumerate(inputs.shifts):
        for who in by_officer.keys() & shift.officers:
            by_officer[who].append(s)
    paid = {
        who: sum(paid_seconds(inputs.shifts[s]) for s in shifts)
        for who, shifts in by_officer.items()
        if shifts
    }
    if not before:
        return {who: DueWork(frozenset(by_officer[who]), hours) for who, hours in paid.items()}
    shares = {who: inputs.officers_by_id[who].share for who in paid}
    hours = sum(paid.values()) / sum(shares.values())
    all_have = min(before.get(who, 0) / share for who, share in shares.items())
    return {
        who: DueWork(
            frozenset(by_officer[who]),
            max(round(hours * share), 1),
            max(round(before.get(who, 0) - all_have * share), 0),
        )
        for who, share in shares.items()
    }


@dataclass(frozen=True, slots=True)
class _Share:
    """An officer's share of what is due, at least."""

    variable: cp_model.IntVar
    due: DueWork


@dataclass(frozen=True, slots=True)
class _Highest:
    """``count * base`` and what each share is ``above`` base: at least the highest's sum."""

    count: int
    base: cp_model.IntVar
    above: Sequence[cp_model.IntVar]


@dataclass(frozen=True, slots=True)
class _Step:
    """What one step found: nothing, a good answer, or one proven to be within the slack."""

    takers: Takers
    found: bool = False
    proven: bool = False
    work: float = 0.0


class Assignment:
    """Rounds to shifts: every round to one shift, at most one round to each."""

    def __init__(
        self,
        inputs: Inputs,
        plan: Plan,
        options: Options,
        before: Mapping[str, int] | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._inputs, self._plan = inputs, plan
        self._model = cp_model.CpModel()
        self._takes = {
            (r, s): self._model.new_bool_var(f"{r}>{s}")
            for r, option in enumerate(options)
            for s in option
        }
        self._makers = stops_by_visit(plan.routes)
        self._highest: list[_Highest] = []
        self._give_each_round_to_one_shift(options)
        self._meet_what_pairs_need()
        self._cost_no_more(options)
        self._most = WHOLE
        self._shares = self._shares_that_may_change(options, before or {})

    def solve(self, *, tolerance: int, work_limit: float) -> tuple[Takers, bool]:
        """Who takes each round, and whether every step is proven to lie within the tolerance."""
        home = {r: r for r, _ in self._takes}
        takers, proven, left = home, True, work_limit * (1 - LAST_STEP)
        for count in range(1, len(self._shares) + 1):
            step = self._minimise(self._sum_of(count), takers, left * STEP, count * tolerance)
            takers, proven, left = step.takers, proven and step.proven, left - step.work
            if not step.found:
                break
        last = self._minimise(self._moved(), home, work_limit * LAST_STEP, 0)
        return last.takers if last.found else takers, proven and last.proven

    def _minimise(
        self, goal: cp_model.LinearExprT, known: Takers, work_limit: float, slack: int
    ) -> _Step:
        """Minimise the goal to within the slack, and hold it there."""
        self._model.minimize(goal)
        self._hint(known)
        solver = self._solver(work_limit, slack)
        status = solver.solve(self._model)
        if status not in (self._cp.OPTIMAL, self._cp.FEASIBLE):
            return _Step(known)
        takers = {r: s for (r, s), taken in self._takes.items() if solver.value(taken)}
        reached, bound = round(solver.objective_value), int(solver.best_objective_bound)
        self._model.add(goal <= max(reached, bound + slack))
        return _Step(takers, True, status == self._cp.OPTIMAL, solver.deterministic_time)

    def _solver(self, work_limit: float, slack: int) -> cp_model.CpSolver:
        solver = new_solver()
        solver.parameters.max_deterministic_time = work_limit
        solver.parameters.absolute_gap_limit = slack
        return solver

    def _hint(self, takers: Takers) -> None:
        """Tell the solver a whole answer to begin from."""
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for (r, s), taken in self._takes.items():
            self._model.add_hint(taken, takers[r] == s)
        shares = [self._share_of(share.due, takers) for share in self._shares]
        for officer_share, value in zip(self._shares, shares, strict=True):
            self._model.add_hint(officer_share.variable, value)
        for highest in self._highest:
            base = sorted(shares)[-highest.count]
            self._model.add_hint(highest.base, base)
            for over, value in zip(highest.above, shares, strict=True):
                self._model.add_hint(over, max(0, value - base))

    def _share_of(self, due_work: DueWork, takers: Takers) -> int:
        busy = sum(
            self._plan.routes[r].busy_seconds for r, s in takers.items() if s in due_work.own
        )
        return share(due_work.before + busy, due_work.paid)

    def _give_each_round_to_one_shift(self, options: Options) -> None:
        for r, option in enumerate(options):
            if option:
                self._model.add_exactly_one(self._takes[r, s] for s in option)
        for shift in range(len(options)):
            self._model.add_at_most_one(
                taken for (_, s), taken in self._takes.items() if s == shift
            )

    def _meet_what_pairs_need(self) -> None:
        """Of two shifts making a visit together, one has the skills, one the promised officer."""
        for makers in self._makers.values():
            if len(makers) == 1:
                continue
            stop = makers[0][1]
            for able in (can_make, keeps_promise):
                fit = {
                    s
                    for s, shift in enumerate(self._inputs.shifts)
                    if able(self._inputs, stop, shift)
                }
                self._model.add_at_least_one(self._taken(makers, fit))

    def _cost_no_more(self, options: Options) -> None:
        """What other officers than the preferred ones and waiting cost does not rise."""
        costs, before = self._waiting(options)
        for visit, makers in self._makers.items():
            price = other_officer_cost(self._inputs, visit, ())
            if not price:
                continue
            preferred = self._inputs.visits_by_id[visit].preferred_officer
            fit = {s for s, shift in enumerate(self._inputs.shifts) if preferred in shift.officers}
            other = self._model.new_bool_var(f"another officer at {visit}")
            self._model.add_bool_or([other, *self._taken(makers, fit)])
            costs.append(price * other)
            before += sum(stop.minor_cost for _, stop in makers)
        if costs:
            self._model.add(sum(costs) <= before)

    def _waiting(self, options: Options) -> tuple[list[cp_model.LinearExprT], int]:
        """What each round costs more for waiting than in the shift that waits least, and now."""
        costs: list[cp_model.LinearExprT] = []
        before = 0
        for r, option in enumerate(options):
            waits = {s: waiting_cost(self._inputs, route) for s, route in option.items()}
            least = min(waits.values(), default=0)
            costs += [
                (wait - least) * self._takes[r, s] for s, wait in waits.items() if wait > least
            ]
            before += waits.get(r, least) - least
        return costs, before

    def _taken(self, makers: Sequence[tuple[int, Stop]], shifts: set[int]) -> list[cp_model.IntVar]:
        rounds = {r for r, _ in makers}
        return [taken for (r, s), taken in self._takes.items() if r in rounds and s in shifts]

    def _shares_that_may_change(self, options: Options, before: Mapping[str, int]) -> list[_Share]:
        """The officers of shifts that could give or take; nobody's may pass the highest now."""
        free = {s for option in options if len(option) > 1 for s in option}
        due = dues(self._inputs, before)
        changing = [who for who, due_work in due.items() if free & due_work.own]
        home = {r: r for r, _ in self._takes}
        highest = max(self._share_of(due[who], home) for who in changing)
        self._most = max(WHOLE, highest)
        changeable = []
        for who in changing:
            variable = self._model.new_int_var(0, self._most, f"share of {who}")
            carried = due[who].before + self._busy(due[who].own)
            self._model.add(due[who].paid * variable >= WHOLE * carried)
            self._model.add(variable <= highest)
            changeable.append(_Share(variable, due[who]))
        return changeable

    def _busy(self, rounds: frozenset[int]) -> cp_model.LinearExprT:
        routes = self._plan.routes
        return sum(
            routes[r].busy_seconds * took for (r, s), took in self._takes.items() if s in rounds
        )

    def _sum_of(self, count: int) -> cp_model.LinearExprT:
        """The sum of the ``count`` highest shares, once it is minimised."""
        base = self._model.new_int_var(0, self._most, f"the {count}. share")
        above = [
            self._model.new_int_var(0, self._most if count > 1 else 0, "") for _ in self._shares
        ]
        for officer_share, over in zip(self._shares, above, strict=True):
            self._model.add(base + over >= officer_share.variable)
        self._highest.append(_Highest(count, base, above))
        return count * base + sum(above)

    def _moved(self) -> cp_model.LinearExprT:
        return sum(taken for (r, s), taken in self._takes.items() if r != s)
