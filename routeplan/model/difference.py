"""What differs between two plans, officer by officer: removed, added, rescheduled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from routeplan.model.plan import Plan, Totals

TOLERATED_SECONDS = 300
"""A visit that begins at most so much earlier or later has not moved."""


class Slot(NamedTuple):
    """When a visit is planned, and who comes: ids of all its officers."""

    day: int
    begin: int
    end: int
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopChange:
    """One visit of which an officer's sheet says something else now.

    ``before`` and ``after`` are None where it is not planned.
    """

    visit: str
    household: str
    before: Slot | None
    after: Slot | None


@dataclass(frozen=True, slots=True)
class OfficerChange:
    """One officer's day: visits taken off it, put on it, and begun at another minute."""

    officer: str
    day: int
    removed: tuple[StopChange, ...] = ()
    added: tuple[StopChange, ...] = ()
    rescheduled: tuple[StopChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.rescheduled)


@dataclass(frozen=True, slots=True)
class Price:
    """What a decision costs: the objective with it less the objective without, in seconds.

    ``moved`` is what was paid for printed visits that move, beyond the objective.
    """

    promises_missed: int
    travel: int
    worth_left_out: int
    lost_chance: int
    minor_costs: int
    moved: int = 0

    @property
    def seconds(self) -> int:
        """The sum of all terms but the promises, in seconds."""
        terms = (self.travel, self.worth_left_out, self.lost_chance, self.minor_costs)
        return sum(terms) + self.moved


def price_of(decided: Totals, without: Totals, moved: int = 0) -> Price:
    """Term by term."""
    return Price(
        decided.promises_missed - without.promises_missed,
        decided.travel - without.travel,
        decided.worth_left_out - without.worth_left_out,
        decided.lost_chance - without.lost_chance,
        decided.minor_costs - without.minor_costs,
        moved,
    )


def slots(plan: Plan) -> dict[str, Slot]:
    """When every planned visit is made, and by whom."""
    by_visit: dict[str, Slot] = {}
    for route in plan.routes:
        for stop in route.stops:
            others = by_visit[stop.visit].officers if stop.visit in by_visit else ()
            officers = tuple(sorted({*others, *route.officers}))
            by_visit[stop.visit] = Slot(route.day, stop.begin, stop.end, officers)
    return by_visit


def stop_changes(before: Plan, after: Plan) -> list[StopChange]:
    """Every visit whose officers, day or printed minute differ, in the order of its time."""
    old, new = slots(before), slots(after)
    households = {
        stop.visit: stop.household
        for plan in (before, after)
        for route in plan.routes
        for stop in route.stops
    }
    changed = [
        StopChange(visit, household, old.get(visit), new.get(visit))
        for visit, household in households.items()
        if _printed(old.get(visit)) != _printed(new.get(visit))
    ]
    return sorted(
        changed,
        key=lambda stop_change: (
            (stop_change.after or stop_change.before or (0,))[:2],
            stop_change.visit,
        ),
    )


def _printed(slot: Slot | None) -> tuple[int, tuple[str, ...]] | None:
    """What a sheet says: the minute at which it begins, and who comes."""
    return (slot.begin // 60, slot.officers) if slot else None


def moved(before: Plan, after: Plan) -> list[StopChange]:
    """The planned visits that change officer, begin over five minutes off, or are left out."""
    return [
        change
        for change in stop_changes(before, after)
        if change.before is not None
        and (change.after is None or sum(moves(change.before, change.after)))
    ]


def moves(before: Slot, after: Slot) -> tuple[bool, bool]:
    """Whether a visit changes officers, and whether it begins at another time."""
    elsewhen = abs(after.begin - before.begin) > TOLERATED_SECONDS
    return after.officers != before.officers, elsewhen


def officer_changes(before: Plan, after: Plan) -> list[OfficerChange]:
    """For each day and officer whose sheet differs, what differs."""
    changes = stop_changes(before, after)
    differing = (
        OfficerChange(
            officer,
            day,
            tuple(sorted((c for c in changes if _has(c.before, officer, day, c.after)), key=_was)),
            tuple(c for c in changes if _has(c.after, officer, day, c.before)),
            tuple(c for c in changes if _both(c, officer, day)),
        )
        for day, officer in sorted(set(_sheets(changes)))
    )
    return [change for change in differing if change]


def _was(change: StopChange) -> int:
    return change.before.begin if change.before else 0


def _sheets(changes: list[StopChange]) -> Iterator[tuple[int, str]]:
    for change in changes:
        for slot in (change.before, change.after):
            if slot:
                yield from ((slot.day, officer) for officer in slot.officers)


def _on(slot: Slot | None, officer: str, day: int) -> bool:
    return slot is not None and slot.day == day and officer in slot.officers


def _has(here: Slot | None, officer: str, day: int, other: Slot | None) -> bool:
    """On that sheet of the one plan, and not of the other."""
    return _on(here, officer, day) and not _on(other, officer, day)


def _both(change: StopChange, officer: str, day: int) -> bool:
    """On that sheet of both plans: at another minute, or with another partner."""
    return _on(change.before, officer, day) and _on(change.after, officer, day)
