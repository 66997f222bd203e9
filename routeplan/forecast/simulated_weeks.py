"""Weeks planned one after the other, each for those whom the doors before have left."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from routeplan.forecast.week_arrays import (
    NONE,
    STATION,
    Days,
    FilledWeek,
    Flags,
    Floats,
    Ints,
    OpenVisits,
    Rounds,
    Wanted,
)
from routeplan.forecast.week_kernel import clear, fill, fits, keep_rounds, retime, way
from routeplan.model.inputs import DAY_SECONDS
from routeplan.model.plan import Plan

MOST_STOPS = 200
"""On one round; those beyond are left for the next week."""
CALLS_BEFORE = 4.0
"""How many calls the chance as set counts for: so much a shut door lowers what a plan expects."""
THREADS = 2


@dataclass(frozen=True)
class SimulatedStation:
    """All that stays the same from week to week.

    Parameters
    ----------
    officers
        ``(steps, s)`` on each shift, step by step; each step has more of them, or fewer.
    worth
        ``(weeks, n)`` of each visit.
    waited
        ``(n,)`` weeks since the household was called on last, as the plan begins.
    plan
        The first week's rounds, where it is known.
    planned_shifts
        How many of the shifts, the first ones, are the plan's.
    """

    calls: OpenVisits
    days: Days
    officers: Ints
    worth: Floats
    waited: Floats
    plan: Rounds | None = None
    planned_shifts: int = 0

    @property
    def homes(self) -> int:
        """How many households there are."""
        return int(self.calls.home[-1]) + 1 if len(self.calls.home) else 0

    @cached_property
    def within_reach(self) -> Flags:
        """``(steps, homes)`` whether some shift can make a visit there in a week of its own."""
        reach = np.zeros((len(self.officers), self.homes), np.uint8)
        for step in range(len(self.officers)):
            made = self.plan_at(step)
            if made is not None:
                reach[step, self.calls.home[made.day_of != NONE]] = 1
        rounds, n = self.no_rounds(), len(self.calls.home)
        closed = np.zeros(len(self.days.day), np.uint8)
        anything = Wanted(np.full(n, np.inf), np.ones(n), np.ones(n), np.ones(n, np.uint8))
        for step, officers in enumerate(self.officers):
            for visit, home in enumerate(self.calls.home):
                if not reach[step, home]:
                    week = FilledWeek(self.days, officers, closed, rounds, anything, 0)
                    reach[step, home] = fits(self.calls, week, visit)
        return reach

    def plan_at(self, step: int) -> Rounds | None:
        """The plan's rounds without those of shifts on which somebody is missing then."""
        if self.plan is None:
            return None
        missing = np.flatnonzero(self.officers[step] < self.officers[0])
        gone = {
            visit for s in missing for visit in self.plan.visit[s, : self.plan.stops[s]].tolist()
        }
        rounds = self.no_rounds()
        without = np.zeros(self.homes, np.uint8)
        keep_rounds(self.calls, self.days, rounds, self.plan, without)
        for s in range(len(self.days.day)):
            kept = [k for k in range(rounds.stops[s]) if int(rounds.visit[s, k]) not in gone]
            for array in (rounds.visit, rounds.first, rounds.last):
                array[s, : len(kept)] = array[s, kept]
            rounds.stops[s] = len(kept)
            retime(self.calls, self.days, rounds, s)
        rounds.day_of[[*gone]] = NONE
        rounds.chance[[*gone]] = 0.0
        return rounds

    def no_rounds(self) -> Rounds:
        """Rounds of every shift without a stop, with room for the most."""
        n, shifts = len(self.calls.home), len(self.days.day)
        stops = (shifts, max(1, min(MOST_STOPS, n)))
        return Rounds(
            stops=np.zeros(shifts, np.int64),
            busy=np.zeros(shifts),
            visit=np.zeros(stops, np.int64),
            first=np.zeros(stops, np.int64),
            last=np.zeros(stops, np.int64),
            start=np.zeros(stops, np.int64),
            rested=np.zeros(stops, np.int64),
            day_of=np.full(n, NONE, np.int64),
            chance=np.zeros(n),
        )


def plan_rounds(station: SimulatedStation, plan: Plan, visit_ids: Sequence[str]) -> Rounds:
    """The plan's rounds as numbers, with the chances that the plan gives."""
    rounds = station.no_rounds()
    number = {visit: i for i, visit in enumerate(visit_ids)}
    for s, route in enumerate(plan.routes):
        for stop in route.stops:
            visit, k = number.get(stop.visit), rounds.stops[s]
            if visit is None or k == rounds.visit.shape[1]:
                continue
            rounds.visit[s, k] = visit
            rounds.first[s, k] = rounds.last[s, k] = stop.begin
            rounds.stops[s] += 1
            rounds.day_of[visit], rounds.chance[visit] = route.day, stop.chance
        retime(station.calls, station.days, rounds, s)
    return rounds


def one_week(station: SimulatedStation) -> Rounds:
    """The first week as simulated, for everybody, by those there are."""
    rounds = station.no_rounds()
    n = len(station.calls.home)
    waits, closed = np.ones(n, np.uint8), np.zeros(len(station.days.day), np.uint8)
    plan_week(
        station,
        rounds,
        station.officers[0],
        closed,
        Wanted(station.worth[0], station.worth[0], np.ones(n), waits),
        station.waited,
    )
    return rounds


