"""When will every household have been met? Rounds simulated many times, as this plan goes.

Each round the households still to be met are taken by worth and chance for the time they need,
day by day, until the day's hours are used up; then doors open or stay shut by their chances. Hours
a day and travel to a household are those of the plan. As fewer are left they lie farther apart:
travel to each grows with the root of the area each has to itself (Beardwood, Halton & Hammersley
1959), up to its own way there and back. Who is not worth that way is not called on, as in a plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from routeplan.model import Inputs, Shift
from routeplan.plan import Plan
from routeplan.workload.fit import Fit, fitted, made_visits, visit_ids, ways_alone
from routeplan.workload.pool import Bools, Floats, Ints, Pool, pool, worth_after
from routeplan.workload.staffing import AS_NOW, Staffing, staffed

RUNS = 1000
FEWEST_RUNS = 100
ROUNDS = 104
QUANTILES = (0.1, 0.5, 0.9)
CELLS = 2_000_000
"""Runs are simulated so many cells (runs x households) at a time."""


@dataclass(frozen=True, slots=True)
class Band:
    """Households met by the end of a round: 10, 50 and 90 % of the runs are below.

    ``done`` is the part of the runs in which every household had been met.
    """

    begin: date
    low: int
    middle: int
    high: int
    done: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """``rounds`` are (low, middle, high) numbers of rounds until all are met; None: not in time.

    ``out_of_reach`` counts the households that nobody on shift can ever call on, ``not_alone``
    those not worth a way of their own: they are met on the way to others, or wait until their
    worth has grown. ``ever`` is the part of the runs that meets everybody in the end; ``bands``
    stop where they no longer change.
    """

    households: int
    out_of_reach: int
    not_alone: int
    runs: int
    ever: float
    bands: tuple[Band, ...]
    rounds: tuple[int | None, int | None, int | None]
    staffing: Staffing
    fit: Fit


def forecast(
    inputs: Inputs,
    plan: Plan,
    *,
    staffing: Staffing = AS_NOW,
    runs: int = RUNS,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> Forecast:
    """Simulate rounds like the plan's until every household has been met.

    Parameters
    ----------
    plan
        Made from ``inputs``. As staffed now, the first round is the plan itself.
    rounds
        At most so many.
    """
    now = pool(inputs, inputs.shifts)
    fit = fitted(inputs, plan, now)
    shifts = staffed(inputs, staffing)
    there = pool(inputs, shifts)
    hours = fit.hours * _part_of_now(inputs, shifts, staffing)
    counts = np.concatenate(
        [
            _Simulation(inputs, plan, there, replace(fit, hours=hours), staffing, some, k).run(
                rounds, seed
            )
            for k, some in enumerate(_chunks(runs, len(there.visits)))
        ],
        axis=1,
    )
    return _told(inputs, there, counts, staffing, replace(fit, hours=hours))


def _part_of_now(inputs: Inputs, shifts: tuple[Shift, ...], staffing: Staffing) -> Floats:
    """``(d,)`` the hours of rounds on each day as a part of those now."""

    def by_day(some: tuple[Shift, ...]) -> Floats:
        hours = np.zeros(inputs.calendar.days)
        for shift in some:
            hours[shift.day] += shift.end - shift.begin
        return hours

    now, then = by_day(inputs.shifts), by_day(shifts)
    officers = len({who for shift in inputs.shifts for who in shift.officers})
    more = max(officers + staffing.officers, 0) / max(officers, 1)
    return more * np.divide(then, now, out=np.zeros_like(now), where=now > 0)


def _chunks(runs: int, households: int) -> Iterator[int]:
    size = max(1, CELLS // max(households, 1))
    for begin in range(0, runs, size):
        yield min(size, runs - begin)


class _Simulation:
    """Some runs side by side: ``(runs, n)`` arrays."""

    def __init__(
        self,
        inputs: Inputs,
        plan: Plan,
        there: Pool,
        fit: Fit,
        staffing: Staffing,
        runs: int,
        stream: int,
    ) -> None:
        self.inputs, self.plan, self.pool, self.fit = inputs, plan, there, fit
        self.staffing, self.runs, self.stream = staffing, runs, stream
        self.days = round_days(plan)
        self.alone = ways_alone(inputs, there, fit)

    def run(self, rounds: int, seed: int) -> Floats:
        """``(rounds, runs)`` households met by the end of each round; ends when all are."""
        random = np.random.default_rng([seed, self.stream])
        within_reach = self.pool.can_be_met
        left = np.tile(within_reach, (self.runs, 1))
        met = np.zeros((rounds, self.runs))
        for number in range(rounds):
            called, chance = self._round(left, number)
            left[:, called] &= random.random(chance.shape) >= chance
            met[number] = within_reach.sum() - left.sum(axis=1)
            if not left.any():
                met[number:] = met[number]
                break
        return met

    def _round(self, left: Bools, number: int) -> tuple[Ints, Floats]:
        """Who may be called on in a round, and ``(runs, called)`` chances; 0 where nobody comes."""
        if number == 0 and self.staffing == AS_NOW:
            made = made_visits(self.plan)
            planned = np.array([made.get(v, (0, 0.0))[1] for v in visit_ids(self.pool)])
            called = np.flatnonzero(planned)
            return called, planned[called] * left[:, called]
        worth = worth_after(self.inputs, self.pool, number * self.days)
        need = self.pool.officers * (self.pool.seconds + self.fit.travel)
        rank = worth * self.pool.chance.max(axis=1, initial=0.0) / need
        some = np.flatnonzero(left.any(axis=0))
        some = some[np.argsort(-rank[some], kind="stable")]
        spacing = np.sqrt(self.fit.households / np.maximum(left.sum(axis=1), 1))[:, None]
        called = some[: self._reach(left, some, worth[some], spacing)]
        return called, self._filled(left[:, called], called, worth[called], spacing)

    def _reach(self, left: Bools, some: Ints, worth: Floats, spacing: Floats) -> int:
        """How many of them any run can get to: those behind find every day's hours used up.

        Counted are only households that wait in all runs and are worth the longest way of any, at
        the least that they take. It changes no result and spares looking at everybody.
        """
        last, everywhere = 0, left[:, some].all(axis=0)
        nearest = self._ways(some, spacing.min(keepdims=True))[0]
        farthest = self._ways(some, spacing.max(keepdims=True))[0]
        least = self.pool.officers[some] * self.pool.seconds[some] + nearest
        for day in np.flatnonzero(self.fit.hours):
            today = self.pool.chance[some, day] * self.fit.certainty
            sure = (today > 0) & (worth * today >= farthest) & everywhere
            used = np.cumsum(least * sure)
            last = max(last, int(np.searchsorted(used, self.fit.hours.sum(), side="right")) + 1)
        return last

    def _filled(self, waiting: Bools, some: Ints, worth: Floats, spacing: Floats) -> Floats:
        """Fill each day's hours with those who wait, in their order."""
        way = self._ways(some, spacing)
        cost = self.pool.officers[some] * self.pool.seconds[some] + way
        chances = np.zeros(waiting.shape)
        for day, hours in enumerate(self.fit.hours):
            today = self.pool.chance[some, day] * self.fit.certainty
            asked = waiting & (today > 0) & (worth * today >= way)
            taken = asked & (np.cumsum(cost * asked, axis=1) <= hours)
            chances += taken * today
            waiting = waiting & ~taken
        return chances

    def _ways(self, some: Ints, spacing: Floats) -> Floats:
        """Seconds of way to each of them, by how far apart those left lie."""
        ways: Floats = self.pool.officers[some] * np.minimum(
            self.fit.travel * spacing, self.alone[some]
        )
        return ways


