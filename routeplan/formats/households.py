"""``households.csv``: who is to be met, when they are at home, and what to do there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from routeplan.availability import intervals, longest_window
from routeplan.errors import Finding
from routeplan.formats.addresses import AddressBook
from routeplan.formats.cells import Cells, nearest
from routeplan.formats.coordinates import to_wgs84
from routeplan.formats.settings import Settings
from routeplan.formats.tables import Row, Table
from routeplan.model import (
    Appointment,
    Coordinate,
    Household,
    NonexistentTimeError,
    PlanCalendar,
    Priority,
    Visit,
    places_of,
)
from routeplan.opening_hours_text import lint
from routeplan.travel.straight_line import great_circle_metres_between

COLUMNS = (
    "id",
    "name",
    "address",
    "latitude",
    "longitude",
    "availability",
    "visit_minutes",
    "priority",
    "visits",
    "days_between",
    "due",
    "latest",
    "appointment",
    "tolerance_minutes",
    "appointment_officer",
    "officers_needed",
    "skills",
    "officer",
    "task",
    "note",
    "do_not_call",
)
NEEDED = ("id",)
FAR_METRES = 100_000
"""A home farther from the station than this is a slip in its coordinates."""
MOST_VISITS = 31


@dataclass(frozen=True, slots=True)
class ReadHouseholds:
    """Households with their places, the visits to plan, those refused, and what is wrong."""

    households: tuple[Household, ...]
    visits: tuple[Visit, ...]
    refused: tuple[Visit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reading:
    """What every row is read against."""

    cells: Cells
    settings: Settings
    calendar: PlanCalendar
    officers: frozenset[str]
    skills: frozenset[str]
    address_book: Callable[[], AddressBook | None]
    station: Coordinate


def read_households(
    table: Table,
    settings: Settings,
    calendar: PlanCalendar,
    *,
    officers: frozenset[str],
    skills: frozenset[str],
    address_book: Callable[[], AddressBook | None],
    station: Coordinate,
) -> ReadHouseholds:
    """Read every row; nothing is raised, everything wrong is in ``findings``.

    Parameters
    ----------
    officers, skills
        Known ids and skills, that rows may refer to.
    address_book
        Called once a row has an address and no coordinates.
    """
    cells = Cells(table)
    reading = Reading(cells, settings, calendar, officers, skills, address_book, station)
    _unique_ids(cells)
    households: list[Household] = []
    visits: list[Visit] = []
    refused: list[Visit] = []
    for row in table.rows:
        household = _household(reading, row)
        if household is None:
            continue
        households.append(household)
        (refused if household.do_not_call else visits).extend(_visits(reading, row, household))
    numbers = places_of([household.coordinate for household in households])
    placed = tuple(replace(h, place=n) for h, n in zip(households, numbers, strict=True))
    _addresses_and_places(cells, placed)
    return ReadHouseholds(placed, tuple(visits), tuple(refused), tuple(cells.findings))


def _unique_ids(cells: Cells) -> None:
    """Ids differ by more than case, width and space; a missing one is told too."""
    seen: dict[str, int] = {}
    for row in cells.table.rows:
        key = "".join(unicodedata.normalize("NFKC", row["id"]).casefold().split())
        if not key:
            cells.find(row, "id", "id-missing", "it has no id", "give it one of its own")
        elif key in seen:
            told = f"it stands in row {seen[key]} too"
            cells.find(row, "id", "duplicate-id", told, "give each row an id of its own")
        seen.setdefault(key, row.number)


def _household(reading: Reading, row: Row) -> Household | None:
    coordinate = _coordinate(reading, row)
    _check_availability(reading, row)
    if coordinate is None or not row["id"]:
        return None
    known = reading.cells.table.columns
    extra = {c: row[c] for c in known if c not in COLUMNS and row[c]}
    return Household(
        id=row["id"],
        name=row["name"],
        address=row["address"],
        coordinate=coordinate,
        place=0,
        availability=row["availability"],
        task=row["task"],
        note=row["note"],
        do_not_call=reading.cells.yes(row, "do_not_call"),
        row=row.number,
        extra=MappingProxyType(extra),
    )


def _coordinate(reading: Reading, row: Row) -> Coordinate | None:
    """The row's coordinates in WGS-84, or its address's; None when neither can be used."""
    cells = reading.cells
    if not row["latitude"] and not row["longitude"]:
        return _address(reading, row)
    latitude = cells.number(row, "latitude", low=-180, high=180)
    longitude = cells.number(row, "longitude", low=-180, high=180)
    for column, value in (("latitude", latitude), ("longitude", longitude)):
        if not row[column]:
            cells.find(row, column, "coordinate-half", "only one of two is given", "give both")
        if value is None:
            return None
    assert latitude is not None
    assert longitude is not None
    if latitude == 0 and longitude == 0:
        cells.find(
            row, "latitude", "coordinate-zero", "0, 0 lies in the sea", "give the home's own"
        )
        return None
    swapped = abs(longitude) <= 90 and _metres(reading, longitude, latitude) <= FAR_METRES
    if abs(latitude) > 90 or (_metres(reading, latitude, longitude) > FAR_METRES and swapped):
        hint = "swap latitude and longitude" if swapped else "a latitude lies within 90 degrees"
        cells.find(row, "latitude", "coordinate-swapped", "it is no latitude here", hint)
        return None
    if (metres := _metres(reading, latitude, longitude)) > FAR_METRES:
        cells.find(
            row,
            "latitude",
            "coordinate-far",
            f"it lies {metres / 1000:.0f} km from the station",
            "correct it, or the settings' coordinate system",
        )
        return None
    return to_wgs84(Coordinate(latitude, longitude), reading.settings.coordinates)


def _metres(reading: Reading, latitude: float, longitude: float) -> float:
    if abs(latitude) > 90:
        return float("inf")
    return great_circle_metres_between(reading.station, Coordinate(latitude, longitude))


def _address(reading: Reading, row: Row) -> Coordinate | None:
    cells = reading.cells
    if not row["address"]:
        cells.find(
            row, "latitude", "place-missing", "it has neither coordinates nor address", "give one"
        )
        return None
    book = reading.address_book()
    if book is None:
        cells.find(
            row,
            "address",
            "address-no-extract",
            "there is no street extract to look the address up in",
            "give coordinates, or the extract ([files] area)",
        )
        return None
    found = book.find(row["address"])
    if found.coordinate is None:
        named = "; ".join(found.candidates)
        cells.find(
            row,
            "address",
            "address-unsure",
            "this address is not found for sure",
            f"is it one of: {named}? else give coordinates" if named else "give coordinates",
        )
    return found.coordinate


def _check_availability(reading: Reading, row: Row) -> None:
    text = row["availability"]
    if not text:
        return
    for refused in lint(text):
        reading.cells.find(row, "availability", refused.code, refused.message, refused.fix)
    if lint(text) or row["appointment"]:
        return
    try:
        windows = intervals(text, reading.calendar)
    except NonexistentTimeError as error:
        reading.cells.find(
            row, "availability", "time-nonexistent", str(error), "the clock changes then"
        )
        return
    minutes = reading.cells.seconds(row, "visit_minutes", reading.settings.visits.minutes) / 60
    reading.cells.findings[:] = [  # the length's own findings come with the visit
        f for f in reading.cells.findings if (f.row, f.column) != (row.number, "visit_minutes")
    ]
    if not windows:
        reading.cells.find(
            row,
            "availability",
            "availability-no-day",
            "it opens on no day of this plan",
            "the visit is left out",
            warning=True,
        )
    elif longest_window(windows) < 60 * minutes:
        reading.cells.find(
            row,
            "availability",
            "window-too-short",
            f"no window holds the {minutes:g} minutes of the visit",
            "widen a window or shorten the visit",
        )


def _visits(reading: Reading, row: Row, household: Household) -> Iterator[Visit]:
    """The row's visits; none when its appointment lies on no day of this plan."""
    cells, settings = reading.cells, reading.settings
    seconds = cells.seconds(row, "visit_minutes", settings.visits.minutes)
    if seconds == 0:
        cells.find(row, "visit_minutes", "number-out-of-range", "a visit takes time", "correct it")
        return
    count = cells.whole(row, "visits", low=1, high=MOST_VISITS, default=1) or 1
    between = cells.whole(row, "days_between", low=0, high=366, default=1)
    due, latest = cells.date(row, "due"), cells.date(row, "latest")
    if due and latest and latest < due:
        cells.find(row, "latest", "latest-before-due", f"it is before due ({due})", "correct one")
    if between is not None and (count - 1) * between >= reading.calendar.days:
        told = f"{count} visits {between} days apart do not fit into {reading.calendar.days} days"
        cells.find(row, "visits", "visits-too-many", told, "some are left out", warning=True)
    appointment, here = _appointment(reading, row)
    skills = cells.words(row, "skills")
    for skill in sorted(skills - reading.skills):
        told = f"no officer has the skill '{skill}'"
        cells.find(row, "skills", "skill-unknown", told, nearest(skill, reading.skills))
    visit = Visit(
        id=household.id,
        household=household.id,
        seconds=seconds,
        priority=cells.choice(row, "priority", Priority, Priority.NORMAL),
        due=due,
        latest=latest,
        officers_needed=cells.whole(row, "officers_needed", low=1, high=2, default=1) or 1,
        skills=skills,
        preferred_officer=_officer(reading, row, "officer"),
        least_days_between=1 if between is None else between,
    )
    for k in range(count):
        number = visit.id if count == 1 else f"{visit.id}/{k + 1}"
        if k > 0:
            yield replace(visit, id=number)
        elif here:
            yield replace(visit, id=number, appointment=appointment)


