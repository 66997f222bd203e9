"""``routeplan unlock``."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from routeplan.cli.commands.locking import lock_options, meant, tell_decisions
from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.errors import UsageError


@click.command("unlock", short_help="Remove locks from a plan.")
@workspace_argument
@lock_options
@click.option(
    "--id", "ids", multiple=True, metavar="ID", help="Remove the lock with this id, such as L1."
)
@click.option("--all", "everything", is_flag=True, help="Remove all locks.")
@click.option("--write", is_flag=True, help="Save the change.")
@json_option
def command(
    folder: Path,
    officers: tuple[str, ...],
    days: tuple[datetime, ...],
    visits: tuple[str, ...],
    plan_file: Path | None,
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
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.formats.decisions.decisions import read_decisions, write_decisions

    path, plan, workspace = opened_plan(folder, plan_file)
    decisions = read_decisions(path)
    same = meant(officers, days, visits)
    left = tuple(
        lock
        for lock in decisions.locks
        if not (everything or lock.id in ids or replace(lock, id="") in same)
    )
    if left == decisions.locks:
        known = ", ".join(lock.id for lock in decisions.locks) or "none"
        raise UsageError(f"no lock of this plan matches; locks: {known}")
    decisions = replace(decisions, locks=left)
    if write:
        write_decisions(path, decisions)
    tell_decisions(decisions, plan, workspace, as_json=as_json)
    if not as_json:
        click.echo("Written." if write else "Dry run: nothing was written. Add --write to save.")
