"""How the kernels are compiled, said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit, types


def _once[F: Callable[..., Any]](function: F, *, forceinline: bool) -> F:
    """Compile a kernel for whole numbers of 64 bits, and not again for each mixture with 32.

    Kernels allocate nothing, so numba's reference counts, which cost more than the work between
    them here, are left out.
    """
    compiled: Any = njit(  # type: ignore[call-overload]
        cache=True, nogil=True, _nrt=False, forceinline=forceinline
    )(function)
    # numba calls this once for each new set of argument types
    compile_for = compiled.compile
    compiled.compile = lambda given: compile_for(tuple(_widened(each) for each in given))
    kernel_function: F = compiled
    return kernel_function


def _widened(given: types.Type) -> types.Type:
    """The type that a kernel takes an argument of this type as."""
    plain = types.unliteral(given)  # type: ignore[no-untyped-call]
    return types.int64 if isinstance(plain, types.Integer) else plain


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile for all threads at once."""
    return _once(function, forceinline=False)


def inlined[F: Callable[..., Any]](function: F) -> F:
    """Compile, and copy into every caller: for the smallest functions."""
    return _once(function, forceinline=True)
