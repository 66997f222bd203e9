"""Street names on the map: one straight label per stretch, none upon another."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from routeplan.render.map.basemap import Way
from routeplan.render.projection import Frame, Point

if TYPE_CHECKING:
    from shapely import LineString

RANKS = ("major", "street", "service", "path")
"""Which streets get their label first."""
APART = 25.0
"""The same name again only after this many heights of a letter."""
STRAIGHT = 0.97
"""A label lies along a stretch whose chord has this share of its length."""
BESIDE = (0.0, -1.35, 1.35)
"""Where a label is tried: on its street, else so many heights above or below."""


class Street(NamedTuple):
    """A named stretch of street in a picture; ``rank`` is its place in :data:`RANKS`."""

    rank: int
    name: str
    line: list[Point]


class Label(NamedTuple):
    """A name written around (x, y), turned by ``angle`` degrees, never upside down."""

    text: str
    x: float
    y: float
    angle: float


def place_labels(
    candidates: Iterable[tuple[Label, float]],
    frame: Frame,
    *,
    height: float,
    keep_clear: Iterable[Point] = (),
    lines: Iterable[Sequence[Point]] = (),
    there: Iterable[tuple[Label, float]] = (),
) -> list[Label]:
    """Those of the candidates (labels and their widths, best first) that there is room for.

    Parameters
    ----------
    height
        Of the letters, in units of the frame.
    keep_clear
        (x, y) points where no label may lie, such as the stops' numbers.
    lines
        (x, y) lines drawn on the streets: a name goes beside them.
    there
        Labels, with their widths, that stand on the map already.
    """
    candidates = list(candidates)
    if not candidates:
        return []
    taken = _Taken(height / 2)
    for point in keep_clear:
        taken.add([point], reach=1.2 * height)
    for line in lines:
        taken.add(_walked(line, height / 2), reach=0.1 * height)
    placed: dict[str, list[Point]] = defaultdict(list)
    for label, width in there:
        taken.add(_spine(label, width, height), reach=0.6 * height)
        placed[label.text].append((label.x, label.y))
    labels = []
    for label, width in candidates:
        near = any(hypot(label.x - x, label.y - y) < APART * height for x, y in placed[label.text])
        free = None if near else _free_position(label, width, frame, height, taken)
        if free:
            taken.add(_spine(free, width, height), reach=0.4 * height)
            placed[label.text].append((label.x, label.y))
            labels.append(free)
    return labels


def _free_position(
    label: Label, width: float, frame: Frame, height: float, taken: _Taken
) -> Label | None:
    turn = radians(label.angle)
    for beside in BESIDE:
        x = label.x - beside * height * sin(turn)
        y = label.y + beside * height * cos(turn)
        moved = label._replace(x=x, y=y)
        spine = list(_spine(moved, width, height))
        inside = all(
            height < px < frame.width - height and height < py < frame.height - height
            for px, py in (spine[0], spine[-1])
        )
        if inside and taken.free(spine):
            return moved
    return None


def _walked(line: Sequence[Point], step: float) -> Iterator[Point]:
    """Points along a line, at most ``step`` apart."""
    for (x, y), (to_x, to_y) in pairwise(line):
        parts = int(hypot(to_x - x, to_y - y) / step) + 1
        for k in range(parts + 1):
            yield x + (to_x - x) * k / parts, y + (to_y - y) * k / parts


def text_width(text: str, height: float) -> float:
    """About how wide a text is: East Asian signs are square, others 0.56 of their height."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return height * (wide + 0.56 * (len(text) - wide))


def label_candidates(
    ways: Iterable[Way], frame: Frame, *, height: float
) -> list[tuple[Label, float]]:
    """Every label that a stretch of its street is long enough for, with its width; best first."""
    return labels_along(named_streets(ways, frame), height=height)


def labels_along(streets: Iterable[Street], *, height: float) -> list[tuple[Label, float]]:
    """The candidates as of :func:`label_candidates`, of streets in a picture."""
    candidates = []
    for rank, name, line in streets:
        width = text_width(name, height)
        for stretch in _stretches(line, width):
            if stretch.length >= width:
                candidates.append((rank, -stretch.length, _along(stretch, name, width), width))
    return [(label, width) for _, _, label, width in sorted(candidates)]


def _along(stretch: LineString, name: str, width: float) -> Label:
    """The name on the straightest place in and beside the middle, turned as the street is there.

    The middle of the chord of a whole stretch may be far from a street that bends slowly.
    """
    ends = (
        [stretch.interpolate(at * stretch.length + side * width / 2) for side in (-1, 1)]
        for at in (0.5, 0.4, 0.6)
    )
    begin, end = max(ends, key=lambda pair: round(pair[0].distance(pair[1]), 3))
    angle = degrees(atan2(end.y - begin.y, end.x - begin.x))
    angle = angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
    return Label(name, (begin.x + end.x) / 2, (begin.y + end.y) / 2, angle)


def named_streets(ways: Iterable[Way], frame: Frame) -> Iterator[Street]:
    """Every named street in the picture, its blocks joined to long lines."""
    from shapely import MultiLineString, clip_by_rect, line_merge

    blocks: dict[tuple[int, str], list[list[Point]]] = defaultdict(list)
    for way in ways:
        if way.name and way.kind in RANKS:
            line = [frame.xy(point) for point in way.line]
            blocks[RANKS.index(way.kind), way.name].append(line)
    for (rank, name), lines in blocks.items():
        merged = line_merge(clip_by_rect(MultiLineString(lines), 0, 0, frame.width, frame.height))
        for part in getattr(merged, "geoms", [merged]):
            if part.geom_type == "LineString" and not part.is_empty:
                yield Street(rank, name, list(part.coords))


def _stretches(line: list[Point], width: float) -> Iterator[LineString]:
    """Nearly straight parts of a line; those clearly shorter than a width are left away."""
    from shapely import LineString

    least = 0.99 * width

    part, along = line[:1], 0.0
    for here, there in pairwise(line):
        step = hypot(there[0] - here[0], there[1] - here[1])
        chord = hypot(there[0] - part[0][0], there[1] - part[0][1])
        if chord < STRAIGHT * (along + step):
            if along >= least:
                yield LineString(part)
            part, along = [here], 0.0
        part.append(there)
        along += step
    if along >= least:
        yield LineString(part)


def _spine(label: Label, width: float, height: float) -> Iterator[Point]:
    """Points along the label, half a letter apart."""
    turn = radians(label.angle)
    steps = max(2, round(2 * width / height))
    for k in range(steps + 1):
        along = width * (k / steps - 0.5)
        yield label.x + along * cos(turn), label.y + along * sin(turn)


class _Taken:
    """What is taken, in a grid of small cells."""

    def __init__(self, cell: float) -> None:
        self._size = cell
        self._cells: set[tuple[int, int]] = set()

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self._size), int(y // self._size)

    def free(self, points: Iterable[Point]) -> bool:
        cells = (self._cell(*point) for point in points)
        return not any(
            (a + da, b + db) in self._cells
            for a, b in cells
            for da in (-1, 0, 1)
            for db in (-1, 0, 1)
        )

    def add(self, points: Iterable[Point], reach: float = 0.0) -> None:
        corners = (
            (self._cell(x - reach, y - reach), self._cell(x + reach, y + reach)) for x, y in points
        )
        for first, last in dict.fromkeys(corners):
            for a in range(first[0], last[0] + 1):
                for b in range(first[1], last[1] + 1):
                    self._cells.add((a, b))
