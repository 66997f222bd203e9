"""routeplan: visit planning for community police stations.

Households and their availability in, a daily route for each officer out. What is listed in
``__all__`` is the public interface, described with examples in ``docs/api.md``; the command line
does the same by the same names. Each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from routeplan.version import __version__

if TYPE_CHECKING:
    from routeplan.engines.choose import solve
    from routeplan.errors import Finding, InputError, JudgeError, RouteplanError, UsageError
    from routeplan.followup.due_list import Due
    from routeplan.learning.learned_figures import LearnedFigures
    from routeplan.model.plan import Plan
    from routeplan.planning.explain.explanation_records import Explanation
    from routeplan.problem.arrays import Problem
    from routeplan.problem.solution import Solution
    from routeplan.station.api import OpenStation, open_station
    from routeplan.station.calls.planned_week import Week
    from routeplan.station.calls.replanned_plan import PlanChange, ReplannedPlan
    from routeplan.station.station_plan import StationPlan
    from routeplan.station.use_cases.plan_in_use.forecast_plan import Forecasts
    from routeplan.station.use_cases.plan_in_use.lock_stops import PlanDecisions
    from routeplan.station.use_cases.plan_in_use.print_cards import PrintedCards
    from routeplan.station.use_cases.plan_in_use.print_notices import PrintedNotices
    from routeplan.station.use_cases.undo.take_back import TakenBack
    from routeplan.station.use_cases.visit_log.follow_matters import OpenMatters
    from routeplan.station.use_cases.visit_log.gather_opinions import ListedOpinion
    from routeplan.station.use_cases.visit_log.purge_records import PurgedRecords
    from routeplan.station.use_cases.visit_log.raise_priorities import RaisedPriorities
    from routeplan.visitlog.notes import Experience, Outreach

__all__ = [
    "Due",
    "Experience",
    "Explanation",
    "Finding",
    "Forecasts",
    "InputError",
    "JudgeError",
    "LearnedFigures",
    "ListedOpinion",
    "OpenMatters",
    "OpenStation",
    "Outreach",
    "Plan",
    "PlanChange",
    "PlanDecisions",
    "PrintedCards",
    "PrintedNotices",
    "Problem",
    "PurgedRecords",
    "RaisedPriorities",
    "ReplannedPlan",
    "RouteplanError",
    "Solution",
    "StationPlan",
    "TakenBack",
    "UsageError",
    "Week",
    "__version__",
    "open_station",
    "solve",
]
_HOMES = {
    "routeplan.engines.choose": ("solve",),
    "routeplan.errors": ("Finding", "InputError", "JudgeError", "RouteplanError", "UsageError"),
    "routeplan.followup.due_list": ("Due",),
    "routeplan.learning.learned_figures": ("LearnedFigures",),
    "routeplan.model.plan": ("Plan",),
    "routeplan.planning.explain.explanation_records": ("Explanation",),
    "routeplan.problem.arrays": ("Problem",),
    "routeplan.problem.solution": ("Solution",),
    "routeplan.station.api": ("OpenStation", "open_station"),
    "routeplan.station.calls.planned_week": ("Week",),
    "routeplan.station.calls.replanned_plan": ("PlanChange", "ReplannedPlan"),
    "routeplan.station.station_plan": ("StationPlan",),
    "routeplan.station.use_cases.plan_in_use.forecast_plan": ("Forecasts",),
    "routeplan.station.use_cases.plan_in_use.lock_stops": ("PlanDecisions",),
    "routeplan.station.use_cases.plan_in_use.print_cards": ("PrintedCards",),
    "routeplan.station.use_cases.plan_in_use.print_notices": ("PrintedNotices",),
    "routeplan.station.use_cases.undo.take_back": ("TakenBack",),
    "routeplan.station.use_cases.visit_log.follow_matters": ("OpenMatters",),
    "routeplan.station.use_cases.visit_log.gather_opinions": ("ListedOpinion",),
    "routeplan.station.use_cases.visit_log.purge_records": ("PurgedRecords",),
    "routeplan.station.use_cases.visit_log.raise_priorities": ("RaisedPriorities",),
    "routeplan.visitlog.notes": ("Experience", "Outreach"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'routeplan' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
