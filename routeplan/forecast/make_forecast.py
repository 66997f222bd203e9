"""When will every household have been met? Weeks simulated many times, as they would be planned.

The first week is the plan. Every later one is planned anew, by a planner a thousand times as quick
as the real one: whoever is left and worth it is put into the rounds first, by worth and chance for
the time; the time that is left goes to whoever waits longest. Then doors open or stay shut by their
chances. Hours, caps, breaks, windows, skills and visits by two officers bound these rounds as they
bound a plan's; how long ways take is fitted to the plan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from routeplan.forecast.forecast_records import Forecast, MetBand
from routeplan.forecast.out_of_reach import out_of_reach
from routeplan.forecast.pool import Bools, Pool, pool, weeks_waited, worth_after
from routeplan.forecast.simulated_weeks import (
    SimulatedStation,
    met_by_week,
    one_week,
    plan_rounds,
    travel_of,
)
from routeplan.forecast.travel_fit import FittedPace, days_of, paces
from routeplan.forecast.week_arrays import Floats, Ints
from routeplan.forecast.what_if import AS_NOW, Staffing, Steps, steps_of
from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Plan

RUNS = 200
MOST_PAGE_RUNS, FEWEST_RUNS = 100, 20
ROUNDS = 104
QUANTILES = (0.1, 0.5, 0.9)
PAGE_CELLS = 50_000
"""Visits x runs that a page waits for: some seconds."""
UNREACHABLE = "unreachable"
"""The code of a visit left out because no way leads to it."""
FITTING_STEPS = 8
LEAST_TRAVEL, MOST_TRAVEL = 0.4, 1.6
"""Bounds of the part of the simulated travel that the plan's own rounds take."""


