"""Appointments that are over, and led to nothing, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from routeplan.errors import Finding
from routeplan.followup.apply import Applied
from routeplan.formats.station.settings import Settings
from routeplan.model.inputs import Inputs
from routeplan.phrases import phrase


def lapsed_findings(
    tables: Inputs, applied: Applied, settings: Settings, today: date
) -> Iterator[Finding]:
    """Households whose appointment is over before the plan's first day, and nobody was met.

    Each is named once, with its row where the appointment stands in the table.

    Parameters
    ----------
    tables
        The inputs as the tables say, before the log went in.
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
