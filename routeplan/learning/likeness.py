"""Whom a household is like: those of its kind, of its street, of its building."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.addresses.words.house import without_flat
from routeplan.addresses.words.street_name import NO_STREET, street_groups, street_name
from routeplan.learning.evidence import Ints
from routeplan.model.inputs import Inputs

BY_PRIORITY = "priority"
"""The column that tells a household's kind unless the settings name another one."""
NOBODY = -1
"""The group of a household that is like no other one."""


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
    streets = [street_name(home.address) for home in homes]
    own_kinds = [kinds.get(home.id, "") for home in homes]
    return Likeness(
        kind=_groups([kind.casefold() for kind in own_kinds], own_kinds.__getitem__),
        street=_groups(
            ["" if group == NO_STREET else group for group in street_groups(streets)],
            streets.__getitem__,
        ),
        building=_groups(
            [home.place for home in homes], lambda first: without_flat(homes[first].address)
        ),
    )


def kinds_of(inputs: Inputs, column: str) -> dict[str, str]:
    """The kind of each household that has one, by its id: what its row has in that column."""
    if column == BY_PRIORITY:
        visits = (*inputs.visits, *inputs.later_visits, *inputs.refused_visits)
        return {visit.household: visit.priority.value for visit in visits}
    return {home.id: home.extra[column] for home in inputs.households if column in home.extra}


def _groups(keys: Sequence[Hashable], name_of: Callable[[int], str]) -> Groups:
    """Numbered in the order in which they come; each is called as its first household calls it."""
    numbers: dict[Hashable, int] = {}
    of = [numbers.setdefault(key, len(numbers)) if key != "" else NOBODY for key in keys]
    first = {number: k for k, number in reversed(list(enumerate(of)))}
    return Groups(
        np.array(of, np.int64), tuple(name_of(first[number]) for number in numbers.values())
    )
