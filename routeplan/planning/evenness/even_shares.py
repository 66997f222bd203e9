"""Which officer makes which round: evened out by exchanging whole rounds, at no cost.

Of two officers on the same day the one who carries less takes the longer round, where she can make
it and the plan costs no more for it. What each carried in the weeks before counts, by the part of a
full officer's work that is due.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from routeplan.model.inputs import Inputs
from routeplan.planning.evenness.longest_day import Floats
from routeplan.planning.insertion.order_times import best_times
from routeplan.problem.arrays import SUFFICES, TAKES_PART, Problem
from routeplan.problem.cost import (
    busy_by_shift,
    busy_seconds,
    piece_of,
    travel_seconds,
    waiting_cost,
)
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import makers_by_visit

LEAST_PART = 0.25
"""However much somebody has carried before, her days are not capped below a quarter."""
ROUNDS = 10
"""So often all pairs of shifts are looked at, at most."""
NOTICED_SECONDS = 300
"""A difference of less is no reason to hand a round over."""


@dataclass(frozen=True, slots=True)
class Loads:
    """What officers carry: busy seconds in the weeks before, and each one's share."""

    before: Mapping[str, int]
    shares: Mapping[str, float]

    def of(self, inputs: Inputs, busy: list[int]) -> dict[str, float]:
        """By officer: busy seconds for a full share, before and in this plan."""
        carried = {who: float(self.before.get(who, 0)) for who in self.shares}
        for shift, seconds in zip(inputs.shifts, busy, strict=True):
            for who in shift.officers:
                carried[who] = carried.get(who, 0.0) + seconds
        return {who: seconds / self.shares.get(who, 1.0) for who, seconds in carried.items()}


def loads_of(inputs: Inputs, before: Mapping[str, int]) -> Loads:
    """The loads before a plan of these inputs."""
    return Loads(before, {officer.id: officer.share for officer in inputs.officers})


def parts_of_day(inputs: Inputs, problem: Problem, solution: Solution, loads: Loads) -> Floats:
    """``(s,)`` each shift's part of a full day, over 0 to 1.

    By the officer's share, and less for who has carried more than that part in the weeks before.
    """
    on_shift = {who for shift in inputs.shifts for who in shift.officers}
    shares = {who: loads.shares.get(who, 1.0) for who in on_shift}
    before = {who: loads.before.get(who, 0) for who in on_shift}
    days = {who: sum(who in shift.officers for shift in inputs.shifts) for who in on_shift}
    in_all = sum(busy_by_shift(problem, solution)) + sum(before.values())
    due = in_all / max(sum(shares.values()), 1e-9)
    wanted = {
        who: max(shares[who] * due - before[who], LEAST_PART * shares[who] * due) / days[who]
        for who in on_shift
    }
    parts = np.array([min(wanted[who] for who in shift.officers) for shift in inputs.shifts])
    return parts / parts.max() if len(parts) and parts.max() > 0 else np.ones(len(parts))


def even_shares(inputs: Inputs, problem: Problem, solution: Solution, loads: Loads) -> Solution:
    """The same rounds, whole ones exchanged between shifts of a day where that evens loads out."""
    days: dict[int, list[int]] = {}
    for s, shift in enumerate(inputs.shifts):
        if len(shift.officers) == 1:
            days.setdefault(shift.day, []).append(s)
    exchanging = _Exchanging(inputs, problem, loads, solution)
    for _ in range(ROUNDS):
        before = exchanging.solution
        for shifts in days.values():
            for s, t in combinations(shifts, 2):
                exchanging.try_rounds_of(s, t)
        if exchanging.solution is before:
            break
    return exchanging.solution


