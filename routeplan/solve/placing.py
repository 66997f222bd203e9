"""A visit put into a finished solution or taken out of it, and what the solution then costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from routeplan.plan import Totals
from routeplan.problem import NO_BREAK, Problem, late_seconds
from routeplan.schedule import timed
from routeplan.solution import ShiftChoice, Solution
from routeplan.solve.insertion import Fit, Range
from routeplan.solve.longest_day import busy_seconds, travel_seconds


def with_visit(problem: Problem, solution: Solution, v: int, fit: Fit) -> Solution:
    """The solution with a visit added where it fits."""
    choices = list(solution.choices)
    for s, after in fit.halves:
        own = choices[s]
        visits = (*own.visits[:after], v, *own.visits[after:])
        starts = (*own.starts[:after], fit.start, *own.starts[after:])
        placed = rested(problem, s, visits, starts)
        if placed is None:
            raise ValueError(f"visit {v} does not fit into shift {s} after {after} stops")
        choices[s] = placed
    return replace(solution, choices=tuple(choices))


def without_visit(problem: Problem, solution: Solution, v: int) -> Solution | None:
    """The solution without a visit; every other one keeps its start window.

    None in the rare case that it cannot go on like this: there is no way past the door, say.
    """
    choices = list(solution.choices)
    for s in makers_of(solution, v):
        own = zip(choices[s].visits, choices[s].starts, strict=True)
        kept = [(u, at) for u, at in own if u != v]
        left = rested(problem, s, tuple(u for u, _ in kept), tuple(at for _, at in kept))
        if left is None:
            return None
        choices[s] = left
    return replace(solution, choices=tuple(choices))


def rested(
    problem: Problem, s: int, visits: tuple[int, ...], starts: tuple[Range, ...]
) -> ShiftChoice | None:
    """This order with its break where least is waited and then home is reached first, or None."""
    busy, options = busy_seconds(problem, s, ShiftChoice(visits, starts)), []
    for leg in _legs(problem, s, visits):
        choice = ShiftChoice(visits, starts, leg)
        try:
            times = timed(problem, s, choice)
        except ValueError:
            continue
        options.append((times.idle_seconds(busy), times.back, leg or 0, choice))
    return min(options, key=lambda option: option[:3])[3] if options else None


def _legs(problem: Problem, s: int, visits: tuple[int, ...]) -> Iterator[int | None]:
    if problem.break_seconds[s] == NO_BREAK or not visits:
        yield None
    else:
        yield from range(len(visits) + 1)


def makers_of(solution: Solution, v: int) -> tuple[int, ...]:
    """The shifts that make a visit."""
    return tuple(s for s, choice in enumerate(solution.choices) if v in choice.visits)


def totals_of(problem: Problem, solution: Solution) -> Totals:
    """What a solution costs, term by term, worked out from its choices."""
    begins: dict[int, int] = {}
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(solution.choices):
        for v, (first, _) in zip(choice.visits, choice.starts, strict=True):
            begins[v] = first
            makers.setdefault(v, []).append(s)
    out = [v for v in range(problem.visits) if v not in makers]
    pieces = [piece_of(problem, v, begin) for v, begin in begins.items()]
    return Totals(
        promises_missed=int(problem.promised[out].sum()) + late_promises(problem, pieces),
        travel=sum(travel_seconds(problem, s, c) for s, c in enumerate(solution.choices)),
        worth_left_out=int(problem.worth[out].sum()),
        lost_chance=int(problem.start_lost[pieces].sum()),
        minor_costs=sum(_small(problem, v, own) for v, own in makers.items()),
        later_days=0 if problem.start_later is None else int(problem.start_later[pieces].sum()),
        waiting=sum(waiting_cost(problem, s, c) for s, c in enumerate(solution.choices)),
    )


def valued(problem: Problem, choices: Sequence[ShiftChoice]) -> tuple[int, int]:
    """(promised visits left out, cost in seconds with promises kept late), as engines count."""
    solution = Solution(tuple(choices), 0, 0, 0)
    totals, made = totals_of(problem, solution), {v for c in choices for v in c.visits}
    missed = sum(bool(problem.promised[v]) for v in range(problem.visits) if v not in made)
    if problem.start_days_late is None:
        return missed, totals.objective
    begins = {v: at[0] for c in choices for v, at in zip(c.visits, c.starts, strict=True)}
    pieces = [piece_of(problem, v, begin) for v, begin in begins.items()]
    return missed, totals.objective + int(late_seconds(problem.start_days_late[pieces]).sum())


def late_promises(problem: Problem, pieces: Sequence[int]) -> int:
    """How many of these start windows lie behind the latest date promised."""
    if problem.start_days_late is None:
        return 0
    return int((problem.start_days_late[pieces] > 0).sum())


def waiting_cost(problem: Problem, shift: int, choice: ShiftChoice) -> int:
    """What a shift is charged for waiting, in seconds."""
    if not choice.visits or problem.waiting_price == 0:
        return 0
    idle = timed(problem, shift, choice).idle_seconds(busy_seconds(problem, shift, choice))
    return problem.waiting_seconds(idle)


def piece_of(problem: Problem, v: int, begin: int) -> int:
    """The number of the start window in which a visit begins then."""
    own = range(int(problem.start_offset[v]), int(problem.start_offset[v + 1]))
    return next(k for k in own if problem.start_first[k] <= begin <= problem.start_last[k])


def _small(problem: Problem, v: int, shifts: list[int]) -> int:
    return min(int(problem.minor_cost[v, s]) for s in shifts)
