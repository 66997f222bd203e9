"""The optimum of tiny problems by enumeration, sharing no code with the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from routeplan.problem import NO_BREAK, NO_WAY, SUFFICES, Problem


@dataclass(frozen=True)
class Label:
    """A partial round: free at ``time``, having spent ``cost``, of it ``travel`` on the way."""

    time: int
    cost: int
    travel: int

    def beats(self, other: Label) -> bool:
        return self.time <= other.time and self.cost <= other.cost and self.travel <= other.travel


def optimum(problem: Problem) -> tuple[int, int]:
    """(promises missed, cost) of the best solution."""
    pairs = [v for v in range(problem.visits) if problem.officers_needed[v] == 2]
    singles = [v for v in range(problem.visits) if v not in pairs]
    best = _value_of(problem, {}, 0)
    for choice in product(*(list(_pair_options(problem, v)) for v in pairs)):
        extra = 0
        pins: dict[int, dict[int, int | None]] = {s: {} for s in range(problem.shifts)}
        for v, option in zip(pairs, choice, strict=True):
            if option is None:
                continue
            shifts, start = option
            minor = min(int(problem.minor_cost[v, s]) for s in shifts)
            if start is not None:
                extra += minor + _lost_at(problem, v, start)
            for s in shifts:
                pins[s][v] = start
        best = min(best, _best_with(problem, singles, pins, extra))
    return best


def _pair_options(problem: Problem, v: int) -> Iterator[tuple[tuple[int, ...], int | None] | None]:
    """Left out, a crew alone (start free), or two shifts at one second."""
    yield None
    roles = problem.roles[v].tolist()
    for s in range(problem.shifts):
        if problem.shift_officers[s] == 2 and roles[s] == SUFFICES:
            yield (s,), None
    for s, t in combinations(range(problem.shifts), 2):
        alone = problem.shift_officers[s] == problem.shift_officers[t] == 1
        if alone and roles[s] & roles[t] & 1 and roles[s] | roles[t] == SUFFICES:
            for first, last, _ in windows(problem, v):
                for start in range(first, last + 1):
                    yield (s, t), start


def _best_with(
    problem: Problem, singles: list[int], pins: dict[int, dict[int, int | None]], extra: int
) -> tuple[int, int]:
    """The best way to share the single visits out among the shifts, pairs being fixed."""
    rounds = [best_rounds(problem, s, singles, pins[s]) for s in range(problem.shifts)]
    best = (problem.visits + 1, 0)
    placed_pairs = {v: s for s in pins for v in pins[s]}

    def share(s: int, left: frozenset[int], placed: dict[int, int], cost: int) -> None:
        nonlocal best
        if s == problem.shifts:
            if _days_apart(problem, placed):
                best = min(best, _value_of(problem, placed, cost))
            return
        for taken, price in rounds[s].items():
            if taken <= left:
                share(s + 1, left - taken, placed | dict.fromkeys(taken, s), cost + price)

    share(0, frozenset(singles), placed_pairs, extra)
    return best


def _value_of(problem: Problem, placed: dict[int, int], cost: int) -> tuple[int, int]:
    out = [v for v in range(problem.visits) if v not in placed]
    missed = sum(bool(problem.promised[v]) for v in out)
    return missed, cost + sum(int(problem.worth[v]) for v in out)


def _days_apart(problem: Problem, placed: dict[int, int]) -> bool:
    for u, v in combinations(placed, 2):
        if problem.siblings[u] == problem.siblings[v] >= 0:
            days = [int(problem.shift_day[placed[k]]) for k in (u, v)]
            if abs(days[0] - days[1]) < max(problem.least_days[u], problem.least_days[v]):
                return False
    return True


def windows(problem: Problem, v: int) -> list[tuple[int, int, int]]:
    """(first, last, lost) of a visit's start windows."""
    own = slice(problem.start_offset[v], problem.start_offset[v + 1])
    columns = (problem.start_first[own], problem.start_last[own], problem.start_lost[own])
    return [(int(first), int(last), int(lost)) for first, last, lost in zip(*columns, strict=True)]


