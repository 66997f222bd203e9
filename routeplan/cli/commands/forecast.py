"""``routeplan forecast``."""

from __future__ import annotations

from pathlib import Path

import click

from routeplan.cli.options.common import json_option, plan_file_option, workspace_argument
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _evenings(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    """``tue,thu`` as weekdays, 0 for Monday."""
    days = [day.strip().lower()[:3] for day in text.split(",") if day.strip()]
    unknown = [day for day in days if day not in WEEKDAYS]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is not a weekday; use {', '.join(WEEKDAYS)}")
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))


@click.command("forecast", short_help="Estimate when every household will have been met.")
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
    from routeplan.forecast.make import forecast
    from routeplan.forecast.records import forecast_content
    from routeplan.forecast.what_if import AS_NOW, Staffing

    _, plan, workspace = opened_plan(folder, plan_file)
    inputs = workspace.inputs
    there = {who for shift in inputs.shifts for who in shift.officers}
    if len(there) + officers < 1:
        if not there:
            raise UsageError("nobody is on shift in this plan, so there is nothing to forecast")
        raise UsageError(
            f"--officers {officers:+}: only {len(there)} on shift, so nobody would be left"
        )
    staffing = Staffing(officers, evenings, pair)
    asked = [AS_NOW] if staffing == AS_NOW else [AS_NOW, staffing]
    found = [forecast(inputs, plan, staffing=each, runs=runs, seed=seed) for each in asked]
    if as_json:
        now, *what_if = (forecast_content(each) for each in found)
        print_json({"now": now, "what_if": what_if[0] if what_if else None})
        return
    print_forecast(plan, found)
