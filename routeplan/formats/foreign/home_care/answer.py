"""The answer as the published ones are written, with what it costs."""

from __future__ import annotations

from typing import Any

from routeplan.engines.soft_windows import SoftAnswer
from routeplan.formats.foreign.home_care.instance import Instance

Json = dict[str, Any]


def home_care_answer(given: Instance, decimals: int, answer: SoftAnswer) -> Json:
    """``routes`` of all caregivers, ``global_ordering`` by begin, and ``costs``."""
    unit = 10**decimals
    services = [(patient.name, need) for patient in given.patients for need in patient.needs]
    lengths = [round(need.length * unit) for _, need in services]

    def stop(call: int) -> Json:
        patient, need = services[call]
        begin = answer.begins[call]
        return {
            "patient": patient,
            "service": need.service,
            "arrival_time": _number(begin, decimals),
            "departure_time": _number(begin + lengths[call], decimals),
        }

    names = list(given.skills)
    order = sorted(range(len(services)), key=lambda call: (answer.begins[call], call))
    return {
        "routes": [
            {"caregiver_id": names[r], "locations": [stop(call) for call in route]}
            for r, route in enumerate(answer.routes)
        ],
        "global_ordering": list(dict.fromkeys(services[call][0] for call in order)),
        "costs": {
            "distance_traveled": _number(answer.travel, decimals),
            "total_tardiness": _number(answer.late, decimals),
            "max_tardiness": _number(answer.largest, decimals),
            "total_cost": round(answer.cost / unit / 3, 6),
        },
    }


def _number(value: int, decimals: int) -> float:
    """In the file's unit; no more decimals than it has."""
    return round(float(value) / 10.0**decimals, decimals)
