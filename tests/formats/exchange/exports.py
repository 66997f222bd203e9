"""Plans to export: the tests' street, with any text in it, and nights on which clocks change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import geopandas as gpd
from hypothesis.strategies import SearchStrategy, characters, one_of, sampled_from, text

from routeplan.formats.exchange.exported import ExportedPlan
from routeplan.formats.exchange.plan_layers import Layer
from routeplan.model.inputs import Inputs, PlanCalendar
from routeplan.render.round_view import Look
from routeplan.station.use_cases.exported_plan import exported_plan
from tests.render.planned import plan_of, route_of, street_inputs, street_plan
from tests.stations import HOUR, household, inputs_of, shift, visit

MADE = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
OFFICERS = {"h1": "A", "h2": "A", "h3": "B", "h4": "A"}
"""Whose beat a home of the street is in; the others are in none."""

NASTY = (
    '=HYPERLINK("http://x/?"&A1)',
    "+1",
    "@SUM(1)",
    "a;=1;b",
    "<script>alert(1)</script>",
    "]]> <![CDATA[ <b>x</b>",
    "&lt;&amp;&#60; $[name] $[description]",
    "line\r\nBEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT",
    'a\\nb\\,c;d,e:"f"',
    "bell\x07 null\x00 escape\x1b[31m vertical\x0b page\x0c next\x85 line\u2028 para\u2029",
    "right\u202eto left\u2066 bom\ufeff joiner\u200d non\ufffe \U0001ffff",
    "lone\ud800surrogate",
    "_x0041_ _x000D_",
    "人" * 60 + "😀" * 20,
    "' OR 1=1; DROP TABLE stops --",
    "  spaces  ",
    "\ttab",
    "%s {0} {name}",
)
HOSTILE: SearchStrategy[str] = one_of(
    sampled_from(NASTY),
    text(characters(codec=None), max_size=60),
    text("=;'\"<>&]\\\n\r:,_x0A", max_size=20),
)


def street(*, straight_line: bool = False, **fields: str) -> Inputs:
    """The street with some homes in beats; ``fields`` are every home's."""
    inputs = street_inputs(**fields)
    visits = [
        replace(visit, preferred_officer=OFFICERS.get(visit.household)) for visit in inputs.visits
    ]
    return replace(inputs, visits=tuple(visits))


def with_texts(inputs: Inputs, texts: Sequence[str]) -> Inputs:
    """The same with these texts as names, addresses, tasks and notes, one after the other.

    The station and the officers are called so too.
    """
    homes = []
    for number, home in enumerate(inputs.households):
        name, address, task, note = (texts[(4 * number + k) % len(texts)] for k in range(4))
        homes.append(replace(home, name=name, address=address, task=task, note=note))
    officers = [
        replace(officer, name=texts[k % len(texts)]) for k, officer in enumerate(inputs.officers)
    ]
    station = replace(inputs.station, name=texts[-1])
    return replace(inputs, households=tuple(homes), officers=tuple(officers), station=station)


def exported(
    inputs: Inputs | None = None, look: Look | None = None, *, whole: bool = True
) -> ExportedPlan:
    """The street's plan as it leaves the program."""
    inputs = inputs or street()
    plan = street_plan(inputs)
    return exported_plan(plan, inputs, look or Look(), plan.routes, made=MADE, whole=whole)


def night(zone: str, evening: date) -> ExportedPlan:
    """A night shift with a stop every half hour from 22:00 on, in any time zone."""
    count = 16
    homes = [household(k) for k in range(1, count + 1)]
    inputs = inputs_of(
        homes, [visit(k) for k in range(1, count + 1)], [shift("A", begin=22 * HOUR, end=31 * HOUR)]
    )
    inputs = replace(inputs, calendar=PlanCalendar(evening, 1, ZoneInfo(zone)))
    route = route_of(inputs, inputs.shifts[0], [home.id for home in homes])
    stops = tuple(
        replace(stop, arrive=at, begin=at, end=at + 600)
        for stop, at in zip(route.stops, range(22 * HOUR, 30 * HOUR, HOUR // 2), strict=True)
    )
    plan = plan_of(inputs, [replace(route, stops=stops, back=stops[-1].end + 120)])
    return exported_plan(plan, inputs, Look(), plan.routes, made=MADE, whole=True)


def check_layer(layer: Layer, frame: gpd.GeoDataFrame) -> None:
    """Every value of the layer is in the frame, row by row."""
    assert len(frame) == len(layer.rows)
    assert frame.crs.to_epsg() == 4326
    for row, (_, read), shape in zip(layer.rows, frame.iterrows(), layer.shapes, strict=True):
        for column, value in row.items():
            assert read[column] == value, column
        if shape is None:
            assert read.geometry is None
        else:
            assert read.geometry.equals(shape)
