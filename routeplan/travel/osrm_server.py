"""OSRM on a server that the department already runs, asked only when the settings name it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import numpy as np

from routeplan.errors import StreetNetworkError
from routeplan.model import Coordinate, Mode
from routeplan.travel.osrm_router import Floats, TableRows, Way, read_table, read_way

SECONDS_TO_ANSWER = 60
BLOCK = 100
"""Points named at once on either side of a table: 200 make an address of about 4,000 characters."""
PROFILES = {Mode.FOOT: "foot", Mode.BIKE: "bike", Mode.CAR: "driving"}


class ServerRouter:
    """A street server for one mode."""

    rows_at_once = BLOCK

    def __init__(self, mode: Mode, address: str) -> None:
        if not address.startswith(("http://", "https://")):
            raise StreetNetworkError(f"a street server's address begins with http://: {address!r}")
        self.mode = mode
        self._address = address.rstrip("/")

    def snaps(self, points: Sequence[Coordinate]) -> Floats:
        """Metres from each point to the nearest street; inf where there is none."""
        return np.array([self._snap(point) for point in points], np.float64)

    def rows(self, points: Sequence[Coordinate], first: int, last: int) -> TableRows:
        """Rows ``first`` to ``last`` of the table over the points, block by block."""
        blocks = [
            self._block(points, range(first, last), range(at, min(at + BLOCK, len(points))))
            for at in range(0, len(points), BLOCK)
        ]
        return TableRows(
            np.concatenate([block.seconds for block in blocks], axis=1),
            np.concatenate([block.metres for block in blocks], axis=1),
            np.concatenate([block.snaps for block in blocks]),
        )

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of points."""
        options = "steps=true&overview=full&geometries=geojson&generate_hints=false"
        return [read_way(self._get("route", pair, options)) for pair in ends]

    def close(self) -> None:
        """Nothing is held open."""

    def _snap(self, point: Coordinate) -> float:
        answer = self._get("nearest", [point], "number=1&generate_hints=false", may_fail=True)
        return float(answer["waypoints"][0]["distance"]) if answer else float("inf")

    def _block(self, points: Sequence[Coordinate], rows: range, columns: range) -> TableRows:
        named = [points[k] for k in rows] + [points[k] for k in columns]
        sources = ";".join(str(k) for k in range(len(rows)))
        targets = ";".join(str(k) for k in range(len(rows), len(named)))
        options = f"sources={sources}&destinations={targets}&annotations=duration,distance"
        return read_table(self._get("table", named, f"{options}&generate_hints=false"))

    def _get(
        self, service: str, points: Sequence[Coordinate], options: str, *, may_fail: bool = False
    ) -> dict[str, Any]:
        where = ";".join(f"{point.longitude:.6f},{point.latitude:.6f}" for point in points)
        path = f"{service}/v1/{PROFILES[self.mode]}/{quote(where, safe=',;')}?{options}"
        try:
            request = Request(f"{self._address}/{path}", headers={"User-Agent": "routeplan"})
            with urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:
                content = json.load(answer)
        except (URLError, OSError, ValueError) as error:
            if may_fail and getattr(error, "code", None) == 400:
                return {}
            raise StreetNetworkError(
                f"the street server for {self.mode} at {self._address} does not answer: {error}"
            ) from error
        if not isinstance(content, dict) or content.get("code") != "Ok":
            raise StreetNetworkError(
                f"the street server for {self.mode} answered: {content!r:.200}"
            )
        return content
