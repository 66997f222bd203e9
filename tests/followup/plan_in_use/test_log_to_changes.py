"""What was recorded in a plan's own week changes what is left of it.

The street's plan: on Monday A calls on h1 at 9:02 and h2 at 9:14, B on h3 at 9:02 with h6 in
reserve; on Tuesday A calls on h4 at 9:02 and h5 at 9:14; h7 and h8 are left out. Visit ``v1`` is
on ``h1``.

Tests ``followup/plan_in_use/since.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from routeplan.errors import InputError
from routeplan.followup.due import row_mark
from routeplan.followup.plan_in_use.log_to_changes import LogChanges, Taken, What, taken_from_log
from routeplan.followup.plan_in_use.rest_of_plan import RestOfPlan
from routeplan.followup.plan_in_use.since import read_since
from routeplan.model.changes import (
    NO_CHANGES,
    Changes,
    Further,
    Held,
    NewHours,
    NewTime,
    changed_inputs,
)
from routeplan.model.inputs import Appointment, Inputs
from routeplan.model.locks import Lock
from routeplan.model.plan import Plan
from routeplan.visitlog.log_records import Channel, Entry, Promise
from tests.render.planned import street_inputs, street_plan
from tests.stations import DAY, HOUR, MINUTE
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY, call, record

INPUTS = street_inputs()
PLAN = street_plan(INPUTS)
AT_TEN = Promise(TUESDAY, 10 * HOUR)


def at(home: int, result: str = "out", **more: Any) -> Entry:
    """A call at h1, h2, ... on Monday at 10:00 by A."""
    mark = row_mark(INPUTS.household(f"h{home}"))
    fields = {"household": f"h{home}", "visit": f"v{home}", "officers": ("A",), "row_mark": mark}
    return call(result, **(fields | more))


def taken(
    path: Path,
    *own: Entry,
    day: date = TUESDAY,
    inputs: Inputs = INPUTS,
    after: int = 0,
    **more: Any,
) -> LogChanges:
    record(path, *own)
    logged = read_since(path, PLAN, inputs, day=day, after=after)
    given: dict[str, Any] = {
        "now": DAY * (day - MONDAY).days,
        "done": frozenset(),
        "earlier": NO_CHANGES,
        "typed": NO_CHANGES,
        "locks": (),
        "tolerance_seconds": 600,
    }
    return taken_from_log(RestOfPlan(PLAN, inputs, day, **(given | more)), logged)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


def at_ten(visit: str, officer: str | None = None) -> NewTime:
    return NewTime(visit, TUESDAY, 10 * HOUR, 600, officer)


def test_without_a_log_nothing_is_taken(log: Path) -> None:
    logged = read_since(log, PLAN, INPUTS, day=TUESDAY, after=0)
    rest = RestOfPlan(PLAN, INPUTS, TUESDAY, DAY, frozenset(), NO_CHANGES, NO_CHANGES, (), 600)
    assert taken_from_log(rest, logged) == LogChanges()


def test_a_promise_after_the_only_call_is_a_further_visit(log: Path) -> None:
    found = taken(log, at(1, promise=AT_TEN))
    assert found.changes == Changes(new_times=(at_ten("h1/2"),), further=(Further("h1/2", "h1"),))
    assert found.taken == (Taken("h1", "h1/2", What.PROMISED, "2026-12-01 10:00"),)
    assert found.entry == 1
    visits = changed_inputs(INPUTS, found.changes).visits_by_id
    appointment = Appointment(TUESDAY, 10 * HOUR, 600, None)
    assert visits["h1/2"] == replace(
        visits["v1"], id="h1/2", appointment=appointment, least_days_between=0
    )
    assert visits["v1"].appointment is None


@pytest.mark.parametrize("home", [5, 7])
def test_a_promise_is_for_the_visit_to_come_planned_or_left_out(log: Path, home: int) -> None:
    found = taken(log, at(home, promise=replace(AT_TEN, officer="C")))
    assert found.changes == Changes(new_times=(at_ten(f"v{home}", "C"),))


def test_a_promise_that_is_over_or_after_the_plan_is_not_taken(log: Path) -> None:
    late = Promise(WEDNESDAY, 10 * HOUR)  # the plan ends on Tuesday
    found = taken(log, at(1, promise=AT_TEN), at(2, promise=late), now=DAY + 11 * HOUR)
    assert not found.changes


def test_a_promise_for_the_evening_of_the_same_day_is_taken(log: Path) -> None:
    five = Promise(MONDAY, 17 * HOUR)
    found = taken(log, at(1, promise=five), day=MONDAY, now=10 * HOUR)
    assert found.changes.new_times == (NewTime("h1/2", MONDAY, 17 * HOUR, 600),)
    own = [v for v in changed_inputs(INPUTS, found.changes).visits if v.household == "h1"]
    assert [visit.least_days_between for visit in own] == [0, 0]


def test_what_two_officers_wrote_down_is_promised_once(log: Path) -> None:
    entry = at(1, promise=AT_TEN)
    found = taken(log, entry, replace(entry, officers=("B",), round="S"))
    assert found.changes.new_times == (at_ten("h1/2"),)


def test_what_an_earlier_replan_took_is_not_taken_again(log: Path) -> None:
    first = taken(log, at(1, promise=AT_TEN))
    now = changed_inputs(INPUTS, first.changes)
    assert taken(log, inputs=now, after=first.entry) == LogChanges()
    # nor where its appointment is there already, typed by hand say
    assert not taken(log, inputs=now).changes
    # what comes later has a visit of its own, and takes none from the first
    eleven = Promise(TUESDAY, 11 * HOUR)
    later = at(1, "met", promise=eleven, channel=Channel.TELEPHONE, day=TUESDAY, round="")
    second = taken(log, later, inputs=now, after=first.entry, earlier=first.changes)
    assert second.changes == Changes(
        new_times=(NewTime("h1/3", TUESDAY, 11 * HOUR, 600),), further=(Further("h1/3", "h1"),)
    )


def test_who_was_met_otherwise_is_not_called_on_again(log: Path) -> None:
    """h5 as a reserve stop of Monday, h7 (left out) at the door, h4 not: nobody opened."""
    found = taken(log, at(5, "met", stop="A"), at(7, "met", round=""), at(4))
    assert found.changes == Changes(cancelled=("v5", "v7"))
    assert found.taken[0] == Taken("h5", "v5", What.CANCELLED, "met 2026-11-30")


def test_a_call_counts_by_telephone_only_after_a_shut_door(log: Path) -> None:
    told = {"channel": Channel.TELEPHONE, "round": "", "called_at": None}
    assert not taken(log, at(4, "met", **told), at(5)).changes
    assert taken(log, at(5, "met", **told)).changes.cancelled == ("v5",)


def test_of_several_visits_only_the_one_that_was_made_falls_away(log: Path) -> None:
    first = INPUTS.visits_by_id["v7"]
    inputs = replace(INPUTS, visits=(*INPUTS.visits, replace(first, id="v7b")))
    assert taken(log, at(7, "met", visit="h7", round=""), inputs=inputs).changes == Changes(
        cancelled=("v7",)
    )


def since(path: Path, plan: Plan, *answers: Entry) -> LogChanges:
    """What is new after Sunday's round was recorded, and the plan was made with that."""
    for answer in answers:
        record(path, answer, correcting=True)
    after = plan.log_entry or 0
    logged = read_since(path, plan, INPUTS, day=TUESDAY, after=after)
    none = frozenset[str]()
    return taken_from_log(
        RestOfPlan(plan, INPUTS, TUESDAY, DAY, none, NO_CHANGES, NO_CHANGES, (), 600), logged
    )


