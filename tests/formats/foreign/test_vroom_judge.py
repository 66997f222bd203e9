"""Every rule of the judge is seen failing on an answer that breaks only that rule.

Tests ``formats/foreign/vroom/judge.py`` and ``formats/foreign/vroom/judge_times.py``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from routeplan.formats.foreign.vroom.judge import judge_vroom
from tests.formats.foreign.documents import LINE, Json, document, job, vehicle

PAUSE = {"id": 7, "service": 600, "time_windows": [[2000, 3000]]}
GIVEN = document(
    [
        job(1, time_windows=[[600, 700]], delivery=[2], skills=[1], priority=3),
        job(2, delivery=[2]),
        job(3, delivery=[1]),
    ],
    [
        vehicle(1, capacity=[4], skills=[1], breaks=[PAUSE], max_tasks=2, time_window=[0, 4000]),
        vehicle(2, capacity=[4]),
    ],
)


def step(kind: str, place: int, arrival: int, driven: int, **more: int) -> Json:
    made = {"type": kind, "arrival": arrival, "duration": driven, "setup": 0, "service": 0}
    return made | {"waiting_time": 0, "location_index": place} | more


def sound() -> Json:
    """Out at 0, job 1 at 600, job 2 at 1500, break at 2000 on the way home, back at 3600."""
    pause = step("break", 0, 2000, 1400, id=7, service=600)
    del pause["location_index"]
    steps = [
        step("start", 0, 0, 0),
        step("job", 1, 600, 600, id=1, service=300),
        step("job", 2, 1500, 1200, id=2, service=300),
        pause,
        step("end", 0, 3600, 2400),
    ]
    sums = {"cost": 2400, "duration": 2400, "service": 1200, "waiting_time": 0, "priority": 3}
    return {
        "code": 0,
        "summary": sums | {"unassigned": 1},
        "unassigned": [{"id": 3}],
        "routes": [{"vehicle": 1, "steps": steps} | sums],
    }


def test_a_sound_answer_breaks_no_rule() -> None:
    assert judge_vroom(GIVEN, sound()) == []


def test_ways_without_matrices_are_taken_from_whoever_knows_them() -> None:
    def way(_: int, here: Json, there: Json) -> int:
        return LINE[here["location_index"]][there["location_index"]]

    without = {key: value for key, value in GIVEN.items() if key != "matrices"}
    assert judge_vroom(without, sound(), way) == []


def test_what_is_on_board_may_be_shown() -> None:
    answer = sound()
    # both jobs deliver 2 and the vehicle is loaded when it leaves; nobody unloads in a break
    for shown_step, load in zip(
        answer["routes"][0]["steps"], ([4], [2], [0], [0], [0]), strict=True
    ):
        shown_step["load"] = load
    assert judge_vroom(GIVEN, answer) == []


Change = Callable[[Json, list[Json]], object]
BROKEN: dict[str, tuple[str, Change]] = {
    "a job lost": ("whole", lambda answer, _: answer.update(unassigned=[])),
    "a job made and unassigned": ("whole", lambda a, _: a["unassigned"].append({"id": 1})),
    "two routes of a vehicle": ("whole", lambda a, _: a["routes"].append(a["routes"][0])),
    "an unknown vehicle": ("vehicles", lambda a, _: a["routes"][0].update(vehicle=9)),
    "a route without a job": ("whole", lambda _, steps: steps.__delitem__(slice(1, 3))),
    "another start": ("ends", lambda _, steps: steps[0].update(location_index=1)),
    "no end": ("ends", lambda _, steps: steps.pop()),
    "an end midway": ("ends", lambda _, steps: steps.insert(1, step("end", 0, 0, 0))),
    "out too long": ("hours", lambda _, steps: steps[-1].update(arrival=4001)),
    "too early at a job": ("times", lambda _, steps: steps[1].update(arrival=599)),
    "backwards": ("times", lambda _, steps: steps[2].update(waiting_time=-1)),
    "elsewhere": ("places", lambda _, steps: steps[2].update(location_index=3)),
    "no such job": ("places", lambda _, steps: steps[2].update(id=8)),
    "a shorter service": ("times", lambda _, steps: steps[2].update(service=200)),
    "outside its window": ("windows", lambda _, steps: steps[1].update(waiting_time=101)),
    "a way shown as quicker": ("times", lambda _, steps: steps[2].update(duration=1100)),
    "a quicker way": ("travel", lambda _, steps: steps[2].update(duration=1100, arrival=1400)),
    "driven less than before": (
        "times",
        lambda _, steps: steps[3].update(duration=1100, arrival=1700),
    ),
    "driven before its start": ("times", lambda _, steps: steps[0].update(duration=1)),
    "waiting at the start": ("times", lambda _, steps: steps[0].update(waiting_time=1)),
    "a service less than nothing": ("times", lambda _, steps: steps[4].update(service=-1)),
    "a setup that is none": ("times", lambda _, steps: steps[2].update(setup=1)),
    "a break before the start": ("ends", lambda _, steps: steps.insert(0, steps.pop(3))),
    "another load": ("loads", lambda _, steps: steps[2].update(load=[1])),
    "no break": ("breaks", lambda _, steps: steps.pop(3)),
    "a late break": ("breaks", lambda _, steps: steps[3].update(waiting_time=1001)),
    "a short break": ("breaks", lambda _, steps: steps[3].update(service=500)),
    "the route's setup": ("sums", lambda a, _: a["routes"][0].update(setup=1)),
    "the route's service": ("sums", lambda a, _: a["routes"][0].update(service=1)),
    "the route's duration": ("sums", lambda a, _: a["routes"][0].update(duration=1)),
    "the route's cost": ("sums", lambda a, _: a["routes"][0].update(cost=1)),
    "the route's priority": ("sums", lambda a, _: a["routes"][0].update(priority=1)),
    "the summary's routes": ("sums", lambda a, _: a["summary"].update(routes=2)),
    "the summary's cost": ("sums", lambda a, _: a["summary"].update(cost=1)),
    "the summary's count": ("sums", lambda a, _: a["summary"].update(unassigned=2)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_breaks_a_rule_is_told_which(name: str) -> None:
    rule, change = BROKEN[name]
    answer = sound()
    change(answer, answer["routes"][0]["steps"])
    assert rule in {violation.rule for violation in judge_vroom(GIVEN, answer)}


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("skills", {"skills": [2]}),
        ("loads", {"capacity": [3]}),
        ("loads", {"max_tasks": 1}),
    ],
    ids=["skill", "load", "tasks"],
)
def test_a_route_that_the_vehicle_cannot_make_is_told(rule: str, change: Json) -> None:
    given = copy.deepcopy(GIVEN)
    given["vehicles"][0] |= change
    assert {violation.rule for violation in judge_vroom(given, sound())} == {rule}


FAST = document(
    [job(1, service=0), job(2, service=0, time_windows=[[0, 923]])],
    [vehicle(speed_factor=1.3)],
)
"""A second of the profile takes 0.77 s: 462 s to place 1, 924 s to place 2, 1848 s in all."""


def fast(first: int, second: int, end: int, waited: int = 0) -> Json:
    steps = [
        step("start", 0, 0, 0),
        step("job", 1, first, first, id=1),
        step("job", 2, second, second - waited, id=2),
        step("end", 0, end, end - waited),
    ]
    steps[1]["waiting_time"] = waited
    sums = {"cost": end - waited, "duration": end - waited, "service": 0, "waiting_time": waited}
    sums["priority"] = 0
    summary = sums | {"unassigned": 0}
    return {"summary": summary, "unassigned": [], "routes": [{"vehicle": 1, "steps": steps} | sums]}


@pytest.mark.parametrize(
    ("last", "rules"), [(923, {"windows"}), (924, set())], ids=["a second late", "just in time"]
)
def test_windows_hold_to_the_hundredth(last: int, rules: set[str]) -> None:
    given = copy.deepcopy(FAST)
    given["jobs"][1]["time_windows"] = [[0, last]]
    assert {violation.rule for violation in judge_vroom(given, fast(462, 924, 1848))} == rules


@pytest.mark.parametrize(
    ("times", "rules"),
    [
        # it left between 0.00 and 0.99: 7.70 s later it is there from 7.70 to 8.69
        ((7, 15, 30), set()),
        ((8, 16, 31), set()),
        ((8, 15, 31), set()),
        # at the first by 7.99 it is at the next by 15.69; at that one from 15.70 on (8.00 before
        # it) it is back 15.40 s later, from 31.10 on
        ((7, 16, 31), {"travel"}),
        ((8, 15, 30), {"travel"}),
        ((6, 14, 29), {"travel"}),
    ],
    ids=["early", "late", "between", "a second lost", "a second won", "too quick"],
)
def test_shown_seconds_are_those_of_one_drive(times: tuple[int, ...], rules: set[str]) -> None:
    short = [[way // 60 for way in row] for row in LINE]
    given = copy.deepcopy(FAST) | {"matrices": {"car": {"durations": short}}}
    del given["jobs"][1]["time_windows"]
    assert {violation.rule for violation in judge_vroom(given, fast(*times))} == rules


def test_of_a_file_without_windows_the_exact_ways_are_charged_and_cut() -> None:
    given = copy.deepcopy(FAST)
    del given["jobs"][1]["time_windows"], given["vehicles"][0]["time_window"]
    answer = fast(462, 924, 1848)
    # 2400 s of the profile at 3600 / 1.3 = 2769.23 an hour are 1846.15
    assert [str(violation) for violation in judge_vroom(given, answer)] == [
        "sums: 1: the route's cost is 1846, not 1848"
    ]
    for part in (answer["summary"], answer["routes"][0]):
        part["cost"] = 1846
    assert judge_vroom(given, answer) == []


def test_a_setup_is_due_but_where_the_vehicle_is_already() -> None:
    jobs = [job(1, setup=60), job(9, location_index=1, setup=60)]
    given = document(jobs, [vehicle()])
    steps = [
        step("start", 0, 0, 0),
        step("job", 1, 600, 600, id=1, setup=60, service=300),
        step("job", 1, 960, 600, id=9, service=300),
        step("end", 0, 1860, 1200),
    ]
    sums = {"cost": 1200, "duration": 1200, "setup": 60, "service": 600, "waiting_time": 0}
    sums["priority"] = 0
    answer = {"summary": sums | {"unassigned": 0}, "unassigned": []}
    answer |= {"routes": [{"vehicle": 1, "steps": steps} | sums]}
    assert judge_vroom(given, answer) == []
    given["vehicles"][0]["type"] = "van"
    given["jobs"][0]["setup_per_type"] = {"van": 90}
    assert {violation.rule for violation in judge_vroom(given, answer)} == {"times"}
