"""Reserve stops: households that may really be tried when doors stay shut."""

from dataclasses import replace

import pytest

from routeplan.model.inputs import Appointment, Mode
from routeplan.model.plan import ReserveStop
from tests.check import changes as c
from tests.check.changes import Broken, Judged, assert_breaks_only_its_rule
from tests.check.sound import TUESDAY, at, sound
from tests.stations import HOUR, MINUTE

RESERVE = "reserve-stops"
DAYTIME = (at(8), at(20))
V9, V8 = sound().plan.route("A/0").reserve


def at_most(count: int) -> c.Change:
    def change(judged: Judged) -> Judged:
        policy = replace(judged.inputs.policy, reserve_stops=count)
        return replace(judged, inputs=replace(judged.inputs, policy=policy))

    return change


def only(*stops: ReserveStop) -> c.Change:
    return c.route("A/0", reserve=stops)


def asked_not_to_be_called_on(judged: Judged) -> Judged:
    """h8's row says so, its visit still is among those to plan."""
    judged = c.lives("h8", do_not_call=True)(judged)
    judged = c.left_out("v8", code="do-not-call")(judged)
    return c.totals(worth_left_out=(360 + 120) * MINUTE)(judged)


def appointment(judged: Judged) -> Judged:
    judged = c.asks("v8", appointment=Appointment(TUESDAY, 14 * HOUR, 0))(judged)
    return c.added_up(c.left_out("v8", broken_promise=True)(judged))


BROKEN = [
    Broken(
        RESERVE,
        "too many",
        at_most(1),
        ("A/0", "Officer A (Officer A) on Mon 30 Nov are 2, 1 at most"),
    ),
    Broken(RESERVE, "not in order", only(V8, V9), ("A/0", "not in the order of the round")),
    Broken(
        RESERVE,
        "named twice",
        only(V9, V9),
        ("A/0 · v9", "v9 (Resident 9)", "one of Officer A (Officer A) on Mon 30 Nov already"),
    ),
    Broken(
        # after v3 at place 3 to place 8 and back to the station is 10 + 16 minutes, not 6
        RESERVE,
        "tried by two officers on one day",
        c.route("B/0", reserve=(ReserveStop("v8", "h8", 1, *DAYTIME, 20 * MINUTE),)),
        ("B/0 · v8", "one of Officer A (Officer A) on Mon 30 Nov already"),
    ),
    Broken(
        RESERVE,
        "unknown",
        c.reserve(1, visit="v99"),
        ("A/0 · v99", "not a visit of this plan"),
    ),
    Broken(
        RESERVE,
        "refused",
        c.reserve(1, visit="v10", household="h10"),
        ("A/0 · v10", "asked not to be called on"),
    ),
    Broken(
        RESERVE,
        "refused by the household's row",
        asked_not_to_be_called_on,
        ("A/0 · v8", "asked not to be called on"),
    ),
    Broken(
        RESERVE,
        "next door",
        c.reserve(1, household="h7"),
        ("A/0 · v8", "not a visit to h7 (Resident 7)"),
    ),
    Broken(RESERVE, "an appointment", appointment, ("A/0 · v8", "an appointment")),
    Broken(
        RESERVE, "a skill", c.asks("v8", skills=frozenset({"signs"})), ("A/0 · v8", "needs signs")
    ),
    Broken(RESERVE, "two officers", c.asks("v8", officers_needed=2), ("A/0 · v8", "2 officers")),
    Broken(
        RESERVE,
        "on this route already",
        only(ReserveStop("v1", "h1", 1, *DAYTIME, 60, planned=0)),
        ("A/0 · v1", "planned on Mon 30 Nov, not after that day"),
    ),
    Broken(
        RESERVE,
        "planned, but not told",
        c.reserve(0, planned=None),
        ("A/0 · v9", "planned on Wed 2 Dec, not left out"),
    ),
    Broken(
        RESERVE,
        "planned on another day",
        c.reserve(0, planned=1),
        ("A/0 · v9", "planned on Wed 2 Dec, not planned on Tue 1 Dec"),
    ),
    Broken(
        RESERVE,
        "left out, told else",
        c.reserve(1, planned=2),
        ("A/0 · v8", "left out, not planned on Wed 2 Dec"),
    ),
    Broken(
        # v4a is on this very route, v4b is to come two days later
        RESERVE,
        "too soon after the household's other visit",
        only(ReserveStop("v4b", "h4", 3, at(12), at(14), 60, planned=2)),
        ("A/0 · v4b", "v4a is on Mon 30 Nov, on the same day", "2 days apart at least"),
    ),
    Broken(
        # A/0 called Tuesday's, the crew would try h4 on the day that v4a is made
        RESERVE,
        "tried on the day of the household's other visit",
        c.all_of(
            c.works("A/0", day=1),
            c.route("A/0", day=1),
            c.asks("v4a", least_days_between=1),
            c.route("D+E/1", reserve=(ReserveStop("v4b", "h4", 1, at(12), at(14), 60, planned=2),)),
        ),
        ("D+E/1 · v4b", "v4a is on Tue 1 Dec, on the same day", "1 day apart at least"),
    ),
    Broken(
        RESERVE, "after no stop", c.reserve(1, after=4), ("A/0 · v8", "visit 4 of a round of 3")
    ),
    Broken(
        RESERVE,
        "before no stop",
        only(replace(V8, after=-1)),
        ("A/0 · v8", "visit -1 of a round of 3"),
    ),
    Broken(
        RESERVE,
        "another window",
        c.reserve(1, window_end=at(19)),
        ("A/0 · v8", "08:00-20:00, not 08:00-19:00"),
    ),
    Broken(
        # free at 12:40, 8 minutes away, and 10 minutes there
        RESERVE,
        "closes before the visit is over",
        c.all_of(c.opens("v8", (at(8), at(12, 57))), c.reserve(1, window_end=at(12, 57))),
        ("A/0 · v8", "end at 12:58 on Mon 30 Nov; its hours are 08:00-12:57"),
    ),
    Broken(
        RESERVE,
        "opens too late in the shift",
        c.all_of(c.opens("v8", (at(16, 51), at(20))), c.reserve(1, window_begin=at(16, 51))),
        ("A/0 · v8", "end at 17:01 on Mon 30 Nov", "the shift ends at 17:00"),
    ),
    Broken(
        RESERVE,
        "a detour for nothing",
        c.reserve(1, detour_seconds=0),
        ("A/0 · v8", "16 minutes, not 0"),
    ),
    Broken(
        RESERVE,
        "another chance",
        c.reserve(1, chance=0.6),
        ("A/0 · v8", "its chance then is 0.5, not 0.6"),
    ),
    Broken(
        RESERVE, "no way there", c.no_way(Mode.FOOT, 4, 8), ("A/0 · v8", "no way there on foot")
    ),
    Broken(RESERVE, "no way on", c.no_way(Mode.FOOT, 8, 0), ("A/0 · v8", "no way there on foot")),
]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_reserve_stop_that_cannot_be_tried_breaks_one_rule(case: Broken) -> None:
    assert_breaks_only_its_rule(case)


