"""What of a plan is settled: done, on the way, locked; and what differs between two plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from routeplan.model.changes import Absence
from routeplan.model.difference import StopChange, moved, officer_changes, price_of, stop_changes
from routeplan.model.locks import (
    Lock,
    begun,
    begun_rounds,
    locked_rounds,
    locked_visits,
    under_way,
)
from routeplan.model.plan import Plan, Route, Totals
from tests.render.planned import street_inputs, street_plan
from tests.stations import MINUTE, MONDAY


def plan() -> Plan:
    """A calls on h1 and h2, B on h3, A the next day on h4 and h5."""
    return street_plan(street_inputs())


def shifted(route: Route, k: int, seconds: int) -> Route:
    stops = list(route.stops)
    stops[k] = replace(stops[k], begin=stops[k].begin + seconds, end=stops[k].end + seconds)
    return replace(route, stops=tuple(stops))


def with_routes(whole: Plan, *routes: Route) -> Plan:
    return replace(whole, routes=(*routes, *whole.routes[len(routes) :]))


def test_what_began_before_now_is_done() -> None:
    first, second = plan().routes[0].stops
    assert begun(plan(), first.begin) == set()
    assert {"v1"} == begun(plan(), first.begin + 1) & {"v1", "v2"}
    assert {"v1", "v2"} <= begun(plan(), second.begin + 1)


def test_an_officer_who_has_left_the_last_door_is_on_his_way() -> None:
    first, second = plan().routes[0].stops
    assert "v2" not in under_way(plan(), first.end)
    assert "v2" in under_way(plan(), first.end + 1)
    assert "v2" not in under_way(plan(), second.begin + 1)


def test_nobody_is_on_his_way_to_what_is_cancelled_or_after_he_is_called_away() -> None:
    first, second = plan().routes[0].stops
    now = first.end + 1
    assert "v2" not in under_way(plan(), now, changed={"v2"})
    assert "v2" not in under_way(plan(), now, absences=[Absence("A", now, now + 1)])
    assert "v2" in under_way(plan(), now, absences=[Absence("A", second.end, second.end + 1)])


TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("lock", "visits", "rounds"),
    [
        (Lock("L1", officer="A"), {"v1", "v2", "v4", "v5"}, {"A/0", "A/1"}),
        (Lock("L1", on=TUESDAY), {"v4", "v5"}, {"A/1", "C/1"}),
        (Lock("L1", officer="A", on=MONDAY), {"v1", "v2"}, {"A/0"}),
        (Lock("L1", visit="v4"), {"v4"}, set()),
        (Lock("L1", officer="B", visit="v4"), set(), set()),
    ],
)
def test_a_lock_holds_what_all_its_parts_name(
    lock: Lock, visits: set[str], rounds: set[str]
) -> None:
    assert locked_visits(plan(), [lock]) == visits
    assert locked_rounds(plan(), [lock]) == rounds


def test_rounds_that_have_begun_are_locked_and_no_others() -> None:
    monday, tuesday = plan().routes[0], next(r for r in plan().routes if r.shift == "A/1")
    at_dawn = begun_rounds(plan(), monday.leave)
    assert not locked_rounds(plan(), at_dawn)
    left = begun_rounds(plan(), monday.leave + 1)
    assert "A/0" in locked_rounds(plan(), left)
    assert "A/1" not in locked_rounds(plan(), left)
    late = begun_rounds(plan(), tuesday.leave + 1)
    assert {"A/0", "B/0", "A/1"} <= locked_rounds(plan(), late)


def test_five_minutes_are_no_move_but_another_minute_on_the_sheet() -> None:
    before = plan()
    later = with_routes(before, shifted(before.routes[0], 1, 5 * MINUTE))
    assert [c.visit for c in stop_changes(before, later)] == ["v2"]
    assert moved(before, later) == []
    much_later = with_routes(before, shifted(before.routes[0], 1, 5 * MINUTE + 1))
    assert [c.visit for c in moved(before, much_later)] == ["v2"]


def test_a_visit_that_goes_to_another_officer_is_removed_here_and_added_there() -> None:
    before = plan()
    a, b = before.routes[:2]
    after = with_routes(
        before, replace(a, stops=a.stops[:1]), replace(b, stops=(*b.stops, a.stops[1]))
    )
    one, other = officer_changes(before, after)
    assert (one.officer, [c.visit for c in one.removed], one.added) == ("A", ["v2"], ())
    assert (other.officer, other.removed, [c.visit for c in other.added]) == ("B", (), ["v2"])


def test_a_visit_left_out_is_removed_and_has_moved() -> None:
    before = plan()
    a = before.routes[0]
    after = with_routes(before, replace(a, stops=a.stops[:1]))
    (only,) = officer_changes(before, after)
    (gone,) = only.removed
    assert isinstance(gone, StopChange)
    assert gone.after is None
    assert moved(before, after) == [gone]
    assert not officer_changes(before, before)


def test_a_price_is_the_difference_of_each_term() -> None:
    price = price_of(Totals(1, 100, 50, 9, 3), Totals(0, 90, 60, 9, 1), 7)
    # 10 - 10 + 0 + 2, and 7 for what has moved
    assert (price.promises_missed, price.seconds) == (1, 9)
