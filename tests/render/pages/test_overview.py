"""The chief's overview: what its scripts are given to show."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from routeplan.model.inputs import Inputs, Priority
from routeplan.model.plan import LeftOut, Plan, SearchRecord
from routeplan.render.map.screen_map import ScreenMap
from routeplan.render.pages.overview import Files, overview_page
from routeplan.render.rounds import Look, make_rounds
from tests.render.planned import BASE, data_of, plan_of, route_of, street_inputs, street_plan
from tests.stations import HOUR, inputs_of, shift, visit


def shown(
    plan: Plan | None = None, inputs: Inputs | None = None, look: Look | None = None, **more: Any
) -> Any:
    """The data of the overview."""
    inputs = inputs or street_inputs()
    plan, look = plan or street_plan(inputs), look or Look()
    rounds = make_rounds(plan, inputs, look)
    ground = ScreenMap.around(BASE, [(60.17, 24.94), *(p for r in rounds for p in r.points)])
    files = Files(more.pop("pages", {}), more.pop("sheets", "sheets.pdf"))
    options = {"plan_mark": "abcd", "files": files} | more
    return data_of(overview_page(plan, inputs, look, rounds, ground, **options))


def test_every_shift_is_there_with_its_round():
    shifts = shown()["shifts"]
    assert [(s["key"], s["day"], s["visits"]) for s in shifts] == [
        ("A", 0, 2),
        ("B", 0, 1),
        ("A", 1, 2),
        ("C", 1, 0),
    ]
    assert [marker["text"] for marker in shifts[0]["markers"]] == ["1", "2"]
    assert shifts[0]["stops"]["1"] == ["09:02", "Resident 1", "Street 1"]
    assert shifts[3]["markers"] == []


def test_reserve_stops_and_the_station_are_not_among_a_day_s_dots():
    assert [marker["kind"] for marker in shown()["shifts"][1]["markers"]] == ["morning"]


def test_a_shift_s_load_is_travel_and_visits():
    # Two legs and the way back of 2 minutes, two visits of 10; 7 minutes a visit are expected.
    first = shown()["shifts"][0]
    assert (first["busy"], first["travel"], first["expected"]) == (1560, 360, 840)


def test_days_have_their_visits_and_a_pair_s_visit_is_one():
    inputs = inputs_of(
        street_inputs().households,
        [visit(1), visit(2)],
        [shift("A"), shift("B")],
    )
    together = plan_of(
        inputs,
        [
            route_of(inputs, inputs.shifts[0], ["h1", "h2"]),
            route_of(inputs, inputs.shifts[1], ["h1"]),
        ],
    )
    data = shown(together, inputs)
    assert [day["visits"] for day in data["days"]] == [2]
    assert data["plan"]["visits"] == 2
    assert data["plan"]["to_meet"] == 1


def test_an_officer_has_one_colour_on_all_days():
    colours = [(s["key"], s["colour"]) for s in shown()["shifts"]]
    assert colours == [("A", 0), ("B", 1), ("A", 0), ("C", 2)]


def test_pages_are_linked_where_there_is_one():
    inputs = street_inputs()
    first = inputs.shifts[0].id
    assert [s["page"] for s in shown(pages={first: "a.html"})["shifts"]] == [
        "a.html",
        None,
        None,
        None,
    ]


def test_what_is_left_out_comes_dearest_first_with_its_reason():
    out = shown()["left_out"]
    assert [entry["visit"] for entry in out] == ["v8", "v7", "v6"]
    assert out[0] == {
        "visit": "v8",
        "name": "Resident 8",
        "address": "Street 8",
        "worth": 62,
        "code": "no-room",
        "reason": "no shift has room for its 10 minutes inside Mon 09:00-17:00",
        "broken": False,
        "at": [60.17, pytest.approx(24.956)],
    }


def test_reasons_are_grouped_by_a_word_or_by_their_code():
    inputs = street_inputs()
    plan = street_plan(inputs)
    odd = replace(plan, left_out=(replace(plan.left_out[0], code="odd"), *plan.left_out[1:]))
    assert shown(odd)["codes"] == {"no-room": "No room", "odd": "odd"}


def test_broken_promises_are_set_apart():
    inputs = street_inputs()
    broken = LeftOut("v7", "h7", "no-room", broken_promise=True, worth=60)
    data = shown(replace(street_plan(inputs), left_out=(broken,)))
    assert [entry["visit"] for entry in data["broken"]] == ["v7"]
    assert data["left_out"][0]["broken"]


def test_kept_promises_are_appointments_must_visits_and_latest_dates_each_once():
    # Two days from Monday: h1 is a must, h2 may wait until Tuesday, h3 until Wednesday.
    inputs = street_inputs()
    promised = {
        "v1": {"priority": Priority.MUST},
        "v2": {"latest": date(2026, 12, 1)},
        "v3": {"latest": date(2026, 12, 2)},
    }
    visits = tuple(replace(visit, **promised.get(visit.id, {})) for visit in inputs.visits)
    plan = street_plan(inputs)
    assert shown(plan, replace(inputs, visits=visits))["plan"]["kept"] == 2
    assert shown(plan, inputs)["plan"]["kept"] == 0


def test_the_objective_is_told_term_by_term_in_minutes():
    plan = shown()["plan"]
    assert plan["terms"] == [
        ["travel", 20],
        ["worth of visits left out", 60],
        ["worth × chance that nobody opens", 10],
        ["not the preferred officer", 0],
        ["later days", 0],
        ["waiting outside", 0],
    ]
    assert plan["objective"] == 90


@pytest.mark.parametrize(
    ("search", "note"),
    [
        pytest.param(
            SearchRecord("x", 0, 1, 6 * HOUR), "capped at 6:00 h of .* visits.$", id="a cap"
        ),
        pytest.param(SearchRecord("x", 0, 1, None, 5000), "^$", id="days evened out"),
        pytest.param(SearchRecord("x", 0, 1, None, None), "^$", id="no cap"),
    ],
)
def test_the_chiefs_longest_day_is_told(search, note):
    plan = replace(street_plan(street_inputs()), search=search)
    told = shown(plan)["plan"]
    assert re.search(note, told["cap_note"])
    assert told["cap"] == search.longest_day_seconds


def test_an_interrupted_search_is_told():
    plan = street_plan(street_inputs())
    assert not shown(plan)["plan"]["interrupted"]
    stopped = replace(plan, search=replace(plan.search, interrupted=True))
    assert shown(stopped)["plan"]["interrupted"]


def test_a_redacted_overview_names_nobody():
    data = shown(look=Look(redacted=True), sheets=None)
    text = json.dumps(data)
    for secret in ("Resident", "Street 1", "Street 8", "Task", "Note 1"):
        assert secret not in text
    assert data["left_out"][0]["name"] == "h8"
    assert data["left_out"][0]["address"] == "no. 8"
    assert data["sheets"] is None


def test_a_plan_without_any_visit_has_an_overview():
    inputs = street_inputs()
    empty = plan_of(inputs, [route_of(inputs, shift, []) for shift in inputs.shifts])
    data = shown(empty, inputs)
    assert data["plan"]["visits"] == 0
    assert len(data["left_out"]) == 8


def test_the_overview_speaks_chinese():
    data = shown(look=Look("zh"))
    assert data["days"][0]["short"] == "11月30日 周一"
    assert data["plan"]["terms"][0][0] == "路程"