SUNDAY = MONDAY - timedelta(days=1)


def test_an_answer_to_a_card_of_the_week_before_is_taken_in(log: Path) -> None:
    """h1 was called on again on Monday, h5 is to come; both answer what was left on Sunday."""
    first, fifth, seventh = (at(home, day=SUNDAY) for home in (1, 5, 7))
    record(log, first, fifth, seventh)
    plan = replace(PLAN, log_entry=3)
    assert since(log, plan) == LogChanges()
    answers = replace(first, promise=AT_TEN), replace(fifth, hours="Tu 13:00-16:00")
    found = since(log, plan, *answers)
    assert found.entry == 5
    assert found.changes.new_times == (at_ten("h1/2"),)
    assert found.changes.hours == (NewHours("h5", "Tu 13:00-16:00"),)
    # a plan that does not say how the log stood has read them when it was made, or reads them now
    assert since(log, PLAN) == LogChanges()


def test_who_was_met_before_the_plan_is_not_called_on_by_it_when_that_comes_late(log: Path) -> None:
    record(log, at(5, day=SUNDAY), at(7, day=SUNDAY))
    plan = replace(PLAN, log_entry=2)
    met, refused = replace(at(5, "met"), day=SUNDAY), replace(at(7, "refused"), day=SUNDAY)
    assert since(log, plan, met, refused).changes.cancelled == ("v5", "v7")


