"""A station's folder with one household and one officer, changed cell by cell.

The station stands at 60.17 N 24.94 E in Helsinki; plans begin on Monday 2026-11-30.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.model.changes import Edit
from routeplan.station.reading.open_station import Workspace, read_workspace

SUNDAY = date(2026, 11, 29)
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Street Station"
latitude = 60.17
longitude = 24.94
"""
HOUSEHOLD = {"id": "H1", "latitude": "60.17", "longitude": "24.942"}
OFFICER = {"id": "O1", "name": "Aalto Riikka", "mode": "foot", "hours": "Mo-Fr 08:00-16:00"}
CALENDAR = {"date": "2026-12-24", "day": "off"}

Rows = Sequence[Mapping[str, str]]


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """The rows below a header with every column that some row has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue()


def write_folder(
    root: Path,
    *,
    households: Rows = ({},),
    officers: Rows = ({},),
    calendar: Rows = ({},),
    settings: str = SETTINGS,
) -> Path:
    """Write the four files; every row has the cells of ``HOUSEHOLD``, ``OFFICER``, ``CALENDAR``."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    (root / "routeplan.toml").write_text(settings, encoding="utf-8")
    tables = {
        "households.csv": [HOUSEHOLD | dict(row) for row in households],
        "officers.csv": [OFFICER | dict(row) for row in officers],
        "calendar.csv": [CALENDAR | dict(row) for row in calendar],
    }
    for name, rows in tables.items():
        (root / "data" / name).write_text(csv_text(rows), encoding="utf-8")
    return root


def read_folder(
    root: Path,
    *,
    first_day: date | None = None,
    days: int | None = None,
    edits: Sequence[Edit] = (),
) -> Workspace:
    """Read it, whatever the process's own environment says."""
    return read_workspace(
        root, today=SUNDAY, first_day=first_day, days=days, edits=edits, environment={}
    )


def findings_of(
    root: Path, *, first_day: date | None = None, days: int | None = None
) -> list[Finding]:
    """Everything found wrong or odd."""
    try:
        return list(read_folder(root, first_day=first_day, days=days).warnings)
    except InputError as error:
        return list(error.findings)
