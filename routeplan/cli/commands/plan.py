"""``routeplan plan``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import json_option, quiet_option, workspace_argument
from routeplan.cli.options.search_budget import one_limit, planning_options
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import INTERRUPTED, print_json, tell_findings
from routeplan.cli.terminal.travelling import travel_for_plan
from routeplan.cli.terminal.written_files import command_name, tell_plan_written, tell_written
from routeplan.errors import EXIT_PROMISE, UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.model.inputs import TravelTables
    from routeplan.model.plan import Plan
    from routeplan.phrases import Phrase
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.use_cases.moved_shifts.suggest_hours import SuggestedHours
    from routeplan.station.use_cases.plan_week import PlanRequest
    from routeplan.travel.source import TravelSource


@click.command("plan", cls=Command)
@workspace_argument
@planning_options
@click.option(
    "--suggest-hours",
    is_flag=True,
    help="Also say which officer's shift, an hour or two earlier or later, in the evening or on "
    "Saturday, would meet more households. Takes up to 18 times as long.",
)
@json_option
@quiet_option
def command(
    folder: Path,
    first_day: date | None,
    days: int | None,
    no_learning: bool,
    kind: str | None,
    suggest_hours: bool,
    as_json: bool,
    quiet: bool,
    **search: Any,
) -> None:
    """Plan the visits of the coming days and write maps/<first day>/plan.json.

    Ctrl-C stops the search and keeps the best plan so far. Exits with status 6 if a promise (an
    appointment, a must visit or a latest date) cannot be kept; the plan is still written.

    With --suggest-hours the likeliest changes of one shift are planned again, several times each.
    A change is shown only if every plan with it meets more households than every plan without, and
    keeps the same promises; with the cells of the calendar that say so. No table is changed. --json
    then prints the suggestions in place of the plan.

    \b
    Examples:
      routeplan plan station --first-day 2026-11-30 --days 5 --seconds 60
      routeplan plan station --suggest-hours
    """
    workspace, wanted = asked_for(
        folder, first_day, days, no_learning=no_learning, quiet=quiet, **search
    )
    with travel_for_plan(workspace, kind=kind, quiet=quiet) as (source, tables):
        if suggest_hours and tables is None:
            raise UsageError(
                phrase(
                    "--suggest-hours does not work for a station that is too large to be planned "
                    "as one: leave the option out"
                )
            )
        plan = make_and_write(workspace, wanted, (source, tables), quiet=quiet)
        if not (as_json and suggest_hours):
            tell_plan(plan, workspace, as_json=as_json)
        if suggest_hours and tables is not None:
            suggested = hours_suggested(workspace, plan, wanted, (source, tables), quiet=quiet)
            tell_suggested(suggested, workspace, as_json=as_json)
    if plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def asked_for(
    folder: Path,
    first_day: date | None,
    days: int | None,
    *,
    no_learning: bool,
    quiet: bool,
    **search: Any,
) -> tuple[Workspace, PlanRequest]:
    """The tables, with what is odd in them on stderr, and how to search, as it was typed."""
    from routeplan.station.reading.from_log import FOR_NEW_PLAN, FOR_PLAN_AS_SET
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.reading.other_plans import with_known_absences
    from routeplan.station.use_cases.plan_week import wanted_of

    one_limit(search["seconds"], search["iterations"])
    log = FOR_PLAN_AS_SET if no_learning else FOR_NEW_PLAN
    workspace = read_workspace(folder, today=today(), first_day=first_day, days=days, log=log)
    if not quiet:
        tell_findings(workspace.warnings)
    return with_known_absences(workspace), wanted_of(workspace, **search)


def make_and_write(
    workspace: Workspace,
    wanted: PlanRequest,
    ways: tuple[TravelSource, TravelTables | None],
    *,
    quiet: bool = False,
) -> Plan:
    """Search, judge and write, with progress on stderr; errors as ``plan_week``.

    ``ways`` have no tables where the station is planned in regions.
    """
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.station.use_cases.plan_week import plan_week
    from routeplan.station.use_cases.write_plan import write_new_plan

    with ProgressLine(seconds=wanted.budget.seconds, quiet=quiet) as watch:
        planned = plan_week(workspace, *ways, wanted, watch=watch)
    tell_findings(planned.findings)
    tell_written(write_new_plan(workspace, planned.plan, command=command_name()))
    return planned.plan


def tell_plan(plan: Plan, workspace: Workspace, *, as_json: bool) -> None:
    """The plan on stdout, as tables or as JSON."""
    if as_json:
        from routeplan.formats.plans.plan_json import plan_text

        if plan.search.interrupted:
            click.echo(said(INTERRUPTED), err=True)
        click.echo(plan_text(plan), nl=False)
        return
    from routeplan.cli.tables.plan import print_plan

    print_plan(plan, workspace.inputs)
    tell_plan_written(workspace.maps / "plan.json")


def hours_suggested(
    workspace: Workspace,
    plan: Plan,
    wanted: PlanRequest,
    ways: tuple[TravelSource, TravelTables],
    *,
    quiet: bool,
) -> SuggestedHours:
    """The likeliest moves of a shift planned again, with progress on stderr."""
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.station.use_cases.moved_shifts import suggest_hours

    def watching(what: Phrase) -> ProgressLine:
        if not quiet:
            click.echo(say("Planning again: {what} ...", what=what), err=True)
        return ProgressLine(seconds=wanted.budget.seconds, quiet=quiet)

    return suggest_hours.suggest_hours(workspace, plan, *ways, wanted, watching=watching)


def tell_suggested(suggested: SuggestedHours, workspace: Workspace, *, as_json: bool) -> None:
    """The suggestions on stdout, as a table or as JSON."""
    if as_json:
        from routeplan.station.use_cases.moved_shifts.moved_shifts_data import suggested_content

        print_json(suggested_content(suggested, workspace.inputs))
        return
    from routeplan.cli.tables.moved_shifts import print_suggested

    print_suggested(suggested, workspace.inputs)
