"""``routeplan replan``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import (
    DayAndTime,
    date_option,
    json_option,
    plan_file_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.options.search_budget import limit_options, one_limit
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import as_dicts, print_json, tell_findings
from routeplan.cli.terminal.opening import chosen_plan
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.cli.terminal.written_files import command_name, tell_replaced, tell_written
from routeplan.errors import EXIT_PROMISE, UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.station.reading.open_travel import TravelOpener
    from routeplan.station.use_cases.plan_in_use.replan_records import (
        ProposedPlan,
        ReplanRequest,
        WrittenReplan,
    )


@click.command("replan", cls=Command)
@workspace_argument
@plan_file_option
@date_option("--day", "Day of the change (default: today, or the plan's first day).", of_plan=True)
@click.option(
    "--now",
    metavar="HH:MM",
    help="Treat whatever began before this time as done; after midnight write 01:30 or 25:30 "
    "(default: 00:00).",
)
@click.option(
    "--ill",
    multiple=True,
    metavar="WHO",
    help="This officer (by id or name) is ill from --now until the end of the day, or of --until.",
)
@click.option(
    "--away",
    multiple=True,
    nargs=2,
    metavar="WHO HH:MM-HH:MM",
    help="This officer is called away, leaving from and returning to the station.",
)
@date_option("--until", "Last day on which --ill and --away apply.", of_plan=True)
@click.option(
    "--back",
    multiple=True,
    metavar="WHO",
    help="This officer is back earlier than stated in an earlier replan.",
)
@click.option(
    "--cancel", multiple=True, metavar="WHO", help="This household (by id or name) cancels."
)
@click.option(
    "--new-time",
    multiple=True,
    type=(str, DayAndTime(of_plan=True)),
    metavar="WHO TIME",
    help="This household asks for a new time, such as 'tomorrow 10:30' or '2026-12-01 10:30'.",
)
@click.option("--done", multiple=True, metavar="WHO", help="This visit is done already.")
@click.option(
    "--give", multiple=True, nargs=2, metavar="WHO WHO", help="Give this visit to this officer."
)
@click.option("--reason", metavar="TEXT", help="With --give: the reason, kept next to the plan.")
@click.option("--no-log", is_flag=True, help="Ignore results recorded since the plan began.")
@click.option(
    "--keep",
    type=click.Choice(["strict", "balanced", "free"]),
    default="balanced",
    show_default=True,
    help="How closely to keep to the printed sheets.",
)
@click.option(
    "--at-most",
    type=click.IntRange(0),
    metavar="N",
    help="Move at most N printed stops to another officer or time, or out of the plan.",
)
@limit_options("[replan] search_seconds, 3")
@click.option("--write", is_flag=True, help="Write the new plan and its change sheets.")
@click.option("--dry-run", is_flag=True, help="Only show what would change; this is the default.")
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    no_log: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **wishes: Any,
) -> None:
    """Adapt a plan to a change: who is ill or away, who cancels, what is done.

    Results recorded since the plan's first day are taken in automatically: promised times become
    appointments, visits go by the hours that residents said suit, and households that were met
    otherwise, refused or moved away are not called on again. Table rows that are new, gone or
    changed since the plan was made are taken in too.

    Whatever is done, under way or locked stays. --keep strict: no printed stop of an officer whom
    no change names goes to another officer or moves by more than 5 minutes; balanced: moving a
    printed visit has a price ([replan] moved); free: it has none. --at-most limits the number of
    printed stops that move, whatever --keep says. A printed visit is left out only if nothing else
    fits. Each option can be given several times.

    Without --write only a proposal is kept, next to the plan: the same command shows it again, and
    with --write writes exactly that. The previous plan is kept, and named.

    \b
    Examples:
      routeplan replan station --ill O3 --day 2026-12-01 --until 2026-12-03 --keep strict
      routeplan replan station --at-most 3 --write
      routeplan replan station --now 10:40 --away O3 10:40-12:00 --cancel H12 --write
      routeplan replan station --give H12 O3 --reason "she trusts him" --write
    """
    from routeplan.station.use_cases.plan_in_use.replan_plan import propose_replan, write_replan
    from routeplan.station.use_cases.plan_in_use.replan_records import ReplanWishes
    from routeplan.station.use_cases.plan_in_use.replan_request import day_of_plan, replan_request

    wanted = ReplanWishes(use_log=not no_log, **wishes)
    if wanted.write and dry_run:
        raise UsageError(phrase("--write and --dry-run cannot be combined; give only one"))
    one_limit(wanted.seconds, wanted.iterations)
    path = chosen_plan(folder, plan_file, on=day_of_plan(folder, wanted.day, wanted.now))
    request = replan_request(folder, path, wanted)
    _tell_request(request, quiet=quiet)
    with _watched(request, quiet=quiet) as (travel, watch):
        made = propose_replan(request, travel, watch=watch)
    written = write_replan(request, made, command=command_name()) if wanted.write else None
    if written:
        tell_written(written.written)
        tell_findings(written.findings)
    if as_json:
        _print_json(request, made, written)
    else:
        _print(request, made)
        _tell(folder, request, made, written)
    if made.plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def _tell_request(request: ReplanRequest, *, quiet: bool) -> None:
    """Say what is odd, and which night is meant after midnight."""
    tell_findings(request.findings)
    if request.night and not quiet:
        line = say(
            "It is {at:%H:%M} of {at:%Y-%m-%d}, in the night of {day}.",
            at=request.night,
            day=request.typed.day,
        )
        click.echo(line, err=True)


@contextmanager
def _watched(request: ReplanRequest, *, quiet: bool) -> Iterator[tuple[TravelOpener, ProgressLine]]:
    """What opens travel and watches the search; both say on stderr how far they are."""
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.cli.terminal.travelling import travel

    with ProgressLine(seconds=request.budget.seconds, quiet=quiet) as watch:
        yield lambda workspace, kind: travel(workspace, kind=kind, quiet=quiet), watch


def _print(request: ReplanRequest, made: ProposedPlan) -> None:
    from routeplan.cli.tables.replan import print_replan, print_taken
    from routeplan.cli.tables.replan_taken_in import (
        print_absences,
        print_again,
        print_her_own,
        print_rows,
    )

    before, named = request.opened.plan, request.opened.with_gone
    print_absences(request.understood.changes, request.typed, named)
    print_taken(request.log.taken, named)
    print_rows(request.opened.rows, named)
    print_replan(before, made.plan, named, made.record.price)
    print_her_own(before, made.plan, made.record.changes, named)
    print_again(made.record.changes, named)


def _print_json(request: ReplanRequest, made: ProposedPlan, written: WrittenReplan | None) -> None:
    from routeplan.cli.tables.replan import replan_content
    from routeplan.cli.tables.replan_taken_in import called_again, her_own

    before = request.opened.plan
    content = replan_content(before, made.plan, made.record.price)
    content |= {
        "from_log": as_dicts(request.log.taken),
        "from_tables": as_dicts(request.opened.rows),
        "only_the_ill_officer": her_own(before, made.plan, made.record.changes),
        "called_again": as_dicts(called_again(made.record.changes)),
        "as_shown_before": made.kept,
        "written": _files(written) if written else None,
    }
    print_json(content)


def _files(written: WrittenReplan) -> dict[str, str]:
    files = {"plan": str(written.written.path), "replaced": str(written.replaced)}
    sheets = written.change_sheets
    return files | ({"change_sheets": str(sheets)} if sheets else {})


def _tell(
    folder: Path, request: ReplanRequest, made: ProposedPlan, written: WrittenReplan | None
) -> None:
    """What became of the search, what was written, and what to type next."""
    path = request.opened.path
    if made.changed:
        changed = reduce(_and, made.changed)
        click.echo(say("Searched again; changed since the last look: {what}.", what=changed))
    elif made.others and written is not None:
        click.echo(say("Searched again; no proposal with these options had been shown."))
    if written is None:
        click.echo(say("Nothing was written. To write exactly this plan:"))
        which = ("--plan", str(path), "--day", str(request.typed.day), "--write")
        click.echo(f"  {typed_again(*which, without=('plan_file', 'day'))}")
        return
    if made.kept:
        click.echo(say("This is the plan that was shown before."))
    _tell_files(folder, path, written)


def _and(first: str, second: str) -> str:
    return phrase("{first} and {second}", first=first, second=second)


def _tell_files(folder: Path, path: Path, written: WrittenReplan) -> None:
    from routeplan.station.use_cases.write_plan import geojson_beside

    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    line = say(
        "Written to {path} and {name} next to it.", path=path, name=geojson_beside(path).name
    )
    click.echo(line)
    tell_replaced(folder, written.replaced)
    if sheets := written.change_sheets:
        click.echo(say("A page of changes for each officer concerned: {path}", path=sheets))
    click.echo(say("To update map pages and sheets:"))
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")
