"""Rounds that keep to the stated risk: what makes one likely to be late goes out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest

from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import Inputs
from routeplan.model.round_booking import Booking
from routeplan.planning.insertion.days_apart import shifts_apart
from routeplan.planning.insertion.insertion_arrays import Gaps, cheapest, gaps_apart, gaps_of
from routeplan.planning.insertion.one_more_visit import fits, route_times
from routeplan.planning.insertion.placing import (
    cost_with_waiting,
    with_visit,
    without_visit,
)
from routeplan.planning.risk.distribution import RoundRisk, round_risk
from routeplan.planning.risk.walked_round import WalkedRound, walked_round
from routeplan.planning.undecided_times import on_the_minute
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import valued
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice, Solution

ENOUGH_HELP = 0.5
"""Of what may leave a round, that is least missed which helps at least so much as the best."""
PASSED = -(1 << 40)
"""Until when a stop may be rung at that is always passed by."""
MOST = 0.999
SETTLINGS = 4
"""So often appointments and risk are looked at: the one moves what the other leaves."""
PLACES_TRIED = 4
"""Cheapest places that are tried for a visit that went out of a round."""
EARLIER = (0.25, 0.5, 0.75, 1.0)
"""Parts of the time by which a round may be left for earlier that are tried."""


@dataclass(frozen=True)
class RiskCase:
    """What the risk of a solution's rounds is worked out from.

    ``known_until``: what begins before it has begun, in elapsed seconds. ``laid`` are rounds that
    were laid out already, ``weighed`` those whose excess is known: each is looked at again and
    again while it is mended.
    """

    inputs: Inputs
    times: Sequence[VisitTimes]
    problem: Problem
    known_until: int = 0
    laid: dict[tuple[int, ShiftChoice], WalkedRound] = field(
        default_factory=dict, repr=False, compare=False
    )
    weighed: dict[tuple[int, ShiftChoice], float] = field(
        default_factory=dict, repr=False, compare=False
    )

    def walked(self, solution: Solution, s: int) -> WalkedRound:
        """A shift's round, as it is walked."""
        at = s, solution.choices[s]
        if at not in self.laid:
            self.laid[at] = walked_round(
                self.inputs, self.times, self.problem, *at, known_until=self.known_until
            )
        return self.laid[at]

    def risk(self, solution: Solution, s: int) -> RoundRisk:
        """What may come of a shift's round."""
        return round_risk(self.walked(solution, s))

    def excess(self, solution: Solution, s: int) -> float:
        """How far a shift's round is beyond the stated risk: 0 where it keeps to it, or none is."""
        booking = self.inputs.policy.booking
        if booking is None:
            return 0.0
        at = s, solution.choices[s]
        if at not in self.weighed:
            self.weighed[at] = _excess(self.walked(solution, s), booking)
        return self.weighed[at]

    def keeps_to_risk(self, solution: Solution, shifts: Iterable[int] | None = None) -> bool:
        """Whether the rounds of these shifts, or all, are late no more often than is stated.

        They may leave earlier for it (see :meth:`leaving_in_time`). A round under way is as it is,
        and so is one of promises alone.
        """
        if self.inputs.policy.booking is None:
            return True
        for s in range(self.problem.shifts) if shifts is None else shifts:
            early = self._leaving_in_time(solution, s)
            if self.excess(early, s) <= 0:
                continue
            if not any(stop.known for stop in self.walked(early, s).stops):
                return False
        return True

    def settled(self, solution: Solution, keep: Collection[int] = ()) -> Solution:
        """Within the risk, and each appointment as near to its minute as costs nothing."""
        for _ in range(SETTLINGS):
            before = on_the_minute(self.inputs, self.problem, solution)
            solution = self.within_risk(before, keep)
            if solution is before:
                break
        return solution

    def filled(self, solution: Solution) -> Solution:
        """With visits left out that are worth their cheapest place, while rounds keep to the risk.

        A shift that one of them would make late too often takes no further one.
        """
        whole = solution
        if self.inputs.policy.booking is None or solution.interrupted:
            return solution
        made = {v for choice in solution.choices for v in choice.visits}
        out = [v for v in range(self.problem.visits) if v not in made]
        open_ = set(range(self.problem.shifts))
        gaps = self._gaps(solution, open_)
        for v in sorted(out, key=lambda v: (-int(self.problem.worth[v]), v)):
            if not open_:
                break
            cost = cheapest(self.problem, gaps_apart(self.problem, solution, gaps, v), v)
            if cost is None or cost >= self.problem.worth[v]:
                continue
            shifts = shifts_apart(self.problem, solution, v, sorted(open_))
            routes = [route_times(self.problem, s, solution.choices[s]) for s in shifts]
            fit = min(fits(self.problem, routes, v), default=None)
            if fit is None or fit.cost >= self.problem.worth[v]:
                continue
            placed, among = with_visit(self.problem, solution, v, fit), [s for s, _ in fit.halves]
            if cost_with_waiting(self.problem, solution, placed, fit) >= self.problem.worth[v]:
                continue
            if self.keeps_to_risk(placed, among):
                for s in among:
                    placed = self._leaving_in_time(placed, s)
                solution = placed
            else:
                open_ -= set(among)
            gaps = self._gaps(solution, open_)
        return self._valued(solution, whole)

    def _gaps(self, solution: Solution, shifts: Iterable[int]) -> Gaps:
        return gaps_of(route_times(self.problem, s, solution.choices[s]) for s in sorted(shifts))

    def _valued(self, solution: Solution, before: Solution) -> Solution:
        if solution is before:
            return before
        missed, cost = valued(self.problem, solution.choices)
        return replace(solution, missed=missed, cost=cost)

    def within_risk(self, solution: Solution, keep: Collection[int] = ()) -> Solution:
        """The solution without the visits that make a round likelier to be late than may be.

        Of those that help, the least worth goes. Promised visits stay, and those of ``keep``; so a
        round of nothing else stays as it is. Where rounds are booked at full length all do.
        """
        if self.inputs.policy.booking is None:
            return solution
        whole = solution
        for s in range(self.problem.shifts):
            solution = self._within(solution, s, keep)
        return self._valued(self._elsewhere(whole, solution), whole)

    def _elsewhere(self, whole: Solution, left: Solution) -> Solution:
        """With what went out of one round in another one that keeps to the risk with it."""
        made = {v for choice in left.choices for v in choice.visits}
        gone = {v for choice in whole.choices for v in choice.visits} - made
        for v in sorted(gone, key=lambda v: (-int(self.problem.worth[v]), v)):
            left = self._placed(left, v)
        return left

    def _placed(self, left: Solution, v: int) -> Solution:
        shifts = shifts_apart(self.problem, left, v, range(self.problem.shifts))
        routes = [route_times(self.problem, s, left.choices[s]) for s in shifts]
        for fit in nsmallest(PLACES_TRIED, fits(self.problem, routes, v)):
            placed, among = with_visit(self.problem, left, v, fit), [s for s, _ in fit.halves]
            cost = cost_with_waiting(self.problem, left, placed, fit)
            if cost < self.problem.worth[v] and self.keeps_to_risk(placed, among):
                for s in among:
                    placed = self._leaving_in_time(placed, s)
                return placed
        return left

    def _within(self, solution: Solution, s: int, keep: Collection[int]) -> Solution:
        """Without one visit after the other, as long as that helps.

        Two may help where neither does alone, for a round with one of them is left for later. What
        goes on after a visit that did not help has to help a lot.
        """
        solution = best = self._leaving_in_time(solution, s)
        excess = least = self.excess(solution, s)
        while excess > 0 and (lighter := self._lighter(solution, s, keep)):
            enough = least if solution is best else least * (1 - ENOUGH_HELP)
            solution, excess = lighter, self.excess(lighter, s)
            if excess < enough:
                best, least = solution, excess
        return best

    def _lighter(self, solution: Solution, s: int, keep: Collection[int]) -> Solution | None:
        """Without that visit of a round of which least is missed, of those that help most."""
        walked = self.walked(solution, s)
        free = [e.visit for e in walked.stops if not (e.firm or e.known or e.visit in keep)]
        left = [(v, without_visit(self.problem, solution, v)) for v in free]
        # Without one visit a round is left for later, and no earlier at the others.
        early = [(v, self._leaving_in_time(reduced, s)) for v, reduced in left if reduced]
        tried = [(v, reduced, self.excess(reduced, s)) for v, reduced in early]
        if not tried:
            return None
        excess, least = self.excess(solution, s), min(rest for _, _, rest in tried)
        enough = max(least, excess - ENOUGH_HELP * (excess - least))
        helping = [(v, reduced, rest) for v, reduced, rest in tried if rest <= enough]
        _, lighter, _ = min(
            helping, key=lambda option: (int(self.problem.worth[option[0]]), option[2])
        )
        return lighter

    def leaving_in_time(self, solution: Solution) -> Solution:
        """The same rounds, left for earlier where that makes them keep to the risk, or nearly.

        A round that has to wait for a stop is left for as late as can be, and so comes to others at
        the last moment.
        """
        if self.inputs.policy.booking is None:
            return solution
        for s in range(self.problem.shifts):
            solution = self._leaving_in_time(solution, s)
        return solution

    def _leaving_in_time(self, solution: Solution, s: int) -> Solution:
        choice = solution.choices[s]
        if not choice.visits or self.excess(solution, s) <= 0:
            return solution
        tried = [solution]
        begin = timed(self.problem, s, choice).stops[0].begin
        least = max(_earliest_arrival(self.problem, s, choice), choice.starts[0][0])
        if begin < self.known_until or least >= begin:
            return solution
        for part in EARLIER:
            start = (choice.starts[0][0], round(begin - part * (begin - least)))
            moved = replace(choice, starts=(start, *choice.starts[1:]))
            choices = (*solution.choices[:s], moved, *solution.choices[s + 1 :])
            tried.append(replace(solution, choices=choices))
            if self.excess(tried[-1], s) <= 0:
                return tried[-1]
        return min(tried, key=lambda attempt: self.excess(attempt, s))


def _earliest_arrival(problem: Problem, s: int, choice: ShiftChoice) -> int:
    """When the first door is reached at the earliest, the break behind it where it comes first."""
    route = route_times(problem, s, choice)
    ahead, behind = route.early[1]
    return behind if route.rule is None or choice.break_leg == 0 else ahead


def _excess(walked: WalkedRound, booking: Booking) -> float:
    """How far a round is beyond the risk; it may be as late as its promises alone are."""
    risk = round_risk(walked)
    if risk.late_day <= booking.late_days:
        return risk.excess(booking)
    if not any(stop.firm or stop.known for stop in walked.stops):
        return risk.excess(booking)  # a round whose stops are all passed by is never late
    promised = [
        stop if stop.firm or stop.known else replace(stop, last=PASSED) for stop in walked.stops
    ]
    alone = round_risk(replace(walked, stops=tuple(promised), reserve=None)).late_day
    return risk.excess(replace(booking, late_days=min(max(alone, booking.late_days), MOST)))
