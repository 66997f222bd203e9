"""OSRM on a server that the department already runs, asked only when the settings name it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import IO, Any, TypeVar
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import numpy as np

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import MODE_NAMES, Coordinate, Mode
from routeplan.phrases import phrase
from routeplan.travel.osrm_router import (
    PIN_METRES,
    Spot,
    TableRows,
    Way,
    read_spots,
    read_table,
    read_way,
)

SECONDS_TO_ANSWER = 60
BLOCK = 100
"""Points named at once on either side of a table: 200 make an address of about 4,000 characters."""
MOST_NEAR = 100
"""Spots that OSRM's server names at most for one place, unless told otherwise."""
PROFILES = {Mode.FOOT: "foot", Mode.BIKE: "bike", Mode.CAR: "driving"}
DIRECTLY = build_opener(ProxyHandler({}))
"""Where people live is told to the server that the settings name, and to no proxy."""

T = TypeVar("T")


class ServerRouter:
    """A street server for one mode."""

    rows_at_once = BLOCK

    def __init__(self, mode: Mode, address: str) -> None:
        if not address.startswith(("http://", "https://")):
            raise StreetNetworkError(
                phrase(
                    "a street server's address begins with http://: {address!r}", address=address
                )
            )
        self.mode = mode
        self._address = address.rstrip("/")

    def near(self, points: Sequence[Coordinate], number: int) -> list[list[Spot]]:
        """Up to so many spots on streets near each point, the nearest first, however far."""
        options = f"number={min(number, MOST_NEAR)}&generate_hints=false"
        return [self._ask("nearest", [point], options, _read_near) for point in points]

    def table(self, sources: Sequence[Coordinate], targets: Sequence[Coordinate]) -> TableRows:
        """Seconds and metres between spots on streets, block by block."""
        rows = [
            [
                self._block(sources[row : row + BLOCK], targets[column : column + BLOCK])
                for column in range(0, len(targets), BLOCK)
            ]
            for row in range(0, len(sources), BLOCK)
        ]
        return TableRows(
            np.block([[block.seconds for block in row] for row in rows]),
            np.block([[block.metres for block in row] for row in rows]),
        )

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of spots on streets."""
        options = f"steps=true&overview=full&geometries=geojson&{_pinned(2)}&generate_hints=false"
        return [self._ask("route", pair, options, read_way) for pair in ends]

    def close(self) -> None:
        """Nothing is held open."""

    def _block(self, rows: Sequence[Coordinate], columns: Sequence[Coordinate]) -> TableRows:
        named = [*rows, *columns]
        sources = ";".join(str(k) for k in range(len(rows)))
        targets = ";".join(str(k) for k in range(len(rows), len(named)))
        options = (
            f"sources={sources}&destinations={targets}&annotations=duration,distance&"
            f"{_pinned(len(named))}"
        )
        block = self._ask("table", named, f"{options}&generate_hints=false", read_table)
        if block.seconds.shape != (len(rows), len(columns)):
            raise StreetNetworkError(
                phrase(
                    "the street server for {mode} at {address} gave a table of {shape} for "
                    "{rows} x {columns} places",
                    mode=MODE_NAMES[self.mode],
                    address=self._address,
                    shape=block.seconds.shape,
                    rows=len(rows),
                    columns=len(columns),
                )
            )
        return block

    def _ask(
        self,
        service: str,
        points: Sequence[Coordinate],
        options: str,
        read: Callable[[Mapping[str, Any]], T],
    ) -> T:
        where = ";".join(f"{point.longitude:.6f},{point.latitude:.6f}" for point in points)
        answer = self._get(f"{service}/v1/{PROFILES[self.mode]}/{where}?{options}")
        try:
            return read(answer)
        except (LookupError, TypeError, ValueError) as error:
            said = answer.get("message", answer)
            raise StreetNetworkError(
                phrase(
                    "the street server for {mode} at {address} cannot answer '{service}': "
                    "{said!s:.200}",
                    mode=MODE_NAMES[self.mode],
                    address=self._address,
                    service=service,
                    said=said,
                )
            ) from error

    def _get(self, path: str) -> dict[str, Any]:
        """The server's answer, also one that says what is wrong."""
        try:
            with self._open(path) as answer:
                content = json.load(answer)
        except (OSError, HTTPException, ValueError) as error:
            raise StreetNetworkError(
                phrase(
                    "the street server for {mode} at {address} does not answer: {error}",
                    mode=MODE_NAMES[self.mode],
                    address=self._address,
                    error=error,
                )
            ) from error
        return content if isinstance(content, dict) else {"message": content}

    def _open(self, path: str) -> IO[bytes]:
        request = Request(f"{self._address}/{path}", headers={"User-Agent": "routeplan"})
        try:
            answer: IO[bytes] = DIRECTLY.open(request, timeout=SECONDS_TO_ANSWER)
        except HTTPError as refusal:
            if refusal.code == HTTPStatus.BAD_REQUEST:
                return refusal  # OSRM says in it what is wrong
            refusal.close()
            raise
        return answer


def _pinned(count: int) -> str:
    return "radiuses=" + ";".join([f"{PIN_METRES:g}"] * count)


def _read_near(answer: Mapping[str, Any]) -> list[Spot]:
    return [] if answer["code"] == "NoSegment" else read_spots(answer)
