"""What other plans of the same days have said, and a new plan would pass over without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from routeplan.errors import Finding, InputError
from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.which_plan import PlanDates, plans_with_days
from routeplan.model.changes import Absence
from routeplan.model.inputs import PlanCalendar
from routeplan.phrases import Phrase, joined, phrase, short_date
from routeplan.station.reading.open_station import Workspace

SHEETS = "sheets.pdf"


def other_plan_findings(workspace: Workspace) -> list[Finding]:
    """Warnings of what the plans that share days with a new one know, and it does not.

    That is: a replan said that an officer is ill or away, and the tables have the officer on shift
    all the same; and sheets of another plan are printed for these days. A plan of the same first
    day is replaced by the new one, so only its absences count.
    """
    calendar = workspace.inputs.calendar
    findings: list[Finding] = []
    for plan in plans_with_days(workspace.root / "maps", calendar.dates[0], calendar.dates[-1]):
        findings += _absences(workspace, plan)
        printed = plan.path.with_name(SHEETS).is_file()
        if printed and plan.first_day != calendar.first_day:
            findings.append(_printed(workspace, plan))
    return findings


def _absences(workspace: Workspace, plan: PlanDates) -> Iterator[Finding]:
    """Of each officer whom a replan struck from a shift that the new plan would have."""
    try:
        absences = read_decisions(plan.path).changes.absences
    except InputError as error:
        file = f"{plan.path.parent.name}/"
        for each in error.findings:
            yield replace(each, file=file + each.file, severity="warning")
        return
    inputs = workspace.inputs
    shared: dict[str, set[date]] = defaultdict(set)
    for absence in absences:
        begin, end = _moved(absence, plan, inputs.calendar)
        for shift in inputs.shifts:
            if absence.officer in shift.officers and shift.begin < end and shift.end > begin:
                shared[absence.officer].add(inputs.calendar.date_of(shift.day))
    for officer, days in shared.items():
        yield Finding(
            "absence-in-other-plan",
            phrase(
                "a replan of the plan of {plan} says {officer} is ill or away on {days}, but this "
                "new plan has {officer} on shift then",
                plan=plan.title,
                officer=inputs.officers_by_id[officer].name,
                days=_days_text(days),
            ),
            phrase(
                "give these days 'off' in {calendar} and plan again, or use 'routeplan replan "
                "--ill {id}' (or --away) for the new plan",
                calendar=workspace.settings.files.calendar,
                id=officer,
            ),
            file=plan.path.name,
            value=officer,
            severity="warning",
        )


def _moved(absence: Absence, plan: PlanDates, calendar: PlanCalendar) -> tuple[int, int]:
    """Begin and end on the clock of the new plan."""
    then = replace(calendar, first_day=plan.first_day, days=plan.days)
    begin, end = (then.local(at) for at in (absence.begin, absence.end))
    zero = calendar.local(0)
    return round(begin.timestamp() - zero.timestamp()), round(end.timestamp() - zero.timestamp())


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
