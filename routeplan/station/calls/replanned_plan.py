"""A plan adapted to a change, beside the plan before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self, TypedDict, get_args

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.calls.station_tables import several
from routeplan.station.station_plan import Day, StationPlan, date_of
from routeplan.station.use_cases.plan_in_use.replan_records import Keep, ReplanWishes

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.followup.plan_in_use.log_to_changes import Taken
    from routeplan.formats.decisions.row_changes import RowChange
    from routeplan.model.difference import OfficerChange, Price
    from routeplan.model.plan import Plan
    from routeplan.station.use_cases.plan_in_use.replan_records import (
        ProposedPlan,
        ReplanRequest,
        WrittenReplan,
    )

LISTS = ("ill", "away", "back", "cancel", "new_time", "done", "give")


class PlanChange(TypedDict, total=False):
    """What has changed, and how to replan; each is optional.

    Parameters
    ----------
    day, now
        When the change is, by default today, or the plan's first day, at 00:00; ``now`` is a time
        such as ``10:40``.
    ill, back
        Ids of officers who are ill, or back earlier than an earlier replan says.
    away
        Officers with hours, such as ``("O3", "10:40-12:00")``.
    until
        The last day on which ``ill`` and ``away`` apply.
    cancel, done
        Ids of households or visits.
    new_time
        Households with a time, such as ``("H12", "2026-12-01 10:30")``.
    give
        Households, each with the officer who shall go; ``reason`` is kept beside the plan.
    use_log
        Whether results recorded since the plan began are taken in.
    keep
        How closely to keep to the printed sheets; ``balanced`` unless said otherwise.
    at_most
        So many printed stops may move.
    seconds, iterations
        How long to search, by default as the settings say.
    write
        Whether the plan is written, and not only proposed.
    """

    day: Day | None
    now: str | None
    ill: Sequence[str]
    away: Sequence[tuple[str, str]]
    until: Day | None
    back: Sequence[str]
    cancel: Sequence[str]
    new_time: Sequence[tuple[str, str]]
    done: Sequence[str]
    give: Sequence[tuple[str, str]]
    reason: str | None
    use_log: bool
    keep: Keep
    at_most: int | None
    seconds: float | None
    iterations: int | None
    write: bool


def wishes_of(change: PlanChange) -> ReplanWishes:
    """The same as use cases take it.

    Raises
    ------
    UsageError
        When a day is no date, or an id stands where a list is to be.
    """
    given: dict[str, Any] = dict(change)
    given |= {name: several(name, given.get(name, ())) for name in LISTS}
    given |= {name: date_of(given.get(name)) for name in ("day", "until")}
    keep = given.get("keep", "balanced")
    if keep not in get_args(Keep):
        known = ", ".join(get_args(Keep))
        raise UsageError(phrase("keep is one of {known}, not {value!r}", known=known, value=keep))
    return ReplanWishes(**given)


@dataclass(frozen=True)
class ReplannedPlan:
    """A plan adapted to a change, beside the plan before it.

    Parameters
    ----------
    plan
        The new plan, judged.
    before
        The plan that was replanned.
    from_log, from_tables
        What was taken in from the visit log and from rows that have changed.
    as_shown_before
        Whether it is the proposal that an earlier call has made.
    written
        Where it went; None where only a proposal was kept.
    findings
        What is odd about the change, and what could not be noted.
    """

    plan: StationPlan
    before: Plan
    from_log: tuple[Taken, ...]
    from_tables: tuple[RowChange, ...]
    as_shown_before: bool
    written: WrittenReplan | None
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, request: ReplanRequest, made: ProposedPlan, written: WrittenReplan | None) -> Self:
        """What the steps of a replan came to."""
        opened = request.opened
        workspace = replace(opened.workspace, inputs=made.inputs, tables=opened.tables)
        noted = (*written.written.findings, *written.findings) if written else ()
        findings = (*request.findings, *noted)
        return cls(
            StationPlan(made.plan, workspace, opened.path, findings),
            opened.plan,
            request.log.taken,
            opened.rows,
            made.kept,
            written,
            findings,
        )

    @property
    def changes(self) -> list[OfficerChange]:
        """Of each officer and day: stops that are removed, added, or at another time."""
        from routeplan.model.difference import officer_changes

        return officer_changes(self.before, self.plan.plan)

    @property
    def price(self) -> Price:
        """What it costs more than the plan before, term by term in seconds."""
        from routeplan.model.difference import price_of

        return price_of(self.plan.plan.totals, self.before.totals)
