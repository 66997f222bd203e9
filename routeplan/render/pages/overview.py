"""The chief's overview: every route of a day on one map, who carries how much, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from routeplan.model.inputs import Inputs
from routeplan.model.plan import LeftOut, Plan, Route, Stop
from routeplan.render.map.screen_map import ScreenMap, label_levels
from routeplan.render.pages.day_page import tagged_banners
from routeplan.render.pages.overview_tabs import NOTHING_MORE, Desk, desk_data
from routeplan.render.pages.page_shell import corners, packed, page_html
from routeplan.render.projection import Point
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import banners, resident
from routeplan.render.words.left_out_words import left_out_text
from routeplan.render.words.page_words import hours, length, long_date, short_date, span_dates

STYLES = ("base.css", "overview.css", "desk.css")
SCRIPTS = (
    *("dom.js", "ground.js", "line_kinds.js", "route.js", "signs.js", "day_map.js"),
    *("small_pictures.js", "workload.js"),
    *("left_out.js", "figures.js", "balance.js", "beats.js", "forecast.js", "tabs.js"),
    "overview.js",
)
TERMS = (
    "travel",
    "worth_left_out",
    "lost_chance",
    "minor_costs",
    "later_days",
    "waiting",
)
SCREENS = ((360.0, 300.0), (1300.0, 800.0))


class Files(NamedTuple):
    """The files beside the overview that it leads to.

    ``pages`` has the file of each shift's page, for those that have one; ``sheets`` is the file of
    the sheets to print, None where there is none.
    """

    pages: Mapping[str, str]
    sheets: str | None


def overview_page(
    plan: Plan,
    inputs: Inputs,
    look: Look,
    rounds: Sequence[ShownRound],
    ground: ScreenMap,
    *,
    plan_mark: str,
    files: Files,
    desk: Desk = NOTHING_MORE,
) -> str:
    """The whole overview.

    Parameters
    ----------
    rounds
        Every round of the plan that has a visit.
    desk
        What the tabs beside the plan show.
    """
    words = look.words
    codes = sorted({entry.code for entry in plan.left_out})
    data: dict[str, Any] = {
        "words": words,
        "banners": tagged_banners(banners(plan, look), look),
        "station": {"name": inputs.station.name, "at": _at(inputs, 0)},
        "plan": _plan(plan, inputs, look),
        "days": list(_days(plan, inputs, look)),
        "shifts": list(_shifts(plan, inputs, look, rounds, files.pages)),
        "officers": [{"id": officer.id, "name": officer.name} for officer in inputs.officers],
        "broken": [
            *(_left_out(entry, inputs, look) for entry in plan.broken_promises),
            *(_late(route, stop, inputs, look) for route, stop in plan.late_stops),
        ],
        "left_out": [_left_out(entry, inputs, look) for entry in _by_worth(plan)],
        "codes": {code: words.get(f"reason_{code}", code) for code in codes},
        "sheets": files.sheets,
        "desk": desk_data(desk, inputs, look.language),
        "ground": corners(ground.frame.bounds) if ground.base else None,
    }
    levels = label_levels(_points(inputs, rounds), *SCREENS)
    return page_html(
        language=look.language,
        plan_mark=plan_mark,
        styles=STYLES,
        scripts=SCRIPTS,
        ground=ground.svg(levels),
        data=data,
    )


def _plan(plan: Plan, inputs: Inputs, look: Look) -> dict[str, Any]:
    """Period, sums, and what the objective is made of."""
    words, calendar = look.words, inputs.calendar
    first, last = (calendar.date_of(day) for day in (0, plan.days - 1))
    begin, end = span_dates(first, last, look.language)
    visits = plan.visits_made
    in_time = visits - {stop.visit for _, stop in plan.late_stops}
    last_day = calendar.dates[-1]
    return {
        "period": words["plan_of"].format(begin=begin, end=end),
        "visits": len(visits),
        "to_meet": round(_expected_met(plan)),
        "travel": sum(route.travel_seconds for route in plan.routes),
        "kept": sum(inputs.visits_by_id[visit].is_promised_by(last_day) for visit in in_time),
        "interrupted": plan.search.interrupted,
        "promises_missed": plan.totals.promises_missed,
        "terms": [(words[term], round(getattr(plan.totals, term) / 60)) for term in TERMS],
        "objective": round(plan.totals.objective / 60),
        "cap": plan.search.longest_day_seconds,
        "cap_note": _cap_note(plan, look),
    }


def _expected_met(plan: Plan) -> float:
    """Visits that will meet somebody; one that two shifts make together counts once."""
    chances = {stop.visit: stop.chance for route in plan.routes for stop in route.stops}
    return sum(chances.values())


def _cap_note(plan: Plan, look: Look) -> str:
    cap = plan.search.longest_day_seconds
    return look.words["longest_day_plain"].format(hours=hours(cap)) if cap else ""


def _days(plan: Plan, inputs: Inputs, look: Look) -> Iterator[dict[str, Any]]:
    """The plan's days; a visit that two shifts make together is one visit."""
    for day, on in enumerate(inputs.calendar.dates):
        todays = [route for route in plan.routes if route.day == day]
        yield {
            "visits": len({stop.visit for route in todays for stop in route.stops}),
            "key": str(on),
            "short": short_date(on, look.language),
            "long": long_date(on, look.language),
        }


