"""A small frontier of choices: how even, at which price.

A choice is more even when its weeks by share, the longest first, come before another's in the
dictionary's order, and so do its days: lexicographic min-max (Matl, Hartl & Vidal 2018, who show
why range, deviation and Gini mislead). What was carried in earlier plans counts: then all weeks
together are evened, so that whoever worked for an absent colleague is not given more again. What
nothing speaks for is left away: a choice stays when no other is as even in its weeks and in its
days and costs no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from routeplan.balance.carried_weeks import mean_by_share, weeks
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan

Kind = Literal["as-is", "swap", "week", "day"]


@dataclass(frozen=True, slots=True)
class ChoicePrice:
    """What a choice costs more than the plan as it is; seconds but for ``promises``.

    ``worth`` is of what is left out or met with less chance, ``minor`` of other officers than the
    preferred ones, ``later_days`` of visits made later, ``waiting`` of officers who wait outside.
    """

    promises: int
    travel: int
    worth: int
    minor: int
    later_days: int = 0
    waiting: int = 0

    @property
    def objective(self) -> int:
        """The sum of all terms but the promises, in seconds."""
        return self.travel + self.worth + self.minor + self.later_days + self.waiting


@dataclass(frozen=True)
class Choice:
    """One plan to choose.

    ``weeks`` are busy seconds for each full share, the longest first: of every officer and week,
    or where there are earlier plans of every officer on shift over all weeks. ``mean`` is what each
    full share would carry of the same: of all officers in the longest one's week, or over all
    weeks. ``days`` are busy seconds of each shift, the longest first. ``number`` is how the chief
    calls it; 0 is the plan as it is. ``earlier`` tells that earlier plans count.
    """

    number: int
    kind: Kind
    plan: Plan
    weeks: tuple[int, ...]
    mean: int
    days: tuple[int, ...]
    price: ChoicePrice
    earlier: bool = False

    @property
    def longest_week(self) -> int:
        """Busy seconds of the longest week by share; 0 where there is none."""
        return self.weeks[0] if self.weeks else 0

    @property
    def longest_day(self) -> int:
        """Busy seconds of the longest shift; 0 where there is none."""
        return self.days[0] if self.days else 0


def frontier(
    inputs: Inputs,
    plan: Plan,
    others: Iterable[tuple[Kind, Plan]],
    before: Mapping[str, int] | None = None,
) -> tuple[Choice, ...]:
    """The plan as it is, and of the others those worth a thought, the cheapest first.

    Choices that break more promises are none. Swapping whole rounds costs nothing and needs no
    trust in a new plan: it is always told, and first.

    Parameters
    ----------
    before
        Busy seconds by officer in earlier plans, of all who had a shift there.
    """
    before = before or {}
    now = _choice(inputs, plan, plan, "as-is", before)
    options = [_choice(inputs, plan, other, kind, before) for kind, other in others]
    kept = [choice for choice in options if choice.price.promises <= 0]
    all_of_them = [now, *kept]
    kept = [
        choice
        for k, choice in enumerate(kept, start=1)
        if choice.kind == "swap"
        or not any(_beats(other, choice, j < k) for j, other in enumerate(all_of_them) if j != k)
    ]
    kept.sort(
        key=lambda choice: (
            choice.kind != "swap",
            choice.price.objective,
            choice.weeks,
            choice.days,
        )
    )
    return (now, *(replace(choice, number=k) for k, choice in enumerate(kept, start=1)))


def _beats(one: Choice, other: Choice, earlier: bool) -> bool:
    """Whether nothing speaks for the other; of two equal ones the earlier stays."""
    mine = (one.weeks, one.days, one.price.objective)
    its = (other.weeks, other.days, other.price.objective)
    as_good = mine[0] <= its[0] and mine[1] <= its[1] and mine[2] <= its[2]
    return as_good and (mine != its or earlier)


def _choice(
    inputs: Inputs, plan: Plan, other: Plan, kind: Kind, before: Mapping[str, int]
) -> Choice:
    longest_first, mean = _over_all(inputs, other, before) if before else _by_week(inputs, other)
    return Choice(
        number=0,
        kind=kind,
        plan=other,
        weeks=longest_first,
        mean=mean,
        days=_days(other),
        price=_price(plan, other),
        earlier=bool(before),
    )


def _by_week(inputs: Inputs, plan: Plan) -> tuple[tuple[int, ...], int]:
    """Every officer's weeks by share, the longest first, and the mean of the longest one's week."""
    loads = weeks(inputs.officers, [plan])
    by_week = sorted(
        (round(load.busy / loads.shares[who]), monday)
        for (who, monday), load in loads.cells.items()
    )[::-1]
    longest = by_week[0][1] if by_week else None
    there = {who: load.busy for (who, on), load in loads.cells.items() if on == longest}
    return tuple(busy for busy, _ in by_week), mean_by_share(there, loads.shares)


def _over_all(inputs: Inputs, plan: Plan, before: Mapping[str, int]) -> tuple[tuple[int, ...], int]:
    """What each officer on shift carries by share with the earlier plans, and the mean of all.

    Those who are not on shift now count in the mean: it is that of the table by share.
    """
    loads = weeks(inputs.officers, [plan])
    carried = {who: busy for who, busy in before.items() if who in loads.shares}
    for who, load in loads.officers.items():
        carried[who] = carried.get(who, 0) + load.busy
    by_share = [round(carried[who] / loads.shares[who]) for who in loads.officers]
    return tuple(sorted(by_share, reverse=True)), mean_by_share(carried, loads.shares)


def _days(plan: Plan) -> tuple[int, ...]:
    return tuple(sorted((route.busy_seconds for route in plan.routes), reverse=True))


def _price(plan: Plan, other: Plan) -> ChoicePrice:
    now, then = plan.totals, other.totals
    return ChoicePrice(
        promises=then.promises_missed - now.promises_missed,
        travel=then.travel - now.travel,
        worth=then.worth_left_out + then.lost_chance - now.worth_left_out - now.lost_chance,
        minor=then.minor_costs - now.minor_costs,
        later_days=then.later_days - now.later_days,
        waiting=then.waiting - now.waiting,
    )
