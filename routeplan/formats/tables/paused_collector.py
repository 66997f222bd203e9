"""Making very many objects at once, without looking in between for what nobody needs any more."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps


def many_objects[**P, R](make: Callable[P, R]) -> Callable[P, R]:
    """A function during which Python's search for cycles rests.

    All that it makes is kept, so the search would find nothing, and would take a third of the time
    of reading a large table.
    """

    @wraps(make)
    def rested(*args: P.args, **kwargs: P.kwargs) -> R:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return rested
