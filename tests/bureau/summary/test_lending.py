"""Who should lend to whom: beside every plan of loans there is, and by hand where it is small."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import pytest

from routeplan.bureau.ledger import LedgerLine, StationState
from routeplan.bureau.summary.lending import (
    LendingPrice,
    StationForecast,
    kilometres_between,
    lending,
    ranked,
    station_forecasts,
)

HERE = (60.17, 24.94)
FREE = LendingPrice(0.0, 0.0)


def station(name: str, met: dict[int, float], at: tuple[float, float] = HERE) -> StationForecast:
    return StationForecast(name, at, 1 - min(met), 100, met)


RICH = station("rich", {-1: 50.0, 0: 52.0, 1: 53.0})
POOR = station("poor", {0: 20.0, 1: 30.0})


def test_who_loses_little_lends_to_who_gains_much() -> None:
    plan = lending([POOR, RICH], LendingPrice(a_loan=1.5, a_kilometre=0.0))
    (loan,) = plan.loans
    assert (loan.lender, loan.borrower, loan.officers) == ("rich", "poor", 1)
    # poor meets 10 more, rich 2 fewer; one officer lent costs 1.5
    assert plan.changes == {"poor": (1, 10.0), "rich": (-1, -2.0)}
    assert (plan.gained, plan.price) == (8.0, 1.5)
    assert plan.is_best
    assert plan.bound == pytest.approx(6.5)


def test_nobody_lends_what_costs_more_than_it_brings() -> None:
    assert lending([POOR, RICH], LendingPrice(a_loan=8.5, a_kilometre=0.0)).loans == ()
    far = station("poor", POOR.met, (61.17, 24.94))  # 111 km to the north
    assert lending([far, RICH], LendingPrice(a_loan=0.0, a_kilometre=0.1)).loans == ()
    assert lending([far, RICH], LendingPrice(a_loan=0.0, a_kilometre=0.05)).loans != ()


def test_a_station_with_one_officer_keeps_him() -> None:
    alone = station("alone", {0: 5.0, 1: 5.0})
    assert alone.officers == 1
    assert lending([alone, POOR], FREE).loans == ()


def every_plan(stations: Sequence[StationForecast]) -> Iterator[tuple[int, ...]]:
    """Every change of officers that adds up to none."""
    for change in product(*(station.met for station in stations)):
        if sum(change) == 0:
            yield change


@pytest.mark.parametrize("seed", range(20))
def test_no_plan_of_loans_is_better(seed: int) -> None:
    """All within a metre, a loan costs the same: who lends to whom is worth nothing then."""
    random = Random(seed)
    stations = []
    for k in range(5):
        steps = [random.uniform(0, 9) for _ in range(4)]
        met = {0: 50.0, 1: 50 + steps[0], 2: 50 + steps[0] + steps[1]}
        if random.random() < 0.7:
            met |= {-1: 50 - steps[2], -2: 50 - steps[2] - steps[3]}
        stations.append(station(f"s{k}", dict(sorted(met.items()))))
    price = random.choice([0.0, 1.0, 3.0])
    plan = lending(stations, LendingPrice(price, 0.0))
    best = max(
        sum(it.gain(n) for it, n in zip(stations, change, strict=True))
        - price * sum(max(n, 0) for n in change)
        for change in every_plan(stations)
    )
    assert plan.gained - plan.price == pytest.approx(best, abs=0.06)  # hundredths, ten of them
    assert plan.is_best


def test_the_station_where_one_more_brings_most_is_first() -> None:
    assert [station.station for station in ranked([RICH, POOR])] == ["poor", "rich"]


def test_a_station_without_anybody_on_shift_is_left_out() -> None:
    def line(name: str, **figures: object) -> LedgerLine:
        plain = {"at": [60.0, 25.0], "households": 9, "officers": 2, "met": {"+0": 3, "+1": 4}}
        return LedgerLine(
            name, "", 0, 1, 0, StationState.DONE, 0, 1.0, None, json.dumps(plain | figures), []
        )

    found = station_forecasts([line("a"), line("b", officers=0), line("c", met={})])
    assert [station.station for station in found] == ["a"]
    assert found[0].met == {0: 3.0, 1: 4.0}


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres_between((60.0, 25.0), (61.0, 25.0)) == pytest.approx(111.2, abs=0.1)
    assert kilometres_between(HERE, HERE) == 0
