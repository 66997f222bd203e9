"""What the visit log has taught about households, as a plan uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HOURS = 24
CELLS = 2 * HOURS
"""The hours of a day from Monday to Friday, then those of a Saturday or Sunday."""
SATURDAY = 5
PARTS = ((0, 10), (10, 12), (12, 14), (14, 17), (17, 24))
"""Parts of the day, by their hours: early, in the morning, at noon, in the afternoon, later."""
LEAST_CHANCE, MOST_CHANCE = 0.05, 0.95
"""However many calls failed, or went well: no door is given up, and none is sure to open."""
STEPS = 20
"""Learned chances are told in twentieths: nobody knows them better, and hours alike become one."""


def cell_of(weekday: int, hour: int) -> int:
    """The cell of an hour of the day; ``weekday`` is 0 on Monday."""
    return HOURS * (weekday >= SATURDAY) + hour


def part_of(cell: int) -> frozenset[int]:
    """The cells of the same part of the day, on a weekday or at the weekend like this one."""
    day, hour = divmod(cell, HOURS)
    first, until = next(part for part in PARTS if part[0] <= hour < part[1])
    return frozenset(range(HOURS * day + first, HOURS * day + until))


def learned_chance(as_set: float, shift: float) -> float:
    """A chance as set, with what was learned added; without any it stays as it is."""
    if not shift:
        return as_set
    return round(STEPS * min(max(as_set + shift, LEAST_CHANCE), MOST_CHANCE)) / STEPS


@dataclass(frozen=True)
class Learned:
    """By household.

    Parameters
    ----------
    entry
        Number of the visit log's last entry at that time: what was learned can be learned again.
    shifts
        ``CELLS`` numbers: what is to be added to the chance as set.
    failed
        The cells in which nobody opened, where the plan avoids them.
    """

    entry: int
    shifts: Mapping[str, tuple[float, ...]] = MappingProxyType({})
    failed: Mapping[str, frozenset[int]] = MappingProxyType({})
