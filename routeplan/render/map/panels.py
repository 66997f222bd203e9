"""How a sheet's map is divided: the whole round, and crowded parts of it at a larger scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log2
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.markers import half_sizes
from routeplan.render.map.points_along_lines import walked_all
from routeplan.render.map.signs import MARKER_SIZE, UNITS_PER_MILLIMETRE
from routeplan.render.projection import Bounds, Frame, Point
from routeplan.render.round_view import Marker

PAPER_SCALES = (
    *(1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 10_000, 12_500, 15_000),
    *(20_000, 25_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 500_000),
)
MARGIN = 30.0
GAP = 1.5
"""Units kept free between two markers."""
ROOMY = 1.2
"""Crowding up to which markers need no inset: about two pairs that lie half over each other."""
FAR_APART = (1.4, 2.5, 5.0, 10.0)
"""Markers nearer than so many of their sizes are a cluster; each of these is tried."""
LEAST_GAIN = 1.6
"""An inset is drawn at so many times the map's scale, or not at all."""
STRIPS = (0.3, 0.38, 0.46, 0.54, 0.62, 0.7)
"""Part of the picture's width that insets on the right may take."""
CORNERS = ((0.3, 0.6), (0.36, 0.5), (0.45, 0.6))
"""Parts of width and height of an inset laid over an empty corner."""
LEAST_INSET = 150.0
"""An inset is no narrower and no lower than so many units."""
VISITED = ("morning", "afternoon")
SIGNS = ("I", "II")
"""What insets are called; there are no more of them."""

Array = npt.NDArray[np.float64]


class Panel(NamedTuple):
    """A part of the picture with a frame of its own, its upper left corner at ``at``.

    ``sign`` is empty for the map itself; ``windows`` are the frames that insets show larger, with
    their signs.
    """

    frame: Frame
    at: Point
    markers: tuple[Marker, ...]
    sign: str = ""
    windows: tuple[tuple[str, Frame], ...] = ()


class _Box(NamedTuple):
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float


def panels_of(
    markers: Sequence[Marker],
    feet: Sequence[Sequence[Point]],
    ways: Sequence[Sequence[Point]],
    *,
    width: float,
    height: float,
) -> list[Panel]:
    """The map, and the insets that make its markers readable, the map first.

    Every marker is in exactly one panel.

    Parameters
    ----------
    feet
        Of each marker, points that are to be seen wherever it is: on the streets of its homes.
    ways
        Lines of (latitude, longitude) that the map has to show besides the markers.
    width, height
        Of the whole picture, in units.
    """
    return _Arrangement(markers, feet, ways, width, height).best()


