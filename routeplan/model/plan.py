"""A plan: each shift's route, its reserve stops, and every visit left out with its reason.

Times are elapsed seconds (see :mod:`routeplan.model.inputs`). A plan names visits, households,
shifts and officers by their ids; names and addresses stay in the tables it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from routeplan.model.inputs import Mode, Shift
from routeplan.model.round_booking import Booking

PLAN_VERSION = 1
SPAN_SECONDS = 120
"""A stop that begins within so short a time has one time printed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One instruction of a leg: how to turn, into which street, for how many metres."""

    manoeuvre: str
    street: str
    metres: int


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a stop (or back to the station). ``line`` is (latitude, longitude) pairs."""

    seconds: int
    metres: int
    line: tuple[tuple[float, float], ...] = ()
    turns: tuple[Turn, ...] = ()


LONG_WAIT_SECONDS = 30 * 60
"""From here on a wait is free time: the way to the station is looked at, and it is told so."""


@dataclass(frozen=True, slots=True)
class StationStay:
    """Time for the way to the station and back: at the station from ``there`` to ``leave``."""

    there: int
    leave: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit on a route.

    ``arrive`` is at the door, ``begin``..``end`` the visit itself, inside the window
    [``window_begin``, ``window_end``]. ``partners`` are the officers of the other shift when two
    shifts make this visit together. ``minor_cost`` is the named small cost charged here (another
    officer than the preferred one), in seconds; of a pair only one stop carries it, and likewise
    ``lost_chance`` = worth x (1 - chance) and ``later_day``, the price of making the visit on a
    later day of the plan, in seconds. ``days_late`` counts the days behind the latest date that was
    promised: from 1 on a promise is missed, though the visit is made. ``spare`` marks a call that
    is made because the shift has time, whatever its way costs. ``stay`` is there where the wait
    before the visit is long enough to go to the station meanwhile.

    Where a round is booked by what is expected at its doors, ``length`` is the whole visit in
    seconds if its door is booked for another time, and the visit begins between ``earliest``, when
    it is expected, and ``latest``, on 19 days of 20; None where the printed time is kept.
    """

    visit: str
    household: str
    leg: Leg
    arrive: int
    begin: int
    end: int
    window_begin: int
    window_end: int
    chance: float
    promised: bool = False
    partners: tuple[str, ...] = ()
    lost_chance: int = 0
    minor_cost: int = 0
    later_day: int = 0
    days_late: int = 0
    spare: bool = False
    stay: StationStay | None = None
    length: int | None = None
    earliest: int | None = None
    latest: int | None = None

    @property
    def whole_seconds(self) -> int:
        """The length of the visit, whatever its door is booked for."""
        return self.end - self.begin if self.length is None else self.length

    @property
    def span(self) -> tuple[int, int] | None:
        """Between which moments it begins; None where that is at its printed time."""
        if self.earliest is None or self.latest is None:
            return None
        if self.latest - self.earliest < SPAN_SECONDS:
            return None
        return self.earliest, self.latest


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a visit is made by this shift, as its sheet says it in a line.

    ``code`` is ``promised``, ``only`` (no other shift has room as the rounds stand), ``cheapest``
    or ``as-good``; the last two name the best other ``officers`` and ``day``, and how many seconds
    that would cost ``more``.
    """

    code: str
    officers: tuple[str, ...] = ()
    day: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class RouteBreak:
    """The break as planned; ``after`` stops have been made before it."""

    begin: int
    end: int
    after: int


