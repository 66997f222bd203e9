"""The problem as numbers: calls x routes x travel, in any unit of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class SoftProblem:
    """``n`` calls, all of which must be made, on ``s`` routes from and to place 0 of ``p``.

    A visit of two officers is two calls, each the other's partner, on two routes.

    The cost is all travel, plus how late each call begins, plus how late the latest one does.

    Parameters
    ----------
    place
        ``(n,)`` where each call is made.
    length
        ``(n,)`` how long it takes.
    opens, closes
        ``(n,)`` it never begins before the first, and is late after the second.
    partner
        ``(n,)`` the other call of the visit, -1 for none.
    lag
        ``(n,)`` a call begins no earlier than its partner's begin plus this. Of two calls at one
        moment both lags are 0; where the second begins from ``least`` to ``most`` after the first,
        the second's lag is ``least`` and the first's ``-most``.
    able
        ``(n, s)`` True where the route's officer can make the call.
    travel
        ``(p, p)`` times, all >= 0.

    Raises
    ------
    ValueError
        When the arrays contradict each other; the message names the rule.
    """

    place: Ints
    length: Ints
    opens: Ints
    closes: Ints
    partner: Ints
    lag: Ints
    able: npt.NDArray[np.bool_]
    travel: Ints

    def __post_init__(self) -> None:
        n = len(self.place)
        rules = {
            "one number a call": all(
                array.shape == (n,)
                for array in (self.length, self.opens, self.closes, self.partner, self.lag)
            ),
            "able is calls x routes": self.able.ndim == 2 and len(self.able) == n,
            "travel is places x places": self.travel.ndim == 2
            and self.travel.shape[0] == self.travel.shape[1],
        }
        _refuse_unless(rules)
        pairs = np.flatnonzero(self.partner >= 0)
        rules = {
            "places exist": bool(((self.place >= 0) & (self.place < len(self.travel))).all()),
            "times are not negative": bool(
                (self.travel >= 0).all() and (self.length >= 0).all() and (self.opens >= 0).all()
            ),
            "a window ends after it begins": bool((self.opens <= self.closes).all()),
            "a partner's partner is the call": bool(
                (self.partner < n).all() and (self.partner[self.partner[pairs]] == pairs).all()
            ),
            "nobody is his own partner": bool((self.partner[pairs] != pairs).all()),
            "partners can keep their lags": bool(
                (self.lag[pairs] + self.lag[self.partner[pairs]] <= 0).all()
            ),
            "somebody can make each call": bool(self.able.any(axis=1).all()),
            "two officers can make a visit of two": all(
                _two_can(self.able[call], self.able[self.partner[call]]) for call in pairs
            ),
        }
        _refuse_unless(rules)

    @property
    def calls(self) -> int:
        """How many calls there are: ``n``."""
        return len(self.place)

    @property
    def routes(self) -> int:
        """How many routes there may be: ``s``."""
        return int(self.able.shape[1])


def _two_can(first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> bool:
    return bool(first.any() and second.any() and (first | second).sum() >= 2)


def _refuse_unless(rules: dict[str, bool]) -> None:
    for rule, holds in rules.items():
        if not holds:
            raise ValueError(f"the problem contradicts itself: {rule}")
