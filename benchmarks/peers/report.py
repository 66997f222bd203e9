"""Tables in Markdown, and the plot over time as SVG."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

from benchmarks.peers.runner import Pair, Run
from benchmarks.peers.statistics import paired_difference

PACKAGES = ("routeplan", "pyvrp", "pyvroom", "ortools", "numba", "numpy")
COLOURS = {"routeplan": "#000000", "pyvrp": "#0072b2", "vroom": "#d55e00", "ortools": "#009e73"}
DASHES = {"routeplan": "", "pyvrp": "8 4", "vroom": "2 3", "ortools": "10 3 2 3"}


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
        f"{platform.python_version()}; {', '.join(found)}. Both solvers of a pair run at the same "
        "moment, one thread each; every answer is checked and costed anew.\n"
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
    if pair.instance.best_known:
        told += f" ({100 * (run.score.objective / pair.instance.best_known - 1):+.2f} %)"
    late = run.seconds > 1.5 * pair.budget + 1
    return told + (f", {run.seconds:.0f} s" if late else "")


def summary_table(pairs: Iterable[Pair]) -> str:
    """By set and peer: the paired difference with its interval, and who was ahead how often."""
    rows = [
        "| set | peer | ours better / equal / worse | theirs costs more [95 %] | no answer |",
        "|---|---|---|---|---|",
    ]

    def key(pair: Pair) -> tuple[str, str]:
        return pair.instance.set, pair.theirs.solver

    for (name, peer), found in groupby(sorted(pairs, key=key), key):
        own = list(found)
        both = [p for p in own if p.ours.score and p.theirs.score]
        costs = [
            (p.ours.score.objective, p.theirs.score.objective)
            for p in both
            if p.ours.score and p.theirs.score
        ]
        kept = [(a, b) for a, b in costs if a > 0]
        told = "-"
        if kept:
            gap = paired_difference(*zip(*kept, strict=True))
            told = f"{gap.mean:+.2f} % [{gap.low:+.2f}, {gap.high:+.2f}]"
        ahead = [sum(a < b for a, b in costs), sum(a == b for a, b in costs)]
        ahead.append(len(costs) - sum(ahead))
        lost = len(own) - len(both)
        rows.append(f"| {name} | {peer} | {' / '.join(map(str, ahead))} | {told} | {lost} |")
    return "\n".join(rows) + "\n"


def plot_svg(title: str, curves: dict[str, list[tuple[float, float]]]) -> str:
    """Cost above the best seen, in per cent, against seconds; one line a solver."""
    best = min(cost for curve in curves.values() for _, cost in curve)
    over = {
        name: [(seconds, 100 * (cost / best - 1)) for seconds, cost in curve]
        for name, curve in curves.items()
    }
    wide = max(seconds for curve in over.values() for seconds, _ in curve)
    high = max(1.0, *(gap for curve in over.values() for _, gap in curve))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" '
        'font-size="13"><rect width="640" height="400" fill="white"/>',
        f'<text x="60" y="24" font-size="15">{title}</text>',
        '<path d="M60 40 V340 H500" fill="none" stroke="#555"/>',
        f'<text x="54" y="50" text-anchor="end">{high:.1f} %</text>',
        '<text x="54" y="344" text-anchor="end">0 %</text>',
        f'<text x="500" y="360" text-anchor="end">{wide:g} s</text>',
        '<text x="60" y="360">0 s</text>',
        '<text x="60" y="384">cost above the best seen, by seconds of search</text>',
    ]
    for row, (name, curve) in enumerate(over.items()):
        points = " ".join(f"{60 + 440 * s / wide:.1f},{340 - 300 * g / high:.1f}" for s, g in curve)
        style = f'stroke="{COLOURS[name]}" stroke-dasharray="{DASHES[name]}" stroke-width="2"'
        parts.append(f'<polyline points="{points}" fill="none" {style}/>')
        y = 60 + 22 * row
        parts.append(f'<path d="M512 {y} H540" {style}/><text x="546" y="{y + 4}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
