"""Peers' timetables before the judge: it and the benchmarks' checker say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.peers import judged as module
from benchmarks.peers.checker import BrokenRuleError, Round, score
from benchmarks.peers.instances import Instance
from benchmarks.peers.judged import judged, plan_of
from benchmarks.peers.rich import Draw, DrawnStation, rich_station
from benchmarks.peers.runner import answer
from benchmarks.peers.solvers import SOLVERS
from routeplan.check import judge

DRAWS = {
    "tight": Draw(24, days=2, crowding=0.5, chances=True, households_a_door=2),
    "easy": Draw(20),
}
NEEDS = {"pyvrp": "pyvrp", "vroom": "vroom"}


@pytest.mark.parametrize("draw", DRAWS)
@pytest.mark.parametrize("solver", ["routeplan", "pyvrp", "vroom", "ortools"])
def test_judge_and_checker_agree_on_what_every_solver_answers(solver: str, draw: str) -> None:
    if solver in NEEDS:
        pytest.importorskip(NEEDS[solver])
    station = rich_station(DRAWS[draw], 1)
    rounds = SOLVERS[solver](station.problem, 0.3, 1)
    found, alone = judged(station, solver, rounds), score(station.problem, rounds)
    assert found.served > 0
    assert replace(found, judged=None) == alone
    assert found.judged is not None
    assert found.judged.objective == alone.objective
    assert found.judged.travel == alone.travel


def small() -> tuple[DrawnStation, list[Round]]:
    """A station and a timetable that can be carried out."""
    station = rich_station(Draw(8, pairs=0), 1)
    return station, SOLVERS["routeplan"](station.problem, 0.1, 1)


def test_a_plan_begins_every_visit_when_the_timetable_says() -> None:
    station, rounds = small()
    # the last visit half a minute later than it need be
    v, begin = rounds[0].stops[-1]
    later = Round((*rounds[0].stops[:-1], (v, begin + 30)), rounds[0].pause)
    plan = plan_of(station, "peer", [later])
    assert [(f"v{v}", begin) for v, begin in later.stops] == [
        (stop.visit, stop.begin) for stop in plan.routes[0].stops
    ]
    assert plan.search.engine == "peer"
    assert judge(station.inputs, station.times, station.travel, plan) == []


def test_what_cannot_be_carried_out_is_refused() -> None:
    station, rounds = small()
    twice = Round((*rounds[0].stops, rounds[0].stops[0]), rounds[0].pause)
    with pytest.raises(BrokenRuleError):
        judged(station, "peer", [twice])


def test_what_only_the_judge_finds_wrong_is_refused() -> None:
    # the numbers know hours that the resident never gave
    station, rounds = small()
    v = rounds[0].stops[0][0]
    closed = replace(station.times[v], windows=(), starts=())
    times = [closed if k == v else own for k, own in enumerate(station.times)]
    assert score(station.problem, rounds).served > 0
    with pytest.raises(BrokenRuleError, match="outside its windows"):
        judged(replace(station, times=times), "peer", rounds)


def test_judge_and_checker_that_disagree_are_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    station, rounds = small()
    wrong = replace(score(station.problem, rounds), objective=1)
    monkeypatch.setattr(module, "score", lambda *_: wrong)
    with pytest.raises(BrokenRuleError, match=r"the judge says .* the checker"):
        judged(station, "peer", rounds)


def test_a_solver_that_fails_has_no_answer_but_a_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> list[Round]:
        raise MemoryError("no more")

    station, rounds = small()
    instance = Instance("rich", "8", station.problem, station=station)
    monkeypatch.setitem(SOLVERS, "pyvrp", fail)
    failed = answer("pyvrp", instance, 1.0, 1)
    assert (failed.score, failed.why) == (None, "MemoryError: no more")
    assert "no more" in capsys.readouterr().err
    monkeypatch.setitem(SOLVERS, "pyvrp", lambda *_: [Round(rounds[0].stops)])
    assert answer("pyvrp", instance, 1.0, 1).why == "shift 0: a break is missing, or not asked for"
    monkeypatch.setitem(SOLVERS, "pyvrp", lambda *_: rounds)
    assert answer("pyvrp", instance, 1.0, 1).score == judged(station, "pyvrp", rounds)
