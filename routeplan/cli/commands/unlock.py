"""``routeplan unlock``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import json_option
from routeplan.cli.options.locks import lock_options
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import tell_findings


@click.command("unlock", cls=Command)
@lock_options
@click.option(
    "--id", "ids", multiple=True, metavar="ID", help="Remove the lock with this id, such as L1."
)
@click.option("--all", "everything", is_flag=True, help="Remove all locks.")
@click.option("--write", is_flag=True, help="Save the change.")
@json_option
def command(
    folder: Path,
    plan_file: Path | None,
    officers: tuple[str, ...],
    days: tuple[date, ...],
    visits: tuple[str, ...],
    ids: tuple[str, ...],
    everything: bool,
    write: bool,
    as_json: bool,
) -> None:
    """Remove locks from a plan: those with the given ids, or those set with the same options.

    Nothing is written without --write.

    \b
    Example:
      routeplan unlock station --id L1 --write
    """
    from routeplan.cli.tables.decisions import tell_decisions
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.lock_stops import locks_of, unlock_stops

    opened = OpenPlan(*opened_plan(folder, plan_file))
    same = locks_of(officers, days, visits)
    decided = unlock_stops(opened, ids, same, everything=everything, write=write)
    tell_findings(decided.findings)
    tell_decisions(decided, opened, as_json=as_json, changing=True)
