"""Households without coordinates: their address looked up in the street extract, offline."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from routeplan.model import Coordinate

SURE = 88.0
"""A street's name matches when rapidfuzz's ratio reaches this ..."""
CLEAR = 6.0
"""... and no other street comes within this of it."""
SAME_BUILDING_DEGREES = 0.0005
"""Two entries of one address so near (about 50 m) are one building."""
CANDIDATES = 3
_NUMBER = re.compile(r"^(?P<street>\D.*?)\s+(?P<number>\d+\s*[a-z]?(?:-\d+[a-z]?)?)\b(?P<rest>.*)$")


class Found(NamedTuple):
    """Where an address is, or what it might be."""

    coordinate: Coordinate | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddressBook:
    """Streets, their house numbers, and where these are."""

    streets: Mapping[str, Mapping[str, list[Coordinate]]]
    names: Mapping[str, str]

    @classmethod
    def read(cls, area: Path) -> AddressBook:
        """Every ``addr:street`` with an ``addr:housenumber`` of an extract."""
        import osmium

        streets: dict[str, dict[str, list[Coordinate]]] = defaultdict(lambda: defaultdict(list))
        names: dict[str, str] = {}
        keys = osmium.filter.KeyFilter("addr:housenumber")
        for item in osmium.FileProcessor(str(area)).with_areas().with_filter(keys):
            street, number = item.tags.get("addr:street"), item.tags.get("addr:housenumber")
            where = _coordinate(item)
            if street and number and where:
                names.setdefault(_plain(street), street)
                for each in re.split(r"[;,]", number):
                    streets[_plain(street)][_plain(each).replace(" ", "")].append(where)
        return cls(streets, names)

    def find(self, address: str) -> Found:
        """An address such as ``Street 5 A 12``: the street may be mistyped, the number may not."""
        match = _NUMBER.match(_plain(address))
        if not match:
            return Found(None, self._near(_plain(address)))
        streets = self._streets_like(match["street"])
        if len(streets) != 1:
            return Found(None, tuple(f"{self.names[s]} {match['number']}" for s in streets))
        numbers = self.streets[streets[0]]
        number = match["number"].replace(" ", "")
        for each in (number + _entrance(match["rest"]), number, number.rstrip("abcdefghijk")):
            if each in numbers:
                return self._place(streets[0], each, numbers[each])
        near = sorted(numbers, key=lambda n: abs(_value(n) - _value(number)))[:CANDIDATES]
        return Found(None, tuple(f"{self.names[streets[0]]} {n}" for n in near))

    def _place(self, street: str, number: str, places: list[Coordinate]) -> Found:
        first = places[0]
        for other in places[1:]:
            apart = max(
                abs(first.latitude - other.latitude), abs(first.longitude - other.longitude) / 2
            )
            if apart > SAME_BUILDING_DEGREES:
                told = tuple(f"{self.names[street]} {number} at {_shown(p)}" for p in places[:3])
                return Found(None, told)
        return Found(first)

    def _streets_like(self, street: str) -> list[str]:
        """The one street meant, or the candidates when that is not clear."""
        from rapidfuzz import fuzz, process

        if street in self.streets:
            return [street]
        ranked = process.extract(street, list(self.streets), scorer=fuzz.ratio, limit=CANDIDATES)
        sure = [(name, score) for name, score, _ in ranked if score >= SURE]
        if sure and (len(ranked) == 1 or sure[0][1] - ranked[1][1] >= CLEAR):
            return [sure[0][0]]
        return [name for name, _, _ in ranked] if len(ranked) > 1 else []

    def _near(self, text: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        ranked = process.extract(text, list(self.streets), scorer=fuzz.ratio, limit=CANDIDATES)
        return tuple(self.names[name] for name, _, _ in ranked)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _entrance(rest: str) -> str:
    """The staircase letter behind a number, as in ``5 A 12``."""
    match = re.match(r"\s*([a-z])\b", rest)
    return match[1] if match else ""


def _value(number: str) -> int:
    return int(re.match(r"\d*", number)[0] or 0)  # type: ignore[index]


def _shown(place: Coordinate) -> str:
    return f"{place.latitude:.5f}, {place.longitude:.5f}"


def _coordinate(item: object) -> Coordinate | None:
    """A node's place, or the middle of an area's outline; None for lines and broken ones."""
    import osmium

    if isinstance(item, osmium.osm.Node):
        return Coordinate(round(item.location.lat, 6), round(item.location.lon, 6))
    if isinstance(item, osmium.osm.Area):
        points = [n for ring in item.outer_rings() for n in ring if n.location.valid()]
        if points:
            latitudes, longitudes = [p.lat for p in points], [p.lon for p in points]
            return Coordinate(
                round((min(latitudes) + max(latitudes)) / 2, 6),
                round((min(longitudes) + max(longitudes)) / 2, 6),
            )
    return None
