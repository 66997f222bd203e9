"""The arrays of the search, their shapes and units, and the columns of the packed ones.

``n`` visits, ``c >= n`` *clients* (client ``v < n`` is visit ``v``; the second halves of
two-officer visits follow), ``s`` shifts, ``N = c + 2 s`` *nodes*: the clients, then each shift's
start, then each shift's end. ``p`` places, ``m`` modes, ``d`` days, ``w`` start windows. Seconds
throughout.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.engines.ruin_recreate.kernels.xorshift import State

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

FAR = 1 << 28
"""Later than any time, dearer than any way. Sums of a few still fit into 32 bits."""
NEVER = -FAR
"""Earlier than any time."""
NONE = -1

# Columns of Instance.shift
BEGIN, END, DAY, MODE, OFFICERS, MAX_LOAD, MAX_BUSY = range(7)
BREAK_EARLIEST, BREAK_LATEST, BREAK_SECONDS = 7, 8, 9
LIKE, TAIL_LIKE = 10, 11
"""Shifts of one number are as good as each other; the ends of their routes can be exchanged."""
WAITING_PRICE = 12
"""Thousandths of a second that each second costs which the shift waits outside."""
SHIFT_COLUMNS = 13

# Columns of Instance.window, and the first two of Best.pin
FIRST, LAST, COST = range(3)

# Columns of Routes.node
EARLY_AHEAD, EARLY_BEHIND = 0, 1
"""Earliest start here with the break still ahead, and with the break behind."""
LATE_AHEAD, LATE_BEHIND = 2, 3
"""Latest start here such that the rest still fits, break ahead or behind."""
ARC = 4
"""Travel to the next node."""
PIN_FIRST, PIN_LAST = 5, 6
"""The start window chosen; ``NONE`` in the first for any window of the day."""
FEE = 7
"""What is charged here besides travel: lost chance and minor costs (of a pair, the first half); at
a shift's start, what it waits outside."""
NODE_COLUMNS = 8

# Entries of Routes.tally
COST_NOW, MISSED_NOW, ROUTED, USED, ABSENT, EMPTIES, ITERATION, BEST_COST, BEST_MISSED = range(9)
BEST_ROUTED, ACCEPTED = 9, 10
TALLY_ENTRIES = 11

# Entries of Undo.tally
SHIFTS_TOUCHED, COST_BEFORE, MISSED_BEFORE, ROUTED_BEFORE = range(4)
UNDO_ENTRIES = 4

# Columns of the stops that ``routes.attach_all`` is given
STOP_CLIENT, STOP_FIRST, STOP_LAST, STOP_FEE = range(4)

# Columns of Work.option, the candidate halves of a pair
OPT_AFTER, OPT_SHIFT, OPT_DELTA, OPT_FIRST, OPT_LAST = range(5)
OPTION_COLUMNS = 5
MAX_OPTIONS = 256
"""Each is tried with each other, so the list is short; the dearest fall off."""


class Instance(NamedTuple):
    """What does not change during a search."""

    place: Ints  # (N,)
    service: Ints  # (N,) 0 at starts and ends
    visit: Ints  # (c,) the visit a client belongs to
    twin: Ints  # (c,) the other half, NONE for single visits
    load: Ints  # (c,) added to its shift's
    shift: Ints  # (s, SHIFT_COLUMNS)
    travel: Ints  # (m, p, p) FAR where there is no way
    travel_to: Ints  # (m, p, p) [mode, to, from]: a row of it holds all ways to one place
    window: Ints  # (w, 3) start windows by visit and day, sorted by time
    window_from: Ints  # (n * d + 1,) where those of visit v on day k begin: [v * d + k]
    by_cost: Ints  # (w,) the same windows, cheapest first
    cheapest: Ints  # (n, d) cheapest window of a day, FAR when there is none
    uniform: Bytes  # (n, d) 1 when all windows of that day cost the same
    worth: Longs  # (n,)
    promised: Bytes  # (n,)
    stays: Bytes  # (n,) 1 for visits that are never taken off their shifts
    roles: Bytes  # (n, s)
    minor_cost: Ints  # (n, s)
    least_fee: Ints  # (n, s) of a visit in a shift; FAR where not even one half of a pair can be
    sibling: Ints  # (n,) the next visit to the same household, round in a ring
    least_days: Ints  # (n,)
    neighbour: Ints  # (n, K) visits worth standing next to, NONE-padded
    adjacent: Ints  # (n, A) visits near by, to be removed together, NONE-padded
    order: Floats  # (orders, n) sort keys for putting visits back
    changeable: Bytes  # (s,) 1 for shifts that this search may change: those of its part, or all
    movable: Bytes  # (n,) 1 for the visits that it may move
    mine: Ints  # (k,) the movable visits, listed; where they are many, along a chain of places


class Routes(NamedTuple):
    """The current routes and everything kept up to date with them."""

    next: Ints  # (N,)
    prev: Ints  # (N,)
    shift_of: Ints  # (c,) NONE when not on a route
    node: Ints  # (N, NODE_COLUMNS)
    stops: Ints  # (s,)
    load: Ints  # (s,)
    busy: Ints  # (s,) travel + visits
    absent: Ints  # (n,) the first tally[ABSENT] are the visits on no route
    absent_at: Ints  # (n,) where a visit stands in that list, NONE when it is on a route
    empty: Ints  # (s,) the first tally[EMPTIES] are the shifts without a stop
    empty_at: Ints  # (s,)
    tally: Longs  # (TALLY_ENTRIES,)


