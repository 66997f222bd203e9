"""What a replan may change, written into the problem's numbers.

What is settled is pinned to its second and its shift. What else is printed costs a price to move
(``balanced``), or is pinned to five minutes where no change names its officers (``strict``).
Nothing begins before now. Two problems come
of it: one to search with, and one to book times and costs by, in which prices do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from routeplan.model.difference import TOLERATED_SECONDS, slots
from routeplan.model.inputs import DAY_SECONDS, Inputs
from routeplan.model.locks import Lock, locked_rounds, locked_visits
from routeplan.model.plan import Plan
from routeplan.planning.insertion.one_more_visit import Start, starts_of
from routeplan.planning.replan.shifts import (
    PrintedRounds,
    caps_of_parts,
    from_now,
    staying_until_now,
    without_missed_breaks,
)
from routeplan.problem.arrays import IS_PROMISED, NO_CAP, Problem, late_seconds
from routeplan.problem.cost import piece_of


class Keep(StrEnum):
    """How much of the printed plan a replan keeps."""

    STRICT = "strict"
    BALANCED = "balanced"
    FREE = "free"


WORTH_OF_PRINT = 4 * DAY_SECONDS
"""What leaving out a printed visit costs, beyond all that any visit is worth: more than any way."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may not change, by ids of visits and shifts.

    Parameters
    ----------
    now
        Nothing else begins before it, in elapsed seconds.
    settled
        Visits that keep their second and their officers.
    closed
        Shifts that take no further visit.
    affected
        Shifts whose sheets change anyway: ``strict`` pins nothing there.
    forced
        Visits to be made whatever they cost: given by the chief.
    price
        Seconds for another officer, and again for another time, of a printed visit.
    struck
        Printed visits that a change names or leaves without their shift: they may be left out for
        what they are worth. All others are left out only where nothing else fits.
    barred
        By visit: shifts that may not make it.
    loose
        Printed visits that are pinned nowhere, whatever ``keep`` says.
    firm
        Whether all others are pinned, on whichever sheet they stand.
    prints
        Whether the plan has been printed: else leaving out costs what a visit is worth.
    """

    now: int
    settled: frozenset[str]
    closed: frozenset[str]
    affected: frozenset[str]
    forced: frozenset[str]
    keep: Keep
    price: int
    struck: frozenset[str] = frozenset()
    barred: Mapping[str, Collection[str]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    firm: bool = False
    prints: bool = True


@dataclass(frozen=True, slots=True)
class _Printed:
    """Where a visit stood: when, with whom, and which shifts can make it there still.

    ``whole`` tells that all who came still can.
    """

    begin: int
    officers: tuple[str, ...]
    makers: tuple[int, ...]
    whole: bool


class _Draft:
    """The arrays of a problem while they are changed."""

    def __init__(self, problem: Problem) -> None:
        self.starts = [starts_of(problem, v) for v in range(problem.visits)]
        self.roles = problem.roles.copy()
        self.minor_cost = problem.minor_cost.copy()
        self.worth = problem.worth.copy()
        self.promised = problem.promised.copy()
        self.stays: npt.NDArray[np.bool_] = np.zeros(problem.visits, bool)

    def keep_on(self, v: int, makers: Sequence[int]) -> None:
        """Leave a visit to these shifts, for good."""
        others = np.ones(self.roles.shape[1], bool)
        others[list(makers)] = False
        self.roles[v, others] = 0
        self.stays[v] = self.promised[v] = True

    def onto(self, problem: Problem) -> Problem:
        rows = [start for starts in self.starts for start in starts]
        table = np.array(rows, np.int64).reshape(len(rows), 3)
        offset = np.cumsum([0, *(len(starts) for starts in self.starts)])
        # every piece lies in one that was there: its day, and how late that is, stay
        pieces = [
            piece_of(problem, v, start.first)
            for v, starts in enumerate(self.starts)
            for start in starts
        ]
        later = None if problem.start_later is None else problem.start_later[pieces]
        late = None if problem.start_days_late is None else problem.start_days_late[pieces]
        lost = table[:, 2].copy()
        lost -= 0 if later is None else later
        lost -= 0 if late is None else late_seconds(late)
        return replace(
            problem,
            start_offset=offset.astype(np.int32),
            start_first=table[:, 0].astype(np.int32),
            start_last=table[:, 1].astype(np.int32),
            start_lost=lost,
            start_later=later,
            start_days_late=late,
            roles=self.roles,
            minor_cost=self.minor_cost,
            worth=self.worth,
            promised=self.promised,
            stays=self.stays,
        )


def constrained(
    problem: Problem, inputs: Inputs, plan: Plan, laid: Plan, rules: Rules
) -> tuple[Problem, Problem]:
    """The problem to search with, and the one to book by.

    Parameters
    ----------
    problem
        Of ``inputs``, which have changed since ``plan`` was made.
    laid
        The plan's routes on the shifts of ``inputs``.
    """
    routes = {route.shift: route for route in laid.routes}
    draft = _Draft(problem)
    printed = _printed(inputs, plan, laid)
    kept_worth = int(problem.worth.max(initial=0)) + WORTH_OF_PRINT
    for v, visit in enumerate(inputs.visits):
        at = printed.get(visit.id)
        _constrain(draft, inputs, v, visit.id, at, rules)
        if rules.prints and at is not None and visit.id not in rules.struck:
            draft.worth[v] += kept_worth
    rounds = PrintedRounds(inputs, routes, rules.settled, rules.now)
    booked = from_now(problem, rounds)
    search = caps_of_parts(without_missed_breaks(draft.onto(booked), rounds), rounds)
    return staying_until_now(search, rounds), booked


def with_locks(problem: Problem, inputs: Inputs, plan: Plan, locks: Sequence[Lock]) -> Problem:
    """The problem where what is locked of ``plan``, made from ``inputs``, stays as it is."""
    rules = Rules(
        now=0,
        settled=frozenset(locked_visits(plan, locks)),
        closed=frozenset(locked_rounds(plan, locks)),
        affected=frozenset(),
        forced=frozenset(),
        keep=Keep.FREE,
        price=0,
        prints=False,
    )
    return constrained(problem, inputs, plan, plan, rules)[0]


def held_near(
    problem: Problem,
    makers: Mapping[int, Sequence[int]],
    begins: Mapping[int, int],
    printed: Mapping[int, int],
) -> Problem:
    """The problem where visits stay on their shifts and, to five minutes, at their times.

    Parameters
    ----------
    makers, begins
        By visit: the shifts that make it, and when it begins.
    printed
        When it begins on the sheets: whatever has not moved from there does not move now.
    """
    draft = _Draft(problem)
    if problem.stays is not None:
        draft.stays |= problem.stays
    for v, begin in begins.items():
        near = abs(begin - printed.get(v, begin)) <= TOLERATED_SECONDS
        draft.starts[v] = _around(draft.starts[v], printed.get(v, begin) if near else begin)
        draft.keep_on(v, makers[v])
    return draft.onto(problem)


def _printed(inputs: Inputs, plan: Plan, laid: Plan) -> dict[str, _Printed]:
    number = {shift.id: s for s, shift in enumerate(inputs.shifts)}
    still = slots(laid)
    makers: dict[str, tuple[int, ...]] = {}
    for route in laid.routes:
        for stop in route.stops:
            makers[stop.visit] = (*makers.get(stop.visit, ()), number[route.shift])
    return {
        visit: _Printed(
            slot.begin,
            slot.officers,
            makers.get(visit, ()),
            visit in still and still[visit].officers == slot.officers,
        )
        for visit, slot in slots(plan).items()
    }


def _constrain(
    draft: _Draft, inputs: Inputs, v: int, visit: str, at: _Printed | None, rules: Rules
) -> None:
    if visit in rules.settled and at is not None and at.makers:
        draft.starts[v] = _within(draft.starts[v], at.begin, at.begin)
        draft.keep_on(v, at.makers)
        return
    draft.starts[v] = [
        start._replace(first=max(start.first, rules.now))
        for start in draft.starts[v]
        if start.last >= rules.now
    ]
    barred = {*rules.closed, *rules.barred.get(visit, ())}
    draft.roles[v, [s for s, shift in enumerate(inputs.shifts) if shift.id in barred]] = 0
    if visit in rules.forced:
        draft.promised[v] = True
    elif at is not None and (rules.firm or rules.keep != Keep.FREE):
        pinned = _pinned_on(inputs, visit, at, rules)
        if pinned:
            _pin(draft, v, at, pinned)
        else:
            _price(draft, inputs, v, at, rules.price)


def _pinned_on(inputs: Inputs, visit: str, at: _Printed, rules: Rules) -> list[int]:
    """The shifts on which a printed visit must stay; none where it may move."""
    if visit in rules.loose:
        return []
    if rules.firm:
        return [*at.makers]
    if rules.keep != Keep.STRICT:
        return []
    return [s for s in at.makers if inputs.shifts[s].id not in rules.affected]


def _pin(draft: _Draft, v: int, at: _Printed, unaffected: list[int]) -> None:
    """A printed stop of another officer keeps its officers and, to five minutes, its time.

    Where one of two officers is gone, whoever comes instead comes to the other.
    """
    draft.starts[v] = _around(draft.starts[v], at.begin)
    if at.whole:
        draft.keep_on(v, at.makers)
        return
    others = np.ones(draft.roles.shape[1], bool)
    others[unaffected] = False
    draft.roles[v, others] &= ~IS_PROMISED & 0xFF


def _price(draft: _Draft, inputs: Inputs, v: int, at: _Printed, price: int) -> None:
    """Another officer costs the price, another time too, and leaving it out costs both."""
    came = {*at.officers}
    others = [s for s, shift in enumerate(inputs.shifts) if not came & {*shift.officers}]
    draft.minor_cost[v, others] += price
    draft.worth[v] += 2 * price
    near = _around(draft.starts[v], at.begin)
    far = [
        start._replace(lost=start.lost + price)
        for start in (
            *_within(draft.starts[v], 0, at.begin - TOLERATED_SECONDS - 1),
            *_within(draft.starts[v], at.begin + TOLERATED_SECONDS + 1, NO_CAP),
        )
    ]
    draft.starts[v] = sorted((*near, *far))


def _around(starts: Sequence[Start], begin: int) -> list[Start]:
    return _within(starts, begin - TOLERATED_SECONDS, begin + TOLERATED_SECONDS)


def _within(starts: Sequence[Start], first: int, last: int) -> list[Start]:
    cut = [s._replace(first=max(s.first, first), last=min(s.last, last)) for s in starts]
    return [start for start in cut if start.first <= start.last]
