"""What only travel shows: homes far from a street, cut off, or never worth their way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from routeplan.errors import Finding
from routeplan.model.inputs import (
    BY_MODE,
    NO_WAY,
    STATION_PLACE,
    Household,
    Mode,
    OffStreet,
    TravelTables,
)
from routeplan.model.worth import worth_seconds
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.words.page_words import METRES_SHOWN, TENTHS_SHOWN
from routeplan.station.reading.extracts import Extract, extract_of
from routeplan.station.reading.open_station import Workspace
from routeplan.travel.source import TravelSource


class _Remedy(NamedTuple):
    """What to do about a place out of reach, by the code of its cause."""

    code: str
    fix: str


REMEDIES = (
    _Remedy(
        code="no-way-near",
        fix=phrase("correct its coordinates if they are wrong, or use an extract that covers it"),
    ),
    _Remedy(
        code="no-way-open-near",
        fix=phrase("send an officer who travels another way, or correct the map's access tags"),
    ),
    _Remedy(
        code="not-joined",
        fix=phrase("use a larger or newer extract: the map is cut off there, or lacks a junction"),
    ),
    _Remedy(code="one-way-at-edge", fix=phrase("the extract is cut off there; use a larger one")),
    _Remedy(
        code="outside-area",
        fix=phrase("use an extract that covers it, or correct its coordinates if they are wrong"),
    ),
    _Remedy(
        code="coordinates-mirrored",
        fix=phrase("correct its coordinates: west and south are negative, latitude comes first"),
    ),
    _Remedy(
        code="station-off-street",
        fix=phrase("correct latitude and longitude in [station], or the map around it"),
    ),
    _Remedy(code="place-off-street", fix=phrase("correct its coordinates if they are wrong")),
)
NO_CODE = "place-off-street"
"""Where the travel source gives none."""
FIXES = {remedy.code: remedy.fix for remedy in REMEDIES}
UNIT_WORDS = frozenset({"flat", "apt", "apartment", "unit", "room", "suite", "no", "кв", "wohnung"})
PART = re.compile(r"\d+|[^\W\d_]+")


class _OutOfReach(NamedTuple):
    """Why a place is out of reach, and by which modes."""

    code: str
    text: str
    modes: tuple[Mode, ...]


def travel_warnings(
    workspace: Workspace, source: TravelSource, tables: TravelTables
) -> Iterator[Finding]:
    """Warnings, each about one household."""
    yield from _off_street(workspace, tables)
    yield from addresses_at_one_point(workspace)
    yield from _far(workspace, source, tables)
    yield from _not_worth_it(workspace, tables)


def ways_unchecked(workspace: Workspace) -> Finding:
    """Of a station too large for a table of all ways, whose ways nobody has looked at."""
    return Finding(
        "ways-unchecked",
        phrase(
            "{places:,} places are too many for one table of all ways: whether every home can be "
            "reached was not checked",
            places=len(workspace.inputs.places),
        ),
        phrase("plan: a home that cannot be reached is left out with that reason"),
        file=Path(workspace.settings.files.households).name,
        severity="warning",
    )


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


def _off_street(workspace: Workspace, tables: TravelTables) -> Iterator[Finding]:
    extract = extract_of(workspace.area, by_nodes=False) if tables.off_street else None
    for household in workspace.inputs.households:
        for cause in _causes(tables, household.place):
            code, text, modes = _beyond(extract, household, cause) or cause
            by = joined(", ", [BY_MODE[mode] for mode in modes])
            message = phrase("{cause} ({modes})", cause=text, modes=by)
            yield _finding(workspace, household, code, message, FIXES[code])


def _beyond(
    extract: Extract | None, household: Household, cause: _OutOfReach
) -> _OutOfReach | None:
    """Why a home without a way lies beyond the extract; None where it does not."""
    at = household.coordinate
    if cause.code != "no-way-near" or extract is None or extract.holds(at.latitude, at.longitude):
        return None
    file = extract.path.name
    if extract.likely(at.latitude, at.longitude):
        text = phrase(
            "it lies outside of {file}, and within with another sign or the numbers swapped",
            file=file,
        )
        return _OutOfReach("coordinates-mirrored", text, cause.modes)
    text = phrase("it lies outside of {file}, so no street is known there", file=file)
    return _OutOfReach("outside-area", text, cause.modes)


def _causes(tables: TravelTables, place: int) -> Iterator[_OutOfReach]:
    modes: dict[tuple[str, str], list[Mode]] = defaultdict(list)
    for mode in tables.modes:
        if (mode, place) in tables.off_street:
            cause = tables.off_street[mode, place]
            modes[cause.code or NO_CODE, off_street_message(cause)].append(mode)
    for (code, text), by in modes.items():
        yield _OutOfReach(code, text, tuple(by))


def off_street_message(cause: OffStreet) -> Phrase:
    """Why a place is out of reach, for the terminal; pages word it in ``render``."""
    within = _metres(cause.within)
    far = None if cause.metres is None else _metres(cause.metres)
    match cause.code:
        case "station-off-street":
            return phrase("the station itself has no way within {within}", within=within)
        case "not-joined":
            return phrase("the ways within {within} are not joined to the station's", within=within)
        case "one-way-at-edge":
            return phrase("one-way streets lead there or back, but not both, in this extract")
        case "no-way-open-near" if cause.name:
            return phrase(
                "no way within {within} is open; '{name}' ({kind}) is {far} away",
                within=within,
                name=cause.name,
                kind=cause.kind,
                far=far or "",
            )
        case "no-way-open-near":
            return phrase(
                "no way within {within} is open; a {kind} is {far} away",
                within=within,
                kind=cause.kind,
                far=far or "",
            )
        case "no-way-near" if far:
            return phrase(
                "no street within {within}, the nearest is {far} away", within=within, far=far
            )
        case "no-way-near":
            return phrase("no street within {within}", within=within)
    return phrase("there is no way there")


def _metres(metres: float) -> Phrase:
    """``420 m``, ``4.4 km``, ``44 km``."""
    if metres < METRES_SHOWN:
        return phrase("{metres:g} m", metres=metres)
    if metres < TENTHS_SHOWN:
        return phrase("{kilometres:.1f} km", kilometres=metres / 1000)
    return phrase("{kilometres:.0f} km", kilometres=metres / 1000)


def addresses_at_one_point(workspace: Workspace) -> Iterator[Finding]:
    """Places whose households have addresses of different houses: a geocoder's middle of a street.

    Flats of one house differ in what follows its number, and are one place rightly. A place that
    was found by its address is the map's.
    """
    at: dict[int, list[Household]] = defaultdict(list)
    for household in workspace.inputs.households:
        if household.address and household.row not in workspace.looked_up:
            at[household.place].append(household)
    for households in at.values():
        houses = _houses(households[0].address)
        others = [h for h in households[1:] if not houses & _houses(h.address)]
        if others and houses:
            where = households[0].coordinate
            message = phrase(
                "the same coordinates, {latitude:.5f} {longitude:.5f}, have different addresses",
                latitude=where.latitude,
                longitude=where.longitude,
            )
            fix = phrase("correct the coordinates; if the homes are in one building, leave them")
            for household in (households[0], *others):
                yield _finding(workspace, household, "addresses-at-one-point", message, fix)


def _houses(address: str) -> frozenset[tuple[str, str]]:
    """(street, number) as parts of an address name them, whichever comes first."""
    houses = set()
    for part in re.split("[,;/，；]", address.casefold()):
        words = PART.findall(part)
        at = next((k for k, word in enumerate(words) if word.isdigit()), None)
        if at is None or words[0] in UNIT_WORDS:
            continue
        street = words[:at] or [word for word in words[1:] if len(word) > 1]
        if street:
            houses.add((" ".join(street), words[at]))
    return frozenset(houses)


def _far(workspace: Workspace, source: TravelSource, tables: TravelTables) -> Iterator[Finding]:
    inputs = workspace.inputs
    far = {
        place: (mode, metres)
        for place, mode, metres in source.far_from_streets(inputs.places, inputs.modes)
        if metres <= workspace.settings.travel.snap_refuse_metres
        and (mode, place) not in tables.off_street
    }
    for household in inputs.households:
        if household.place in far:
            mode, metres = far[household.place]
            message = phrase(
                "the nearest street that can be used {mode} is {metres:.0f} m away",
                mode=BY_MODE[mode],
                metres=metres,
            )
            fix = phrase("correct its coordinates if they are wrong")
            yield _finding(workspace, household, "place-far-from-street", message, fix)


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
            message = phrase(
                "its cheapest round trip takes {minutes} minutes, but the visit is worth {worth}",
                minutes=min(trips) // 60,
                worth=worth // 60,
            )
            fix = phrase("raise its priority, or give it an appointment")
            yield _finding(workspace, household, "never-worth-it", message, fix)
