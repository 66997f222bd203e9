"""A small random generator whose whole state is one number, so that a search can be repeated."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inlined_kernel

_A, _B, _C = np.uint64(13), np.uint64(7), np.uint64(17)
"""Shifts of xorshift64: one of the triples that reach every state but 0."""
_HIGH, _TO_UNIT = np.uint64(11), 2.0**-53
"""A float holds 53 bits: the highest 53 of 64, which are the most random ones."""
_TINY = 1e-300
"""Keeps the logarithm of a drawn 0 finite, and changes no other."""

State = npt.NDArray[np.uint64]


def random_state(seed: int, stream: int) -> State:
    """State ``(1,)`` for a seed; each stream of a seed is another sequence."""
    return np.random.SeedSequence([seed, stream]).generate_state(1, np.uint64) | np.uint64(1)


@inlined_kernel
def uniform(state: State) -> float:
    """The next number in [0, 1): xorshift64 (Marsaglia 2003)."""
    x = state[0]
    x ^= x << _A
    x ^= x >> _B
    x ^= x << _C
    state[0] = x
    return np.float64(x >> _HIGH) * _TO_UNIT


@inlined_kernel
def below(state: State, bound: int) -> int:
    """The next whole number in [0, bound)."""
    return int(uniform(state) * bound)


@inlined
def coin(state: State) -> bool:
    """One of two, as likely as the other."""
    return uniform(state) < 0.5


@inlined
def exponential(state: State) -> float:
    """The next number of the exponential distribution with mean 1.

    Times the temperature it is the worsening that simulated annealing accepts.
    """
    return -math.log(uniform(state) + _TINY)
