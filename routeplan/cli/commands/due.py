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
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.followup.due_list import Due


@click.command("due", short_help="Show which households are still to be met.")
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
    from routeplan.followup.due import State
    from routeplan.followup.due_list import due_list
    from routeplan.station.reading.open_station import NOT_LEARNED, read_workspace

    states = [each.value for each in State]
    if state is not None and state not in states:
        raise UsageError(f"unknown state '{state}'; use one of: {', '.join(states)}")
    workspace = read_workspace(
        folder, today=today(), first_day=first_day, days=days, log=NOT_LEARNED
    )
    found = due_list(workspace.inputs, workspace.standings)
    wanted = [each for each in found if state in (None, each.standing.state.value)]
    if as_json:
        print_json([_as_dict(each) for each in wanted])
        return
    from routeplan.cli.tables.due import print_due

    print_due(found, wanted, workspace.inputs, everybody=everybody)


def _as_dict(due: Due) -> dict[str, Any]:
    return asdict(due.standing) | {
        "matters": [matter.id for matter in due.standing.matters],
        "visits": due.visits,
        "worth": due.worth,
    }
