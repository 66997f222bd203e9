"""How a really planned week is counted beside a forecast's band."""

from __future__ import annotations

import pytest

from benchmarks.forecast_check import inside, is_open
from benchmarks.forecast_model.stations import KINDS, write_station
from routeplan.station.reading.open_station import read_workspace
from tests.stations import MONDAY

RUNS = [0] * 5 + [1] * 10 + [2] * 70 + [3] * 10 + [4] * 5
"""Hundred runs: below 0.05 lies 0, up to 0.15 lies 1, up to 0.85 lies 2, up to 0.95 lies 3."""


@pytest.mark.parametrize(
    ("met", "part"),
    # of 0.05 to 0.15 the half from 0.1 on is inside; so is the half of 0.85 to 0.95 up to 0.9
    [(0, 0.0), (1, 0.5), (2, 1.0), (3, 0.5), (4, 0.0), (7, 0.0)],
)
def test_a_week_on_an_edge_counts_for_the_part_that_belongs_to_the_band(met, part) -> None:
    assert inside(RUNS, met) == pytest.approx(part)


def test_over_all_weeks_of_a_true_forecast_eight_tenths_are_inside() -> None:
    assert sum(inside(RUNS, met) for met in RUNS) == pytest.approx(80)


def test_a_week_that_is_the_same_in_all_runs_tells_nothing() -> None:
    assert not is_open([5, 5, 5])
    assert is_open(RUNS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_station_can_be_read(kind, tmp_path) -> None:
    write_station(tmp_path / "station", kind, 1)
    inputs = read_workspace(
        tmp_path / "station", today=MONDAY, first_day=MONDAY, environment={}
    ).inputs
    assert inputs.visits
    assert inputs.shifts
