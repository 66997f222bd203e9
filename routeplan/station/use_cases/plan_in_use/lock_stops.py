"""Locking stops of a plan, and unlocking them; what the chief decided and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.formats.decisions.decisions import Decisions
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.records import Call


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
    """

    decisions: Decisions
    happened: Mapping[str, Call]
    written: bool = False


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
    from routeplan.formats.decisions.decisions import read_decisions, write_decisions
    from routeplan.model.locks import visits_of

    for lock in wanted:
        if not visits_of(opened.plan, lock):
            parts = [part for part in (lock.visit, lock.officer, str(lock.on or "")) if part]
            raise UsageError(
                phrase(
                    "no stop of this plan matches {parts}: nothing to lock", parts=" · ".join(parts)
                )
            )
    decisions = read_decisions(opened.path).locked(tuple(wanted))
    if wanted and write:
        write_decisions(opened.path, decisions)
    happened = _happened(opened.plan, opened.workspace)
    return PlanDecisions(decisions, happened, written=bool(wanted) and write)


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
    from routeplan.formats.decisions.decisions import read_decisions, write_decisions

    decisions = read_decisions(opened.path)
    left = tuple(
        lock
        for lock in decisions.locks
        if not (everything or lock.id in ids or replace(lock, id="") in same)
    )
    if left == decisions.locks:
        raise UsageError(_no_lock(decisions.locks))
    decisions = replace(decisions, locks=left)
    if write:
        write_decisions(opened.path, decisions)
    return PlanDecisions(decisions, _happened(opened.plan, opened.workspace), written=write)


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
