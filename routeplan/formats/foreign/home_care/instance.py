"""One instance as its file has it, and reading it; what is wrong is reported, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routeplan.formats.foreign.home_care.keys import SEVERAL_OFFICES, check_keys
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

LARGEST = 1e6
"""No time in a file is this long (two years of minutes)."""
AT_ONCE, IN_TURN = "simultaneous", "sequential"

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Need:
    """One service that a patient needs, and how long it takes there."""

    service: str
    length: float


@dataclass(frozen=True)
class Patient:
    """One or two services within a window, which ends softly.

    ``apart`` is the least and the most that the second one begins after the first.
    """

    name: str
    window: tuple[float, float]
    needs: tuple[Need, ...]
    apart: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Instance:
    """Row 0 of ``distances`` is the office's, row ``k`` the k-th patient's.

    ``skills`` are the services that each caregiver gives, by name in the file's order.
    """

    patients: tuple[Patient, ...]
    skills: Mapping[str, frozenset[str]]
    distances: tuple[tuple[float, ...], ...]


def read_instance(document: Record, report: Mistakes) -> Instance:
    """The instance.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the search does not do.
    """
    check_keys("", document, "", report)
    lengths = _services(document, report)
    skills = _caregivers(document, lengths, report)
    patients = tuple(
        patient
        for k, record in enumerate(_records(document, "patients", report))
        if (patient := _patient(record, f"patients[{k}]", lengths, report)) is not None
    )
    _twice([patient.name for patient in patients], "patients", report)
    if SEVERAL_OFFICES not in document:
        _offices(document, report)
    distances = _distances(document, report)
    for patient in patients:
        _check_skills(patient, skills, report)
    report.stop_if_wrong()
    return Instance(patients, skills, distances)


def _offices(document: Record, report: Mistakes) -> None:
    offices = _records(document, "central_offices", report)
    if len(offices) != 1:
        message = phrase("there should be one office, not {count}", count=len(offices))
        report.malformed("central_offices", None, message)
    for office in offices:
        check_keys("office", office, "central_offices", report)


def _services(document: Record, report: Mistakes) -> dict[str, float | None]:
    """The usual length of each service, None where a file has none."""
    lengths: dict[str, float | None] = {}
    names = []
    for k, record in enumerate(_records(document, "services", report)):
        where = f"services[{k}]"
        check_keys("service", record, where, report)
        names.append(_name(record, "id", where, report))
        usual = record.get("default_duration")
        lengths[names[-1]] = (
            None if usual is None else _time(usual, f"{where}.default_duration", report)
        )
    _twice(names, "services", report)
    return lengths


def _caregivers(
    document: Record, services: Mapping[str, object], report: Mistakes
) -> dict[str, frozenset[str]]:
    skills: dict[str, frozenset[str]] = {}
    names = []
    for k, record in enumerate(_records(document, "caregivers", report)):
        where = f"caregivers[{k}]"
        check_keys("caregiver", record, where, report)
        names.append(_name(record, "id", where, report))
        listed = record.get("abilities")
        if not isinstance(listed, list) or not all(isinstance(ability, str) for ability in listed):
            report.malformed(f"{where}.abilities", listed, phrase("not a list of services"))
            listed = []
        for unknown in sorted(set(listed) - services.keys()):
            report.malformed(f"{where}.abilities", unknown, phrase("there is no such service"))
        skills[names[-1]] = frozenset(listed)
    _twice(names, "caregivers", report)
    return skills


def _patient(
    record: Record, where: str, lengths: Mapping[str, float | None], report: Mistakes
) -> Patient | None:
    check_keys("patient", record, where, report)
    name = _name(record, "id", where, report)
    window = _span(record.get("time_window"), f"{where}.time_window", report)
    listed = record.get("required_caregivers")
    if not isinstance(listed, list) or not all(isinstance(need, dict) for need in listed):
        report.malformed(f"{where}.required_caregivers", listed, phrase("not a list of objects"))
        return None
    needs = tuple(
        _need(need, f"{where}.required_caregivers[{k}]", lengths, report)
        for k, need in enumerate(listed)
    )
    if len(needs) not in (1, 2):
        what = phrase("patients who need {count} caregivers", count=len(needs))
        report.not_done(f"{where}.required_caregivers", None, what)
    elif len({need.service for need in needs}) < len(needs):
        what = phrase("two services of one kind at one patient")
        report.not_done(f"{where}.required_caregivers", needs[0].service, what)
    return Patient(name, window, needs, _apart(record, len(needs), where, report))


def _need(
    record: Record, where: str, lengths: Mapping[str, float | None], report: Mistakes
) -> Need:
    check_keys("need", record, where, report)
    service = _name(record, "service", where, report)
    if service and service not in lengths:
        report.malformed(f"{where}.service", service, phrase("there is no such service"))
        return Need(service, 0.0)
    length = record.get("duration", lengths.get(service))
    if length is None and service:
        report.malformed(f"{where}.duration", None, phrase("neither here nor at the service"))
    return Need(service, 0.0 if length is None else _time(length, f"{where}.duration", report))


def _apart(record: Record, needs: int, where: str, report: Mistakes) -> tuple[float, float]:
    where = f"{where}.synchronization"
    given = record.get("synchronization")
    if needs == 1 and given is None:
        return 0.0, 0.0
    if needs == 1 or not isinstance(given, dict):
        report.malformed(where, given, phrase("needed for two services, not allowed for one"))
        return 0.0, 0.0
    check_keys("synchronization", given, where, report)
    kind = given.get("type")
    if kind == IN_TURN:
        return _span(given.get("distance"), f"{where}.distance", report)
    if kind != AT_ONCE:
        report.malformed(f"{where}.type", kind, phrase("neither simultaneous nor sequential"))
    return 0.0, 0.0


def _check_skills(patient: Patient, skills: Mapping[str, frozenset[str]], report: Mistakes) -> None:
    """Somebody must be able to give each service, two people both."""
    able = [
        {who for who, services in skills.items() if need.service in services}
        for need in patient.needs
    ]
    if not all(able) or len(set().union(*able)) < len(able):
        services = " ".join(need.service for need in patient.needs)
        message = phrase("there are not enough caregivers for it")
        report.malformed(f"id = {patient.name}", services, message)


def _distances(document: Record, report: Mistakes) -> tuple[tuple[float, ...], ...]:
    """Row by row, once there is an office and the patients are a list."""
    rows, patients = document.get("distances"), document.get("patients")
    if SEVERAL_OFFICES in document or not isinstance(patients, list):
        return ()
    size = 1 + len(patients)
    square = (
        isinstance(rows, list)
        and len(rows) == size
        and all(isinstance(row, list) and len(row) == size for row in rows)
    )
    if square and isinstance(rows, list):
        return tuple(
            tuple(_time(way, f"distances[{k}][{j}]", report) for j, way in enumerate(row))
            for k, row in enumerate(rows)
        )
    message = phrase(
        "not {size} rows of {size} numbers: the office's, then each patient's", size=size
    )
    report.malformed("distances", None, message)
    return ()


def _records(document: Record, key: str, report: Mistakes) -> Sequence[Record]:
    value = document.get(key)
    if isinstance(value, list) and all(isinstance(record, dict) for record in value):
        return value
    report.malformed(key, None, phrase("not a list of objects"))
    return ()


def _name(record: Record, key: str, where: str, report: Mistakes) -> str:
    value = record.get(key)
    if isinstance(value, str) and value:
        return value
    report.malformed(f"{where}.{key}", value, phrase("not text"))
    return ""


def _twice(names: Sequence[str], where: str, report: Mistakes) -> None:
    for name, count in Counter(names).items():
        if count > 1 and name:
            report.malformed(where, name, phrase("it appears {count} times", count=count))


def _time(value: object, where: str, report: Mistakes) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LARGEST:
        return float(value)
    message = phrase("not a number from 0 to {most:,.0f}", most=LARGEST)
    report.malformed(where, value, message)
    return 0.0


def _span(value: object, where: str, report: Mistakes) -> tuple[float, float]:
    if isinstance(value, list) and len(value) == 2:
        first, last = (_time(end, where, report) for end in value)
        if first > last:
            report.malformed(where, value, phrase("it ends before it begins"))
        return first, last
    report.malformed(where, value, phrase("not [first, last]"))
    return 0.0, 0.0
