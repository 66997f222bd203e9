"""Today has changed: from a plan to the plan that keeps of it what must be kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from routeplan.check import judge
from routeplan.errors import JudgeError
from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.changes import NO_CHANGES, Absence, Changes, changed_inputs
from routeplan.model.difference import Price, moves, price_of, slots
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.locks import Lock, begun, locked_rounds, locked_visits, under_way
from routeplan.model.plan import Plan, Route, Search
from routeplan.planning.assemble import assemble
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.left_out_reasons import Reason, reasons
from routeplan.planning.make_plan import draw_ways
from routeplan.planning.on_the_minute import on_the_minute
from routeplan.planning.plan_to_solution import reopen, without_visits
from routeplan.planning.replan.cut_shifts import after_settled, onto_shifts
from routeplan.planning.replan.freed_time import FreedTime
from routeplan.planning.replan.problem import Keep, Rules, constrained
from routeplan.planning.replan.search import NO_LEEWAY, Attempt, Leeway, searched
from routeplan.planning.spare_time import (
    Filled,
    fill_spare_time,
    spare_visits,
    still_spare,
    weeks_waiting,
)
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, Engine, ShiftChoice, Solution, Watch
from routeplan.travel.source import TravelSource

FILLING_SHARE = 0.1
"""Part of the budget for calls in the time that the changes free."""


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
    struck
        Visits whose rows in the tables have changed since the plan was made.
    at_most
        How many printed stops may go to another officer or time, or out; None for no limit.
    """

    now: int
    keep: Keep = Keep.BALANCED
    changes: Changes = NO_CHANGES
    earlier: Changes = NO_CHANGES
    done: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    price: int = 1200
    longest_day: int | None = None
    struck: frozenset[str] = frozenset()
    at_most: int | None = None


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
    """One set of changes as a problem, to search with and to book by.

    ``affected`` are the shifts whose sheets change anyway.
    """

    inputs: Inputs
    times: Sequence[VisitTimes]
    search: Problem
    booked: Problem
    affected: frozenset[str]


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

    The tables may have changed since: ``request.struck`` names the visits whose rows have.

    Raises
    ------
    InputError
        When a stop that is done or locked no longer fits where it stands, or more stops must move
        than may.
    JudgeError
        When the new plan breaks a rule.
    """
    settled = _settled(plan, request)
    changes = _after_settled(plan, tables, request, settled, travel)
    request = replace(request, changes=_without_lost_shifts(plan, tables, request, changes))
    work = _Replanning(plan, tables, request, settled, travel, engine, seed, watch)
    gives = request.changes.given
    searching = budget.share(1 - FILLING_SHARE)
    part = searching.share(0.5) if gives else searching
    work, made, leeway = searched(work, part, at_most=request.at_most)
    new, changes = made.plan, work.changes
    price = None
    if gives:
        freed = work.attempt(part, replace(leeway, gifts=False), start=made.found)
        given = {each.visit for each in gives}  # these move for nothing
        moving = work.paid_for_moves(new, but=given) - work.paid_for_moves(freed.plan)
        price = price_of(new.totals, freed.plan.totals, moving)
    inputs = made.inputs
    new = work.filled(made, leeway, budget.share(FILLING_SHARE))
    new = draw_ways(new, inputs, travel, source)
    violations = judge(inputs, visit_times(inputs), travel, new)
    if violations:
        raise JudgeError(violations)
    return Replanned(new, inputs, changes, price)


@dataclass(frozen=True)
class _Replanning:
    """One replan: whatever it takes to search for its plan with these rules or others."""

    plan: Plan
    tables: Inputs
    request: Request
    settled: frozenset[str]
    travel: TravelTables
    engine: Engine
    seed: int
    watch: Watch | None

    @property
    def changes(self) -> Changes:
        return self.request.changes

    @property
    def rows(self) -> frozenset[str]:
        """Visits whose rows in the tables have changed."""
        return self.request.struck

    def with_changes(self, changes: Changes) -> _Replanning:
        return replace(self, request=replace(self.request, changes=changes))

    def attempt(
        self, budget: Budget, leeway: Leeway = NO_LEEWAY, *, start: Solution | None = None
    ) -> Attempt:
        """Search, with more leeway than the request gives, or with less."""
        case = _case(self.plan, self.tables, self.request, self.settled, self.travel, leeway)
        if start is None:
            start = reopen(onto_shifts(self.plan, case.inputs), case.inputs, case.search)
        if leeway.firm:
            loose = {v for v, visit in enumerate(case.inputs.visits) if visit.id in leeway.loose}
            start = without_visits(start, loose)
        found = self.engine.solve(
            case.search, budget, seed=self.seed, start=start, watch=self.watch
        )
        found = with_worthwhile_visits(case.search, found)
        made = {v for choice in found.choices for v in choice.visits}
        assert case.search.stays is not None
        lost = [
            case.inputs.visits[v].id for v in np.flatnonzero(case.search.stays) if v not in made
        ]
        return Attempt(case.inputs, found, tuple(lost), self._booked(case, found))

    def filled(self, made: Attempt, leeway: Leeway, budget: Budget) -> Plan:
        """The plan with calls in the time that the changes free; nothing that is made moves."""
        if made.found.interrupted:
            return made.plan
        case = _case(self.plan, self.tables, self.request, self.settled, self.travel, leeway)
        first_day, keep_free = case.inputs.calendar.first_day, case.inputs.policy.keep_free
        weeks = [weeks_waiting(visit, first_day) for visit in case.inputs.visits]

        def fill(problem: Problem, found: Solution) -> Filled:
            return fill_spare_time(
                self.engine, problem, found, weeks, keep_free, budget, seed=self.seed
            )

        freed = FreedTime(self.plan, made.plan, case.affected, self.struck())
        filled = freed.filled(case.inputs, case.search, made.found, fill)
        called = {case.inputs.visits[v].id for v in filled.spare}
        return self._booked(case, filled.solution, called) if called else made.plan

    def _booked(self, case: _Case, found: Solution, called: Collection[str] = ()) -> Plan:
        search = Search(
            engine=self.engine.name,
            seed=self.seed,
            iterations=found.iterations,
            longest_day_seconds=self.request.longest_day,
            interrupted=found.interrupted,
        )
        return _booked(case, found, search, self.travel, {*spare_visits(self.plan), *called})

    def struck(self) -> frozenset[str]:
        """Printed visits that a change names, or leaves without their shift."""
        return _struck(self.plan, self.tables, self.request)

    def hers(self) -> dict[str, frozenset[str]]:
        """By visit that somebody who is ill was to make: her shifts from then on."""
        return _hers(self.plan, self.tables, self.request, self.settled)

    def paid_for_moves(self, new: Plan, *, but: Collection[str] = ()) -> int:
        """What the search paid for printed visits that move, in seconds."""
        if self.request.keep == Keep.FREE:
            return 0
        price, after = self.request.price, slots(new)
        asked = {visit.id for visit in changed_inputs(self.tables, self._all_changes).visits}
        return sum(
            price * (sum(moves(was, after[visit])) if visit in after else 2)
            for visit, was in slots(self.plan).items()
            if visit in asked and visit not in but
        )

    @property
    def _all_changes(self) -> Changes:
        return self.request.earlier + self.request.changes


def _settled(plan: Plan, request: Request) -> frozenset[str]:
    """Done, under way or locked."""
    changes = request.changes
    changed = {*changes.cancelled, *(new.visit for new in changes.new_times), *request.struck}
    changed |= {given.visit for given in changes.given}
    on_way = under_way(plan, request.now, absences=changes.absences, changed=changed)
    done = begun(plan, request.now) | request.done
    return frozenset(done | on_way | locked_visits(plan, request.locks))


def _after_settled(
    plan: Plan, tables: Inputs, request: Request, settled: frozenset[str], travel: TravelTables
) -> Changes:
    absences = tuple(
        after_settled(absence, plan, settled, tables, travel, now=request.now)
        for absence in request.changes.absences
    )
    return replace(request.changes, absences=absences)


def _without_lost_shifts(plan: Plan, tables: Inputs, request: Request, changes: Changes) -> Changes:
    """What was made on a shift that the tables no longer have is not made once more."""
    inputs = changed_inputs(tables, request.earlier + changes)
    made = begun(plan, request.now) & {visit.id for visit in inputs.visits}
    lost = made - slots(onto_shifts(plan, inputs)).keys()
    return replace(changes, cancelled=(*changes.cancelled, *sorted(lost)))


def _struck(plan: Plan, tables: Inputs, request: Request) -> frozenset[str]:
    changes = request.changes
    inputs = changed_inputs(tables, request.earlier + changes)
    named = {*request.struck, *(new.visit for new in changes.new_times)}
    named |= {given.visit for given in changes.given}
    return frozenset(named | (slots(plan).keys() - slots(onto_shifts(plan, inputs)).keys()))


def _hers(
    plan: Plan, tables: Inputs, request: Request, settled: frozenset[str]
) -> dict[str, frozenset[str]]:
    changes = request.changes
    shifts = changed_inputs(tables, request.earlier + changes).shifts
    given = {each.visit for each in changes.given}
    found: dict[str, frozenset[str]] = {}
    for absence in changes.absences:
        later = frozenset(
            shift.id
            for shift in shifts
            if absence.officer in shift.officers and shift.begin >= absence.begin
        )
        for route in plan.routes if absence.ill and later else ():
            for stop in route.stops if absence.officer in route.officers else ():
                meets = stop.begin < absence.end and absence.begin < stop.end
                if meets and stop.visit not in settled | given:
                    found[stop.visit] = found.get(stop.visit, frozenset()) | later
    return found


def _case(
    plan: Plan,
    tables: Inputs,
    request: Request,
    settled: frozenset[str],
    travel: TravelTables,
    leeway: Leeway,
) -> _Case:
    changes = request.changes if leeway.gifts else replace(request.changes, given=())
    inputs = changed_inputs(tables, request.earlier + changes)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    touched = _affected(plan, inputs, request)
    if request.longest_day is not None:
        problem = capped(problem, request.longest_day)
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
        keep=Keep.BALANCED if leeway.dearer > 1 and request.keep == Keep.FREE else request.keep,
        price=leeway.dearer * request.price,
        struck=_struck(plan, tables, request),
        loose=leeway.loose | _struck(plan, tables, request),
        barred=leeway.barred,
        firm=leeway.firm,
    )
    laid = onto_shifts(plan, inputs)
    search, booked = constrained(problem, inputs, plan, laid, rules)
    return _Case(inputs, times, search, booked, rules.affected)


def _affected(plan: Plan, inputs: Inputs, request: Request) -> set[tuple[int, str]]:
    """Day and officer of every round that the changes name.

    Of those who are away or back, of those whose hours have changed, of those who had the visit,
    all of those who are given one, and of those who are promised on that day.
    """
    changes = request.changes
    named = {*changes.cancelled, *(new.visit for new in changes.new_times), *request.struck}
    named |= {given.visit for given in changes.given}
    stood = [slot for visit, slot in slots(plan).items() if visit in named]
    given_to = {given.officer for given in changes.given}
    promised = {(new.on, new.officer) for new in changes.new_times}
    touched = {
        (route.day, officer)
        for route in plan.routes
        for officer in route.officers
        if officer in given_to
        or (plan.first_day + timedelta(days=route.day), officer) in promised
        or any(slot.day == route.day and officer in slot.officers for slot in stood)
        or any(_meets(absence, route) for absence in changes.absences)
    }
    hours = {(route.day, route.officers, route.begin, route.end) for route in plan.routes}
    now = {(shift.day, shift.officers, shift.begin, shift.end) for shift in inputs.shifts}
    return touched | {(day, who) for day, officers, *_ in hours ^ now for who in officers}


def _meets(absence: Absence, route: Route) -> bool:
    there = absence.officer in route.officers
    return there and absence.begin < route.end and route.begin < absence.end


def _booked(
    case: _Case, found: Solution, search: Search, travel: TravelTables, spare: Collection[str]
) -> Plan:
    """The plan; whatever was a call of ``spare`` time is so still, where it may be."""
    why = _reasons(case, found, travel)
    prompt = on_the_minute(case.inputs, case.search, found)
    choices = tuple(_to_the_second(case, s, choice) for s, choice in enumerate(prompt.choices))
    idle = [not choice.visits for choice in choices]
    begin = np.array([shift.begin for shift in case.inputs.shifts], np.int32)
    problem = replace(case.booked, shift_begin=np.where(idle, begin, case.booked.shift_begin))
    booked = replace(found, choices=choices)
    still = still_spare(
        replace(problem, shift_begin=begin),
        booked,
        [v for v, e in enumerate(case.inputs.visits) if e.id in spare and e.given_to is None],
        case.inputs.policy.keep_free,
    )
    return assemble(case.inputs, case.times, travel, problem, booked, search, why=why, spare=still)


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
    found_reasons = reasons(case.inputs, case.times, travel, asked, found)
    return {
        v: reason if open_to_some[v] or not case.booked.roles[v].any() else _closed()
        for v, reason in found_reasons.items()
    }


def _closed() -> Reason:
    return Reason("round-closed")
