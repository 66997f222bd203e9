"""The base map as arrays, made once and drawn in many frames: a sheet has several, a plan hundreds.

Points are (degrees east, Mercator's y). Sheets are drawn at few scales, and at one scale a line's
text is the same in every frame: it is made when the first one shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan, cos, degrees, pi, radians, sinh
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.map_svg import STREET_ORDER, Scheme, line_svg
from routeplan.render.map.street_labels import RANKS, NamedStretch
from routeplan.render.projection import EARTH_RADIUS_METRES, Frame, Point, mercator

if TYPE_CHECKING:
    from shapely import Geometry

AREAS = ("green", "square", "water", "building")
ORIGINS_APART = 100_000
"""In tenths of a unit: at 1 : 1000, 2.5 km."""
UNSEEN = 1.5
"""Tenths of a unit, 0.04 mm on a sheet: by so little a line may be off, less than a printer's dot.
"""

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class _Grid(NamedTuple):
    """Tenths of a unit at one scale, over the whole base map: x east and y south of its corner.

    They are counted from ``origin``, so that a sheet has no long numbers, however far the map goes.
    """

    units_per_metre: float
    corner: Array
    per_unit: Array
    origin: tuple[int, int]

    @classmethod
    def of(cls, frame: Frame, corner: Array, latitude: float) -> _Grid:
        """The grid of all frames that have this scale and begin near this one."""
        per_radian = 10 * frame.units_per_metre * EARTH_RADIUS_METRES * cos(radians(latitude))
        per_unit = np.array([per_radian * pi / 180, -per_radian])
        begin = (_box(frame)[[0, 3]] - corner) * per_unit
        across, down = (np.floor_divide(begin, ORIGINS_APART) * ORIGINS_APART).tolist()
        return cls(frame.units_per_metre, corner, per_unit, (int(across), int(down)))

    @property
    def key(self) -> tuple[float, int, int]:
        """Tells it from others of its base map."""
        return self.units_per_metre, *self.origin

    def tenths(self, points: Array) -> Array:
        """Where points [n, 2] lie."""
        return (points - self.corner) * self.per_unit - self.origin

    def in_frame(self, frame: Frame) -> tuple[Array, Array]:
        """Where tenths lie in a frame: its units to a tenth, and where the origin is; x and y."""
        begin = self.corner + np.array(self.origin) / self.per_unit
        first, second = frame.flat_xy(np.stack([begin, begin + 1000 / self.per_unit]))
        return (second - first) / 1000, first


class _Lines:
    """Lines one after the other: all points [n, 2], where each line begins, boxes [lines, 4]."""

    def __init__(self, lines: Sequence[Sequence[Point]]) -> None:
        self._points = flat([point for line in lines for point in line])
        sizes = np.array([len(line) for line in lines], dtype=np.int64)
        self._begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.boxes = np.zeros((0, 4))
        if len(lines):
            low = np.minimum.reduceat(self._points, self._begins[:-1])
            high = np.maximum.reduceat(self._points, self._begins[:-1])
            self.boxes = np.concatenate([low, high], axis=1)
        self._texts: dict[tuple[float, int, int], dict[int, str]] = defaultdict(dict)

    def paths(self, frame: Frame, grid: _Grid, close: str = "") -> str:
        """The lines that a frame shows as the ``d`` of one path, where they lie in a grid."""
        chosen = within(self.boxes, _box(frame)).tolist()
        texts = self._texts[grid.key]
        missing = [k for k in chosen if k not in texts]
        if missing:
            texts.update(zip(missing, self._written(missing, grid, close), strict=True))
        return "".join([texts[k] for k in chosen])

    def _written(self, chosen: Sequence[int], grid: _Grid, close: str) -> Iterator[str]:
        """``M x y l dx dy dx dy ...`` of these lines: whole numbers, which add up exactly."""
        import shapely

        sizes = self._begins[np.array(chosen) + 1] - self._begins[chosen]
        ends = np.cumsum(sizes)
        # Each chosen line's own points, one line after the other.
        which = np.arange(ends[-1]) + np.repeat(self._begins[chosen] - (ends - sizes), sizes)
        lines = shapely.linestrings(
            grid.tenths(self._points[which]), indices=np.repeat(np.arange(len(chosen)), sizes)
        )
        points, whose = shapely.get_coordinates(
            shapely.simplify(lines, UNSEEN, preserve_topology=False), return_index=True
        )
        where = np.rint(points).astype(np.int64)
        steps = np.diff(where, axis=0, prepend=where[:1])
        moves = steps.any(axis=1)
        begins = np.searchsorted(whose, np.arange(len(chosen) + 1)).tolist()
        for begin, end in pairwise(begins):
            inner = steps[begin + 1 : end][moves[begin + 1 : end]].ravel().tolist()
            moved = " ".join(map(str, inner))
            # A minus parts two numbers as well as a space does.
            drawn = "l" + moved.replace(" -", "-") if moved else ""
            x, y = where[begin].tolist()
            yield f"M{x} {y}{drawn}{close}"


class Terrain:
    """A base map that can be drawn in any frame."""

    def __init__(self, base: BaseMap) -> None:
        self._areas = {
            kind: _Lines([ring for area in base.areas if area.kind == kind for ring in area.rings])
            for kind in AREAS
        }
        self._ways = {
            kind: _Lines([way.line for way in base.ways if way.kind == kind])
            for kind in (*STREET_ORDER, "tram", "rail")
        }
        self._named, self._lines = _named(base)
        self._named_boxes = _boxes_of(self._lines)
        every = [lines.boxes for lines in (*self._areas.values(), *self._ways.values())]
        boxes = np.concatenate(every) if any(map(len, every)) else np.zeros((1, 4))
        west, south, _, north = (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
        self._corner = np.array([west, north])
        self._latitude = degrees(atan(sinh((south + north) / 2)))

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return any(len(lines.boxes) for lines in (*self._areas.values(), *self._ways.values()))

    def svg(self, frame: Frame, scheme: Scheme, *, unit: float) -> Iterator[str]:
        """Everything but names, as elements of an ``<svg>``; ``unit`` as of ``ground_svg``."""
        size = f'width="{frame.width:.1f}" height="{frame.height:.1f}"'
        yield f'<rect {size} fill="{scheme.ground}"/>'
        if not self:
            return
        grid = _Grid.of(frame, self._corner, self._latitude)
        (wide, high), (x, y) = grid.in_frame(frame)
        yield f'<g transform="matrix({wide:.8f} 0 0 {high:.8f} {x:.4f} {y:.4f})">'
        unit /= wide
        for kind, lines in self._areas.items():
            edge = f' stroke="{scheme.building_edge}" stroke-width="{0.6 * unit:.2f}"'
            yield (
                f'<path d="{lines.paths(frame, grid, "Z")}" fill="{scheme.areas[kind]}" '
                f'fill-rule="evenodd"{edge if kind == "building" else ""}/>'
            )
        drawn = {kind: lines.paths(frame, grid) for kind, lines in self._ways.items()}
        for kind in STREET_ORDER:
            pen = scheme.pens[kind]
            if pen.casing:
                yield line_svg(drawn[kind], pen.casing, pen.casing_width * unit)
        for kind, d in drawn.items():
            pen = scheme.pens[kind]
            dashes = " ".join(f"{float(part) * unit:.2f}" for part in pen.dashes.split())
            yield line_svg(d, pen.colour, pen.width * unit, dashes)
        yield "</g>"

    def streets(self, frame: Frame) -> list[NamedStretch]:
        """Every named street in a frame, cut off at its edges, in its units."""
        import shapely

        if not self._named:
            return []
        box = _box(frame)
        near = within(self._named_boxes, box)
        parts, whose = shapely.get_parts(
            shapely.clip_by_rect(self._lines[near], *box), return_index=True
        )
        points, part = shapely.get_coordinates(parts, return_index=True)
        where, ends = frame.flat_xy(points), np.searchsorted(part, np.arange(len(parts) + 1))
        streets = []
        for which, begin, end in zip(near[whose].tolist(), ends[:-1], ends[1:], strict=True):
            rank, name = self._named[which]
            if end - begin > 1:
                line = [(x, y) for x, y in where[begin:end].tolist()]
                streets.append(NamedStretch(rank, name, line))
        return streets


def within(boxes: Array, box: Array) -> Ints:
    """Indices of the boxes [n, 4] that meet a box; all of west, south, east, north."""
    west, south, east, north = boxes.T
    meets = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
    return np.flatnonzero(meets)


def _boxes_of(lines: npt.NDArray[np.object_]) -> Array:
    import shapely

    boxes: Array = shapely.bounds(lines).reshape(-1, 4)
    return boxes


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
