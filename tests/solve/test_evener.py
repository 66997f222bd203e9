"""Evener plans: on a tiny station each costs what the cheapest one under its cap costs.

Officers A and B, half a share, walk the street for one day. Five homes; all of them may be left
out. A round to some of them is the way to the farthest and back, and their visits: every one of
the 3 ** 5 ways to give them to A, to B or to nobody can be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from routeplan.errors import JudgeError
from routeplan.plan import Plan
from routeplan.settled import Lock
from routeplan.solution import Budget
from routeplan.solve.evener import DAY_STEPS, WEEK_STEPS, evener_plans, with_reserve, with_ways
from routeplan.solve.ruin_recreate import RuinRecreate
from routeplan.workload.choices import Choice, frontier
from tests.stations import (
    MINUTE,
    MINUTES_APART,
    Street,
    household,
    inputs_of,
    officer,
    shift,
    street_tables,
    visit,
)
from tests.workload.plans import IDLE, at, calls, planned

MINUTES = {1: 20, 2: 35, 3: 15, 4: 40, 5: 10}
SHARES = (1.0, 0.5)
WORTH, CHANCE = 60, 0.5
STATION = inputs_of(
    [household(n) for n in MINUTES],
    [visit(n, minutes) for n, minutes in MINUTES.items()],
    [shift("A"), shift("B")],
    officers=[officer("A"), officer("B", share=0.5)],
)
TABLES = street_tables(STATION)
# A makes all: from 9:00 on, with two minutes of way to each
ALL_BY_A = planned(
    STATION,
    calls((1, at(9, 2)), (2, at(9, 24)), (3, at(10, 1)), (4, at(10, 18)), (5, at(11))),
    IDLE,
)


@dataclass(frozen=True)
class Enumerated:
    """Minutes: busy time of A and B, and the objective."""

    busy: tuple[int, int]
    cost: float

    @property
    def week(self) -> float:
        return max(busy / share for busy, share in zip(self.busy, SHARES, strict=True))


def every_plan() -> list[Enumerated]:
    found = []
    for makers in product((0, 1, None), repeat=len(MINUTES)):
        own = [[n for n, who in zip(MINUTES, makers, strict=True) if who == k] for k in (0, 1)]
        ways = [2 * MINUTES_APART * max(each, default=0) for each in own]
        busy = [way + sum(MINUTES[n] for n in each) for way, each in zip(ways, own, strict=True)]
        out = makers.count(None)
        lost = WORTH * out + WORTH * (1 - CHANCE) * (len(MINUTES) - out)
        found.append(Enumerated((busy[0], busy[1]), sum(ways) + lost))
    return found


@pytest.fixture(scope="module")
def evened() -> list[tuple[str, Plan]]:
    engine = RuinRecreate(threads=1)
    return list(evener_plans(STATION, TABLES, engine, ALL_BY_A, budget=Budget(None, 600)))


@pytest.fixture(scope="module")
def choices(evened: list[tuple[str, Plan]]) -> tuple[Choice, ...]:
    return frontier(STATION, ALL_BY_A, evened)  # type: ignore[arg-type]


def test_each_week_costs_what_the_cheapest_under_its_cap_costs(evened) -> None:
    # A is busy for 120 + 20 minutes, B for none: the mean by share is 140 / 1.5
    longest, mean = 140, 140 / 1.5
    caps = [longest - part * (longest - mean) for part in WEEK_STEPS]
    costs = [plan.totals.objective / MINUTE for kind, plan in evened if kind == "week"]
    assert costs == [min(each.cost for each in every_plan() if each.week <= cap) for cap in caps]


def test_each_day_costs_what_the_cheapest_under_its_cap_costs(evened) -> None:
    # 140 minutes and none: the mean is 70
    caps = [140 - part * 70 for part in DAY_STEPS]
    costs = [plan.totals.objective / MINUTE for kind, plan in evened if kind == "day"]
    assert costs == [
        min(each.cost for each in every_plan() if max(each.busy) <= cap) for cap in caps
    ]


def test_no_plan_at_all_is_evener_than_a_choice_and_cheaper(choices) -> None:
    assert len(choices) >= 3
    now = ALL_BY_A.totals.objective
    for choice in choices[1:]:
        if choice.kind != "week":
            continue
        week, cost = choice.longest_week / MINUTE, (now + choice.price.objective) / MINUTE
        assert not [e for e in every_plan() if e.week < week and e.cost < cost]


def test_choices_get_evener_as_they_get_dearer(choices) -> None:
    weeks = [each.weeks for each in choices if each.kind in ("as-is", "week")]
    assert weeks == sorted(weeks, reverse=True)


def test_a_plan_that_is_even_has_no_evener_one() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    plan = planned(inputs, calls((1, at(10))))
    engine = RuinRecreate(threads=1)
    assert not list(evener_plans(inputs, TABLES, engine, plan, budget=Budget(None, 10)))


class Interrupted(RuinRecreate):
    """Ctrl-C during every search."""

    def solve(self, *arguments, **options):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        return replace(super().solve(*arguments, **options), interrupted=True)


def test_after_ctrl_c_no_further_plan_is_searched_for() -> None:
    found = list(evener_plans(STATION, TABLES, Interrupted(), ALL_BY_A, budget=Budget(None, 50)))
    assert [kind for kind, _ in found] == ["week"]


def test_a_chosen_plan_gets_its_street_lines(evened) -> None:
    _, plan = evened[0]
    assert not plan.routes[0].stops[0].leg.line
    drawn = with_ways(plan, STATION, TABLES, Street(STATION))
    assert drawn.routes[0].stops[0].leg.line
    assert drawn.totals == plan.totals


def test_what_breaks_a_rule_is_not_handed_out() -> None:
    from dataclasses import replace

    wrong = replace(ALL_BY_A, station="Other")
    with pytest.raises(JudgeError):
        with_reserve(wrong, STATION, TABLES)


def test_what_is_locked_keeps_its_time_and_its_officer_in_every_option() -> None:
    locked = ALL_BY_A.routes[0].stops[1]
    options = list(
        evener_plans(
            STATION,
            TABLES,
            RuinRecreate(threads=1),
            ALL_BY_A,
            budget=Budget(None, 300),
            locks=(Lock("L1", visit=locked.visit),),
        )
    )
    assert options
    for _, plan in options:
        stops = {stop.visit: stop for stop in plan.routes[0].stops}
        assert stops[locked.visit].begin == locked.begin


def test_a_locked_round_leaves_no_option_that_would_shorten_it() -> None:
    # A makes everything and is locked: neither the longest week nor the longest day can be shorter
    options = evener_plans(
        STATION,
        TABLES,
        RuinRecreate(threads=1),
        ALL_BY_A,
        budget=Budget(None, 100),
        locks=(Lock("L1", officer="A"),),
    )
    assert list(options) == []
