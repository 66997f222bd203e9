"""Codes of sheets lead to their rounds, also when the plan was made again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.followup.logged_rounds import rounds_of
from routeplan.followup.recording import record_handout
from routeplan.station.reading.round_book import RoundBook
from routeplan.visitlog.handouts import Handout
from tests.check.sound import sound_plan, station
from tests.formats.plans.plans import put_plan
from tests.stations import MONDAY
from tests.visitlog.logs import CLERK, NOW, TUESDAY, WEDNESDAY

PLAN, CALENDAR = sound_plan(), station().calendar
ROUNDS = list(rounds_of(PLAN, CALENDAR))
MONDAYS = [logged_round for logged_round in ROUNDS if logged_round.day == MONDAY]


@pytest.fixture
def book(tmp_path: Path) -> RoundBook:
    """With a plan that nobody has handed out."""
    put_plan(tmp_path / "maps" / str(MONDAY) / "plan.json", PLAN)
    return RoundBook(tmp_path / "maps", tmp_path / "visits.db")


def test_a_round_is_found_by_code_id_or_officer(book: RoundBook) -> None:
    wanted = MONDAYS[0]
    for sheet in (wanted.code, wanted.code.lower(), wanted.id.upper(), wanted.officers[0]):
        assert book.find(MONDAY, sheet) == [wanted], sheet


def test_no_sheet_named_means_all_of_the_day(book: RoundBook) -> None:
    assert book.find(MONDAY, "") == MONDAYS
    assert {logged_round.day for logged_round in book.find(TUESDAY, "")} == {TUESDAY}
    assert book.find(WEDNESDAY.replace(day=30), "") == []


def test_a_code_of_another_day_or_of_nothing_is_not_found(book: RoundBook) -> None:
    assert book.find(MONDAY, "??") == []


def test_a_round_that_was_handed_out_is_found_after_the_plan_was_made_again(
    book: RoundBook,
) -> None:
    route = PLAN.routes[0]
    again = replace(route, reserve=())
    put_plan(book.maps / str(MONDAY) / "plan.json", replace(PLAN, routes=(again, *PLAN.routes[1:])))
    old = MONDAYS[0]
    assert book.find(MONDAY, old.id) == []
    fresh = RoundBook(book.maps, book.log)
    record_handout(book.log, [old], Handout(NOW, CLERK, "sheets", ""))
    assert fresh.find(MONDAY, old.id) == [old]
    # By the officer two rounds are meant now: that of the old sheet, and the new plan's.
    assert len(fresh.find(MONDAY, old.officers[0])) == 2


def test_plans_that_cannot_be_read_are_passed_over(book: RoundBook) -> None:
    other = book.maps / "2026-11-23" / "plan.json"
    other.parent.mkdir()
    other.write_text("{", encoding="utf-8")
    assert book.find(MONDAY, MONDAYS[0].code) == [MONDAYS[0]]
