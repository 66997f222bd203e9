"""``routeplan balance``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import (
    json_option,
    plan_file_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.cli.terminal.writing import command_name, tell_written
from routeplan.errors import UsageError
from routeplan.station.overview_tabs import WEEKS

if TYPE_CHECKING:
    from routeplan.balance.frontier import Choice, Kind
    from routeplan.balance.swap import Proposal
    from routeplan.model.inputs import Inputs, TravelTables
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan
    from routeplan.station.open_station import Workspace
    from routeplan.travel.source import TravelSource

ITERATIONS = 4000


@click.command("balance", short_help="Show who carries how much, and even it out.")
@workspace_argument
@plan_file_option
@click.option(
    "--weeks",
    "weeks_back",
    type=click.IntRange(0, 520),
    metavar="N",
    default=WEEKS,
    help=f"Count the plans of so many weeks before this one too (default: {WEEKS}).",
)
@click.option(
    "--iterations",
    type=click.IntRange(0),
    metavar="N",
    default=ITERATIONS,
    help="How long to search for each option: repeatable, byte for byte; 0 leaves all but the "
    f"swap away (default: {ITERATIONS}).",
)
@click.option(
    "--option",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="The option to look at, or with --write to take.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write the plan of --option, without --option the one with its rounds swapped, and keep "
    "the options for the overview page.",
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
    """Show who carries how much, and what it costs to share it more evenly.

    Options are plans, each solved again and judged: shorter longest weeks (by the officers'
    share) and shorter longest days, with what they cost. What was carried in the weeks before
    counts, and no option leaves out a visit that the plan makes. One of them, the swap of whole
    rounds between officers of one day, costs nothing. Locks are kept. Nothing is written without
    --write.

    \b
    Example:
      routeplan balance station --option 2 --write
    """
    from routeplan.balance.content import balance_content, options_content, weeks_content
    from routeplan.balance.frontier import frontier
    from routeplan.balance.swap import even_out
    from routeplan.balance.weeks import carried_before, weeks
    from routeplan.cli.tables.balance_options import print_balance
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.cli.terminal.travelling import travel
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.decisions.shown_options import keep_shown, mark_of
    from routeplan.formats.plans.plan_files import earlier_plans
    from routeplan.model.locks import locked_visits
    from routeplan.station.open_travel import travel_kind

    path, plan, workspace = opened_plan(folder, plan_file)
    inputs = workspace.inputs
    _require_the_same_shifts(plan, inputs)
    earlier, findings = earlier_plans(folder / "maps", plan.first_day, weeks=weeks_back)
    tell_findings(findings)
    locks = read_decisions(path).locks
    before = carried_before(inputs.officers, earlier, plan.first_day, plan.days)
    proposal = even_out(inputs, plan, locked=locked_visits(plan, locks), before=before)
    with travel(workspace, kind=travel_kind(plan), quiet=quiet) as (source, tables):
        plans = _other_plans(inputs, plan, tables, proposal, iterations, locks, before, quiet=quiet)
        choices = frontier(inputs, plan, plans, before)
        taken = _taken(choices, number, swap=write and bool(proposal.moves))
        request = f"weeks {weeks_back}, iterations {iterations}"
        if write:
            _require_as_shown(path, request, taken)
            kept = keep(path, plan, choices, taken, workspace, source, tables)
        else:
            keep_shown(path.parent, request, {c.number: mark_of(c.plan) for c in choices})
    loads = weeks(inputs.officers, [*earlier, plan])
    if as_json:
        written = path if write and taken else None
        content = balance_content(inputs, plan, proposal, written=written)
        more = {
            "weeks": weeks_content(loads),
            "options": options_content(choices, taken if write else None),
        }
        print_json(content | more)
        return
    if not inputs.shifts:
        click.echo("Nobody is on shift in this plan.")
        return
    print_balance(inputs, plan, proposal, loads, choices, taken)
    if write and kept:
        _tell_written(folder, path, kept)
    elif len(choices) > 1:
        click.echo("Nothing was written. To take an option, such as the first:")
        take = ("--plan", str(path), "--option", str(number or 1), "--write")
        click.echo(f"  {typed_again(*take, without=('number', 'plan_file'))}")


def _tell_written(folder: Path, path: Path, kept: Path) -> None:
    """What was written, how to take it back, and what is to be made again."""
    from routeplan.cli.terminal.writing import tell_replaced
    from routeplan.station.write_plan import geojson_beside

    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    click.echo(f"Written to {path} and {geojson_beside(path).name} beside it.")
    tell_replaced(folder, kept)
    click.echo("Make pages and sheets again:")
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")


def _other_plans(
    inputs: Inputs,
    plan: Plan,
    tables: TravelTables,
    proposal: Proposal,
    iterations: int,
    locks: Sequence[Lock],
    before: Mapping[str, int],
    *,
    quiet: bool,
) -> Iterator[tuple[Kind, Plan]]:
    """The swap of whole rounds, then the plans that are solved again."""
    from routeplan.balance.even_plans import evener_plans
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.engines.choose import usual_engine
    from routeplan.problem.solution import Budget

    if proposal.moves:
        yield "swap", proposal.plan
    if iterations and inputs.shifts:
        budget = Budget(None, iterations)
        with ProgressLine(quiet=quiet) as watch:
            yield from evener_plans(
                inputs,
                tables,
                usual_engine(),
                plan,
                budget=budget,
                locks=locks,
                before=before,
                watch=watch,
            )


def _taken(choices: Sequence[Choice], number: int | None, *, swap: bool) -> Choice | None:
    """The option asked for; without a number the swap, if it is to be written.

    Raises
    ------
    UsageError
        When there is no such option.
    """
    if number is None:
        return next((each for each in choices if swap and each.kind == "swap"), None)
    found = next((each for each in choices if each.number == number), None)
    if found is None:
        told = f"1 to {len(choices) - 1}" if len(choices) > 1 else "none"
        raise UsageError(f"there is no option {number}; there are: {told}")
    return found


def _require_as_shown(path: Path, request: str, taken: Choice | None) -> None:
    """Raises UsageError where the option would not be what was shown under its number."""
    from routeplan.formats.decisions.shown_options import mark_of, shown_mark

    mark = shown_mark(path.parent, request, taken.number) if taken else None
    if taken and mark not in (None, mark_of(taken.plan)):
        raise UsageError(
            f"option {taken.number} is not what was shown: something has changed since, or that "
            "search was interrupted; look at the options again without --write"
        )


def keep(
    path: Path,
    plan: Plan,
    choices: Sequence[Choice],
    taken: Choice | None,
    workspace: Workspace,
    source: TravelSource,
    tables: TravelTables,
) -> Path | None:
    """Finish the plan of the option taken, judge it, write it; keep the options beside it.

    Returns where the plan before is kept, None when there is none taken.

    Raises
    ------
    JudgeError
        When the plan breaks a rule; nothing is written.
    """
    from routeplan.balance.content import options_content
    from routeplan.balance.even_plans import with_reserve, with_ways
    from routeplan.formats.decisions.decisions import keep_replaced
    from routeplan.formats.decisions.options_json import write_options
    from routeplan.station.write_plan import replace_plan

    inputs = workspace.inputs
    if taken and taken.kind == "swap":
        plan = with_reserve(taken.plan, inputs, tables)
    elif taken:
        plan = with_ways(taken.plan, inputs, tables, source)
    kept = keep_replaced(path) if taken else None
    if taken:
        tell_written(replace_plan(path, plan, inputs, workspace, command=command_name()))
    write_options(path.parent, options_content(choices, taken), plan)
    return kept


def _require_the_same_shifts(plan: Plan, inputs: Inputs) -> None:
    planned = [(r.shift, r.officers, r.day, r.mode, r.begin, r.end) for r in plan.routes]
    now = [(s.id, s.officers, s.day, s.mode, s.begin, s.end) for s in inputs.shifts]
    if planned != now:
        raise UsageError(
            "officers or their hours have changed since the plan was made; "
            "take that into it with 'routeplan replan' first"
        )
