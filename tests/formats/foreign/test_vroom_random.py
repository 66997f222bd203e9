"""Random files of VROOM's: each answer judged, and beside VROOM's own where that is installed.

Tests ``formats/foreign/foreign_problem.py``.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from routeplan.formats.foreign.foreign_problem import Given
from routeplan.formats.foreign.vroom.judge import judge_vroom
from tests.formats.foreign.documents import Json, given, random_document, solved
from tests.formats.foreign.vroom_files import vroom_file


@pytest.mark.parametrize("seed", range(8))
def test_random_files_are_answered_soundly(tmp_path: Path, seed: int) -> None:
    answer = solved(given(tmp_path, random_document(Random(seed))), iterations=300).content
    assert answer["routes"]


def read_random(folder: Path, seed: int) -> tuple[Json, Given]:
    random = Random(seed)
    content = vroom_file(random, jobs=random.randint(1, 9), vehicles=random.randint(1, 3))
    return content, given(folder, content)


@pytest.mark.parametrize("part", range(6))
def test_every_step_of_an_answer_follows_from_the_one_before_it(tmp_path: Path, part: int) -> None:
    for seed in range(20 * part, 20 * part + 20):
        for route in solved(read_random(tmp_path, seed)[1], iterations=300).content["routes"]:
            steps = route["steps"]
            assert [steps[0]["type"], steps[-1]["type"]] == ["start", "end"]
            for before, step in pairwise(steps):
                lasted = before["waiting_time"] + before["setup"] + before["service"]
                drove = step["duration"] - before["duration"]
                assert step["arrival"] == before["arrival"] + lasted + drove
                assert min(drove, step["waiting_time"], step["setup"], step["service"]) >= 0


def hundredths_driven(content: Json, answer: Json) -> int:
    """What the routes take before anything is rounded to seconds."""
    fleet, driven = {vehicle["id"]: vehicle for vehicle in content["vehicles"]}, 0
    ways = content["matrices"]["car"]["durations"]
    for route in answer["routes"]:
        vehicle = fleet[route["vehicle"]]
        places = [s["location_index"] for s in route["steps"] if s["type"] != "break"]
        places = places["start_index" not in vehicle : len(places) - ("end_index" not in vehicle)]
        factor = int(100 / vehicle.get("speed_factor", 1) + 0.5)
        driven += factor * sum(ways[here][there] for here, there in pairwise(places))
    return driven


@pytest.mark.parametrize("part", range(8))
def test_vroom_itself_is_judged_alike_and_finds_nothing_better(tmp_path: Path, part: int) -> None:
    vroom = pytest.importorskip("vroom", reason="pyvroom is not installed (make bench installs it)")
    alike = 0
    for seed in range(25 * part, 25 * part + 25):
        content, read = read_random(tmp_path, seed)
        ours = solved(read, iterations=2000).content
        file = vroom.Input.from_json(tmp_path / "problem.json")
        theirs = json.loads(json.dumps(file.solve(exploration_level=5, nb_threads=1).to_dict()))
        assert judge_vroom(content, theirs) == []
        values = [value_of(content, answer) for answer in (ours, theirs)]
        assert values[0] <= values[1], f"file {seed}"
        by_vehicle = {route["vehicle"]: route for route in theirs["routes"]}
        for route in ours["routes"]:
            other = by_vehicle.get(route["vehicle"], {"steps": []})
            if order_of(route) == order_of(other):
                alike += 1
                assert without_distance(route) == without_distance(other), f"file {seed}"
    assert alike > 5


def value_of(content: Json, answer: Json) -> tuple[int, int, int]:
    """VROOM's aims in its order; less is better."""
    summary = answer["summary"]
    return -summary["priority"], summary["unassigned"], hundredths_driven(content, answer)


def order_of(route: Json) -> list[tuple[str, int | None]]:
    return [(step["type"], step.get("id")) for step in route["steps"]]


def without_distance(route: Json) -> Json:
    """VROOM for Python leaves distances out where it has not drawn the ways itself."""
    steps = [{k: v for k, v in step.items() if k != "distance"} for step in route["steps"]]
    return {k: v for k, v in route.items() if k != "distance"} | {"steps": steps}
