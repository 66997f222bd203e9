"""The instances of a folder, the best published figure of each, and what ours is worth."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.published.home_care_checker import (
    PUBLISHED_TOLERANCE,
    home_care_cost,
    read_json,
)
from benchmarks.published.orienteering_checker import orienteering_score
from benchmarks.published.routing_checker import routing_cost
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.formats.foreign.problem_file import read_foreign
from routeplan.problem.solution import Budget, Searcher

WHOLE_MINUTE = Decimal(1)
"""Eleven of the thirty published answers to the Italian instances begin a call up to a minute
before its window: their windows are 62.999999999999986 and the like, cut to 62."""
TOLERANCES = {"Italian": WHOLE_MINUTE}
KINDS = ("mankowska", "kummer", "Italian")
SOURCES = {
    "home-care": "a copy of the repository iolab-uniud/hhcrsp (MIT licence)",
    "toptw": "the files of team orienteering with time windows, and published.csv with the columns "
    "instance, routes, score",
    "vrptw": "files of VRPTW in VRPLIB's form, each with a solution beside it (NAME.sol)",
}
SAME = Decimal("0.0005")
"""Times in files are thousandths: costs that differ by less are the same."""


class NoInstancesError(Exception):
    """A folder without anything to run, and what should be in it."""


@dataclass(frozen=True)
class Case:
    """One instance, and what is published: answers, or a score with so many routes."""

    set: str
    group: str
    path: Path
    answers: tuple[Path, ...] = ()
    routes: int | None = None
    score: int | None = None

    @property
    def name(self) -> str:
        """The file's, and how many routes there are."""
        return self.path.stem + (f", {self.routes}" if self.routes else "")


@dataclass(frozen=True)
class Outcome:
    """What ours and the best published are worth by the independent checker.

    Both are costs, or scores (the more the better).
    """

    case: Case
    published: Decimal
    ours: Decimal
    answer: str

    @property
    def gap(self) -> float:
        """By how many per cent ours is worse than the best published."""
        better, worse = self.published, self.ours
        if self.case.routes:
            better, worse = worse, better
        return 100 * (float(worse) / float(better) - 1) if better else 0.0

    @property
    def is_as_good(self) -> bool:
        """At or below the best published cost, or at or above the best published score."""
        return self.margin >= -SAME

    @property
    def is_new_best(self) -> bool:
        """Better than what is published."""
        return self.margin > SAME

    @property
    def margin(self) -> Decimal:
        """By how much ours is better."""
        better = self.published - self.ours
        return -better if self.case.routes else better


def cases(kind: str, folder: Path, match: str) -> list[Case]:
    """The instances of a set whose name matches, ``*`` for all.

    Raises
    ------
    NoInstancesError
        Where the folder holds none.
    """
    found = list(FINDERS[kind](folder, match))
    if not found:
        raise NoInstancesError(f"no instance in {folder}: it should hold {SOURCES[kind]}")
    return found


def drawn(found: Sequence[Case], most: int | None) -> list[Case]:
    """So many of them that nobody has chosen, in their order: least SHA-256 of their names."""
    by_mark = sorted(found, key=lambda case: sha256(case.name.encode()).hexdigest())
    chosen = by_mark[:most]
    return [case for case in found if case in chosen]


def _home_care(folder: Path, match: str) -> Iterator[Case]:
    for group in KINDS:
        for path in sorted((folder / "instances" / group).glob(f"{match}.json")):
            answers = sorted((folder / "solutions" / group).glob(f"sol-{path.stem}-*.json"))
            if answers:
                yield Case("home-care", group, path, tuple(answers))


def _orienteering(folder: Path, match: str) -> Iterator[Case]:
    table = folder / "published.csv"
    if not table.is_file():
        return
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            path = folder / f"{row['instance']}.txt"
            if path.is_file() and path.match(f"{match}.txt"):
                routes = int(row["routes"])
                group = f"{routes} route{'s' * (routes > 1)}"
                yield Case("toptw", group, path, routes=routes, score=int(row["score"]))


def _routing(folder: Path, match: str) -> Iterator[Case]:
    for path in sorted(folder.glob(f"{match}.vrp")):
        solution = path.with_suffix(".sol")
        if solution.is_file():
            yield Case("vrptw", path.stem.partition("_")[0], path, (solution,))


FINDERS = {"home-care": _home_care, "toptw": _orienteering, "vrptw": _routing}


def solved(case: Case, seconds: float, seed: int, threads: int = 1) -> Outcome:
    """Our answer, as ``routeplan solve`` gives it, by the independent checker.

    Raises
    ------
    BrokenRuleError
        When it breaks a rule.
    """
    given = read_foreign(case.path, vehicles=case.routes)
    searcher = Searcher(RuinRecreate(threads=threads), seed)
    answer = given.solve(searcher, Budget(seconds)).text
    text = case.path.read_text(encoding="utf-8")
    if case.set == "vrptw":
        published, ours = (
            Decimal(routing_cost(text, routes))
            for routes in (case.answers[0].read_text(encoding="utf-8"), answer)
        )
        return Outcome(case, published, ours, answer)
    if case.routes is not None and case.score is not None:
        ours = orienteering_score(text, answer, case.routes)
        return Outcome(case, Decimal(case.score), ours, answer)
    instance, published = published_cost(case)
    cost = home_care_cost(instance, read_json(answer), PUBLISHED_TOLERANCE / 1000)
    return Outcome(case, published, cost.total, answer)


@lru_cache(maxsize=1)
def published_cost(case: Case) -> tuple[Any, Decimal]:
    """The instance, and the least cost of its published answers."""
    instance = read_json(case.path.read_text(encoding="utf-8"))
    tolerance = TOLERANCES.get(case.group, PUBLISHED_TOLERANCE)
    costs = [
        home_care_cost(instance, read_json(answer.read_text(encoding="utf-8")), tolerance).total
        for answer in case.answers
    ]
    return instance, min(costs)
