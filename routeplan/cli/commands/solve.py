"""``routeplan solve``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, quiet_option
from routeplan.cli.options.search_budget import budget_of, limit_options, one_limit, seed_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import EXIT_PROMISE, JudgeError
from routeplan.phrases import Phrase, counted, phrase

if TYPE_CHECKING:
    from routeplan.formats.foreign.foreign_problem import Answer
    from routeplan.problem.solution import Budget, SearchState

SECONDS = 10.0


@click.command("solve", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--output",
    metavar="ANSWER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answer to this file (default: the screen).",
)
@click.option(
    "--vehicles",
    metavar="N",
    type=click.IntRange(min=1),
    help="For team orienteering: how many routes (default: as many as the file says reach every "
    "point).",
)
@limit_options(f"{SECONDS:g}")
@seed_option("answer", "0")
@json_option
@quiet_option
def command(
    file: Path,
    output: Path | None,
    vehicles: int | None,
    seconds: float | None,
    iterations: int | None,
    seed: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Solve a problem file of another program: VROOM, VRPLIB, Solomon, TOPTW or HHCRSP.

    VROOM's JSON; a VRPTW or PCVRPTW of VRPLIB or Solomon; a TOPTW, team orienteering with time
    windows (as many points as --vehicles can collect); an HHCRSP, home care for patients who need
    one caregiver or two, at once or one after the other.

    The answer has the usual form for that kind of file, and is checked against the file before it
    is written. If anything in the file is wrong or not supported, all of it is listed and the exit
    status is 2. Status 6: somebody who must be served is not; the answer is still written.

    \b
    Example:
      routeplan solve shifts.json --seconds 20 --output routes.json
    """
    one_limit(seconds, iterations)
    budget = budget_of(seconds, iterations, usual=SECONDS)
    answer = answer_to(file, budget, vehicles=vehicles, seed=seed or 0, quiet=quiet)
    if output is not None:
        from routeplan.private_files import write_private

        write_private(output, answer.text)
    if as_json:
        print_json(answer.content)
    elif output is None:
        click.echo(answer.text, nl=False)
    else:
        click.echo(say("{answer}. Written to {path}.", answer=answer.headline, path=output))
    if answer.missing:
        missing = ", ".join(answer.missing)
        click.echo(say("Required but not served: {missing}", missing=missing), err=True)
        sys.exit(EXIT_PROMISE)


def _visits_in(state: SearchState) -> Phrase:
    """Costs are left out: each kind of file counts them in units of its own."""
    return phrase("searching: {visits} in", visits=counted(state.visits_in, "visit"))


def answer_to(
    file: Path, budget: Budget, *, vehicles: int | None, seed: int, quiet: bool
) -> Answer:
    """Read, search and judge.

    Raises
    ------
    InputError
        With everything that is wrong with the file.
    UsageError
        When ``vehicles`` is given for a file that says how many there are.
    JudgeError
        When the answer breaks a rule of the file; it must not be shown.
    """
    from routeplan.cli.terminal.progress import ProgressLine
    from routeplan.engines.choose import usual_engine
    from routeplan.formats.foreign.problem_file import read_foreign
    from routeplan.problem.solution import Searcher

    given = read_foreign(file, vehicles=vehicles)
    with ProgressLine(seconds=budget.seconds, quiet=quiet, tell=_visits_in) as watch:
        answer = given.solve(Searcher(usual_engine(), seed, watch), budget)
    if violations := given.judge(answer):
        raise JudgeError(violations)
    return answer
