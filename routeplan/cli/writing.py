"""Putting a plan in the place of the one before it, for every command that writes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.handing_out import note_plan
from routeplan.cli.shared import counted

if TYPE_CHECKING:
    from routeplan.formats.workspace import Workspace
    from routeplan.model import Inputs
    from routeplan.plan import Plan


def replace_plan(path: Path, plan: Plan, inputs: Inputs, workspace: Workspace) -> None:
    """Write a plan and its GeoJSON; pages and sheets that show another one go, and this is told.

    Parameters
    ----------
    inputs
        Those that the plan was made from: the workspace's own, or as a replan has changed them.
    """
    from routeplan.formats.plan_geojson import geojson_text
    from routeplan.formats.plan_json import plan_text
    from routeplan.private_files import write_together
    from routeplan.render.drawn_files import remove_drawn

    text = plan_text(plan)
    changed = path.is_file() and path.read_bytes() != text.encode()
    write_together({path: text, geojson_beside(path): geojson_text(plan, inputs)})
    if changed and (drawn := remove_drawn(path.parent)):
        told = f"{counted(drawn, 'file')} drawn from the plan before this one removed: "
        click.echo(told + "make them again with 'routeplan sheets' and 'routeplan maps'", err=True)
    note_plan(workspace, plan, "GeoJSON", [geojson_beside(path)])


def geojson_beside(path: Path) -> Path:
    """``plan.geojson`` beside ``plan.json``."""
    return path.with_suffix(".geojson")
