"""``routeplan bureau``: a command in every station below a folder."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.bureau import cluster_options, root_argument
from routeplan.cli.options.common import (
    Date,
    date_option,
    days_option,
    first_day_option,
    json_option,
    travel_option,
)
from routeplan.cli.options.search_budget import limit_options, one_limit, seed_option
from routeplan.cli.terminal.help import Group
from routeplan.cli.terminal.language import say, terminal_language
from routeplan.errors import EXIT_INPUT, UsageError
from routeplan.station.clock import today
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.bureau.ledger import LedgerLine, RunLine
    from routeplan.bureau.station_requests import Command


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
    *,
    resume: bool,
    **where: Any,
) -> None:
    """Plan every station below ROOT.

    A station is not planned again while its tables, its visit log and its streets are as they were.

    \b
    Example:
      routeplan bureau plan stations --first-day 2026-11-30 --days 5
    """
    one_limit(seconds, iterations)
    if first_day is None and not resume:
        first_day = today() + timedelta(days=1)
    options = {
        "first_day": first_day,
        "days": days,
        "seconds": seconds,
        "iterations": iterations,
        "seed": seed,
        "travel": kind,
    }
    _run("plan", options, resume=resume, **where)


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
    _run("sheets", {"on": on, "redacted": redacted or None}, **where)


@command.command("due", short_help="Show how many households are still to be met.")
@cluster_options
def due(**where: Any) -> None:
    """Show for every station below ROOT how many households are in each state.

    \b
    Example:
      routeplan bureau due stations
    """
    _run("due", {}, **where)


@command.command("report", short_help="Report a period of every station.")
@cluster_options
@date_option("--to", "Last day (default: today).", back=True)
@date_option("--from", "First day (default: the first of the month).", back=True)
@click.option("--trace", "traced", metavar="NUMBER", help="List the entries behind a number.")
def report(traced: str | None, **where: Any) -> None:
    """Report a period's work of every station below ROOT, and of all of them together.

    The numbers have the names of 'routeplan report'. --trace lists the visit log entries behind
    one, station by station.

    \b
    Examples:
      routeplan bureau report stations --from 2026-11-01 --to 2026-11-30
      routeplan bureau report stations --from 2026-11-01 --to 2026-11-30 --trace met
    """
    options = {"first": where.pop("from"), "last": where.pop("to"), "traced": traced}
    _run("report", options, **where)


@command.command("forecast", short_help="Estimate what officers more would bring where.")
@cluster_options
@click.option("--day", "on", type=Date(), metavar="DATE", help="A day of the plan that is meant.")
@click.option(
    "--rounds",
    type=click.IntRange(1, 104),
    metavar="N",
    default=4,
    help="How many rounds like the plan are simulated (default: 4).",
)
@click.option(
    "--lend",
    type=click.IntRange(1, 5),
    metavar="N",
    default=2,
    help="The most officers to add or remove at one station (default: 2).",
)
def forecast(on: date | None, rounds: int, lend: int, **where: Any) -> None:
    """Estimate for every station below ROOT what one officer more or fewer would change.

    Shows how many households each will have met, staffed as now and otherwise; the station to which
    one officer more brings most is first. 'routeplan bureau lend' makes a plan of it.

    \b
    Example:
      routeplan bureau forecast stations --rounds 8
    """
    _run("forecast", {"on": on, "rounds": rounds, "lend": lend}, **where)


@command.command("lend", short_help="Show which station should lend officers to which.")
@root_argument
@click.option(
    "--price",
    type=click.FloatRange(0),
    default=1.0,
    metavar="N",
    help="Households that lending an officer must bring at least (default: 1).",
)
@click.option(
    "--price-km",
    type=click.FloatRange(0),
    default=0.1,
    metavar="N",
    help="And for each kilometre between the stations (default: 0.1).",
)
@json_option
def lend(root: Path, price: float, price_km: float, *, as_json: bool) -> None:
    """Show which stations below ROOT should lend officers to which, so that all meet most together.

    It needs the last 'routeplan bureau forecast'.

    \b
    Example:
      routeplan bureau lend stations --price 2 --price-km 0.5
    """
    from routeplan.bureau.summary.lending import LendingPrice, lending, station_forecasts
    from routeplan.cli.tables.bureau.summary import lending_content, print_lending
    from routeplan.cli.terminal.messages import print_json

    run, lines = _last(root, "forecast")
    if run.ended is None:
        raise UsageError(
            say("'routeplan bureau forecast {root}' has not ended: --resume goes on", root=root)
        )
    stations = station_forecasts(lines)
    if not stations:
        raise UsageError(say("no station has a forecast: 'routeplan bureau status' says why"))
    plan = lending(stations, LendingPrice(price, price_km))
    if as_json:
        print_json(lending_content(plan))
    else:
        print_lending(plan, stations)


@command.command("overview", short_help="Draw a page of all stations.")
@root_argument
@click.option("--language", metavar="CODE", help="Of the page (default: the terminal's).")
def overview(root: Path, language: str | None) -> None:
    """Draw overview.html in ROOT: every station on a map and in a table.

    Links lead to each station's own overview. It shows the last 'routeplan bureau plan'.

    \b
    Example:
      routeplan bureau overview stations
    """
    from routeplan.bureau.summary.write_overview import write_overview
    from routeplan.render.words.catalogue import code_of, shipped

    language = language or code_of(terminal_language())
    if language not in shipped():
        known = ", ".join(shipped())
        raise UsageError(
            say("there is no language {code}; use one of: {known}", code=language, known=known)
        )
    last, lines = _last(root, "plan")
    click.echo(say("Written: {file}", file=write_overview(root, last, lines, language)))


@command.command("streets", short_help="Cut every station's streets out of one extract.")
@root_argument
@click.argument("extract", metavar="EXTRACT", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--margin",
    type=click.FloatRange(0.1, 50),
    default=2.0,
    metavar="KM",
    help="Around a station and its homes (default: 2).",
)
@click.option("--again", is_flag=True, help="Replace extracts that were not cut here too.")
@json_option
def streets(root: Path, extract: Path, margin: float, *, again: bool, as_json: bool) -> None:
    """Cut EXTRACT, an OpenStreetMap extract, for every station below ROOT around its homes.

    Each goes where the station's settings name it ([files] area). A station that has another
    extract keeps it, and one whose streets and homes are as they were is passed over.

    \b
    Example:
      routeplan bureau streets stations city.osm.pbf --margin 3
    """
    from routeplan.bureau.station_extracts import cut_streets
    from routeplan.cli.terminal.messages import print_json

    done = cut_streets(root, extract, margin_metres=1000 * margin, again=again)
    if as_json:
        print_json(asdict(done))
        return
    click.echo(
        say(
            "{cut} cut, {unchanged} unchanged, {alone} left alone (they have another extract)",
            cut=len(done.cut),
            unchanged=len(done.unchanged),
            alone=len(done.left_alone),
        )
    )
    for name in done.unreadable:
        click.echo(say("{station}: the settings cannot be read", station=visible(name)), err=True)
    if done.unreadable:
        sys.exit(EXIT_INPUT)


@command.command("status", short_help="Show how far the last run is.")
@root_argument
@json_option
def status(root: Path, *, as_json: bool) -> None:
    """Show how far the last run over the stations below ROOT is, and what went wrong.

    \b
    Example:
      routeplan bureau status stations --json
    """
    from routeplan.bureau.run import is_at_work

    _show(*_last(root, None), as_json=as_json, is_at_work=is_at_work(root))


def _last(root: Path, name: Command | None) -> tuple[RunLine, list[LedgerLine]]:
    """The last run, of any command or of this one."""
    from routeplan.bureau.ledger import Ledger, ledger_is_there

    if ledger_is_there(root):
        with Ledger(root) as ledger:
            last = ledger.last_run(name)
            if last is not None:
                return last, list(ledger.lines(last.number))
    if name is None:
        raise UsageError(say("no run has begun in {root} yet", root=root))
    raise UsageError(say("'routeplan bureau {name} {root}' comes first", name=name, root=root))


def _run(
    name: Command,
    options: dict[str, Any],
    *,
    root: Path,
    resume: bool,
    again: bool,
    shared: bool,
    as_json: bool,
    quiet: bool,
    **where: Any,
) -> None:
    """Do it in every station, and show what came of it."""
    from routeplan.bureau.cluster import Cluster
    from routeplan.bureau.ledger import StationState
    from routeplan.bureau.run import BureauRun, Watchers
    from routeplan.bureau.station_requests import StationRequest, settings_variables
    from routeplan.cli.tables.bureau.run import RunProgress

    progress = RunProgress(quiet=quiet)
    run = BureauRun(
        root,
        StationRequest(name, today(), options, settings_variables()),
        Cluster(
            where["scheduler"],
            where["workers"],
            tls_ca=where["tls_ca"],
            tls_certificate=where["tls_cert"],
            tls_key=where["tls_key"],
        ),
        shared=shared,
        again=again,
        watchers=Watchers(progress, progress.no_worker),
    )
    run.run(resume=resume)
    last, lines = _last(root, name)
    _refuse_unknown_number(last, lines)
    _show(last, lines, as_json=as_json)
    if any(line.state in (StationState.WRONG, StationState.SET_ASIDE) for line in lines):
        sys.exit(EXIT_INPUT)


def _refuse_unknown_number(run: RunLine, lines: list[LedgerLine]) -> None:
    """Which numbers a report has is known when it is made."""
    from routeplan.bureau.summary.rolled_report import rolled_report
    from routeplan.report.trace import named

    traced = run.request.options.get("traced")
    if traced and (rolled := rolled_report(lines)):
        named(rolled.report, traced)


def _show(
    run: RunLine, lines: list[LedgerLine], *, as_json: bool, is_at_work: bool = False
) -> None:
    from routeplan.cli.tables.bureau.run import print_run, run_content
    from routeplan.cli.tables.bureau.summary import print_summary, summary_content
    from routeplan.cli.terminal.messages import print_json

    if as_json:
        print_json(run_content(run, lines) | summary_content(run, lines))
    else:
        print_run(run, lines, is_at_work=is_at_work)
        print_summary(run, lines)
