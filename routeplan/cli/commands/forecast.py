"""``routeplan forecast``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, plan_file_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


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
    "--compare",
    is_flag=True,
    help="Compare shifts at other hours with one officer more, by households met for each hour.",
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 104),
    metavar="N",
    help="Count the households met after N rounds (default: 4; only with --compare).",
)
@click.option(
    "--runs",
    type=click.IntRange(10, 100_000),
    metavar="N",
    help="Number of simulation runs (default: 200; with --compare 40).",
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
    compare: bool,
    rounds: int | None,
    runs: int | None,
    seed: int,
    as_json: bool,
) -> None:
    """Estimate when every household will have been met if rounds go on like this plan.

    Simulates week after week: who is called on, who opens, who is left for the next week. Shows
    how many households cannot be met on any shift, and why. A what-if is shown beside the present
    staffing. The assumptions are printed below the table.

    --compare simulates the shifts as they are, those changes of one shift that meet most (an hour
    or two earlier or later, in the evening, on Saturday), and one officer more. 'routeplan plan
    --suggest-hours' plans such changes again for one week.

    \b
    Examples:
      routeplan forecast station --officers +2 --evenings tue,thu
      routeplan forecast station --compare
    """
    from routeplan.cli.tables.forecast import print_forecast
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.forecast.forecast_records import forecast_content
    from routeplan.forecast.what_if import Staffing
    from routeplan.station.use_cases.plan_in_use.forecast_plan import RUNS, forecast_plan

    if compare and (officers or evenings or pair):
        raise UsageError(
            phrase("--compare cannot be combined with --officers, --evenings or --pair")
        )
    if rounds is not None and not compare:
        raise UsageError(phrase("--rounds goes with --compare only"))
    _, plan, workspace = opened_plan(folder, plan_file)
    if compare:
        _compare(plan, workspace, rounds=rounds, runs=runs, seed=seed, as_json=as_json)
        return
    staffing = Staffing(officers, evenings, pair)
    forecasts = forecast_plan(plan, workspace.inputs, staffing, runs=runs or RUNS, seed=seed)
    if as_json:
        what_if = forecast_content(forecasts.what_if) if forecasts.what_if else None
        print_json({"now": forecast_content(forecasts.now), "what_if": what_if})
    else:
        print_forecast(plan, forecasts)


def _compare(
    plan: Plan,
    workspace: Workspace,
    *,
    rounds: int | None,
    runs: int | None,
    seed: int,
    as_json: bool,
) -> None:
    from routeplan.cli.tables.staffing_options import print_options
    from routeplan.station.use_cases.moved_shifts.compare_staffing import (
        ROUNDS,
        RUNS,
        compare_plan_staffing,
    )
    from routeplan.station.use_cases.moved_shifts.moved_shifts_data import options_content

    options = compare_plan_staffing(
        plan, workspace, rounds=rounds or ROUNDS, runs=runs or RUNS, seed=seed
    )
    if as_json:
        print_json(options_content(options, workspace.inputs))
    else:
        print_options(options, plan, workspace.inputs)
