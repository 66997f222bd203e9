"""A problem of single visits on one day, as other programs know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.model.inputs import NO_WAY, Mode
from routeplan.problem.arrays import NO_BREAK, Int32, Int64, Problem, UInt8

FAR_SECONDS = 1 << 27
"""Times and ways from here on are refused or cut: the search adds several of them in 32 bits."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Client:
    """One visit: a place, a length, and the spans that it may start within (sorted, disjoint)."""

    place: int
    seconds: int
    starts: Sequence[Span]
    load: int = 0


@dataclass(frozen=True)
class Vehicle:
    """One shift: its hours, where it begins and ends, its break (earliest, latest, seconds)."""

    mode: int
    begin: int
    end: int
    start_place: int
    end_place: int
    max_load: int
    pause: tuple[int, int, int] | None = None


def plain_problem(
    clients: Sequence[Client],
    vehicles: Sequence[Vehicle],
    travel: Int32,
    *,
    worth: Int64,
    required: np.ndarray[tuple[int], np.dtype[np.bool_]],
    roles: UInt8,
) -> Problem:
    """The problem of these clients and vehicles; ``travel`` is ``(m, p, p)`` seconds."""
    n, s = len(clients), len(vehicles)
    starts = np.array([span for client in clients for span in client.starts], np.int32).reshape(
        -1, 2
    )
    pauses = [vehicle.pause or (NO_BREAK, NO_BREAK, NO_BREAK) for vehicle in vehicles]
    pause = np.array(pauses, np.int32).reshape(s, 3)
    return Problem(
        visit_place=_ints([client.place for client in clients]),
        visit_seconds=_ints([client.seconds for client in clients]),
        officers_needed=np.ones(n, np.uint8),
        load=_ints([client.load for client in clients]),
        worth=worth,
        promised=required,
        siblings=np.full(n, -1, np.int32),
        least_days=np.zeros(n, np.int32),
        start_offset=np.cumsum([0, *(len(client.starts) for client in clients)]).astype(np.int32),
        start_first=starts[:, 0].copy(),
        start_last=starts[:, 1].copy(),
        start_lost=np.zeros(len(starts), np.int64),
        roles=roles,
        minor_cost=np.zeros((n, s), np.int32),
        shift_day=np.zeros(s, np.int32),
        shift_mode=_ints([vehicle.mode for vehicle in vehicles]),
        shift_begin=_ints([vehicle.begin for vehicle in vehicles]),
        shift_end=_ints([vehicle.end for vehicle in vehicles]),
        shift_start_place=_ints([vehicle.start_place for vehicle in vehicles]),
        shift_end_place=_ints([vehicle.end_place for vehicle in vehicles]),
        shift_officers=np.ones(s, np.uint8),
        break_earliest=pause[:, 0].copy(),
        break_latest=pause[:, 1].copy(),
        break_seconds=pause[:, 2].copy(),
        max_load=_ints([vehicle.max_load for vehicle in vehicles]),
        max_busy=np.full(s, 2**31 - 1, np.int32),
        travel=travel,
        modes=(Mode.CAR,) * len(travel),
    )


def with_ends(
    travel: Int32, ends: Sequence[tuple[int | None, int | None]]
) -> tuple[Int32, list[Span]]:
    """Places for vehicles that begin and end apart, or have no fixed begin or end.

    An idle shift is charged the way from its begin to its end, which nobody drives in others'
    problems; and a vehicle may begin at its first stop. So each such pair of ends gets two places
    of its own: copies of the real ones (or none: no way from there takes time), with no time
    between them.

    Returns
    -------
    The larger travel, and per vehicle the indices of its begin and its end.
    """
    given = travel.shape[1]
    # a way from a place to itself may take time: an idle shift is not charged that either
    windows = list(
        dict.fromkeys((a, b) for a, b in ends if a != b or a is None or travel[:, a, a].any())
    )
    wide = np.zeros((len(travel), given + 2 * len(windows), given + 2 * len(windows)), np.int32)
    wide[:, :given, :given] = travel
    for k, (begin, end) in enumerate(windows):
        first, last = given + 2 * k, given + 2 * k + 1
        if begin is not None:
            wide[:, first, :given] = travel[:, begin]
        if end is not None:
            wide[:, :given, last] = travel[:, :, end]
        # nobody goes back to where he began, nor on from where he ended
        wide[:, :, first] = NO_WAY
        wide[:, last, :] = NO_WAY
        wide[:, first, last] = 0
    places = []
    for begin, end in ends:
        if (begin, end) not in windows:
            assert begin is not None
            places.append((begin, begin))
        else:
            first = given + 2 * windows.index((begin, end))
            places.append((first, first + 1))
    return wide, places


def _ints(values: Sequence[int]) -> Int32:
    return np.array(values, np.int32)
