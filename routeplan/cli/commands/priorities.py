"""``routeplan priorities``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.station.clock import today


@click.command("priorities", cls=Command)
@workspace_argument
@click.option(
    "--household",
    "households",
    metavar="WHO",
    multiple=True,
    help="Only this household, by id or name; may be repeated.",
)
@click.option("--write", is_flag=True, help="Write 'high' into the table of households.")
@json_option
def command(folder: Path, households: tuple[str, ...], write: bool, as_json: bool) -> None:
    """List homes where people in difficulty were met that are not 'high', and make them so.

    The last call that met somebody decides. Without --write nothing is changed. Written are only
    these cells of the table, and 'routeplan undo' takes them back.

    \b
    Examples:
      routeplan priorities station
      routeplan priorities station --household H012 --write
    """
    from routeplan.cli.tables.followup.due import print_priorities
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.raise_priorities import raise_priorities

    workspace = read_workspace(folder, today=today(), log=NOT_READ)
    done = raise_priorities(workspace, households, write=write, command=command_name())
    tell_findings(done.findings)
    if as_json:
        print_json(
            {
                "proposals": [asdict(household) for household in done.proposals],
                "raised": done.raised,
                "file": str(done.file) if done.file else None,
            }
        )
    else:
        print_priorities(done)
