"""How far households are covered on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from routeplan.followup.due import HouseholdStanding, State
from routeplan.followup.due_list import Cover, cover_of, coverage

DAY = date(2026, 11, 30)
EARLIER, LATER = DAY - timedelta(days=1), DAY + timedelta(days=1)
MET = HouseholdStanding(
    household="h1",
    state=State.MET,
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
        ({"state": State.REFUSED, "times_met": 0}, Cover.NEVER),
        ({"state": State.MOVED}, None),
        ({"state": State.WRONG, "times_met": 0}, None),
    ],
)
def test_the_cover_of_a_household(changed: dict[str, object], cover: Cover | None) -> None:
    assert cover_of(replace(MET, **changed), DAY) is cover  # type: ignore[arg-type]


def test_who_has_gone_is_not_counted() -> None:
    gone, never = replace(MET, state=State.MOVED), replace(MET, times_met=0)
    assert coverage([MET, gone, never, MET], DAY) == {Cover.MET: 2, Cover.NEVER: 1}
