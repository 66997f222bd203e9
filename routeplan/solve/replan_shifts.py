"""What the clock does to the shifts of a replan: who has set out, whose break is over.

A shift has *begun* when one of its stops is done or under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np

from routeplan.model import Inputs
from routeplan.plan import Route, Stop
from routeplan.problem import NO_BREAK, NO_CAP, Problem
from routeplan.solution import ShiftChoice
from routeplan.solve.kernels.arrays import FAR
from routeplan.solve.longest_day import busy_seconds


@dataclass(frozen=True)
class Rounds:
    """The rounds of the replaced plan, by shift, on the shifts that there are now."""

    inputs: Inputs
    routes: Mapping[str, Route]
    settled: frozenset[str]
    now: int

    @cached_property
    def last(self) -> list[Stop | None]:
        """For each shift the last stop that is done or under way: nothing comes before it."""
        return [self._last(shift.id) for shift in self.inputs.shifts]

    def _last(self, shift: str) -> Stop | None:
        route = self.routes.get(shift)
        if route is None:
            return None
        done = [stop for stop in route.stops if stop.begin < self.now]
        after = route.stops[len(done)] if len(done) < len(route.stops) else None
        left = done[-1].end if done else route.leave
        if after is not None and after.visit in self.settled and left < self.now:
            return after
        return done[-1] if done else None

    def kept(self, s: int) -> ShiftChoice:
        """The settled stops of a shift."""
        number = {visit.id: v for v, visit in enumerate(self.inputs.visits)}
        route = self.routes.get(self.inputs.shifts[s].id)
        stops = route.stops if route else ()
        return ShiftChoice(tuple(number[x.visit] for x in stops if x.visit in self.settled))

    def break_missed(self, s: int) -> bool:
        """Whether a shift that has not begun is past its break: it was taken at the station."""
        pause = self.inputs.shifts[s].pause
        return self.last[s] is None and pause is not None and pause.latest < self.now


def from_now(problem: Problem, rounds: Rounds) -> Problem:
    """Whoever has not set out sets out after now; a break that began stays, others come later."""
    begin, now = problem.shift_begin.copy(), rounds.now
    earliest, latest = problem.break_earliest.copy(), problem.break_latest.copy()
    for s, shift in enumerate(rounds.inputs.shifts):
        if rounds.break_missed(s):
            continue
        route, has_begun = rounds.routes.get(shift.id), rounds.last[s] is not None
        if not has_begun and shift.begin < now < shift.end:
            begin[s] = now
        if has_begun and route and route.pause and shift.pause and route.pause.begin < now:
            earliest[s] = latest[s] = route.pause.begin
        elif shift.pause:
            earliest[s] = min(max(earliest[s], now), latest[s])
    return replace(problem, shift_begin=begin, break_earliest=earliest, break_latest=latest)


def without_missed_breaks(problem: Problem, rounds: Rounds) -> Problem:
    """For the search: shifts that are past their break begin now and have none ahead."""
    missed = np.array([rounds.break_missed(s) for s in range(problem.shifts)], bool)
    ends = problem.shift_end > rounds.now
    none = np.int32(NO_BREAK)
    return replace(
        problem,
        shift_begin=np.where(missed & ends, rounds.now, problem.shift_begin).astype(np.int32),
        break_earliest=np.where(missed, none, problem.break_earliest),
        break_latest=np.where(missed, none, problem.break_latest),
        break_seconds=np.where(missed, none, problem.break_seconds),
    )


def staying_until_now(problem: Problem, rounds: Rounds) -> Problem:
    """For the search: nobody leaves his last door before now, as if that visit took so long.

    Of two officers one may be on his way already, so their visit keeps its length. So does one
    after which the break has begun, and one from which he could not be back in time if he waited.
    """
    seconds, busy = problem.visit_seconds.copy(), problem.max_busy.copy()
    number = {visit.id: v for v, visit in enumerate(rounds.inputs.visits)}
    for s, last in enumerate(rounds.last):
        if last is None or last.end >= rounds.now or last.partners:
            continue
        v = number[last.visit]
        if _back(problem, rounds, s, v) <= problem.shift_end[s]:
            seconds[v] = rounds.now - last.begin
            busy[s] = min(int(busy[s]) + rounds.now - last.end, NO_CAP)
    return replace(problem, visit_seconds=seconds, max_busy=busy)


def _back(problem: Problem, rounds: Rounds, s: int, v: int) -> int:
    """When he would be back at the station who left a visit now, his break included."""
    way = problem.travel[problem.shift_mode[s], problem.visit_place[v], problem.shift_end_place[s]]
    back = rounds.now + int(way)
    if problem.break_seconds[s] == NO_BREAK or _rested_before(rounds, s, v):
        return back
    if rounds.now > problem.break_latest[s]:
        return FAR
    return max(back, int(problem.break_earliest[s])) + int(problem.break_seconds[s])


def _rested_before(rounds: Rounds, s: int, v: int) -> bool:
    """Whether the break was over before a visit."""
    route, visit = rounds.routes[rounds.inputs.shifts[s].id], rounds.inputs.visits[v].id
    return route.pause is not None and any(
        stop.visit == visit for stop in route.stops[route.pause.after :]
    )


def caps_of_parts(problem: Problem, rounds: Rounds) -> Problem:
    """A shift cut in parts has its limits once: settled stops first, the rest by length."""
    load, busy = problem.max_load.copy(), problem.max_busy.copy()
    for parts in _cut_shifts(rounds.inputs):
        hours = problem.shift_end[parts] - np.maximum(problem.shift_begin[parts], rounds.now)
        share = np.maximum(hours, 1) / np.maximum(hours, 1).sum()
        kept = [rounds.kept(s) for s in parts]
        loaded = np.array([problem.load[list(choice.visits)].sum() for choice in kept])
        taken = np.array([busy_seconds(problem, s, c) for s, c in zip(parts, kept, strict=True)])
        for caps, used in ((load, loaded), (busy, taken)):
            if caps[parts[0]] != NO_CAP:
                rest = max(int(caps[parts[0]]) - int(used.sum()), 0)
                caps[parts] = used + np.floor(rest * share)
    return replace(problem, max_load=load, max_busy=busy)


def _cut_shifts(inputs: Inputs) -> Iterator[list[int]]:
    """Shifts of the same officers on one day."""

    def whose(s: int) -> tuple[int, tuple[str, ...]]:
        return inputs.shifts[s].day, inputs.shifts[s].officers

    for _, group in groupby(sorted(range(len(inputs.shifts)), key=whose), key=whose):
        parts = list(group)
        if len(parts) > 1:
            yield parts
