"""A plan for a GIS: valid features, longitude first, and nobody's name or address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely.geometry import shape

from routeplan.formats.exchange.exported import ATTRIBUTION
from routeplan.formats.exchange.plan_geojson import geojson_text
from routeplan.model.plan import Plan
from tests.formats.plans.plans import small_inputs, small_plan


def content_of(plan: Plan) -> dict[str, Any]:
    return json.loads(geojson_text(plan, small_inputs()))  # type: ignore[no-any-return]


def test_it_is_a_collection_of_valid_features() -> None:
    content = content_of(small_plan())
    assert content["type"] == "FeatureCollection"
    assert [feature["geometry"]["type"] for feature in content["features"]] == [
        "LineString",
        "Point",
    ]
    for feature in content["features"]:
        assert set(feature) == {"type", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert shape(feature["geometry"]).is_valid


def test_coordinates_are_longitude_first() -> None:
    line, point = content_of(small_plan())["features"]
    # The way there and back; h1 lives at 60.17 N 24.942 E.
    there, back = [24.94, 60.17], [24.942, 60.17]
    assert line["geometry"]["coordinates"] == [there, back, back, there]
    assert point["geometry"]["coordinates"] == [24.942, 60.17]


def test_a_route_tells_its_length_and_a_stop_its_local_time() -> None:
    line, point = content_of(small_plan())["features"]
    about = {"shift": small_inputs().shifts[0].id, "officers": ["A"], "mode": "foot"}
    assert line["properties"] == about | {"metres": 320, "seconds": 240}
    assert point["properties"] == {
        "shift": about["shift"],
        "number": 1,
        "visit": "v1",
        "begin": "2026-11-30T08:02:00+02:00",
        "end": "2026-11-30T08:12:00+02:00",
    }


def test_it_names_no_resident_and_no_address() -> None:
    text = geojson_text(small_plan(), small_inputs())
    assert "Resident" not in text
    assert "Street 1" not in text


@pytest.mark.parametrize("straight_line", [False, True])
def test_openstreetmap_is_named_and_an_estimate_is_called_one(straight_line: bool) -> None:
    plan = small_plan(straight_line=straight_line)
    content = content_of(plan)
    assert content["attribution"] == ATTRIBUTION == "(c) OpenStreetMap contributors, ODbL 1.0"
    assert content["travel"] == ("straight-line estimate" if straight_line else "streets")


def test_a_route_without_lines_has_its_stops_all_the_same() -> None:
    plan = small_plan()
    stop = plan.routes[0].stops[0]
    for leg in (stop.leg, plan.routes[0].way_back):
        object.__setattr__(leg, "line", ())
    content = content_of(plan)
    assert [feature["geometry"]["type"] for feature in content["features"]] == ["Point"]
