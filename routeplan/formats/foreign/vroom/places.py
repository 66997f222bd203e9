"""Where jobs and vehicles are, and how long the ways between them take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.plain_problem import FAR_SECONDS
from routeplan.formats.foreign.vroom.keys import check_keys
from routeplan.formats.foreign.vroom.records import Job, Spot, Vehicle, half_up, hundredths_of
from routeplan.model.inputs import NO_WAY, Coordinate, Mode, Place
from routeplan.phrases import phrase
from routeplan.problem.arrays import Int32
from routeplan.travel.straight_line import StraightLine

STRAIGHT = {"car": Mode.CAR, "bike": Mode.BIKE, "foot": Mode.FOOT}
"""Profiles that straight lines have a speed for."""


@dataclass(frozen=True)
class Ways:
    """``seconds[k]`` and ``metres[k]`` are ``(p, p)`` of the k-th (profile, speed factor).

    ``seconds`` are the profile's, as the file has them, whatever the speed factor. ``place_of``
    gives the index of each spot; ``metres`` has None where the file has no distances.
    """

    place_of: dict[Spot, int]
    layers: tuple[tuple[str, float], ...]
    seconds: Int32
    metres: tuple[Int32 | None, ...]

    def layer_of(self, vehicle: Vehicle) -> int:
        """Index of the vehicle's profile and speed factor: the first axis of the tables."""
        return self.layers.index((vehicle.profile, vehicle.speed_factor))

    def taken(self, parts: int) -> Int32:
        """``(m, p, p)`` what the ways take, in so many parts of a second.

        Rounded up where a part is too coarse: whoever keeps these times keeps the true ones.
        """
        hundredths = np.array([hundredths_of(factor) for _, factor in self.layers], np.int64)
        taken = -(-self.seconds.astype(np.int64) * hundredths[:, None, None] * parts // 100)
        return self._with_gaps(taken)

    def charged(self, parts: int, per_hour: int) -> Int32:
        """What the ways cost by the hour, in so many parts of what a second costs."""
        speeds = [factor for _, factor in self.layers]
        rates = np.array([half_up(100 / speed * per_hour) / (100 * per_hour) for speed in speeds])
        return self._with_gaps(np.rint(self.seconds * rates[:, None, None] * parts))

    def _with_gaps(self, ways: npt.NDArray[Any]) -> Int32:
        cut = np.minimum(ways, FAR_SECONDS)
        return np.where(self.seconds == NO_WAY, NO_WAY, cut).astype(np.int32)


def read_ways(
    document: dict[str, Any], jobs: Sequence[Job], vehicles: Sequence[Vehicle], report: Mistakes
) -> Ways:
    """Travel from the file's matrices, or else in straight lines between its coordinates."""
    spots = [job.spot for job in jobs]
    spots += [spot for vehicle in vehicles for spot in (vehicle.start, vehicle.end) if spot]
    spots = [spot for spot in spots if spot.index is not None or spot.coordinate is not None]
    profiles = sorted({vehicle.profile for vehicle in vehicles})
    matrices = document.get("matrices")
    if matrices is None and "matrix" in document:  # the name before VROOM 1.9, of cars only
        matrices = {"car": {"durations": document["matrix"]}}
    if matrices:
        tables, place_of = _from_matrices(matrices, profiles, spots, report)
    else:
        tables, place_of = _straight(profiles, spots, report)
    layers = tuple(sorted({(vehicle.profile, vehicle.speed_factor) for vehicle in vehicles}))
    report.stop_if_wrong()
    seconds = [tables[profile][0] for profile, _ in layers]
    return Ways(place_of, layers, np.array(seconds), tuple(tables[p][1] for p, _ in layers))


Tables = dict[str, tuple[Int32, Int32 | None]]
"""Per profile seconds and metres."""


def _from_matrices(
    matrices: object, profiles: Sequence[str], spots: Sequence[Spot], report: Mistakes
) -> tuple[Tables, dict[Spot, int]]:
    tables: Tables = {}
    given = matrices if isinstance(matrices, dict) else {}
    for profile in profiles:
        where = f"matrices.{profile}"
        record = given.get(profile)
        if not isinstance(record, dict) or "durations" not in record:
            report.tell(
                "problem-incomplete",
                phrase("missing"),
                phrase("add it"),
                where=f"{where}.durations",
            )
            continue
        check_keys("matrix", record, where, report)
        seconds = _square(record["durations"], f"{where}.durations", report)
        metres = record.get("distances")
        if seconds is not None:
            table = None if metres is None else _square(metres, f"{where}.distances", report)
            tables[profile] = (np.where(seconds >= FAR_SECONDS, NO_WAY, seconds), table)
    size = min((len(seconds) for seconds, _ in tables.values()), default=0)
    for spot in spots:
        if spot.index is None:
            message = phrase("with matrices an index of the place is needed")
            report.tell("problem-incomplete", message, phrase("add it"), where=spot.where)
        elif tables and spot.index >= size:
            report.malformed(
                spot.where, spot.index, phrase("the matrices have {count} places", count=size)
            )
    return tables, {spot: spot.index or 0 for spot in spots}


def _square(value: object, where: str, report: Mistakes) -> Int32 | None:
    """A square matrix of whole numbers; what is too large for 32 bits is cut."""
    try:
        table = np.array(value, dtype=object)
        whole = all(type(x) is int and x >= 0 for x in table.flat)
    except ValueError:
        whole = False
    if not whole or table.ndim != 2 or table.shape[0] != table.shape[1]:
        report.malformed(where, None, phrase("not a square matrix of whole numbers from 0"))
        return None
    cut: Int32 = np.minimum(table, 2**31 - 1).astype(np.int32)
    return cut


def _straight(
    profiles: Sequence[str], spots: Sequence[Spot], report: Mistakes
) -> tuple[Tables, dict[Spot, int]]:
    for profile in profiles:
        if profile not in STRAIGHT:
            report.not_done(
                "vehicles.profile",
                profile,
                phrase(
                    "profiles other than {profiles} without a matrix", profiles=", ".join(STRAIGHT)
                ),
            )
    points: dict[tuple[float, float], int] = {}
    for spot in spots:
        if spot.coordinate is None:
            report.tell(
                "problem-incomplete",
                phrase("without matrices the place needs coordinates"),
                phrase("add matrices or coordinates"),
                where=spot.where,
            )
        else:
            points.setdefault(spot.coordinate, len(points))
    report.stop_if_wrong()
    places = [Place(Coordinate(*point), "") for point in points]
    modes = [STRAIGHT[profile] for profile in profiles]
    lines = StraightLine().tables(places, modes)
    tables: Tables = {
        profile: (lines.of(mode), lines.metres[k])
        for k, (profile, mode) in enumerate(zip(profiles, modes, strict=True))
    }
    return tables, {spot: points[spot.coordinate] for spot in spots if spot.coordinate}
