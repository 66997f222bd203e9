"""A plan as data frames: routes and stops with their places in WGS-84, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan, Route
    from routeplan.render.words.catalogue import Language

WGS84 = 4326


def routes_gdf(plan: Plan, inputs: Inputs) -> gpd.GeoDataFrame:
    """A row for each round, its way as a line (None where no visit is made).

    Columns
    -------
    shift, officers (ids, joined by ``+``), date, mode, leave and back (local times), visits,
    expected_met, travel_seconds, busy_seconds, idle_seconds, metres, geometry.
    """
    import geopandas as gpd
    from shapely.geometry import LineString

    def row(route: Route) -> dict[str, Any]:
        line = [(longitude, latitude) for latitude, longitude in route.line]
        return {
            "shift": route.shift,
            "officers": "+".join(route.officers),
            "date": inputs.calendar.date_of(route.day),
            "mode": route.mode.value,
            "leave": inputs.calendar.local(route.leave),
            "back": inputs.calendar.local(route.back),
            "visits": len(route.stops),
            "expected_met": route.expected_met,
            "travel_seconds": route.travel_seconds,
            "busy_seconds": route.busy_seconds,
            "idle_seconds": route.idle_seconds,
            "metres": route.travel_metres,
            "geometry": LineString(line) if len(line) > 1 else None,
        }

    rows = [row(route) for route in plan.routes]
    columns = list(rows[0]) if rows else ["geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=WGS84)


def stops_gdf(plan: Plan, inputs: Inputs) -> gpd.GeoDataFrame:
    """A row for each stop of each round, at its household's place.

    A visit of two single officers has a row in each one's round.

    Columns
    -------
    shift, officers, date, number (from 1), visit, household, name, address, begin and end (local
    times), chance, promised, days_late, spare, geometry.
    """
    import geopandas as gpd
    from shapely.geometry import Point

    def rows() -> Iterator[dict[str, Any]]:
        for route in plan.routes:
            for number, stop in enumerate(route.stops, start=1):
                household = inputs.household(stop.household)
                at = household.coordinate
                yield {
                    "shift": route.shift,
                    "officers": "+".join(route.officers),
                    "date": inputs.calendar.date_of(route.day),
                    "number": number,
                    "visit": stop.visit,
                    "household": stop.household,
                    "name": household.name,
                    "address": household.address,
                    "begin": inputs.calendar.local(stop.begin),
                    "end": inputs.calendar.local(stop.end),
                    "chance": stop.chance,
                    "promised": stop.promised,
                    "days_late": stop.days_late,
                    "spare": stop.spare,
                    "geometry": Point(at.longitude, at.latitude),
                }

    records = list(rows())
    columns = list(records[0]) if records else ["geometry"]
    return gpd.GeoDataFrame(records, columns=columns, geometry="geometry", crs=WGS84)


def left_out_df(plan: Plan, inputs: Inputs, *, language: Language = "en") -> pd.DataFrame:
    """A row for each visit that is left out: broken promises first, then by falling worth.

    Columns
    -------
    visit, household, name, code, reason, broken_promise, worth_seconds.
    """
    import pandas as pd

    from routeplan.render.words.left_out_words import left_out_text

    return pd.DataFrame(
        [
            {
                "visit": entry.visit,
                "household": entry.household,
                "name": inputs.household(entry.household).name,
                "code": entry.code,
                "reason": left_out_text(entry, language),
                "broken_promise": entry.broken_promise,
                "worth_seconds": entry.worth,
            }
            for entry in plan.left_out
        ],
        columns=[
            *("visit", "household", "name", "code", "reason", "broken_promise", "worth_seconds"),
        ],
    )
