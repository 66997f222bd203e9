"""Which of a station's plans is meant: by their days, never by when a file was written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from routeplan.errors import InputError
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.inputs import DAY_SECONDS, MAX_PLAN_DAYS, PlanCalendar
from routeplan.phrases import Phrase, phrase, short_date


@dataclass(frozen=True, slots=True)
class PlanDates:
    """A plan's file and its days."""

    path: Path
    first_day: date
    days: int

    @property
    def last_day(self) -> date:
        """The plan's last day itself, not the day after."""
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def title(self) -> Phrase:
        """``Mon 30 Nov to Fri 4 Dec 2026``."""
        first, last = self.first_day, self.last_day
        end = phrase("{date} {year}", date=short_date(last), year=last.year)
        if first == last:
            return end
        begin = short_date(first)
        if first.year != last.year:
            begin = phrase("{date} {year}", date=begin, year=first.year)
        return phrase("{first} to {last}", first=begin, last=end)


def plan_of(maps: Path, today: date) -> tuple[PlanDates | None, list[Path]]:
    """The plan whose days hold today, else the next one, else the last one that is over.

    Of several that hold today the one that began last counts.

    Returns
    -------
    tuple
        The plan, None where no file can be read; and the files looked at that cannot be.
    """
    files = sorted(maps.glob("*/plan.json"))
    long_over = today - timedelta(days=MAX_PLAN_DAYS)
    near = [path for path in files if _named_day(path) > long_over]
    plans, broken = _read(near)
    meant = _meant(plans, today)
    if meant is None or meant.last_day < today:
        older, broken_too = _read(path for path in files if path not in near)
        meant, broken = _meant([*plans, *older], today), [*broken_too, *broken]
    return meant, broken


def plans_with_days(maps: Path, first: date, last: date) -> list[PlanDates]:
    """The plans that have any of the days [first, last], those that began last at the end."""
    plans, _ = _read(sorted(maps.glob("*/plan.json")))
    shared = [dates for dates in plans if dates.first_day <= last and dates.last_day >= first]
    return sorted(shared, key=lambda dates: (dates.first_day, str(dates.path)))


def day_at(maps: Path, today: date, seconds: int, *, named: bool = False) -> date:
    """The day whose plan is meant at a clock time of today.

    After midnight that is the day before where it was the last one of a plan, and a shift of that
    plan is still on; a day that was ``named`` only where no plan holds it.
    """
    todays, _ = plan_of(maps, today)
    if named and todays and todays.first_day <= today <= todays.last_day:
        return today
    day_before = today - timedelta(days=1)
    over, _ = plan_of(maps, day_before)
    if over is None or over.last_day != day_before:
        return today
    try:
        plan = read_plan(over.path)
    except InputError:  # told when it is opened
        return today
    calendar = PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone))
    at, last = calendar.elapsed(today, seconds % DAY_SECONDS), plan.days - 1
    is_on = any(r.begin <= at <= r.end for r in plan.routes if r.day == last)
    return day_before if is_on else today


def _meant(plans: Iterable[PlanDates], today: date) -> PlanDates | None:
    def rank(plan: PlanDates) -> tuple[int, int, int, str]:
        first, last = plan.first_day.toordinal(), plan.last_day.toordinal()
        if plan.last_day < today:
            return 0, last, first, str(plan.path)
        if plan.first_day > today:
            return 1, -first, last, str(plan.path)
        return 2, first, last, str(plan.path)

    return max(plans, key=rank, default=None)


def _read(files: Iterable[Path]) -> tuple[list[PlanDates], list[Path]]:
    """Those that can be read, and those that cannot."""
    plans, broken = [], []
    for path in files:
        if plan := _dates(path):
            plans.append(plan)
        else:
            broken.append(path)
    return plans, broken


def _dates(path: Path) -> PlanDates | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        plan = PlanDates(path, date.fromisoformat(content["first_day"]), content["days"])
        is_plan = type(plan.days) is int and 1 <= plan.days <= MAX_PLAN_DAYS and plan.last_day
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return plan if is_plan else None


def _named_day(path: Path) -> date:
    """The first day that the folder is called after; of any other name the last there is."""
    try:
        return date.fromisoformat(path.parent.name)
    except ValueError:
        return date.max
