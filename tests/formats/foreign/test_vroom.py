"""VROOM's files: read as VROOM reads them, answered as VROOM answers them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from routeplan.formats.foreign.given import Given
from routeplan.formats.foreign.vroom.judge import judge_vroom
from tests.formats.foreign.documents import (
    LINE,
    Json,
    document,
    given,
    job,
    random_document,
    solved,
    vehicle,
)
from tests.formats.foreign.vroom_files import vroom_file


def steps_of(answer: Json, route: int = 0) -> list[tuple[Any, ...]]:
    """(type, id, arrival, waiting, travel so far) of each step."""
    return [
        (s["type"], s.get("id"), s["arrival"], s["waiting_time"], s["duration"])
        for s in answer["routes"][route]["steps"]
    ]


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


def test_a_break_may_fall_on_the_way(tmp_path: Path) -> None:
    # served at 600 until 900; the way to place 5 takes 2400, the break begins at 1500 on it
    jobs = [job(1, time_windows=[[600, 600]]), job(5, time_windows=[[600, 9000]])]
    pause = {"id": 7, "service": 900, "time_windows": [[1500, 1500]]}
    answer = solved(given(tmp_path, document(jobs, [vehicle(breaks=[pause])]))).content
    assert steps_of(answer)[1:4] == [
        ("job", 1, 600, 0, 600),
        ("break", 7, 1500, 0, 1200),
        ("job", 5, 4200, 0, 3000),
    ]


@pytest.mark.parametrize(
    ("opens", "steps"),
    [
        # the break ends by 3900 at the latest: nothing is won by driving before it
        ((0, 3000), [("start", 3000, 0, 0), ("break", 3000, 0, 0), ("job", 4500, 1500, 600)]),
        # a break from 5000 to 5900 leaves 100 of the 600 seconds' way for after it
        ((5000, 5000), [("start", 4500, 0, 0), ("break", 5000, 0, 500), ("job", 6000, 0, 600)]),
        # it may begin as late as is needed to go on at once
        ((0, 9000), [("start", 4500, 0, 0), ("break", 4500, 0, 0), ("job", 6000, 0, 600)]),
    ],
    ids=["before the drive", "on it", "just before it"],
)
def test_a_break_may_come_before_the_first_job(
    tmp_path: Path, opens: tuple[int, int], steps: list[tuple[Any, ...]]
) -> None:
    # the job begins at 6000 sharp; there is no time for the break after it
    jobs = [job(1, time_windows=[[6000, 6000]])]
    pause = {"id": 7, "service": 900, "time_windows": [list(opens)]}
    there = [vehicle(breaks=[pause], time_window=[0, 6900])]
    answer = solved(given(tmp_path, document(jobs, there))).content
    shown = [(kind, *numbers) for kind, _, *numbers in steps_of(answer)]
    assert shown[:3] == steps
    assert shown[3:] == [("end", 6900, 0, 1200)]


@pytest.mark.parametrize("without", ["start_index", "end_index"])
def test_a_break_may_come_first_or_last_where_there_is_no_place(
    tmp_path: Path, without: str
) -> None:
    pause = {
        "id": 7,
        "service": 900,
        "time_windows": [[0, 0] if without[0] == "s" else [9000, 9000]],
    }
    open_at_one_end = vehicle(breaks=[pause])
    del open_at_one_end[without]
    answer = solved(given(tmp_path, document([job(1)], [open_at_one_end]))).content
    # without a start the break is at the first job from 0 on, and the job begins at 900; without
    # an end the job is made so that the break at 9000 follows at once, 300 seconds before it
    assert steps_of(answer) == (
        [
            *[("start", None, 0, 0, 0), ("break", 7, 0, 0, 0), ("job", 1, 900, 0, 0)],
            ("end", None, 1800, 0, 600),
        ]
        if without == "start_index"
        else [
            *[("start", None, 8100, 0, 0), ("job", 1, 8700, 0, 600), ("break", 7, 9000, 0, 600)],
            ("end", None, 9900, 0, 600),
        ]
    )


def test_only_vehicles_with_the_skill_are_sent(tmp_path: Path) -> None:
    fleet = [vehicle(1), vehicle(2, skills=[4, 5])]
    answer = solved(given(tmp_path, document([job(1, skills=[5]), job(2, skills=[6])], fleet)))
    assert [route["vehicle"] for route in answer.content["routes"]] == [2]
    assert [each["id"] for each in answer.content["unassigned"]] == [2]


def test_priority_comes_before_the_number_of_jobs(tmp_path: Path) -> None:
    # until 3300 back at 0: either the far job (2 x 1200 + 900) or both near ones (1200 + 600)
    far = job(2, service=900, priority=1)
    near = [job(1), job(9, location_index=1)]
    short = [vehicle(time_window=[0, 3300])]
    answer = solved(given(tmp_path, document([far, *near], short))).content
    assert sorted(each["id"] for each in answer["unassigned"]) == [1, 9]
    assert answer["summary"]["priority"] == 1
    far.pop("priority")
    answer = solved(given(tmp_path, document([far, *near], short))).content
    assert [each["id"] for each in answer["unassigned"]] == [2]


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


TENS = {
    "matrices": {"car": {"durations": [[10 * abs(a - b) for a in range(11)] for b in range(11)]}}
}
"""Places 10 seconds apart; a vehicle with the factor 1.3 takes 7.70 of them (100 / 1.3 is 77)."""


def test_a_speed_factor_is_rounded_and_not_each_way(tmp_path: Path) -> None:
    # 10 ways of 7.70: at the last place at 77.00, in time to the hundredth; rounded each, 80
    jobs = [job(k, service=0) for k in range(1, 11)]
    jobs[9]["time_windows"] = [[0, 77]]
    there = vehicle(speed_factor=1.3)
    del there["end_index"]
    answer = solved(given(tmp_path, document(jobs, [there], **TENS))).content
    assert answer["summary"]["cost"] == answer["summary"]["duration"] == 77
    # shown in whole seconds, cut: 7.70, 15.40, 23.10, 30.80 ...
    assert [step[2] for step in steps_of(answer)[1:5]] == [7, 15, 23, 30]
    jobs[9]["time_windows"] = [[0, 76]]
    answer = solved(given(tmp_path, document(jobs, [there], **TENS))).content
    assert answer["summary"]["unassigned"] == 1


def test_without_any_window_costs_have_a_factor_of_their_own(tmp_path: Path) -> None:
    # 100 seconds at 3600 / 1.3 = 2769.23 an hour cost 76.92 and are cut, the way takes 77.00
    there = vehicle(speed_factor=1.3, time_window=None)
    del there["end_index"]
    answer = solved(given(tmp_path, document([job(10)], [there], **TENS))).content
    assert (answer["summary"]["cost"], answer["summary"]["duration"]) == (76, 77)


def test_travel_may_cost_more_or_less_by_the_hour(tmp_path: Path) -> None:
    dear = vehicle(costs={"per_hour": 9000})
    answer = solved(given(tmp_path, document([job(1)], [dear]))).content
    assert (answer["summary"]["cost"], answer["summary"]["duration"]) == (3000, 1200)


def test_a_setup_comes_before_the_service_of_a_place_of_ones_own(tmp_path: Path) -> None:
    # windows are of the setup's begin: it begins at 600 and is over at 720, the service at 1020
    jobs = [job(1, setup=120, time_windows=[[600, 600]]), job(2)]
    answer = solved(given(tmp_path, document(jobs))).content
    made = answer["routes"][0]["steps"][1]
    assert (made["arrival"], made["setup"], made["service"]) == (600, 120, 300)
    assert answer["routes"][0]["steps"][2]["arrival"] == 1020 + 600
    assert answer["summary"]["setup"] == 120


def test_lengths_by_type_are_known_where_all_vehicles_are_of_one(tmp_path: Path) -> None:
    jobs = [job(1, service_per_type={"van": 50, "bike": 9}, setup_per_type={"van": 7})]
    answer = solved(given(tmp_path, document(jobs, [vehicle(type="van")]))).content
    assert (answer["summary"]["setup"], answer["summary"]["service"]) == (7, 50)


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


def test_windows_may_be_open_ended_and_in_any_order(tmp_path: Path) -> None:
    monday, ever = 1_795_996_800, (1 << 32) - 1
    jobs = [job(1, time_windows=[[monday + 7200, ever], [0, monday - 1]]), job(2)]
    hours = {"time_window": [monday, ever]}
    pause = {"id": 7, "service": 60, "time_windows": [[0, ever]]}
    answer = solved(given(tmp_path, document(jobs, [vehicle(breaks=[pause], **hours)]))).content
    assert (answer["summary"]["unassigned"], answer["summary"]["cost"]) == (0, 2400)


def test_a_vehicle_without_hours_may_begin_before_the_first_window(tmp_path: Path) -> None:
    # one-way: from 2 to 1 takes no time, from 1 to 2 an hour; so 2, and a long stay, comes first
    ways = [[0, 0, 0], [0, 0, 3600], [0, 0, 0]]
    jobs = [job(1, time_windows=[[50_000, 50_000]]), job(2, service=20_000)]
    anytime = vehicle(time_window=None)
    del anytime["end_index"]
    read = given(tmp_path, document(jobs, [anytime], matrices={"car": {"durations": ways}}))
    answer = solved(read).content
    assert steps_of(answer)[1:3] == [("job", 2, 30_000, 0, 0), ("job", 1, 50_000, 0, 0)]


def test_hours_without_any_length_suffice_for_what_takes_no_time(tmp_path: Path) -> None:
    jobs = [job(1, location_index=0, service=0), job(2, location_index=0, service=1)]
    answer = solved(given(tmp_path, document(jobs, [vehicle(time_window=[7, 7])]))).content
    assert [each["id"] for each in answer["unassigned"]] == [2]


def test_a_way_from_a_place_to_itself_may_take_time(tmp_path: Path) -> None:
    # 5 seconds from 0 to 0: an idle vehicle is not charged them, so one alone goes: 5 + 5 + 5
    ways = [[5, 9], [9, 5]]
    jobs = [job(1, location_index=0), job(2, location_index=0)]
    fleet = [vehicle(1), vehicle(2)]
    read = given(tmp_path, document(jobs, fleet, matrices={"car": {"durations": ways}}))
    answer = solved(read).content
    assert (answer["summary"]["cost"], answer["summary"]["routes"]) == (15, 1)


def test_a_file_that_spans_weeks_is_counted_in_coarser_parts(tmp_path: Path) -> None:
    # 30 days are 259,200,000 hundredths, more than the search counts: ways are rounded up there
    later = 30 * 86_400
    jobs = [job(1, time_windows=[[0, 0]], location_index=0), job(5)]
    jobs.append(job(9, location_index=1, time_windows=[[later, later]]))
    month = vehicle(speed_factor=1.3, time_window=[0, later + 28_800])
    answer = solved(given(tmp_path, document(jobs, [month], **TENS))).content
    # ways of 50 and 40 seconds take 69.30, shown as 69; after the wait 10 seconds take 7.70
    assert (answer["summary"]["unassigned"], answer["summary"]["duration"]) == (0, 69 + 7)


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
    fleet, driven = {each["id"]: each for each in content["vehicles"]}, 0
    ways = content["matrices"]["car"]["durations"]
    for route in answer["routes"]:
        each = fleet[route["vehicle"]]
        places = [s["location_index"] for s in route["steps"] if s["type"] != "break"]
        places = places["start_index" not in each : len(places) - ("end_index" not in each)]
        factor = int(100 / each.get("speed_factor", 1) + 0.5)
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
        values = [value_of(content, each) for each in (ours, theirs)]
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