def _officer(reading: Reading, row: Row, column: str) -> str | None:
    officer = row[column] or None
    if officer and officer not in reading.officers:
        hint = nearest(officer, reading.officers)
        reading.cells.find(row, column, "officer-unknown", "there is no such officer", hint)
    return officer


def _appointment(reading: Reading, row: Row) -> tuple[Appointment | None, bool]:
    """The appointment, and whether its visit belongs to this plan."""
    cells = reading.cells
    moment = cells.moment(row, "appointment")
    tolerance = cells.seconds(row, "tolerance_minutes", reading.settings.visits.tolerance_minutes)
    officer = _officer(reading, row, "appointment_officer")
    if moment is None:
        if officer:
            told = "an officer is promised, but no time"
            cells.find(row, "appointment_officer", "appointment-no-time", told, "give the time")
        return None, True
    on, at = moment.date(), 3600 * moment.hour + 60 * moment.minute
    try:
        reading.calendar.elapsed(on, at)
    except NonexistentTimeError as error:
        cells.find(row, "appointment", "time-nonexistent", str(error), "the clock changes then")
    if not _inside(on, reading.calendar):
        told = f"it is on no day of this plan ({reading.calendar.dates[0]} and on)"
        cells.find(
            row, "appointment", "appointment-elsewhere", told, "not planned now", warning=True
        )
        return None, False
    if row["availability"]:
        cells.find(
            row,
            "appointment",
            "appointment-overrides",
            "the appointment goes before the availability given",
            "empty the availability if that is meant",
            warning=True,
        )
    return Appointment(on, at, tolerance, officer), True


def _inside(on: date, calendar: PlanCalendar) -> bool:
    return calendar.dates[0] <= on <= calendar.dates[-1]


def _addresses_and_places(cells: Cells, households: tuple[Household, ...]) -> None:
    """One building number at two places, far apart, is likely a slip in a coordinate."""
    rows = {row.number: row for row in cells.table.rows}
    first: dict[str, Household] = {}
    for household in households:
        address = " ".join(household.address.casefold().split())
        other = first.setdefault(address, household) if address else household
        apart = great_circle_metres_between(other.coordinate, household.coordinate)
        if apart > 100 and household.row is not None:
            cells.find(
                rows[household.row],
                "address",
                "address-two-places",
                f"row {other.row} has the same address {apart:.0f} m away",
                "correct one of their coordinates",
                warning=True,
            )
