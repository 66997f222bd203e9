"""The steps of ``replan``: what has changed, the plan that is shown, and writing just that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.messages import tell_findings
from routeplan.cli.terminal.opening import chosen_plan
from routeplan.cli.terminal.writing import command_name, tell_written
from routeplan.errors import InputError
from routeplan.station.clock import today

if TYPE_CHECKING:
    from datetime import date

    from routeplan.followup.taking import FromLog
    from routeplan.formats.decisions.day_changes import TypedChanges, Understood
    from routeplan.formats.decisions.decisions import Decisions, Replan
    from routeplan.formats.decisions.row_changes import RowChange
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.planning.replan.replan import Replanned
    from routeplan.problem.solution import Budget
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class Opened:
    """A plan to replan: its file, what was decided about it, the tables, and what they changed."""

    path: Path
    plan: Plan
    decisions: Decisions
    workspace: Workspace
    rows: tuple[RowChange, ...]

    @property
    def tables(self) -> Inputs:
        """As the tables say."""
        return self.workspace.tables or self.workspace.inputs


@dataclass(frozen=True)
class ReplanRequest:
    """What a replan takes in, and how.

    ``request`` tells it from every other replan of the same plan.
    """

    told: Understood
    log: FromLog
    keep: str
    at_most: int | None
    budget: Budget
    request: str


@dataclass(frozen=True)
class Shown:
    """A plan to show or to write.

    Parameters
    ----------
    kept
        Whether it is what was shown before.
    changed
        What has changed since another one was shown, by name.
    others
        Whether something was shown, but with other options.
    """

    plan: Plan
    inputs: Inputs
    record: Replan
    kept: bool
    changed: Sequence[str] = ()
    others: bool = False


def opened_to_replan(folder: Path, plan_file: Path | None, *, on: date) -> Opened:
    """The plan asked for, and which rows of the tables have changed since it was made.

    Without ``plan_file`` it is the plan of the day ``on``.

    Raises
    ------
    InputError
        When the plan or the tables cannot be read, or the plan is of another time zone.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.decisions.made_from import beside, read_made_from
    from routeplan.formats.decisions.row_changes import row_changes
    from routeplan.formats.plans.plan_json import read_plan
    from routeplan.formats.plans.plan_match import of_another_zone
    from routeplan.station.reading.open_plan import workspace_of

    path = chosen_plan(folder, plan_file, on=on)
    plan = read_plan(path)
    workspace = workspace_of(folder, plan)
    tables, decisions = workspace.inputs, read_decisions(path)
    if decisions.changes:
        workspace = workspace.changed(decisions.changes)
    if wrong := of_another_zone(plan, tables, path.name):
        raise InputError([wrong])
    rows = row_changes(
        read_made_from(beside(path)),
        plan,
        tables,
        workspace.inputs,
        over=decisions.changes.cancelled,
    )
    return Opened(path, plan, decisions, workspace, rows)


def taken_in(opened: Opened, words: TypedChanges, *, quiet: bool) -> tuple[Opened, Understood]:
    """What the command says, and the plan's inputs without the appointments that are over by then.

    What is odd about it is told on stderr.

    Raises
    ------
    InputError
        With everything that cannot be.
    """
    from routeplan.formats.decisions.day_changes import understood

    told = understood(
        words,
        opened.plan,
        opened.workspace.inputs,
        locks=opened.decisions.locks,
        tolerance_seconds=round(60 * opened.workspace.settings.visits.tolerance_minutes),
        since=opened.decisions.now,
        earlier=opened.decisions.changes,
    )
    _tell_reading(told, opened.workspace, words.day, quiet=quiet or words.now is None)
    if told.changes.new_times:
        _tell_promises(opened.workspace, told)
    return _without_lapsed(opened, told)


def _tell_reading(told: Understood, workspace: Workspace, on: date, *, quiet: bool) -> None:
    """Say what is odd, and which night is meant after midnight."""
    tell_findings(told.warnings)
    local = workspace.inputs.calendar.local(told.now)
    if not quiet and local.date() > on:
        click.echo(f"It is {local:%H:%M} of {local:%Y-%m-%d}, in the night of {on}.", err=True)


def _tell_promises(workspace: Workspace, told: Understood) -> None:
    """Say what speaks against the new times; they are taken all the same."""
    from routeplan.station.reading.promise_warnings import typed_new_times

    at = workspace.inputs.calendar.local(told.now)
    now = max((today(), 0), (at.date(), 3600 * at.hour + 60 * at.minute))
    tell_findings(typed_new_times(workspace, told.changes.new_times, now))


def _without_lapsed(opened: Opened, told: Understood) -> tuple[Opened, Understood]:
    """Appointments that are over, and nobody went, lapse: the visits go by the residents' hours."""
    from routeplan.model.changes import Changes, changed_inputs, lapsed_appointments
    from routeplan.model.locks import begun

    workspace = opened.workspace
    settled = begun(opened.plan, told.now) | told.done | opened.decisions.done
    settled |= {new.visit for new in told.changes.new_times}
    lapsed = lapsed_appointments(workspace.inputs, told.now, settled)
    for each in lapsed:
        click.echo(
            f"{each.visit}: the appointment on {each.on} is over; the household is planned by "
            "its own hours, among the first.",
            err=True,
        )
    over = Changes(lapsed=lapsed)
    inputs = changed_inputs(workspace.inputs, over)
    return (
        replace(opened, workspace=replace(workspace, inputs=inputs, tables=opened.tables)),
        told.with_changes(over),
    )


def recorded(opened: Opened, told: Understood, day: date) -> FromLog:
    """What the visit log knows since the plan's first day, and no replan has taken in."""
    from routeplan.followup.since import read_since
    from routeplan.followup.taking import Rest, taken_from_log

    plan, workspace, decisions = opened.plan, opened.workspace, opened.decisions
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


