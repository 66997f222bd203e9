"""The doors of one run: the hidden truth, and what residents have answered since it began."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.presence_model.answers import KEPT, NOTICE
from benchmarks.presence_model.figures import HOURS
from benchmarks.presence_model.truth import DAYS_A_WEEK, STATED_HOURS, Truth
from routeplan.model.inputs import PlanCalendar

EXPECTED_SECONDS = 1800
"""Somebody who was promised a time is in half an hour before and after it."""


@dataclass
class Residents:
    """All households.

    Parameters
    ----------
    notices
        Whether houses with several households of the station read when officers come.
    told
        Numbers of the households that have answered with hours.
    promised
        The time, in seconds after 00:00, that a household was promised on a day of the run.
    """

    truth: Truth
    notices: bool = False
    told: set[int] = field(default_factory=set)
    promised: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.number = {home.id: k for k, home in enumerate(self.truth.homes)}
        houses = Counter((home.latitude, home.longitude) for home in self.truth.homes)
        self.shares_house = [houses[home.latitude, home.longitude] > 1 for home in self.truth.homes]

    def chance(self, household: int, day: int, seconds: int, *, printed: bool) -> float:
        """That somebody opens on a working day of the run, in seconds after its 00:00."""
        hour, answers = seconds // 3600, self.truth.answers
        chance = float(self.truth.chance[household, hour - HOURS[0]])
        begin = answers.suits[household]
        if household in self.told and begin <= hour < begin + STATED_HOURS:
            chance = float(answers.chance[household])
        if self.notices and printed and self.shares_house[household]:
            chance *= NOTICE
        at = self.promised.get((household, day))
        if at is not None and abs(seconds - at) <= EXPECTED_SECONDS:
            chance = max(chance, KEPT)
        return chance


@dataclass(frozen=True)
class DayOfRun:
    """The doors on one day of a week, as a round meets them."""

    residents: Residents
    calendar: PlanCalendar
    week: int
    day: int

    @property
    def number(self) -> int:
        """Of the working day, from the begin of the run on."""
        return self.week * DAYS_A_WEEK + self.day

    def opens(self, household: str, at: int, *, printed: bool) -> bool:
        """Whether somebody opens; every strategy meets the same luck."""
        truth, number = self.residents.truth, self.residents.number[household]
        seconds = at - self.calendar.day_begin(self.day)
        luck = truth.luck[number, self.number, seconds // 3600 - HOURS[0]]
        return bool(luck < self.residents.chance(number, self.number, seconds, printed=printed))

    def length(self, household: str, at: int, seconds: int) -> int:
        """How long the visit lasts; on one day always the same."""
        del at
        number = self.residents.number[household]
        return round(seconds * float(self.residents.truth.length[number, self.number]))
