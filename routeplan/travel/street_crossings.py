"""Walkers cross a small street anywhere: links between pavements and their street.

Maps draw pavements more and more as ways of their own, joined to their street at its ends only. To
a router the door across the street is then as far as the next corner. Here each small street gets,
every 20 m, a link straight across to the pavements on both sides, unless something is in between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from routeplan.model.places import METRES_A_DEGREE
from routeplan.travel.extract import LonLat, Streets, StreetWay

SPACING_METRES = 20.0
"""Between links: whoever crosses walks at most half of it along the pavement first."""
REACH_METRES = 15.0
"""From the middle of the street to its pavement."""
REACH_OF_PATHS_METRES = 9.0
"""To a footway that the map does not call a pavement: nearer, or it is a path through the yards."""
SAME_NODE_METRES = 1.0
PARALLEL = np.cos(np.radians(25))
SMALL = frozenset(
    {"residential", "living_street", "service", "unclassified", "tertiary", "pedestrian", "road"}
)
BIG = frozenset({"motorway", "trunk", "primary", "secondary"})
FOOTWAYS = frozenset({"footway", "path"})
FASTEST = 50
"""km/h above which nobody crosses between two cars as they please."""

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Straight pieces of ways: from ``begin`` to ``end``, metres in the plane."""

    way: Ints
    at: Ints
    """The piece begins at this node of its way."""
    begin: Array
    end: Array
    reach: Array

    def directions(self) -> Array:
        """Unit vectors along the pieces."""
        along = self.end - self.begin
        length = np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
        return np.asarray(along / length)


@dataclass(frozen=True, slots=True)
class Links:
    """From a spot of a street's piece to a spot of a pavement's piece."""

    street: Ints
    street_spot: Array
    pavement: Ints
    pavement_spot: Array

    def only(self, keep: Mask | Ints) -> Links:
        """The links of an index or a mask."""
        return Links(
            self.street[keep],
            self.street_spot[keep],
            self.pavement[keep],
            self.pavement_spot[keep],
        )


class Plane:
    """Metres east and north, true enough within a district."""

    def __init__(self, points: dict[int, LonLat]) -> None:
        middle = np.mean([latitude for _, latitude in points.values()]) if points else 0.0
        self._scale = METRES_A_DEGREE * np.array([np.cos(np.radians(middle)), 1.0])

    def metres(self, points: list[LonLat]) -> Array:
        """``(n, 2)`` metres of (longitude, latitude) pairs."""
        return np.asarray(np.array(points, np.float64).reshape(-1, 2) * self._scale)

    def degrees(self, spot: Array) -> LonLat:
        """Back to (longitude, latitude)."""
        longitude, latitude = spot / self._scale
        return round(float(longitude), 7), round(float(latitude), 7)


def add_crossings(streets: Streets) -> int:
    """Add the links to the streets, in place; return how many."""
    plane = Plane(streets.points)
    small = _pieces(streets, plane, _reach_of_street)
    pavements = _pieces(streets, plane, _reach_of_pavement)
    if not len(small.way) or not len(pavements.way):
        return 0
    links = _across(small, pavements)
    links = links.only(~_blocked(links, streets, plane))
    _join(streets, plane, small, pavements, links)
    return len(links.street)


def _reach_of_street(tags: dict[str, str]) -> float:
    """1 for a small street on the ground, else 0."""
    if tags.get("highway") not in SMALL or not _on_the_ground(tags) or tags.get("foot") == "no":
        return 0.0
    fast, lanes = _number(tags.get("maxspeed", "")), _number(tags.get("lanes", ""))
    return float(fast <= FASTEST and lanes < 4)


def _reach_of_pavement(tags: dict[str, str]) -> float:
    if tags.get("highway") not in FOOTWAYS or not _on_the_ground(tags):
        return 0.0
    if "sidewalk" in (tags.get("footway"), tags.get("path")) or tags.get("is_sidepath") == "yes":
        return REACH_METRES
    return 0.0 if tags.get("footway") in ("crossing", "link") else REACH_OF_PATHS_METRES


def _on_the_ground(tags: dict[str, str]) -> bool:
    flat = all(tags.get(key, "no") == "no" for key in ("bridge", "tunnel", "indoor", "covered"))
    return flat and tags.get("layer", "0") == "0" and tags.get("area") != "yes"


def _number(text: str) -> float:
    """The number a tag begins with, 0 without; miles an hour as km/h."""
    digits = text.split(";")[0].split(" ")[0]
    return (float(digits) * (1.6 if "mph" in text else 1)) if digits.isdigit() else 0.0


def _pieces(streets: Streets, plane: Plane, reach_of: Callable[[dict[str, str]], float]) -> Pieces:
    """The pieces of the ways that have a reach, longer than nothing."""
    way: list[int] = []
    at: list[int] = []
    reach: list[float] = []
    ends: list[LonLat] = []
    for k, street in enumerate(streets.ways):
        far = reach_of(street.tags)
        if not far:
            continue
        line = [streets.points[ref] for ref in street.nodes]
        for n, (begin, end) in enumerate(pairwise(line)):
            if begin != end:
                way.append(k)
                at.append(n)
                reach.append(far)
                ends += (begin, end)
    spots = plane.metres(ends)
    return Pieces(
        np.array(way, np.int64), np.array(at, np.int64), spots[0::2], spots[1::2], np.array(reach)
    )


