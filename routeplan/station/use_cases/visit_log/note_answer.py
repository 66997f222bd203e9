"""What a household answers to a card: hours that suit, or a time that is agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from routeplan.errors import InputError, UsageError
from routeplan.phrases import phrase
from routeplan.station.use_cases.record_round import RecordedResults, write_entries

if TYPE_CHECKING:
    from routeplan.formats.results.result_fields import ResultContext
    from routeplan.model.inputs import Inputs
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.log_records import Entry, Round

PLACEHOLDER = "o"
"""A result for the row that is read: the one that was recorded stays."""


@dataclass(frozen=True)
class CardNumber:
    """What stands on a card: the day of the call, the sheet's code, and the stop on it."""

    day: date
    sheet: str
    stop: str


def answering(
    inputs: Inputs, day: date | None, card: Sequence[str], household: str | None
) -> CardNumber | str:
    """The number of a card, of its day, sheet and stop, or the id of a household.

    Raises
    ------
    UsageError
        When both are given, or neither, or there is no such household.
    """
    from routeplan.station.people_by_name import household_named

    if household is not None and day is None and not card:
        return household_named(inputs, household)
    if household is not None or day is None or len(card) != 2:
        raise UsageError(
            phrase("give the card's number (date, sheet and stop), or --household and no number")
        )
    sheet, stop = card
    return CardNumber(day, sheet, stop)


def note_answer(
    workspace: Workspace,
    reading: ResultContext,
    of: CardNumber | str,
    said: Mapping[str, str | None],
    *,
    command: str = "answer",
) -> RecordedResults:
    """Add an answer to the call it is about; all else that was recorded of that call stays.

    Parameters
    ----------
    of
        The number of the card, or the id of a household whose last call at home it is.
    said
        The fields ``hours``, ``promise`` and, with a promise, ``promise_officer``, as ``record``
        takes them; an officer by name, too.

    Raises
    ------
    InputError
        With everything that is wrong with the number, the hours or the time.
    UsageError
        When nothing is answered, or no such call is recorded.
    StoreBusyError, StoreError
        When the log cannot be read or written; nothing was.
    """
    from routeplan.formats.results.entries import read_results
    from routeplan.formats.results.typed_results import typed_results

    if not (said.get("hours") or said.get("promise")):
        raise UsageError(phrase("nothing is answered; give --hours, or --time"))
    if said.get("promise_officer") and not said.get("promise"):
        raise UsageError(phrase("--officer goes with --time only"))
    recorded = _last_call(workspace, of) if isinstance(of, str) else None
    if recorded is not None:
        stop, common = "", {"date": str(recorded.day), "household": recorded.household}
    else:
        assert isinstance(of, CardNumber)
        stop, common = of.stop, {"date": str(of.day), "sheet": of.sheet}
    fields = [
        f"{stop} {field} {_as_named(workspace.inputs, field, text)}".strip()
        for field, text in said.items()
        if text
    ]
    read = read_results(typed_results(f"{stop}{PLACEHOLDER}", fields, common), reading)
    if any(finding.severity == "error" for finding in read.findings):
        raise InputError(read.findings)
    (answer,) = read.entries
    recorded = recorded or _recorded(workspace, answer, read.rounds[0])
    entry = replace(
        recorded,
        hours=answer.hours or recorded.hours,
        promise=answer.promise or recorded.promise,
    )
    what = phrase("an answer to a card")
    return write_entries(
        workspace, [entry], (), read.findings, correcting=True, command=command, what=what
    )


def _as_named(inputs: Inputs, field: str, text: str) -> str:
    """The id of an officer who is named; any other field as it is."""
    from routeplan.station.people_by_name import officer_named

    return officer_named(inputs, text, strict=False) if field == "promise_officer" else text


def _last_call(workspace: Workspace, household: str) -> Entry:
    """The last call at the household's door."""
    from routeplan.visitlog.log_records import Channel
    from routeplan.visitlog.reading import entries
    from routeplan.visitlog.store import reading

    calls: list[Entry] = []
    if workspace.visit_log.exists():
        with reading(workspace.visit_log) as log:
            calls = [
                call.entry
                for call in entries(log)
                if call.entry.household == household and call.entry.channel is Channel.HOME
            ]
    if not calls:
        raise UsageError(
            phrase(
                "no call on {household} is recorded; enter the hours or the appointment in the "
                "table of households",
                household=household,
            )
        )
    return max(calls, key=lambda entry: (entry.day, entry.called_at or 0))


def _recorded(workspace: Workspace, answer: Entry, of_round: Round) -> Entry:
    """What was recorded of the stop on the card."""
    from routeplan.visitlog.reading import entries
    from routeplan.visitlog.store import reading
    from routeplan.visitlog.writing import slot_of

    if workspace.visit_log.exists():
        with reading(workspace.visit_log) as log:
            for call in entries(log, answer.day, answer.day):
                if slot_of(call.entry) == slot_of(answer):
                    return call.entry
    raise UsageError(
        phrase(
            "nothing is recorded of stop {stop} on sheet {sheet} of {day}; record it first with "
            "'routeplan record'",
            stop=answer.stop,
            sheet=of_round.code,
            day=answer.day,
        )
    )
