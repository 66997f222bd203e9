"""The benchmarks' own checker: a timetable against a problem, second by second.

It shares nothing with engines, schedule or judge but the problem's arrays. Every solver's answer
goes through it; what breaks a rule counts as no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from routeplan.model.plan import Totals
from routeplan.problem.arrays import NO_BREAK, SUFFICES, Problem


@dataclass(frozen=True)
class Round:
    """One shift: (visit, begin) in order, and when its break begins."""

    stops: tuple[tuple[int, int], ...] = ()
    pause: int | None = None


@dataclass(frozen=True)
class Score:
    """Visits made, seconds of travel, promises missed, and the objective in seconds.

    ``judged`` are the judge's terms of the same objective, where the instance is a station.
    """

    served: int
    travel: int
    missed: int
    objective: int
    judged: Totals | None = None


class BrokenRuleError(Exception):
    """An answer that cannot be carried out."""


def score(problem: Problem, rounds: list[Round]) -> Score:
    """What a timetable is worth.

    Raises
    ------
    BrokenRuleError
        When it breaks a rule of the problem.
    ValueError
        When the problem has a price on waiting: a timetable tells no departure.
    """
    if problem.waiting_price > 0:
        raise ValueError("what is waited cannot be told from a timetable of visits")
    makers: dict[int, list[tuple[int, int]]] = {}
    travel = 0
    for s, own in enumerate(rounds):
        travel += _walk(problem, s, own)
        for v, begin in own.stops:
            makers.setdefault(v, []).append((s, begin))
    cost = travel + sum(_visit_cost(problem, v, own) for v, own in makers.items())
    _check_siblings(problem, makers)
    out = [v for v in range(problem.visits) if v not in makers]
    cost += int(problem.worth[out].sum())
    return Score(len(makers), travel, int(problem.promised[out].sum()), cost)


def _walk(problem: Problem, s: int, own: Round) -> int:
    """Travel of one shift that keeps its hours, windows, break and caps."""
    table = problem.travel[problem.shift_mode[s]]
    begin, end = int(problem.shift_begin[s]), int(problem.shift_end[s])
    home, last = int(problem.shift_start_place[s]), int(problem.shift_end_place[s])
    if not own.stops:
        return int(table[home, last])
    places = [home, *(int(problem.visit_place[v]) for v, _ in own.stops), last]
    ways = [int(table[a, b]) for a, b in pairwise(places)]
    refuse_unless(min(ways) >= 0, f"shift {s}: there is no way")
    lengths = [int(problem.visit_seconds[v]) for v, _ in own.stops]
    frees = [begin, *(b + seconds for (_, b), seconds in zip(own.stops, lengths, strict=True))]
    dues = [*(b for _, b in own.stops), end]
    rests = problem.break_seconds[s] != NO_BREAK
    refuse_unless(
        rests == (own.pause is not None), f"shift {s}: a break is missing, or not asked for"
    )
    rested = not rests
    for free, due, way in zip(frees, dues, ways, strict=True):
        spare = due - free - way
        if own.pause is not None and not rested and free <= own.pause < due:
            refuse_unless(
                own.pause + int(problem.break_seconds[s]) <= due, f"shift {s}: break too long"
            )
            spare, rested = spare - int(problem.break_seconds[s]), True
        refuse_unless(spare >= 0, f"shift {s}: too late by {-spare} s")
    refuse_unless(rested, f"shift {s}: the break lies inside a visit or outside the shift")
    if own.pause is not None:
        first, latest = int(problem.break_earliest[s]), int(problem.break_latest[s])
        refuse_unless(first <= own.pause <= latest, f"shift {s}: the break is outside its window")
    load = sum(int(problem.load[v]) for v, _ in own.stops)
    refuse_unless(load <= problem.max_load[s], f"shift {s}: too full")
    refuse_unless(sum(ways) + sum(lengths) <= problem.max_busy[s], f"shift {s}: too busy")
    return sum(ways)


def _visit_cost(problem: Problem, v: int, own: list[tuple[int, int]]) -> int:
    shifts = [s for s, _ in own]
    refuse_unless(len(set(shifts)) == len(own), f"visit {v} stands twice in a shift")
    refuse_unless(len({begin for _, begin in own}) == 1, f"visit {v} begins at two times")
    officers = [int(problem.shift_officers[s]) for s in shifts]
    alone = len(own) == 1 and officers[0] >= problem.officers_needed[v]
    together = len(own) == 2 == problem.officers_needed[v] and officers == [1, 1]
    refuse_unless(alone or together, f"visit {v} has not the officers it needs")
    bits = [int(problem.roles[v, s]) for s in shifts]
    able = bits[0] | bits[-1] == SUFFICES and all(bit & 1 for bit in bits)
    refuse_unless(able, f"visit {v}: somebody lacks a skill")
    window = range(problem.start_offset[v], problem.start_offset[v + 1])
    begin = own[0][1]
    costs = [
        int(problem.start_cost[k])
        for k in window
        if problem.start_first[k] <= begin <= problem.start_last[k]
    ]
    refuse_unless(bool(costs), f"visit {v} begins outside its windows")
    return costs[0] + min(int(problem.minor_cost[v, s]) for s in shifts)


def _check_siblings(problem: Problem, makers: dict[int, list[tuple[int, int]]]) -> None:
    day = {v: int(problem.shift_day[own[0][0]]) for v, own in makers.items()}
    grouped: dict[int, list[int]] = {}
    for v in makers:
        if problem.siblings[v] >= 0:
            grouped.setdefault(int(problem.siblings[v]), []).append(v)
    for own in grouped.values():
        for k, u in enumerate(own):
            for v in own[k + 1 :]:
                least = max(problem.least_days[u], problem.least_days[v])
                refuse_unless(abs(day[u] - day[v]) >= least, f"visits {u} and {v}: too soon")


def refuse_unless(holds: object, rule: str) -> None:
    """Refuse an answer unless it keeps a rule."""
    if not holds:
        raise BrokenRuleError(rule)
