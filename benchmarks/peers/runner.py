"""Pairs of solvers at the same moment: two processes, one thread each, one starting signal."""

from __future__ import annotations

import importlib.util
import multiprocessing
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.checker import BrokenRuleError, Score, score
from benchmarks.peers.instances import Instance
from benchmarks.peers.solvers import SOLVERS, warm_up

NEEDS = {"routeplan": "routeplan", "pyvrp": "pyvrp", "vroom": "vroom", "ortools": "ortools"}
PATIENCE = 20.0
"""A solver that overruns its budget so many times has no answer."""


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


def installed() -> list[str]:
    """The peers that can run here."""
    return [name for name in SOLVERS if importlib.util.find_spec(NEEDS[name]) is not None]


def run_pair(instance: Instance, peer: str, seconds: float, seed: int) -> Pair:
    """routeplan and a peer, side by side."""
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(2)
    lines = {}
    for name in ("routeplan", peer):
        here, there = context.Pipe(duplex=False)
        args = (name, instance, seconds, seed, gate, there)
        process = context.Process(target=_work, args=args, daemon=True)
        process.start()
        lines[name] = (process, here)
    ours, theirs = (_result(name, *lines[name], seconds) for name in ("routeplan", peer))
    return Pair(instance, seed, seconds, ours, theirs)


def _work(name: str, instance: Instance, seconds: float, seed: int, gate: Any, line: Any) -> None:
    warm_up(instance.problem) if name == "routeplan" else None
    gate.wait()
    began = time.perf_counter()
    rounds = SOLVERS[name](instance.problem, seconds, seed)
    took = time.perf_counter() - began
    try:
        line.send(Run(name, score(instance.problem, rounds), took))
    except BrokenRuleError as error:
        line.send(Run(name, None, took, str(error)))


def _result(name: str, process: Any, line: Any, seconds: float) -> Run:
    try:
        if line.poll(PATIENCE * seconds + 120):
            found: Run = line.recv()
            process.join()
            return found
        why = "no answer in time"
    except EOFError:
        why = "it ended without an answer"
    process.terminate()
    process.join()
    return Run(name, None, PATIENCE * seconds, why)
