"""What a file of VROOM's asks too much, or has wrong, is refused by name, all of it at once.

Tests ``formats/foreign/vroom/checked_values.py``, ``formats/foreign/vroom/keys.py``,
``formats/foreign/vroom/job_durations.py``, ``formats/foreign/vroom/loads.py`` and
``formats/foreign/vroom/places.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from routeplan.errors import InputError
from tests.formats.foreign.documents import LINE, Json, document, given, job, solved, vehicle

REFUSED = [
    ("shipments", {"shipments": [{"pickup": {"id": 1}}]}, "shipments", "problem-asks-more"),
    ("unknown key", {"colour": "red"}, "colour", "problem-unknown-key"),
    ("geometry", {"options": {"g": True}}, "options.g", "problem-asks-more"),
    ("options no object", {"options": 3}, "options", "problem-malformed"),
    ("no vehicles", {"vehicles": []}, "vehicles", "problem-incomplete"),
    ("jobs no list", {"jobs": 5}, "jobs", "problem-malformed"),
    ("a job no object", {"jobs": [5]}, "jobs[0]", "problem-malformed"),
    ("no matrix", {"matrices": {"bike": {"durations": LINE}}}, *("matrices.car.durations",)),
    ("crooked matrix", {"matrices": {"car": {"durations": [[0, 1]]}}}, "matrices.car.durations"),
    (
        "ragged matrix",
        {"matrices": {"car": {"durations": [[0], [1, 2]]}}},
        "matrices.car.durations",
    ),
    ("fractions", {"matrices": {"car": {"durations": [[0.5]]}}}, "matrices.car.durations"),
    (
        "matrix costs",
        {"matrices": {"car": {"durations": LINE, "costs": LINE}}},
        "matrices.car.costs",
    ),
]
REFUSED_JOBS = [
    ("setup", {"setup": -5}, "setup", "problem-malformed"),
    ("service by type", {"service_per_type": {"a": "1"}}, "service_per_type", "problem-malformed"),
    ("service", {"service": -1}, "service", "problem-malformed"),
    ("yes as a number", {"service": True}, "service", "problem-malformed"),
    ("priority", {"priority": 101}, "priority", "problem-malformed"),
    ("windows", {"time_windows": [[5, 1]]}, "time_windows", "problem-malformed"),
    ("no windows", {"time_windows": []}, "time_windows", "problem-malformed"),
    ("overlap", {"time_windows": [[0, 5], [5, 9]]}, "time_windows", "problem-malformed"),
    ("skills", {"skills": "all"}, "skills", "problem-malformed"),
    ("description", {"description": 5}, "description", "problem-malformed"),
    ("degrees", {"location": [300, 0]}, "location", "problem-malformed"),
]
REFUSED_VEHICLES = [
    ("distance", {"max_distance": 5}, "max_distance", "problem-asks-more"),
    ("travel time", {"max_travel_time": 5}, "max_travel_time", "problem-asks-more"),
    ("steps", {"steps": [{"type": "start"}]}, "steps", "problem-asks-more"),
    ("fixed cost", {"costs": {"fixed": 5}}, "costs.fixed", "problem-asks-more"),
    ("cost by the hour", {"costs": {"per_hour": -5}}, "costs.per_hour", "problem-malformed"),
    ("no way at all", {"max_distance": 0}, "max_distance", "problem-asks-more"),
    ("no travel", {"max_travel_time": 0}, "max_travel_time", "problem-asks-more"),
    ("costs no object", {"costs": 5}, "costs", "problem-malformed"),
    (
        "a break outside the hours",
        {"breaks": [{"id": 1, "service": 600, "time_windows": [[28_300, 40_000]]}]},
        "breaks[0]",
        "problem-malformed",
    ),
    ("two breaks", {"breaks": [{"id": 1, "service": 1}] * 2}, "breaks", "problem-asks-more"),
    (
        "two windows of a break",
        {"breaks": [{"id": 1, "service": 1, "time_windows": [[0, 1], [3, 4]]}]},
        "breaks[0].time_windows",
        "problem-asks-more",
    ),
    ("speed", {"speed_factor": 9}, "speed_factor", "problem-malformed"),
    ("window", {"time_window": 5}, "time_window", "problem-malformed"),
    ("no place", {"start_index": None, "end_index": None}, "start", "problem-incomplete"),
    ("lengths", {"capacity": [1, 2]}, None, "problem-malformed"),
]


TWO_FULL = [vehicle(capacity=[2, 2])], "problem-asks-more"
"""The first job fills the one kind of load, the second one the other."""
ONE_TASK = [vehicle(capacity=[1], max_tasks=1)], "problem-asks-more"
"""The second job takes one of the tasks, but nothing of the capacity."""
VAN_OR_NOT = [vehicle(1, type="van"), vehicle(2)], "problem-asks-more"


def findings(tmp_path: Path, content: Json | str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        given(tmp_path, content)
    assert len({str(finding) for finding in refused.value.findings}) == len(refused.value.findings)
    return [(finding.column, finding.code) for finding in refused.value.findings]


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_a_document_asks_too_much_is_refused_by_name(tmp_path: Path, row: Any) -> None:
    _, change, where, *code = row
    told = findings(tmp_path, document([job(1)]) | change)
    assert where in [column for column, _ in told]
    assert set(code) <= {slug for _, slug in told}


@pytest.mark.parametrize("row", REFUSED_JOBS, ids=[row[0] for row in REFUSED_JOBS])
def test_what_a_job_asks_too_much_is_refused_by_name(tmp_path: Path, row: Any) -> None:
    _, change, where, code = row
    assert (f"jobs[0].{where}", code) in findings(tmp_path, document([job(1, **change)]))


@pytest.mark.parametrize("row", REFUSED_VEHICLES, ids=[row[0] for row in REFUSED_VEHICLES])
def test_what_a_vehicle_asks_too_much_is_refused_by_name(tmp_path: Path, row: Any) -> None:
    _, change, where, code = row
    told = findings(tmp_path, document([job(1, delivery=[1])], [vehicle(**change)]))
    assert (f"vehicles[0].{where}" if where else "vehicles.capacity", code) in told


def test_a_key_that_asks_for_nothing_is_let_pass(tmp_path: Path) -> None:
    nothing = vehicle(costs={"fixed": 0, "per_hour": 3600}, steps=[], max_distance=None)
    own_search = {"options": {"g": False, "t": 4, "x": 5, "l": 10}}
    content = document([job(1, setup=0)], [nothing], shipments=[]) | own_search
    assert solved(given(tmp_path, content)).content["summary"]["unassigned"] == 0


@pytest.mark.parametrize(
    ("jobs", "vehicles", "code"),
    [
        ([job(1, delivery=[1]), job(2, pickup=[1])], [vehicle(capacity=[1])], "problem-asks-more"),
        ([job(1, delivery=[2, 1]), job(2, delivery=[1, 2])], *TWO_FULL),
        ([job(1, delivery=[2]), job(2, delivery=[0])], *ONE_TASK),
        ([job(1, setup=5), job(2, location_index=1)], [vehicle()], "problem-asks-more"),
        ([job(1, location_index=0, setup=5)], [vehicle()], "problem-asks-more"),
        ([job(1, service_per_type={"van": 1})], *VAN_OR_NOT),
        ([job(1, setup_per_type={"van": 1})], *VAN_OR_NOT),
        ([job(1)], [vehicle(1), vehicle(2, costs={"per_hour": 5})], "problem-asks-more"),
        ([job(1, delivery=[1])], [vehicle()], "problem-incomplete"),
        ([job(1), job(1, location_index=2)], [vehicle()], "problem-malformed"),
        ([job(1, location_index=6)], [vehicle()], "problem-malformed"),
        ([{"id": 1, "location": [1, 2]}], [vehicle()], "problem-incomplete"),
        (
            [job(1, time_windows=[[0, 9]]), job(2, time_windows=[[1 << 30, 1 << 31]])],
            [vehicle(time_window=None)],
            "problem-malformed",
        ),
    ],
    ids=[
        *("both ways", "two kinds", "tasks too", "setup beside a job", "setup at the start"),
        *("service by type", "setup by type", "costs by the hour"),
        *("no capacity", "the same id", "no such place", "no index", "years away"),
    ],
)
def test_what_contradicts_itself_is_refused(
    tmp_path: Path, jobs: list[Json], vehicles: list[Json], code: str
) -> None:
    assert code in [slug for _, slug in findings(tmp_path, document(jobs, vehicles))]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    jobs = [job(0, setup=5), {"id": 2}]
    content = document(jobs, [vehicle(max_distance=5)], shipments=[{}])
    assert findings(tmp_path, content) == [
        ("shipments", "problem-asks-more"),
        ("jobs[1].location", "problem-incomplete"),
        ("vehicles[0].max_distance", "problem-asks-more"),
        ("jobs[0].setup", "problem-asks-more"),
    ]


def test_straight_lines_know_three_ways_to_travel(tmp_path: Path) -> None:
    content = {
        "jobs": [{"id": 1, "location": [25, 60]}, {"id": 2, "location_index": 1}],
        "vehicles": [{"id": 1, "start": [25, 60], "profile": "truck"}],
    }
    assert findings(tmp_path, content) == [
        ("vehicles.profile", "problem-asks-more"),
        ("jobs[1]", "problem-incomplete"),
    ]


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    text = json.dumps(document([job(1)])).replace('"service": 300', '"service": 300, "service": 5')
    assert findings(tmp_path, text) == [("service", "problem-malformed")]


@pytest.mark.parametrize("text", ["{", '{"jobs": 1e', "[]", "{" * 100_000])
def test_what_is_no_document_is_unreadable(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == [("", "problem-unreadable")]
