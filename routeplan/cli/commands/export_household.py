"""``routeplan export-household``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.station.reading.open_station import Workspace


@click.command("export-household", cls=Command)
@click.argument("household", metavar="WHO")
@workspace_argument
@click.option(
    "--write", is_flag=True, help="Write to a file in maps/exports/ instead of the screen."
)
@json_option
def command(household: str, folder: Path, write: bool, as_json: bool) -> None:
    """Print everything held on one household, for a resident who asks to see it.

    This covers its rows in the tables, every call with its corrections, matters, promises, the
    plans, sheets and prints that include it, decisions about it, and the copies of replaced files
    that 'routeplan undo' can bring back. Other people's names are masked if the tables know them,
    so read it through before you hand it out. The export itself is noted in the list of prints.

    \b
    Example:
      routeplan export-household H012 station --write
    """
    from routeplan.station.people_by_name import household_named
    from routeplan.station.privacy.held_text import held_text
    from routeplan.station.privacy.household_held import everything_held
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.note_handout import HandedOut, note_print

    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    household = household_named(workspace.inputs, household, strict=False)
    held = everything_held(workspace, household)
    if not any(held[section] for section in held if section != "household"):
        raise UsageError(phrase("nothing is held on household {id}", id=household))
    if as_json:
        text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    else:
        lines = held_text(held, today(), said).splitlines()
        text = "".join(f"{visible(line)}\n" for line in lines)
    written = [_write(workspace, household, text, as_json=as_json)] if write else []
    printed = HandedOut("everything held", [household], written)
    tell_findings(note_print(workspace, printed, command=command_name()))
    if written:
        click.echo(say("Written to {path}", path=written[0]))
    else:
        click.echo(text, nl=False)


def _write(workspace: Workspace, household: str, text: str, *, as_json: bool) -> Path:
    from routeplan.formats.plans.folders_beside_plans import EXPORTS, MAPS
    from routeplan.private_files import write_private
    from routeplan.render.pages.file_names import export_name

    name = export_name(household, today(), "json" if as_json else "txt")
    return write_private(workspace.root / MAPS / EXPORTS / name, text)
