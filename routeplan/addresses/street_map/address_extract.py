"""What an OpenStreetMap extract says of addresses: points, names of streets, towns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import osmium
import shapely

from routeplan.addresses.street_map.doors import (
    BUILDING,
    ENTRANCE,
    ESTIMATE,
    NODE,
    AddressPoint,
    metres_between,
)
from routeplan.model.inputs import Coordinate

_KEYS = ("addr:housenumber", "addr:interpolation", "highway", "place", "boundary", "type")
_PLACE_KEYS = (
    "city", "town", "village", "hamlet", "suburb", "district", "place", "quarter", "neighbourhood",
    "subdistrict", "municipality", "county", "province", "state", "region", "country",
)  # fmt: skip
"""Of ``addr:*``: names of what an address lies in."""
_STREET_KEYS = ("street", "place", "hamlet", "quarter", "neighbourhood", "suburb", "block")
"""Of ``addr:*``: what a house number counts along, the first that there is."""
SETTLEMENTS = frozenset({"city", "town", "village", "hamlet", "municipality"})
QUARTERS = frozenset({"suburb", "borough", "quarter", "neighbourhood", "isolated_dwelling"})
_NAMES = ("name", "alt_name", "official_name", "short_name", "loc_name", "int_name", "reg_name")
_STEPS = {"odd": 2, "even": 2, "all": 1}
_MOST_BETWEEN = 500
"""More numbers than this between two are a slip of the map."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A town, a district or a region, by all its names.

    Parameters
    ----------
    kind
        ``place=*``, or ``boundary``.
    level
        ``admin_level`` of a boundary; 0 where it has none.
    at
        Of a place drawn as a node.
    area
        Of one drawn as an area, in (longitude, latitude); None where the extract has not all of it.
    """

    names: tuple[str, ...]
    kind: str
    level: int = 0
    at: Coordinate | None = None
    area: shapely.Geometry | None = None


@dataclass(slots=True)
class ReadAddresses:
    """Everything of an extract that addresses are looked up by."""

    points: list[AddressPoint] = field(default_factory=list)
    streets: set[str] = field(default_factory=set)
    """Names of streets, whether or not anything has its address there."""
    other_names: dict[str, dict[str, list[Coordinate]]] = field(default_factory=dict)
    """Street, its further names, and points along the ways that bear these."""
    former_names: dict[str, set[str]] = field(default_factory=dict)
    """What streets were called once, and what they are called now."""
    places: list[NamedPlace] = field(default_factory=list)


def read_addresses(area: Path) -> ReadAddresses:
    """Read an extract.

    Raises
    ------
    RuntimeError
        When osmium cannot read it.
    """
    reader = _ExtractReader()
    source = osmium.FileProcessor(str(area)).with_locations().with_areas()
    for item in source.with_filter(osmium.filter.KeyFilter(*_KEYS)):
        reader.take(item)
    return reader.done()


class _ExtractReader:
    """Takes the objects of an extract one after the other."""

    def __init__(self) -> None:
        self._read = ReadAddresses()
        self._numbered: dict[tuple[str, int], tuple[dict[str, str], Coordinate, int]] = {}
        self._streets_of: dict[tuple[str, int], str] = {}
        self._lines: list[tuple[dict[str, str], list[tuple[int, Coordinate]]]] = []
        self._boundaries: dict[int, tuple[tuple[str, ...], int]] = {}

    def take(self, item: object) -> None:
        """Keep what an object says."""
        if isinstance(item, osmium.osm.Node):
            self._take_node(item)
        elif isinstance(item, osmium.osm.Way):
            self._take_way(item)
        elif isinstance(item, osmium.osm.Relation):
            self._take_relation(item)
        elif isinstance(item, osmium.osm.Area):
            self._take_area(item)

    def _take_node(self, node: osmium.osm.Node) -> None:
        tags = dict(node.tags)
        at = Coordinate(round(node.location.lat, 6), round(node.location.lon, 6))
        if "addr:housenumber" in tags:
            kind = ENTRANCE if tags.get("entrance", "no") != "no" else NODE
            self._numbered["n", node.id] = (tags, at, kind)
        if tags.get("place") in SETTLEMENTS | QUARTERS and (names := _names(tags)):
            self._read.places.append(NamedPlace(names, tags["place"], at=at))

    def _take_way(self, way: osmium.osm.Way) -> None:
        tags = dict(way.tags)
        if tags.get("addr:interpolation") in _STEPS:
            self._lines.append((tags, _located(way)))
        if "highway" in tags and "name" in tags:
            self._take_street(tags, [at for _, at in _located(way)])

    def _take_street(self, tags: Mapping[str, str], along: list[Coordinate]) -> None:
        name, *others = _names(tags)
        self._read.streets.add(name)
        for other in others:
            known = self._read.other_names.setdefault(name, {})
            known.setdefault(other, []).extend(along)
        for former in _texts(tags, "old_name"):
            self._read.former_names.setdefault(former, set()).add(name)

    def _take_relation(self, relation: osmium.osm.Relation) -> None:
        tags = dict(relation.tags)
        street = tags.get("name") or tags.get("addr:street")
        if tags.get("type") in ("associatedStreet", "street") and street:
            for member in relation.members:
                if member.role in ("house", "addr:houselink", "address"):
                    self._streets_of[member.type, member.ref] = street
        if tags.get("boundary") == "administrative" and (names := _names(tags)):
            self._boundaries[relation.id] = names, _level(tags)

    def _take_area(self, area: osmium.osm.Area) -> None:
        tags = dict(area.tags)
        source = "w" if area.from_way() else "r"
        rings = [[(p.lon, p.lat) for p in ring] for ring in area.outer_rings()]
        if "addr:housenumber" in tags:
            points = [point for ring in rings for point in ring]
            west, east = min(p[0] for p in points), max(p[0] for p in points)
            south, north = min(p[1] for p in points), max(p[1] for p in points)
            at = Coordinate(round((south + north) / 2, 6), round((west + east) / 2, 6))
            self._numbered[source, area.orig_id()] = (tags, at, BUILDING)
        is_town = tags.get("place") in SETTLEMENTS | QUARTERS
        if (is_town or tags.get("boundary") == "administrative") and (names := _names(tags)):
            if source == "r":
                self._boundaries.pop(area.orig_id(), None)
            shape = shapely.make_valid(shapely.MultiPolygon([shapely.Polygon(r) for r in rings]))
            kind = tags["place"] if is_town else "boundary"
            place = NamedPlace(names, kind, _level(tags), area=shape)
            self._read.places.append(place)
        elif tags.get("place") == "square" and "name" in tags:
            self._read.streets.add(tags["name"])

    def done(self) -> ReadAddresses:
        """All that was taken, once the file is at its end."""
        for source, (tags, at, kind) in self._numbered.items():
            street = self._streets_of.get(source, "")
            self._read.points.extend(_points(tags, at, kind, street))
        for tags, nodes in self._lines:
            self._read.points.extend(self._between(tags, nodes))
        for names, level in self._boundaries.values():
            self._read.places.append(NamedPlace(names, "boundary", level))
        return self._read

    def _between(
        self, line: Mapping[str, str], nodes: Sequence[tuple[int, Coordinate]]
    ) -> Iterator[AddressPoint]:
        """The numbers that a line of interpolation stands for, without those at its nodes."""
        step = _STEPS[line["addr:interpolation"]]
        run: list[Coordinate] = []
        last: tuple[dict[str, str], int] | None = None
        for node, at in nodes:
            run.append(at)
            tags = self._numbered.get(("n", node), ({}, at, NODE))[0]
            number = tags.get("addr:housenumber", "")
            if not number.isdecimal():
                continue
            if last and abs(int(number) - last[1]) <= _MOST_BETWEEN:
                ways = step if int(number) > last[1] else -step
                numbers = range(last[1], int(number), ways)[1:]
                known = {**last[0], **line, "addr:housenumber": ""}
                street = self._streets_of.get(("n", node), "")
                for k, at_it in zip(numbers, _along(run, len(numbers)), strict=True):
                    tags_of_it = {**known, "addr:housenumber": str(k)}
                    yield from _points(tags_of_it, at_it, ESTIMATE, street)
            last, run = (tags, int(number)), [at]


def _points(
    tags: Mapping[str, str], at: Coordinate, kind: int, street: str
) -> Iterator[AddressPoint]:
    """The addresses of one object: its own, and those of the corner's other streets."""
    places = frozenset(name for key in _PLACE_KEYS if (name := tags.get(f"addr:{key}", "").strip()))
    city = next((tags[f"addr:{k}"] for k in ("city", "town", "village") if f"addr:{k}" in tags), "")
    postcode = tags.get("addr:postcode", "").strip()
    for street_name, number in _streets(tags, street):
        others = tuple(
            text for key, text in tags.items() if key.startswith("addr:street:") and text.strip()
        )
        yield AddressPoint(street_name, number, at, kind, city.strip(), places, postcode, others)


