"""What a station has: households, officers, shifts, the plan's calendar, travel tables.

Times are integer *elapsed seconds* since 00:00 of the plan's first day in the station's time zone
unless a name says otherwise; :class:`PlanCalendar` alone converts to and from local time.
Coordinates are WGS-84 degrees, always latitude before longitude.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from routeplan.model.calendar import DAY_SECONDS as DAY_SECONDS
from routeplan.model.calendar import MAX_PLAN_DAYS as MAX_PLAN_DAYS
from routeplan.model.calendar import PlanCalendar as PlanCalendar
from routeplan.model.learned import Learned
from routeplan.model.nights import NOBODY_ON_SHIFT, Nights
from routeplan.model.places import Coordinate as Coordinate
from routeplan.model.places import Place as Place
from routeplan.model.places import places_of as places_of
from routeplan.model.round_booking import USUAL_SPREAD, Booking
from routeplan.model.travel_tables import NO_WAY as NO_WAY
from routeplan.model.travel_tables import Mode as Mode
from routeplan.model.travel_tables import OffStreet as OffStreet
from routeplan.model.travel_tables import TravelTables as TravelTables
from routeplan.phrases import phrase

PLAN_YEARS = range(1970, 3000)
"""Beyond them clocks are guessed, and the calendar's own ends come near."""
MAX_SHIFT_END_SECONDS = 30 * 3600
"""A shift belongs to the day it starts on and may end after midnight, by 30:00 at the latest."""
STATION_PLACE = 0
"""Index of the station among the places."""


class Priority(StrEnum):
    """How much a visit matters; leaving out a ``must`` breaks a promise."""

    MUST = "must"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


MODE_NAMES = {Mode.FOOT: phrase("foot"), Mode.BIKE: phrase("bike"), Mode.CAR: phrase("car")}
BY_MODE = {Mode.FOOT: phrase("on foot"), Mode.BIKE: phrase("by bike"), Mode.CAR: phrase("by car")}


@dataclass(frozen=True, slots=True)
class Station:
    """Where shifts start and end."""

    name: str
    coordinate: Coordinate


@dataclass(frozen=True, slots=True)
class Household:
    """One household. ``place`` indexes ``Inputs.places``; free text is hostile until escaped.

    ``extra`` holds the table's own further columns, printed only when the settings say so.
    """

    id: str
    name: str
    address: str
    coordinate: Coordinate
    place: int
    availability: str = ""
    task: str = ""
    note: str = ""
    do_not_call: bool = False
    row: int | None = None
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def visit_called(visit: str, name: str) -> str:
    """``H7/2 Maria Costa``: the visit's id alone where its household's name says nothing more.

    There is none where the household is gone from the tables, and some tables repeat the id.
    """
    says_no_more = name.strip() in ("", visit) or visit.startswith(f"{name}/")
    return visit if says_no_more else f"{visit} {name}"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A promised time: the visit begins within ``tolerance_seconds`` of ``at_seconds`` on ``on``.

    ``on`` is the day of the shift; ``at_seconds`` is wall-clock seconds after its 00:00, counted on
    after midnight (see :mod:`routeplan.model.nights`). ``officer`` may be promised too.
    """

    on: date
    at_seconds: int
    tolerance_seconds: int
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A visit was made as planned: it began at ``begin`` (elapsed seconds), with this chance.

    What its row in the tables says now is for other visits.
    """

    begin: int
    chance: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One call to be made on one household.

    ``least_days_between`` counts days between two visits to the same household: 1 lets them stand
    on neighbouring days, 0 on the same one. ``given_to`` is the officer whom the chief has given it
    to, whatever it costs. ``seconds_given`` tells that ``seconds`` stand in the tables.
    The visit is not made before the day ``earliest``. ``unmet_since`` is the day from which on
    nobody there was met, as the visit log knows: of two visits worth the same, the one that waits
    longer goes first. ``first_meeting`` tells that nobody there was ever met, as the visit log
    knows. ``called_on`` is the day of the last call there, None where there was none.
    ``done`` tells of a visit whose row has changed since it was made. ``length_spread`` is the
    standard deviation of the logarithm of its length, whose mean is ``seconds``.
    """

    id: str
    household: str
    seconds: int
    priority: Priority = Priority.NORMAL
    due: date | None = None
    latest: date | None = None
    earliest: date | None = None
    unmet_since: date | None = None
    first_meeting: bool = False
    called_on: date | None = None
    appointment: Appointment | None = None
    officers_needed: int = 1
    skills: frozenset[str] = frozenset()
    preferred_officer: str | None = None
    least_days_between: int = 1
    given_to: str | None = None
    seconds_given: bool = True
    done: Done | None = None
    length_spread: float = USUAL_SPREAD

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"a visit takes time: {self.id} has {self.seconds} s")
        if self.officers_needed not in (1, 2):
            raise ValueError(f"a visit needs 1 or 2 officers: {self.id} has {self.officers_needed}")

    def is_promised_by(self, day: date) -> bool:
        """Whether not making it until that day breaks a promise: a must, an appointment, a date."""
        return (
            self.priority == Priority.MUST
            or self.appointment is not None
            or (self.latest is not None and self.latest <= day)
        )

    @property
    def only_officer(self) -> str | None:
        """Who must come: whom the chief gave it to, else whom the appointment promises."""
        promised = self.appointment.officer if self.appointment else None
        return self.given_to or promised


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer; hours are turned into shifts when the tables are read.

    ``share`` is the part of a full officer's work that is due from him, over 0 to 1: less for
    part-timers and for those with other duties. ``telephone`` is the officer's own number for
    residents, as it is printed; empty where there is none.
    """

    id: str
    name: str
    mode: Mode
    skills: frozenset[str] = frozenset()
    hours: str = ""
    share: float = 1.0
    telephone: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"an officer's share is over 0 to 1: {self.id} has {self.share:g}")