def _across(small: Pieces, pavements: Pieces) -> Links:
    """From spots along the streets to the nearest parallel pavement on either side."""
    piece, spot = _spots(small)
    lines = shapely.linestrings(np.stack([pavements.begin, pavements.end], axis=1))
    from_spot, to = shapely.STRtree(lines).query(
        shapely.points(spot), predicate="dwithin", distance=REACH_METRES
    )
    along = small.directions()[piece[from_spot]]
    foot, apart = _nearest_on(pavements, to, spot[from_spot])
    straight = np.abs((apart * along).sum(axis=1))
    distance = np.linalg.norm(apart, axis=1)
    parallel = np.abs((pavements.directions()[to] * along).sum(axis=1)) >= PARALLEL
    usable = (
        parallel
        & (distance <= pavements.reach[to])
        & (distance >= SAME_NODE_METRES)
        & (straight <= 0.3 * distance)
    )
    side = np.sign(along[:, 0] * apart[:, 1] - along[:, 1] * apart[:, 0])
    order = np.lexsort((distance, side, from_spot))
    order = order[usable[order]]
    key = np.stack([from_spot[order], side[order]], axis=1)
    first = np.ones(len(order), bool)
    first[1:] = (key[1:] != key[:-1]).any(axis=1)
    best = order[first]
    return Links(piece[from_spot[best]], spot[from_spot[best]], to[best], foot[best])


def _spots(small: Pieces) -> tuple[Ints, Array]:
    """Spots every 20 m along each way, in the middle of a way that is shorter."""
    length = np.linalg.norm(small.end - small.begin, axis=1)
    pieces: list[int] = []
    shares: list[float] = []
    for way in _runs(small.way):
        total = float(length[way].sum())
        count = max(1, round(total / SPACING_METRES))
        wanted = (np.arange(count) + 0.5) * total / count
        ends = np.cumsum(length[way])
        which = np.minimum(np.searchsorted(ends, wanted), len(ends) - 1)
        pieces += (way.start + which).tolist()
        shares += ((wanted - ends[which]) / length[way][which] + 1).tolist()
    piece, share = np.array(pieces, np.int64), np.array(shares)
    return piece, small.begin[piece] + share[:, None] * (small.end - small.begin)[piece]


def _runs(values: Ints) -> list[slice]:
    """The stretches of equal neighbours."""
    cuts = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return [slice(a, b) for a, b in pairwise(cuts)]


def _nearest_on(pieces: Pieces, which: Ints, spot: Array) -> tuple[Array, Array]:
    """The nearest spot of each piece, and the way there."""
    begin, along = pieces.begin[which], (pieces.end - pieces.begin)[which]
    share = ((spot - begin) * along).sum(axis=1) / (along * along).sum(axis=1)
    foot = begin + np.clip(share, 0, 1)[:, None] * along
    return foot, foot - spot


def _blocked(links: Links, streets: Streets, plane: Plane) -> Mask:
    """Whether a wall, water, rails or a big road lie between."""
    lines = [plane.metres(wall) for wall in streets.walls]
    for way in streets.ways:
        if way.tags.get("highway", "").removesuffix("_link") in BIG:
            lines.append(plane.metres([streets.points[ref] for ref in way.nodes]))
    blocked = np.zeros(len(links.street), bool)
    if lines and len(blocked):
        drawn = shapely.linestrings(np.stack([links.street_spot, links.pavement_spot], axis=1))
        walls = shapely.STRtree([shapely.LineString(line) for line in lines])
        blocked[walls.query(drawn, predicate="intersects")[0]] = True
    return blocked


def _join(streets: Streets, plane: Plane, small: Pieces, pavements: Pieces, links: Links) -> None:
    """Put the spots into their ways as nodes, and a link between each two."""
    nodes = _NewNodes(streets, plane)
    names: dict[int, Counter[str]] = defaultdict(Counter)
    for k in range(len(links.street)):
        street, pavement = int(links.street[k]), int(links.pavement[k])
        tags = streets.ways[small.way[street]].tags
        name = tags.get("name", "")
        ends = [
            nodes.on(small, street, links.street_spot[k]),
            nodes.on(pavements, pavement, links.pavement_spot[k]),
        ]
        if ends[0] != ends[1]:
            link = {"highway": "footway", "footway": "crossing"} | ({"name": name} if name else {})
            streets.ways.append(StreetWay(link, ends))
        names[int(pavements.way[pavement])][name] += 1
    nodes.put_in()
    for way, along in names.items():
        # Directions name a pavement after its street.
        if "name" not in streets.ways[way].tags and (name := along.most_common(1)[0][0]):
            streets.ways[way].tags["name"] = name


class _NewNodes:
    """Nodes to be put into ways."""

    def __init__(self, streets: Streets, plane: Plane) -> None:
        self._streets, self._plane = streets, plane
        self._last = max(streets.points)
        self._into: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        """By way and position: metres from the node before."""

    def on(self, pieces: Pieces, piece: int, spot: Array) -> int:
        """The node at a spot of a piece: one that is there, or a new one."""
        way, at = int(pieces.way[piece]), int(pieces.at[piece])
        from_begin = float(np.linalg.norm(spot - pieces.begin[piece]))
        there = self._streets.ways[way].nodes
        if from_begin < SAME_NODE_METRES:
            return there[at]
        if float(np.linalg.norm(spot - pieces.end[piece])) < SAME_NODE_METRES:
            return there[at + 1]
        for ref, metres in self._into[way, at].items():
            if abs(metres - from_begin) < SAME_NODE_METRES:
                return ref
        self._last += 1
        self._into[way, at][self._last] = from_begin
        self._streets.points[self._last] = self._plane.degrees(spot)
        return self._last

    def put_in(self) -> None:
        """Insert them all; from the back, so that positions stay true."""
        for (way, at), new in sorted(self._into.items(), reverse=True):
            self._streets.ways[way].nodes[at + 1 : at + 1] = sorted(new, key=new.__getitem__)
