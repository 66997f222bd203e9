"""``routeplan demo``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import quiet_option
from routeplan.cli.options.search import seconds_option
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import EXIT_PROMISE, UsageError
from routeplan.station.text import counted

FIRST_DAY = date(2026, 11, 30)
"""The week in which the invented residents have their appointments."""
CHECKOUT = Path(__file__).parents[3]
FILES = (
    "routeplan.toml",
    "data/households.csv",
    "data/officers.csv",
    "data/calendar.csv",
    "data/area.osm.pbf",
    "data/LICENSE",
)


@click.command("demo", short_help="Check, plan and draw the demonstration station.")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@seconds_option()
@quiet_option
def command(folder: Path | None, seconds: float | None, quiet: bool) -> None:
    """Plan a week for an invented station in Helsinki and draw its maps and sheets.

    Works on the checkout's own data/, or on a copy of it in DIR.

    \b
    Example:
      routeplan demo ~/routeplan-demo
    """
    from routeplan.cli.commands.plan import make_and_write
    from routeplan.cli.tables.plan import print_plan
    from routeplan.station.draw import draw_pages, draw_sheets
    from routeplan.station.open_plan import chosen_routes
    from routeplan.station.open_station import read_workspace
    from routeplan.station.plan_week import wanted_of

    if not (CHECKOUT / FILES[0]).is_file():
        raise UsageError("the demonstration's files come with a checkout of the repository only")
    root = CHECKOUT if folder is None else copied_demo(folder)
    workspace = read_workspace(root, today=FIRST_DAY, first_day=FIRST_DAY)
    inputs = workspace.inputs
    if not quiet:
        tell_findings(workspace.warnings)
    click.echo(
        f"Checked: {counted(len(inputs.households), 'household')}, "
        f"{counted(len(inputs.visits), 'visit')}, {counted(len(inputs.officers), 'officer')}, "
        f"{counted(len(inputs.shifts), 'shift')}."
    )
    wanted = wanted_of(workspace, seconds=seconds)
    plan = make_and_write(workspace, wanted, quiet=quiet)
    print_plan(plan, inputs, left_out=False)
    if not quiet:
        click.echo("Drawing the pages and sheets ...", err=True)
    routes = chosen_routes(plan, None, None)
    sheets = draw_sheets(workspace.maps / "sheets.pdf", plan, workspace, routes)
    pages = draw_pages(workspace.maps, plan, workspace)
    tell_findings([*sheets.findings, *pages.findings])
    click.echo("Open in a browser:")
    click.echo(f"  {pages.files[0]}  (the chief's overview; each officer's page is linked there)")
    click.echo("Print:")
    click.echo(f"  {sheets.files[0]}  (an A4 sheet for each officer and day)")
    if plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def copied_demo(folder: Path) -> Path:
    """A copy of the demonstration's files, in a new folder or in one that holds a copy already.

    What stands there is kept, also when it was changed.

    Raises
    ------
    UsageError
        When the folder holds something else.
    """
    from shutil import copyfile

    if folder.exists() and not _is_demo(folder) and any(folder.iterdir()):
        raise UsageError(f"{folder} holds other files: name a new folder")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            copyfile(CHECKOUT / name, folder / name)
    return folder


def _is_demo(folder: Path) -> bool:
    """Whether its settings say that the residents are invented."""
    import tomllib

    try:
        settings = tomllib.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    sheets = settings.get("sheets")
    return isinstance(sheets, dict) and sheets.get("demo") is True
