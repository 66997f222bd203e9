"""A station's folder: settings, three tables and a street extract, read and checked together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from routeplan.errors import Finding, InputError, UsageError
from routeplan.followup.apply import Applied, with_log
from routeplan.followup.due import HouseholdStanding
from routeplan.followup.knowledge import Knowledge, read_knowledge
from routeplan.formats.station.households import (
    COLUMNS,
    NEEDED,
    ReadHouseholds,
    quiet_intervals,
    read_households,
)
from routeplan.formats.station.officers import (
    CALENDAR_COLUMNS,
    CALENDAR_NEEDED,
    OFFICER_COLUMNS,
    OFFICER_NEEDED,
    read_calendar,
    read_officers,
)
from routeplan.formats.station.roster import Roster
from routeplan.formats.station.settings import FILE, Settings, read_settings
from routeplan.formats.station.shifted_coordinates import to_wgs84
from routeplan.formats.station.tables_if_edited import with_edits
from routeplan.formats.tables.frames import frame_table, has_geometry
from routeplan.formats.tables.rows import Row, Table, read_table
from routeplan.hours.booked_length import with_round_length
from routeplan.learning.evidence import read_evidence
from routeplan.learning.learn import Learning, learn, with_learned
from routeplan.learning.likeness import kinds_of
from routeplan.model.changes import Absence, Changes, Edit, changed_inputs
from routeplan.model.inputs import Coordinate, Inputs, Place, PlanCalendar, Station
from routeplan.phrases import phrase
from routeplan.render.words.catalogue import Language, language_of
from routeplan.station.findings_by_place import by_place
from routeplan.station.reading.address_book import address_book_of
from routeplan.station.reading.from_log import ALL_OF_IT, FromLog
from routeplan.station.reading.opening_warnings import (
    appointment_findings,
    column_findings,
    past_findings,
)
from routeplan.station.reading.station_language import language_findings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Workspace:
    """Everything read from a station's folder, ready to plan.

    ``standings`` tells of every household, by id, what the visit log makes of it, ``learning`` what
    was learned from it (None where chances are as set). ``roster`` knows who works when, also on
    other days than the plan's.
    ``tables`` are the inputs as the tables say, where ``inputs`` are those of a plan that has been
    replanned since; None where the two are the same. ``looked_up`` are the rows of households whose
    places were found by their addresses. ``unlogged`` are the inputs before the visit log.
    ``absences`` are those that replans of other plans know of, and the inputs with them.
    """

    root: Path
    settings: Settings
    inputs: Inputs
    warnings: tuple[Finding, ...]
    standings: Mapping[str, HouseholdStanding]
    roster: Roster
    learning: Learning | None = None
    tables: Inputs | None = None
    looked_up: frozenset[int] = frozenset()
    unlogged: Inputs | None = None
    absences: tuple[Absence, ...] = ()

    @property
    def written(self) -> Inputs:
        """The inputs as the tables have them, whatever the visit log makes of them."""
        return self.inputs if self.unlogged is None else self.unlogged

    def standings_by(self, day: date) -> Mapping[str, HouseholdStanding]:
        """Every household's standing, by all that was recorded of the days up to this one.

        Raises
        ------
        StoreBusyError, StoreError
            When the visit log cannot be read.
        """
        known = read_knowledge(self.visit_log, day + timedelta(days=1))
        return with_log(self.written, known, tolerance_seconds=_tolerance(self.settings)).standings

    def changed(self, changes: Changes) -> Workspace:
        """The workspace as the changes kept beside a plan leave it."""
        return replace(self, inputs=changed_inputs(self.inputs, changes), tables=self.inputs)

    def on_days(self, first_day: date, days: int) -> Inputs:
        """The inputs with the shifts of other days; visits and what is known stay as they are."""
        calendar = replace(self.inputs.calendar, first_day=first_day, days=days)
        shifts = replace(self.roster, calendar=calendar).shifts()
        return replace(self.inputs, calendar=calendar, shifts=tuple(shifts))

    @property
    def area(self) -> Path:
        """The street extract (which may not be there)."""
        return self.root / self.settings.files.area

    @property
    def maps(self) -> Path:
        """Where this plan's pages and files go."""
        return self.root / "maps" / str(self.inputs.calendar.first_day)

    @property
    def language(self) -> Language:
        """Of pages and paper, with the station's own words where it has any."""
        return language_of(self.root, self.settings.sheets.language)

    @property
    def visit_log(self) -> Path:
        """The visit log (which may not be there)."""
        return self.root / self.settings.files.visits

    @property
    def begun_log(self) -> Path:
        """The visit log, which is there.

        Raises
        ------
        UsageError
            When no round has been recorded yet.
        """
        if not self.visit_log.exists():
            raise UsageError(
                phrase(
                    "there is no visit log yet at {path}: record a round first", path=self.visit_log
                )
            )
        return self.visit_log

    @property
    def cache(self) -> Path:
        """Built street networks."""
        return self.root / ".routeplan"


