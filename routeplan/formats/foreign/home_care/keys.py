"""The keys of a home care file: those understood, and those of problems that are not solved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

UNDERSTOOD: dict[str, set[str]] = {
    "": {
        *("patients", "services", "caregivers", "central_offices", "distances"),
        *("name", "area"),  # remarks
    },
    "patient": {"id", "location", "time_window", "required_caregivers", "synchronization"},
    "need": {"service", "duration"},
    "synchronization": {"type", "distance"},
    "service": {"id", "default_duration"},
    "caregiver": {"id", "abilities"},
    "office": {"id", "location"},
}
SEVERAL_OFFICES = "departing_points"
NOT_DONE: dict[str, dict[str, str]] = {
    "": {SEVERAL_OFFICES: phrase("several places to leave from")},
    "patient": {
        "distance_matrix_index": phrase("distance rows chosen by index"),
        "incompatible_caregivers": phrase("caregivers that a patient refuses"),
        "preferred_caregivers": phrase("caregivers that a patient prefers"),
        "optional": phrase("patients who may be left out"),
    },
    "caregiver": {
        "distance_matrix_index": phrase("distance rows chosen by index"),
        "starting_point_id": phrase("several places to leave from"),
        "working_shift": phrase("hours of a caregiver"),
    },
    "service": {"type": phrase("types of services")},
}
"""Of the extended formulation (the files under ``instances/extended``), which has other costs."""


def check_keys(kind: str, record: Mapping[str, Any], where: str, report: Mistakes) -> None:
    """Report every key of one record that is refused or not known; refused ones once a file."""
    for key, value in record.items():
        path = f"{where}.{key}" if where else key
        refused = NOT_DONE.get(kind, {})
        if key in refused:
            if not any(finding.column.endswith(key) for finding in report.findings):
                report.not_done(path, value, refused[key])
        elif key not in UNDERSTOOD[kind]:
            report.tell(
                "problem-unknown-key",
                phrase("unknown key"),
                phrase("remove it if nothing depends on it"),
                where=path,
                value=value,
            )
