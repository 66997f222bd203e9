"""The simulated run of a bureau, by hand; and the model beside it where it should hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.bureau.model import Parts, expected
from benchmarks.bureau.simulation import Samples, Simulation, simulated

NOTHING = (0.0,)
SLOW_HANDS = Samples(
    begin=NOTHING,
    pack=(1.0,),
    send=NOTHING,
    take=(1.0,),
    look=NOTHING,
    look_worker=NOTHING,
    scheduler=NOTHING,
    aside=NOTHING,
    plan=(10.0,),
    start=NOTHING,
)


@pytest.mark.parametrize(
    ("workers", "samples", "end"),
    [
        # packed at 1 and 2; planned 1-11 and 11-21; taken 21-22
        pytest.param(1, SLOW_HANDS, 22.0, id="one after the other"),
        # packed at 1 and 2; planned 1-11 and 2-12; taken 11-12 and 12-13
        pytest.param(2, SLOW_HANDS, 13.0, id="side by side"),
        # the process starts once: planned 4-14 and 14-24
        pytest.param(1, replace(SLOW_HANDS, start=(3.0,)), 25.0, id="a start"),
        # 2 s before each plan: 3-13 and 15-25
        pytest.param(1, replace(SLOW_HANDS, aside=(2.0,)), 26.0, id="beside the plan"),
        # both sums first, 10 s: all of the first case is later by that
        pytest.param(1, replace(SLOW_HANDS, begin=(5.0,)), 32.0, id="a begin"),
        # a message is 2 s: assigned at 3 and 5; planned 3-13 and 13-23; heard of at 25, taken 26
        pytest.param(1, replace(SLOW_HANDS, scheduler=(4.0,)), 26.0, id="a slow scheduler"),
    ],
)
def test_a_run_by_hand(workers: int, samples: Samples, end: float) -> None:
    assert Simulation([10.0, 10.0], workers, samples, seed=1).run() == pytest.approx(end)


def test_a_worker_has_two_stations_at_most() -> None:
    simulation = Simulation([10.0] * 5, 1, SLOW_HANDS, seed=1)
    held = []
    usual = simulation._send

    def send(worker: int) -> None:
        usual(worker)
        held.append(simulation.load[worker])

    simulation._send = send  # type: ignore[method-assign]
    simulation.run()
    assert max(held) == 2
    assert len(held) == 5


@pytest.mark.parametrize(
    ("stations", "workers", "limit"), [(2_000, 10, "workers"), (8_000, 500, "coordinator")]
)
def test_the_model_holds_where_one_part_is_the_limit(
    stations: int, workers: int, limit: str
) -> None:
    """Of stations of 30 s: ten workers are busy, 500 wait for their coordinator."""
    samples = Samples(
        begin=(0.01,),
        pack=(0.1,),
        send=(0.02,),
        take=(0.08, 0.12),
        look=(0.001,),
        look_worker=(0.00002,),
        scheduler=(0.002,),
        aside=(0.1,),
        plan=(20.0, 40.0),
        start=(5.0,),
    )
    parts = Parts(begin=0.01, coordinator=0.22, scheduler=0.002, aside=0.1, plan=30.0, start=5.0)
    model = expected(stations, workers, parts)
    seconds, share = simulated(stations, workers, samples)
    assert model.limit == limit
    assert seconds == pytest.approx(model.seconds, rel=0.05)
    assert share == pytest.approx(model.planning_share, abs=0.03)


def test_districts_share_stations_and_workers() -> None:
    alone, _ = simulated(100, 10, SLOW_HANDS)
    together, _ = simulated(400, 40, SLOW_HANDS, districts=4)
    assert together == pytest.approx(alone)
