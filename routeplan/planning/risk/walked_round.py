"""A round as it is walked: when each door is expected, and until when it may still be rung at.

An officer keeps the printed order, and in time that shut doors leave tries a reserve stop if the
whole visit there ends before the next printed stop's booked time. A stop is passed by, and planned
again, when its whole visit would not end inside its hours, make the officer late for the next
promise, or leave no time for the way back. So no promise is at risk, even when every door opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from routeplan.hours.windows import VisitTimes
from routeplan.model.calendar import Interval
from routeplan.model.inputs import NO_WAY, Inputs
from routeplan.model.round_booking import DoorTimes
from routeplan.problem.arrays import Problem
from routeplan.problem.schedule import TimedShift, timed
from routeplan.problem.solution import ShiftChoice
from routeplan.problem.tour import tour_of

NEVER_PASSED = 1 << 40
"""Until when a promised stop may be rung at."""
RESERVE_CHANCE, DETOUR_SECONDS = 0.8, 120
"""Of a usual reserve stop, before any is chosen."""


@dataclass(frozen=True, slots=True)
class WalkedStop:
    """A stop of a round.

    Parameters
    ----------
    visit
        Its index in the problem.
    door
        How long the officer may be there.
    length
        The whole visit, in seconds.
    expected
        When the visit is expected to begin: no time at the doors before it is longer or shorter
        than its mean.
    opens, booked
        Before the first it does not begin; before the second whole visits to reserve stops end.
    last
        When it may begin at the latest: later than that the stop is passed by.
    home
        Seconds back to the station from here, with the break where it is still ahead.
    firm
        Whether it is promised, or made by two: such a stop begins at its printed time and is never
        passed by.
    known
        Whether it has begun already.
    """

    visit: int
    door: DoorTimes
    length: int
    expected: int
    opens: int
    booked: int
    last: int
    home: int
    firm: bool
    known: bool = False


@dataclass(frozen=True, slots=True)
class WalkedRound:
    """A round's stops.

    ``gaps`` are seconds from each stop's expected begin to the next one's that no way and no break
    takes: the time for its door, and to wait. ``end`` is when the officer is to be back,
    ``reserve`` the door of a usual reserve stop, and ``detour`` the way to it in seconds.
    """

    stops: tuple[WalkedStop, ...]
    gaps: tuple[int, ...]
    end: int
    reserve: DoorTimes | None = None
    detour: int = 0


def walked_round(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    problem: Problem,
    shift: int,
    choice: ShiftChoice,
    known_until: int = 0,
) -> WalkedRound:
    """The round of a choice, as it is walked.

    Parameters
    ----------
    known_until
        What is booked to begin before it has begun then, in elapsed seconds.
    """
    return _Laying(inputs, times, problem, shift, choice, known_until).round()


class _Laying:
    """One shift's round while it is laid out."""

    def __init__(
        self,
        inputs: Inputs,
        times: Sequence[VisitTimes],
        problem: Problem,
        shift: int,
        choice: ShiftChoice,
        known_until: int,
    ) -> None:
        self.inputs, self.times, self.problem = inputs, times, problem
        self.choice, self.known_until = choice, known_until
        self.visits = [inputs.visits[v] for v in choice.visits]
        self.booked: TimedShift = timed(problem, shift, choice)
        self.tour = tour_of(problem, shift, choice.visits)
        self.travel = problem.travel[problem.shift_mode[shift]]
        self.officers = int(problem.shift_officers[shift])
        pause, booked = self.booked.pause, self.booked
        is_behind = pause is not None and pause[0] >= booked.back
        self.end = self.tour.hours[1] - (pause[1] - pause[0] if pause and is_behind else 0)
        outside = pause is not None and not is_behind and pause[1] > booked.leave
        self.break_leg = choice.break_leg if outside else None
        self.rest = self.tour.rule.seconds if self.tour.rule and outside else 0

    def round(self) -> WalkedRound:
        """The round."""
        count = len(self.visits)
        windows = [self._window(k) for k in range(count)]
        firm = [self._is_firm(k) for k in range(count)]
        doors = [self._door(k) for k in range(count)]
        expected = self._expected(windows, firm, doors)
        last = self._last(windows, firm)
        begun = [stop.begin < self.known_until for stop in self.booked.stops]
        stops = tuple(
            WalkedStop(
                self.choice.visits[k],
                doors[k],
                self.visits[k].seconds,
                expected[k],
                min(self._opens(k, windows, firm), expected[k]),
                self.booked.stops[k].begin,
                NEVER_PASSED if firm[k] or begun[k] else last[k],
                self._home(k),
                firm[k],
                begun[k],
            )
            for k in range(count)
        )
        ways = [self.tour.ways[k] + self._rest_on(k) for k in range(1, count)]
        gaps = [
            after.expected - before.expected - way
            for (before, after), way in zip(pairwise(stops), ways, strict=True)
        ]
        return WalkedRound(stops, tuple(gaps), self.end, self._reserve(), DETOUR_SECONDS)

    def _reserve(self) -> DoorTimes | None:
        """The door of a usual reserve stop: as long as the round's own visits, and mostly open."""
        if not self.visits or not self.inputs.policy.reserve_stops:
            return None
        length = sorted(visit.seconds for visit in self.visits)[len(self.visits) // 2]
        shut = min(self.inputs.policy.shut_door_seconds, length)
        return DoorTimes(RESERVE_CHANCE, shut, length, self.visits[0].length_spread)

    def _opens(self, k: int, windows: Sequence[Interval], firm: Sequence[bool]) -> int:
        """When a visit begins at the earliest: the break on the way is over by then."""
        if firm[k]:
            return self.booked.stops[k].begin
        rule = self.tour.rule if k == self.break_leg else None
        rested = rule.earliest + rule.seconds if rule else 0
        return max(windows[k][0], self.known_until, rested)

    def _window(self, k: int) -> Interval:
        """The hours that the visit is booked in."""
        begin = self.booked.stops[k].begin
        windows = self.times[self.choice.visits[k]].windows
        return next(window for window in windows if window[0] <= begin <= window[1])

    def _is_firm(self, k: int) -> bool:
        visit, last = self.visits[k], self.inputs.calendar.dates[-1]
        return visit.officers_needed > 1 or visit.is_promised_by(last)

    def _door(self, k: int) -> DoorTimes:
        visit, begin = self.visits[k], self.booked.stops[k].begin
        starts = self.times[self.choice.visits[k]].starts
        chance = next(
            start_window.chance
            for start_window in starts
            if start_window.first <= begin <= start_window.last
        )
        shut = min(self.inputs.policy.shut_door_seconds, visit.seconds)
        return DoorTimes(chance, shut, visit.seconds, visit.length_spread)

    def _expected(
        self, windows: Sequence[Interval], firm: Sequence[bool], doors: Sequence[DoorTimes]
    ) -> list[int]:
        """When each visit begins if no door takes longer or shorter than on the mean."""
        free, expected = float(self.booked.leave), []
        for k, stop in enumerate(self.booked.stops):
            begin = round(max(self._arrival(k, free), self._opens(k, windows, firm)))
            expected.append(stop.begin if stop.begin < self.known_until else min(begin, stop.begin))
            length = self.visits[k].seconds if firm[k] else doors[k].mean
            free = expected[-1] + length
        return expected

    def _arrival(self, leg: int, free: float) -> float:
        way, rule = self.tour.ways[leg], self.tour.rule
        if leg != self.break_leg or rule is None:
            return free + way
        return max(free + way, rule.earliest) + rule.seconds

    def _last(self, windows: Sequence[Interval], firm: Sequence[bool]) -> list[int]:
        """When each visit may begin at the latest."""
        last, due, at = [0] * len(self.visits), None, len(self.visits)
        for k in range(len(self.visits) - 1, -1, -1):
            length = self.visits[k].seconds
            last[k] = min(windows[k][1] - length, self.end - self._home(k) - length)
            if due is not None:
                last[k] = min(last[k], due - self._way(k, at) - length)
            if firm[k]:
                due, at = min(last[k], self._due(k, last[k])), k
        return last

    def _due(self, k: int, last: int) -> int:
        """When a promised visit has to begin: two who come by themselves meet to the second."""
        meets = self.visits[k].officers_needed > self.officers
        return self.booked.stops[k].begin if meets else last

    def _way(self, k: int, at: int) -> int:
        """Seconds from a stop straight to a later one, with the break that lies between them."""
        here, there = (self.tour.places[stop + 1] for stop in (k, at))
        way = int(self.travel[here, there])
        if way == NO_WAY:
            way = sum(self.tour.ways[k + 1 : at + 1])
        rests = self.break_leg is not None and k < self.break_leg <= at
        return way + (self.rest if rests else 0)

    def _home(self, k: int) -> int:
        return self._way(k, len(self.visits))

    def _rest_on(self, leg: int) -> int:
        return self.rest if leg == self.break_leg else 0
