"""What is odd about the days asked for, and about the settings beside the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from routeplan.errors import Finding
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.settings import FILE, Settings
from routeplan.formats.tables.cells import nearest
from routeplan.learning.likeness import BY_PRIORITY
from routeplan.model.inputs import PlanCalendar
from routeplan.phrases import phrase


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
    for key, column, known in (*named, ("learning.kind", settings.learning.kind, kinds)):
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