def _streets(tags: Mapping[str, str], street: str) -> Iterator[tuple[str, str]]:
    """Each (street, number) that an object has."""
    number = tags["addr:housenumber"].strip()
    if block := tags.get("addr:block_number", "").strip():
        number = f"{block}-{number}"
    named = tags.get("addr:street", "").strip() or street
    if not named and block:
        quarter = tags.get("addr:quarter", "").strip()
        part = tags.get("addr:neighbourhood", "").strip()
        named = part if part.startswith(quarter) else quarter + part
    named = named or next(
        (name for key in _STREET_KEYS if (name := tags.get(f"addr:{key}", "").strip())), ""
    )
    if named and number:
        yield named, number
        for key in ("addr:streetnumber", "addr:conscriptionnumber"):
            if (part := tags.get(key, "").strip()) and "/" in number:
                yield named, part
    for more in ("2", "3", "4"):
        other, its = tags.get(f"addr:street{more}", ""), tags.get(f"addr:housenumber{more}", "")
        if other.strip() and its.strip():
            yield other.strip(), its.strip()


def _names(tags: Mapping[str, str]) -> tuple[str, ...]:
    """The name and all others in use, the name first; nothing where it has none."""
    if not (name := tags.get("name", "").strip()):
        return ()
    others = (other_name for kind in _NAMES for other_name in _texts(tags, kind))
    return tuple(dict.fromkeys([name, *others]))


