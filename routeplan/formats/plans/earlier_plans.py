"""The plans that a station's ``maps/`` folder holds from earlier weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Plan


def earlier_plans(
    maps: Path, before: date, *, weeks: int
) -> tuple[list[Plan], tuple[Finding, ...]]:
    """Plans in ``maps/<first day>/plan.json`` that begin before a day, oldest first.

    Parameters
    ----------
    weeks
        How many weeks back to look.

    Returns
    -------
    tuple
        The plans, and a warning for each file that cannot be read.
    """
    plans, findings = [], []
    since = before - timedelta(weeks=weeks)
    for path in sorted(maps.glob("*/plan.json")):
        first_day = _date_of(path.parent.name)
        if first_day is None or not since <= first_day < before:
            continue
        try:
            plans.append(read_plan(path))
        except InputError as error:
            file = f"{path.parent.name}/{path.name}"
            findings += [
                replace(finding, file=file, severity="warning") for finding in error.findings
            ]
    return [plan for plan in plans if plan.first_day < before], tuple(findings)


def _date_of(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