def shown(opened: Opened, wanted: ReplanRequest, *, write: bool, quiet: bool) -> Shown:
    """What was shown for the same request, if it still fits, else a new search.

    Without ``write`` what is found is kept, so that the next look and ``--write`` show the same.
    """
    from routeplan.model.changes import changed_inputs
    from routeplan.station.reading.proposals import (
        PATTERN,
        Proposal,
        differing,
        proposal_file,
        read_proposal,
        state_of,
        write_proposal,
    )

    state = state_of(opened.path, opened.workspace)
    file = proposal_file(opened.path, wanted.request)
    kept = read_proposal(file)
    stale = differing(kept.state, state) if kept else []
    if kept and not stale and (write or not kept.plan.search.interrupted):
        changes = opened.decisions.changes + kept.record.changes
        inputs = changed_inputs(opened.tables, changes)
        return Shown(kept.plan, inputs, kept.record, kept=True)
    others = kept is None and any(opened.path.parent.glob(PATTERN))
    made = _searched(opened, wanted, quiet=quiet)
    record = _record(opened, wanted, made)
    if not write:
        write_proposal(file, Proposal(state, record, made.plan))
    return Shown(made.plan, made.inputs, record, kept=False, changed=stale, others=others)


def _searched(opened: Opened, wanted: ReplanRequest, *, quiet: bool) -> Replanned:
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.cli.terminal.travelling import travel
    from routeplan.engines.choose import usual_engine
    from routeplan.formats.decisions.row_changes import held, promised_anew, refuse_locked
    from routeplan.model.locks import begun, locked_visits
    from routeplan.planning.replan.problem import Keep
    from routeplan.planning.replan.replan import replan
    from routeplan.planning.replan.request import Request
    from routeplan.station.reading.open_travel import travel_kind

    plan, decisions, told = opened.plan, opened.decisions, wanted.told
    refuse_locked(opened.rows, locked_visits(plan, decisions.locks))
    done = told.done | decisions.done
    over = begun(plan, told.now) | done
    typed = {new.visit for new in told.changes.new_times}
    open_rows = [each for each in opened.rows if each.id not in over | typed]
    anew = promised_anew(open_rows, opened.tables, decisions.changes, now=told.now)
    request = Request(
        now=told.now,
        keep=Keep(wanted.keep),
        changes=told.changes + anew + held(opened.rows, plan, over),
        earlier=decisions.changes,
        done=done,
        locks=decisions.locks,
        price=round(60 * opened.workspace.settings.replan.moved),
        longest_day=plan.search.longest_day_seconds,
        struck=frozenset(e.id for e in opened.rows if e.household and e.id not in over),
        at_most=wanted.at_most,
    )
    # Whoever comes back may travel as nobody else does: ways by every mode of the tables.
    everybody = replace(opened.workspace, inputs=opened.tables)
    with (
        travel(everybody, kind=travel_kind(plan), quiet=quiet) as (source, tables),
        ProgressLine(seconds=wanted.budget.seconds, quiet=quiet) as watch,
    ):
        return replan(
            plan,
            opened.tables,
            request,
            tables,
            source,
            usual_engine(),
            budget=wanted.budget,
            seed=plan.search.seed,
            watch=watch,
        )


def _record(opened: Opened, wanted: ReplanRequest, made: Replanned) -> Replan:
    from routeplan.formats.decisions.decisions import Replan, next_number

    number, done = next_number(opened.path), tuple(sorted(wanted.told.done))
    kept = (f"R{number}", number, wanted.keep, wanted.told.now, done, made.changes, made.price)
    return Replan(*kept, log_entry=wanted.log.entry)


def write(opened: Opened, wanted: ReplanRequest, made: Shown, telling: Inputs) -> dict[str, str]:
    """Write the plan, its GeoJSON, the decisions and the change sheets; keep the replaced plan.

    ``telling`` are the inputs by which the sheets name people.
    """
    from routeplan.formats.decisions.decisions import keep_replaced, next_number, write_decisions
    from routeplan.render.paper.diff_sheets import write_diff_sheets
    from routeplan.station.reading.proposals import proposal_file
    from routeplan.station.use_cases.draw import look_of
    from routeplan.station.use_cases.write_plan import replace_plan

    path, plan, workspace = opened.path, opened.plan, opened.workspace
    number = next_number(path)
    record = replace(made.record, id=f"R{number}", replaced=number)
    pdf = path.with_name(f"changes.{number}.pdf")
    sheets = write_diff_sheets(pdf, plan, made.plan, telling, look_of(workspace), now=record.now)
    kept = keep_replaced(path)
    write_decisions(path, opened.decisions.replanned(record))
    tables = replace(workspace, tables=opened.tables)
    tell_written(replace_plan(path, made.plan, made.inputs, tables, command=command_name()))
    proposal_file(path, wanted.request).unlink(missing_ok=True)
    if sheets:
        _note(workspace, plan, made.plan, pdf)
    written = {"plan": str(path), "replaced": str(kept)}
    return written | ({"change_sheets": str(pdf)} if sheets else {})


def _note(workspace: Workspace, before: Plan, after: Plan, pdf: Path) -> None:
    """Note that the change sheets were printed."""
    from routeplan.model.difference import officer_changes
    from routeplan.station.use_cases.note_handout import Printed, note_print

    changes = officer_changes(before, after)
    printed = Printed(
        "change sheets",
        [s.household for c in changes for s in (*c.removed, *c.added, *c.rescheduled)],
        [pdf],
        days=[workspace.inputs.calendar.date_of(change.day) for change in changes],
        officers=[change.officer for change in changes],
    )
    tell_findings(note_print(workspace, printed, command=command_name()))
