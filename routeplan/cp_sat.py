"""OR-Tools' CP-SAT solver, set as every part of this program needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver


def new_solver() -> CpSolver:
    """One thread and a fixed seed, so that equal models get equal answers; Ctrl-C stays ours."""
    from ortools.sat.python.cp_model import CpSolver

    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    # Left on, OR-Tools takes Ctrl-C over and leaves it deadly for the rest of the process.
    solver.parameters.catch_sigint_signal = False
    return solver
