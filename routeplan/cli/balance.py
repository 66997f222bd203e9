"""``routeplan balance``."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.shared import json_option, print_json, quiet_option, workspace_argument
from routeplan.errors import JudgeError, UsageError

if TYPE_CHECKING:
    from routeplan.formats.workspace import Workspace
    from routeplan.model import Inputs
    from routeplan.plan import Plan


@click.command("balance", short_help="Show who carries how much, and even it out.")
@workspace_argument
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The plan (default: the newest in maps/).",
)
@click.option("--write", is_flag=True, help="Write the plan with its rounds swapped.")
@json_option
@quiet_option
def command(folder: Path, plan_file: Path | None, write: bool, as_json: bool, quiet: bool) -> None:
    """Show who carries how much, and which rounds to swap so that it is shared more evenly.

    Whole rounds go from one officer to another of the same day. Every visit keeps its time and no
    way gets longer; modes, skills, hours, breaks, caps and promised officers are respected. Busy
    time is compared as a share of paid hours, so that part-timers get their part. Nothing is
    written without --write.

    \b
    Example:
      routeplan balance station --write
    """
    from routeplan.cli.balance_tables import balance_content, print_balance
    from routeplan.cli.drawing import opened_plan
    from routeplan.workload.swap import even_out

    path, plan, workspace = opened_plan(folder, plan_file)
    _require_the_same_shifts(plan, workspace.inputs)
    proposal = even_out(workspace.inputs, plan)
    writes = write and bool(proposal.moves)
    if writes:
        write_changed(path, proposal.plan, workspace, quiet=quiet)
    if as_json:
        print_json(
            balance_content(workspace.inputs, plan, proposal, written=path if writes else None)
        )
        return
    print_balance(workspace.inputs, plan, proposal)
    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    if writes:
        click.echo(f"Written to {path} and {geojson_beside(path).name} beside it.")
        click.echo("Pages and sheets still show the old rounds. Make them again:")
        click.echo(f"  routeplan maps {where}")
        click.echo(f"  routeplan sheets {where}")
    elif proposal.moves:
        click.echo("Nothing was written. To swap these rounds:")
        click.echo(f"  routeplan balance {where} --write")


def write_changed(path: Path, plan: Plan, workspace: Workspace, *, quiet: bool) -> None:
    """Choose reserve stops for the new officers, judge the plan, write it and its GeoJSON.

    Raises
    ------
    JudgeError
        When the plan breaks a rule; nothing is written.
    """
    from routeplan.availability import visit_times
    from routeplan.check import judge
    from routeplan.cli.travelling import travel, travel_kind
    from routeplan.formats.plan_geojson import write_geojson
    from routeplan.formats.plan_json import write_plan
    from routeplan.problem import build_problem
    from routeplan.solve.reserve import reserve_stops

    inputs = workspace.inputs
    with travel(workspace, kind=travel_kind(plan), quiet=quiet) as (_, tables):
        pass
    times = visit_times(inputs)
    chosen = reserve_stops(inputs, times, build_problem(inputs, times, tables), plan.routes)
    routes = (replace(r, reserve=own) for r, own in zip(plan.routes, chosen, strict=True))
    plan = replace(plan, routes=tuple(routes))
    violations = judge(inputs, times, tables, plan)
    if violations:
        raise JudgeError(violations)
    write_plan(path, plan)
    write_geojson(geojson_beside(path), plan, inputs)


def geojson_beside(path: Path) -> Path:
    """``plan.geojson`` beside ``plan.json``."""
    return path.with_suffix(".geojson")


def _require_the_same_shifts(plan: Plan, inputs: Inputs) -> None:
    planned = [(r.shift, r.officers, r.day, r.mode, r.begin, r.end) for r in plan.routes]
    now = [(s.id, s.officers, s.day, s.mode, s.begin, s.end) for s in inputs.shifts]
    if planned != now:
        raise UsageError(
            "officers or their hours have changed since the plan was made; "
            "plan again with 'routeplan plan'"
        )
