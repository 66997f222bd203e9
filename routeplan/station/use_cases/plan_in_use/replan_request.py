"""What a replan takes in: what is typed, recorded and changed in the tables, all checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, InputError, UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.use_cases.plan_in_use.replan_records import (
    PlanToReplan,
    ReplanRequest,
    ReplanWishes,
)

if TYPE_CHECKING:
    from routeplan.followup.plan_in_use.log_to_changes import LogChanges
    from routeplan.formats.decisions.day_changes import Understood
    from routeplan.formats.decisions.typed_changes import TypedChanges
    from routeplan.model.changes import Lapsed
    from routeplan.model.nights import Nights
    from routeplan.problem.solution import Budget
    from routeplan.station.reading.open_station import Frames, Workspace


def day_of_plan(folder: Path, day: date | None, now: str | None) -> date:
    """By which day the plan is chosen: the one named, else the one whose shifts are on now."""
    from routeplan.formats.plans.which_plan import day_at
    from routeplan.formats.tables.cells import parsed_clock, plain

    on = day or today()
    try:
        seconds = parsed_clock(plain(now or ""))
    except ValueError:  # none is said, or what is wrong with it is told later
        return on
    return day_at(folder / "maps", on, seconds, named=day is not None)


def replan_request(
    folder: Path, path: Path, wishes: ReplanWishes, *, frames: Frames | None = None
) -> ReplanRequest:
    """Read a plan to replan, and understand what is to be taken in.

    Raises
    ------
    InputError
        When the plan or the tables cannot be read, or with everything that cannot be taken in.
    UsageError
        When the day is not the plan's, nothing has changed, or a plan that has been replaced is to
        be written.
    """
    from routeplan.followup.plan_in_use.log_to_changes import LogChanges

    opened = open_to_replan(folder, path, frames=frames)
    if wishes.write and path.name != "plan.json":
        raise UsageError(
            phrase("{file} has already been replaced; replan plan.json instead", file=path.name)
        )
    wishes = wishes.by_id(opened.workspace.inputs)
    typed = wishes.typed(_day_of_change(opened, wishes))
    understood, findings = _understood(opened, typed)
    night = opened.workspace.inputs.calendar.local(understood.now)
    opened, understood, lapsed = _without_lapsed(opened, understood)
    log = _recorded(opened, understood, typed.day) if wishes.use_log else LogChanges()
    has_changed = bool(
        understood.changes or understood.done or typed.now or log.taken or opened.rows
    )
    if not (has_changed or log.again):
        raise UsageError(
            phrase("nothing has changed; give a change, such as --ill O3 or --cancel H12")
        )
    return ReplanRequest(
        opened,
        typed,
        understood.with_log(log.done, log.changes).ill_after_their_last_call(opened.plan),
        log,
        wishes.keep if has_changed else "strict",  # nothing moves for doors that stayed shut
        wishes.at_most,
        _budget(wishes, opened.workspace),
        _key(typed, understood, wishes),
        wishes.write,
        night=night if typed.now is not None and night.date() > typed.day else None,
        findings=(*findings, *lapsed),
    )


def open_to_replan(folder: Path, path: Path, *, frames: Frames | None = None) -> PlanToReplan:
    """The plan of a file, and which rows of the tables have changed since it was made.

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

    plan = read_plan(path)
    workspace = workspace_of(folder, plan, frames=frames)
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
    return PlanToReplan(path, plan, decisions, workspace, rows)


def _day_of_change(opened: PlanToReplan, wishes: ReplanWishes) -> date:
    """The day that is named, else today, else the first day of a plan that lies ahead."""
    from routeplan.formats.decisions.day_changes import day_meant

    plan = opened.plan
    days = [plan.first_day + timedelta(days=k) for k in range(plan.days)]
    usual = max(today(), plan.first_day)
    nights = _nights(opened, wishes)
    chosen = day_meant(wishes.day, wishes.now, usual=usual, nights=nights, days=days)
    if chosen not in days:
        raise UsageError(
            phrase(
                "{day} is not a day of this plan ({first} to {last}); give --day",
                day=chosen,
                first=days[0],
                last=days[-1],
            )
        )
    return chosen


