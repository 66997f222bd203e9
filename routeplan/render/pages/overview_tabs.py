"""What the overview's tabs show besides the plan: balance, beats and forecast, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from routeplan.model.inputs import Inputs
from routeplan.render.words.catalogue import Language
from routeplan.render.words.page_words import short_date

NOBODY = -1
"""In the beats' places: no officer is preferred there."""


@dataclass(frozen=True)
class Desk:
    """What other commands have found out; what is None is not shown.

    Parameters
    ----------
    weeks, options, forecast
        As ``balance --json`` and ``forecast --json`` tell them.
    beats_page
        Where the beats' own page lies, seen from the overview.
    coverage
        How many households are met, due again, overdue and never met, in this order.
    covered_on
        The day whose evening ``coverage`` tells of.
    """

    weeks: Mapping[str, Any] | None = None
    options: Sequence[Mapping[str, Any]] | None = None
    forecast: Mapping[str, Any] | None = None
    beats_page: str | None = None
    coverage: Sequence[tuple[str, int]] = ()
    covered_on: date | None = None


NOTHING_MORE = Desk()


def desk_data(desk: Desk, inputs: Inputs, language: Language) -> dict[str, Any]:
    """The data of the three tabs."""
    on = desk.covered_on
    return {
        "weeks": desk.weeks,
        "options": desk.options,
        "forecast": desk.forecast,
        "coverage": desk.coverage,
        "covered_on": short_date(on, language) if on else "",
        "beats": {"page": desk.beats_page, "places": beats(inputs)},
    }


def beats(inputs: Inputs) -> list[tuple[float, float, int, int]]:
    """Latitude, longitude, officer (by index) and number of households, by place and officer.

    The officer is the one who should come if possible: the ``officer`` column of the households.
    """
    order = {officer.id: k for k, officer in enumerate(inputs.officers)}
    preferred = {
        visit.household: order.get(visit.preferred_officer or "", NOBODY) for visit in inputs.visits
    }
    counts: dict[tuple[int, int], int] = {}
    for household, officer in preferred.items():
        key = (inputs.household(household).place, officer)
        counts[key] = counts.get(key, 0) + 1
    return [
        (at.latitude, at.longitude, officer, count)
        for (place, officer), count in sorted(counts.items())
        for at in (inputs.places[place].coordinate,)
    ]