def test_as_many_reserve_stops_as_allowed_are_sound() -> None:
    assert at_most(2)(sound()).violations() == []


def test_a_plan_of_an_earlier_version_tells_no_chance_of_reserve_stops() -> None:
    assert {V8.chance, V9.chance} == {None}
    assert c.reserve(1, chance=0.5)(sound()).violations() == []


def test_a_reserve_stop_may_be_tried_in_the_last_minute_of_its_window() -> None:
    # free at 12:40, there at 12:48, done at 12:58
    judged = c.opens("v8", (at(8), at(12, 58)))(sound())
    assert c.reserve(1, window_end=at(12, 58))(judged).violations() == []


def test_a_reserve_stop_may_come_before_the_first_stop() -> None:
    # station - 8 - place 1 is 16 + 14 minutes, the way to place 1 is 2
    judged = only(replace(V8, after=0, detour_seconds=28 * MINUTE), V9)(sound())
    assert judged.violations() == []


def test_a_crew_may_try_a_visit_that_needs_two() -> None:
    # crew: after v5 at place 5 to place 8 and back to place 6 is 6 + 4 minutes, not 2
    two = c.asks("v8", officers_needed=2)(only(V9)(sound()))
    tried = ReserveStop("v8", "h8", 1, at(8, 0, 1), at(20, 0, 1), 8 * MINUTE)
    assert c.route("D+E/1", reserve=(tried,))(two).violations() == []


def test_a_household_without_least_days_may_be_tried_on_the_day_of_its_other_visit() -> None:
    # v4a is at place 4, from where the officer goes home; its next door is there too
    judged = c.asks("v4b", least_days_between=0)(c.asks("v4a", least_days_between=0)(sound()))
    tried = ReserveStop("v4b", "h4", 3, at(12), at(14), 60, planned=2)
    assert only(tried)(judged).violations() == []


def test_a_household_may_be_tried_on_two_days() -> None:
    # after v9 at place 1 to place 8 and back to place 4 is 14 + 8 minutes, not 6
    tried = ReserveStop("v8", "h8", 1, at(8, 0, 2), at(20, 0, 2), 16 * MINUTE)
    assert c.route("A/2", reserve=(tried,))(sound()).violations() == []
