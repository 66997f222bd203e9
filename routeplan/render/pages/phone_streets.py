"""The streets of a redacted phone page: what the map names at each home, and nobody's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from routeplan.model.inputs import Household
from routeplan.model.plan import Route
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.home_street_names import NAMED_METRES, named_in
from routeplan.render.projection import Bounds
from routeplan.render.round_view import Look, Resident, ShownRound


def with_streets(
    shown: ShownRound,
    route: Route,
    household: Callable[[str], Household],
    base: BaseMap,
    look: Look,
) -> ShownRound:
    """A redacted round whose stops name their street, as the map writes it.

    Only a street that is drawn near the home and that its address names is named: an officer with
    a map in the hand sees it there anyway.
    """

    def named(who: Resident, home: Household) -> Resident:
        street = _street(home, base)
        if not street:
            return who
        if not who.address:
            return replace(who, address=street)
        said = look.words["street_and_house"].format(street=street, house=who.address)
        return replace(who, address=said)

    rows = (
        replace(row, resident=named(row.resident, household(stop.household)))
        for row, stop in zip(shown.rows, route.stops, strict=True)
    )
    # A route may have more reserve stops than there are letters.
    reserve = (
        replace(row, resident=named(row.resident, household(stop.household)))
        for row, stop in zip(shown.reserve, route.reserve, strict=False)
    )
    redacted, with_them = look.words["redacted"], look.words["redacted_streets"]
    banners = tuple(with_them if text == redacted else text for text in shown.banners)
    return replace(shown, rows=tuple(rows), reserve=tuple(reserve), banners=banners)


def _street(home: Household, base: BaseMap) -> str:
    at = home.coordinate
    around = Bounds.around([(at.latitude, at.longitude)]).grown(NAMED_METRES, NAMED_METRES)
    return named_in(home.address, {way.name for way in base.within(around).ways if way.name})
