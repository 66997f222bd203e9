"""Every rule of the judge is seen failing on an answer that breaks only that rule."""

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


def way(_: int, here: Json, there: Json) -> int:
    return LINE[here["location_index"]][there["location_index"]]


def test_a_sound_answer_breaks_no_rule() -> None:
    assert judge_vroom(GIVEN, sound(), way) == []


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
    "a quicker way": ("travel", lambda _, steps: steps[2].update(duration=1100)),
    "no break": ("breaks", lambda _, steps: steps.pop(3)),
    "a late break": ("breaks", lambda _, steps: steps[3].update(waiting_time=1001)),
    "a short break": ("breaks", lambda _, steps: steps[3].update(service=500)),
    "the route's service": ("sums", lambda a, _: a["routes"][0].update(service=1)),
    "the route's duration": ("sums", lambda a, _: a["routes"][0].update(duration=1)),
    "the route's cost": ("sums", lambda a, _: a["routes"][0].update(cost=1)),
    "the route's priority": ("sums", lambda a, _: a["routes"][0].update(priority=1)),
    "the summary's cost": ("sums", lambda a, _: a["summary"].update(cost=1)),
    "the summary's count": ("sums", lambda a, _: a["summary"].update(unassigned=2)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_breaks_a_rule_is_told_which(name: str) -> None:
    rule, change = BROKEN[name]
    answer = sound()
    change(answer, answer["routes"][0]["steps"])
    assert rule in {violation.rule for violation in judge_vroom(GIVEN, answer, way)}


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
    assert {violation.rule for violation in judge_vroom(given, sound(), way)} == {rule}
