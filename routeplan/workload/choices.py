"""A small frontier of choices: how even, at which price.

A choice is more even when its weeks by share, the longest first, come before another's in the
dictionary's order, and so do its days: lexicographic min-max (Matl, Hartl & Vidal 2018, who show
why range, deviation and Gini mislead). What nothing speaks for is left away: a choice stays when
no other is as even in its weeks and in its days and costs no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from routeplan.model import Inputs
from routeplan.plan import Plan
from routeplan.workload.weeks import mean_by_share, weeks

Kind = Literal["as-is", "swap", "week", "day"]


@dataclass(frozen=True, slots=True)
class Price:
    """What a choice costs more than the plan as it is; seconds but for ``promises``."""

    promises: int
    travel: int
    worth: int
    minor: int

    @property
    def objective(self) -> int:
        return self.travel + self.worth + self.minor


@dataclass(frozen=True)
class Choice:
    """One plan to choose.

    ``weeks`` are busy seconds for each full share, of every officer and week, the longest first;
    ``mean`` is their mean over the longest one's week; ``days`` are busy seconds of each shift,
    the longest first. ``number`` is how the chief calls it; 0 is the plan as it is.
    """

    number: int
    kind: Kind
    plan: Plan
    weeks: tuple[int, ...]
    mean: int
    days: tuple[int, ...]
    price: Price

    @property
    def longest_week(self) -> int:
        return self.weeks[0] if self.weeks else 0

    @property
    def longest_day(self) -> int:
        return self.days[0] if self.days else 0


def frontier(inputs: Inputs, plan: Plan, others: Iterable[tuple[Kind, Plan]]) -> tuple[Choice, ...]:
    """The plan as it is, and of the others those worth a thought, the cheapest first.

    Choices that break more promises are none. Swapping whole rounds costs nothing and needs no
    trust in a new plan: it is always told, and first.
    """
    now = _choice(inputs, plan, plan, "as-is")
    found = [_choice(inputs, plan, other, kind) for kind, other in others]
    kept = [each for each in found if each.price.promises <= 0]
    all_of_them = [now, *kept]
    kept = [
        each
        for k, each in enumerate(kept, start=1)
        if each.kind == "swap"
        or not any(_beats(other, each, j < k) for j, other in enumerate(all_of_them) if j != k)
    ]
    kept.sort(key=lambda each: (each.kind != "swap", each.price.objective, each.weeks, each.days))
    return (now, *(replace(each, number=k) for k, each in enumerate(kept, start=1)))


def _beats(one: Choice, other: Choice, earlier: bool) -> bool:
    """Whether nothing speaks for the other; of two equal ones the earlier stays."""
    mine = (one.weeks, one.days, one.price.objective)
    its = (other.weeks, other.days, other.price.objective)
    as_good = mine[0] <= its[0] and mine[1] <= its[1] and mine[2] <= its[2]
    return as_good and (mine != its or earlier)


def _choice(inputs: Inputs, plan: Plan, other: Plan, kind: Kind) -> Choice:
    loads = weeks(inputs.officers, [other])
    by_week = sorted(
        (round(load.busy / loads.shares[who]), monday)
        for (who, monday), load in loads.cells.items()
    )[::-1]
    longest = by_week[0][1] if by_week else None
    there = {who: load.busy for (who, on), load in loads.cells.items() if on == longest}
    return Choice(
        number=0,
        kind=kind,
        plan=other,
        weeks=tuple(busy for busy, _ in by_week),
        mean=mean_by_share(there, loads.shares),
        days=_days(other),
        price=_price(plan, other),
    )


def _days(plan: Plan) -> tuple[int, ...]:
    return tuple(sorted((route.busy_seconds for route in plan.routes), reverse=True))


def _price(plan: Plan, other: Plan) -> Price:
    now, then = plan.totals, other.totals
    return Price(
        promises=then.promises_missed - now.promises_missed,
        travel=then.travel - now.travel,
        worth=then.worth_left_out + then.lost_chance - now.worth_left_out - now.lost_chance,
        minor=then.minor_costs - now.minor_costs,
    )
