"""First routes: every visit left out is put back once, in a random one of the orders."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ABSENT,
    ITERATION,
    NONE,
    SearchArrays,
)
from routeplan.engines.ruin_recreate.kernels.compiler import kernel
from routeplan.engines.ruin_recreate.kernels.recreate import recreate, settle, sort_removed
from routeplan.engines.ruin_recreate.kernels.routes import open_undo
from routeplan.engines.ruin_recreate.kernels.waiting import update_waiting


@kernel
def construct(search: SearchArrays) -> None:
    """Insert all absent visits greedily."""
    inst, routes = search.instance, search.routes
    routes.tally[ITERATION] += 1
    open_undo(routes, search.undo)
    size = routes.tally[ABSENT]
    for k in range(size):
        search.work.removed[k] = routes.absent[k]
    sort_removed(search, size, NONE)
    recreate(search, size, NONE)
    settle(routes, search.work, size)
    # not kept up by insertions, which would ask for it at each of them
    for s in range(len(inst.shift)):
        update_waiting(inst, routes, s)
