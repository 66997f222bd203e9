"""``households.csv``: who is to be met, when they are at home, and what to do there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from routeplan.addresses.words.house import NO_NUMBER
from routeplan.errors import Finding
from routeplan.formats.station.appointments import AppointmentContext, known_officer, promised_visit
from routeplan.formats.station.home_place import Whereabouts, blamed_on_station
from routeplan.formats.station.settings import FILE, Settings
from routeplan.formats.tables.cells import Cells, nearest, plain
from routeplan.formats.tables.paused_collector import many_objects
from routeplan.formats.tables.rows import Row, Table
from routeplan.hours.syntax import lint, spans
from routeplan.hours.windows import intervals, longest_window
from routeplan.model.calendar import Interval
from routeplan.model.inputs import (
    Coordinate,
    Household,
    PlanCalendar,
    Priority,
    Visit,
    places_of,
)
from routeplan.model.nights import Nights
from routeplan.model.places import great_circle_metres_between
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.addresses.book import AddressBook

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
MINUTE = 60
A_QUARTER_HOUR = 0.25


@dataclass(frozen=True, slots=True)
class ReadHouseholds:
    """Households with their places, their visits, and what is wrong.

    ``later`` are visits promised for a day after this plan, ``refused`` those of homes that are
    not to be called on. ``looked_up`` are the rows whose places were found by their addresses,
    ``unplaced`` those of which nobody knows where they are. An
    appointment before this plan stands with its visit still: the visit log
    tells what came of it.
    """

    households: tuple[Household, ...]
    visits: tuple[Visit, ...]
    refused: tuple[Visit, ...]
    later: tuple[Visit, ...]
    findings: tuple[Finding, ...]
    looked_up: frozenset[int]
    unplaced: tuple[Row, ...]


@many_objects
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
    quiet = quiet_intervals(settings, calendar)
    reading = AppointmentContext(cells, settings, calendar, nights, officers, skills, quiet)
    own_columns = [column for column in table.columns if column not in COLUMNS]
    homes: list[tuple[Row, Coordinate, bool]] = []
    visits: list[Visit] = []
    refused: list[Visit] = []
    later: list[Visit] = []
    for row in table.rows:
        coordinate = where.of(row)
        do_not_call = cells.yes(row, "do_not_call")
        theirs, elsewhere = _visits(reading, row)
        if coordinate is not None:
            homes.append((row, coordinate, do_not_call))
            (refused if do_not_call else visits).extend(theirs)
            (refused if do_not_call else later).extend(elsewhere)
    where.tell_unsought()
    places = places_of([coordinate for _, coordinate, _ in homes])
    placed = tuple(
        _household(own_columns, *home, place) for home, place in zip(homes, places, strict=True)
    )
    _check_visit_ids(cells, (*visits, *refused))
    _check_addresses(cells, placed)
    located = sum(bool(row["latitude"] and row["longitude"]) for row in table.rows)
    findings = blamed_on_station(cells.findings, located, file=FILE)
    with_place = {row.number for row, _, _ in homes}
    unplaced = tuple(row for row in table.rows if row.number not in with_place)
    kinds = (tuple(visits), tuple(refused), tuple(later))
    return ReadHouseholds(placed, *kinds, tuple(findings), frozenset(where.looked_up), unplaced)


def quiet_intervals(settings: Settings, calendar: PlanCalendar) -> tuple[Interval, ...]:
    """The station's quiet hours, as elapsed seconds (begin, end); none where none are set."""
    text = settings.availability.quiet_hours
    return intervals(text, calendar) if text else ()


def _household(
    own_columns: Sequence[str], row: Row, coordinate: Coordinate, do_not_call: bool, place: int
) -> Household:
    """The household of a row; ``own_columns`` are the station's own columns."""
    extra = {c: row[c] for c in own_columns if row[c]}
    return Household(
        id=row["id"],
        name=row["name"],
        address=row["address"],
        coordinate=coordinate,
        place=place,
        availability=row["availability"],
        task=row["task"],
        note=row["note"],
        do_not_call=do_not_call,
        row=row.number,
        extra=MappingProxyType(extra),
    )


def _visits(reading: AppointmentContext, row: Row) -> tuple[list[Visit], list[Visit]]:
    """The row's visits in this plan, and that of an appointment after it."""
    cells = reading.cells
    seconds = _visit_seconds(reading, row)
    count = cells.whole(row, "visits", low=1, high=MOST_VISITS, default=1) or 1
    windows = _windows(reading, row)
    appointment, here = promised_visit(reading, row, seconds, windows)
    is_over = appointment is not None and appointment.on < reading.calendar.first_day
    if count > 1 or is_over or not row["appointment"]:
        _check_windows(reading, row, windows, seconds)
    visit = _visit(reading, row, seconds)
    _check_count(reading, row, count, visit.least_days_between)
    if count == 1 and appointment is None:
        return [visit], []
    numbers = [visit.id] if count == 1 else [f"{visit.id}/{k + 1}" for k in range(count)]
    first = [replace(visit, id=numbers[0], appointment=appointment)]
    others = [replace(visit, id=number) for number in numbers[1:]]
    return ([*first, *others], []) if here else (others, first)


