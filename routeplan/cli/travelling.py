"""Opening the travel source that the settings ask for, with a progress line."""

from __future__ import annotations

import sys

import click

from routeplan.formats.workspace import Workspace
from routeplan.model import TravelTables
from routeplan.travel import open_source
from routeplan.travel.source import TravelSource


def travel_tables(
    workspace: Workspace, *, kind: str | None = None, quiet: bool = False
) -> tuple[TravelSource, TravelTables]:
    """The source and its tables over the workspace's places."""
    settings = workspace.settings.travel
    source = open_source(
        kind or settings.source,
        area=workspace.area,
        cache=workspace.cache,
        servers=settings.servers,
        snap_warn_metres=settings.snap_warn_metres,
        snap_refuse_metres=settings.snap_refuse_metres,
        walking_metres_per_second=settings.walking_metres_per_second,
    )
    tables = source.tables(
        workspace.inputs.places, workspace.inputs.modes, None if quiet else _progress
    )
    return source, tables


def _progress(done: int, total: int, what: str) -> None:
    """A line that stays on a terminal, and nothing elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r{what}: {done}/{total} places ", err=True, nl=done >= total)
