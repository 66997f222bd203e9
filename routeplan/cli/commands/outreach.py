"""``routeplan outreach``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.options.month import MonthParam, period_of
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today


@click.command("outreach", cls=Command)
@workspace_argument
@click.option(
    "--add",
    "kind",
    type=click.Choice(["meeting", "letter", "telephone"], case_sensitive=False),
    help="Note a meeting, a letter to many homes, or telephone calls to many people.",
)
@click.option(
    "--persons", metavar="N", type=click.IntRange(min=1), help="With --add: how many people."
)
@click.option("--about", metavar="TEXT", help="With --add: what it was about.")
@date_option("--day", "With --add: when it was (default: today).", back=True)
@click.option(
    "--officer",
    "officers",
    metavar="WHO",
    multiple=True,
    help="With --add: who did it, by id or name; may be repeated.",
)
@date_option("--from", "List from this day on.", back=True)
@date_option("--to", "List up to this day.", back=True)
@click.option("--month", type=MonthParam(), metavar="MONTH", help="List a month, such as 2026-11.")
@json_option
def command(
    folder: Path,
    kind: str | None,
    persons: int | None,
    about: str | None,
    officers: tuple[str, ...],
    month: date | None,
    as_json: bool,
    **days: date | None,
) -> None:
    """Note and list meetings, letters and telephone calls that reach many people at once.

    The report counts them, and the people they reached, apart from visits.

    \b
    Examples:
      routeplan outreach station --add meeting --persons 30 --about "new crossing" --officer O4
      routeplan outreach station --month 2026-11
    """
    from routeplan.cli.tables.followup.notes import print_outreach
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.keep_notes import (
        NewOutreach,
        list_outreach,
        note_outreach,
    )

    if kind is None and (persons or about or officers or days["day"]):
        raise UsageError(phrase("--persons, --about, --day and --officer need --add"))
    if kind and not (persons and about):
        raise UsageError(phrase("--add needs --persons and --about"))
    first, last = period_of(month, days["from"], days["to"])
    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    if kind and persons and about:
        new = NewOutreach(kind.lower(), persons, about, days["day"], officers)
        tell_findings(note_outreach(workspace, new, command=command_name()))
    listed = list_outreach(workspace, first, last)
    if as_json:
        print_json([asdict(outreach) for outreach in listed])
    elif kind:
        click.echo(say("Noted in the visit log."))
    else:
        print_outreach(listed, workspace.inputs)
