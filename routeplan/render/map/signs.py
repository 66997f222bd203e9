"""Signs on a sheet's map: numbers, the station's star, leader lines and the scale bar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.map_svg import FONTS
from routeplan.render.map.markers import Placed
from routeplan.render.projection import Frame, Point

UNITS_PER_MILLIMETRE = 4.0
"""The picture's unit is a quarter millimetre on paper."""
MARKER_SIZE = 19.0
NO_BREAK = "\u00a0"
"""Between thousands, as a map in any language has it."""
BAR_METRES = (20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)


def leader_svg(line: Sequence[Point]) -> str:
    """From the place, with a dot on it, to what belongs there."""
    (x, y), (to_x, to_y) = line
    return (
        f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#000000" '
        f'stroke-width="0.9"/><circle cx="{x:.1f}" cy="{y:.1f}" r="1.8"/>'
    )


def sign_svg(placed: Placed) -> str:
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
                f'<g class="sign"><rect {box} rx="3" fill="#000000" stroke="#ffffff" '
                f'stroke-width="1.5"/>'
                f'<path d="{_star(x, y, 0.72 * half_y)}" fill="#ffffff"/></g>'
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
        f'<g class="sign">{shape}<text x="{x:.1f}" y="{y + 0.36 * letters:.1f}" '
        f'font-family="{FONTS}" font-weight="bold" font-size="{letters:.1f}" '
        f'text-anchor="middle" fill="{ink}">'
        f"{escape(marker.text)}</text></g>"
    )


def _star(x: float, y: float, radius: float) -> str:
    points = []
    for k in range(10):
        reach = radius if k % 2 == 0 else 0.42 * radius
        turn = pi * (k / 5 - 0.5)
        points.append(f"{x + reach * cos(turn):.1f} {y + reach * sin(turn):.1f}")
    return "M" + "L".join(points) + "z"


ATTRIBUTION_WIDE, ATTRIBUTION_HIGH = 130.0, 16.0
"""What the sheet prints over the map, below right: whose data the map is."""


class Bar(NamedTuple):
    """The scale bar, and points that names keep clear of."""

    svg: str
    points: list[Point]


def scale_bar(frame: Frame, busy: Sequence[Point] | npt.NDArray[np.float64]) -> Bar:
    """The scale bar in the corner where the fewest ``busy`` points lie, below left at best."""
    points = np.asarray(busy, dtype=np.float64).reshape(-1, 2)
    metres = max(m for m in BAR_METRES if m == BAR_METRES[0] or m * frame.units_per_metre < 150)
    units = metres * frame.units_per_metre
    wide, high = units + 62, 22.0
    left, right, low, top = 8.0, frame.width - wide - 8, frame.height - high - 5, 5.0
    if left + wide > frame.width - ATTRIBUTION_WIDE:  # a narrow inset has no room beside it
        low -= ATTRIBUTION_HIGH

    def covered(corner: Point) -> int:
        least = np.array(corner) - MARKER_SIZE
        most = least + np.array([wide, high]) + 2 * MARKER_SIZE
        return int(((points > least) & (points < most)).all(axis=1).sum())

    x, y = min(((left, low), (left, top), (right, top)), key=covered)
    ratio = round(1000 * UNITS_PER_MILLIMETRE / frame.units_per_metre)
    text = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    scale = f"1:{ratio:,}".replace(",", NO_BREAK)
    svg = (
        f'<g transform="translate({x:.1f} {y:.1f})" font-family="{FONTS}" font-size="8">'
        f'<rect width="{wide:.1f}" height="{high:g}" fill="#ffffff" fill-opacity="0.85"/>'
        f'<path d="M5 10v5h{units:.1f}v-5" fill="none" stroke="#000000" stroke-width="1.4"/>'
        f'<text x="{5 + units / 2:.1f}" y="11" text-anchor="middle">{text}</text>'
        f'<text x="{12 + units:.1f}" y="15">{scale}</text></g>'
    )
    return Bar(svg, [(x + wide * k / 20, y + high / 2) for k in range(21)])
