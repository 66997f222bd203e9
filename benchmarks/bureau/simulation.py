"""A run simulated event by event, each with a time that was measured: does the model hold?

Nothing of :mod:`benchmarks.bureau.model` is used. The coordinator does one thing after the other in
the order of ``Dispatch.run``; the scheduler takes one message after the other; a worker has two
stations at most, and works on one. How long each step takes is drawn from measured times, waits
for the disk and the odd slow one among them, and not from their means.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from routeplan.bureau.dispatch import IN_FLIGHT, LOOK_SECONDS, LOOKS_APART

SUBMITTED, ASSIGNED, FINISHED = range(3)
MESSAGES = 2
"""To the scheduler for each station: it is to be done, and it is done."""


@dataclass(frozen=True)
class Samples:
    """Seconds that were measured of each step, one number a time.

    Parameters
    ----------
    begin, pack, send, take
        The coordinator's for a station: its inputs' sum, its archive, sending it, and putting it in
        place with all that the ledger notes.
    look, look_worker
        The coordinator's to see which workers there are: to ask, and for each worker in the answer.
    scheduler
        The scheduler's for a station: all its messages.
    aside, plan
        A worker's for a station: beside the plan, and the plan with its search.
    start
        A worker's, once.
    """

    begin: Sequence[float]
    pack: Sequence[float]
    send: Sequence[float]
    take: Sequence[float]
    look: Sequence[float]
    look_worker: Sequence[float]
    scheduler: Sequence[float]
    aside: Sequence[float]
    plan: Sequence[float]
    start: Sequence[float]


@dataclass
class _Worker:
    queue: deque[float] = field(default_factory=deque)
    is_busy: bool = False
    has_started: bool = False


class Simulation:
    """One coordinator with its scheduler and its workers."""

    def __init__(self, lengths: Sequence[float], workers: int, samples: Samples, seed: int) -> None:
        """Nothing has happened yet; ``lengths`` are the seconds of each station's plan."""
        self.samples, self.random = samples, Random(seed)
        self.waiting = deque(sorted(lengths, reverse=True))
        self.left = len(lengths)
        self.workers = [_Worker() for _ in range(workers)]
        self.free = [deque(range(workers)), *(deque[int]() for _ in range(IN_FLIGHT - 1))]
        self.load = [0] * workers
        self.events: list[tuple[float, int, int, int, float]] = []
        self.came: deque[int] = deque()
        self.clock, self.look_at, self.scheduler_free, self.count = 0.0, 0.0, 0.0, 0

    def run(self) -> float:
        """The second in which the last station is in place."""
        self.clock = sum(self._drawn(self.samples.begin) for _ in range(self.left))
        while self.left:
            self._look()
            self._until(self.clock)
            while self.waiting and (worker := self._idlest()) is not None:
                self._send(worker)
            if self._wait():
                self._take()
        return self.clock

    def _drawn(self, times: Sequence[float]) -> float:
        return times[int(self.random.random() * len(times))]

    def _look(self) -> None:
        if self.clock >= self.look_at:
            look = self._drawn(self.samples.look_worker)
            took = self._drawn(self.samples.look) + look * len(self.workers)
            self.clock += took
            self.look_at = self.clock + max(LOOK_SECONDS, LOOKS_APART * took)

    def _idlest(self) -> int | None:
        """A worker with as few stations as any; one whose load has changed is passed over."""
        for load, those in enumerate(self.free):
            while those:
                worker = those.popleft()
                if self.load[worker] == load:
                    return worker
        return None

    def _send(self, worker: int) -> None:
        length = self.waiting.popleft()
        self.clock += self._drawn(self.samples.pack) + self._drawn(self.samples.send)
        self.load[worker] += 1
        self._offer(worker)
        self._add(self.clock, SUBMITTED, worker, length)
        self._until(self.clock)

    def _offer(self, worker: int) -> None:
        if self.load[worker] < IN_FLIGHT:
            self.free[self.load[worker]].append(worker)

    def _wait(self) -> bool:
        """Until a station has come, or it is time to look again; whether one has."""
        until = self.clock + LOOK_SECONDS
        while not self.came and self.events and self.events[0][0] <= until:
            self.clock = max(self.clock, self.events[0][0])
            self._until(self.clock)
        if not self.came:
            self.clock = until
        return bool(self.came)

    def _take(self) -> None:
        worker = self.came.popleft()
        self.clock += self._drawn(self.samples.take)
        self.load[worker] -= 1
        self._offer(worker)
        self.left -= 1

    def _add(self, when: float, kind: int, worker: int, length: float) -> None:
        self.count += 1
        heapq.heappush(self.events, (when, self.count, kind, worker, length))

    def _until(self, when: float) -> None:
        """All that happens elsewhere up to a moment."""
        while self.events and self.events[0][0] <= when:
            at, _, kind, worker, length = heapq.heappop(self.events)
            if kind == ASSIGNED:
                self.workers[worker].queue.append(length)
                self._begin(worker, at)
            elif kind == SUBMITTED:
                self._add(self._served(at), ASSIGNED, worker, length)
            elif length:  # the worker has ended, the scheduler is still to hear of it
                self.workers[worker].is_busy = False
                self._begin(worker, at)
                self._add(self._served(at), FINISHED, worker, 0.0)
            else:
                self.came.append(worker)

    def _served(self, at: float) -> float:
        """When the scheduler is done with a message that comes now."""
        cost = self._drawn(self.samples.scheduler) / MESSAGES
        self.scheduler_free = max(self.scheduler_free, at) + cost
        return self.scheduler_free

    def _begin(self, number: int, at: float) -> None:
        worker = self.workers[number]
        if worker.is_busy or not worker.queue:
            return
        length = worker.queue.popleft()
        start = 0.0 if worker.has_started else self._drawn(self.samples.start)
        worker.is_busy = worker.has_started = True
        end = at + start + self._drawn(self.samples.aside) + length
        self._add(end, FINISHED, number, length)


def simulated(
    stations: int, workers: int, samples: Samples, *, districts: int = 1, seed: int = 1
) -> tuple[float, float]:
    """(seconds until the last station is in place, part of the workers' time that is planning)."""
    random = Random(seed)
    ends, planning = [], 0.0
    for district in range(districts):
        count = len(range(district, stations, districts))
        lengths = [random.choice(samples.plan) for _ in range(count)]
        planning += sum(lengths)
        hands = max(1, len(range(district, workers, districts)))
        ends.append(Simulation(lengths, hands, samples, seed + district).run())
    end = max(ends)
    return end, planning / (workers * end)