def _texts(tags: Mapping[str, str], kind: str) -> Iterator[str]:
    """What the tags of a kind of name say: ``alt_name``, ``alt_name_1``, ``alt_name:sv``."""
    for key, text in tags.items():
        head, _, language = key.partition(":")
        if head.rstrip("_0123456789") == kind and (len(language) in (0, 2, 3) or "-" in language):
            yield from (name.strip() for name in text.split(";") if name.strip())


def _level(tags: Mapping[str, str]) -> int:
    level = tags.get("admin_level", "")
    return int(level) if level.isdecimal() else 0


def _located(way: osmium.osm.Way) -> list[tuple[int, Coordinate]]:
    """Its nodes, as far as the extract has them."""
    return [
        (node.ref, Coordinate(round(node.location.lat, 6), round(node.location.lon, 6)))
        for node in way.nodes
        if node.location.valid()
    ]


def _along(line: Sequence[Coordinate], count: int) -> Iterable[Coordinate]:
    """So many points along a line, evenly spaced between its ends."""
    steps = [metres_between(a, b) for a, b in pairwise(line)]
    whole = sum(steps)
    for k in range(1, count + 1):
        left = whole * k / (count + 1)
        for (a, b), step in zip(pairwise(line), steps, strict=True):
            if left <= step:
                share = left / step if step else 0.0
                yield Coordinate(
                    round(a.latitude + share * (b.latitude - a.latitude), 6),
                    round(a.longitude + share * (b.longitude - a.longitude), 6),
                )
                break
            left -= step
        else:
            yield line[-1]
