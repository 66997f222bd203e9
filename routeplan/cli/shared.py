"""What every command shares: options, where output goes, and how errors end a run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from routeplan.errors import Finding, InputError, JudgeError, RouteplanError, UsageError

FINDINGS_SHOWN = 200


def workspace_argument[F: Callable[..., Any]](function: F) -> F:
    """``[DIR]``: the station's folder, by default the one you stand in."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", metavar="[DIR]", type=folder, default=".")(function)


def first_day_option[F: Callable[..., Any]](function: F) -> F:
    """``--first-day``."""
    return click.option(
        "--first-day",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="First day of the plan, such as 2026-11-30 (default: tomorrow).",
        callback=lambda _ctx, _param, value: value.date() if value else None,
    )(function)


def days_option[F: Callable[..., Any]](function: F) -> F:
    """``--days``."""
    return click.option(
        "--days", type=click.IntRange(1, 31), help="Days of the plan (default: [plan] days)."
    )(function)


def json_option[F: Callable[..., Any]](function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(
        function
    )


def quiet_option[F: Callable[..., Any]](function: F) -> F:
    """``--quiet``."""
    return click.option("--quiet", is_flag=True, help="No progress on stderr.")(function)


def plan_options[F: Callable[..., Any]](function: F) -> F:
    """``--plan``, ``--officer``, ``--day``: which plan, and which part of it."""
    for option in (
        click.option(
            "--day",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="Only this day.",
            callback=lambda _ctx, _param, value: value.date() if value else None,
        ),
        click.option("--officer", metavar="ID", help="Only this officer."),
        click.option(
            "--plan",
            "plan_file",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help="The plan (default: the newest in maps/).",
        ),
    ):
        function = option(function)
    return function


def today() -> date:
    """The local date; ``ROUTEPLAN_TODAY`` sets it for tests and rehearsals."""
    fixed = os.environ.get("ROUTEPLAN_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()


def ending_well[R](run: Callable[[], R]) -> R:
    """Run a command; known errors are told on stderr and end with their own status."""
    try:
        return run()
    except InputError as error:
        tell_findings(error.findings)
        sys.exit(error.exit_status)
    except JudgeError as error:
        click.echo("The plan failed the judge and was not written:", err=True)
        for violation in error.violations:
            click.echo(f"  {visible(str(violation))}", err=True)
        sys.exit(error.exit_status)
    except RouteplanError as error:
        click.echo(f"routeplan: {visible(str(error))}", err=True)
        sys.exit(error.exit_status)


def tell_findings(findings: Iterable[Finding]) -> None:
    """One line each on stderr, errors first; a very long list ends with its count."""
    ranked = sorted(findings, key=lambda finding: finding.severity != "error")
    for finding in ranked[:FINDINGS_SHOWN]:
        click.echo(f"{finding.severity}: {visible(str(finding))}", err=True)
    if len(ranked) > FINDINGS_SHOWN:
        click.echo(f"... and {len(ranked) - FINDINGS_SHOWN} more", err=True)
    errors = sum(finding.severity == "error" for finding in ranked)
    if errors:
        click.echo(f"{errors} error{'s' * (errors != 1)}; nothing was written.", err=True)


def visible(text: str) -> str:
    """Text with control and direction signs spelled out, so that it cannot play with a terminal."""
    return "".join(sign if _harmless(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _harmless(sign: str) -> bool:
    import unicodedata

    return sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def as_dicts(items: Sequence[Any]) -> list[dict[str, Any]]:
    """Dataclasses as dictionaries, for JSON."""
    return [asdict(item) for item in items]


def print_json(content: object) -> None:
    """JSON on stdout, readable and stable."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def newest_plan(folder: Path, plan_file: Path | None) -> Path:
    """The plan asked for, else the newest one under ``maps/``.

    Raises
    ------
    UsageError
        When there is none.
    """
    if plan_file is not None:
        if not plan_file.is_file():
            raise UsageError(f"there is no plan at {plan_file}")
        return plan_file
    plans = sorted((folder / "maps").glob("*/plan.json"), key=lambda path: path.stat().st_mtime)
    if not plans:
        raise UsageError(f"there is no plan in {folder / 'maps'}; make one with 'routeplan plan'")
    return plans[-1]
