"""A station's folder: settings, three tables and a street extract, read and checked together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.addresses import AddressBook
from routeplan.formats.coordinates import to_wgs84
from routeplan.formats.households import COLUMNS, NEEDED, ReadHouseholds, read_households
from routeplan.formats.officers import (
    CALENDAR_COLUMNS,
    CALENDAR_NEEDED,
    OFFICER_COLUMNS,
    OFFICER_NEEDED,
    Roster,
    read_calendar,
    read_officers,
)
from routeplan.formats.settings import FILE, Settings, read_settings
from routeplan.formats.tables import Table, read_table
from routeplan.model import (
    Coordinate,
    Inputs,
    NonexistentTimeError,
    Place,
    PlanCalendar,
    Station,
)


@dataclass(frozen=True)
class Workspace:
    """Everything read from a station's folder, ready to plan."""

    root: Path
    settings: Settings
    inputs: Inputs
    warnings: tuple[Finding, ...]

    @property
    def area(self) -> Path:
        """The street extract (which may not be there)."""
        return self.root / self.settings.files.area

    @property
    def maps(self) -> Path:
        """Where this plan's pages and files go."""
        return self.root / "maps" / str(self.inputs.calendar.first_day)

    @property
    def cache(self) -> Path:
        """Built street networks."""
        return self.root / ".routeplan"


def read_workspace(
    root: Path,
    *,
    today: date,
    first_day: date | None = None,
    days: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Workspace:
    """Read and check a station's folder.

    Parameters
    ----------
    today
        The plan begins on the next day unless ``first_day`` is given.
    days
        Length of the plan, else the settings' own.
    environment
        ``ROUTEPLAN_*`` variables, which go before the file; by default the process's own.

    Raises
    ------
    InputError
        With everything wrong in any of the files, all at once.
    """
    settings = read_settings(root / FILE, os.environ if environment is None else environment)
    calendar = PlanCalendar(
        first_day or today + timedelta(days=1), days or settings.plan.days, settings.zone
    )
    station = to_wgs84(
        Coordinate(settings.station.latitude, settings.station.longitude), settings.coordinates
    )
    officer_table = _table(root / settings.files.officers, OFFICER_COLUMNS, OFFICER_NEEDED)
    calendar_table = _table(root / settings.files.calendar, CALENDAR_COLUMNS, CALENDAR_NEEDED)
    household_table = _table(root / settings.files.households, COLUMNS, NEEDED)
    officers, officer_findings = read_officers(officer_table)
    ids = frozenset(row.officer.id for row in officers)
    exceptions, calendar_findings = read_calendar(calendar_table, ids)
    roster = Roster(tuple(officers), tuple(exceptions), calendar)
    read = read_households(
        household_table,
        settings,
        calendar,
        officers=ids,
        skills=frozenset(skill for row in officers for skill in row.officer.skills),
        address_book=_address_book(root / settings.files.area),
        station=station,
    )
    findings = [
        *(f for t in (officer_table, calendar_table, household_table) for f in t.findings),
        *officer_findings,
        *calendar_findings,
        *read.findings,
        *roster.warnings(officer_table.file, calendar_table.file),
    ]
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return Workspace(
        root, settings, _inputs(settings, calendar, station, roster, read), tuple(findings)
    )


def _table(path: Path, known: tuple[str, ...], needed: tuple[str, ...]) -> Table:
    return read_table(path, known, needed)


def _address_book(area: Path):  # type: ignore[no-untyped-def]
    @cache
    def book() -> AddressBook | None:
        return AddressBook.read(area) if area.is_file() else None

    return book


def _inputs(
    settings: Settings,
    calendar: PlanCalendar,
    station: Coordinate,
    roster: Roster,
    read: ReadHouseholds,
) -> Inputs:
    try:
        shifts = tuple(roster.shifts())
    except NonexistentTimeError as error:
        finding = Finding("time-nonexistent", str(error), "change those hours", file=FILE)
        raise InputError([finding]) from error
    places = [Place(station, settings.station.name)]
    for household in read.households:
        if household.place == len(places):
            places.append(Place(household.coordinate, household.address))
    return Inputs(
        station=Station(settings.station.name, station),
        calendar=calendar,
        policy=settings.policy(),
        households=read.households,
        officers=tuple(row.officer for row in roster.officers),
        visits=read.visits,
        shifts=shifts,
        places=tuple(places),
        refused_visits=read.refused,
    )
