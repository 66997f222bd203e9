"""``routeplan bureau``: a command in every station below a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import (
    Date,
    date_option,
    days_option,
    first_day_option,
    json_option,
    quiet_option,
    travel_option,
)
from routeplan.cli.options.search import limit_options, one_limit, seed_option
from routeplan.cli.terminal.help import Group
from routeplan.cli.terminal.language import say
from routeplan.errors import EXIT_INPUT, UsageError
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.bureau.records import Command

ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("bureau", cls=Group)
def command() -> None:
    """Plan, print and report every station below a folder, on this computer or on a Dask cluster.

    Each folder below ROOT with a routeplan.toml is a station. A station whose tables are wrong is
    reported, and the others go on. Whatever dies on the way, each station is done exactly once.

    \b
    Examples:
      routeplan bureau plan stations --first-day 2026-11-30
      routeplan bureau plan stations --resume
      routeplan bureau status stations
    """


def cluster_options[F: Callable[..., Any]](function: F) -> F:
    """Where the work is done, and how a run goes on."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        quiet_option,
        json_option,
        click.option("--again", is_flag=True, help="Do stations again that have not changed."),
        click.option("--resume", is_flag=True, help="Go on with the run that was interrupted."),
        click.option(
            "--shared", is_flag=True, help="The workers see the same disk: streets do not travel."
        ),
        click.option("--tls-key", type=file, metavar="FILE", help="Key of that certificate."),
        click.option("--tls-cert", type=file, metavar="FILE", help="Certificate of this computer."),
        click.option(
            "--tls-ca", type=file, metavar="FILE", help="Certificate authority of the cluster."
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 1024),
            metavar="N",
            help="Processes on this computer (default: one a core).",
        ),
        click.option(
            "--scheduler", metavar="ADDRESS", help="An existing Dask cluster, tcp:// or tls://."
        ),
        click.argument("root", metavar="ROOT", type=ROOT),
    ):
        function = option(function)
    return function


@command.command("plan", short_help="Plan every station.")
@cluster_options
@first_day_option
@days_option
@limit_options()
@seed_option("plan", "[plan] seed, 0")
@travel_option
def plan(
    first_day: date | None,
    days: int | None,
    seconds: float | None,
    iterations: int | None,
    seed: int | None,
    kind: str | None,
    **where: Any,
) -> None:
    """Plan every station below ROOT.

    A station is not planned again while its tables, its visit log and its streets are as they were.

    \b
    Example:
      routeplan bureau plan stations --first-day 2026-11-30 --days 5
    """
    one_limit(seconds, iterations)
    options = {
        "first_day": first_day or today() + timedelta(days=1),
        "days": days,
        "seconds": seconds,
        "iterations": iterations,
        "seed": seed,
        "travel": kind,
    }
    _run("plan", options, **where)


@command.command("check", short_help="Check every station's files.")
@cluster_options
def check(**where: Any) -> None:
    """Check the files of every station below ROOT.

    \b
    Example:
      routeplan bureau check stations
    """
    _run("check", {}, **where)


@command.command("sheets", short_help="Draw every station's maps and print its sheets.")
@cluster_options
@click.option("--day", "on", type=Date(), metavar="DATE", help="A day of the plan that is meant.")
@click.option("--redacted", is_flag=True, help="Without names.")
def sheets(on: date | None, *, redacted: bool, **where: Any) -> None:
    """Draw the maps and print the sheets of every station's plan.

    \b
    Example:
      routeplan bureau sheets stations --day 2026-11-30
    """
    _run("sheets", {"on": on, "redacted": redacted}, **where)


@command.command("report", short_help="Report a period of every station.")
@cluster_options
@date_option("--to", "Last day (default: today).", back=True)
@date_option("--from", "First day (default: the first of the month).", back=True)
def report(**where: Any) -> None:
    """Report a period's work of every station below ROOT.

    \b
    Example:
      routeplan bureau report stations --from 2026-11-01 --to 2026-11-30
    """
    options = {"first": where.pop("from"), "last": where.pop("to")}
    _run("report", options, **where)


@command.command("status", short_help="Show how far the last run is.")
@click.argument("root", metavar="ROOT", type=ROOT)
@json_option
def status(root: Path, *, as_json: bool) -> None:
    """Show how far the last run over the stations below ROOT is, and what went wrong.

    \b
    Example:
      routeplan bureau status stations --json
    """
    from routeplan.bureau.ledger import Ledger
    from routeplan.cli.tables.bureau import print_run, run_content
    from routeplan.cli.terminal.messages import print_json

    with Ledger(root) as ledger:
        last = ledger.last_run()
        if last is None:
            raise UsageError(say("no run has begun in {root} yet", root=root))
        lines = list(ledger.lines(last.number))
    if as_json:
        print_json(run_content(last, lines))
    else:
        print_run(last, lines)


def _run(
    name: Command,
    options: dict[str, Any],
    *,
    root: Path,
    scheduler: str | None,
    workers: int | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    shared: bool,
    resume: bool,
    again: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Do it in every station, and show what came of it."""
    from routeplan.bureau.cluster import Cluster
    from routeplan.bureau.ledger import Ledger, State
    from routeplan.bureau.records import Request
    from routeplan.bureau.run import BureauRun
    from routeplan.cli.tables.bureau import Progress, print_run, run_content
    from routeplan.cli.terminal.messages import print_json

    run = BureauRun(
        root,
        Request(name, today(), options),
        Cluster(scheduler, workers, tls_ca, tls_cert, tls_key),
        shared=shared,
        again=again,
        watch=Progress(quiet=quiet),
    )
    done = run.run(resume=resume)
    with Ledger(root) as ledger:
        last, lines = ledger.last_run(), list(ledger.lines(done.number))
    assert last is not None
    if as_json:
        print_json(run_content(last, lines))
    else:
        print_run(last, lines)
    if any(line.state in (State.WRONG, State.SET_ASIDE) for line in lines):
        sys.exit(EXIT_INPUT)
