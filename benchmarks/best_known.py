"""routeplan against the best published answers to three kinds of problem.

home-care   patients who need one caregiver or two, at once or one after the other (HHCRSP): a copy
            of the repository iolab-uniud/hhcrsp, in ``<published>/hhcrsp``, with its solutions
toptw       team orienteering with time windows: files and ``published.csv`` (instance, routes,
            score) in ``<published>/toptw``
vrptw       the usual problem with time windows: files in VRPLIB's form, each with the best known
            solution beside it (as in the repository PyVRP/Instances), in ``<published>/vrptw``

Each answer is ``routeplan solve``'s, one after the other, and is costed by a checker that shares
nothing with routeplan; so are published answers. Answers that are better than what is published are
kept in ``--keep``. A set without its folder is skipped with a word. Home care and orienteering take
twenty minutes at one second each.

Example: python -m benchmarks.best_known --sets home-care --match "*_100_*" --seconds 10
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.checker import BrokenRuleError
from benchmarks.peers.report import head
from benchmarks.published.cases import Case, NoInstancesError, Outcome, cases, drawn, solved
from benchmarks.published.tables import group_table, instance_table

PUBLISHED = Path(__file__).parents[2] / "shared" / "data"
RESULTS = Path(__file__).parent / "results"
FOLDERS = {"home-care": "hhcrsp", "toptw": "toptw", "vrptw": "vrptw"}


def main() -> None:
    options = _options()
    outcomes: list[Outcome] = []
    broken: list[str] = []
    for kind in options.sets:
        try:
            todo = cases(kind, options.published / FOLDERS[kind], options.match)
        except NoInstancesError as error:
            print(f"{kind} skipped: {error}", file=sys.stderr, flush=True)
            continue
        for case in drawn(todo, options.drawn):
            best = _best(case, options, broken)
            if best is not None:
                outcomes.append(best)
                print(instance_table([best]).splitlines()[-1], flush=True)
                _keep(best, options.keep)
    if outcomes:
        _write(options, outcomes)
    if broken:
        sys.exit("\n".join(broken))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sets", nargs="+", choices=list(FOLDERS), default=list(FOLDERS))
    add("--match", default="*", help="names of instances, with * and ?")
    add("--drawn", type=int, help="only so many of each set, by the SHA-256 of their names")
    add("--published", type=Path, metavar="FOLDER", default=PUBLISHED)
    add("--seconds", type=float, default=1.0, help="of each run")
    add("--seeds", type=int, default=1, help="the best of so many runs")
    add("--threads", type=int, default=1, help="of each run")
    add("--keep", type=Path, metavar="FOLDER", help="for answers better than what is published")
    add("--results", type=Path, metavar="FOLDER", default=RESULTS)
    add("--name", default="best-known", help="of the file of results, behind the date")
    return parser.parse_args()


def _best(case: Case, options: argparse.Namespace, broken: list[str]) -> Outcome | None:
    """The best of several seeds; an answer that breaks a rule is none, and is told in the end."""
    found = []
    for seed in range(1, options.seeds + 1):
        try:
            found.append(solved(case, options.seconds, seed, options.threads))
        except BrokenRuleError as error:
            broken.append(f"{case.name}, seed {seed}: {error}")
    return max(found, key=lambda outcome: outcome.margin, default=None)


def _keep(outcome: Outcome, folder: Path | None) -> None:
    if folder is not None and outcome.is_new_best:
        folder.mkdir(parents=True, exist_ok=True)
        kind, routes = outcome.case.set, outcome.case.routes
        end = {"home-care": ".json", "toptw": f"-{routes}.txt", "vrptw": ".sol"}[kind]
        (folder / f"{outcome.case.path.stem}{end}").write_text(outcome.answer, encoding="utf-8")


def _write(options: argparse.Namespace, outcomes: Sequence[Outcome]) -> None:
    runs = f"{options.seconds:g} s a run, threads: {options.threads}" + (
        f", the best of {options.seeds} seeds" if options.seeds > 1 else ""
    )
    parts = [head("Best known"), runs + ".\n", group_table(outcomes), instance_table(outcomes)]
    options.results.mkdir(parents=True, exist_ok=True)
    file = options.results / f"{datetime.now(UTC):%Y-%m-%d}-{options.name}.md"
    file.write_text("\n".join(parts), encoding="utf-8")
    print(parts[2])


if __name__ == "__main__":
    main()
