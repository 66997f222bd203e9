"""OSRM in this program: one worker process per mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

from routeplan.errors import StreetNetworkError
from routeplan.helper_process import Worker, WorkerEndedError
from routeplan.model.inputs import MODE_NAMES, Coordinate, Mode
from routeplan.phrases import phrase
from routeplan.travel import osrm_worker
from routeplan.travel.osrm_router import Spot, TableRows, Way

P = ParamSpec("P")
R = TypeVar("R")


class EmbeddedRouter:
    """A built network, asked in a process of its own."""

    rows_at_once = 200
    """A 3,000 x 3,000 table in one call peaks at 2.6 GB, in such chunks at 0.6 GB."""

    def __init__(self, mode: Mode, network: Path) -> None:
        self.mode = mode
        self._folder = network.parent
        self._network = str(network)
        self._worker: Worker | None = None

    def near(self, points: Sequence[Coordinate], number: int) -> list[list[Spot]]:
        """Up to so many spots on streets near each point, the nearest first, however far."""
        return self._ask(osrm_worker.near, self._network, _pairs(points), number)

    def table(self, sources: Sequence[Coordinate], targets: Sequence[Coordinate]) -> TableRows:
        """Seconds and metres between spots on streets."""
        return self._ask(osrm_worker.table, self._network, _pairs(sources), _pairs(targets))

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of spots on streets."""
        pairs = [(_pair(here), _pair(there)) for here, there in ends]
        return self._ask(osrm_worker.ways, self._network, pairs)

    def close(self) -> None:
        """End the worker process, whatever it does."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.end()

    def _ask(self, question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        if self._worker is None:
            self._worker = Worker()
        try:
            return self._worker.ask(question, *args, **kwargs)
        except WorkerEndedError as error:
            self.close()
            raise StreetNetworkError(
                phrase(
                    "the process that computes ways by {mode} ended; is there enough memory?",
                    mode=MODE_NAMES[self.mode],
                )
            ) from error
        except (RuntimeError, MemoryError) as error:
            raise StreetNetworkError(
                phrase(
                    "the street network by {mode} gave no answer: {error}; if its files are"
                    " damaged, remove the folder {folder} and it is built again",
                    mode=MODE_NAMES[self.mode],
                    error=error,
                    folder=self._folder,
                )
            ) from error
        except KeyboardInterrupt:
            self.close()
            raise


def _pair(point: Coordinate) -> tuple[float, float]:
    return point.longitude, point.latitude


def _pairs(points: Sequence[Coordinate]) -> list[tuple[float, float]]:
    return [_pair(point) for point in points]
