"""From a station's households to their officers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from routeplan.beats.beat_search import find_beats
from routeplan.beats.load import stops_a_round, visits_due, work_at_doors
from routeplan.beats.near_ways import legs, read_tiles
from routeplan.beats.start import NOBODY
from routeplan.beats.town import Floats, Ints, Town
from routeplan.beats.unit_neighbours import (
    Neighbours,
    both_ways,
    neighbours,
    pieces,
    within_parts,
)
from routeplan.beats.units import Unit, blocks, grouped
from routeplan.errors import UsageError
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Mode, Officer
from routeplan.phrases import phrase
from routeplan.travel.source import TravelSource

LEAST_PART = 0.25
"""Part of the smallest officer's even load from which homes without a way to others get one."""

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wishes:
    """What the chief asks for.

    Parameters
    ----------
    now
        The officer of each household by their ids, where it has one.
    together
        Households with the same text here get the same officer.
    price, tolerance, seed
        See :class:`~routeplan.beats.town.Town` and :func:`find_beats`.
    """

    now: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, str] = field(default_factory=dict)
    price: float = 5.0
    tolerance: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class BeatGround:
    """Units of a station: work, ways and neighbours, before anybody has them.

    ``unit_of`` is the unit of each household, ``work`` the seconds of each household (``(h,)``),
    ``due`` its visits; ``minutes`` and ``near`` are between units.
    """

    units: Sequence[Unit]
    unit_of: Ints
    work: Floats
    due: Ints
    minutes: Floats
    near: Neighbours


@dataclass(frozen=True)
class MadeBeats:
    """The officer (by index) of each household before (-1: nobody) and after.

    ``cut_off`` are households (by index) that no street leads to from their beat's other ones.
    """

    ground: BeatGround
    before: Ints
    after: Ints
    cut_off: Ints


def usual_mode(officers: Sequence[Officer]) -> Mode:
    """How most officers go, by share."""
    return max(Mode, key=lambda mode: sum(o.share for o in officers if o.mode == mode))


def make_beats(
    inputs: Inputs, source: TravelSource, mode: Mode, wishes: Wishes, tell: Tell | None = None
) -> MadeBeats:
    """Give every household an officer.

    Raises
    ------
    UsageError
        When there are no households.
    """
    if not inputs.households:
        raise UsageError(phrase("there are no households to make beats of"))
    index = {officer.id: o for o, officer in enumerate(inputs.officers)}
    before = np.array(
        [index.get(wishes.now.get(h.id, ""), NOBODY) for h in inputs.households], np.int64
    )
    ground = read_ground(inputs, source, mode, wishes, before, tell)
    shares = np.array([officer.share for officer in inputs.officers])
    kept = _with_ways(ground, shares)
    host = _hosts(inputs, ground, kept)
    town = _town(ground, kept, host, before, shares, wishes)
    owners = np.array(
        find_beats(town, seed=wishes.seed, tell=_telling(tell, phrase("starts of the search")))
    )
    return MadeBeats(
        ground,
        before,
        owners[host[ground.unit_of]],
        np.flatnonzero(~np.isin(ground.unit_of, kept)),
    )


def read_ground(
    inputs: Inputs,
    source: TravelSource,
    mode: Mode,
    wishes: Wishes,
    before: Ints,
    tell: Tell | None = None,
) -> BeatGround:
    """Units, grouped where there are too many, with their work and ways."""
    wanted = sorted({household.place for household in inputs.households})
    tiles = read_tiles(
        inputs.places, wanted, source, mode, _telling(tell, phrase("parts of the town"))
    )
    work = work_at_doors(inputs, legs(tiles, len(inputs.places)))
    units = blocks(inputs, wishes.together)
    unit_of = _unit_of(inputs, units)
    officers = _most_have(unit_of, before, len(units))
    units = grouped(units, tiles, np.bincount(unit_of, work, len(units)), officers)
    unit_of = _unit_of(inputs, units)
    places = [inputs.places[STATION_PLACE], *(inputs.places[unit.at] for unit in units)]
    seconds = source.tables(places, [mode], tell).of(mode)
    due = visits_due(inputs)
    there_and_back = np.where(
        (seconds[0, 1:] == NO_WAY) | (seconds[1:, 0] == NO_WAY), 0, seconds[0, 1:] + seconds[1:, 0]
    )
    work = work + due * there_and_back[unit_of] / stops_a_round(inputs, work)
    minutes = within_parts(both_ways(seconds[1:, 1:]))
    return BeatGround(units, unit_of, work, due, minutes, neighbours(minutes))


