"""When the steps are: breaks, speeds to the hundredth of a second, setups, open-ended hours.

Tests ``formats/foreign/vroom/clock.py`` and ``formats/foreign/vroom/timetable.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formats.foreign.documents import document, given, job, solved, steps_of, vehicle


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


def test_a_vehicle_without_hours_may_find_a_long_window_open(tmp_path: Path) -> None:
    anytime = vehicle(time_window=None)
    jobs = [job(1, time_windows=[[50_000, 90_000]])]
    answer = solved(given(tmp_path, document(jobs, [anytime]))).content
    assert steps_of(answer)[1] == ("job", 1, 50_000, 0, 600)


def test_hours_without_any_length_suffice_for_what_takes_no_time(tmp_path: Path) -> None:
    jobs = [job(1, location_index=0, service=0), job(2, location_index=0, service=1)]
    answer = solved(given(tmp_path, document(jobs, [vehicle(time_window=[7, 7])]))).content
    assert [unassigned_job["id"] for unassigned_job in answer["unassigned"]] == [2]


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


def test_a_break_that_takes_no_time_delays_nothing(tmp_path: Path) -> None:
    # from 600 to 900 at place 1, at 1500 sharp at place 2, back at 3000 sharp
    jobs = [job(1, time_windows=[[600, 600]]), job(2, time_windows=[[1500, 1500]])]
    pause = {"id": 7, "time_windows": [[1000, 1000]]}
    there = [vehicle(breaks=[pause], time_window=[0, 3000])]
    answer = solved(given(tmp_path, document(jobs, there))).content
    assert [step[:3] for step in steps_of(answer)[1:]] == [
        ("job", 1, 600),
        ("break", 7, 1000),
        ("job", 2, 1500),
        ("end", None, 3000),
    ]
    # a second less is too little for both jobs, and the break does not make room
    there = [vehicle(breaks=[pause], time_window=[0, 2999])]
    answer = solved(given(tmp_path, document(jobs, there))).content
    assert answer["summary"]["unassigned"] == 1


def test_where_nothing_limits_time_the_cheaper_vehicle_goes(tmp_path: Path) -> None:
    # both take 0.96 of a second, but 1.041 costs 3600 / 1.041 an hour, a little less than 1.039
    fleet = [vehicle(k, speed_factor=v, time_window=None) for k, v in ((1, 1.039), (2, 1.041))]
    answer = solved(given(tmp_path, document([job(1)], fleet))).content
    assert [route["vehicle"] for route in answer["routes"]] == [2]
