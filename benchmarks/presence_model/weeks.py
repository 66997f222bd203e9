"""Weeks of planning, walking and recording at one station by one strategy."""

from __future__ import annotations

from collections import Counter
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
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.visitlog.records import Entry, Result, Round


@dataclass(frozen=True)
class Outcome:
    """What the weeks came to; times in seconds.

    ``by_week`` counts the households met in each week, ``ever`` those met at least once. ``never``
    were not even called on, ``in_vain`` is the most calls on one household that never opened.
    """

    by_week: tuple[int, ...]
    ever: int
    rings: int
    reserve_rings: int
    walked: int
    never: int
    in_vain: int

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


def run_weeks(folder: Path, truth: Truth, strategy: Strategy, size: Size) -> Outcome:
    """Plan, walk and record week after week; each plan sees the strategy's own visit log only."""
    write_station(folder, truth, strategy.sets, size)
    number = {home.id: k for k, home in enumerate(truth.homes)}
    ever: set[str] = set()
    calls: Counter[str] = Counter()
    by_week, reserve_rings, walked = [], 0, 0
    for week in range(size.weeks):
        monday = FIRST_DAY + timedelta(weeks=week)
        inputs, travel, plan = strategy.plan(folder, truth, monday, DAYS_A_WEEK, size.iterations)
        met: set[str] = set()
        entries = []
        for of_round, rings, way in _walked(inputs, travel, plan, truth, number, met, week):
            calls.update(ring.household for ring in rings)
            reserve_rings += sum(ring.is_reserve for ring in rings)
            walked += way
            entries += [_entry(ring, of_round, inputs) for ring in rings]
        _record_week(folder, plan, inputs, entries, monday)
        by_week.append(len(met))
        ever |= met
    in_vain = (count for household, count in calls.items() if household not in ever)
    return Outcome(
        by_week=tuple(by_week),
        ever=len(ever),
        rings=calls.total(),
        reserve_rings=reserve_rings,
        walked=walked,
        never=len(truth.homes) - len(calls),
        in_vain=max(in_vain, default=0),
    )


def _walked(
    inputs: Inputs,
    travel: TravelTables,
    plan: Plan,
    truth: Truth,
    number: dict[str, int],
    met: set[str],
    week: int,
) -> list[tuple[Round, list[Ring], int]]:
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
        done.append((rounds[route.shift], rings, walk.walked))
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
