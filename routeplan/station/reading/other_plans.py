"""What other plans of the same days have said: who is ill or away, and which sheets are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.which_plan import PlanDates, plans_with_days
from routeplan.model.changes import Absence, Changes
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, PlanCalendar
from routeplan.phrases import Phrase, joined, phrase, short_date
from routeplan.station.reading.open_station import Workspace

SHEETS = "sheets.pdf"


@dataclass(frozen=True)
class _KnownFromReplans:
    """What the replans of a plan know, on the clock of the new plan."""

    absences: tuple[Absence, ...] = ()
    returns: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()


def with_known_absences(workspace: Workspace) -> Workspace:
    """For a new plan: without the shifts of who is ill or away, as replans of other plans say.

    These are plans that share days with it, also the one that it replaces. Who is back by a plan
    that begins later is back. What the tables have already is passed over.
    """
    known = [_known(workspace, plan) for plan in _others(workspace)]
    absences: list[Absence] = []
    for other_plan in known:  # those that begin last at the end
        absences = [
            *_cut_short(absences, other_plan, workspace.inputs.calendar),
            *other_plan.absences,
        ]
    wanted = tuple(dict.fromkeys(absence for absence in absences if _days(workspace, absence)))
    if not wanted:
        return workspace
    return replace(workspace.changed(Changes(absences=wanted)), absences=wanted)


def other_plan_findings(workspace: Workspace) -> list[Finding]:
    """Warnings of what the plans that share days with a new one know.

    That is: who is ill or away by a replan, and has no shift in the new plan therefore; and sheets
    of another plan that are printed for these days. A plan of the same first day is replaced by the
    new one.
    """
    findings = [*_taken_over(workspace)]
    for plan in _others(workspace):
        findings += _known(workspace, plan).findings
        printed = plan.path.with_name(SHEETS).is_file()
        if printed and plan.first_day != workspace.inputs.calendar.first_day:
            findings.append(_printed(workspace, plan))
    return findings


def _others(workspace: Workspace) -> list[PlanDates]:
    dates = workspace.inputs.calendar.dates
    return plans_with_days(workspace.root / "maps", dates[0], dates[-1])


def _known(workspace: Workspace, plan: PlanDates) -> _KnownFromReplans:
    try:
        changes = read_decisions(plan.path).changes
    except InputError as error:
        file = f"{plan.path.parent.name}/"
        return _KnownFromReplans(
            findings=tuple(
                replace(finding, file=file + finding.file, severity="warning")
                for finding in error.findings
            )
        )
    calendar = workspace.inputs.calendar
    last = calendar.elapsed(calendar.dates[-1], MAX_SHIFT_END_SECONDS)

    def moved(at: int) -> int:
        return _moved(at, plan, calendar)

    spans = [(absence, moved(absence.begin), moved(absence.end)) for absence in changes.absences]
    return _KnownFromReplans(
        tuple(
            replace(absence, begin=max(begin, 0), end=min(end, last))
            for absence, begin, end in spans
            if end > 0 and begin < last
        ),
        tuple(
            (officer_return.officer, moved(officer_return.at)) for officer_return in changes.returns
        ),
    )


def _moved(at: int, plan: PlanDates, calendar: PlanCalendar) -> int:
    """A second of another plan on the clock of the new one."""
    then = replace(calendar, first_day=plan.first_day, days=plan.days)
    return round(then.local(at).timestamp() - calendar.local(0).timestamp())


def _cut_short(
    absences: Sequence[Absence], later: _KnownFromReplans, calendar: PlanCalendar
) -> Iterator[Absence]:
    """Absences of earlier plans, as far as they last: a return ends those of its day and before."""
    for absence in absences:
        begun = calendar.local(absence.begin).date()
        backs = [
            at
            for officer, at in later.returns
            if officer == absence.officer
            and at < absence.end
            and calendar.local(at).date() >= begun
        ]
        end = min([absence.end, *backs])
        if absence.begin < end:
            yield replace(absence, end=end)


def _days(workspace: Workspace, absence: Absence) -> set[date]:
    """Of the shifts that the tables have then."""
    inputs = workspace.tables or workspace.inputs
    return {
        inputs.calendar.date_of(shift.day)
        for shift in inputs.shifts
        if absence.officer in shift.officers
        and shift.begin < absence.end
        and shift.end > absence.begin
    }


def _taken_over(workspace: Workspace) -> Iterator[Finding]:
    """Of each officer whom the new plan leaves out of a shift that the tables have."""
    days: dict[str, set[date]] = defaultdict(set)
    for absence in workspace.absences:
        days[absence.officer] |= _days(workspace, absence)
    for officer, on in days.items():
        yield Finding(
            "absence-taken-over",
            phrase(
                "{officer} is ill or away on {days}, as a replan of another plan says: this plan "
                "does not count on {officer} then",
                officer=workspace.inputs.officers_by_id[officer].name,
                days=_days_text(on),
            ),
            phrase(
                "if {officer} is back, use 'routeplan replan --back {id} --day {day}'; for longer "
                "absences give the days 'off' in {calendar}",
                officer=workspace.inputs.officers_by_id[officer].name,
                calendar=workspace.settings.files.calendar,
                id=officer,
                day=min(on),
            ),
            file=Path(workspace.settings.files.calendar).name,
            value=officer,
            severity="warning",
        )


def _printed(workspace: Workspace, plan: PlanDates) -> Finding:
    dates = workspace.inputs.calendar.dates
    shared = {on for on in dates if plan.first_day <= on <= plan.last_day}
    return Finding(
        "plans-overlap",
        phrase(
            "sheets of the plan of {plan} are printed for {days} too",
            plan=plan.title,
            days=_days_text(shared),
        ),
        phrase(
            "hand out the sheets of one plan only; to change a printed plan, use 'routeplan replan'"
        ),
        file=plan.path.name,
        severity="warning",
    )


def _days_text(days: set[date]) -> Phrase:
    """``Tue 1 Dec, Thu 3 Dec to Fri 4 Dec``."""
    spans: list[list[date]] = []
    for on in sorted(days):
        if spans and on - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(on)
        else:
            spans.append([on])
    return joined(
        ", ",
        [
            phrase("{first} to {last}", first=short_date(span[0]), last=short_date(span[-1]))
            if len(span) > 1
            else short_date(span[0])
            for span in spans
        ],
    )
