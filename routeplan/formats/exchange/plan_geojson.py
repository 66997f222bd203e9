"""``plan.geojson``: the routes as lines and the stops as points, for a GIS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from routeplan.formats.exchange.exported import ATTRIBUTION
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route


def geojson_text(plan: Plan, inputs: Inputs) -> str:
    """The routes as GeoJSON text; households by id, without names."""
    content = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "travel": plan.travel_source,
        "features": [feature for route in plan.routes for feature in _features(route, inputs)],
    }
    return json.dumps(content, ensure_ascii=False) + "\n"


def _features(route: Route, inputs: Inputs) -> Iterator[dict[str, Any]]:
    if not route.stops:
        return
    line = [[longitude, latitude] for latitude, longitude in route.line]
    about = {"shift": route.shift, "officers": list(route.officers), "mode": route.mode}
    if len(line) > 1:
        yield _feature(
            {"type": "LineString", "coordinates": line},
            about | {"metres": route.travel_metres, "seconds": route.travel_seconds},
        )
    for number, stop in enumerate(route.stops, start=1):
        where = inputs.household(stop.household).coordinate
        yield _feature(
            {"type": "Point", "coordinates": [where.longitude, where.latitude]},
            {
                "shift": route.shift,
                "number": number,
                "visit": stop.visit,
                "begin": inputs.calendar.local(stop.begin).isoformat(),
                "end": inputs.calendar.local(stop.end).isoformat(),
            },
        )


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
