"""The smallest change of each kind that brings a visit in, and that planning again confirms.

A knob is first turned with all other stops as they stand, where an insertion test is exact and
quick; the nearest knobs of a kind are then tested by a search around them, and the least amount
found by bisection. What is found so is only an idea: it is told when the station is planned again
with it in the tables, by several seeds, and every plan has the visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from routeplan.planning.explain.again import brings_in
from routeplan.planning.explain.edited_inputs import edited
from routeplan.planning.explain.explanation_records import HelpfulChange, Where
from routeplan.planning.explain.hours_knobs import day_knobs, window_knobs
from routeplan.planning.explain.knobs import (
    Knob,
    days_between_knobs,
    people_knobs,
    priority_knobs,
    shift_knobs,
)
from routeplan.planning.explain.other_ways import AskedVisit, best_placed, forced, is_better
from routeplan.planning.explain.part import PlanPart, apart, part_of, rivals, with_partners
from routeplan.problem.cost import totals_of
from routeplan.problem.solution import Solution
from routeplan.problem.tour import makers_of

SEARCHED_KNOBS = 2
"""Of each kind so many knobs are tested by the search: those that need least as things stand."""
FURTHER = (1.25, 1.5, 2.0, 3.0)
"""Where the least amount is not enough, so many times as much is tried."""
NEVER = 1 << 30
OF_RESIDENT = ("wider-window", "another-day")
"""Changes of hours that the resident gave, or of a promise: not the station's to make, so last."""


@dataclass(frozen=True)
class Rated:
    """A knob, and the least turn at which the visit fits in while all else stands (None: never)."""

    knob: Knob
    amount: int | None
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """The least turn, then its cost in seconds: the smallest is tried first."""
        return self.amount or NEVER, self.cost


def smallest_changes(subject: AskedVisit) -> tuple[list[HelpfulChange], list[str]]:
    """One change of each kind that brings the visit in, and all kinds that were tried."""
    kinds = _by_kind(subject)
    changes = [_confirmed(subject, _ideas(subject, rate(subject, same))) for same in kinds.values()]
    return sorted((change for change in changes if change is not None), key=_order), list(kinds)


def first_change(subject: AskedVisit) -> HelpfulChange | None:
    """One change that brings the visit in, looked for first where least is needed as all stands."""
    rated = [rate(subject, same) for same in _by_kind(subject).values()]
    rated.sort(key=lambda group: _rank(group[0].knob, group[0].amount or NEVER))
    return next(
        (change for group in rated if (change := _confirmed(subject, _ideas(subject, group)))), None
    )


def _by_kind(subject: AskedVisit) -> dict[str, list[Knob]]:
    knobs: dict[str, list[Knob]] = {}
    for knob in sorted(all_knobs(subject), key=lambda knob: knob.kind):
        knobs.setdefault(knob.kind, []).append(knob)
    return knobs


def all_knobs(subject: AskedVisit) -> list[Knob]:
    """Every change worth a try."""
    return [
        *shift_knobs(subject),
        *window_knobs(subject),
        *day_knobs(subject),
        *people_knobs(subject),
        *days_between_knobs(subject),
        *priority_knobs(subject),
    ]


def _order(change: HelpfulChange) -> tuple[bool, bool, int, str]:
    """Minutes first, the fewest before all; then what is made or not; then the resident's hours."""
    return change.kind in OF_RESIDENT, change.unit != "minutes", change.amount, change.kind


def _rank(knob: Knob, amount: int) -> tuple[bool, bool, int, str]:
    return knob.kind in OF_RESIDENT, knob.unit != "minutes", amount, knob.kind


def rate(subject: AskedVisit, knobs: Sequence[Knob]) -> list[Rated]:
    """The few knobs that need least while all other stops stand, the best first."""
    rated: list[Rated] = []
    wanted = SEARCHED_KNOBS
    for knob in knobs:
        full = len(rated) >= wanted
        # no further than what would not be among the wanted any more
        most = min(knob.most, rated[wanted - 1].amount or NEVER) if full else knob.most
        rated.append(_rated(subject, knob, most))
        rated.sort(key=lambda option: option.rank)
    return rated[:wanted]


