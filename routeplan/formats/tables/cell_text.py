"""A spreadsheet's values as a person would have typed them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

LAST_MINUTE = datetime.combine(date(9999, 12, 31), time(23, 59))


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as a person would type it: 10:30, 2026-11-24, 12."""
    match cell:
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            rounded = min(cell, LAST_MINUTE) + timedelta(seconds=30)
            minute = rounded.replace(second=0, microsecond=0)
            return f"{minute:%Y-%m-%d}" if minute.time() == time() else f"{minute:%Y-%m-%d %H:%M}"
        case date():
            return f"{cell:%Y-%m-%d}"
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            return str(cell)
