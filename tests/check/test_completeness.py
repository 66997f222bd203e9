"""Whether a plan speaks of this station, all of it, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from routeplan.model.inputs import Appointment, Mode, Priority
from routeplan.model.plan import LeftOut
from tests.check import changes as c
from tests.check.changes import Broken, Judged, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, at, sound
from tests.stations import HOUR


def swapped_routes(judged: Judged) -> Judged:
    first, second, *others = judged.plan.routes
    return c.plan(routes=(second, first, *others))(judged)


def without_last_route(judged: Judged) -> Judged:
    return c.plan(routes=judged.plan.routes[:-1])(judged)


def last_route_twice(judged: Judged) -> Judged:
    return c.plan(routes=(*judged.plan.routes, judged.plan.routes[-1]))(judged)


def also_left_out(visit: str, household: str) -> c.Change:
    entry = LeftOut(visit, household, "no-room")
    return lambda judged: c.plan(left_out=(*judged.plan.left_out, entry))(judged)


def not_left_out(visit: str) -> c.Change:
    return lambda judged: c.plan(
        left_out=tuple(left_out for left_out in judged.plan.left_out if left_out.visit != visit)
    )(judged)


HEADING = [
    Broken("heading", "another station", c.plan(station="Hill"), ("Street Station", "Hill")),
    Broken("heading", "another week", c.plan(first_day=TUESDAY), ("2026-11-30", "2026-12-01")),
    Broken("heading", "a day too many", c.plan(days=4), ("is 4, it should be 3",)),
    Broken("heading", "another clock", c.plan(timezone="Asia/Tokyo"), ("Asia/Tokyo",)),
    Broken(
        "heading", "other streets", c.plan(travel_source="guess"), ("guess, it should be streets",)
    ),
    Broken("heading", "an estimate", c.plan(straight_line=True), ("yes, it should be no",)),
]

SHIFTS = "routes-match-shifts"
ROUTES = [
    Broken(SHIFTS, "out of order", swapped_routes, ("not in the order",)),
    Broken(SHIFTS, "one is missing", without_last_route, ("no round for B/2",)),
    Broken(SHIFTS, "one comes twice", last_route_twice, ("too many for B/2",)),
    Broken(SHIFTS, "another officer", c.route("B/0", officers=("D",)), ("B/0", "not Officer D")),
    Broken(SHIFTS, "another day", c.route("B/2", day=1), ("B/2", "Wed 2 Dec, not Tue 1 Dec")),
    Broken(SHIFTS, "another mode", c.route("B/0", mode=Mode.BIKE), ("B/0", "foot, not bike")),
    Broken(
        SHIFTS,
        "an earlier begin",
        c.route("A/0", begin=at(8)),
        ("A/0", "09:00 on Mon 30 Nov, not 08:00"),
    ),
    Broken(
        SHIFTS, "a later end", c.route("A/0", end=at(18)), ("A/0", "17:00 on Mon 30 Nov, not 18:00")
    ),
]

ONCE = "visits-once"
VISITS = [
    Broken(
        ONCE, "forgotten", not_left_out("v8"), ("v8 (Resident 8)", "neither planned nor left out")
    ),
    Broken(ONCE, "the refused one forgotten", not_left_out("v10"), ("v10", "neither planned")),
    Broken(
        ONCE, "planned and left out", also_left_out("v1", "h1"), ("v1", "planned, and left out too")
    ),
    Broken(ONCE, "left out twice", also_left_out("v8", "h8"), ("v8", "left out 2 times")),
    Broken(ONCE, "left out, but unknown", also_left_out("v99", "h1"), ("v99", "there is no visit")),
    Broken(
        ONCE, "planned, but unknown", c.stop("A/0", 0, visit="v99"), ("v99", "there is no visit")
    ),
    Broken(
        ONCE,
        "another household's door",
        c.stop("A/0", 0, household="h2"),
        ("A/0 · v1", "not a visit to h2 (Resident 2)"),
    ),
    Broken(
        ONCE,
        "refused, but planned",
        c.all_of(c.stop("A/2", 0, visit="v10", household="h10"), not_left_out("v10")),
        ("v10 (Resident 10) is planned, but the household asked not",),
    ),
    Broken(
        ONCE,
        "planned though the household's row says do_not_call",
        c.lives("h1", do_not_call=True),
        ("v1 (Resident 1) is planned, but the household asked not",),
    ),
]

OUT = "left-out"
APPOINTMENT = Appointment(TUESDAY, 14 * HOUR, 0)
LEFT_OUT = [
    Broken(OUT, "no reason", c.left_out("v8", code=""), ("v8", "without a reason")),
    Broken(OUT, "a blank reason", c.left_out("v8", code=" \n"), ("v8", "without a reason")),
    Broken(OUT, "no code", c.left_out("v8", code=""), ("v8", "without a reason")),
    Broken(
        OUT,
        "another household",
        c.left_out("v8", household="h1"),
        ("v8", "as a visit to h1 (Resident 1)"),
    ),
    Broken(
        OUT,
        "a must visit is a promise",
        c.left_out("v7", broken_promise=False),
        ("v7 (Resident 7) is left out without being called a broken promise",),
    ),
    Broken(
        OUT,
        "its latest date comes in this plan",
        c.left_out("v11", broken_promise=False),
        ("v11 (Resident 11) is left out without being called a broken promise",),
    ),
    Broken(
        OUT,
        "an appointment is a promise",
        c.asks("v8", appointment=APPOINTMENT),
        ("v8 (Resident 8) is left out without being called a broken promise",),
    ),
    Broken(
        OUT,
        "nothing was promised",
        c.left_out("v8", broken_promise=True),
        ("v8 (Resident 8) is left out as a broken promise, but none",),
    ),
    Broken(
        OUT,
        "its latest date comes after this plan",
        c.asks("v11", latest=date(2026, 12, 3)),
        ("v11 (Resident 11) is left out as a broken promise, but none",),
    ),
    Broken(
        OUT,
        "no promise holds for who asked not to be called on",
        c.left_out("v10", broken_promise=True),
        ("v10 (Resident 10) is left out as a broken promise, but none",),
    ),
    Broken(
        OUT,
        "never asked for that",
        c.left_out("v8", code="do-not-call"),
        ("v8", "the household never asked"),
    ),
    Broken(
        OUT,
        "asked for that, and told otherwise",
        c.left_out("v10", code="no-room"),
        ("v10", "another reason than that the household asked not"),
    ),
]

BROKEN = [*HEADING, *ROUTES, *VISITS, *LEFT_OUT]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_plan_that_is_not_whole_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_a_latest_date_on_the_last_day_still_is_a_promise() -> None:
    judged = c.asks("v11", latest=date(2026, 12, 2))(sound())
    assert judged.violations() == []


def test_a_must_visit_of_who_asked_not_to_be_called_on_breaks_no_promise() -> None:
    judged = sound()
    (refused,) = judged.inputs.refused_visits
    must = replace(refused, priority=Priority.MUST)
    judged = replace(judged, inputs=replace(judged.inputs, refused_visits=(must,)))
    # its worth now is that of must
    assert c.left_out("v10", worth=21_600)(judged).violations() == []


def test_nothing_else_is_judged_of_a_plan_that_is_not_whole() -> None:
    # an unknown visit has no windows, no length and no worth to judge by
    judged = c.stop("A/0", 0, visit="v99", begin=0, chance=2.0)(sound())
    assert {violation.rule for violation in judged.violations()} == {"visits-once"}
