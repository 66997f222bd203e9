"""What speaks against promised times, wherever they were written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from routeplan.errors import Finding
from routeplan.followup.knowledge import all_promises
from routeplan.followup.promise_check import promise_findings
from routeplan.model.changes import NewTime
from routeplan.model.inputs import Inputs, Visit
from routeplan.station.reading.open_station import Workspace
from routeplan.visitlog.log_records import Promise, Promised, Recorded

OFFERED_DAYS = 21
"""For so many days from the one promised other times are looked for."""


def recorded_promises(
    workspace: Workspace, recorded: Iterable[Recorded], now: tuple[date, int]
) -> list[Finding]:
    """What speaks against the times promised in these entries, which are in the log already.

    Parameters
    ----------
    now
        The date and the seconds after its 00:00.
    """
    made = [
        Promised(call.entry.household, call.entry.promise, call.number, call.entry.day)
        for call in recorded
        if call.entry.promise
    ]
    others = [*_in_log(workspace, made), *_written(workspace.inputs)]
    return [finding for _, finding in _checked(workspace, made, others, *now)]


def typed_new_times(
    workspace: Workspace, new_times: Iterable[NewTime], now: tuple[date, int]
) -> list[Finding]:
    """What speaks against the new times of ``replan``; ``now`` as in :func:`recorded_promises`."""
    visits = workspace.inputs.visits_by_id
    made = []
    for new in new_times:
        visit = visits[new.visit]
        officer = new.officer or (visit.appointment.officer if visit.appointment else None)
        made.append(Promised(visit.household, Promise(new.on, new.at_seconds, officer), 0, now[0]))
    others = [*_in_log(workspace, made), *_written(workspace.inputs)]
    return [finding for _, finding in _checked(workspace, made, others, *now)]


def written_appointments(workspace: Workspace, today: date) -> list[Finding]:
    """What speaks against the appointments of the table, at their rows there.

    Quiet hours and the residents' own are told where an appointment of this plan is read.
    """
    inputs, file = workspace.inputs, Path(workspace.settings.files.households).name
    in_log = {
        (promise.household, promise.promise.on) for promise in all_promises(workspace.visit_log)
    }
    written = [
        promise
        for promise in _written(inputs)
        if (promise.household, promise.promise.on) not in in_log and promise.promise.on >= today
    ]
    findings: list[Finding] = []
    for hours, made in (
        (False, [promise for promise in written if promise.promise.on in inputs.calendar.dates]),
        (True, [promise for promise in written if promise.promise.on not in inputs.calendar.dates]),
    ):
        others = [
            *_in_log(workspace, made),
            *(promise for promise in written if promise not in made),
        ]
        for promised, finding in _checked(workspace, made, others, today, hours=hours):
            row = inputs.household(promised.household).row
            value = promised.promise.when
            findings.append(replace(finding, file=file, row=row, column="appointment", value=value))
    return sorted(findings, key=lambda finding: finding.row or 0)


def _in_log(workspace: Workspace, made: Sequence[Promised]) -> list[Promised]:
    """What the log knows to be promised, but for these."""
    these = {
        (promise.household, promise.promise.on, promise.promise.at_seconds) for promise in made
    }
    return [
        promise
        for promise in all_promises(workspace.visit_log)
        if (promise.household, promise.promise.on, promise.promise.at_seconds) not in these
    ]


def _written(inputs: Inputs) -> Iterator[Promised]:
    """The appointments of the tables, and what the log has put in their place."""
    visits: tuple[Visit, ...] = (*inputs.visits, *inputs.later_visits)
    for visit in visits:
        if at := visit.appointment:
            yield Promised(visit.household, Promise(at.on, at.at_seconds, at.officer), 0, at.on)


def _checked(
    workspace: Workspace,
    made: Sequence[Promised],
    others: Sequence[Promised],
    today: date,
    seconds: int = 0,
    *,
    hours: bool = True,
) -> Iterator[tuple[Promised, Finding]]:
    """Day by day, with the shifts from the day before it on."""
    tolerance = round(60 * workspace.settings.visits.tolerance_minutes)
    before: list[Promised] = []
    for on, group in groupby(sorted(made, key=_day), key=_day):
        first = max(on, today) - timedelta(days=1)
        inputs = workspace.on_days(first, OFFERED_DAYS + 1)
        todays = list(group)
        yield from promise_findings(
            inputs,
            todays,
            [*others, *before],
            tolerance_seconds=tolerance,
            now=inputs.calendar.elapsed(today, seconds),
            hours=hours,
        )
        before += todays


def _day(promised: Promised) -> date:
    return promised.promise.on
