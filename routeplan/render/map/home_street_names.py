"""Names of the streets where a round's homes are: each is on the map, before any other name.

A name lies on its street or beside it, near a home, clear of every number. Where its street is
too short or too crowded for that, it stands on free ground and a line ties it to the street.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.street_labels import (
    RANKS,
    Label,
    NamedStretch,
    text_width,
    upright_angles,
)
from routeplan.render.projection import Point

BOLD = 1.18
"""How much wider bold letters are."""
CELL = 2.0
"""Units of a cell of the ground that is taken or free."""
STEP = 5.0
"""A name is tried every so many units along its street."""
BESIDE = (0.0, -1.2, 1.2)
"""It lies on its street, else so many heights above or below."""
LEAST_STRAIGHT = 0.9
"""A name does not bend: its stretch's chord has at least this share of its length."""
NAMED_METRES = 250.0
"""The street that an address names is no farther from the home than this."""
BY_PATH = 1.6
"""A path or drive counts as so many times farther away than a street."""
SMALLER = (1.0, 0.8)
"""Where there is no room, letters are smaller by this."""
TRIED_AT_ONCE = 40
RINGS, SPOKES = 30, 24
"""Spots around a home that are tried for a name on free ground."""

Array = npt.NDArray[np.float64]


class LabelledHome(NamedTuple):
    """A place (x, y) with a stop, and the addresses there; they may be empty."""

    place: Point
    addresses: tuple[str, ...]


class HomeStreet(NamedTuple):
    """The street of a home, and its point nearest to it."""

    name: str
    foot: Point


class HomeLabel(NamedTuple):
    """A street's name; where it is tied to its street, ``line`` runs from there to the name."""

    label: Label
    width: float
    height: float
    line: tuple[Point, ...] = ()


