"""Are more people met by who knows when they are at home? Plans replayed against a hidden truth.

``python -m benchmarks.presence [--quick] [--seeds 20] [--weeks 8]``; all takes half an hour.
Each seed draws a town at the demonstration's addresses: households of five kinds, in when time-use
figures say so (``presence_model/figures.py`` has the sources and the assumptions), a third of which
have told hours that suit, not all truly. The same town is planned for, week after week, by the
shortest route; by stated hours; by stated hours and the chances of the published figures; by
chances that the program learns from its own visit log; by VROOM with stated hours; and by somebody
who knows the truth, which shows what there is to be had. All have the same officers, visits of the
same length and worth, doors that stay shut, and a visit log of their own that says who is due.
Rounds are walked as printed (``presence_model/replay.py``).

Beside VROOM there are three comparisons. As it is, it has no reserve stops, and whoever finds a
door shut waits. With six reserve stops by detour, which is how it was compared until now. And with
equal execution: as many reserve stops, chosen as for the program's own plans by chances that every
station can set, so that what is left is what learning gives to the plan and to its sheets.

Writes ``benchmarks/results/presence.md``. With ``--keep FILE`` a run that was broken off goes on
where it was.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from benchmarks.peers.report import head
from benchmarks.presence_model.figures import WORLDS
from benchmarks.presence_model.measure import (
    Outcomes,
    calibration_line,
    campaign_table,
    goals,
    main_table,
    second_table,
    seeds_table,
    weeks_table,
)
from benchmarks.presence_model.station import Size
from benchmarks.presence_model.strategies import STRATEGIES, VROOM_LEVEL, WINDOWS, Strategy
from benchmarks.presence_model.truth import draw_truth
from benchmarks.presence_model.weeks import Outcome, run_weeks

RESULT = Path(__file__).parent / "results" / "presence.md"


@dataclass(frozen=True)
class Job:
    """One seed and one strategy."""

    seed: int
    strategy: Strategy
    size: Size

    @property
    def name(self) -> str:
        size = " ".join(str(each) for each in astuple(self.size))
        return f"{self.strategy.name} {self.seed} {size}"


def run(job: Job) -> Outcome:
    """The weeks of one job, in a folder of its own."""
    size = job.size
    truth = draw_truth(job.seed, size.households, size.weeks, WORLDS[size.world])
    with tempfile.TemporaryDirectory() as folder:
        return run_weeks(Path(folder) / "station", truth, job.strategy, size)


def run_all(jobs: list[Job], processes: int, keep: Path | None) -> dict[str, Outcome]:
    """Every job's outcome by its name; those kept in the file are not run again."""
    done = dict(_kept(keep)) if keep else {}
    rest = [job for job in jobs if job.name not in done]
    with ProcessPoolExecutor(processes) as pool:
        running = {pool.submit(run, job): job for job in rest}
        for future in as_completed(running):
            name, outcome = running[future].name, future.result()
            done[name] = outcome
            print(f"{name}: {outcome.met_an_hour:.3f}", file=sys.stderr, flush=True)
            if keep:
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([name, asdict(outcome)]) + "\n")
    return done


def _kept(keep: Path) -> Iterator[tuple[str, Outcome]]:
    if keep.exists():
        for line in keep.read_text(encoding="utf-8").splitlines():
            name, fact = json.loads(line)
            weeks = {key: tuple(fact[key]) for key in ("by_week", "ever_by_week")}
            yield name, Outcome(**fact | weeks)


def told(found: Outcomes, seeds: range, size: Size) -> str:
    """The whole report."""
    register = "in" if size.register else "not in"
    how = (
        f"{size.world.capitalize()} world, {len(seeds)} seeds from {seeds[0]} on, "
        f"{size.weeks} weeks; {size.households} households, due again "
        f"{size.revisit_days} days after they were met, the register of residents {register} their "
        f"table; {size.iterations:,} iterations a week; VROOM's exploration level {VROOM_LEVEL}, "
        "no time limit. Intervals: 95 %, bootstrap over the seeds, paired."
    )
    parts = [
        head("Met who is at home") + f"\n{how}\n",
        main_table(found),
        "\n".join(goals(found)) + "\n",
        second_table(found),
        calibration_line(found),
        campaign_table(found),
        weeks_table(found),
        seeds_table(found, seeds),
    ]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    usual = Size()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=usual.weeks)
    parser.add_argument("--households", type=int, default=usual.households)
    parser.add_argument("--revisit-days", type=int, default=usual.revisit_days)
    parser.add_argument("--iterations", type=int, default=usual.iterations)
    parser.add_argument("--no-register", action="store_true", help="kinds are not known")
    parser.add_argument("--world", choices=WORLDS, default=usual.world, help="who is at home when")
    parser.add_argument("--jobs", type=int, default=1, help="processes at the same time")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="outcomes as they come")
    parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the results/")
    parser.add_argument(
        "--only",
        nargs="*",
        metavar="PLAN",
        choices=[each.name for each in STRATEGIES],
        default=[each.name for each in STRATEGIES],
        help="only these, stated hours only (windows) among them",
    )
    parser.add_argument("--quick", action="store_true", help="two seeds, three weeks; no file")
    options = parser.parse_args()
    if options.quick:
        options.seeds, options.weeks, options.households = 2, 3, 200
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    size = Size(
        options.households,
        options.weeks,
        options.revisit_days,
        options.iterations,
        not options.no_register,
        options.world,
    )
    strategies = [each for each in STRATEGIES if each.name in options.only]
    jobs = [Job(seed, strategy, size) for seed in seeds for strategy in strategies]
    done = run_all(jobs, options.jobs, options.keep)
    if WINDOWS not in strategies:
        return
    found = {
        strategy.name: [done[job.name] for job in jobs if job.strategy is strategy]
        for strategy in strategies
    }
    report = told(found, seeds, size)
    print(report)
    whole = size == usual and len(seeds) >= 8 and len(strategies) == len(STRATEGIES)
    if output := options.output or (RESULT if whole else None):
        output.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
