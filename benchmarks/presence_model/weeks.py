"""Weeks of planning, walking and recording at one station by one strategy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.presence_model.replay import Ring, Walk
from benchmarks.presence_model.station import (
    FIRST_DAY,
    SHIFT_HOURS,
    SHIFTS_A_WEEK,
    Size,
    write_station,
)
from benchmarks.presence_model.strategies import Strategy
from benchmarks.presence_model.truth import DAYS_A_WEEK, Truth
from routeplan.followup.due import row_mark
from routeplan.followup.recording import record_results
from routeplan.followup.rounds import rounds_of
from routeplan.learning.calibration import Calibration, calibration
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.station.reading.open_station import read_workspace
from routeplan.visitlog.records import Entry, Result, Round

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Outcome:
    """What the weeks came to; times in seconds.

    ``by_week`` counts the households met in each week, ``ever_by_week`` those met at least once by
    its end. ``not_reached`` counts the ``printed`` stops that were out of time. ``never`` were not
    even called on, ``in_vain`` is the most calls on one household that
    never opened, ``longest_wait`` the most weeks that one which was due waited for a call.
    ``brier`` scores the chances that were learned, ``brier_set`` those as set (see
    ``routeplan.learning.calibration``); None where nothing was learned.
    """

    by_week: tuple[int, ...]
    ever_by_week: tuple[int, ...]
    households: int
    rings: int
    reserve_rings: int
    walked: int
    at_doors: int
    never: int
    in_vain: int
    longest_wait: int
    printed: int = 0
    not_reached: int = 0
    brier: float | None = None
    brier_set: float | None = None

    @property
    def ever(self) -> int:
        """Households met at least once."""
        return self.ever_by_week[-1]

    @property
    def idle(self) -> float:
        """Part of the duty that was spent neither on the way nor at doors."""
        return 1 - (self.walked + self.at_doors) / (3600 * self.hours)

    def hours_until(self, share: float) -> float | None:
        """Officer-hours until so many of the households were met, within a week by its share.

        None where that was not reached.
        """
        wanted, before = share * self.households, 0
        for week, ever in enumerate(self.ever_by_week):
            if ever >= wanted:
                part = (wanted - before) / (ever - before)
                return (week + part) * SHIFTS_A_WEEK * SHIFT_HOURS
            before = ever
        return None

    @property
    def met(self) -> int:
        return sum(self.by_week)

    @property
    def hours(self) -> int:
        """Officer-hours on duty."""
        return len(self.by_week) * SHIFTS_A_WEEK * SHIFT_HOURS

    @property
    def met_an_hour(self) -> float:
        return self.met / self.hours


class Waits:
    """How many weeks each household that is due has waited for a call."""

    def __init__(self, truth: Truth, revisit_days: int) -> None:
        self.rests = -(-revisit_days // DAYS_OF_A_WEEK)
        self.since = dict.fromkeys((home.id for home in truth.homes), 0)
        self.longest = 0

    def add(self, week: int, called: Collection[str], met: Collection[str]) -> None:
        """The calls of a week; whoever is met is due again after the rest."""
        for home, since in self.since.items():
            self.longest = max(self.longest, week - since + (home not in called))
            if home in called:
                self.since[home] = week + (self.rests if home in met else 1)


def run_weeks(folder: Path, truth: Truth, strategy: Strategy, size: Size) -> Outcome:
    """Plan, walk and record week after week; each plan sees the strategy's own visit log only."""
    write_station(folder, truth, strategy.sets, size)
    number = {home.id: k for k, home in enumerate(truth.homes)}
    ever: set[str] = set()
    calls: Counter[str] = Counter()
    waits = Waits(truth, size.revisit_days)
    by_week, ever_by_week, reserve_rings, walked, at_doors = [], [], 0, 0, 0
    printed, not_reached = 0, 0
    for week in range(size.weeks):
        monday = FIRST_DAY + timedelta(weeks=week)
        inputs, travel, plan = strategy.plan(folder, truth, monday, DAYS_A_WEEK, size.iterations)
        met: set[str] = set()
        called: set[str] = set()
        entries = []
        for of_round, rings, walk in _walked(inputs, travel, plan, truth, number, met, week):
            calls.update(ring.household for ring in rings)
            called.update(ring.household for ring in rings)
            reserve_rings += sum(ring.is_reserve for ring in rings)
            walked, at_doors = walked + walk.walked, at_doors + walk.at_doors
            printed, not_reached = printed + walk.printed, not_reached + walk.not_reached
            entries += [_entry(ring, of_round, inputs) for ring in rings]
        _record_week(folder, plan, inputs, entries, monday)
        waits.add(week, called, met)
        ever |= met
        by_week.append(len(met))
        ever_by_week.append(len(ever))
    in_vain = (count for household, count in calls.items() if household not in ever)
    found = _calibrated(folder, size) if strategy.learning else None
    return Outcome(
        by_week=tuple(by_week),
        ever_by_week=tuple(ever_by_week),
        households=len(truth.homes),
        rings=calls.total(),
        reserve_rings=reserve_rings,
        walked=walked,
        at_doors=at_doors,
        never=len(truth.homes) - len(calls),
        in_vain=max(in_vain, default=0),
        longest_wait=waits.longest,
        printed=printed,
        not_reached=not_reached,
        brier=found and found.learned.brier,
        brier_set=found and found.set.brier,
    )


