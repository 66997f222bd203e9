"""Recording the results of rounds in the visit log, whichever way they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from routeplan.errors import InputError
from routeplan.phrases import Phrase, counted, phrase
from routeplan.station.clock import at_present, clerk, now, today

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.formats.results.result_fields import ResultContext
    from routeplan.formats.tables.rows import Table
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.reading.round_book import RoundBook
    from routeplan.visitlog.log_records import Entry, Round
    from routeplan.visitlog.writing import Added


@dataclass(frozen=True)
class RecordedResults:
    """What is safely in the visit log.

    Parameters
    ----------
    added
        Entries that are new, and those that were there.
    rounds, stops
        The rounds they are of, and of each by its id the stops that have a result.
    findings
        Oddities of what was read.
    promises
        What speaks against times that were promised at the door.
    """

    added: Added
    rounds: Sequence[Round]
    stops: dict[str, set[str]]
    findings: tuple[Finding, ...]
    promises: tuple[Finding, ...]


def reading_of(workspace: Workspace, book: RoundBook) -> ResultContext:
    """How results are understood: by the station's tables, its rounds and its open matters."""
    from routeplan.followup.knowledge import matter_owners, open_matters
    from routeplan.formats.results.result_fields import ResultContext

    log = workspace.visit_log
    return ResultContext(
        workspace.inputs,
        workspace.settings,
        today(),
        book.find,
        matter_owners(log),
        open_matters=cache(partial(open_matters, log)),
        nights=cache(workspace.roster.nights_around),
        now=at_present()[1] or None,  # unknown on a day that is set for a rehearsal
    )


def record_table(
    workspace: Workspace,
    table: Table,
    reading: ResultContext,
    *,
    correcting: bool = False,
    command: str = "record",
) -> RecordedResults:
    """Record every row of a table, or none where one cannot be.

    Parameters
    ----------
    correcting
        Results that differ from those recorded take their place.

    Raises
    ------
    InputError
        With everything that is wrong with the rows, or when the log says otherwise of some calls.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    from routeplan.formats.results.entries import read_results

    read = read_results(table, reading)
    if any(finding.severity == "error" for finding in read.findings):
        raise InputError(read.findings)
    return write_entries(
        workspace, read.entries, read.rounds, read.findings, correcting=correcting, command=command
    )


def write_entries(
    workspace: Workspace,
    entries: Sequence[Entry],
    rounds: Sequence[Round],
    findings: Sequence[Finding] = (),
    *,
    correcting: bool,
    command: str,
    what: Phrase | None = None,
) -> RecordedResults:
    """Write entries that were read and found right into the visit log, so that it can be undone.

    Parameters
    ----------
    findings
        Oddities of what was read.
    what
        What the list of writes calls it, instead of the results and their days.

    Raises
    ------
    InputError, StoreBusyError, StoreError
        As :func:`record_table`.
    """
    from routeplan.followup.recording import record_results, recorded_stops
    from routeplan.station.reading.promise_warnings import recorded_promises
    from routeplan.station.use_cases.undo.note_write import noted_write

    log = workspace.visit_log
    days = sorted({str(entry.day) for entry in entries})
    span = " - ".join(dict.fromkeys(days[:1] + days[-1:]))
    with noted_write(workspace.root, phrase("results"), command=command) as noting:
        added = record_results(log, entries, rounds, at=now(), by=clerk(), correcting=correcting)
        noting.entries += [call.number for call in added.new]
        results = counted(len(added.new), "result")
        noting.what = what or phrase("{results} of {days}", results=results, days=span)
    return RecordedResults(
        added,
        rounds,
        recorded_stops(log, rounds),
        (*findings, *noting.findings),
        tuple(recorded_promises(workspace, added.new, at_present())),
    )
