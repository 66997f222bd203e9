"""Who carried how much, week by week: the plan and the plans before it.

A day belongs to the plan that begins last among those that hold it: a plan made anew in midweek
takes the rest of the week over. Weeks begin on Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from routeplan.balance.workloads import WHOLE, Load, load_of
from routeplan.model.inputs import Officer, PlanCalendar
from routeplan.model.plan import Plan, Route, paid_seconds


@dataclass(frozen=True)
class Weeks:
    """Loads by officer and week.

    ``mondays`` are the weeks in which somebody had a shift, oldest first. ``officers`` holds the
    sums of those of the table who had one, in the table's order, ``shares`` the part of a full
    officer's work that is due from each.
    """

    mondays: tuple[date, ...]
    cells: Mapping[tuple[str, date], Load]
    officers: Mapping[str, Load]
    shares: Mapping[str, float]

    def by_share(self, who: str) -> int:
        """Busy seconds for each full share: what a full officer would carry at that rate."""
        return round(self.officers[who].busy / self.shares[who])

    @property
    def mean_by_share(self) -> int:
        """Busy seconds for each full share if all carried their part."""
        return mean_by_share({who: load.busy for who, load in self.officers.items()}, self.shares)

    def above_mean(self, who: str) -> int:
        """Thousandths by which an officer's load by share lies above the mean (or below)."""
        mean = self.mean_by_share
        return round(WHOLE * self.by_share(who) / mean) - WHOLE if mean else 0

    def part(self, who: str) -> int:
        """Busy seconds that would be the officer's part of what all carried."""
        return round(self.mean_by_share * self.shares[who])

    @property
    def short_of_hours(self) -> tuple[str, ...]:
        """Officers whose paid hours, all of them, are less than their part: no plan mends that."""
        return tuple(who for who, load in self.officers.items() if load.paid < self.part(who))


def weeks(officers: Sequence[Officer], plans: Iterable[Plan]) -> Weeks:
    """The loads of plans over the weeks they reach.

    Parameters
    ----------
    officers
        Of the table: of others, who have left since, nothing is told.
    plans
        In any order.
    """
    cells: dict[tuple[str, date], Load] = {}
    shares = {officer.id: officer.share for officer in officers}
    for on, plan, route in _rounds(plans):
        monday = on - timedelta(days=on.weekday())
        load = load_of(route, paid_seconds(route), calendar_of(plan))
        for who in route.officers:
            if who in shares:
                cells[who, monday] = cells.get((who, monday), Load()) + load
    sums = {
        who: sum((load for (whose, _), load in cells.items() if whose == who), Load())
        for who in shares
    }
    return Weeks(
        tuple(sorted({monday for _, monday in cells})),
        cells,
        {who: load for who, load in sums.items() if load.shifts},
        shares,
    )


def carried_before(
    officers: Sequence[Officer], earlier: Iterable[Plan], first_day: date, days: int
) -> dict[str, int]:
    """Busy seconds of each officer in earlier plans, on days that a plan leaves to them.

    Parameters
    ----------
    earlier
        In any order.
    first_day, days
        Of the plan that takes its days over.

    Returns
    -------
    dict
        By the ids of those who had a shift; empty where no earlier plan has a shift on another day.
    """
    taken_over = {first_day + timedelta(days=day) for day in range(days)}
    known = {officer.id for officer in officers}
    carried: dict[str, int] = {}
    for on, _, route in _rounds(earlier):
        for who in known.intersection(route.officers) if on not in taken_over else ():
            carried[who] = carried.get(who, 0) + route.busy_seconds
    return carried


def mean_by_share(busy: Mapping[str, int], shares: Mapping[str, float]) -> int:
    """Busy seconds for each full share, over those named in ``busy``."""
    due = sum(shares[who] for who in busy)
    return round(sum(busy.values()) / due) if due else 0


def plan_by_day(plans: Iterable[Plan]) -> dict[date, Plan]:
    """The plan that each day belongs to, the days in order."""
    owner: dict[date, Plan] = {}
    for plan in sorted(plans, key=lambda entry: entry.first_day):
        owner |= {plan.first_day + timedelta(days=day): plan for day in range(plan.days)}
    return dict(sorted(owner.items(), key=lambda entry: entry[0]))


def _rounds(plans: Iterable[Plan]) -> Iterable[tuple[date, Plan, Route]]:
    """Every round with its date, each day from the plan that it belongs to."""
    for on, plan in plan_by_day(plans).items():
        day = (on - plan.first_day).days
        yield from ((on, plan, route) for route in plan.routes if route.day == day)


def calendar_of(plan: Plan) -> PlanCalendar:
    """The plan's own calendar."""
    return PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone))