def _lost_at(problem: Problem, v: int, start: int) -> int:
    return next(lost for first, last, lost in windows(problem, v) if first <= start <= last)


def best_rounds(
    problem: Problem, s: int, singles: list[int], pinned: dict[int, int | None]
) -> dict[frozenset[int], int]:
    """Least cost of every set of single visits that shift ``s`` can make beside its pairs.

    ``pinned`` maps its two-officer visits to their start (None: a crew's, free within windows).
    """
    own = [v for v in singles if problem.roles[v, s] == SUFFICES]
    candidates = [*own, *pinned]
    start = Label(int(problem.shift_begin[s]), 0, 0)
    rests = problem.break_seconds[s] != NO_BREAK
    states: dict[tuple[frozenset[int], int, bool], list[Label]] = {
        (frozenset(), -1, not rests): [start]
    }
    found: dict[frozenset[int], int] = {}
    while states:
        for (taken, last, rested), labels in states.items():
            if set(pinned) <= taken:
                price = _close(problem, s, taken, last, rested, labels)
                if price is not None:
                    key = taken - set(pinned)
                    found[key] = min(found.get(key, price), price)
        states = _extend(problem, s, states, candidates, pinned)
    return found


def _extend(problem, s, states, candidates, pinned):  # type: ignore[no-untyped-def]
    longer: dict[tuple[frozenset[int], int, bool], list[Label]] = {}
    for (taken, last, rested), labels in states.items():
        loaded = sum(int(problem.load[v]) for v in taken)
        for v in candidates:
            if v in taken or loaded + problem.load[v] > problem.max_load[s]:
                continue
            for label in labels:
                for arrive, now_rested, way in arrivals(problem, s, last, v, rested, label.time):
                    for new in _serve(problem, s, v, label, arrive, way, pinned):
                        _keep(longer.setdefault((taken | {v}, v, now_rested), []), new)
    return longer


def arrivals(problem, s, last, v, rested, time):  # type: ignore[no-untyped-def]
    """(arrival, rested, way) with and without the break on the way; nothing where there is none."""
    here = problem.shift_start_place[s] if last < 0 else problem.visit_place[last]
    there = problem.shift_end_place[s] if v < 0 else problem.visit_place[v]
    way = int(problem.travel[problem.shift_mode[s], here, there])
    if way == NO_WAY:
        return
    yield time + way, rested, way
    if not rested and time <= problem.break_latest[s]:
        # the break begins at some second on the way, or on arrival after waiting
        seconds = range(time, max(time + way, int(problem.break_earliest[s])) + 1)
        begins = [b for b in seconds if problem.break_earliest[s] <= b <= problem.break_latest[s]]
        if begins:
            length = int(problem.break_seconds[s])
            yield min(max(time + way, b) for b in begins) + length, True, way


def _serve(problem, s, v, label, arrive, way, pinned):  # type: ignore[no-untyped-def]
    if v in pinned and pinned[v] is not None:
        options = [(pinned[v], pinned[v], 0)]
        minor = 0
    else:
        options, minor = windows(problem, v), int(problem.minor_cost[v, s])
    for first, last, lost in options:
        begin = max(arrive, first)
        if begin <= last:
            yield Label(
                begin + int(problem.visit_seconds[v]),
                label.cost + way + lost + minor,
                label.travel + way,
            )


def _keep(labels: list[Label], new: Label) -> None:
    if not any(old.beats(new) for old in labels):
        labels[:] = [old for old in labels if not new.beats(old)] + [new]


def _close(problem, s, taken, last, rested, labels):  # type: ignore[no-untyped-def]
    """The least cost of coming back in time, or None."""
    if not taken:
        start, end = problem.shift_start_place[s], problem.shift_end_place[s]
        return int(problem.travel[problem.shift_mode[s], start, end])
    visiting = sum(int(problem.visit_seconds[v]) for v in taken)
    prices = [
        label.cost + way
        for label in labels
        for arrive, done, way in arrivals(problem, s, last, -1, rested, label.time)
        if done
        and arrive <= problem.shift_end[s]
        and label.travel + way + visiting <= problem.max_busy[s]
    ]
    return min(prices, default=None)
