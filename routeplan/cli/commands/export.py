"""``routeplan export``."""

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
from routeplan.phrases import counted
from routeplan.station.harmless_text import visible
from routeplan.station.use_cases.export_plan import FORMATS, WantedRounds, export_plan

FEW = 12
"""So many files are listed by their names."""


@click.command("export", cls=Command)
@workspace_argument
@drawing_options("Write household ids and house numbers, no names or addresses.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    required=True,
    help="File format; can be given several times.",
)
@click.option(
    "--to",
    "target",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files (default: export/ next to the plan).",
)
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    formats: tuple[str, ...],
    target: Path | None,
    redact: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write a plan in formats that other programs read.

    ics is a calendar for each officer, gpx a file for each round (stops, route and track), kml a
    map for viewers, gpkg a styled map for QGIS. geojson and parquet have a file for each layer, csv
    one for each table, and xlsx has all tables as sheets.

    With --officer or --day only those rounds are written, without the households left out and
    without beats. The files contain household data: only their owner can read them, and
    'routeplan prints' lists them. Another plan for the same days removes those next to the plan;
    files in a folder of your own (--to) are yours to remove.

    \b
    Examples:
      routeplan export station --format xlsx --format gpkg
      routeplan export station --format ics --format gpx --officer O4 --to usb
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.render.pages.drawn_files import EXPORT

    path, plan, workspace = opened_plan(folder, plan_file)
    made = export_plan(
        plan,
        workspace,
        formats,
        folder=target or path.parent / EXPORT,
        part=WantedRounds(officer, day, redact),
        command=command_name(),
    )
    tell_findings(made.findings)
    if as_json:
        print_json({"files": [str(file) for file in made.files]})
    elif not quiet:
        where = visible(str(made.files[0].parent))
        click.echo(say("{files} in {folder}", files=counted(len(made.files), "file"), folder=where))
        for file in made.files if len(made.files) <= FEW else ():
            click.echo(f"  {visible(file.name)}")
