"""One search: its arrays, its random state, and running it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import (
    FAR,
    NEVER,
    NONE,
    Best,
    Instance,
    Routes,
    SearchArrays,
    Tuning,
    Undo,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.construct import construct
from routeplan.engines.ruin_recreate.kernels.search import run, save_best
from routeplan.engines.ruin_recreate.kernels.times import retime
from routeplan.engines.ruin_recreate.kernels.xorshift import random_state
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.problem.solution import ShiftChoice

DOWNHILL = 1e-9
"""A temperature at which nothing worse is accepted."""
NOTHING_WORSE = 60.0
"""Seconds: the typical worsening where no move of the sample made anything worse."""
CHEAPEST = 1.0
"""Seconds: what a visit costs at least, where all are at one place."""


class Search(SearchArrays):
    """The arrays of one search and its random state, with what is done with them."""

    __slots__ = ()

    @property
    def arrays(self) -> SearchArrays:
        """The same, as the kernels take it: they are compiled for that class."""
        return SearchArrays(*self)

    @property
    def best_value(self) -> tuple[int, int]:
        """(promises missed, cost) of the best so far."""
        tally = self.routes.tally
        return int(tally[a.BEST_MISSED]), int(tally[a.BEST_COST])

    @property
    def visits_in(self) -> int:
        """How many visits the best so far makes."""
        return int(self.routes.tally[a.BEST_ROUTED])

    @property
    def iterations(self) -> int:
        """How many have been made."""
        return int(self.routes.tally[a.ITERATION])

    @property
    def share_left_out(self) -> float:
        """Of the visits, how many are on no route now."""
        return int(self.routes.tally[a.ABSENT]) / len(self.instance.worth)

    @property
    def cost_per_visit(self) -> float:
        """The objective now for each visit, without what the visits made cost on any shift."""
        inst = self.instance
        made = self.routes.absent_at == NONE
        inevitable = int(inst.least_fee.min(axis=1)[made].sum())
        cost = int(self.routes.tally[a.COST_NOW]) - inevitable
        return max(CHEAPEST, cost / len(inst.worth))

    @property
    def share_of_ends(self) -> float:
        """How much of what visits cost is ways from and to the station."""
        routes, clients, shifts = self.routes, len(self.instance.visit), len(self.instance.shift)
        used = clients + np.flatnonzero(routes.stops)
        last = routes.prev[used + shifts]
        ways = int(routes.node[used, a.ARC].sum() + routes.node[last, a.ARC].sum())
        return ways / (self.cost_per_visit * len(self.instance.worth))

    @property
    def spare_shifts(self) -> float:
        """How many more of its shifts are in use than their loads ask for, as a share of those.

        0 where one would hold them all, as where there are no capacities.
        """
        used = np.flatnonzero(self.instance.changeable)
        used = used[self.routes.stops[used] > 0]
        full = int(self.instance.shift[used, a.MAX_LOAD].max(initial=1))
        needed = math.ceil(int(self.routes.load[used].sum()) / full)
        return len(used) / needed - 1.0 if needed > 1 else 0.0

    def run(
        self,
        iterations: int,
        temperature: float,
        full_shift: float = 0.0,
        changes: a.Floats | None = None,
    ) -> None:
        """Some iterations at one temperature.

        Parameters
        ----------
        full_shift
            Seconds that a full shift is worth to the search, beside the objective. One that is half
            full is worth a quarter of that.
        """
        self.work.full_shift[0] = full_shift
        noted = np.zeros(0) if changes is None else changes
        run(self.arrays, iterations, temperature, noted)

    def sample(self, iterations: int) -> float:
        """Search downhill for a while; return the median worsening of the moves tried, in seconds.

        Where visits are optional, moves differ by far more than the length of an arc.
        """
        changes = np.zeros(iterations)
        self.run(iterations, DOWNHILL, changes=changes)
        worse = changes[(changes > 0) & (changes < FAR)]
        return float(np.median(worse)) if len(worse) else NOTHING_WORSE


def new_search(
    instance: Instance,
    tuning: Tuning,
    seed: int,
    stream: int,
    start: Sequence[ShiftChoice] | None,
) -> Search:
    """A search with its first routes: those of ``start`` as far as they fit, then greedy."""
    search = bare_search(instance, tuning, seed, stream)
    if start is not None:
        place_start(instance, search.routes, start)
    construct(search.arrays)
    save_best(instance, search.routes, search.best)
    return search


def bare_search(instance: Instance, tuning: Tuning, seed: int, stream: int) -> Search:
    """A search whose shifts are all empty."""
    search = Search(
        instance,
        empty_routes(instance),
        _no_best(instance),
        _no_undo(instance),
        _scratch(instance),
        tuning,
        random_state(seed, stream),
    )
    for s in range(len(instance.shift)):
        retime(instance, search.routes, s)
    return search


def empty_routes(inst: Instance) -> Routes:
    """Routes without a visit: every visit is absent. Times are not set yet."""
    n, c, s = len(inst.worth), len(inst.visit), len(inst.shift)
    nodes = c + 2 * s
    starts, ends = np.arange(c, c + s), np.arange(c + s, nodes)
    following, previous = np.full((2, nodes), NONE, np.int32)
    following[starts], previous[ends] = ends, starts
    node = np.zeros((nodes, a.NODE_COLUMNS), np.int32)
    node[:c, a.PIN_FIRST] = NONE
    for side in (starts, ends):
        node[side, a.PIN_FIRST] = inst.shift[:, a.BEGIN]
        node[side, a.PIN_LAST] = inst.shift[:, a.END]
    has_break = inst.shift[:, a.BREAK_SECONDS] > 0
    node[starts, a.EARLY_AHEAD] = np.where(has_break, inst.shift[:, a.BEGIN], FAR)
    node[starts, a.EARLY_BEHIND] = np.where(has_break, FAR, inst.shift[:, a.BEGIN])
    node[ends, a.LATE_AHEAD] = NEVER
    node[ends, a.LATE_BEHIND] = inst.shift[:, a.END]
    idle = inst.travel[inst.shift[:, a.MODE], inst.place[starts], inst.place[ends]]
    node[starts, a.ARC] = idle
    tally = np.zeros(a.TALLY_ENTRIES, np.int64)
    tally[a.COST_NOW] = inst.worth.sum() + idle.astype(np.int64).sum()
    tally[a.MISSED_NOW] = inst.promised.sum()
    tally[a.ABSENT], tally[a.EMPTIES] = n, s
    tally[a.BEST_COST], tally[a.BEST_MISSED] = tally[a.COST_NOW], tally[a.MISSED_NOW]
    return Routes(
        next=following,
        prev=previous,
        shift_of=np.full(c, NONE, np.int32),
        node=node,
        stops=np.zeros(s, np.int32),
        load=np.zeros(s, np.int32),
        busy=idle.copy(),
        absent=np.arange(n, dtype=np.int32),
        absent_at=np.arange(n, dtype=np.int32),
        empty=np.arange(s, dtype=np.int32),
        empty_at=np.arange(s, dtype=np.int32),
        tally=tally,
    )


def _no_best(inst: Instance) -> Best:
    nodes = len(inst.visit) + 2 * len(inst.shift)
    return Best(
        next=np.full(nodes, NONE, np.int32),
        pin=np.full((nodes, 2), NONE, np.int32),
        dirty=np.ones(len(inst.shift), np.uint8),
    )


def _no_undo(inst: Instance) -> Undo:
    shifts = len(inst.shift)
    nodes = len(inst.visit) + 2 * shifts
    return Undo(
        stamp=np.full(shifts, NONE, np.int64),
        shift=np.zeros(shifts, np.int32),
        stops=np.zeros(shifts, np.int32),
        load=np.zeros(shifts, np.int32),
        busy=np.zeros(shifts, np.int32),
        from_=np.zeros(shifts + 1, np.int32),
        order=np.zeros(nodes, np.int32),
        node=np.zeros((nodes, a.NODE_COLUMNS), np.int32),
        tally=np.zeros(a.UNDO_ENTRIES, np.int64),
    )


def _scratch(inst: Instance) -> Work:
    n = len(inst.worth)
    nodes = len(inst.visit) + 2 * len(inst.shift)
    return Work(
        removed=np.zeros(n, np.int32),
        is_removed=np.full(n, NONE, np.int64),
        key=np.zeros(n),
        position=np.zeros(nodes, np.int32),
        seen=np.zeros(nodes, np.int64),
        option=np.zeros((a.MAX_OPTIONS, a.OPTION_COLUMNS), np.int32),
        token=np.zeros(1, np.int64),
        full_shift=np.zeros(1),
    )