def test_a_meeting_long_before_the_plan_leaves_its_visits(log: Path) -> None:
    long_ago = SUNDAY - timedelta(days=400)
    plan = replace(PLAN, log_entry=0)
    assert not since(log, plan, at(5, "met", day=long_ago)).changes


def test_a_visit_made_and_promised_again_moves(log: Path) -> None:
    found = taken(log, at(5, "met", stop="A", promise=AT_TEN))
    assert found.changes == Changes(new_times=(at_ten("v5"),))


@pytest.mark.parametrize("result", ["refused", "moved", "wrong"])
def test_who_refuses_or_is_gone_is_not_called_on_again(log: Path, result: str) -> None:
    assert taken(log, at(5, result), at(1, result)).changes == Changes(cancelled=("v5",))


def test_a_promise_outlasts_a_refusal_but_nobody_is_left_of_who_moved(log: Path) -> None:
    promised = replace(
        INPUTS.visits_by_id["v5"], appointment=Appointment(TUESDAY, 14 * HOUR, 600, None)
    )
    visits = tuple(promised if visit.id == "v5" else visit for visit in INPUTS.visits)
    inputs = replace(INPUTS, visits=visits)
    assert not taken(log, at(5, "refused"), inputs=inputs).changes
    gone = at(5, "moved", round="S", promise=Promise(TUESDAY, 15 * HOUR))
    assert taken(log, gone, inputs=inputs).changes == Changes(cancelled=("v5",))


def test_a_result_of_todays_own_round_makes_its_stop_done(log: Path) -> None:
    """At noon: v1 by A and nothing of h2; B's h3 was met by A, who is not to call there."""
    found = taken(log, at(1), at(3, "met", stop="B"), day=MONDAY)
    assert found.done == {"v1"}
    assert found.changes == Changes(cancelled=("v3",))
    assert found.taken[0] == Taken("h1", "v1", What.DONE, "out 2026-11-30")


def test_a_household_that_somebody_types_is_as_typed(log: Path) -> None:
    typed = Changes(new_times=(NewTime("v5", TUESDAY, 9 * HOUR + 30 * MINUTE, 600),))
    assert not taken(log, at(5, promise=AT_TEN), at(5, "moved", round="S"), typed=typed).changes


def test_who_asks_not_to_be_called_on_is_promised_nothing(log: Path) -> None:
    homes = [replace(home, do_not_call=home.id == "h1") for home in INPUTS.households]
    inputs = replace(INPUTS, households=tuple(homes))
    assert not taken(log, at(1, promise=AT_TEN), inputs=inputs).changes


def test_results_of_other_days_and_homes_are_passed_over(log: Path) -> None:
    before = at(5, "refused", day=date(2026, 11, 29))
    unknown = replace(at(5, "refused"), household="h99", visit="v99")
    tomorrow = at(5, "refused", day=TUESDAY, round="S")
    assert not taken(log, before, unknown, tomorrow, day=MONDAY, now=8 * HOUR).changes


