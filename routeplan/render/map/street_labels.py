"""Street names on the map: one straight label per stretch, none upon another."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.basemap import DrawnWay
from routeplan.render.map.points_along_lines import walked_all
from routeplan.render.map.taken_cells import TakenCells
from routeplan.render.projection import Frame, Point

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

RANKS = ("major", "street", "service", "path")
"""Which streets get their label first."""
APART = 25.0
"""The same name again only after this many heights of a letter."""
STRAIGHT = 0.97
"""A label lies along a stretch whose chord has this share of its length."""
PLACES = (0.5, 0.4, 0.6)
"""It is tried so far along there."""
BESIDE = (0.0, -1.35, 1.35)
"""Where a label is tried: on its street, else so many heights above or below."""


class NamedStretch(NamedTuple):
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
    lines: Iterable[Sequence[Point] | Array] = (),
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
    taken = TakenCells(frame.width, frame.height, height / 2)
    clear = np.array(list(keep_clear), dtype=np.float64).reshape(-1, 2)
    taken.add(clear, reach=1.2 * height)
    taken.add(walked_all(lines, height / 2), reach=0.1 * height)
    placed: dict[str, list[Point]] = defaultdict(list)
    for label, width in there:
        taken.add(_spines([(label, width)], height)[0], reach=0.6 * height)
        placed[label.text].append((label.x, label.y))
    tried = [_Tried(candidates, beside, frame, height, taken) for beside in BESIDE]
    labels = []
    for k, (label, width) in enumerate(candidates):
        if any(hypot(label.x - x, label.y - y) < APART * height for x, y in placed[label.text]):
            continue
        free = next((position.label(k) for position in tried if position.is_free(k)), None)
        if free:
            taken.add(_spines([(free, width)], height)[0], reach=0.4 * height)
            placed[label.text].append((label.x, label.y))
            labels.append(free)
    return labels


class _Tried:
    """All candidates as they lie so many heights beside their streets."""

    def __init__(
        self,
        candidates: Sequence[tuple[Label, float]],
        beside: float,
        frame: Frame,
        height: float,
        taken: TakenCells,
    ) -> None:
        self._taken = taken
        self._labels = [_beside(label, beside * height) for label, _ in candidates]
        widths = (width for _, width in candidates)
        spots, ends = _spines(list(zip(self._labels, widths, strict=True)), height)
        begins = np.concatenate([[0], ends])
        both = np.concatenate([spots[begins[:-1]], spots[ends - 1]], axis=1)
        most = np.array([frame.width, frame.height, frame.width, frame.height]) - height
        self._inside = ((both > height) & (both < most)).all(axis=1).tolist()
        self._codes, self._begins = taken.codes(spots), begins.tolist()

    def is_free(self, k: int) -> bool:
        """Whether there is room for a candidate."""
        return self._inside[k] and self._taken.are_free(
            self._codes[self._begins[k] : self._begins[k + 1]]
        )

    def label(self, k: int) -> Label:
        """A candidate as it lies here."""
        return self._labels[k]


def _beside(label: Label, away: float) -> Label:
    turn = radians(label.angle)
    return label._replace(x=label.x - away * sin(turn), y=label.y + away * cos(turn))


def text_width(text: str, height: float) -> float:
    """About how wide a text is: East Asian signs are square, others 0.56 of their height."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return height * (wide + 0.56 * (len(text) - wide))


def labels_along(streets: Iterable[NamedStretch], *, height: float) -> list[tuple[Label, float]]:
    """Every label that a stretch of its street is long enough for, with its width; best first."""
    ranked, widths, lines = [], [], []
    for rank, name, line in streets:
        width = text_width(name, height)
        for stretch, length in _stretches(line, width):
            if length >= width:
                ranked.append((rank, -length, name))
                widths.append(width)
                lines.append(stretch)
    if not lines:
        return []
    candidates = [
        (rank, longest, Label(name, *where), width)
        for (rank, longest, name), where, width in zip(
            ranked, _along(lines, np.array(widths)), widths, strict=True
        )
    ]
    return [(label, width) for _, _, label, width in sorted(candidates)]


def _along(
    stretches: Sequence[Sequence[Point]], widths: Array
) -> Iterator[tuple[float, float, float]]:
    """Middle and angle of each name on the straightest place in and beside its stretch's middle.

    The middle of the chord of a whole stretch may be far from a street that bends slowly. A name is
    turned as the street is there.
    """
    corners = np.array([corner for stretch in stretches for corner in stretch])
    lasts = np.cumsum([len(stretch) for stretch in stretches]) - 1
    firsts = np.concatenate([[0], lasts[:-1] + 1])
    steps = np.hypot(*np.diff(corners, axis=0, prepend=corners[:1]).T)
    # From one stretch to the next there is no way, so that all can lie along one line.
    steps[firsts] = 1.0
    along = np.cumsum(steps)
    middles = along[firsts] + np.array(PLACES)[:, None] * (along[lasts] - along[firsts])
    at = middles[..., None] + np.array([-0.5, 0.5]) * widths[:, None]
    at = np.clip(at, along[firsts][:, None], along[lasts][:, None])
    ends = np.stack([np.interp(at, along, corners[:, axis]) for axis in (0, 1)], axis=-1)
    chords = ends[:, :, 1] - ends[:, :, 0]
    straightest = np.round(np.hypot(chords[..., 0], chords[..., 1]), 3).argmax(axis=0)
    every = np.arange(len(stretches))
    middle, chord = ends.mean(axis=2)[straightest, every], chords[straightest, every]
    for (x, y), angle in zip(middle.tolist(), upright_angles(chord).tolist(), strict=True):
        yield x, y, angle


def upright_angles(chords: Array) -> Array:
    """``(n,)`` degrees by which texts along these (x, y) [n, 2] turn, never upside down."""
    angles = np.degrees(np.arctan2(chords[:, 1], chords[:, 0]))
    return np.where(angles > 90, angles - 180, np.where(angles <= -90, angles + 180, angles))


def named_streets(ways: Iterable[DrawnWay], frame: Frame) -> Iterator[NamedStretch]:
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
                yield NamedStretch(rank, name, list(part.coords))


def _stretches(line: list[Point], width: float) -> Iterator[tuple[list[Point], float]]:
    """Nearly straight parts of a line, and their lengths; none clearly shorter than a width."""
    least = 0.99 * width
    part, along = line[:1], 0.0
    for here, there in pairwise(line):
        step = hypot(there[0] - here[0], there[1] - here[1])
        chord = hypot(there[0] - part[0][0], there[1] - part[0][1])
        if chord < STRAIGHT * (along + step):
            if along >= least:
                yield part, along
            part, along = [here], 0.0
        part.append(there)
        along += step
    if along >= least:
        yield part, along


def _spines(labels: Sequence[tuple[Label, float]], height: float) -> tuple[Array, Ints]:
    """Points [n, 2] along labels of given widths, half a letter apart, and where each one's end."""
    widths = np.array([width for _, width in labels])
    steps = np.maximum(2, np.rint(2 * widths / height)).astype(np.int64)
    ends = np.cumsum(steps + 1)
    which = np.repeat(np.arange(len(steps)), steps + 1)
    share = (np.arange(ends[-1]) - (ends - steps - 1)[which]) / steps[which] - 0.5
    turn = np.radians([label.angle for label, _ in labels])
    across = widths[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    middles = np.array([(label.x, label.y) for label, _ in labels])
    return middles[which] + share[:, None] * across[which], ends
