"""Putting a plan in the place of the one before it, for every command that writes one."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.station.note_handout import note_plan
from routeplan.station.text import counted

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.station.open_station import Workspace


def replace_plan(
    path: Path, plan: Plan, inputs: Inputs, workspace: Workspace, *, made_from: str | None = None
) -> None:
    """Write a plan and its GeoJSON; pages and sheets that show another one go, and this is told.

    Parameters
    ----------
    inputs
        Those that the plan was made from: the workspace's own, or as a replan has changed them.
    made_from
        What the tables said then; by default what they say now.
    """
    from routeplan.formats.decisions.made_from import beside, made_from_text
    from routeplan.formats.exchange.plan_geojson import geojson_text
    from routeplan.formats.plans.plan_json import plan_text
    from routeplan.private_files import write_together
    from routeplan.render.pages.drawn_files import remove_drawn

    text = plan_text(plan)
    changed = path.is_file() and path.read_bytes() != text.encode()
    tables = made_from or made_from_text(workspace.tables or workspace.inputs)
    write_together(
        {path: text, geojson_beside(path): geojson_text(plan, inputs), beside(path): tables}
    )
    if changed and (drawn := remove_drawn(path.parent)):
        told = f"{counted(drawn, 'file')} drawn from the plan before this one removed: "
        click.echo(told + "make them again with 'routeplan sheets' and 'routeplan maps'", err=True)
    note_plan(workspace, plan, "GeoJSON", [geojson_beside(path)])


def tell_replaced(folder: Path, kept: Path) -> None:
    """Name the plan before, and the command that takes it back."""
    click.echo(f"The plan before is {kept.name} beside it. To take it back:")
    click.echo(
        f"  routeplan check {shlex.quote(str(folder))} --plan {shlex.quote(str(kept))} --write"
    )


def geojson_beside(path: Path) -> Path:
    """``plan.geojson`` beside ``plan.json``."""
    return path.with_suffix(".geojson")
