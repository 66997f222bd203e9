"""``routeplan lock``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import json_option
from routeplan.cli.options.locks import lock_options
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import UsageError
from routeplan.phrases import phrase


@click.command("lock", cls=Command)
@lock_options
@click.option("--list", "listed", is_flag=True, help="List the locks and the chief's assignments.")
@click.option("--write", is_flag=True, help="Save the locks next to the plan.")
@json_option
def command(
    folder: Path,
    plan_file: Path | None,
    officers: tuple[str, ...],
    days: tuple[date, ...],
    visits: tuple[str, ...],
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
    from routeplan.cli.tables.decisions import tell_decisions
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.lock_stops import lock_stops, locks_of

    wanted = locks_of(officers, days, visits)
    if bool(wanted) == listed:
        raise UsageError(phrase("say what to lock (--officer, --day, --visit), or --list alone"))
    opened = OpenPlan(*opened_plan(folder, plan_file))
    decided = lock_stops(opened, wanted, write=write)
    tell_findings(decided.findings)
    tell_decisions(decided, opened, as_json=as_json, changing=bool(wanted))
