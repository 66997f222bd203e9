"""``routeplan replan``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import (
    date_option,
    json_option,
    plan_file_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.options.search import budget_of, limit_options, one_limit
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.errors import EXIT_PROMISE, UsageError
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.cli.commands.replanning import Opened, ReplanRequest, Shown
    from routeplan.formats.decisions.day_changes import TypedChanges, Understood
    from routeplan.model.nights import Nights
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


@click.command("replan", short_help="Re-plan after a change and show what moved.")
@workspace_argument
@plan_file_option
@date_option("--day", "Day of the change (default: today, or the plan's first day).")
@click.option(
    "--now",
    metavar="HH:MM",
    help="Treat whatever began before this time as done; after midnight write 01:30 or 25:30 "
    "(default: 00:00).",
)
@click.option(
    "--ill",
    multiple=True,
    metavar="ID",
    help="This officer is ill from --now until the end of the day, or of --until.",
)
@click.option(
    "--away",
    multiple=True,
    nargs=2,
    metavar="ID HH:MM-HH:MM",
    help="This officer is called away, leaving from and returning to the station.",
)
@date_option("--until", "Last day on which --ill and --away apply.")
@click.option(
    "--back",
    multiple=True,
    metavar="ID",
    help="This officer is back earlier than stated in an earlier replan.",
)
@click.option("--cancel", multiple=True, metavar="ID", help="This household cancels.")
@click.option(
    "--new-time",
    multiple=True,
    nargs=2,
    metavar="ID TIME",
    help="This household asks for a new time, such as '2026-12-01 10:30'.",
)
@click.option("--done", multiple=True, metavar="ID", help="This visit is done already.")
@click.option(
    "--give", multiple=True, nargs=2, metavar="ID ID", help="Give this visit to this officer."
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
    day: date | None,
    now: str | None,
    ill: tuple[str, ...],
    away: tuple[tuple[str, str], ...],
    until: date | None,
    back: tuple[str, ...],
    cancel: tuple[str, ...],
    new_time: tuple[tuple[str, str], ...],
    done: tuple[str, ...],
    give: tuple[tuple[str, str], ...],
    reason: str | None,
    no_log: bool,
    keep: str,
    at_most: int | None,
    seconds: float | None,
    iterations: int | None,
    write: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Adapt a plan to a change: who is ill or away, who cancels, what is done.

    Results recorded since the plan's first day are taken in automatically: promised times become
    appointments, and households that were met otherwise, refused or moved away are not called on
    again. Table rows that are new, gone or changed since the plan was made are taken in too.

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
    from routeplan.cli.commands.replanning import opened_to_replan, shown, taken_in
    from routeplan.cli.commands.replanning import write as write_replanned
    from routeplan.formats.decisions.day_changes import TypedChanges
    from routeplan.formats.decisions.row_changes import with_gone

    if write and dry_run:
        raise UsageError("--write and --dry-run cannot be combined; give only one")
    one_limit(seconds, iterations)
    opened = opened_to_replan(folder, plan_file, on=_day_of_plan(folder, day, now))
    if write and opened.path.name != "plan.json":
        raise UsageError(f"{opened.path.name} has already been replaced; replan plan.json instead")
    on = _day(opened.plan, day, now, _nights(opened.workspace, ill, away))
    words = TypedChanges(on, now, ill, away, cancel, new_time, done, give, reason, until, back)
    opened, told = taken_in(opened, words, quiet=quiet)
    wanted = _wanted(opened, words, told, (keep, at_most, seconds, iterations), no_log=no_log)
    made = shown(opened, wanted, write=write, quiet=quiet)
    telling = with_gone(opened.plan, opened.workspace.inputs)
    written = write_replanned(opened, wanted, made, telling) if write else None
    if as_json:
        _print_json(opened, wanted, made, written)
    else:
        _print(opened, wanted, made, words)
        _tell(folder, opened.path, on, made, written)
    if made.plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def _day_of_plan(folder: Path, day: date | None, now: str | None) -> date:
    """By which day the plan is chosen: the one named, else the one whose shifts are on now."""
    on = day or today()
    from routeplan.formats.plans.which_plan import day_at
    from routeplan.formats.tables.cells import parsed_clock, plain

    try:
        seconds = parsed_clock(plain(now or ""))
    except ValueError:  # none is said, or it is told later
        return on
    return day_at(folder / "maps", on, seconds, named=day is not None)


def _nights(workspace: Workspace, ill: Sequence[str], away: Sequence[tuple[str, str]]) -> Nights:
    """When those are on shift who are ill or away, else everybody."""
    named = {*ill, *(officer for officer, _ in away)}
    return workspace.inputs.nights.of(named) if named else workspace.inputs.nights


def _day(plan: Plan, day: date | None, now: str | None, nights: Nights) -> date:
    """The day asked for, else today, else the first day of a plan that lies ahead."""
    from routeplan.formats.decisions.day_changes import day_meant

    days = [plan.first_day + timedelta(days=k) for k in range(plan.days)]
    usual = max(today(), plan.first_day)
    chosen = day_meant(day, now, usual=usual, nights=nights, days=days)
    if chosen not in days:
        raise UsageError(
            f"{chosen} is not a day of this plan ({days[0]} to {days[-1]}); give --day"
        )
    return chosen


Limits = tuple[str, int | None, float | None, int | None]
"""``--keep``, ``--at-most``, ``--seconds`` and ``--iterations``."""


def _wanted(
    opened: Opened, words: TypedChanges, told: Understood, limits: Limits, *, no_log: bool
) -> ReplanRequest:
    """What is to be taken in: typed, recorded, and changed in the tables.

    Raises
    ------
    UsageError
        When that is nothing.
    """
    from routeplan.cli.commands.replanning import ReplanRequest, recorded
    from routeplan.followup.taking import FromLog

    log = FromLog() if no_log else recorded(opened, told, words.day)
    if not (told.changes or told.done or words.now or log.taken or opened.rows):
        raise UsageError("nothing has changed; give a change, such as --ill O3 or --cancel H12")
    keep, at_most, seconds, iterations = limits
    budget = budget_of(seconds, iterations, usual=opened.workspace.settings.replan.search_seconds)
    typed = (str(words.day), told.now, sorted(told.done), told.changes, limits, no_log)
    told = told.with_log(log.done, log.changes)
    return ReplanRequest(told, log, keep, at_most, budget, repr(typed))


def _print(opened: Opened, wanted: ReplanRequest, made: Shown, words: TypedChanges) -> None:
    from routeplan.cli.tables.replan import print_replan, print_taken
    from routeplan.cli.tables.replan_taken_in import print_absences, print_her_own, print_rows
    from routeplan.formats.decisions.row_changes import with_gone

    telling = with_gone(opened.plan, opened.workspace.inputs)
    print_absences(wanted.told.changes, words, telling)
    print_taken(wanted.log.taken, telling)
    print_rows(opened.rows, telling)
    print_replan(opened.plan, made.plan, telling, made.record.price)
    print_her_own(opened.plan, made.plan, made.record.changes, telling)


def _print_json(
    opened: Opened, wanted: ReplanRequest, made: Shown, written: dict[str, str] | None
) -> None:
    from routeplan.cli.tables.replan import replan_content
    from routeplan.cli.tables.replan_taken_in import her_own

    content = replan_content(opened.plan, made.plan, made.record.price)
    content |= {
        "from_log": as_dicts(wanted.log.taken),
        "from_tables": as_dicts(opened.rows),
        "only_the_ill_officer": her_own(opened.plan, made.plan, made.record.changes),
        "as_shown_before": made.kept,
        "written": written,
    }
    print_json(content)


def _tell(folder: Path, path: Path, day: date, made: Shown, written: dict[str, str] | None) -> None:
    from routeplan.cli.terminal.writing import tell_replaced
    from routeplan.station.use_cases.write_plan import geojson_beside

    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    if made.changed:
        told = " and ".join(made.changed)
        click.echo(f"Searched again; changed since the last look: {told}.")
    elif made.others and written is not None:
        click.echo("Searched again; no proposal with these options had been shown.")
    if written is None:
        click.echo("Nothing was written. To write exactly this plan:")
        which = ("--plan", str(path), "--day", str(day), "--write")
        click.echo(f"  {typed_again(*which, without=('plan_file', 'day'))}")
        return
    if made.kept:
        click.echo("This is the plan that was shown before.")
    replaced = Path(written["replaced"])
    click.echo(f"Written to {path} and {geojson_beside(path).name} next to it.")
    tell_replaced(folder, replaced)
    if "change_sheets" in written:
        click.echo(f"A page of changes for each officer concerned: {written['change_sheets']}")
    click.echo("To update map pages and sheets:")
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")
