"""``routeplan sheets``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, plan_options, quiet_option, workspace_argument
from routeplan.cli.terminal.messages import print_json

if TYPE_CHECKING:
    from routeplan.model.plan import Plan, Route
    from routeplan.render.paper.reverse import Reasons
    from routeplan.station.open_station import Workspace


@click.command("sheets", short_help="Print the officers' sheets of a plan.")
@workspace_argument
@plan_options
@click.option("--redact", is_flag=True, help="Only household ids and house numbers.")
@click.option("--reasons", is_flag=True, help="On the reverse, why each stop is made then.")
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

    With --officer or --day only those, to a file named after them. With --reasons each sheet is
    followed by a page that says why each stop is made by this officer on this day: print on both
    sides of the paper, and it stands on the back.

    \b
    Examples:
      routeplan sheets station --officer O4 --day 2026-12-04
      routeplan sheets station --reasons
    """
    from routeplan.render.pages.file_names import sheets_name
    from routeplan.station.note_handout import note_handout
    from routeplan.station.open_plan import chosen_routes, opened_plan

    path, plan, workspace = opened_plan(folder, plan_file)
    routes = chosen_routes(plan, officer, day)
    name = sheets_name(officer, day, redacted=redact)
    why = reasons_of(plan, workspace, quiet=quiet or as_json) if reasons else None
    made = print_sheets(path.parent / name, plan, workspace, routes, redacted=redact, reasons=why)
    kind = "redacted sheets" if redact else "sheets"
    note_handout(workspace, plan, routes, kind, files=[made])
    if as_json:
        print_json({"file": str(made), "sheets": len(routes)})
    else:
        click.echo(f"{len(routes)} sheet{'s' * (len(routes) != 1)} in {made}")


def reasons_of(plan: Plan, workspace: Workspace, *, quiet: bool) -> Reasons:
    """Why each stop is made by its shift, from the streets that the plan was made with."""
    from routeplan.engines.ruin_recreate.engine import RuinRecreate
    from routeplan.planning.explain.case import open_case
    from routeplan.planning.explain.stop_reasons import stop_reasons
    from routeplan.station.open_travel import travel, travel_kind

    with travel(workspace, kind=travel_kind(plan), quiet=quiet) as (_, tables):
        pass
    return stop_reasons(open_case(plan, workspace.inputs, tables, RuinRecreate()))


def print_sheets(
    path: Path,
    plan: Plan,
    workspace: Workspace,
    routes: list[Route],
    *,
    redacted: bool = False,
    reasons: Reasons | None = None,
) -> Path:
    """Print the sheets of these routes; signs that no font has are told on stderr."""
    from routeplan.render.map.basemap import read_base_map
    from routeplan.render.paper.many_sheets import write_sheets
    from routeplan.station.open_plan import look_of

    sheets = write_sheets(
        path,
        plan,
        workspace.inputs,
        read_base_map(workspace.area),
        look_of(workspace, redacted=redacted),
        shifts={route.shift for route in routes},
        reasons=reasons,
    )
    if sheets.missing:
        click.echo(
            f"warning: {path.name}: no font has {', '.join(sheets.missing)}; printed as codes",
            err=True,
        )
    return path
