"""Home care files: read, solved to the optimum by hand, judged, and refused with all that is wrong.

Tests ``formats/foreign/home_care/answer.py``, ``formats/foreign/home_care/home_care_file.py``,
``formats/foreign/home_care/instance.py``, ``formats/foreign/home_care/judge.py``,
``formats/foreign/home_care/keys.py``, ``formats/foreign/home_care/problem.py``,
``formats/foreign/foreign_problem.py`` and ``formats/foreign/json_document.py``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from routeplan.errors import InputError
from routeplan.formats.foreign.home_care import HomeCareGiven
from routeplan.formats.foreign.home_care.judge import judge_home_care
from routeplan.formats.foreign.problem_file import read_foreign, read_problem
from routeplan.problem.solution import Budget, Searcher, Solution
from tests.cli.workspaces import run

Json = dict[str, Any]


def patient(name: str, window: list[float], *needs: tuple[str, float], **more: Any) -> Json:
    listed = [{"service": service, "duration": length} for service, length in needs]
    return {"id": name, "time_window": window, "required_caregivers": listed} | more


def file() -> Json:
    """Ada washes and Bo cooks; places on a line, 10 from each to the next, the office at 0.

    p1 needs Ada at 1 from 10 to 20, p2 both at once at 2 from 30 on, p3 Ada and then, 15 to 20
    later, Bo at 3, both by 60.
    """
    return {
        "patients": [
            patient("p1", [10, 20], ("wash", 5)),
            patient(
                "p2",
                [30, 40],
                ("wash", 10),
                ("cook", 20),
                synchronization={"type": "simultaneous"},
            ),
            patient(
                "p3",
                [0, 60],
                ("wash", 5.5),
                ("cook", 5),
                synchronization={"type": "sequential", "distance": [15, 20]},
            ),
        ],
        "services": [{"id": "wash", "default_duration": 9}, {"id": "cook"}],
        "caregivers": [{"id": "Ada", "abilities": ["wash"]}, {"id": "Bo", "abilities": ["cook"]}],
        "central_offices": [{"id": "d", "location": [0, 0]}],
        "distances": [[10 * abs(a - b) for b in range(4)] for a in range(4)],
    }


BEST = {
    "routes": [
        {
            "caregiver_id": "Ada",
            "locations": [
                {"patient": "p1", "service": "wash", "arrival_time": 10.0, "departure_time": 15.0},
                {"patient": "p2", "service": "wash", "arrival_time": 30.0, "departure_time": 40.0},
                {"patient": "p3", "service": "wash", "arrival_time": 50.0, "departure_time": 55.5},
            ],
        },
        {
            "caregiver_id": "Bo",
            "locations": [
                {"patient": "p2", "service": "cook", "arrival_time": 30.0, "departure_time": 50.0},
                {"patient": "p3", "service": "cook", "arrival_time": 65.0, "departure_time": 70.0},
            ],
        },
    ],
    "global_ordering": ["p1", "p2", "p3"],
    "costs": {
        "distance_traveled": 120.0,
        "total_tardiness": 5.0,
        "max_tardiness": 5.0,
        "total_cost": 43.333333,
    },
}
"""Both go to 3 and back, 60 each. Bo begins at p3 15 after Ada, who is there at 50: 5 late.

