"""The way of a round on paper: dotted to doors, cased on streets, with arrow heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from routeplan.render.projection import Point

KEEP_RIGHT = 2.4
"""A way is drawn so many units to the right, so that going and coming back both show."""
ARROWS_APART = 70.0


def route_lines(ways: Sequence[list[Point]]) -> Iterator[str]:
    """Dotted from door to street; on streets a black line in a white casing with arrow heads."""
    streets, doors = [], []
    for way in ways:
        if len(way) > 2:
            doors += [way[:2], way[-2:]]
            way = way[1:-1]
        if len(way) > 1:
            streets.append(_kept_right(way))
    yield _drawn(doors, 1.6, "#000000", ' stroke-dasharray="0.1 3.4" stroke-linecap="round"')
    yield _drawn(streets, 6.4, "#ffffff", ' stroke-linecap="round"')
    yield _drawn(streets, 2.8, "#000000", ' stroke-linecap="round"')
    for way in streets:
        for x, y, angle in arrows(way):
            yield (
                f'<path d="M-4.2 -4.4L5 0L-4.2 4.4z" stroke="#ffffff" stroke-width="1" '
                f'transform="translate({x:.1f} {y:.1f}) rotate({angle:.0f})"/>'
            )


def _drawn(lines: Sequence[Sequence[Point]], width: float, colour: str, more: str) -> str:
    d = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines)
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linejoin="round"{more}/>'
    )


def _kept_right(line: list[Point]) -> list[Point]:
    """The line a little to the right of its way; as it is where that makes no line."""
    from shapely import LineString

    string = LineString(line)
    if string.length < 2 * KEEP_RIGHT:
        return line
    # In a picture y grows downwards, so right of the way is left of the line to shapely.
    beside = string.offset_curve(KEEP_RIGHT, join_style="mitre", mitre_limit=2.0)
    return (
        list(beside.coords) if beside.geom_type == "LineString" and len(beside.coords) > 1 else line
    )


def arrows(line: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """(x, y, degrees) of arrow heads along a line, evenly apart, at least one on a long line."""
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    total = sum(steps)
    heads = round(total / ARROWS_APART) or int(total > ARROWS_APART / 4)
    due = [total * (k + 0.5) / heads for k in range(heads)]
    along = 0.0
    for (a, b), step in zip(pairwise(line), steps, strict=True):
        while due and due[0] <= along + step:
            share = (due.pop(0) - along) / step if step else 0.0
            angle = degrees(atan2(b[1] - a[1], b[0] - a[0]))
            yield a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), angle
        along += step