def _nights(opened: PlanToReplan, wishes: ReplanWishes) -> Nights:
    """When those are on shift who are ill or away, else everybody."""
    nights = opened.workspace.inputs.nights
    named = {*wishes.ill, *(officer for officer, _ in wishes.away)}
    return nights.of(named) if named else nights


def _understood(
    opened: PlanToReplan, typed: TypedChanges
) -> tuple[Understood, tuple[Finding, ...]]:
    """What was typed, checked; what is odd, and what speaks against new times."""
    from routeplan.formats.decisions.day_changes import understood
    from routeplan.station.reading.promise_warnings import typed_new_times

    workspace = opened.workspace
    understanding = understood(
        typed,
        opened.plan,
        workspace.inputs,
        locks=opened.decisions.locks,
        tolerance_seconds=round(60 * workspace.settings.visits.tolerance_minutes),
        since=opened.decisions.now,
        earlier=opened.decisions.changes,
    )
    if not understanding.changes.new_times:
        return understanding, understanding.warnings
    at = workspace.inputs.calendar.local(understanding.now)
    now = max((today(), 0), (at.date(), 3600 * at.hour + 60 * at.minute))
    against = typed_new_times(workspace, understanding.changes.new_times, now)
    return understanding, (*understanding.warnings, *against)


def _without_lapsed(
    opened: PlanToReplan, understood: Understood
) -> tuple[PlanToReplan, Understood, tuple[Finding, ...]]:
    """Appointments that are over, and nobody went, lapse: the visits go by the residents' hours."""
    from routeplan.model.changes import Changes, changed_inputs, lapsed_appointments
    from routeplan.model.locks import begun

    workspace = opened.workspace
    settled = begun(opened.plan, understood.now) | understood.done | opened.decisions.done
    settled |= {new.visit for new in understood.changes.new_times}
    lapsed = lapsed_appointments(workspace.inputs, understood.now, settled)
    over = Changes(lapsed=lapsed)
    inputs = changed_inputs(workspace.inputs, over)
    return (
        replace(opened, workspace=replace(workspace, inputs=inputs, tables=opened.tables)),
        understood.with_changes(over),
        tuple(_over(lapsed)),
    )


def _over(lapsed: tuple[Lapsed, ...]) -> Iterator[Finding]:
    for lapsed_visit in lapsed:
        message = phrase(
            "{visit}: the appointment on {day} is over; the household is planned by its own "
            "hours, among the first",
            visit=lapsed_visit.visit,
            day=lapsed_visit.on,
        )
        yield Finding("appointment-over", message, file="replan", severity="warning")


def _recorded(opened: PlanToReplan, understood: Understood, day: date) -> LogChanges:
    """What the visit log knows since the plan's first day, and no replan has taken in."""
    from routeplan.followup.plan_in_use.log_to_changes import taken_from_log
    from routeplan.followup.plan_in_use.rest_of_plan import RestOfPlan
    from routeplan.followup.plan_in_use.since import read_since

    plan, workspace, decisions = opened.plan, opened.workspace, opened.decisions
    after = max(decisions.log_entry, plan.log_entry or 0)  # those the plan was made with
    logged = read_since(workspace.visit_log, plan, workspace.inputs, day=day, after=after)
    rest = RestOfPlan(
        plan=plan,
        inputs=workspace.inputs,
        day=day,
        now=understood.now,
        done=understood.done | decisions.done,
        earlier=decisions.changes,
        typed=understood.changes,
        locks=decisions.locks,
        tolerance_seconds=round(60 * workspace.settings.visits.tolerance_minutes),
    )
    return taken_from_log(rest, logged)


def _budget(wishes: ReplanWishes, workspace: Workspace) -> Budget:
    """How long to search.

    Raises
    ------
    UsageError
        When seconds and iterations are given, or one of them is no number above 0.
    """
    from routeplan.problem.solution import Budget
    from routeplan.station.use_cases.plan_week import require_usable

    require_usable(wishes.seconds, wishes.iterations)
    if wishes.iterations:
        return Budget(None, wishes.iterations)
    return Budget(wishes.seconds or workspace.settings.replan.search_seconds)


def _key(typed: TypedChanges, understood: Understood, wishes: ReplanWishes) -> str:
    limits = (wishes.keep, wishes.at_most, wishes.seconds, wishes.iterations)
    done, changes = sorted(understood.done), understood.changes
    return repr((str(typed.day), understood.now, done, changes, limits, not wishes.use_log))
