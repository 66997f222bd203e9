"""Numbers on a map that do not lie upon each other: crowded ones are pushed apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import cos, sin, sqrt
from typing import NamedTuple

from routeplan.render.map.street_labels import text_width
from routeplan.render.projection import Frame, Point
from routeplan.render.round_view import Marker

PASSES = 200
GOLDEN_ANGLE = 2.399963
SPOTS = 3000
"""So many spots around its place are tried for a marker that pushing has not freed."""
SPOTS_BESIDE = 120
"""So many are tried for a marker that hides a lane."""
HIDDEN = 0.45
"""A lane of whose line more than this lies under a marker cannot be seen."""
TOUCHING = 1e-6


class Placed(NamedTuple):
    """A marker's box: where its place is, where its middle is drawn, half its width and height."""

    marker: Marker
    place: Point
    middle: Point
    half_width: float
    half_height: float

    @property
    def moved(self) -> bool:
        """Whether it needs a leader line to its place."""
        return (
            abs(self.middle[0] - self.place[0]) > 0.6 * self.half_width
            or abs(self.middle[1] - self.place[1]) > 0.6 * self.half_height
        )

    @property
    def spine(self) -> list[Point]:
        """Points along the box's middle line, from end to end no farther apart than it is high."""
        (x, y), reach = self.middle, self.half_width - self.half_height
        parts = int(reach / self.half_height) + 1
        return [(x + reach * (2 * k / parts - 1), y) for k in range(parts + 1)]


def place_markers(
    markers: Sequence[Marker],
    frame: Frame,
    *,
    size: float,
    gap: float,
    lanes: Sequence[Sequence[Point]] = (),
) -> list[Placed]:
    """Where to draw each marker so that all are inside the frame and no two overlap.

    Only where the frame has no room left do they.

    Parameters
    ----------
    size
        Height of a marker in units of the frame; long texts make it wider.
    gap
        Units kept free between two.
    lanes
        Points along short streets that no marker should hide: one that would is moved aside.
    """
    places = [frame.xy(marker.at) for marker in markers]
    halves = [half_sizes(marker, size) for marker in markers]
    # Two at one spot need a direction to part in: each gets its own.
    spread = (
        (x + 0.01 * cos(GOLDEN_ANGLE * k), y + 0.01 * sin(GOLDEN_ANGLE * k))
        for k, (x, y) in enumerate(places)
    )
    boxes = _Boxes(frame, halves, gap, list(spread))
    boxes.push_apart()
    boxes.move_aside()
    boxes.bare(lanes)
    return [
        Placed(marker, place, middle, *half)
        for marker, place, middle, half in zip(markers, places, boxes.at, halves, strict=True)
    ]


def half_sizes(marker: Marker, size: float) -> Point:
    """Half the width and height of what is drawn: disc, square, or rhombus around the letter."""
    text = text_width(marker.text, 0.62 * size) / 2
    if marker.kind == "reserve":
        return max(0.5 * size, 1.3 * text + 0.25 * size), 0.5 * size
    return max(0.5 * size, text + 0.2 * size), 0.5 * size


class _Boxes:
    """Boxes that part; ``at`` holds their middles."""

    def __init__(self, frame: Frame, halves: Sequence[Point], gap: float, at: list[Point]) -> None:
        self._frame, self._halves, self._gap = frame, halves, gap
        self.at = [self._inside(k, middle) for k, middle in enumerate(at)]

    def push_apart(self) -> None:
        """Push overlapping boxes from each other, over and over, by half their overlap each."""
        pairs = list(combinations(range(len(self.at)), 2))
        for _ in range(PASSES):
            if not sum(self._part(a, b) for a, b in pairs):
                return
            self.at = [self._inside(k, middle) for k, middle in enumerate(self.at)]

    def move_aside(self) -> None:
        """Put each box that still overlaps an earlier one on the free spot nearest to it."""
        for k in range(len(self.at)):
            spots = (self._inside(k, spot) for spot in self._around(k))
            self.at[k] = next((spot for spot in spots if self._free(k, spot, k)), self.at[k])

    def bare(self, lanes: Sequence[Sequence[Point]]) -> None:
        """Put each box that hides a lane on the nearest spot where it hides none."""
        for k in range(len(self.at)):
            if self._hides(k, self.at[k], lanes):
                spots = (self._inside(k, spot) for spot in islice(self._around(k), SPOTS_BESIDE))
                bare = (
                    spot
                    for spot in spots
                    if not self._hides(k, spot, lanes) and self._free(k, spot, len(self.at))
                )
                self.at[k] = next(bare, self.at[k])

    def _hides(self, k: int, spot: Point, lanes: Sequence[Sequence[Point]]) -> bool:
        (x, y), (half_width, half_height) = spot, self._halves[k]
        return any(
            sum(abs(px - x) < half_width and abs(py - y) < half_height for px, py in lane)
            > HIDDEN * len(lane)
            for lane in lanes
        )

    def _around(self, k: int) -> Iterator[Point]:
        """Where a box is, then spots ever farther from there."""
        (x, y), step = self.at[k], min(self._halves[k])
        for turn in range(SPOTS):
            away, angle = step * sqrt(turn), GOLDEN_ANGLE * turn
            yield x + away * cos(angle), y + away * sin(angle)

    def _free(self, k: int, spot: Point, count: int) -> bool:
        """Whether a box would lie on none of the first ``count`` others there."""
        return all(
            min(self._overlap(k, spot, other, self.at[other])) <= TOUCHING
            for other in range(count)
            if other != k
        )

    def _overlap(self, a: int, at_a: Point, b: int, at_b: Point) -> Point:
        """How far two boxes and their gap lie over each other, across and down."""
        (wide_a, high_a), (wide_b, high_b) = self._halves[a], self._halves[b]
        return (
            wide_a + wide_b + self._gap - abs(at_a[0] - at_b[0]),
            high_a + high_b + self._gap - abs(at_a[1] - at_b[1]),
        )

    def _part(self, a: int, b: int) -> bool:
        """Push two boxes apart the shorter way; False when they lie clear of each other."""
        (ax, ay), (bx, by) = self.at[a], self.at[b]
        over_x, over_y = self._overlap(a, self.at[a], b, self.at[b])
        if over_x <= TOUCHING or over_y <= TOUCHING:
            return False
        push_x = over_x / 2 * (1 if ax >= bx else -1) if over_x < over_y else 0.0
        push_y = over_y / 2 * (1 if ay >= by else -1) if over_x >= over_y else 0.0
        self.at[a], self.at[b] = (ax + push_x, ay + push_y), (bx - push_x, by - push_y)
        return True

    def _inside(self, k: int, middle: Point) -> Point:
        (x, y), (half_width, half_height) = middle, self._halves[k]
        return (
            min(max(x, half_width + self._gap), self._frame.width - half_width - self._gap),
            min(max(y, half_height + self._gap), self._frame.height - half_height - self._gap),
        )
