"""``routeplan demo``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from routeplan.cli.options.common import quiet_option
from routeplan.cli.options.search_budget import seconds_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.cli.terminal.travelling import travel_for_plan
from routeplan.errors import EXIT_PROMISE
from routeplan.phrases import counted


@click.command("demo", cls=Command)
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@seconds_option()
@quiet_option
def command(folder: Path | None, seconds: float | None, quiet: bool) -> None:
    """Plan a week for an invented station in Helsinki and draw its maps and sheets.

    Works in DIR. Without DIR it uses data/ in a checkout, and ./routeplan-demo anywhere else.

    \b
    Example:
      routeplan demo ~/routeplan-demo
    """
    from routeplan.cli.commands.plan import make_and_write
    from routeplan.cli.tables.plan import print_plan
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.demo import FIRST_DAY, demo_folder
    from routeplan.station.use_cases.draw import draw_pages, draw_sheets
    from routeplan.station.use_cases.plan_week import wanted_of

    root = demo_folder(folder)
    workspace = read_workspace(root, today=FIRST_DAY, first_day=FIRST_DAY)
    inputs = workspace.inputs
    if not quiet:
        tell_findings(workspace.warnings)
    click.echo(
        say(
            "Checked: {households}, {visits}, {officers}, {shifts}.",
            households=counted(len(inputs.households), "household"),
            visits=counted(len(inputs.visits), "visit"),
            officers=counted(len(inputs.officers), "officer"),
            shifts=counted(len(inputs.shifts), "shift"),
        )
    )
    wanted = wanted_of(workspace, seconds=seconds)
    with travel_for_plan(workspace, quiet=quiet) as ways:
        plan = make_and_write(workspace, wanted, ways, quiet=quiet)
    print_plan(plan, inputs, left_out=False)
    if not quiet:
        click.echo(say("Drawing the pages and sheets ..."), err=True)
    routes = chosen_routes(plan, None, None)
    sheets = draw_sheets(workspace.maps / "sheets.pdf", plan, workspace, routes)
    pages = draw_pages(workspace.maps, plan, workspace)
    tell_findings([*sheets.findings, *pages.findings])
    linked = say("(the chief's overview; each officer's page is linked there)")
    click.echo(say("Open in a browser:"))
    click.echo(f"  {pages.files[0]}  {linked}")
    click.echo(say("Print:"))
    click.echo(f"  {sheets.files[0]}  {say('(an A4 sheet for each officer and day)')}")
    if plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)
