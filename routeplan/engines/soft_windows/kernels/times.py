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
    HEAD,
    LARGEST,
    LATE,
    LOGGED,
    NOWHERE,
    TAIL,
    SoftArrays,
)
from routeplan.engines.soft_windows.problem import FAR


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
def settle(arrays: SoftArrays, most: int, room: int) -> bool:
    """Raise begins until all rules hold.

    False where lateness grows by ``most`` or more, or more than ``room`` begins would be raised, as
    where the rules can never hold: then begins are somewhere on the way, and :func:`take_back`
    mends them.
    """
    number = arrays.number
    n = len(arrays.opens)
    largest = number[LARGEST]
    while number[HEAD] != number[TAIL]:
        if number[ADDED] + number[LARGEST] - largest >= most or number[LOGGED] >= room:
            _drain(arrays)
            return False
        call = arrays.queue[number[HEAD]]
        number[HEAD] = (number[HEAD] + 1) % len(arrays.queue)
        arrays.queued[call] = False
        follower = arrays.next[call]
        if follower < n:
            way = arrays.travel[arrays.place[call], arrays.place[follower]]
            due = arrays.begin[call] + arrays.length[call] + way
            if due > arrays.begin[follower]:
                later(arrays, follower, due)
        other = arrays.partner[call]
        if other >= 0 and arrays.route[other] != NOWHERE:
            due = arrays.begin[call] + arrays.lag[other]
            if due > arrays.begin[other]:
                later(arrays, other, due)
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
            settle(arrays, FAR, FAR)
    number[LOGGED] = number[ADDED] = number[LATE] = number[LARGEST] = 0
    for call in range(n):
        if arrays.route[call] != NOWHERE:
            late = max(0, arrays.begin[call] - arrays.closes[call])
            number[LATE] += late
            number[LARGEST] = max(number[LARGEST], late)
