"""``routeplan matters``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.station.clock import today


@click.command("matters", cls=Command)
@workspace_argument
@click.option("--matter", metavar="ID", help="Matter to change, such as M12.")
@click.option("--next-step", metavar="TEXT", help="Next step in this matter.")
@date_option("--due", "Date by which the next step is due (default: [due] matter_days from today).")
@click.option("--no-visit", is_flag=True, help="The next step needs no visit.")
@click.option(
    "--close", "outcome", metavar="TEXT", help="Close the matter and record how it ended."
)
@click.option(
    "--household", metavar="WHO", help="With --broken: household the promise was made to."
)
@date_option("--broken", "Date of a promise that was not kept.", back=True)
@click.option("--reason", metavar="TEXT", help="With --broken: why the promise was not kept.")
@json_option
def command(folder: Path, as_json: bool, **step: Any) -> None:
    """List open matters, oldest first, and how many promises were kept or broken.

    A ! in a recorded round opens a matter. Its next step is planned as a visit.

    \b
    Examples:
      routeplan matters station
      routeplan matters station --matter M12 --next-step "ask the landlord" --due 2026-12-11
      routeplan matters station --matter M12 --close "the lamp shines again"
      routeplan matters station --household H012 --broken 2026-12-01 --reason "officer ill"
    """
    from routeplan.cli.tables.followup.matters import print_matters
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.follow_matters import MatterStep, follow_matters

    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    followed = follow_matters(workspace, MatterStep(**step))
    if as_json:
        opened = [asdict(matter) | {"age_days": matter.age(today())} for matter in followed.matters]
        print_json({"open": opened, "promises": as_dicts(followed.promises)})
    else:
        print_matters(followed.matters, followed.promises, workspace.inputs, today())
