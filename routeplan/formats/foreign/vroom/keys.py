"""The keys of VROOM's input: those understood, and those that ask for what the engine does not do.

A refused key that asks for nothing (0, an empty list) is let pass; a limit of 0 asks for something.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

UNDERSTOOD: dict[str, set[str]] = {
    "": {"jobs", "vehicles", "matrices", "matrix", "options"},
    "job": {
        *("id", "description", "location", "location_index", "service", "delivery", "pickup"),
        *("amount", "skills", "priority", "time_windows", "setup"),
        *("setup_per_type", "service_per_type"),
    },
    "vehicle": {
        *("id", "profile", "description", "start", "start_index", "end", "end_index", "capacity"),
        *("skills", "type", "time_window", "breaks", "speed_factor", "max_tasks", "costs"),
    },
    "break": {"id", "description", "time_windows", "service"},
    "matrix": {"durations", "distances"},
    "costs": {"per_hour"},
    "options": {"t", "x", "l"},  # threads, depth and time of VROOM's own search
}
NOT_DONE: dict[str, dict[str, str]] = {
    "": {"shipments": phrase("shipments (a pickup and its delivery by one vehicle)")},
    "job": {},
    "vehicle": {
        "max_travel_time": phrase("a limit on a vehicle's travel time"),
        "max_distance": phrase("a limit on a vehicle's distance"),
        "steps": phrase("steps given beforehand"),
    },
    "break": {"max_load": phrase("a limit on the load during a break")},
    "matrix": {"costs": phrase("costs other than travel time")},
    "costs": {
        "fixed": phrase("fixed costs of a vehicle"),
        "per_km": phrase("costs by distance"),
        "per_task_hour": phrase("costs by task time"),
    },
    "options": {"g": phrase("route geometry"), "c": phrase("choosing times for given steps")},
}
LIMITS = {"max_travel_time", "max_distance"}


def check_keys(kind: str, record: Mapping[str, Any], where: str, report: Mistakes) -> None:
    """Report every key of one record that is refused or not known."""
    prefix = f"{where}." if where else ""
    for key, value in record.items():
        if key in UNDERSTOOD[kind]:
            continue
        if key in NOT_DONE[kind]:
            if value or (key in LIMITS and value is not None):
                report.not_done(prefix + key, value, NOT_DONE[kind][key])
        else:
            report.tell(
                "problem-unknown-key",
                phrase("unknown key"),
                phrase("remove it if nothing depends on it"),
                where=prefix + key,
                value=value,
            )
