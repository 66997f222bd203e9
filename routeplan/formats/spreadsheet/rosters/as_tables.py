"""A roster as the tables that an import takes: a row for each officer and day, or each officer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from routeplan.formats.spreadsheet.rosters.matrix import RosterMatrix
from routeplan.formats.spreadsheet.sheet import Sheet

BLANK = "(empty)"
"""What stands in the place of a blank cell, so that it can be asked what that means."""
CALENDAR_COLUMNS = {"Date": "date", "Officer": "officer", "Shift": "day_hours"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFICER_COLUMNS = {"Name": "name", **{day: day.lower() for day in WEEKDAYS}}


def as_calendar(name: str, roster: RosterMatrix, dates: Sequence[date]) -> Sheet:
    """Date, officer and code, row by row; ``name`` is that of the sheet."""
    rows = [
        (duty.line, [dates[duty.day].isoformat(), duty.officer, duty.code or BLANK])
        for duty in roster.duties
    ]
    return Sheet(name, [(roster.line, [*CALENDAR_COLUMNS]), *rows])


def as_officers(name: str, roster: RosterMatrix, dates: Sequence[date]) -> Sheet:
    """Each officer once, with the code that is the commonest on each weekday."""
    codes: dict[tuple[int, str], list[Counter[str]]] = {}
    lines: dict[tuple[int, str], int] = {}
    for duty in roster.duties:
        who = duty.place, duty.officer
        days = codes.setdefault(who, [Counter() for _ in WEEKDAYS])
        days[dates[duty.day].weekday()][duty.code] += 1
        lines.setdefault(who, duty.line)
    rows = [(lines[who], [who[1], *map(_commonest, days)]) for who, days in codes.items()]
    return Sheet(name, [(roster.line, [*OFFICER_COLUMNS]), *rows])


def _commonest(codes: Counter[str]) -> str:
    """The commonest code; of several the first by its letters, so that it is always the same."""
    return min(codes, key=lambda code: (-codes[code], not code, code), default="")
