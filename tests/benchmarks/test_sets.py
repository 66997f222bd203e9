"""Which pairs the sets run, and what is said where there is nothing to run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import side_by_side
from benchmarks.peers.runner import installed
from benchmarks.peers.sets import (
    FULL,
    PEERS,
    QUICK,
    SMOKE,
    Extent,
    Task,
    tasks,
)
from tests.formats.foreign.documents import SOLOMON, VRPLIB


def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "R1_tiny.txt").write_text(SOLOMON, encoding="utf-8")
    (tmp_path / "prizes.vrp").write_text(VRPLIB, encoding="utf-8")
    (tmp_path / "prizes.sol").write_text("Cost: 22.5\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("hello\n", encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,bks_distance_1decimal\nr1_tiny,30.0\n")
    return tmp_path


def test_every_instance_of_a_folder_is_run_at_any_depth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(tasks("data", QUICK["data"], PEERS, folder(tmp_path)))
    assert Counter(task.instance.name for task in found) == {
        "R1_tiny": 3,
        "prizes": 2,  # VROOM knows no prizes
    }
    assert {task.instance.best_known for task in found} == {300, 225}
    assert capsys.readouterr().out.startswith("left out: notes.txt")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--data", "EMPTY"], "no instance in"),
        (["--data", "EMPTY/none"], "there is no folder"),
        (["--sets", "vrptw", "--published", "EMPTY"], "there are no published instances"),
        (["--sets", "pcvrptw", "--published", "EMPTY"], "there are no published instances"),
    ],
)
def test_nothing_to_run_is_told_with_what_mends_it(
    options: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = [option.replace("EMPTY", str(tmp_path)) for option in options]
    monkeypatch.setattr("sys.argv", ["side_by_side", "--peers", "ortools", *own])
    with pytest.raises(SystemExit) as caught:
        side_by_side.main()
    assert caught.value.code == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_list_says_how_many_pairs_and_how_long_and_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--list", "--size", "quick", "--sets", "rich-alone", "over-time"]
    more = ["--peers", "ortools", "--seeds", "3", "--seconds", "9", "--results", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["side_by_side", *options, *more])
    side_by_side.main()
    # 2 stations x 3 seeds x 10 s; 2 stations x (7.85 s of ladder + 6 steps)
    assert capsys.readouterr().out.splitlines() == [
        "rich-alone: 6 pairs, 1.0 minutes and what is overrun",
        "over-time: 0.5 minutes",
    ]
    assert not list(tmp_path.iterdir())


def test_a_set_with_a_file_of_today_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Always:
        def __format__(self, _: str) -> str:
            return "2026-11-30"

        @classmethod
        def now(cls, _: object) -> Always:
            return cls()

    monkeypatch.setattr(side_by_side, "datetime", Always)
    (tmp_path / "2026-11-30-rich-full.md").write_text("done", encoding="utf-8")
    options = ["--sets", "rich", "--resume", "--peers", "ortools", "--results", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["side_by_side", *options])
    side_by_side.main()
    assert capsys.readouterr().out == "rich: 2026-11-30-rich-full.md is there\n"


def test_peers_that_are_far_off_run_with_fewer_seeds(tmp_path: Path) -> None:
    (tmp_path / "vrptw").mkdir()
    (tmp_path / "vrptw" / "R1_tiny.txt").write_text(SOLOMON, encoding="utf-8")
    extent = Extent(("R1_tiny",), 20, 3, other_seeds=1)
    found = Counter(task.theirs for task in tasks("vrptw", extent, PEERS, tmp_path))
    assert found == {"pyvrp": 3, "vroom": 1, "ortools": 1}
    again = replace(extent, other_seeds=None)
    assert len(list(tasks("vrptw", again, PEERS, tmp_path))) == 9


def test_two_threads_run_after_one_not_beside_it(tmp_path: Path) -> None:
    (tmp_path / "vrptw").mkdir()
    (tmp_path / "vrptw" / "R1_tiny.txt").write_text(SOLOMON, encoding="utf-8")
    extent = Extent(("R1_tiny",), 20, 2, stations=0)
    found = list(tasks("threads", extent, PEERS, tmp_path))
    assert [(t.ours, t.theirs, t.seed) for t in found] == [
        ("routeplan-2", "routeplan", 1),
        ("routeplan-2", "routeplan", 2),
    ]
    # two runs of 20 s each, and a second
    assert [task.expected_seconds for task in found] == [41, 41]


class Remembering:
    """Stands for the processes; remembers what was asked of them."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []

    def pair(self, ours: str, theirs: str, *_: object) -> None:
        self.asked.append(("pair", ours, theirs))

    def in_turn(self, ours: str, theirs: str, *_: object) -> None:
        self.asked.append(("in turn", ours, theirs))


def test_a_task_runs_its_pair_as_it_says() -> None:
    (task, *_) = tasks("rich-alone", SMOKE["rich-alone"], ["ortools"], None)
    pool = Remembering()
    task.run(pool)  # type: ignore[arg-type]
    Task(task.instance, "routeplan-2", "routeplan", 1, 1, in_turn=True).run(pool)  # type: ignore[arg-type]
    assert pool.asked == [
        ("pair", "routeplan", "ortools"),
        ("in turn", "routeplan-2", "routeplan"),
    ]


def test_no_set_is_lost_in_a_smaller_size() -> None:
    assert QUICK.keys() == FULL.keys() == SMOKE.keys()


def test_solvers_are_known_by_their_packages() -> None:
    assert installed(["routeplan", "routeplan-2", "nosuchsolver"]) == ["routeplan", "routeplan-2"]
