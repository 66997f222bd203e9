"""What a solution costs, term by term, and how busy its shifts are."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.model.plan import Totals
from routeplan.problem.arrays import Problem, late_seconds
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import makers_by_visit, ways_of


def totals_of(problem: Problem, solution: Solution) -> Totals:
    """What a solution costs, term by term, worked out from its choices."""
    begins: dict[int, int] = {}
    makers = makers_by_visit(solution.choices)
    for choice in solution.choices:
        begins.update(
            (v, first) for v, (first, _) in zip(choice.visits, choice.starts, strict=True)
        )
    out = [v for v in range(problem.visits) if v not in makers]
    pieces = [piece_of(problem, v, begin) for v, begin in begins.items()]
    return Totals(
        promises_missed=int(problem.promised[out].sum()) + late_promises(problem, pieces),
        travel=sum(travel_seconds(problem, s, c) for s, c in enumerate(solution.choices)),
        worth_left_out=int(problem.worth[out].sum()),
        lost_chance=int(problem.start_lost[pieces].sum()),
        minor_costs=sum(_small(problem, v, shifts) for v, shifts in makers.items()),
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
    windows = range(int(problem.start_offset[v]), int(problem.start_offset[v + 1]))
    return next(k for k in windows if problem.start_first[k] <= begin <= problem.start_last[k])


def _small(problem: Problem, v: int, shifts: list[int]) -> int:
    return min(int(problem.minor_cost[v, s]) for s in shifts)


def busy_by_shift(problem: Problem, solution: Solution) -> list[int]:
    """Busy seconds of every shift."""
    return [busy_seconds(problem, s, choice) for s, choice in enumerate(solution.choices)]


def busy_seconds(problem: Problem, shift: int, choice: ShiftChoice) -> int:
    """Travel + visits of one shift; 0 without a visit."""
    visits = list(choice.visits)
    return travel_seconds(problem, shift, choice) + int(problem.visit_seconds[visits].sum())


def travel_seconds(problem: Problem, shift: int, choice: ShiftChoice) -> int:
    """Travel of one shift; 0 without a visit."""
    if not choice.visits:
        return 0
    return sum(ways_of(problem, shift, choice.visits))
