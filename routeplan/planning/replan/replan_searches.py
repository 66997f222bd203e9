"""The searches of one replan: others before who is ill, and no more stops moved than may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from routeplan.errors import Finding, InputError
from routeplan.model.changes import Changes
from routeplan.model.difference import moved
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, joined, phrase
from routeplan.problem.solution import Budget, Solution

DEARER = 8
"""Times the price of a printed visit that moves, where too many have moved."""
LOOSENED = 6
"""Times that what no longer fits is loosened: it always is enough, for less and less is pinned."""


@dataclass(frozen=True, slots=True)
class Leeway:
    """What a search may do beyond the request, and what it may not (see ``Rules``).

    ``dearer`` multiplies the price of a printed visit that moves. Without ``gifts`` nothing is
    given to anybody, and all else is the same: so the price of what the chief gave is found.
    """

    barred: Mapping[str, Collection[str]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    firm: bool = False
    dearer: int = 1
    gifts: bool = True


NO_LEEWAY = Leeway()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one search found; ``lost`` are visits that had to stay and do not."""

    inputs: Inputs
    found: Solution
    lost: tuple[str, ...]
    plan: Plan

    @property
    def rank(self) -> tuple[int, int]:
        """Promises missed, then the objective in seconds: less is better."""
        return self.plan.totals.promises_missed, self.plan.totals.objective


class Replanning(Protocol):
    """A replan that can be searched for more than once."""

    @property
    def plan(self) -> Plan:
        """The plan that is replanned."""
        ...

    @property
    def settled(self) -> frozenset[str]:
        """Visits that are done, under way or locked."""
        ...

    @property
    def changes(self) -> Changes:
        """What has changed since the plan was made."""
        ...

    def with_changes(self, changes: Changes) -> Self:
        """The same replan with these changes instead."""
        ...

    @property
    def rows(self) -> frozenset[str]:
        """Visits whose rows in the tables have changed."""
        ...

    def struck(self) -> frozenset[str]:
        """Printed visits that a change names, or leaves without their shift."""
        ...

    def hers(self) -> dict[str, frozenset[str]]:
        """By visit that somebody who is ill was to make: her shifts from then on."""
        ...

    def attempt(
        self, budget: Budget, leeway: Leeway = ..., *, start: Solution | None = None
    ) -> Attempt:
        """Search, with more leeway than the request gives, or with less."""
        ...


def searched[R: Replanning](
    work: R, budget: Budget, *, at_most: int | None
) -> tuple[R, Attempt, Leeway]:
    """The replan with what became of its changes, the best plan found, and what that was allowed.

    Raises
    ------
    InputError
        When a stop that is done or locked no longer fits where it stands, or more stops must move
        than ``at_most``.
    """
    hers = work.hers()
    work, made, leeway = _kept(work, budget, Leeway(barred=hers))
    left = hers.keys() - made.plan.visits_made
    if left and not made.found.interrupted:
        barred = {visit: shifts for visit, shifts in hers.items() if visit not in left}
        leeway = replace(leeway, barred=barred)
        work, made, leeway = _kept(work, budget.share(0.5), leeway, start=made.found)
    if at_most is not None and len(moved_stops(work.plan, made)) > at_most:
        made, leeway = _with_fewer(work, budget.share(0.5), leeway, at_most)
    return work, made, leeway


def moved_stops(before: Plan, made: Attempt) -> list[str]:
    """Printed visits that move or go out though somebody still asks for them."""
    known = {visit.id for visit in made.inputs.visits}
    return [change.visit for change in moved(before, made.plan) if change.visit in known]