def plan_week(
    station: SimulatedStation,
    rounds: Rounds,
    officers: Ints,
    closed: Flags,
    wanted: Wanted,
    waited: Floats,
) -> None:
    """Fill a week: with whoever is worth it first, then, in time to spare, with those who waited.

    Parameters
    ----------
    officers, closed
        ``(s,)`` officers on each shift; 1 for shifts that take nobody any more.
    waited
        ``(n,)`` weeks since the last call.
    """
    week = FilledWeek(station.days, officers, closed, rounds, wanted, 0)
    fill(station.calls, week)
    longing = wanted._replace(value=wanted.worth + DAY_SECONDS * (1 + waited))
    fill(station.calls, week._replace(wanted=longing, spare=1))


def travel_of(station: SimulatedStation, rounds: Rounds) -> float:
    """Seconds of travel of a week's rounds."""
    total = 0.0
    for s in range(len(station.days.day)):
        at = [STATION, *rounds.visit[s, : rounds.stops[s]].tolist(), STATION]
        total += sum(
            way(station.calls, station.days, s, i, j) for i, j in pairwise(at) if rounds.stops[s]
        )
    return total


def met_by_week(station: SimulatedStation, weeks: int, runs: int, seed: int) -> Ints:
    """``(weeks, runs)`` households met by the end of each week with the last step's officers."""
    met = np.zeros((weeks, runs), np.int64)
    if not station.homes or not len(station.days.day):
        return met
    _ = station.within_reach

    def some(first: int) -> None:
        run = _Run(station)
        for number in range(first, runs, THREADS):
            met[:, number] = run.weeks(weeks, np.random.default_rng([seed, number]))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(some, range(THREADS)))
    return met


class _Run:
    """One run after another. With more officers, those whom fewer would meet are met as well.

    Each step of officers plans its own weeks, all with the same luck at the doors. A step with more
    officers makes the calls of the step before, as far as they are still needed, and then its own;
    one with fewer makes calls that the step before makes or no longer needs. So of two steps the
    one with more officers has met, week by week, whomever the other has met.
    """

    def __init__(self, station: SimulatedStation) -> None:
        self.station = station
        self.steps = len(station.officers)
        self.more = bool(self.steps > 1 and station.officers[-1].sum() > station.officers[0].sum())
        self.rounds = [station.no_rounds() for _ in range(self.steps)]
        self.known = [station.plan_at(step) for step in range(self.steps)]
        n, shifts = len(station.calls.home), len(station.days.day)
        self.waits = np.zeros(n, np.uint8)
        self.open, self.planned = np.zeros(shifts, np.uint8), np.zeros(shifts, np.uint8)
        self.planned[: station.planned_shifts] = 1

    def weeks(self, weeks: int, random: np.random.Generator) -> Ints:
        station, shape = self.station, (self.steps, self.station.homes)
        self.met, self.failed = np.zeros(shape, np.uint8), np.zeros(shape)
        self.called = np.zeros(shape)
        self.called[:, station.calls.home] = -station.waited
        self.met_before = self.met[0]
        goal = station.within_reach[-1].sum()
        counts = np.zeros(weeks, np.int64)
        for week in range(weeks):
            luck = random.random(len(station.calls.home))
            for step in range(self.steps):
                self._plan(week, step)
            for step in range(self.steps):
                self._walk(week, step, luck)
            counts[week] = self.met[-1].sum()
            if counts[week] >= goal:
                counts[week:] = counts[week]
                break
        return counts

    def _plan(self, week: int, step: int) -> None:
        station, rounds = self.station, self.rounds[step]
        home = station.calls.home
        clear(rounds)
        known = self.known[step] if week == 0 else None
        closed = self.open
        self.waits[:] = self.met[step, home] == 0
        if known is not None:
            keep_rounds(station.calls, station.days, rounds, known, self.met[step])
            closed = self.planned
        if step and self.more:
            keep_rounds(station.calls, station.days, rounds, self.rounds[step - 1], self.met[step])
        elif step:
            above = (self.rounds[step - 1].day_of != NONE) | (self.met[step - 1, home] == 1)
            self.waits &= above
            closed = self.open
        elif known is not None:
            return
        belief = (CALLS_BEFORE / (CALLS_BEFORE + self.failed[step]))[home]
        worth = station.worth[week]
        plan_week(
            station,
            rounds,
            station.officers[step],
            closed,
            Wanted(worth, worth, belief, self.waits),
            week - self.called[step, home],
        )

    def _walk(self, week: int, step: int, luck: Floats) -> None:
        """Doors open, or stay shut."""
        rounds, home = self.rounds[step], self.station.calls.home
        chance = rounds.chance
        if step and not self.more:
            # Nobody whom the step with more officers calls on in vain is met here.
            above = self.rounds[step - 1]
            also = (above.day_of != NONE) & (self.met_before[home] == 0)
            chance = np.where(also, np.minimum(chance, above.chance), chance)
        made = rounds.day_of != NONE
        opened = made & (luck < chance)
        self.met_before = self.met[step].copy()
        self.failed[step] += np.bincount(home[made & ~opened], minlength=self.station.homes)
        self.called[step, home[made]] = week
        self.met[step, home[opened]] = 1