class _Arrangement:
    """Tries divisions of the picture and keeps the one that reads best."""

    def __init__(
        self,
        markers: Sequence[Marker],
        feet: Sequence[Sequence[Point]],
        ways: Sequence[Sequence[Point]],
        width: float,
        height: float,
    ) -> None:
        self.markers, self.width, self.height = tuple(markers), width, height
        self.seen = [(marker.at, *theirs) for marker, theirs in zip(markers, feet, strict=True)]
        lines = (*self.seen, *ways)
        bounds = Bounds.around([point for line in lines for point in line])
        self.corners = [(bounds.south, bounds.west), (bounds.north, bounds.east)]
        self.ways = ways
        self.whole = fitted(self.corners, width, height)
        ground = np.array([self.whole.xy(marker.at) for marker in markers])
        ground /= self.whole.units_per_metre  # metres
        self.apart = np.abs(ground[:, None] - ground[None])
        halves = np.array([half_sizes(marker, MARKER_SIZE) for marker in markers])
        clear = halves[:, None] + halves[None] + GAP
        self.clear = (self.apart / clear).max(axis=2)

    def best(self) -> list[Panel]:
        everybody = range(len(self.markers))
        crowding = self._crowding(everybody, self.whole)
        plain = [Panel(self.whole, (0.0, 0.0), self.markers)]
        if crowding <= ROOMY:
            return plain
        return min([(crowding, plain), *self._divided()], key=lambda option: option[0])[1]

    def _divided(self) -> Iterator[tuple[float, list[Panel]]]:
        tried = set()
        for apart in FAR_APART:
            clusters = self._clusters(apart)
            for count in range(1, min(len(SIGNS), len(clusters)) + 1):
                chosen = tuple(clusters[:count])
                if chosen not in tried:
                    tried.add(chosen)
                    for main, boxes in self._layouts(count):
                        yield from self._option(chosen, main, boxes)

    def _clusters(self, apart: float) -> list[tuple[int, ...]]:
        """Groups of markers that hang together, the most crowded first."""
        across = apart * MARKER_SIZE / self.whole.units_per_metre
        near = self.apart.max(axis=2) < across
        left, groups = set(range(len(self.markers))), []
        while left:
            group, edge = set(), {min(left)}
            while edge:
                group |= edge
                edge = {int(k) for k in np.flatnonzero(near[sorted(edge)].any(axis=0))} - group
            left -= group
            groups.append(tuple(sorted(group)))
        crowds = {group: self._crowding(group, self.whole) for group in groups}
        # Reserve stops alone are not worth the room: the round itself is read first.
        visited = [g for g in groups if any(self.markers[k].kind in VISITED for k in g)]
        crowded = [group for group in visited if len(group) > 2 and crowds[group] > ROOMY / 2]
        return sorted(crowded, key=lambda group: (-crowds[group], group))

    def _layouts(self, count: int) -> Iterator[tuple[_Box, list[_Box]]]:
        """The map's own part of the picture, and the boxes of so many insets."""
        for share in STRIPS:
            wide = round(share * self.width)
            tall = self.height / count
            main = _Box(0.0, 0.0, self.width - wide, self.height)
            yield main, [_Box(main.width, k * tall, wide, tall) for k in range(count)]
        if count == 1:
            whole = _Box(0.0, 0.0, self.width, self.height)
            for across, down in CORNERS:
                inset = across * self.width, down * self.height
                for x in (0.0, self.width - inset[0]):
                    for y in (0.0, self.height - inset[1]):
                        yield whole, [_Box(x, y, *inset)]

    def _option(
        self, clusters: Sequence[tuple[int, ...]], main: _Box, boxes: Sequence[_Box]
    ) -> Iterator[tuple[float, list[Panel]]]:
        """The division with what it costs; nothing where its insets would be of no use."""
        small = min(min(box.width, box.height) for box in boxes) < LEAST_INSET
        laid_over = main.width == self.width
        if small or main.width < LEAST_INSET or (laid_over and not self._is_empty(boxes[0])):
            return
        frame = self.whole if laid_over else fitted(self.corners, main.width, main.height)
        left = set(range(len(self.markers)))
        cost: float = 0.0
        insets: list[Panel] = []
        for sign, cluster, box in zip(SIGNS, clusters, boxes, strict=False):
            inset = fitted(
                [point for k in cluster for point in self.seen[k]], box.width, box.height
            )
            if inset.units_per_metre < LEAST_GAIN * frame.units_per_metre:
                return
            inside = sorted(k for k in left if k in cluster or _shows(inset, self.seen[k]))
            left -= set(inside)
            cost += 0.8 + self._crowding(inside, inset)
            shown = tuple(self.markers[k] for k in inside)
            insets.append(Panel(inset, (box.x, box.y), shown, sign))
        cost += self._crowding(sorted(left), frame)
        share = 0.2 + len(left) / len(self.markers)
        cost += share * log2(self.whole.units_per_metre / frame.units_per_metre)
        windows = tuple((inset.sign, inset.frame) for inset in insets)
        rest = tuple(self.markers[k] for k in sorted(left))
        yield cost, [Panel(frame, (main.x, main.y), rest, windows=windows), *insets]

    def _is_empty(self, box: _Box) -> bool:
        """Whether nothing of the round lies in or near a box of the undivided picture."""
        x, y = self._drawn.T
        return not (
            (x > box.x - MARKER_SIZE)
            & (x < box.x + box.width + MARKER_SIZE)
            & (y > box.y - MARKER_SIZE)
            & (y < box.y + box.height + MARKER_SIZE)
        ).any()

    @cached_property
    def _drawn(self) -> Array:
        """Points on all that is drawn of the round, nowhere farther apart than a marker is wide."""
        places = np.array([self.whole.xy(marker.at) for marker in self.markers])
        ways = ([self.whole.xy(point) for point in way] for way in self.ways)
        return np.concatenate([places, walked_all(ways, MARKER_SIZE)])

    def _crowding(self, which: Sequence[int], frame: Frame) -> float:
        """How much of the markers would lie over others: 1 for each pair at one spot."""
        if len(which) < 2:
            return 0.0
        apart = self.clear[np.ix_(which, which)] * frame.units_per_metre
        # Every pair is counted twice, and each marker lies wholly over itself.
        return float(np.maximum(1.0 - apart, 0.0).sum() - len(which)) / 2


def fitted(points: Iterable[Point], width: float, height: float) -> Frame:
    """The largest usual scale at which a picture of this size shows all points."""
    scales = [1000 * UNITS_PER_MILLIMETRE / ratio for ratio in PAPER_SCALES]
    return Frame.fitting(points, width, height, margin=MARGIN, scales=scales)


def _shows(frame: Frame, points: Iterable[Point]) -> bool:
    """Whether all of these are inside."""
    places = (frame.xy(point) for point in points)
    return all(0 <= x <= frame.width and 0 <= y <= frame.height for x, y in places)
