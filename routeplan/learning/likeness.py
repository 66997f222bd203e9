"""Whom a household is like: those of its kind, of its street, of its building."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.learning.evidence import Ints
from routeplan.model.inputs import Inputs

BY_PRIORITY = "priority"
"""The column that tells a household's kind unless the settings name another one."""
NOBODY = -1
"""The group of a household that is like no other one."""
_STREET = re.compile(r"[^\W\d_][^\d,]*")
"""The first words of an address: ``Street 5 A 12``, ``12 High Street, Town``, ``中山路12号``."""
_NUMBER = re.compile(r"\D+\d+\w?")


@dataclass(frozen=True)
class Groups:
    """One way of being alike: ``of`` is ``(h,)`` the group of each household, or ``NOBODY``."""

    of: Ints
    names: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """The groups of the households, in their order."""

    kind: Groups
    street: Groups
    building: Groups


def likeness(inputs: Inputs, kinds: Mapping[str, str]) -> Likeness:
    """Kinds as given, by household; streets by the words of addresses; buildings by places."""
    homes = inputs.households
    own_kinds = [kinds.get(home.id, "") for home in homes]
    streets = [street_of(home.address) for home in homes]
    return Likeness(
        kind=_groups([kind.casefold() for kind in own_kinds], own_kinds),
        street=_groups([street.casefold() for street in streets], streets),
        building=_groups(
            [home.place for home in homes], [building_of(home.address) for home in homes]
        ),
    )


def kinds_of(inputs: Inputs, column: str) -> dict[str, str]:
    """The kind of each household that has one, by its id: what its row has in that column."""
    if column == BY_PRIORITY:
        visits = (*inputs.visits, *inputs.later_visits, *inputs.refused_visits)
        return {visit.household: visit.priority.value for visit in visits}
    return {home.id: home.extra[column] for home in inputs.households if column in home.extra}


def street_of(address: str) -> str:
    """The street's name in an address, empty where it has none."""
    words = _STREET.search(unicodedata.normalize("NFKC", address))
    return words[0].strip() if words else ""


def building_of(address: str) -> str:
    """The address down to its first number: without staircase and flat."""
    number = _NUMBER.match(address)
    return number[0] if number else address


def _groups(keys: Sequence[Hashable], names: Sequence[str]) -> Groups:
    """Numbered in the order in which they come; each is called as its first household calls it."""
    numbers: dict[Hashable, int] = {}
    of = [numbers.setdefault(key, len(numbers)) if key != "" else NOBODY for key in keys]
    first = {number: name for number, name in reversed(list(zip(of, names, strict=True)))}
    return Groups(np.array(of, np.int64), tuple(first[number] for number in numbers.values()))