class Undo(NamedTuple):
    """The touched routes as they were before the current iteration."""

    stamp: Longs  # (s,) iteration that touched the shift last
    shift: Ints  # (s,) touched shifts
    stops: Ints  # (s,)
    load: Ints  # (s,)
    busy: Ints  # (s,)
    from_: Ints  # (s + 1,) where each one's nodes begin in the next two
    order: Ints  # (N,)
    node: Ints  # (N, NODE_COLUMNS)
    tally: Longs  # (UNDO_ENTRIES,)


class Best(NamedTuple):
    """The best routes so far."""

    next: Ints  # (N,)
    pin: Ints  # (N, 2)
    dirty: Bytes  # (s,) shifts changed since they were last saved


class Work(NamedTuple):
    """Scratch of one iteration."""

    removed: Ints  # (n,) visits to put back
    is_removed: Longs  # (n,) iteration that put it on that list
    key: Floats  # (n,)
    position: Ints  # (N,) candidate positions: insert after this node
    seen: Longs  # (N,) token that listed the position last
    option: Ints  # (MAX_OPTIONS, OPTION_COLUMNS)
    token: Longs  # (1,)
    full_shift: Floats  # (1,) seconds that a full shift is worth now, beside the objective


class Tuning(NamedTuple):
    """The numbers that steer the search.

    SISR is Christiaens & Vanden Berghe (2020), with its symbols; "measured" refers to
    benchmarks/TRIED.md. A number without either was set by hand once and never measured alone.

    Parameters
    ----------
    removed_mean
        Visits that a ruin removes on average, above 0. SISR's average number of removed customers,
        10 there too; measured: 14 is no better.
    string_max
        Longest string, in stops, at least 1. SISR's maximum length of removed strings, 10 there
        too; ``ruin.LONGER`` times as much on long routes.
    short_strings
        Share of ruins, 0 to 1, whose strings are shorter, so that more routes lose stops. SISR has
        none such; measured: with 0.5 better on short routes of 1,000 customers.
    short_max
        Longest string of those, in stops. Measured: 3 is no better than none.
    split
        Share of strings, 0 to 1, that leave a piece in their middle on the route. SISR's alpha, 0.5
        there too; measured: 0 is neither better nor worse.
    split_depth
        Chance, 0 to 1, that this piece grows by one more stop, again and again. SISR's beta, 0.01
        there too.
    blink
        Chance, 0 to 1, that an insertion overlooks a position, and once more a start window there.
        SISR's blink rate, 0.01 there; measured: 0.01 and 0.02 are no better than 0.05.
    absent_tried
        Absent visits that are tried again in one iteration, at most: up to half of them among the
        seed's neighbours, the rest anywhere. Broken promises come besides, and all neighbours of a
        forced visit.
    full_scan
        Share of insertions, 0 to 1, that look at all positions. Measured: none at all is not
        better beyond the noise.
    full_scan_visits
        The same share is at most this number divided by the visits of the problem, since one scan
        costs time in proportion to them: it falls from 500 visits on.
    empty_tries
        Empty shifts, at least 0, that an insertion looks at, identical ones once.
    forced
        Share, 0 to 1, of ruins around a visit left out that make room for it, and put it in
        whatever it costs. Measured: 0.3 beats 0.15 and 0.05 where visits carry prizes.
    forced_pair
        The same share for a visit by two officers. Higher, for strings removed anywhere free two
        officers at one time only by chance: with both numbers of room-making, the demonstration's
        week took 13 instead of 9 or 10 such visits.
    room_slack
        Room is made before and after the visit too: a random part of so many times its length, at
        each end.
    tails
        Tail exchanges tried before each ruin, at least 0; ``search.MORE_TAILS`` times as many on
        long routes. Measured: no gain on 100 customers, most of the gap on long routes.
    split_tail
        Share of tail exchanges, 0 to 1, that move a tail to an empty shift.
    many_stops
        Routes are long from this mean number of stops on.
    """

    removed_mean: float = 10.0
    string_max: float = 10.0
    short_strings: float = 0.5
    short_max: float = 5.0
    split: float = 0.5
    split_depth: float = 0.01
    blink: float = 0.05
    absent_tried: int = 20
    full_scan: float = 0.03
    full_scan_visits: float = 15.0
    empty_tries: int = 8
    forced: float = 0.3
    forced_pair: float = 0.5
    room_slack: float = 2.0
    tails: int = 5
    split_tail: float = 0.3
    many_stops: float = 20.0


class SearchArrays(NamedTuple):
    """All that one search works on, handed through the kernels as one.

    Numbers stay in a tuple of their own: a float among the arrays once slowed all kernels by 40 %.
    """

    instance: Instance
    routes: Routes
    best: Best
    undo: Undo
    work: Work
    tuning: Tuning
    rng: State
