"""``officers.csv`` and ``calendar.csv``: who works when, by what mode, with which break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from routeplan.errors import Finding
from routeplan.formats.tables.cells import Cells, nearest, plain
from routeplan.formats.tables.rows import Row, Table
from routeplan.hours.syntax import AvailabilityLint, lint
from routeplan.model.inputs import Mode, Officer
from routeplan.phrases import phrase

OFFICER_COLUMNS = (
    "id",
    "name",
    "mode",
    "hours",
    "break_minutes",
    "break_window",
    "skills",
    "max_visits",
    "max_busy_minutes",
    "share",
    "telephone",
    "source",
)
OFFICER_NEEDED = ("id", "name", "mode", "hours")
CALENDAR_COLUMNS = ("date", "day", "officer", "hours", "partner", "note", "source")
CALENDAR_NEEDED = ("date", "day")

MIDNIGHT = "availability-midnight"
LEAST_SHARE = 0.01
MOST_BREAK_MINUTES = 480
MOST_STOPS = 500
"""Of a shift."""
MOST_SIGNS, LEAST_DIGITS = 40, 3
"""Of a telephone number: what a card has room for, and what can be called."""
_CUT_SHORT = re.compile(r"\d([.,]\d+)?[eE]\+?\d+|\d+\.0*")
"""What a spreadsheet makes of a number that it takes for an amount."""

Hours = tuple[int, int]
"""Seconds after 00:00 of the shift's day."""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer with what his shifts are made from; times in seconds after 00:00 of a day."""

    officer: Officer
    row: Row
    pause_seconds: int = 0
    pause_window: Hours | None = None
    max_visits: int | None = None
    max_busy_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One dated exception: a day off or a day of work, for one officer or (None) for all.

    ``gap`` is that of a split shift, which lasts from the first hour to the last: it is its break.
    """

    on: date
    works: bool
    row: Row
    officer: str | None = None
    hours: Hours | None = None
    partner: str | None = None
    gap: Hours | None = None


def read_officers(table: Table) -> tuple[list[OfficerRow], list[Finding]]:
    """Every officer of the table, and what is wrong with it."""
    cells = Cells(table)
    cells.unique_ids()
    return [_officer(cells, row) for row in table.rows], cells.findings


def _officer(cells: Cells, row: Row) -> OfficerRow:
    if not row["hours"]:
        cells.missing(
            row,
            "hours",
            "hours-missing",
            phrase("no hours given"),
            phrase("write 'Mo-Fr 08:00-16:00'"),
        )
    refused = _refused(row["hours"])
    for problem in refused:
        cells.find(row, "hours", problem.code, problem.message, problem.fix)
    if not row["mode"]:
        cells.missing(
            row, "mode", "word-unknown", phrase("no mode given"), phrase("write foot, bike or car")
        )
    minutes = cells.number(row, "break_minutes", low=1, high=MOST_BREAK_MINUTES)
    window = cells.clock_range(row, "break_window")
    if bool(row["break_minutes"]) != bool(row["break_window"]):
        empty = "break_window" if row["break_minutes"] else "break_minutes"
        message = phrase("a break needs minutes and a window")
        fix = phrase("fill in both cells, or neither")
        cells.find(row, empty, "break-incomplete", message, fix)
    busy = cells.number(row, "max_busy_minutes", low=1, high=1440)
    share = cells.number(row, "share", low=LEAST_SHARE, high=1)
    officer = Officer(
        id=row["id"],
        name=row["name"],
        mode=cells.choice(row, "mode", Mode, Mode.FOOT),
        skills=cells.words(row, "skills"),
        hours="" if refused else row["hours"],
        share=1.0 if share is None else share,
        telephone=_telephone(cells, row),
    )
    return OfficerRow(
        officer,
        row,
        pause_seconds=round(60 * (minutes or 0)) if window else 0,
        pause_window=window if minutes else None,
        max_visits=cells.whole(row, "max_visits", low=1, high=MOST_STOPS),
        max_busy_seconds=None if busy is None else round(60 * busy),
    )


def _telephone(cells: Cells, row: Row) -> str:
    """A number that somebody can call; empty where there is none, or it cannot be called."""
    text = " ".join(row["telephone"].split())
    digits = sum(map(str.isdecimal, text))
    if not text:
        return ""
    if _CUT_SHORT.fullmatch(text):
        message = phrase("a spreadsheet has turned this telephone number into an amount")
        fix = phrase("format the column as text and type the number again")
    elif len(text) > MOST_SIGNS:
        message = phrase("the text has {characters} characters", characters=len(text))
        fix = phrase("shorten it to {most}", most=MOST_SIGNS)
    elif digits < LEAST_DIGITS:
        message = phrase("not a telephone number")
        fix = phrase("write a number to call, such as 09 1234567, or nothing")
    else:
        return text
    cells.find(row, "telephone", "telephone-malformed", message, fix)
    return ""


def _refused(hours: str) -> list[AvailabilityLint]:
    """What is wrong with an officer's hours; unlike a household's they may cross midnight."""
    return [problem for problem in lint(hours) if problem.code != MIDNIGHT] if hours else []


def read_calendar(
    table: Table, officers: frozenset[str] | None
) -> tuple[list[CalendarRow], list[Finding]]:
    """Every exception of the calendar, and what is wrong with it.

    Parameters
    ----------
    officers
        Known ids; None when they could not be read, so that nobody is called unknown.
    """
    cells = Cells(table)
    exceptions = [
        exception for row in table.rows if (exception := _exception(cells, row, officers))
    ]
    _once_a_date(cells, exceptions)
    return exceptions, cells.findings


def _exception(cells: Cells, row: Row, officers: frozenset[str] | None) -> CalendarRow | None:
    on = cells.date(row, "date")
    if not row["date"]:
        cells.missing(
            row,
            "date",
            "date-malformed",
            phrase("no date given"),
            phrase("write it like 2026-11-24"),
        )
    day = plain(row["day"])
    if day not in ("off", "work"):
        cells.missing(
            row, "day", "word-unknown", phrase("neither off nor work"), phrase("write off or work")
        )
    for column in ("officer", "partner"):
        if row[column] and officers is not None and row[column] not in officers:
            hint = nearest(row[column], officers)
            cells.find(row, column, "officer-unknown", phrase("unknown officer"), hint)
    if row["partner"] and row["partner"] == row["officer"]:
        cells.find(
            row,
            "partner",
            "crew-of-one",
            phrase("a crew is two officers"),
            phrase("name a different officer"),
        )
    if row["partner"] and not row["officer"]:
        cells.find(
            row, "partner", "crew-of-one", phrase("a crew is two officers"), phrase("name both")
        )
    stretches = cells.clock_ranges(row, "hours")
    hours = (stretches[0][0], stretches[-1][1]) if stretches else None
    gap = (stretches[0][1], stretches[1][0]) if len(stretches) > 1 else None
    for column in ("hours", "partner"):
        if day == "off" and row[column]:
            message = phrase("a day off cannot have {column}", column=column)
            cells.find(
                row, column, "off-with-work", message, phrase("clear this cell, or write work")
            )
    officer, partner = row["officer"] or None, row["partner"] or None
    return CalendarRow(on, day == "work", row, officer, hours, partner, gap) if on else None


def _once_a_date(cells: Cells, exceptions: list[CalendarRow]) -> None:
    """On one date nobody stands in two rows, as an officer or as a partner."""
    first: dict[tuple[date, str | None], int] = {}
    for exception in exceptions:
        row = exception.row
        people = {exception.officer: "officer"}
        if exception.partner:
            people.setdefault(exception.partner, "partner")
        for officer, column in people.items():
            if (other := first.setdefault((exception.on, officer), row.number)) != row.number:
                who = officer or phrase("everybody")
                message = phrase(
                    "row {other} already says what {who} does on {on}",
                    other=other,
                    who=who,
                    on=exception.on,
                )
                cells.find(
                    row, column, "calendar-twice", message, phrase("keep one of the two rows")
                )
