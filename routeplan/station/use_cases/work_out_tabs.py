"""What the overview's tabs show: balance and forecast worked out anew, options as kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.plan import Plan
    from routeplan.render.pages.overview_tabs import Desk
    from routeplan.station.reading.open_station import Workspace

WEEKS = 8
"""Weeks before the plan's that ``balance`` and the overview count too."""
BEATS_PAGE = "../beats/index.html"


def overview_tabs(
    folder: Path, plan: Plan, workspace: Workspace, *, redacted: bool = False
) -> tuple[Desk, tuple[Finding, ...]]:
    """The tabs' data for a plan that lies in ``folder``, and earlier plans that cannot be read.

    Who has been met is as known today, also where the plan began before.
    """
    from routeplan.balance.balance_data import weeks_content
    from routeplan.balance.carried_weeks import weeks
    from routeplan.forecast.forecast_records import forecast_content
    from routeplan.forecast.make_forecast import forecast, page_runs
    from routeplan.formats.decisions.balance_json import read_options
    from routeplan.formats.plans.earlier_plans import earlier_plans
    from routeplan.render.pages.overview_tabs import Desk

    inputs = workspace.inputs
    earlier, findings = earlier_plans(workspace.root / "maps", plan.first_day, weeks=WEEKS)
    beats = folder / BEATS_PAGE
    tabs = Desk(
        weeks=weeks_content(weeks(inputs.officers, [*earlier, plan])),
        options=read_options(folder, plan),
        forecast=forecast_content(forecast(inputs, plan, runs=page_runs(inputs))),
        beats_page=BEATS_PAGE if beats.is_file() and not redacted else None,
        coverage=_coverage(workspace, today()),
        covered_on=today(),
    )
    return tabs, tuple(findings)


def _coverage(workspace: Workspace, on: date) -> list[tuple[str, int]]:
    """The figures that ``due`` shows on this day."""
    from routeplan.followup.due_list import Cover, coverage

    counts = coverage(workspace.inputs, workspace.standings_by(on), on)
    return [(cover.value, counts[cover]) for cover in Cover] if counts else []
