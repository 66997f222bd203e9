"""What every travel source answers: tables between places, and the ways behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from routeplan.model.inputs import Mode, Place, TravelTables
from routeplan.model.plan import Leg

Progress = Callable[[int, int, str], None]
"""Told (done, total, what) while tables are computed."""


class Journey(NamedTuple):
    """From place to place (indices) by a mode."""

    mode: Mode
    from_place: int
    to_place: int


class TravelSource(Protocol):
    """Streets, a street server, or straight lines."""

    source: str
    estimate: bool

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        """Seconds and metres between all places."""
        ...

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        """Street line and turns of each journey, with the tables' seconds and metres."""
        ...

    def far_from_streets(
        self, places: Sequence[Place], modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        """(place, mode, metres) of the places that stand farther from a street than usual."""
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


def leg_of(
    journey: Journey, tables: TravelTables, line: tuple[tuple[float, float], ...] = ()
) -> Leg:
    """A leg with the tables' figures; nothing to draw inside one place."""
    mode = tables.modes.index(journey.mode)
    seconds = int(tables.seconds[mode, journey.from_place, journey.to_place])
    metres = int(tables.metres[mode, journey.from_place, journey.to_place])
    return Leg(seconds, metres, line)
