"""``routeplan lock``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.commands.locking import lock_options, meant, tell_decisions
from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.errors import UsageError

if TYPE_CHECKING:
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan


@click.command("lock", short_help="Lock officers, days or visits of a plan; list past decisions.")
@workspace_argument
@lock_options
@click.option("--list", "listed", is_flag=True, help="List the locks and the chief's assignments.")
@click.option("--write", is_flag=True, help="Save the locks next to the plan.")
@json_option
def command(
    folder: Path,
    officers: tuple[str, ...],
    days: tuple[datetime, ...],
    visits: tuple[str, ...],
    plan_file: Path | None,
    listed: bool,
    write: bool,
    as_json: bool,
) -> None:
    """Lock stops of a plan, so that replan and balance leave them as they are.

    A locked visit keeps its time and its officers. An officer or a day is locked as a whole: no
    visit leaves these rounds and none is added. Options given together apply together. Nothing is
    written without --write. --list also shows what the chief decided, why, at what price, and what
    has been recorded since.

    \b
    Examples:
      routeplan lock station --officer O4 --day 2026-12-04 --write
      routeplan lock station --list
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.formats.decisions.decisions import read_decisions, write_decisions

    wanted = meant(officers, days, visits)
    if bool(wanted) == listed:
        raise UsageError("say what to lock (--officer, --day, --visit), or --list alone")
    path, plan, workspace = opened_plan(folder, plan_file)
    _require_stops(plan, wanted)
    decisions = read_decisions(path).locked(wanted)
    if wanted and write:
        write_decisions(path, decisions)
    tell_decisions(decisions, plan, workspace, as_json=as_json)
    if wanted and not as_json:
        click.echo("Written." if write else "Dry run: nothing was written. Add --write to save.")


def _require_stops(plan: Plan, wanted: tuple[Lock, ...]) -> None:
    from routeplan.model.locks import visits_of

    for lock in wanted:
        if not visits_of(plan, lock):
            parts = [part for part in (lock.visit, lock.officer, str(lock.on or "")) if part]
            raise UsageError(f"no stop of this plan matches {' · '.join(parts)}: nothing to lock")
