"""Streets drawn by hand for one rule each: ways through points in metres, with their tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import osmium

from routeplan.model.inputs import Mode, Place
from routeplan.travel import open_source
from tests.travel.reasons import codes_of, texts_of
from tests.travel.streets import coordinate_at, place_at

Point = tuple[float, float]


@dataclass
class Drawing:
    """Ways share a node wherever they share a point, unless it is called differently there."""

    nodes: dict[Point, int] = field(default_factory=dict)
    ways: list[tuple[list[int], dict[str, str]]] = field(default_factory=list)
    node_tags: dict[Point, dict[str, str]] = field(default_factory=dict)
    relations: list[tuple[list[tuple[int, str]], dict[str, str]]] = field(default_factory=list)

    def way(self, *points: Point, highway: str = "residential", **tags: str) -> int:
        """Draw a way; ``access__x`` is the tag ``access:x``. Returns its number."""
        named = {key.replace("__", ":"): value for key, value in tags.items()}
        return self.line(*points, highway=highway, **named)

    def line(self, *points: Point, **tags: str) -> int:
        """Draw anything, such as the outline of a building."""
        refs = [self.nodes.setdefault(point, len(self.nodes) + 1) for point in points]
        self.ways.append((refs, tags))
        return len(self.ways)

    def write(self, path: Path, first_id: int = 1, step: int = 1) -> Path:
        """Write the extract, its nodes numbered from ``first_id`` on."""

        def number(k: int) -> int:
            return first_id + step * (k - 1)

        path.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(path)) as writer:
            for point, k in self.nodes.items():
                where = coordinate_at(*point)
                location, tags = (where.longitude, where.latitude), self.node_tags.get(point, {})
                node = osmium.osm.mutable.Node(id=number(k), location=location, tags=tags)
                writer.add_node(node)
            for k, (refs, tags) in enumerate(self.ways, 1):
                nodes = [number(ref) for ref in refs]
                writer.add_way(osmium.osm.mutable.Way(id=number(k), nodes=nodes, tags=tags))
            for k, (members, tags) in enumerate(self.relations, 1):
                named = [("w", number(way), role) for way, role in members]
                relation = osmium.osm.mutable.Relation(id=number(k), members=named, tags=tags)
                writer.add_relation(relation)
        return path


@dataclass(frozen=True)
class Travelled:
    """What became of a question: seconds, metres, codes and drawn ways from the station."""

    seconds: list[int]
    metres: list[int]
    codes: dict[int, str]
    texts: dict[int, str]


def travel(folder: Path, drawing: Drawing, mode: Mode, *doors: Point | Place) -> Travelled:
    """From the first door, the station, to the others."""
    places = [door if isinstance(door, Place) else place_at(*door) for door in doors]
    area = drawing.write(folder / "drawn.osm.pbf")
    source = open_source("streets", area=area, cache=folder / "cache")
    try:
        tables = source.tables(places, [mode])
    finally:
        source.close()
    return Travelled(
        tables.seconds[0, 0].tolist(),
        tables.metres[0, 0].tolist(),
        {place: code for (_, place), code in codes_of(tables).items()},
        {place: text for (_, place), text in texts_of(tables).items()},
    )
