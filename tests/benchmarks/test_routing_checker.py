"""VRPTW answers by a checker of their own, and instances that nobody has chosen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.peers.checker import BrokenRuleError
from benchmarks.published.cases import cases, drawn, solved
from benchmarks.published.routing_checker import routing_cost
from benchmarks.published.tables import instance_table

TINY = """NAME : tiny
TYPE : VRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 1 1
4 6 8
DEMAND_SECTION
1 0
2 4
3 5
4 6
TIME_WINDOW_SECTION
1 0 60
2 0 30
3 20 40
4 10 14
DEPOT_SECTION
1
-1
EOF
"""
TWO_ROUTES = "Route #1: 3 1\nRoute #2: 2\nCost 22.8\n"


@pytest.mark.parametrize("answer", [TWO_ROUTES, "Route #1: 2\nRoute #2: 3 1\n"])
def test_routes_cost_their_ways_cut_to_tenths(answer: str) -> None:
    # 10 + 5 + 5, and twice the root of two, each cut to 1.4
    assert routing_cost(TINY, answer) == 228


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Route #1: 3 1\n", "just once"),
        ("Route #1: 3 1\nRoute #2: 2 2\n", "just once"),
        ("Route #1: 3 1\nRoute #2: 2 4\n", "just once"),
        ("Route #1: 1\nRoute #2: 2\nRoute #3: 3\n", "3 routes, not 2"),
        ("Route #1: 3 2\nRoute #2: 1\n", "a load of 11, not 10"),
        ("Route #1: 1 3\nRoute #2: 2\n", "at 4 at 150, not by 140"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused(answer: str, rule: str) -> None:
    with pytest.raises(BrokenRuleError, match=rule):
        routing_cost(TINY, answer)


def test_whoever_comes_early_waits_for_the_window() -> None:
    late = TINY.replace("1 0 60", "1 0 31").replace("3 20 40", "3 26 40")
    # begun at 26, not at 1.4, and back at 32.4
    with pytest.raises(BrokenRuleError, match="at 1 at 324, not by 310"):
        routing_cost(late, TWO_ROUTES)


def folder(tmp_path: Path) -> Path:
    for name in ("R1_a", "R1_b", "C2_a"):
        (tmp_path / f"{name}.vrp").write_text(TINY)
        (tmp_path / f"{name}.sol").write_text(TWO_ROUTES)
    (tmp_path / "R1_c.vrp").write_text(TINY)
    return tmp_path


def test_instances_with_a_solution_are_found_and_some_drawn_by_their_names(tmp_path: Path) -> None:
    found = cases("vrptw", folder(tmp_path), "*")
    assert [(case.name, case.group) for case in found] == [
        ("C2_a", "C2"),
        ("R1_a", "R1"),
        ("R1_b", "R1"),
    ]
    assert [case.name for case in cases("vrptw", tmp_path, "*b")] == ["R1_b"]
    assert drawn(found, None) == found
    [first] = drawn(found, 1)
    assert drawn(found, 2) == [case for case in found if case in drawn(found, 2)]
    assert first in drawn(found, 2)
    assert drawn(found[::-1], 2) == drawn(found, 2)[::-1]


def test_an_answer_is_costed_beside_the_published_one(tmp_path: Path) -> None:
    [case] = cases("vrptw", folder(tmp_path), "C2_a")
    outcome = solved(case, 0.1, 1, threads=2)
    assert (outcome.published, outcome.ours, outcome.gap) == (Decimal(228), Decimal(228), 0.0)
    assert "| C2_a | 22.800 | 22.800 | +0.00 % |" in instance_table([outcome])
