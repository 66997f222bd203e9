"""Reading all that a report is made from: the log, the tables, the plans and what was decided."""

from __future__ import annotations

import gc
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.plan import Plan
    from routeplan.report.overrides import Override
    from routeplan.report.report_numbers import Report, Scope
    from routeplan.report.trace import TraceRow
    from routeplan.station.reading.open_station import Frames, Workspace

LONGEST_PLAN_WEEKS = 5
"""A plan that began so many weeks before a day may still hold it."""


@dataclass(frozen=True)
class ReportPeriod:
    """What is to be reported: the days [first, last], and whose."""

    first: date
    last: date
    scope: Scope


def report_period(
    month: date | None, first: date | None, last: date | None, officer: str | None, beat: str | None
) -> ReportPeriod:
    """From the options; by default this month up to today, of the whole station.

    Raises
    ------
    UsageError
        When they contradict each other, or nothing of the period has begun.
    """
    from routeplan.report.report_numbers import STATION, Scope, ScopeKind

    if month and (first or last):
        raise UsageError(phrase("--month cannot be combined with --from or --to"))
    if officer and beat:
        raise UsageError(phrase("--officer cannot be combined with --beat"))
    if month:
        first = month
        last = month.replace(day=monthrange(month.year, month.month)[1])
    first = first or (last or today()).replace(day=1)
    last = min(last or today(), today())
    if last < first:
        raise UsageError(
            phrase(
                "there is nothing to report from {first} to {last} (today is {today})",
                first=first,
                last=last,
                today=today(),
            )
        )
    if officer:
        return ReportPeriod(first, last, Scope(ScopeKind.OFFICER, officer))
    return ReportPeriod(first, last, Scope(ScopeKind.BEAT, beat) if beat else STATION)


@dataclass(frozen=True)
class Reported:
    """A report, the station it is of, and the trace of the number that was asked for."""

    workspace: Workspace
    report: Report
    trace: list[TraceRow]
    findings: tuple[Finding, ...] = ()

    def _repr_html_(self) -> str:
        from routeplan.render.pages.jupyter_frame import framed
        from routeplan.render.pages.report_page import report_page
        from routeplan.render.report_view import report_view

        workspace = self.workspace
        shown = report_view(self.report, workspace.inputs, workspace.language)
        return framed(report_page(shown, demo=workspace.settings.sheets.demo))


def reported(
    folder: Path, wanted: ReportPeriod, traced: str | None = None, *, frames: Frames | None = None
) -> Reported:
    """Make the report.

    Parameters
    ----------
    traced
        The number whose rows are wanted too, such as ``met/O4``.
    frames
        Tables in the place of files.

    Raises
    ------
    UsageError
        When there is no log yet, or no such officer, beat or number.
    """
    from routeplan.learning.likeness import kinds_of
    from routeplan.report.make_numbers import ReportRequest, make_report
    from routeplan.report.trace import named, trace
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.visitlog.store import reading

    workspace = read_workspace(folder, today=today(), log=NOT_READ, frames=frames)
    wanted = replace(wanted, scope=_by_id(wanted.scope, workspace))
    path = workspace.begun_log
    plans, findings = _plans(workspace, wanted)
    settings = workspace.settings
    parts = ReportRequest(
        first=wanted.first,
        last=wanted.last,
        over=today() - timedelta(days=1),
        scope=wanted.scope,
        tolerance_seconds=round(60 * settings.visits.tolerance_minutes),
        categories=settings.record.categories,
        help_kinds=settings.record.help,
        kinds=kinds_of(workspace.inputs, settings.learning.kind),
    )
    decided = tuple(_overrides(workspace, plans, wanted))
    with reading(path) as log, _nothing_collected():
        report = make_report(log, parts, workspace.inputs, plans, decided)
        rows = trace(log, named(report, traced)) if traced else []
    return Reported(workspace, report, rows, findings)


def _by_id(scope: Scope, workspace: Workspace) -> Scope:
    """The same with the officer's id in the place of a name."""
    from routeplan.report.report_numbers import ScopeKind
    from routeplan.station.people_by_name import officer_named

    if scope.kind not in (ScopeKind.OFFICER, ScopeKind.BEAT):
        return scope
    return scope._replace(id=officer_named(workspace.inputs, scope.id))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Hundreds of thousands of records are made and all stay: there is no garbage to look for."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _plans(workspace: Workspace, wanted: ReportPeriod) -> tuple[list[Plan], tuple[Finding, ...]]:
    """Every plan that may hold a day of the period, and those that cannot be read."""
    from routeplan.formats.plans.earlier_plans import earlier_plans

    after = wanted.last + timedelta(days=1)
    weeks = (wanted.last - wanted.first).days // 7 + 1 + LONGEST_PLAN_WEEKS
    return earlier_plans(workspace.root / "maps", after, weeks=weeks)


def _overrides(workspace: Workspace, plans: list[Plan], wanted: ReportPeriod) -> Iterator[Override]:
    """What was decided about the plans that begin in the period."""
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.report.overrides import Override

    for plan in plans:
        if plan.first_day < wanted.first:
            continue
        path = workspace.root / "maps" / str(plan.first_day) / "plan.json"
        for replan in read_decisions(path).replans:
            given, by_hand = replan.changes.given, bool(replan.reason)
            if given or by_hand:
                price = replan.price.seconds if replan.price else None
                yield Override(plan, replan.id, given, by_hand, price)
