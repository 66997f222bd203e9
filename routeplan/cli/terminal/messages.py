"""Findings on stderr, and JSON on stdout."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.terminal.language import said, say
from routeplan.errors import Finding
from routeplan.phrases import counted, phrase
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.station.findings_by_cause import Cause

INTERRUPTED = phrase("The search was interrupted; this is the best plan found so far.")


def tell_findings(
    findings: Iterable[Finding], *, verbose: bool = False, written: bool = False
) -> None:
    """One line a cause on stderr, warnings by what they cost, then errors.

    Under it a line for each row where every row needs something else.

    Errors come last: behind many warnings they are what is still on the screen. What was only read
    in some way is counted, and listed where ``verbose``. That nothing was written is not said where
    something was (``written``).
    """
    from routeplan.station.findings_by_cause import by_cause

    causes = by_cause(findings)
    readings = [found_cause for found_cause in causes if found_cause.severity == "reading"]
    errors = [found_cause for found_cause in causes if found_cause.severity == "error"]
    warnings = [found_cause for found_cause in causes if found_cause.severity == "warning"]
    if readings and not verbose:
        count = sum(reading.count for reading in readings)
        cells = counted(count, "cell")
        click.echo(
            say("{cells} read as likely meant; 'check --verbose' lists them.", cells=cells),
            err=True,
        )
    for cause in (*(readings if verbose else ()), *warnings, *errors):
        worded = replace(cause, message=said(cause.message), fix=said(cause.fix))
        click.echo(f"{_severity(cause)}: {visible(str(worded))}", err=True)
        _tell_row_fixes(cause)
    if errors:
        total = counted(len(errors), "error")
        if written:
            click.echo(say("{total}.", total=total), err=True)
        else:
            click.echo(say("{total}; nothing was written.", total=total), err=True)


def _tell_row_fixes(cause: Cause) -> None:
    """What to do about each row, a line for each; of very many only the first."""
    from routeplan.station.findings_by_cause import MOST_RANGES, ranges

    for row_fix in cause.row_fixes[:MOST_RANGES]:
        line = f"{cause.file}:{ranges(row_fix.rows)} · {row_fix.value!r} · {said(row_fix.fix)}"
        click.echo(f"  {visible(line)}", err=True)
    if len(cause.row_fixes) > MOST_RANGES:
        click.echo("  ...", err=True)


def _severity(cause: Cause) -> str:
    if cause.severity == "error":
        return say("error")
    return say("warning") if cause.severity == "warning" else say("read")


def as_dicts(items: Sequence[Any]) -> list[dict[str, Any]]:
    """Dataclasses as dictionaries, for JSON."""
    return [asdict(item) for item in items]


def print_json(content: object) -> None:
    """JSON on stdout, readable and stable."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))
