"""Cutting small extracts out of a large one: for each box its streets, buildings and addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import osmium

CELL_DEGREES = 0.02
"""Boxes are looked up by the cells of a grid that they meet."""
RELATIONS = frozenset({"multipolygon", "restriction"})
"""Kinds of relations that are taken with their ways; others, such as borders, lead far away."""


class Box(NamedTuple):
    """A box in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in it."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def cut_extract(area: Path, boxes: Mapping[Path, Box]) -> None:
    """Write an extract for each box.

    A way with a node in a box is taken whole, with all its nodes, and so is a building or square of
    several ways; nodes with an address are taken where they lie in the box.

    Parameters
    ----------
    area
        The large extract. Every file read from it is read as often as there are boxes, by osmium
        itself; Python sees each node and way once.
    boxes
        By the file to be written, which must not be there yet.

    Raises
    ------
    RuntimeError
        When osmium cannot read the large extract, or write a small one.
    """
    targets = list(boxes)
    nodes, addresses = _nodes_of(area, [boxes[target] for target in targets])
    ways = _ways_of(area, nodes)
    relations = _relations_of(area, ways)
    for index, target in enumerate(targets):
        wanted = (
            (osmium.osm.NODE, addresses[index]),
            (osmium.osm.WAY, ways[index]),
            (osmium.osm.RELATION, relations[index]),
        )
        with osmium.BackReferenceWriter(str(target), str(area), remove_tags=False) as writer:
            for kind, ids in wanted:
                if ids:
                    only = osmium.filter.IdFilter(sorted(ids))
                    for item in osmium.FileProcessor(str(area), kind).with_filter(only):
                        writer.add(item)


Ids = dict[int, set[int]]
"""By the box's number, ids of what lies in it."""


def _nodes_of(area: Path, boxes: Sequence[Box]) -> tuple[dict[int, list[int]], Ids]:
    """The boxes of each node that lies in one, and the nodes with an address by box."""
    cells = _cells(boxes)
    inside: dict[int, list[int]] = {}
    addresses: Ids = defaultdict(set)
    for node in osmium.FileProcessor(str(area), osmium.osm.NODE):
        if not isinstance(node, osmium.osm.Node) or not node.location.valid():
            continue
        latitude, longitude = node.lat, node.lon
        near = cells.get((int(latitude // CELL_DEGREES), int(longitude // CELL_DEGREES)))
        if near is None:
            continue
        holding = [index for index in near if boxes[index].holds(latitude, longitude)]
        if holding:
            inside[node.id] = holding
            if "addr:housenumber" in node.tags:
                for index in holding:
                    addresses[index].add(node.id)
    return inside, addresses


def _cells(boxes: Sequence[Box]) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, box in enumerate(boxes):
        south, west, north, east = (int(side // CELL_DEGREES) for side in box)
        for row in range(south, north + 1):
            for column in range(west, east + 1):
                cells[row, column].append(index)
    return dict(cells)


def _ways_of(area: Path, nodes: Mapping[int, Sequence[int]]) -> Ids:
    ways: Ids = defaultdict(set)
    for way in osmium.FileProcessor(str(area), osmium.osm.WAY):
        if isinstance(way, osmium.osm.Way):
            for index in {index for node in way.nodes for index in nodes.get(node.ref, ())}:
                ways[index].add(way.id)
    return ways


def _relations_of(area: Path, ways: Ids) -> Ids:
    relations: Ids = defaultdict(set)
    for relation in osmium.FileProcessor(str(area), osmium.osm.RELATION):
        if isinstance(relation, osmium.osm.Relation) and relation.tags.get("type") in RELATIONS:
            members = {member.ref for member in relation.members if member.type == "w"}
            for index, theirs in ways.items():
                if not members.isdisjoint(theirs):
                    relations[index].add(relation.id)
    return relations
