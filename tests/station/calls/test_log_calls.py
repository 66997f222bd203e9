"""What is asked of the visit log from Python is what the commands ask of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

import routeplan
from routeplan.errors import UsageError
from tests.cli.workspaces import MONDAY, TUESDAY, run


@pytest.fixture
def recorded(
    station: routeplan.OpenStation,
    plan: routeplan.StationPlan,
    monkeypatch: pytest.MonkeyPatch,
) -> routeplan.OpenStation:
    """O1's first stop met, with a matter, and nobody at the second; it is Tuesday."""
    station.cards(plan)  # rounds are recorded once something of them was handed out
    monkeypatch.setenv("ROUTEPLAN_TODAY", MONDAY)
    station.record(MONDAY, "O1", "1m! 2o", add=["1 matter the lamp is out"])
    monkeypatch.setenv("ROUTEPLAN_TODAY", TUESDAY)
    return station


def test_households_that_are_due_are_those_of_the_command(
    recorded: routeplan.OpenStation,
) -> None:
    shown = json.loads(run("due", recorded.folder, "--json", ROUTEPLAN_TODAY=TUESDAY).stdout)
    found = recorded.due()
    assert [household_due.standing.household for household_due in found] == [
        standing["household"] for standing in shown
    ]
    unmet = recorded.due("not met yet")
    assert {household_due.standing.state for household_due in unmet} == {"not met yet"}
    assert len(unmet) == 1
    with pytest.raises(UsageError, match="unknown state 'lost'"):
        recorded.due("lost")


def test_what_was_learned_is_what_the_command_shows(recorded: routeplan.OpenStation) -> None:
    shown = json.loads(run("learn", recorded.folder, "--json", ROUTEPLAN_TODAY=TUESDAY).stdout)
    found = recorded.learn()
    assert found.calls == shown["calls"] == 2
    assert recorded.learn(first_day=MONDAY).calls == 0  # what was recorded on its day is behind it


def test_a_matter_is_followed_until_it_is_closed(recorded: routeplan.OpenStation) -> None:
    (matter,) = recorded.matters().matters
    step = recorded.matters(matter.id, next_step="ask the landlord", due="2026-12-11")
    assert [(matter.next_step, matter.due) for matter in step.matters] == [
        ("ask the landlord", date(2026, 12, 11))
    ]
    assert recorded.matters(matter.id, close="it shines again").matters == ()


def test_an_answer_is_that_of_the_command(recorded: routeplan.OpenStation) -> None:
    by_card = recorded.answer(MONDAY, "O1", "2", hours="Tu 13:00-15:00")
    (new,) = by_card.added.new
    assert new.entry.hours == "Tu 13:00-15:00"
    home = new.entry.household
    (new,) = recorded.answer(household=home, time=f"{TUESDAY} 13:30", officer="O2").added.new
    assert (new.entry.hours, new.entry.promise.when) == ("Tu 13:00-15:00", f"{TUESDAY} 13:30")
    assert new.entry.promise.officer == "O2"
    with pytest.raises(UsageError, match="give the card's number"):
        recorded.answer(MONDAY, "O1", hours="b")
    with pytest.raises(UsageError, match="nothing is answered"):
        recorded.answer(household=home)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"matter": "M1"}, "needs exactly one of"),
        ({"matter": "M1", "close": " "}, "the text is empty"),
        ({"no_visit": True}, "need --next-step"),
        ({"matter": "M1", "next_step": "ask", "due": MONDAY}, "is in the past"),
        ({"household": "H1"}, "must be given together"),
        ({"household": "Z", "broken": MONDAY, "reason": "ill"}, "there is no household 'Z'"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    recorded: routeplan.OpenStation, wrong: dict[str, Any], message: str
) -> None:
    before = recorded.matters()
    with pytest.raises(UsageError, match=message):
        recorded.matters(**wrong)
    assert recorded.matters() == before


def test_without_a_log_there_are_no_matters(station: routeplan.OpenStation) -> None:
    station.workspace.visit_log.unlink()
    with pytest.raises(UsageError, match="there is no visit log yet"):
        station.matters()


def test_a_purge_is_only_looked_at_until_it_is_written(
    recorded: routeplan.OpenStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    (matter,) = recorded.matters().matters
    recorded.matters(matter.id, close="it shines again")
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2027-12-01")
    looked = recorded.purge("180d")
    assert not looked.written
    assert recorded.purge(date(2027, 6, 4)).log == looked.log  # 180 days before 1 December
    assert looked.log.entries == 2
    assert recorded.purge("180d", write=True).written
    assert not recorded.purge("180d").files
    for wrong in ("soon", "2030-01-01"):
        with pytest.raises(UsageError):
            recorded.purge(wrong)
