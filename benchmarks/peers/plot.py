"""The cost over time as SVG."""

from __future__ import annotations

import math

LEAST = 0.1
"""Per cent above the best, where the axis begins: nearer ones lie on it."""
LEFT, RIGHT, TOP, BOTTOM = 90, 500, 40, 340
COLOURS = {"routeplan": "#000000", "pyvrp": "#0072b2", "vroom": "#d55e00", "ortools": "#009e73"}
DASHES = {"routeplan": "", "pyvrp": "8 4", "vroom": "2 3", "ortools": "10 3 2 3"}


def plot_svg(title: str, curves: dict[str, list[tuple[float, float]]]) -> str:
    """Cost above the best seen, in per cent, against seconds, both by powers of ten.

    One line a solver. A first plan may cost a hundred times what is left to be gained later, and
    stand after a hundredth of the time.
    """
    best = min(cost for curve in curves.values() for _, cost in curve)
    over = {
        name: [(seconds, max(LEAST, 100 * (cost / best - 1))) for seconds, cost in curve]
        for name, curve in curves.items()
    }
    points = [point for curve in over.values() for point in curve]
    times = _decades(min(s for s, _ in points), max(s for s, _ in points))
    gaps = _decades(LEAST, max(g for _, g in points))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" '
        'font-size="13"><rect width="640" height="400" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="15">{title}</text>',
        f'<text x="{LEFT}" y="384">cost above the best seen, by seconds of search</text>',
    ]
    for gap in gaps:
        y = _along(gap, gaps, BOTTOM, TOP)
        parts.append(f'<path d="M{LEFT} {y:.1f} H{RIGHT}" stroke="#ccc"/>')
        label = f"{gap:g} %" if gap > LEAST else f"up to {gap:g} %"
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for time in times:
        x = _along(time, times, LEFT, RIGHT)
        parts.append(f'<path d="M{x:.1f} {TOP} V{BOTTOM}" stroke="#ccc"/>')
        parts.append(f'<text x="{x:.1f}" y="360" text-anchor="middle">{time:g} s</text>')
    for row, (name, curve) in enumerate(over.items()):
        line = " ".join(
            f"{_along(s, times, LEFT, RIGHT):.1f},{_along(g, gaps, BOTTOM, TOP):.1f}"
            for s, g in curve
        )
        style = f'stroke="{COLOURS[name]}" stroke-dasharray="{DASHES[name]}" stroke-width="2"'
        parts.append(f'<polyline points="{line}" fill="none" {style}/>')
        y = 60 + 22 * row
        parts.append(f'<path d="M512 {y} H540" {style}/><text x="546" y="{y + 4}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(least: float, most: float) -> list[float]:
    """The powers of ten from below the one to above the other; two at least."""
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return [10.0**k for k in range(first, max(last, first + 1) + 1)]


def _along(value: float, decades: list[float], begin: int, end: int) -> float:
    """Where a value lies on an axis of powers of ten."""
    share = math.log10(value / decades[0]) / math.log10(decades[-1] / decades[0])
    return begin + share * (end - begin)
