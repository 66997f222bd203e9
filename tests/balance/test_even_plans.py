"""Evener plans: on a tiny station each costs what the cheapest one under its cap costs.

Officers A and B, half a share, walk the street for one day. Five homes, all of them called on. A
round to some of them is the way to the farthest and back, and their visits: every one of the
2 ** 5 ways to give them to A or to B can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import pytest

from routeplan.balance.even_plans import (
    DAY_STEPS,
    WEEK_STEPS,
    evener_plans,
    with_reserve,
    with_ways,
)
from routeplan.balance.frontier import Choice, frontier
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.errors import JudgeError
from routeplan.model.inputs import Policy, Priority
from routeplan.model.locks import Lock
from routeplan.model.plan import Plan
from routeplan.problem.solution import Budget
from tests.balance.plans import IDLE, at, calls, planned
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
ALL_OF_THEM = calls((1, at(9, 2)), (2, at(9, 24)), (3, at(10, 1)), (4, at(10, 18)), (5, at(11)))
ALL_BY_A = planned(STATION, ALL_OF_THEM, IDLE)


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
    for makers in product((0, 1), repeat=len(MINUTES)):
        own = [[n for n, who in zip(MINUTES, makers, strict=True) if who == k] for k in (0, 1)]
        ways = [2 * MINUTES_APART * max(numbers, default=0) for numbers in own]
        busy = [
            way + sum(MINUTES[n] for n in numbers) for way, numbers in zip(ways, own, strict=True)
        ]
        lost = WORTH * (1 - CHANCE) * len(MINUTES)
        found.append(Enumerated((busy[0], busy[1]), sum(ways) + lost))
    return found


def cheapest_under(caps: list[float], held: Callable[[Enumerated], float]) -> list[float]:
    """What the plans cost under falling caps; one that is too low is halved, and is the last."""
    costs, last = [], caps[0]
    for cap in caps:
        fit = [plan.cost for plan in every_plan() if held(plan) <= cap]
        if not fit:
            half = (last + cap) / 2
            fit = [plan.cost for plan in every_plan() if held(plan) <= half]
            return [*costs, min(fit)] if fit else costs
        costs.append(min(fit))
        last = cap
    return costs


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
    assert costs == cheapest_under(caps, lambda plan: plan.week)


def test_each_day_costs_what_the_cheapest_under_its_cap_costs(evened) -> None:
    # 140 minutes and none: the mean is 70
    caps = [140 - part * 70 for part in DAY_STEPS]
    costs = [plan.totals.objective / MINUTE for kind, plan in evened if kind == "day"]
    assert costs == cheapest_under(caps, lambda plan: max(plan.busy))


def test_evening_out_leaves_no_visit_out(evened) -> None:
    assert evened
    for _, plan in evened:
        assert plan.left_out == ()
        assert plan.search.longest_day_seconds is None


def test_no_plan_at_all_is_evener_than_a_choice_and_cheaper(choices) -> None:
    assert len(choices) >= 3
    now = ALL_BY_A.totals.objective
    for choice in choices[1:]:
        if choice.kind != "week":
            continue
        week, cost = choice.longest_week / MINUTE, (now + choice.price.objective) / MINUTE
        assert not [e for e in every_plan() if e.week < week and e.cost < cost]


def test_choices_get_evener_as_they_get_dearer(choices) -> None:
    weeks = [choice.weeks for choice in choices if choice.kind in ("as-is", "week")]
    assert weeks == sorted(weeks, reverse=True)


def test_a_plan_that_is_even_has_no_evener_one() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    plan = planned(inputs, calls((1, at(10))))
    engine = RuinRecreate(threads=1)
    assert not list(evener_plans(inputs, TABLES, engine, plan, budget=Budget(None, 10)))


class Interrupted(RuinRecreate):
    """Ctrl-C during every search."""

    def solve(self, *arguments, **options):  # type: ignore[no-untyped-def]
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


def test_what_was_carried_before_counts() -> None:
    """A carried two hours in the weeks before: that B makes all now is already more even."""
    all_by_b = planned(STATION, IDLE, ALL_OF_THEM)
    engine = RuinRecreate(threads=1)
    # by share B carries 140 / 0.5 = 280 now; A has carried 280 before: nobody could take over
    before = {"A": 280 * MINUTE}
    options = list(
        evener_plans(STATION, TABLES, engine, all_by_b, budget=Budget(None, 200), before=before)
    )
    assert {kind for kind, _ in options} <= {"day"}
    for choice in frontier(STATION, all_by_b, options, before)[1:]:  # type: ignore[arg-type]
        assert choice.longest_week <= 280 * MINUTE
        assert not choice.plan.routes[0].stops


def test_each_week_over_all_costs_what_the_cheapest_under_its_cap_costs() -> None:
    # A has 140 now and 60 before, B none: 200 in all, the evenest is 200 / 1.5
    caps = [200 - part * (200 - 200 / 1.5) for part in WEEK_STEPS]
    engine = RuinRecreate(threads=1)
    budget, before = Budget(None, 600), {"A": 60 * MINUTE}
    options = evener_plans(STATION, TABLES, engine, ALL_BY_A, budget=budget, before=before)
    costs = [plan.totals.objective / MINUTE for kind, plan in options if kind == "week"]
    assert costs == cheapest_under(caps, lambda e: max(e.busy[0] + 60, e.busy[1] / 0.5))


SPARE = replace(STATION, policy=Policy(keep_free=0.5))
# A's shift of 8 hours keeps 4 free: 140 minutes are fine. Homes 1 and 4 are called on because
# there is time.
MARKED = replace(
    ALL_BY_A,
    routes=(
        replace(
            ALL_BY_A.routes[0],
            stops=tuple(
                replace(stop, spare=stop.visit in ("v1", "v4")) for stop in ALL_BY_A.routes[0].stops
            ),
        ),
        ALL_BY_A.routes[1],
    ),
)


def test_calls_of_spare_time_stay_and_stay_marked() -> None:
    engine = RuinRecreate(threads=1)
    options = list(evener_plans(SPARE, TABLES, engine, MARKED, budget=Budget(None, 300)))
    assert options
    for _, plan in options:
        marked = {stop.visit for route in plan.routes for stop in route.stops if stop.spare}
        assert marked == {"v1", "v4"}
        assert plan.left_out == ()


def test_a_call_of_spare_time_goes_to_no_shift_that_would_be_too_full_for_it() -> None:
    """B is on shift for 100 minutes and keeps half of them free."""
    short = replace(SPARE, shifts=(shift("A"), shift("B", end=at(10, 40))))
    plan = replace(MARKED, routes=(MARKED.routes[0], replace(MARKED.routes[1], end=at(10, 40))))
    engine = RuinRecreate(threads=1)
    options = list(evener_plans(short, TABLES, engine, plan, budget=Budget(None, 300)))
    assert options
    for _, option in options:
        own = option.routes[1]
        assert own.busy_seconds <= 50 * MINUTE


def test_a_visit_that_is_not_worth_its_way_stays_where_the_plan_makes_it() -> None:
    cheap = replace(
        STATION,
        policy=Policy(worth_minutes={priority: 0.0 for priority in Priority}),
    )
    plan = planned(cheap, ALL_OF_THEM, IDLE)
    engine = RuinRecreate(threads=1)
    options = list(evener_plans(cheap, TABLES, engine, plan, budget=Budget(None, 300)))
    assert options
    assert all(option.left_out == () for _, option in options)


def test_a_colleague_who_has_no_round_takes_half_over_on_the_same_day() -> None:
    """Eight homes of 20 minutes, all A's on Monday; what B may carry is not cut into three days."""
    numbers = range(1, 9)
    inputs = inputs_of(
        [household(n) for n in numbers],
        [visit(n, 20) for n in numbers],
        [shift(who, day) for day in (0, 1, 2) for who in "AB"],
        days=3,
    )
    monday = calls(*((n, at(9, 2 + 22 * (n - 1))) for n in numbers))
    plan = planned(inputs, monday, *[IDLE] * 5)
    engine = RuinRecreate(threads=1)
    options = evener_plans(inputs, street_tables(inputs), engine, plan, budget=Budget(None, 600))
    weeks = [option for kind, option in options if kind == "week"]
    busy = [
        {who: sum(r.busy_seconds for r in option.routes if r.officers == (who,)) for who in "AB"}
        for option in weeks
    ]
    # four homes each; the farther half is 32 minutes of way, the nearer 16: 112 and 96
    assert max(min(by_officer.values()) for by_officer in busy) >= 96 * MINUTE
    assert all(not route.stops for route in weeks[0].routes[2:])
