"""Weeks really planned: plan, ring at every door, record what came of it, and plan again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.followup.due import row_mark
from routeplan.followup.logged_rounds import rounds_of
from routeplan.followup.recording import record_results
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from routeplan.station.reading.open_station import read_workspace
from routeplan.travel.straight_line import StraightLine
from routeplan.visitlog.log_records import Entry, Result, Round

FIRST_DAY = date(2026, 11, 30)
"""A Monday."""
DAYS = 5


@dataclass(frozen=True)
class Week:
    """A week's inputs, by the log where it is read, and its plan."""

    inputs: Inputs
    plan: Plan


def planned_week(folder: Path, first_day: date, iterations: int) -> Week:
    """The plan of a week, by what the station's folder holds on the day before."""
    workspace = read_workspace(
        folder,
        today=first_day - timedelta(days=1),
        first_day=first_day,
        days=DAYS,
        environment={},
    )
    inputs = workspace.inputs
    source = StraightLine()
    plan = make_plan(
        inputs,
        source.tables(inputs.places, inputs.modes),
        source,
        RuinRecreate(threads=1),
        budget=Budget(None, iterations),
    )
    return Week(inputs, plan)


def replayed(
    station: Path, first: Week, weeks: int, iterations: int, luck: Sequence[int]
) -> list[int]:
    """Households met by the end of each week; doors open by the chances as set, whatever was.

    Parameters
    ----------
    station
        Its folder, which stays as it is: the log is kept in a copy.
    luck
        Seeds of what happens at the doors.
    """
    random = np.random.default_rng(luck)
    folder = station.with_name(f"{station.name} {luck}")
    shutil.copytree(station, folder)
    met: set[str] = set()
    counts: list[int] = []
    week, everybody = first, {visit.household for visit in first.inputs.visits}
    for number in range(weeks):
        opened = _opened(week, random)
        met |= {household for household, _, is_met in opened if is_met}
        counts.append(len(met))
        if met == everybody:
            break
        _record(folder, week, opened)
        monday = FIRST_DAY + timedelta(weeks=number + 1)
        week = planned_week(folder, monday, iterations)
    return (counts + [counts[-1]] * weeks)[:weeks]


Opened = list[tuple[str, str, bool]]
"""Household, shift and whether somebody was met, in the order of the plan's stops."""


def _opened(week: Week, random: np.random.Generator) -> Opened:
    """Each visit once, whoever makes it with whom."""
    as_set = replace(week.inputs, learned=None)
    times = dict(zip((v.id for v in as_set.visits), visit_times(as_set), strict=True))
    found, seen = [], {}
    for route in week.plan.routes:
        for stop in route.stops:
            if stop.visit not in seen:
                chance = next(
                    start.chance
                    for start in times[stop.visit].starts
                    if start.first <= stop.begin <= start.last
                )
                seen[stop.visit] = bool(random.random() < chance)
            found.append((stop.household, route.shift, seen[stop.visit]))
    return found


def _record(folder: Path, week: Week, opened: Opened) -> None:
    """The week's results and rounds, into the visit log."""
    inputs, calendar = week.inputs, week.inputs.calendar
    rounds: list[Round] = list(rounds_of(week.plan, calendar))
    met = {(household, shift): is_met for household, shift, is_met in opened}
    entries = [
        Entry(
            day=logged_round.day,
            household=stop.household,
            visit=stop.visit,
            officers=logged_round.officers,
            result=Result.MET if met[stop.household, logged_round.shift] else Result.OUT,
            round=logged_round.id,
            stop=stop.stop,
            persons=int(met[stop.household, logged_round.shift]),
            called_at=stop.begin,
            row_mark=row_mark(inputs.household(stop.household)),
        )
        for logged_round in rounds
        for stop in logged_round.stops
        if not stop.is_reserve
    ]
    log = folder / "data" / "visits.db"
    friday = calendar.dates[-1]
    record_results(log, entries, rounds, at=f"{friday}T23:00:00+02:00", by="benchmark")
