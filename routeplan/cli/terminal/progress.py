"""The search's progress on stderr: best so far, visits in, seconds left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from shutil import get_terminal_size
from types import TracebackType

import click

from routeplan.cli.terminal.language import say
from routeplan.phrases import Phrase, counted, phrase
from routeplan.problem.solution import SearchState

SECONDS_BETWEEN_LINES = 10
"""Where stderr is no terminal, a line now and then."""


class ProgressLine:
    """One line, rewritten on a terminal.

    Parameters
    ----------
    seconds
        The whole budget: a plan is searched for in several rounds, each with a part of it. None
        under an iteration budget.
    clock
        Seconds that never go back.
    tell
        What to say of a state, as a phrase; by default :func:`describe`.
    """

    def __init__(
        self,
        *,
        seconds: float | None = None,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[SearchState], str] | None = None,
    ) -> None:
        self._seconds = seconds
        self._quiet = quiet
        self._clock = clock
        self._tell = tell or describe
        self._live = sys.stderr.isatty()
        self._told_compiling = False
        self._began: float | None = None
        self._last = clock()
        self._round, self._share = 1, 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live and self._began is not None:
            click.echo(err=True)

    def __call__(self, state: SearchState) -> None:
        """Show a state of the search."""
        if self._quiet:
            return
        now = self._clock()
        if state.phase == "compile":
            if not self._told_compiling:
                click.echo(say("Compiling the search (once, about a minute) ..."), err=True)
            self._told_compiling = True
            return
        self._began = now if self._began is None else self._began
        self._round += state.share < self._share
        self._share = state.share
        left = self._left(now - self._began)
        line = say("{state}, {left}", state=self._tell(state), left=left)
        if self._live:
            line = _cut(line, get_terminal_size().columns - 1)
            click.echo(f"\r{line}\033[K", err=True, nl=False)
        elif now - self._last > SECONDS_BETWEEN_LINES:
            self._last = now
            click.echo(line, err=True)

    def _left(self, passed: float) -> Phrase:
        if self._seconds is None:
            percent = 100 * self._share
            return phrase(
                "round {number}: {percent:.0f} % done", number=self._round, percent=percent
            )
        return phrase("{seconds:.0f} s left", seconds=max(0.0, self._seconds - passed))


def _cut(line: str, columns: int) -> str:
    """What of a line the terminal has room for: a Chinese sign takes two columns."""
    if line.isascii():
        return line[:columns]
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(line, columns) if cell_len(line) > columns else line


def describe(state: SearchState) -> Phrase:
    """``searching: 372 visits in, cost 18,934 min``."""
    visits, cost = counted(state.visits_in, "visit"), state.cost // 60
    if state.missed:
        missed = counted(state.missed, "promise")
        return phrase(
            "searching: {missed} missed, {visits} in, cost {cost:,} min",
            missed=missed,
            visits=visits,
            cost=cost,
        )
    return phrase("searching: {visits} in, cost {cost:,} min", visits=visits, cost=cost)
