"""Today has changed: from a plan to the plan that keeps of it what must be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from routeplan.availability import VisitTimes, visit_times
from routeplan.changes import NO_CHANGES, Absence, Changes, changed_inputs
from routeplan.check import judge
from routeplan.difference import Price, price_of, slots
from routeplan.errors import Finding, InputError, JudgeError
from routeplan.model import Inputs, TravelTables
from routeplan.plan import Plan, Route, Search, Totals
from routeplan.problem import Problem, build_problem
from routeplan.schedule import timed
from routeplan.settled import Lock, begun, locked_rounds, locked_visits, under_way
from routeplan.solution import Budget, Engine, ShiftChoice, Solution, Watch
from routeplan.solve.assemble import assemble
from routeplan.solve.longest_day import capped
from routeplan.solve.on_the_minute import on_the_minute
from routeplan.solve.planner import draw_ways
from routeplan.solve.reasons import Reason, reasons
from routeplan.solve.recut import after_settled, onto_shifts
from routeplan.solve.reopen import reopen
from routeplan.solve.replan_problem import Keep, Rules, constrained
from routeplan.travel.source import TravelSource


@dataclass(frozen=True, slots=True)
class Request:
    """What has changed, and how much of the plan is to be kept.

    Parameters
    ----------
    earlier, changes
        Changes that ``plan`` was made with, and the new ones.
    now
        What began before it is done, in elapsed seconds.
    done
        Further visits that are done.
    price
        Seconds that ``balanced`` pays for a printed visit's other officer, or other time.
    longest_day
        Cap on busy time per shift in seconds, None for none.
    may_stretch
        Whether the days that have changed may be longer than that.
    """

    now: int
    keep: Keep = Keep.BALANCED
    changes: Changes = NO_CHANGES
    earlier: Changes = NO_CHANGES
    done: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    price: int = 1200
    longest_day: int | None = None
    may_stretch: bool = False


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan, the inputs as they are now, the changes as they took effect, and the price.

    ``price`` is None when the chief gave nothing to anybody.
    """

    plan: Plan
    inputs: Inputs
    changes: Changes
    price: Price | None = None


