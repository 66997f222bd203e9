"""How far households are covered on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from routeplan.followup.due import DueState, HouseholdStanding
from routeplan.followup.due_list import Cover, cover_of, coverage, covers, due_list, in_order
from routeplan.model.inputs import Appointment, Priority
from routeplan.visitlog.log_records import Promise
from tests.stations import household, inputs_of, shift, visit

DAY = date(2026, 11, 30)
EARLIER, LATER = DAY - timedelta(days=1), DAY + timedelta(days=1)
MET = HouseholdStanding(
    household="h1",
    state=DueState.MET,
    calls=0,
    tried=(),
    last_call=EARLIER,
    times_met=1,
    last_met=EARLIER,
    refused_on=None,
    matters=(),
    promise=None,
    lapsed=None,
    unmet_since=EARLIER,
    due=LATER,
    latest=LATER,
    earliest=None,
)


@pytest.mark.parametrize(
    ("changed", "cover"),
    [
        ({}, Cover.MET),
        ({"due": None, "latest": None}, Cover.MET),
        ({"due": DAY}, Cover.DUE),
        ({"due": EARLIER, "latest": DAY}, Cover.DUE),
        ({"due": EARLIER, "latest": EARLIER}, Cover.OVERDUE),
        ({"times_met": 0, "due": EARLIER, "latest": EARLIER}, Cover.NEVER),
        ({"state": DueState.REFUSED, "times_met": 0}, Cover.NEVER),
        ({"state": DueState.MOVED}, None),
        ({"state": DueState.WRONG, "times_met": 0}, None),
    ],
)
def test_the_cover_of_a_household(changed: dict[str, object], cover: Cover | None) -> None:
    assert cover_of(replace(MET, **changed), DAY) is cover  # type: ignore[arg-type]


def test_who_has_gone_or_asked_not_to_be_called_on_is_not_counted() -> None:
    homes = [*(household(k) for k in range(1, 5)), household(5, do_not_call=True)]
    inputs = inputs_of(homes, [], [])
    never = replace(MET, times_met=0)
    of_each = (MET, replace(MET, state=DueState.MOVED), never, MET, never)
    standings = {
        home.id: household_standing for home, household_standing in zip(homes, of_each, strict=True)
    }
    assert covers(inputs, standings, DAY).keys() == {"h1", "h3", "h4"}
    assert coverage(inputs, standings, DAY) == {Cover.MET: 2, Cover.NEVER: 1}


def test_ids_stand_as_people_count() -> None:
    assert sorted(["H10", "H2", "10", "2", "H2/10", "H2/9", "A"], key=in_order) == (
        ["2", "10", "A", "H2", "H2/9", "H2/10", "H10"]
    )


def test_promises_of_the_tables_stand_on_top_by_time_and_who_refused_is_not_due() -> None:
    homes = [household(k) for k in range(1, 7)]
    visits = [
        visit(1, priority=Priority.MUST),
        visit(2, appointment=Appointment(DAY, 50_000, 300)),
        visit(3, appointment=Appointment(DAY, 36_000, 300)),
        *(visit(k) for k in (4, 5, 6)),
    ]
    inputs = inputs_of(homes, visits, [shift()])
    plain = replace(MET, times_met=0, state=DueState.NEVER, due=LATER, latest=LATER)
    states = {"h4": DueState.REFUSED, "h5": DueState.MOVED}
    rows = due_list(
        inputs,
        {
            home.id: replace(plain, household=home.id, state=states.get(home.id, DueState.NEVER))
            for home in homes
        },
    )
    assert [row.standing.household for row in rows][:3] == ["h3", "h2", "h1"]
    of = {row.standing.household: row for row in rows}
    assert of["h3"].standing.state is DueState.PROMISED
    assert of["h3"].standing.promise == Promise(DAY, 36_000, None)
    assert [of[f"h{k}"].due for k in range(1, 7)] == [LATER] * 3 + [None, None, LATER]
    assert [of[f"h{k}"].latest for k in range(1, 7)] == [LATER] * 3 + [None, None, LATER]
