"""Answers by growing budgets: the cost over time, and how soon there is a first plan at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.peers.instances import ALONE, RICH, Instance, drawn
from benchmarks.peers.runner import Pool, Run

STATION = 9
"""No other set draws it."""
LADDERS = {
    "smoke": (0.25, 1.0),
    "quick": (0.1, 0.25, 0.5, 1.0, 2.0, 4.0),
    "full": (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0),
}


@dataclass(frozen=True)
class Rung:
    """One run with one budget, in seconds."""

    instance: Instance
    budget: float
    run: Run


def stations() -> Iterator[Instance]:
    """300 visits in 40 shifts, with two-officer visits and without."""
    yield from drawn("rich", {"300": RICH["300"]}, [STATION])
    yield from drawn("rich-alone", {"300": ALONE["300"]}, [STATION])


def climb(pool: Pool, solvers: Sequence[str], ladder: Sequence[float]) -> Iterator[Rung]:
    """Every solver with every budget, two at a time."""
    teams = [solvers[k : k + 2] for k in range(0, len(solvers), 2)]
    for instance in stations():
        for team in teams:
            for budget in ladder:
                found = pool.together(team, instance, budget, 1)
                yield from (Rung(instance, budget, found[name]) for name in team)


def expected_seconds(solvers: Sequence[str], ladder: Sequence[float]) -> float:
    """Of the whole climb on both stations."""
    return 2 * -(-len(solvers) // 2) * (sum(ladder) + len(ladder))


def first_plans_table(rungs: Sequence[Rung]) -> str:
    """By station and solver: the first plan that can be carried out, and the first with everybody.

    A plan counts from the end of the search with the least budget that ends with one: the seconds
    are those from the start to the answer, its overrun included.
    """
    rows = [
        "| set | solver | first plan after | which makes | first plan with every visit after |",
        "|---|---|---|---|---|",
    ]
    keys = dict.fromkeys((rung.instance.set, rung.run.solver) for rung in rungs)
    for kind, solver in keys:
        own = [r for r in rungs if (r.instance.set, r.run.solver) == (kind, solver)]
        visits, most = own[0].instance.problem.visits, max(rung.budget for rung in own)
        some = next((r.run for r in own if r.run.score and r.run.score.served), None)
        whole = next((r.run for r in own if r.run.score and r.run.score.served == visits), None)
        never = f"not with {most:g} s"
        made = f"{some.score.served} of {visits}" if some and some.score else "-"
        cells = [f"{run.seconds:.2f} s" if run else never for run in (some, whole)]
        rows.append(f"| {kind} | {solver} | {cells[0]} | {made} | {cells[1]} |")
    return "\n".join(rows) + "\n"


def curves(rungs: Sequence[Rung], kind: str) -> dict[str, list[tuple[float, float]]]:
    """(budget, objective) by solver, of one of the stations."""
    found: dict[str, list[tuple[float, float]]] = {}
    for rung in rungs:
        if rung.instance.set == kind and rung.run.score is not None:
            point = rung.budget, float(rung.run.score.objective)
            found.setdefault(rung.run.solver, []).append(point)
    return found