def _shifts(
    plan: Plan, inputs: Inputs, look: Look, rounds: Sequence[ShownRound], pages: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Every shift, also those without a visit, with its round as drawn on the map."""
    shown = {shown_round.shift: shown_round for shown_round in rounds}
    order = {officer.id: k for k, officer in enumerate(inputs.officers)}
    for route in plan.routes:
        yield {
            "key": "+".join(route.officers),
            "day": route.day,
            "officers": route.officers,
            "names": [inputs.officers_by_id[officer].name for officer in route.officers],
            "colour": order[route.officers[0]],
            "visits": len(route.stops),
            "busy": route.busy_seconds,
            "travel": route.travel_seconds,
            "expected": route.expected_busy,
            "facts": _facts(route, look),
            "page": pages.get(route.shift),
            **(_drawn(shown[route.shift]) if route.shift in shown else {"markers": []}),
        }


def _facts(route: Route, look: Look) -> str:
    return f"{length(route.travel_metres, look.language)} {look.words[route.mode.value]}"


def _drawn(shown: ShownRound) -> dict[str, Any]:
    """Markers of the stops, the ways, and whom each stop is for."""
    markers = [
        asdict(marker) for marker in shown.markers if marker.kind in ("morning", "afternoon")
    ]
    stops = {
        str(row.number): (row.begin, row.resident.name, row.resident.address) for row in shown.rows
    }
    return {"markers": markers, "stops": stops, "ways": [packed(way) for way in shown.ways]}


def _by_worth(plan: Plan) -> list[LeftOut]:
    """What is left out, the dearest first; those not to be called on are no loss."""
    return sorted(plan.left_out, key=lambda entry: (entry.refused, -entry.worth, entry.visit))


def _left_out(entry: LeftOut, inputs: Inputs, look: Look) -> dict[str, Any]:
    household = inputs.household(entry.household)
    shown = resident(household, inputs.visits_by_id[entry.visit], look)
    return {
        "visit": entry.visit,
        "name": shown.name,
        "address": shown.address,
        "worth": None if entry.refused else round(entry.worth / 60),
        "code": entry.code,
        "reason": left_out_text(entry, look.language),
        "broken": entry.broken_promise,
        "at": _at(inputs, household.place),
    }


def _late(route: Route, stop: Stop, inputs: Inputs, look: Look) -> dict[str, Any]:
    """A visit made behind the latest date promised, as the list of broken promises shows it."""
    visit = inputs.visits_by_id[stop.visit]
    shown = resident(inputs.household(stop.household), visit, look)
    assert visit.latest is not None
    dates = {
        "latest": short_date(visit.latest, look.language),
        "planned": short_date(inputs.calendar.date_of(route.day), look.language),
    }
    reason = look.words["made_late"].format(**dates)
    return {"visit": stop.visit, "name": shown.name, "address": shown.address, "reason": reason}


def _at(inputs: Inputs, place: int) -> Point:
    where = inputs.places[place].coordinate
    return where.latitude, where.longitude


def _points(inputs: Inputs, rounds: Sequence[ShownRound]) -> list[Point]:
    return [_at(inputs, 0), *(point for shown in rounds for point in shown.points)]
