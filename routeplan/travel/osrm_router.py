"""What is asked of OSRM, wherever it runs, and how its answers are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from routeplan.model import Coordinate, Mode
from routeplan.plan import Turn

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Some rows of a table: ``(rows, points)`` seconds and metres, NaN where there is no way.

    ``from_street`` and ``to_street`` are how far the two doors lie from the streets that the way
    begins and ends on, in metres. OSRM puts a door on a street farther away than the nearest when
    the nearest, an island perhaps, is not connected.
    """

    seconds: Floats
    metres: Floats
    from_street: Floats
    to_street: Floats


@dataclass(frozen=True, slots=True)
class Way:
    """One way along streets: (latitude, longitude) pairs, and the turns."""

    line: tuple[tuple[float, float], ...]
    turns: tuple[Turn, ...]


class Router(Protocol):
    """OSRM for one mode."""

    mode: Mode
    rows_at_once: int

    def snaps(self, points: Sequence[Coordinate]) -> Floats:
        """Metres from each point to the nearest street; inf where there is none."""
        ...

    def rows(self, points: Sequence[Coordinate], first: int, last: int) -> TableRows:
        """Rows ``first`` to ``last`` (not included) of the table over the points."""
        ...

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of points."""
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


def read_table(answer: Mapping[str, Any]) -> TableRows:
    """OSRM's table answer."""
    seconds, metres = _floats(answer["durations"]), _floats(answer["distances"])
    here, there = _snaps(answer["sources"]), _snaps(answer["destinations"])
    shape = (len(here), len(there))
    if seconds.shape != shape or metres.shape != shape:
        raise ValueError(f"a table of {shape} has {seconds.shape} and {metres.shape} values")
    return TableRows(
        seconds, metres, np.broadcast_to(here[:, None], shape), np.broadcast_to(there, shape)
    )


def _snaps(points: Sequence[Mapping[str, Any]]) -> Floats:
    return np.array([point["distance"] for point in points], np.float64)


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
