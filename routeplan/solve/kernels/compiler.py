"""How the kernels are compiled, said once."""

from numba import njit

kernel = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
"""Compiled for all threads at once. Kernels allocate nothing, so numba's reference counts, which
cost more than the work between them here, are left out."""

inlined = njit(  # type: ignore[call-overload]
    cache=True, nogil=True, _nrt=False, forceinline=True
)
"""The same for the smallest functions, which are copied into their callers."""
