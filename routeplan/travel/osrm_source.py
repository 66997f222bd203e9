"""Travel on streets: where places stand, tables row by row, the walk from door to street."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import (
    MODE_NAMES,
    NO_WAY,
    STATION_PLACE,
    Coordinate,
    Mode,
    Place,
    TravelTables,
)
from routeplan.model.plan import Leg
from routeplan.phrases import phrase
from routeplan.travel import out_of_reach_by_mode
from routeplan.travel.osrm_router import Floats, Router, Spot
from routeplan.travel.out_of_reach_by_mode import NearestOnMap
from routeplan.travel.place_on_street import OverWater, PlacesOnStreets, stand
from routeplan.travel.source import Journey, Progress, leg_of

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SnapLimits:
    """OSRM puts any point on a street, however far; these say how far is too far, in metres."""

    warn_metres: float = 50.0
    refuse_metres: float = 100.0
    walking_metres_per_second: float = 1.2


class OsrmSource:
    """Streets by OSRM, embedded or on a server.

    Parameters
    ----------
    nearest_on_map
        What the map has nearest to each of some points, whoever may use it; None where there is
        no map but a server only.
    over_water
        Whether straight walks lead over water or rails, as the map has it.
    """

    estimate = False

    def __init__(
        self,
        source: str,
        router_of: Callable[[Mode], Router],
        limits: SnapLimits,
        *,
        nearest_on_map: NearestOnMap | None = None,
        over_water: OverWater | None = None,
    ) -> None:
        self.source = source
        self.limits = limits
        self._router_of = router_of
        self._nearest_on_map, self._over_water = nearest_on_map, over_water
        self._routers: dict[Mode, Router] = {}
        self._standings: dict[tuple[Mode, tuple[Place, ...]], PlacesOnStreets] = {}

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        """Tables by mode; ``out_of_reach_by_mode`` says which places are out of reach, and why.

        Raises
        ------
        StreetNetworkError
            When the station itself is too far from a street by every mode.
        """
        shape = (len(modes), len(places), len(places))
        seconds, metres = np.full(shape, NO_WAY, np.int32), np.full(shape, NO_WAY, np.int32)
        for m, mode in enumerate(modes):
            self._fill(mode, places, seconds[m], metres[m], progress)
        standings = {mode: self._standing(mode, places) for mode in modes}
        if modes and all(STATION_PLACE in standing.off for standing in standings.values()):
            raise StreetNetworkError(_lost_station(places[STATION_PLACE].coordinate, self.limits))
        why = out_of_reach_by_mode.reasons(
            places, standings, self.limits.refuse_metres, self._nearest_on_map
        )
        return TravelTables(
            tuple(modes),
            seconds,
            metres,
            self.source,
            False,
            why,
        )

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        """Street lines from door to door with their turns; each journey is asked once.

        The line runs between the spots that the tables' seconds and metres were computed for.
        """
        distinct = sorted({j for j in journeys if j.from_place != j.to_place})
        drawn: dict[Journey, Leg] = {}
        for mode in dict.fromkeys(j.mode for j in distinct):
            spots = self._standing(mode, places).spots
            of_mode = [j for j in distinct if j.mode == mode]
            ends = [(spots[j.from_place].at, spots[j.to_place].at) for j in of_mode]
            for journey, way in zip(of_mode, self._router(mode).ways(ends), strict=True):
                doors = (places[journey.from_place], places[journey.to_place])
                here, there = (_rounded(door.coordinate) for door in doors)
                leg = leg_of(journey, tables, (here, *way.line, there))
                drawn[journey] = replace(leg, turns=way.turns)
        return [drawn[j] if j in drawn else leg_of(j, tables) for j in journeys]

    def far_from_streets(
        self, places: Sequence[Place], modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        """(place, mode, metres) of the places beyond ``warn_metres`` of their street."""
        far = []
        for mode in modes:
            standing = self._standing(mode, places)
            metres = standing.nearest | {p: spot.metres for p, spot in standing.spots.items()}
            beyond = [place for place in metres if metres[place] > self.limits.warn_metres]
            far += [(place, mode, metres[place]) for place in sorted(beyond)]
        return far

    def close(self) -> None:
        """End the worker processes."""
        for router in self._routers.values():
            router.close()

    def _router(self, mode: Mode) -> Router:
        if mode not in self._routers:
            self._routers[mode] = self._router_of(mode)
        return self._routers[mode]

    def _standing(self, mode: Mode, places: Sequence[Place]) -> PlacesOnStreets:
        """Where the places stand by a mode; found once for the same places."""
        key = (mode, tuple(places))
        if key not in self._standings:
            self._standings[key] = stand(
                self._router(mode), places, self.limits.refuse_metres, self._over_water
            )
        return self._standings[key]

    def _fill(
        self,
        mode: Mode,
        places: Sequence[Place],
        seconds: Ints,
        metres: Ints,
        progress: Progress | None,
    ) -> None:
        """Fill one mode's tables."""

        def tell(done: int) -> None:
            if progress:
                progress(done, len(places), phrase("ways by {mode}", mode=MODE_NAMES[mode]))

        tell(0)  # the network may have to be built first
        router = self._router(mode)
        standing = self._standing(mode, places)
        near = np.array(sorted(standing.spots), np.int64)
        spots = [standing.spots[place] for place in near]
        at = [spot.at for spot in spots]
        for first in range(0, len(near), router.rows_at_once):
            tell(first)
            last = min(first + router.rows_at_once, len(near))
            block = np.ix_(near[first:last], near)
            rows = router.table(at[first:last], at)
            walks = _walks(spots[first:last], spots)
            pace = self.limits.walking_metres_per_second
            seconds[block] = _ceil(rows.seconds + walks / pace)
            metres[block] = _ceil(rows.metres + walks)
        tell(len(places))
        np.fill_diagonal(seconds, 0)
        np.fill_diagonal(metres, 0)


def _walks(here: Sequence[Spot], there: Sequence[Spot]) -> Floats:
    """Metres between doors and streets at both ends of each way."""
    return np.add.outer([spot.metres for spot in here], [spot.metres for spot in there])


def _lost_station(at: Coordinate, limits: SnapLimits) -> str:
    return phrase(
        "the station, at {latitude:.5f}, {longitude:.5f}, has no street within "
        "{metres:g} m: correct latitude and longitude in [station] of "
        "routeplan.toml, or bring the street extract of its area",
        latitude=at.latitude,
        longitude=at.longitude,
        metres=limits.refuse_metres,
    )


def _ceil(values: Floats) -> Ints:
    """Whole seconds or metres, rounded up so that a detour is never shorter than the way."""
    rounded = np.ceil(np.round(values, 3))
    return np.where(np.isnan(values), NO_WAY, rounded).astype(np.int32)


def _rounded(point: Coordinate) -> tuple[float, float]:
    return round(point.latitude, 6), round(point.longitude, 6)
