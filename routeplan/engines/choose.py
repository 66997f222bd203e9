"""The engines by name; each loads only when it is chosen."""

from __future__ import annotations

from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Engine, Solution, Watch

USUAL = "ruin-recreate"
"""The engine that plans unless another one is named."""
ENGINES = (USUAL, "ortools")
SECONDS = 10.0


def usual_engine() -> Engine:
    """The engine that plans unless another one is named."""
    return engine_named(USUAL)


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    engine: str = USUAL,
    threads: int | None = None,
    start: Solution | None = None,
    watch: Watch | None = None,
) -> Solution:
    """Choose for every shift which visits it makes, in which order and when.

    Parameters
    ----------
    problem
        Visits, shifts and travel in numbers.
    seconds, iterations
        How long to search: ten seconds unless one of them is given. Under ``iterations`` the same
        seed gives the same solution.
    start
        A solution to search on from.
    watch
        Called now and then with how far the search is.

    Raises
    ------
    ValueError
        When both ``seconds`` and ``iterations`` are given.
    KeyError
        When there is no such engine.
    """
    usual = SECONDS if seconds is None and iterations is None else seconds
    chosen = engine_named(engine, threads)
    return chosen.solve(problem, Budget(usual, iterations), seed=seed, start=start, watch=watch)


def engine_named(name: str, threads: int | None = None) -> Engine:
    """The engine that plans and commands call by this name.

    Parameters
    ----------
    threads
        For engines that search on several cores; None for as many as they like.

    Raises
    ------
    KeyError
        When there is none.
    """
    if name == USUAL:
        from routeplan.engines.ruin_recreate.engine import THREADS, RuinRecreate

        return RuinRecreate(threads=threads or THREADS)
    if name == "ortools":
        from routeplan.engines.ortools import OrTools

        return OrTools()
    raise KeyError(f"there is no engine {name!r}")


def prepare_in_background() -> None:
    """Let the usual engine get ready in another process, for commands that come before a plan."""
    from routeplan.engines.ruin_recreate.kernel_cache import compile_in_background

    compile_in_background()
