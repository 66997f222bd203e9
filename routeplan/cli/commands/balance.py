"""``routeplan balance``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from routeplan.cli.options.common import (
    json_option,
    plan_file_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.travelling import travel
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.cli.terminal.writing import command_name, tell_written
from routeplan.station.use_cases.balance_plan import ITERATIONS
from routeplan.station.use_cases.overview_tabs import WEEKS


@click.command("balance", cls=Command)
@workspace_argument
@plan_file_option
@click.option(
    "--weeks",
    "weeks_back",
    type=click.IntRange(0, 520),
    metavar="N",
    default=WEEKS,
    help=f"Also count the plans of the N weeks before this one (default: {WEEKS}).",
)
@click.option(
    "--iterations",
    type=click.IntRange(0),
    metavar="N",
    default=ITERATIONS,
    help="Search iterations for each option; gives byte-identical results; 0 shows only the "
    f"swap (default: {ITERATIONS}).",
)
@click.option(
    "--option",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="Option to show, or to apply with --write.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write the plan of --option (without --option, the plan with rounds swapped) and "
    "keep the options for the overview page.",
)
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    weeks_back: int,
    iterations: int,
    number: int | None,
    write: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Show each officer's workload, and what it would cost to share it more evenly.

    Options are plans, each solved again and judged, with shorter longest weeks (relative to the
    officers' shares) or shorter longest days, and with their cost. Earlier weeks count, and no
    option leaves out a visit that the plan makes. One option costs nothing: swapping whole rounds
    between officers on the same day. Locks are kept. Nothing is written without --write.

    \b
    Example:
      routeplan balance station --option 2 --write
    """
    from routeplan.balance.as_data import balance_content, options_content, weeks_content
    from routeplan.cli.tables.balance_options import print_balance
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.formats.decisions.shown_options import keep_shown, mark_of
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_travel import travel_kind
    from routeplan.station.use_cases.balance_plan import (
        balance_plan,
        keep_option,
        option_of,
        require_as_shown,
    )

    opened = OpenPlan(*opened_plan(folder, plan_file))
    path, plan, inputs = opened.path, opened.plan, opened.workspace.inputs
    with travel(opened.workspace, kind=travel_kind(plan), quiet=quiet) as (source, tables):
        with ProgressLine(quiet=quiet) as watch:
            balanced = balance_plan(
                opened, tables, weeks_back=weeks_back, iterations=iterations, watch=watch
            )
        tell_findings(balanced.findings)
        choices, proposal = balanced.choices, balanced.proposal
        taken = option_of(balanced, number, swap=write and bool(proposal.moves))
        request = f"weeks {weeks_back}, iterations {iterations}"
        kept = None
        if write:
            require_as_shown(path, request, taken)
            done = keep_option(opened, balanced, taken, source, tables, command=command_name())
            kept = done.plan_before
            if done.written:
                tell_written(done.written)
        else:
            keep_shown(path.parent, request, {c.number: mark_of(c.plan) for c in choices})
    if as_json:
        written = path if write and taken else None
        content = balance_content(inputs, plan, proposal, written=written)
        more = {
            "weeks": weeks_content(balanced.loads),
            "options": options_content(choices, taken if write else None),
        }
        print_json(content | more)
        return
    if not inputs.shifts:
        click.echo("Nobody is on shift in this plan.")
        return
    print_balance(inputs, plan, proposal, balanced.loads, choices, taken)
    if kept:
        _tell_kept(folder, path, kept)
    elif len(choices) > 1:
        click.echo("Nothing was written. To apply an option, such as the first:")
        take = ("--plan", str(path), "--option", str(number or 1), "--write")
        click.echo(f"  {typed_again(*take, without=('number', 'plan_file'))}")


def _tell_kept(folder: Path, path: Path, kept: Path) -> None:
    """What was written, how to take it back, and what is to be made again."""
    from routeplan.cli.terminal.writing import tell_replaced
    from routeplan.station.use_cases.write_plan import geojson_beside

    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    click.echo(f"Written to {path} and {geojson_beside(path).name} next to it.")
    tell_replaced(folder, kept)
    click.echo("To update pages and sheets:")
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")
