"""``households.csv``: who is to be met, when they are at home, and what to do there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from routeplan.errors import Finding
from routeplan.formats.station.addresses import AddressBook
from routeplan.formats.station.home_place import Whereabouts, blamed_on_station
from routeplan.formats.station.settings import FILE, Settings
from routeplan.formats.tables.cells import Cells, nearest, plain, skipped_time
from routeplan.formats.tables.rows import Row, Table
from routeplan.hours.syntax import lint, spans
from routeplan.hours.windows import intervals, longest_window, without
from routeplan.model.calendar import Interval
from routeplan.model.inputs import (
    Appointment,
    Coordinate,
    Household,
    PlanCalendar,
    Priority,
    Visit,
    places_of,
)
from routeplan.model.nights import Nights
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
    "source",
)
NEEDED = ("id",)
MOST_VISITS = 31
TWO_PLACES_METRES = 100
"""One address at two places as far apart as this is likely a slip."""
A_YEAR = 366


@dataclass(frozen=True, slots=True)
class ReadHouseholds:
    """Households with their places, their visits, and what is wrong.

    ``later`` are visits promised for a day after this plan, ``refused`` those of homes that are
    not to be called on. An appointment before this plan stands with its visit still: the visit log
    tells what came of it.
    """

    households: tuple[Household, ...]
    visits: tuple[Visit, ...]
    refused: tuple[Visit, ...]
    later: tuple[Visit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reading:
    """What every row is read against; ``officers`` and ``skills`` are None where not known."""

    cells: Cells
    settings: Settings
    calendar: PlanCalendar
    nights: Nights
    officers: frozenset[str] | None
    skills: frozenset[str] | None
    quiet: tuple[Interval, ...]


def read_households(
    table: Table,
    settings: Settings,
    calendar: PlanCalendar,
    *,
    nights: Nights,
    officers: frozenset[str] | None,
    skills: frozenset[str] | None,
    address_book: Callable[[], AddressBook | str],
    station: Coordinate,
) -> ReadHouseholds:
    """Read every row; nothing is raised, everything wrong is in ``findings``.

    Parameters
    ----------
    nights
        When somebody is on shift: an appointment after midnight belongs to the night before.
    officers, skills
        Known ids and skills, that rows may refer to; None when they could not be read, so that
        none is called unknown.
    address_book
        Called once a row has an address and no coordinates; see :class:`Whereabouts`.
    """
    cells = Cells(table)
    cells.unique_ids()
    where = Whereabouts(cells, station, settings.coordinates, address_book)
    quiet = _quiet(settings, calendar)
    reading = Reading(cells, settings, calendar, nights, officers, skills, quiet)
    households: list[Household] = []
    visits: list[Visit] = []
    refused: list[Visit] = []
    later: list[Visit] = []
    for row in table.rows:
        coordinate = where.of(row)
        do_not_call = cells.yes(row, "do_not_call")
        theirs, elsewhere = _visits(reading, row)
        if coordinate is not None:
            households.append(_household(cells, row, coordinate, do_not_call=do_not_call))
            (refused if do_not_call else visits).extend(theirs)
            (refused if do_not_call else later).extend(elsewhere)
    where.tell_unsought()
    numbers = places_of([household.coordinate for household in households])
    placed = tuple(replace(h, place=n) for h, n in zip(households, numbers, strict=True))
    _check_visit_ids(cells, (*visits, *refused))
    _check_addresses(cells, placed)
    located = sum(bool(row["latitude"] and row["longitude"]) for row in table.rows)
    findings = blamed_on_station(cells.findings, located, file=FILE)
    kinds = (tuple(visits), tuple(refused), tuple(later))
    return ReadHouseholds(placed, *kinds, tuple(findings))


def _quiet(settings: Settings, calendar: PlanCalendar) -> tuple[Interval, ...]:
    text = settings.availability.quiet_hours
    return intervals(text, calendar) if text else ()


def _household(cells: Cells, row: Row, coordinate: Coordinate, *, do_not_call: bool) -> Household:
    extra = {c: row[c] for c in cells.table.columns if c not in COLUMNS and row[c]}
    return Household(
        id=row["id"],
        name=row["name"],
        address=row["address"],
        coordinate=coordinate,
        place=0,
        availability=row["availability"],
        task=row["task"],
        note=row["note"],
        do_not_call=do_not_call,
        row=row.number,
        extra=MappingProxyType(extra),
    )


def _visits(reading: Reading, row: Row) -> tuple[list[Visit], list[Visit]]:
    """The row's visits in this plan, and that of an appointment after it."""
    cells = reading.cells
    seconds = _visit_seconds(reading, row)
    count = cells.whole(row, "visits", low=1, high=MOST_VISITS, default=1) or 1
    windows = _windows(reading, row)
    appointment, here = _appointment(reading, row, seconds, windows)
    is_over = appointment is not None and appointment.on < reading.calendar.first_day
    if count > 1 or is_over or not row["appointment"]:
        _check_windows(reading, row, windows, seconds)
    visit = replace(_visit(reading, row, seconds), id=row["id"])
    _check_count(reading, row, count, visit.least_days_between)
    numbers = [visit.id] if count == 1 else [f"{visit.id}/{k + 1}" for k in range(count)]
    first = [replace(visit, id=numbers[0], appointment=appointment)]
    others = [replace(visit, id=number) for number in numbers[1:]]
    return ([*first, *others], []) if here else (others, first)


