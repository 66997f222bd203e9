"""The engines by name; each loads only when it is chosen."""

from __future__ import annotations

from routeplan.problem.solution import Engine

USUAL = "ruin-recreate"
"""The engine that plans unless another one is named."""


def usual_engine() -> Engine:
    """The engine that plans unless another one is named."""
    return engine_named(USUAL)


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
