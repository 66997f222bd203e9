"""Locking stops of a plan, and unlocking them; what the chief decided and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import Phrase, phrase

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.formats.decisions.decisions import Decisions
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.log_records import Call


@dataclass(frozen=True)
class PlanDecisions:
    """What was decided about a plan.

    Parameters
    ----------
    decisions
        The locks, as they are or would be, and what was given to whom.
    happened
        By visit, the last call recorded within the plan's days.
    written
        Whether they are kept beside the plan.
    findings
        Why writing them cannot be undone, where that is so.
    """

    decisions: Decisions
    happened: Mapping[str, Call]
    written: bool = False
    findings: tuple[Finding, ...] = ()


def locks_of(
    officers: Sequence[str], days: Sequence[date], visits: Sequence[str]
) -> tuple[Lock, ...]:
    """One lock for each officer, day and visit named together; none when nothing is named."""
    from routeplan.model.locks import Lock

    if not (officers or days or visits):
        return ()
    together = product(officers or (None,), days or (None,), visits or (None,))
    return tuple(Lock("", officer, day, visit) for officer, day, visit in together)


def lock_stops(
    opened: OpenPlan, wanted: Sequence[Lock] = (), *, write: bool = False
) -> PlanDecisions:
    """Lock what is wanted; nothing is written without ``write``.

    Raises
    ------
    UsageError
        When a lock holds no stop of the plan.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.model.locks import visits_of
    from routeplan.station.people_by_name import locked_by_name

    wanted = locked_by_name(opened.workspace.inputs, wanted)
    for lock in wanted:
        if not visits_of(opened.plan, lock):
            parts = [part for part in (lock.visit, lock.officer, str(lock.on or "")) if part]
            raise UsageError(
                phrase(
                    "no stop of this plan matches {parts}: nothing to lock", parts=" · ".join(parts)
                )
            )
    before = read_decisions(opened.path)
    decisions = before.locked(tuple(wanted))
    happened = _happened(opened.plan, opened.workspace)
    if not (wanted and write):
        return PlanDecisions(decisions, happened)
    new = [lock.id for lock in decisions.locks[len(before.locks) :]]
    what = phrase("locks: {locks} in the plan for {days}", locks=", ".join(new), days=_days(opened))
    noted = _write(opened, decisions, what, "lock")
    return PlanDecisions(decisions, happened, written=True, findings=noted)


def unlock_stops(
    opened: OpenPlan,
    ids: Collection[str] = (),
    same: Collection[Lock] = (),
    *,
    everything: bool = False,
    write: bool = False,
) -> PlanDecisions:
    """Remove locks by their ids, or those that hold the same; nothing is written without ``write``.

    Raises
    ------
    UsageError
        When there is no such lock.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.station.people_by_name import locked_by_name

    decisions = read_decisions(opened.path)
    same = locked_by_name(opened.workspace.inputs, same)
    left = tuple(
        lock
        for lock in decisions.locks
        if not (everything or lock.id in ids or replace(lock, id="") in same)
    )
    if left == decisions.locks:
        raise UsageError(_no_lock(decisions.locks))
    gone = ", ".join(lock.id for lock in decisions.locks if lock not in left)
    decisions = replace(decisions, locks=left)
    happened = _happened(opened.plan, opened.workspace)
    if not write:
        return PlanDecisions(decisions, happened)
    what = phrase("locks removed: {locks} in the plan for {days}", locks=gone, days=_days(opened))
    noted = _write(opened, decisions, what, "unlock")
    return PlanDecisions(decisions, happened, written=True, findings=noted)


def _days(opened: OpenPlan) -> Phrase:
    from routeplan.station.use_cases.write_plan import days_of

    return days_of(opened.plan)


def _write(
    opened: OpenPlan, decisions: Decisions, what: Phrase, command: str
) -> tuple[Finding, ...]:
    """Write the decisions beside the plan; why it could not be noted where that is so."""
    from routeplan.formats.decisions.decisions import NAME, write_decisions
    from routeplan.station.use_cases.undo.note_write import noted_write

    files = [opened.path.with_name(NAME)]
    with noted_write(opened.workspace.root, what, command=command, files=files) as noting:
        write_decisions(opened.path, decisions)
    return noting.findings


def _no_lock(locks: Sequence[Lock]) -> str:
    if not locks:
        return phrase("no lock of this plan matches; locks: none")
    known = ", ".join(lock.id for lock in locks)
    return phrase("no lock of this plan matches; locks: {known}", known=known)


def _happened(plan: Plan, workspace: Workspace) -> dict[str, Call]:
    """By visit: the last call within the plan's days, as far as it is recorded."""
    from routeplan.followup.follow_through import last_calls
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return {}
    with reading(workspace.visit_log) as log:
        calls = last_calls(log, plan.first_day, plan.first_day + timedelta(days=plan.days - 1))
    return {
        visit.id: call for visit in workspace.inputs.visits if (call := calls.get(visit.household))
    }
