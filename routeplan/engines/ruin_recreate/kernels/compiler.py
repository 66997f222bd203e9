"""How the kernels are compiled, said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit, types
from numba.core.registry import CPUDispatcher


class Inside(CPUDispatcher):
    """A kernel that only other kernels call.

    It has no wrapper that takes its arguments from Python: to unpack some 450 words of array
    headers costs three times as much to compile as a small kernel itself.
    """

    def __call__(self, *_: object) -> object:
        """Refused, for it would end the process."""
        raise TypeError(f"{self.py_func.__name__} can be called by kernels only")


def _once[F: Callable[..., Any]](function: F, *, forceinline: bool, entrance: bool) -> F:
    """Compile a kernel for whole numbers of 64 bits, and not again for each mixture with 32.

    Kernels allocate nothing, so numba's reference counts, which cost more than the work between
    them here, are left out.
    """
    compiled: Any = njit(  # type: ignore[call-overload]
        cache=True,
        nogil=True,
        _nrt=False,
        forceinline=forceinline,
        no_cpython_wrapper=not entrance,
    )(function)
    # numba calls this once for each new set of argument types
    compile_for = compiled.compile
    compiled.compile = lambda given: compile_for(
        tuple(_widened(argument_type) for argument_type in given)
    )
    if not entrance:
        compiled.__class__ = Inside
    kernel_function: F = compiled
    return kernel_function


def _widened(given: types.Type) -> types.Type:
    """The type that a kernel takes an argument of this type as."""
    plain = types.unliteral(given)  # type: ignore[no-untyped-call]
    return types.int64 if isinstance(plain, types.Integer) else plain


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile for all threads at once; Python may call it."""
    return _once(function, forceinline=False, entrance=True)


def inner[F: Callable[..., Any]](function: F) -> F:
    """Compile for other kernels."""
    return _once(function, forceinline=False, entrance=False)


def inlined[F: Callable[..., Any]](function: F) -> F:
    """Compile, and copy into every kernel that calls it: for the smallest functions."""
    return _once(function, forceinline=True, entrance=False)


def inlined_kernel[F: Callable[..., Any]](function: F) -> F:
    """The same for what Python may call as well."""
    return _once(function, forceinline=True, entrance=True)
