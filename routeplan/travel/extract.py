"""Reading the ways of an OpenStreetMap extract, and writing extracts that OSRM can build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium

LARGEST_ID = 2**40 - 1
"""OSRM packs the ids of nodes into 40 bits."""
WALKABLE_KEYS = ("highway", "route", "railway", "public_transport", "man_made", "amenity")
"""What ``profiles/foot.lua`` can make a way of."""
WALL_KEYS = ("building", "barrier", "railway", "waterway", "natural")
WALKED_THROUGH = {
    "building": frozenset({"no", "roof", "carport"}),
    "barrier": frozenset({"kerb", "bollard", "gate", "lift_gate", "swing_gate", "entrance", "no"}),
    "railway": frozenset({"tram", "abandoned", "razed", "dismantled", "disused", "platform"}),
    "waterway": frozenset({"drain", "pressurised"}),
}
"""What stops nobody who crosses a street, of what could."""
WATER = frozenset({"water", "cliff", "wetland"})
"""Of ``natural``, what does stop walkers."""

RIVERS = frozenset({"river", "canal", "stream"})
RAILS = frozenset({"rail", "light_rail", "subway", "narrow_gauge"})

LonLat = tuple[float, float]


@dataclass(slots=True)
class StreetWay:
    """A way and the nodes it runs through."""

    tags: dict[str, str]
    nodes: list[int]


@dataclass(slots=True)
class Square:
    """An open square drawn in several pieces: positions of its ways, and their roles."""

    tags: dict[str, str]
    members: list[tuple[int, str]]


@dataclass(slots=True)
class Streets:
    """What a walker can use of an extract, and what is in her way."""

    ways: list[StreetWay] = field(default_factory=list)
    points: dict[int, LonLat] = field(default_factory=dict)
    """(longitude, latitude) of each node of the ways."""
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    squares: list[Square] = field(default_factory=list)
    walls: list[list[LonLat]] = field(default_factory=list)
    """Lines that nobody steps over: outlines of buildings and water, walls, rails."""


def has_foreign_ids(area: Path) -> bool:
    """Whether highways have ids that OSRM cannot take: new objects of an editor are negative."""
    for way in _ways(osmium.FileProcessor(str(area), osmium.osm.WAY), "highway"):
        if not _is_usual(way.id) or not all(_is_usual(node.ref) for node in way.nodes):
            return True
    return False


def _ways(reader: osmium.FileProcessor, *keys: str) -> Iterator[osmium.osm.Way]:
    """The ways, those with one of the keys; the rest is skipped before Python sees it."""
    reader.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    if keys:
        reader.with_filter(osmium.filter.KeyFilter(*keys))
    for item in reader:
        if isinstance(item, osmium.osm.Way):
            yield item


def _is_usual(number: int) -> bool:
    return 0 < number <= LARGEST_ID


def renumber(area: Path, target: Path) -> Path:
    """Write the whole extract with its nodes, ways and relations numbered from 1."""
    new: dict[str, dict[int, int]] = {"n": {}, "w": {}, "r": {}}

    def number(kind: str, old: int) -> int:
        return new[kind].setdefault(old, len(new[kind]) + 1)

    with osmium.SimpleWriter(str(target)) as writer:
        for item in osmium.FileProcessor(str(area)):
            if isinstance(item, osmium.osm.Node):
                writer.add_node(item.replace(id=number("n", item.id)))
            elif isinstance(item, osmium.osm.Way):
                nodes = [number("n", node.ref) for node in item.nodes]
                writer.add_way(item.replace(id=number("w", item.id), nodes=nodes))
            elif isinstance(item, osmium.osm.Relation):
                members = [(m.type, number(m.type, m.ref), m.role) for m in item.members]
                writer.add_relation(item.replace(id=number("r", item.id), members=members))
    return target


def read_streets(area: Path) -> Streets:
    """The walkable ways and the walls of an extract; nodes that it lacks are left out."""
    streets = Streets()
    at: dict[int, int] = {}
    reader = osmium.FileProcessor(str(area)).with_locations()
    for way in _ways(reader, *{*WALKABLE_KEYS, *WALL_KEYS}):
        _take(streets, at, way, walkable=any(key in way.tags for key in WALKABLE_KEYS))
    _take_relations(area, streets, at)
    nodes = osmium.FileProcessor(str(area), osmium.osm.NODE)
    for node in nodes.with_filter(osmium.filter.KeyFilter("barrier", "highway")):
        if isinstance(node, osmium.osm.Node) and node.id in streets.points:
            streets.node_tags[node.id] = dict(node.tags)
    return streets


def _take(
    streets: Streets,
    at: dict[int, int],
    way: osmium.osm.Way,
    *,
    walkable: bool = False,
    wall: bool = False,
) -> None:
    """Take a way in, as a way, a wall or both; note at which position it is."""
    tags = dict(way.tags)
    here = [(n.ref, (n.lon, n.lat)) for n in way.nodes if n.location.valid()]
    if len(here) < 2:
        return
    if walkable and way.id not in at:
        at[way.id] = len(streets.ways)
        streets.points.update(here)
        streets.ways.append(StreetWay(tags, [ref for ref, _ in here]))
    if wall or _is_wall(tags):
        streets.walls.append([point for _, point in here])


def _take_relations(area: Path, streets: Streets, at: dict[int, int]) -> None:
    """Squares, large buildings and water, which are drawn in several pieces."""
    walls: set[int] = set()
    squares: list[tuple[dict[str, str], list[tuple[int, str]]]] = []
    relations = osmium.FileProcessor(str(area), osmium.osm.RELATION)
    for item in relations.with_filter(osmium.filter.KeyFilter("building", "natural", "highway")):
        if not isinstance(item, osmium.osm.Relation):
            continue
        members = [(m.ref, m.role) for m in item.members if m.type == "w"]
        if item.tags.get("highway") == "pedestrian":
            squares.append((dict(item.tags), members))
        elif _is_wall(dict(item.tags)):
            walls.update(ref for ref, _ in members)
    of_squares = {ref for _, members in squares for ref, _ in members}
    if walls or of_squares:
        reader = osmium.FileProcessor(str(area)).with_locations()
        wanted = osmium.filter.IdFilter(walls | of_squares)
        wanted.enable_for(osmium.osm.WAY)
        for way in _ways(reader.with_filter(wanted)):
            _take(streets, at, way, walkable=way.id in of_squares, wall=way.id in walls)
    for tags, members in squares:
        if all(ref in at for ref, _ in members):
            streets.squares.append(Square(tags, [(at[ref], role) for ref, role in members]))


def _is_wall(tags: dict[str, str]) -> bool:
    if (
        "highway" in tags
        or tags.get("tunnel", "no") != "no"
        or tags.get("layer", "").startswith("-")
    ):
        return False
    if "layer" in tags and "building" not in tags:
        return False  # a railway overhead
    if tags.get("natural") in WATER:
        return True
    return any(key in tags and tags[key] not in open_ for key, open_ in WALKED_THROUGH.items())


def _line(way: osmium.osm.Way) -> list[LonLat]:
    return [(node.lon, node.lat) for node in way.nodes if node.location.valid()]


def write_streets(streets: Streets, target: Path) -> Path:
    """Write the ways as an extract; its ways are numbered anew, its nodes keep their ids."""
    with osmium.SimpleWriter(str(target)) as writer:
        for ref in sorted(streets.points):
            tags = streets.node_tags.get(ref, {})
            writer.add_node(_node(ref, streets.points[ref], tags))
        for k, way in enumerate(streets.ways, 1):
            writer.add_way(osmium.osm.mutable.Way(id=k, nodes=way.nodes, tags=way.tags))
        for k, square in enumerate(streets.squares, 1):
            members = [("w", way + 1, role) for way, role in square.members]
            writer.add_relation(
                osmium.osm.mutable.Relation(id=k, members=members, tags=square.tags)
            )
    return target


def _node(ref: int, point: LonLat, tags: dict[str, str]) -> Any:
    return osmium.osm.mutable.Node(id=ref, location=point, tags=tags)


def rivers_and_rails(area: Path) -> list[list[LonLat]]:
    """What nobody gets over where there is no way: rivers, banks of water, railways."""
    lines: list[list[LonLat]] = []
    outlines: set[int] = set()
    relations = osmium.FileProcessor(str(area), osmium.osm.RELATION)
    for item in relations.with_filter(osmium.filter.KeyFilter("natural")):
        if isinstance(item, osmium.osm.Relation) and item.tags.get("natural") == "water":
            outlines.update(member.ref for member in item.members if member.type == "w")
    for way in _ways(osmium.FileProcessor(str(area)).with_locations()):
        tags = way.tags
        if (
            way.id in outlines
            or tags.get("natural") == "water"
            or tags.get("waterway") in RIVERS
            or tags.get("railway") in RAILS
        ) and tags.get("tunnel", "no") == "no":
            lines.append(_line(way))
    return [line for line in lines if len(line) > 1]


def highways(area: Path) -> Iterator[tuple[dict[str, str], list[LonLat]]]:
    """Tags and line of everything that has a ``highway``, whoever may use it."""
    for way in _ways(osmium.FileProcessor(str(area)).with_locations(), "highway"):
        line = _line(way)
        if len(line) > 1:
            yield dict(way.tags), line
