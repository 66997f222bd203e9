"""``routeplan replan``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.searching import budget_of, limit_options, one_limit
from routeplan.cli.shared import (
    as_dicts,
    date_option,
    json_option,
    plan_file_option,
    print_json,
    quiet_option,
    tell_findings,
    today,
    workspace_argument,
)
from routeplan.errors import EXIT_PROMISE, UsageError

if TYPE_CHECKING:
    from routeplan.formats.day_changes import Understood
    from routeplan.formats.decisions import Decisions, Replan
    from routeplan.formats.workspace import Workspace
    from routeplan.nights import Nights
    from routeplan.plan import Plan
    from routeplan.solution import Budget
    from routeplan.solve.replan import Replanned
    from routeplan.visitlog.taking import FromLog


@click.command("replan", short_help="Today has changed: plan on, and say what differs.")
@workspace_argument
@plan_file_option
@date_option("--day", "The day that has changed (default: today, or the plan's first day).")
@click.option(
    "--now",
    metavar="HH:MM",
    help="What began before is done; after midnight 01:30 or 25:30 (default: 00:00).",
)
@click.option("--ill", multiple=True, metavar="ID", help="This officer is ill from now on.")
@click.option(
    "--away",
    multiple=True,
    nargs=2,
    metavar="ID HH:MM-HH:MM",
    help="This officer is called away, from the station and back to it.",
)
@click.option("--cancel", multiple=True, metavar="ID", help="This household cancels.")
@click.option(
    "--new-time",
    multiple=True,
    nargs=2,
    metavar="ID TIME",
    help="This household calls in with a new time, such as '2026-12-01 10:30'.",
)
@click.option("--done", multiple=True, metavar="ID", help="This visit is done already.")
@click.option("--give", multiple=True, nargs=2, metavar="ID ID", help="This visit to this officer.")
@click.option("--reason", metavar="TEXT", help="Why it is given; kept beside the plan.")
@click.option("--no-log", is_flag=True, help="Leave out what was recorded since the plan began.")
@click.option(
    "--keep",
    type=click.Choice(["strict", "balanced", "free"]),
    default="balanced",
    show_default=True,
    help="How much of the printed sheets is kept.",
)
@limit_options("[replan] search_seconds, 3")
@click.option("--write", is_flag=True, help="Write the new plan and its change sheets.")
@click.option("--dry-run", is_flag=True, help="Only show what would change, as without --write.")
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    day: date | None,
    now: str | None,
    ill: tuple[str, ...],
    away: tuple[tuple[str, str], ...],
    cancel: tuple[str, ...],
    new_time: tuple[tuple[str, str], ...],
    done: tuple[str, ...],
    give: tuple[tuple[str, str], ...],
    reason: str | None,
    no_log: bool,
    keep: str,
    seconds: float | None,
    iterations: int | None,
    write: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Plan on from a plan when its day has changed: who is ill or away, who cancels, what is done.

    What was recorded since the plan's first day goes in by itself: times promised become
    appointments, who was met otherwise, refused or is gone is not called on again.

    What is done, under way or locked stays. --keep strict: no printed stop of an officer whom no
    change names goes to another officer or moves by more than 5 minutes; balanced: every printed
    visit that moves has its price ([replan] moved); free: it has none. Each option can be given
    several times. Nothing is written without --write.

    \b
    Examples:
      routeplan replan station --ill O3 --day 2026-12-01 --keep strict
      routeplan replan station --now 10:40 --away O3 10:40-12:00 --cancel H12 --write
      routeplan replan station --give H12 O3 --reason "she trusts him" --write
    """
    from routeplan.cli.drawing import opened_plan
    from routeplan.cli.replan_tables import print_replan, print_taken, replan_content
    from routeplan.formats.day_changes import Told, understood
    from routeplan.formats.decisions import read_decisions

    if write and dry_run:
        raise UsageError("--write and --dry-run exclude each other: give one of them")
    one_limit(seconds, iterations)
    path, plan, workspace = opened_plan(folder, plan_file, on=_day_of_plan(folder, day, now))
    if write and path.name != "plan.json":
        raise UsageError(f"{path.name} has been replaced already; replan plan.json instead")
    decisions = read_decisions(path)
    on = _day(plan, day, now, _nights(workspace, ill, away))
    told = understood(
        Told(on, now, ill, away, cancel, new_time, done, give, reason),
        plan,
        workspace.inputs,
        locks=decisions.locks,
        tolerance_seconds=round(60 * workspace.settings.visits.tolerance_minutes),
        since=decisions.now,
    )
    _tell_reading(told, workspace, on, quiet=quiet or now is None)
    if told.changes.new_times:
        _tell_promises(workspace, told)
    told, workspace = _without_lapsed(told, plan, workspace, decisions)
    log = _recorded(workspace, plan, decisions, told, on, no_log=no_log)
    if not (told.changes or told.done or now or log.taken):
        raise UsageError("nothing has changed: say what, such as --ill O3 or --cancel H12")
    told = told.with_log(log.done, log.changes)
    usual = workspace.settings.replan.search_seconds
    budget = budget_of(seconds, iterations, usual=usual)
    made = _replanned(workspace, plan, decisions, told, keep, budget, quiet=quiet)
    keeping = (told, keep, made, log.entry)
    written = _write(path, plan, workspace, decisions, *keeping) if write else None
    if as_json:
        content = replan_content(plan, made.plan, made.price)
        print_json(content | {"from_log": as_dicts(log.taken), "written": written})
    else:
        print_taken(log.taken, workspace.inputs)
        print_replan(plan, made.plan, workspace.inputs, made.price)
        _tell(folder, path, written)
    if made.plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def _day_of_plan(folder: Path, day: date | None, now: str | None) -> date:
    """By which day the plan is chosen: the one named, else the one whose shifts are on now."""
    on = day or today()
    from routeplan.formats.cells import parsed_clock, plain
    from routeplan.formats.plan_dates import day_at

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
    from routeplan.formats.day_changes import day_meant

    days = [plan.first_day + timedelta(days=k) for k in range(plan.days)]
    usual = max(today(), plan.first_day)
    chosen = day_meant(day, now, usual=usual, nights=nights, days=days)
    if chosen not in days:
        raise UsageError(f"{chosen} is no day of this plan ({days[0]} to {days[-1]}); give --day")
    return chosen


