"""Codes and ids of sheets: short, one of a kind on their day, and others for another round."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from routeplan.model.plan import Plan, ReserveStop, Route
from routeplan.model.sheet_codes import fingerprint, sheet_codes, sheet_id
from tests.check.sound import sound_plan
from tests.stations import MONDAY

ROUTE = sound_plan().routes[0]
LATER = replace(ROUTE.stops[0], begin=ROUTE.stops[0].begin + 60)


def plan_with(routes: list[Route]) -> Plan:
    return replace(sound_plan(), routes=tuple(routes))


@pytest.mark.parametrize(
    "change",
    [
        {"stops": (LATER, *ROUTE.stops[1:])},
        {"stops": ROUTE.stops[::-1]},
        {"shift": "B/0"},
        {"reserve": (ReserveStop("h9", "h9", 1, 0, 100, 60),)},
    ],
)
def test_another_round_has_another_code_and_id(change: dict[str, Any]) -> None:
    other = replace(ROUTE, **change)
    assert fingerprint(other) != fingerprint(ROUTE)
    assert sheet_id(other, MONDAY) != sheet_id(ROUTE, MONDAY)
    assert set(sheet_codes(plan_with([other])).values()) != set(
        sheet_codes(plan_with([ROUTE])).values()
    )


def test_a_sheets_id_names_day_officers_and_fingerprint() -> None:
    crew = replace(ROUTE, officers=("O1", "O" * 300), day=1)
    assert sheet_id(crew, MONDAY) == f"2026-12-01/O1+{'O' * 16}/{fingerprint(crew)}"
    assert re.fullmatch("[0-9a-f]{4}", fingerprint(crew))


def test_codes_are_a_letter_and_a_digit_and_unlike_on_one_day() -> None:
    """200 shifts a day draw from 24 x 10 = 240 codes, so most of them meet one that is taken."""
    routes = [
        replace(ROUTE, shift=f"{day}/{number}", day=day) for day in (0, 1) for number in range(200)
    ]
    codes = sheet_codes(plan_with(routes))
    for day in ("0", "1"):
        todays = [code for shift, code in codes.items() if shift.startswith(f"{day}/")]
        assert len(set(todays)) == 200
        assert all(re.fullmatch("[A-HJ-NP-Z][0-9]", code) for code in todays)


def test_when_all_codes_of_a_day_are_taken_they_grow_longer() -> None:
    codes = sheet_codes(plan_with([replace(ROUTE, shift=f"s{number}") for number in range(260)]))
    assert len(set(codes.values())) == 260


def test_a_shift_without_stops_has_no_sheet_and_no_code() -> None:
    empty = replace(ROUTE, shift="empty", stops=())
    assert list(sheet_codes(plan_with([ROUTE, empty]))) == [ROUTE.shift]


def test_the_code_does_not_depend_on_other_rounds_unless_they_meet() -> None:
    alone = sheet_codes(plan_with([ROUTE]))
    beside = sheet_codes(plan_with([replace(ROUTE, shift="other", day=3), ROUTE]))
    assert beside[ROUTE.shift] == alone[ROUTE.shift]
