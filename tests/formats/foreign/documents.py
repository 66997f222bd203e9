"""Small files of other programs, whose best answers can be worked out by hand.

VROOM's places stand on a line, 10 minutes from each to the next: 600 s times the distance of their
numbers. Vehicles leave from place 0.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.formats.foreign.foreign_problem import Answer, GivenProblem
from routeplan.formats.foreign.problem_file import read_problem
from routeplan.problem.solution import Budget

PLACES = 6
LINE = [[600 * abs(a - b) for b in range(PLACES)] for a in range(PLACES)]

Json = dict[str, Any]


def job(number: int, **more: Any) -> Json:
    """Job ``number`` at place ``number``, 5 minutes long."""
    return {"id": number, "location_index": number, "service": 300} | more


def vehicle(number: int = 1, **more: Any) -> Json:
    """From place 0 and back, between second 0 and 8 hours."""
    hours = {"time_window": [0, 28_800]}
    return {"id": number, "start_index": 0, "end_index": 0} | hours | more


def document(jobs: list[Json], vehicles: list[Json] | None = None, **more: Any) -> Json:
    matrices = {"matrices": {"car": {"durations": LINE}}}
    return {"jobs": jobs, "vehicles": vehicles or [vehicle()]} | matrices | copy.deepcopy(more)


def given(tmp_path: Path, content: Json | str, name: str = "problem.json") -> GivenProblem:
    """Read a document from a file."""
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_problem(path)


def solved(read: GivenProblem, iterations: int = 500) -> Answer:
    """Its answer, which the judge of its kind lets pass."""
    solution = RuinRecreate(threads=1).solve(read.problem, Budget(None, iterations))
    answer = read.answer(solution)
    assert list(read.judge(answer)) == []
    return answer


def steps_of(answer: Json, route: int = 0) -> list[tuple[Any, ...]]:
    """(type, id, arrival, waiting, travel so far) of each step."""
    return [
        (s["type"], s.get("id"), s["arrival"], s["waiting_time"], s["duration"])
        for s in answer["routes"][route]["steps"]
    ]


def random_document(random: Random, *, jobs: int = 12, vehicles: int = 3) -> Json:
    """With several windows, breaks, skills, priorities, loads, and vehicles open at an end."""
    points = [(random.randint(0, 60), random.randint(0, 60)) for _ in range(jobs + 1)]
    durations = [[30 * (abs(a - c) + abs(b - d)) for c, d in points] for a, b in points]
    zero = random.choice([0, 1_700_000_000])

    def windows() -> list[list[int]]:
        first = zero + random.randint(0, 6000)
        second = first + random.randint(4000, 9000)
        return [[first, first + random.randint(0, 3000)], [second, second + 2000]]

    asked = []
    for number in range(1, jobs + 1):
        made = job(number, delivery=[random.randint(0, 3)], service=random.choice([0, 300, 900]))
        made |= {"time_windows": windows()} if random.random() < 0.7 else {}
        made |= {"skills": [1]} if random.random() < 0.3 else {}
        asked.append(made | {"priority": random.choice([0, 0, 0, 5, 100])})
    fleet = []
    for number in range(1, vehicles + 1):
        begin = zero + random.randint(0, 3000)
        drawn = vehicle(number, capacity=[9], time_window=[begin, begin + 14_400])
        drawn |= {"skills": [1]} if number == 1 else {}
        pause = {"id": 1, "service": 1200, "time_windows": [[begin + 3000, begin + 6000]]}
        drawn |= {"breaks": [pause]} if random.random() < 0.7 else {}
        if random.random() < 0.3:
            del drawn[random.choice(["start_index", "end_index"])]
        fleet.append(drawn)
    return document(asked, fleet, matrices={"car": {"durations": durations}})


SOLOMON = """\
TINY

VEHICLE
NUMBER     CAPACITY
  2          10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0         0        0       0         100          0
    1      3         4        4       0          50         10
    2      6         8        6       0          50         10
    3      0        -5        6      20          90         10
"""
"""Customers 1 and 2 lie on one line at 5 and 10 from the depot, 3 at 5 on another side.

Loads 4 + 6 + 6 do not fit into one vehicle of 10: {1, 2} and {3} take 20 + 10 = 30.0.
"""

VRPLIB = """\
NAME : TINY
TYPE : PCVRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 -5
DEMAND_SECTION
1 0
2 4
3 6
4 6
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 0 50
4 20 90
PRIZE_SECTION
1 0
2 7
3 6
4 9
DEPOT_SECTION
1
-1
EOF
"""
"""The same with prizes 7, 6 and 9: customer 3 (Solomon's) is not worth its 10 there and back.

1 and 2 together take 20 and are worth 13, 1 alone takes 10 and is worth 7: all stay out, 22.0.
"""
