"""What the visit log holds, as frozen records.

Dates and times of day are local to the station: a ``date``, and seconds after its 00:00. Free text
is hostile until escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from routeplan.phrases import phrase


class Result(StrEnum):
    """How a call ended. ``WITHDRAWN`` stands in the place of a result that never was."""

    MET = "met"
    ENTERED = "entered"
    OUT = "out"
    REFUSED = "refused"
    MOVED = "moved"
    WRONG = "wrong"
    WITHDRAWN = "withdrawn"

    @property
    def is_met(self) -> bool:
        """Somebody was spoken to: at the door, or inside."""
        return self in (Result.MET, Result.ENTERED)


RESULT_NAMES = {
    Result.MET: phrase("met"),
    Result.ENTERED: phrase("entered"),
    Result.OUT: phrase("out"),
    Result.REFUSED: phrase("refused"),
    Result.MOVED: phrase("moved"),
    Result.WRONG: phrase("wrong"),
    Result.WITHDRAWN: phrase("withdrawn"),
}
"""What tables for people call a result."""

LETTERS = MappingProxyType(
    {
        "m": Result.MET,
        "e": Result.ENTERED,
        "o": Result.OUT,
        "r": Result.REFUSED,
        "v": Result.MOVED,
        "w": Result.WRONG,
        "x": Result.WITHDRAWN,
    }
)
"""What is typed for each result; all but the last stand on the sheets."""


class Channel(StrEnum):
    """How the household was called on."""

    HOME = "home"
    TELEPHONE = "telephone"
    MEETING = "meeting"


class StepKind(StrEnum):
    """What happened to a matter."""

    OPENED = "opened"
    STEP = "step"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a resident thinks, or suggests."""

    category: str
    text: str
    is_suggestion: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Help that was given."""

    category: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A time promised to a household: ``at_seconds`` after 00:00 of ``on``, perhaps an officer."""

    on: date
    at_seconds: int
    officer: str | None = None

    @property
    def when(self) -> str:
        """``2026-12-01 10:00``."""
        return f"{self.on} {self.at_seconds // 3600:02d}:{self.at_seconds % 3600 // 60:02d}"


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A matter to follow up: what it is about, the next step and its date."""

    subject: str
    next_step: str
    due: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next in a matter that is open already, by a visit until ``due``."""

    matter: str
    next_step: str
    due: date


@dataclass(frozen=True, slots=True)
class Closing:
    """A matter that was brought to its end, and how."""

    matter: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call on one household, as somebody writes it down.

    Parameters
    ----------
    day
        When it happened.
    household, visit
        Ids; where the call was on no plan's round ``visit`` is the household's id.
    officers
        Ids of those who came (or telephoned).
    round
        Id of the sheet (see :mod:`routeplan.model.sheet_codes`), empty where there was none;
        ``stop`` is the number or letter on it.
    persons
        Spoken to; at least 1 where somebody was met.
    called_at
        Seconds after 00:00, as told, else as planned; None where neither is known.
    seconds
        Length of the call, None where nobody wrote it down.
    satisfied
        None where it was not asked.
    in_difficulty
        Persons in difficulty who were seen.
    hours
        Hours the resident says suit, as an opening_hours text; empty where none were said.
    row_mark
        Changes with the household's row in the tables: what was said of an old row does not hold
        of a new one.
    """

    day: date
    household: str
    visit: str
    officers: tuple[str, ...]
    result: Result
    channel: Channel = Channel.HOME
    round: str = ""
    stop: str = ""
    persons: int = 0
    called_at: int | None = None
    seconds: int | None = None
    satisfied: bool | None = None
    in_difficulty: int = 0
    remarks: str = ""
    hours: str = ""
    row_mark: str = ""
    opinions: tuple[Opinion, ...] = ()
    help_given: tuple[Help, ...] = ()
    promise: Promise | None = None
    matter: NewMatter | None = None
    closings: tuple[Closing, ...] = ()
    steps: tuple[NextStep, ...] = ()

    def __post_init__(self) -> None:
        if self.persons < int(self.result.is_met):
            raise ValueError(
                phrase("somebody was met, so at least one person: {count}", count=self.persons)
            )


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry in the log. ``number`` rises in the order of recording.

    ``id`` is made from the content: the same entry has the same id. ``corrects`` is the number of
    the entry in whose place this one stands; ``corrected`` tells that another one stands in its.
    """

    number: int
    id: str
    entry: Entry
    recorded_at: str
    recorded_by: str
    corrects: int | None = None
    corrected: bool = False


class Call(NamedTuple):
    """The bones of an entry that holds, made fast for counting many: see :class:`Entry`."""

    number: int
    day: date
    household: str
    result: Result
    channel: Channel
    called_at: int | None
    row_mark: str


@dataclass(frozen=True, slots=True)
class RoundStop:
    """A stop as it was planned; ``begin`` in seconds after 00:00 of its day, None in reserve."""

    stop: str
    visit: str
    household: str
    seconds: int
    begin: int | None = None
    chance: float | None = None
    is_promised: bool = False
    is_reserve: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it was handed out: enough to record its results after the plan has changed."""

    id: str
    code: str
    plan_first_day: date
    day: date
    shift: str
    officers: tuple[str, ...]
    travel_seconds: int
    visit_seconds: int
    expected_met: float
    stops: tuple[RoundStop, ...]

    def stop(self, name: str) -> RoundStop | None:
        """The stop of that number or letter; None where the sheet has none."""
        return next((stop for stop in self.stops if stop.stop == name), None)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done about a matter, and what comes next.

    ``by_visit`` tells that the next step is a visit; ``entry`` is the number of the log's entry
    that the step came with.
    """

    matter: str
    household: str
    on: date
    kind: StepKind
    text: str = ""
    next_step: str = ""
    due: date | None = None
    by_visit: bool = True
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as it stands, with all its steps. ``closed`` is None while it is open."""

    id: str
    household: str
    subject: str
    opened: date
    closed: date | None
    outcome: str
    next_step: str
    due: date | None
    by_visit: bool
    steps: tuple[Step, ...]

    def age(self, today: date) -> int:
        """Days from its opening to its closing, or to today."""
        return ((self.closed or today) - self.opened).days


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that was made in an entry of the log, on the day ``made_on``."""

    household: str
    promise: Promise
    entry: int
    made_on: date
