"""From the visit log to what a plan uses: learned chances, failed hours, lengths of visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from routeplan.hours.windows import avoiding, intervals, longest_window, without
from routeplan.learning.as_set import AsSet
from routeplan.learning.evidence import Bools, Evidence, Floats, Ints, KnownCalls, calls_of
from routeplan.learning.lengths import Lengths, lengths
from routeplan.learning.likeness import Likeness, likeness
from routeplan.learning.shrinkage import Estimate, Level, shrunk
from routeplan.model.inputs import Inputs, Visit
from routeplan.model.learned import CELLS, PARTS, Learned, cell_of, part_of

STATION, KIND, STREET, BUILDING, HOUSEHOLD = "station", "kind", "street", "building", "household"
STATION_STRENGTH = 30.0
KIND_STRENGTH, STREET_STRENGTH, BUILDING_STRENGTH, HOUSEHOLD_STRENGTH = 50.0, 30.0, 10.0, 4.0
MINUTE, HOUR = 60, 3600
MANY_CALLS = 3
"""After so many calls in vain, in a row, parts of the day that were tried least come first."""


@dataclass(frozen=True)
class Learning:
    """What was learned, and from what: for plans, and to be shown.

    Parameters
    ----------
    calls
        Those at doors, of which ``counted`` ``(n,)`` count for the chance: at a time that is known
        and was not promised, within visiting hours or hours given.
    cell, as_set
        ``(n,)`` of each call: see :mod:`.shrinkage`; only where it counts.
    found
        The levels, from the station down.
    evidence, kinds
        What it was learned from.
    """

    inputs: Inputs
    evidence: Evidence
    kinds: Mapping[str, str]
    alike: Likeness
    settings: AsSet
    calls: KnownCalls
    counted: Bools
    cell: Ints
    as_set: Floats
    found: tuple[Estimate, ...]
    lengths: Lengths

    @property
    def entry(self) -> int:
        """The number of the visit log's last entry."""
        return self.evidence.entry

    def shift(self) -> Floats:
        """``(h, CELLS)`` of each household, at the hours that it is called on."""
        block = self.settings.block_of()[:, None] * CELLS + np.arange(CELLS)
        shifts: Floats = np.take_along_axis(self.found[-1].shift, block, axis=1)
        return shifts


def learn(inputs: Inputs, evidence: Evidence, kinds: Mapping[str, str], usual: int) -> Learning:
    """What the calls of the log teach about the households of ``inputs``.

    Parameters
    ----------
    kinds
        The kind of each household that has one, by its id.
    usual
        Seconds of a visit of which the tables give no length.
    """
    homes = inputs.households
    calls = calls_of(evidence, {home.id: number for number, home in enumerate(homes)})
    first_day = inputs.calendar.first_day
    settings = AsSet(
        inputs.policy,
        [home.availability for home in homes],
        first_day - timedelta(days=first_day.weekday()),
    )
    alike = likeness(inputs, kinds)
    counted, cell, as_set = called_cells(settings, calls)
    used = calls.where(counted)
    estimates = shrunk(
        used.who,
        cell[counted],
        as_set[counted],
        used.met.astype(float),
        _levels(used, alike),
        len(homes),
    )
    return Learning(
        *(inputs, evidence, kinds, alike, settings, calls, counted, cell, as_set),
        found=tuple(estimates),
        lengths=lengths(calls, alike.kind, usual),
    )


def with_learned(learning: Learning) -> Inputs:
    """The inputs with what was learned in them."""
    inputs = learning.inputs
    ids = [home.id for home in inputs.households]
    shift = learning.shift().round(4)
    taught = np.flatnonzero(shift.any(axis=1)).tolist()
    learned = Learned(
        entry=learning.entry,
        shifts={ids[h]: tuple(shift[h].tolist()) for h in taught},
    )
    inputs = replace(inputs, learned=learned)
    if learning.lengths.visits:
        lengths_of = (learning.lengths.households.tolist(), learning.lengths.spreads.tolist())
        lasting = dict(zip(ids, zip(*lengths_of, strict=True), strict=True))
        visits = tuple(
            _lasting(visit, *lasting[visit.household], inputs) for visit in inputs.visits
        )
        inputs = replace(inputs, visits=visits)
    return avoiding(inputs, {ids[h]: cells for h, cells in _failed(learning.calls).items()})