def _calibrated(folder: Path, size: Size) -> Calibration | None:
    """The chances that the weeks had, beside what came in them."""
    after = FIRST_DAY + timedelta(weeks=size.weeks)
    workspace = read_workspace(folder, today=after, first_day=after, environment={})
    assert workspace.learning is not None
    return calibration(workspace.learning, 1)


def _walked(
    inputs: Inputs,
    travel: TravelTables,
    plan: Plan,
    truth: Truth,
    number: dict[str, int],
    met: set[str],
    week: int,
) -> list[tuple[Round, list[Ring], Walk]]:
    """The rounds of a week in the order of their days; ``met`` grows."""
    done = []
    rounds = {each.shift: each for each in rounds_of(plan, inputs.calendar)}
    for route in sorted(plan.routes, key=lambda each: (each.day, each.leave)):
        if not route.stops:
            continue

        def opens(household: str, at: int, day: int = route.day) -> bool:
            seconds = at - inputs.calendar.day_begin(day)
            return truth.opens(number[household], week * DAYS_A_WEEK + day, seconds)

        walk = Walk(inputs, travel, route, opens, met)
        rings = list(walk.rings())
        done.append((rounds[route.shift], rings, walk))
    return done


def _entry(ring: Ring, of_round: Round, inputs: Inputs) -> Entry:
    """As ``record`` writes it: at the printed time; where none is printed the officer's own."""
    stop = of_round.stop(ring.stop)
    assert stop is not None
    day = (of_round.day - inputs.calendar.first_day).days
    return Entry(
        day=of_round.day,
        household=ring.household,
        visit=ring.visit,
        officers=of_round.officers,
        result=Result.MET if ring.met else Result.OUT,
        round=of_round.id,
        stop=ring.stop,
        persons=int(ring.met),
        called_at=ring.at - inputs.calendar.day_begin(day) if stop.begin is None else stop.begin,
        row_mark=row_mark(inputs.household(ring.household)),
    )


def _record_week(
    folder: Path, plan: Plan, inputs: Inputs, entries: list[Entry], monday: date
) -> None:
    """The week's results and rounds, into the visit log."""
    friday = monday + timedelta(days=DAYS_A_WEEK - 1)
    record_results(
        folder / "data" / "visits.db",
        entries,
        rounds_of(plan, inputs.calendar),
        at=f"{friday}T20:00:00+02:00",
        by="benchmark",
    )
