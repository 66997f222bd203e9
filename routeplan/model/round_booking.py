"""How rounds are filled: by visits at full length, or by what is expected at their doors."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

USUAL_SPREAD = 0.25
"""Standard deviation of the logarithm of a visit's length where nothing was learned: two visits of
three take between 4/5 and 5/4 of the usual length. An assumption."""


@dataclass(frozen=True, slots=True)
class Booking:
    """The risk that is taken where rounds are booked by what is expected at their doors.

    Parameters
    ----------
    late_stops
        The part of a round's printed stops that may be out of time, as a mean over many days.
    late_days
        The part of days on which the officer may be back after the shift's end.
    round_seconds
        How long a shift of the station usually is, without its break.
    """

    late_stops: float = 0.02
    late_days: float = 0.05
    round_seconds: int = 4 * 3600

    def __post_init__(self) -> None:
        if not (0 < self.late_stops < 1 and 0 < self.late_days < 1 and self.round_seconds > 0):
            raise ValueError(f"a risk is between 0 and 1, and a round takes time: {self}")


@dataclass(frozen=True, slots=True)
class DoorTimes:
    """How long an officer is at a door, in seconds: shut, or open for a length that varies.

    A door opens with ``chance``, and the visit then takes ``median`` seconds as often as not; its
    logarithm has the standard deviation ``spread``. A door that stays shut takes ``shut``.
    """

    chance: float
    shut: int
    median: int
    spread: float

    @property
    def mean(self) -> float:
        """What is expected."""
        return self.chance * self._mean_open + (1 - self.chance) * self.shut

    @property
    def variance(self) -> float:
        """In seconds squared: of the door, and of how long the visit takes."""
        of_length = self._mean_open**2 * (exp(self.spread**2) - 1)
        apart = (self._mean_open - self.shut) ** 2
        return self.chance * of_length + self.chance * (1 - self.chance) * apart

    @property
    def _mean_open(self) -> float:
        return self.median * exp(self.spread**2 / 2)
