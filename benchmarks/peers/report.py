"""Tables in Markdown."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

from benchmarks.peers.runner import Pair, Run
from benchmarks.peers.statistics import paired_difference

PACKAGES = ("routeplan", "pyvrp", "pyvroom", "ortools", "numba", "numpy")


def head(title: str) -> str:
    """Title, date, machine and versions."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return (
        f"# {title}\n\n{datetime.now(UTC):%Y-%m-%d}, {_processor()}, Python "
        f"{platform.python_version()}; {', '.join(found)}.\n"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
        return f"{len(names)} x {names[0]}" if names else platform.machine()
    except OSError:
        return platform.machine()


def pairs_table(pairs: Sequence[Pair]) -> str:
    """Every pair: visits made, cost (and above the best known), seconds."""
    rows = ["| set | instance | seed | s | peer | ours | theirs |", "|---|---|---|---|---|---|---|"]
    rows += [
        f"| {p.instance.set} | {p.instance.name} | {p.seed} | {p.budget:g} | {p.theirs.solver} "
        f"| {_told(p, p.ours)} | {_told(p, p.theirs)} |"
        for p in pairs
    ]
    return "\n".join(rows) + "\n"


def _told(pair: Pair, run: Run) -> str:
    if run.score is None:
        return f"none: {run.why}"
    told = f"{run.score.served} of {pair.instance.problem.visits}, {run.score.objective:,}"
    if run.score.missed:
        told += f", {run.score.missed} promises missed"
    elif pair.instance.best_known:
        told += f" ({100 * (run.score.objective / pair.instance.best_known - 1):+.2f} %)"
    late = run.seconds > 1.5 * pair.budget + 1
    return told + (f", {run.seconds:.0f} s" if late else "")


def summary_table(pairs: Iterable[Pair]) -> str:
    """By set and peer: the paired difference with its interval, and who was ahead how often.

    Promises come first: only pairs that miss as many of them are compared in cost.
    """
    rows = [
        "| set | peer | ours better / equal / worse | theirs costs more [95 %] | no answer "
        "| promises missed: ours, theirs |",
        "|---|---|---|---|---|---|",
    ]

    def key(pair: Pair) -> tuple[str, str]:
        return pair.instance.set, pair.theirs.solver

    for (name, peer), found in groupby(sorted(pairs, key=key), key):
        own = list(found)
        both = [(p.ours.score, p.theirs.score) for p in own if p.ours.score and p.theirs.score]
        values = [((a.missed, a.objective), (b.missed, b.objective)) for a, b in both]
        ahead = [sum(a < b for a, b in values), sum(a == b for a, b in values)]
        ahead.append(len(values) - sum(ahead))
        kept = [(a.objective, b.objective) for a, b in both if a.missed == b.missed and a.objective]
        missed = f"{sum(a.missed for a, _ in both)}, {sum(b.missed for _, b in both)}"
        cells = [name, peer, " / ".join(map(str, ahead)), _difference(kept)]
        rows.append(f"| {' | '.join(cells)} | {len(own) - len(both)} | {missed} |")
    return "\n".join(rows) + "\n"


def _difference(costs: Sequence[tuple[int, int]]) -> str:
    if not costs:
        return "-"
    gap = paired_difference(*zip(*costs, strict=True))
    return f"{gap.mean:+.2f} % [{gap.low:+.2f}, {gap.high:+.2f}]"
