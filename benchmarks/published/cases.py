"""The instances of a folder, the best published figure of each, and what ours is worth."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.published.home_care_checker import (
    PUBLISHED_TOLERANCE,
    home_care_cost,
    read_json,
)
from benchmarks.published.orienteering_checker import orienteering_score
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
}
SAME = Decimal("0.0005")
"""Times in files are thousandths: costs that differ by less are the same."""


class NoInstancesError(Exception):
    """A folder without anything to run, and what should be in it."""


@dataclass(frozen=True)
class Case:
    """One instance; ``routes`` for team orienteering, which has as many as one likes."""

    set: str
    group: str
    path: Path
    published: Decimal
    routes: int | None = None

    @property
    def name(self) -> str:
        """The file's, and how many routes there are."""
        return self.path.stem + (f", {self.routes}" if self.routes else "")


@dataclass(frozen=True)
class Outcome:
    """What ours is worth by the independent checker: a cost, or a score (the more the better)."""

    case: Case
    ours: Decimal
    answer: str

    @property
    def gap(self) -> float:
        """By how many per cent ours is worse than the best published."""
        better, worse = self.case.published, self.ours
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
        better = self.case.published - self.ours
        return -better if self.case.routes else better


def cases(kind: str, folder: Path, match: str) -> list[Case]:
    """The instances of a set whose name matches, ``*`` for all.

    Raises
    ------
    NoInstancesError
        Where the folder holds none.
    """
    found = list((_home_care if kind == "home-care" else _orienteering)(folder, match))
    if not found:
        raise NoInstancesError(f"no instance in {folder}: it should hold {SOURCES[kind]}")
    return found


def _home_care(folder: Path, match: str) -> Iterator[Case]:
    for group in KINDS:
        for path in sorted((folder / "instances" / group).glob(f"{match}.json")):
            answers = sorted((folder / "solutions" / group).glob(f"sol-{path.stem}-*.json"))
            if answers:
                instance = read_json(path.read_text(encoding="utf-8"))
                tolerance = TOLERANCES.get(group, PUBLISHED_TOLERANCE)
                costs = [
                    home_care_cost(instance, read_json(each.read_text("utf-8")), tolerance).total
                    for each in answers
                ]
                yield Case("home-care", group, path, min(costs))


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
                yield Case("toptw", group, path, Decimal(row["score"]), routes)


def solved(case: Case, seconds: float, seed: int) -> Outcome:
    """Our answer with one thread, as ``routeplan solve`` gives it, by the independent checker.

    Raises
    ------
    BrokenRuleError
        When it breaks a rule.
    """
    given = read_foreign(case.path, vehicles=case.routes)
    searcher = Searcher(RuinRecreate(threads=1), seed)
    answer = given.solve(searcher, Budget(seconds)).text
    text = case.path.read_text(encoding="utf-8")
    if case.routes:
        return Outcome(case, orienteering_score(text, answer, case.routes), answer)
    cost = home_care_cost(read_json(text), read_json(answer), PUBLISHED_TOLERANCE / 1000)
    return Outcome(case, cost.total, answer)
