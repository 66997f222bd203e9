"""The map of a sheet: base map in grey, the round upon it, readable in black and white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, sin
from typing import NamedTuple

from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.map_svg import FONTS, GREY, base_map_svg
from routeplan.render.map.markers import Placed, place_markers
from routeplan.render.projection import Frame, Point
from routeplan.render.round_view import ShownRound

UNITS_PER_MILLIMETRE = 4.0
"""The picture's unit is a quarter millimetre on paper."""
PAPER_SCALES = (
    *(1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 10_000, 12_500, 15_000),
    *(20_000, 25_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 500_000),
)
MARGIN = 30.0
KEEP_RIGHT = 2.4
"""A way is drawn so many units to the right, so that going and coming back both show."""
ARROWS_APART = 70.0
MARKER_SIZE = 19.0
LETTERS = 8.2
METRES_A_STYLE_UNIT = 1.4
"""Streets are drawn so wide on the ground, within what can be seen on paper."""
BAR_METRES = (20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)


def route_svg(
    shown: ShownRound, base: BaseMap, *, width_mm: float, heights_mm: Sequence[float]
) -> str:
    """A whole ``<svg>`` of a round's map for paper.

    Parameters
    ----------
    heights_mm
        Heights the sheet has room for, rising; a round that a higher picture shows at a larger
        scale gets it.
    """
    frame, height_mm = _best_frame(shown, width_mm, heights_mm)
    width, height = frame.width, frame.height
    placed = place_markers(shown.markers, frame, size=MARKER_SIZE, gap=1.5)
    keep_clear = [point for marker in placed for point in marker.spine]
    leaders = [[marker.place, marker.middle] for marker in placed if marker.moved]
    unit = min(1.0, max(0.4, METRES_A_STYLE_UNIT * frame.units_per_metre))
    ways = [[frame.xy(point) for point in way] for way in shown.ways]
    bar = _scale_bar(frame, [*keep_clear, *(point for way in ways for point in way)])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width_mm}mm" height="{height_mm}mm">',
        base_map_svg(
            base,
            frame,
            GREY,
            unit=unit,
            letters=LETTERS / unit,
            keep_clear=keep_clear + bar.points,
            lines=ways + leaders,
        ),
        bar.svg,
        *_ways(ways),
        *map(_leader, leaders),
        *map(_sign, placed),
        f'<rect x="1" y="1" width="{width - 2:g}" height="{height - 2:g}" fill="none" '
        f'stroke="#000000" stroke-width="2"/>',
        "</svg>",
    ]
    return "\n".join(parts)


def _best_frame(
    shown: ShownRound, width_mm: float, heights_mm: Sequence[float]
) -> tuple[Frame, float]:
    """The lowest picture of the largest scale that any allowed height gives."""
    scales = [1000 * UNITS_PER_MILLIMETRE / ratio for ratio in PAPER_SCALES]
    frames = [
        Frame.fitting(
            shown.points,
            width_mm * UNITS_PER_MILLIMETRE,
            height * UNITS_PER_MILLIMETRE,
            margin=MARGIN,
            scales=scales,
        )
        for height in heights_mm
    ]
    best = max(range(len(frames)), key=lambda k: (frames[k].units_per_metre, -heights_mm[k]))
    return frames[best], heights_mm[best]


def _ways(ways: Sequence[list[Point]]) -> Iterator[str]:
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


def _leader(line: Sequence[Point]) -> str:
    (x, y), (to_x, to_y) = line
    return (
        f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#000000" '
        f'stroke-width="0.9"/><circle cx="{x:.1f}" cy="{y:.1f}" r="1.8"/>'
    )


def _sign(placed: Placed) -> str:
    """Morning a black disc, afternoon a white square, reserve a white rhombus, station a star."""
    marker, (x, y) = placed.marker, placed.middle
    half_x, half_y = placed.half_width, placed.half_height
    box = (
        f'x="{x - half_x:.1f}" y="{y - half_y:.1f}" width="{2 * half_x:.1f}" '
        f'height="{2 * half_y:.1f}"'
    )
    ink = "#000000"
    match marker.kind:
        case "station":
            return (
                f'<rect {box} rx="3" fill="#000000" stroke="#ffffff" stroke-width="1.5"/>'
                f'<path d="{_star(x, y, 0.72 * half_y)}" fill="#ffffff"/>'
            )
        case "morning":
            ink = "#ffffff"
            shape = f'<rect {box} rx="{half_y:.1f}" fill="#000000" stroke="#ffffff"/>'
        case "afternoon":
            shape = f'<rect {box} rx="2" fill="#ffffff" stroke="#000000" stroke-width="2"/>'
        case "reserve":
            shape = (
                f'<path d="M{x - half_x:.1f} {y:.1f}L{x:.1f} {y - half_y:.1f}L{x + half_x:.1f} '
                f'{y:.1f}L{x:.1f} {y + half_y:.1f}z" fill="#ffffff" stroke="#000000" '
                f'stroke-width="1.1"/>'
            )
    letters = (0.5 if marker.kind == "reserve" else 0.6) * MARKER_SIZE
    return (
        f'{shape}<text x="{x:.1f}" y="{y + 0.36 * letters:.1f}" font-family="{FONTS}" '
        f'font-weight="bold" font-size="{letters:.1f}" text-anchor="middle" fill="{ink}">'
        f"{escape(marker.text)}</text>"
    )


def _star(x: float, y: float, radius: float) -> str:
    points = []
    for k in range(10):
        reach = radius if k % 2 == 0 else 0.42 * radius
        turn = pi * (k / 5 - 0.5)
        points.append(f"{x + reach * cos(turn):.1f} {y + reach * sin(turn):.1f}")
    return "M" + "L".join(points) + "z"


class _Bar(NamedTuple):
    """The scale bar, and points that names keep clear of."""

    svg: str
    points: list[Point]


def _scale_bar(frame: Frame, busy: Sequence[Point]) -> _Bar:
    """The scale bar in the corner where the fewest ``busy`` points lie, below left at best."""
    metres = max(m for m in BAR_METRES if m == BAR_METRES[0] or m * frame.units_per_metre < 150)
    units = metres * frame.units_per_metre
    wide, high = units + 62, 22.0
    left, right, low, top = 8.0, frame.width - wide - 8, frame.height - high - 5, 5.0

    def covered(corner: Point) -> int:
        return sum(
            corner[0] - MARKER_SIZE < x < corner[0] + wide + MARKER_SIZE
            and corner[1] - MARKER_SIZE < y < corner[1] + high + MARKER_SIZE
            for x, y in busy
        )

    x, y = min(((left, low), (left, top), (right, top)), key=covered)
    ratio = round(1000 * UNITS_PER_MILLIMETRE / frame.units_per_metre)
    text = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    svg = (
        f'<g transform="translate({x:.1f} {y:.1f})" font-family="{FONTS}" font-size="8">'
        f'<rect width="{wide:.1f}" height="{high:g}" fill="#ffffff" fill-opacity="0.85"/>'
        f'<path d="M5 10v5h{units:.1f}v-5" fill="none" stroke="#000000" stroke-width="1.4"/>'
        f'<text x="{5 + units / 2:.1f}" y="11" text-anchor="middle">{text}</text>'
        f'<text x="{12 + units:.1f}" y="15">1:{ratio:,}</text></g>'
    )
    return _Bar(svg, [(x + wide * k / 20, y + high / 2) for k in range(21)])
