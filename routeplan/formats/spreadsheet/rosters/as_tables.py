"""A roster as the tables that an import takes: a row for each officer and day, or each officer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from routeplan.formats.spreadsheet.rosters.matrix import RosterMatrix
from routeplan.formats.spreadsheet.sheet import Sheet

BLANK = "(empty)"
"""What stands in the place of a blank cell, so that it can be asked what that means."""
CALENDAR_COLUMNS = {"Date": "date", "Officer": "officer", "Shift": "day_hours"}
MOST_WEEKDAYS = 6
"""Who ever works on fewer of them has a week."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFICER_COLUMNS = {"Name": "name", **{day: day.lower() for day in WEEKDAYS}}


def as_calendar(name: str, roster: RosterMatrix, dates: Sequence[date]) -> Sheet:
    """Date, officer and code, row by row; ``name`` is that of the sheet."""
    rows = [
        (duty.line, [dates[duty.day].isoformat(), duty.officer, duty.code or BLANK])
        for duty in roster.duties
    ]
    return Sheet(name, [(roster.line, [*CALENDAR_COLUMNS]), *rows])


def as_officers(
    name: str, roster: RosterMatrix, dates: Sequence[date], off: Collection[str] = ()
) -> tuple[Sheet, tuple[str, ...]]:
    """Each officer once, with the code that is the commonest on each weekday.

    Whose days change from week to week, as of four days on and four off, has the commonest one of
    those that are no day off, the same on every weekday; the second value names these officers.

    Parameters
    ----------
    off
        Codes of days off, beside blank cells.
    """
    codes: dict[tuple[int, str], list[Counter[str]]] = {}
    lines: dict[tuple[int, str], int] = {}
    for duty in roster.duties:
        who = duty.place, duty.officer
        days = codes.setdefault(who, [Counter() for _ in WEEKDAYS])
        days[dates[duty.day].weekday()][duty.code] += 1
        lines.setdefault(who, duty.line)
    rows, rotating = [], []
    for (place, officer), days in codes.items():
        on_duty = [_without(day, off) for day in days]
        if _change(days, on_duty):
            rotating.append(officer)
            every_day = _commonest(sum(on_duty, Counter()))
            days = [Counter([every_day] if on else []) for on in on_duty]
        usual = [_commonest(day) for day in days]
        rows.append((lines[place, officer], [officer, *usual]))
    return Sheet(name, [(roster.line, [*OFFICER_COLUMNS]), *rows]), tuple(rotating)


def _change(days: Sequence[Counter[str]], on_duty: Sequence[Counter[str]]) -> bool:
    """Whether somebody works on nearly every weekday, and on most of these is off at times."""
    free = [day.total() - on.total() for day, on in zip(days, on_duty, strict=True) if on]
    return len(free) >= MOST_WEEKDAYS and 2 * sum(map(bool, free)) > len(free)


def _without(codes: Counter[str], off: Collection[str]) -> Counter[str]:
    return Counter({code: count for code, count in codes.items() if code and code not in off})


def _commonest(codes: Counter[str]) -> str:
    """The commonest code; of several the first by its letters, so that it is always the same."""
    return min(codes, key=lambda code: (-codes[code], not code, code), default="")