def _visit(reading: Reading, row: Row, seconds: int) -> Visit:
    cells = reading.cells
    due, latest = cells.date(row, "due"), cells.date(row, "latest")
    if due and latest and latest < due:
        cells.find(row, "latest", "latest-before-due", f"earlier than due ({due})", "correct one")
    between = cells.whole(row, "days_between", low=0, high=A_YEAR, default=1)
    skills = cells.words(row, "skills")
    for skill in sorted(skills - reading.skills) if reading.skills is not None else ():
        told = f"no officer has the skill '{skill}'"
        cells.find(row, "skills", "skill-unknown", told, nearest(skill, reading.skills or ()))
    return Visit(
        id=row["id"],
        household=row["id"],
        seconds=seconds,
        seconds_given=bool(row["visit_minutes"]),
        priority=cells.choice(row, "priority", Priority, Priority.NORMAL),
        due=due,
        latest=latest,
        officers_needed=cells.whole(row, "officers_needed", low=1, high=2, default=1) or 1,
        skills=skills,
        preferred_officer=_officer(reading, row, "officer"),
        least_days_between=1 if between is None else between,
    )


def _visit_seconds(reading: Reading, row: Row) -> int:
    usual = reading.settings.visits.minutes
    seconds = reading.cells.seconds(row, "visit_minutes", usual)
    if seconds:
        return seconds
    told = "a visit takes time"
    reading.cells.find(row, "visit_minutes", "number-out-of-range", told, "give its minutes")
    return round(60 * usual)


def _check_count(reading: Reading, row: Row, count: int, between: int) -> None:
    days = reading.calendar.days
    if (count - 1) * between >= days:
        told = f"{count} visits {between} days apart do not fit into {days} days"
        fix = "some are left out"
        reading.cells.find(row, "visits", "visits-too-many", told, fix, warning=True)


def _officer(reading: Reading, row: Row, column: str) -> str | None:
    officer = row[column] or None
    if officer and reading.officers is not None and officer not in reading.officers:
        hint = nearest(officer, reading.officers)
        reading.cells.find(row, column, "officer-unknown", "unknown officer", hint)
    return officer


def _windows(reading: Reading, row: Row) -> tuple[Interval, ...] | None:
    """The windows the resident gave, on this plan's days; None when none can be read."""
    text = row["availability"]
    if not text:
        return None
    if refused := lint(text):
        for each in refused:
            reading.cells.find(row, "availability", each.code, each.message, each.fix)
        return None
    return intervals(text, reading.calendar)


def _check_windows(
    reading: Reading, row: Row, windows: tuple[Interval, ...] | None, seconds: int
) -> None:
    """Tell windows that hold no visit: on any day an error, on this plan's days a warning."""
    if windows is None or longest_window(without(windows, reading.quiet)) >= seconds:
        return
    find = partial(reading.cells.find, row, "availability")
    all_year = spans(row["availability"], reading.calendar.first_day, A_YEAR)
    longest = max((round((end - begin).total_seconds()) for begin, end in all_year), default=0)
    if 0 < longest < seconds:
        told = f"no window is long enough for the {seconds / 60:g} minutes of the visit"
        find("window-too-short", told, "widen a window or shorten the visit")
    elif longest_window(windows) < seconds:
        told = f"the household is not open for {seconds / 60:g} minutes on any day of this plan"
        find("availability-no-day", told, "the visit is left out", warning=True)
    else:
        told = "the station's quiet hours leave no window long enough"
        find("availability-quiet", told, "the visit is left out", warning=True)


