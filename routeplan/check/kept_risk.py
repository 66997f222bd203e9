"""Whether rounds booked by what is expected at their doors keep to the stated risk.

Each round is walked on many days that are drawn by a seed of its own: every door opens by its
chance, every visit takes a length of its distribution, reserve stops are tried while there is time
for them. Nothing of the planner's figures is used but the booked times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import at, lengths
from routeplan.errors import Violation
from routeplan.model.inputs import NO_WAY, STATION_PLACE
from routeplan.model.plan import Route, Stop
from routeplan.phrases import phrase

DAYS = 4096
LEEWAY = 0.01
"""Two samples of so many days differ by less, three times in a thousand apart."""
USUALLY = 0.95
SAID_LEEWAY, SPAN_LEEWAY = 0.02, 300
"""Who plans does not know yet which reserve stops will be tried: what is said may be off by so
much, of days and stops, and in seconds of a span."""
NOBODY_COMES = 1 << 40
"""Seconds of a way that there is not."""

Moments = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Walks:
    """Many days of one round, or one day on which every door opens.

    ``passed`` and ``begins`` have a row for each stop; ``back`` is when the officer comes home.
    """

    passed: Bools
    begins: Moments
    back: Moments
    end: int

    @property
    def late_stops(self) -> float:
        """Part of the stops that are out of time."""
        return float(self.passed.mean())

    @property
    def late_days(self) -> float:
        """Part of the days on which the officer is back too late."""
        return float((self.back > self.end).mean())


def in_time(case: JudgedPlan) -> Iterator[Violation]:
    """A round is in time as often as the settings state, promises always, and says how often."""
    booking = case.inputs.policy.booking
    if case.plan.booking != booking:
        yield Violation("in-time", phrase("the plan was booked with another risk than is stated"))
    if booking is None:
        return
    for route in case.plan.routes:
        # one that was under way when it was planned keeps what can be kept
        if route.stops and route.begin >= case.plan.known_until:
            walked = _WalkedRoute(case, route)
            yield from _promises(walked)
            yield from _risk(walked)


def _promises(round_: _WalkedRoute) -> Iterator[Violation]:
    """Promised stops are in time on a day on which every door opens for the whole visit."""
    case, route = round_.case, round_.route
    for stop, begin in zip(route.stops, round_.every_door_opens().begins[:, 0], strict=True):
        if round_.is_firm(stop) and begin > round_.due(stop):
            message = phrase(
                "{visit} is promised, and would begin at {begin} if every door before it opened",
                visit=case.visit_name(stop.visit),
                begin=at(case.inputs.calendar, int(begin), beside=(round_.due(stop),)),
            )
            yield broken("in-time", message, route, stop)


def _risk(round_: _WalkedRoute) -> Iterator[Violation]:
    case, route = round_.case, round_.route
    booking, unavoidable_days = case.inputs.policy.booking, 0.0
    assert booking is not None
    walks = round_.days()
    if walks.late_days > booking.late_days + LEEWAY:  # what is promised is made whatever the risk
        unavoidable_days = round_.days(only_firm=True).late_days
    for name, share, allowed, unavoidable, stated in (
        (
            phrase("stops out of time"),
            walks.late_stops,
            booking.late_stops,
            0.0,
            route.late_stops,
        ),
        (
            phrase("days back after the shift's end"),
            walks.late_days,
            booking.late_days,
            unavoidable_days,
            route.late_day,
        ),
    ):
        if not share <= max(allowed, unavoidable) + LEEWAY:
            message = phrase(
                "{round}: {share:.1%} {name}, {most:.1%} at most are stated",
                round=case.route_name(route),
                share=share,
                name=name,
                most=allowed,
            )
            yield broken("in-time", message, route)
        elif stated is None or not share <= stated + SAID_LEEWAY:
            message = phrase(
                "{round}: {share:.1%} {name}, the plan says {wrong}",
                round=case.route_name(route),
                share=share,
                name=name,
                wrong=stated,
            )
            yield broken("in-time", message, route)
    yield from _spans(case, route, walks)


def _spans(case: JudgedPlan, route: Route, walks: _Walks) -> Iterator[Violation]:
    """Whoever waits for a visit has been called on when its printed span is over."""
    for stop, begins, passed in zip(route.stops, walks.begins, walks.passed, strict=True):
        made = begins[~passed]
        if stop.latest is None or not len(made):
            continue
        if (made > stop.latest + SPAN_LEEWAY).mean() > 1 - USUALLY + LEEWAY:
            right, wrong = lengths(
                np.quantile(made, USUALLY) - stop.begin, stop.latest - stop.begin
            )
            message = phrase(
                "{visit} begins {right} after its booked time on one day of 20, not {wrong}",
                visit=case.visit_name(stop.visit),
                right=right,
                wrong=wrong,
            )
            yield broken("in-time", message, route, stop)


class _WalkedRoute:
    """One route, to be walked by the rules that its sheet prints."""

    def __init__(self, case: JudgedPlan, route: Route) -> None:
        self.case, self.route, self.stops = case, route, route.stops
        self.places = [case.place(stop) for stop in route.stops]
        self.lengths = [case.visit(stop.visit).seconds for stop in route.stops]
        pause, rule = route.pause, case.shift(route).pause
        behind = pause is not None and pause.begin >= route.back
        self.end = route.end - (pause.end - pause.begin if pause and behind else 0)
        outside = pause is not None and not behind and pause.end > route.leave
        self.break_leg = pause.after if pause and outside else -1
        self.rest = rule.seconds if rule and outside else 0
        self.earliest_rest = rule.earliest if rule else 0

    def is_firm(self, stop: Stop) -> bool:
        """Whether it is promised, or made by two officers."""
        visit = self.case.visit(stop.visit)
        last = self.case.inputs.calendar.dates[-1]
        return visit.officers_needed > 1 or visit.is_promised_by(last)

    def due(self, stop: Stop) -> int:
        """Until when a promised visit has to begin."""
        if stop.partners:
            return stop.begin
        return stop.window_end - self.case.visit(stop.visit).seconds

    @cached_property
    def table(self) -> Ints:
        """Ways in seconds: from and to the station (the first row), stops, reserve stops."""
        homes = [
            self.case.inputs.household(reserve_stop.household).place
            for reserve_stop in self.route.reserve
        ]
        places = [STATION_PLACE, *self.places, *homes]
        return np.array(
            [[self.case.way(self.route, here, there) for there in places] for here in places]
        )

    @cached_property
    def last(self) -> list[int]:
        """Until when each stop may be rung at: later it is passed by."""
        last, due, at_ = [0] * len(self.stops), None, 0
        for k in reversed(range(len(self.stops))):
            stop, length = self.stops[k], self.lengths[k]
            home = self._straight(k + 1, 0) + (self.rest if self.break_leg > k else 0)
            last[k] = min(stop.window_end - length, self.end - home - length)
            if due is not None:
                rest = self.rest if k < self.break_leg <= at_ else 0
                last[k] = min(last[k], due - self._straight(k + 1, at_ + 1) - rest - length)
            if self.is_firm(stop):
                due, at_ = min(last[k], self.due(stop)), k
        return last

    def _straight(self, here: int, there: int) -> int:
        """Seconds from one row of the table to another, through the stops where there is no way."""
        way = int(self.table[here, there])
        if way != NO_WAY:
            return way
        if there and here > there:
            return NOBODY_COMES
        rows = [*range(here, there + 1)] if there else [*range(here, len(self.stops) + 1), 0]
        return int(sum(self.table[a, b] for a, b in pairwise(rows)))

    def every_door_opens(self) -> _Walks:
        """One day on which every visit is made, and takes its usual length."""
        return self._walks([np.array([float(length)]) for length in self.lengths], [])

    def days(self, *, only_firm: bool = False) -> _Walks:
        """Days as they may come, drawn by the shift: the same in a region's plan and the whole."""
        random = np.random.default_rng(crc32(self.route.shift.encode()))
        at_doors = [self._drawn(random, stop.visit, stop.chance) for stop in self.stops]
        at_reserve = [
            self._drawn(random, reserve_stop.visit, reserve_stop.chance or 0.0)
            for reserve_stop in self.route.reserve
        ]
        return self._walks(at_doors, at_reserve, only_firm=only_firm)

    def _drawn(self, random: np.random.Generator, visit_id: str, chance: float) -> Moments:
        """Seconds at a door on each day."""
        visit = self.case.visit(visit_id)
        shut = min(self.case.inputs.policy.shut_door_seconds, visit.seconds)
        spread = visit.length_spread
        taken = visit.seconds * np.exp(spread * random.standard_normal(DAYS) - spread**2 / 2)
        return np.where(random.random(DAYS) < chance, taken, shut)

    def _walks(
        self, at_doors: list[Moments], at_reserve: list[Moments], *, only_firm: bool = False
    ) -> _Walks:
        days = at_doors[0].shape if at_doors else (1,)
        now, here = np.full(days, float(self.route.leave)), np.zeros(days, np.int64)
        passed, begins = [], []
        at_reserve = [moments.copy() for moments in at_reserve]
        for k, stop in enumerate(self.stops):
            firm, known = self.is_firm(stop), stop.begin < self.case.plan.known_until
            if at_reserve and not known:
                now, here = self._tried(k, now, here, at_reserve)
            opens = max(stop.window_begin, self.case.plan.known_until)
            arrive = self._arrival(k, now, here, k + 1)
            begin = np.maximum(arrive, stop.begin if firm else opens)
            if known:
                begin = np.full(days, float(stop.begin))
            out = np.zeros(days, bool)
            if not (firm or known):
                out = np.ones(days, bool) if only_firm else begin > self.last[k]
            now = np.where(out, self._rested(k, now), begin + at_doors[k])
            here = np.where(out, here, k + 1)
            passed.append(out)
            begins.append(begin)
        back = self._arrival(len(self.stops), now, here, 0)
        return _Walks(np.array(passed), np.array(begins), back, self.end)

    def _tried(
        self, k: int, now: Moments, here: Ints, at_reserve: list[Moments]
    ) -> tuple[Moments, Ints]:
        """Reserve stops whose whole visit ends before the next stop's booked time.

        One that has been tried on a day takes no time any more: ``at_reserve`` is -1 there.
        """
        if k == self.break_leg:
            return now, here
        for number, reserve in enumerate(self.route.reserve):
            row = 1 + len(self.stops) + number
            if reserve.after > k:
                continue
            whole = self.case.visit(reserve.visit).seconds
            begin = np.maximum(self._arrival(-1, now, here, row), reserve.window_begin)
            fits = (begin + whole <= reserve.window_end) & (at_reserve[number] >= 0)
            fits &= begin + whole + self._straight(row, k + 1) <= self.stops[k].begin
            now = np.where(fits, begin + at_reserve[number], now)
            here = np.where(fits, row, here)
            at_reserve[number] = np.where(fits, -1.0, at_reserve[number])
        return now, here

    def _arrival(self, leg: int, free: Moments, here: Ints, there: int) -> Moments:
        straight = np.array([self._straight(k, there) for k in range(len(self.table))])
        arrive: Moments = free + straight[here]
        if leg == self.break_leg:
            arrive = np.maximum(arrive, self.earliest_rest) + self.rest
        return arrive

    def _rested(self, leg: int, free: Moments) -> Moments:
        """When an officer goes on who passes a stop by, with the break before it behind him."""
        if leg != self.break_leg:
            return free
        rested: Moments = np.maximum(free, self.earliest_rest) + self.rest
        return rested
