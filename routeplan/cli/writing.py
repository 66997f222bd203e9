"""Putting a plan in the place of the one before it, for every command that writes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.shared import counted

if TYPE_CHECKING:
    from routeplan.model import Inputs
    from routeplan.plan import Plan


def replace_plan(path: Path, plan: Plan, inputs: Inputs) -> None:
    """Write a plan and its GeoJSON; pages and sheets that show another one go, and this is told."""
    from routeplan.formats.plan_geojson import write_geojson
    from routeplan.formats.plan_json import plan_text, write_plan
    from routeplan.render.drawn_files import remove_drawn

    changed = path.is_file() and path.read_bytes() != plan_text(plan).encode()
    write_plan(path, plan)
    write_geojson(geojson_beside(path), plan, inputs)
    if changed and (drawn := remove_drawn(path.parent)):
        told = f"{counted(drawn, 'file')} drawn from the plan before this one removed: "
        click.echo(told + "make them again with 'routeplan sheets' and 'routeplan maps'", err=True)


def geojson_beside(path: Path) -> Path:
    """``plan.geojson`` beside ``plan.json``."""
    return path.with_suffix(".geojson")
