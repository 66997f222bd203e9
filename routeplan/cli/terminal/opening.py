"""Opening a plan for a command: which one it is, and what has changed since, on stderr."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


def chosen_plan(folder: Path, plan_file: Path | None, *, on: date | None = None) -> Path:
    """The plan that is meant, named on stderr unless ``--quiet``; errors as ``find_plan``."""
    from routeplan.station.reading.open_plan import find_plan

    choice = find_plan(folder, plan_file, on=on)
    for path in choice.unreadable:
        name = visible(str(path))
        click.echo(say("warning: {path} cannot be read and is skipped", path=name), err=True)
    command = click.get_current_context(silent=True)
    if choice.title and not (command and command.params.get("quiet")):
        click.echo(say("Plan of {days}", days=said(choice.title)), err=True)
    return choice.path


def opened_plan(
    folder: Path, plan_file: Path | None, *, on: date | None = None
) -> tuple[Path, Plan, Workspace]:
    """Its file, the plan that is meant, and its tables; errors as ``find_plan`` and ``open_plan``.

    What else has changed in the tables is told on stderr.
    """
    from routeplan.station.reading.open_plan import open_plan

    opened = open_plan(folder, chosen_plan(folder, plan_file, on=on))
    tell_findings(opened.findings)
    return opened.path, opened.plan, opened.workspace