@dataclass(frozen=True)
class Frames:
    """Data frames in the place of a station's tables; None where the file counts.

    A ``GeoDataFrame`` of households gives their places as points.
    """

    households: pd.DataFrame | None = None
    officers: pd.DataFrame | None = None
    calendar: pd.DataFrame | None = None


def read_workspace(
    root: Path,
    *,
    today: date,
    first_day: date | None = None,
    days: int | None = None,
    log: FromLog = ALL_OF_IT,
    edits: Sequence[Edit] = (),
    environment: Mapping[str, str] | None = None,
    frames: Frames | None = None,
) -> Workspace:
    """Read and check a station's folder, and what its visit log knows of the households.

    Parameters
    ----------
    today
        The plan begins on the next day unless ``first_day`` is given.
    days
        Length of the plan, else the settings' own.
    log
        What is taken from the visit log. Only the days before the plan count there, and of its
        first day what was recorded before it was made, so that its inputs stay as they are while
        its own rounds are recorded.
    edits
        The tables are read as if they held these cells.
    environment
        ``ROUTEPLAN_*`` variables, which go before the file; by default the process's own.
    frames
        Tables in the place of files.

    Raises
    ------
    InputError
        With everything wrong in any of the files, all at once.
    StoreBusyError, StoreError
        When the visit log cannot be read.
    """
    settings = read_settings(root / FILE, os.environ if environment is None else environment)
    first = first_day or today + timedelta(days=1)
    calendar = PlanCalendar(first, days or settings.plan.days, settings.zone)
    tables = _read_tables(root, settings, frames or Frames(), edits)
    said = _understood(root, settings, calendar, tables, today, frames)
    if said.has_errors:
        raise InputError(by_place(said.findings, tables))
    applied = _with_log(said.inputs, root / settings.files.visits, settings, log)
    of_appointments = appointment_findings(said.inputs, applied, settings, today)
    warnings = tuple(by_place([*said.findings, *of_appointments], tables))
    as_set = Workspace(
        root,
        settings,
        applied.inputs,
        warnings,
        applied.standings,
        said.roster,
        looked_up=said.looked_up,
        unlogged=said.inputs,
    )
    if not (log.known and log.learning):
        return as_set
    return _learned(as_set, said.inputs, log.entry)


def read_placed_homes(
    root: Path, *, today: date, first_day: date | None = None, days: int | None = None
) -> tuple[Workspace, tuple[Row, ...]]:
    """The households that have a place, whatever else is wrong, and the rows of the others.

    There are no shifts where anything is wrong; ``warnings`` of the workspace has the errors too.

    Raises
    ------
    InputError
        When the settings cannot be read.
    """
    settings = read_settings(root / FILE, os.environ)
    first = first_day or today + timedelta(days=1)
    calendar = PlanCalendar(first, days or settings.plan.days, settings.zone)
    tables = _read_tables(root, settings, Frames(), ())
    said = _understood(root, settings, calendar, tables, today, None)
    of_all = Workspace(
        *(root, settings, said.inputs, tuple(by_place(said.findings, tables)), {}, said.roster),
        looked_up=said.looked_up,
    )
    return of_all, said.unplaced


def _with_log(written: Inputs, path: Path, settings: Settings, log: FromLog) -> Applied:
    day = written.calendar.first_day
    known = Knowledge(day)
    if log.known:
        known = read_knowledge(path, day, begun=log.last_of_first_day)
    applied = with_log(written, known, tolerance_seconds=_tolerance(settings), keep=log.keep)
    inputs = replace(applied.inputs, log_entry=log.log_entry(known.entry))
    return applied._replace(inputs=inputs)


