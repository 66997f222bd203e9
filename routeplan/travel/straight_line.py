"""Straight lines: an estimate, used only when asked for, and said on every page.

Rounds ordered by straight lines walk 6-17 % more than needed and are predicted 20-60 % too short,
so this is for trying things out where no street extract is at hand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routeplan.model.inputs import Mode, Place, TravelTables
from routeplan.model.places import EARTH_RADIUS_METRES
from routeplan.model.plan import Leg
from routeplan.phrases import phrase
from routeplan.travel.source import Journey, Progress, leg_of

METRES_PER_SECOND = {Mode.FOOT: 1.2, Mode.BIKE: 4.0, Mode.CAR: 7.0}
"""Speeds over the ground in a town."""


class StraightLine:
    """Great-circle distances at a steady speed per mode, the same both ways."""

    source = "straight-line estimate"
    estimate = True

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        """Metres along the great circle, seconds rounded up."""
        metres = great_circle_metres(places)
        seconds = [np.ceil(metres / METRES_PER_SECOND[mode]) for mode in modes]
        if progress:
            progress(1, 1, phrase("straight lines"))
        shape = (len(modes), len(places), len(places))
        return TravelTables(
            modes=tuple(modes),
            seconds=np.array(seconds).reshape(shape).astype(np.int32),
            metres=np.broadcast_to(np.ceil(metres), shape).astype(np.int32),
            source=self.source,
            estimate=True,
        )

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        """Straight lines from door to door, without turns."""
        return [
            leg_of(journey, tables, _line(places, journey))
            if journey.from_place != journey.to_place
            else leg_of(journey, tables)
            for journey in journeys
        ]

    def far_from_streets(
        self, _places: Sequence[Place], _modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        """Straight lines know no streets."""
        return []

    def close(self) -> None:
        """Nothing is held open."""


def _line(places: Sequence[Place], journey: Journey) -> tuple[tuple[float, float], ...]:
    ends = (places[journey.from_place].coordinate, places[journey.to_place].coordinate)
    return tuple((round(end.latitude, 6), round(end.longitude, 6)) for end in ends)


def great_circle_metres(
    places: Sequence[Place],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """``(p, p)`` metres between places by the haversine formula."""
    degrees = [(p.coordinate.latitude, p.coordinate.longitude) for p in places]
    latitude, longitude = np.radians(np.array(degrees).reshape(len(degrees), 2)).T
    half_chord = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None])
        * np.cos(latitude)
        * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    metres: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = (
        2 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(np.clip(half_chord, 0, 1)))
    )
    return metres
