"""``routeplan sheets``."""

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
from routeplan.cli.terminal.travelling import travel
from routeplan.cli.terminal.written_files import command_name
from routeplan.phrases import counted


@click.command("sheets", cls=Command)
@workspace_argument
@drawing_options("Show only household ids and house numbers.")
@click.option(
    "--reasons",
    is_flag=True,
    help="Add a reverse side that explains why each stop is made when it is.",
)
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    redact: bool,
    reasons: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Print A4 sheets, one for each officer and day, to sheets.pdf beside the plan.

    With --officer or --day only those are printed, to a file named after them. With --reasons each
    sheet is followed by a page that says why each stop is made by this officer on this day; print
    double-sided to have it on the back.

    \b
    Examples:
      routeplan sheets station --officer O4 --day 2026-12-04
      routeplan sheets station --reasons
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.render.pages.file_names import sheets_name
    from routeplan.station.people_by_name import officer_named
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.reading.open_travel import travel_kind
    from routeplan.station.use_cases.draw import draw_sheets, stop_reasons_of
    from routeplan.station.use_cases.note_handout import note_handout

    path, plan, workspace = opened_plan(folder, plan_file)
    officer = officer_named(workspace.inputs, officer) if officer else None
    routes = chosen_routes(plan, officer, day)
    name = sheets_name(officer, day, redacted=redact)
    why = None
    if reasons:
        with travel(workspace, kind=travel_kind(plan), quiet=quiet or as_json) as (_, tables):
            pass
        why = stop_reasons_of(plan, workspace, tables)
    drawn = draw_sheets(path.parent / name, plan, workspace, routes, redacted=redact, reasons=why)
    tell_findings(drawn.findings)
    made = drawn.files[0]
    kind = "redacted sheets" if redact else "sheets"
    noted = note_handout(workspace, plan, routes, kind, command=command_name(), files=[made])
    tell_findings(noted)
    if as_json:
        print_json({"file": str(made), "sheets": len(routes)})
    else:
        click.echo(say("{sheets} in {path}", sheets=counted(len(routes), "sheet"), path=made))