def _not_alone(inputs: Inputs, there: Pool, fit: Fit) -> int:
    """Households not worth their own way now."""
    best = there.chance.max(axis=1, initial=0.0) * fit.certainty
    value = worth_after(inputs, there, 0) * best
    alone = there.officers * ways_alone(inputs, there, fit)
    return int(((value < alone) & there.can_be_met).sum())


def round_days(plan: Plan) -> int:
    """Days from one round to the next: whole weeks."""
    return 7 * math.ceil(plan.days / 7)


def _told(inputs: Inputs, there: Pool, counts: Floats, staffing: Staffing, fit: Fit) -> Forecast:
    """Bands of every round until they no longer change."""
    within_reach = int(there.can_be_met.sum())
    done = counts >= within_reach
    ends = np.where(done.any(axis=0), done.argmax(axis=0) + 1.0, np.inf)
    low, middle, high = (_rounds(value) for value in _quantiles(ends))
    step = 7 * math.ceil(inputs.calendar.days / 7)
    bands = tuple(
        _band(inputs.calendar.first_day + timedelta(days=step * number), met, all_met)
        for number, (met, all_met) in enumerate(zip(counts, done, strict=True))
    )
    return Forecast(
        households=len(there.visits),
        out_of_reach=len(there.visits) - within_reach,
        not_alone=_not_alone(inputs, there, fit),
        runs=counts.shape[1],
        ever=float(done[-1].mean()),
        bands=bands[: _last_change(bands)],
        rounds=(low, middle, high),
        staffing=staffing,
        fit=fit,
    )


def _last_change(bands: Sequence[Band]) -> int:
    """The number of rounds until the bands no longer change."""
    met = np.array([(band.low, band.middle, band.high) for band in bands]).reshape(-1, 3)
    changed = np.flatnonzero((np.diff(met, axis=0) != 0).any(axis=1))
    return int(changed[-1]) + 2 if len(changed) else 1


def _band(begin: date, met: Floats, all_met: Bools) -> Band:
    low, middle, high = (int(value) for value in _quantiles(met))
    return Band(begin, low, middle, high, float(all_met.mean()))


def _quantiles(values: Floats) -> Floats:
    """Values that occur, none between two."""
    found: Floats = np.quantile(values, QUANTILES, method="inverted_cdf")
    return found


def _rounds(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def page_runs(inputs: Inputs) -> int:
    """Fewer runs where there are very many households: a page should not take minutes."""
    return max(FEWEST_RUNS, min(RUNS, CELLS // max(len(inputs.visits), 1)))


def forecast_content(told: Forecast) -> dict[str, Any]:
    """A forecast for programs and for the overview page."""
    return {
        "households": told.households,
        "out_of_reach": told.out_of_reach,
        "not_alone": told.not_alone,
        "runs": told.runs,
        "ever": told.ever,
        "rounds": dict(zip(("low", "middle", "high"), told.rounds, strict=True)),
        "staffing": asdict(told.staffing),
        "fit": {
            "seconds_by_day": [round(value) for value in told.fit.hours],
            "travel_to_each": round(told.fit.travel),
            "seconds_a_metre": round(told.fit.pace, 4),
            "part_of_best_chance": round(told.fit.certainty, 4),
        },
        "weeks": [asdict(band) | {"begin": str(band.begin)} for band in told.bands],
    }
