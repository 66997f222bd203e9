"""``routeplan forecast``."""

from __future__ import annotations

from pathlib import Path

import click

from routeplan.cli.options.common import json_option, plan_file_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError


def _evenings(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    """``tue,thu`` as weekdays, 0 for Monday."""
    from routeplan.station.use_cases.plan_in_use.forecast_plan import weekdays_of

    try:
        return weekdays_of(text.split(","))
    except UsageError as error:
        raise click.BadParameter(said(error.args[0])) from error


@click.command("forecast", cls=Command)
@workspace_argument
@plan_file_option
@click.option(
    "--officers",
    type=click.IntRange(-100, 100),
    metavar="+N",
    default=0,
    help="What if there were N more officers like the present ones (-1: one fewer).",
)
@click.option(
    "--evenings",
    metavar="DAYS",
    default="",
    callback=_evenings,
    help="What if every second shift on these days, such as tue,thu, ended at 20:00.",
)
@click.option("--pair", is_flag=True, help="What if officers worked in pairs.")
@click.option(
    "--runs",
    type=click.IntRange(10, 100_000),
    metavar="N",
    default=200,
    help="Number of simulation runs (default: 200).",
)
@click.option(
    "--seed", type=click.IntRange(0), metavar="N", default=0, help="Random seed (default: 0)."
)
@json_option
def command(
    folder: Path,
    plan_file: Path | None,
    officers: int,
    evenings: tuple[int, ...],
    pair: bool,
    runs: int,
    seed: int,
    as_json: bool,
) -> None:
    """Estimate when every household will have been met if rounds go on like this plan.

    Simulates week after week: who is called on, who opens, who is left for the next week. Shows
    how many households cannot be met on any shift, and why. A what-if is shown beside the present
    staffing. The assumptions are printed below the table.

    \b
    Example:
      routeplan forecast station --officers +2 --evenings tue,thu
    """
    from routeplan.cli.tables.forecast import print_forecast
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.forecast.records import forecast_content
    from routeplan.forecast.what_if import Staffing
    from routeplan.station.use_cases.plan_in_use.forecast_plan import forecast_plan

    _, plan, workspace = opened_plan(folder, plan_file)
    staffing = Staffing(officers, evenings, pair)
    forecasts = forecast_plan(plan, workspace.inputs, staffing, runs=runs, seed=seed)
    if as_json:
        what_if = forecast_content(forecasts.what_if) if forecasts.what_if else None
        print_json({"now": forecast_content(forecasts.now), "what_if": what_if})
    else:
        print_forecast(plan, forecasts)
