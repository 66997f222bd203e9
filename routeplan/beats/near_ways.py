"""Ways between places near each other, tile by tile: a table over all places would be too large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from routeplan.beats.town import Floats
from routeplan.beats.unit_neighbours import both_ways
from routeplan.model.inputs import STATION_PLACE, Mode, Place
from routeplan.travel.source import TravelSource

TILE_PLACES = 64

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Tile:
    """``n`` places (by index) that lie together, and the ``(n, n)`` minutes between them."""

    places: npt.NDArray[np.int64]
    minutes: Floats


def read_tiles(
    places: Sequence[Place],
    wanted: Sequence[int],
    source: TravelSource,
    mode: Mode,
    tell: Tell | None = None,
) -> list[Tile]:
    """Tiles of the wanted places with their ways on the streets."""
    at = np.array([(p.coordinate.latitude, p.coordinate.longitude) for p in places])
    cut = _cut(at, np.asarray(wanted, np.int64))
    tiles = []
    for number, places_of_tile in enumerate(cut):
        if tell:
            tell(number, len(cut))
        tables = source.tables(
            [places[STATION_PLACE], *(places[p] for p in places_of_tile)], [mode]
        )
        tiles.append(Tile(places_of_tile, both_ways(tables.of(mode)[1:, 1:])))
    return tiles


def _cut(at: Floats, places: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """Halve across the longer side until no tile has too many places."""
    if len(places) <= TILE_PLACES:
        return [places]
    shape = np.array([1.0, np.cos(np.radians(at[places[0], 0]))])
    axis = int(np.argmax(np.ptp(at[places], axis=0) * shape))
    ranked = places[np.argsort(at[places, axis], kind="stable")]
    middle = len(ranked) // 2
    return [*_cut(at, np.sort(ranked[:middle])), *_cut(at, np.sort(ranked[middle:]))]


def legs(tiles: Sequence[Tile], places: int) -> Floats:
    """``(p,)`` minutes from each place to the nearest other one; 0 where there is none."""
    nearest = np.zeros(places)
    for tile in tiles:
        others = tile.minutes + np.diag(np.full(len(tile.places), np.inf))
        near = others.min(axis=1, initial=np.inf)
        nearest[tile.places] = np.where(np.isfinite(near), near, 0.0)
    return nearest
