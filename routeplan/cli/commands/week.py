"""``routeplan week``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.commands.plan import asked_for, make_and_write
from routeplan.cli.options.common import json_option, quiet_option, workspace_argument
from routeplan.cli.options.search_budget import planning_options
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import INTERRUPTED, print_json, tell_findings
from routeplan.cli.terminal.travelling import travel_for_plan
from routeplan.cli.terminal.written_files import command_name, tell_plan_written
from routeplan.errors import EXIT_PROMISE

if TYPE_CHECKING:
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.use_cases.plan_in_use.draw_week import DrawnWeek


@click.command("week", cls=Command)
@workspace_argument
@planning_options
@click.option(
    "--redact", is_flag=True, help="Show only household ids and house numbers on pages and sheets."
)
@json_option
@quiet_option
def command(
    folder: Path,
    first_day: date | None,
    days: int | None,
    no_learning: bool,
    kind: str | None,
    redact: bool,
    as_json: bool,
    quiet: bool,
    **search: Any,
) -> None:
    """Plan the visits of the coming days, print the officers' sheets and draw the maps.

    This is 'routeplan plan', 'sheets' and 'maps' in one. Everything goes into maps/<first day>/.
    Exits with status 6 if a promise cannot be kept; plan, sheets and maps are still written.
    'routeplan undo' takes the plan back.

    \b
    Example:
      routeplan week station --first-day mon
    """
    from routeplan.station.use_cases.plan_in_use.draw_week import draw_week

    workspace, wanted = asked_for(
        folder, first_day, days, no_learning=no_learning, quiet=quiet, **search
    )
    with travel_for_plan(workspace, kind=kind, quiet=quiet) as ways:
        plan = make_and_write(workspace, wanted, ways, quiet=quiet)
    if not quiet:
        click.echo(say("Drawing the pages and sheets ..."), err=True)
    drawn = draw_week(workspace.maps, plan, workspace, redacted=redact, command=command_name())
    tell_findings(drawn.findings)
    if as_json:
        _print_json(workspace, plan, drawn)
    else:
        _tell(workspace, plan, drawn)
    if plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def _print_json(workspace: Workspace, plan: Plan, drawn: DrawnWeek) -> None:
    if plan.search.interrupted:
        click.echo(said(INTERRUPTED), err=True)
    print_json(
        {
            "plan": str(workspace.maps / "plan.json"),
            "sheets": str(drawn.sheets) if drawn.sheets else None,
            "rounds": drawn.rounds,
            "pages": [str(path) for path in drawn.pages],
            "promises_missed": plan.totals.promises_missed,
            "visits": len(plan.visits_made),
            "left_out": len(plan.left_out),
        }
    )


def _tell(workspace: Workspace, plan: Plan, drawn: DrawnWeek) -> None:
    """The plan in short, what to open and what to print."""
    from routeplan.cli.tables.plan import print_plan

    print_plan(plan, workspace.inputs, left_out=False)
    tell_plan_written(workspace.maps / "plan.json")
    linked = say("(the chief's overview; each officer's page is linked there)")
    click.echo(say("Open in a browser:"))
    click.echo(f"  {drawn.pages[0]}  {linked}")
    if drawn.sheets is None:
        click.echo(say("There is no round to print: nobody is on shift, or no visit can be made."))
        return
    click.echo(say("Print:"))
    click.echo(f"  {drawn.sheets}  {say('(an A4 sheet for each officer and day)')}")