class PanelCells:
    """Which cells of a panel are taken, and which have the way drawn on them."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        shape = (int(height / CELL) + 2, int(width / CELL) + 2)
        self._taken = np.zeros(shape, dtype=bool)
        self._drawn = np.zeros(shape, dtype=bool)

    def take_box(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """Nothing may lie on this box."""
        left, right = (max(0, int((x + side * half_width) / CELL)) for side in (-1, 1))
        top, low = (max(0, int((y + side * half_height) / CELL)) for side in (-1, 1))
        self._taken[top : low + 1, left : right + 1] = True

    def take(self, label: Label, width: float, height: float) -> None:
        """Nothing may lie on this label."""
        spots = _covered(np.array([[label.x, label.y]]), np.array([label.angle]), width, height)
        self._taken[self._cells(spots)] = True

    def draw(self, points: Sequence[Point] | Array) -> None:
        """The way runs over these points: names rather lie elsewhere."""
        if len(points):
            self._drawn[self._cells(np.asarray(points))] = True

    def is_free(self, spots: Array) -> npt.NDArray[np.bool_]:
        """For each group of spots [n, m, 2] whether it is inside and on nothing."""
        inside = (spots > 2.0) & (spots < (self.width - 2.0, self.height - 2.0))
        free: npt.NDArray[np.bool_] = inside.all(axis=(1, 2)) & ~self._taken[
            self._cells(spots)
        ].any(axis=1)
        return free

    def covered_way(self, spots: Array) -> Array:
        """For each group of spots [n, m, 2] the share of it on the way."""
        share: Array = self._drawn[self._cells(spots)].mean(axis=1)
        return share

    def _cells(self, spots: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        column = np.clip(spots[..., 0] / CELL, 0, self._taken.shape[1] - 1).astype(np.int64)
        row = np.clip(spots[..., 1] / CELL, 0, self._taken.shape[0] - 1).astype(np.int64)
        return row, column


def streets_of_homes(
    homes: Iterable[LabelledHome], streets: Iterable[NamedStretch], units_per_metre: float
) -> list[list[HomeStreet]]:
    """For each home its street, the one of its address, else the nearest; none without streets.

    Homes of several addresses may have several.
    """
    from shapely import distance, get_coordinates, points, shortest_line

    lines: dict[str, list[list[Point]]] = defaultdict(list)
    by_path: dict[str, float] = {}
    for street in streets:
        lines[street.name].append(street.line)
        factor = BY_PATH if RANKS[street.rank] in ("service", "path") else 1.0
        by_path[street.name] = min(factor, by_path.get(street.name, factor))
    if not lines:
        return [[] for _ in homes]
    names = list(lines)
    shapes = _shapes([lines[name] for name in names])
    factors = np.array([by_path[name] for name in names])
    by_home = []
    for home in homes:
        place = points(*home.place)
        away = distance(shapes, place)
        near = [names[k] for k in np.flatnonzero(away <= NAMED_METRES * units_per_metre)]
        said = {named_in(address, near) for address in home.addresses} - {""}
        theirs = [names.index(name) for name in sorted(said)] or [int(np.argmin(away * factors))]
        feet = get_coordinates(shortest_line(shapes[theirs], place)).tolist()[::2]
        by_home.append(
            [HomeStreet(names[k], (x, y)) for k, (x, y) in zip(theirs, feet, strict=True)]
        )
    return by_home


def _shapes(streets: Sequence[Sequence[Sequence[Point]]]) -> npt.NDArray[np.object_]:
    """The lines of each street as one shape."""
    from shapely import linestrings, multilinestrings

    lines = [line for parts in streets for line in parts]
    sizes = [len(line) for line in lines]
    corners = np.array([corner for line in lines for corner in line])
    drawn = linestrings(corners, indices=np.repeat(np.arange(len(lines)), sizes))
    whose = np.repeat(np.arange(len(streets)), [len(parts) for parts in streets])
    shapes: npt.NDArray[np.object_] = multilinestrings(drawn, indices=whose)
    return shapes


def named_in(address: str, names: Iterable[str]) -> str:
    """The longest of the street names that an address contains as a word; empty for none."""
    text = address.casefold()
    held = [name for name in names if _holds(text, name.casefold())]
    return max(held, key=lambda name: (len(name), name), default="")


def _holds(text: str, name: str) -> bool:
    if name not in text:
        return False
    # Chinese has no spaces between words.
    return (not name.isascii() and bool(re.search(r"[\u3400-\u9fff]", name))) or bool(
        re.search(rf"(?<!\w){re.escape(name)}(?![^\W\d])", text)
    )


def home_labels(
    homes: Mapping[str, Sequence[Point]],
    streets: Iterable[NamedStretch],
    ground: PanelCells,
    *,
    height: float,
) -> list[HomeLabel]:
    """A label for each street with a home, the shortest streets first; ``ground`` takes them.

    Parameters
    ----------
    homes
        (x, y) of the homes by the name of their street.
    height
        Of the letters, in units.
    """
    lines: dict[str, list[Array]] = defaultdict(list)
    for street in streets:
        if street.name in homes and len(street.line) > 1:
            lines[street.name].append(np.array(street.line))
    room = {
        name: max(map(_length, parts)) - text_width(name, height) for name, parts in lines.items()
    }
    labels = []
    for name in sorted(lines, key=lambda name: (room[name], name)):
        at = np.array(homes[name])
        tried = (
            place(name, lines[name], at, ground, share * height)
            for share in SMALLER
            for place in (_along, _tied)
        )
        chosen = next((label for label in tried if label), None)
        if chosen:
            ground.take(chosen.label, chosen.width + height, 1.4 * chosen.height)
            labels.append(chosen)
    return labels


def _along(
    name: str, lines: Sequence[Array], homes: Array, ground: PanelCells, height: float
) -> HomeLabel | None:
    """The best free place on the street or beside it."""
    width = BOLD * text_width(name, height)
    middles, angles, costs = [], [], []
    for line in lines:
        middle, angle, cost = _stretches(line, width)
        turn = np.radians(angle)
        across = np.stack([-np.sin(turn), np.cos(turn)], axis=1)
        for beside in BESIDE:
            middles.append(middle + beside * height * across)
            angles.append(angle)
            costs.append(cost + 4.0 * abs(beside))
    middle, angle, cost = np.concatenate(middles), np.concatenate(angles), np.concatenate(costs)
    if not len(middle):
        return None
    apart = np.hypot(*(middle[:, None] - homes[None]).transpose(2, 0, 1)).min(axis=1)
    size = width, 1.25 * height
    best = _cheapest(ground, middle, angle, size, cost + 0.25 * apart, on_way=60.0)
    if best is None:
        return None
    (x, y), turned = middle[best], float(angle[best])
    return HomeLabel(Label(name, float(x), float(y), turned), width, height)


def _stretches(line: Array, width: float) -> tuple[Array, Array, Array]:
    """Middles [n, 2], angles [n] and costs [n] of stretches that a name may lie along.

    A name that is longer than its street reaches over both ends.
    """
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    total = float(along[-1])
    reach = min(width, total) / 2
    centres = np.arange(reach, max(total - reach, reach) + 0.1, STEP)
    begin, end = (
        np.stack([np.interp(centres + side * reach, along, line[:, axis]) for axis in (0, 1)], 1)
        for side in (-1, 1)
    )
    chord = end - begin
    straight = np.hypot(*chord.T) / max(2 * reach, 0.1)
    angle = upright_angles(chord)
    kept = straight >= LEAST_STRAIGHT
    cost = 60.0 * (1 - straight) + 30.0 * (1 - 2 * reach / width)
    return ((begin + end) / 2)[kept], angle[kept], cost[kept]


def _tied(
    name: str, lines: Sequence[Array], homes: Array, ground: PanelCells, height: float
) -> HomeLabel | None:
    """The name on free ground near a home, level, with a line to its street."""
    width = BOLD * text_width(name, height)
    foot = _foot(lines, homes, ground)
    ring = 1.2 * height * (1 + np.arange(RINGS))[:, None]
    spoke = 2 * np.pi * np.arange(SPOKES) / SPOKES
    middle = np.stack(
        [
            (foot[0] + (ring + width / 2) * np.cos(spoke)).ravel(),
            (foot[1] + ring * np.sin(spoke)).ravel(),
        ],
        axis=1,
    )
    nearest = np.stack(
        [
            np.clip(foot[0], middle[:, 0] - width / 2, middle[:, 0] + width / 2),
            np.clip(foot[1], middle[:, 1] - height / 2, middle[:, 1] + height / 2),
        ],
        axis=1,
    )
    leader = foot + np.linspace(0.25, 1.0, 12)[:, None] * (nearest[:, None] - foot)
    cost = np.hypot(*(nearest - foot).T) + 500.0 * ~ground.is_free(leader)
    level, size = np.zeros(len(middle)), (width, 1.25 * height)
    best = _cheapest(ground, middle, level, size, cost, on_way=30.0)
    if best is None:
        return None
    (x, y), (to_x, to_y) = middle[best], nearest[best]
    line = ((float(foot[0]), float(foot[1])), (float(to_x), float(to_y)))
    return HomeLabel(Label(name, float(x), float(y), 0.0), width, height, line)


def _cheapest(
    ground: PanelCells,
    middle: Array,
    angle: Array,
    size: tuple[float, float],
    cost: Array,
    *,
    on_way: float,
) -> int | None:
    """The place [n, 2] with free ground that costs least, the first of several; None without any.

    Parameters
    ----------
    size
        Width and height of what is to lie there.
    cost
        [n]: of each place, without the way that it covers; all of that costs ``on_way`` more.
    """
    order, best = np.argsort(cost, kind="stable"), (np.inf, len(cost))
    for first in range(0, len(order), TRIED_AT_ONCE):
        some = order[first : first + TRIED_AT_ONCE]
        if cost[some[0]] > best[0]:
            break
        spots = _covered(middle[some], angle[some], *size)
        free = ground.is_free(spots)
        costs = cost[some][free] + on_way * ground.covered_way(spots[free])
        best = min([best, *zip(costs.tolist(), some[free].tolist(), strict=True)])
    return best[1] if best[1] < len(cost) else None


def _foot(lines: Sequence[Array], homes: Array, ground: PanelCells) -> Array:
    """A point of the street that is on nothing, as near to a home as may be."""
    points = np.concatenate([_walked(line) for line in lines])
    apart = np.hypot(*(points[:, None] - homes[None]).transpose(2, 0, 1)).min(axis=1)
    apart = apart + 1000.0 * ~ground.is_free(points[:, None])
    nearest: Array = points[int(np.argmin(apart))]
    return nearest


def _walked(line: Array) -> Array:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0.0, along[-1], int(along[-1] / STEP) + 2)
    return np.stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)], axis=1)


def _length(line: Array) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _covered(middle: Array, angle: Array, width: float, height: float) -> Array:
    """Spots [n, m, 2] that cover labels of this size, no farther apart than a cell and a half."""
    across = np.linspace(-width / 2, width / 2, int(width / (1.5 * CELL)) + 2)
    down = np.linspace(-height / 2, height / 2, int(height / (1.5 * CELL)) + 2)
    x, y = (part.ravel() for part in np.meshgrid(across, down))
    turn = np.radians(angle)[:, None]
    return np.stack(
        [
            middle[:, :1] + x * np.cos(turn) - y * np.sin(turn),
            middle[:, 1:] + x * np.sin(turn) + y * np.cos(turn),
        ],
        axis=2,
    )
