"""``routeplan experience``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today


@click.command("experience", cls=Command)
@workspace_argument
@click.option("--add", "text", metavar="TEXT", help="Note what was learned.")
@click.option(
    "--officer",
    "officers",
    metavar="WHO",
    multiple=True,
    help="With --add: who writes it, by id or name; may be repeated.",
)
@date_option("--day", "With --add: of which day (default: today).", back=True)
@click.option(
    "--search", metavar="WORDS", help="List notes that have all these words, or an officer's name."
)
@json_option
def command(
    folder: Path,
    text: str | None,
    officers: tuple[str, ...],
    day: date | None,
    search: str | None,
    as_json: bool,
) -> None:
    """Note what officers have learned on their rounds, and search it; the last note comes first.

    What somebody else will be glad to know: how to get into a building, what helps against a
    fraud, whom to ask. Name no resident: notes are read by everybody at the station.

    \b
    Examples:
      routeplan experience station --add "ring at the caretaker's, the bells are dead" --officer O4
      routeplan experience station --search "caretaker"
    """
    from routeplan.cli.tables.followup.notes import print_experiences
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.keep_notes import find_experiences, note_experience

    if text is None and (officers or day):
        raise UsageError(phrase("--officer and --day need --add"))
    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    if text is not None:
        findings = note_experience(workspace, text, officers, day, command=command_name())
        tell_findings(findings)
    listed = find_experiences(workspace, search or "")
    if as_json:
        print_json([asdict(experience) for experience in listed])
    elif text is not None:
        click.echo(say("Noted in the visit log."))
    else:
        print_experiences(listed, workspace.inputs)
