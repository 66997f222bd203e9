"""The cost over time as SVG."""

from __future__ import annotations

COLOURS = {"routeplan": "#000000", "pyvrp": "#0072b2", "vroom": "#d55e00", "ortools": "#009e73"}
DASHES = {"routeplan": "", "pyvrp": "8 4", "vroom": "2 3", "ortools": "10 3 2 3"}


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
