"""Functions that numba compiles outside of the engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled[F: Callable[..., Any]](function: F) -> F:
    """Compile a function when it is first called, and keep it on disk.

    The cache looks at a function's own file only: all that it calls has to stand there.
    """
    dispatcher: Any = njit(cache=True, nogil=True)(function)
    kernel: F = dispatcher
    return kernel
