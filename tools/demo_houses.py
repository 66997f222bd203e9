"""The houses of an extract that the demonstration's homes may stand at."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import osmium

from routeplan.model.inputs import Coordinate

ONE_SPOT_DEGREES = 0.0005
"""Houses that the map has at places farther apart than this (about 50 m) are left out."""
_NUMBER = re.compile(r"(\D+?)\s*(\d+(?:\s*[a-z]\b)?(?:-\d+(?:\s*[a-z]\b)?)?)(?!\w)")
_SPELLINGS = ((r"str(?:\.|\b)", "strasse"), (r"\bst\.", "sankt "), (r"[-.]", " "))

Numbers = dict[str, list[Coordinate]]


def houses(area: Path) -> list[tuple[str, Coordinate]]:
    """Every address that is a street and a plain number, and where it is, in order."""
    names: dict[str, str] = {}
    streets: dict[str, Numbers] = defaultdict(lambda: defaultdict(list))
    for street, number, where in _tagged(area):
        key = _key(street)
        names.setdefault(key, street)
        for house_number in re.split(r"[;,、]", number):
            streets[key][_plain(house_number).replace(" ", "")].append(where)
    return sorted(
        (
            (f"{names[street]} {number.upper()}", places[0])
            for street, numbers in streets.items()
            for number, places in numbers.items()
            if _is_house(f"{street} {number}", streets)
        ),
        key=lambda house: house[0],
    )


def _is_house(address: str, streets: dict[str, Numbers]) -> bool:
    """Whether an address names one house, at one spot; a staircase counts as its house."""
    if not (match := _NUMBER.match(address)):
        return False
    numbers = streets.get(_key(match[1]), {})
    number = match[2].replace(" ", "")
    known = next((n for n in (number, number.rstrip(string.ascii_lowercase)) if n in numbers), None)
    return known is not None and _is_one_spot(numbers[known])


def _is_one_spot(places: list[Coordinate]) -> bool:
    first = places[0]
    return all(
        max(abs(first.latitude - at.latitude), abs(first.longitude - at.longitude) / 2)
        <= ONE_SPOT_DEGREES
        for at in places[1:]
    )


def _tagged(area: Path) -> Iterator[tuple[str, str, Coordinate]]:
    """Street, number and place of every object that has an address."""
    keys = osmium.filter.KeyFilter("addr:housenumber")
    for item in osmium.FileProcessor(str(area)).with_areas().with_filter(keys):
        if isinstance(item, osmium.osm.Node):
            points = [item.location]
        elif isinstance(item, osmium.osm.Area):
            points = [point for ring in item.outer_rings() for point in ring]
        else:
            continue
        street, number = item.tags.get("addr:street"), item.tags.get("addr:housenumber")
        if street and number:
            latitudes, longitudes = [p.lat for p in points], [p.lon for p in points]
            latitude = round((min(latitudes) + max(latitudes)) / 2, 6)
            longitude = round((min(longitudes) + max(longitudes)) / 2, 6)
            yield street, number, Coordinate(latitude, longitude)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _key(street: str) -> str:
    """A street's name without accents, abbreviations written out."""
    letters = unicodedata.normalize("NFKD", _plain(street))
    key = "".join(sign for sign in letters if not unicodedata.combining(sign))
    for pattern, written in _SPELLINGS:
        key = re.sub(pattern, written, key)
    return _plain(key)
