"""Solvers side by side: a process each, which stays; one starting signal; answers valued anew."""

from __future__ import annotations

import importlib.util
import multiprocessing
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from benchmarks.peers.checker import BrokenRuleError, Round, Score, score
from benchmarks.peers.instances import Instance
from benchmarks.peers.judged import judged
from benchmarks.peers.rich import Draw, rich_station
from benchmarks.peers.solvers import SOLVERS

PATIENCE, MERCY = 2.0, 30.0
"""A solver that overruns its budget so many times, and so many seconds more, has no answer."""
READY_SECONDS = 600.0
"""Importing and compiling, which no budget counts, end by then."""


@dataclass(frozen=True)
class Run:
    """One solver's answer; ``score`` is None where it broke a rule or did not come."""

    solver: str
    score: Score | None
    seconds: float
    why: str = ""


@dataclass(frozen=True)
class Pair:
    """Both answers to one instance, by one seed."""

    instance: Instance
    seed: int
    budget: float
    ours: Run
    theirs: Run


def installed(solvers: Sequence[str] = tuple(SOLVERS)) -> list[str]:
    """Those that can run here: a solver is named like its package, and ``-2`` for two threads."""
    return [s for s in solvers if importlib.util.find_spec(s.partition("-")[0]) is not None]


def value(instance: Instance, solver: str, rounds: list[Round]) -> Score:
    """What an answer is worth: by the checker, and of a station by the judge as well.

    Raises
    ------
    BrokenRuleError
        When it cannot be carried out.
    """
    if instance.station is None:
        return score(instance.problem, rounds)
    return judged(instance.station, solver, rounds)


@dataclass
class Pool:
    """A process for each solver that has been asked, so that nothing is imported twice."""

    workers: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def together(
        self, solvers: Sequence[str], instance: Instance, seconds: float, seed: int
    ) -> dict[str, Run]:
        """The answers of several solvers that start at the same moment, one core each."""
        for name in solvers:
            if name not in self.workers:
                self.workers[name] = _hired(name)
        for name in solvers:
            self.workers[name][1].send((instance, seconds, seed))
        for name in solvers:
            if self._heard(name, READY_SECONDS) is None:
                raise RuntimeError(f"{name} does not start")
        for name in solvers:
            self.workers[name][1].send("go")
        return {name: self._run(name, seconds) for name in solvers}

    def pair(self, ours: str, theirs: str, instance: Instance, seconds: float, seed: int) -> Pair:
        """Two solvers at the same moment."""
        found = self.together([ours, theirs], instance, seconds, seed)
        return Pair(instance, seed, seconds, found[ours], found[theirs])

    def in_turn(
        self, ours: str, theirs: str, instance: Instance, seconds: float, seed: int
    ) -> Pair:
        """Two solvers one after the other, by turns the one or the other first."""
        order = [ours, theirs] if seed % 2 else [theirs, ours]
        found = {name: self.together([name], instance, seconds, seed)[name] for name in order}
        return Pair(instance, seed, seconds, found[ours], found[theirs])

    def _heard(self, name: str, patience: float) -> Any:
        """What a worker says; None when it is silent for so long, or has died."""
        line = self.workers[name][1]
        try:
            return line.recv() if line.poll(patience) else None
        except EOFError:
            return None

    def _run(self, name: str, seconds: float) -> Run:
        patience = PATIENCE * seconds + MERCY
        found = self._heard(name, patience)
        if isinstance(found, Run):
            return found
        self._dismiss(name)
        return Run(name, None, patience, "no answer in time")

    def _dismiss(self, name: str) -> None:
        process, line = self.workers.pop(name)
        process.kill()
        process.join()
        line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for name in list(self.workers):
            self._dismiss(name)


def _hired(name: str) -> tuple[Any, Any]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(name, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _work(name: str, line: Any) -> None:
    """Import and compile with a small station, then answer whatever comes."""
    SOLVERS[name](rich_station(Draw(8), 1).problem, 0.1, 0)
    while True:
        instance, seconds, seed = line.recv()
        line.send("ready")
        line.recv()
        line.send(answer(name, instance, seconds, seed))


def answer(name: str, instance: Instance, seconds: float, seed: int) -> Run:
    """One solver's answer, valued when the clock has stopped."""
    began = time.perf_counter()
    try:
        rounds = SOLVERS[name](instance.problem, seconds, seed)
    except Exception as error:  # a peer's failure is its result
        traceback.print_exc()
        return Run(name, None, time.perf_counter() - began, f"{type(error).__name__}: {error}")
    took = time.perf_counter() - began
    try:
        return Run(name, value(instance, name, rounds), took)
    except BrokenRuleError as error:
        return Run(name, None, took, str(error))
