"""What the plan says it costs and expects."""

from dataclasses import replace
from datetime import date, timedelta
from math import nan

import pytest

from routeplan.hours.windows import StartWindow
from routeplan.model.inputs import Priority
from tests.check import changes as c
from tests.check.changes import Broken, Judged, assert_breaks_only_its_rule
from tests.check.sound import at, sound
from tests.stations import MINUTE, MONDAY


def told(*changes: c.Change) -> c.Change:
    """What a stop says is wrong, and all figures that follow from it fit to that."""
    return c.all_of(*changes, c.added_up)


CHANCES = [
    Broken(
        "chances",
        "better than its start's",
        told(c.stop("A/0", 0, chance=0.6)),
        ("A/0 · v1", "0.5, not 0.6"),
    ),
    Broken(
        "chances",
        "two stops' at once",
        told(c.stop("A/0", 0, chance=0.6), c.stop("A/2", 0, chance=0.7)),
        ("A/0 · v1", "A/2 · v9", "0.5, not 0.7"),
    ),
    Broken(
        "chances", "no start then", c.starts("v1"), ("A/0 · v1", "not start at 09:02 on Mon 30 Nov")
    ),
    Broken(
        "chances",
        "nothing lost",
        told(c.stop("A/0", 0, lost_chance=0)),
        ("A/0 · v1", "1800 s, not [0]"),
    ),
    Broken(
        "chances",
        "a pair's charged twice",
        told(c.stop("C/0", 0, lost_chance=540)),
        ("v3", "540 s, not [540, 540]"),
    ),
    Broken(
        "chances",
        "a pair's shared out",
        c.all_of(c.stop("B/0", 0, lost_chance=270), c.stop("C/0", 0, lost_chance=270)),
        ("v3", "540 s, not [270, 270]"),
    ),
    Broken(
        "chances",
        "a pair's paid back",
        c.all_of(c.stop("B/0", 0, lost_chance=1080), c.stop("C/0", 0, lost_chance=-540)),
        ("v3", "540 s, not [1080, -540]"),
    ),
]

MINOR = [
    Broken(
        "minor-costs",
        "another officer for nothing",
        told(c.stop("A/0", 1, minor_cost=0)),
        ("A/0 · v2", "900 s, not [0]"),
    ),
    Broken(
        "minor-costs",
        "the preferred officer charged",
        c.asks("v2", preferred_officer="A"),
        ("A/0 · v2", "0 s, not [900]"),
    ),
    Broken(
        "minor-costs",
        "nobody preferred",
        told(c.stop("A/0", 0, minor_cost=900)),
        ("A/0 · v1", "0 s, not [900]"),
    ),
    Broken(
        "minor-costs",
        "a pair's charged twice",
        told(
            c.asks("v3", preferred_officer="A"),
            c.stop("B/0", 0, minor_cost=900),
            c.stop("C/0", 0, minor_cost=900),
        ),
        ("v3", "900 s, not [900, 900]"),
    ),
    Broken(
        "minor-costs",
        "a pair's shared out",
        told(
            c.asks("v3", preferred_officer="A"),
            c.stop("B/0", 0, minor_cost=450),
            c.stop("C/0", 0, minor_cost=450),
        ),
        ("v3", "900 s, not [450, 450]"),
    ),
]

LATER = "later-days"
LATER_DAYS = [
    Broken(
        LATER,
        "two days later for nothing",
        told(c.stop("A/2", 0, later_day=0)),
        ("A/2 · v9", "its later day costs 120 s, not [0]"),
    ),
    Broken(
        LATER,
        "the first day charged",
        told(c.stop("A/0", 0, later_day=60)),
        ("A/0 · v1", "0 s, not [60]"),
    ),
    Broken(
        LATER,
        "an appointment charged for its day",
        told(c.stop("D+E/1", 1, later_day=60)),
        ("D+E/1 · v6", "0 s, not [60]"),
    ),
    Broken(
        LATER,
        "the price of another priority",
        # 15 minutes a day; half of its 180 minutes' worth are lost
        told(c.asks("v5", priority=Priority.HIGH), c.stop("D+E/1", 0, lost_chance=90 * MINUTE)),
        ("D+E/1 · v5", "900 s, not [60]"),
    ),
    Broken(
        LATER,
        "a pair's charged twice",
        told(
            c.asks("v3", latest=MONDAY),
            c.stop("B/0", 0, later_day=60),
            c.stop("C/0", 0, later_day=60),
        ),
        ("v3", "0 s, not [60, 60]"),
    ),
]

EXPECT = "expectations"
EXPECTATIONS = [
    Broken(EXPECT, "met", c.route("A/0", expected_met=2.3), ("A/0", "2.20 met", "not 2.3 met")),
    Broken(EXPECT, "met is no number", c.route("A/0", expected_met=nan), ("A/0", "nan met")),
    Broken(EXPECT, "a second more", c.route("A/0", expected_busy=2887), ("2886 s", "2887 s")),
    Broken(EXPECT, "busy is no number", c.route("A/0", expected_busy=nan), ("A/0", "nan s")),
    Broken(EXPECT, "idle, but busy", c.route("B/2", expected_busy=60), ("B/2", "0 s", "60 s")),
]

