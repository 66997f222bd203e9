"""``routeplan balance``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from routeplan.cli.options.common import (
    json_option,
    plan_file_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.travelling import travel
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.cli.terminal.written_files import (
    command_name,
    tell_plan_written,
    tell_replaced,
    tell_written,
)
from routeplan.station.use_cases.balance_plan import ITERATIONS
from routeplan.station.use_cases.work_out_tabs import WEEKS

if TYPE_CHECKING:
    from routeplan.balance.frontier import Choice
    from routeplan.model.inputs import TravelTables
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.balance_plan import Balanced
    from routeplan.travel.source import TravelSource


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
    between officers on the same day. Locks are kept, and rounds that have begun stay as they are.
    Nothing is written without --write.

    \b
    Example:
      routeplan balance station --option 2 --write
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_travel import travel_kind
    from routeplan.station.use_cases.balance_plan import balance_plan, option_of

    typed = _Asked(folder, weeks_back, iterations, number, write, as_json)
    opened = OpenPlan(*opened_plan(folder, plan_file))
    kind = travel_kind(opened.plan)
    with travel(opened.workspace, kind=kind, quiet=quiet) as (source, tables):
        with ProgressLine(quiet=quiet) as watch:
            balanced = balance_plan(
                opened, tables, weeks_back=weeks_back, iterations=iterations, watch=watch
            )
        tell_findings(balanced.findings)
        taken = option_of(balanced, number, swap=write and bool(balanced.proposal.moves))
        kept = _kept(typed, opened, balanced, taken, (source, tables))
    if as_json:
        _print_content(typed, opened, balanced, taken)
    elif not opened.workspace.inputs.shifts:
        click.echo(say("Nobody is on shift in this plan."))
    else:
        _print_tables(typed, opened, balanced, taken, kept)


class _Asked(NamedTuple):
    """What was typed."""

    folder: Path
    weeks_back: int
    iterations: int
    number: int | None
    write: bool
    as_json: bool


def _kept(
    typed: _Asked,
    opened: OpenPlan,
    balanced: Balanced,
    taken: Choice | None,
    travelling: tuple[TravelSource, TravelTables],
) -> Path | None:
    """Write what is to be written; where the plan before is kept, None where there is none."""
    from routeplan.formats.decisions.shown_options import keep_shown, mark_of
    from routeplan.station.use_cases.balance_plan import keep_option, require_as_shown

    request = f"weeks {typed.weeks_back}, iterations {typed.iterations}"
    if not typed.write:
        keep_shown(
            opened.path.parent, request, {c.number: mark_of(c.plan) for c in balanced.choices}
        )
        return None
    require_as_shown(opened.path, request, taken)
    done = keep_option(opened, balanced, taken, *travelling, command=command_name())
    if done.written:
        tell_written(done.written)
    return done.plan_before


def _print_content(
    typed: _Asked, opened: OpenPlan, balanced: Balanced, taken: Choice | None
) -> None:
    """The same for programs."""
    from routeplan.balance.balance_data import balance_content, options_content, weeks_content

    written = opened.path if typed.write and taken else None
    content = balance_content(
        opened.workspace.inputs, opened.plan, balanced.proposal, written=written
    )
    options = options_content(balanced.choices, taken if typed.write else None)
    print_json(content | {"weeks": weeks_content(balanced.loads), "options": options})


def _print_tables(
    typed: _Asked,
    opened: OpenPlan,
    balanced: Balanced,
    taken: Choice | None,
    kept: Path | None,
) -> None:
    """The tables, and what to type next."""
    from routeplan.cli.tables.balance.options import print_balance

    inputs, plan = opened.workspace.inputs, opened.plan
    print_balance(inputs, plan, balanced.proposal, balanced.loads, balanced.choices, taken)
    _tell_begun(balanced.begun, len(plan.routes))
    if kept:
        _tell_kept(typed.folder, opened.path, kept)
    elif len(balanced.choices) > 1:
        click.echo(say("Nothing was written. To apply an option, such as the first:"))
        take = ("--plan", str(opened.path), "--option", str(typed.number or 1), "--write")
        click.echo(f"  {typed_again(*take, without=('number', 'plan_file'))}")


def _tell_begun(begun: int, rounds: int) -> None:
    """Why no option changes what is past."""
    if begun:
        click.echo(
            say(
                "Rounds that have begun or are over stay as they are: {begun} of {rounds}.",
                begun=begun,
                rounds=rounds,
            )
        )


def _tell_kept(folder: Path, path: Path, kept: Path) -> None:
    """What was written, how to take it back, and what is to be made again."""
    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    tell_plan_written(path)
    tell_replaced(folder, kept)
    click.echo(say("To update pages and sheets:"))
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")
