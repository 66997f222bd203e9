"""What the benchmarks write, and the instances they read."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers.checker import Score
from benchmarks.peers.instances import Instance, prizes, published
from benchmarks.peers.plot import plot_svg
from benchmarks.peers.report import pairs_table, summary_table
from benchmarks.peers.rich import Draw, rich_station
from benchmarks.peers.runner import Pair, Run
from benchmarks.station import Measured, exponent, table, write_station
from routeplan.station.reading.open_station import read_workspace
from tests.cli.workspaces import MONDAY
from tests.formats.foreign.documents import SOLOMON, VRPLIB

PROBLEM = rich_station(Draw(8), 1).problem


def pair(ours: int, theirs: int | None) -> Pair:
    instance = Instance("rich", "8 #1", PROBLEM, best_known=100)
    theirs_score = None if theirs is None else Score(8, theirs, 0, theirs)
    return Pair(
        instance,
        1,
        5.0,
        Run("routeplan", Score(8, ours, 0, ours), 5.0),
        Run("pyvrp", theirs_score, 5.0, "too late"),
    )


def test_a_summary_counts_and_compares() -> None:
    # 110 / 100, 100 / 100 and 99 / 100: 3 % more on average; one has no answer
    told = summary_table([pair(100, 110), pair(100, 100), pair(100, 99), pair(100, None)])
    row = told.splitlines()[-1]
    assert row.startswith("| rich | pyvrp | 1 / 1 / 1 | +3.00 % [")
    assert row.endswith("| 1 | 0, 0 |")


def test_promises_come_before_costs_in_a_summary() -> None:
    # theirs is cheaper, but misses a promise: ours is better, and the costs are not compared
    one = pair(100, 90)
    assert one.theirs.score is not None
    missing = replace(one, theirs=replace(one.theirs, score=replace(one.theirs.score, missed=1)))
    row = summary_table([missing]).splitlines()[-1]
    assert row == "| rich | pyvrp | 1 / 0 / 0 | - | 0 | 0, 1 |"
    assert "1 promises missed |" in pairs_table([missing])


def test_every_pair_is_told_with_its_gap_or_why_there_is_none() -> None:
    rows = pairs_table([pair(100, 110), pair(100, None)]).splitlines()[2:]
    assert rows[0].endswith("| 8 of 8, 100 (+0.00 %) | 8 of 8, 110 (+10.00 %) |")
    assert rows[1].endswith("| none: too late |")


def test_the_plot_is_an_svg_with_a_line_a_solver() -> None:
    curves = {"routeplan": [(1.0, 110.0), (10.0, 100.0)], "vroom": [(1.0, 200.0), (10.0, 110.0)]}
    root = ElementTree.fromstring(plot_svg("a plot", curves))
    lines = [
        polyline.get("points") for polyline in root.iter("{http://www.w3.org/2000/svg}polyline")
    ]
    # from 1 to 10 s, and from 0.1 to 100 % above the best in three steps of 100 pixels
    assert lines == ["90.0,140.0 500.0,340.0", "90.0,40.0 500.0,140.0"]


def test_published_instances_come_with_their_best_known_cost(tmp_path: Path) -> None:
    (tmp_path / "TINY.txt").write_text(SOLOMON, encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,bks_distance_1decimal\ntiny,30.0\n")
    (found,) = published("vrptw", tmp_path, ("TINY",))
    assert (found.name, found.best_known, found.problem.visits) == ("TINY", 300, 3)
    (tmp_path / "tiny.vrp").write_text(VRPLIB, encoding="utf-8")
    (tmp_path / "tiny.sol").write_text("Cost: 220\n", encoding="utf-8")
    (found,) = prizes("pcvrptw", tmp_path, 5)
    assert (found.name, found.best_known) == ("tiny", 220)


@pytest.mark.parametrize(("power", "values"), [(1, [2, 20, 200]), (2, [1, 100, 10_000])])
def test_the_exponent_of_a_power_is_its_power(power: int, values: list[float]) -> None:
    assert round(exponent([10, 100, 1000], values), 6) == power


def test_the_table_of_parts_ends_with_the_exponent() -> None:
    found = [
        Measured(size, part, size / 100, 50.0)
        for size in (100, 1000)
        for part in ("check", "plan", "sheets", "maps")
    ]
    assert table(found).splitlines()[2] == "| check | 1.0 s, 50 MB | 10.0 s, 50 MB | 1.00 |"


def test_a_station_that_is_written_can_be_read(tmp_path: Path) -> None:
    from datetime import date

    write_station(tmp_path, 30)
    read = read_workspace(tmp_path, today=date.fromisoformat(MONDAY))
    assert len(read.inputs.visits) == 30
    assert len(read.inputs.officers) == 1
