"""OSRM in this program: one worker process per mode."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from pathlib import Path
from typing import ParamSpec, TypeVar

from routeplan.errors import StreetNetworkError
from routeplan.model import Coordinate, Mode
from routeplan.travel import osrm_worker
from routeplan.travel.osrm_router import Floats, TableRows, Way

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

    def snaps(self, points: Sequence[Coordinate]) -> Floats:
        """Metres from each point to the nearest street."""
        return self._ask(osrm_worker.snaps, self._network, _pairs(points))

    def rows(self, points: Sequence[Coordinate], first: int, last: int) -> TableRows:
        """Rows ``first`` to ``last`` of the table over the points."""
        return self._ask(osrm_worker.rows, self._network, _pairs(points), first, last)

    def ways(self, ends: Sequence[tuple[Coordinate, Coordinate]]) -> list[Way]:
        """The way between each pair of points."""
        pairs = [(_pair(here), _pair(there)) for here, there in ends]
        return self._ask(osrm_worker.ways, self._network, pairs)

    def close(self) -> None:
        """End the worker process."""
        self._let_go(wait=True)

    @cached_property
    def _worker(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=osrm_worker.ignore_interrupts,
        )

    def _ask(self, question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return self._worker.submit(question, *args, **kwargs).result()
        except BrokenProcessPool as error:
            self.close()
            raise StreetNetworkError(
                f"the process that computes ways by {self.mode} ended; is there enough memory?"
            ) from error
        except (RuntimeError, MemoryError) as error:
            raise StreetNetworkError(
                f"the street network by {self.mode} gave no answer: {error}; if its files are "
                f"damaged, remove the folder {self._folder} and it is built again"
            ) from error
        except KeyboardInterrupt:
            self._let_go(wait=False)  # it ends by itself once its answer is ready
            raise

    def _let_go(self, *, wait: bool) -> None:
        if "_worker" in self.__dict__:
            self._worker.shutdown(wait=wait, cancel_futures=True)
            del self.__dict__["_worker"]


def _pair(point: Coordinate) -> tuple[float, float]:
    return point.longitude, point.latitude


def _pairs(points: Sequence[Coordinate]) -> list[tuple[float, float]]:
    return [_pair(point) for point in points]
