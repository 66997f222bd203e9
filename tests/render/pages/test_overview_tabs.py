"""The overview's tabs beside the plan: what their scripts are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from routeplan.render.pages.overview_tabs import NOBODY, Desk, beats, desk_data
from routeplan.render.words.catalogue import ENGLISH
from tests.render.pages.test_overview import shown
from tests.stations import household, inputs_of, officer, shift, visit


def test_places_are_told_by_officer_with_their_households():
    homes = [household(n, place=place) for n, place in ((1, 1), (2, 1), (3, 1), (4, 2))]
    visits = [
        visit(1, preferred_officer="B"),
        visit(2, preferred_officer="B"),
        visit(3, preferred_officer="A"),
        visit(4),
    ]
    inputs = inputs_of(homes, visits, [shift("A")], officers=[officer("A"), officer("B")])
    at, other = (inputs.places[k].coordinate for k in (1, 2))
    assert beats(inputs) == [
        (at.latitude, at.longitude, 0, 1),
        (at.latitude, at.longitude, 1, 2),
        (other.latitude, other.longitude, NOBODY, 1),
    ]


def test_homes_not_to_be_called_on_are_in_nobody_s_beat():
    inputs = inputs_of([household(1)], [], [shift("A")], refused=[visit(1)])
    assert beats(inputs) == []


def test_without_more_the_tabs_have_beats_only():
    data = shown()["desk"]
    assert (data["weeks"], data["options"], data["forecast"]) == (None, None, None)
    assert (data["beats"]["page"], len(data["beats"]["places"])) == (None, 8)


def test_what_other_commands_found_is_handed_on():
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    desk = Desk({"officers": []}, [{"option": 0}], {"weeks": []}, "beats.html")
    data = desk_data(replace(desk, covered_on=date(2026, 11, 30)), inputs, ENGLISH)
    assert data["weeks"] == {"officers": []}
    assert data["options"] == [{"option": 0}]
    assert data["forecast"] == {"weeks": []}
    assert data["beats"]["page"] == "beats.html"
    assert data["covered_on"] == "Mon 30 Nov"
