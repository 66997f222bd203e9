"""What a replan is told: understood, or refused with everything wrong at once.

Tests ``formats/decisions/typed_changes.py``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from routeplan.errors import InputError
from routeplan.formats.decisions.day_changes import Understood, understood
from routeplan.formats.decisions.typed_changes import TypedChanges
from routeplan.model.changes import Absence, GivenVisit, NewTime
from routeplan.model.locks import Lock
from tests.render.planned import street_inputs, street_plan
from tests.stations import DAY, HOUR, MINUTE, MONDAY

INPUTS = street_inputs()
PLAN = street_plan(INPUTS)
FIRST = PLAN.routes[0].stops[0]


def told(day: date = MONDAY, **words: Any) -> Understood:
    more = {key: words.pop(key) for key in ("locks", "since") if key in words}
    return understood(TypedChanges(day, **words), PLAN, INPUTS, **more)


def codes(**words: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        told(**words)
    return [finding.code for finding in caught.value.findings]


def test_a_new_time_of_a_call_that_was_made_is_recorded_as_its_promise() -> None:
    with pytest.raises(InputError) as caught:
        told(new_time=(("h1", "2026-12-01 10:00"),), now="16:59")
    (finding,) = caught.value.findings
    assert "routeplan record" in finding.fix
    assert "--add 'STOP promise DATE TIME'" in finding.fix


def test_who_is_ill_is_away_from_now_to_the_end_of_his_shift() -> None:
    # A works 9:00 to 17:00
    assert told(ill=("A",)).changes.absences == (Absence("A", 9 * HOUR, 17 * HOUR, ill=True),)
    later = told(ill=("A",), now="12:30")
    assert later.changes.absences == (Absence("A", 12 * HOUR + 30 * MINUTE, 17 * HOUR, ill=True),)
    assert later.now == 12 * HOUR + 30 * MINUTE
    assert told(ill=("A",), now="18:00").changes.absences == ()


def test_hours_away_are_of_the_day() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = told(tuesday, away=(("A", "10:40-12:00"),))
    begin, end = DAY + 10 * HOUR + 40 * MINUTE, DAY + 12 * HOUR
    assert found.changes.absences == (Absence("A", begin, end),)
    assert found.now == DAY


def test_visits_are_named_by_their_id_or_their_household() -> None:
    assert told(cancel=("v1",)).changes.cancelled == ("v1",)
    assert told(cancel=("h1",)).changes.cancelled == ("v1",)
    assert told(done=("h1",)).done == {"v1"}
    assert told(done=("h8",)).done == set()  # was not planned: nothing to keep


def test_a_new_time_and_a_gift_are_understood() -> None:
    found = told(new_time=(("h2", "2026-12-01 10:30"),), give=(("h4", "C"),), reason=" so ")
    at = NewTime("v2", MONDAY + timedelta(days=1), 10 * HOUR + 30 * MINUTE, 600)
    assert found.changes.new_times == (at,)
    assert found.changes.given == (GivenVisit("v4", "C", "so"),)


def test_what_was_known_to_be_done_stays_done() -> None:
    assert told(since=10 * HOUR, now="09:30").now == 10 * HOUR


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param({"ill": ("Z",)}, "change-unknown", id="no such officer"),
        pytest.param({"cancel": ("h99",)}, "change-unknown", id="no such household"),
        pytest.param({"now": "25:99"}, "change-time", id="no clock time"),
        pytest.param({"away": (("A", "12:00-10:40"),)}, "change-time", id="runs backwards"),
        pytest.param({"new_time": (("h1", "noon"),)}, "change-time", id="no date"),
        pytest.param({"new_time": (("h1", "2026-12-24 10:00"),)}, "change-time", id="after it"),
        pytest.param({"ill": ("C",)}, "change-no-shift", id="works on Tuesday only"),
        pytest.param({"cancel": ("h1",), "done": ("h1",)}, "change-of-done", id="done"),
        pytest.param({"cancel": ("h1",), "now": "16:59"}, "change-of-done", id="has begun"),
        pytest.param({"new_time": (("h1", "2026-12-01 10:00"),), "now": "16:59"}, "change-of-done"),
        pytest.param({"give": (("h1", "B"),)}, "change-reason", id="no reason"),
        pytest.param({"reason": "so"}, "change-reason", id="a reason for nothing"),
        pytest.param(
            {"cancel": ("h1",), "locks": [Lock("L1", visit="v1")]}, "change-locked", id="locked"
        ),
        pytest.param(
            {"ill": ("A",), "locks": [Lock("L1", visit="v1")]}, "change-locked", id="locked to him"
        ),
    ],
)
def test_what_cannot_be_is_refused(words: dict[str, Any], code: str) -> None:
    assert codes(**words) == [code]


def test_everything_wrong_is_told_at_once() -> None:
    found = codes(ill=("Z",), now="?", cancel=("h99",), give=(("h1", "Z"),))
    assert found == ["change-time", "change-unknown", "change-unknown", *found[3:]]
    assert sorted(found[3:]) == ["change-reason", "change-unknown"]