def _kept[R: Replanning](
    work: R, budget: Budget, leeway: Leeway, *, start: Solution | None = None
) -> tuple[R, Attempt, Leeway]:
    """A search after which everything that must stay is there.

    What was made at an address that has changed since may fit no more, or leave no time for what
    was made before and after it: it goes out of the plan, and is not made again. A printed stop
    that no longer fits beside the changes is pinned no more.
    """
    for _ in range(LOOSENED):
        made = work.attempt(budget, leeway, start=start)
        if not made.lost:
            break
        held = {held_shift.visit for held_shift in work.changes.held} - {*work.changes.cancelled}
        gone = [visit for visit in made.lost if visit in held]
        firm = [v for v in made.lost if v in work.settled and v not in held]
        if firm and not gone:
            gone = _held_beside(work.plan, firm, held)
        if gone:
            cancelled = (*work.changes.cancelled, *gone)
            work = work.with_changes(replace(work.changes, cancelled=cancelled))
            start = None  # its numbers are of other visits
        else:
            _refuse(firm)
        leeway = replace(leeway, loose=leeway.loose | {*made.lost})
    return work, made, leeway


def _held_beside(plan: Plan, lost: Collection[str], held: Collection[str]) -> list[str]:
    """The held visits right before or after those that are lost, else all others of the round."""
    held_visits: set[str] = set()
    for route in plan.routes:
        made = [stop.visit for stop in route.stops]
        near = {
            beside
            for k, visit in enumerate(made)
            if visit in lost
            for beside in made[max(k - 1, 0) : k + 2]
        }
        if near:
            held_visits |= near & {*held} or {*made} & {*held}
    return sorted(held_visits)


def _refuse(lost: Sequence[str]) -> None:
    if lost:
        raise InputError(
            [
                Finding(
                    "replan-no-longer-fits",
                    phrase(
                        "visit '{visit}' is done or locked, and no longer fits there", visit=visit
                    ),
                    phrase(
                        "its row or its officer's hours have changed: unlock it, or change them"
                        " back"
                    ),
                    file="plan.json",
                    value=visit,
                )
                for visit in lost
            ]
        )


def _with_fewer[R: Replanning](
    work: R, budget: Budget, leeway: Leeway, limit: int
) -> tuple[Attempt, Leeway]:
    """The best plan found that moves no more printed stops than the limit.

    Moving is made dearer; then all is pinned but what is struck; then as many more are let go as
    the limit leaves, of those that the dearer search moved.
    """
    dearer = replace(leeway, dearer=DEARER)
    dear = work.attempt(budget, dearer)
    pinned = replace(dearer, firm=True, loose=work.struck())
    _, firm, least = _kept(work, budget, pinned)
    needed = moved_stops(work.plan, firm)
    if len(needed) > limit:
        raise InputError([_too_few(work, needed, limit)])
    tried = [(dear, dearer), (firm, least)]
    more = [visit for visit in moved_stops(work.plan, dear) if visit not in least.loose]
    spare = limit - len(needed)
    if more and spare:
        most = replace(least, dearer=1, loose=least.loose | {*more[:spare]})
        tried.append((work.attempt(budget, most), most))
    within = [
        trial
        for trial in tried
        if not trial[0].lost and len(moved_stops(work.plan, trial[0])) <= limit
    ]
    return min(within, key=lambda trial: trial[0].rank)


def _too_few(work: Replanning, needed: Sequence[str], limit: int) -> Finding:
    """Which stops have to move whatever is done, and why."""
    struck, changes = work.struck(), work.changes
    retimed = {new.visit for new in changes.new_times}
    given = {given_visit.visit for given_visit in changes.given}

    def why(visit: str) -> Phrase:
        if visit in retimed:
            return phrase("{visit} has a new time", visit=visit)
        if visit in given:
            return phrase("{visit} is given to another officer", visit=visit)
        if visit in work.rows:
            return phrase("{visit} has another row in the tables", visit=visit)
        if visit in struck:
            return phrase("{visit} has lost its officer, or its hours on shift", visit=visit)
        return phrase("{visit} does not fit beside the changes any more", visit=visit)

    named = joined("; ", map(why, needed))
    return Finding(
        "change-at-most",
        phrase(
            "{count} printed stops have to move even if nothing else does: {stops}",
            count=len(needed),
            stops=named,
        ),
        phrase("give --at-most {count} or more", count=len(needed)),
        file="replan",
        column="--at-most",
        value=str(limit),
    )
