"""The search's progress on stderr: best so far, visits in, seconds left."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

from routeplan.solution import SearchState

SECONDS_BETWEEN_LINES = 10
"""Where stderr is no terminal, a line now and then."""


class ProgressLine:
    """One line, rewritten on a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._told_compiling = False
        self._last = time.monotonic()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live and not self._quiet:
            click.echo(err=True)

    def __call__(self, state: SearchState) -> None:
        """Show a state of the search."""
        if self._quiet:
            return
        if state.phase == "compile":
            if not self._told_compiling:
                click.echo("Compiling the search (once, about a minute) ...", err=True)
            self._told_compiling = True
        elif self._live:
            click.echo(f"\r{describe(state)}\033[K", err=True, nl=False)
        elif time.monotonic() - self._last > SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            click.echo(describe(state), err=True)


def describe(state: SearchState) -> str:
    """``searching: 372 visits in, cost 18,934 min, 12 s left``."""
    promise = f", {state.missed} promises missed" if state.missed else ""
    left = f"{state.seconds_left:.0f} s left" if state.seconds_left is not None else ""
    share = left or f"{100 * state.share:.0f} % done"
    return (
        f"searching: {state.visits_in} visits in, cost {state.cost // 60:,} min{promise}, {share}"
    )