def _rated(subject: AskedVisit, knob: Knob, most: int) -> Rated:
    least = bisected(lambda x: standing_cost(subject, knob, x) is not None, most)
    cost = standing_cost(subject, knob, least) if least else None
    return Rated(knob, least, NEVER if cost is None else cost)


def bisected(holds: Callable[[int], bool], most: int) -> int | None:
    """The least of 1 ... most at which something holds that once it holds goes on to hold."""
    if most < 1 or not holds(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def standing_cost(subject: AskedVisit, knob: Knob, x: int) -> int | None:
    """What the visit costs when a knob is turned and all else stands; None unless it is welcome."""
    part = _part(subject, knob, x)
    placed = best_placed(part.problem, part.solution, part.v, range(part.problem.shifts))
    if placed is None or not is_better(part.problem, placed, part.solution):
        return None
    return totals_of(part.problem, placed).objective


def _part(subject: AskedVisit, knob: Knob, x: int, *, contested: bool = False) -> PlanPart:
    """The shifts of a knob that is turned, where the visit keeps its least days.

    ``contested`` brings in other visits left out, which may want the room as well.
    """
    case, v = subject.case, subject.v
    setting = edited(case.setting, knob.edits(x))
    if knob.kind == "fewer-days-between":
        shifts = knob.shifts  # all of them: the part sees every visit of the household
    else:
        able = tuple(s for s in knob.shifts if apart(case, case.solution, v, s))
        shifts = with_partners(case.problem, case.solution, able)
    others = rivals(case, v, shifts) if contested else ()
    return part_of(case, setting, case.solution, shifts, v, others)


def _ideas(subject: AskedVisit, rated: Sequence[Rated]) -> Iterator[tuple[Knob, int]]:
    """Amounts worth planning again with, the least first: found by searching around each knob."""
    least_of = []
    for option in rated:
        tops = [option.amount, option.knob.most] if option.amount else [option.knob.most]
        least = _least(subject, option.knob, tops)
        if least is not None:
            least_of.append((option.knob, least))
    yield from sorted(least_of, key=lambda idea: _rank(*idea))
    yield from (
        (option.knob, option.amount)
        for option in rated
        if option.amount is not None and all(option.knob is not knob for knob, _ in least_of)
    )


def _least(subject: AskedVisit, knob: Knob, tops: Sequence[int]) -> int | None:
    """The least turn of a knob at which a search has the visit in its plan."""
    for top in tops:
        if least := bisected(lambda x: admitted(subject, knob, x) is not None, top):
            return least
    return None


def admitted(subject: AskedVisit, knob: Knob, x: int) -> Solution | None:
    """The plan that a search around a turned knob finds, if it has the visit in it.

    All other visits left out may want the room as well. Left to itself a short search may not see
    the visit. So it is also begun from a plan that has to have it; what counts is whether the visit
    stays when it no longer has to, in a cheaper plan than is found without.
    """
    part = _part(subject, knob, x, contested=True)
    problem, v, search = part.problem, part.v, subject.case.search
    free = search(problem, part.solution)
    if makers_of(free, v):
        return free
    with_it = search(forced(problem, v), free)
    if not makers_of(with_it, v):
        return None
    kept = search(problem, with_it)
    return kept if makers_of(kept, v) and is_better(problem, kept, free) else None


def _confirmed(
    subject: AskedVisit, ideas: Iterator[tuple[Knob, int]] | Sequence[tuple[Knob, int]]
) -> HelpfulChange | None:
    """The first idea with which every plan made again has the visit, or a little more of it."""
    for knob, least in ideas:
        for amount in _amounts(knob, least):
            where = brings_in(subject.case, knob.edits(amount), subject.v)
            if where is not None:
                return _change(subject, knob, amount, where)
    return None


def _amounts(knob: Knob, least: int) -> list[int]:
    """The least amount that may do, and more of it, up to the most."""
    more = (round(least * times) for times in FURTHER)
    return sorted({least, *(min(max(amount, least), knob.most) for amount in more)})


def _change(subject: AskedVisit, knob: Knob, amount: int, where: Where) -> HelpfulChange:
    """An officer who would have to be found is not named."""
    known = tuple(
        officer for officer in where.officers if officer in subject.case.inputs.officers_by_id
    )
    where = replace(where, officers=known)
    return HelpfulChange(knob.kind, amount, knob.unit, knob.told(amount), where, knob.edits(amount))
