"""Tiny stations whose numbers can be worked out by hand.

Places stand on one street, ``MINUTES_APART`` minutes on foot from each other, the station at its
begin: from place ``a`` to place ``b`` it is ``|a - b| * MINUTES_APART`` minutes and 80 metres a
minute. Household ``h3`` lives at place 3, and its visit is ``v3``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    PlanCalendar,
    Policy,
    Shift,
    Station,
    TravelTables,
    Visit,
)
from routeplan.model.plan import Leg
from routeplan.travel.source import Journey, Progress, leg_of

ZONE = ZoneInfo("Europe/Helsinki")
MONDAY = date(2026, 11, 30)
MINUTE, HOUR, DAY = 60, 3600, 86_400
MINUTES_APART = 2
METRES_A_MINUTE = 80


def coordinate_of(place: int) -> Coordinate:
    """Where a place stands: east along the street."""
    return Coordinate(60.17, 24.94 + 0.002 * place)


def household(number: int, availability: str = "", **more: Any) -> Household:
    """Household ``h<number>`` at place ``number`` unless ``place`` says otherwise."""
    place = more.pop("place", number)
    fields: dict[str, Any] = {
        "id": f"h{number}",
        "name": f"Resident {number}",
        "address": f"Street {place}",
        "coordinate": coordinate_of(place),
        "place": place,
        "availability": availability,
        "row": number + 1,
    }
    return Household(**(fields | more))


def visit(number: int, minutes: int = 10, **more: Any) -> Visit:
    """Visit ``v<number>`` on household ``h<number>``."""
    fields = {"id": f"v{number}", "household": f"h{number}", "seconds": MINUTE * minutes}
    return Visit(**(fields | more))


def officer(letter: str, **more: Any) -> Officer:
    """Officer ``A``, ``B``, ... on foot."""
    return Officer(**({"id": letter, "name": f"Officer {letter}", "mode": Mode.FOOT} | more))


def shift(
    officers: str = "A", day: int = 0, begin: int = 9 * HOUR, end: int = 17 * HOUR, **more: Any
) -> Shift:
    """A shift of one officer, or of a crew (``"AB"``); begin and end are times of that day."""
    fields: dict[str, Any] = {
        "id": f"{'+'.join(officers)}/{day}",
        "officers": tuple(officers),
        "day": day,
        "mode": Mode.FOOT,
        "begin": DAY * day + begin,
        "end": DAY * day + end,
    }
    return Shift(**(fields | more))


def inputs_of(
    households: Sequence[Household],
    visits: Sequence[Visit],
    shifts: Sequence[Shift],
    *,
    days: int = 1,
    policy: Policy | None = None,
    officers: Sequence[Officer] = (),
    refused: Sequence[Visit] = (),
) -> Inputs:
    """A station of these; officers follow from the shifts unless given."""
    letters = sorted({letter for shift in shifts for letter in shift.officers})
    last = max((household.place for household in households), default=0)
    return Inputs(
        station=Station("Street Station", coordinate_of(0)),
        calendar=PlanCalendar(MONDAY, days, ZONE),
        policy=policy or Policy(),
        households=tuple(households),
        officers=tuple(officers) or tuple(officer(letter) for letter in letters),
        visits=tuple(visits),
        shifts=tuple(shifts),
        places=tuple(Place(coordinate_of(p), f"Street {p}") for p in range(last + 1)),
        refused_visits=tuple(refused),
    )


def street_tables(inputs: Inputs, minutes_apart: Mapping[Mode, int] | None = None) -> TravelTables:
    """The street's travel times for the modes the shifts use, all at walking pace unless given."""
    modes = inputs.modes or (Mode.FOOT,)
    along = np.arange(len(inputs.places))
    apart = np.abs(along[:, None] - along[None, :])
    pace = [(minutes_apart or {}).get(mode, MINUTES_APART) for mode in modes]
    metres = apart * MINUTES_APART * METRES_A_MINUTE
    return TravelTables(
        modes=modes,
        seconds=np.array([apart * MINUTE * minutes for minutes in pace]).astype(np.int32),
        metres=np.broadcast_to(metres, (len(modes), *apart.shape)).astype(np.int32),
        source="streets",
    )


class Street:
    """The street as a travel source; it draws each way straight from door to door."""

    source = "streets"
    estimate = False

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        return street_tables(self.inputs)

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        return [leg_of(journey, tables, _line(places, journey)) for journey in journeys]

    def far_from_streets(
        self, places: Sequence[Place], modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        return []

    def close(self) -> None:
        pass


def _line(places: Sequence[Place], journey: Journey) -> tuple[tuple[float, float], ...]:
    ends = (places[journey.from_place].coordinate, places[journey.to_place].coordinate)
    return tuple((end.latitude, end.longitude) for end in ends)
