"""Households without coordinates: their address looked up in the street extract, offline."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from routeplan.model.inputs import Coordinate

SURE = 88.0
"""A street's name matches when rapidfuzz's ratio reaches this ..."""
CLEAR = 6.0
"""... and no other street comes within this of it."""
SAME_BUILDING_DEGREES = 0.0005
"""Two entries of one address so near (about 50 m) are one building."""
CANDIDATES = 3
_NUMBER = re.compile(
    r"(?P<street>\D+?)\s*"  # no space behind Chinese characters, nor in Tal12
    r"(?P<number>\d+(?:\s*[a-z]\b)?(?:-\d+(?:\s*[a-z]\b)?)?)(?![^\W号號])"
)
"""Street and house number of an address made plain; what follows (flat, floor) may be anything."""


_SPELLINGS = (
    (re.compile(r"str(?:\.|\b)"), "strasse"),
    (re.compile(r"\bst\."), "sankt "),
    (re.compile(r"[-.]"), " "),
    (re.compile(r"([aou])e"), r"\1"),  # Mueller, Müller
)
"""Ways of writing one name, made one: on both sides, so that no pair is ever worse for it."""


class FoundAddress(NamedTuple):
    """Where an address is, or what it might be.

    ``read_as`` is the address that was taken, where the street was written otherwise.
    """

    coordinate: Coordinate | None
    candidates: tuple[str, ...] = ()
    read_as: str = ""


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
                names.setdefault(_street_key(street), street)
                for each in re.split(r"[;,、]", number):
                    streets[_street_key(street)][_plain_number(each)].append(where)
        return cls(streets, names)

    def find(self, address: str) -> FoundAddress:
        """An address such as ``Street 5 A 12``: the street may be mistyped, the number may not.

        A postal code and a town may stand before it, with a comma.
        """
        whole = self._find(address)
        parts = address.split(",")[1:] if whole.coordinate is None else ()
        return next((found for each in parts if (found := self._find(each)).coordinate), whole)

    def _find(self, address: str) -> FoundAddress:
        match = _NUMBER.match(_plain(address))
        if not match:
            return FoundAddress(None, self._near(_street_key(address)))
        number = _plain_number(match["number"])
        key = _street_key(match["street"])
        street, candidates = self._street_like(key)
        if street is None:
            return FoundAddress(
                None, tuple(self._nearest_doors(s, number, 1)[0] for s in candidates)
            )
        numbers = self.streets[street]
        for each in (number, number.rstrip(string.ascii_lowercase)):  # staircase A of number 5
            if each in numbers:
                found = self._place(street, each, numbers[each])
                read_as = f"{self.names[street]} {each}" if street != key else ""
                return found._replace(read_as=read_as if found.coordinate else "")
        return FoundAddress(None, tuple(self._nearest_doors(street, number, CANDIDATES)))

    def _nearest_doors(self, street: str, number: str, most: int) -> list[str]:
        """Addresses of a street that exist, the nearest numbers first."""
        near = sorted(self.streets[street], key=lambda n: abs(_value(n) - _value(number)))
        return [f"{self.names[street]} {n}" for n in near[:most]]

    def _place(self, street: str, number: str, places: list[Coordinate]) -> FoundAddress:
        first = places[0]
        for other in places[1:]:
            apart = max(
                abs(first.latitude - other.latitude), abs(first.longitude - other.longitude) / 2
            )
            if apart > SAME_BUILDING_DEGREES:
                told = tuple(f"{self.names[street]} {number} at {_shown(p)}" for p in places[:3])
                return FoundAddress(None, told)
        return FoundAddress(first)

    def _street_like(self, street: str) -> tuple[str | None, list[str]]:
        """The one street meant, or None and the candidates when that is not clear."""
        from rapidfuzz import fuzz, process

        if street in self.streets:
            return street, []
        ranked = process.extract(street, list(self.streets), scorer=fuzz.ratio, limit=CANDIDATES)
        best, other = ([score for _, score, _ in ranked] + [0.0, 0.0])[:2]
        if best >= SURE and best - other >= CLEAR:
            return ranked[0][0], []
        return None, [name for name, _, _ in ranked]

    def _near(self, text: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        ranked = process.extract(text, list(self.streets), scorer=fuzz.ratio, limit=CANDIDATES)
        return tuple(self.names[name] for name, _, _ in ranked)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _street_key(street: str) -> str:
    """A street's name as it is compared: without accents, abbreviations written out."""
    letters = unicodedata.normalize("NFKD", _plain(street))
    key = "".join(sign for sign in letters if not unicodedata.combining(sign))
    for pattern, written in _SPELLINGS:
        key = pattern.sub(written, key)
    return _plain(key)


def _plain_number(text: str) -> str:
    """``5 A`` and ``5a``, ``12号`` and ``12`` are the same."""
    return _plain(text).replace(" ", "").rstrip("号號")


def _value(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else 0


def _shown(place: Coordinate) -> str:
    return f"{place.latitude:.5f}, {place.longitude:.5f}"


def _coordinate(item: object) -> Coordinate | None:
    """A node's place, or the middle of an area's outline; None for lines, whose area it is."""
    import osmium

    if isinstance(item, osmium.osm.Node):
        return Coordinate(round(item.location.lat, 6), round(item.location.lon, 6))
    if isinstance(item, osmium.osm.Area):
        points = [point for ring in item.outer_rings() for point in ring]
        latitudes, longitudes = [p.lat for p in points], [p.lon for p in points]
        return Coordinate(
            round((min(latitudes) + max(latitudes)) / 2, 6),
            round((min(longitudes) + max(longitudes)) / 2, 6),
        )
    return None
