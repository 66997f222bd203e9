"""A street server that answers like OSRM, on this computer's own loopback.

Its one street runs east: from longitude to longitude it takes 1,000 s and 2,000 m a degree, and
every door stands 5 m beside it.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Point = tuple[float, float]
SNAP = 5.0


class StandIn:
    """The server; ``paths`` notes what was asked, ``say`` makes it answer something else."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.said: tuple[int, bytes] | None = None
        self.promised_bytes = 0
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def say(self, answer: object, status: int = 200, promised_bytes: int = 0) -> None:
        """Answer so from now on; bytes are sent as they are."""
        self.said = status, answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.promised_bytes = promised_bytes

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand_in.paths.append(self.path)
                status, body = stand_in.said or (200, json.dumps(answer(self.path)).encode())
                self.send_response(status)
                self.send_header("Content-Length", str(stand_in.promised_bytes or len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *line: object) -> None:
                """Say nothing."""

        return Handler


def answer(path: str) -> dict[str, Any]:
    """What OSRM would say to such a path."""
    parts = urlsplit(path)
    service, _, _, where = parts.path.split("/")[-4:]
    options = {key: values[0] for key, values in parse_qs(parts.query).items()}
    points = [(float(lon), float(lat)) for lon, lat in (p.split(",") for p in where.split(";"))]
    return {"code": "Ok"} | {"nearest": _nearest, "table": _table, "route": _route}[service](
        points, options
    )


def _nearest(points: list[Point], options: dict[str, str]) -> dict[str, Any]:
    ((longitude, latitude),) = points
    spot = {"location": [longitude, latitude], "distance": SNAP, "name": "Long Street"}
    return {"waypoints": [spot | {"nodes": [1, 2]}]}


def _table(points: list[Point], options: dict[str, str]) -> dict[str, Any]:
    assert options["radiuses"] == ";".join(["1"] * len(points))
    sources = [points[int(k)] for k in options["sources"].split(";")]
    targets = [points[int(k)] for k in options["destinations"].split(";")]
    apart = [[abs(here[0] - there[0]) for there in targets] for here in sources]
    return {
        "durations": [[1000 * x for x in row] for row in apart],
        "distances": [[2000 * x for x in row] for row in apart],
    }


def _route(points: list[Point], options: dict[str, str]) -> dict[str, Any]:
    assert (options["steps"], options["overview"]) == ("true", "full")
    assert options["geometries"] == "geojson"
    step = {"name": "Long Street", "distance": 10, "maneuver": {"type": "depart"}}
    return {"routes": [{"geometry": {"coordinates": points}, "legs": [{"steps": [step]}]}]}
