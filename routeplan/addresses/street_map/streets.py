"""The streets of an extract, each with its doors by house number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians

import numpy as np

from routeplan.addresses.street_map.address_extract import ReadAddresses
from routeplan.addresses.street_map.doors import METRES_PER_DEGREE, AddressPoint, Door, doors_of
from routeplan.addresses.words.address_text import Token, composed
from routeplan.addresses.words.house_numbers import NumberKey, keys_of
from routeplan.addresses.words.names import NameIndex, comparable
from routeplan.addresses.words.similar import SimilarNames
from routeplan.model.inputs import Coordinate

_OTHER_NAME_METRES = 300.0
"""A door this near to a way has also the way's other names for its street."""


@dataclass(eq=False, slots=True)
class Street:
    """All doors with one street's name, in every town that has such a street.

    Parameters
    ----------
    name
        As the map writes it, or one of the street's other names.
    numbers
        Empty for a street that nothing has its address in.
    is_other
        Whether it is another name than that in the addresses.
    now
        For a name that a street had once: what it is called today.
    """

    name: str
    numbers: dict[NumberKey, list[Door]] = field(default_factory=lambda: defaultdict(list))
    is_other: bool = False
    now: tuple[str, ...] = ()


class StreetIndex:
    """Finds the names of streets in an address, and those that are spelled alike."""

    def __init__(self, read: ReadAddresses) -> None:
        self._index: NameIndex[Street] = NameIndex()
        self._of: dict[str, Street] = {}
        self.doors = self._add_doors(read.points)
        for name in read.streets:
            self._street(name)
        others = self._other_names(read.other_names)
        self.streets: Sequence[Street] = [*self._of.values(), *others]
        known = {composed(street.name) for street in self.streets}
        self.streets += [
            Street(former, now=tuple(sorted(now)))
            for former, now in read.former_names.items()
            if composed(former) not in known
        ]
        self._comparable: dict[str, list[Street]] = defaultdict(list)
        for street in self.streets:
            self._index.add(street.name, street)
            self._comparable[comparable(street.name)].append(street)
        self._similar = SimilarNames(self._comparable)

    def _street(self, name: str) -> Street:
        return self._of.setdefault(composed(name), Street(name))

    def named(self, name: str) -> Street | None:
        """The street that addresses have by this very name."""
        return self._of.get(composed(name))

    def _add_doors(self, points: Iterable[AddressPoint]) -> tuple[Door, ...]:
        """Group the points by street and number, and each group into doors."""
        by_key: dict[tuple[str, NumberKey], list[AddressPoint]] = defaultdict(list)
        for point in points:
            if keys := keys_of(point.number):
                by_key[composed(point.street), keys[0]].append(point)
        doors: list[Door] = []
        for (_, _), group in by_key.items():
            for door in doors_of(group):
                doors.append(door)
                self._street(door.street).numbers[keys_of(door.number)[0]].append(door)
        self._add_parts(doors)
        return tuple(doors)

    def _add_parts(self, doors: Iterable[Door]) -> None:
        """Let each of several numbers of a door lead to it, where none has that number alone."""
        parts: dict[tuple[str, NumberKey], list[Door]] = defaultdict(list)
        for door in doors:
            for key in keys_of(door.number)[1:]:
                parts[door.street, key].append(door)
        for (name, key), bearers in parts.items():
            numbers = self._street(name).numbers
            if key not in numbers:
                numbers[key] = bearers

    def _other_names(
        self, names_of: Mapping[str, Mapping[str, Sequence[Coordinate]]]
    ) -> list[Street]:
        """A street for each other name, with the doors that bear it."""
        others: dict[tuple[str, str], Street] = {}
        for street in self._of.values():
            along = {
                name: np.array([(at.latitude, at.longitude) for at in points], float)
                for name, points in names_of.get(street.name, {}).items()
                if points
            }
            for key, doors in street.numbers.items():
                for door in doors:
                    near = {n for n, points in along.items() if _is_near(door.coordinate, points)}
                    for name in near | door.names:
                        other = others.setdefault(
                            (street.name, composed(name)), Street(name, is_other=True)
                        )
                        other.numbers[key].append(door)
        return list(others.values())

    def matches(self, cut: Sequence[Token], begin: int) -> Mapping[int, list[Street]]:
        """Streets whose names begin at a token, by the token these end before.

        A name written as the map writes it goes before those that only come to the same, and a
        name in addresses before another name.
        """
        ends: dict[int, list[Street]] = defaultdict(list)
        for end, street in self._index.matches(cut, begin):
            ends[end].append(street)
        return ends

    def knows(self, text: str) -> bool:
        """Whether a text is the name of a street."""
        return comparable(text) in self._comparable

    def alike(self, text: str, most: int, *, in_part: bool = False) -> list[tuple[Street, float]]:
        """Streets whose names are spelled most like a text, with their likeness from 0 to 100.

        Parameters
        ----------
        in_part
            Words that one has and the other lacks, or in another order, count for less.
        """
        likely = self._similar.like(comparable(text), most, in_part=in_part)
        return [(street, score) for name, score in likely for street in self._comparable[name]]


def _is_near(door: Coordinate, points: np.ndarray) -> bool:
    """Whether any of the points, ``(n, 2)`` degrees, is near enough to a door."""
    north, east = ((points - (door.latitude, door.longitude)) * METRES_PER_DEGREE).T
    return bool((np.hypot(north, east * cos(radians(door.latitude))) <= _OTHER_NAME_METRES).any())
