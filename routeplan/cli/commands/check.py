"""``routeplan check``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from routeplan.cli.options.common import (
    days_and_travel_options,
    json_option,
    longest_day_option,
    quiet_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.errors import EXIT_INPUT, Finding, InputError, UsageError
from routeplan.phrases import counted, phrase
from routeplan.station.clock import today
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.station.reading.open_station import Workspace


@click.command("check", cls=Command)
@workspace_argument
@days_and_travel_options
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Time and check a plan edited by hand (plan.json, or a table of orders).",
)
@longest_day_option(
    "H:MM",
    "With --plan: cap on travel and visits per shift, or none (default: the cap you set "
    "for the plan or in [plan] longest_day; one found by 'auto' does not count).",
)
@click.option(
    "--write", is_flag=True, help="With --plan: save it as the plan if no rule is broken."
)
@click.option(
    "--reason", default="", metavar="TEXT", help="With --write: the reason, kept with the price."
)
@click.option(
    "--orders",
    "orders_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the plan's orders to a CSV table for editing.",
)
@click.option(
    "--map",
    "with_map",
    is_flag=True,
    help="Draw where every household was found: maps/homes/index.html, with names and addresses.",
)
@click.option(
    "--annotate",
    is_flag=True,
    help="Write copies of the tables as XLSX, with what was found coloured and commented, to "
    "maps/exports/.",
)
@click.option("--verbose", is_flag=True, help="List also how cells were read that need no change.")
@json_option
@quiet_option
def command(
    folder: Path,
    first_day: date | None,
    days: int | None,
    kind: str | None,
    plan_file: Path | None,
    longest_day: str | None,
    write: bool,
    reason: str,
    orders_file: Path | None,
    with_map: bool,
    annotate: bool,
    verbose: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check a station's folder: report every error and oddity, and show how the files were read.

    Exits with status 2 if there are errors. Nothing is written except the street network's cache,
    the map of --map, and the annotated copies of the tables of --annotate.

    With --plan, a plan edited by hand is timed and checked: every broken rule is named (status 5);
    if none is broken, its cost is compared with that of the plan it came from. --orders writes a
    table for editing. The chief's --reason is kept; 'routeplan lock --list' shows it with its
    price.

    \b
    Examples:
      routeplan check station --first-day 2026-11-30
      routeplan check station --map
      routeplan check station --orders orders.csv
      routeplan check station --plan orders.csv --write --reason "they know each other"
    """
    _require_together(plan_file, orders_file, longest_day, reason, write=write, with_map=with_map)
    if orders_file is not None:
        from routeplan.cli.commands.check_plan import write_orders_of

        write_orders_of(folder, orders_file, plan_file, as_json=as_json)
        return
    if plan_file is not None:
        from routeplan.cli.commands.check_plan import HandEdit, check_plan

        edit = (folder, plan_file, longest_day, write, reason, kind)
        check_plan(HandEdit(*edit, as_json=as_json, quiet=quiet))
        return
    wanted = _Wanted(folder, first_day, days, kind, with_map, annotate, verbose, as_json, quiet)
    _check_tables(wanted)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which tables to check, for which days and by what travel, and what to make of it."""

    folder: Path
    first_day: date | None
    days: int | None
    kind: str | None
    with_map: bool
    annotate: bool
    verbose: bool
    as_json: bool
    quiet: bool


def _require_together(
    plan_file: Path | None,
    orders_file: Path | None,
    longest_day: str | None,
    reason: str,
    *,
    write: bool,
    with_map: bool,
) -> None:
    """Raises UsageError where an option says nothing without another one."""
    if with_map and (plan_file or orders_file):
        raise UsageError(phrase("--map goes with neither --plan nor --orders"))
    if orders_file is not None:
        return
    if reason and not (write and plan_file):
        raise UsageError(phrase("--reason needs --plan and --write"))
    if plan_file is not None:
        return
    if write:
        raise UsageError(phrase("--write needs --plan"))
    if longest_day is not None:
        raise UsageError(phrase("--longest-day needs --plan"))


def _end_with_errors(wanted: _Wanted, findings: Sequence[Finding]) -> NoReturn:
    """End with the errors, on the map and in the copies too; 'nothing was written' if it is so."""
    if wanted.as_json:
        _print_findings(findings)
    written = _annotate(wanted.folder, findings) if wanted.annotate else False
    if wanted.with_map:
        written |= _draw_placed(wanted.folder, wanted.first_day, wanted.days)
    if wanted.verbose and not wanted.as_json:
        findings = _without_readings(findings)
    if not written:
        raise InputError(findings)
    tell_findings(findings, written=True)
    sys.exit(EXIT_INPUT)


def _check_tables(wanted: _Wanted) -> None:
    """Read everything, say what is odd, and how it was understood."""
    from routeplan.engines.choose import prepare_in_background
    from routeplan.station.findings_by_cause import by_cause
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.reading.promise_warnings import written_appointments
    from routeplan.station.reading.same_households import same_households

    prepare_in_background()
    try:
        workspace = read_workspace(
            wanted.folder, today=today(), first_day=wanted.first_day, days=wanted.days
        )
    except InputError as error:
        _end_with_errors(wanted, error.findings)
    warnings = [
        *workspace.warnings,
        *written_appointments(workspace, today()),
        *same_households(workspace),
        *_travel_warnings(wanted, workspace),
    ]
    if wanted.with_map:
        from routeplan.station.use_cases.draw_homes import draw_homes

        path = draw_homes(workspace, warnings)
        click.echo(say("wrote {path}", path=path), err=wanted.as_json)
    if wanted.annotate:
        _annotate(wanted.folder, warnings)
    inputs = workspace.inputs
    visiting = phrase("no hours given, so the station's visiting hours")
    homes = _understood("households", (h.availability for h in inputs.households), visiting)
    hours = _understood("officers", (officer.hours for officer in inputs.officers))
    if wanted.as_json:
        _print_findings(warnings, homes, hours)
        return
    tell_findings(warnings, verbose=wanted.verbose)
    _print_counts(inputs)
    _print_understood(homes, hours)
    causes = sum(cause.severity == "warning" for cause in by_cause(warnings))
    click.echo(say("No errors, {warnings}.", warnings=counted(causes, "warning")))


def _travel_warnings(wanted: _Wanted, workspace: Workspace) -> list[Finding]:
    """What is odd about the ways; where there are too many, that they are unchecked."""
    from routeplan.cli.terminal.travelling import travel
    from routeplan.planning.regions.limits import is_beyond_one_table
    from routeplan.station.reading.travel_warnings import travel_warnings, ways_unchecked

    if is_beyond_one_table(workspace.inputs):
        return [ways_unchecked(workspace)]
    quiet = wanted.quiet or wanted.as_json
    with travel(workspace, kind=wanted.kind, quiet=quiet) as (source, tables):
        return [*travel_warnings(workspace, source, tables)]


def _without_readings(findings: Sequence[Finding]) -> list[Finding]:
    """What is wrong; how cells were read, which comes before it, is said here."""
    from routeplan.station.findings_by_cause import READINGS

    tell_findings([finding for finding in findings if finding.code in READINGS], verbose=True)
    return [finding for finding in findings if finding.code not in READINGS]


def _print_understood(
    homes: Sequence[Mapping[str, object]], hours: Sequence[Mapping[str, object]]
) -> None:
    """How the cells of hours were read, each meaning with how many have it."""
    for title, who, entries in (
        (say("Availability was understood as:"), "households", homes),
        (say("Officers' hours were understood as:"), "officers", hours),
    ):
        click.echo(title)
        for entry in entries:
            meaning = entry["meaning"]
            assert isinstance(meaning, str)
            click.echo(f"  {entry[who]:>5} x  {visible(said(meaning))}")


def _draw_placed(folder: Path, first_day: date | None, days: int | None) -> bool:
    """Draw the homes that were found in spite of errors; whether there were any."""
    from routeplan.station.use_cases.draw_homes import draw_placed_homes

    path = draw_placed_homes(folder, today=today(), first_day=first_day, days=days)
    if path is not None:
        click.echo(say("wrote {path}", path=path), err=True)
    return path is not None


def _annotate(folder: Path, findings: Iterable[Finding]) -> bool:
    """Write the copies, and name them on stderr, where they are in nobody's JSON.

    Whether there are any.
    """
    from routeplan.station.use_cases.annotate_tables import annotate_tables

    annotated = annotate_tables(folder, findings, today=today(), said=said)
    tell_findings(annotated.refused)
    for path in annotated.files:
        click.echo(say("Written to {path}", path=path), err=True)
    return bool(annotated.files)


def _print_counts(inputs: Inputs) -> None:
    click.echo(
        say(
            "{households} at {places}, {visits}, {shifts} from {first} to {last}.",
            households=counted(len(inputs.households), "household"),
            places=counted(len(inputs.places) - 1, "place"),
            visits=counted(len(inputs.visits), "visit"),
            shifts=counted(len(inputs.shifts), "shift"),
            first=inputs.calendar.dates[0],
            last=inputs.calendar.dates[-1],
        )
    )
    if inputs.later_visits:
        visits = counted(len(inputs.later_visits), "visit")
        click.echo(
            say(
                "Not in this plan, but later or never: {visits} ('routeplan due' says why).",
                visits=visits,
            )
        )


def _print_findings(
    findings: Sequence[Finding],
    homes: Sequence[dict[str, object]] = (),
    hours: Sequence[dict[str, object]] = (),
) -> None:
    from routeplan.station.findings_by_cause import by_cause

    causes = by_cause(findings)
    by_severity = {
        f"{severity}s": [cause.as_json() for cause in causes if cause.severity == severity]
        for severity in ("error", "warning", "reading")
    }
    print_json({**by_severity, "availability": homes, "hours": hours})


def _understood(who: str, texts: Iterable[str], empty: str = "") -> list[dict[str, object]]:
    """Each text, most frequent first, with its meaning and with how many write so."""
    from routeplan.hours.syntax import understood

    return [
        {"text": text, "meaning": understood(text) if text else empty, who: count}
        for text, count in Counter(texts).most_common()
    ]