def test_what_is_locked_is_told_not_moved(log: Path) -> None:
    locks = (Lock("L1", "A", TUESDAY),)
    with pytest.raises(InputError) as caught:
        taken(log, at(5, promise=AT_TEN), at(4, "refused"), at(7, "met"), locks=locks)
    found = {
        (finding.code, finding.value, finding.fix.split(", or ")[-1])
        for finding in caught.value.findings
    }
    way_out = "ignore the visit log with --no-log"
    assert found == {("change-locked", "v5", way_out), ("change-locked", "v4", way_out)}


AFTERNOON = "Tu 13:00-15:00"


def test_hours_that_suit_after_the_only_call_in_vain_are_a_further_visit(log: Path) -> None:
    found = taken(log, at(1, hours=AFTERNOON))
    (made,) = [stop for route in PLAN.routes for stop in route.stops if stop.visit == "v1"]
    assert found.changes == Changes(
        further=(Further("h1/2", "h1"),),
        held=(Held("v1", made.begin, made.end, 1, made.chance),),
        hours=(NewHours("h1", AFTERNOON),),
    )
    assert found.taken == (Taken("h1", "h1/2", What.HOURS, AFTERNOON),)
    now = changed_inputs(INPUTS, found.changes)
    assert now.household("h1").availability == AFTERNOON
    assert now.visits_by_id["h1/2"].appointment is None
    assert now.visits_by_id["v1"].done, "what was made on Monday stays as it was made"


def test_a_stop_to_come_goes_by_the_hours_said_last(log: Path) -> None:
    found = taken(log, at(5, hours="Mo 09:00-10:00"), at(5, hours=AFTERNOON, round="S"))
    assert found.changes == Changes(hours=(NewHours("h5", AFTERNOON),))
    assert found.taken == (Taken("h5", "v5", What.HOURS, AFTERNOON),)
    again = changed_inputs(INPUTS, found.changes)
    assert not taken(log, inputs=again).changes, "these hours are known by now"


def test_hours_that_the_rest_of_the_plan_has_not_are_for_the_next_one(log: Path) -> None:
    """The plan ends on Tuesday; on Monday at noon Monday's morning is over as well."""
    assert not taken(log, at(1, hours="We 09:00-17:00")).changes
    over = {"day": MONDAY, "now": 12 * HOUR}
    assert not taken(log, at(1, hours="Mo 09:00-12:00"), **over).changes
    # ten minutes of shift are enough for a visit of ten minutes, nine are not
    assert not taken(log, at(2, hours="Tu 16:51-19:00")).changes
    assert taken(log, at(3, hours="Tu 16:50-19:00")).changes


def test_who_was_met_or_is_promised_a_time_gets_no_further_visit_for_hours(log: Path) -> None:
    assert not taken(log, at(1, "met", hours=AFTERNOON)).changes
    found = taken(log, at(2, hours=AFTERNOON, promise=AT_TEN))
    assert found.changes.further == (Further("h2/2", "h2"),)
    assert found.changes.new_times == (at_ten("h2/2"),)
    assert not found.changes.hours


def test_a_locked_stop_does_not_move_for_hours(log: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(log, at(5, hours=AFTERNOON), locks=(Lock("L1", "A", TUESDAY),))
    assert [finding.code for finding in caught.value.findings] == ["change-locked"]


def test_later_hours_take_the_place_of_earlier_ones() -> None:
    early, late = Changes(hours=(NewHours("h1", "Mo"),)), Changes(hours=(NewHours("h1", "Tu"),))
    other = Changes(hours=(NewHours("h2", "We"),))
    assert (early + other + late).hours == (NewHours("h2", "We"), NewHours("h1", "Tu"))


def test_a_late_answer_of_who_was_met_since_is_for_the_next_plan(log: Path) -> None:
    """Out on Monday, met on Tuesday, which a replan has taken in; then Monday's card comes back."""
    assert taken(log, at(1, "met", day=TUESDAY, round="S")).entry == 1
    assert not taken(log, at(1, hours=AFTERNOON), after=1).changes
