"""One extract of a city cut for each station around its homes, once for the same content."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.bureau.stations import Digests, StationFolder, station_files, stations_below
from routeplan.errors import InputError, StreetNetworkError
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.settings import FILE, Settings, read_settings
from routeplan.formats.station.shifted_coordinates import to_wgs84
from routeplan.formats.tables.rows import read_table
from routeplan.model.inputs import Coordinate
from routeplan.model.places import METRES_A_DEGREE
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private, write_together
from routeplan.travel.cut_extract import Box, cut_extract

FARTHEST_METRES = 60_000
"""A home farther from its station is a slip, and no reason for a huge extract."""
CUTS = Path(".routeplan", "streets.json")
"""Of which content each station's extract was cut, and for which box."""


@dataclass(frozen=True)
class CutStreets:
    """By name: the stations whose extract was cut, had been cut before, or is none of ours."""

    cut: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def cut_streets(root: Path, extract: Path, *, margin_metres: float, again: bool) -> CutStreets:
    """Cut an extract for every station below a folder, at the place that its settings name.

    A station that has an extract which was not cut here keeps it, and one whose cut still fits the
    large extract's content and its homes is not cut again.

    Parameters
    ----------
    margin_metres
        Around the station and its homes.
    again
        Extracts that were not cut here are replaced too.

    Raises
    ------
    StreetNetworkError
        When the large extract cannot be read; no station's was touched.
    OSError
        When the disk is full.
    """
    digests = Digests()
    source = digests.of_extract(extract)
    known = _known_cuts(root)
    kinds: dict[str, list[str]] = {"cut": [], "unchanged": [], "left_alone": [], "unreadable": []}
    wanted: dict[str, tuple[Path, Box]] = {}
    for station in stations_below(root):
        try:
            settings = read_settings(station.path / FILE, {})
        except InputError:
            kinds["unreadable"].append(station.name)
            continue
        target, box = station.path / settings.files.area, _box(station, settings, margin_metres)
        made = known.get(station.name)
        ours = made is not None and target.is_file() and digests.of_extract(target) == made["made"]
        if ours and made is not None and (made["source"], made["box"]) == (source, list(box)):
            kinds["unchanged"].append(station.name)
        elif target.is_file() and not ours and not again:
            kinds["left_alone"].append(station.name)
        else:
            wanted[station.name] = target, box
            kinds["cut"].append(station.name)
    if wanted:
        _cut(root, extract, wanted)
        for name, (target, box) in wanted.items():
            made = {"source": source, "box": list(box), "made": digests.of_extract(target)}
            known[name] = made
        write_private(root / CUTS, json.dumps(known, indent=1))
    return CutStreets(**{kind: tuple(names) for kind, names in kinds.items()})


def _cut(root: Path, extract: Path, wanted: Mapping[str, tuple[Path, Box]]) -> None:
    """All of them aside, and then each in its place."""
    scratch = private_directory(root / ".routeplan")
    with TemporaryDirectory(dir=scratch, prefix="streets-") as folder:
        aside = {
            Path(folder) / f"{number}.osm.pbf": (target, box)
            for number, (target, box) in enumerate(wanted.values())
        }
        try:
            cut_extract(extract, {path: box for path, (_, box) in aside.items()})
        except RuntimeError as error:
            raise StreetNetworkError(
                phrase("{file} cannot be cut: {why}", file=extract.name, why=error)
            ) from error
        for path, (target, _) in aside.items():
            write_together({target: path.read_bytes()})
            path.unlink()


def _known_cuts(root: Path) -> dict[str, dict[str, object]]:
    path = root / CUTS
    try:
        known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _box(station: StationFolder, settings: Settings, margin_metres: float) -> Box:
    """Around the station and those of its homes whose coordinates can be read."""
    middle = to_wgs84(
        Coordinate(settings.station.latitude, settings.station.longitude), settings.coordinates
    )
    points = [middle, *_homes(station, settings, middle)]
    down = margin_metres / METRES_A_DEGREE
    across = down / max(math.cos(math.radians(middle.latitude)), 0.05)
    return Box(
        round(min(coordinate.latitude for coordinate in points) - down, 6),
        round(min(coordinate.longitude for coordinate in points) - across, 6),
        round(max(coordinate.latitude for coordinate in points) + down, 6),
        round(max(coordinate.longitude for coordinate in points) + across, 6),
    )


def _homes(station: StationFolder, settings: Settings, middle: Coordinate) -> Iterator[Coordinate]:
    table = station_files(station.path).households
    if table is None:
        return
    reach = FARTHEST_METRES / METRES_A_DEGREE
    for row in read_table(table, COLUMNS, ()).rows:
        try:
            place = Coordinate(float(row["latitude"]), float(row["longitude"]))
        except (KeyError, ValueError):
            continue  # 'routeplan check' says so
        home = to_wgs84(place, settings.coordinates)
        across = (home.longitude - middle.longitude) * math.cos(math.radians(middle.latitude))
        if math.hypot(home.latitude - middle.latitude, across) <= reach:
            yield home
