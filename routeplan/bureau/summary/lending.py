"""Which station should lend officers to which, by what each would meet with fewer and with more.

Each station's forecast says how many households it will have met with some officers fewer and some
more. A whole number of officers goes from station to station such that all stations together meet
as many as they can, less what lending costs: a fixed price and one by the kilometre, both in
households. CP-SAT solves it and says how far from the best its answer may be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeplan.bureau.ledger import LedgerLine
from routeplan.cp_sat import new_solver
from routeplan.model.places import Coordinate, great_circle_metres_between

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

SCALE = 100
"""Households are counted in hundredths."""
NEAREST = 20
"""A station lends to one of so many others that are nearest, or from which it would borrow."""


@dataclass(frozen=True)
class StationForecast:
    """A station and what it would meet.

    Parameters
    ----------
    at
        Latitude and longitude.
    met
        Households met in the end, by the officers more (negative: fewer).
    """

    station: str
    at: tuple[float, float]
    officers: int
    households: int
    met: dict[int, float]

    def gain(self, officers: int) -> float:
        """Households met more (or, negative, fewer) with so many officers more."""
        return self.met[officers] - self.met[0]


@dataclass(frozen=True)
class Loan:
    """So many officers go from one station to another, this far away."""

    lender: str
    borrower: str
    officers: int
    kilometres: float
    price: float


@dataclass(frozen=True)
class Lending:
    """Who lends to whom, and what comes of it.

    Parameters
    ----------
    changes
        By station that lends or borrows: the officers more, and the households met more.
    gained
        Households met more by all stations together, before the price.
    price
        Of all loans, in households.
    bound
        No plan of loans has more gained less price than this.
    is_best
        Whether that is proven of this one.
    """

    loans: tuple[Loan, ...]
    changes: dict[str, tuple[int, float]]
    gained: float
    price: float
    bound: float
    is_best: bool


@dataclass(frozen=True)
class LendingPrice:
    """What lending an officer costs, in households not met: a loan, and a kilometre of it."""

    a_loan: float = 1.0
    a_kilometre: float = 0.1

    def of(self, kilometres: float) -> float:
        """Of one officer."""
        return self.a_loan + self.a_kilometre * kilometres


def station_forecasts(lines: Iterable[LedgerLine]) -> list[StationForecast]:
    """Of a run of ``forecast``: what each station with somebody on shift would meet."""
    return [
        StationForecast(
            line.station,
            (float(figures["at"][0]), float(figures["at"][1])),
            int(figures["officers"]),
            int(figures["households"]),
            {int(step): float(met) for step, met in figures["met"].items()},
        )
        for line in lines
        if (figures := line.figures).get("met") and figures["officers"]
    ]


def ranked(stations: Iterable[StationForecast]) -> list[StationForecast]:
    """The station to which one officer more brings most first."""
    return sorted(stations, key=lambda station: (-station.gain(1), station.station))


def lending(
    stations: Sequence[StationForecast], price: LendingPrice, *, seconds: float = 20.0
) -> Lending:
    """The loans that let all stations together meet most.

    Parameters
    ----------
    seconds
        How long to search at most; one thread and a fixed seed.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    change = [_change(model, station) for station in stations]
    gains = [_gain(model, station, it) for station, it in zip(stations, change, strict=True)]
    arcs = {(a, b): kilometres for a, b, kilometres in _arcs(stations)}
    sent = {
        (a, b): model.new_int_var(0, min(-min(stations[a].met), max(stations[b].met)), "")
        for a, b in arcs
    }
    lent: list[list[Any]] = [[] for _ in stations]
    borrowed: list[list[Any]] = [[] for _ in stations]
    for (a, b), officers in sent.items():
        lent[a].append(officers)
        borrowed[b].append(officers)
    for k, it in enumerate(change):
        model.add(it == sum(borrowed[k]) - sum(lent[k]))
    # A hundredth at least, or officers might go round in a circle.
    cost = {arc: max(1, round(SCALE * price.of(kilometres))) for arc, kilometres in arcs.items()}
    model.maximize(sum(gains) - sum(cost[arc] * officers for arc, officers in sent.items()))
    solver = new_solver()
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Lending((), {}, 0.0, 0.0, math.inf, is_best=False)  # out of time: nobody lends
    loans = tuple(
        Loan(stations[a].station, stations[b].station, n, arcs[a, b], n * price.of(arcs[a, b]))
        for (a, b), officers in sent.items()
        if (n := solver.value(officers))
    )
    moved = {
        station.station: (n, station.gain(n))
        for station, it in zip(stations, change, strict=True)
        if (n := solver.value(it))
    }
    return Lending(
        loans=loans,
        changes=moved,
        gained=sum(gain for _, gain in moved.values()),
        price=sum(loan.price for loan in loans),
        bound=solver.best_objective_bound / SCALE,
        is_best=status == cp_model.OPTIMAL,
    )


def _change(model: CpModel, station: StationForecast) -> IntVar:
    return model.new_int_var(min(station.met), max(station.met), station.station)


def _gain(model: CpModel, station: StationForecast, change: IntVar) -> IntVar:
    """What a change of officers brings, in hundredths of a household: as the forecast says."""
    steps = range(min(station.met), max(station.met) + 1)
    values = [round(SCALE * station.gain(step)) for step in steps]
    gain = model.new_int_var(min(values), max(values), "")
    model.add_element(change - steps.start, values, gain)
    return gain


def _arcs(stations: Sequence[StationForecast]) -> Iterable[tuple[int, int, float]]:
    """Who may lend to whom, and how far it is: each to those nearest, and to those in need."""
    need = sorted(range(len(stations)), key=lambda k: -stations[k].gain(max(stations[k].met)))
    for a, lender in enumerate(stations):
        if min(lender.met) == 0:
            continue  # it has one officer, and keeps him
        far = [kilometres_between(lender.at, station.at) for station in stations]
        near = sorted(range(len(stations)), key=lambda k: far[k])[: NEAREST + 1]
        for b in sorted({*near, *need[:NEAREST]} - {a}):
            yield a, b, far[b]


def kilometres_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """As the crow flies."""
    return great_circle_metres_between(Coordinate(*here), Coordinate(*there)) / 1000
