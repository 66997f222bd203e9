"""Street extracts in a folder: which there are, what they cover, and whether a station lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

import osmium

from routeplan.model.inputs import Coordinate

NAMES = "*.osm.pbf"
WIDEST = 60.0
"""Degrees: a box that claims more is no box of an extract."""
NEAR = 0.02
"""Degrees around an extract's box in which a station may still stand."""


@dataclass(frozen=True)
class Extract:
    """A street extract and the box it covers, in degrees."""

    path: Path
    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies in its box, or just beside it."""
        return (
            self.south - NEAR <= latitude <= self.north + NEAR
            and self.west - NEAR <= longitude <= self.east + NEAR
        )

    def likely(self, latitude: float, longitude: float) -> Coordinate | None:
        """Where a place is rather meant: within, with the other sign or the other way round.

        None where it lies within as it is, or not that way either.
        """
        if self.holds(latitude, longitude):
            return None
        return next(
            (Coordinate(*pair) for pair in mixed_up(latitude, longitude) if self.holds(*pair)), None
        )


def mixed_up(latitude: float, longitude: float) -> Iterator[tuple[float, float]]:
    """What people mix up, the most usual first."""
    for one, other in ((latitude, longitude), (longitude, latitude)):
        for first, second in ((one, other), (one, -other), (-one, other), (-one, -other)):
            if abs(first) <= 90:
                yield first, second


def extracts_in(folder: Path) -> list[Extract]:
    """The extracts of a folder that can be read, by name; parts of a download are none."""
    files = sorted(folder.glob(NAMES)) if folder.is_dir() else []
    read = (extract_of(path) for path in files if path.is_file() and not path.name.startswith("."))
    return [extract for extract in read if extract is not None]


def extract_of(path: Path, *, by_nodes: bool = True) -> Extract | None:
    """An extract with its box; None where it cannot be read.

    Parameters
    ----------
    by_nodes
        Whether to look at every node where the head says nothing; else that is None, too.
    """
    try:
        box = osmium.io.Reader(str(path)).header().box()
        if box.valid() and _plausible(box):
            return _extract(path, box)
        return _by_nodes(path) if by_nodes else None
    except (RuntimeError, OSError):
        return None


def _by_nodes(path: Path) -> Extract | None:
    """The box of the nodes there are, of a file whose head says nothing."""
    south, west, north, east = inf, inf, -inf, -inf
    for node in osmium.FileProcessor(str(path), osmium.osm.NODE):
        if isinstance(node, osmium.osm.Node) and node.location.valid():
            latitude, longitude = node.location.lat, node.location.lon
            south, north = min(south, latitude), max(north, latitude)
            west, east = min(west, longitude), max(east, longitude)
    return Extract(path, south, west, north, east) if south <= north else None


def _plausible(box: osmium.osm.Box) -> bool:
    low, high = box.bottom_left, box.top_right
    return max(high.lat - low.lat, high.lon - low.lon) < WIDEST


def _extract(path: Path, box: osmium.osm.Box) -> Extract:
    low, high = box.bottom_left, box.top_right
    return Extract(path, low.lat, low.lon, high.lat, high.lon)


def extract_for(extracts: list[Extract], latitude: float, longitude: float) -> Extract | None:
    """The smallest that holds a place; else the only one there is; None where that is unsure."""
    holding = [extract for extract in extracts if extract.holds(latitude, longitude)]
    if holding:
        return min(
            holding,
            key=lambda extract: (extract.north - extract.south) * (extract.east - extract.west),
        )
    return extracts[0] if len(extracts) == 1 else None
