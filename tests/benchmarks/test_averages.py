"""Mean gaps, the judge's terms, and how soon there is a plan."""

from __future__ import annotations

from benchmarks.peers.averages import gaps_table, terms_table
from benchmarks.peers.checker import Score
from benchmarks.peers.instances import Instance
from benchmarks.peers.over_time import Rung, curves, first_plans_table
from benchmarks.peers.rich import Draw, rich_station
from benchmarks.peers.runner import Pair, Run
from routeplan.model.plan import Totals

PROBLEM = rich_station(Draw(8), 1).problem


def run(solver: str, objective: int, served: int = 8, missed: int = 0, seconds: float = 1.0) -> Run:
    minutes = Totals(missed, objective - 240, 120, 60, 60)
    return Run(solver, Score(served, objective - 240, missed, objective, minutes), seconds)


def pair(name: str, ours: Run, theirs: Run, best: int | None = 1000) -> Pair:
    return Pair(Instance("vrptw", name, PROBLEM, best), 1, 5.0, ours, theirs)


def test_gaps_are_averaged_by_group_and_over_all() -> None:
    pairs = [
        pair("R101", run("routeplan", 1010), run("pyvrp", 1030)),  # 1 and 3 %
        pair("R101", run("routeplan", 1030), run("pyvrp", 1050)),  # 3 and 5 %
        pair("R101", run("routeplan", 1000), run("pyvrp", 999, missed=1)),
        pair("R101", run("routeplan", 1000), Run("pyvrp", None, 5.0, "too late")),
        pair("unknown", run("routeplan", 1000), run("pyvrp", 1000), best=None),
    ]
    assert gaps_table(pairs).splitlines()[2:] == [
        "| 8 customers | pyvrp | 1 | 2 | +2.00 % | +4.00 % |",
        "| all | pyvrp | 1 | 2 | +2.00 % | +4.00 % |",
    ]
    assert gaps_table(pairs[-1:]) == ""


def test_groups_of_large_instances_tell_short_routes_from_long_ones() -> None:
    large = rich_station(Draw(101, pairs=0), 1).problem
    names = {"r1_2_1": "short", "RC2_10_5": "long"}
    for name, routes in names.items():
        assert Instance("vrptw", name, large).group == f"101 customers, {routes} routes"
    assert Instance("data", "town", large).group == "101 customers"


def test_the_judge_s_terms_are_told_in_minutes_as_means() -> None:
    pairs = [
        pair("10 x", run("routeplan", 600), run("vroom", 1200, served=6)),
        pair("10 x", run("routeplan", 1200), run("vroom", 1200, served=6)),
    ]
    # of ours travel is 6 and 16 minutes, left out 2, lost chance 1, small costs 1: 10 and 20
    assert terms_table(pairs).splitlines()[2:] == [
        "| 10 x | routeplan | 2 | 8.0 | 11 | 2 | 1 | 15 |",
        "| 10 x | vroom | 2 | 6.0 | 16 | 2 | 1 | 20 |",
    ]


def rung(budget: float, found: Run) -> Rung:
    return Rung(Instance("rich", "8", PROBLEM), budget, found)


def test_the_first_plan_is_that_of_the_least_budget_with_one() -> None:
    rungs = [
        rung(0.1, run("vroom", 1000, served=0, seconds=0.2)),
        rung(0.25, run("vroom", 900, served=6, seconds=1.25)),
        rung(0.5, run("vroom", 800, served=8, seconds=2.5)),
        rung(1.0, run("vroom", 700, served=8, seconds=2.0)),
        rung(1.0, Run("pyvrp", None, 1.0, "broken")),
        rung(1.0, run("ortools", 700, served=7, seconds=1.0)),
    ]
    assert first_plans_table(rungs).splitlines()[2:] == [
        "| rich | vroom | 1.25 s | 6 of 8 | 2.50 s |",
        "| rich | pyvrp | not with 1 s | - | not with 1 s |",
        "| rich | ortools | 1.00 s | 7 of 8 | not with 1 s |",
    ]
    assert curves(rungs, "rich")["vroom"] == [(0.1, 1000), (0.25, 900), (0.5, 800), (1.0, 700)]
    assert curves(rungs, "rich-alone") == {}
