"""Where a household stands after all that happened, and when it is due again.

Tests ``model/worth.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from routeplan.followup.due import DueState, HouseholdStanding, row_mark, standings
from routeplan.followup.knowledge import Knowledge
from routeplan.model.inputs import Policy
from routeplan.visitlog.log_records import (
    Call,
    Channel,
    Matter,
    Promise,
    Result,
    Step,
    StepKind,
)
from tests.stations import household, visit
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY

POLICY = Policy(revisit_days=100, latest_days=200, refused_days=30)
HOME = household(1)
VISIT = visit(1)
BEGIN = MONDAY - timedelta(days=10)


def happened(result: str, day: date = MONDAY, **more: Any) -> Call:
    call = Call(1, day, "h1", Result(result), Channel.HOME, 9 * 3600, row_mark(HOME))
    return call._replace(**more)


def standing(*calls: Call, visits: tuple = (VISIT,), **known: Any) -> HouseholdStanding:
    known_now = Knowledge(WEDNESDAY, BEGIN, calls, **known)
    return standings([HOME], visits, known_now, POLICY)["h1"]


def matter(due: date | None, *, by_visit: bool = True) -> Matter:
    told = ("M1", "h1", "lamp", MONDAY, None, "", "look again")
    return Matter(*told, due, by_visit, ())


@pytest.mark.parametrize(
    ("calls", "state"),
    [
        ([], DueState.NEVER),
        (["out"], DueState.UNMET),
        (["met"], DueState.MET),
        (["entered"], DueState.MET),
        (["out", "met"], DueState.MET),
        (["met", "out"], DueState.UNMET),
        (["refused"], DueState.REFUSED),
        (["refused", "out"], DueState.REFUSED),
        (["refused", "met"], DueState.MET),
        (["moved"], DueState.MOVED),
        (["wrong"], DueState.WRONG),
        (["moved", "met"], DueState.MET),  # so they had not
    ],
)
def test_a_household_stands_where_its_last_calls_leave_it(
    calls: list[str], state: DueState
) -> None:
    assert standing(*(happened(result) for result in calls)).state == state


def test_calls_that_failed_are_counted_by_weekday_and_hour_since_somebody_was_met() -> None:
    """30 November 2026 is a Monday."""
    found = standing(
        happened("out", called_at=8 * 3600),
        happened("met"),
        happened("out", called_at=9 * 3600 + 3599),
        happened("out", called_at=9 * 3600),
        happened("out", TUESDAY, called_at=17 * 3600),
        happened("out", TUESDAY, called_at=None),
    )
    assert found.calls == 4
    assert found.tried == (("Mo 09", 2), ("Tu 17", 1))
    assert (found.times_met, found.last_met, found.last_call) == (1, MONDAY, TUESDAY)


def test_a_call_by_two_officers_on_two_sheets_is_one_call() -> None:
    assert standing(happened("out"), happened("out", number=2)).calls == 1
    assert standing(happened("out"), happened("out", number=2, called_at=36_000)).calls == 2


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.MEETING])
def test_another_channel_counts_where_a_home_visit_failed(channel: Channel) -> None:
    elsewhere = happened("met", TUESDAY, channel=channel)
    assert standing(elsewhere).last_met is None
    assert standing(happened("out"), elsewhere).last_met == TUESDAY
    # nobody answering the telephone is no failed home visit
    assert standing(happened("out", channel=channel), elsewhere).last_met is None


def test_who_was_met_rests_until_due_and_must_be_met_in_the_end() -> None:
    found = standing(happened("met"))
    assert (found.earliest, found.due) == (MONDAY + timedelta(days=100),) * 2
    assert found.latest == MONDAY + timedelta(days=200)
    assert found.unmet_since == MONDAY


def test_who_was_never_met_is_due_by_the_logs_first_day_and_need_not_wait() -> None:
    found = standing(happened("out"))
    assert (found.earliest, found.due) == (None, BEGIN + timedelta(days=100))
    assert (found.latest, found.unmet_since) == (BEGIN + timedelta(days=200), BEGIN)


def test_only_a_log_knows_that_nobody_was_ever_met() -> None:
    assert standing(happened("out")).never_met
    assert not standing(happened("out"), happened("met", TUESDAY)).never_met
    assert not standings([HOME], [VISIT], Knowledge(WEDNESDAY), POLICY)["h1"].never_met


def test_without_a_log_only_the_tables_say_when() -> None:
    asked = replace(VISIT, due=TUESDAY, latest=WEDNESDAY)
    found = standings([HOME], [asked], Knowledge(WEDNESDAY), POLICY)["h1"]
    assert (found.due, found.latest, found.earliest) == (TUESDAY, WEDNESDAY, None)
    assert (found.state, found.unmet_since) == (DueState.NEVER, None)


def test_no_latest_date_where_the_settings_want_none() -> None:
    known = Knowledge(WEDNESDAY, BEGIN, (happened("met"),))
    assert standings([HOME], [VISIT], known, replace(POLICY, latest_days=0))["h1"].latest is None


def test_dates_of_the_table_hold_until_somebody_was_met_after_them() -> None:
    """Due on Monday and met on Tuesday: that is settled. Due on Wednesday: it is not."""
    settled = standing(happened("met", TUESDAY), visits=(replace(VISIT, due=MONDAY),))
    assert settled.due == TUESDAY + timedelta(days=100)
    later = replace(VISIT, due=WEDNESDAY, latest=WEDNESDAY)
    asked = standing(happened("met", TUESDAY), visits=(later,))
    assert (asked.due, asked.earliest, asked.latest) == (WEDNESDAY,) * 3


def test_who_has_several_visits_in_a_plan_rests_for_their_days_between_only() -> None:
    several = tuple(replace(VISIT, id=f"v1/{k}", least_days_between=3) for k in (1, 2))
    found = standing(happened("met"), visits=several)
    assert found.earliest == MONDAY + timedelta(days=3)


def test_who_refused_is_left_in_peace_for_a_while() -> None:
    found = standing(happened("met", MONDAY - timedelta(days=99)), happened("refused"))
    assert found.earliest == MONDAY + timedelta(days=30)
    assert found.latest is not None
    assert found.latest >= found.earliest


def test_an_open_matter_is_due_at_its_next_step_also_while_the_household_rests() -> None:
    found = standing(happened("met"), matters={"h1": (matter(WEDNESDAY), matter(TUESDAY))})
    assert found.state == DueState.MATTER
    assert (found.due, found.latest, found.earliest) == (TUESDAY, TUESDAY, None)


def test_a_next_step_without_a_visit_leaves_the_household_at_rest() -> None:
    found = standing(happened("met"), matters={"h1": (matter(TUESDAY, by_visit=False),)})
    assert found.earliest == MONDAY + timedelta(days=100)


def test_a_matter_does_not_break_the_peace_of_who_refused() -> None:
    found = standing(happened("refused"), matters={"h1": (matter(TUESDAY),)})
    peace = MONDAY + timedelta(days=30)
    assert (found.earliest, found.latest) == (peace, peace)


def test_a_step_settled_after_the_refusal_does() -> None:
    """Refused on Monday; on Tuesday it was agreed to come on Wednesday."""
    agreed = replace(
        matter(WEDNESDAY), steps=(Step("M1", "h1", TUESDAY, StepKind.STEP, due=WEDNESDAY),)
    )
    found = standing(happened("refused"), matters={"h1": (agreed,)})
    assert (found.earliest, found.latest) == (None, WEDNESDAY)


@pytest.mark.parametrize("result", ["met", "entered", "out"])
@pytest.mark.parametrize("table", [{}, {"due": WEDNESDAY + timedelta(days=9)}])
def test_the_date_of_a_next_step_is_the_latest_whatever_else_is_due(
    result: str, table: dict[str, date]
) -> None:
    """Rest after a meeting and a later due date of the table do not move it; it is a promise."""
    found = standing(
        happened(result),
        visits=(replace(VISIT, **table),),
        matters={"h1": (matter(WEDNESDAY),)},
    )
    assert (found.due, found.latest, found.earliest) == (WEDNESDAY, WEDNESDAY, None)
    planned = replace(VISIT, due=found.due, latest=found.latest, earliest=found.earliest)
    assert planned.is_promised_by(WEDNESDAY)
    assert not planned.is_promised_by(TUESDAY)


def test_an_earlier_latest_date_is_not_moved_to_the_next_step() -> None:
    """The table says Tuesday, the step Wednesday: both hold, so Tuesday. Due since October."""
    asked = replace(VISIT, due=date(2026, 10, 1), latest=TUESDAY)
    found = standing(happened("out"), visits=(asked,), matters={"h1": (matter(WEDNESDAY),)})
    assert (found.due, found.latest) == (date(2026, 10, 1), TUESDAY)


def test_a_promise_goes_before_all_but_an_empty_house() -> None:
    promise = {"h1": Promise(WEDNESDAY, 36_000)}
    assert standing(happened("refused"), promises=promise).state == DueState.PROMISED
    gone = standing(happened("moved"), promises=promise)
    assert (gone.state, gone.is_gone) == (DueState.MOVED, True)


@pytest.mark.parametrize("result", ["moved", "wrong"])
@pytest.mark.parametrize(
    "change",
    [
        {"name": "New family"},
        {"address": "Street 9"},
        {"coordinate": household(2).coordinate},
    ],
)
def test_another_name_or_address_in_the_row_begins_anew(
    result: str, change: dict[str, Any]
) -> None:
    known = Knowledge(WEDNESDAY, BEGIN, (happened("out"), happened(result)))
    found = standings([replace(HOME, **change)], [VISIT], known, POLICY)["h1"]
    assert (found.state, found.calls) == (DueState.NEVER, 0)


def test_what_is_not_printed_of_a_row_does_not_begin_it_anew() -> None:
    assert row_mark(replace(HOME, note="dog", availability="Mo 10:00-12:00")) == row_mark(HOME)


def test_calls_on_households_that_left_the_tables_are_passed_over() -> None:
    assert standing(happened("met", household="h9")).state == DueState.NEVER
