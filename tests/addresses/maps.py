"""Small maps with addresses, written as OpenStreetMap files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from routeplan.addresses.book import AddressBook
from routeplan.addresses.street_map.address_extract import ReadAddresses
from routeplan.addresses.street_map.doors import AddressPoint
from routeplan.model.inputs import Coordinate

Tags = Mapping[str, str]
At = tuple[float, float]


class OsmFile:
    """A map that is drawn object by object."""

    def __init__(self) -> None:
        self._nodes: list[str] = []
        self._ways: list[str] = []
        self._relations: list[str] = []
        self._last = 0

    def node(self, at: At, **tags: str) -> int:
        """A node; ``addr_street`` is the tag ``addr:street``, ``name__en`` is ``name:en``."""
        self._last += 1
        place = f'id="{self._last}" version="1" lat="{at[0]}" lon="{at[1]}"'
        self._nodes.append(f"<node {place}>{_tags(tags)}</node>")
        return self._last

    def way(self, nodes: Sequence[int], **tags: str) -> int:
        self._last += 1
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        self._ways.append(f'<way id="{self._last}" version="1">{refs}{_tags(tags)}</way>')
        return self._last

    def square(self, at: At, size: float, **tags: str) -> int:
        """A closed way: a square around a point, ``size`` degrees wide."""
        corners = [(-0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0.5, -0.5)]
        nodes = [self.node((at[0] + y * size, at[1] + x * size)) for y, x in corners]
        return self.way([*nodes, nodes[0]], **tags)

    def relation(self, members: Iterable[tuple[str, int, str]], **tags: str) -> None:
        self._last += 1
        refs = "".join(f'<member type="{t}" ref="{r}" role="{role}"/>' for t, r, role in members)
        self._relations.append(
            f'<relation id="{self._last}" version="1">{refs}{_tags(tags)}</relation>'
        )

    def book(self, folder: Path) -> AddressBook:
        path = folder / "area.osm"
        objects = "".join([*self._nodes, *self._ways, *self._relations])
        path.write_text(f'<osm version="0.6">{objects}</osm>', encoding="utf-8")
        return AddressBook.read(path)


def _tags(tags: Tags) -> str:
    return "".join(
        f"<tag k={quoteattr(key.replace('addr_', 'addr:').replace('__', ':'))} v={quoteattr(v)}/>"
        for key, v in tags.items()
    )


def book_of(doors: Iterable[tuple[str, str, float, float] | AddressPoint]) -> AddressBook:
    """A book of (street, number, latitude, longitude), or of points."""
    points = [
        door
        if isinstance(door, AddressPoint)
        else AddressPoint(door[0], door[1], Coordinate(door[2], door[3]))
        for door in doors
    ]
    return AddressBook.of(ReadAddresses(points=points))


def town(
    street: str, numbers: str, city: str, postcode: str, latitude: float
) -> list[AddressPoint]:
    """Doors of one street, 100 metres apart from west to east; numbers parted by ``|``."""
    return [
        AddressPoint(
            street,
            number,
            Coordinate(latitude, 10 + k / 500),
            city=city,
            places=frozenset({city} - {""}),
            postcode=postcode,
        )
        for k, number in enumerate(numbers.split("|"))
    ]
