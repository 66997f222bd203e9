"""What is asked of OSRM, wherever it runs, and how its answers are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import Coordinate, Mode
from routeplan.model.plan import Turn

Floats = npt.NDArray[np.float64]


PIN_METRES = 1.0
"""Tables and ways are asked between spots on streets, and OSRM may look no farther for these.

Left alone, it puts a place on another street in one question than in the next: where a nearer one
is joined to little, it depends on the other places asked for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot on a street: where, how many metres from the door, on which piece of which way."""

    at: Coordinate
    metres: float
    piece: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class TableRows:
    """A part of a table: ``(sources, targets)`` seconds and metres, NaN where there is no way."""

    seconds: Floats
    metres: Floats


@dataclass(frozen=True, slots=True)
class Way:
    """One way along streets: (latitude, longitude) pairs, and the turns."""

    line: tuple[tuple[float, float], ...]
    turns: tuple[Turn, ...]


class Router(Protocol):
    """OSRM for one mode."""

    mode: Mode
    rows_at_once: int

    def near(self, points: Sequence[Coordinate], number: int) -> list[list[Spot]]:
        """Up to so many spots on streets near each point, the nearest first, however far."""
        ...

    def table(self, sources: Sequence[Coordinate], targets: Sequence[Coordinate]) -> TableRows:
        """Seconds and metres between spots on streets."""
        ...

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of spots on streets."""
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


def read_table(answer: Mapping[str, Any]) -> TableRows:
    """OSRM's table answer."""
    seconds, metres = _floats(answer["durations"]), _floats(answer["distances"])
    if seconds.shape != metres.shape:
        raise ValueError(f"a table of {seconds.shape} seconds has {metres.shape} metres")
    return TableRows(seconds, metres)


def read_spots(answer: Mapping[str, Any]) -> list[Spot]:
    """OSRM's answer on what is nearest; the same piece of a way is told once."""
    spots: dict[tuple[int, ...], Spot] = {}
    for point in answer["waypoints"]:
        longitude, latitude = (float(degrees) for degrees in point["location"])
        piece = tuple(sorted(int(node) for node in point["nodes"]))
        at = Coordinate(round(latitude, 6), round(longitude, 6))
        spots.setdefault(piece, Spot(at, float(point["distance"]), piece, str(point["name"])))
    if not spots:
        raise ValueError("no spot at all")
    return list(spots.values())


def _floats(rows: Sequence[Sequence[float | None]]) -> Floats:
    return np.array([[np.nan if x is None else x for x in row] for row in rows], np.float64)


def read_way(answer: Mapping[str, Any]) -> Way:
    """OSRM's route answer, the steps of one street joined into one turn."""
    route = answer["routes"][0]
    line = tuple((round(lat, 6), round(lon, 6)) for lon, lat in route["geometry"]["coordinates"])
    turns: list[Turn] = []
    for step in route["legs"][0]["steps"]:
        kind, street = str(step["maneuver"]["type"]), str(step["name"])
        metres = round(float(step["distance"]))
        if kind == "arrive":
            break
        if turns and turns[-1].street == street:
            last = turns.pop()
            turns.append(Turn(last.manoeuvre, street, last.metres + metres))
        else:
            turns.append(Turn(_manoeuvre(kind, step["maneuver"]), street, metres))
    return Way(line, tuple(turns))


def _manoeuvre(kind: str, manoeuvre: Mapping[str, Any]) -> str:
    if kind == "depart":
        return "start"
    if "roundabout" in kind or "rotary" in kind:
        return "roundabout"
    return str(manoeuvre["modifier"]) if "modifier" in manoeuvre else "straight"
