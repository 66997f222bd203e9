"""Solvers in processes of their own: pairs, turns, and those that never answer."""

from __future__ import annotations

import pytest

from benchmarks.peers import runner
from benchmarks.peers.instances import Instance
from benchmarks.peers.rich import Draw, rich_station
from benchmarks.peers.runner import Pool


@pytest.mark.slow
def test_a_pair_is_answered_at_one_moment_and_who_is_silent_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    station = rich_station(Draw(12), 1)
    instance = Instance("rich", "12", station.problem, station=station)
    with Pool() as pool:
        pair = pool.pair("routeplan", "ortools", instance, 0.5, 1)
        assert [pair.ours.solver, pair.theirs.solver] == ["routeplan", "ortools"]
        assert pair.ours.score is not None
        assert pair.ours.score.served == 12
        assert pair.ours.score.judged is not None
        first = pool.workers["routeplan"]
        turn = pool.in_turn("ortools", "routeplan", instance, 0.5, 2)
        assert turn.theirs.score is not None
        assert pool.workers["routeplan"] is first, "it stays, nothing is imported again"
        monkeypatch.setattr(runner, "PATIENCE", 0.0)
        monkeypatch.setattr(runner, "MERCY", 0.01)
        silent = pool.together(["routeplan"], instance, 5.0, 1)["routeplan"]
        assert (silent.score, silent.why) == (None, "no answer in time")
        assert "routeplan" not in pool.workers
        assert not first[0].is_alive()
    assert not pool.workers
