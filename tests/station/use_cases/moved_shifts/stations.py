"""Stations whose officers could meet more people at other hours, or could not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.formats.folders import SETTINGS, write_folder

MONDAY, TUESDAY, FRIDAY, SATURDAY = "2026-11-30", "2026-12-01", "2026-12-04", "2026-12-05"
QUIET = "Mo-Su 00:00-08:00,20:00-24:00"
DAYTIME, EVENING = "Mo-Su 09:00-17:00", "Mo-Fr 17:30-20:00"


def write_station(
    root: Path,
    homes: Sequence[str],
    *,
    officers: Sequence[Mapping[str, str]] = ({"hours": "Mo-Fr 09:00-17:00"},),
    calendar: Sequence[Mapping[str, str]] = ({},),
    quiet: str = QUIET,
    days: int = 1,
    more: Mapping[int, Mapping[str, str]] | None = None,
) -> Path:
    """A home for each text of hours, 40 metres apart along the street; visits of ten minutes."""
    settings = (
        f'{SETTINGS}[plan]\ndays = {days}\nlongest_day = "none"\n'
        f'[availability]\nquiet_hours = "{quiet}"\n[travel]\nsource = "straight-line"\n'
    )
    rows = [
        {
            "id": f"H{k}",
            "name": f"Resident {k}",
            "longitude": f"{24.941 + 0.0007 * k:.4f}",
            "availability": hours,
            "visit_minutes": "10",
        }
        | dict((more or {}).get(k, {}))
        for k, hours in enumerate(homes, start=1)
    ]
    return write_folder(
        root, households=rows, officers=officers, calendar=calendar, settings=settings
    )
