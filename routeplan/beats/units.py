"""Units: what stays whole when beats are made. Places, blocks, or groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.beats.near_ways import Tile
from routeplan.beats.town import Floats
from routeplan.errors import UsageError
from routeplan.model.inputs import Household, Inputs
from routeplan.phrases import phrase

MOST_UNITS, GROUPED_UNITS = 2000, 1500
"""From more units than the first, groups are made, as many as the second at the most."""
FIRST_MINUTES, FIRST_LOAD = 0.25, 2.0
"""Groups reach so far from their middle, and make so many times the mean work of a unit, at
first; both grow until there are few enough."""
WIDER, FULLER, TRIES = 1.25, 1.05, 60


@dataclass(frozen=True, slots=True)
class Unit:
    """Places (by index) that get one officer; ``at`` is the one that ways are measured from."""

    places: tuple[int, ...]
    at: int


def column_of(inputs: Inputs, column: str) -> dict[str, str]:
    """What each household has in a column of the table; empty cells are left away.

    Raises
    ------
    UsageError
        When all cells are empty, or there is no such column.
    """
    by_household = {h.id: text for h in inputs.households if (text := _cell(h, column))}
    if not by_household:
        raise UsageError(phrase("no household has anything in a column {column!r}", column=column))
    return by_household


def _cell(household: Household, column: str) -> str:
    fields = {"address": household.address, "name": household.name, "note": household.note}
    return fields.get(column) or household.extra.get(column, "")


def blocks(inputs: Inputs, together: Mapping[str, str]) -> list[Unit]:
    """A unit for each place; places are joined where households stay together."""
    first: dict[str, int] = {}
    leader = list(range(len(inputs.places)))
    for household in inputs.households:
        key = together.get(household.id)
        if key is not None:
            other = first.setdefault(key, household.place)
            leader[_root(leader, household.place)] = _root(leader, other)
    places: dict[int, list[int]] = {}
    for place in sorted({household.place for household in inputs.households}):
        places.setdefault(_root(leader, place), []).append(place)
    return [Unit(tuple(members), _middle(inputs, members)) for members in places.values()]


def _root(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _middle(inputs: Inputs, places: Sequence[int]) -> int:
    """The place nearest to the middle of all."""
    if len(places) == 1:
        return places[0]
    at = [inputs.places[place].coordinate for place in places]
    points = np.array([(c.latitude, c.longitude) for c in at])
    away = (points - points.mean(axis=0)) * (1.0, np.cos(np.radians(points[0, 0])))
    return places[int((away**2).sum(axis=1).argmin())]


def grouped(
    units: Sequence[Unit], tiles: Sequence[Tile], load: Floats, officers: Sequence[int]
) -> list[Unit]:
    """Fewer units where there are too many: those near each other on the streets become one.

    Only units of one officer are grouped, so that grouping moves nobody, and only as many as make
    a few times the mean work: beats stay as even as they can be.

    Parameters
    ----------
    load
        ``(u,)`` seconds of work of each unit.
    officers
        Index of the officer that each unit has now, or -1.
    """
    if len(units) <= MOST_UNITS:
        return list(units)
    index = {unit.at: u for u, unit in enumerate(units)}
    mean = float(load.sum()) / GROUPED_UNITS
    groups: list[list[int]] = []
    for step in range(TRIES):
        reach, most = FIRST_MINUTES * WIDER**step, FIRST_LOAD * mean * FULLER**step
        groups = [
            group for tile in tiles for group in _groups(tile, index, load, officers, reach, most)
        ]
        if len(groups) <= GROUPED_UNITS:
            break
    return [
        Unit(tuple(sorted(p for u in group for p in units[u].places)), units[group[0]].at)
        for group in groups
    ]


def _groups(
    tile: Tile,
    index: Mapping[int, int],
    load: Floats,
    officers: Sequence[int],
    reach: float,
    most: float,
) -> list[list[int]]:
    """Units of a tile in groups, each beginning with the one that the others are near to."""
    inside = {k: index[place] for k, place in enumerate(tile.places.tolist()) if place in index}
    groups = []
    while inside:
        first = next(iter(inside))
        leader = inside.pop(first)
        group, total = [leader], float(load[leader])
        for k in np.argsort(tile.minutes[first], kind="stable").tolist():
            if tile.minutes[first, k] > reach:
                break
            unit = inside.get(k)
            if unit is None or officers[unit] != officers[leader] or total + load[unit] > most:
                continue
            group.append(inside.pop(k))
            total += float(load[unit])
        groups.append(group)
    return groups
