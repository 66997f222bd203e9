"""What every command shares: options, where output goes, and how errors end a run."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from routeplan.errors import (
    EXIT_BUG,
    EXIT_INPUT,
    Finding,
    InputError,
    JudgeError,
    RouteplanError,
    UsageError,
)

FINDINGS_SHOWN = 200
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
"""As shells count a process that SIGINT or SIGPIPE ends."""
INTERRUPTED = "The search was interrupted; this is the best plan it had found."
_BUG = "this is a bug in routeplan (ROUTEPLAN_DEBUG=1 shows where, please report it):"


def workspace_argument[F: Callable[..., Any]](function: F) -> F:
    """``[DIR]``: the station's folder, by default the one you stand in."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", metavar="[DIR]", type=folder, default=".")(function)


class Date(click.ParamType[date]):
    """A date such as 2026-11-30, of a year that a plan may lie in."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return plan_date(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def plan_date(text: str) -> date:
    """The date of a text.

    Raises
    ------
    ValueError
        When it is none, or too far off for clocks and calendars to be known.
    """
    from routeplan.model import PLAN_YEARS

    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        written = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
        day, month, year = written.groups() if written else ("30", "11", "2026")
        fix = f"{year}-{month:>02}-{day:>02}"
        raise ValueError(f"{text!r} is no date; write it like {fix}") from error
    if found.year not in PLAN_YEARS:
        told = f"{PLAN_YEARS.start} to {PLAN_YEARS.stop - 1}"
        raise ValueError(f"{text!r} is too far off: a plan lies in the years {told}")
    return found


def station_option[F: Callable[..., Any]](function: F) -> F:
    """``--dir``: the station's folder, of commands whose arguments are something else."""
    return click.option(
        "--dir",
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        help="The station's folder (default: the one you stand in).",
    )(function)


def date_option[F: Callable[..., Any]](name: str, told: str) -> Callable[[F], F]:
    """An option that takes a date."""
    return click.option(name, type=Date(), metavar="DATE", help=told)


def first_day_option[F: Callable[..., Any]](function: F) -> F:
    """``--first-day``."""
    told = "First day of the plan, such as 2026-11-30 (default: tomorrow)."
    return date_option("--first-day", told)(function)


def days_option[F: Callable[..., Any]](function: F) -> F:
    """``--days``."""
    return click.option(
        "--days",
        type=click.IntRange(1, 31),
        metavar="N",
        help="Days of the plan, 1 to 31 (default: [plan] days, 5).",
    )(function)


def travel_option[F: Callable[..., Any]](function: F) -> F:
    """``--travel``."""
    return click.option(
        "--travel",
        "kind",
        type=click.Choice(["streets", "server", "straight-line"]),
        help="Where travel times come from (default: [travel] source, streets).",
    )(function)


