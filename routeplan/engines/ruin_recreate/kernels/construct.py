"""First routes: every visit left out is put back once, in a random one of the orders."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    BANKED,
    ITERATION,
    NONE,
    Instance,
    Routes,
    Tuning,
    Undo,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import kernel
from routeplan.engines.ruin_recreate.kernels.random import State
from routeplan.engines.ruin_recreate.kernels.recreate import arrange, recreate, settle
from routeplan.engines.ruin_recreate.kernels.routes import open_undo
from routeplan.engines.ruin_recreate.kernels.waiting import update_waiting


@kernel
def construct(
    inst: Instance, routes: Routes, undo: Undo, work: Work, tuning: Tuning, rng: State
) -> None:
    """Insert the whole bank greedily."""
    routes.tally[ITERATION] += 1
    open_undo(routes, undo)
    size = routes.tally[BANKED]
    for k in range(size):
        work.removed[k] = routes.bank[k]
    arrange(inst, work, size, NONE, rng)
    recreate(inst, routes, undo, work, tuning, size, NONE, rng)
    settle(routes, work, size)
    for s in range(len(inst.shift)):
        update_waiting(inst, routes, s)
