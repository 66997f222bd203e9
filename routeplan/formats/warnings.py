"""What only travel shows: homes far from a street, cut off, or never worth their way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from routeplan.errors import Finding
from routeplan.formats.workspace import Workspace
from routeplan.model import NO_WAY, STATION_PLACE, Household, TravelTables
from routeplan.problem import worth_seconds
from routeplan.travel.source import TravelSource


def travel_warnings(
    workspace: Workspace, source: TravelSource, tables: TravelTables
) -> Iterator[Finding]:
    """Warnings in the order of the households."""
    for household in workspace.inputs.households:
        yield from _off_street(workspace, tables, household)
    yield from _far(workspace, source)
    yield from _not_worth_it(workspace, tables)


def _finding(
    workspace: Workspace, household: Household, code: str, message: str, fix: str
) -> Finding:
    return Finding(
        code,
        message,
        fix,
        file=Path(workspace.settings.files.households).name,
        row=household.row,
        column="id",
        value=household.id,
        severity="warning",
    )


def _off_street(
    workspace: Workspace, tables: TravelTables, household: Household
) -> Iterator[Finding]:
    why = {tables.off_street.get((mode, household.place)) for mode in tables.modes} - {None}
    if why:
        told = "; ".join(sorted(map(str, why)))
        fix = "correct its coordinates if they are wrong"
        yield _finding(workspace, household, "place-off-street", told, fix)


def _far(workspace: Workspace, source: TravelSource) -> Iterator[Finding]:
    inputs = workspace.inputs
    far = {
        place: (mode, metres)
        for place, mode, metres in source.far_from_streets(inputs.places, inputs.modes)
        if metres <= workspace.settings.travel.snap_refuse_metres
    }
    for household in inputs.households:
        if household.place in far:
            mode, metres = far[household.place]
            told = f"the nearest street by {mode} is {metres:.0f} m away"
            fix = "correct its coordinates if they are wrong"
            yield _finding(workspace, household, "place-far-from-street", told, fix)


def _not_worth_it(workspace: Workspace, tables: TravelTables) -> Iterator[Finding]:
    """Worth less than the cheapest round trip from the station, even if nobody else is met."""
    inputs = workspace.inputs
    first = inputs.calendar.first_day.toordinal()
    for visit in inputs.visits:
        place = inputs.household(visit.household).place
        trips = [
            int(table[STATION_PLACE, place] + table[place, STATION_PLACE])
            for table in (tables.of(mode) for mode in tables.modes)
            if NO_WAY not in (table[STATION_PLACE, place], table[place, STATION_PLACE])
        ]
        worth = worth_seconds(visit, inputs.policy, first)
        if trips and min(trips) > worth:
            household = inputs.household(visit.household)
            told = (
                f"its cheapest round trip takes {min(trips) // 60} minutes, "
                f"the visit is worth {worth // 60}"
            )
            fix = "raise its priority, or give it an appointment"
            yield _finding(workspace, household, "never-worth-it", told, fix)
