"""A plan whose orders somebody wrote by hand: timed as well as the orders allow, then assembled.

An order that breaks rules is timed all the same, as if its homes were open whenever the officer
comes and the shift had no end, so that the judge can list everything that is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routeplan.hours.windows import StartWindow, VisitTimes
from routeplan.model.inputs import NO_WAY, Inputs, TravelTables
from routeplan.model.plan import Plan, SearchRecord
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.insertion.one_more_visit import route_times
from routeplan.planning.insertion.order_times import (
    Pins,
    allowed_starts,
    best_times,
)
from routeplan.planning.insertion.placing import rested
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.risk.stated_risk import with_risk
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.planning.solution_to_plan import assemble
from routeplan.planning.spare_time import still_spare
from routeplan.planning.undecided_times import on_the_minute
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import rested_arrival, tour_of

Orders = Mapping[str, Sequence[str]]
"""By shift: the visits it makes, in order."""
NO_END = 1 << 30


@dataclass(frozen=True)
class _Forced:
    """A round that breaks rules, and the visits that begin when nobody is said to be at home."""

    choice: ShiftChoice
    begun: dict[int, int]


def plan_by_hand(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    travel: TravelTables,
    orders: Orders,
    source: Plan,
    *,
    longest_day: int | None = None,
) -> Plan:
    """The plan of these orders; its legs' street lines are drawn later.

    Parameters
    ----------
    orders
        Of known shifts and visits only; a shift that is not named makes none.
    source
        The plan it came from: a round that is the same there keeps its times.
    longest_day
        The chief's own cap on travel and visits of each shift, in seconds; None where he set none.
        A cap that the planner found for itself binds nobody here.
    """
    problem = _without_caps(build_problem(inputs, times, travel))
    number = {visit.id: v for v, visit in enumerate(inputs.visits)}
    rounds = [tuple(number[v] for v in orders.get(shift.id, ())) for shift in inputs.shifts]
    choices = _timed(problem, rounds, reopen(source, inputs, problem))
    forced = _all_forced(problem, rounds, choices)
    whole = tuple(
        forced[s].choice if choice is None else choice for s, choice in enumerate(choices)
    )
    open_times = _opened(inputs, times, [forced_round.begun for forced_round in forced.values()])
    eased = build_problem(inputs, open_times, travel)
    if forced:
        eased = _without_bounds(eased)
    eased = eased if longest_day is None else capped(eased, longest_day)
    search = SearchRecord("by hand", 0, 0, longest_day_seconds=longest_day)
    solution = Solution(whole, 0, 0, 0)
    risk = RiskCase(inputs, open_times, eased)
    if not forced:
        solution = risk.leaving_in_time(on_the_minute(inputs, eased, solution))
    marked = () if forced else [number[visit] for visit in _spare_still(orders, source)]
    still = still_spare(eased, solution, marked, inputs.policy.keep_free)
    plan = assemble(inputs, open_times, travel, eased, solution, search, spare=still)
    return with_risk(plan, risk, solution)


def _spare_still(orders: Orders, source: Plan) -> set[str]:
    """Calls of spare time in rounds that are as they were; others are the chief's own choice."""
    same: dict[str, bool] = {}
    for route in source.routes:
        visits = [stop.visit for stop in route.stops]
        kept = list(orders.get(route.shift, ())) == visits
        for stop in route.stops:
            if stop.spare:
                same[stop.visit] = same.get(stop.visit, True) and kept
    return {visit for visit, kept in same.items() if kept}


def own_cap(source: Plan, setting: int | None) -> int | None:
    """The longest day that the chief set himself, in seconds; None where he set none.

    Of the plan's own and the settings' the longer one counts, for he may have raised either.

    Parameters
    ----------
    setting
        The settings' cap: None for ``auto``, 0 for ``none``.
    """
    if setting == 0:
        return None
    caps = (source.search.longest_day_seconds, setting)
    return max((cap for cap in caps if cap is not None), default=None)


def _timed(
    problem: Problem, rounds: Sequence[tuple[int, ...]], kept: Solution
) -> list[ShiftChoice | None]:
    """Each round's best times; None where the order cannot be kept."""
    choices: list[ShiftChoice | None] = []
    for s, visits in enumerate(rounds):
        old = kept.choices[s]
        same = old.visits == visits and rested(problem, s, old.visits, old.starts)
        choices.append(old if same else None)
    pins = _meetings(problem, rounds, choices)
    return [
        choice if choice is not None else best_times(problem, s, rounds[s], pins)
        for s, choice in enumerate(choices)
    ]


def _meetings(
    problem: Problem, rounds: Sequence[tuple[int, ...]], kept: list[ShiftChoice | None]
) -> Pins:
    """When two officers meet: the cheapest second that both rounds reach, one pair after another.

    A round that keeps its times is followed. Rounds that cannot meet are found out by the judge.
    """
    pins: dict[int, int] = {}
    for v in range(problem.visits):
        makers = [s for s, visits in enumerate(rounds) if v in visits]
        if problem.officers_needed[v] != 2 or len(makers) != 2:
            continue
        fixed = [choice for s in makers if (choice := kept[s]) is not None]
        if fixed:
            pins[v] = fixed[0].starts[fixed[0].visits.index(v)][0]
            continue
        reach = [_reach(problem, s, rounds[s], v, pins) for s in makers]
        meets = [
            (start.lost, first)
            for start in allowed_starts(problem, v, {})
            if (first := max(start.first, *(r[0] for r in reach)))
            <= min(start.last, *(r[1] for r in reach))
        ]
        if meets:
            pins[v] = min(meets)[1]
    return pins


