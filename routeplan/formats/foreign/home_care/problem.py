"""From an instance to numbers: whole ones, in the file's unit or its smallest fraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from routeplan.engines.soft_windows import SoftProblem
from routeplan.formats.foreign.home_care.instance import Instance, Patient
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

DECIMALS = 6
"""The most that a file may have."""
NOISE = 1e-9
"""Numbers such as 62.999999999999986 are whole: what a sum of fractions left."""


def decimals_of(given: Instance, report: Mistakes) -> int:
    """How many decimals the instance's numbers have.

    Raises
    ------
    InputError
        When they are more than six.
    """
    values = np.array(list(_numbers(given)), np.float64)
    for decimals in range(DECIMALS + 1):
        scaled = values * 10**decimals
        if (np.abs(scaled - np.round(scaled)) <= NOISE * np.maximum(1.0, scaled)).all():
            return decimals
    message = phrase("some number has more than {most} decimals", most=DECIMALS)
    report.malformed("distances", None, message)
    report.stop_if_wrong()
    return DECIMALS


def build_problem(given: Instance, decimals: int) -> SoftProblem:
    """A call for each service of each patient, in the file's order."""
    unit = 10**decimals
    calls = [
        (k, patient, need) for k, patient in enumerate(given.patients) for need in patient.needs
    ]
    able = [
        [need.service in services for services in given.skills.values()] for _, _, need in calls
    ]
    partners: list[int] = []
    lags: list[float] = []
    for patient in given.patients:
        first = len(partners)
        partners += [-1] if len(patient.needs) == 1 else [first + 1, first]
        lags += _lags(patient)
    return SoftProblem(
        place=np.array([1 + k for k, _, _ in calls], np.int64),
        length=_scaled([need.length for _, _, need in calls], unit),
        opens=_scaled([patient.window[0] for _, patient, _ in calls], unit),
        closes=_scaled([patient.window[1] for _, patient, _ in calls], unit),
        partner=np.array(partners, np.int64),
        lag=_scaled(lags, unit),
        able=np.array(able, np.bool_).reshape(len(calls), len(given.skills)),
        travel=_scaled(given.distances, unit),
    )


def _lags(patient: Patient) -> list[float]:
    """How long after the other one each service begins at the earliest."""
    if len(patient.needs) == 1:
        return [0.0]
    least, most = patient.apart
    return [-most, least]


def _scaled(values: Sequence[float] | Sequence[Sequence[float]], unit: int) -> np.ndarray:
    return np.round(unit * np.array(values, np.float64)).astype(np.int64)


def _numbers(given: Instance) -> Iterator[float]:
    for row in given.distances:
        yield from row
    for patient in given.patients:
        yield from (*patient.window, *patient.apart, *(need.length for need in patient.needs))
