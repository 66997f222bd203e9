"""A sheet's reverse: why each of its stops is made by this officer on this day, in words."""

from __future__ import annotations

from collections.abc import Mapping

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, StopReason
from routeplan.render.round_view import Look
from routeplan.render.words.page_words import short_date

Reasons = Mapping[tuple[str, str], StopReason]
"""By shift and visit."""


def whys_of(plan: Plan, inputs: Inputs, look: Look, reasons: Reasons) -> dict[str, list[str]]:
    """A line for each stop, by shift. No chance is told, nor any name but officers'.

    A stop that the tables no longer allow has no reason.
    """
    return {
        route.shift: [
            why(reasons[key], inputs, look) if key in reasons else ""
            for key in ((route.shift, stop.visit) for stop in route.stops)
        ]
        for route in plan.routes
    }


def why(reason: StopReason, inputs: Inputs, look: Look) -> str:
    """One reason in a line."""
    names = " + ".join(inputs.officers_by_id[officer].name for officer in reason.officers)
    day = short_date(inputs.calendar.date_of(reason.day), look.language)
    pattern = look.words[f"why_{reason.code}"]
    return pattern.format(officers=names, day=day, minutes=round(reason.more / 60))
