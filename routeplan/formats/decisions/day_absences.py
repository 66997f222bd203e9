"""Who is ill, away or back, as ``routeplan replan`` is told it: over one day or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from routeplan.model.changes import Absence, Return
from routeplan.model.inputs import Shift
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.formats.decisions.typed_changes import ChangeReader


def absences(reader: ChangeReader, now: int) -> Iterator[Absence]:
    """Who is ill is away from now to the end of the last shift up to ``--until``.

    Who is called away is so at the same hours on each of these days. Without ``--until`` it is that
    one day.
    """
    _check_span(reader)
    for officer in reader.typed.ill:
        shifts = _shifts(reader, "--ill", officer)
        begin, end = (
            min((s.begin for s in shifts), default=0),
            max((s.end for s in shifts), default=0),
        )
        if now < end:
            yield Absence(officer, max(begin, now), end, ill=True)
    for officer, hours in reader.typed.away:
        days = sorted({shift.day for shift in _shifts(reader, "--away", officer)})
        for day in days or [reader.day]:
            on = reader.inputs.calendar.date_of(day)
            times = replace(reader, typed=replace(reader.typed, day=on)).away(officer, hours)
            if times is None:
                break  # told once
            if days and (len(days) == 1 or now < times[1]):
                yield Absence(officer, max(times[0], now), max(times[1], now + 1))


def last_day(reader: ChangeReader) -> int:
    """The last day of the span, no later than the plan's own."""
    until = reader.typed.until or reader.typed.day
    return min((until - reader.inputs.calendar.first_day).days, reader.inputs.calendar.days - 1)


def returns(reader: ChangeReader, now: int) -> Iterator[Return]:
    """Who is back earlier than was said."""
    for officer in reader.typed.back:
        if not reader.known_officer("--back", officer):
            continue
        if officer in reader.typed.ill or officer in {who for who, _ in reader.typed.away}:
            message = phrase("an officer cannot be both back and away in one command")
            reader.find(
                "change-not-away", "--back", officer, message, phrase("give one of the two")
            )
        elif not any(a.officer == officer and now < a.end for a in reader.earlier.absences):
            message = phrase(
                "in no replan of this plan is the officer away from {day} on", day=reader.typed.day
            )
            fix = phrase("correct the officer, or --day and --now")
            reader.find("change-not-away", "--back", officer, message, fix)
        else:
            yield Return(officer, now)


def _check_span(reader: ChangeReader) -> None:
    until = reader.typed.until
    if until is None:
        return
    fix = phrase("give --until together with --ill or --away, and not before --day")
    if not (reader.typed.ill or reader.typed.away):
        reader.find("change-until", "--until", str(until), phrase("nobody is ill or away"), fix)
    elif until < reader.typed.day:
        message = phrase("earlier than {day}", day=reader.typed.day)
        reader.find("change-until", "--until", str(until), message, fix)


def _shifts(reader: ChangeReader, option: str, officer: str) -> list[Shift]:
    """The officer's shifts on the days of the span; of an unknown one none."""
    if not reader.known_officer(option, officer):
        return []
    days = range(reader.day, last_day(reader) + 1)
    shifts = [s for s in reader.inputs.shifts if s.day in days and officer in s.officers]
    if not shifts and days:
        on = phrase("on {day}", day=reader.typed.day)
        if len(days) > 1:
            on = phrase(
                "from {day} to {last}",
                day=reader.typed.day,
                last=reader.inputs.calendar.date_of(days[-1]),
            )
        message = phrase("the officer has no shift {on}", on=on)
        fix = phrase("correct the officer or --day, or give --until for more days")
        reader.find("change-no-shift", option, officer, message, fix)
    return shifts
