"""A small random generator whose whole state is one number, so that a search can be repeated."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from routeplan.engines.ruin_recreate.kernels.compiler import inlined

_A, _B, _C, _HIGH = np.uint64(13), np.uint64(7), np.uint64(17), np.uint64(11)
_TO_UNIT = 1.0 / 9007199254740992.0

State = npt.NDArray[np.uint64]


def random_state(seed: int, stream: int) -> State:
    """State ``(1,)`` for a seed; each stream of a seed is another sequence."""
    return np.random.SeedSequence([seed, stream]).generate_state(1, np.uint64) | np.uint64(1)


@inlined
def uniform(state: State) -> float:
    """The next number in [0, 1): xorshift64 (Marsaglia 2003)."""
    x = state[0]
    x ^= x << _A
    x ^= x >> _B
    x ^= x << _C
    state[0] = x
    return np.float64(x >> _HIGH) * _TO_UNIT


@inlined
def below(state: State, bound: int) -> int:
    """The next whole number in [0, bound)."""
    return int(uniform(state) * bound)
