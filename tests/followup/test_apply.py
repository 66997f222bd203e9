"""What the log knows changes what is planned, and nothing else.

Tests ``followup/due_list.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from routeplan.followup.apply import with_log
from routeplan.followup.due import row_mark
from routeplan.followup.due_list import due_list
from routeplan.followup.knowledge import Knowledge
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, PlanCalendar, Policy, Priority, Visit
from routeplan.model.nights import Nights, ShiftHours
from routeplan.visitlog.log_records import Call, Channel, Matter, Promise, Result
from tests.stations import MONDAY, household, inputs_of, shift, visit

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
FRIDAY_BEFORE = MONDAY - timedelta(days=3)
POLICY = Policy(revisit_days=5, latest_days=0, refused_days=30)
HOMES = [household(1), household(2)]


def station(*visits: Visit, **more: Any) -> Inputs:
    """Three days from Monday on."""
    asked = visits or (visit(1), visit(2))
    return replace(inputs_of(HOMES, asked, [shift()], days=3, policy=POLICY), **more)


def call(result: str, number: int = 1, day: date = FRIDAY_BEFORE) -> Call:
    home = HOMES[number - 1]
    return Call(1, day, home.id, Result(result), Channel.HOME, 36_000, row_mark(home))


def applied(inputs: Inputs, *calls: Call, keep: tuple[str, ...] = (), **known: Any) -> Inputs:
    known_now = Knowledge(MONDAY, FRIDAY_BEFORE, calls, **known)
    return with_log(inputs, known_now, tolerance_seconds=300, keep=keep).inputs


def ids(visits: tuple[Visit, ...]) -> list[str]:
    return [visit.id for visit in visits]


def test_without_a_log_nothing_changes() -> None:
    inputs = station()
    assert with_log(inputs, Knowledge(MONDAY), tolerance_seconds=300).inputs is inputs


@pytest.mark.parametrize("result", ["met", "refused", "moved", "wrong"])
def test_who_rests_or_is_gone_is_not_in_this_plan(result: str) -> None:
    """Met on Friday with 5 days of rest: due on Wednesday, so outside a plan of two days."""
    inputs = station(calendar=PlanCalendar(MONDAY, 2, ZoneInfo("Europe/Helsinki")))
    found = applied(inputs, call(result))
    assert (ids(found.visits), ids(found.later_visits)) == (["v2"], ["v1"])
    assert set(found.visits_by_id) == {"v2"}


def test_who_is_due_within_the_plan_is_planned_from_that_day_on() -> None:
    found = applied(station(), call("met"))
    assert found.visits[0].earliest == WEDNESDAY
    windows = visit_times(found)[0].windows
    assert windows
    assert min(begin for begin, _ in windows) >= 2 * 86_400


def test_who_was_not_met_stays_and_is_known_to_wait() -> None:
    found = applied(station(), call("out"))
    assert ids(found.visits) == ["v1", "v2"]
    assert [visit.unmet_since for visit in found.visits] == [FRIDAY_BEFORE] * 2


def test_visits_that_a_plan_names_stay_where_they_are() -> None:
    assert ids(applied(station(), call("moved"), keep=("v1",)).visits) == ["v1", "v2"]


def test_a_promised_time_is_an_appointment_of_the_first_visit() -> None:
    several = [replace(visit(1), id=f"v1/{k}") for k in (1, 2)]
    found = applied(station(*several), promises={"h1": Promise(TUESDAY, 36_000, "A")})
    assert found.visits[0].appointment == Appointment(TUESDAY, 36_000, 300, "A")
    assert found.visits[1].appointment is None


def test_a_promise_goes_before_rest_and_refusal() -> None:
    promise = {"h1": Promise(TUESDAY, 36_000)}
    found = applied(station(), call("refused"), promises=promise)
    assert ids(found.visits) == ["v1", "v2"]
    assert found.visits[0].earliest is None


def test_a_promise_for_after_the_plan_keeps_the_household_out_of_it() -> None:
    found = applied(station(), promises={"h1": Promise(MONDAY + timedelta(days=3), 36_000)})
    assert (ids(found.visits), ids(found.later_visits)) == (["v2"], ["v1"])


def test_a_promise_for_after_the_plan_keeps_all_visits_of_the_household_out_of_it() -> None:
    several = [replace(visit(1), id=f"v1/{k}") for k in (1, 2)]
    later = {"h1": Promise(MONDAY + timedelta(days=3), 36_000)}
    assert applied(station(*several), promises=later).visits == ()


def test_what_the_table_promises_for_another_day_comes_in_when_the_log_promises_one_here() -> None:
    inputs = station(visit(2), later_visits=(visit(1),))
    assert ids(applied(inputs).later_visits) == ["v1"]
    found = applied(inputs, promises={"h1": Promise(TUESDAY, 36_000)})
    assert (ids(found.visits), found.later_visits) == (["v2", "v1"], ())


def test_hours_that_suit_go_before_those_of_the_table() -> None:
    found = applied(station(), hours={"h1": "Mo-Fr 17:00-19:00"})
    assert [household.availability for household in found.households] == ["Mo-Fr 17:00-19:00", ""]


def test_a_promise_after_midnight_is_in_the_plan_of_its_night() -> None:
    """The plan ends with Wednesday's night, 20:00 to 04:00; another one ended on Monday at four."""
    days = [MONDAY + timedelta(days=day) for day in (-1, 2)]
    nights = Nights(tuple(ShiftHours(day, ("A",), 72_000, 100_800) for day in days))
    thursday = MONDAY + timedelta(days=3)
    promises = {"h1": Promise(thursday, 3_600), "h2": Promise(MONDAY, 3_600)}
    found = applied(station(nights=nights), promises=promises)
    assert ids(found.visits) == ["v1", "v2"]
    last_night, over = (visit.appointment for visit in found.visits)
    assert last_night == Appointment(WEDNESDAY, 90_000, 300)
    assert over is None


