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
from routeplan.cli.terminal.language import said
from routeplan.cli.terminal.messages import print_json
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.followup.due_list import Due


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
@json_option
def command(
    folder: Path,
    first_day: date | None,
    days: int | None,
    state: str | None,
    everybody: bool,
    as_json: bool,
) -> None:
    """Show each household's state from the tables and the visit log, most urgent first.

    Lists whether it was ever called on, how often and at which hours nobody opened, when it was
    met, when it is due, and whether it will be in the next plan and with what worth.

    \b
    Example:
      routeplan due station --state "not met yet" --all
    """
    from routeplan.cli.tables.due import print_due, print_in_difficulty
    from routeplan.followup.due import STATE_NAMES
    from routeplan.station.reading.open_station import NOT_LEARNED, read_workspace
    from routeplan.station.use_cases.visit_log.raise_priorities import proposed_priorities
    from routeplan.station.use_cases.visit_log.show_due import due_households, require_state

    names = {said(name): known.value for known, name in STATE_NAMES.items()}
    state = names.get(state, state) if state else None
    require_state(state)
    workspace = read_workspace(
        folder, today=today(), first_day=first_day, days=days, log=NOT_LEARNED
    )
    due = due_households(workspace, state)
    if as_json:
        print_json([_as_dict(each) for each in due.wanted])
    else:
        print_due(due.every, due.wanted, workspace.inputs, everybody=everybody)
        print_in_difficulty(len(proposed_priorities(workspace)))


def _as_dict(due: Due) -> dict[str, Any]:
    return asdict(due.standing) | {
        "matters": [matter.id for matter in due.standing.matters],
        "visits": due.visits,
        "worth": due.worth,
    }
