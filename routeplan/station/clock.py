"""Today, now, and who types; ``ROUTEPLAN_TODAY`` sets the day for tests and rehearsals."""

from __future__ import annotations

import os
import re
from datetime import date, datetime

from routeplan.errors import UsageError
from routeplan.phrases import phrase


def plan_date(text: str) -> date:
    """The date of a text.

    Raises
    ------
    ValueError
        When it is none, or too far off for clocks and calendars to be known.
    """
    from routeplan.model.inputs import PLAN_YEARS

    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        written = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
        day_of_month, month, year = written.groups() if written else ("30", "11", "2026")
        example = f"{year}-{month:>02}-{day_of_month:>02}"
        raise ValueError(
            phrase("{text!r} is not a date; write it like {example}", text=text, example=example)
        ) from error
    if day.year not in PLAN_YEARS:
        years = phrase("{first} to {last}", first=PLAN_YEARS.start, last=PLAN_YEARS.stop - 1)
        raise ValueError(
            phrase(
                "{text!r} is out of range: plans can be made for the years {years}",
                text=text,
                years=years,
            )
        )
    return day


def today() -> date:
    """The local date; ``ROUTEPLAN_TODAY`` sets it for tests and rehearsals.

    Raises
    ------
    UsageError
        When ``ROUTEPLAN_TODAY`` is no date.
    """
    fixed = os.environ.get("ROUTEPLAN_TODAY")
    if not fixed:
        return datetime.now().astimezone().date()
    try:
        return plan_date(fixed)
    except ValueError as error:
        raise UsageError(phrase("ROUTEPLAN_TODAY: {error}", error=error.args[0])) from error


def at_present() -> tuple[date, int]:
    """The local date, and the seconds since its 00:00: none on a day that ROUTEPLAN_TODAY sets."""
    clock = datetime.now().astimezone()
    is_set = bool(os.environ.get("ROUTEPLAN_TODAY"))
    return today(), 0 if is_set else 3600 * clock.hour + 60 * clock.minute


def now() -> str:
    """The local date and time to the second, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def clerk() -> str:
    """Who types: the name that the computer knows him by, whatever his environment says."""
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:  # this user has no name here
        return str(os.getuid())
