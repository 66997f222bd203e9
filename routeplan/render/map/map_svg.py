"""The base map as SVG: in colour for the screen, in grey for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.street_labels import Label
from routeplan.render.projection import Frame, Point

FONTS = "Noto Sans, Noto Sans SC, Noto Sans JP, sans-serif"
STREET_ORDER = ("steps", "path", "service", "street", "major")
"""Drawn in this order, all casings before all fillings, so that junctions are open."""


class Pen(NamedTuple):
    """A line: its casing's and its own colour and width, and dashes. No casing without a width."""

    colour: str
    width: float
    casing: str = ""
    casing_width: float = 0.0
    dashes: str = ""


class Scheme(NamedTuple):
    """Colours of a map. Widths are in *style units*: a screen pixel, or a quarter millimetre."""

    ground: str
    areas: dict[str, str]
    building_edge: str
    pens: dict[str, Pen]
    letters: str
    halo: str


def _pens(fill: str, casing: str, path: str, rail: str) -> dict[str, Pen]:
    return {
        "major": Pen(fill, 9, casing, 11),
        "street": Pen(fill, 6, casing, 7.6),
        "service": Pen(fill, 3, casing, 4.4),
        "path": Pen(path, 1.1, dashes="4 2.5"),
        "steps": Pen(path, 2.6, dashes="1.2 1.2"),
        "rail": Pen(rail, 1.6, dashes="7 4"),
        "tram": Pen(rail, 0.8, dashes="7 4"),
    }


COLOUR = Scheme(
    ground="#fbfaf6",
    areas={"water": "#b4d5ea", "green": "#dcecd0", "square": "#f1eee6", "building": "#e2dbd0"},
    building_edge="#c2b8ab",
    pens=_pens("#ffffff", "#bdb9b1", "#a39c90", "#8d8d8d"),
    letters="#4a4a4a",
    halo="#ffffff",
)
GREY = Scheme(
    ground="#ffffff",
    areas={"water": "#d9d9d9", "green": "#f1f1f1", "square": "#fafafa", "building": "#e3e3e3"},
    building_edge="#b9b9b9",
    pens=_pens("#ffffff", "#a2a2a2", "#a8a8a8", "#9a9a9a"),
    letters="#333333",
    halo="#ffffff",
)


def names_svg(
    labels: Iterable[Label], height: float, scheme: Scheme, *, bold: bool = False
) -> list[str]:
    """Street names, each in a halo; bold ones are black and in a wider one."""
    ink, weight = ("#000000", ' font-weight="bold" class="home"') if bold else (scheme.letters, "")
    parts = [
        f'<g font-family="{FONTS}" font-size="{height:.2f}" text-anchor="middle" '
        f'fill="{ink}"{weight}>'
    ]
    for label in labels:
        where = (
            f'transform="translate({label.x:.1f} {label.y:.1f}) rotate({label.angle:.1f})" '
            f'y="{0.35 * height:.2f}"'
        )
        text, wide = escape(label.text), (0.4 if bold else 0.28) * height
        halo = f'fill="none" stroke="{scheme.halo}" stroke-width="{wide:.2f}"'
        parts.append(f'<text {where} {halo} stroke-linejoin="round">{text}</text>')
        parts.append(f"<text {where}>{text}</text>")
    return [*parts, "</g>"]


def ground_svg(seen: BaseMap, frame: Frame, scheme: Scheme, *, unit: float) -> list[str]:
    """Everything of the base map but its street names, as elements of an ``<svg>``."""
    parts = [
        f'<rect width="{frame.width:.1f}" height="{frame.height:.1f}" fill="{scheme.ground}"/>'
    ]
    for kind in ("green", "square", "water", "building"):
        rings = (ring for area in seen.areas if area.kind == kind for ring in area.rings)
        edge = f' stroke="{scheme.building_edge}" stroke-width="{0.6 * unit:.2f}"'
        parts.append(
            f'<path d="{"".join(path(ring, frame) + "Z" for ring in rings)}" '
            f'fill="{scheme.areas[kind]}" fill-rule="evenodd"{edge if kind == "building" else ""}/>'
        )
    drawn = {
        kind: "".join(path(way.line, frame) for way in seen.ways if way.kind == kind)
        for kind in scheme.pens
    }
    for kind in STREET_ORDER:
        pen = scheme.pens[kind]
        if pen.casing:
            parts.append(line_svg(drawn[kind], pen.casing, pen.casing_width * unit))
    for kind in (*STREET_ORDER, "tram", "rail"):
        pen = scheme.pens[kind]
        dashes = " ".join(f"{float(part) * unit:.2f}" for part in pen.dashes.split())
        parts.append(line_svg(drawn[kind], pen.colour, pen.width * unit, dashes))
    return parts


def path(line: Sequence[Point], frame: Frame) -> str:
    """``M x y l dx dy dx dy ...`` to a tenth of a unit; points that fall together are one."""
    x, y = (round(10 * value) for value in frame.xy(line[0]))
    begin, steps = f"M{tenths(x)} {tenths(y)}", []
    for point in line[1:]:
        next_x, next_y = (round(10 * value) for value in frame.xy(point))
        if (next_x, next_y) != (x, y):
            steps += [tenths(next_x - x), tenths(next_y - y)]
        x, y = next_x, next_y
    # A minus parts two numbers as well as a space does.
    return begin + ("l" + " ".join(steps).replace(" -", "-") if steps else "")


def tenths(value: int) -> str:
    """Tenths of a unit as units: ``-.5`` for -5."""
    text = f"{value / 10:g}"
    return text.replace("0.", ".", 1) if -10 < value < 10 else text


def line_svg(d: str, colour: str, width: float, dashes: str = "") -> str:
    """A line, or many, as one element."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    cap = "butt" if dashes else "round"
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" '
        f'stroke-linejoin="round" stroke-linecap="{cap}"{dashed}/>'
    )