@dataclass(frozen=True)
class _Case:
    """One set of changes as a problem: to search with, to book by, and where to begin."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    search: Problem
    booked: Problem


def replan(
    plan: Plan,
    tables: Inputs,
    request: Request,
    travel: TravelTables,
    source: TravelSource,
    engine: Engine,
    *,
    budget: Budget,
    seed: int = 0,
    watch: Watch | None = None,
) -> Replanned:
    """Plan on from ``plan``, made from ``tables`` and the earlier changes.

    Raises
    ------
    InputError
        When a stop that is done, locked or printed no longer fits where it stands.
    JudgeError
        When the new plan breaks a rule.
    """
    settled = _settled(plan, request)
    request = replace(request, changes=_after_settled(plan, tables, request, settled, travel))
    case = _case(plan, tables, request, request.changes, settled, travel)
    gives = request.changes.given
    part = budget.share(0.5) if gives else budget
    start = reopen(onto_shifts(plan, case.inputs), case.inputs, case.search)
    found = engine.solve(case.search, part, seed=seed, start=start, watch=watch)
    _require_kept(case, found)
    search = Search(
        engine=engine.name,
        seed=seed,
        iterations=found.iterations,
        longest_day_seconds=None if request.may_stretch else request.longest_day,
        interrupted=found.interrupted,
    )
    new = _booked(case, found, search, travel)
    price = None
    if gives:
        without = _case(plan, tables, request, replace(request.changes, given=()), settled, travel)
        freed = engine.solve(without.search, part, seed=seed, start=found, watch=watch)
        before = _booked(without, freed, search, travel).totals
        moving = _moving(found, new.totals) - _moving(freed, before)
        price = price_of(new.totals, before, moving)
    new = draw_ways(new, case.inputs, travel, source)
    violations = judge(case.inputs, case.times, travel, new)
    if violations:
        raise JudgeError(violations)
    return Replanned(new, case.inputs, request.changes, price)


def _settled(plan: Plan, request: Request) -> frozenset[str]:
    """Done, under way or locked."""
    changes = request.changes
    changed = {*changes.cancelled, *(new.visit for new in changes.new_times)}
    changed |= {given.visit for given in changes.given}
    on_way = under_way(plan, request.now, absences=changes.absences, changed=changed)
    done = begun(plan, request.now) | request.done
    return frozenset(done | on_way | locked_visits(plan, request.locks))


def _after_settled(
    plan: Plan, tables: Inputs, request: Request, settled: frozenset[str], travel: TravelTables
) -> Changes:
    absences = tuple(
        after_settled(absence, plan, settled, tables, travel)
        for absence in request.changes.absences
    )
    return replace(request.changes, absences=absences)


def _case(
    plan: Plan,
    tables: Inputs,
    request: Request,
    changes: Changes,
    settled: frozenset[str],
    travel: TravelTables,
) -> _Case:
    inputs = changed_inputs(tables, request.earlier + changes)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    touched = _affected(plan, request.changes)
    if request.longest_day is not None:
        lower = capped(problem, request.longest_day)
        stretched = {day for day, _ in touched} if request.may_stretch else set()
        free = np.isin(problem.shift_day, list(stretched))
        problem = replace(lower, max_busy=np.where(free, problem.max_busy, lower.max_busy))
    locked = locked_rounds(plan, request.locks)
    rules = Rules(
        now=request.now,
        settled=settled,
        closed=frozenset(s.id for s in inputs.shifts if s.id in locked or s.end <= request.now),
        affected=frozenset(
            shift.id
            for shift in inputs.shifts
            if any((shift.day, officer) in touched for officer in shift.officers)
        ),
        forced=frozenset(given.visit for given in changes.given),
        keep=request.keep,
        price=request.price,
    )
    laid = onto_shifts(plan, inputs)
    return _Case(inputs, times, *constrained(problem, inputs, plan, laid, rules))


def _affected(plan: Plan, changes: Changes) -> set[tuple[int, str]]:
    """Day and officer of every round that the changes name.

    Of those who are away, of those who had the visit, all of those who are given one, and of those
    who are promised on that day.
    """
    named = {*changes.cancelled, *(new.visit for new in changes.new_times)}
    named |= {given.visit for given in changes.given}
    stood = [slot for visit, slot in slots(plan).items() if visit in named]
    given_to = {given.officer for given in changes.given}
    promised = {(new.on, new.officer) for new in changes.new_times}
    return {
        (route.day, officer)
        for route in plan.routes
        for officer in route.officers
        if officer in given_to
        or (plan.first_day + timedelta(days=route.day), officer) in promised
        or any(slot.day == route.day and officer in slot.officers for slot in stood)
        or any(_meets(absence, route) for absence in changes.absences)
    }


def _meets(absence: Absence, route: Route) -> bool:
    there = absence.officer in route.officers
    return there and absence.begin < route.end and route.begin < absence.end


def _require_kept(case: _Case, found: Solution) -> None:
    """Every visit that stays is in; it is not when the tables have changed beneath it."""
    made = {v for choice in found.choices for v in choice.visits}
    stays = case.search.stays
    assert stays is not None
    lost = [case.inputs.visits[v].id for v in np.flatnonzero(stays) if v not in made]
    if lost:
        raise InputError(
            [
                Finding(
                    "replan-no-longer-fits",
                    f"visit '{visit}' is done, locked or printed, and no longer fits there",
                    "the tables have changed since: plan again with 'routeplan plan', or unlock it",
                    file="plan.json",
                    value=visit,
                )
                for visit in lost
            ]
        )


def _booked(case: _Case, found: Solution, search: Search, travel: TravelTables) -> Plan:
    why = _reasons(case, found, travel)
    prompt = on_the_minute(case.inputs, case.search, found)
    choices = tuple(_to_the_second(case, s, choice) for s, choice in enumerate(prompt.choices))
    idle = [not choice.visits for choice in choices]
    begin = np.array([shift.begin for shift in case.inputs.shifts], np.int32)
    problem = replace(case.booked, shift_begin=np.where(idle, begin, case.booked.shift_begin))
    booked = replace(found, choices=choices)
    return assemble(case.inputs, case.times, travel, problem, booked, search, why=why)


def _to_the_second(case: _Case, s: int, choice: ShiftChoice) -> ShiftChoice:
    """The choice with its times as the search has them, for booking knows no now and no pins."""
    starts = tuple((stop.begin, stop.begin) for stop in timed(case.search, s, choice).stops)
    at_station = choice.visits and case.booked.break_seconds[s] > 0 and choice.break_leg is None
    return replace(choice, starts=starts, break_leg=0 if at_station else choice.break_leg)


def _reasons(case: _Case, found: Solution, travel: TravelTables) -> dict[int, Reason]:
    """Why visits are left out, in terms of what may still change."""
    open_to_some = case.search.roles.any(axis=1)
    roles = np.where(open_to_some[:, None], case.search.roles, case.booked.roles)
    asked = replace(case.search, roles=roles)
    told = reasons(case.inputs, case.times, travel, asked, found)
    return {
        v: reason if open_to_some[v] or not case.booked.roles[v].any() else _closed()
        for v, reason in told.items()
    }


def _closed() -> Reason:
    return "round-closed", "every round that could make it is over or locked"


def _moving(found: Solution, totals: Totals) -> int:
    """What the search paid for moved visits, beyond the objective."""
    return found.cost - totals.objective
