"""Are more people met by who knows when they are at home? Plans replayed against a hidden truth.

``python -m benchmarks.presence [--quick] [--seeds 20] [--minutes 60]``. Each seed draws a town at
the demonstration's addresses: households of some kinds, in when time-use figures say so
(``presence_model/figures.py`` has the sources), a third of which have told hours that suit, not all
truly. The same town is planned for, walked (``presence_model/replay.py``) and recorded, week after
week, by stations that differ in who plans and in what is done at the doors. All have the same
officers, visits of the same lengths and worth, the same luck at the doors, the same times promised
to residents, and a visit log of their own that says who is due. There are three worlds and three
kinds of station.

The lines: VROOM as it is, without reserve stops; VROOM with six reserve stops by detour, as it was
executed here until now; VROOM and routeplan at equal execution, with as many reserve stops, chosen
alike; routeplan as a station has it, with cards and notices whose answers change the plan
(``presence_model/answers.py`` says what residents do about them); and somebody who knows the truth,
which shows what there is to be had. ``--only`` names further ones.

All of it takes many hours of a processor. ``--minutes`` begins no job after so long, and outcomes
are kept as they come: the same command goes on where it was. Seeds come one after the other, each
for all lines, and the report tells of those that are whole. An outcome counts as long as the code
that it depends on is the same. Writes ``benchmarks/results/presence.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, astuple, dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic

from benchmarks.peers.report import head
from benchmarks.presence_model.figures import WORLDS
from benchmarks.presence_model.measure import (
    Outcomes,
    campaign_table,
    goals_table,
    main_table,
    notes,
)
from benchmarks.presence_model.station import STATIONS, Size
from benchmarks.presence_model.strategies import LINES, STRATEGIES, VROOM_LEVEL, Strategy
from benchmarks.presence_model.truth import draw_truth
from benchmarks.presence_model.weeks import DAYS_OF_A_WEEK, Outcome, run_weeks

HERE = Path(__file__).parent
RESULT = HERE / "results" / "presence.md"
KEPT = HERE / "results" / "presence_jobs.jsonl"
NO_MATTER = ("bureau", "cli", "render", "scanning")
"""Folders of the program that no outcome depends on."""


@dataclass(frozen=True)
class Job:
    """One seed, one station and one strategy."""

    seed: int
    strategy: Strategy
    size: Size

    @property
    def name(self) -> str:
        size = " ".join(str(figure) for figure in astuple(self.size))
        return f"{self.strategy.name} {self.seed} {size}"


@cache
def code_mark() -> str:
    """Changes with the code that outcomes depend on."""
    program = HERE.parent / "routeplan"
    files = [
        *(p for p in program.rglob("*.py") if p.relative_to(program).parts[0] not in NO_MATTER),
        *(HERE / "presence_model").glob("*.py"),
        HERE / "peers" / "solvers.py",
    ]
    mark = sha256()
    for file in sorted(files):
        if file.name != "measure.py":
            mark.update(file.read_bytes())
    return mark.hexdigest()[:12]


def run(job: Job) -> Outcome:
    """The weeks of one job, in a folder of its own."""
    size = job.size
    truth = draw_truth(job.seed, size.households, size.weeks, WORLDS[size.world])
    with tempfile.TemporaryDirectory() as folder:
        return run_weeks(Path(folder) / "station", truth, job.strategy, size)


def run_all(
    jobs: Sequence[Job],
    processes: int,
    keep: Path | None,
    *,
    minutes: float = float("inf"),
    marks: Collection[str] = (),
) -> dict[str, Outcome]:
    """Outcomes by the names of the jobs; those kept in the file are not run again.

    Parameters
    ----------
    minutes
        No job is begun after so long.
    marks
        Of earlier code whose outcomes count too.
    """
    done = dict(_kept(keep, {*marks, code_mark()})) if keep else {}
    rest = [job for job in jobs if job.name not in done]
    until = monotonic() + 60 * minutes
    if processes == 1:
        for job in rest:
            if monotonic() >= until:
                break
            _keep(keep, job, done, run(job))
        return done
    with ProcessPoolExecutor(processes) as pool:
        running = {pool.submit(run, job): job for job in rest}
        for future in as_completed(running):
            if future.cancelled():
                continue
            _keep(keep, running[future], done, future.result())
            if monotonic() >= until:
                pool.shutdown(wait=False, cancel_futures=True)
    return done


def _keep(keep: Path | None, job: Job, done: dict[str, Outcome], outcome: Outcome) -> None:
    done[job.name] = outcome
    print(f"{job.name}: {outcome.met_an_hour:.3f}", file=sys.stderr, flush=True)
    if keep:
        with keep.open("a", encoding="utf-8") as file:
            file.write(json.dumps([code_mark(), job.name, asdict(outcome)]) + "\n")


def _kept(keep: Path, marks: Collection[str]) -> Iterator[tuple[str, Outcome]]:
    if keep.exists():
        for line in keep.read_text(encoding="utf-8").splitlines():
            mark, name, fact = json.loads(line)
            if mark in marks:
                weeks = {key: tuple(fact[key]) for key in ("by_week", "ever_by_week")}
                yield name, Outcome(**fact | weeks)


def _code_kept(keep: Path, marks: Collection[str]) -> list[str]:
    """The marks that some outcome in the file has, oldest first."""
    lines = keep.read_text(encoding="utf-8").splitlines() if keep.exists() else []
    kept = dict.fromkeys(json.loads(line)[0] for line in lines)
    return [mark for mark in kept if mark in marks]


Cell = tuple[str, str]
"""A world and a kind of station, by their names."""


def jobs_of(
    cells: Mapping[Cell, Size], seeds: Sequence[int], lines: Sequence[Strategy]
) -> list[Job]:
    """Seed after seed, so that a run that ends early has whole ones."""
    return [Job(seed, line, size) for seed in seeds for size in cells.values() for line in lines]


def whole_seeds(
    done: Mapping[str, Outcome], size: Size, seeds: Sequence[int], lines: Sequence[Strategy]
) -> tuple[list[int], Outcomes]:
    """The seeds that all lines have run of which there is anything, and their outcomes."""
    lines = [line for line in lines if any(Job(seed, line, size).name in done for seed in seeds)]
    whole = [
        seed
        for seed in seeds
        if lines and all(Job(seed, line, size).name in done for line in lines)
    ]
    outcomes = {line.name: [done[Job(seed, line, size).name] for seed in whole] for line in lines}
    return whole, outcomes


def told(
    done: Mapping[str, Outcome],
    cells: Mapping[Cell, Size],
    seeds: Sequence[int],
    lines: Sequence[Strategy],
    code: Sequence[str] = (),
) -> str:
    """The whole report; ``code`` names what the outcomes are of, unless it is the code as it is."""
    how = (
        f"Visits of the same officers at the same doors, week after week, by "
        f"`python -m benchmarks.presence`; code "
        f"{' and '.join(code or (code_mark(),))}. VROOM's exploration level "
        f"{VROOM_LEVEL}, no time limit. Intervals: 95 %, bootstrap over the seeds, paired; of few "
        "seeds they are too narrow. What is assumed of residents stands in "
        "[presence_assumptions.md](presence_assumptions.md)."
    )
    parts = [head("Met who is at home") + f"\n{how}\n"]
    for (world, station), size in cells.items():
        whole, found = whole_seeds(done, size, seeds, lines)
        parts.append(f"## {world.capitalize()} world, station “{station}”\n")
        if not whole:
            parts.append("Not measured yet.\n")
            continue
        parts += [_setting(size, whole), main_table(found), campaign_table(found)]
        campaign = size.revisit_days >= DAYS_OF_A_WEEK * size.weeks
        parts += [
            goals_table(found, campaign=campaign),
            "".join(f"{note}\n" for note in notes(found)),
        ]
    return "\n".join(part for part in parts if part)


def _setting(size: Size, seeds: Sequence[int]) -> str:
    register = "in" if size.register else "not in"
    numbers = ", ".join(map(str, seeds))
    return (
        f"Seeds {numbers}; {size.weeks} weeks of {size.hours_a_week} officer-hours; "
        f"{size.households} households, due again {size.revisit_days} days after they were met; "
        f"the register of residents is {register} their table; {size.iterations:,} iterations a "
        "week.\n"
    )


def options_of(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [strategy.name for strategy in STRATEGIES]
    usual = [strategy.name for strategy in LINES]
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--worlds", nargs="*", choices=WORLDS, default=list(WORLDS))
    parser.add_argument("--stations", nargs="*", choices=STATIONS, default=list(STATIONS))
    parser.add_argument("--only", nargs="*", metavar="LINE", choices=names, default=usual)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no job later")
    parser.add_argument("--weeks", type=int, help="instead of each station's own")
    parser.add_argument("--households", type=int, help="likewise")
    parser.add_argument("--revisit-days", type=int, help="likewise")
    parser.add_argument("--iterations", type=int, help="likewise")
    parser.add_argument(
        "--also", nargs="*", metavar="CODE", default=[], help="outcomes of this code count too"
    )
    parser.add_argument("--no-register", action="store_true", help="kinds are not known")
    parser.add_argument("--jobs", type=int, default=1, help="processes at the same time")
    parser.add_argument("--keep", type=Path, metavar="FILE", default=KEPT)
    parser.add_argument("--output", type=Path, metavar="FILE", default=RESULT)
    parser.add_argument("--quick", action="store_true", help="one small cell; no file")
    return parser.parse_args(arguments)


def cells_of(options: argparse.Namespace) -> dict[Cell, Size]:
    """The stations that were asked for, each in every world."""
    numbers = ("weeks", "households", "revisit_days", "iterations")
    given = {name: getattr(options, name) for name in numbers if getattr(options, name)}
    if options.no_register:
        given["register"] = False
    return {
        (world, station): replace(STATIONS[station], world=world, **given)
        for station in options.stations
        for world in options.worlds
    }


def main() -> None:
    options = options_of()
    if options.quick:
        options.seeds, options.weeks, options.households = 2, 3, 200
        options.worlds, options.stations = options.worlds[:1], options.stations[:1]
        options.keep = options.output = None
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    cells = cells_of(options)
    lines = [strategy for strategy in STRATEGIES if strategy.name in options.only]
    jobs = jobs_of(cells, seeds, lines)
    done = run_all(jobs, options.jobs, options.keep, minutes=options.minutes, marks=options.also)
    code = _code_kept(options.keep, {code_mark(), *options.also}) if options.keep else []
    report = told(done, cells, seeds, lines, code)
    print(report)
    if options.output:
        options.output.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
