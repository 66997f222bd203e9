"""The judge of home care answers: document against document.

It recomputes every time and every sum from the file as it was written, and shares no code with the
reader, the answer's writer or the search. It judges the published answers too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from routeplan.errors import Violation
from routeplan.phrases import phrase

Json = dict[str, Any]
SLACK = 1e-6
"""Times are fractions: so much is nothing."""


def judge_home_care(given: Json, answer: Json) -> list[Violation]:
    """Every rule of the file that the answer breaks; empty when it keeps them all."""
    violations = list(_whole(given, answer))
    if violations:
        return violations
    for route in answer["routes"]:
        violations += _route(given, route)
    begins = {(stop["patient"], stop["service"]): stop["arrival_time"] for stop in _stops(answer)}
    makers = {
        (stop["patient"], stop["service"]): route["caregiver_id"]
        for route in answer["routes"]
        for stop in route["locations"]
    }
    for patient in given["patients"]:
        keys = [(patient["id"], need["service"]) for need in patient["required_caregivers"]]
        for key in keys:
            if begins[key] < patient["time_window"][0] - SLACK:
                message = phrase("it begins before its window")
                violations.append(Violation("windows", message, " ".join(key)))
        if len(keys) == 2:
            violations += _pair(patient, keys, begins, makers)
    return violations + list(_costs(given, answer))


def _stops(answer: Json) -> Iterator[Json]:
    for route in answer["routes"]:
        yield from route["locations"]


def _whole(given: Json, answer: Json) -> Iterator[Violation]:
    due = [
        (patient["id"], need["service"])
        for patient in given["patients"]
        for need in patient["required_caregivers"]
    ]
    if sorted(due) != sorted((stop["patient"], stop["service"]) for stop in _stops(answer)):
        yield Violation("whole", phrase("not every service is given just once"))
    names = [route["caregiver_id"] for route in answer["routes"]]
    known = {caregiver["id"] for caregiver in given["caregivers"]}
    if len(names) != len(set(names)) or not known.issuperset(names):
        yield Violation("whole", phrase("a caregiver is not known, or has two routes"))


def _route(given: Json, route: Json) -> Iterator[Violation]:
    """Skills, durations, and time for each way."""
    who = route["caregiver_id"]
    skills = next(
        caregiver["abilities"] for caregiver in given["caregivers"] if caregiver["id"] == who
    )
    rows = {patient["id"]: k for k, patient in enumerate(given["patients"], start=1)}
    lengths = {
        (patient["id"], need["service"]): _length(given, need)
        for patient in given["patients"]
        for need in patient["required_caregivers"]
    }
    here, free = 0, 0.0
    for stop in route["locations"]:
        patient, service, begin = stop["patient"], stop["service"], stop["arrival_time"]
        where = f"{who}, {patient} {service}"
        if service not in skills:
            yield Violation("skills", phrase("the caregiver does not give this service"), where)
        if begin < free + given["distances"][here][rows[patient]] - SLACK:
            yield Violation("travel", phrase("there is no time for the way"), where)
        if abs(stop["departure_time"] - begin - lengths[patient, service]) > SLACK:
            yield Violation("times", phrase("its duration is not the one in the file"), where)
        here, free = rows[patient], stop["departure_time"]


def _length(given: Json, need: Json) -> float:
    if "duration" in need:
        return float(need["duration"])
    usual = next(service for service in given["services"] if service["id"] == need["service"])
    return float(usual["default_duration"])


def _pair(
    patient: Json,
    keys: Sequence[tuple[str, str]],
    begins: dict[tuple[str, str], float],
    makers: dict[tuple[str, str], str],
) -> Iterator[Violation]:
    first, second = keys
    if makers[first] == makers[second]:
        message = phrase("one caregiver gives both services")
        yield Violation("together", message, patient["id"])
    link = patient["synchronization"]
    least, most = link["distance"] if link["type"] == "sequential" else (0, 0)
    if not least - SLACK <= begins[second] - begins[first] <= most + SLACK:
        message = phrase(
            "the services begin {apart:g} apart, not {least:g} to {most:g}",
            apart=begins[second] - begins[first],
            least=least,
            most=most,
        )
        yield Violation("together", message, patient["id"])


def _costs(given: Json, answer: Json) -> Iterator[Violation]:
    """The terms shown are those of the routes."""
    rows = {patient["id"]: k for k, patient in enumerate(given["patients"], start=1)}
    closes = {patient["id"]: patient["time_window"][1] for patient in given["patients"]}
    ways = 0.0
    for route in answer["routes"]:
        places = [0, *(rows[stop["patient"]] for stop in route["locations"]), 0]
        ways += sum(given["distances"][places[k]][places[k + 1]] for k in range(len(places) - 1))
    late = [max(0.0, stop["arrival_time"] - closes[stop["patient"]]) for stop in _stops(answer)]
    terms = ways, sum(late), max(late, default=0.0)
    right = dict(zip(("distance_traveled", "total_tardiness", "max_tardiness"), terms, strict=True))
    right["total_cost"] = sum(terms) / 3
    for name, value in right.items():
        shown = answer["costs"].get(name, math.nan)
        if not abs(shown - value) <= SLACK * max(1.0, value):
            message = phrase(
                "{name} is {right:g}, not {wrong:g}", name=name, right=value, wrong=shown
            )
            yield Violation("cost", message)
