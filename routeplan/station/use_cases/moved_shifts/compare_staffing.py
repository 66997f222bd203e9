"""Asking what other hours of a shift bring over weeks, beside one officer more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.forecast.staffing_options import StaffingOptions
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace

ROUNDS = 4
"""After so many rounds households are counted: later on every staffing has met nearly all."""
RUNS = 40
"""Fewer than of a forecast: all options have the same luck, and there are several."""


def compare_plan_staffing(
    plan: Plan, workspace: Workspace, *, rounds: int = ROUNDS, runs: int = RUNS, seed: int = 0
) -> StaffingOptions:
    """The shifts as they are, the best ones moved, and one officer more.

    Parameters
    ----------
    plan
        Made from the workspace.

    Raises
    ------
    UsageError
        When nobody is on shift, or there are no runs or rounds.
    """
    from datetime import timedelta

    from routeplan.forecast.staffing_options import compare_staffing
    from routeplan.station.use_cases.moved_shifts.possible_moves import shift_moves, with_saturday

    for name, amount in (("runs", runs), ("rounds", rounds)):
        if amount < 1:
            raise UsageError(
                phrase("{name} must be a number above 0, not {amount!r}", name=name, amount=amount)
            )
    if not workspace.inputs.shifts:
        raise UsageError(phrase("nobody is on shift in this plan, so there is nothing to forecast"))
    inputs = with_saturday(workspace)
    # Weeks like the plan's, whenever they are: none of its days is over.
    moves = shift_moves(workspace, inputs, today=plan.first_day - timedelta(days=1))
    return compare_staffing(inputs, plan, moves, rounds=rounds, runs=runs, seed=seed)
