"""What people said, outreach, experience and priorities, from Python as from the terminal."""

from __future__ import annotations

from datetime import date

import pytest

import routeplan

MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _on_tuesday(station: routeplan.OpenStation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert station
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-12-01")


def test_opinions_are_listed_and_answered(
    station: routeplan.OpenStation, plan: routeplan.StationPlan
) -> None:
    stop = plan.plan.routes[0].stops[0]
    who = plan.plan.routes[0].officers[0]
    station.draw(plan)
    station.record(*("2026-11-30", who, "1m"), add=["1 opinions lamps: dark", "1 difficulty 1"])
    (said,) = station.opinions(MONDAY, "2026-11-30", category="lamps")
    assert (said.text, said.household, said.answer) == ("dark", None, None)
    (answered,) = station.opinions(answer=said.number, text="ordered", names=True)
    assert (answered.answer, answered.household) == ("ordered", stop.household)
    assert station.opinions(answered=False) == ()
    with pytest.raises(routeplan.UsageError, match="needs the number"):
        station.opinions(answer=said.number)
    (home,) = station.priorities().proposals
    assert home.household == stop.household
    done = station.priorities([home.household], write=True)
    assert (done.raised, done.is_table) == ((home.household,), True)
    assert station.priorities().proposals == ()
    station.undo()
    assert len(station.priorities().proposals) == 1


def test_outreach_and_experience_are_noted(station: routeplan.OpenStation) -> None:
    station.outreach(add="meeting", persons=30, about="crossing", officers=["O1"], day=MONDAY)
    (met,) = station.outreach()
    assert isinstance(met, routeplan.Outreach)
    assert (met.persons, met.officers, met.on) == (30, ("O1",), MONDAY)
    assert station.outreach("2026-12-01") == ()
    (note,) = station.experience(add="the bells are dead", officers=["O2"])
    assert isinstance(note, routeplan.Experience)
    assert station.experience("bells O2") == (note,)
    assert station.experience("dogs") == ()
    with pytest.raises(routeplan.UsageError, match="unknown kind"):
        station.outreach(add="party", persons=3, about="x")