def json_option[F: Callable[..., Any]](function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(
        function
    )


def quiet_option[F: Callable[..., Any]](function: F) -> F:
    """``--quiet``."""
    return click.option("--quiet", is_flag=True, help="Results and errors only, no progress.")(
        function
    )


def plan_file_option[F: Callable[..., Any]](function: F) -> F:
    """``--plan``: which plan."""
    return click.option(
        "--plan",
        "plan_file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The plan (default: the one of today in maps/, else the next one).",
    )(function)


def plan_options[F: Callable[..., Any]](function: F) -> F:
    """``--plan``, ``--officer``, ``--day``: which plan, and which part of it."""
    for option in (
        date_option("--day", "Only this day."),
        click.option("--officer", metavar="ID", help="Only this officer."),
        plan_file_option,
    ):
        function = option(function)
    return function


def today() -> date:
    """The local date; ``ROUTEPLAN_TODAY`` sets it for tests and rehearsals.

    Raises
    ------
    UsageError
        When ``ROUTEPLAN_TODAY`` is no date.
    """
    fixed = os.environ.get("ROUTEPLAN_TODAY")
    if not fixed:
        return datetime.now().astimezone().date()
    try:
        return plan_date(fixed)
    except ValueError as error:
        raise UsageError(f"ROUTEPLAN_TODAY: {error}") from error


def at_present() -> tuple[date, int]:
    """The local date, and the seconds since its 00:00: none on a day that ROUTEPLAN_TODAY sets."""
    clock = datetime.now().astimezone()
    is_set = bool(os.environ.get("ROUTEPLAN_TODAY"))
    return today(), 0 if is_set else 3600 * clock.hour + 60 * clock.minute


def now() -> str:
    """The local date and time to the second, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def clerk() -> str:
    """Who types: the name that the computer knows him by, whatever his environment says."""
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:  # this user has no name here
        return str(os.getuid())


def ending_well[R](run: Callable[[], R]) -> R:
    """Run a command; whatever stops it is told on stderr and ends with its own status."""
    try:
        return run()
    except (click.ClickException, click.exceptions.Exit):
        raise  # click tells these itself
    except BrokenPipeError:
        _stop_writing()
        status = EXIT_PIPE
    except (KeyboardInterrupt, click.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # we are ending: another one changes nothing
        if sys.stderr.isatty():
            click.echo(err=True)  # behind ^C, or half a line of progress
        click.echo("routeplan: stopped by Ctrl-C", err=True)
        status = EXIT_INTERRUPTED
    except Exception as error:
        if os.environ.get("ROUTEPLAN_DEBUG"):
            from traceback import print_exc

            print_exc()
        status = _tell(error)
    sys.exit(status)


def _tell(error: Exception) -> int:
    """Say on stderr what went wrong; the exit status it ends with."""
    if isinstance(error, InputError):
        tell_findings(error.findings)
        return error.exit_status
    if isinstance(error, JudgeError):
        click.echo("The plan failed the judge and was not written:", err=True)
        for violation in error.violations:
            click.echo(f"  {visible(str(violation))}", err=True)
        return error.exit_status
    if isinstance(error, RouteplanError):
        told, status = str(error), error.exit_status
    elif isinstance(error, OSError) and error.strerror:
        told, status = error.strerror, EXIT_INPUT
        told += f": {error.filename}" if error.filename else ""
    else:
        told, status = f"{_BUG} {type(error).__name__}: {error}", EXIT_BUG
    click.echo(f"routeplan: {visible(told)}", err=True)
    return status


def _stop_writing() -> None:
    """Nobody reads stdout any more: what is still to be flushed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def tell_findings(findings: Iterable[Finding]) -> None:
    """One line each on stderr; a very long list is cut, warnings before errors.

    Errors come last: behind many warnings they are what is still on the screen.
    """
    ranked = sorted(findings, key=lambda finding: finding.severity != "error")
    for finding in sorted(ranked[:FINDINGS_SHOWN], key=lambda each: each.severity == "error"):
        click.echo(f"{finding.severity}: {visible(str(finding))}", err=True)
    if len(ranked) > FINDINGS_SHOWN:
        click.echo(f"... and {len(ranked) - FINDINGS_SHOWN} more", err=True)
    errors = sum(finding.severity == "error" for finding in ranked)
    if errors:
        click.echo(f"{counted(errors, 'error')}; nothing was written.", err=True)


def counted(count: int, what: str) -> str:
    """``1 visit``, ``2 visits``, ``1,000 visits``."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def visible(text: str) -> str:
    """Text on one line, control and direction signs spelled out: it cannot play with a terminal."""
    return "".join(sign if _harmless(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _harmless(sign: str) -> bool:
    import unicodedata

    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def as_dicts(items: Sequence[Any]) -> list[dict[str, Any]]:
    """Dataclasses as dictionaries, for JSON."""
    return [asdict(item) for item in items]


def print_json(content: object) -> None:
    """JSON on stdout, readable and stable."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def chosen_plan(folder: Path, plan_file: Path | None, *, on: date | None = None) -> Path:
    """The plan asked for, else the one of today, which is told on stderr (not with ``--quiet``).

    That is the one whose days hold today, else the next one, else the last one that is over.

    Parameters
    ----------
    on
        In the place of today.

    Raises
    ------
    UsageError
        When there is none.
    """
    from routeplan.formats.plan_dates import plan_of

    if plan_file is not None:
        if not plan_file.is_file():
            raise UsageError(f"there is no plan at {plan_file}")
        return plan_file
    plan, broken = plan_of(folder / "maps", on or today())
    if plan is None and broken:
        return broken[-1]  # what is wrong with it is told when it is read
    if plan is None:
        raise UsageError(f"there is no plan in {folder / 'maps'}; make one with 'routeplan plan'")
    for path in broken:
        click.echo(f"warning: {visible(str(path))} cannot be read and is passed over", err=True)
    command = click.get_current_context(silent=True)
    if not (command and command.params.get("quiet")):
        click.echo(f"Plan of {plan}", err=True)
    return plan.path