def test_an_open_matter_is_the_task_and_raises_the_priority() -> None:
    told = ("M3", "h1", "lamp", FRIDAY_BEFORE, None, "", "ask the landlord", TUESDAY)
    matter = {"h1": (Matter(*told, True, ()),)}
    low = replace(visit(1), priority=Priority.LOW)
    must = replace(visit(1), priority=Priority.MUST)
    found = applied(station(low), call("met"), matters=matter)
    assert found.households[0].task == "M3: ask the landlord"
    bare = {"h1": (replace(matter["h1"][0], next_step=""),)}
    asked = station(households=(replace(HOMES[0], task="Ask about the lamp"), HOMES[1]))
    assert applied(asked, matters=bare).households[0].task == "M3\nAsk about the lamp"
    assert (found.visits[0].priority, found.visits[0].latest) == (Priority.HIGH, TUESDAY)
    assert applied(station(must), matters=matter).visits[0].priority == Priority.MUST


def test_a_matter_wants_one_visit_where_a_household_has_several() -> None:
    """The others rest from Friday for the day between, and are no promise."""
    several = [replace(visit(1), id=f"v1/{k}") for k in (1, 2, 3)]
    told = ("M3", "h1", "lamp", FRIDAY_BEFORE, None, "", "ask the landlord", TUESDAY, True, ())
    found = applied(station(*several), call("met"), matters={"h1": (Matter(*told),)})
    assert [visit.latest for visit in found.visits] == [TUESDAY, None, None]
    assert [visit.priority for visit in found.visits] == ["high", "normal", "normal"]
    saturday = FRIDAY_BEFORE + timedelta(days=1)
    assert [visit.earliest for visit in found.visits] == [None, saturday, saturday]


def test_every_visit_knows_since_when_nobody_was_met() -> None:
    """h1 was met on Friday, h2 never since the log began ten days before; without a log: None."""
    several = [replace(visit(1), id=f"v1/{k}") for k in (1, 2)]
    inputs = station(*several, visit(2), later_visits=(replace(visit(2), id="v2/2"),))
    known = Knowledge(MONDAY, FRIDAY_BEFORE - timedelta(days=7), (call("met"),))
    found = with_log(inputs, known, tolerance_seconds=300).inputs
    since = {visit.id: visit.unmet_since for visit in (*found.visits, *found.later_visits)}
    begin = FRIDAY_BEFORE - timedelta(days=7)
    assert since == {"v1/1": FRIDAY_BEFORE, "v1/2": FRIDAY_BEFORE, "v2": begin, "v2/2": begin}
    without = with_log(inputs, Knowledge(MONDAY), tolerance_seconds=300).inputs
    assert {visit.unmet_since for visit in without.visits} == {None}


def test_every_visit_knows_whether_it_would_be_the_first_meeting() -> None:
    """h1 was met on Friday, h2 never; without a log nobody knows."""
    several = [replace(visit(1), id=f"v1/{k}") for k in (1, 2)]
    inputs = station(*several, visit(2), replace(visit(2), id="v2/2"))
    known = Knowledge(
        MONDAY, FRIDAY_BEFORE - timedelta(days=7), (call("met"), call("out", number=2))
    )
    found = with_log(inputs, known, tolerance_seconds=300).inputs
    first = {visit.id: visit.first_meeting for visit in (*found.visits, *found.later_visits)}
    assert first == {"v1/1": False, "v1/2": False, "v2": True, "v2/2": True}
    without = with_log(inputs, Knowledge(MONDAY), tolerance_seconds=300).inputs
    assert not any(visit.first_meeting for visit in without.visits)


def test_homes_that_are_never_called_on_stay_so() -> None:
    refused = station(visit(2), refused_visits=(visit(1),))
    assert applied(refused, promises={"h1": Promise(TUESDAY, 36_000)}).refused_visits == (visit(1),)


def test_the_most_urgent_come_first_and_who_waits_longest_wins_ties() -> None:
    """All are worth 60 minutes. h2 was met ten days ago and is due again; h1 and h3 never were met
    since the log began forty days ago: 5 whole weeks against 1, so 5 seconds against 1."""
    homes = [household(1), household(2), household(3, name="moved")]
    asked = (visit(2), visit(1), visit(3))
    policy = Policy(revisit_days=1000, latest_days=0, first_meeting=1)
    inputs = inputs_of(homes, asked, [shift()], policy=policy)
    met = call("met", 2, MONDAY - timedelta(days=10))
    gone = Call(2, FRIDAY_BEFORE, "h3", Result.MOVED, Channel.HOME, None, row_mark(homes[2]))
    known = Knowledge(MONDAY, MONDAY - timedelta(days=40), (met, gone))
    kept = with_log(inputs, known, tolerance_seconds=300, keep=("v2",))
    told = [
        (household_due.standing.household, household_due.worth) for household_due in due_list(*kept)
    ]
    assert told == [("h1", 3605), ("h2", 3601), ("h3", 0)]
    assert due_list(*kept)[2].visits == ()
