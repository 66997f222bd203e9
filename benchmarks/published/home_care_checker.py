"""An independent checker of home care answers: the answer's JSON against the instance's JSON.

It shares nothing with routeplan: neither its reader nor its search nor its judge. Numbers are
decimal fractions as they stand in the files, so that nothing is rounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benchmarks.peers.checker import BrokenRuleError, refuse_unless

PUBLISHED_TOLERANCE = Decimal("0.001")
"""Published answers have their times rounded to thousandths of a minute."""


@dataclass(frozen=True)
class HomeCareCost:
    """What an answer costs, by the three terms of Mankowska et al. (2014), each of weight 1/3."""

    distance: Decimal
    tardiness: Decimal
    largest: Decimal

    @property
    def total(self) -> Decimal:
        """The three terms added up: three times the published objective."""
        return self.distance + self.tardiness + self.largest

    @property
    def objective(self) -> float:
        """The published objective."""
        return float(self.total) / 3


@dataclass(frozen=True)
class Call:
    """One service at one patient: who gives it, and when it begins and ends."""

    caregiver: str
    patient: str
    service: str
    begin: Decimal
    end: Decimal


def read_json(text: str) -> Any:
    """JSON whose numbers are decimal fractions."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def home_care_cost(
    instance: Mapping[str, Any], answer: Mapping[str, Any], tolerance: Decimal = Decimal(0)
) -> HomeCareCost:
    """What an answer costs.

    Parameters
    ----------
    instance, answer
        As :func:`read_json` reads them.
    tolerance
        By how much each time may be off.

    Raises
    ------
    BrokenRuleError
        When it breaks a rule of the instance.
    """
    rounds = list(_rounds(answer))
    refuse_unless(len({who for who, _ in rounds}) == len(rounds), "a caregiver has two routes")
    calls = [call for _, own in rounds for call in own]
    due = {
        (patient["id"], need["service"]): (patient, need)
        for patient in instance["patients"]
        for need in patient["required_caregivers"]
    }
    given = [(call.patient, call.service) for call in calls]
    refuse_unless(sorted(given) == sorted(due), "not every service is given just once")
    distance = sum((_walk(instance, own, who, tolerance) for who, own in rounds), Decimal(0))
    late = []
    for call in calls:
        patient, need = due[call.patient, call.service]
        seconds = need.get("duration", _usual_duration(instance, call.service))
        refuse_unless(
            abs(call.end - call.begin - seconds) <= tolerance, f"{call.patient}: wrong duration"
        )
        opens, closes = patient["time_window"]
        refuse_unless(call.begin >= opens - tolerance, f"{call.patient}: before the window")
        late.append(max(Decimal(0), call.begin - closes))
    _check_pairs(instance, calls, tolerance)
    return HomeCareCost(distance, sum(late, Decimal(0)), max(late, default=Decimal(0)))


def _rounds(answer: Mapping[str, Any]) -> Iterator[tuple[str, list[Call]]]:
    for route in answer["routes"]:
        who = route["caregiver_id"]
        yield (
            who,
            [
                Call(
                    who,
                    stop["patient"],
                    stop["service"],
                    stop["arrival_time"],
                    stop["departure_time"],
                )
                for stop in route.get("locations", ())
            ],
        )


def _walk(
    instance: Mapping[str, Any], calls: Sequence[Call], who: str, tolerance: Decimal
) -> Decimal:
    """How far a caregiver travels, who has all the skills and is nowhere before he can be."""
    skills = next((c["abilities"] for c in instance["caregivers"] if c["id"] == who), None)
    if skills is None:
        raise BrokenRuleError(f"there is no caregiver {who}")
    # row 0 is the office's, row k the k-th patient's
    row = {patient["id"]: k for k, patient in enumerate(instance["patients"], start=1)}
    way, here, free = Decimal(0), 0, Decimal(0)
    for call in calls:
        refuse_unless(call.service in skills, f"{who} cannot give {call.service}")
        leg = instance["distances"][here][row[call.patient]]
        refuse_unless(call.begin >= free + leg - tolerance, f"{who} is at {call.patient} too early")
        way, here, free = way + leg, row[call.patient], call.end
    return way + instance["distances"][here][0]


def _usual_duration(instance: Mapping[str, Any], service: str) -> Decimal:
    durations = {service["id"]: service.get("default_duration") for service in instance["services"]}
    duration = durations[service]
    return Decimal(duration) if duration is not None else Decimal("NaN")


def _check_pairs(instance: Mapping[str, Any], calls: Sequence[Call], tolerance: Decimal) -> None:
    begins = {(call.patient, call.service): call for call in calls}
    for patient in instance["patients"]:
        needs = patient["required_caregivers"]
        if len(needs) != 2:
            continue
        first, second = (begins[patient["id"], need["service"]] for need in needs)
        refuse_unless(
            first.caregiver != second.caregiver, f"{patient['id']}: one caregiver for both"
        )
        link = patient["synchronization"]
        least, most = link["distance"] if link["type"] == "sequential" else (0, 0)
        apart = second.begin - first.begin
        in_time = least - tolerance <= apart <= most + tolerance
        refuse_unless(in_time, f"{patient['id']}: {apart} apart, not {least} to {most}")
