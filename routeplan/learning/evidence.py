"""The calls to learn from, as columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from routeplan.visitlog.log_records import Result
from routeplan.visitlog.reading import doors, last_number
from routeplan.visitlog.store import reading

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_DAY = 86_400
_GONE = (Result.MOVED, Result.WRONG)


@dataclass(frozen=True)
class KnownCalls:
    """``n`` calls at the door of households that are known, by day and time.

    Parameters
    ----------
    who
        ``(n,)`` index of the household.
    weekday, at
        ``(n,)`` 0 for Monday; seconds after 00:00, -1 where nobody knows.
    met
        ``(n,)`` whether somebody was met; else nobody opened.
    promised
        ``(n,)`` whether the household was waiting, for that day was promised.
    same
        ``(n,)`` whether the people of then live there still.
    seconds
        ``(n,)`` how long it took, NaN where nobody wrote it down.
    """

    who: Ints
    weekday: Ints
    at: Ints
    met: Bools
    promised: Bools
    same: Bools
    seconds: Floats

    def __len__(self) -> int:
        return len(self.who)

    def where(self, chosen: Bools) -> Self:
        """Some of them."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True)
class Evidence:
    """The rows of the log, and the number of its last entry: see :func:`reading.doors`."""

    entry: int = 0
    rows: tuple[tuple[str, str, int | None, str, int | None, int], ...] = ()


def read_evidence(path: Path, day: date, entry: int | None = None) -> Evidence:
    """What there is to learn from the days before ``day``; nothing where there is no log yet.

    Parameters
    ----------
    entry
        As the log stood when it was so long; by default all of it.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    if not path.exists():
        return Evidence()
    with reading(path) as log:
        known = last_number(log) if entry is None else entry
        return Evidence(known, tuple(doors(log, day, known)))


def calls_of(evidence: Evidence, index: Mapping[str, int]) -> KnownCalls:
    """The calls on households that ``index`` has; two officers at one door are one call."""
    days = {row[1]: date.fromisoformat(row[1]) for row in evidence.rows}
    rows = [row for row in evidence.rows if row[0] in index]
    results = [row[3] for row in rows]
    who = np.array([index[row[0]] for row in rows], np.int64)
    gone = np.isin(results, _GONE) if rows else np.zeros(0, bool)
    # A result counts for whoever lives there now when no move was told behind it.
    left = np.full(len(index), -1)
    left[who[gone]] = np.flatnonzero(gone)
    day = np.array([days[row[1]].toordinal() for row in rows], np.int64)
    at = np.array([-1 if row[2] is None else row[2] for row in rows], np.int64)
    calls = KnownCalls(
        who=who,
        weekday=(day + at // _DAY * (at >= 0) - 1) % 7,  # 0001-01-01, ordinal 1, was a Monday
        at=np.where(at >= 0, at % _DAY, -1),
        met=np.isin(results, (Result.MET, Result.ENTERED)) if rows else np.zeros(0, bool),
        promised=np.array([row[5] for row in rows], bool),
        same=np.arange(len(rows)) > left[who],
        seconds=np.array([np.nan if row[4] is None else row[4] for row in rows], np.float64),
    )
    return calls.where(~gone & ~_again(who, day, at))


def _again(who: Ints, day: Ints, at: Ints) -> Bools:
    """Calls of which an earlier row tells already: the same door at the same time."""
    once = np.zeros(len(who), bool)
    once[np.unique((who * 4_000_000 + day) * 2 * _DAY + at, return_index=True)[1]] = True
    return ~once & (at >= 0)
