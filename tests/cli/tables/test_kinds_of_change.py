"""How many visits a replan leaves out, adds, gives away and moves, and by how much."""

from __future__ import annotations

from routeplan.cli.tables.replan import _kinds_of_change
from routeplan.model.difference import Slot, StopChange

HOUR, DAY = 3600, 86_400


def slot(begin: int, officer: str = "A", day: int = 0) -> Slot:
    return Slot(day, day * DAY + begin, day * DAY + begin + 600, (officer,))


def change(before: Slot | None, after: Slot | None, visit: str = "v") -> StopChange:
    return StopChange(visit, "h", before, after)


def test_each_kind_is_counted_apart_and_the_largest_move_is_named() -> None:
    changes = [
        change(slot(9 * HOUR), None, "left out"),
        change(slot(10 * HOUR), None, "left out, too"),
        change(slot(10 * HOUR), None, "cancelled"),
        change(None, slot(9 * HOUR)),
        change(slot(9 * HOUR), slot(9 * HOUR, "B")),
        change(slot(9 * HOUR), slot(9 * HOUR, day=1)),
        change(slot(11 * HOUR), slot(11 * HOUR + 60)),
        change(slot(12 * HOUR), slot(12 * HOUR - 300)),
    ]
    assert _kinds_of_change(changes, {"left out", "left out, too", "never in"}) == [
        "2 left out",
        "1 not needed",
        "1 added",
        "1 with another officer",
        "1 on another day",
        "2 at another time (at most 5 min)",
    ]


def test_what_did_not_happen_is_not_named() -> None:
    assert _kinds_of_change([change(None, slot(9 * HOUR))], ()) == ["1 added"]
    assert _kinds_of_change([], ()) == []
