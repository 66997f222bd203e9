"""What the clock does to the shifts of a replan: who has set out, whose break is over.

A shift has *begun* when one of its stops is done or under way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Route, Stop
from routeplan.planning.insertion.one_more_visit import LATER
from routeplan.problem.arrays import NO_BREAK, NO_CAP, Problem
from routeplan.problem.cost import busy_seconds
from routeplan.problem.solution import ShiftChoice


@dataclass(frozen=True)
class PrintedRounds:
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
        known = [stop for stop in done if stop.visit in self.number]
        return known[-1] if known else None

    @cached_property
    def number(self) -> dict[str, int]:
        """Visits by id; one that was made is not among them when its row is gone."""
        return {visit.id: v for v, visit in enumerate(self.inputs.visits)}

    def standing(self, s: int) -> ShiftChoice:
        """The stops that stand on a shift and are still asked for."""
        number = self.number
        route = self.routes.get(self.inputs.shifts[s].id)
        stops = route.stops if route else ()
        return ShiftChoice(tuple(number[stop.visit] for stop in stops if stop.visit in number))

    def break_missed(self, s: int) -> bool:
        """Whether a shift that has not begun is past its break: it was taken at the station."""
        pause = self.inputs.shifts[s].pause
        return self.last[s] is None and pause is not None and pause.latest < self.now


def from_now(problem: Problem, rounds: PrintedRounds) -> Problem:
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


def without_missed_breaks(problem: Problem, rounds: PrintedRounds) -> Problem:
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


def staying_until_now(problem: Problem, rounds: PrintedRounds) -> Problem:
    """For the search: nobody leaves his last door before now, as if that visit took so long.

    Of two officers one may be on his way already, so their visit keeps its length. So does one
    after which the break has begun, and one from which he could not be back in time if he waited.
    """
    seconds, busy = problem.visit_seconds.copy(), problem.max_busy.copy()
    for s, last in enumerate(rounds.last):
        if last is None or last.end >= rounds.now or last.partners:
            continue
        v = rounds.number[last.visit]
        if _back(problem, rounds, s, v) <= problem.shift_end[s]:
            seconds[v] = rounds.now - last.begin
            busy[s] = min(int(busy[s]) + rounds.now - last.end, NO_CAP)
    return replace(problem, visit_seconds=seconds, max_busy=busy)


def _back(problem: Problem, rounds: PrintedRounds, s: int, v: int) -> int:
    """When he would be back at the station who left a visit now, his break included."""
    way = problem.travel[problem.shift_mode[s], problem.visit_place[v], problem.shift_end_place[s]]
    back = rounds.now + int(way)
    if problem.break_seconds[s] == NO_BREAK or _rested_before(rounds, s, v):
        return back
    if rounds.now > problem.break_latest[s]:
        return LATER
    return max(back, int(problem.break_earliest[s])) + int(problem.break_seconds[s])


def _rested_before(rounds: PrintedRounds, s: int, v: int) -> bool:
    """Whether the break was over before a visit."""
    route, visit = rounds.routes[rounds.inputs.shifts[s].id], rounds.inputs.visits[v].id
    return route.pause is not None and any(
        stop.visit == visit for stop in route.stops[route.pause.after :]
    )


def caps_of_parts(problem: Problem, rounds: PrintedRounds) -> Problem:
    """A shift cut in parts has its limits once: what stands on each part first, the rest by length.

    Where the stops are too much for the limits (he comes back in between), those that nobody may
    move go first. What cannot be shared out evenly (one visit) is the longest part's.
    """
    assert problem.stays is not None
    load, busy = problem.max_load.copy(), problem.max_busy.copy()
    for parts in _cut_shifts(rounds.inputs):
        hours = problem.shift_end[parts] - np.maximum(problem.shift_begin[parts], rounds.now)
        share = np.maximum(hours, 1) / np.maximum(hours, 1).sum()
        standing = [rounds.standing(s) for s in parts]
        staying = [_only(choice, problem.stays) for choice in standing]
        for caps, measure in ((load, _load), (busy, busy_seconds)):
            cap = int(caps[parts[0]])
            if cap == NO_CAP:
                continue
            used = _each(problem, parts, standing, measure)
            if used.sum() > cap:
                used = _each(problem, parts, staying, measure)
            rest = max(cap - int(used.sum()), 0)
            more = np.floor(rest * share)
            more[share.argmax()] += rest - more.sum()
            caps[parts] = used + more
    return replace(problem, max_load=load, max_busy=busy)


def _only(choice: ShiftChoice, stays: npt.NDArray[np.bool_]) -> ShiftChoice:
    """The stops that nobody may move."""
    return ShiftChoice(tuple(v for v in choice.visits if stays[v]))


def _each(
    problem: Problem,
    parts: Sequence[int],
    choices: Sequence[ShiftChoice],
    measure: Callable[[Problem, int, ShiftChoice], int],
) -> npt.NDArray[np.int64]:
    """What each part has to do."""
    return np.array(
        [measure(problem, s, shift_choice) for s, shift_choice in zip(parts, choices, strict=True)]
    )


def _load(problem: Problem, _s: int, choice: ShiftChoice) -> int:
    """The load of a shift's stops, whichever shift it is."""
    return int(problem.load[list(choice.visits)].sum())


def _cut_shifts(inputs: Inputs) -> Iterator[list[int]]:
    """Shifts of the same officers on one day."""

    def whose(s: int) -> tuple[int, tuple[str, ...]]:
        return inputs.shifts[s].day, inputs.shifts[s].officers

    for _, group in groupby(sorted(range(len(inputs.shifts)), key=whose), key=whose):
        parts = list(group)
        if len(parts) > 1:
            yield parts
