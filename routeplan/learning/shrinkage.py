"""The chance at an hour from few results: Beta-Binomial estimates, each shrunk to the one above.

Of every group of households the chance at an hour is taken to be Beta distributed around what is
known without it, as if from ``strength`` calls; after ``n`` calls there with ``k`` met the mean is
(strength x known + k) / (strength + n). Written as known + sum(result - known) / (strength + n),
it takes results of other hours in as well, at the weight of their nearness: a credibility estimate
with weights (Bühlmann & Straub 1970), for a single hour exactly the Beta-Binomial one (Skellam
1948). From the station down to the household each level begins with what the level above found
(shrinkage: Efron & Morris 1975) and counts the results that only its own households have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.learning.evidence import Floats, Ints
from routeplan.model.learned import CELLS, HOURS

BLOCKS = 2
"""Hours that residents gave are learned apart from the station's: a block of cells for each."""
HALF_HOURS = 3.0
"""A result so many hours off counts half, twice as many a quarter."""
OTHER_DAYS = 0.25
"""A result of a working day counts so much for the weekend, and the other way round."""
LEAST, MOST = 0.02, 0.98
"""Between these every known chance is held: no result is a certainty."""
LEAST_STRENGTH, MOST_STRENGTH = 1.0, 1000.0


@dataclass(frozen=True)
class Level:
    """Households that have something in common.

    Parameters
    ----------
    strength
        How many calls the level above counts for, unless the results tell.
    group
        ``(h,)`` of each household, negative for none.
    of_result
        ``(n,)`` of each result, negative where it tells nothing.
    part, part_of_result
        The finer groups whose own results the next level counts; here those of the others count.
    sharp
        Each hour for itself, see :func:`kernel`: where there are enough results of it.
    estimated
        Whether the results themselves say how strong the level above is.
    """

    name: str
    strength: float
    group: Ints
    of_result: Ints
    part: Ints | None = None
    part_of_result: Ints | None = None
    sharp: bool = False
    estimated: bool = True


@dataclass(frozen=True)
class Estimate:
    """What one level found: the strength used, and the shifts ``(h, BLOCKS * CELLS)`` so far."""

    name: str
    strength: float
    shift: Floats


def kernel(*, sharp: bool) -> Floats:
    """``(c, c)`` how much a result in one cell counts for another one.

    Sharp, each of the station's hours stands for itself; hours given are alike, being set alike.
    """
    if sharp:
        identity, alike, none = np.eye(CELLS), np.ones((CELLS, CELLS)), np.zeros((CELLS, CELLS))
        return np.block([[identity, none], [none, alike]])
    hour = np.arange(HOURS)
    near = 0.5 ** (np.abs(hour[:, None] - hour) / HALF_HOURS)
    days = np.kron([[1, OTHER_DAYS], [OTHER_DAYS, 1]], near)
    return np.kron(np.eye(BLOCKS), days)


def shrunk(
    who: Ints, cell: Ints, as_set: Floats, met: Floats, levels: Sequence[Level], households: int
) -> Iterator[Estimate]:
    """Level by level, what is to be added to the chance as set of each household in each cell.

    Parameters
    ----------
    who, cell, as_set, met
        ``(n,)`` of each result: the household, the cell, the chance as set, and 1 or 0.
    """
    shift = np.zeros((households, BLOCKS * CELLS))
    for level in levels:
        known = np.clip(as_set + shift[who, cell], LEAST, MOST)
        wide = kernel(sharp=level.sharp)
        groups = _ResidualSums(level.of_result, cell, met - known)
        parts = None
        if level.part_of_result is not None:
            inside = np.where(level.of_result >= 0, level.part_of_result, -1)
            parts = _ResidualSums(inside, cell, met - known)
        strength = level.strength
        if level.estimated:
            strength = _strength(level.strength, groups, parts, wide, met - known, known)
        rest, count = groups.of(level.group)
        if parts is not None and level.part is not None:
            sums, own_count = parts.of(np.where(level.group >= 0, level.part, -1))
            rest, count = rest - sums, count - own_count
        shift = shift + (rest @ wide) / (strength + count @ wide)
        yield Estimate(level.name, strength, shift)


class _ResidualSums:
    """Residuals and numbers of results by group and cell."""

    def __init__(self, group: Ints, cell: Ints, residual: Floats) -> None:
        mask = group >= 0
        self.groups = int(group.max(initial=-1)) + 1
        key = group[mask] * BLOCKS * CELLS + cell[mask]
        shape, size = (self.groups, BLOCKS * CELLS), self.groups * BLOCKS * CELLS
        self.rest = np.bincount(key, residual[mask], size).reshape(shape)
        self.count = np.bincount(key, minlength=size).reshape(shape).astype(np.float64)

    def of(self, group: Ints) -> tuple[Floats, Floats]:
        """``(h, c)`` residuals and numbers for each household; 0 for those without results."""
        known = (group >= 0) & (group < self.groups)
        rest, count = (np.zeros((len(group), BLOCKS * CELLS)) for _ in range(2))
        rest[known], count[known] = self.rest[group[known]], self.count[group[known]]
        return rest, count

    def products(self, wide: Floats) -> tuple[float, float]:
        """Of all ordered pairs within groups, a result with itself too, at their nearness."""
        return (
            float(((self.rest @ wide) * self.rest).sum()),
            float(((self.count @ wide) * self.count).sum()),
        )


def _strength(
    usual: float,
    groups: _ResidualSums,
    parts: _ResidualSums | None,
    wide: Floats,
    residual: Floats,
    known: Floats,
) -> float:
    """Prior strength from how alike results of a group are: 1 / correlation - 1.

    The correlation within groups is the mean product of residuals over pairs (Ridout, Demétrio &
    Firth 1999), of different parts where the level has such. The usual strength counts as many
    pairs as would tell it with a standard error of half its size.
    """
    product, pairs = groups.products(wide)
    if parts is not None:
        inner = parts.products(wide)
    else:
        inner = float((residual**2).sum()), float(len(residual))
    variance = float((known * (1 - known)).mean()) if len(known) else 1.0
    usual_correlation = 1 / (1 + usual)
    weight = 4 / usual_correlation**2
    strength, number = (product - inner[0]) / 2 / variance, (pairs - inner[1]) / 2
    correlation = (weight * usual_correlation + strength) / (weight + number)
    least, most = 1 / (1 + MOST_STRENGTH), 1 / (1 + LEAST_STRENGTH)
    return 1 / min(max(correlation, least), most) - 1
