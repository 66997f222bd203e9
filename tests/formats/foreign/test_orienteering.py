"""Team orienteering files: read, solved to the score that brute force finds, and judged.

Tests ``formats/foreign/orienteering/instance.py``, ``formats/foreign/orienteering/judge.py``,
``formats/foreign/orienteering/orienteering_file.py`` and
``formats/foreign/orienteering/problem.py``.
"""

from __future__ import annotations

import math
from itertools import pairwise, permutations
from pathlib import Path
from random import Random

import pytest

from routeplan.errors import InputError, UsageError
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.orienteering.instance import Instance, read_points
from routeplan.formats.foreign.orienteering.judge import judge_orienteering
from routeplan.formats.foreign.orienteering.problem import build_problem
from routeplan.formats.foreign.problem_file import read_problem
from routeplan.formats.foreign.vrplib.rows import lines_of
from tests.cli.workspaces import run
from tests.formats.foreign.documents import SOLOMON, given, solved

TINY = """\
4 2 3 1
0 200
 0   0.00   0.00  0.00  0.00 0 0   0  30
 1   3.00   4.00 10.00  7.00 1 1 1 0  50
 2   6.00   8.00  0.00  9.00 1 1 1 0   9
 3   0.00  -5.00  2.00  5.00 1 2 1 2 8 25
"""
"""Point 2 is 10 away and closes at 9: nobody gets there.

1 takes 5 + 10 + 5, and 3 waits until 8: 8 + 2 + 5. Both together are too long for 30: 1 and then 3
5 + 10 + 9.4 + 2 + 5 = 31.4, 3 and then 1 10 + 9.4 + 10 + 5. One route collects 7, two collect 12.
"""


def test_one_route_takes_the_best_point_and_two_take_all_that_can_be_reached(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(TINY, encoding="utf-8")
    answer = solved(read_problem(path, vehicles=1))
    assert answer.text == "Route #1: 1\nScore: 7\n"
    assert answer.headline == "1 of 3 points visited, score 7"
    # unless somebody says how many there are, the file's own number reaches every point
    answer = solved(read_problem(path))
    assert answer.text.splitlines()[-1] == "Score: 12"
    assert answer.content["left_out"] == [2]
    assert answer.missing == (), "nobody has to be visited"


def best_score(instance: Instance) -> float:
    """By trying every order of every subset, for one route, in whole tenths."""

    def is_in_time(order: tuple[int, ...]) -> bool:
        time = 0
        for here, there in pairwise((0, *order, 0)):
            way = math.floor(10 * math.dist(instance.spots[here], instance.spots[there]))
            stay = round(10 * instance.length[here]) if here else 0
            first, last = (round(10 * x) for x in instance.window[there])
            time = max(time + stay + way, first)
            if time > last:
                return False
        return True

    points = range(1, len(instance.spots))
    orders = (order for k in range(len(points) + 1) for order in permutations(points, k))
    return max(
        sum(instance.score[point] for point in order) for order in orders if is_in_time(order)
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_other_route_collects_more(tmp_path: Path, seed: int) -> None:
    random = Random(f"orienteering {seed}")
    rows = [f"{0} 50 50 0 0 0 0 0 {random.randint(80, 160)}"]
    for point in range(1, 7):
        x, y = random.randint(20, 80), random.randint(20, 80)
        first = random.randint(0, 60)
        window = f"{first} {first + random.randint(10, 90)}"
        rows.append(
            f"{point} {x} {y} {random.randint(0, 15)} {random.randint(1, 9)} 1 1 1 {window}"
        )
    path = tmp_path / "random.txt"
    path.write_text("\n".join(["1 1 6 1", "0 9", *rows]), encoding="utf-8")
    read = read_problem(path, vehicles=1)
    answer = solved(read)
    instance = read_points(lines_of(path.read_text(encoding="utf-8")), 1, Mistakes("random.txt"))
    assert answer.content["score"] == best_score(instance)
    assert read.judge(answer) == []


def test_coordinates_with_fractions_count_hundredths() -> None:
    finer = TINY.replace("6.00   8.00", "6.25   8.00").replace("  30\n", " 100\n")
    instance = read_points(lines_of(finer), None, Mistakes("finer.txt"))
    travel = build_problem(instance).travel[0]
    # 10.1520 from the depot
    assert (instance.decimals, travel[0, 1], travel[0, 2]) == (2, 500, 1015)


def test_a_point_is_worth_more_than_all_travel(tmp_path: Path) -> None:
    read = given(tmp_path, TINY, "tiny.txt")
    # two routes of 30.0 at most
    assert read.problem.worth.tolist() == [7 * 601, 9 * 601, 5 * 601]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("1 2 1 2 8 25", "1 3 1 2 8 25", "line 6"),
        ("3.00   4.00", "3.00   four", "line 4"),
        (" 2   6.00", " 1   6.00", "i"),
        ("10.00  7.00", "-10.00  7.00", "i = 1"),
        ("0   9\n", "9   0\n", "i = 2"),
        ("0.00  -5.00", "1e9 -5.00", "i = 3"),
        ("4 2 3 1", "4 2.5 3 1", "v"),
    ],
    ids=["list too short", "a word", "twice", "negative", "closes first", "too far", "no number"],
)
def test_what_is_wrong_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    assert old in TINY
    with pytest.raises(InputError) as refused:
        given(tmp_path, TINY.replace(old, new), "bad.txt")
    assert where in [found.column for found in refused.value.findings]


def test_other_files_say_themselves_how_many_vehicles_there_are(tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(SOLOMON, encoding="utf-8")
    with pytest.raises(UsageError, match="--vehicles"):
        read_problem(path, vehicles=2)


def test_the_command_says_how_many_routes(tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(TINY, encoding="utf-8")
    done = run("solve", path, "--iterations", "50", "--quiet", "--vehicles", "1")
    assert (done.exit_code, done.stdout) == (0, "Route #1: 1\nScore: 7\n")


INSTANCE = read_points(lines_of(TINY), 2, Mistakes("tiny.txt"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Route #1: 1\nRoute #2: 3\nScore: 12\n", set()),
        ("Route #1: 1\nRoute #2: 3\nScore: 13\n", {"cost"}),
        ("Route #1: 1\nRoute #2: 3\n", {"cost"}),
        ("Route #1: 1\nRoute #2: 1\nScore: 7\n", {"whole"}),
        ("Route #1: 4\nScore: 7\n", {"whole"}),
        ("Route #1: 1\nRoute #2: 3\nRoute #3:\nScore: 12\n", {"fleet"}),
        ("Route #1: 2\nScore: 9\n", {"windows"}),
        ("Route #1: 1 3\nScore: 12\n", {"windows"}),
    ],
)
def test_the_judge_sees_each_broken_rule(text: str, rules: set[str]) -> None:
    assert {broken.rule for broken in judge_orienteering(INSTANCE, text)} == rules
