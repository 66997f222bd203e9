"""Noting what was handed out: the rounds, so that results find them, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from routeplan.cli.shared import clerk, counted, now, visible
from routeplan.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from routeplan.formats.workspace import Workspace
    from routeplan.plan import Plan, Route


def note_handout(workspace: Workspace, plan: Plan, routes: Sequence[Route], what: str) -> None:
    """Keep these rounds in the visit log, and that they were printed or drawn.

    What is handed out already is not taken back where the log cannot be written: that is told.
    """
    from routeplan.visitlog.recording import record_handout
    from routeplan.visitlog.records import Handout
    from routeplan.visitlog.rounds import rounds_of

    shifts = {route.shift for route in routes}
    rounds = [each for each in rounds_of(plan, workspace.inputs.calendar) if each.shift in shifts]
    detail = f"{plan.first_day}: {counted(len(rounds), 'round')}"
    try:
        record_handout(workspace.visit_log, rounds, Handout(now(), clerk(), what, detail))
    except (StoreBusyError, StoreError) as error:
        click.echo(f"warning: not noted in the visit log: {visible(str(error))}", err=True)
