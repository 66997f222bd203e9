"""What a new station finds in its folder: its extract, and an address near by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from math import inf
from pathlib import Path

from routeplan.formats.station.new_station import ExampleHome
from routeplan.model.places import Coordinate, great_circle_metres_between
from routeplan.station.reading.extracts import Extract, extract_for, extracts_in, mixed_up

DATA = "data"
FAR_FROM_CITY, NEAR_CITY = 1_000_000.0, 2_500_000.0
"""Metres from a time zone's city from which on a place is doubted, and to which one is likely."""
NORTHERNMOST = 72.0
"""Degrees beyond which there is hardly a station."""
_PLACE = re.compile(r"([+-]\d{4}(?:\d\d)?)([+-]\d{5}(?:\d\d)?)")


@dataclass(frozen=True)
class StationPlace:
    """A station's place against the extracts in its folder.

    Parameters
    ----------
    extract
        The one it uses; None where there is none, or several of which none holds the place.
    likely
        Where the station is rather meant to be: within an extract, with another sign or the other
        way round; None where there is no doubt.
    outside
        Whether there are extracts, and the station lies in none.
    """

    extract: Extract | None
    likely: Coordinate | None = None
    outside: bool = False


def station_place(root: Path, latitude: float, longitude: float) -> StationPlace:
    """Look for any ``*.osm.pbf`` in ``data/``, and whether it holds a place."""
    extracts = extracts_in(root / DATA)
    chosen = extract_for(extracts, latitude, longitude)
    if not extracts or (chosen and chosen.holds(latitude, longitude)):
        return StationPlace(chosen)
    for extract in extracts:
        if likely := extract.likely(latitude, longitude):
            return StationPlace(extract, likely, outside=True)
    return StationPlace(chosen, outside=True)


def likely_by_zone(latitude: float, longitude: float, zone: str) -> Coordinate | None:
    """Where a place is rather meant: with another sign or the other way round, by its time zone.

    None where it is not far from the zone's city, or no such place is much nearer.
    """
    city = _city_of(zone)
    if city is None or not abs(latitude) <= 90:
        return None
    given = great_circle_metres_between(city, Coordinate(latitude, longitude))
    meant = (Coordinate(*pair) for pair in mixed_up(latitude, longitude))
    likely = [one for one in meant if abs(one.latitude) <= NORTHERNMOST]
    best = min(likely, key=lambda one: great_circle_metres_between(city, one), default=None)
    nearest = great_circle_metres_between(city, best) if best else inf
    is_likelier = nearest < NEAR_CITY and 2 * nearest < given
    return best if given > FAR_FROM_CITY and is_likelier else None


def _city_of(zone: str) -> Coordinate | None:
    """The city after which a time zone is named."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    places = {parts[2]: parts[1] for line in lines if len(parts := line.split("\t")) > 2}
    match = _PLACE.fullmatch(places.get(zone, ""))
    if match is None:
        return None
    south_north, west_east = match.groups()
    return Coordinate(_degrees(south_north, 2), _degrees(west_east, 3))


def _degrees(text: str, digits: int) -> float:
    """Of ``+6010``, ``+404251`` or ``-0740023``: degrees, minutes, seconds run together."""
    parts = text[1 : 1 + digits], text[1 + digits : 3 + digits], text[3 + digits :] or "0"
    degrees, minutes, seconds = map(int, parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if text[0] == "-" else size


def example_home(
    extract: Extract, latitude: float, longitude: float, *, system: str = "wgs84"
) -> ExampleHome | None:
    """The address of an extract that is nearest to a station; None where it has none.

    Parameters
    ----------
    system
        The tables' coordinate system; in another than the map's the example has no coordinates.
    """
    from routeplan.addresses.book import AddressBook
    from routeplan.addresses.street_map.doors import metres_between

    at = Coordinate(latitude, longitude)
    try:
        doors = AddressBook.read(extract.path).doors
    except RuntimeError:
        return None
    nearest = min(doors, key=lambda door: metres_between(at, door.coordinate), default=None)
    if nearest is None:
        return None
    return ExampleHome(nearest.label, nearest.coordinate if system == "wgs84" else None)