def _tolerance(settings: Settings) -> int:
    """Seconds that a time promised may be missed by, either way."""
    return round(60 * settings.visits.tolerance_minutes)


def _learned(as_set: Workspace, written: Inputs, entry: int | None) -> Workspace:
    """With the chances and lengths that the log teaches, as it was at an entry.

    Kinds of households are told from ``written``, the inputs as the tables say.
    """
    settings, day = as_set.settings, as_set.inputs.calendar.first_day
    learned = learn(
        as_set.inputs,
        read_evidence(as_set.visit_log, day, entry),
        kinds_of(written, settings.learning.kind),
        usual=round(60 * settings.visits.minutes),
    )
    return replace(as_set, inputs=with_learned(learned), learning=learned)


class _Tables(NamedTuple):
    officers: Table
    calendar: Table
    households: Table


@dataclass(frozen=True)
class _Understood:
    """What the tables say, without the visit log."""

    inputs: Inputs
    roster: Roster
    findings: tuple[Finding, ...]
    looked_up: frozenset[int]
    unplaced: tuple[Row, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def _read_tables(root: Path, settings: Settings, frames: Frames, edits: Sequence[Edit]) -> _Tables:
    """The three tables, each from its frame where there is one, with the edits in them."""
    files = settings.files

    def table(
        name: str, file: str, known: Sequence[str], needed: Sequence[str], *, empty: bool = False
    ) -> Table:
        frame = getattr(frames, name)
        if frame is None:
            rows = read_table(root / file, known, needed, may_be_empty=empty)
        else:
            rows = frame_table(frame, name, known, needed, may_be_empty=empty)
        return with_edits(rows, name, edits)

    return _Tables(
        table("officers", files.officers, OFFICER_COLUMNS, OFFICER_NEEDED),
        table("calendar", files.calendar, CALENDAR_COLUMNS, CALENDAR_NEEDED, empty=True),
        table("households", files.households, COLUMNS, NEEDED),
    )


def _understood(
    root: Path,
    settings: Settings,
    calendar: PlanCalendar,
    tables: _Tables,
    today: date,
    frames: Frames | None,
) -> _Understood:
    """The inputs that the tables come to, without shifts where something is wrong in any of them.

    The points of a data frame are in WGS-84.
    """
    station = to_wgs84(
        Coordinate(settings.station.latitude, settings.station.longitude), settings.coordinates
    )
    home_settings = settings
    if frames is not None and has_geometry(frames.households):
        home_settings = settings.model_copy(update={"coordinates": "wgs84"})
    officers, officer_findings = read_officers(tables.officers)
    ids = frozenset(row.officer.id for row in officers) if officers else None
    skills = frozenset(skill for row in officers for skill in row.officer.skills)
    exceptions, calendar_findings = read_calendar(tables.calendar, ids)
    roster = Roster(tuple(officers), tuple(exceptions), calendar)
    nights = roster.nights()
    read = read_households(
        tables.households,
        home_settings,
        calendar,
        nights=nights,
        officers=ids,
        skills=skills if officers else None,
        address_book=address_book_of(root / settings.files.area),
        station=station,
    )
    findings = [
        *past_findings(calendar, today),
        *language_findings(root, settings.sheets.language),
        *column_findings(settings, tables.households.columns),
        *(finding for table in tables for finding in table.findings),
        *officer_findings,
        *calendar_findings,
        *read.findings,
        *roster.findings(tables.officers, tables.calendar, quiet_intervals(settings, calendar)),
    ]
    shifts = () if any(f.severity == "error" for f in findings) else tuple(roster.shifts())
    inputs = _inputs(settings, calendar, station, roster, read)
    inputs = with_round_length(replace(inputs, nights=nights, shifts=shifts))
    return _Understood(inputs, roster, tuple(findings), read.looked_up, read.unplaced)


def _inputs(
    settings: Settings,
    calendar: PlanCalendar,
    station: Coordinate,
    roster: Roster,
    read: ReadHouseholds,
) -> Inputs:
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
        shifts=(),
        places=tuple(places),
        refused_visits=read.refused,
        later_visits=read.later,
    )