def _telling(tell: Tell | None, what: str) -> Callable[[int, int], None] | None:
    return None if tell is None else lambda done, total: tell(done, total, what)


def _unit_of(inputs: Inputs, units: Sequence[Unit]) -> Ints:
    by_place = {place: u for u, unit in enumerate(units) for place in unit.places}
    return np.array([by_place[household.place] for household in inputs.households], np.int64)


def _counted(unit_of: Ints, officers: Ints, shape: tuple[int, int]) -> Ints:
    """``(u, o)`` households of each unit that each officer has."""
    counts = np.zeros(shape, np.int64)
    known = officers != NOBODY
    np.add.at(counts, (unit_of[known], officers[known]), 1)
    return counts


def _most_have(unit_of: Ints, officers: Ints, units: int) -> list[int]:
    """The officer most households of each unit have now, or nobody."""
    counts = _counted(unit_of, officers, (units, int(officers.max(initial=0)) + 1))
    most: list[int] = np.where(counts.any(axis=1), counts.argmax(axis=1), NOBODY).tolist()
    return most


def _with_ways(ground: BeatGround, shares: Floats) -> Ints:
    """The units that beats are made of: all but small parts that no street leads to."""
    load = np.bincount(ground.unit_of, ground.work, len(ground.units))
    parts = sorted(
        pieces(ground.near, range(len(ground.units))), key=lambda part: -load[part].sum()
    )
    least = LEAST_PART * float(shares.min()) * float(load.sum() / shares.sum())
    kept = [p for k, p in enumerate(parts[: len(shares)]) if k == 0 or load[p].sum() >= least]
    return np.array(sorted(unit for part in kept for unit in part), np.int64)


def _hosts(inputs: Inputs, ground: BeatGround, kept: Ints) -> Ints:
    """For each unit the kept one (its number among these) whose officer it gets.

    Itself, or for homes that no street leads to the nearest by the air line.
    """
    places = [inputs.places[unit.at].coordinate for unit in ground.units]
    at = np.array([(place.latitude, place.longitude) for place in places])
    hosts = np.full(len(at), NOBODY)
    hosts[kept] = np.arange(len(kept))
    for unit in np.flatnonzero(hosts == NOBODY).tolist():
        away = (at[kept] - at[unit]) * (1.0, np.cos(np.radians(at[unit, 0])))
        hosts[unit] = (away**2).sum(axis=1).argmin()
    return hosts


def _town(
    ground: BeatGround, kept: Ints, host: Ints, before: Ints, shares: Floats, wishes: Wishes
) -> Town:
    """The kept units as numbers, each with the work of those it is the host of."""
    number = {unit: k for k, unit in enumerate(kept.tolist())}
    home = host[ground.unit_of]
    return Town(
        load=np.bincount(home, ground.work, len(kept)),
        homes=np.bincount(home, minlength=len(kept)),
        minutes=ground.minutes[np.ix_(kept, kept)],
        neighbours=tuple(tuple(number[v] for v in ground.near[unit]) for unit in kept.tolist()),
        shares=shares,
        had=_counted(home, before, (len(kept), len(shares))),
        price=wishes.price,
        tolerance=wishes.tolerance,
    )
