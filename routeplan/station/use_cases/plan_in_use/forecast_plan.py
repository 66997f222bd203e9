"""Asking when every household will have been met if rounds go on like a plan's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.forecast.forecast_records import Forecast
    from routeplan.forecast.what_if import Staffing
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RUNS = 200


@dataclass(frozen=True)
class Forecasts:
    """A forecast with the officers there are, and of a what-if (None where none is asked)."""

    now: Forecast
    what_if: Forecast | None = None


def weekdays_of(names: Iterable[str]) -> tuple[int, ...]:
    """``tue``, ``Thursday`` as weekdays, 0 for Monday.

    Raises
    ------
    UsageError
        When a name is no weekday.
    """
    days = set()
    for name in names:
        short = name.strip().lower()[:3]
        if short and short not in WEEKDAYS:
            known = ", ".join(WEEKDAYS)
            raise UsageError(phrase("'{day}' is not a weekday; use {known}", day=name, known=known))
        days |= {WEEKDAYS.index(short)} if short else set()
    return tuple(sorted(days))


def forecast_plan(
    plan: Plan, inputs: Inputs, staffing: Staffing, *, runs: int = RUNS, seed: int = 0
) -> Forecasts:
    """Simulate week after week: as the station is staffed, and as it might be.

    Raises
    ------
    UsageError
        When nobody is on shift, or nobody would be left, or there are no runs.
    """
    from routeplan.forecast.make_forecast import forecast
    from routeplan.forecast.what_if import AS_NOW

    if runs < 1:
        raise UsageError(
            phrase("{name} must be a number above 0, not {amount!r}", name="runs", amount=runs)
        )
    on_shift = {who for shift in inputs.shifts for who in shift.officers}
    if len(on_shift) + staffing.officers < 1:
        if not on_shift:
            raise UsageError(
                phrase("nobody is on shift in this plan, so there is nothing to forecast")
            )
        raise UsageError(
            phrase(
                "--officers {more:+}: only {count} on shift, so nobody would be left",
                more=staffing.officers,
                count=len(on_shift),
            )
        )
    now = forecast(inputs, plan, staffing=AS_NOW, runs=runs, seed=seed)
    if staffing == AS_NOW:
        return Forecasts(now)
    return Forecasts(now, forecast(inputs, plan, staffing=staffing, runs=runs, seed=seed))
