"""From a number back to the log: every entry it was counted from, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from sqlite3 import Connection

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.report.report_numbers import Number, Report
from routeplan.visitlog.log_records import Recorded
from routeplan.visitlog.reading import load


@dataclass(frozen=True, slots=True)
class ReplacedEntry:
    """An entry in whose place another one stands."""

    entry: int
    result: str
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A line of a trace: where on which sheet, and when.

    Parameters
    ----------
    counted
        Lines with the same number were counted as one.
    entry
        Number of the entry in the log; None for what is no entry.
    sheet, stop
        The round's id and the number or letter on it; empty where the call was on no sheet.
    at_seconds
        After 00:00 of ``day``, as told, else as planned.
    before
        The entries that this one has corrected, the newest first.
    """

    counted: int
    entry: int | None
    day: date
    sheet: str
    stop: str
    at_seconds: int | None
    what: str
    recorded_at: str = ""
    recorded_by: str = ""
    before: tuple[ReplacedEntry, ...] = ()


def named(report: Report, name: str) -> Number:
    """The number of that name.

    Raises
    ------
    UsageError
        When the report has none, with the nearest names.
    """
    if name in report.numbers:
        return report.numbers[name]
    near = get_close_matches(name, report.numbers, 3, 0.5)
    hint = (
        phrase("did you mean {names}?", names=", ".join(near))
        if near
        else phrase("routeplan report --json lists them all")
    )
    raise UsageError(phrase("the report has no number {name}; {hint}", name=name, hint=hint))


def trace(log: Connection, number: Number) -> list[TraceRow]:
    """The entries of a number in the order in which they were counted, then what else counted."""
    numbers = [entry_number for group in number.entries for entry_number in group]
    by_number = dict(zip(numbers, load(log, numbers), strict=True))
    before = _corrected(log, by_number.values())
    rows = [
        _row(counted, by_number[entry_number], before)
        for counted, group in enumerate(number.entries, start=1)
        for entry_number in group
    ]
    marks = enumerate(number.marks, start=len(number.entries) + 1)
    return rows + [TraceRow(counted, None, *mark) for counted, mark in marks]


def _row(counted: int, recorded: Recorded, before: Mapping[int, Recorded]) -> TraceRow:
    entry = recorded.entry
    return TraceRow(
        *(counted, recorded.number, entry.day, entry.round, entry.stop, entry.called_at),
        *(
            entry.result.value,
            recorded.recorded_at,
            recorded.recorded_by,
            _history(recorded, before),
        ),
    )


def _history(recorded: Recorded, before: Mapping[int, Recorded]) -> tuple[ReplacedEntry, ...]:
    earlier = []
    while recorded.corrects is not None:
        recorded = before[recorded.corrects]
        plain = (
            recorded.number,
            recorded.entry.result.value,
            recorded.recorded_at,
            recorded.recorded_by,
        )
        earlier.append(ReplacedEntry(*plain))
    return tuple(earlier)


def _corrected(log: Connection, entries: Iterable[Recorded]) -> dict[int, Recorded]:
    """Every entry that these have corrected, however long ago."""
    known: dict[int, Recorded] = {}
    wanted = {call.corrects for call in entries if call.corrects is not None}
    while wanted:
        older = load(log, sorted(wanted))
        known |= {call.number: call for call in older}
        wanted = {call.corrects for call in older if call.corrects is not None}
    return known
