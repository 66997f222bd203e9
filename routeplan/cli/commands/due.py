"""``routeplan due``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import (
    days_option,
    first_day_option,
    json_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.followup.due_list import Due
    from routeplan.station.reading.open_station import Workspace


@click.command("due", cls=Command)
@workspace_argument
@first_day_option
@days_option
@click.option(
    "--state",
    metavar="WORDS",
    help="Only households in this state, such as 'not met yet' or 'refused'.",
)
@click.option(
    "--all", "everybody", is_flag=True, help="List every household, not only the first 40."
)
@click.option(
    "--map",
    "mapped",
    is_flag=True,
    help="Write a map for the wall (A3, PDF): how many households of each street are met, due "
    "again, overdue or were never met. It has no names.",
)
@json_option
def command(
    folder: Path,
    first_day: date | None,
    days: int | None,
    state: str | None,
    everybody: bool,
    mapped: bool,
    as_json: bool,
) -> None:
    """Show each household's state from the tables and the visit log, most urgent first.

    Lists whether it was ever called on, how often and at which hours nobody opened, when it was
    met, when it is due, and whether it will be in the next plan and with what worth.

    \b
    Examples:
      routeplan due station --state "not met yet" --all
      routeplan due station --map
    """
    from routeplan.cli.tables.followup.due import print_due, print_in_difficulty
    from routeplan.followup.due import STATE_NAMES
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.raise_priorities import proposed_priorities
    from routeplan.station.use_cases.visit_log.show_due import due_households, require_state

    names = {said(name): known.value for known, name in STATE_NAMES.items()}
    state = names.get(state, state) if state else None
    require_state(state)
    workspace = read_workspace(
        folder, today=today(), first_day=first_day, days=days, log=NOT_LEARNED
    )
    due = due_households(workspace, state)
    if as_json and not mapped:
        print_json([_as_dict(household_due) for household_due in due.wanted])
    elif not mapped:
        print_due(due.every, due.wanted, workspace.inputs, everybody=everybody, on=today())
        print_in_difficulty(len(proposed_priorities(workspace)))
    else:
        _write_map(workspace, as_json=as_json)


def _write_map(workspace: Workspace, *, as_json: bool) -> None:
    from routeplan.station.use_cases.visit_log.draw_coverage import draw_coverage

    drawn = draw_coverage(workspace, on=today(), command=command_name())
    tell_findings(drawn.findings)
    (path,) = drawn.files
    if as_json:
        print_json({"file": str(path)})
    else:
        click.echo(say("Written: {path}", path=path))


def _as_dict(due: Due) -> dict[str, Any]:
    return asdict(due.standing) | {
        "matters": [matter.id for matter in due.standing.matters],
        "visits": due.visits,
        "worth": due.worth,
        "due": due.due,
        "latest": due.latest,
    }
