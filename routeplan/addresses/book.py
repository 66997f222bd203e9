"""An address looked up: the one door that it means, or what it may mean and why that is unsure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from routeplan.addresses.street_map.address_extract import ReadAddresses, read_addresses
from routeplan.addresses.street_map.doors import ESTIMATE, SAME_DOOR_METRES, Door, metres_between
from routeplan.addresses.street_map.streets import StreetIndex
from routeplan.addresses.street_map.towns import PlaceBook
from routeplan.addresses.typed.address_readings import (
    AddressReader,
    AddressReading,
    Typed,
    likely_streets,
)
from routeplan.addresses.typed.candidates import FoundAddress, unsure
from routeplan.addresses.words.address_text import composed
from routeplan.addresses.words.slips import is_slip

_SIMILAR_STREETS = 4


@dataclass(frozen=True)
class AddressBook:
    """Streets, their doors, and the towns these are in."""

    streets: StreetIndex
    places: PlaceBook

    @classmethod
    def read(cls, area: Path) -> AddressBook:
        """Every address of an extract.

        Raises
        ------
        RuntimeError
            When osmium cannot read it.
        """
        return cls.of(read_addresses(area))

    @classmethod
    def of(cls, read: ReadAddresses) -> AddressBook:
        """A book of what was read."""
        streets = StreetIndex(read)
        return cls(streets, PlaceBook(read.places, streets.doors))

    @property
    def doors(self) -> Sequence[Door]:
        """Every door of the extract, in its order."""
        return self.streets.doors

    def find(self, address: str) -> FoundAddress:
        """The door of an address as people write it; every word of it has to be understood.

        The street may be abbreviated, and mistyped a little; the number may stand before or behind
        it, and is exact. A town or a postcode has to be the door's.
        """
        typed = Typed(address)
        reader = AddressReader(self.streets, self.places)
        readings = reader.readings(typed)
        sure, slipped = self._agreed(readings), False
        if not any(reading.is_whole for reading in readings):
            slips = list(self._slips(reader, typed))
            sure, slipped = self._agreed(slips), True
            readings = [*readings, *slips]
        doors = self._distinct(self._doors(sure))
        if len(doors) == 1:
            door, rest = doors[0], sure[0].rest
            return FoundAddress(
                door.at(lambda point: self.places.is_tagged(point, rest.places, rest.postcodes)),
                read_as=door.label if slipped or sure[0].street.is_other else "",
                spread_metres=door.spread_metres,
                is_estimate=door.kind == ESTIMATE,
            )
        return unsure(typed, readings, doors, self.streets, self.agrees)

    def _agreed(self, readings: Iterable[AddressReading]) -> list[AddressReading]:
        """The readings that hold: nothing is left over, and a door is where the address says.

        One that takes in another by street and number is better than that.
        """
        whole = [r for r in readings if r.is_whole and any(self.agrees(d, r) for d in r.doors)]
        return [r for r in whole if not any(other.takes_in(r) for other in whole)]

    def _doors(self, readings: Iterable[AddressReading]) -> list[Door]:
        doors = (door for r in readings for door in r.doors if self.agrees(door, r))
        return list(dict.fromkeys(doors))

    def agrees(self, door: Door, reading: AddressReading) -> bool:
        """Whether a door is in the town, and has the postcode, that the address gives."""
        rest = reading.rest
        if rest.words and not self.places.is_empty:
            return False
        if not (rest.places or rest.postcodes):
            return True
        near = self.places.near(door)
        return all(keys & near.places for keys in rest.places) and all(
            self.places.has_postcode(door, code) for code in rest.postcodes
        )

    def _slips(self, reader: AddressReader, typed: Typed) -> Iterator[AddressReading]:
        """Readings by streets whose names are those typed but for one slip."""
        for begin, end in likely_streets(typed):
            text = typed.between(begin, end).strip(" ,.-")
            if self.streets.knows(text):
                continue
            alike = self.streets.alike(text, _SIMILAR_STREETS)
            likely = [street for street, _ in alike if is_slip(text, street.name)]
            if len({composed(street.name) for street in likely}) == 1:
                yield from reader.of_street(typed, likely[0], begin, end)

    def _distinct(self, doors: Sequence[Door]) -> list[Door]:
        """Doors that are not at one spot."""
        apart: list[Door] = []
        for door in doors:
            here = door.coordinate
            if all(metres_between(here, d.coordinate) > SAME_DOOR_METRES for d in apart):
                apart.append(door)
        return apart
