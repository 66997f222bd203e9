"""Beats before and after, told by officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.beats.make_beats import MadeBeats
from routeplan.beats.start import NOBODY
from routeplan.beats.town import Ints
from routeplan.beats.unit_neighbours import pieces


@dataclass(frozen=True, slots=True)
class Beat:
    """One officer's beat.

    ``seconds`` of visits due and expected travel; ``of_even`` compares them with what is due by
    share (1.0). ``to_centre`` is the mean of households' minutes to the beat's middle, of those
    that have a way there. ``pieces`` counts its parts on the streets.
    """

    households: int
    visits: int
    seconds: int
    of_even: float
    to_centre: float
    pieces: int


@dataclass(frozen=True, slots=True)
class Change:
    """One officer's beat before and after, and households that came and went."""

    before: Beat
    after: Beat
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All beats before and after.

    ``changed`` households got another officer than they had; ``new`` ones had nobody.
    """

    officers: tuple[Change, ...]
    changed: int
    new: int

    @property
    def spread(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Least and most work of an even share, before and after."""
        before = [change.before.of_even for change in self.officers]
        after = [change.after.of_even for change in self.officers]
        return (min(before), max(before)), (min(after), max(after))


def compare(made: MadeBeats, shares: Sequence[float]) -> Comparison:
    """Every officer's beat before and after, in the table's order."""
    had, differ = made.before != NOBODY, made.before != made.after
    changes = tuple(
        Change(
            _beat(made, made.before == officer, share, float(sum(shares))),
            _beat(made, made.after == officer, share, float(sum(shares))),
            came=int(np.sum(differ & (made.after == officer))),
            went=int(np.sum(differ & (made.before == officer))),
        )
        for officer, share in enumerate(shares)
    )
    return Comparison(changes, int(np.sum(had & differ)), int(np.sum(~had)))


def _beat(made: MadeBeats, is_its: np.ndarray[tuple[int], np.dtype[np.bool_]], share: float,
          shares: float) -> Beat:  # fmt: skip
    ground = made.ground
    seconds = float(ground.work[is_its].sum())
    due = max(float(ground.work.sum()), 1.0) * share / shares
    homes = np.bincount(ground.unit_of[is_its], minlength=len(ground.units))
    units = np.flatnonzero(homes)
    return Beat(
        households=int(is_its.sum()),
        visits=int(ground.due[is_its].sum()),
        seconds=round(seconds),
        of_even=seconds / due,
        to_centre=_to_centre(made, units, homes),
        pieces=len(pieces(ground.near, units.tolist())),
    )


def _to_centre(made: MadeBeats, units: Ints, homes: Ints) -> float:
    """Mean minutes of the households that have a way to their centre."""
    if not len(units):
        return 0.0
    largest = max(pieces(made.ground.near, units.tolist()), key=lambda piece: homes[piece].sum())
    reach = made.ground.minutes[np.ix_(largest, units)]
    ways = np.where(np.isfinite(reach), reach, 0.0) @ homes[units]
    best = int(ways.argmin())
    with_way = homes[units][np.isfinite(reach[best])].sum()
    return float(ways[best] / with_way)


def borders(made: MadeBeats) -> frozenset[tuple[int, int]]:
    """Officers whose beats are next to each other on the streets, lower index first."""
    owner = np.full(len(made.ground.units), NOBODY)
    owner[made.ground.unit_of] = made.after
    pairs = {
        (int(owner[unit]), int(owner[other]))
        for unit, near in enumerate(made.ground.near)
        for other in near
    }
    return frozenset((a, b) for a, b in pairs if a < b)
