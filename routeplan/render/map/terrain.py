"""The base map as arrays, made once and drawn in many frames: a sheet has several, a plan hundreds.

Points are (degrees east, Mercator's y); in these a frame is a shift and two factors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.map_svg import STREET_ORDER, Scheme, line_svg, tenths
from routeplan.render.map.street_labels import RANKS, Street
from routeplan.render.projection import Frame, Point, mercator

if TYPE_CHECKING:
    from shapely import Geometry

AREAS = ("green", "square", "water", "building")
USUAL_STEPS = 3000
"""Tenths of a unit up to which a step's text is kept."""

Array = npt.NDArray[np.float64]


class _Lines(NamedTuple):
    """Lines one after the other: all points [n, 2], where each line begins, boxes [lines, 4]."""

    points: Array
    begins: npt.NDArray[np.int64]
    boxes: Array

    @classmethod
    def of(cls, lines: Sequence[Sequence[Point]]) -> _Lines:
        points = flat([point for line in lines for point in line])
        sizes = np.array([len(line) for line in lines], dtype=np.int64)
        begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        if not len(lines):
            return cls(points, begins, np.zeros((0, 4)))
        low = np.minimum.reduceat(points, begins[:-1])
        high = np.maximum.reduceat(points, begins[:-1])
        return cls(points, begins, np.concatenate([low, high], axis=1))

    def within(self, box: Array) -> npt.NDArray[np.int64]:
        """Indices of the lines whose boxes meet a box (west, south, east, north)."""
        west, south, east, north = self.boxes.T
        meets = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
        return np.flatnonzero(meets)

    def paths(self, frame: Frame, close: str = "") -> str:
        """The lines that a frame shows, as the ``d`` of one path."""
        chosen = self.within(_box(frame))
        if not len(chosen):
            return ""
        sizes = self.begins[chosen + 1] - self.begins[chosen]
        ends = np.cumsum(sizes)
        begins = ends - sizes
        # Each chosen line's own points, one line after the other.
        which = np.arange(ends[-1]) + np.repeat(self.begins[chosen] - begins, sizes)
        where = np.rint(10 * frame.flat_xy(self.points[which])).astype(np.int64)
        steps = np.diff(where, axis=0, prepend=where[:1])
        moves = steps.any(axis=1)
        text, parts = _texts(), []
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            x, y = where[begin].tolist()
            inner = steps[begin + 1 : end][moves[begin + 1 : end]].ravel().tolist()
            moved = " ".join([text.get(step) or tenths(step) for step in inner])
            drawn = "l" + moved.replace(" -", "-") if moved else ""
            parts.append(f"M{tenths(x)} {tenths(y)}{drawn}{close}")
        return "".join(parts)


class Terrain:
    """A base map that can be drawn in any frame."""

    def __init__(self, base: BaseMap) -> None:
        self._areas = {
            kind: _Lines.of(
                [ring for area in base.areas if area.kind == kind for ring in area.rings]
            )
            for kind in AREAS
        }
        self._ways = {
            kind: _Lines.of([way.line for way in base.ways if way.kind == kind])
            for kind in (*STREET_ORDER, "tram", "rail")
        }
        self._named, self._lines = _named(base)

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return any(len(lines.boxes) for lines in (*self._areas.values(), *self._ways.values()))

    def svg(self, frame: Frame, scheme: Scheme, *, unit: float) -> Iterator[str]:
        """Everything but names, as elements of an ``<svg>``; ``unit`` as of ``ground_svg``."""
        size = f'width="{frame.width:.1f}" height="{frame.height:.1f}"'
        yield f'<rect {size} fill="{scheme.ground}"/>'
        for kind, lines in self._areas.items():
            edge = f' stroke="{scheme.building_edge}" stroke-width="{0.6 * unit:.2f}"'
            yield (
                f'<path d="{lines.paths(frame, "Z")}" fill="{scheme.areas[kind]}" '
                f'fill-rule="evenodd"{edge if kind == "building" else ""}/>'
            )
        drawn = {kind: lines.paths(frame) for kind, lines in self._ways.items()}
        for kind in STREET_ORDER:
            pen = scheme.pens[kind]
            if pen.casing:
                yield line_svg(drawn[kind], pen.casing, pen.casing_width * unit)
        for kind, d in drawn.items():
            pen = scheme.pens[kind]
            dashes = " ".join(f"{float(part) * unit:.2f}" for part in pen.dashes.split())
            yield line_svg(d, pen.colour, pen.width * unit, dashes)

    def streets(self, frame: Frame) -> list[Street]:
        """Every named street in a frame, cut off at its edges, in its units."""
        import shapely

        if not self._named:
            return []
        box = _box(frame)
        seen = shapely.clip_by_rect(self._lines, *box)
        parts, whose = shapely.get_parts(seen, return_index=True)
        points, part = shapely.get_coordinates(parts, return_index=True)
        where, ends = frame.flat_xy(points), np.searchsorted(part, np.arange(len(parts) + 1))
        streets = []
        for which, begin, end in zip(whose.tolist(), ends[:-1], ends[1:], strict=True):
            rank, name = self._named[which]
            if end - begin > 1:
                line = [(x, y) for x, y in where[begin:end].tolist()]
                streets.append(Street(rank, name, line))
        return streets


def _named(base: BaseMap) -> tuple[list[tuple[int, str]], npt.NDArray[np.object_]]:
    """(rank, name) of the named streets, and the blocks of each joined to long lines."""
    from shapely import MultiLineString, line_merge

    blocks: dict[tuple[int, str], list[Array]] = defaultdict(list)
    for way in base.ways:
        if way.name and way.kind in RANKS:
            blocks[RANKS.index(way.kind), way.name].append(flat(way.line))
    lines: list[Geometry] = [MultiLineString(parts) for parts in blocks.values()]
    return list(blocks), line_merge(np.array(lines, dtype=object))


def flat(points: Iterable[Point]) -> Array:
    """(latitude, longitude) as (degrees east, Mercator's y) [n, 2]."""
    degrees = np.array(list(points), dtype=np.float64).reshape(-1, 2)
    return np.stack([degrees[:, 1], mercator(degrees[:, 0])], axis=1)


def _box(frame: Frame) -> Array:
    """West, south, east, north."""
    bounds = frame.bounds
    corners = flat([(bounds.south, bounds.west), (bounds.north, bounds.east)])
    return corners.ravel()


@cache
def _texts() -> dict[int, str]:
    return {value: tenths(value) for value in range(-USUAL_STEPS, USUAL_STEPS + 1)}