def forecast(
    inputs: Inputs,
    plan: Plan,
    *,
    staffing: Staffing = AS_NOW,
    runs: int = RUNS,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> Forecast:
    """Simulate weeks like the plan's until everybody has been met who can be.

    Parameters
    ----------
    plan
        Made from ``inputs``. Its rounds are those of the first week, unless evenings or pairs are
        asked for.
    rounds
        At most so many.
    """
    fit = fitted(inputs, plan)
    station, homes, steps = _station(inputs, plan, staffing, fit, rounds)
    met = met_by_week(station, rounds, runs, seed)
    within_reach = station.within_reach[-1] == 1 if station.homes else np.zeros(0, bool)
    never = out_of_reach(
        homes, steps.shifts, station.officers[-1], within_reach, _unreachable(plan)
    )
    return _summed_up(plan, met, within_reach, never, staffing, fit)


def met_in_runs(
    inputs: Inputs, plan: Plan, *, staffing: Staffing, runs: int, rounds: int, seed: int = 0
) -> Ints:
    """``(rounds, runs)`` households met by the end of each round: what a forecast sums up."""
    station, _, _ = _station(inputs, plan, staffing, fitted(inputs, plan), rounds)
    return met_by_week(station, rounds, runs, seed)


def fitted(inputs: Inputs, plan: Plan) -> FittedPace:
    """Paces from the plan's ways, then travel such that a simulated week is as full as the plan.

    Where both have as many stops, their travel is what is compared.
    """
    fit = FittedPace(paces(inputs, plan))
    low, high = LEAST_TRAVEL, MOST_TRAVEL
    if not any(route.stops for route in plan.routes):
        return fit
    station, _, steps = _station(inputs, plan, AS_NOW, fit, 1)
    for _ in range(FITTING_STEPS):
        middle = math.sqrt(low * high)
        tried = replace(fit, travel=middle)
        days = days_of(inputs, steps.shifts, plan.search.longest_day_seconds, tried)
        if _takes_more(replace(station, days=days), plan):
            low = middle
        else:
            high = middle
    return replace(fit, travel=math.sqrt(low * high))


def _takes_more(station: SimulatedStation, plan: Plan) -> bool:
    """Whether a simulated week has more stops than the plan's, or as many and less travel."""
    week = one_week(station)
    made = sum(len(route.stops) for route in plan.routes)
    stops = int(week.stops.sum())
    if stops != made:
        return stops > made
    travel = sum(route.travel_seconds for route in plan.routes)
    return travel_of(station, week) < travel


def _station(
    inputs: Inputs, plan: Plan, staffing: Staffing, fit: FittedPace, rounds: int
) -> tuple[SimulatedStation, Pool, Steps]:
    steps = steps_of(inputs, staffing)
    on_shift = [step.on_shift for step in steps.steps]
    station, homes = simulated_station(inputs, plan, steps.shifts, on_shift, fit, rounds)
    if staffing.evenings or staffing.pair:
        return station, homes, steps
    known = plan_rounds(station, plan, [visit.id for visit in homes.visits])
    return replace(station, plan=known, planned_shifts=len(plan.routes)), homes, steps


def simulated_station(
    inputs: Inputs,
    plan: Plan,
    shifts: Sequence[Shift],
    on_shift: Sequence[Sequence[int]],
    fit: FittedPace,
    rounds: int,
) -> tuple[SimulatedStation, Pool]:
    """The station with these shifts, and its visits; no week is known.

    Parameters
    ----------
    on_shift
        Officers on each of the shifts, step by step.
    """
    homes = pool(inputs, shifts, _unreachable(plan))
    station = SimulatedStation(
        calls=homes.calls,
        days=days_of(inputs, shifts, plan.search.longest_day_seconds, fit),
        officers=np.array(on_shift, np.int64).reshape(len(on_shift), len(shifts)),
        worth=_worth(inputs, homes, plan, rounds),
        waited=weeks_waited(inputs, homes),
    )
    return station, homes


def _worth(inputs: Inputs, homes: Pool, plan: Plan, rounds: int) -> Floats:
    days = round_days(plan)
    worth = [worth_after(inputs, homes, number * days) for number in range(rounds)]
    return np.array(worth).reshape(rounds, len(homes.visits))


def _unreachable(plan: Plan) -> frozenset[str]:
    return frozenset(left.visit for left in plan.left_out if left.code == UNREACHABLE)


def round_days(plan: Plan) -> int:
    """Days from one round to the next: whole weeks."""
    return 7 * math.ceil(plan.days / 7)


def _summed_up(
    plan: Plan,
    met: Ints,
    within_reach: Bools,
    never: dict[str, int],
    staffing: Staffing,
    fit: FittedPace,
) -> Forecast:
    """Bands of every round until they no longer change."""
    nobody = len(within_reach) > 0 and not within_reach.any()
    done = (met >= within_reach.sum()) & (not nobody)
    ends = np.where(done.any(axis=0), done.argmax(axis=0) + 1.0, np.inf)
    low, middle, high = (_rounds(value) for value in _quantiles(ends))
    bands = tuple(
        _band(plan.first_day + timedelta(days=round_days(plan) * number), some, all_met)
        for number, (some, all_met) in enumerate(zip(met, done, strict=True))
    )
    return Forecast(
        households=len(within_reach),
        out_of_reach=never,
        runs=met.shape[1],
        ever=float(done[-1].mean()),
        bands=bands[: _last_change(bands)],
        rounds=(low, middle, high),
        simulated=len(met),
        staffing=staffing,
        fit=fit,
    )


def _last_change(bands: Sequence[MetBand]) -> int:
    """The number of rounds until the bands no longer change."""
    met = np.array([(band.low, band.middle, band.high) for band in bands]).reshape(-1, 3)
    changed = np.flatnonzero((np.diff(met, axis=0) != 0).any(axis=1))
    return int(changed[-1]) + 2 if len(changed) else 1


def _band(begin: date, met: Ints, all_met: Bools) -> MetBand:
    low, middle, high = (int(value) for value in _quantiles(met))
    return MetBand(begin, low, middle, high, float(all_met.mean()))


def _quantiles(values: Floats | Ints) -> Floats:
    """Values that occur, none between two."""
    quantiles: Floats = np.quantile(values, QUANTILES, method="inverted_cdf")
    return quantiles


def _rounds(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def page_runs(inputs: Inputs) -> int:
    """Fewer runs where there are very many households: a page should not take minutes."""
    return max(FEWEST_RUNS, min(MOST_PAGE_RUNS, PAGE_CELLS // max(len(inputs.visits), 1)))