class _Exchanging:
    """A solution while rounds are exchanged, with what each of many pairs is judged by."""

    def __init__(self, inputs: Inputs, problem: Problem, loads: Loads, solution: Solution) -> None:
        self.inputs, self.problem, self.loads, self.solution = inputs, problem, loads, solution
        self.busy = busy_by_shift(problem, solution)
        self.carried = loads.of(inputs, self.busy)
        self.makers = makers_by_visit(solution.choices)

    def try_rounds_of(self, s: int, t: int) -> None:
        """Exchange two rounds where that lowers the higher load of the two and costs nothing."""
        who, other = self.inputs.shifts[s].officers[0], self.inputs.shifts[t].officers[0]
        if who == other:
            return
        step = self.busy[t] - self.busy[s]
        new = {
            who: self.carried[who] + step / self.loads.shares.get(who, 1.0),
            other: self.carried[other] - step / self.loads.shares.get(other, 1.0),
        }
        if max(new.values()) > max(self.carried[who], self.carried[other]) - NOTICED_SECONDS:
            return
        makers = self._makers_exchanged(s, t)
        if not all(_is_enough(self.problem, shifts, v) for v, shifts in makers.items()):
            return
        made = self._exchanged(s, t, makers)
        if made is None:
            return
        self.solution = made
        self.carried |= new
        self.makers |= makers
        for k in (s, t):
            self.busy[k] = busy_seconds(self.problem, k, made.choices[k])

    def _makers_exchanged(self, s: int, t: int) -> dict[int, list[int]]:
        """Who makes the visits of two rounds when these are exchanged."""
        maker = {s: t, t: s}
        visits = (*self.solution.choices[s].visits, *self.solution.choices[t].visits)
        return {v: [maker.get(k, k) for k in self.makers[v]] for v in visits}

    def _exchanged(self, s: int, t: int, makers: Mapping[int, list[int]]) -> Solution | None:
        """The solution with two rounds exchanged; None where it cannot be, or costs more."""
        problem, solution = self.problem, self.solution
        pairs = {
            v: second
            for k in (s, t)
            for v, (second, last) in zip(
                solution.choices[k].visits, solution.choices[k].starts, strict=True
            )
            if second == last and problem.officers_needed[v] == 2
        }
        taken = [
            _taken_over(problem, solution, source, maker, pairs)
            for source, maker in ((t, s), (s, t))
        ]
        if taken[0] is None or taken[1] is None:
            return None
        choices = list(solution.choices)
        choices[s], choices[t] = taken[0], taken[1]
        touched = {s, t, *(maker for shifts in makers.values() for maker in shifts)}
        cost = _cost_of(problem, choices, touched) - _cost_of(problem, solution.choices, touched)
        if cost > 0:
            return None
        return replace(solution, choices=tuple(choices), cost=solution.cost + cost)


def _cost_of(problem: Problem, choices: Sequence[ShiftChoice], shifts: Collection[int]) -> int:
    """What some shifts cost; of a pair, what these shifts of it do."""
    made = [(s, choices[s]) for s in sorted(shifts)]
    makers: dict[int, list[int]] = {}
    begins: dict[int, int] = {}
    for s, choice in made:
        for v, start in zip(choice.visits, choice.starts, strict=True):
            makers.setdefault(v, []).append(s)
            begins[v] = start[0]
    pieces = [piece_of(problem, v, begin) for v, begin in begins.items()]
    minor = sum(int(problem.minor_cost[v, its].min()) for v, its in makers.items())
    rounds = sum(travel_seconds(problem, s, c) + waiting_cost(problem, s, c) for s, c in made)
    return rounds + minor + int(problem.start_cost[pieces].sum())


def _taken_over(
    problem: Problem, solution: Solution, source: int, maker: int, pairs: Mapping[int, int]
) -> ShiftChoice | None:
    """A round as another shift would make it, within that shift's caps; None where it cannot."""
    visits = solution.choices[source].visits
    if any(not problem.roles[v, maker] & TAKES_PART for v in visits):
        return None
    if problem.load[list(visits)].sum() > problem.max_load[maker]:
        return None
    made = best_times(problem, maker, visits, pairs)
    if made is None or busy_seconds(problem, maker, made) > problem.max_busy[maker]:
        return None
    return made


def _is_enough(problem: Problem, makers: Sequence[int], v: int) -> bool:
    """Whether those who make a visit now have what it needs."""
    roles = 0
    for s in makers:
        roles |= int(problem.roles[v, s])
    officers = sum(int(problem.shift_officers[s]) for s in makers)
    return roles == SUFFICES and officers >= problem.officers_needed[v]
