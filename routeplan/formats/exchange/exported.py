"""A plan as it leaves the program: what each file holds of it, whatever its type.

Every text is plain and as any file can hold it (see ``portable`` in
``routeplan.station.harmless_text``), and holds only what may be printed. Times are aware and local;
clocks such as ``25:10`` are read on after midnight of the day on which the shift begins.
Coordinates are WGS-84 degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ATTRIBUTION = "(c) OpenStreetMap contributors, ODbL 1.0"
LICENCE = "https://opendatacommons.org/licenses/odbl/1-0/"
COLOURS = (
    *("#1b6ca8", "#d1495b", "#2e8b57", "#8e5aa8", "#c77800", "#007c89", "#a23e12", "#4f6d1f"),
)
"""Of officers, in their order, and then from the first again."""


@dataclass(frozen=True, slots=True)
class ExportedHome:
    """A household as it may be shown.

    Parameters
    ----------
    id
        Of the household.
    details
        Further printable texts, such as the task.
    """

    id: str
    name: str
    address: str
    details: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, as instants and as the clock on the wall shows them."""

    begin: datetime
    end: datetime
    begin_clock: str
    end_clock: str


@dataclass(frozen=True, slots=True)
class ExportedStop:
    """A stop of a round, or in reserve for it.

    Parameters
    ----------
    sign
        What stands on maps: ``1``, ``2``, ..., in reserve ``A``, ``B``, ...
    span
        The visit itself, or the time within which it begins where that depends on doors; in reserve
        the window in which it can be made.
    about
        Lines about the visit, in the reader's language: window, promise, partners.
    chance
        That somebody is met, 0 to 1; None in reserve where the plan is of an earlier version.
    """

    sign: str
    visit: str
    home: ExportedHome
    span: Span
    window: str
    about: tuple[str, ...] = ()
    chance: float | None = None

    @property
    def title(self) -> str:
        """Its sign, and who lives there."""
        return f"{self.sign} {self.home.name}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything about it, line by line."""
        return (*self.about, *self.home.details)


@dataclass(frozen=True, slots=True)
class ExportedRound:
    """One officer's, or a crew's, day.

    Parameters
    ----------
    sheet
        The short code under which results are recorded.
    pause
        The break and what it is called, if there is one.
    line
        The whole way, (longitude, latitude).
    """

    shift: str
    sheet: str
    officers: tuple[str, ...]
    names: tuple[str, ...]
    on: date
    mode: str
    away: Span
    stops: tuple[ExportedStop, ...]
    reserve: tuple[ExportedStop, ...]
    pause: tuple[Span, str] | None
    expected_met: float
    metres: int
    travel_seconds: int
    busy_seconds: int
    idle_seconds: int
    line: tuple[tuple[float, float], ...]

    @property
    def who(self) -> str:
        """The officers' ids, joined by ``+``."""
        return "+".join(self.officers)

    @property
    def title(self) -> str:
        """The day and the officers' names."""
        return f"{self.on} {' + '.join(self.names)}"


@dataclass(frozen=True, slots=True)
class ExportedLeftOut:
    """A visit that is left out, and why, in the reader's language."""

    visit: str
    home: ExportedHome
    code: str
    reason: str
    broken_promise: bool
    worth_seconds: int


@dataclass(frozen=True, slots=True)
class ExportedBeat:
    """Where an officer's households lie: a shapely (multi-)polygon, longitude first."""

    officer: str
    name: str
    households: int
    shape: Any


@dataclass(frozen=True, slots=True)
class ExportedPlan:
    """A plan, or the rounds of it that are wanted: then without left out visits and beats.

    Parameters
    ----------
    at
        Of the station: latitude, longitude.
    warnings
        What every page of the plan must say at its top.
    made
        When it was exported.
    """

    station: str
    at: tuple[float, float]
    zone: ZoneInfo
    first_day: date
    days: int
    rounds: tuple[ExportedRound, ...]
    left_out: tuple[ExportedLeftOut, ...]
    beats: tuple[ExportedBeat, ...]
    warnings: tuple[str, ...]
    made: datetime

    @property
    def title(self) -> str:
        """The station and the plan's days."""
        last = self.first_day + timedelta(days=self.days - 1)
        days = f"{self.first_day}" if self.days == 1 else f"{self.first_day} - {last}"
        return f"{self.station}, {days}"

    @property
    def officers(self) -> tuple[str, ...]:
        """Everybody who has a round, by id, in the order of the rounds."""
        return tuple(dict.fromkeys(who for exported in self.rounds for who in exported.officers))

    @property
    def crews(self) -> tuple[str, ...]:
        """Officers and crews as rounds name them, and the officers of beats."""
        beats = (beat.officer for beat in self.beats)
        return tuple(dict.fromkeys((*(exported.who for exported in self.rounds), *beats)))


def colour_of(who: str, everybody: Sequence[str]) -> str:
    """``#rrggbb`` of an officer or a crew among all of them."""
    return COLOURS[everybody.index(who) % len(COLOURS)]