def _appointment(
    reading: Reading, row: Row, seconds: int, windows: tuple[Interval, ...] | None
) -> tuple[Appointment | None, bool]:
    """The appointment, and whether its visit belongs to this plan."""
    cells, calendar = reading.cells, reading.calendar
    moment = cells.moment(row, "appointment")
    tolerance = cells.seconds(row, "tolerance_minutes", reading.settings.visits.tolerance_minutes)
    on, at = reading.nights.of_date(*moment) if moment else (calendar.first_day, 0)
    if on < calendar.first_day:
        # Whoever was promised may have left since: it is over.
        return Appointment(on, at, tolerance, row["appointment_officer"] or None), True
    officer = _officer(reading, row, "appointment_officer")
    if moment is None:
        if officer and not row["appointment"]:
            told = "an officer is promised without a time"
            cells.find(row, "appointment_officer", "appointment-no-time", told, "give the time")
        return None, True
    if on not in calendar.dates:
        told = f"not on a day of this plan ({calendar.dates[0]} to {calendar.dates[-1]})"
        fix = "the visit is not planned now"
        cells.find(row, "appointment", "appointment-elsewhere", told, fix, warning=True)
        return Appointment(on, at, tolerance, officer), False
    _check_clock(reading, row, moment, (on, at))
    begin = calendar.elapsed(on, at)
    _check_promise(reading, row, (begin, begin + seconds), windows)
    return Appointment(on, at, tolerance, officer), True


def _check_clock(
    reading: Reading, row: Row, written: tuple[date, int], meant: tuple[date, int]
) -> None:
    """Tell a time that is taken for another one: the clock skips it, or nobody is on shift yet."""
    find = partial(reading.cells.find, row, "appointment")
    calendar = reading.calendar
    if told := skipped_time(calendar, *meant):
        fix = "the visit is planned for that moment; agree on another time"
        find("time-nonexistent", told, fix, warning=True)
    (on, at), (day, seconds) = written, meant
    if day == on and seconds != at:
        clock, next_day = calendar.clock(calendar.elapsed(*meant)), on + timedelta(days=1)
        told = (
            "nobody is on shift then, so the visit is planned for the following night, "
            f"{next_day} {clock}"
        )
        fix = f"write {on} {24 + int(clock[:2])}{clock[2:]}, or correct it"
        find("appointment-next-night", told, fix, warning=True)


def _check_promise(
    reading: Reading, row: Row, promised: Interval, windows: tuple[Interval, ...] | None
) -> None:
    """A promise goes before what the resident gave and before quiet hours; say where it does."""
    find = partial(reading.cells.find, row, "appointment")
    begin, end = promised
    if windows is not None and not any(a <= begin and end <= b for a, b in windows):
        told = "it falls outside the availability; the appointment takes precedence"
        find(
            "appointment-overrides",
            told,
            "correct one of them if that is not intended",
            warning=True,
        )
    if any(a < end and begin < b for a, b in reading.quiet):
        told = "it falls within quiet hours; the appointment takes precedence"
        find("appointment-quiet", told, "correct it if that is not intended", warning=True)


def _check_visit_ids(cells: Cells, visits: Iterable[Visit]) -> None:
    """``H1/2`` is the second visit of H1, so no other household may be called that."""
    rows = {row["id"]: row for row in cells.table.rows}
    owner: dict[str, str] = {}
    for visit in visits:
        other = owner.setdefault(visit.id, visit.household)
        if other != visit.household:
            row = rows[visit.household if visit.id == visit.household else other]
            told = "this is also the id of one of another household's visits"
            cells.find(row, "id", "duplicate-id", told, "use an id without a slash")


def _check_addresses(cells: Cells, households: tuple[Household, ...]) -> None:
    """One address at two places, far apart, is likely a slip in a coordinate."""
    rows = {row.number: row for row in cells.table.rows}
    first: dict[str, Household] = {}
    for household in households:
        address = " ".join(plain(household.address).split())
        other = first.setdefault(address, household)
        if not address or other.coordinate == household.coordinate or household.row is None:
            continue
        apart = great_circle_metres_between(other.coordinate, household.coordinate)
        if apart > TWO_PLACES_METRES:
            told = f"row {other.row} has the same address {apart:.0f} m away"
            fix = "correct the coordinates of one of them"
            row = rows[household.row]
            cells.find(row, "address", "address-two-places", told, fix, warning=True)
