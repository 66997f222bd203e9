"""Travel on streets: snapping with limits, tables row by row, the walk from door to street."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from routeplan.errors import StreetNetworkError
from routeplan.model import NO_WAY, STATION_PLACE, Coordinate, Mode, Place, TravelTables
from routeplan.plan import Leg
from routeplan.travel.osrm_router import Floats, Router, TableRows
from routeplan.travel.source import Journey, Progress, leg_of

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SnapLimits:
    """OSRM puts any point on a street, however far; these say how far is too far, in metres."""

    warn_metres: float = 50.0
    refuse_metres: float = 100.0
    walking_metres_per_second: float = 1.2


class OsrmSource:
    """Streets by OSRM, embedded or on a server."""

    estimate = False

    def __init__(
        self, source: str, router_of: Callable[[Mode], Router], limits: SnapLimits
    ) -> None:
        self.source = source
        self.limits = limits
        self._router_of = router_of
        self._routers: dict[Mode, Router] = {}

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        """Tables by mode; places too far from a street, or cut off, are told in ``off_street``.

        Raises
        ------
        StreetNetworkError
            When the station itself is too far from a street by every mode.
        """
        shape = (len(modes), len(places), len(places))
        seconds, metres = np.full(shape, NO_WAY, np.int32), np.full(shape, NO_WAY, np.int32)
        off_street: dict[tuple[Mode, int], str] = {}
        for m, mode in enumerate(modes):
            off = self._fill(mode, places, seconds[m], metres[m], progress)
            off_street |= {(mode, place): why for place, why in off.items()}
        if modes and all((mode, STATION_PLACE) in off_street for mode in modes):
            raise StreetNetworkError(_lost_station(places[STATION_PLACE].coordinate, self.limits))
        return TravelTables(tuple(modes), seconds, metres, self.source, False, off_street)

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        """Street lines from door to door with their turns; each journey is asked once."""
        asked = sorted({j for j in journeys if j.from_place != j.to_place})
        drawn: dict[Journey, Leg] = {}
        for mode in dict.fromkeys(j.mode for j in asked):
            own = [j for j in asked if j.mode == mode]
            ends = [(places[j.from_place].coordinate, places[j.to_place].coordinate) for j in own]
            for journey, pair, way in zip(own, ends, self._router(mode).ways(ends), strict=True):
                line = (_rounded(pair[0]), *way.line, _rounded(pair[1]))
                drawn[journey] = replace(leg_of(journey, tables, line), turns=way.turns)
        return [drawn[j] if j in drawn else leg_of(j, tables) for j in journeys]

    def far_from_streets(
        self, places: Sequence[Place], modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        """(place, mode, metres) of the places beyond ``warn_metres`` of a street."""
        coordinates = [place.coordinate for place in places]
        return [
            (place, mode, float(snap))
            for mode in modes
            for place, snap in enumerate(self._router(mode).snaps(coordinates))
            if snap > self.limits.warn_metres
        ]

    def close(self) -> None:
        """End the worker processes."""
        for router in self._routers.values():
            router.close()

    def _door_to_door(self, rows: TableRows) -> tuple[Ints, Ints]:
        """Seconds and metres with the walks between doors and streets."""
        walks = rows.from_street + rows.to_street
        far = np.maximum(rows.from_street, rows.to_street) > self.limits.refuse_metres
        seconds = rows.seconds + walks / self.limits.walking_metres_per_second
        return _ceil(seconds, far), _ceil(rows.metres + walks, far)

    def _router(self, mode: Mode) -> Router:
        if mode not in self._routers:
            self._routers[mode] = self._router_of(mode)
        return self._routers[mode]

    def _fill(
        self,
        mode: Mode,
        places: Sequence[Place],
        seconds: Ints,
        metres: Ints,
        progress: Progress | None,
    ) -> dict[int, str]:
        """Fill one mode's tables; return why places are off the streets."""

        def tell(done: int) -> None:
            if progress:
                progress(done, len(places), f"ways by {mode}")

        tell(0)  # the network may have to be built first
        router = self._router(mode)
        points = [place.coordinate for place in places]
        too_far = router.snaps(points) > self.limits.refuse_metres
        why = f"no street within {self.limits.refuse_metres:g} m"
        off = dict.fromkeys(np.flatnonzero(too_far).tolist(), why)
        near = np.flatnonzero(~too_far)
        kept = [points[k] for k in near]
        for first in range(0, len(kept), router.rows_at_once):
            tell(first)
            last = min(first + router.rows_at_once, len(kept))
            block = np.ix_(near[first:last], near)
            seconds[block], metres[block] = self._door_to_door(router.rows(kept, first, last))
        tell(len(places))
        np.fill_diagonal(seconds, 0)
        np.fill_diagonal(metres, 0)
        return off | _cut_off(seconds, near.tolist(), mode)


def _lost_station(at: Coordinate, limits: SnapLimits) -> str:
    return (
        f"the station, at {at.latitude:.5f}, {at.longitude:.5f}, has no street within "
        f"{limits.refuse_metres:g} m: correct latitude and longitude in [station] of "
        "routeplan.toml, or bring the street extract of its area"
    )


def _ceil(values: Floats, far: npt.NDArray[np.bool_]) -> Ints:
    """Whole seconds or metres, rounded up so that a detour is never shorter than the way."""
    rounded = np.ceil(np.round(values, 3))
    return np.where(far | np.isnan(values), NO_WAY, rounded).astype(np.int32)


def _cut_off(seconds: Ints, near: list[int], mode: Mode) -> dict[int, str]:
    return {
        place: f"not connected to the station by {mode}"
        for place in near
        if NO_WAY in (seconds[STATION_PLACE, place], seconds[place, STATION_PLACE])
    }


def _rounded(point: Coordinate) -> tuple[float, float]:
    return round(point.latitude, 6), round(point.longitude, 6)
