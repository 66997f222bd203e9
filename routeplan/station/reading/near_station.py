"""What a new station finds in its folder: its extract, and an address near by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from routeplan.formats.station.new_station import ExampleHome
from routeplan.model.inputs import Coordinate
from routeplan.station.reading.extracts import Extract, extract_for, extracts_in

DATA = "data"


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
    for each in extracts:
        if likely := each.likely(latitude, longitude):
            return StationPlace(each, likely, outside=True)
    return StationPlace(chosen, outside=True)


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
