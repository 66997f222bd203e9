"""When calls begin: each as early as the rules allow.

All rules are of one kind: a call begins no earlier than some other one's begin plus a number. So
there is one begin of each that is the earliest of all timetables, and as lateness only grows with
begins, no other timetable of the same routes costs less. What is tried raises begins from call to
call, and is taken back by a log.
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner
from routeplan.engines.soft_windows.kernels.arrays import (
    ADDED,
    FAR,
    HEAD,
    LARGEST,
    LATE,
    LOGGED,
    NOWHERE,
    TAIL,
    SoftArrays,
)


@inlined
def later(arrays: SoftArrays, call: int, begin: int) -> None:
    """Raise a call's begin, and have it told to what depends on it."""
    number = arrays.number
    entry = number[LOGGED] % len(arrays.log)
    arrays.log[entry, 0] = call
    arrays.log[entry, 1] = arrays.begin[call]
    number[LOGGED] += 1
    late = begin - arrays.closes[call]
    if late > 0:
        number[ADDED] += late - max(0, arrays.begin[call] - arrays.closes[call])
        number[LARGEST] = max(number[LARGEST], late)
    arrays.begin[call] = begin
    enqueue(arrays, call)


@inlined
def enqueue(arrays: SoftArrays, call: int) -> None:
    """Have a call's begin told to what depends on it."""
    if not arrays.queued[call]:
        arrays.queued[call] = True
        arrays.queue[arrays.number[TAIL]] = call
        arrays.number[TAIL] = (arrays.number[TAIL] + 1) % len(arrays.queue)


@inlined
def settle(arrays: SoftArrays, new: int, most: int) -> bool:
    """Raise begins until all rules hold again after ``new`` was put on a route, or -1.

    False where lateness grows by ``most`` or more, or where no begins keep all rules: the rules
    held before, so any circle in which each call waits for another goes through the new one, which
    is then raised again. Begins are then somewhere on the way, and :func:`take_back` mends them.
    """
    number = arrays.number
    n = len(arrays.opens)
    largest = number[LARGEST]
    while number[HEAD] != number[TAIL]:
        call = arrays.queue[number[HEAD]]
        number[HEAD] = (number[HEAD] + 1) % len(arrays.queue)
        arrays.queued[call] = False
        follower, other = arrays.next[call], arrays.partner[call]
        if follower < n:
            way = arrays.travel[arrays.place[call], arrays.place[follower]]
            due = arrays.begin[call] + arrays.length[call] + way
            if due > arrays.begin[follower]:
                later(arrays, follower, due)
        if other >= 0 and arrays.route[other] != NOWHERE:
            due = arrays.begin[call] + arrays.lag[other]
            if due > arrays.begin[other]:
                later(arrays, other, due)
        again = new >= 0 and (arrays.queued[new] or number[LOGGED] + 2 >= len(arrays.log))
        if again or number[ADDED] + number[LARGEST] - largest >= most:
            _drain(arrays)
            return False
    return number[ADDED] + number[LARGEST] - largest < most


@inner
def _drain(arrays: SoftArrays) -> None:
    number = arrays.number
    while number[HEAD] != number[TAIL]:
        arrays.queued[arrays.queue[number[HEAD]]] = False
        number[HEAD] = (number[HEAD] + 1) % len(arrays.queue)


@inlined
def take_back(arrays: SoftArrays, logged: int) -> None:
    """Begins as they were when so much was logged."""
    number = arrays.number
    while number[LOGGED] > logged:
        number[LOGGED] -= 1
        entry = number[LOGGED]
        arrays.begin[arrays.log[entry, 0]] = arrays.log[entry, 1]


@inner
def settle_all(arrays: SoftArrays) -> None:
    """Every begin and the totals of lateness anew, from the routes alone."""
    number = arrays.number
    n, s = arrays.able.shape
    for call in range(n):
        arrays.begin[call] = arrays.opens[call]
    for start in range(n, n + s):
        before, call = start, arrays.next[start]
        while call < n:
            way = arrays.travel[arrays.place[before], arrays.place[call]]
            due = arrays.begin[before] + arrays.length[before] + way
            arrays.begin[call] = max(arrays.begin[call], due)
            before, call = call, arrays.next[call]
    for call in range(n):
        other = arrays.partner[call]
        if other < 0 or arrays.route[call] == NOWHERE or arrays.route[other] == NOWHERE:
            continue
        if arrays.begin[call] + arrays.lag[other] > arrays.begin[other]:
            enqueue(arrays, call)
            # nothing is taken back here: the log may go round
            settle(arrays, -1, FAR)
    number[LOGGED] = number[ADDED] = number[LATE] = number[LARGEST] = 0
    for call in range(n):
        if arrays.route[call] != NOWHERE:
            late = max(0, arrays.begin[call] - arrays.closes[call])
            number[LATE] += late
            number[LARGEST] = max(number[LARGEST], late)