def _tell_promises(workspace: Workspace, told: Understood) -> None:
    """Say what speaks against the new times; they are taken all the same."""
    from routeplan.formats.promises import typed_new_times

    at = workspace.inputs.calendar.local(told.now)
    now = max((today(), 0), (at.date(), 3600 * at.hour + 60 * at.minute))
    tell_findings(typed_new_times(workspace, told.changes.new_times, now))


def _without_lapsed(
    told: Understood, plan: Plan, workspace: Workspace, decisions: Decisions
) -> tuple[Understood, Workspace]:
    """Appointments that are over, and nobody went, lapse: the visits go by the residents' hours."""
    from routeplan.changes import Changes, changed_inputs, lapsed_appointments
    from routeplan.settled import begun

    settled = begun(plan, told.now) | told.done | decisions.done
    settled |= {new.visit for new in told.changes.new_times}
    lapsed = lapsed_appointments(workspace.inputs, told.now, settled)
    for each in lapsed:
        click.echo(
            f"{each.visit}: the appointment of {each.on} is over; the household is planned by its "
            "hours, among the first.",
            err=True,
        )
    over = Changes(lapsed=lapsed)
    inputs = changed_inputs(workspace.inputs, over)
    return told.with_log(frozenset(), over), replace(
        workspace, inputs=inputs, tables=workspace.tables or workspace.inputs
    )


def _tell_reading(told: Understood, workspace: Workspace, on: date, *, quiet: bool) -> None:
    """Say what is odd, and which night is meant after midnight."""
    tell_findings(told.warnings)
    local = workspace.inputs.calendar.local(told.now)
    if not quiet and local.date() > on:
        click.echo(f"It is {local:%H:%M} of {local:%Y-%m-%d}, in the night of {on}.", err=True)


def _recorded(
    workspace: Workspace,
    plan: Plan,
    decisions: Decisions,
    told: Understood,
    day: date,
    *,
    no_log: bool,
) -> FromLog:
    """What the visit log knows since the plan's first day, and no replan has taken in."""
    from routeplan.visitlog.since import read_since
    from routeplan.visitlog.taking import FromLog, Rest, taken_from_log

    if no_log:
        return FromLog()
    logged = read_since(
        workspace.visit_log, plan, workspace.inputs, day=day, after=decisions.log_entry
    )
    rest = Rest(
        plan=plan,
        inputs=workspace.inputs,
        day=day,
        now=told.now,
        done=told.done | decisions.done,
        earlier=decisions.changes,
        typed=told.changes,
        locks=decisions.locks,
        tolerance_seconds=round(60 * workspace.settings.visits.tolerance_minutes),
    )
    return taken_from_log(rest, logged)