def _reach(
    problem: Problem, s: int, visits: tuple[int, ...], v: int, pins: Pins
) -> tuple[int, int]:
    """Between which seconds a round can begin a visit, its other windows taken from end to end."""
    spans = []
    for u in visits:
        starts = allowed_starts(problem, u, pins)
        begin, end = int(problem.shift_begin[s]), int(problem.shift_end[s])
        reachable = [start for start in starts if start.last >= begin and start.first <= end]
        spans.append((reachable[0].first, reachable[-1].last) if reachable else (begin, end))
    route = route_times(problem, s, ShiftChoice(visits, tuple(spans)))
    k = visits.index(v) + 1
    return min(route.early[k]), max(route.late[k])


def _all_forced(
    problem: Problem, rounds: Sequence[tuple[int, ...]], choices: Sequence[ShiftChoice | None]
) -> dict[int, _Forced]:
    """The rounds that cannot be kept, timed all the same.

    Where two officers meet, the one whose round breaks a rule comes when the other does, if he can.
    """
    meetings: dict[int, int] = {}
    for s, choice in enumerate(choices):
        if choice is not None:
            stops = zip(choice.visits, timed(problem, s, choice).stops, strict=True)
            meetings |= {v: stop.begin for v, stop in stops if problem.officers_needed[v] == 2}
    forced: dict[int, _Forced] = {}
    for s, choice in enumerate(choices):
        if choice is None:
            forced[s] = _forced(problem, s, rounds[s], meetings)
            begins = zip(rounds[s], forced[s].choice.starts, strict=True)
            for v, (begin, _) in begins:
                if problem.officers_needed[v] == 2:
                    meetings.setdefault(v, begin)
    return forced


def _forced(problem: Problem, s: int, visits: tuple[int, ...], meetings: Pins) -> _Forced:
    """One stop after the other, whenever the officer comes; the break as soon as it may be."""
    tour = tour_of(problem, s, visits)
    free, leg_of_break, rule = tour.hours[0], None, tour.rule
    starts, begun = [], {}
    for leg, v in enumerate(visits):
        way = max(tour.ways[leg], 0)
        rest = rested_arrival(rule, free, way)
        due = rule is not None and leg_of_break is None
        free += way
        begin, is_open = _begin(problem, s, v, max(free, meetings.get(v, free)))
        # as soon as it may be, and sooner than a wait at the door would be over
        if due and rest is not None and (free >= problem.break_earliest[s] or rest <= begin):
            free, leg_of_break = rest, leg
            begin, is_open = _begin(problem, s, v, max(free, meetings.get(v, free)))
        if not is_open:
            begun[v] = begin
        starts.append((begin, begin))
        free = begin + tour.seconds[leg]
    if leg_of_break is None and rested_arrival(rule, free, 0) is not None:
        leg_of_break = len(visits)
    return _Forced(ShiftChoice(visits, tuple(starts), leg_of_break), begun)


def _begin(problem: Problem, s: int, v: int, free: int) -> tuple[int, bool]:
    """When a visit begins that the officer is free for, and whether somebody is at home then."""
    windows = [
        start
        for start in allowed_starts(problem, v, {})
        if free <= start.last and start.first <= problem.shift_end[s]
    ]
    return (max(free, windows[0].first), True) if windows else (free, False)


def _opened(
    inputs: Inputs, times: Sequence[VisitTimes], begun: Sequence[Mapping[int, int]]
) -> list[VisitTimes]:
    """Times with a window of no chance wherever a visit begins outside of its own."""
    opened = list(times)
    for begin_of in begun:
        for v, begin in begin_of.items():
            window = (begin, begin + inputs.visits[v].seconds)
            start = StartWindow(begin, begin, 0.0)
            entry = opened[v]
            if any(one.first <= begin <= one.last for one in entry.starts):
                continue  # another round of the same visit begins then too
            opened[v] = replace(
                entry,
                windows=tuple(sorted((*entry.windows, window))),
                starts=tuple(sorted((*entry.starts, start), key=lambda one: one.first)),
            )
    return opened


def _without_caps(problem: Problem) -> Problem:
    """Any number of visits and any busy time: the judge holds the chief's caps against both."""
    none = np.full(problem.shifts, NO_END, np.int32)
    return replace(problem, max_load=none, max_busy=none)


def _without_bounds(problem: Problem) -> Problem:
    """Shifts without an end, and ways of no time where there are none: the judge knows better."""
    return replace(
        problem,
        shift_end=np.full(problem.shifts, NO_END, np.int32),
        travel=np.where(problem.travel == NO_WAY, 0, problem.travel).astype(np.int32),
    )