def _visit(reading: AppointmentContext, row: Row, seconds: int) -> Visit:
    cells = reading.cells
    due, latest = cells.date(row, "due"), cells.date(row, "latest")
    if due and latest and latest < due:
        cells.find(
            row,
            "latest",
            "latest-before-due",
            phrase("earlier than due ({due})", due=due),
            phrase("correct one"),
        )
    between = cells.whole(row, "days_between", low=0, high=A_YEAR, default=1)
    skills = cells.words(row, "skills")
    for skill in sorted(skills - reading.skills) if reading.skills is not None else ():
        message = phrase("no officer has the skill '{skill}'", skill=skill)
        cells.find(row, "skills", "skill-unknown", message, nearest(skill, reading.skills or ()))
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
        preferred_officer=known_officer(reading, row, "officer"),
        least_days_between=1 if between is None else between,
    )


def _visit_seconds(reading: AppointmentContext, row: Row) -> int:
    usual = reading.settings.visits.minutes
    seconds = reading.cells.seconds(row, "visit_minutes", usual)
    if seconds >= MINUTE:
        return seconds
    message, fix = phrase("a visit takes at least one minute"), _in_minutes(row["visit_minutes"])
    reading.cells.find(row, "visit_minutes", "number-out-of-range", message, fix)
    return round(60 * usual)


def _in_minutes(text: str) -> str:
    """A hint where hours are likely meant, or a spreadsheet's time, which is part of a day."""
    given = float(plain(text))
    hours, day = 60 * given, 1440 * given
    if day >= 1 and given < A_QUARTER_HOUR / 2:
        return phrase("give its minutes; {minutes:.0f}, if it was a time such as 0:15", minutes=day)
    if hours >= 1:
        return phrase("give its minutes; {minutes:.0f}, if it was in hours", minutes=hours)
    return phrase("give its minutes")


def _check_count(reading: AppointmentContext, row: Row, count: int, between: int) -> None:
    days = reading.calendar.days
    if (count - 1) * between >= days:
        message = phrase(
            "{count} visits {between} days apart do not fit into {days} days",
            count=count,
            between=between,
            days=days,
        )
        fix = phrase("some are left out")
        reading.cells.find(row, "visits", "visits-too-many", message, fix, warning=True)


def _windows(reading: AppointmentContext, row: Row) -> tuple[Interval, ...] | None:
    """The windows the resident gave, on this plan's days; None when none can be read."""
    text = row["availability"]
    if not text:
        return None
    if refused := lint(text):
        for problem in refused:
            reading.cells.find(row, "availability", problem.code, problem.message, problem.fix)
        return None
    return intervals(text, reading.calendar)


def _check_windows(
    reading: AppointmentContext, row: Row, windows: tuple[Interval, ...] | None, seconds: int
) -> None:
    """Tell windows that hold no visit: on any day an error, on this plan's days a warning."""
    if windows is None or reading.longest(windows) >= seconds:
        return
    find = partial(reading.cells.find, row, "availability")
    longest = _longest_of_a_year(row["availability"], reading.calendar.first_day)
    if 0 < longest < seconds:
        message = phrase(
            "no window is long enough for the {minutes:g} minutes of the visit",
            minutes=seconds / 60,
        )
        find("window-too-short", message, phrase("widen a window or shorten the visit"))
    elif longest_window(windows) < seconds:
        message = phrase(
            "the household is not open for {minutes:g} minutes on any day of this plan",
            minutes=seconds / 60,
        )
        find("availability-no-day", message, phrase("the visit is left out"), warning=True)
    else:
        message = phrase("the station's quiet hours leave no window long enough")
        find("availability-quiet", message, phrase("the visit is left out"), warning=True)


@lru_cache(maxsize=1024)  # hundreds of households share a text
def _longest_of_a_year(text: str, first_day: date) -> int:
    """Seconds of the longest window within a year."""
    all_year = spans(text, first_day, A_YEAR)
    return max((round((end - begin).total_seconds()) for begin, end in all_year), default=0)


def _check_visit_ids(cells: Cells, visits: Iterable[Visit]) -> None:
    """``H1/2`` is the second visit of H1, so no other household may be called that."""
    rows = {row["id"]: row for row in cells.table.rows}
    owner: dict[str, str] = {}
    for visit in visits:
        other = owner.setdefault(visit.id, visit.household)
        if other != visit.household:
            row = rows[visit.household if visit.id == visit.household else other]
            message = phrase("this is also the id of one of another household's visits")
            cells.find(row, "id", "duplicate-id", message, phrase("use an id without a slash"))


def _check_addresses(cells: Cells, households: tuple[Household, ...]) -> None:
    """One address at two places, far apart, is likely a slip in a coordinate.

    One without the number of a house, such as ``Rua do Carvalho s/n``, may be at many doors.
    """
    rows = {row.number: row for row in cells.table.rows}
    first: dict[str, Household] = {}
    for household in households:
        address = " ".join(plain(household.address).split())
        other = first.setdefault(address, household)
        if other.coordinate == household.coordinate or household.row is None:
            continue
        if not any(map(str.isdigit, address)) or NO_NUMBER.search(address):
            continue
        apart = great_circle_metres_between(other.coordinate, household.coordinate)
        if apart > TWO_PLACES_METRES:
            message = phrase(
                "row {row} has the same address {metres:.0f} m away", row=other.row, metres=apart
            )
            fix = phrase("correct the coordinates of one of them")
            row = rows[household.row]
            cells.find(row, "address", "address-two-places", message, fix, warning=True)
