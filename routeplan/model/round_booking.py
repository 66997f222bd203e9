"""How rounds are filled: by visits at full length, or by what is expected at their doors."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

USUAL_SPREAD = 0.44
"""Standard deviation of the logarithm of a visit's length where nothing was learned.

That of a general practitioner's consultations, talks with people of all kinds for a purpose as
visits are: 10.7 minutes, standard deviation 6.7, of whose variance 55 % lies between the patients
of one practitioner (Deveugele et al. 2002, BMJ 325, 472), which is 0.46 of the mean.
"""


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

    A door opens with ``chance``, and the visit then takes ``length`` seconds on the mean; its
    logarithm is normal, with the standard deviation ``spread``. A door that stays shut takes
    ``shut``.
    """

    chance: float
    shut: int
    length: int
    spread: float

    @property
    def mean(self) -> float:
        """What is expected."""
        return self.chance * self.length + (1 - self.chance) * self.shut

    @property
    def variance(self) -> float:
        """In seconds squared: of the door, and of how long the visit takes."""
        of_length = self.length**2 * (exp(self.spread**2) - 1)
        apart = (self.length - self.shut) ** 2
        return self.chance * of_length + self.chance * (1 - self.chance) * apart
