"""``routeplan maps``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import (
    drawing_options,
    json_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import counted, phrase


@click.command("maps", cls=Command)
@workspace_argument
@drawing_options("Show only household ids and house numbers on all pages.")
@click.option(
    "--phone",
    is_flag=True,
    help="Make one self-contained, redacted page; needs --officer and --day.",
)
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    redact: bool,
    phone: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Draw a plan's overview (index.html) and a page per officer and day, next to the plan.

    Redacted pages go into the folder redacted/, phone pages into phone/. Pages left over from an
    older plan are removed. With --officer or --day only those pages are redrawn.

    \b
    Examples:
      routeplan maps station
      routeplan maps station --officer O4 --day 2026-11-30 --phone
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.station.people_by_name import officer_named
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.draw import draw_pages, draw_phone_page
    from routeplan.station.use_cases.note_handout import note_handout

    if phone and (officer is None or day is None):
        raise UsageError(phrase("--phone makes one page: give --officer and --day"))
    path, plan, workspace = opened_plan(folder, plan_file)
    officer = officer_named(workspace.inputs, officer) if officer else None
    routes = chosen_routes(plan, officer, day)
    if phone:
        drawn = draw_phone_page(path.parent, plan, workspace, routes[0].shift)
    else:
        shifts = None if officer is None and day is None else {route.shift for route in routes}
        drawn = draw_pages(path.parent, plan, workspace, shifts=shifts, redacted=redact)
    tell_findings(drawn.findings)
    written = drawn.files
    kind = "phone page" if phone else "redacted pages" if redact else "pages"
    noted = note_handout(
        workspace,
        plan,
        routes,
        kind,
        command=command_name(),
        files=written,
        everybody=not phone,
    )
    tell_findings(noted)
    if as_json:
        print_json({"files": [str(path) for path in written]})
    elif not quiet:
        pages = counted(len(written), "page")
        click.echo(say("{pages} written; open {path}", pages=pages, path=written[0]))
