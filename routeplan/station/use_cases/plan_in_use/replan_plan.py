"""Replanning: the plan that is shown, and writing just that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routeplan.phrases import phrase
from routeplan.station.use_cases.plan_in_use.replan_records import (
    ProposedPlan,
    ReplanRequest,
    WrittenReplan,
)

if TYPE_CHECKING:
    from pathlib import Path

    from routeplan.errors import Finding
    from routeplan.formats.decisions.decisions import Replan
    from routeplan.model.plan import Plan
    from routeplan.planning.replan.replan import Replanned
    from routeplan.planning.replan.request import ReplanTask
    from routeplan.problem.solution import Watch
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.reading.open_travel import TravelOpener


def propose_replan(
    request: ReplanRequest, travel: TravelOpener, *, watch: Watch | None = None
) -> ProposedPlan:
    """What was shown for the same request, if it still fits, else a new search.

    What is found is kept beside the plan unless it is to be written, so that the next look, and
    writing, give the same.

    Raises
    ------
    InputError
        When a row of the tables has changed that a lock holds.
    JudgeError
        When the plan breaks a rule.
    """
    from routeplan.model.changes import changed_inputs
    from routeplan.station.reading.shown_replan import (
        PATTERN,
        Proposal,
        differing,
        proposal_file,
        read_proposal,
        state_of,
        write_proposal,
    )

    opened = request.opened
    state = state_of(opened.path, opened.workspace)
    file = proposal_file(opened.path, request.key)
    kept = read_proposal(file)
    stale = differing(kept.state, state) if kept else []
    if kept and not stale and (request.write or not kept.plan.search.interrupted):
        changes = opened.decisions.changes + kept.record.changes
        inputs = changed_inputs(opened.tables, changes)
        return ProposedPlan(kept.plan, inputs, kept.record, kept=True)
    others = kept is None and any(opened.path.parent.glob(PATTERN))
    made = _searched(request, travel, watch)
    record = _record(request, made)
    if not request.write:
        write_proposal(file, Proposal(state, record, made.plan))
    return ProposedPlan(made.plan, made.inputs, record, kept=False, changed=stale, others=others)


def _searched(request: ReplanRequest, travel: TravelOpener, watch: Watch | None) -> Replanned:
    from routeplan.engines.choose import usual_engine
    from routeplan.formats.decisions.row_changes import refuse_locked
    from routeplan.model.locks import locked_visits
    from routeplan.planning.replan.replan import replan
    from routeplan.station.reading.open_travel import travel_kind

    opened = request.opened
    plan, tables = opened.plan, opened.tables
    refuse_locked(opened.rows, locked_visits(plan, opened.decisions.locks))
    # Whoever comes back may travel as nobody else does: ways by every mode of the tables.
    everybody = replace(opened.workspace, inputs=tables)
    with travel(everybody, travel_kind(plan)) as (source, ways):
        return replan(
            plan,
            tables,
            _numbers(request),
            ways,
            source,
            usual_engine(),
            budget=request.budget,
            seed=plan.search.seed,
            watch=watch,
        )


def _numbers(request: ReplanRequest) -> ReplanTask:
    """The request as planning takes it, with the rows of the tables that have changed."""
    from routeplan.formats.decisions.row_changes import held, promised_anew
    from routeplan.model.locks import begun
    from routeplan.planning.replan.constrained_problem import Keep
    from routeplan.planning.replan.request import ReplanTask

    opened, understood = request.opened, request.understood
    plan, decisions = opened.plan, opened.decisions
    done = understood.done | decisions.done
    over = begun(plan, understood.now) | done
    typed = {new.visit for new in understood.changes.new_times}
    open_rows = [row_change for row_change in opened.rows if row_change.id not in over | typed]
    anew = promised_anew(open_rows, opened.tables, decisions.changes, now=understood.now)
    return ReplanTask(
        now=understood.now,
        keep=Keep(request.keep),
        changes=understood.changes + anew + held(opened.rows, plan, over),
        earlier=decisions.changes,
        done=done,
        locks=decisions.locks,
        price=round(60 * opened.workspace.settings.replan.moved),
        longest_day=plan.search.longest_day_seconds,
        struck=frozenset(e.id for e in opened.rows if e.household and e.id not in over),
        at_most=request.at_most,
        again=request.log.again,
    )


def _record(request: ReplanRequest, made: Replanned) -> Replan:
    from routeplan.formats.decisions.decisions import Replan, next_number

    understood, number = request.understood, next_number(request.opened.path)
    return Replan(
        f"R{number}",
        number,
        request.keep,
        understood.now,
        tuple(sorted(understood.done)),
        made.changes,
        made.price,
        log_entry=request.log.entry,
    )


def write_replan(request: ReplanRequest, made: ProposedPlan, *, command: str) -> WrittenReplan:
    """Write the plan, its GeoJSON, the decisions and the change sheets; keep the replaced plan.

    Parameters
    ----------
    command
        What was called, as the visit log notes it.
    """
    from routeplan.formats.decisions.decisions import keep_replaced, next_number, write_decisions
    from routeplan.render.paper.diff_sheets import write_diff_sheets
    from routeplan.station.reading.shown_replan import proposal_file
    from routeplan.station.use_cases.draw import look_of
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.station.use_cases.write_plan import days_of, replace_plan

    opened = request.opened
    path, plan, workspace = opened.path, opened.plan, opened.workspace
    number = next_number(path)
    record = replace(made.record, id=f"R{number}", replaced=number)
    pdf = path.with_name(f"changes.{number}.pdf")
    named, look = opened.with_gone, look_of(workspace)
    what = phrase("a replan of the plan for {days}", days=days_of(plan))
    with noted_write(workspace.root, what, command=command, plan_folder=path.parent) as noting:
        sheets = write_diff_sheets(pdf, plan, made.plan, named, look, now=record.now)
        kept = keep_replaced(path)
        write_decisions(path, opened.decisions.replanned(record))
        tables = replace(workspace, tables=opened.tables)
        written = replace_plan(path, made.plan, made.inputs, tables, command=command)
        proposal_file(path, request.key).unlink(missing_ok=True)
    written = replace(written, findings=(*written.findings, *noting.findings))
    if not sheets:
        return WrittenReplan(written, kept)
    return WrittenReplan(written, kept, pdf, _note(workspace, plan, made.plan, pdf, command))


def _note(
    workspace: Workspace, before: Plan, after: Plan, pdf: Path, command: str
) -> tuple[Finding, ...]:
    """Note that the change sheets were printed."""
    from routeplan.model.difference import officer_changes
    from routeplan.station.use_cases.note_handout import HandedOut, note_print

    changes = officer_changes(before, after)
    printed = HandedOut(
        "change sheets",
        [s.household for c in changes for s in (*c.removed, *c.added, *c.rescheduled)],
        [pdf],
        days=[workspace.inputs.calendar.date_of(change.day) for change in changes],
        officers=[change.officer for change in changes],
    )
    return note_print(workspace, printed, command=command)
