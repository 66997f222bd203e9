"""A run over many stations in the terminal and as JSON."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import click

from routeplan.bureau.findings import in_words
from routeplan.bureau.ledger import OVER, STATES, LedgerLine, RunLine, StationState
from routeplan.bureau.station_requests import Command
from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, said, say, terminal_phrases
from routeplan.phrases import phrase
from routeplan.station.harmless_text import visible

FINDINGS_SHOWN = 3
SECONDS_BETWEEN_LINES = 10
SECONDS_WITHOUT_WORKER = 10
COLUMNS: Mapping[Command, Mapping[str, str]] = {
    "check": {"households": phrase("households"), "officers": phrase("officers")},
    "plan": {
        "visits": phrase("visits"),
        "left_out": phrase("left out"),
        "promises_missed": phrase("promises missed"),
    },
    "sheets": {"files": phrase("files")},
}
"""Figures of a station that are shown beside its state."""


class RunProgress:
    """How far the run is, on stderr: one line that changes, or a line now and then in a file."""

    def __init__(self, *, quiet: bool) -> None:
        """Nothing is shown where ``quiet``."""
        self._quiet, self._shown, self._waited = quiet, 0.0, time.monotonic()
        self._last = ""

    def __call__(self, counts: Mapping[StationState, int]) -> None:
        """Show the counts, where it is time to."""
        over = sum(counts.get(state, 0) for state in OVER)
        whole = sum(counts.values())
        every = 0.2 if sys.stderr.isatty() else SECONDS_BETWEEN_LINES
        self._waited = time.monotonic()
        if self._quiet or (time.monotonic() - self._shown < every and over < whole):
            return
        self._shown = time.monotonic()
        failed = counts.get(StationState.WRONG, 0) + counts.get(StationState.SET_ASIDE, 0)
        if failed:
            line = say(
                "{over} of {whole} stations, {count} failed", over=over, whole=whole, count=failed
            )
        else:
            line = say("{over} of {whole} stations", over=over, whole=whole)
        self._tell(line, last=over == whole)

    def no_worker(self) -> None:
        """Say so when there has been no worker for a while."""
        if not self._quiet and time.monotonic() - self._waited >= SECONDS_WITHOUT_WORKER:
            self._waited = time.monotonic()
            self._tell(say("waiting for a worker"), last=False)

    def _tell(self, line: str, *, last: bool) -> None:
        if line == self._last and not sys.stderr.isatty():
            return
        self._last = line
        if sys.stderr.isatty():
            click.echo(f"\r{line}\033[K", nl=last, err=True)
        else:
            click.echo(line, err=True)


def run_content(run: RunLine, lines: Sequence[LedgerLine]) -> dict[str, Any]:
    """A run for programs."""
    return {
        "run": run.number,
        "command": run.request.command,
        "began": run.began,
        "ended": run.ended,
        "counts": dict(Counter(line.state.value for line in lines)),
        "stations": [
            {
                "station": line.station,
                "state": line.state.value,
                "attempts": line.attempt,
                "status": line.status,
                "seconds": line.seconds,
                "figures": line.figures,
                "findings": list(map(str, line.findings)),
            }
            for line in lines
        ],
    }


def print_run(run: RunLine, lines: Sequence[LedgerLine], *, is_at_work: bool = False) -> None:
    """What came of each station: those that failed with the reason, and the sums.

    Parameters
    ----------
    is_at_work
        A coordinator is working on this bureau now.
    """
    out = console()
    figures = COLUMNS.get(run.request.command, {})
    heads = (say("station"), say("state"), *map(said, figures.values()), say("seconds"))
    made = table(say("Stations"), *heads, numbers=len(figures) + 1)
    # Of a command with a table of its own, only what is under way or failed is to be seen here.
    shown_below = not figures and bool(run.ended)
    for line in () if shown_below else lines:
        seconds = "" if line.seconds is None else figure(line.seconds, ",.1f")
        shown = (str(line.figures.get(name, "")) for name in figures)
        made.add_row(plain(visible(line.station)), _state(line.state), *map(plain, shown), seconds)
    if made.row_count:
        out.print(made)
    for line in lines:
        if line.state in (StationState.WRONG, StationState.SET_ASIDE):
            _print_failed(line)
    counts = Counter(line.state for line in lines)
    sums = ", ".join(f"{count} {_state(state)}" for state, count in counts.items())
    out.print(plain(f"{run.request.command}: {sums} · {_ending(run, is_at_work=is_at_work)}"))


def _print_failed(line: LedgerLine) -> None:
    out = console()
    out.print(plain(f"{visible(line.station)}:"))
    why = in_words(line.findings, terminal_phrases())
    for reason in why[:FINDINGS_SHOWN]:
        out.print(plain(f"  {visible(reason)}"))
    if len(why) > FINDINGS_SHOWN:
        more = len(why) - FINDINGS_SHOWN
        out.print(plain(say("  {count} more: routeplan check shows them", count=more)))


def _ending(run: RunLine, *, is_at_work: bool) -> str:
    if run.ended:
        return say("ended {at}", at=run.ended[:16].replace("T", " "))
    return say("under way") if is_at_work else say("not ended: go on with --resume")


def _state(state: StationState) -> str:
    return said(STATES[state])
