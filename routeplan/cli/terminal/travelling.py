"""Opening travel for a command, with a progress line on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.language import said, say

if TYPE_CHECKING:
    from routeplan.model.inputs import TravelTables
    from routeplan.station.reading.open_station import Workspace
    from routeplan.travel.source import Progress, TravelSource


@contextmanager
def travel(
    workspace: Workspace, *, kind: str | None = None, quiet: bool = False
) -> Iterator[tuple[TravelSource, TravelTables]]:
    """As :func:`routeplan.station.reading.open_travel.travel`; how far it is stands on stderr."""
    from routeplan.station.reading import open_travel

    with open_travel.travel(
        workspace, kind=kind, progress=lambda source: progress_of(source, quiet=quiet)
    ) as opened:
        yield opened


@contextmanager
def travel_for_plan(
    workspace: Workspace, *, kind: str | None = None, quiet: bool = False
) -> Iterator[tuple[TravelSource, TravelTables | None]]:
    """As :func:`routeplan.station.reading.open_travel.travel_for_plan`, likewise."""
    from routeplan.station.reading import open_travel

    with open_travel.travel_for_plan(
        workspace, kind=kind, progress=lambda source: progress_of(source, quiet=quiet)
    ) as opened:
        yield opened


def progress_of(source: TravelSource, *, quiet: bool) -> Progress | None:
    """A progress line on a terminal, for sources that take a while."""
    return None if quiet or source.estimate or not sys.stderr.isatty() else _progress


def _progress(done: int, total: int, what: str) -> None:
    """A line that is rewritten and stays when it is full."""
    how_far = f"{done}/{total}" if done else say("preparing the streets ...")
    click.echo(f"\r{said(what)}: {how_far}\033[K", err=True, nl=done >= total)