@dataclass(frozen=True, slots=True)
class ReserveStop:
    """A household to try when doors stay shut: handy after stop number ``after`` (0: at first).

    Its window is [``window_begin``, ``window_end``]; ``detour_seconds`` is the extra travel;
    ``planned`` is the day it is planned on anyway, None when it is left out. ``chance`` is that of
    the time at which the officer passes; None in plans of earlier versions, which did not weigh it.
    """

    visit: str
    household: str
    after: int
    window_begin: int
    window_end: int
    detour_seconds: int
    planned: int | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One shift's round: leaves the station, makes its stops in order, comes back.

    A shift without a visit has no stops, ``leave == back == begin`` and an empty way back.
    ``expected_met`` is the sum of the stops' chances, ``expected_busy`` in seconds counts a shut
    door as the short time it takes. ``late_stops`` is the part of its stops that are out of time,
    as a mean over many days, ``late_day`` the chance to be back after the shift's end; None where
    the round is booked at full length.
    """

    shift: str
    officers: tuple[str, ...]
    day: int
    mode: Mode
    begin: int
    end: int
    leave: int
    back: int
    stops: tuple[Stop, ...]
    way_back: Leg
    pause: RouteBreak | None
    reserve: tuple[ReserveStop, ...]
    expected_met: float
    expected_busy: int
    late_stops: float | None = None
    late_day: float | None = None

    @property
    def line(self) -> tuple[tuple[float, float], ...]:
        """The whole way drawn, also back to the station, as (latitude, longitude)."""
        legs = (*(stop.leg for stop in self.stops), self.way_back)
        return tuple(point for leg in legs for point in leg.line)

    @property
    def travel_seconds(self) -> int:
        """On the way to all stops, and back to the station."""
        return sum(stop.leg.seconds for stop in self.stops) + self.way_back.seconds

    @property
    def travel_metres(self) -> int:
        """The length of all ways, the one back to the station too."""
        return sum(stop.leg.metres for stop in self.stops) + self.way_back.metres

    @property
    def visit_seconds(self) -> int:
        """In visits, each as long as it is booked."""
        return sum(stop.end - stop.begin for stop in self.stops)

    @property
    def busy_seconds(self) -> int:
        """Travel + visits, as booked."""
        return self.travel_seconds + self.visit_seconds

    @property
    def idle_seconds(self) -> int:
        """From leaving to coming back, neither travelling, visiting nor on break.

        A break at the station, before leaving or after coming back, takes nothing of it.
        """
        pause = 0
        if self.pause:
            pause = max(0, min(self.pause.end, self.back) - max(self.pause.begin, self.leave))
        return self.back - self.leave - self.busy_seconds - pause


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A visit not in the plan, and why: ``render`` words it in the reader's language.

    Parameters
    ----------
    code, detail
        The kind of reason, and which of its sentences it is (empty: its only or usual one).
    facts
        What the sentence names: minutes, hours, officers, skills.
    broken_promise
        Whether it is an appointment or a must visit.
    worth
        In seconds.
    """

    visit: str
    household: str
    code: str
    detail: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    broken_promise: bool = False
    worth: int = 0

    @property
    def refused(self) -> bool:
        """Whether the home asks not to be called on: its worth is no loss, and in no total."""
        return self.code == "do-not-call"


@dataclass(frozen=True, slots=True)
class Totals:
    """The objective, term by term: promises missed first, then seconds.

    ``objective`` is the sum of the seconds. A promise is missed by what is left out and by what is
    made behind its latest date.
    """

    promises_missed: int
    travel: int
    worth_left_out: int
    lost_chance: int
    minor_costs: int
    later_days: int = 0
    waiting: int = 0

    @property
    def objective(self) -> int:
        """The sum of all terms but the promises, in seconds."""
        return (
            self.travel
            + self.worth_left_out
            + self.lost_chance
            + self.minor_costs
            + self.later_days
            + self.waiting
        )


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """How the plan was found: enough to find it again.

    ``longest_day_seconds`` is the chief's cap on busy time per shift (None: none asked for);
    ``objective_uneven`` is what the plan would have cost, spare calls aside, had its work not been
    evened out (None: not tried).
    ``interrupted`` tells that the search was stopped by hand.
    """

    engine: str
    seed: int
    iterations: int
    longest_day_seconds: int | None = None
    objective_uneven: int | None = None
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. ``routes`` has one entry for every shift, in the order of the shifts.

    ``log_entry`` is the visit log's last entry when the plan was made (0: it was empty), None in
    plans that know nothing of their first day. ``learned`` tells whether chances and lengths were
    learned from the log up to there; else they are as set.
    ``booking`` is the risk that rounds were filled by, None where visits are booked at full
    length. What is booked to begin before ``known_until`` had begun when the plan was made (0:
    nothing had).
    """

    station: str
    first_day: date
    days: int
    timezone: str
    travel_source: str
    straight_line: bool
    routes: tuple[Route, ...]
    left_out: tuple[LeftOut, ...]
    totals: Totals
    search: SearchRecord
    log_entry: int | None = None
    learned: bool = True
    booking: Booking | None = None
    known_until: int = 0

    def route(self, shift: str) -> Route:
        """The route of a shift; KeyError when there is none."""
        return {route.shift: route for route in self.routes}[shift]

    @property
    def visits_made(self) -> frozenset[str]:
        """Ids of the visits that it makes, each once."""
        return frozenset(stop.visit for route in self.routes for stop in route.stops)

    @property
    def broken_promises(self) -> tuple[LeftOut, ...]:
        """Promised visits that are left out."""
        return tuple(visit for visit in self.left_out if visit.broken_promise)

    @property
    def late_stops(self) -> tuple[tuple[Route, Stop], ...]:
        """Visits made behind the latest date promised, each once, with the route of the first."""
        late = {
            stop.visit: (route, stop)
            for route in reversed(self.routes)
            for stop in route.stops
            if stop.days_late > 0
        }
        return tuple(sorted(late.values(), key=lambda entry: (entry[1].begin, entry[1].visit)))


def paid_seconds(hours: Shift | Route) -> int:
    """A shift's length without its break, as it is or as a plan has it."""
    if isinstance(hours, Route):
        pause = hours.pause.end - hours.pause.begin if hours.pause else 0
    else:
        pause = hours.pause.seconds if hours.pause else 0
    return hours.end - hours.begin - pause
