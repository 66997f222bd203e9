"""The smallest change of each kind: it brings the visit in, and one step less does not.

On the tests' street it is two minutes on foot from place to place; a visit takes ten minutes and a
``normal`` one is worth 60. Without hours of its own a home opens with chance 0.5 all day.

Tests ``planning/explain/again.py``, ``planning/explain/hours_knobs.py`` and
``planning/explain/knobs.py``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from routeplan.hours.syntax import lint
from routeplan.hours.windows import visit_times
from routeplan.model.changes import Edit
from routeplan.model.inputs import NO_WAY, Appointment, Inputs, Mode, Policy, Priority
from routeplan.planning.explain.explanation import explain_left_out
from routeplan.planning.explain.explanation_records import Where
from routeplan.planning.explain.helping_changes import admitted, all_knobs, bisected, standing_cost
from routeplan.planning.explain.other_ways import ask
from routeplan.planning.insertion.order_times import best_times
from routeplan.problem.numbering import build_problem
from tests.planning.explain.cases import case_of, change_of, explained, whole_sentence
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

SIGNS = frozenset({"signs"})


def full_hour() -> Inputs:
    """A has one hour. v1 takes 50 minutes of it and 4 of way; v2 at place 2 would take ten."""
    return inputs_of(
        [household(1), household(2)], [visit(1, 50), visit(2)], [shift("A", end=10 * HOUR)]
    )


def possible(inputs: Inputs) -> bool:
    """Whether some order of all visits can be kept by the first shift, tried one by one."""
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    orders = permutations(range(problem.visits))
    return any(best_times(problem, 0, order) is not None for order in orders)


def test_a_longer_shift_by_the_minutes_that_are_missing() -> None:
    # there, on and back it is 2 + 2 + 4 minutes, with 50 + 10 at the doors 68: eight too many
    inputs = full_hour()
    found = explained(inputs, "v2", [0])
    assert whole_sentence(found, inputs) == (
        "v2 Resident 2 is left out: no shift has room for its 10 minutes inside Mon 08:00-20:00. "
        "It would be visited by Officer A on Mon 30 Nov at 09:54 "
        "if the shift of Officer A on Mon 30 Nov ended 8 min later, at 10:08."
    )
    change = change_of(found, "longer-shift")
    assert (change.amount, change.unit) == (8, "minutes")
    assert change.edits == (
        Edit(
            "calendar",
            {"date": "2026-11-30", "officer": "A"},
            {"day": "work", "hours": "09:00-10:08"},
        ),
    )
    for minutes, enough in ((7, False), (8, True)):
        longer = replace(inputs.shifts[0], end=10 * HOUR + MINUTE * minutes)
        assert possible(replace(inputs, shifts=(longer,))) is enough


def test_a_shift_may_begin_earlier_instead() -> None:
    # its hours end at 10: only from the other end is there any time to win
    home = household(2, "Mo 08:00-10:00")
    inputs = inputs_of(
        [household(1, "Mo 08:00-10:00"), home],
        [visit(1, 50), visit(2)],
        [shift("A", end=10 * HOUR)],
    )
    change = change_of(explained(inputs, "v2", [0]), "longer-shift")
    # ends at the last door by 10, then back late: 2 + 50 + 2 + 10 = 64 before, 4 of way after
    assert change.amount == 8


def test_a_wider_window_by_the_minutes_that_are_missing() -> None:
    # two minutes' way and ten at the door before A is back at 10: from 9:48 on, not 10:00
    home = household(1, "Mo 10:00-11:00")
    inputs = inputs_of([home], [visit(1)], [shift("A", end=10 * HOUR)])
    found = explained(inputs, "v1", [])
    change = change_of(found, "wider-window")
    assert (
        change.told == "the resident agrees to be visited from 09:48 on Mon 30 Nov, 12 min earlier"
    )
    assert change.where == Where(("A",), 0, 9 * HOUR + 48 * MINUTE)
    for hours, enough in (("Mo 09:49-11:00", False), ("Mo 09:48-11:00", True)):
        assert possible(replace(inputs, households=(household(1, hours),))) is enough


def test_a_window_too_short_for_the_visit_is_wider_at_its_end() -> None:
    inputs = inputs_of([household(1, "Mo 12:00-12:20")], [visit(1, 30)], [shift("A")])
    change = change_of(explained(inputs, "v1", []), "wider-window")
    assert change.amount == 10


def test_windows_do_not_grow_into_quiet_hours() -> None:
    policy = Policy(quiet_hours="Mo-Su 00:00-09:50,11:00-24:00")
    inputs = inputs_of(
        [household(1, "Mo 09:50-11:00")], [visit(1)], [shift("A", end=10 * HOUR)], policy=policy
    )
    found = explained(inputs, "v1", [])
    assert "wider-window" not in found.tried
    assert change_of(found, "longer-shift").amount == 2


def test_a_window_may_grow_over_the_gap_to_the_next() -> None:
    # two windows with a minute between them: as one they have eleven, and the visit takes ten
    inputs = inputs_of([household(1, "Mo 09:30-09:38,09:39-09:41")], [visit(1)], [shift("A")])
    asked = ask(case_of(inputs, []), 0)
    wider = [knob for knob in all_knobs(asked) if knob.kind == "wider-window"]
    for knob in wider:
        texts = [knob.edits(x)[0].cells["availability"] for x in (1, 2, 4, knob.most)]
        assert all(lint(text) == () for text in texts)
        assert standing_cost(asked, knob, knob.most) is not None
    change = change_of(explained(inputs, "v1", []), "wider-window")
    assert change.amount == 1
    assert change.edits[0].cells["availability"].endswith("; 2026 Nov 30 09:30-09:41")


def test_hours_that_were_not_given_are_not_made_wider() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A", begin=20 * HOUR, end=22 * HOUR)])
    found = explained(inputs, "v1", [])
    assert not {"wider-window", "another-day"} & {*found.tried}


def test_an_appointment_may_need_more_tolerance() -> None:
    # promised for 10:10 or ten minutes either way; A is back at 10: at 9:48 the latest
    promise = Appointment(MONDAY, 10 * HOUR + 10 * MINUTE, 10 * MINUTE)
    inputs = inputs_of([household(1)], [visit(1, appointment=promise)], [shift("A", end=10 * HOUR)])
    change = change_of(explained(inputs, "v1", []), "wider-window")
    assert change.told == (
        "the resident agrees that the appointment may be 22 min early or late, 12 more"
    )


def test_the_least_priority_that_is_enough_is_named() -> None:
    # docs/objective.md: h3 costs 32 minutes of travel, and 0.15 of its worth is lost:
    # 0.85 x 30 = 25.5 is too little for low, 0.85 x 60 = 51 enough for normal
    home = "Mo 09:00-12:00"
    households = [household(1, home), household(2, home), household(3, home, place=10)]
    visits = [visit(1), visit(2), visit(3, priority=Priority.LOW)]
    found = explained(inputs_of(households, visits, [shift("A")]), "v3", [0, 1])
    change = change_of(found, "priority")
    assert change.edits == (Edit("households", {"id": "h3"}, {"priority": "normal"}),)
    assert found.sentence.endswith("if its priority were normal.")
    assert {"longer-shift", "wider-window"} <= set(found.tried)
    assert [helpful_change.kind for helpful_change in found.changes] == ["priority"]


def test_a_promise_has_no_higher_priority() -> None:
    inputs = full_hour()
    visits = (inputs.visits[0], replace(inputs.visits[1], appointment=None, latest=MONDAY))
    long = replace(visits[0], priority=Priority.MUST)
    found = explained(replace(inputs, visits=(long, visits[1])), "v2", [0])
    assert "priority" not in found.tried
    assert change_of(found, "longer-shift").amount == 8


@pytest.mark.parametrize(("cap", "missing"), [(39, 1), (30, 10)])
def test_a_longer_longest_day_by_the_minutes_that_are_missing(cap: int, missing: int) -> None:
    # v1 and v5 take 40 minutes with their ways
    inputs = inputs_of([household(1), household(5)], [visit(1), visit(5)], [shift("A")])
    found = explained(inputs, "v5", [0], longest_day=cap * MINUTE)
    assert change_of(found, "longer-day").amount == missing
    assert found.changes[0].told == (f"the longest day were 0:40, {missing} min more")


def test_one_visit_more_in_a_shift() -> None:
    inputs = inputs_of(
        [household(1), household(2)], [visit(1), visit(2)], [shift("A", max_visits=1)]
    )
    change = change_of(explained(inputs, "v2", [0]), "more-visits")
    assert (change.amount, change.unit) == (1, "visits")


@pytest.mark.parametrize(
    ("wanted", "shifts", "kind", "told"),
    [
        pytest.param(
            {"officers_needed": 2},
            [shift("A")],
            "second-officer",
            "a second officer were on shift on Mon 30 Nov, 09:00-17:00",
            id="a second officer",
        ),
        pytest.param(
            {"skills": SIGNS},
            [shift("A")],
            "skill",
            "Officer A (A) had signs",
            id="a skill",
        ),
        pytest.param(
            {"appointment": Appointment(MONDAY, 10 * HOUR, 600, officer="B")},
            [shift("A"), shift("B", begin=13 * HOUR)],
            "other-officer",
            "another officer than B, who was promised, could come",
            id="another officer",
        ),
    ],
)
def test_people_who_would_be_needed(wanted: Any, shifts: Any, kind: str, told: str) -> None:
    inputs = inputs_of([household(1)], [visit(1, **wanted)], shifts)
    change = change_of(explained(inputs, "v1", *([] for _ in shifts)), kind)
    assert (change.amount, change.unit, change.told) == (1, "", told)
    assert change.where.officers == ("A",)


@pytest.mark.parametrize(
    ("hours", "shifts", "told"),
    [
        pytest.param(
            "Mo 10:00-11:00",
            [shift("A", day=1)],
            "the resident agrees to be visited on Tue 10:00-11:00",
            id="nobody works on its day",
        ),
        pytest.param(
            "Sa 10:00-11:00,15:00-16:00",
            [shift("A")],
            "the resident agrees to be visited on Mon 10:00-11:00, 15:00-16:00",
            id="its day is behind the plan",
        ),
    ],
)
def test_another_day(hours: str, shifts: Any, told: str) -> None:
    inputs = inputs_of([household(1, hours)], [visit(1)], shifts, days=2)
    change = change_of(explained(inputs, "v1", []), "another-day")
    assert change.told == told
    assert (change.where.begin - shifts[0].day * DAY) == 10 * HOUR


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (
            "Tu 10:00-13:00",
            "Its own hours are on Tue 1 Dec, 10:00-13:00, when nobody is on shift: a row of the "
            "calendar table can put an officer on shift then. ",
        ),
        (
            "Sa 10:00-13:00",
            "Its own hours are on Sat 5 Dec, 10:00-13:00, after this plan: a plan that covers "
            "that day, with an officer on shift, can include it. ",
        ),
    ],
)
def test_a_shift_in_the_hours_that_were_given_comes_before_other_hours(
    hours: str, told: str
) -> None:
    inputs = inputs_of([household(1, hours)], [visit(1)], [shift("A")], days=2)
    found = explained(inputs, "v1", [])
    assert found.sentence.startswith(told)
    assert "if the resident agrees to be visited on Mon 10:00-13:00." in found.sentence
    (listed,) = explain_left_out(case_of(inputs, []))
    assert listed.sentence.startswith(told)


def test_nothing_is_said_of_its_days_where_somebody_is_on_shift_then() -> None:
    inputs = inputs_of(
        [household(1, "Mo 08:00-16:00")],
        [visit(1), visit(1, id="b", priority=Priority.LOW)],
        [shift("A", end=9 * HOUR + 16 * MINUTE)],
    )
    assert "Its own hours" not in explained(inputs, "b", [0]).sentence


def test_what_the_station_can_do_comes_before_the_residents_hours() -> None:
    # ten minutes more of the shift, or twelve more of the window before it ends, are both enough
    home = household(1, "Mo 10:00-11:00")
    inputs = inputs_of([home], [visit(1)], [shift("A", end=10 * HOUR)])
    kinds = [change.kind for change in explained(inputs, "v1", []).changes]
    assert {"longer-shift", "wider-window"} <= {*kinds}
    of_resident = [kind in ("wider-window", "another-day") for kind in kinds]
    assert of_resident == sorted(of_resident)


def test_fewer_days_between_two_visits() -> None:
    # A is full on Monday; Tuesday is a day after the first visit, three were asked for
    visits = [
        visit(1, 50, id="first", least_days_between=3),
        visit(1, id="second", least_days_between=0),
    ]
    shifts = [shift("A", end=10 * HOUR), shift("A", day=1, end=10 * HOUR)]
    found = explained(inputs_of([household(1)], visits, shifts, days=2), "second", [0], [])
    change = change_of(found, "fewer-days-between")
    assert (change.amount, change.unit) == (2, "days")
    assert change.edits[0].cells == {"days_between": "1"}


def test_what_no_single_change_mends_is_said_so() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    tables = street_tables(inputs)
    seconds = tables.seconds.copy()
    seconds[tables.modes.index(Mode.FOOT), :, 1] = NO_WAY
    found = explained(inputs, "v1", [], travel=replace(tables, seconds=seconds))
    assert found.changes == ()
    assert found.sentence.endswith("None of the single changes that were tried brings it in.")


def test_a_rival_that_is_worth_more_takes_the_room_first() -> None:
    # v2 and v3 wait at one door; ten minutes more are enough for one of them, and v3 is worth more
    homes = [household(1), household(2), household(3, place=2)]
    visits = [visit(1, 50), visit(2), visit(3, priority=Priority.HIGH)]
    inputs = inputs_of(homes, visits, [shift("A", end=10 * HOUR)])
    inputs = replace(
        inputs, visits=(replace(visits[0], priority=Priority.MUST), visits[1], visits[2])
    )
    case = case_of(inputs, [0])
    asked = ask(case, 1)
    later = next(knob for knob in all_knobs(asked) if knob.kind == "longer-shift")
    assert standing_cost(asked, later, 8) is not None  # while v3 stays out
    assert admitted(asked, later, 8) is None
    # 68 minutes with v2 as before; with v3 a minute to the next door and ten there: 79
    assert admitted(asked, later, 18) is None
    assert admitted(asked, later, 19) is not None


def test_bisection_finds_the_least_amount() -> None:
    for least in range(1, 21):
        assert bisected(lambda x, least=least: x >= least, 20) == least
    assert bisected(lambda _: False, 20) is None


def test_a_visit_that_already_pays_needs_a_longer_search_only() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    found = explained(inputs, "v1", [])
    assert found.sentence.endswith("A longer search takes it in: Officer A on Mon 30 Nov at 09:02.")
    assert (found.changes, found.tried) == ((), ())
