"""What is odd about a station when it is opened: days, settings, appointments that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from routeplan.errors import Finding
from routeplan.followup.apply import Applied
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.settings import FILE, Settings
from routeplan.formats.tables.cells import nearest
from routeplan.learning.likeness import BY_PRIORITY
from routeplan.model.inputs import Inputs, PlanCalendar, Visit
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import Promise


def past_findings(calendar: PlanCalendar, today: date) -> Iterator[Finding]:
    """A first day that is over is likely a slip."""
    if calendar.first_day < today:
        message, fix = (
            phrase("this day is in the past; today is {day}", day=today),
            phrase("give another day if that is not intended"),
        )
        day = str(calendar.first_day)
        yield Finding(
            "first-day-past", message, fix, column="--first-day", value=day, severity="warning"
        )


def column_findings(settings: Settings, columns: tuple[str, ...]) -> Iterator[Finding]:
    """Columns that are to be printed, or to tell kinds, and that no household has."""
    printable, kinds = {*COLUMNS, *columns}, {BY_PRIORITY, *columns} - ({*COLUMNS} - {BY_PRIORITY})
    named = [("sheets.printable", column, printable) for column in settings.sheets.printable]
    of_learning = ("learning.kind", settings.learning.kind, kinds)
    manual = ("manual.column", settings.manual.column, printable)
    for key, column, known in (*named, of_learning, manual):
        if columns and column not in known:
            yield Finding(
                "settings-unknown-column",
                phrase("the households have no such column"),
                nearest(column, known),
                file=FILE,
                column=key,
                value=column[:80],
                severity="warning",
            )


def appointment_findings(
    tables: Inputs, applied: Applied, settings: Settings, today: date
) -> Iterator[Finding]:
    """Appointments that are over, and those of the table in whose place another time counts.

    Parameters
    ----------
    tables
        The inputs as the tables say, before the log went in.
    """
    yield from _lapsed(tables, applied, settings, today)
    yield from _replaced(tables, applied, settings, today)


def _lapsed(tables: Inputs, applied: Applied, settings: Settings, today: date) -> Iterator[Finding]:
    """Households whose appointment is over before the plan's first day, and nobody was met.

    Each is named once, with its row where the appointment stands in the table.
    """
    written = {
        (visit.household, visit.appointment.on, visit.appointment.at_seconds)
        for visit in tables.visits
        if visit.appointment
    }
    files = settings.files
    for standing in applied.standings.values():
        if (lapsed := standing.lapsed) is None:
            continue
        is_written = (standing.household, lapsed.on, lapsed.at_seconds) in written
        message = (
            phrase(
                "the appointment of {household} is over, and nobody was met; the household is "
                "planned by its own hours, among the first",
                household=standing.household,
            )
            if lapsed.on < today
            else phrase(
                "the appointment of {household} is before this plan, and nobody was met; the "
                "household is planned by its own hours, among the first",
                household=standing.household,
            )
        )
        yield Finding(
            "appointment-over",
            message,
            phrase("record what came of it, or agree on a new time"),
            file=Path(files.households if is_written else files.visits).name,
            row=tables.household(standing.household).row if is_written else None,
            column="appointment" if is_written else "promise",
            value=lapsed.when,
            severity="warning",
        )


def _replaced(
    tables: Inputs, applied: Applied, settings: Settings, today: date
) -> Iterator[Finding]:
    """Appointments of the table, still ahead, in whose place a time promised in the log counts."""
    first: dict[str, Visit] = {}
    for visit in (*tables.visits, *tables.later_visits):
        first.setdefault(visit.household, visit)
    for household, visit in first.items():
        written, promise = visit.appointment, applied.standings[household].promise
        if written is None or promise is None or written.on < today:
            continue
        if (written.on, written.at_seconds) != (promise.on, promise.at_seconds):
            yield Finding(
                "appointment-replaced",
                phrase(
                    "{when} was promised to {household} in the visit log, and counts instead",
                    when=promise.when,
                    household=household,
                ),
                phrase("empty the cell, or record a call that promises the time that holds"),
                file=Path(settings.files.households).name,
                row=tables.household(household).row,
                column="appointment",
                value=Promise(written.on, written.at_seconds).when,
                severity="warning",
            )
