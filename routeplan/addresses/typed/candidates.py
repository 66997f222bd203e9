"""Why an address is unsure, and which addresses of the map it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from routeplan.addresses.street_map.doors import SAME_DOOR_METRES, Door, metres_between
from routeplan.addresses.street_map.streets import Street, StreetIndex
from routeplan.addresses.typed.address_readings import (
    AddressReading,
    Typed,
    likely_streets,
    number_beside,
)
from routeplan.addresses.words.house_numbers import NumberKey, alike, value
from routeplan.model.inputs import Coordinate
from routeplan.phrases import Phrase, phrase

CANDIDATES = 3
_LIKELY = 60.0
"""A street less like the typed one than this is no candidate."""
_SIMILAR = 8
_WITH_THE_NUMBER = 5.0
"""So much more likely is a street that has the number."""
_UNSURE = Phrase("", {})


class FoundAddress(NamedTuple):
    """Where an address is, or what it might be.

    Parameters
    ----------
    coordinate
        None where that is unsure.
    candidates
        Addresses that exist, the likeliest first.
    read_as
        The address that was taken, where the street was written otherwise.
    spread_metres
        How far apart the map's points of this address are.
    is_estimate
        Whether the map has only the numbers before and after it.
    why
        Why it is unsure.
    """

    coordinate: Coordinate | None
    candidates: tuple[str, ...] = ()
    read_as: str = ""
    spread_metres: float = 0.0
    is_estimate: bool = False
    why: Phrase = _UNSURE


Agrees = Callable[[Door, AddressReading], bool]


def unsure(
    typed: Typed,
    readings: Sequence[AddressReading],
    doors: Sequence[Door],
    streets: StreetIndex,
    agrees: Agrees,
) -> FoundAddress:
    """What to say of an address that leads to no door, or to several.

    Parameters
    ----------
    readings
        All of them, those that hold and those that do not.
    doors
        The several doors; none where no reading holds.
    agrees
        Whether a door is in the town that a reading gives.
    """
    if doors:
        why = phrase("the map has {count} doors with this address", count=len(doors))
        return FoundAddress(None, _labels(doors, tell_apart=True), why=why)
    today = [current for reading in readings for current in _today(reading, streets)]
    ranked = sorted(_of_readings(typed, today, agrees), key=lambda ranked_door: ranked_door[0])
    likely = list(dict.fromkeys(door for _, door in ranked))
    if not likely:
        likely = list(_of_streets_alike(typed, streets))
    elsewhere = any(reading.is_whole for reading in readings)
    why = _why(typed, readings, has_streets=bool(ranked))
    return FoundAddress(None, _labels(likely[:CANDIDATES], tell_apart=elsewhere), why=why)


Rank = tuple[bool, int, bool, float, int, str]


def _today(reading: AddressReading, streets: StreetIndex) -> Iterator[AddressReading]:
    """A reading, or those by what its street is called today."""
    if not reading.street.now:
        yield reading
    for name in reading.street.now:
        if street := streets.named(name):
            yield replace(reading, street=street)


def _of_readings(
    typed: Typed, readings: Sequence[AddressReading], agrees: Agrees
) -> Iterator[tuple[Rank, Door]]:
    """Doors of the streets that stand in the address, the smaller rank the likelier.

    The door with the very number comes first, wherever it is; then those in the town given.
    """
    for reading in readings:
        key = number_beside(typed, reading)
        for other, doors in reading.street.numbers.items():
            for door in doors:
                exact = other == key
                same, far = alike(other, key), abs(value(other) - value(key))
                rank = (
                    not exact,
                    -_width(reading),
                    not agrees(door, reading),
                    -same,
                    far,
                    door.label,
                )
                yield rank, door


def _width(reading: AddressReading) -> int:
    """How many words of the address are its street's name."""
    return len(reading.street.name.split())


def _of_streets_alike(typed: Typed, streets: StreetIndex) -> Iterator[Door]:
    """Of each street that is spelled a little like the typed one, its nearest number."""
    best: dict[str, tuple[float, Door]] = {}
    for begin, end in likely_streets(typed):
        text = typed.between(begin, end).strip(" ,.-")
        for street, likeness in streets.alike(text, _SIMILAR, in_part=True):
            if not street.numbers or likeness < _LIKELY:
                continue
            key = number_beside(typed, AddressReading.of_name(street, begin, end))
            likeness += _WITH_THE_NUMBER * (key in street.numbers)
            if likeness > best.get(street.name, (0.0, None))[0]:
                best[street.name] = likeness, _nearest(street, key)
    for _, door in sorted(
        best.values(), key=lambda rated_door: (-rated_door[0], rated_door[1].label)
    ):
        yield door


def _nearest(street: Street, key: NumberKey) -> Door:
    number = min(
        street.numbers, key=lambda k: (-alike(k, key), abs(value(k) - value(key)), len(k), k)
    )
    return street.numbers[number][0]


def _why(typed: Typed, readings: Sequence[AddressReading], *, has_streets: bool) -> Phrase:
    """The reason, by the reading that explains most of the address."""
    if not readings:
        return phrase("the map has no such street")
    best = max(readings, key=lambda r: (r.is_whole, bool(r.doors), r.end - r.begin))
    if best.street.now:
        name, now = best.street.name, best.street.now[0]
        return phrase("{street} is an earlier name of {now}", street=name, now=now)
    if not has_streets:
        return phrase("the map has no house numbers in {street}", street=best.street.name)
    if best.is_whole and best.rest.words:
        text = " ".join(best.rest.words)
        return phrase("the map knows no place called '{text}'", text=text)
    if best.is_whole:
        return phrase("the town or the postcode is another one on the map")
    if not (number := number_beside(typed, best)):
        return phrase("it has no house number")
    if number in best.street.numbers:
        text = " ".join(dict.fromkeys(best.rest.odd))
        return phrase("it is unclear what '{text}' means", text=text)
    text = _shown(number)
    return phrase(
        "the map has no number {number} in {street}", number=text, street=best.street.name
    )


def _shown(number: NumberKey) -> str:
    """A house number in one piece, with a space between digits that are two numbers."""
    text = ""
    for piece in number:
        text += " " * (text[-1:].isdigit() and piece[0].isdigit()) + piece
    return text


def _labels(doors: Sequence[Door], *, tell_apart: bool) -> tuple[str, ...]:
    """Addresses to choose from, with the town, or else the place, where several would be alike."""
    return tuple(dict.fromkeys(_label(door, doors, tell_apart) for door in doors))


def _label(door: Door, doors: Sequence[Door], tell_apart: bool) -> str:
    if not tell_apart:
        return door.label
    others = [d for d in doors if d is not door and d.label == door.label]
    cities = {city for other in others for city in other.cities}
    city = min(door.cities, default="")
    if city and city not in cities:
        return f"{door.label}, {city}"
    here = door.coordinate
    if any(metres_between(here, d.coordinate) > SAME_DOOR_METRES for d in others):
        return phrase(
            "{address} at {latitude:.5f}, {longitude:.5f}",
            address=door.label,
            latitude=here.latitude,
            longitude=here.longitude,
        )
    return door.label
