"""VROOM's files: read as VROOM reads them, answered as VROOM answers them.

Tests ``formats/foreign/plain_problem.py``, ``formats/foreign/vroom/answer.py``,
``formats/foreign/vroom/problem.py``, ``formats/foreign/vroom/records.py`` and
``formats/foreign/vroom/vroom_file.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.foreign.documents import (
    LINE,
    Json,
    document,
    given,
    job,
    solved,
    steps_of,
    vehicle,
)


def test_a_round_has_the_steps_that_vroom_would_write(tmp_path: Path) -> None:
    # 10 minutes to place 1, 5 there, 10 to place 2 which opens at 3000; back takes 20
    jobs = [job(1, time_windows=[[600, 600]]), job(2, time_windows=[[3000, 3600]])]
    answer = solved(given(tmp_path, document(jobs))).content
    assert steps_of(answer) == [
        ("start", None, 0, 0, 0),
        ("job", 1, 600, 0, 600),
        ("job", 2, 1500, 1500, 1200),
        ("end", None, 4500, 0, 2400),
    ]
    assert (answer["code"], answer["unassigned"]) == (0, [])
    summary = answer["summary"]
    assert (summary["cost"], summary["routes"], summary["unassigned"]) == (2400, 1, 0)
    assert (summary["service"], summary["waiting_time"]) == (600, 1500)


def test_of_several_windows_the_one_that_fits_is_taken(tmp_path: Path) -> None:
    # place 5 is 3000 away: the first window is over by then
    windows = [[0, 2999], [5000, 5100]]
    answer = solved(given(tmp_path, document([job(5, time_windows=windows)]))).content
    assert steps_of(answer)[1] == ("job", 5, 5000, 0, 3000)


def test_only_vehicles_with_the_skill_are_sent(tmp_path: Path) -> None:
    fleet = [vehicle(1), vehicle(2, skills=[4, 5])]
    answer = solved(given(tmp_path, document([job(1, skills=[5]), job(2, skills=[6])], fleet)))
    assert [route["vehicle"] for route in answer.content["routes"]] == [2]
    assert [task["id"] for task in answer.content["unassigned"]] == [2]


def test_priority_comes_before_the_number_of_jobs(tmp_path: Path) -> None:
    # until 3300 back at 0: either the far job (2 x 1200 + 900) or both near ones (1200 + 600)
    far = job(2, service=900, priority=1)
    near = [job(1), job(9, location_index=1)]
    short = [vehicle(time_window=[0, 3300])]
    answer = solved(given(tmp_path, document([far, *near], short))).content
    assert sorted(task["id"] for task in answer["unassigned"]) == [1, 9]
    assert answer["summary"]["priority"] == 1
    far.pop("priority")
    answer = solved(given(tmp_path, document([far, *near], short))).content
    assert [task["id"] for task in answer["unassigned"]] == [2]


@pytest.mark.parametrize(
    ("more", "most"),
    [({"capacity": [3]}, 1), ({"max_tasks": 1}, 1), ({"capacity": [4]}, 2)],
    ids=["load", "tasks", "enough room"],
)
def test_no_vehicle_takes_more_than_it_holds(tmp_path: Path, more: Json, most: int) -> None:
    has_load = {"delivery": [2]} if "capacity" in more else {}
    jobs = [job(number, **has_load) for number in (1, 2, 3)]
    answer = solved(given(tmp_path, document(jobs, [vehicle(1, **more)]))).content
    made = [step for step in answer["routes"][0]["steps"] if step["type"] == "job"]
    assert len(made) == most
    if has_load:
        loads = [step["load"] for step in answer["routes"][0]["steps"]]
        assert loads[0] == [2 * most]
        assert loads[-1] == [0]


def test_pickups_fill_the_vehicle_on_its_way(tmp_path: Path) -> None:
    jobs = [job(1, pickup=[2]), job(2, pickup=[1])]
    answer = solved(given(tmp_path, document(jobs, [vehicle(capacity=[3])]))).content
    loads = [step["load"] for step in answer["routes"][0]["steps"]]
    assert (loads[0], loads[-1]) == ([0], [3])
    assert answer["summary"]["pickup"] == [3]


@pytest.mark.parametrize(
    ("without", "travel"), [("start_index", 1200), ("end_index", 1200)], ids=["start", "end"]
)
def test_a_vehicle_may_begin_at_its_first_job_or_end_at_its_last(
    tmp_path: Path, without: str, travel: int
) -> None:
    open_at_one_end = vehicle()
    del open_at_one_end[without]
    answer = solved(given(tmp_path, document([job(1), job(2)], [open_at_one_end]))).content
    assert answer["summary"]["cost"] == travel
    assert [step["type"] for step in answer["routes"][0]["steps"]] == ["start", "job", "job", "end"]


def test_an_idle_vehicle_that_ends_elsewhere_costs_nothing(tmp_path: Path) -> None:
    # vehicle 1 does the job in 2 x 600; vehicle 2 would go 600 + 2400 on its way to place 5
    fleet = [vehicle(1), vehicle(2, end_index=5)]
    answer = solved(given(tmp_path, document([job(1)], fleet))).content
    assert (answer["summary"]["cost"], answer["summary"]["routes"]) == (1200, 1)


def test_times_may_count_from_1970(tmp_path: Path) -> None:
    monday = 1_795_996_800
    jobs = [job(1, time_windows=[[monday + 7200, monday + 7200]])]
    for hours in ({"time_window": [monday, monday + 28_800]}, {"time_window": None}):
        answer = solved(given(tmp_path, document(jobs, [vehicle(**hours)]))).content
        assert steps_of(answer)[1][2] == monday + 7200


def test_a_slow_vehicle_takes_longer(tmp_path: Path) -> None:
    answer = solved(given(tmp_path, document([job(1)], [vehicle(speed_factor=0.5)]))).content
    assert answer["summary"]["duration"] == 2 * 1200


@pytest.mark.parametrize(
    ("jobs", "holds"),
    [
        ([{"delivery": [2, 1]}, {"delivery": [2, 1]}], {"capacity": [3, 2]}),
        ([{"delivery": [2, 1]}, {"delivery": [2, 0]}], {"capacity": [3, 3]}),
        ([{"delivery": [2]}, {"delivery": [2]}], {"capacity": [3], "max_tasks": 5}),
        ([{"delivery": [1]}, {"delivery": [1]}], {"capacity": [2], "max_tasks": 1}),
        ([{"delivery": [2], "pickup": [0]}, {"delivery": [2]}], {"capacity": [3]}),
    ],
    ids=["never full", "full later", "as many tasks", "tasks first", "no pickup"],
)
def test_a_kind_of_load_that_never_binds_first_is_let_pass(
    tmp_path: Path, jobs: list[Json], holds: Json
) -> None:
    asked = [job(k, **more) for k, more in enumerate(jobs, start=1)]
    answer = solved(given(tmp_path, document(asked, [vehicle(**holds)]))).content
    assert answer["summary"]["unassigned"] == 1


def test_deliveries_and_pickups_that_always_fit_together_are_let_pass(tmp_path: Path) -> None:
    jobs = [job(1, delivery=[2]), job(2, pickup=[1])]
    answer = solved(given(tmp_path, document(jobs, [vehicle(capacity=[3])]))).content
    assert [step["load"] for step in answer["routes"][0]["steps"]] in (
        [[2], [0], [1], [1]],
        [[2], [3], [1], [1]],
    )


def test_the_old_amount_is_no_delivery_beside_a_pickup(tmp_path: Path) -> None:
    jobs = [job(1, amount=[9], pickup=[1])]
    answer = solved(given(tmp_path, document(jobs, [vehicle(capacity=[1])]))).content
    assert (answer["summary"]["delivery"], answer["summary"]["pickup"]) == ([0], [1])


def test_distances_are_told_up_to_each_step(tmp_path: Path) -> None:
    metres = [[2 * seconds for seconds in row] for row in LINE]
    matrices = {"car": {"durations": LINE, "distances": metres}}
    # half of the way to place 1 is driven before the break
    pause = {"id": 7, "service": 900, "time_windows": [[300, 300]]}
    jobs = [job(1, time_windows=[[1500, 1500]], description="one")]
    there = [vehicle(breaks=[pause], time_window=[0, 2400])]
    steps = solved(given(tmp_path, document(jobs, there, matrices=matrices))).content["routes"][0]
    assert [step["distance"] for step in steps["steps"]] == [0, 600, 1200, 2400]


def test_without_matrices_ways_are_straight_lines(tmp_path: Path) -> None:
    # 0.01 degrees of latitude are 6,371,000 m x pi / 18,000 = 1,111.95 m, at 7 m/s 158.85 s
    spots = {"start": [25.0, 60.0], "end": [25.0, 60.0]}
    there = {"id": 1, "location": [25.0, 60.01], "description": "Ω"}
    answer = solved(given(tmp_path, {"jobs": [there], "vehicles": [{"id": 1} | spots]})).content
    assert answer["summary"]["duration"] == 2 * 159
    assert answer["summary"]["distance"] == 2 * 1112
    assert answer["routes"][0]["steps"][1]["location"] == [25.0, 60.01]
    assert answer["routes"][0]["steps"][1]["description"] == "Ω"


def test_distances_of_the_file_are_added_up(tmp_path: Path) -> None:
    metres = [[2 * seconds for seconds in row] for row in LINE]
    matrices = {"car": {"durations": LINE, "distances": metres}}
    answer = solved(given(tmp_path, document([job(1)], matrices=matrices))).content
    assert (answer["summary"]["duration"], answer["summary"]["distance"]) == (1200, 2400)


def test_the_old_name_of_the_matrix_is_known(tmp_path: Path) -> None:
    old = {"jobs": [job(1, amount=[1])], "vehicles": [vehicle(capacity=[1])], "matrix": LINE}
    assert solved(given(tmp_path, old)).content["summary"]["cost"] == 1200


def test_a_way_of_years_is_none(tmp_path: Path) -> None:
    far = [[0, 1 << 31], [1 << 31, 0]]
    answer = solved(given(tmp_path, document([job(1)], matrices={"car": {"durations": far}})))
    assert answer.content["summary"]["unassigned"] == 1


def test_no_jobs_are_done_at_once(tmp_path: Path) -> None:
    summary = solved(given(tmp_path, document([]))).content["summary"]
    assert (summary["routes"], summary["unassigned"], summary["cost"]) == (0, 0, 0)
