"""A week planned, saved, printed and drawn in one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.problem.solution import Watch
    from routeplan.station.station_plan import StationPlan
    from routeplan.station.use_cases.draw import Drawn
    from routeplan.station.use_cases.write_plan import Written


class PlanSearch(TypedDict, total=False):
    """How a plan is searched for; each is optional, and as ``OpenStation.plan`` takes it."""

    seconds: float | None
    iterations: int | None
    seed: int | None
    longest_day: str | None
    engine: str
    threads: int | None
    travel: str | None
    watch: Watch | None


@dataclass(frozen=True)
class Week:
    """A plan that was saved, printed and drawn.

    Parameters
    ----------
    plan
        The plan, judged.
    written
        Where it went.
    drawn
        Its pages, the overview first, and its sheets.
    """

    plan: StationPlan
    written: Written
    drawn: Drawn

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was odd in the tables, and what could not be noted."""
        return (*self.plan.findings, *self.written.findings, *self.drawn.findings)
