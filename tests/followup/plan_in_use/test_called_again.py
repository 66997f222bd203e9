"""Who may be called on once more in the same plan: the street's plan of ``test_log_to_changes``.

Tests ``followup/plan_in_use/rest_of_plan.py``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.followup.plan_in_use.log_to_changes import What
from routeplan.model.changes import Changes, Further, NewTime, changed_inputs
from routeplan.model.inputs import Priority
from routeplan.visitlog.log_records import Channel, Promise
from tests.followup.plan_in_use.test_log_to_changes import AT_TEN, INPUTS, at, taken
from tests.stations import DAY, HOUR
from tests.visitlog.logs import TUESDAY, WEDNESDAY, record

AGAIN = Further("h1/2", "h1", TUESDAY)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


def test_a_door_that_stayed_shut_may_be_called_on_from_the_next_day_on(log: Path) -> None:
    found = taken(log, at(1))
    assert found.again == (AGAIN,)
    assert not found.changes, "whether there is time is found by the search"


def test_it_still_may_when_an_earlier_replan_has_looked_at_the_result(log: Path) -> None:
    first = taken(log, at(1))
    assert taken(log, after=first.entry).again == (AGAIN,)


def test_a_second_time_it_has_another_id_and_a_later_day(log: Path) -> None:
    earlier = Changes(further=(AGAIN,))
    inputs = replace(INPUTS, visits=tuple(v for v in INPUTS.visits if v.id != "h1/2"))
    found = taken(log, at(1), inputs=inputs, earlier=earlier)
    assert [again.visit for again in found.again] == ["h1/3"]


@pytest.mark.parametrize("result", ["met", "refused", "moved", "wrong"])
def test_nobody_is_called_on_again_who_was_met_or_does_not_want_it(log: Path, result: str) -> None:
    assert taken(log, at(1, result)).again == ()


def test_nor_who_is_still_to_be_called_on_or_has_a_promise(log: Path) -> None:
    assert taken(log, at(5)).again == (), "its own stop is on Tuesday"
    assert taken(log, at(1, promise=AT_TEN)).again == ()
    assert taken(log, at(2, promise=Promise(WEDNESDAY, 10 * HOUR))).again == ()


def test_nor_of_whom_something_is_typed_just_now(log: Path) -> None:
    typed = Changes(new_times=(NewTime("v1", TUESDAY, 10 * HOUR, 600),))
    assert taken(log, at(1), typed=typed).again == ()
    assert taken(log, typed=Changes(cancelled=("v1",))).again == ()


def test_nor_who_is_not_to_be_called_on(log: Path) -> None:
    homes = [replace(home, do_not_call=home.id == "h1") for home in INPUTS.households]
    assert taken(log, at(1), inputs=replace(INPUTS, households=tuple(homes))).again == ()


def test_nobody_after_the_last_day(log: Path) -> None:
    assert taken(log, at(1, day=TUESDAY), day=TUESDAY, now=2 * DAY).again == ()


def test_a_must_that_was_called_on_is_no_promise_any_more() -> None:
    visits = [replace(v, priority=Priority.MUST) if v.id == "v1" else v for v in INPUTS.visits]
    inputs = replace(INPUTS, visits=tuple(visits))
    again = changed_inputs(inputs, Changes(further=(AGAIN,))).visits_by_id["h1/2"]
    assert again.priority is Priority.HIGH
    assert again.earliest == TUESDAY
    promised = changed_inputs(inputs, Changes(further=(Further("h1/2", "h1"),)))
    assert promised.visits_by_id["h1/2"].priority is Priority.MUST


def test_nobody_is_called_on_again_before_the_last_call_has_a_result(log: Path) -> None:
    """v5 stands on Tuesday: on Wednesday morning nobody has entered what came of it."""
    record(log, at(5, officers=("B",)))  # on Monday, from the reserve
    rest = {"day": TUESDAY, "now": 2 * DAY, "done": frozenset({"v5"})}
    assert taken(log, **rest).again == ()


def test_who_has_cancelled_is_not_called_on_again(log: Path) -> None:
    earlier = Changes(cancelled=("h1/2",), further=(AGAIN,))
    assert taken(log, at(1), earlier=earlier).again == ()


@pytest.mark.parametrize("how", ["by the way", "by telephone", "it was entered wrongly"])
def test_who_is_met_after_all_is_not_called_on_again(log: Path, how: str) -> None:
    first = taken(log, at(1))
    changes = Changes(further=first.again)
    inputs, more = changed_inputs(INPUTS, changes), {"earlier": changes, "after": first.entry}
    met = at(1, "met", day=TUESDAY, visit="h1", round="")
    if how == "by telephone":
        met = replace(met, channel=Channel.TELEPHONE)
    if how == "it was entered wrongly":
        met = at(1, "met")
    record(log, met, correcting=True)
    found = taken(log, inputs=inputs, now=DAY + 1, **more)
    assert found.changes.cancelled == ("h1/2",)
    assert [entry.what for entry in found.taken] == [What.CANCELLED]