Ada at p3 before p2 would be at 3 at 35 and back at 2 at 50.5, 10.5 late, and 20 further.
"""


def read(tmp_path: Path, content: Json | str) -> HomeCareGiven:
    path = tmp_path / "home.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    given = read_foreign(path)
    assert isinstance(given, HomeCareGiven)
    return given


class NoEngine:
    """No engine is asked: none has windows that end softly."""

    name = "none"

    def solve(self, *_: object, **__: object) -> Solution:
        raise AssertionError


SEARCHER = Searcher(NoEngine(), seed=1)


def test_the_best_answer_is_found_and_written_as_published_ones_are(tmp_path: Path) -> None:
    given = read(tmp_path, file())
    answer = given.solve(SEARCHER, Budget(None, 200))
    assert json.loads(answer.text) == answer.content == BEST
    assert given.judge(answer) == []
    assert answer.headline == (
        "3 patients, 2 caregivers, cost 43.333: 120 of travel, 5 late, 5 at most"
    )
    assert answer.missing == ()


def test_the_command_solves_it_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    path.write_text(json.dumps(file()), encoding="utf-8")
    done = run("solve", path, "--iterations", "200", "--quiet", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, BEST)


def test_a_service_without_a_duration_takes_its_usual_one(tmp_path: Path) -> None:
    content = file()
    del content["patients"][0]["required_caregivers"][0]["duration"]
    given = read(tmp_path, content)
    # 5.5 has one decimal: times are counted in tenths
    assert given.problem.length.tolist() == [90, 100, 200, 55, 50]
    answer = given.solve(SEARCHER, Budget(None, 200))
    assert given.judge(answer) == []
    assert answer.content["routes"][0]["locations"][0]["departure_time"] == 19.0


def test_what_sums_of_fractions_leave_is_no_decimal(tmp_path: Path) -> None:
    content = file()
    content["patients"][0]["time_window"] = [9.999999999999998, 20.000000000000004]
    given = read(tmp_path, content)
    assert given.decimals == 1
    assert (given.problem.opens[0], given.problem.closes[0]) == (100, 200)
    answer = given.solve(SEARCHER, Budget(None, 200))
    assert given.judge(answer) == []


def test_no_patients_are_no_routes(tmp_path: Path) -> None:
    given = read(tmp_path, file() | {"patients": [], "distances": [[0]]})
    answer = given.solve(SEARCHER, Budget(None, 100))
    assert answer.content["costs"]["total_cost"] == 0
    assert given.judge(answer) == []


def set_in(content: Json, path: str, value: object) -> None:
    """``patients.0.id`` and so on; None takes the key away."""
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    for key in way:
        content = content[key]
    if value is None:
        del content[last]
    else:
        content[last] = value


NEEDS = "required_caregivers"


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("patients", {}, "patients"),
        ("patients.0.id", 3, "patients[0].id"),
        ("patients.1.id", "p1", "patients"),
        ("patients.0.time_window", [20, 10], "patients[0].time_window"),
        ("patients.0.time_window", [20], "patients[0].time_window"),
        ("patients.0.time_window.0", -1, "patients[0].time_window"),
        ("patients.0.time_window.0", True, "patients[0].time_window"),
        ("patients.0.time_window.1", 1e7, "patients[0].time_window"),
        ("patients.0.required_caregivers", [], "patients[0].required_caregivers"),
        ("patients.0.required_caregivers", [1], "patients[0].required_caregivers"),
        (f"patients.0.{NEEDS}.0.service", "x", f"patients[0].{NEEDS}[0].service"),
        ("patients.1.required_caregivers.1.service", "wash", "patients[1].required_caregivers"),
        (f"patients.1.{NEEDS}.1.duration", None, f"patients[1].{NEEDS}[1].duration"),
        (f"patients.1.{NEEDS}.1.duration", -2, f"patients[1].{NEEDS}[1].duration"),
        ("patients.0.synchronization", {"type": "simultaneous"}, "patients[0].synchronization"),
        ("patients.1.synchronization", None, "patients[1].synchronization"),
        ("patients.1.synchronization.type", "whenever", "patients[1].synchronization.type"),
        ("patients.2.synchronization.distance", None, "patients[2].synchronization.distance"),
        ("patients.2.synchronization.distance", [20, 15], "patients[2].synchronization.distance"),
        ("patients.0.optional", True, "patients[0].optional"),
        ("patients.0.colour", "red", "patients[0].colour"),
        ("services.0.id", "cook", "services"),
        ("services.0.type", "t", "services[0].type"),
        ("caregivers.0.abilities", "wash", "caregivers[0].abilities"),
        ("caregivers.0.abilities", ["fly", "wash"], "caregivers[0].abilities"),
        ("caregivers.0.abilities", ["cook"], "id = p1"),
        ("caregivers.1.id", "Ada", "caregivers"),
        ("caregivers.1.working_shift", [0, 9], "caregivers[1].working_shift"),
        ("central_offices", [], "central_offices"),
        ("departing_points", [{"id": "d"}], "departing_points"),
        ("distances", [[0]], "distances"),
        ("distances.1.2", -3, "distances[1][2]"),
        ("distances.1.2", 1 / 3, "distances"),
    ],
)  # fmt: skip
def test_what_is_wrong_or_not_done_is_refused_with_its_place(
    tmp_path: Path, path: str, value: object, where: str
) -> None:
    content = file()
    set_in(content, path, value)
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert where in [finding.column for finding in refused.value.findings]


def test_all_that_is_wrong_is_said_at_once_and_what_is_not_done_once(tmp_path: Path) -> None:
    content = file()
    for caregiver in content["caregivers"]:
        caregiver["working_shift"] = [0, 480]
    set_in(content, "patients.0.time_window", "early")
    set_in(content, "distances.1.2", "far")
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert [finding.column for finding in refused.value.findings] == [
        "caregivers[0].working_shift",
        "patients[0].time_window",
        "distances[1][2]",
    ]


def test_one_caregiver_who_can_give_both_services_is_not_two(tmp_path: Path) -> None:
    content = file()
    content["caregivers"] = [{"id": "Ada", "abilities": ["wash", "cook"]}]
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert [finding.column for finding in refused.value.findings] == ["id = p2", "id = p3"]


def test_other_engines_are_told_that_its_windows_end_softly(tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    path.write_text(json.dumps(file()), encoding="utf-8")
    with pytest.raises(InputError, match="soft time windows"):
        read_problem(path)


def moved(route: int, stop: int, begin: float) -> Callable[[Json], None]:
    def change(answer: Json) -> None:
        made = answer["routes"][route]["locations"][stop]
        made["departure_time"] += begin - made["arrival_time"]
        made["arrival_time"] = begin

    return change


def swapped(answer: Json) -> None:
    first, second = answer["routes"]
    first["caregiver_id"], second["caregiver_id"] = second["caregiver_id"], first["caregiver_id"]


def all_by_one(answer: Json) -> None:
    first, second = answer["routes"]
    first["locations"].append(second["locations"].pop())


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (lambda _: None, set()),
        (moved(0, 0, 9.0), {"windows", "travel"}),
        (moved(0, 2, 49.0), {"travel"}),
        (moved(1, 0, 31.0), {"together"}),
        (moved(1, 1, 71.0), {"together", "cost"}),
        (lambda answer: answer["routes"][1]["locations"].pop(), {"whole"}),
        (lambda answer: answer["routes"].append(answer["routes"][0]), {"whole"}),
        (lambda answer: answer["routes"][0].update(caregiver_id="Eve"), {"whole"}),
        (swapped, {"skills"}),
        (all_by_one, {"skills", "together", "cost"}),
        (lambda answer: answer["routes"][0]["locations"][0].update(departure_time=14), {"times"}),
        (lambda answer: answer["costs"].update(total_cost=43.0), {"cost"}),
        (lambda answer: answer["costs"].update(total_tardiness=4.0), {"cost"}),
        (lambda answer: answer["costs"].pop("max_tardiness"), {"cost"}),
    ],
)
def test_each_rule_that_is_broken_is_reported_alone(
    change: Callable[[Json], None], rules: set[str]
) -> None:
    answer = copy.deepcopy(BEST)
    change(answer)
    assert {violation.rule for violation in judge_home_care(file(), answer)} == rules
