"""Random files of VROOM's, of what the engine does: the worlds that their judge is tried on."""

from __future__ import annotations

from random import Random
from typing import Any

Json = dict[str, Any]
SPEEDS = (0.5, 0.75, 0.8, 0.9, 1, 1, 1.1, 1.3, 1.5, 1.7, 2)


def vroom_file(random: Random, *, jobs: int, vehicles: int) -> Json:
    """Breaks before, in and after the work; open ends; windows; speeds; loads; setups; tasks."""
    size = random.randint(2, jobs + 1)
    own_places = random.random() < 0.3
    size = jobs + vehicles + 1 if own_places else size
    zero = random.choice([0, 0, 50_000, 1_700_000_000])
    has_windows = random.random() < 0.85
    kinds = random.choice([0, 0, 1, 2])
    content: Json = {
        "jobs": [
            _job(random, k, zero if has_windows else None, kinds)
            | ({"location_index": k} if own_places else {"location_index": random.randrange(size)})
            | ({"setup": random.choice([0, 45])} if own_places else {})
            for k in range(1, jobs + 1)
        ],
        "vehicles": [],
        "matrices": {"car": _matrices(random, size)},
    }
    per_hour = random.choice([None, None, None, 3600, 1800, 7000])
    for number in range(1, vehicles + 1):
        place = jobs + number if own_places else random.choice([0, random.randrange(size)])
        drawn = _vehicle(random, number, zero if has_windows else None, place, size)
        drawn |= {} if per_hour is None else {"costs": {"per_hour": per_hour}}
        if kinds:
            most = random.randint(2, 8)
            # the second kind is never full before the first
            drawn["capacity"] = [most, 2 * most][:kinds]
        elif random.random() < 0.2:
            drawn["max_tasks"] = random.randint(0, jobs)
        content["vehicles"].append(drawn)
    return content


def _matrices(random: Random, size: int) -> Json:
    points = [(random.randint(0, 40), random.randint(0, 40)) for _ in range(size)]
    scale = random.choice([1, 7, 31])
    durations = [[scale * (abs(a - c) + abs(b - d)) for c, d in points] for a, b in points]
    for row in durations:  # one-way streets
        for k in range(size):
            row[k] += random.choice([0, 0, 0, 3]) if row[k] else 0
    if random.random() < 0.3:
        return {"durations": durations, "distances": [[9 * x for x in row] for row in durations]}
    return {"durations": durations}


def _job(random: Random, number: int, zero: int | None, kinds: int) -> Json:
    made: Json = {"id": number, "service": random.choice([0, 60, 300])}
    if zero is not None and random.random() < 0.6:
        first = zero + random.randint(0, 4000)
        windows = [[first, first + random.choice([0, 300, 2000])]]
        later = windows[0][1] + random.randint(500, 3000)
        windows += [[later, later + 500]] if random.random() < 0.3 else []
        made["time_windows"] = windows[::-1] if random.random() < 0.2 else windows
    if kinds:
        amount = random.randint(0, 3)
        made[random.choice(["delivery", "amount"])] = [amount, random.randint(0, 2 * amount)][
            :kinds
        ]
    made |= {"skills": [1]} if random.random() < 0.2 else {}
    made |= {"priority": random.choice([0, 1, 10])} if random.random() < 0.2 else {}
    return made | ({"description": f"job {number}"} if random.random() < 0.2 else {})


def _vehicle(random: Random, number: int, zero: int | None, place: int, size: int) -> Json:
    drawn: Json = {"id": number, "start_index": place, "end_index": place}
    if random.random() < 0.3:
        drawn["end_index"] = random.randrange(size)
    if random.random() < 0.4:
        del drawn[random.choice(["start_index", "end_index"])]
    if random.random() < 0.7:
        drawn["speed_factor"] = random.choice([*SPEEDS, round(random.uniform(0.5, 2), 3)])
    drawn |= {"skills": [1, 2]} if random.random() < 0.6 else {}
    if zero is None:
        return drawn
    begin = zero + random.randint(0, 2000)
    end = begin + random.randint(2500, 7000)
    if random.random() < 0.8:
        drawn["time_window"] = [begin, end]
    if random.random() < 0.7:
        length = random.choice([0, 60, 600, 900])
        # before the work, in it, after it, or whenever
        first = random.choice([begin - min(begin, 500), begin, begin + 1200, end - length - 400])
        last = max(first, begin) + random.choice([0, 300, 1000])
        pause: Json = {"id": number + 70, "service": length}
        pause |= {"time_windows": [[first, last]]} if random.random() < 0.85 else {}
        drawn["breaks"] = [pause]
    return drawn
