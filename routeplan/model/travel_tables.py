"""Travel times: tables of places by places, and what a judge needs of them: one way at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

NO_WAY = -1
"""In travel tables: there is no way from here to there by this mode."""


class Mode(StrEnum):
    """How a shift travels."""

    FOOT = "foot"
    BIKE = "bike"
    CAR = "car"


class KnownWays(Protocol):
    """Whoever knows the ways that a plan has, whether there is a table of all ways or not."""

    @property
    def source(self) -> str:
        """As pages name it."""
        ...

    @property
    def estimate(self) -> bool:
        """True for straight lines."""
        ...

    def between(self, mode: Mode, here: int, there: int) -> tuple[int, int]:
        """Seconds and metres from place to place; ``NO_WAY`` in both where there is no way."""
        ...


@dataclass(frozen=True, slots=True)
class OffStreet:
    """Why a place is out of reach by a mode.

    Parameters
    ----------
    code
        From the index in ``docs/errors.md``; empty where only the tables tell.
    within
        How near a way must be, in metres.
    metres
        How far the nearest way is; None where nobody knows.
    kind, name
        What the map calls a way that is near enough and not open: ``footway``, its name.
    """

    code: str = ""
    within: float = 0
    metres: int | None = None
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class TravelTables:
    """Seconds and metres between all places, for each mode.

    Parameters
    ----------
    modes
        ``m`` modes, the first axis of the tables.
    seconds, metres
        ``(m, p, p)`` int32, row = from, column = to, ``NO_WAY`` where there is none. Door-to-street
        walking is included; the diagonal is 0 (moving inside a place is ``same_building_seconds``
        and belongs to the problem). Read-only.
    source
        Named on pages: ``streets``, ``street server`` or ``straight-line estimate``.
    estimate
        True for straight lines: every page says so.
    off_street
        Why a place cannot be reached, by (mode, place).
    """

    modes: tuple[Mode, ...]
    seconds: npt.NDArray[np.int32]
    metres: npt.NDArray[np.int32]
    source: str
    estimate: bool = False
    off_street: Mapping[tuple[Mode, int], OffStreet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.modes), *self.seconds.shape[-1:] * 2)
        if self.seconds.shape != shape or self.metres.shape != shape:
            raise ValueError(f"travel tables are (modes, places, places), not {self.seconds.shape}")
        self.seconds.setflags(write=False)
        self.metres.setflags(write=False)

    def of(self, mode: Mode) -> npt.NDArray[np.int32]:
        """Seconds ``(p, p)`` by one mode."""
        table: npt.NDArray[np.int32] = self.seconds[self.modes.index(mode)]
        return table

    def between(self, mode: Mode, here: int, there: int) -> tuple[int, int]:
        """Seconds and metres from place to place, 0 inside a place."""
        m = self.modes.index(mode)
        return int(self.seconds[m, here, there]), int(self.metres[m, here, there])