@dataclass(frozen=True, slots=True)
class ShiftBreak:
    """The break: ``seconds`` long, begun within [``earliest``, ``latest``] (elapsed seconds)."""

    earliest: int
    latest: int
    seconds: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest or self.seconds <= 0:
            raise ValueError(f"a break begins within a window and lasts: {self}")


@dataclass(frozen=True, slots=True)
class Shift:
    """One officer or crew, one working day. ``officers`` has two ids for a crew."""

    id: str
    officers: tuple[str, ...]
    day: int
    mode: Mode
    begin: int
    end: int
    pause: ShiftBreak | None = None
    skills: frozenset[str] = frozenset()
    max_visits: int | None = None
    max_busy_seconds: int | None = None

    def __post_init__(self) -> None:
        if self.begin >= self.end:
            raise ValueError(f"a shift ends after it begins: {self.id}")
        if len(self.officers) not in (1, 2):
            raise ValueError(f"a shift is one officer or a crew of two: {self.id}")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the chief has settled: worth in minutes, chances, small costs, times at doors.

    ``visiting_hours`` pairs opening_hours texts with the chance that somebody opens; earlier
    entries win where two overlap. ``quiet_hours`` is an opening_hours text, empty for none.
    ``first_meeting`` is how many times as much a meeting is worth with whom nobody has met yet.
    ``later_day_minutes`` is what a visit costs for each day that it is made later,
    ``waiting_price`` what a minute costs that an officer waits outside. ``keep_free`` is the part
    of a shift that is not filled with calls of spare time, ``evenness`` the part of the time on
    rounds that an even plan may cost more. The last four go with the visit log: days after which a
    household that was met is due again, must be met (0: never must), may be called on again when it
    refused, and within which a matter is looked after where no date is given. ``booking`` is the
    risk taken where rounds are booked by what is expected at doors; None: at full length.
    """

    worth_minutes: Mapping[Priority, float] = field(
        default_factory=lambda: MappingProxyType(
            {
                Priority.MUST: 360.0,
                Priority.HIGH: 180.0,
                Priority.NORMAL: 60.0,
                Priority.LOW: 30.0,
            }
        )
    )
    double_after_days: float = 30.0
    first_meeting: float = 1.5
    later_day_minutes: Mapping[Priority, float] = field(
        default_factory=lambda: MappingProxyType(
            {
                Priority.MUST: 30.0,
                Priority.HIGH: 15.0,
                Priority.NORMAL: 1.0,
                Priority.LOW: 0.5,
            }
        )
    )
    waiting_price: float = 0.25
    other_officer_minutes: float = 15.0
    keep_free: float = 0.1
    evenness: float = 0.1
    chance_given: float = 0.85
    chance_appointment: float = 0.95
    visiting_hours: tuple[tuple[str, float], ...] = (("Mo-Su 08:00-20:00", 0.5),)
    quiet_hours: str = ""
    same_building_seconds: int = 60
    shut_door_seconds: int = 120
    reserve_stops: int = 12
    revisit_days: int = 180
    latest_days: int = 365
    refused_days: int = 180
    matter_days: int = 7
    booking: Booking | None = None


@dataclass(frozen=True)
class Inputs:
    """Everything read and checked: what a plan is made from.

    ``visits`` are those that may be planned; households marked ``do_not_call`` have theirs in
    ``refused_visits``. ``later_visits`` belong to no day of this plan: appointments on other days,
    and what the visit log puts off. ``places[0]`` is the station. ``learned`` is None where chances
    are as set. ``log_entry`` is the visit log's last entry that they know of, of the plan's first
    day too; None where that day's entries count for nothing.
    """

    station: Station
    calendar: PlanCalendar
    policy: Policy
    households: tuple[Household, ...]
    officers: tuple[Officer, ...]
    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    places: tuple[Place, ...]
    refused_visits: tuple[Visit, ...] = ()
    later_visits: tuple[Visit, ...] = ()
    learned: Learned | None = None
    nights: Nights = NOBODY_ON_SHIFT
    log_entry: int | None = None

    def household(self, household_id: str) -> Household:
        """The household of that id; KeyError when there is none."""
        return self.households_by_id[household_id]

    @cached_property
    def households_by_id(self) -> dict[str, Household]:
        """Every household, also those not to be called on."""
        return {household.id: household for household in self.households}

    @cached_property
    def officers_by_id(self) -> dict[str, Officer]:
        """Every officer of the table, on shift or not."""
        return {officer.id: officer for officer in self.officers}

    @cached_property
    def visits_by_id(self) -> dict[str, Visit]:
        """Every visit of this plan, also those refused."""
        return {visit.id: visit for visit in (*self.visits, *self.refused_visits)}

    @cached_property
    def shifts_by_id(self) -> dict[str, Shift]:
        """The shifts of all days of the plan."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        """The modes some shift travels by, in the order of :class:`Mode`."""
        used = {shift.mode for shift in self.shifts}
        return tuple(mode for mode in Mode if mode in used)