TOTALS = [
    Broken(
        "totals",
        "promises",
        c.totals(promises_missed=1),
        ("promises_missed=2", "promises_missed=1"),
    ),
    Broken("totals", "travel", c.totals(travel=4439), ("travel=4440", "travel=4439")),
    Broken("totals", "worth", c.totals(worth_left_out=34_200), ("worth_left_out=30600", "34200")),
    Broken("totals", "lost", c.totals(lost_chance=8280), ("lost_chance=7740", "8280")),
    Broken("totals", "small", c.totals(minor_costs=0), ("minor_costs=900", "minor_costs=0")),
    Broken("totals", "later", c.totals(later_days=240), ("later_days=300", "later_days=240")),
    Broken("totals", "waited", c.totals(waiting=6329), ("waiting=6330", "waiting=6329")),
    Broken("totals", "no number", c.totals(travel=nan), ("travel=4440", "travel=nan")),
    Broken("totals", "a visit's worth", c.left_out("v8", worth=0), ("v8", "1800 s, not 0 s")),
    Broken("totals", "a refused one's", c.left_out("v10", worth=0), ("v10", "3600 s, not 0 s")),
]

BROKEN = [*CHANCES, *MINOR, *LATER_DAYS, *EXPECTATIONS, *TOTALS]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_wrong_figure_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_a_chance_that_is_no_number_is_found() -> None:
    judged = c.stop("A/0", 0, chance=nan)(sound())
    assert {violation.rule for violation in judged.violations()} == {"chances", "expectations"}


def test_the_last_start_of_a_window_has_its_chance() -> None:
    # v4a begins at 12:30 and takes 10 minutes
    judged = c.opens("v4a", (at(12), at(12, 40)))(sound())
    judged = c.starts("v4a", StartWindow(at(12), at(12, 30), 0.85))(judged)
    assert c.stop("A/0", 2, window_end=at(12, 40))(judged).violations() == []


def test_either_stop_of_a_pair_may_carry_its_costs() -> None:
    judged = told(
        c.asks("v3", preferred_officer="A"),
        c.stop("B/0", 0, lost_chance=0, minor_cost=900),
        c.stop("C/0", 0, lost_chance=540),
    )(sound())
    assert judged.violations() == []


def test_the_preferred_officer_may_be_either_of_a_pair() -> None:
    assert c.asks("v3", preferred_officer="C")(sound()).violations() == []


@pytest.mark.parametrize(
    ("due", "minutes"),
    [
        (None, 60),
        (MONDAY + timedelta(days=60), 60),  # not due yet
        (MONDAY, 60),
        (MONDAY - timedelta(days=60), 240),  # doubled twice
        (MONDAY - timedelta(days=15), 60 * 2**0.5),  # half way to double
        (date(1990, 1, 1), 60 * 2**6),  # doubled no more than six times
    ],
)
def test_worth_doubles_with_the_days_past_due(due: date | None, minutes: float) -> None:
    worth = round(minutes * MINUTE)
    judged = c.asks("v11", due=due)(sound())
    judged = c.added_up(c.left_out("v11", worth=worth)(judged))
    assert judged.violations() == []
    wrong = c.added_up(c.left_out("v11", worth=worth + 1)(judged))
    assert {violation.rule for violation in wrong.violations()} == {"totals"}


@pytest.mark.parametrize(
    ("priority", "minutes"),
    [(Priority.HIGH, 180), (Priority.NORMAL, 60), (Priority.LOW, 30)],
)
def test_worth_follows_the_priority(priority: Priority, minutes: int) -> None:
    judged = c.asks("v8", priority=priority)(sound())
    assert c.added_up(c.left_out("v8", worth=minutes * MINUTE)(judged)).violations() == []


def test_a_first_meeting_is_worth_more() -> None:
    judged = c.asks("v8", first_meeting=True)(sound())
    assert c.added_up(c.left_out("v8", worth=45 * MINUTE)(judged)).violations() == []
    assert {violation.rule for violation in judged.violations()} == {"totals"}


def test_a_door_that_stays_shut_takes_no_longer_than_its_visit() -> None:
    # v1 takes 10 minutes; when a shut door is reckoned with 15, it is 10 either way: + 0.5 * 8
    # minutes on v1; v2: + 0.15 * 13; v4a: + 0.15 * 8; and so on for the others
    def policy(judged: Judged) -> Judged:
        strict = replace(judged.inputs.policy, shut_door_seconds=15 * MINUTE)
        return replace(judged, inputs=replace(judged.inputs, policy=strict))

    busy = {
        "A/0": 16 + 10 + (0.85 * 20 + 0.15 * 15) + 10,
        "B/0": 12 + 10,
        "C/0": 6 + 10,
        "D+E/1": 24 + 20,
        "A/2": 16 + 20,
    }
    expected = [c.route(name, expected_busy=round(m * MINUTE)) for name, m in busy.items()]
    assert c.all_of(policy, *expected)(sound()).violations() == []
