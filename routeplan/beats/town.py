"""The numbers beats are made from, and how good beats are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Owners = Sequence[int]
"""Index of the officer of each unit."""

SAME = 1e-9
"""Parts of an even load that are no difference."""


@dataclass(frozen=True)
class Town:
    """``u`` units and ``o`` officers.

    Parameters
    ----------
    load
        ``(u,)`` seconds of work.
    homes
        ``(u,)`` households.
    minutes
        ``(u, u)`` minutes of travel, the same both ways; infinite where there is no way.
    neighbours
        The units next to each unit, in rising order; beats are connected by these.
    shares
        ``(o,)`` officers' shares, over 0 to 1.
    had
        ``(u, o)`` households that are the officer's now; those that are nobody's are not counted.
    price
        Minutes that a household must come nearer to its beat's centre to change its officer.
    tolerance
        Part of an even load by which an officer may have more or less.
    """

    load: Floats
    homes: Ints
    minutes: Floats
    neighbours: tuple[tuple[int, ...], ...]
    shares: Floats
    had: Ints
    price: float = 5.0
    tolerance: float = 0.05

    @property
    def units(self) -> int:
        """``u``, how many units there are."""
        return len(self.load)

    @property
    def officers(self) -> int:
        """``o``, how many officers there are."""
        return len(self.shares)

    @cached_property
    def even(self) -> float:
        """Seconds of work of a full officer when all have the same."""
        return max(float(self.load.sum() / self.shares.sum()), 1.0)

    @cached_property
    def due(self) -> list[float]:
        """Seconds of work of each officer when they are even by share."""
        due: list[float] = (self.shares * self.even).tolist()
        return due

    @cached_property
    def changed(self) -> Ints:
        """``(u, o)`` households that would change their officer."""
        changed: Ints = self.had.sum(axis=1, keepdims=True) - self.had
        return changed

    def uneven(self, officer: int, load: float) -> float:
        """How far a load lies outside the tolerance, as a part of the officer's even load."""
        return max(0.0, abs(load / self.due[officer] - 1) - self.tolerance)

    def costs(self, officer: int, centre: int) -> Floats:
        """``(u,)`` what each unit costs in a beat: household minutes to its centre, and changes."""
        costs: Floats = self.homes * self.minutes[centre] + self.price * self.changed[:, officer]
        return costs

    def centre(self, units: Sequence[int]) -> int:
        """The unit that all households of these reach in the fewest minutes."""
        rows = np.asarray(units)
        return int(rows[np.argmin(self.minutes[np.ix_(rows, rows)] @ self.homes[rows])])


@dataclass(frozen=True, order=True)
class Score:
    """Less is better: first evenness, the worst officer first, then household minutes."""

    uneven: tuple[float, ...]
    minutes: float


def score(town: Town, owners: Owners) -> Score:
    """How good beats are, each with its best centre."""
    minutes, uneven = 0.0, []
    for officer, units in enumerate(units_of(town, owners)):
        uneven.append(round(town.uneven(officer, float(town.load[units].sum())), 9))
        if units:
            minutes += float(town.costs(officer, town.centre(units))[units].sum())
    return Score(tuple(sorted(uneven, reverse=True)), round(minutes, 6))


def centres_of(town: Town, owners: Owners, before: Sequence[int]) -> list[int]:
    """The centre of each officer's beat; of one without units the centre it had."""
    beats = zip(units_of(town, owners), before, strict=True)
    return [town.centre(units) if units else centre for units, centre in beats]


def units_of(town: Town, owners: Owners) -> list[list[int]]:
    """The units of each officer."""
    units: list[list[int]] = [[] for _ in range(town.officers)]
    for unit, officer in enumerate(owners):
        units[officer].append(unit)
    return units