def _replanned(
    workspace: Workspace,
    plan: Plan,
    decisions: Decisions,
    told: Understood,
    keep: str,
    budget: Budget,
    *,
    quiet: bool,
) -> Replanned:
    from routeplan.cli.progress import ProgressLine
    from routeplan.cli.travelling import travel, travel_kind
    from routeplan.solve.replan import Request, replan
    from routeplan.solve.replan_problem import Keep
    from routeplan.solve.ruin_recreate import RuinRecreate

    request = Request(
        now=told.now,
        keep=Keep(keep),
        changes=told.changes,
        earlier=decisions.changes,
        done=told.done | decisions.done,
        locks=decisions.locks,
        price=round(60 * workspace.settings.replan.moved),
        longest_day=plan.search.longest_day_seconds,
        may_stretch=False,
    )
    with (
        travel(workspace, kind=travel_kind(plan), quiet=quiet) as (source, tables),
        ProgressLine(seconds=budget.seconds, quiet=quiet) as watch,
    ):
        return replan(
            plan,
            workspace.tables or workspace.inputs,
            request,
            tables,
            source,
            RuinRecreate(),
            budget=budget,
            seed=plan.search.seed,
            watch=watch,
        )


def _write(
    path: Path,
    plan: Plan,
    workspace: Workspace,
    decisions: Decisions,
    told: Understood,
    keep: str,
    made: Replanned,
    log_entry: int,
) -> dict[str, str]:
    """Write the plan, its GeoJSON, the decisions and the change sheets; keep the replaced plan."""
    from routeplan.cli.drawing import look_of
    from routeplan.cli.writing import replace_plan
    from routeplan.formats.decisions import keep_replaced, next_number, write_decisions
    from routeplan.render.diff_sheets import write_diff_sheets

    number = next_number(path)
    pdf = path.with_name(f"changes.{number}.pdf")
    sheets = write_diff_sheets(pdf, plan, made.plan, workspace.inputs, look_of(workspace))
    kept = keep_replaced(path)
    write_decisions(path, decisions.replanned(_record(number, told, keep, made, log_entry)))
    replace_plan(path, made.plan, made.inputs, workspace)
    if sheets:
        _note(workspace, plan, made.plan, pdf)
    written = {"plan": str(path), "replaced": str(kept)}
    return written | ({"change_sheets": str(pdf)} if sheets else {})


def _note(workspace: Workspace, before: Plan, after: Plan, pdf: Path) -> None:
    """Note that the change sheets were printed."""
    from routeplan.cli.handing_out import note_print
    from routeplan.difference import officer_changes

    changes = officer_changes(before, after)
    note_print(
        workspace,
        "change sheets",
        (s.household for c in changes for s in (*c.removed, *c.added, *c.rescheduled)),
        files=[pdf],
        days=[workspace.inputs.calendar.date_of(change.day) for change in changes],
        officers=[change.officer for change in changes],
    )


def _record(number: int, told: Understood, keep: str, made: Replanned, log_entry: int) -> Replan:
    from routeplan.formats.decisions import Replan

    done = tuple(sorted(told.done))
    kept = (f"R{number}", number, keep, told.now, done, made.changes, made.price)
    return Replan(*kept, log_entry=log_entry)


def _tell(folder: Path, path: Path, written: dict[str, str] | None) -> None:
    where = f"{shlex.quote(str(folder))} --plan {shlex.quote(str(path))}"
    if written is None:
        click.echo("Nothing was written. The same command with --write does it.")
        return
    click.echo(f"Written to {path}; the plan before is {Path(written['replaced']).name} beside it.")
    if "change_sheets" in written:
        click.echo(f"A page of changes for each of these officers: {written['change_sheets']}")
    click.echo("Make map pages and sheets again:")
    click.echo(f"  routeplan maps {where}")
    click.echo(f"  routeplan sheets {where}")