def called_cells(settings: AsSet, calls: KnownCalls) -> tuple[Bools, Ints, Floats]:
    """``(n,)`` which calls count for the chance, the cell of each, and its chance as set."""
    block, as_set = settings.of(calls.who, calls.weekday, calls.at)
    counted = (calls.at >= 0) & ~calls.promised & ~np.isnan(as_set)
    return counted, CELLS * block + cells_of(calls), as_set


def cells_of(calls: KnownCalls) -> Ints:
    """``(n,)`` the cell of each call; that of midnight where nobody knows its time."""
    table = np.array([[cell_of(weekday, hour) for hour in range(24)] for weekday in range(7)])
    cells: Ints = table[calls.weekday, np.maximum(calls.at, 0) // HOUR]
    return cells


def _levels(calls: KnownCalls, alike: Likeness) -> list[Level]:
    """From all that the station was told down to the household itself."""
    who = calls.who
    homes = np.arange(len(alike.kind.of))
    everybody = np.zeros(len(homes), np.int64)
    same_person = np.where(calls.same, who, -1)
    kind, street, building = alike.kind.of, alike.street.of, alike.building.of
    return [
        Level(STATION, STATION_STRENGTH, everybody, everybody[who], sharp=True, estimated=False),
        Level(KIND, KIND_STRENGTH, kind, kind[who], homes, same_person),
        Level(STREET, STREET_STRENGTH, street, street[who], building, building[who]),
        Level(BUILDING, BUILDING_STRENGTH, building, building[who], homes, same_person),
        Level(HOUSEHOLD, HOUSEHOLD_STRENGTH, homes, same_person),
    ]


def _failed(calls: KnownCalls) -> dict[int, tuple[frozenset[int], ...]]:
    """By household whose last call was in vain: the cells to avoid, then fewer of them.

    At first the part of the day of that call. After some calls in vain, all parts that were tried
    more often than another one.
    """
    tries: dict[int, list[frozenset[int]]] = {}
    cells = cells_of(calls)
    for k, who in enumerate(calls.who.tolist()):
        if calls.met[k] or not calls.same[k]:
            tries.pop(who, None)
        else:
            part = part_of(int(cells[k])) if calls.at[k] >= 0 else frozenset()
            tries.setdefault(who, []).append(part)
    return {who: _to_avoid(parts) for who, parts in tries.items() if parts[-1]}


def _to_avoid(parts: list[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Of the parts of the day tried one after the other: those tried most, or the last one."""
    last = parts[-1]
    if len(parts) < MANY_CALLS:
        return (last,)
    count = Counter(parts)
    fewest = min(count.values()) if len(count) == len(PARTS) else 0
    often = frozenset().union(*(part for part, times in count.items() if times > fewest))
    return (often | last, last)


def _lasting(visit: Visit, seconds: float, spread: float, inputs: Inputs) -> Visit:
    """As long as was learned, where the tables give no length; no longer than a window given.

    What lengths vary by is learned in any case.
    """
    visit = replace(visit, length_spread=round(spread, 4))
    if visit.seconds_given:
        return visit
    learned = max(round(seconds / MINUTE), 1) * MINUTE
    if learned > visit.seconds and (hours := inputs.household(visit.household).availability):
        learned = max(min(learned, _longest(hours, inputs)), visit.seconds)
    return replace(visit, seconds=learned)


def _longest(hours: str, inputs: Inputs) -> int:
    quiet = inputs.policy.quiet_hours
    taken = intervals(quiet, inputs.calendar) if quiet else ()
    return longest_window(without(intervals(hours, inputs.calendar), taken))
