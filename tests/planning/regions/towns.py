"""Towns drawn by a seed, small enough to be planned as one too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from routeplan.model.inputs import (
    Appointment,
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    Priority,
    Shift,
    ShiftBreak,
    Visit,
)
from routeplan.planning.regions.limits import Limits
from tests.stations import DAY, HOUR, MINUTE, MONDAY, inputs_of, shift, visit

SMALL = Limits(visits=0, region_visits=30, region_officers=2)
"""Everything is cut into regions of about thirty visits."""
HOURS = ("", "", "", "Mo-We 08:00-11:00", "Mo,We 12:00-18:00")
Spot = Callable[[Random], tuple[float, float]]
"""Metres east and north of the station, of one place."""


def in_town(random: Random) -> tuple[float, float]:
    return random.uniform(-1500, 1500), random.uniform(-1500, 1500)


def at(east: float, north: float) -> Coordinate:
    """Metres from the station."""
    return Coordinate(60.17 + north / 111_195, 24.94 + east / 55_300)


def town(
    seed: int,
    *,
    homes: int = 90,
    officers: int = 6,
    days: int = 3,
    minutes: int = 10,
    spot: Spot = in_town,
    plain: bool = False,
) -> Inputs:
    """Two homes a place, some with two visits; pairs, skills, a crew, promises.

    ``plain`` leaves only visits that anybody may make at any hour.
    """
    random = Random(seed)
    spots = [at(0, 0), *(at(*spot(random)) for _ in range((homes + 1) // 2))]
    households = [_home(n, spots, "" if plain else random.choice(HOURS)) for n in range(homes)]
    letters = [chr(ord("A") + k) for k in range(officers)]
    visits = [visit(n, random.choice((minutes, 2 * minutes))) for n in range(homes)]
    if not plain:
        visits = [_asking(random, visit, letters, days) for visit in visits]
        visits += [
            visit(n, minutes, id=f"again{n}", least_days_between=1) for n in range(0, homes, 15)
        ]
    whole = inputs_of(
        households,
        visits,
        _shifts(letters, days, crew=not plain),
        days=days,
        officers=[_officer(letter, k) for k, letter in enumerate(letters)],
    )
    places = tuple(Place(coordinate, f"Street {p}") for p, coordinate in enumerate(spots))
    return replace(whole, places=places)


def _home(number: int, spots: Sequence[Coordinate], hours: str) -> Household:
    place = 1 + number // 2
    return Household(
        f"h{number}", f"Resident {number}", f"Street {place}", spots[place], place, hours
    )


def _asking(random: Random, plain: Visit, letters: Sequence[str], days: int) -> Visit:
    """Some visits ask for more than anybody at any time."""
    kind = random.randrange(12)
    more: dict[str, Any] = {}
    if kind == 0:
        more = {"officers_needed": 2}
    elif kind == 1:
        more = {"skills": frozenset({"sign"})}
    elif kind == 2:
        more = {"given_to": random.choice(letters)}
    elif kind == 3:
        more = {"preferred_officer": random.choice(letters)}
    elif kind == 4:
        more = {"priority": Priority.MUST}
    elif kind == 5 and random.random() < 0.5:
        on = MONDAY.replace(day=MONDAY.day + random.randrange(days)) if MONDAY.day < 28 else MONDAY
        more = {"appointment": Appointment(on, HOUR * random.randint(9, 14), 30 * MINUTE)}
    return replace(plain, **more)


def _officer(letter: str, k: int) -> Officer:
    return Officer(letter, f"Officer {letter}", Mode.BIKE, _skills(k))


def _skills(k: int) -> frozenset[str]:
    return frozenset({"sign"}) if k % 3 == 0 else frozenset()


def _shifts(letters: Sequence[str], days: int, *, crew: bool) -> list[Shift]:
    """Everybody every day, half of them late; the last two are a crew on the first day."""
    found = []
    for day in range(days):
        for k, letter in enumerate(letters):
            begin = (8 if k % 2 else 10) * HOUR
            noon = DAY * day + 12 * HOUR
            pause = ShiftBreak(noon, noon + 2 * HOUR, HOUR // 2)
            more = {"mode": Mode.BIKE, "skills": _skills(k), "pause": pause}
            found.append(shift(letter, day, begin, begin + 7 * HOUR, **more))
    if crew and len(letters) > 2:
        last = letters[-2:]
        both = "".join(last)
        alone = [shift for shift in found if shift.day or shift.officers[0] not in last]
        found = [shift(both, 0, 8 * HOUR, 15 * HOUR, mode=Mode.BIKE), *alone]
    return found
