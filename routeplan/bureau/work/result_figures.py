"""What the bureau wants to know of each station's result, as JSON can hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.followup.due import HouseholdStanding
from routeplan.followup.due_list import due_list
from routeplan.forecast.make_forecast import met_in_runs
from routeplan.forecast.what_if import Staffing
from routeplan.report.report_numbers import Number, Report
from routeplan.report.trace import trace
from routeplan.visitlog.store import reading

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace

RUNS = 60
"""Of each forecast: the station's own has more, but here it is made for every staffing."""


def plan_figures(plan: Plan, workspace: Workspace) -> dict[str, Any]:
    """Of a plan and the station that it is of.

    Returns
    -------
    dict
        ``busy``, ``travel`` and ``on_shift`` in seconds; ``met`` of ``to_meet`` are the households
        that were ever met, of those that have not moved away; ``at`` is latitude and longitude.
    """
    inputs, standings = workspace.inputs, workspace.standings
    where = inputs.station.coordinate
    there = [standing for standing in standings.values() if not standing.is_gone]
    return {
        "name": inputs.station.name,
        "at": [where.latitude, where.longitude],
        "first_day": str(plan.first_day),
        "days": plan.days,
        "demo": workspace.settings.sheets.demo,
        "straight_line": plan.straight_line,
        "visits": len(plan.visits_made),
        "left_out": len(plan.left_out),
        "promises_missed": plan.totals.promises_missed,
        "households": len(inputs.households),
        "met": sum(household_standing.times_met > 0 for household_standing in there),
        "to_meet": len(there),
        "officers": len({who for shift in inputs.shifts for who in shift.officers}),
        "on_shift": sum(len(shift.officers) * (shift.end - shift.begin) for shift in inputs.shifts),
        "busy": sum(len(route.officers) * route.busy_seconds for route in plan.routes),
        "travel": sum(len(route.officers) * route.travel_seconds for route in plan.routes),
    }


def due_figures(
    inputs: Inputs, standings: Mapping[str, HouseholdStanding]
) -> dict[str, dict[str, int]]:
    """How many households are in each state, and how many of them are in the next plan."""
    due = due_list(inputs, standings)
    return {
        "all": dict(Counter(household_due.standing.state.value for household_due in due)),
        "in_plan": dict(
            Counter(
                household_due.standing.state.value for household_due in due if household_due.visits
            )
        ),
    }


def report_figures(report: Report, log: Path, traced: str | None) -> dict[str, Any]:
    """The station's own numbers, without those of its officers and beats.

    Parameters
    ----------
    traced
        The number whose entries are wanted too; a station without it has none.
    """
    rows = []
    if traced is not None and traced in report.numbers:
        with reading(log) as connection:
            rows = trace(connection, report.numbers[traced])
    return {
        "first": str(report.first),
        "last": str(report.last),
        "over": str(report.over),
        "numbers": {
            name: _plain(number)
            for name, number in report.numbers.items()
            if "/" not in _measure(name)
        },
        "missing_weeks": [str(week) for week in report.missing_weeks],
        "trace": [asdict(row) for row in rows],
    }


def _measure(name: str) -> str:
    """The name without weekday and hour, category or reason: these may hold any sign."""
    return name.partition(":")[0].partition("@")[0]


def _plain(number: Number) -> list[Any]:
    return [number.value, number.unit.value, number.of]


def forecast_figures(plan: Plan, inputs: Inputs, *, rounds: int, lend: int) -> dict[str, Any]:
    """Households met by the end of some rounds, with fewer and with more officers.

    Parameters
    ----------
    rounds
        So many, each as long as the plan in whole weeks.
    lend
        At most so many officers more, and so many fewer while one is left.

    Returns
    -------
    dict
        ``met`` holds, by the officers more (``-1``, ``0``, ``+1`` ...), the mean of the simulated
        runs.
    """
    there = {who for shift in inputs.shifts for who in shift.officers}
    where = inputs.station.coordinate
    fewest = max(-lend, 1 - len(there))
    steps = range(fewest, lend + 1) if there else range(1)
    return {
        "name": inputs.station.name,
        "at": [where.latitude, where.longitude],
        "households": len(inputs.households),
        "officers": len(there),
        "rounds": rounds,
        "met": {f"{step:+d}": _met(plan, inputs, step, rounds) for step in steps},
    }


def _met(plan: Plan, inputs: Inputs, officers: int, rounds: int) -> float:
    runs = met_in_runs(inputs, plan, staffing=Staffing(officers), runs=RUNS, rounds=rounds)
    return round(float(runs[-1].mean()), 2) if runs.size else 0.0
